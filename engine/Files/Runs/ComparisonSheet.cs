using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;

namespace TerritoryTwin.Files.Runs;

/// <summary>The maps of compared runs on one sheet and one scale.</summary>
public static class ComparisonSheet
{
    private const int MostMaps = 4;

    /// <summary>Draws one variable of the buildings in up to four runs, each with its figures.</summary>
    /// <param name="path">The picture.</param>
    /// <param name="comparison">The runs.</param>
    /// <param name="folders">Of the runs, in the same order.</param>
    /// <param name="variable">A column of numbers of the buildings.</param>
    /// <exception cref="InputException">A table or the column is missing.</exception>
    public static void Write(string path, Comparison comparison, IReadOnlyList<string> folders, string variable)
    {
        Territory territory = ResultReader.Territory(comparison.Runs[0]);
        List<(double[] Values, string Unit, string Meaning)> variables = [];
        for (int run = 0; run < Math.Min(MostMaps, folders.Count); run++)
        {
            Table table = ResultReader.Table(folders[run], comparison.Runs[run], "buildings");
            if (!table.Columns.OfType<NumberColumn>().Any(c => c.Name == variable))
                throw new InputException($"{folders[run]}/buildings.csv has no column of numbers `{variable}`{Yaml.Words.Suggest(variable, table.Columns.OfType<NumberColumn>().Select(c => c.Name))}");
            variables.Add(ResultWriter.ForMap(table, variable));
        }
        ValueScale scale = ValueScale.Of(variables.SelectMany(v => v.Values), ColorMap.Heat, variables[0].Unit);
        string meaning = variables[0].Meaning, legend = ResultWriter.Legend(meaning);
        MapPanel[] panels = [.. variables.Select((v, run) => new MapPanel(comparison.Runs[run].Scenario, Figures(comparison, run), v.Values))];
        Canvas sheet = MapSheet.Draw(territory, $"{territory.Name}, {comparison.Runs[0].Years[^1]}: what would change?", legend, scale, panels);
        Png.Write(path, sheet.Width, sheet.Height, sheet.Pixels);
    }

    // Energy, carbon and money: the base with its values, the variants with what they change.
    private static IReadOnlyList<string> Figures(Comparison comparison, int run)
    {
        (string Name, string Label, double Scale, string Unit)[] shown =
            [("energy_bought", "energy", 1e-3, "GWh"), ("co2", "CO₂e", 1e-3, "kt"), ("bill", "bills", 1e-6, "M€")];
        return [.. shown.Select(s =>
        {
            ComparedIndicator i = comparison.Indicators.First(c => c.Name == s.Name);
            return run == 0 ? $"{s.Label} {People.Number(i.Values[0] * s.Scale)} {s.Unit}" : $"{s.Label} {People.SignedPercent(i.Share(run))}";
        })];
    }
}
