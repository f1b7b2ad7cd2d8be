using TerritoryTwin.Files.Drawing;

namespace TerritoryTwin.Viewer.Ui;

/// <summary>A colour in sRGB with its opacity.</summary>
/// <param name="R">0 to 255.</param> <param name="G">0 to 255.</param> <param name="B">0 to 255.</param>
/// <param name="A">0 clear, 255 opaque.</param>
public readonly record struct Rgba(byte R, byte G, byte B, byte A = 255)
{
    /// <summary>From <c>0xRRGGBB</c> and an opacity, 0 to 1.</summary>
    public static Rgba Hex(int rgb, float opacity = 1) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb, (byte)MathF.Round(255 * opacity));

    /// <summary>An opaque colour of a colour map.</summary>
    public static implicit operator Rgba(Color color) => new(color.R, color.G, color.B);

    /// <summary>Four bytes, red first in memory.</summary>
    internal uint Packed => (uint)(R | G << 8 | B << 16 | A << 24);

    /// <summary>This colour at a share of its opacity.</summary>
    public Rgba Faded(float share) => this with { A = (byte)MathF.Round(A * Math.Clamp(share, 0, 1)) };

    /// <summary>This colour with a share of another, opacity included.</summary>
    public Rgba Mixed(Rgba other, float share) => new(Mix(R, other.R, share), Mix(G, other.G, share), Mix(B, other.B, share), Mix(A, other.A, share));

    /// <summary>What is seen when this colour lies over an opaque one.</summary>
    public Rgba Over(Rgba below) => below.Mixed(this with { A = 255 }, A / 255f);

    /// <summary>Contrast of two opaque colours, 1 to 21 (WCAG 2.2, relative luminance).</summary>
    public static double Contrast(Rgba a, Rgba b)
    {
        double x = a.Luminance, y = b.Luminance;
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private double Luminance => 0.2126 * Linear(R) + 0.7152 * Linear(G) + 0.0722 * Linear(B);

    private static double Linear(byte value)
    {
        double c = value / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }

    private static byte Mix(byte a, byte b, float share) => (byte)Math.Clamp(MathF.Round(a + (b - a) * share), 0, 255);
}
