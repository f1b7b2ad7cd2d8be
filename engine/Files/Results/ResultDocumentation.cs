using System.Globalization;
using System.Text;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Results;

/// <summary>The tables of docs/results.md, made from the catalogue.</summary>
internal static class ResultDocumentation
{
    /// <summary>Every column of every table, every row that only comparisons have, every variable of grids.</summary>
    public static string Columns()
    {
        StringBuilder text = new();
        foreach (Table table in ResultCatalogue.Tables.Append(ResultCatalogue.Comparison))
            Section(text, $"`{table.Name}.csv`", ResultCatalogue.Records(table));
        Section(text, "Rows of `comparison.csv` besides the indicators of `years.csv`", ResultCatalogue.OnlyCompared.Select(i => new ColumnRecord("", i.Quantity)));
        Section(text, "Variables of grids", ResultCatalogue.Grids);
        Section(text, "Variables of grids by the hour", HourlyCatalogue.Grids.Select(q => new ColumnRecord("", q)));
        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, IEnumerable<ColumnRecord> columns)
    {
        text.Append(CultureInfo.InvariantCulture, $"### {title}\n\n| name | unit | kind | meaning |\n| --- | --- | --- | --- |\n");
        foreach (ColumnRecord c in columns)
            text.Append(CultureInfo.InvariantCulture, $"| `{c.Name}` | {(c.Unit is null ? "text" : c.Unit.Length == 0 ? "of the row" : c.Unit)} | {KindOf(c)} | {c.Meaning} |\n");
        text.Append('\n');
    }

    private static string KindOf(ColumnRecord c) => c.Unit is not null ? c.Kind.ToString().ToLowerInvariant() + (c.Whole ? ", whole" : "") : c.Classes is { } classes ? string.Join(", ", classes) : "";
}
