using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Drawing;

/// <summary>
/// Colours for values. Lightness changes all along a sequential map, and along both arms of a diverging one, so that they survive grey print; equal steps of
/// value are nearly equal steps of colour (distance in OKLab); and values an eighth of the range apart are told apart with any colour blindness.
/// </summary>
public sealed class ColorMap
{
    private const int Steps = 256;
    private static readonly Color Others = Color.Hex(0xB4B4B4), Nothing = Color.Hex(0xE0E0E0);
    private static readonly Color[] Muted =
        [Color.Hex(0x88CCEE), Color.Hex(0xCC6677), Color.Hex(0xDDCC77), Color.Hex(0x117733), Color.Hex(0x332288), Color.Hex(0xAA4499), Color.Hex(0x44AA99), Color.Hex(0x999933), Color.Hex(0x882255)];
    private static readonly (double L, double A, double B)[] Rising = Lab((0.44, 0.10, 215), (0.68, 0.11, 190), (0.93, 0.09, 110), (0.72, 0.16, 58), (0.42, 0.15, 22));
    private static readonly (double L, double A, double B)[] RisingOnDark = Lab((0.34, 0.071, 252), (0.46, 0.061, 209), (0.50, 0.094, 95), (0.78, 0.163, 81), (0.97, 0.03, 105));
    private readonly Color[] _colors;
    private readonly Func<ColorMap, ColorMap> _onDark;

    private ColorMap(Color[] colors, int classes = 0, Func<ColorMap, ColorMap>? onDark = null) => (_colors, Classes, _onDark) = (colors, classes, onDark ?? (static map => map));

    /// <summary>Number of its colours where it is made of classes; 0 when it is gradual.</summary>
    public int Classes { get; }

    /// <summary>The same where the ground is dark, so that more, or a greater change, is brighter and not lost in it.</summary>
    public ColorMap OnDark => field ??= _onDark(this);

    /// <summary>Burdens: more is darker, from pale yellow over orange to wine.</summary>
    public static ColorMap Heat { get; } = Sequential(Lab((0.97, 0.045, 102), (0.84, 0.13, 78), (0.68, 0.17, 48), (0.52, 0.17, 25), (0.30, 0.10, 0)));

    /// <summary>Benefits: more is darker, from pale yellow over green to deep blue.</summary>
    public static ColorMap Cool { get; } = Sequential(Lab((0.97, 0.045, 105), (0.84, 0.11, 140), (0.66, 0.11, 190), (0.48, 0.10, 235), (0.29, 0.10, 275)));

    /// <summary>How far networks are taken up: from mint over orange to wine.</summary>
    public static ColorMap Traffic { get; } = Sequential(Lab((0.92, 0.07, 160), (0.86, 0.12, 115), (0.74, 0.15, 70), (0.60, 0.18, 38), (0.45, 0.17, 20), (0.28, 0.09, 5)));

    /// <summary>Sun and sky: more is brighter, from violet over green to yellow. Smith and van der Walt (2015), CC0.</summary>
    public static ColorMap Viridis { get; } = Published(Lab(0x440154, 0x482878, 0x3E4989, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6ECE58, 0xB5DE2B, 0xFDE725));

    /// <summary>Temperatures: more is brighter, from black over violet and orange to cream. Smith and van der Walt (2015), CC0.</summary>
    public static ColorMap Magma { get; } = Sequential(Lab(
        0x000004, 0x0C0926, 0x1C1044, 0x331067, 0x4F127B, 0x651A80, 0x812581, 0x982D80, 0xB5367A, 0xCA3E72, 0xE55064, 0xF3655C, 0xFB8761, 0xFEA06F, 0xFEC287, 0xFDDF9F, 0xFCFDBF));

    /// <summary>Amounts that are neither good nor bad: more is darker, from near white to deep violet.</summary>
    public static ColorMap Plain { get; } = Sequential(Lab((0.97, 0.015, 330), (0.85, 0.07, 325), (0.67, 0.13, 315), (0.48, 0.15, 300), (0.28, 0.10, 285)));

    /// <summary>Dates: later is brighter, from blue over grey to yellow, nearly the same with any colour blindness. After Nuñez, Anderton and Renslow (2018).</summary>
    public static ColorMap Cividis { get; } = Published(Lab(0x00224E, 0x123570, 0x3B496C, 0x575D6D, 0x707173, 0x8A8678, 0xA59C74, 0xC3B369, 0xE1CC55, 0xFEE838));

    /// <summary>Less is blue, more is orange, no change is near white.</summary>
    public static ColorMap Difference { get; } = Diverging(Lab((0.38, 0.13, 255), (0.66, 0.11, 240), (0.97, 0.005, 90)), Lab((0.97, 0.005, 90), (0.72, 0.14, 60), (0.42, 0.13, 35)),
        static _ => Diverging(Lab((0.88, 0.08, 215), (0.60, 0.14, 250), (0.31, 0.005, 260)), Lab((0.31, 0.005, 260), (0.62, 0.17, 48), (0.92, 0.12, 92)), static dark => dark));

    /// <summary>Classes that rise, in the usual order from good to bad: petrol over straw to wine, which every eye tells apart.</summary>
    public static ColorMap Ordered(int classes) => Ordered(classes, Rising, static map => Ordered(map.Classes, RisingOnDark, static dark => dark));

    private static ColorMap Ordered(int classes, (double L, double A, double B)[] stops, Func<ColorMap, ColorMap> onDark) =>
        new([.. Enumerable.Range(0, classes).Select(k => Along(stops, classes == 1 ? 0 : k / (classes - 1.0)))], classes, onDark);

    /// <summary>Classes without an order. The tenth and all after it share a grey. After Tol (2021), Colour schemes, SRON/EPS/TN/09-002.</summary>
    /// <param name="classes">How many.</param>
    /// <param name="none">Whether the last of them means nothing at all, and is paler.</param>
    public static ColorMap Qualitative(int classes, bool none) =>
        new([.. Enumerable.Range(0, classes).Select(k => none && k == classes - 1 ? Nothing : k < Muted.Length ? Muted[k] : Others)], classes);

    /// <summary>By how many classes a value fell or rose: from as many less to as many more.</summary>
    public static ColorMap StepsOf(int most) => Changes(2 * most + 1, (of, k) => of.At(k / (2.0 * most)));

    /// <summary>Whether a class changed, as differences of its number: none in the middle.</summary>
    public static ColorMap ChangeOf(int classes) => Changes(2 * classes - 1, (of, k) => of.At(k == classes - 1 ? 0.5 : 0.8));

    private static ColorMap Changes(int steps, Func<ColorMap, int, Color> colour)
    {
        return Of(Difference, _ => Of(Difference.OnDark, static dark => dark));

        ColorMap Of(ColorMap difference, Func<ColorMap, ColorMap> onDark) => new([.. Enumerable.Range(0, steps).Select(k => colour(difference, k))], steps, onDark);
    }

    /// <summary>Classes that have a colour of their own where they are not ordered.</summary>
    public static int OwnColours => Muted.Length;

    /// <summary>The map that shows a quantity: what more of it means decides, and the unit where that leaves a choice.</summary>
    /// <param name="kind">What more of it means.</param>
    /// <param name="unit">As in CF conventions.</param>
    public static ColorMap For(QuantityKind kind, string unit) => kind switch
    {
        QuantityKind.Burden => Heat,
        QuantityKind.Benefit => unit is "W m-2" or "kWh m-2" or "1" ? Viridis : Cool,
        QuantityKind.Temperature => Magma,
        QuantityKind.Load => Traffic,
        QuantityKind.Change => Difference,
        _ => unit == "year" ? Cividis : Plain,
    };

    /// <summary>The colour at <paramref name="t"/>, 0 to 1, clamped.</summary>
    public Color At(double t) => Classes > 0
        ? _colors[Math.Clamp((int)(t * Classes), 0, Classes - 1)]
        : _colors[(int)Math.Round(Math.Clamp(t, 0, 1) * (Steps - 1))];

    private static ColorMap Sequential((double L, double A, double B)[] stops) =>
        new([.. Enumerable.Range(0, Steps).Select(k => Along(stops, k / (Steps - 1.0)))], 0, Brightening);

    // Turned round where more is darker.
    private static ColorMap Brightening(ColorMap map) => Oklab.Of(map._colors[^1]).L >= Oklab.Of(map._colors[0]).L ? map : new([.. map._colors.Reverse()]);

    // The anchors stand at equal distances.
    private static ColorMap Published((double, double, double)[] anchors) =>
        new([.. Enumerable.Range(0, Steps).Select(k => k / (Steps - 1.0) * (anchors.Length - 1)).Select(t => Between(anchors, Math.Min((int)t, anchors.Length - 2), t))]);

    private static ColorMap Diverging((double L, double A, double B)[] less, (double L, double A, double B)[] more, Func<ColorMap, ColorMap> onDark) =>
        new([.. Enumerable.Range(0, Steps).Select(k => k / (Steps - 1.0)).Select(t => t < 0.5 ? Along(less, 2 * t) : Along(more, 2 * t - 1))], 0, onDark);

    // The point of a broken line through OKLab at a share of its length.
    private static Color Along((double L, double A, double B)[] stops, double share)
    {
        double rest = share * Enumerable.Range(1, stops.Length - 1).Sum(k => Distance(stops[k - 1], stops[k]));
        int at = 1;
        while (at < stops.Length - 1 && rest > Distance(stops[at - 1], stops[at]))
        {
            rest -= Distance(stops[at - 1], stops[at]);
            at++;
        }
        return Between(stops, at - 1, at - 1 + rest / Distance(stops[at - 1], stops[at]));
    }

    private static Color Between((double L, double A, double B)[] stops, int below, double at)
    {
        ((double L, double A, double B) p, (double L, double A, double B) q, double t) = (stops[below], stops[below + 1], at - below);
        return Oklab.ToColor(p.L + (q.L - p.L) * t, p.A + (q.A - p.A) * t, p.B + (q.B - p.B) * t);
    }

    private static double Distance((double L, double A, double B) p, (double L, double A, double B) q) =>
        Math.Sqrt((p.L - q.L) * (p.L - q.L) + (p.A - q.A) * (p.A - q.A) + (p.B - q.B) * (p.B - q.B));

    // Lightness 0 to 1, chroma, hue [°].
    private static (double, double, double)[] Lab(params ReadOnlySpan<(double L, double C, double H)> stops)
    {
        (double, double, double)[] lab = new (double, double, double)[stops.Length];
        for (int k = 0; k < stops.Length; k++)
            lab[k] = (stops[k].L, stops[k].C * Math.Cos(stops[k].H * Math.PI / 180), stops[k].C * Math.Sin(stops[k].H * Math.PI / 180));
        return lab;
    }

    private static (double, double, double)[] Lab(params ReadOnlySpan<int> stops)
    {
        (double, double, double)[] lab = new (double, double, double)[stops.Length];
        for (int k = 0; k < stops.Length; k++) lab[k] = Oklab.Of(Color.Hex(stops[k]));
        return lab;
    }
}
