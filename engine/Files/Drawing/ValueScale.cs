using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Drawing;

/// <summary>How the values of one variable become colours. One scale serves all pictures that are compared.</summary>
/// <param name="Low">Value of the first colour.</param>
/// <param name="High">Value of the last colour, above <paramref name="Low"/>.</param>
/// <param name="Map">The colours.</param>
/// <param name="Unit">For people: <c>kWh/m²</c>.</param>
public sealed record ValueScale(double Low, double High, ColorMap Map, string Unit)
{
    private const double Outliers = 0.02;

    /// <summary>For a quantity: as far below zero as above it where it is a change, 0 to 1 where it is a chance, else as <see cref="Of(IEnumerable{double}, ColorMap, string)"/>.</summary>
    public static ValueScale Of(IEnumerable<double> values, QuantityKind kind, ColorMap map, string unit) => kind switch
    {
        QuantityKind.Change => OfDifferences(values, unit),
        QuantityKind.Chance => new(0, 1, map, unit),
        _ => Of(values, map, unit),
    };

    /// <summary>Round limits that hold all but the outer 2 % of the values on each side, and zero where it is near and means nothing at all; 0 to 1 when there are none.</summary>
    public static ValueScale Of(IEnumerable<double> values, ColorMap map, string unit)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        if (sorted.Length == 0) return new(0, 1, map, unit);
        double low = sorted[(int)(Outliers * (sorted.Length - 1))], high = sorted[(int)((1 - Outliers) * (sorted.Length - 1))];
        return Between(low, high, map, unit);
    }

    /// <summary>For values of which the ends are known: round, from zero where the least is near it.</summary>
    public static ValueScale Between(double low, double high, ColorMap map, string unit)
    {
        if (low > 0 && low < high / 3 && unit is not ("degC" or "°C")) low = 0;
        if (high <= low) high = low + Math.Max(1e-6, Math.Abs(low) * 0.1);
        double step = NiceStep(high - low, 5);
        return new(Math.Floor(low / step) * step, Math.Ceiling(high / step) * step, map, unit);
    }

    /// <summary>As <see cref="Of(IEnumerable{double}, ColorMap, string)"/>, for differences: as far below zero as above it.</summary>
    public static ValueScale OfDifferences(IEnumerable<double> values, string unit)
    {
        ValueScale size = Of(values.Select(Math.Abs).Where(v => v > 0), ColorMap.Difference, unit);
        return new(-size.High, size.High, ColorMap.Difference, unit);
    }

    /// <summary>For classes: each has its number in the middle of its colour.</summary>
    /// <param name="first">Number of the first class.</param> <param name="map">As many colours as classes.</param>
    public static ValueScale OfClasses(int first, ColorMap map) => new(first - 0.5, first + map.Classes - 0.5, map, "1");

    /// <summary>The colour of a value; values beyond the limits take the end colours.</summary>
    public Color ColorOf(double value) => Map.At((value - Low) / (High - Low));

    /// <summary>Round values from <see cref="Low"/> to <see cref="High"/>.</summary>
    public IReadOnlyList<double> Ticks
    {
        get
        {
            double step = NiceStep(High - Low, 5);
            List<double> ticks = [];
            for (double tick = Math.Ceiling(Low / step - 1e-9) * step; tick <= High + 1e-9 * step; tick += step) ticks.Add(Math.Round(tick / step) * step + 0.0);          // + 0: no negative zero
            return ticks;
        }
    }

    /// <summary>1, 2 or 5 times a power of ten, so that a span has about <paramref name="count"/> steps.</summary>
    public static double NiceStep(double span, int count)
    {
        double rough = span / count, power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double digit = rough / power;
        return power * (digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10);
    }
}
