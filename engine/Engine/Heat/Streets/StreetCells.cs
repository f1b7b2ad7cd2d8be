using TerritoryTwin.Core;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Heat;

/// <summary>How much of the cells follows from a rule rather than from the data of the territory.</summary>
/// <param name="Rule">Name of the rule, lower case with hyphens; docs/physics/street-heat.md lists them.</param>
/// <param name="Area">That it decided on [m²].</param>
/// <param name="Share">Of all cells.</param>
/// <param name="Source">How well it is founded.</param>
/// <param name="Done">What it did.</param>
public sealed record StreetRule(string Rule, double Area, double Share, Source Source, string Done);

/// <summary>
/// What every cell of the ground is, from exact areas: polygons are cut by cells, not sampled. Fractions are of the plan area of a cell. docs/physics/street-heat.md.
/// </summary>
public sealed class StreetCells
{
    /// <summary>Fractions that do not sum to 1 within this stop the run.</summary>
    public const double Closure = 1e-9;

    /// <summary>How far walls are seen by the open ground [m].</summary>
    public const double SeenFrom = 20;
    /// <summary>How far what a building gives off is mixed into the air around it: what the weakest wind that is told from calm passes in less than two minutes [m].</summary>
    public const double MixedOver = 50;
    /// <summary>How far around buildings shape the flow of the air [m].</summary>
    public const double FlowFrom = 100;
    /// <summary>Narrower canyons are taken as this narrow: height over width.</summary>
    public const double Narrowest = 10;

    /// <summary>Of ground without buildings or trees, short grass [m].</summary>
    private const double SmoothGround = 0.03;
    /// <summary>Roof fraction of the surroundings below which unknown ground is not paved, and above which all of it is.</summary>
    private const double PavedFrom = 0.05, PavedTo = 0.45;
    /// <summary>Of unpaved unknown ground.</summary>
    private const double BareShare = 0.1;
    /// <summary>Share of their outline that crowns cover.</summary>
    private const double DenseCrowns = 0.9, OpenCrowns = 0.3;
    /// <summary>Cells with less open ground are no street of a building.</summary>
    private const double LeastOpen = 0.01;
    /// <summary>Vegetation that is lower has no crown to stand under [m].</summary>
    private const double LowestCrown = 2;

    private static readonly string[] Sparse = ["ouverte", "verger", "vigne", "lande", "orchard", "vineyard", "scrub", "heath"];

    private StreetCells(Grid grid)
    {
        Grid = grid;
        Roof = new double[grid.Count];
        Paved = new double[grid.Count];
        Grass = new double[grid.Count];
        BareSoil = new double[grid.Count];
        Water = new double[grid.Count];
        CrownOverPaved = new double[grid.Count];
        CrownOverGrass = new double[grid.Count];
        CrownOverWater = new double[grid.Count];
        CrownHeight = new double[grid.Count];
        Wall = new double[grid.Count];
        SeenWall = new double[grid.Count];
        Height = new double[grid.Count];
        Canyon = new double[grid.Count];
        SkyView = new double[grid.Count];
        Roughness = new double[grid.Count];
        Displacement = new double[grid.Count];
        RoofAlbedo = new double[grid.Count];
        GreenRoof = new double[grid.Count];
        RoofPeriod = new int[grid.Count];
        WallPeriod = new int[grid.Count];
    }

    /// <summary>The cells.</summary>
    public Grid Grid { get; }
    /// <summary>Under roofs, 0 to 1.</summary>
    public double[] Roof { get; }
    /// <summary>Roads and paved yards, crowns over them included.</summary>
    public double[] Paved { get; }
    /// <summary>Grass and other low plants, crowns over them included.</summary>
    public double[] Grass { get; }
    /// <summary>Soil without plants.</summary>
    public double[] BareSoil { get; }
    /// <summary>Rivers and lakes, crowns over them included.</summary>
    public double[] Water { get; }
    /// <summary>Under the crowns of trees, of the plan area; a part of <see cref="Paved"/>.</summary>
    public double[] CrownOverPaved { get; }
    /// <summary>A part of <see cref="Grass"/> and <see cref="BareSoil"/>.</summary>
    public double[] CrownOverGrass { get; }
    /// <summary>A part of <see cref="Water"/>.</summary>
    public double[] CrownOverWater { get; }
    /// <summary>Mean height of the tree tops [m]; 0 without trees.</summary>
    public double[] CrownHeight { get; }
    /// <summary>Free walls that stand in the cell, per plan area; without those that stand against neighbours.</summary>
    public double[] Wall { get; }
    /// <summary>Walls that the open ground of the cell sees, per plan area: each wall is shared by the open ground within <see cref="SeenFrom"/>, so that sums are kept.</summary>
    public double[] SeenWall { get; }
    /// <summary>Mean height of the walls that are seen; of the roofs where none is [m].</summary>
    public double[] Height { get; }
    /// <summary>Height over width of the streets: seen walls / 2 / open ground (Masson 2000).</summary>
    public double[] Canyon { get; }
    /// <summary>Sky view factor of the open ground of an endless street of that height over width, without trees.</summary>
    public double[] SkyView { get; }
    /// <summary>Roughness length of the surroundings [m] (Macdonald et al. 1998).</summary>
    public double[] Roughness { get; }
    /// <summary>Displacement height of the surroundings [m] (Macdonald et al. 1998).</summary>
    public double[] Displacement { get; }
    /// <summary>Mean of the roofs, white and planted ones included, 0 to 1.</summary>
    public double[] RoofAlbedo { get; }
    /// <summary>Planted, of the roofs, 0 to 1.</summary>
    public double[] GreenRoof { get; }
    /// <summary>Period of most of the roofs: <see cref="StreetMaterials.PeriodOf"/>.</summary>
    public int[] RoofPeriod { get; }
    /// <summary>Period of most of the walls within <see cref="SeenFrom"/>.</summary>
    public int[] WallPeriod { get; }
    /// <summary>
    /// The streets of every building: open ground within <see cref="SeenFrom"/> of its free walls, weighed by its area times the walls near it; of a building without any, the most open cell beside its middle.
    /// From buildings to cells, at least one each.
    /// </summary>
    public IReadOnlyList<Share> StreetsOfBuildings { get; private set; } = [];
    /// <summary>Where the heat that a building gives off goes: all open ground within <see cref="MixedOver"/> of its free walls, by area. From buildings to cells, at least one each.</summary>
    public IReadOnlyList<Share> MixedFromBuildings { get; private set; } = [];
    /// <summary>What rules decided on.</summary>
    public IReadOnlyList<StreetRule> Rules { get; private set; } = [];

    /// <summary>Without a roof, 0 to 1.</summary>
    public double Open(int cell) => Paved[cell] + Grass[cell] + BareSoil[cell] + Water[cell];

    /// <summary>Under the crowns of trees, 0 to 1.</summary>
    public double Crown(int cell) => CrownOverPaved[cell] + CrownOverGrass[cell] + CrownOverWater[cell];

    /// <summary>Mean over the streets of every building.</summary>
    /// <param name="ofCells">One a cell.</param>
    public double[] AtBuildings(IReadOnlyList<double> ofCells)
    {
        ArgumentNullException.ThrowIfNull(ofCells);
        return [.. StreetsOfBuildings.GroupBy(static s => s.From).Select(b => b.Sum(s => s.Weight * ofCells[s.To]) / b.Sum(static s => s.Weight))];
    }

    /// <summary>Cuts a territory into cells.</summary>
    /// <param name="territory">What stands where.</param> <param name="shapes">Of its buildings.</param> <param name="grid">The cells.</param>
    /// <exception cref="TerritoryException">The fractions of a cell do not sum to 1.</exception>
    /// <exception cref="ArgumentException">The shapes are of another territory.</exception>
    public static StreetCells Of(Territory territory, BuildingShapes shapes, Grid grid)
    {
        ArgumentNullException.ThrowIfNull(territory);
        ArgumentNullException.ThrowIfNull(shapes);
        ArgumentNullException.ThrowIfNull(grid);
        if (shapes.Buildings.Count != territory.Buildings.Count) throw new ArgumentException($"{territory.Buildings.Count} buildings of the territory, {shapes.Buildings.Count} shapes", nameof(shapes));
        StreetCells cells = new(grid);
        (double[] rest, double[] crownOverRest, double hidden) = cells.CoverGround(territory);
        WallsOfCells walls = cells.RaiseWalls(territory);
        cells.Pave(rest, crownOverRest, hidden, territory);
        cells.MeanCrowns(territory);
        cells.Close();
        cells.ShareWalls(walls);
        cells.StreetsOfBuildings = cells.Surround(territory.Buildings, walls, SeenFrom, static (weight, open, wall) => weight + wall * open);
        cells.MixedFromBuildings = cells.Surround(territory.Buildings, walls, MixedOver, static (_, open, _) => open);
        cells.SlowWind();
        return cells;
    }

    /// <summary>Takes the areas of what the territory knows, and returns what it does not, and the crowns over that [of the plan area]; and how much of the outlines of buildings lies under others [m²].</summary>
    private (double[] Unknown, double[] CrownOverUnknown, double Hidden) CoverGround(Territory territory)
    {
        int count = Grid.Count;
        double[] rest = new double[count], crownOverRest = new double[count], dense = new double[count], height = new double[count];
        double[,] periods = new double[count, StreetMaterials.Periods];
        double cellArea = Grid.CellSize * Grid.CellSize;
        IReadOnlyList<Building> standing = territory.Standing;
        new Overlay(Grid, Shapes(territory)).Run((cell, share) =>
        {
            Roof[cell] = Of(share, GroundCover.Roof);
            Paved[cell] = Of(share, GroundCover.Road);
            Water[cell] = Of(share, GroundCover.Water);
            Grass[cell] = Of(share, GroundCover.Green) + Of(share, GroundCover.SoftGrass);
            BareSoil[cell] = Of(share, GroundCover.SoftSoil);
            rest[cell] = Of(share, GroundCover.Rest);
            crownOverRest[cell] = Under(share, GroundCover.Rest);
            CrownOverPaved[cell] = Under(share, GroundCover.Road);
            CrownOverWater[cell] = Under(share, GroundCover.Water);
            CrownOverGrass[cell] = Under(share, GroundCover.Green) + Under(share, GroundCover.SoftGrass) + Under(share, GroundCover.SoftSoil);
        }, (cell, building, share) =>
        {
            height[cell] += share * standing[building].Height.Value;
            dense[cell] += share;
            periods[cell, StreetMaterials.PeriodOf(standing[building].Built.Value)] += share;
            RoofAlbedo[cell] += share * StreetMaterials.AlbedoOfRoof(standing[building]);
            if (standing[building].RoofCover == RoofCover.Green) GreenRoof[cell] += share;
        });
        double hidden = 0;
        for (int cell = 0; cell < count; cell++)
        {
            Height[cell] = dense[cell] > 0 ? height[cell] / dense[cell] : 0;
            RoofPeriod[cell] = Most(periods, cell);
            RoofAlbedo[cell] = dense[cell] > 0 ? RoofAlbedo[cell] / dense[cell] : StreetMaterials.Roofs[0].Albedo;
            GreenRoof[cell] = dense[cell] > 0 ? GreenRoof[cell] / dense[cell] : 0;
            hidden += Math.Max(0, dense[cell] - Roof[cell]) * cellArea;
        }
        return (rest, crownOverRest, hidden);

        static double Of(ReadOnlySpan<double> share, GroundCover ground) =>
            share[Overlay.KindOf(ground, CrownCover.None)] + share[Overlay.KindOf(ground, CrownCover.Open)] + share[Overlay.KindOf(ground, CrownCover.Dense)];
        static double Under(ReadOnlySpan<double> share, GroundCover ground) =>
            OpenCrowns * share[Overlay.KindOf(ground, CrownCover.Open)] + DenseCrowns * share[Overlay.KindOf(ground, CrownCover.Dense)];
    }

    private static int Most(double[,] weights, int cell)
    {
        int most = 0;
        for (int k = 1; k < StreetMaterials.Periods; k++)
            if (weights[cell, k] > weights[cell, most]) most = k;
        return most;
    }

    private void MeanCrowns(Territory territory)
    {
        Zone[] trees = [.. territory.Vegetation.Where(z => z.Height >= LowestCrown)];
        double[] area = new double[Grid.Count], height = new double[Grid.Count];
        List<CoverShape> crowns = [.. trees.Select((z, k) => new CoverShape(Rings(z.Area), Overlay.Dense, k))];
        new Overlay(Grid, crowns).Run(static (_, _) => { }, (cell, tree, share) =>
        {
            area[cell] += share;
            height[cell] += share * trees[tree].Height;
        });
        for (int cell = 0; cell < Grid.Count; cell++) CrownHeight[cell] = area[cell] > 0 && Crown(cell) > 0 ? height[cell] / area[cell] : 0;
    }

    private static List<CoverShape> Shapes(Territory territory)
    {
        List<CoverShape> shapes = [.. territory.Standing.Select((b, n) => new CoverShape(Rings(b.Footprint), Overlay.Roof, n))];
        foreach (Road road in territory.Roads) shapes.AddRange(Ribbon(road).Select(r => new CoverShape([r], Overlay.Road)));
        shapes.AddRange(territory.Covers.Select(z => new CoverShape(Rings(z.Area), z.Nature == CodeWords.Of(nameof(SoftGround.Soil)) ? Overlay.SoftSoil : Overlay.SoftGrass)));
        shapes.AddRange(territory.Water.Select(z => new CoverShape(Rings(z.Area), Overlay.Water)));
        foreach (Zone zone in territory.Vegetation)
        {
            bool sparse = Sparse.Any(word => zone.Nature.Contains(word, StringComparison.OrdinalIgnoreCase));
            if (zone.IsSingleTree && zone.Height < LowestCrown) continue;       // a shrub: nobody stands under it, and the ground is what it was
            shapes.Add(new(Rings(zone.Area), zone.IsSingleTree ? Overlay.SingleTree : zone.Height < LowestCrown ? Overlay.Green : sparse ? Overlay.Open : Overlay.Dense));
        }
        return shapes;
    }

    private static Ring[] Rings(Polygon polygon) => [polygon.Outer, .. polygon.Holes];

    /// <summary>A road as the union of a rectangle for each piece and an octagon, within the circle of its half width, at ends and bends.</summary>
    internal static IEnumerable<Ring> Ribbon(Road road)
    {
        const double Straight = 0.985;           // cosine of 10°: the wedge left out at a bend is below 1 % of the square of the width
        double half = road.HalfWidth;
        double east = 0, north = 0;
        for (int n = 0; n + 1 < road.X.Length; n++)
        {
            double dx = road.X[n + 1] - road.X[n], dy = road.Y[n + 1] - road.Y[n], length = Math.Sqrt(dx * dx + dy * dy);
            if (length == 0) continue;
            if (east * dx / length + north * dy / length < Straight) yield return Octagon(road.X[n], road.Y[n]);
            (east, north) = (dx / length, dy / length);
            double ox = -north * half, oy = east * half;
            yield return new Ring(
                [road.X[n] - ox, road.X[n + 1] - ox, road.X[n + 1] + ox, road.X[n] + ox],
                [road.Y[n] - oy, road.Y[n + 1] - oy, road.Y[n + 1] + oy, road.Y[n] + oy]);
        }
        if (east != 0 || north != 0) yield return Octagon(road.X[^1], road.Y[^1]);

        Ring Octagon(double x, double y) => new(
            [.. Enumerable.Range(0, 8).Select(k => x + half * Math.Cos(Math.PI / 4 * k))], [.. Enumerable.Range(0, 8).Select(k => y + half * Math.Sin(Math.PI / 4 * k))]);
    }

    /// <summary>Free walls in cells [m²], their heights times areas, and their areas by period; and of each building, cell by cell.</summary>
    private sealed record WallsOfCells(double[] Area, double[] Height, double[,] Periods, List<(int Cell, double Area)>[] OfBuilding);

    private WallsOfCells RaiseWalls(Territory territory)
    {
        IReadOnlyList<Building> buildings = territory.Standing;
        PartyWalls party = new(buildings);
        WallsOfCells walls = new(new double[Grid.Count], new double[Grid.Count], new double[Grid.Count, StreetMaterials.Periods], [.. buildings.Select(_ => new List<(int, double)>())]);
        for (int n = 0; n < buildings.Count; n++)
        {
            double height = Math.Max(0, buildings[n].Height.Value);
            int period = StreetMaterials.PeriodOf(buildings[n].Built.Value);
            for (int e = party.First(n); e < party.First(n + 1); e++)
            {
                double free = height * (1 - party.CoveredShare(e));
                foreach ((int cell, double length) in Pieces(party.Edge(e)))
                {
                    if (free * length > 0) walls.OfBuilding[n].Add((cell, free * length));
                    walls.Area[cell] += free * length;
                    walls.Height[cell] += free * length * height;
                    walls.Periods[cell, period] += free * length;
                }
            }
        }
        double area = Grid.CellSize * Grid.CellSize;
        for (int cell = 0; cell < Grid.Count; cell++) Wall[cell] = walls.Area[cell] / area;
        return walls;
    }

    /// <summary>The lengths of an edge in the cells it crosses [m]; what lies outside the grid is left out.</summary>
    private IEnumerable<(int Cell, double Length)> Pieces(WallEdge edge)
    {
        double ax = (edge.Ax - Grid.West) / Grid.CellSize, ay = (edge.Ay - Grid.South) / Grid.CellSize;
        double dx = (edge.Bx - Grid.West) / Grid.CellSize - ax, dy = (edge.By - Grid.South) / Grid.CellSize - ay, length = edge.Length;
        double at = 0;
        while (at < 1)
        {
            double next = Math.Min(1, Math.Min(Crossing(ax, dx, at), Crossing(ay, dy, at)));
            int i = (int)Math.Floor(ax + dx * (at + next) / 2), j = (int)Math.Floor(ay + dy * (at + next) / 2);
            if ((uint)i < (uint)Grid.Columns && (uint)j < (uint)Grid.Rows) yield return (j * Grid.Columns + i, (next - at) * length);
            at = next;
        }

        // Where the edge next crosses a line between cells, as a share of its length.
        static double Crossing(double from, double by, double at)
        {
            if (by == 0) return 1;
            double place = from + by * at, line = by > 0 ? Math.Floor(place + 1e-9) + 1 : Math.Ceiling(place - 1e-9) - 1;
            return (line - from) / by;
        }
    }

    /// <summary>What the territory does not know is paved the more, the more is built around it.</summary>
    private void Pave(double[] rest, double[] crownOverRest, double hidden, Territory territory)
    {
        double[] built = Box(Roof, FlowFrom, out double[] number);
        double area = Grid.CellSize * Grid.CellSize, all = area * Grid.Count, unknown = 0;
        for (int cell = 0; cell < Grid.Count; cell++)
        {
            double paved = Math.Clamp((built[cell] / number[cell] - PavedFrom) / (PavedTo - PavedFrom), 0, 1), bare = (1 - paved) * BareShare;
            Paved[cell] += paved * rest[cell];
            BareSoil[cell] += bare * rest[cell];
            Grass[cell] += (1 - paved - bare) * rest[cell];
            CrownOverPaved[cell] += paved * crownOverRest[cell];
            CrownOverGrass[cell] += (1 - paved) * crownOverRest[cell];
            unknown += rest[cell] * area;
        }
        double crowns = Enumerable.Range(0, Grid.Count).Sum(Crown) * area;
        double roads = territory.Roads.Sum(r => 2 * r.HalfWidth * r.Length);
        Rules =
        [
            new("ground-by-density", unknown, unknown / all, Source.Guessed,
                $"ground that the territory does not know is paved where roofs cover {PavedTo:0.##} of the {FlowFrom:0} m around, not at all up to {PavedFrom:0.##}, and in between in proportion; {BareShare:0.##} of the rest is bare soil, the other grass"),
            new("roads-by-class", roads, roads / all, Source.Typical, "roads are as wide as their class"),
            new("crowns-by-nature", crowns, crowns / all, Source.Typical, $"trees cover {DenseCrowns:0.##} of their outline, {OpenCrowns:0.##} in open woods, orchards, vineyards and heaths; lower than {LowestCrown:0} m, it is grass"),
            new("buildings-on-buildings", hidden, hidden / all, Source.Derived, "where outlines of buildings overlap, the ground is under a roof once"),
        ];
    }

    private void Close()
    {
        for (int cell = 0; cell < Grid.Count; cell++)
        {
            double sum = Roof[cell] + Open(cell);
            if (Math.Abs(sum - 1) <= Closure) continue;
            int i = cell % Grid.Columns, j = cell / Grid.Columns;
            throw new TerritoryException(
                $"heat: the covers of the cell at ({Grid.X(i):0.##}, {Grid.Y(j):0.##}) sum to {sum:0.#########} of its area, expected 1 within {Closure:g1}. Look for buildings, roads, waters or woods there whose coordinates are not numbers.");
        }
    }

    private void ShareWalls(WallsOfCells walls)
    {
        double area = Grid.CellSize * Grid.CellSize;
        double[] open = new double[Grid.Count], given = new double[Grid.Count], high = new double[Grid.Count];
        double[][] periods = [.. Enumerable.Range(0, StreetMaterials.Periods).Select(_ => new double[Grid.Count])];
        for (int cell = 0; cell < Grid.Count; cell++) open[cell] = Math.Max(0, 1 - Roof[cell]);
        double[] around = Box(open, SeenFrom, out _);
        for (int cell = 0; cell < Grid.Count; cell++)
        {
            if (walls.Area[cell] == 0 || around[cell] < 1e-6) continue;
            given[cell] = walls.Area[cell] / area / around[cell];
            high[cell] = walls.Height[cell] / area / around[cell];
            for (int k = 0; k < periods.Length; k++) periods[k][cell] = walls.Periods[cell, k] / area / around[cell];
        }
        double[] seen = Box(given, SeenFrom, out _), height = Box(high, SeenFrom, out _);
        double[][] seenPeriods = [.. periods.Select(p => Box(p, SeenFrom, out _))];
        for (int cell = 0; cell < Grid.Count; cell++)
        {
            SeenWall[cell] = seen[cell] > 1e-9 ? open[cell] * seen[cell] : 0;
            if (seen[cell] > 1e-9) Height[cell] = height[cell] / seen[cell];
            Canyon[cell] = Math.Min(Narrowest, seen[cell] > 1e-9 ? seen[cell] / 2 : 0);
            SkyView[cell] = Math.Sqrt(1 + Canyon[cell] * Canyon[cell]) - Canyon[cell];
            for (int k = 1; k < periods.Length; k++)
                if (seenPeriods[k][cell] > seenPeriods[WallPeriod[cell]][cell]) WallPeriod[cell] = k;
        }
    }

    // Of open cells near the free walls of every building: weights from what came so far, the open share, and the area of the wall.
    private List<Share> Surround(IReadOnlyList<Building> buildings, WallsOfCells walls, double distance, Func<double, double, double, double> weigh)
    {
        int reach = (int)Math.Floor(distance / Grid.CellSize);
        Share[][] streets = new Share[buildings.Count][];
        Parallel.For(0, buildings.Count, n =>
        {
            Dictionary<int, double> weights = [];
            foreach ((int wall, double area) in walls.OfBuilding[n])
                foreach (int cell in Near(wall % Grid.Columns, wall / Grid.Columns, reach))
                    if (Open(cell) >= LeastOpen) weights[cell] = weigh(weights.GetValueOrDefault(cell), Open(cell), area);
            streets[n] = weights.Count > 0 ? [.. weights.OrderBy(static w => w.Key).Select(w => new Share(n, w.Key, w.Value))] : [new(n, OpenCellNear(buildings[n].Footprint.Outer.Middle), 1)];
        });
        return [.. streets.SelectMany(static s => s)];
    }

    private int OpenCellNear((double X, double Y) place)
    {
        (int i, int j) = Grid.CellOf(place.X, place.Y);
        int best = -1;
        for (int reach = 0; reach <= 3 && (best < 0 || Open(best) < 0.25); reach++)
            foreach (int cell in Near(i, j, reach))
                if (best < 0 || Open(cell) > Open(best)) best = cell;
        return Math.Max(0, best);
    }

    /// <summary>The square of cells around one, those of the grid, row by row.</summary>
    private IEnumerable<int> Near(int column, int row, int reach)
    {
        for (int j = Math.Max(0, row - reach); j <= Math.Min(Grid.Rows - 1, row + reach); j++)
            for (int i = Math.Max(0, column - reach); i <= Math.Min(Grid.Columns - 1, column + reach); i++) yield return j * Grid.Columns + i;
    }

    /// <summary>Macdonald et al. (1998) for staggered blocks, over the surroundings; trees and grass where they are rougher.</summary>
    private void SlowWind()
    {
        double[] roofs = Box(Roof, FlowFrom, out double[] number), walls = Box(Wall, FlowFrom, out _);
        double[] tall = Box([.. Roof.Select((r, cell) => r * Height[cell])], FlowFrom, out _);
        double[] crowns = Box([.. Enumerable.Range(0, Grid.Count).Select(cell => Crown(cell) * CrownHeight[cell])], FlowFrom, out _);
        for (int cell = 0; cell < Grid.Count; cell++)
        {
            double height = roofs[cell] > 1e-9 ? tall[cell] / roofs[cell] : 0;
            (double displacement, double roughness) = Macdonald(height, roofs[cell] / number[cell], walls[cell] / number[cell] / Math.PI);
            double trees = crowns[cell] / number[cell];
            Displacement[cell] = Math.Max(displacement, 0.5 * trees);
            Roughness[cell] = Math.Max(Math.Max(roughness, 0.1 * trees), SmoothGround);
        }
    }

    /// <summary>Displacement height and roughness length of blocks [m].</summary>
    /// <param name="height">Of the blocks [m].</param> <param name="plan">Roof area per plan area, 0 to 1.</param> <param name="frontal">Area that faces the wind per plan area; of convex blocks in any direction, walls / π.</param>
    /// <remarks>Macdonald, Griffiths and Hall (1998), Atmospheric Environment 32, eq. 23 and 26 for staggered arrays: A = 4.43, β = 1, C_D = 1.2.</remarks>
    public static (double Displacement, double Roughness) Macdonald(double height, double plan, double frontal)
    {
        if (height <= 0 || plan <= 0 || frontal <= 0) return (0, 0);
        double displaced = 1 + Math.Pow(4.43, -plan) * (plan - 1);
        double drag = 0.5 * 1.2 / (0.4 * 0.4) * (1 - displaced) * frontal;
        return (displaced * height, drag > 0 ? height * (1 - displaced) * Math.Exp(-1 / Math.Sqrt(drag)) : 0);
    }

    /// <summary>Mean over the square of cells whose centres lie within a distance.</summary>
    internal double[] MeanAround(double[] values, double reach)
    {
        double[] sums = Box(values, reach, out double[] number);
        return [.. sums.Zip(number, static (s, n) => s / n)];
    }

    /// <summary>Sum over the square of cells whose centres lie within a distance, along rows and columns.</summary>
    /// <param name="values">One a cell.</param> <param name="reach">[m].</param> <param name="number">Cells of each square: fewer at the edge.</param>
    private double[] Box(double[] values, double reach, out double[] number)
    {
        int r = (int)Math.Floor(reach / Grid.CellSize), rows = Grid.Rows, columns = Grid.Columns;
        double[] along = new double[Grid.Count], sum = new double[Grid.Count], count = new double[Grid.Count];
        Parallel.For(0, rows, j =>
        {
            for (int i = 0; i < columns; i++)
            {
                double s = 0;
                for (int k = Math.Max(0, i - r); k <= Math.Min(columns - 1, i + r); k++) s += values[j * columns + k];
                along[j * columns + i] = s;
            }
        });
        Parallel.For(0, rows, j =>
        {
            int low = Math.Max(0, j - r), high = Math.Min(rows - 1, j + r);
            for (int k = low; k <= high; k++)
                for (int i = 0; i < columns; i++) sum[j * columns + i] += along[k * columns + i];
            for (int i = 0; i < columns; i++) count[j * columns + i] = (double)(high - low + 1) * (Math.Min(columns - 1, i + r) - Math.Max(0, i - r) + 1);
        });
        number = count;
        return sum;
    }
}
