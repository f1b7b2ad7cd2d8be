using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Indicators;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>From runs to what cards and charts show.</summary>
internal static class Figures
{
    private const int StepsOfSlider = 100;
    private const string Roads = "road_carbon";          // then that of buildings is not all of it
    private static readonly string[] First = ["energy_bought", "co2", Roads, "bill_per_dwelling", "investment", "pv", "high_effort", "hours_above_28", "heating_need"];

    /// <summary>The name of a slider: the scenario's, else the dictionary's, else what it moves.</summary>
    public static string NameOf(Adjustable slider, Words words)
    {
        string known = words["slider." + slider.Label];
        return slider.Labels.GetValueOrDefault(words.Language == Language.French ? "fr" : "en") ?? (known == "slider." + slider.Label ? slider.Label : known);
    }

    /// <summary>How a slider is shown: shares as per cent.</summary>
    public static (double Factor, string Unit) UnitOf(Adjustable slider) => slider.Unit == "1" ? (100, "%") : (1, slider.Unit);

    /// <summary>By how much a slider moves at once, as it is shown.</summary>
    public static double StepOf(Adjustable slider) => ValueScale.NiceStep((slider.To - slider.From) * UnitOf(slider).Factor, StepsOfSlider);

    /// <summary>What computed a run: "0.1.0+d57f434e197b…" is "TerritoryTwin 0.1.0 (d57f434)".</summary>
    public static string VersionOf(Run run)
    {
        const int shortCommit = 7;
        string[] parts = run.Record.Engine.Split('+');
        return parts.Length < 2 ? $"TerritoryTwin {parts[0]}" : $"TerritoryTwin {parts[0]} ({parts[1][..Math.Min(shortCommit, parts[1].Length)]})";
    }

    /// <summary>Where the data of a territory come from.</summary>
    public static IReadOnlyList<string> SourcesOf(Session session, Words words) => IsInvented(session.A) ? [words["territory.invented"]] : session.Source.Territory.Attributions;

    /// <summary>Whether a run is about a generated town.</summary>
    public static bool IsInvented(Run run) => run.Record.TerritorySource.Folder == null;

    /// <summary>The classes of a variable and their colours; those beyond the ones with a colour of their own share one.</summary>
    public static IReadOnlyList<(string Name, Color Color)> ClassesOf(Variable variable, ColorMap map, Words words)
    {
        (string Name, Color Color)[] all = [.. variable.Classes.Select((c, k) => (words.OfClass(c), map.At((k + 0.5) / variable.Classes.Count)))];
        if (variable.IsOrdered || all.Length <= ColorMap.OwnColours + 1) return all;
        bool none = variable.Classes[^1].Length == 0;
        return [.. all.Take(ColorMap.OwnColours), (words["class.others"], all[ColorMap.OwnColours].Color), .. none ? [all[^1]] : Array.Empty<(string, Color)>()];
    }

    /// <summary>What may become of a class, and its colour: steps where classes rise, else changed or not.</summary>
    public static IReadOnlyList<(string Name, Color Color)> ChangesOf(Variable variable, ValueScale scale, Words words)
    {
        int most = scale.Map.Classes / 2;
        return variable.IsOrdered
            ? [.. Enumerable.Range(-most, scale.Map.Classes).Select(step => (Step(step), scale.ColorOf(step)))]
            : [(words["class.unchanged"], scale.ColorOf(0)), (words["class.changed"], scale.ColorOf(1))];

        string Step(int step) => step == 0 ? "0" : (Math.Abs(step) < most ? "" : step < 0 ? "≤" : "≥") + words.Numbers.Signed(step, "", 0);
    }

    /// <summary>Indicators of a run beside another's, those people ask for first.</summary>
    public static IReadOnlyList<IndicatorCard> Cards(Run run, Run? baseline, int most, Words words)
    {
        int year = run.Record.Years[^1];
        return [.. run.Record.Indicators.Where(i => i.Year == year && double.IsFinite(i.Value)).OrderBy(Rank).Take(most).Select(i => Card(i, run, baseline, words))];
    }

    /// <summary>Means of a series in steps that suit the hours shown.</summary>
    public static (float[] Values, double Step) Reduced(double[] hours, double shown)
    {
        int step = shown > 4000 ? 24 : shown > 400 ? 6 : 1;
        float[] values = new float[hours.Length / step];
        for (int k = 0; k < values.Length; k++)
        {
            double sum = 0;
            for (int h = 0; h < step; h++) sum += hours[k * step + h];
            values[k] = (float)(sum / step);
        }
        return (values, step);
    }

    /// <summary>The columns of the hours of a run; the first of the table counts them.</summary>
    public static IEnumerable<NumberColumn> SeriesOf(Run run) => (run.Series?.Columns ?? []).Skip(1).OfType<NumberColumn>();

    /// <summary>The series that the chart shows: the one chosen, else that of the variable's name, else the first that means as much, or any.</summary>
    public static NumberColumn? SeriesOf(Run run, Variable? variable, string chosen)
    {
        NumberColumn[] columns = [.. SeriesOf(run)];
        return columns.FirstOrDefault(c => c.Name == chosen) ?? columns.FirstOrDefault(c => c.Name == variable?.Name)
            ?? columns.FirstOrDefault(c => c.Kind == variable?.Quantity.Kind) ?? columns.FirstOrDefault();
    }

    private static int Rank(Indicator indicator)
    {
        int at = Array.IndexOf(First, indicator.Name);
        return at < 0 ? First.Length : at;
    }

    private static IndicatorCard Card(Indicator indicator, Run run, Run? baseline, Words words)
    {
        double? before = baseline?.Record.Value(indicator.Name);
        bool? lower = indicator.Kind switch { QuantityKind.Burden => true, QuantityKind.Benefit => false, _ => null };
        bool share = indicator.Unit == "1";
        string name = indicator.Name == "co2" && run.Record.Indicators.Any(static i => i.Name == Roads) ? words["name.co2.buildings"] : words.NameOf(indicator.Name, indicator.Meaning);
        return new(name, indicator.Value * (share ? 100 : 1), share ? "%" : indicator.Unit,
            before is { } b && double.IsFinite(b) ? b * (share ? 100 : 1) : null, lower) { BaselineName = baseline is { Record.ChangesNothing: false } ? "A" : "" };
    }
}
