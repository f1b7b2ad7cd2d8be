
namespace TerritoryTwin.Core;

/// <summary>Finds walls that stand against a neighbour's: nearly opposite, closer than half a metre, over a common length and height.</summary>
internal sealed class PartyWalls
{
    /// <summary>Two walls that are farther apart have air between them [m].</summary>
    private const double ClosestGap = 0.5;
    /// <summary>Cosine between outward normals below which two walls face one another.</summary>
    private const double Opposite = -0.95;
    /// <summary>Cells of the index of edges, at most.</summary>
    private const double MostCells = 4e6;

    private readonly WallEdge[] _edges;
    private readonly int[] _first, _owner;
    private readonly (double Low, double High)[] _height;
    private readonly double[] _covered;
    private readonly EdgeIndex _index;

    public PartyWalls(IReadOnlyList<Building> buildings)
    {
        List<WallEdge> edges = [];
        List<int> owner = [];
        _first = new int[buildings.Count + 1];
        for (int n = 0; n < buildings.Count; n++)
        {
            edges.AddRange(Outline.Walls(buildings[n].Footprint));
            while (owner.Count < edges.Count) owner.Add(n);
            _first[n + 1] = edges.Count;
        }
        _edges = [.. edges];
        _owner = [.. owner];
        _height = [.. buildings.Select(b => (b.Ground.Value, b.Ground.Value + b.Height.Value))];
        _index = new EdgeIndex(_edges, ClosestGap, MostCells);
        _covered = new double[_edges.Length];
        Parallel.For(0, _edges.Length, e => _covered[e] = Covered(e));
    }

    /// <summary>Index of the first edge of a building.</summary>
    public int First(int building) => _first[building];

    /// <summary>An edge.</summary>
    public WallEdge Edge(int index) => _edges[index];

    /// <summary>Share of an edge's wall that stands against neighbours.</summary>
    public double CoveredShare(int index) => _covered[index];

    private double Covered(int e)
    {
        WallEdge edge = _edges[e];
        (double low, double high) = _height[_owner[e]];
        if (high <= low) return 0;
        double area = 0;
        foreach (int other in _index.Near(edge))
        {
            if (_owner[other] == _owner[e]) continue;
            (double otherLow, double otherHigh) = _height[_owner[other]];
            double common = Math.Min(high, otherHigh) - Math.Max(low, otherLow);
            if (common > 0) area += common * CommonLength(edge, _edges[other]);
        }
        return Math.Min(1, area / ((high - low) * edge.Length));
    }

    private static double CommonLength(WallEdge a, WallEdge b)
    {
        double east = a.OutwardEast, north = a.OutwardNorth;
        if (east * b.OutwardEast + north * b.OutwardNorth > Opposite) return 0;
        double start = -(b.Ax - a.Ax) * north + (b.Ay - a.Ay) * east, end = -(b.Bx - a.Ax) * north + (b.By - a.Ay) * east;   // along a
        double from = Math.Max(0, Math.Min(start, end)), to = Math.Min(a.Length, Math.Max(start, end));
        if (to <= from) return 0;
        double gapStart = (b.Ax - a.Ax) * east + (b.Ay - a.Ay) * north, gapEnd = (b.Bx - a.Ax) * east + (b.By - a.Ay) * north;
        double gap = gapStart + (gapEnd - gapStart) * ((from + to) / 2 - start) / (end - start);
        return Math.Abs(gap) <= ClosestGap ? to - from : 0;
    }
}

/// <summary>Which edges pass near a place: a grid of buckets, each edge in every bucket that its box touches.</summary>
internal sealed class EdgeIndex
{
    private readonly double _west, _south, _cell, _gap;
    private readonly int _columns, _rows;
    private readonly int[] _start, _entries;

    public EdgeIndex(WallEdge[] edges, double gap, double mostCells)
    {
        _gap = gap;
        double west = double.MaxValue, south = double.MaxValue, east = double.MinValue, north = double.MinValue;
        foreach (WallEdge e in edges)
        {
            west = Math.Min(west, Math.Min(e.Ax, e.Bx));
            east = Math.Max(east, Math.Max(e.Ax, e.Bx));
            south = Math.Min(south, Math.Min(e.Ay, e.By));
            north = Math.Max(north, Math.Max(e.Ay, e.By));
        }
        if (edges.Length == 0) west = south = east = north = 0;
        (_west, _south) = (west, south);
        _cell = Math.Max(8, Math.Max(Math.Sqrt((east - west) * (north - south) / mostCells), Math.Max(east - west, north - south) / mostCells));
        _columns = (int)((east - west) / _cell) + 1;
        _rows = (int)((north - south) / _cell) + 1;

        _start = new int[_columns * _rows + 1];
        foreach (WallEdge e in edges)
            foreach (int cell in Cells(e, 0)) _start[cell + 1]++;
        for (int c = 0; c < _columns * _rows; c++) _start[c + 1] += _start[c];
        _entries = new int[_start[^1]];
        int[] next = _start[..^1];
        for (int n = 0; n < edges.Length; n++)
            foreach (int cell in Cells(edges[n], 0)) _entries[next[cell]++] = n;
    }

    /// <summary>Each edge near <paramref name="edge"/>, once, in ascending order.</summary>
    public List<int> Near(WallEdge edge)
    {
        List<int> found = [];
        foreach (int cell in Cells(edge, _gap)) found.AddRange(_entries.AsSpan(_start[cell], _start[cell + 1] - _start[cell]));
        found.Sort();
        int kept = 0;
        for (int n = 0; n < found.Count; n++)
            if (n == 0 || found[n] != found[n - 1]) found[kept++] = found[n];
        found.RemoveRange(kept, found.Count - kept);
        return found;
    }

    private IEnumerable<int> Cells(WallEdge e, double margin)
    {
        int left = Column(Math.Min(e.Ax, e.Bx) - margin), right = Column(Math.Max(e.Ax, e.Bx) + margin);
        int bottom = Row(Math.Min(e.Ay, e.By) - margin), top = Row(Math.Max(e.Ay, e.By) + margin);
        for (int j = bottom; j <= top; j++)
            for (int i = left; i <= right; i++) yield return j * _columns + i;
    }

    private int Column(double x) => Math.Clamp((int)((x - _west) / _cell), 0, _columns - 1);

    private int Row(double y) => Math.Clamp((int)((y - _south) / _cell), 0, _rows - 1);
}
