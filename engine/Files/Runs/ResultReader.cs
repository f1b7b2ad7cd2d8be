using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Territories;

namespace TerritoryTwin.Files.Runs;

/// <summary>Reads what runs wrote.</summary>
public static class ResultReader
{
    /// <summary>A table of a result folder, with the units that its record gives: from its Parquet file where that is surely what the CSV file says and what the record declares, else from the CSV file.</summary>
    /// <exception cref="InputException">The CSV file is not there, or does not agree with the record.</exception>
    public static Table Table(string folder, RunRecord record, string table)
    {
        string path = Path.Combine(folder, table + ".csv");
        if (!File.Exists(path)) throw new InputException($"{path} is not there; let the scenario write the table `{table}`, or run it again");
        return TableFiles.Read(folder, table) is { } binary && Declared(binary, record) is { } sound ? sound : Declared(Csv.Read(path), record, table);
    }

    // Null where anything is not as declared: the CSV file is read then, whose lines can be named.
    private static Table? Declared(Table read, RunRecord record)
    {
        List<Column> columns = [];
        foreach (Column column in read.Columns)
        {
            ColumnRecord? known = record.Columns.FirstOrDefault(k => k.Table == read.Name && k.Name == column.Name);
            if (known is null || columns.Any(c => c.Name == column.Name)) return null;
            if (column is TextColumn text && known.IsText) columns.Add(With(known, text.Values));
            else if (column is NumberColumn numbers && !known.IsText && numbers.IsWhole == known.Whole && !numbers.Values.Any(double.IsInfinity)) columns.Add(With(known, numbers.Values));
            else return null;
        }
        return read with { Columns = columns };
    }

    private static Table Declared(CsvTable csv, RunRecord record, string table)
    {
        if (csv.Columns.Distinct().Count() != csv.Columns.Count) throw new InputException($"{csv.Path}: a column stands twice; run the scenario again");
        List<Column> columns = [];
        for (int c = 0; c < csv.Columns.Count; c++)
        {
            int at = c;
            ColumnRecord known = record.Columns.FirstOrDefault(k => k.Table == table && k.Name == csv.Columns[at])
                ?? throw new InputException($"{csv.Path}: the column `{csv.Columns[at]}` is not in {RunRecord.FileName}; run the scenario again");
            columns.Add(known.IsText ? With(known, [.. csv.Rows.Select(r => r[at])]) : With(known, [.. csv.Rows.Select((_, row) => Number(csv, at, row))]));
        }
        return new(table, columns);
    }

    private static TextColumn With(ColumnRecord known, string[] values) => new(known.Quantity, values) { Classes = known.Classes ?? [], IsOrdered = known.Ordered };

    private static NumberColumn With(ColumnRecord known, double[] values) => new(known.Quantity, values) { IsWhole = known.Whole };

    /// <summary>The territory of a run, from where the run took it.</summary>
    /// <exception cref="InputException">It is not there any more, or has changed since.</exception>
    public static Territory Territory(RunRecord record)
    {
        TerritoryRecord source = record.TerritorySource;
        if (source.Folder is null && source.Inhabitants is < TownGenerator.Fewest or > TownGenerator.Most)
            throw new InputException($"{RunRecord.FileName} of “{record.Scenario}”: a generated town of {source.Inhabitants} inhabitants; expected {TownGenerator.Fewest} to {TownGenerator.Most}. Run the scenario again.");
        Territory territory = ScenarioTerritory.Load(new TerritoryChoice(source.Folder, source.Inhabitants, source.Seed));
        return TerritoryHash.Of(territory) == source.Sha256 ? territory
            : throw new InputException($"the territory {source.Folder ?? record.Territory} has changed since “{record.Scenario}” ran; run the scenario again");
    }

    private static double Number(CsvTable csv, int column, int row)
    {
        string cell = csv.Rows[row][column];
        if (cell.Length == 0) return double.NaN;
        return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value
            : throw new InputException($"{csv.Path}({csv.Lines[row]}): `{csv.Columns[column]}` is `{cell}`; expected a number; run the scenario again");
    }
}
