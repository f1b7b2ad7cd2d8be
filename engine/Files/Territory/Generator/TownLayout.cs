using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Sizes that follow from the number of inhabitants.</summary>
internal sealed class Scale
{
    private const double DwellingsPerInhabitant = 0.511;

    public Scale(int inhabitants)
    {
        Inhabitants = inhabitants;
        Rank = Math.Log(inhabitants / 2000.0) / Math.Log(250);
        Dwellings = (int)Math.Round(inhabitants * DwellingsPerInhabitant);
        double density = 19 + 23 * Rank;
        TownRadius = 1.12 * Math.Sqrt(inhabitants / density * 1e4 / Math.PI);
        OuterRadius = 1.5 * TownRadius + 350;
        double coreDwellings = Dwellings * (0.13 - 0.08 * Rank), coreDensity = 42 + 68 * Rank;
        CoreRadius = Math.Sqrt(coreDwellings / coreDensity * 1e4 / Math.PI);
        RiverHalfWidth = 6 * Math.Pow(inhabitants / 2000.0, 0.4);
        RiverY = -(1.12 * CoreRadius + RiverHalfWidth + 20);
        Gates = 5 + (int)(5 * Rank);
        IsCity = inhabitants > 20_000;
        IsMetropolis = inhabitants >= 250_000;
        HouseShare = 0.79 - 0.45 * Math.Pow(Rank, 0.9);
    }

    public int Inhabitants { get; }
    /// <summary>0 at 2,000 inhabitants, 1 at 500,000, logarithmic.</summary>
    public double Rank { get; }
    public int Dwellings { get; }
    /// <summary>[m].</summary>
    public double TownRadius { get; }
    /// <summary>[m].</summary>
    public double OuterRadius { get; }
    /// <summary>Of the old centre [m].</summary>
    public double CoreRadius { get; }
    /// <summary>[m].</summary>
    public double RiverHalfWidth { get; }
    /// <summary>[m], on the plan.</summary>
    public double RiverY { get; }
    /// <summary>Main roads that leave the old centre.</summary>
    public int Gates { get; }
    /// <summary>Main roads carry more than two lanes pass.</summary>
    public bool IsCity { get; }
    /// <summary>Motorways come up to the outermost ring, which is one.</summary>
    public bool IsMetropolis { get; }
    /// <summary>Of the dwellings.</summary>
    public double HouseShare { get; }
}

/// <summary>The great lines of the town: old centre, main roads, rings, river, districts.</summary>
internal sealed class TownLayout
{
    private readonly Scale _scale;
    private readonly ulong _seed;
    private RandomStream _random;

    public TownLayout(Scale scale, ulong seed)
    {
        (_scale, _seed) = (scale, seed);
        _random = new(seed, "layout");
        DrawSkeleton();
    }

    public Plan Plan { get; } = new();
    public Cell Core { get; private set; } = new([]);
    /// <summary>Pieces between the old centre and the limit, before districts are cut.</summary>
    public List<Cell> Sectors { get; } = [];
    /// <summary>The limit of the territory on the plan.</summary>
    public List<int> Limit { get; } = [];

    /// <summary>Divides a cell until its pieces are about <paramref name="size"/> long and wide.</summary>
    public void Divide(Cell cell, Func<Vec, (double Length, double Width)> size, Line line, double jitter, bool inCore, List<Cell> into)
    {
        Vec[] outline = Plan.Outline(cell);
        (Vec origin, Vec along, double length, double width) = Plane.Box(outline);
        (double wantedLength, double wantedWidth) = size(Plane.Centroid(outline));
        double lengths = length / wantedLength, widths = width / wantedWidth;
        if (Math.Max(lengths, widths) >= 1.45)
        {
            bool across = lengths >= widths;
            double pieces = Math.Max(2, Math.Round(across ? lengths : widths));
            double share = Math.Floor(pieces / 2) / pieces + jitter * _random.Between(-0.5, 0.5) / pieces;
            Vec direction = (across ? along.Left : along).Turned(jitter * _random.Between(-0.25, 0.25));
            Vec through = across ? origin + along * (length * share) + along.Left * (width / 2) : origin + along * (length / 2) + along.Left * (width * share);
            if (Plan.SplitAcross(cell, through, direction, line, inCore) is var (left, right))
            {
                Divide(left, size, line, jitter, inCore, into);
                Divide(right, size, line, jitter, inCore, into);
                return;
            }
        }
        into.Add(cell);
    }

    /// <summary>The old centre, cut by a street from gate to gate; whole in a small town.</summary>
    public IEnumerable<Cell> HighStreet()
    {
        if (_scale.Inhabitants < 5000) return [Core];
        Vec[] gates = Plan.Outline(Core);
        int first = _random.Below(gates.Length), other = (first + gates.Length / 2) % gates.Length;
        Vec through = Vec.Mix(gates[first], gates[other], 0.5), along = gates[other] - gates[first];
        return Plan.Split(Core, through, along.Turned(0.06), Line.Radial, inCore: true) is var (left, right) ? [left, right] : [Core];
    }

    private void DrawSkeleton()
    {
        double[] gates = GateAngles();
        double[] radii = RingRadii();
        int[] ring = RingNodes(gates, radii[0]);
        Segment[] inner = RingLine(ring, _scale.Inhabitants < 8000 ? Line.Collector : Line.Ring);
        if (_scale.IsCity) Widen(inner);
        foreach (Segment s in inner) s.InCore = _scale.Inhabitants < 8000;
        Core = new([.. ring.Select((node, i) => new Side(node, inner[i]))]);
        List<Cell> sectors = [];
        for (int r = 1; r < radii.Length; r++)
        {
            bool last = r == radii.Length - 1;
            int[] next = RingNodes(gates, radii[r]);
            Segment[] spokes = [.. ring.Select((node, i) => Plan.AddSegment(node, next[i], Line.Radial))];
            Segment[] outer = RingLine(next, last ? Line.Limit : Line.Ring);
            if (_scale.IsCity)
            {
                Widen(_scale.Inhabitants < 150_000 ? spokes.Where((_, i) => i % 2 == 0) : spokes);
                if (!last) Widen(outer);
                if (_scale.IsMetropolis && r == radii.Length - 2) foreach (Segment s in outer) s.Express = true;
                if (_scale.IsMetropolis && last) foreach (Segment s in spokes.Where((_, i) => i % 3 == 0)) s.Express = true;
            }
            for (int i = 0; i < ring.Length; i++)
            {
                int j = (i + 1) % ring.Length;
                sectors.Add(new([new(ring[i], spokes[i]), new(next[i], outer[i]), new(next[j], spokes[j]), new(ring[j], inner[i])]));
            }
            (ring, inner) = (next, outer);
        }
        Limit.AddRange(ring);
        foreach (Cell sector in sectors) CutRiver(sector);
    }

    private double[] GateAngles()
    {
        int n = _scale.Gates;
        double turn = _random.Between(0, 2 * Math.PI / n), lowest = Math.Asin(Math.Clamp(0.8 * _scale.RiverY / _scale.OuterRadius, -1, 0));
        double[] angles = new double[n];
        for (int i = 0; i < n; i++)
        {
            double a = turn + 2 * Math.PI * (i + _random.Between(-0.22, 0.22)) / n;
            double folded = Math.Sin(a);
            if (folded < Math.Sin(lowest) && folded > -0.45)   // a main road does not run along the river: it keeps to its bank or crosses
            {
                double shift = folded > -0.22 ? lowest : -0.5;
                a = Math.Cos(a) > 0 ? shift : Math.PI - shift;
            }
            angles[i] = (a + 4 * Math.PI) % (2 * Math.PI);
        }
        Array.Sort(angles);
        for (int i = 1; i < n; i++) angles[i] = Math.Max(angles[i], angles[i - 1] + 0.25);
        return angles;
    }

    private double[] RingRadii()
    {
        double town = _scale.TownRadius, least = 2.1 * _scale.CoreRadius;
        double[] rings = _scale.Inhabitants switch
        {
            < 15_000 => [],
            < 90_000 => [0.72 * town],
            < 250_000 => [0.38 * town, 0.85 * town],
            _ => [0.3 * town, 0.6 * town, 0.95 * town],
        };
        return [_scale.CoreRadius, .. rings.Where(r => r > least), _scale.OuterRadius];
    }

    private int[] RingNodes(double[] angles, double radius)
    {
        double wobble = 0.4 * (1 - Math.Cos(Math.PI / angles.Length));
        return [.. angles.Select(a => Plan.AddNode(Vec.Towards(a) * (radius * (1 + _random.Between(-wobble, wobble)))))];
    }

    private Segment[] RingLine(int[] nodes, Line line) =>
        [.. nodes.Select((node, i) => Plan.AddSegment(node, nodes[(i + 1) % nodes.Length], line))];

    private static void Widen(IEnumerable<Segment> lines)
    {
        foreach (Segment s in lines) s.Lanes = 4;
    }

    private void CutRiver(Cell sector)
    {
        double bank = _scale.RiverHalfWidth + 9;
        Cell? rest = sector;
        foreach (double y in new[] { _scale.RiverY + bank, _scale.RiverY - bank })
        {
            if (Plan.Split(rest, new(0, y), new(1, 0), Line.Quay) is not var (a, b)) continue;
            bool firstAbove = Plane.Centroid(Plan.Outline(a)).Y > Plane.Centroid(Plan.Outline(b)).Y;
            Sectors.Add(y > _scale.RiverY == firstAbove ? a : b);
            rest = y > _scale.RiverY == firstAbove ? b : a;
        }
        if (!InRiver(rest)) Sectors.Add(rest);
    }

    /// <summary>Does a cell touch the river?</summary>
    public bool InRiver(Cell cell)
    {
        Vec[] outline = Plan.Outline(cell);
        double low = outline.Min(p => p.Y), high = outline.Max(p => p.Y), half = _scale.RiverHalfWidth + 2;
        return low < _scale.RiverY + half && high > _scale.RiverY - half;
    }
}
