using System.Reflection;
using System.Text;
using SkiaSharp;

namespace TerritoryTwin.Files.Drawing;

/// <summary>Two bundled faces of one weight: what the first lacks, the second draws, down to the box of a character that neither has. No font of the system is ever used.</summary>
public sealed class Typeface
{
    private readonly EmbeddedFace[] _faces;

    private Typeface(params EmbeddedFace[] faces) => _faces = faces;

    /// <summary>Inter, and DejaVu Sans for the characters that it lacks.</summary>
    public static Typeface Regular { get; } = new(new("Inter-Regular.ttf"), new("DejaVuSans.ttf"));

    /// <summary>Inter SemiBold, and DejaVu Sans Bold for the characters that it lacks.</summary>
    public static Typeface Bold { get; } = new(new("Inter-SemiBold.ttf"), new("DejaVuSans-Bold.ttf"));

    /// <summary>True when one of the faces draws this character.</summary>
    public bool Has(char character) => _faces.Any(f => f.Has(character));

    /// <summary>Width of a line of text at a font size [both in pixels].</summary>
    public double Width(string text, double size) => Runs(text).Sum(run =>
    {
        using SKFont font = FontOf(run.Face, size);
        return (double)font.MeasureText(run.Text);
    });

    /// <summary>The outline of one character at a font size [px], y downward, with the pen at the origin; empty where it has no ink. The caller disposes it.</summary>
    public SKPath Outline(char character, double size)
    {
        using SKFont font = FontOf(FaceOf(character), size);
        return font.GetGlyphPath(font.GetGlyph(character)) ?? new SKPath();
    }

    /// <summary>Writes a line of text from its left end on its baseline; returns its width.</summary>
    internal double Draw(SKCanvas canvas, string text, double x, double baseline, double size, SKPaint ink)
    {
        double left = x;
        foreach ((SKTypeface face, string run) in Runs(text))
        {
            using SKFont font = FontOf(face, size);
            canvas.DrawText(run, (float)x, (float)baseline, SKTextAlign.Left, font, ink);
            x += font.MeasureText(run);
        }
        return x - left;
    }

    // Not fitted to pixels: the same widths at every size, on a screen and on paper.
    private static SKFont FontOf(SKTypeface face, double size) =>
        new(face, (float)size) { Hinting = SKFontHinting.None, Subpixel = true, LinearMetrics = true, Edging = SKFontEdging.Antialias };

    private SKTypeface FaceOf(int character) => (_faces.FirstOrDefault(f => f.Has(character)) ?? _faces[^1]).Face;

    private IEnumerable<(SKTypeface Face, string Text)> Runs(string text)
    {
        StringBuilder run = new();
        SKTypeface? face = null;
        foreach (Rune character in text.EnumerateRunes())
        {
            SKTypeface next = FaceOf(character.Value);
            if (face != null && next != face)
            {
                yield return (face, run.ToString());
                run.Clear();
            }
            face = next;
            run.Append(character);
        }
        if (face != null) yield return (face, run.ToString());
    }

    /// <summary>A font file of this assembly.</summary>
    private sealed class EmbeddedFace(string file)
    {
        // Without a face Skia draws no text, and says nothing.
        public SKTypeface Face { get; } = SKTypeface.FromData(Data(file)) ?? throw new InvalidOperationException($"{file}, embedded in the assembly, cannot be read as a font");

        public bool Has(int character)
        {
            using SKFont font = new(Face);
            return font.ContainsGlyph(character);
        }

        private static SKData Data(string file)
        {
            using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"TerritoryTwin.Fonts.{file}")
                ?? throw new InvalidOperationException($"the font {file} is not embedded in the assembly");
            return SKData.Create(stream);
        }
    }
}
