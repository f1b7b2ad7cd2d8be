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
    public static Typeface Regular { get; } = new(new("Inter-Regular.ttf", "Inter", 400), new("DejaVuSans.ttf", "DejaVu Sans", 400));

    /// <summary>Inter SemiBold, and DejaVu Sans Bold for the characters that it lacks.</summary>
    public static Typeface Bold { get; } = new(new("Inter-SemiBold.ttf", "Inter Semi Bold", 500), new("DejaVuSans-Bold.ttf", "DejaVu Sans", 600));

    /// <summary>All bundled faces.</summary>
    internal static IEnumerable<EmbeddedFace> Faces => Regular._faces.Concat(Bold._faces);

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
    /// <param name="file">Its name.</param>
    /// <param name="family">The first family that an SVG of Skia's asks for.</param>
    /// <param name="weight">The weight that it asks for.</param>
    internal sealed class EmbeddedFace(string file, string family, int weight)
    {
        // Without a face Skia draws no text, and says nothing.
        public SKTypeface Face { get; } = SKTypeface.FromData(Data(file)) ?? throw new InvalidOperationException($"{file}, embedded in the assembly, cannot be read as a font");

        public bool Has(int character)
        {
            using SKFont font = new(Face);
            return font.ContainsGlyph(character);
        }

        /// <summary>True when an SVG writes with it.</summary>
        public bool IsUsedIn(string svg) => svg.Contains($"font-family=\"{family}", StringComparison.Ordinal);

        /// <summary>The rule of a style sheet that holds the whole font.</summary>
        public string Rule
        {
            get
            {
                using SKData data = Data(file);
                return $"@font-face{{font-family:\"{family}\";font-weight:{weight};src:url(data:font/ttf;base64,{Convert.ToBase64String(data.AsSpan())})}}";
            }
        }

        private static SKData Data(string file)
        {
            using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"TerritoryTwin.Fonts.{file}")
                ?? throw new InvalidOperationException($"the font {file} is not embedded in the assembly");
            return SKData.Create(stream);
        }
    }
}
