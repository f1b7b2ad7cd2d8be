using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;

namespace TerritoryTwin.Viewer.App;

/// <summary>B − A and its legend, found once for each state of the values.</summary>
internal sealed class Differences(ShownValues values)
{
    private const double CommonSteps = 0.98;         // share of the changes whose steps the legend has
    private (int Revision, float[] Values, ValueScale Scale)? _known;

    /// <summary>One difference a building or a road, and the legend; of the ground the legend alone.</summary>
    /// <param name="variable">Shown.</param> <param name="a">Index of A.</param> <param name="b">Index of B.</param> <param name="hour">Shown.</param> <param name="revision">Of the values.</param>
    public (float[] Values, ValueScale Scale) Of(Variable? variable, int a, int b, int hour, int revision)
    {
        if (_known is { } known && known.Revision == revision) return (known.Values, known.Scale);
        (float[] changes, IEnumerable<float> all) = variable is { OnGround: true } ? (values.None, OfGrids(values.Grid(variable, a, hour), values.Grid(variable, b, hour))) : OfElements(values.Of(variable, a), values.Of(variable, b));
        ValueScale scale = variable switch
        {
            { IsOrdered: true } => StepScale(changes),
            { Classes.Count: > 0 } classed => ValueScale.OfClasses(1 - classed.Classes.Count, ColorMap.ChangeOf(classed.Classes.Count)),
            _ => ValueScale.OfDifferences(all.Select(v => (double)v), variable?.Unit ?? "1"),
        };
        _known = (revision, changes, scale);
        return (changes, scale);
    }

    private static IEnumerable<float> OfGrids(Raster? a, Raster? b) => a == null || b == null || a.Grid != b.Grid ? [] : ShownValues.Thinned([.. b.Values.Select((v, k) => v - a.Values[k])]);

    private static (float[], IEnumerable<float>) OfElements(float[] a, float[] b)
    {
        float[] changes = [.. b.Select((v, k) => v - a[k])];
        return (changes, changes);
    }

    // As many steps as all but the rarest changes have.
    private static ValueScale StepScale(float[] values)
    {
        float[] steps = [.. values.Where(v => v != 0 && float.IsFinite(v)).Select(Math.Abs).Order()];
        int most = steps.Length == 0 ? 1 : (int)steps[(int)(CommonSteps * (steps.Length - 1))];
        return ValueScale.OfClasses(-most, ColorMap.StepsOf(most));
    }
}
