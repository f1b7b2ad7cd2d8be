using SkiaSharp;

namespace TerritoryTwin.Files.Drawing;

/// <summary>A colour in sRGB.</summary>
/// <param name="R">0 to 255.</param>
/// <param name="G">0 to 255.</param>
/// <param name="B">0 to 255.</param>
public readonly record struct Color(byte R, byte G, byte B)
{
    /// <summary>From <c>0xRRGGBB</c>.</summary>
    public static Color Hex(int rgb) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);

    /// <summary>This colour with a share of another.</summary>
    public Color Mixed(Color other, double share) => new(Mix(R, other.R, share), Mix(G, other.G, share), Mix(B, other.B, share));

    /// <summary>As SkiaSharp has it.</summary>
    /// <param name="opacity">0 to 1.</param>
    public SKColor WithOpacity(double opacity = 1) => new(R, G, B, Mix(0, 255, opacity));

    private static byte Mix(byte a, byte b, double share) => (byte)Math.Clamp(Math.Round(a + (b - a) * share), 0, 255);
}
