using System.Globalization;
using System.Text;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Reports;

/// <summary>Writes shapes of a territory as paths of SVG in whole half metres, from the west and from the north.</summary>
/// <param name="west">Of the origin [m].</param> <param name="north">Of the origin [m].</param>
internal sealed class MapPath(double west, double north)
{
    /// <summary>Units of a path in a metre: the largest zoom of maps shows one as one pixel.</summary>
    public const double PerMetre = 2;

    private readonly StringBuilder _path = new();
    private int _x, _y;

    /// <summary>A place in units.</summary>
    public (int X, int Y) At(double x, double y) => ((int)Math.Round((x - west) * PerMetre), (int)Math.Round((north - y) * PerMetre));

    /// <summary>Adds a polygon: its outer ring begins with <c>M</c>, its holes with <c>m</c>.</summary>
    public MapPath Add(Polygon polygon)
    {
        Add(polygon.Outer.X, polygon.Outer.Y, closed: true, hole: false);
        foreach (Ring hole in polygon.Holes) Add(hole.X, hole.Y, closed: true, hole: true);
        return this;
    }

    /// <summary>Adds a line.</summary>
    public MapPath Add(double[] x, double[] y)
    {
        Add(x, y, closed: false, hole: false);
        return this;
    }

    public override string ToString() => _path.ToString();

    private void Add(double[] x, double[] y, bool closed, bool hole)
    {
        List<(int X, int Y)> points = Thinned([.. x.Select((_, k) => At(x[k], y[k]))], closed);
        (int startX, int startY) = points[0];
        _path.Append(hole ? 'm' : 'M');
        Put(hole ? startX - _x : startX, first: true);
        Put(hole ? startY - _y : startY, first: false);
        _path.Append('l');
        (int atX, int atY) = (startX, startY);
        for (int k = 1; k < points.Count; k++)
        {
            Put(points[k].X - atX, first: k == 1);
            Put(points[k].Y - atY, first: false);
            (atX, atY) = points[k];
        }
        if (points.Count == 1) _path.Append("0 0");
        if (closed) _path.Append('z');
        (_x, _y) = (startX, startY);
    }

    private void Put(int number, bool first)
    {
        if (!first && number >= 0) _path.Append(' ');
        _path.Append(CultureInfo.InvariantCulture, $"{number}");
    }

    // Without points that lie less than half a unit, so half a pixel at the largest zoom, from the line between those that stay.
    private static List<(int X, int Y)> Thinned((int X, int Y)[] points, bool closed)
    {
        const double least = 0.5;
        if (closed && points.Length > 1 && points[0] == points[^1]) points = points[..^1];
        if (points.Length < 3) return [.. points];
        bool[] stays = new bool[points.Length];
        int last = closed ? Farthest(points) : points.Length - 1;
        stays[0] = stays[last] = true;
        Stack<(int From, int To)> parts = new([(0, last)]);
        if (closed) parts.Push((last, points.Length));
        while (parts.TryPop(out (int From, int To) part))
        {
            ((int X, int Y) a, (int X, int Y) b) = (points[part.From], points[part.To % points.Length]);
            (int at, double most) = (-1, least * least);
            for (int k = part.From + 1; k < part.To; k++)
            {
                double square = Polygon.SquareTo(a.X, a.Y, b.X, b.Y, points[k].X, points[k].Y);
                if (square > most) (at, most) = (k, square);
            }
            if (at < 0) continue;
            stays[at] = true;
            parts.Push((part.From, at));
            parts.Push((at, part.To));
        }
        return [.. points.Where((_, k) => stays[k])];
    }

    private static int Farthest((int X, int Y)[] points)
    {
        int far = 0;
        long most = -1;
        for (int k = 0; k < points.Length; k++)
        {
            long x = points[k].X - points[0].X, y = points[k].Y - points[0].Y, square = x * x + y * y;
            if (square > most) (far, most) = (k, square);
        }
        return Math.Max(1, far);
    }
}
