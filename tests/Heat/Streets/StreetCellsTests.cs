using System.Diagnostics;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Heat;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Tests.Heat.Streets;

public sealed class StreetCellsTests(ITestOutputHelper output)
{
    private static readonly Grid Cells = new(6, 6, 10);

    [Fact]
    public void Overlapping_roofs_roads_waters_and_woods_take_exact_areas_in_their_order()
    {
        // A roof of 10 × 10 m on a road 5.2 m wide, which crosses a water 20 m wide; a wood over its northern half.
        Territory territory = Nothing with
        {
            Buildings = [House("a", 5, 25, 15, 35)],
            Roads = [new("r", [-20, 80], [30, 30], Known<RoadClass>.Measured(RoadClass.Residential), "")],
            Water = [new("w", Box(30, -10, 50, 70), "", 0, "")],
            Vegetation = [new("v", Box(-10, 31, 70, 70), "Bois", 12, "")],
        };
        StreetCells cells = StreetCells.Of(territory, BuildingShapes.Of(territory), Cells);

        Assert.Equal(100, 100 * cells.Roof.Sum(), 1e-9);
        Assert.Equal(5.2 * (60 - 10), 100 * cells.Paved.Sum(), 1e-9);
        Assert.Equal(20 * (60 - 5.2), 100 * cells.Water.Sum(), 1e-9);
        Assert.Equal(0.9 * 1.6 * (60 - 10), 100 * cells.CrownOverPaved.Sum(), 1e-9);
        Assert.Equal(0.9 * 20 * (60 - 32.6), 100 * cells.CrownOverWater.Sum(), 1e-9);
        Assert.Equal(0.9 * (40 * (60 - 32.6) - 10 * 2.4), 100 * cells.CrownOverGrass.Sum(), 1e-9);
        for (int n = 0; n < Cells.Count; n++) Assert.Equal(1, cells.Roof[n] + cells.Open(n), 1e-12);
    }

    [Fact]
    public void A_single_tree_hangs_over_the_ground_there_is_and_unseals_nothing()
    {
        // Roofs over half of all: unknown ground is paved; a road crosses it.
        Territory bare = Nothing with { Buildings = [House("a", 0, 0, 60, 30)], Roads = [new("r", [-20, 80], [50, 50], Known<RoadClass>.Measured(RoadClass.Residential), "")] };
        Territory planted = bare with { Vegetation = [new("t", Box(20, 40, 40, 60), "large_tree", 20, "") { Planted = 2026 }] };
        StreetCells before = StreetCells.Of(bare, BuildingShapes.Of(bare), Cells), after = StreetCells.Of(planted, BuildingShapes.Of(planted), Cells);
        Assert.Equal((before.Paved.Sum(), before.Grass.Sum(), before.BareSoil.Sum()), (after.Paved.Sum(), after.Grass.Sum(), after.BareSoil.Sum()));
        Assert.Equal(18, before.Paved.Sum(), 1e-9);
        Assert.Equal(0.9 * 400, 100 * after.CrownOverPaved.Sum(), 1e-9);
        Assert.Equal(0, after.CrownOverGrass.Sum());
    }

    [Fact]
    public void What_is_unsealed_is_road_and_unknown_ground_but_no_green_and_no_water()
    {
        Territory territory = Nothing with
        {
            Buildings = [House("a", 0, 0, 60, 30)],
            Roads = [new("r", [-20, 80], [50, 50], Known<RoadClass>.Measured(RoadClass.Residential), "")],
            Vegetation = [new("v", Box(0, 30, 10, 40), "Parc", 0, "")], Water = [new("w", Box(10, 30, 20, 40), "", 0, "")],
            Covers = [new("c", Box(0, 0, 60, 60), "soil", 0, "")],
        };
        StreetCells cells = StreetCells.Of(territory, BuildingShapes.Of(territory), Cells);
        Assert.Equal((18.0, 1.0, 1.0, 16.0, 0.0), (Math.Round(cells.Roof.Sum(), 9), Math.Round(cells.Grass.Sum(), 9), Math.Round(cells.Water.Sum(), 9), Math.Round(cells.BareSoil.Sum(), 9), Math.Round(cells.Paved.Sum(), 9)));
        Assert.InRange(FreeGround.Of(territory with { Covers = [] }).SealedArea(Box(0, 0, 60, 60)), 1580, 1620);
        Assert.Equal(0, FreeGround.Of(territory).SealedArea(Box(0, 0, 60, 60)));
    }

    [Fact]
    public void A_turned_square_with_a_courtyard_keeps_its_area()
    {
        Ring Turned(double half) => new([30 + half, 30, 30 - half, 30], [30, 30 + half, 30, 30 - half]);
        Building house = House("a", 0, 0, 1, 1) with { Footprint = new(Turned(23), [Turned(7)]) };
        StreetCells cells = StreetCells.Of(Nothing with { Buildings = [house] }, BuildingShapes.Of(Nothing with { Buildings = [house] }), Cells);
        Assert.Equal(2 * 23 * 23 - 2 * 7 * 7, 100 * cells.Roof.Sum(), 1e-9);
    }

    [Fact]
    public void Random_triangles_cover_what_a_fine_sampling_finds()
    {
        Random dice = new(5);
        Zone[] waters = [.. Enumerable.Range(0, 30).Select(k => new Zone($"{k}", Triangle(dice), "", 0, ""))];
        Zone[] greens = [.. Enumerable.Range(0, 30).Select(k => new Zone($"{k}", Triangle(dice), "Forêt ouverte", 9, ""))];
        Territory territory = Nothing with { Water = waters, Vegetation = greens };
        StreetCells cells = StreetCells.Of(territory, BuildingShapes.Of(territory), Cells);

        const int Fine = 200;
        for (int n = 0; n < Cells.Count; n++)
        {
            int water = 0, crown = 0;
            for (int s = 0; s < Fine * Fine; s++)
            {
                double x = 10 * (n % 6 + (s % Fine + 0.5) / Fine), y = 10 * (n / 6 + (s / Fine + 0.5) / Fine);
                bool wet = waters.Any(w => Holds(w.Area.Outer, x, y));
                water += wet ? 1 : 0;
                crown += wet && greens.Any(g => Holds(g.Area.Outer, x, y)) ? 1 : 0;
            }
            Assert.Equal(water / (double)(Fine * Fine), cells.Water[n], 0.004);
            Assert.Equal(0.3 * crown / (Fine * Fine), cells.CrownOverWater[n], 0.002);
        }

        static Polygon Triangle(Random dice) => new(new([.. Enumerable.Range(0, 3).Select(_ => 60 * dice.NextDouble())], [.. Enumerable.Range(0, 3).Select(_ => 60 * dice.NextDouble())]), []);
    }

    [Fact]
    public void A_long_street_has_the_height_over_width_and_the_sky_of_its_section()
    {
        // Two rows of houses 12 m high along a street 20 m wide; cells of 20 m.
        Grid grid = new(5, 10, 20);
        Territory territory = Nothing with { Buildings = [House("a", 0, 20, 200, 40) with { Height = Known<double>.Measured(12) }, House("b", 0, 60, 200, 80) with { Height = Known<double>.Measured(12) }] };
        StreetCells cells = StreetCells.Of(territory, BuildingShapes.Of(territory), grid);
        const int street = 25;
        Assert.Equal(12 / 20.0, cells.Canyon[street], 0.05);
        Assert.Equal(Math.Sqrt(1 + cells.Canyon[street] * cells.Canyon[street]) - cells.Canyon[street], cells.SkyView[street], 1e-12);
        Assert.Equal(12, cells.Height[street], 1e-9);
    }

    [Fact]
    public void Walls_against_neighbours_are_no_walls_of_the_street_and_all_others_are_seen_once()
    {
        Territory territory = Nothing with { Buildings = [House("a", 12, 12, 24, 24), House("b", 24, 12, 36, 24)] };
        StreetCells cells = StreetCells.Of(territory, BuildingShapes.Of(territory), Cells);
        Assert.Equal(6 * (4 * 12 + 2 * 12), 100 * cells.Wall.Sum(), 1e-6);
        Assert.Equal(cells.Wall.Sum(), cells.SeenWall.Sum(), 1e-9);
    }

    [Theory]
    [InlineData(0.11, 0.11, 0.2444, 0.1260)]     // by hand from eq. 23 and 26
    [InlineData(0.25, 0.25, 0.4831, 0.1229)]
    public void Displacement_and_roughness_follow_Macdonald(double plan, double frontal, double displaced, double rough)
    {
        (double d, double z0) = StreetCells.Macdonald(10, plan, frontal);
        Assert.Equal(10 * displaced, d, 1e-3);
        Assert.Equal(10 * rough, z0, 1e-3);
    }

    [Fact]
    public void A_coordinate_that_is_no_number_is_refused_with_its_place()
    {
        Territory territory = Nothing with { Water = [new("w", new(new([5, double.NaN, 25, 5], [5, 5, 25, 25]), []), "", 0, "")] };
        TerritoryException refused = Assert.Throws<TerritoryException>(() => StreetCells.Of(territory, BuildingShapes.Of(territory), Cells));
        Assert.Contains("sum to", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_generated_town_is_cut_the_same_by_any_number_of_threads()
    {
        Territory town = TownGenerator.Generate(8000, 3);
        BuildingShapes shapes = BuildingShapes.Of(town);
        SurfaceModel surface = SurfaceModel.Build(town);
        Grid fine = surface.Grid, grid = new((int)(fine.Rows * fine.CellSize / 10), (int)(fine.Columns * fine.CellSize / 10), 10, fine.West, fine.South);
        long start = Stopwatch.GetTimestamp();
        StreetCells cells = StreetCells.Of(town, shapes, grid);
        output.WriteLine($"{town.Buildings.Count} buildings, {grid.Count} cells: {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s");
        foreach (StreetRule rule in cells.Rules) output.WriteLine($"{rule.Rule}: {rule.Area:0} m², {rule.Share:0.000}");
        Assert.Equal(cells.Roof.Sum(), StreetCells.Of(town, shapes, grid).Roof.Sum());
        Assert.Equal(cells.Wall.Sum(), cells.SeenWall.Sum(), 1e-6 * cells.Wall.Sum());
        Assert.InRange(cells.Roof.Sum() * 100 / shapes.FootprintArea.Sum(), 0.98, 1 + 1e-9);
    }

    private static Territory Nothing { get; } = new() { Name = "", Epsg = 2154, Latitude = 44, Longitude = 2, Terrain = new Raster(new Grid(1, 1, 1000), new float[1]), Buildings = [] };

    private static Polygon Box(double west, double south, double east, double north) => new(new([west, east, east, west], [south, south, north, north]), []);

    private static Building House(string id, double west, double south, double east, double north) => new()
    {
        Id = id, Footprint = Box(west, south, east, north), Ground = Known<double>.Measured(0), Height = Known<double>.Measured(6), Use = Known<BuildingUse>.Measured(BuildingUse.Dwelling),
        Built = Known<int>.Measured(1960), Floors = Known<int>.Measured(2), Dwellings = Known<int>.Measured(1), HeatedArea = Known<double>.Measured(100), Roof = Known<RoofShape>.Measured(RoofShape.Flat),
        RoofPitch = Known<double>.Measured(0), Heating = Known<HeatingSystem>.Measured(HeatingSystem.GasBoiler), HotWater = Known<HeatingSystem>.Measured(HeatingSystem.GasBoiler),
        Inhabitants = Known<double>.Measured(2), Jobs = Known<double>.Measured(0),
    };

    private static bool Holds(Ring ring, double x, double y)
    {
        bool inside = false;
        for (int a = ring.Count - 1, b = 0; b < ring.Count; a = b++)
            if (ring.Y[a] > y != ring.Y[b] > y && x < ring.X[a] + (y - ring.Y[a]) * (ring.X[b] - ring.X[a]) / (ring.Y[b] - ring.Y[a])) inside = !inside;
        return inside;
    }
}
