using System.Buffers.Binary;
using System.Reflection;
using System.Text;

namespace TerritoryTwin.Files.Drawing;

/// <summary>Outlines and widths of the glyphs of a TrueType font (tables cmap 4, glyf, hmtx). Made for the bundled fonts, the same on every machine; what one lacks, the next draws.</summary>
public sealed class TrueTypeFont
{
    private const int MaximumDepth = 5;
    private readonly byte[] _data;
    private readonly Dictionary<string, int> _tables = [];
    private readonly int _unitsPerEm, _longMetrics, _segments;
    private readonly bool _longOffsets;
    private readonly int _characterMap;
    private readonly TrueTypeFont? _next;

    /// <summary>Inter, and DejaVu Sans for the characters that it lacks.</summary>
    public static TrueTypeFont Regular { get; } = Bundled("Inter-Regular.ttf", Bundled("DejaVuSans.ttf"));

    /// <summary>Inter SemiBold, and DejaVu Sans Bold for the characters that it lacks.</summary>
    public static TrueTypeFont Bold { get; } = Bundled("Inter-SemiBold.ttf", Bundled("DejaVuSans-Bold.ttf"));

    private TrueTypeFont(byte[] data, TrueTypeFont? next)
    {
        (_data, _next) = (data, next);
        for (int table = 0; table < UInt16(4); table++)
        {
            int entry = 12 + 16 * table;
            _tables[Encoding.ASCII.GetString(data, entry, 4)] = (int)UInt32(entry + 8);
        }
        _unitsPerEm = UInt16(_tables["head"] + 18);
        _longOffsets = UInt16(_tables["head"] + 50) != 0;
        _longMetrics = UInt16(_tables["hhea"] + 34);
        _characterMap = FindCharacterMap();
        _segments = UInt16(_characterMap + 6) / 2;
    }

    private static TrueTypeFont Bundled(string name, TrueTypeFont? next = null)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"TerritoryTwin.Fonts.{name}")
            ?? throw new InvalidOperationException($"the font {name} is not embedded in the assembly");
        byte[] data = new byte[stream.Length];
        stream.ReadExactly(data);
        return new TrueTypeFont(data, next);
    }

    private int FindCharacterMap()
    {
        int table = _tables["cmap"];
        for (int k = 0; k < UInt16(table + 2); k++)
        {
            int map = table + (int)UInt32(table + 8 + 8 * k);
            if (UInt16(map) == 4) return map;
        }
        throw new InvalidOperationException("the font has no character map of format 4");
    }

    /// <summary>True when the font draws this character.</summary>
    public bool Has(char character) => Glyph(character) != 0 || _next?.Has(character) == true;

    /// <summary>Width of a line of text at a font size [both in pixels].</summary>
    public double Width(string text, double size) => text.Sum(Advance) * size;

    /// <summary>Calls <paramref name="edge"/> for every straight edge (x0, y0, x1, y1) of the outlines of a text, y downward, from its baseline.</summary>
    public void Outline(string text, double x, double baseline, double size, Action<double, double, double, double> edge)
    {
        foreach (char character in text)
        {
            TrueTypeFont font = Drawing(character);
            double scale = size / font._unitsPerEm;
            font.OutlineGlyph(font.Glyph(character), new Placement(scale, 0, 0, -scale, x, baseline), edge, 0);
            x += font.Advance(character) * size;
        }
    }

    // The first font of the chain that has the character; the last draws the box of a missing one.
    private TrueTypeFont Drawing(char character) => _next == null || Glyph(character) != 0 ? this : _next.Drawing(character);

    private int Glyph(char character)
    {
        int ends = _characterMap + 14, starts = ends + 2 * _segments + 2, deltas = starts + 2 * _segments, offsets = deltas + 2 * _segments;
        for (int k = 0; k < _segments; k++)
        {
            if (character > UInt16(ends + 2 * k)) continue;
            int start = UInt16(starts + 2 * k);
            if (character < start) return 0;
            int delta = UInt16(deltas + 2 * k), offset = UInt16(offsets + 2 * k);
            if (offset == 0) return (character + delta) & 0xFFFF;
            int glyph = UInt16(offsets + 2 * k + offset + 2 * (character - start));
            return glyph == 0 ? 0 : (glyph + delta) & 0xFFFF;
        }
        return 0;
    }

    // In sizes of the font.
    private double Advance(char character)
    {
        TrueTypeFont font = Drawing(character);
        return font.UInt16(font._tables["hmtx"] + 4 * Math.Min(font.Glyph(character), font._longMetrics - 1)) / (double)font._unitsPerEm;
    }

    private void OutlineGlyph(int glyph, Placement placement, Action<double, double, double, double> edge, int depth)
    {
        int locations = _tables["loca"];
        int begin = _longOffsets ? (int)UInt32(locations + 4 * glyph) : 2 * UInt16(locations + 2 * glyph);
        int end = _longOffsets ? (int)UInt32(locations + 4 * glyph + 4) : 2 * UInt16(locations + 2 * glyph + 2);
        if (begin == end || depth > MaximumDepth) return;
        int at = _tables["glyf"] + begin;
        int contours = Int16(at);
        if (contours >= 0) OutlineContours(at + 10, contours, placement, edge);
        else OutlineComponents(at + 10, placement, edge, depth);
    }

    private void OutlineComponents(int at, Placement placement, Action<double, double, double, double> edge, int depth)
    {
        const int Words = 1, HasScale = 8, More = 0x20, HasTwoScales = 0x40, HasMatrix = 0x80;
        int flags;
        do
        {
            flags = UInt16(at);
            int glyph = UInt16(at + 2);
            at += 4;
            double dx = (flags & Words) != 0 ? Int16(at) : (sbyte)_data[at], dy = (flags & Words) != 0 ? Int16(at + 2) : (sbyte)_data[at + 1];
            at += (flags & Words) != 0 ? 4 : 2;
            double xx = 1, xy = 0, yx = 0, yy = 1;
            if ((flags & HasScale) != 0) { xx = yy = Fixed(at); at += 2; }
            else if ((flags & HasTwoScales) != 0) { xx = Fixed(at); yy = Fixed(at + 2); at += 4; }
            else if ((flags & HasMatrix) != 0) { xx = Fixed(at); xy = Fixed(at + 2); yx = Fixed(at + 4); yy = Fixed(at + 6); at += 8; }
            OutlineGlyph(glyph, placement.Then(xx, xy, yx, yy, dx, dy), edge, depth + 1);
        }
        while ((flags & More) != 0);
    }

    private void OutlineContours(int at, int contours, Placement placement, Action<double, double, double, double> edge)
    {
        int[] ends = new int[contours];
        for (int k = 0; k < contours; k++) ends[k] = UInt16(at + 2 * k);
        int points = contours == 0 ? 0 : ends[^1] + 1;
        at += 2 * contours;
        at += 2 + UInt16(at);                                          // the instructions are skipped
        byte[] flags = ReadFlags(ref at, points);
        double[] x = ReadCoordinates(ref at, flags, 2, 16), y = ReadCoordinates(ref at, flags, 4, 32);
        for (int contour = 0, first = 0; contour < contours; first = ends[contour++] + 1)
            OutlineContour(first, ends[contour], flags, x, y, placement, edge);
    }

    private byte[] ReadFlags(ref int at, int points)
    {
        const int Repeats = 8;
        byte[] flags = new byte[points];
        for (int k = 0; k < points;)
        {
            byte flag = _data[at++];
            flags[k++] = flag;
            if ((flag & Repeats) == 0) continue;
            for (int times = _data[at++]; times > 0; times--) flags[k++] = flag;
        }
        return flags;
    }

    private double[] ReadCoordinates(ref int at, byte[] flags, int isByte, int isSameOrPositive)
    {
        double[] values = new double[flags.Length];
        int value = 0;
        for (int k = 0; k < flags.Length; k++)
        {
            bool marked = (flags[k] & isSameOrPositive) != 0;
            if ((flags[k] & isByte) != 0) value += marked ? _data[at++] : -_data[at++];
            else if (!marked) { value += Int16(at); at += 2; }
            values[k] = value;
        }
        return values;
    }

    // Points off the curve are control points of quadratic splines; between two of them an on-curve point is implied half-way.
    private static void OutlineContour(
        int first, int last, byte[] flags, double[] x, double[] y, Placement placement, Action<double, double, double, double> edge)
    {
        int count = last - first + 1;
        if (count < 2) return;
        (double X, double Y, bool On) Point(int k) => (x[first + k % count], y[first + k % count], (flags[first + k % count] & 1) != 0);
        int start = 0;
        while (start < count && !Point(start).On) start++;
        (double X, double Y) from = start < count ? (Point(start).X, Point(start).Y) : Middle(Point(0), Point(1));
        if (start == count) start = 0;
        for (int k = 1; k <= count; k++)
        {
            (double X, double Y, bool On) point = Point(start + k);
            if (point.On)
            {
                Line(from, (point.X, point.Y));
                from = (point.X, point.Y);
                continue;
            }
            (double X, double Y, bool On) next = Point(start + k + 1);
            (double X, double Y) to = next.On ? (next.X, next.Y) : Middle(point, next);
            const int pieces = 6;
            (double X, double Y) previous = from;
            for (int piece = 1; piece <= pieces; piece++)
            {
                double t = (double)piece / pieces, u = 1 - t;
                (double X, double Y) p = (u * u * from.X + 2 * u * t * point.X + t * t * to.X, u * u * from.Y + 2 * u * t * point.Y + t * t * to.Y);
                Line(previous, p);
                previous = p;
            }
            from = to;
            if (next.On) k++;
        }

        static (double X, double Y) Middle((double X, double Y, bool) a, (double X, double Y, bool) b) => ((a.X + b.X) / 2, (a.Y + b.Y) / 2);

        void Line((double X, double Y) a, (double X, double Y) b)
        {
            (double x0, double y0) = placement.Apply(a.X, a.Y);
            (double x1, double y1) = placement.Apply(b.X, b.Y);
            edge(x0, y0, x1, y1);
        }
    }

    private ushort UInt16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_data.AsSpan(at));
    private short Int16(int at) => BinaryPrimitives.ReadInt16BigEndian(_data.AsSpan(at));
    private uint UInt32(int at) => BinaryPrimitives.ReadUInt32BigEndian(_data.AsSpan(at));
    private double Fixed(int at) => Int16(at) / 16384.0;

    /// <summary>x' = XX x + YX y + X, y' = XY x + YY y + Y.</summary>
    private readonly record struct Placement(double XX, double XY, double YX, double YY, double X, double Y)
    {
        public (double X, double Y) Apply(double x, double y) => (XX * x + YX * y + X, XY * x + YY * y + Y);

        public Placement Then(double xx, double xy, double yx, double yy, double dx, double dy)
        {
            (double x, double y) = Apply(dx, dy);
            return new(XX * xx + YX * xy, XY * xx + YY * xy, XX * yx + YX * yy, XY * yx + YY * yy, x, y);
        }
    }
}
