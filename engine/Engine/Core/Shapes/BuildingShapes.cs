
namespace TerritoryTwin.Core;

/// <summary>The outer shape of every building: four sides with their walls, and the planes of its roof. docs/physics/city-sun.md.</summary>
/// <remarks>
/// Side k (0 to 3) faces the main azimuth + 90° · k. A wall that faces between two sides is shared between them as cos² and sin² of the
/// angle, so that the total is kept. Arrays by side come first: <c>WallArea[k][building]</c>.
/// </remarks>
public sealed class BuildingShapes
{
    private readonly WallPoint[][] _facades;

    private BuildingShapes(int count)
    {
        Buildings = new Stock(count);
        MainAzimuth = new double[count];
        FootprintArea = new double[count];
        Perimeter = new double[count];
        RoofArea = new double[count];
        PartyWallArea = new double[count];
        WallHeight = new double[count];
        Volume = new double[count];
        WallLength = BySide<double>(count);
        ExposedShare = BySide<double>(count);
        WallArea = BySide<double>(count);
        FirstSegment = new int[count + 1];
        Outlines = new Outline[count];
        _facades = BySide<WallPoint>(count);
    }

    /// <summary>The stock of buildings, in the territory's order.</summary>
    public Stock Buildings { get; }
    /// <summary>The stock of roof segments, sorted by building.</summary>
    public Stock Segments => new(RoofSegments.Count);
    /// <summary>Where side 0, a long façade, faces: from north, clockwise, 0 to 180 [°].</summary>
    public double[] MainAzimuth { get; }
    /// <summary>Without courtyards [m²].</summary>
    public double[] FootprintArea { get; }
    /// <summary>Of the footprint, courtyards included [m].</summary>
    public double[] Perimeter { get; }
    /// <summary>From ground to gutter [m].</summary>
    public double[] WallHeight { get; }
    /// <summary>Under the gutter [m³].</summary>
    public double[] Volume { get; }
    /// <summary>Inclined area of all roof segments [m²].</summary>
    public double[] RoofArea { get; }
    /// <summary>Walls shared with neighbours, all sides [m²].</summary>
    public double[] PartyWallArea { get; }
    /// <summary>Length of the walls of a side, party walls included [m]; the four add up to the perimeter.</summary>
    public double[][] WallLength { get; }
    /// <summary>Share of the walls of a side that no neighbour covers; 1 for a side without walls.</summary>
    public double[][] ExposedShare { get; }
    /// <summary>Walls of a side that face the outside, windows included, up to the gutter [m²].</summary>
    public double[][] WallArea { get; }
    /// <summary>The planes of all roofs, sorted by building.</summary>
    public IReadOnlyList<RoofSegment> RoofSegments { get; private set; } = [];
    /// <summary>Index of the first segment of each building, and their number at the end.</summary>
    public int[] FirstSegment { get; }

    internal Outline[] Outlines { get; }

    /// <summary>Where a side faces, from north, clockwise, 0 to 360 [°].</summary>
    public double SideAzimuth(int building, int side) => (MainAzimuth[building] + 90 * side) % 360;

    /// <summary>Derives the shapes of a territory's buildings.</summary>
    public static BuildingShapes Of(Territory territory)
    {
        IReadOnlyList<Building> buildings = territory.Buildings;
        BuildingShapes shapes = new(buildings.Count);
        PartyWalls walls = new(territory.Standing);
        Parallel.For(0, buildings.Count, n => shapes.Measure(n, buildings[n], walls));
        shapes.AddRoofs(buildings);
        return shapes;
    }

    /// <summary>The middle of the longest free wall of a side.</summary>
    internal WallPoint Facade(int building, int side) => _facades[side][building];

    private static T[][] BySide<T>(int count) => [new T[count], new T[count], new T[count], new T[count]];

    private void Measure(int n, Building building, PartyWalls walls)
    {
        Outline outline = Outlines[n] = Outline.Of(building.Footprint.Outer);
        MainAzimuth[n] = outline.Azimuth;
        FootprintArea[n] = Math.Max(0, building.Footprint.Area);
        WallHeight[n] = Math.Max(0, building.Height.Value);
        Volume[n] = FootprintArea[n] * WallHeight[n];
        Span<double> longest = stackalloc double[4];
        for (int side = 0; side < 4; side++) _facades[side][n] = WallPoint.OnRectangle(outline, side);
        for (int e = walls.First(n); e < walls.First(n + 1); e++) AddWall(n, outline, walls.Edge(e), walls.CoveredShare(e), longest);
        for (int side = 0; side < 4; side++) CloseSide(n, side);
    }

    private void AddWall(int n, Outline outline, WallEdge edge, double covered, Span<double> longest)
    {
        double length = edge.Length;
        double cos = edge.OutwardEast * outline.East + edge.OutwardNorth * outline.North;      // against side 0
        double sin = edge.OutwardEast * outline.North - edge.OutwardNorth * outline.East;      // against side 1
        Perimeter[n] += length;
        Share(cos >= 0 ? 0 : 2, cos * cos, longest);
        Share(sin >= 0 ? 1 : 3, sin * sin, longest);

        void Share(int side, double share, Span<double> longest)
        {
            WallLength[side][n] += share * length;
            WallArea[side][n] += share * length * (1 - covered);             // a length until the side is closed
            if (share < 0.25 || share * length * (1.001 - covered) <= longest[side]) return;
            longest[side] = share * length * (1.001 - covered);
            _facades[side][n] = new WallPoint((edge.Ax + edge.Bx) / 2, (edge.Ay + edge.By) / 2, edge.OutwardEast, edge.OutwardNorth);
        }
    }

    private void CloseSide(int n, int side)
    {
        double length = WallLength[side][n], free = Math.Min(length, WallArea[side][n]);
        ExposedShare[side][n] = length > 0 ? free / length : 1;
        WallArea[side][n] = free * WallHeight[n];
        PartyWallArea[n] += (length - free) * WallHeight[n];
    }

    private void AddRoofs(IReadOnlyList<Building> buildings)
    {
        List<RoofSegment> segments = new(2 * buildings.Count);
        for (int n = 0; n < buildings.Count; n++)
        {
            FirstSegment[n] = segments.Count;
            segments.AddRange(new RoofPlanes(Outlines[n], buildings[n]).Segments(n, FootprintArea[n]));
            for (int s = FirstSegment[n]; s < segments.Count; s++) RoofArea[n] += segments[s].Area;
        }
        FirstSegment[buildings.Count] = segments.Count;
        RoofSegments = segments;
    }
}

/// <summary>A point on a wall at the ground, and where the wall faces.</summary>
internal readonly record struct WallPoint(double X, double Y, double East, double North)
{
    /// <summary>The middle of a side of the rectangle, for a side without a wall of its own.</summary>
    public static WallPoint OnRectangle(Outline outline, int side)
    {
        double azimuth = (outline.Azimuth + 90 * side) * Math.PI / 180, half = (side % 2 == 0 ? outline.Depth : outline.Length) / 2;
        double east = Math.Sin(azimuth), north = Math.Cos(azimuth);
        return new WallPoint(outline.X + half * east, outline.Y + half * north, east, north);
    }
}
