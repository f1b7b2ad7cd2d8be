namespace TerritoryTwin.Files.Drawing;

/// <summary>Colours for values. Lightness falls evenly along a sequential map, and both arms of a diverging one, so that they survive grey print and colour blindness.</summary>
public sealed class ColorMap
{
    private readonly Color[] _colors;

    /// <summary>More is darker: pale yellow, orange, wine.</summary>
    public static ColorMap Heat { get; } = new((0.97, 0.045, 102), (0.84, 0.13, 78), (0.68, 0.17, 48), (0.52, 0.17, 25), (0.30, 0.10, 0));

    /// <summary>More is darker: pale yellow, green, deep blue.</summary>
    public static ColorMap Cool { get; } = new((0.97, 0.045, 105), (0.84, 0.11, 140), (0.66, 0.11, 190), (0.48, 0.10, 235), (0.29, 0.10, 275));

    /// <summary>Less is blue, more is orange, no change is near white.</summary>
    public static ColorMap Difference { get; } = new((0.38, 0.13, 255), (0.66, 0.11, 240), (0.97, 0.005, 90), (0.72, 0.14, 60), (0.42, 0.13, 35));

    // Stops are OKLCh (Ottosson 2020): lightness 0 to 1, chroma, hue [°].
    private ColorMap(params (double L, double C, double H)[] stops)
    {
        _colors = new Color[256];
        for (int k = 0; k < _colors.Length; k++)
        {
            double t = k / 255.0 * (stops.Length - 1);
            int below = Math.Min((int)t, stops.Length - 2);
            (double l, double a, double b) = Mix(Lab(stops[below]), Lab(stops[below + 1]), t - below);
            _colors[k] = FromLab(l, a, b);
        }
    }

    /// <summary>The colour at <paramref name="t"/>, 0 to 1, clamped.</summary>
    public Color At(double t) => _colors[(int)Math.Round(Math.Clamp(t, 0, 1) * 255)];

    private static (double L, double A, double B) Lab((double L, double C, double H) stop) =>
        (stop.L, stop.C * Math.Cos(stop.H * Math.PI / 180), stop.C * Math.Sin(stop.H * Math.PI / 180));

    private static (double, double, double) Mix((double X, double Y, double Z) p, (double X, double Y, double Z) q, double t) =>
        (p.X + (q.X - p.X) * t, p.Y + (q.Y - p.Y) * t, p.Z + (q.Z - p.Z) * t);

    private static Color FromLab(double lightness, double a, double b)
    {
        double l = Math.Pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
        double m = Math.Pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
        double s = Math.Pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
        return new(
            Gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            Gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            Gamma(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    private static byte Gamma(double linear)
    {
        double c = Math.Clamp(linear, 0, 1);
        return (byte)Math.Round(255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * Math.Pow(c, 1 / 2.4) - 0.055));
    }
}
