namespace TerritoryTwin.Files.Territories;

/// <summary>What a line of the plan is, widest street first.</summary>
internal enum Line { Radial, Ring, Quay, Collector, Street, Lane, Field, Limit }

/// <summary>A straight line of the plan between two nodes, with the nodes where others meet it.</summary>
internal sealed class Segment(int id, Vec a, Vec b, Line line)
{
    private readonly List<(double T, int Node)> _nodes = [];
    private readonly List<(double From, double To)> _built = [];

    public int Id { get; } = id;
    public Vec A { get; } = a;
    public Vec B { get; } = b;
    public Line Line { get; } = line;
    public double Length { get; } = (b - a).Length;
    /// <summary>In the order of <c>T</c>, the share of the length.</summary>
    public IReadOnlyList<(double T, int Node)> Nodes => _nodes;
    /// <summary>Set on lines of the old centre, whose streets are narrow.</summary>
    public bool InCore { get; set; }
    /// <summary>Of both ways together; 0: as is usual of the class.</summary>
    public int Lanes { get; set; }
    /// <summary>Without crossings for whom it is not: a motorway.</summary>
    public bool Express { get; set; }

    /// <summary>From the axis to the plots [m].</summary>
    public double HalfWidth => (Line, InCore) switch
    {
        (Line.Radial, true) => 5,
        (Line.Radial, _) => 9,
        (Line.Ring, _) => 10,
        (Line.Quay, _) => 6,
        (Line.Collector, _) => 7,
        (Line.Street, _) => 5.5,
        (Line.Lane, _) => 3.4,
        (Line.Field, _) => 1,
        _ => 2,
    };

    public Vec At(double t) => Vec.Mix(A, B, t);
    public double TOf(Vec p) => (p - A).Dot(B - A) / (Length * Length);

    public void Register(double t, int node)
    {
        int at = _nodes.FindIndex(n => n.T > t);
        _nodes.Insert(at < 0 ? _nodes.Count : at, (t, node));
    }

    /// <summary>Notes that plots stand along a stretch.</summary>
    public void Build(double from, double to) => _built.Add((Math.Min(from, to), Math.Max(from, to)));

    public bool BuiltAt(double t)
    {
        foreach ((double from, double to) in _built)
            if (t >= from && t <= to) return true;
        return false;
    }
}

/// <summary>A side of a cell: from a node of a segment to the next side's node.</summary>
internal readonly record struct Side(int Node, Segment Segment);

/// <summary>A convex piece of the plan, counter-clockwise.</summary>
internal sealed record Cell(Side[] Sides);

/// <summary>
/// The plan of the town: convex cells that lines divide further. A new line always ends on lines that are there, so the streets hang together.
/// </summary>
internal sealed class Plan
{
    private const double Snap = 14, Clear = 9;
    private readonly List<Vec> _nodes = [];
    private readonly List<Segment> _segments = [];

    public IReadOnlyList<Vec> Nodes => _nodes;
    public IReadOnlyList<Segment> Segments => _segments;

    public int AddNode(Vec at)
    {
        _nodes.Add(at);
        return _nodes.Count - 1;
    }

    public Segment AddSegment(int from, int to, Line line, bool inCore = false)
    {
        Segment s = new(_segments.Count, _nodes[from], _nodes[to], line) { InCore = inCore };
        s.Register(0, from);
        s.Register(1, to);
        _segments.Add(s);
        return s;
    }

    public Vec[] Outline(Cell cell) => [.. cell.Sides.Select(s => _nodes[s.Node])];

    /// <summary>Cuts a cell by the line through a point; null when a piece or an edge would be too small.</summary>
    public (Cell Left, Cell Right)? Split(Cell cell, Vec through, Vec direction, Line line, bool inCore = false)
    {
        if (Hits(cell, through, direction) is not var (i, p, j, q)) return null;
        if (NodeOn(cell, i, p) is not int from || NodeOn(cell, j, q) is not int to) return null;
        Segment cut = AddSegment(from, to, line, inCore);
        return (Part(cell, i, j, from, to, cut), Part(cell, j, i, to, from, cut));
    }

    /// <summary>Cuts across the long or the short axis of a cell, square to the sides it meets.</summary>
    public (Cell Left, Cell Right)? SplitAcross(Cell cell, Vec through, Vec direction, Line line, bool inCore = false)
    {
        if (Hits(cell, through, direction) is not var (i, _, j, _)) return null;
        Vec a = Normal(cell, i), b = Normal(cell, j) * -1;
        if (a.Dot(direction) < 0) (a, b) = (a * -1, b * -1);
        Vec square = a + b;
        if (square.Length > 1.2 && square.Unit.Dot(direction) > 0.75) direction = square.Unit;
        return Split(cell, through, direction, line, inCore);
    }

    /// <summary>A node near the middle of a side, where a drive leaves it; null when the side is short.</summary>
    public int? Open(Cell cell, int side, double share)
    {
        Vec a = _nodes[cell.Sides[side].Node], b = _nodes[cell.Sides[(side + 1) % cell.Sides.Length].Node];
        return NodeOn(cell, side, Vec.Mix(a, b, share));
    }

    private Vec Normal(Cell cell, int side) =>
        (_nodes[cell.Sides[(side + 1) % cell.Sides.Length].Node] - _nodes[cell.Sides[side].Node]).Unit.Left;

    private (int, Vec, int, Vec)? Hits(Cell cell, Vec through, Vec direction)
    {
        int n = cell.Sides.Length, first = -1, second = -1;
        Vec p = default, q = default;
        for (int i = 0; i < n; i++)
        {
            Vec a = _nodes[cell.Sides[i].Node], b = _nodes[cell.Sides[(i + 1) % n].Node];
            double da = direction.Cross(a - through), db = direction.Cross(b - through);
            if (da > 0 && db <= 0) (first, p) = (i, Vec.Mix(a, b, da / (da - db)));
            if (da <= 0 && db > 0) (second, q) = (i, Vec.Mix(a, b, da / (da - db)));
        }
        return first < 0 || second < 0 || first == second ? null : (first, p, second, q);
    }

    private int? NodeOn(Cell cell, int side, Vec p)
    {
        Segment segment = cell.Sides[side].Segment;
        double t = segment.TOf(p), a = segment.TOf(_nodes[cell.Sides[side].Node]);
        double b = segment.TOf(_nodes[cell.Sides[(side + 1) % cell.Sides.Length].Node]);
        double low = Math.Min(a, b) + Clear / segment.Length, high = Math.Max(a, b) - Clear / segment.Length;
        if (low > high) return null;
        t = Math.Clamp(t, low, high);
        (double T, int Node) best = (double.NaN, -1);
        double nearest = Snap / segment.Length;
        foreach ((double T, int Node) node in segment.Nodes)
        {
            double off = Math.Abs(node.T - t);
            if (off < nearest && node.T >= low && node.T <= high) (best, nearest) = (node, off);
        }
        if (best.Node >= 0) return best.Node;
        int fresh = AddNode(segment.At(t));
        segment.Register(t, fresh);
        return fresh;
    }

    private static Cell Part(Cell cell, int i, int j, int from, int to, Segment cut)
    {
        List<Side> sides = [new(to, cell.Sides[j].Segment)];
        for (int k = (j + 1) % cell.Sides.Length; ; k = (k + 1) % cell.Sides.Length)
        {
            if (k == i)
            {
                sides.Add(cell.Sides[k]);
                break;
            }
            sides.Add(cell.Sides[k]);
        }
        sides.Add(new(from, cut));
        return new([.. sides]);
    }
}
