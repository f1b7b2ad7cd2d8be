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
    /// <summary>A table of a result folder, with the units that its record gives.</summary>
    /// <exception cref="InputException">The table is not there, or does not agree with the record.</exception>
    public static Table Table(string folder, RunRecord record, string table)
    {
        string path = Path.Combine(folder, table + ".csv");
        if (!File.Exists(path)) throw new InputException($"{path} is not there; let the scenario write the table `{table}`, or run it again");
        CsvTable csv = Csv.Read(path);
        if (csv.Columns.Distinct().Count() != csv.Columns.Count) throw new InputException($"{path}: a column stands twice; run the scenario again");
        List<Column> columns = [];
        for (int c = 0; c < csv.Columns.Count; c++)
        {
            int at = c;
            ColumnRecord known = record.Columns.FirstOrDefault(k => k.Table == table && k.Name == csv.Columns[at])
                ?? throw new InputException($"{csv.Path}: the column `{csv.Columns[at]}` is not in {RunRecord.FileName}; run the scenario again");
            columns.Add(known.IsText
                ? new TextColumn(known.Quantity, [.. csv.Rows.Select(r => r[at])]) { Classes = known.Classes ?? [], IsOrdered = known.Ordered }
                : new NumberColumn(known.Quantity, [.. csv.Rows.Select((r, row) => Number(csv, at, row))]) { IsWhole = known.Whole });
        }
        return new(table, columns);
    }

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
