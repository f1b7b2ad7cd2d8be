using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Heat;
using TerritoryTwin.Measures;
using TerritoryTwin.Tests.Scenarios;

namespace TerritoryTwin.Tests.Measures;

/// <summary>Measures on streets, zones and roof covers.</summary>
public sealed class GroundMeasureTests
{
    private static readonly Territory Town = ScenarioTerritory.Load(new(Folder: null, Inhabitants: 2000, Seed: 12));
    private static readonly Survey Untouched = Survey.Of(Town, BuildingShapes.Of(Town));

    private static MeasurePlan Plan(params Measure[] measures) => PlanOf(Untouched, measures);

    private static MeasurePlan PlanOf(Survey survey, params Measure[] measures) => MeasurePlan.Make([.. measures.Select(m => m with { Years = m.Years ?? new(2030, 2030) })], survey, double.PositiveInfinity, seed: 1);

    [Fact]
    public void Trees_stand_beside_streets_clear_of_buildings_and_waters_and_cost_what_they_cost()
    {
        MeasurePlan plan = Plan(new PlantTrees { Share = 0.5, Size = TreeSize.Large });
        Zone[] trees = [.. plan.After(2030).Vegetation.Except(Town.Vegetation)];
        Assert.True(trees.Length > 500);
        Assert.Equal(trees.Length, plan.Works.Sum(w => w.Amount));
        Assert.Equal(1500.0 * trees.Length, plan.Invested(2030));
        Assert.Equal(trees.Length, trees.Select(t => t.Id).Distinct().Count());
        foreach (Zone tree in trees)
        {
            (double x, double y) = (tree.Area.Outer.X.Average(), tree.Area.Outer.Y.Average());
            Assert.True(Town.Buildings.Where(b => Math.Abs(b.Footprint.Outer.X[0] - x) < 200).All(b => b.Footprint.DistanceTo(x, y) >= 2.5 - 1e-6));
            Assert.True(Town.Water.All(w => w.Area.DistanceTo(x, y) >= 2.5 - 1e-6));
            Assert.True(Town.Roads.All(r => Enumerable.Range(1, r.X.Length - 1).All(p => r.DistanceTo(p, x, y) >= r.HalfWidth + 1 - 1e-6)));
            Assert.InRange(Town.Roads.Min(r => Enumerable.Range(0, r.X.Length).Min(p => Math.Sqrt(Math.Pow(r.X[p] - x, 2) + Math.Pow(r.Y[p] - y, 2)))), 0, 60);
        }
        Assert.Same(Town, Plan(new PlantTrees { Share = 0 }).After(2030));
        Assert.Equal(plan.Works, Plan(new PlantTrees { Share = 0.5, Size = TreeSize.Large }).Works);       // a plan leaves no mark on what it was told
    }

    [Fact]
    public void A_tree_grows_from_the_nursery_to_its_size()
    {
        Territory grown = Plan(new PlantTrees { Size = TreeSize.Medium, Share = 0.1 }).After(2030);
        Assert.Same(Town, TreeGrowth.In(Town, 2050));
        double[] heights = [.. new[] { 2030, 2031, 2048, 2130 }.Select(y => Tree(y).Height)], crowns = [.. new[] { 2030, 2031, 2048, 2130 }.Select(y => Math.Sqrt(4 * Tree(y).Area.Area / Math.PI))];
        Assert.Equal(4, heights[0], 1e-9);
        Assert.Equal(1.5, crowns[0], 1e-6);
        Assert.Equal(4 + 8 * (1 - Math.Exp(-1)), heights[2], 1e-9);
        Assert.Equal((12, 7), (Math.Round(heights[3], 1), Math.Round(crowns[3], 1)));
        Assert.Equal(heights.Order(), heights);

        Zone Tree(int year) => TreeGrowth.In(grown, year).Vegetation.First(z => z.Planted != null);
    }

    [Fact]
    public void Roofs_are_covered_once_and_steep_ones_stay()
    {
        MeasurePlan plan = Plan(new CoolRoofs { Share = 0.5 }, new GreenRoofs());
        Building[] after = [.. plan.After(2030).Buildings];
        Assert.All(after.Where(b => b.RoofCover == RoofCover.Green), b => Assert.Equal(0, b.RoofPitch.Value));
        Assert.All(after.Where(b => b.RoofCover == RoofCover.Cool), b => Assert.InRange(b.RoofPitch.Value, 0, 20));
        Assert.Equal(after.Count(b => b.RoofCover != RoofCover.Usual), plan.Works.Count);
        Assert.True(after.Count(b => b.RoofCover == RoofCover.Cool) > 5 && after.Count(b => b.RoofCover == RoofCover.Green) > 5);
    }

    [Fact]
    public void Zones_are_unsealed_get_basins_and_sails_each_once()
    {
        Territory after = Plan(new Unseal { To = SoftGround.Soil }, new AddWater(), new Shade { Nature = "Enseignement" }).After(2030);
        Assert.NotEmpty(after.Covers);
        Assert.All(after.Covers, c => Assert.Equal("soil", c.Nature));
        Zone[] basins = [.. after.Water.Except(Town.Water)], sails = [.. after.Shades];
        Assert.NotEmpty(basins);
        Assert.All(basins, b => Assert.Equal(150, b.Area.Area, 1e-6));
        Assert.All(sails, s => Assert.Equal((4, 80), (s.Height, Math.Round(s.Area.Area, 6))));
        Assert.Equal(Town.Activities.Count(z => z.Nature.Contains("Enseignement", StringComparison.Ordinal)), sails.Length);
        double distance = basins.Min(b => Town.Buildings.Min(h => h.Footprint.DistanceTo(b.Area.Outer.X.Average(), b.Area.Outer.Y.Average())));
        Assert.True(distance >= Math.Sqrt(150 / Math.PI));
    }

    [Fact]
    public void What_one_measure_puts_on_the_ground_the_next_one_keeps_clear_of()
    {
        Territory after = Plan(new PlantTrees { Size = TreeSize.Large }, new AddWater(), new Shade()).After(2030);
        Zone[] trees = [.. after.Vegetation.Where(z => z.Planted != null)], basins = [.. after.Water.Except(Town.Water)], sails = [.. after.Shades];
        Assert.True(trees.Length > 500 && basins.Length > 5 && sails.Length > 5);
        foreach (Zone sail in sails) Assert.All(basins, b => Assert.True(Apart(sail, b) >= Radius(sail) - 1e-6));
        foreach (Zone basin in basins) Assert.All(trees, t => Assert.True(t.Area.DistanceTo(basin.Area.Outer.X.Average(), basin.Area.Outer.Y.Average()) >= Radius(basin) - 1e-6));

        static double Radius(Zone disc) => Math.Sqrt(disc.Area.Area / Math.PI);
        static double Apart(Zone a, Zone b) => b.Area.DistanceTo(a.Area.Outer.X.Average(), a.Area.Outer.Y.Average());
    }

    [Fact]
    public void Rows_that_cross_keep_clear_of_one_another()
    {
        Zone[] trees = [.. Plan(new PlantTrees { Size = TreeSize.Large }).After(2030).Vegetation.Where(z => z.Planted != null)];
        (double X, double Y, string Row)[] trunks = [.. trees.Select(t => (t.Area.Outer.X.Average(), t.Area.Outer.Y.Average(), t.Id[..t.Id.LastIndexOf(' ')]))];
        Assert.True(trunks.Select(t => t.Row).Distinct().Count() > 50);
        double nearest = double.MaxValue;
        for (int a = 0; a < trunks.Length; a++)
            for (int b = 0; b < a; b++)
                if (trunks[a].Row != trunks[b].Row) nearest = Math.Min(nearest, Math.Pow(trunks[a].X - trunks[b].X, 2) + Math.Pow(trunks[a].Y - trunks[b].Y, 2));
        Assert.InRange(Math.Sqrt(nearest), 2.5 + 0.99 * 11 / 2, 20);
    }

    [Fact]
    public void Zones_one_over_the_other_are_unsealed_once_and_their_basins_lie_apart()
    {
        Territory twice = Town with { Activities = [.. Town.Activities, .. Town.Activities.Select(z => z with { Id = z.Id + " again" })] };
        Survey survey = Survey.Of(twice, BuildingShapes.Of(twice));
        MeasurePlan unsealed = PlanOf(survey, new Unseal()), once = Plan(new Unseal());
        Assert.Equal(once.Works.Sum(w => w.Amount), unsealed.Works.Sum(w => w.Amount), 1e-9 * once.Works.Sum(w => w.Amount));
        Zone[] basins = [.. PlanOf(survey, new AddWater()).After(2030).Water.Except(Town.Water)];
        Assert.True(basins.Length > Town.Activities.Count);
        for (int a = 0; a < basins.Length; a++)
            for (int b = 0; b < a; b++) Assert.True(basins[b].Area.DistanceTo(basins[a].Area.Outer.X.Average(), basins[a].Area.Outer.Y.Average()) >= Math.Sqrt(150 / Math.PI) - 1e-6);
    }

    [Fact]
    public void What_is_unsealed_is_billed_roads_over_green_included()
    {
        Zone yard = new("yard", Square(0, 100), "Enseignement", 0, "");
        Road road = Town.Roads[0] with { X = [-50, 150], Y = [50, 50] };
        Territory place = Town with { Buildings = [], Households = [], Population = [], Water = [], Activities = [yard], Vegetation = [new("park", Square(0, 100), "grass", 0, "")], Roads = [road] };
        Survey survey = Survey.Of(place, BuildingShapes.Of(place));
        MeasurePlan plan = PlanOf(survey, new Unseal());
        Assert.Equal(100 * 2 * road.HalfWidth, Assert.Single(plan.Works).Amount, tolerance: 200.0);      // samples a metre apart, and both edges
        StreetCells before = CellsOf(place), after = CellsOf(plan.After(2030));
        Assert.Equal(100 * 2 * road.HalfWidth, 1e4 * (before.Paved[0] - after.Paved[0]), tolerance: 1e-6);
        Assert.Empty(PlanOf(Survey.Of(place with { Roads = [] }, BuildingShapes.Of(place)), new Unseal()).Works);

        static StreetCells CellsOf(Territory of) => StreetCells.Of(of, BuildingShapes.Of(of), new Grid(1, 1, 100));
        static Polygon Square(double from, double to) => new(new Ring([from, to, to, from], [from, from, to, to]), []);
    }

    [Fact]
    public void Only_buildings_with_air_conditioning_are_asked_for_a_limit_of_cooling()
    {
        Survey none = Untouched.Assuming(ParameterSet.Default, seed: 1), some = Untouched.Assuming(ParameterSet.Default.With(new Behaviour { CooledHomes = 0.3 }), seed: 1);
        int[] few = [.. PlanOf(none, new LimitCooling { To = 28 }).Works.Select(w => w.Element)], many = [.. PlanOf(some, new LimitCooling { To = 28 }).Works.Select(w => w.Element)];
        Assert.NotEmpty(few);
        Assert.All(few, b => Assert.NotEqual(BuildingUse.Dwelling, Town.Buildings[b].Use.Value));
        Assert.Subset(many.ToHashSet(), few.ToHashSet());
        Assert.InRange((double)(many.Length - few.Length) / Town.Buildings.Count(b => b.Use.Value == BuildingUse.Dwelling), 0.2, 0.4);
    }

    [Fact]
    public void Batteries_wait_for_panels_and_cost_by_what_they_hold()
    {
        Survey survey = Untouched.Assuming(ParameterSet.Default, seed: 1);
        MeasurePlan plan = PlanOf(survey, new AddBatteries { Years = new(2028, 2032) }, new EquipRoofs { Years = new(2030, 2031) });
        int[] expected = [.. survey.Buildings.Where(b => b.UsableRoofArea > 0 && (b.Building.Use.Value != BuildingUse.Dwelling || b.Building.Dwellings <= 2)).Select(b => b.Index)];
        Building[] end = [.. plan.After(2032).Buildings];
        Assert.Equal(expected, Enumerable.Range(0, end.Length).Where(b => end[b].Battery is not null));
        Assert.All(expected, b => Assert.Equal(1.5 * end[b].Panels.Sum(), end[b].Battery!.Value.Capacity, 1e-9));
        Assert.Equal(800 * expected.Sum(b => end[b].Battery!.Value.Capacity), plan.Invested(0, 2032), 1e-3);
        Assert.DoesNotContain(plan.After(2030).Buildings, static b => b.Battery is not null);            // panels of a year come after batteries of that year in this list
        Assert.All(expected, b => Assert.True(end[b].EmbodiedCarbon > 0));
        Building[] shared = [.. PlanOf(survey, new EquipRoofs { Collective = true }, new AddBatteries()).After(2030).Buildings];
        Assert.Equal(survey.Buildings.Where(b => b.UsableRoofArea > 0).Select(b => b.Index), Enumerable.Range(0, shared.Length).Where(b => shared[b].Battery is not null));
    }

    [Fact]
    public void A_set_back_is_offered_once_where_rooms_are_heated_and_lived_in_and_costs_by_floor()
    {
        Survey survey = Untouched.Assuming(ParameterSet.Default, seed: 1);
        MeasurePlan plan = PlanOf(survey, new SetHeatingBack { Night = 2, Share = 0.5 }, new SetHeatingBack());
        int[] expected = [.. survey.Buildings.Where(b => b.Envelope is not null && b.Building.Heating.Value != HeatingSystem.None && b.Building.Use.Value != BuildingUse.Worship && (b.Building.Use.Value != BuildingUse.Dwelling || b.Occupants.Occupancy == Occupancy.Lived)).Select(b => b.Index)];
        Assert.Equal(expected, plan.Works.Select(w => w.Element).Order());
        Assert.All(plan.Works, w => Assert.Equal(3.5 * Town.Buildings[w.Element].HeatedArea, w.Cost, 1e-6));
        SetBack[] set = [.. plan.After(2030).Buildings.Where(b => b.SetBack is not null).Select(b => b.SetBack!.Value)];
        Assert.Equal((expected.Length, (expected.Length + 1) / 2), (set.Length, set.Count(s => s == new SetBack(2, 4))));
        Assert.Equal(set.Length - (expected.Length + 1) / 2, set.Count(s => s == new SetBack(3, 4)));
    }

    [Fact]
    public void Air_conditioning_is_offered_where_people_live_all_year_and_have_none_and_costs_by_floor()
    {
        Survey survey = Untouched.Assuming(ParameterSet.Default.With(new Behaviour { CooledHomes = 0.3 }), seed: 1);
        MeasurePlan plan = PlanOf(survey, new InstallCooling());
        int[] expected = [.. survey.Buildings.Where(b => !b.Cooled && b.Envelope is not null && (b.Building.Use.Value != BuildingUse.Dwelling || b.Occupants.Occupancy == Occupancy.Lived)).Select(b => b.Index)];
        Assert.Equal(expected, plan.Works.Select(w => w.Element).Order());
        Assert.All(plan.Works, w => Assert.Equal(60 * Town.Buildings[w.Element].HeatedArea, w.Cost, 1e-6));
        Assert.True(survey.Buildings.Count(b => b.Cooled) > 0.2 * expected.Length);
        Assert.Equal(expected, Enumerable.Range(0, Town.Buildings.Count).Where(b => plan.After(2030).Buildings[b].AirConditioned));
    }

    [Fact]
    public void A_limit_of_cooling_saves_cooling_where_it_holds_and_changes_nothing_else()
    {
        using ScenarioFolder folder = new();
        const string town = "name: Town\nterritory: { generate: { inhabitants: 2000, seed: 12 } }\nweather: { zone: H3, seed: 3 }\noutputs: [{ table: buildings }]\n";
        folder.Write("plain.yaml", town).Write("limit.yaml", town + "measures: [{ limit_cooling: { where: use = office, to: 28 °C } }]\n").Write("idle.yaml", town + "measures: [{ limit_cooling: { to: 24 °C } }]\n");
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        YearTables plain = Run("plain"), limited = Run("limit"), idle = Run("idle");
        double[] before = plain.Buildings.Numbers("cooling_need"), after = limited.Buildings.Numbers("cooling_need");
        string[] uses = plain.Buildings.Texts("use");
        int[] offices = [.. Enumerable.Range(0, before.Length).Where(n => uses[n] == "office" && before[n] > 1)], others = [.. Enumerable.Range(0, before.Length).Where(n => uses[n] != "office")];
        Assert.NotEmpty(offices);
        Assert.All(offices, n => Assert.InRange(after[n] / before[n], 0.05, 0.9));
        Assert.All(others, n => Assert.Equal(before[n], after[n]));
        Assert.Equal(before, idle.Buildings.Numbers("cooling_need"));

        YearTables Run(string name)
        {
            Scenario scenario = runner.Read(folder.PathOf(name + ".yaml"));
            using Stage first = Stage.Set(scenario, new LastTerritory(), device, cache: null, new Stopwatches());
            int year = scenario.Simulated[^1];
            Stage stage = first.In(year, scenario, ScenarioRunner.Plan(scenario, first));
            using Simulation simulation = new(stage.SetupOf(year, scenario));
            simulation.WarmUp();
            while (!simulation.Done) simulation.Step();
            return simulation.Year();
        }
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(5, 15, 5)]
    [InlineData(13, 14, 5)]
    [InlineData(-3, -4, 5)]
    public void The_distance_to_a_square_is_exact(double x, double y, double distance) =>
        Assert.Equal(distance, new Polygon(new Ring([-0.0, 10, 10, 0], [0, 0, 10, 10]), []).DistanceTo(x, y), 1e-12);

    [Fact]
    public void Rows_of_trees_take_sun_from_panels_and_cool_roofs_take_heat_from_rooms()
    {
        using ScenarioFolder folder = new();
        const string town = "name: Town\nterritory: { generate: { inhabitants: 2000, seed: 12 } }\nweather: { zone: H3, seed: 3 }\nyears: 2026-2060\noutputs: [{ table: buildings }]\nmeasures:\n  - solar: { years: 2026 }\n";
        folder.Write("plain.yaml", town).Write("trees.yaml", town + "  - plant_trees: { size: large, years: 2026 }\n").Write("white.yaml", town + "  - cool_roofs: { years: 2026 }\n");
        RunRecord plain = Run("plain"), trees = Run("trees"), white = Run("white");
        Assert.InRange(trees.Value("pv") / plain.Value("pv"), 0.7, 0.99);
        Assert.True(trees.Value("heating_need") > plain.Value("heating_need"));
        Assert.True(white.Value("hours_above_28") < plain.Value("hours_above_28"));
        Assert.InRange(white.Value("heating_need") / plain.Value("heating_need"), 1, 1.05);

        RunRecord Run(string name)
        {
            using HostDevice device = new(2);
            using ScenarioRunner runner = new(device);
            return runner.Run(runner.Read(folder.PathOf(name + ".yaml")), folder.PathOf(name), (_, _) => { }, default);
        }
    }

    [Fact]
    public void What_works_put_on_the_ground_is_written_and_read_as_it_stands_in_the_last_year()
    {
        using ScenarioFolder folder = new();
        const string town = "name: Town\nterritory: { generate: { inhabitants: 2000, seed: 12 } }\nweather: { zone: H3, seed: 3 }\nyears: 2026-2040\noutputs: [{ table: buildings }]\nmeasures:\n";
        folder.Write("works.yaml", town + "  - plant_trees: { size: large, share: 20 %, years: 2026-2027 }\n  - water: { years: 2030 }\n  - shade: { share: 50 %, years: 2031 }\n  - unseal: { nature: Enseignement, years: 2032 }\n")
            .Write("none.yaml", town + "  - renovate: { to: windows, share: 10 % }\n");
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        foreach (string name in new[] { "works", "none" }) runner.Run(runner.Read(folder.PathOf(name + ".yaml")), folder.PathOf(name), (_, _) => { }, default);
        Assert.False(File.Exists(Path.Combine(folder.PathOf("none"), GroundWorks.FileName)));
        Assert.Empty(GroundWorks.Read(folder.PathOf("none")));
        MeasurePlan plan = MeasurePlan.Make(ScenarioReader.Read(folder.PathOf("works.yaml")).Measures, Untouched, double.PositiveInfinity, seed: 1);
        Territory last = TreeGrowth.In(plan.After(2040), 2040);
        IReadOnlyList<GroundWork> read = GroundWorks.Read(folder.PathOf("works"));
        Assert.Equal([GroundLayer.Vegetation, GroundLayer.Water, GroundLayer.Shades, GroundLayer.Covers], read.Select(static w => w.Layer).Distinct());
        Assert.Equal([2026, 2027], read.Where(static w => w.Layer == GroundLayer.Vegetation).Select(static w => w.Year).Distinct().Order());
        Assert.Equal([2030, 2031, 2032], read.Where(static w => w.Layer != GroundLayer.Vegetation).Select(static w => w.Year).Distinct());
        Territory again = GroundWorks.On(Town, read);
        Same(last.Vegetation, again.Vegetation);
        Same(last.Water, again.Water);
        Same(last.Shades, again.Shades);
        Same(last.Covers, again.Covers);

        static void Same(IReadOnlyList<Zone> expected, IReadOnlyList<Zone> found)
        {
            Assert.Equal(expected.Select(static z => (z.Id, z.Nature, z.Height)), found.Select(static z => (z.Id, z.Nature, z.Height)));
            Assert.All(expected.Zip(found), static p => Assert.Equal(p.First.Area.Area, p.Second.Area.Area, 1e-9 * p.First.Area.Area));
        }
    }

    [Fact]
    public void An_area_file_chooses_streets_and_travels_with_a_saved_variant()
    {
        using ScenarioFolder folder = new();
        (double x, double y) = (Town.Roads[0].X[0], Town.Roads[0].Y[0]);
        folder.Write("half.geojson", $$$"""{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::{{{Town.Epsg}}}"}},"features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[{{{x - 5000}}},{{{y - 5000}}}],[{{{x}}},{{{y - 5000}}}],[{{{x}}},{{{y + 5000}}}],[{{{x - 5000}}},{{{y + 5000}}}],[{{{x - 5000}}},{{{y - 5000}}}]]]}}]}""");
        folder.Write("trees.yaml", ScenarioFolder.Baseline.Replace("8000", "2000", StringComparison.Ordinal) + "measures: [{ plant_trees: { area: half.geojson } }]\n");
        Scenario scenario = ScenarioReader.Read(folder.PathOf("trees.yaml"));
        PlantTrees measure = Assert.IsType<PlantTrees>(Assert.Single(scenario.Measures));
        int[] chosen = [.. measure.Selected(Untouched)];
        Assert.InRange(chosen.Length, 1, Town.Roads.Count - 1);
        Assert.All(chosen, e => Assert.True(Town.Roads[e].Middle.X < x));
        Assert.Equal(folder.PathOf("half.geojson"), Path.GetFullPath(Assert.Single(scenario.Areas)));
        string below = Path.Combine(Path.GetDirectoryName(folder.PathOf("trees.yaml"))!, "below");
        Directory.CreateDirectory(below);
        ScenarioVariant.Of(folder.PathOf("trees.yaml")).Save(Path.Combine(below, "saved.yaml"), "Saved");
        Assert.Contains("area: '../half.geojson'", File.ReadAllText(Path.Combine(below, "saved.yaml")), StringComparison.Ordinal);
        Assert.Single(ScenarioReader.Read(Path.Combine(below, "saved.yaml")).Areas);
        folder.Write("gone.yaml", ScenarioFolder.Baseline + "measures: [{ plant_trees: { area: gone.geojson } }]\n");
        Assert.Contains("gone.geojson does not exist", Assert.Throws<InputException>(() => ScenarioReader.Read(folder.PathOf("gone.yaml"))).Message, StringComparison.Ordinal);
    }
}
