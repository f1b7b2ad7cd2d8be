using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Files.Runs;

/// <summary>An indicator that stands under a map.</summary>
/// <param name="Name">Of the indicator.</param> <param name="Label">Before its value.</param> <param name="Scale">From its unit to the one shown.</param> <param name="Unit">Shown.</param>
public sealed record MapFigure(string Name, string Label, double Scale, string Unit);

/// <summary>The maps of compared runs on one sheet: first what each variant changes, on one scale, then the base.</summary>
public static class ComparisonSheet
{
    private const int MostMaps = 4;
    private static readonly MapFigure[] Roads = [new("road_kilometres", "traffic", 1e-6, "million km"), new("road_carbon", "CO₂e", 1e-6, "kt"), new("travel_time", "on the way", 1, "min")];
    private static readonly MapFigure[] Buildings = [new("energy_bought", "energy", 1e-3, "GWh"), new("co2", "CO₂e", 1e-3, "kt"), new("bill", "bills", 1e-6, "M€")];

    /// <summary>Draws what up to three variants change of one variable of the buildings or of the roads, then the base, each with its figures.</summary>
    /// <param name="path">The picture.</param>
    /// <param name="comparison">The runs.</param>
    /// <param name="folders">Of the runs, in the same order.</param>
    /// <param name="variable">A column of numbers of the buildings or of the roads.</param>
    /// <param name="figures">Under each map; null: energy, carbon and money.</param>
    /// <exception cref="InputException">A table or the column is missing.</exception>
    public static void Write(string path, Comparison comparison, IReadOnlyList<string> folders, string variable, IReadOnlyList<MapFigure>? figures = null)
    {
        Territory territory = ResultReader.Territory(comparison.Runs[0]);
        bool ofRoads = ResultCatalogue.Roads.Columns.OfType<NumberColumn>().Any(c => c.Name == variable);
        List<(double[] Values, string Unit, NumberColumn Column)> variables = [];
        for (int run = 0; run < Math.Min(MostMaps, folders.Count); run++)
        {
            Table table = ResultReader.Table(folders[run], comparison.Runs[run], ofRoads ? TableName.Roads : TableName.Buildings);
            RequireColumns(table, variable, folders[run], needed: ofRoads ? null : "heated_area");
            RequireSame(table, ofRoads ? territory.Roads.Select(static r => r.Id) : territory.Buildings.Select(static b => b.Id), territory, folders[run]);
            NumberColumn column = table.Columns.OfType<NumberColumn>().First(c => c.Name == variable);
            variables.Add(ofRoads ? (column.Values, People.Unit(column.Unit), column) : ResultWriter.ForMap(table, variable));
        }
        (double[] before, string unit, NumberColumn shown) = variables[0];
        string legend = ResultWriter.Legend(shown.Meaning);
        double[][] changes = [.. variables.Skip(1).Select(v => v.Values.Select((x, k) => x - before[k]).ToArray())];
        MapPanel[] panels =
        [
            .. changes.Select((change, k) => Panel(k + 1, change)),
            Panel(0, before) with { Own = (legend, ValueScale.Of(before, ColorMap.For(shown.Kind, shown.Unit), unit)) },
        ];
        string title = $"{territory.Name}, {comparison.Runs[0].Years[^1]}{(comparison.Runs[0].Today.Length > 0 ? $" {comparison.Runs[0].Today}" : "")}: what would change?";
        using Picture sheet = MapSheet.Draw(territory, title, $"Change: {char.ToLowerInvariant(legend[0])}{legend[1..]}", ValueScale.OfDifferences(changes.SelectMany(static c => c), unit == "°C" ? "K" : unit), panels);
        sheet.Write(path);

        MapPanel Panel(int run, double[] values) => new(comparison.Runs[run].Scenario, Figures(comparison, run, figures ?? (ofRoads ? Roads : Buildings)), ofRoads ? [] : values) { Roads = ofRoads ? values : null };
    }

    private static void RequireColumns(Table table, string variable, string folder, string? needed)
    {
        string[] there = [.. table.Columns.OfType<NumberColumn>().Select(c => c.Name)];
        if (!there.Contains(variable))
            throw new InputException($"{folder}/{table.Name}.csv: no column of numbers `{variable}`. {Yaml.Spelling.Suggest(variable, there)}");
        if (needed != null && !there.Contains(needed))
            throw new InputException($"{folder}/{table.Name}.csv: no column `{needed}`, which maps divide by; let the scenario write it, or all columns.");
    }

    private static void RequireSame(Table table, IEnumerable<string> expected, Territory territory, string folder)
    {
        string[]? ids = table.Columns.OfType<TextColumn>().FirstOrDefault(c => c.Name == "id")?.Values;
        if (ids is null || !ids.SequenceEqual(expected))
            throw new InputException($"{folder}/{table.Name}.csv: its {table.Name} are not those of {territory.Name}, one a row in their order; run the scenario again");
    }

    // The base with its values, the variants with what they change.
    private static IReadOnlyList<string> Figures(Comparison comparison, int run, IReadOnlyList<MapFigure> shown)
    {
        return [.. shown.Select(s =>
        {
            ComparedIndicator i = comparison.Of(s.Name);
            if (run == 0) return $"{s.Label} {People.Number(i.Values[0] * s.Scale)} {s.Unit}";
            return s.Unit == "°C" ? $"{s.Label} {Kelvin((i.Values[run] - i.Values[0]) * s.Scale)} K" : $"{s.Label} {People.SignedPercent(i.Share(run))}";         // no share of a temperature
        })];
    }

    private static string Kelvin(double difference) => Math.Abs(difference) < 0.005 ? "±0.00" : (difference > 0 ? "+" : "−") + Math.Abs(difference).ToString("0.00", CultureInfo.InvariantCulture);
}
