using SkiaSharp;
using TerritoryTwin.Files.Drawing;

namespace TerritoryTwin.Viewer.Text;

/// <summary>Where a glyph lies in the atlas and how it sits on the pen.</summary>
/// <param name="X">Left edge in the atlas [px].</param>
/// <param name="Y">Top edge in the atlas [px].</param>
/// <param name="Width">[px]; 0 for a glyph without ink.</param>
/// <param name="Height">[px].</param>
/// <param name="Left">From the pen's whole pixel to the glyph's left edge [px].</param>
/// <param name="Top">From the baseline to the glyph's top edge, negative upward [px].</param>
public readonly record struct Glyph(int X, int Y, int Width, int Height, int Left, int Top);

/// <summary>The glyphs in use, each drawn once at its real size and at one of four positions between two pixels, on one sheet of one byte a pixel.</summary>
/// <remarks>Depends on no graphics library: renderers copy the rows that <see cref="ChangedSince"/> names.</remarks>
public sealed class GlyphAtlas
{
    /// <summary>Width and height of the sheet [px].</summary>
    public const int Size = 2048;

    /// <summary>Positions between two pixels.</summary>
    public const int SubPixels = 4;

    private const int Gap = 1, QuartersOfPixel = 4, LargestGlyph = 512;

    private readonly Dictionary<(bool Bold, char Character, int Size, int SubPixel), Glyph> _glyphs = [];
    private readonly Dictionary<(bool Bold, char Character), float> _advances = [];
    private readonly HashSet<char> _missing = [];
    private int _shelfX, _shelfY, _shelfHeight;
    private readonly int[] _rowVersions = new int[Size];

    /// <summary>Coverage, row by row from the top.</summary>
    public byte[] Pixels { get; } = new byte[Size * Size];

    /// <summary>Characters that were asked for and that the font does not draw.</summary>
    public IReadOnlyCollection<char> Missing => _missing;

    /// <summary>How often the sheet was full and begun anew; a draw list made before is then worthless.</summary>
    public int Resets { get; private set; }

    /// <summary>True when the font draws this character.</summary>
    public static bool Has(char character) => Typeface.Regular.Has(character) && Typeface.Bold.Has(character);

    /// <summary>Width of a line of text at a font size [both in the same unit].</summary>
    public float Width(string text, float size, bool bold)
    {
        float width = 0;
        foreach (char character in text) width += Advance(character, bold);
        return width * size;
    }

    /// <summary>The step of the pen after a character, in font sizes.</summary>
    public float Advance(char character, bool bold)
    {
        if (_advances.TryGetValue((bold, character), out float advance)) return advance;
        return _advances[(bold, character)] = (float)(Face(bold).Width(character.ToString(), LargestGlyph) / LargestGlyph);
    }

    /// <summary>The glyph of a character, drawn now if it is new.</summary>
    /// <param name="character">What is drawn.</param>
    /// <param name="bold">Which of the two faces.</param>
    /// <param name="size">Font size [px].</param>
    /// <param name="subPixel">Position between two pixels, 0 to <see cref="SubPixels"/> − 1.</param>
    public Glyph Find(char character, bool bold, float size, int subPixel)
    {
        int quarters = (int)MathF.Round(Math.Clamp(size, 1, LargestGlyph) * QuartersOfPixel);
        (bool, char, int, int) key = (bold, character, quarters, subPixel);
        if (_glyphs.TryGetValue(key, out Glyph glyph)) return glyph;
        if (!Face(bold).Has(character)) _missing.Add(character);
        return _glyphs[key] = Draw(character, bold, (float)quarters / QuartersOfPixel, (float)subPixel / SubPixels);
    }

    /// <summary>Grows with each change of the sheet; 0: nothing was drawn yet.</summary>
    public int Version { get; private set; }

    /// <summary>The rows changed after a version of the sheet; an empty range when none did.</summary>
    public Range ChangedSince(int version)
    {
        int first = Array.FindIndex(_rowVersions, v => v > version);
        return first < 0 ? 0..0 : first..(Array.FindLastIndex(_rowVersions, v => v > version) + 1);
    }

    private static Typeface Face(bool bold) => bold ? Typeface.Bold : Typeface.Regular;

    private Glyph Draw(char character, bool bold, float size, float offset)
    {
        using SKPath outline = Face(bold).Outline(character, size);
        if (outline.IsEmpty) return default;
        SKRect ink = outline.TightBounds;
        int left = (int)MathF.Floor(ink.Left + offset), top = (int)MathF.Floor(ink.Top);
        int width = (int)MathF.Ceiling(ink.Right + offset) - left + 1, height = (int)MathF.Ceiling(ink.Bottom) - top + 1;
        using SKBitmap coverage = new(new SKImageInfo(width, height, SKColorType.Alpha8));
        using (SKCanvas canvas = new(coverage))
        {
            using SKPaint paint = new() { IsAntialias = true };
            canvas.Translate(offset - left, -top);
            canvas.DrawPath(outline, paint);
        }
        (int x, int y) place = Place(width, height);
        Copy(coverage, place.x, place.y);
        return new(place.x, place.y, width, height, left, top);
    }

    // Shelves from the top; when the sheet is full it is begun anew, and the caller's draw list is made again.
    private (int X, int Y) Place(int width, int height)
    {
        if (_shelfX + width + Gap > Size) (_shelfX, _shelfY, _shelfHeight) = (0, _shelfY + _shelfHeight + Gap, 0);
        if (_shelfY + height + Gap > Size)
        {
            _glyphs.Clear();
            Array.Clear(Pixels);
            Array.Fill(_rowVersions, ++Version);
            (_shelfX, _shelfY, _shelfHeight) = (0, 0, 0);
            Resets++;
        }
        (int, int) place = (_shelfX, _shelfY);
        _shelfX += width + Gap;
        _shelfHeight = Math.Max(_shelfHeight, height);
        return place;
    }

    private void Copy(SKBitmap coverage, int x, int y)
    {
        ReadOnlySpan<byte> pixels = coverage.GetPixelSpan();
        for (int row = 0; row < coverage.Height; row++) pixels.Slice(row * coverage.RowBytes, coverage.Width).CopyTo(Pixels.AsSpan((y + row) * Size + x));
        _rowVersions.AsSpan(y, coverage.Height).Fill(++Version);
    }
}
