using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;

namespace TerritoryTwin.Files.Reports;

/// <summary>Classes of the values of a map, each with a colour.</summary>
/// <param name="Limits">Between the classes, rising; one fewer than classes.</param>
/// <param name="Colors">One a class.</param>
/// <param name="OfDifferences">Whether values are differences: the class in the middle is no change.</param>
internal sealed record MapScale(double[] Limits, Color[] Colors, bool OfDifferences)
{
    private const int Levels = 6, Arms = 3;
    private const double Outliers = 0.02;
    private const double Unchanged = 0.05;          // of a step: less is no change

    private static readonly Color NoChange = Color.Hex(0xE0DBD1);          // seen on the ground of the map

    /// <summary>Of values: round limits, with all but the outer 2 % within.</summary>
    public static MapScale Of(IEnumerable<double> values, QuantityKind kind, string unit)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        double low = sorted.Length == 0 ? 0 : sorted[(int)(Outliers * (sorted.Length - 1))], high = sorted.Length == 0 ? 1 : sorted[(int)((1 - Outliers) * (sorted.Length - 1))];
        if (!(high > low)) high = low + Math.Max(1, Math.Abs(low));
        double step = ValueScale.NiceStep(high - low, Levels), first = (Math.Floor(low / step + 1e-9) + 1) * step;
        ColorMap map = ColorMap.For(kind, unit);
        return new([.. Enumerable.Range(0, Levels - 1).Select(k => Math.Round((first + k * step) / step) * step)], [.. Enumerable.Range(0, Levels).Select(k => map.At((k + 0.3) / (Levels - 0.4)))], OfDifferences: false);
    }

    /// <summary>Of differences: as many classes below no change as above it.</summary>
    public static MapScale OfChanges(IEnumerable<double> differences)
    {
        double[] sizes = [.. differences.Where(double.IsFinite).Select(Math.Abs).Where(static d => d > 0).Order()];
        double most = sizes.Length == 0 ? 1 : sizes[(int)(0.95 * (sizes.Length - 1))], step = ValueScale.NiceStep(most, Arms);
        double[] above = [Unchanged * step, step, 2 * step];
        return new([.. above.Reverse().Select(static l => -l), .. above], Arm(Arms), OfDifferences: true);
    }

    /// <summary>Of whole steps from no change: as many below as above, each a class.</summary>
    public static MapScale OfSteps(int arms) => new([.. Enumerable.Range(0, 2 * arms).Select(k => k - arms + 0.5)], Arm(arms), OfDifferences: true);

    private static Color[] Arm(int arms) => [.. Enumerable.Range(-arms, 2 * arms + 1).Select(k => k == 0 ? NoChange : ColorMap.Difference.At(0.5 + k / (2.0 * arms)))];

    /// <summary>The class of a value; −1 where it is missing.</summary>
    public int ClassOf(double value) => double.IsNaN(value) ? -1 : Limits.Count(l => l <= value && !(OfDifferences && l == value && l > 0));
}
