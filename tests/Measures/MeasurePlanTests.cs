using TerritoryTwin.Core;
using TerritoryTwin.Measures;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Tests.Measures;

public class MeasurePlanTests
{
    private static readonly RenovationPackage Bbc = new("bbc_renovation", 0.2, 0.13, 0.25, 1.3, 0.5, 0.3, 450, 60, "test");
    private static readonly RenovationPackage Windows = Bbc with { Name = "windows", CostPerArea = 100 };
    private static readonly Years Decade = new(2026, 2035);

    private static IReadOnlyList<BuildingFacts> Town(int count) => [.. Enumerable.Range(0, count).Select(House)];

    private static BuildingFacts House(int n) => new()
    {
        Index = n, Building = Houses.Named($"house {n}", built: 1900 + n % 120, heatedArea: 80 + n % 7 * 20),
        FootprintArea = 90, RoofArea = 110, UsableRoofArea = 40 + n % 5 * 10, Planes = [2 * n, 2 * n + 1], PlaneAreas = [30, 10 + n % 5 * 10],
    };

    private static Renovate Half(double share = 0.5, WorkOrder order = WorkOrder.Seeded) => new("half", _ => true, Decade, Bbc, share, order);

    private static EquipRoofs Panels(Func<BuildingFacts, bool> where, Years years, double fill) => new("panels", where, years, fill, peakPower => 2000 * peakPower);

    private static MeasurePlan Plan(int count, double budget, ulong seed, params Measure[] measures) =>
        MeasurePlan.Make(measures, Town(count), 2 * count, budget, seed);

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void The_share_is_reached_in_the_last_year_and_half_of_it_half_way(double share)
    {
        MeasurePlan plan = Plan(333, double.PositiveInfinity, 7, Half(share));
        Assert.Equal(0, plan.At(2025).Renovation.Count(p => p != null));
        Assert.InRange(plan.At(2030).Renovation.Count(p => p != null) - 333 * share / 2, -1, 1);
        Assert.InRange(plan.At(2035).Renovation.Count(p => p != null) - 333 * share, -1, 1);
        Assert.Equal(plan.At(2035).Renovation, plan.At(2050).Renovation);
    }

    [Fact]
    public void A_building_has_the_same_lot_whatever_else_a_scenario_does()
    {
        MeasurePlan alone = Plan(200, double.PositiveInfinity, 7, Half()), both = Plan(200, double.PositiveInfinity, 7, Panels(_ => true, Decade, 1), Half());
        Assert.Equal(alone.Works.Select(w => (w.Year, w.Building)), both.Works.Where(w => w.Measure == 1).Select(w => (w.Year, w.Building)));
        Assert.NotEqual(alone.Works.Select(w => w.Building), Plan(200, double.PositiveInfinity, 8, Half()).Works.Select(w => w.Building));
        MeasurePlan more = Plan(200, double.PositiveInfinity, 7, Half(0.8));
        Assert.Superset(Renovated(alone, 2035), Renovated(more, 2035));
    }

    [Fact]
    public void What_is_done_stays_done()
    {
        MeasurePlan plan = Plan(200, 5e6, 7, Half(0.9), Panels(f => f.Index % 3 == 0, new(2030, 2040), 0.7));
        for (int year = 2026; year <= 2041; year++)
        {
            Assert.Superset(Renovated(plan, year - 1), Renovated(plan, year));
            Assert.All(plan.At(year).PanelPeakPower.Zip(plan.At(year - 1).PanelPeakPower), p => Assert.True(p.First >= p.Second));
            Assert.True(plan.Invested(year) >= plan.Invested(year - 1));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(123_456)]
    [InlineData(3e6)]
    public void A_budget_is_never_exceeded_and_is_spent_while_something_fits(double budget)
    {
        MeasurePlan plan = Plan(300, budget, 7, Half(1), Panels(_ => true, Decade, 1));
        double spent = plan.Works.Sum(w => w.Cost);
        Assert.InRange(spent, 0, budget);
        if (budget >= 123_456) Assert.True(budget - spent < 80 * 450, $"{budget - spent} € are left, though a house of 36,000 € waits");
    }

    [Fact]
    public void The_first_measure_of_a_year_is_paid_first()
    {
        EquipRoofs panels = Panels(_ => true, Decade, 1);
        double first = Plan(300, 4e5, 7, Half(1), panels).Invested(0, 2035), second = Plan(300, 4e5, 7, panels, Half(1)).Invested(1, 2035);
        Assert.True(first > second);
    }

    [Fact]
    public void A_measure_spends_no_more_than_its_own_budget_and_leaves_the_rest_to_others()
    {
        MeasurePlan plan = Plan(300, 2e6, 7, Half(1) with { Budget = 5e5 }, Panels(_ => true, Decade, 1));
        Assert.InRange(plan.Invested(0, 2035), 5e5 - 80 * 450, 5e5);
        Assert.InRange(plan.Invested(1, 2035), 1.4e6, 1.5e6 + 80 * 450);
    }

    [Fact]
    public void A_renovated_building_is_not_renovated_again()
    {
        MeasurePlan plan = Plan(200, double.PositiveInfinity, 7, Half(0.6), new Renovate("windows", _ => true, new(2036, 2040), Windows, 0.4, WorkOrder.Seeded));
        Assert.Equal(200, plan.Works.Select(w => w.Building).Distinct().Count());
        Assert.Equal((120, 80), (plan.At(2050).Renovation.Count(p => p == Bbc), plan.At(2050).Renovation.Count(p => p == Windows)));
    }

    [Fact]
    public void The_worst_first_are_those_that_lose_most()
    {
        MeasurePlan plan = Plan(240, double.PositiveInfinity, 7, Half(0.25, WorkOrder.WorstFirst));
        HashSet<int> done = Renovated(plan, 2035);
        double best = done.Min(n => HeatLoss.PerFloorArea(House(n).Building.Built));
        Assert.All(Enumerable.Range(0, 240).Where(n => !done.Contains(n)), n => Assert.True(HeatLoss.PerFloorArea(House(n).Building.Built) <= best));
    }

    [Fact]
    public void Panels_fill_the_sunniest_plane_first_and_no_plane_beyond_its_area()
    {
        MeasurePlan plan = Plan(50, double.PositiveInfinity, 7, Panels(_ => true, Decade, 0.5));
        double[] panels = plan.At(2035).PanelPeakPower;
        foreach (BuildingFacts house in Town(50))
        {
            Assert.Equal(0.5 * house.UsableRoofArea * 0.2, panels[2 * house.Index] + panels[2 * house.Index + 1], 9);
            Assert.InRange(panels[2 * house.Index], 0, 30 * 0.2 + 1e-9);
            if (panels[2 * house.Index + 1] > 0) Assert.Equal(30 * 0.2, panels[2 * house.Index], 9);
        }
    }

    [Fact]
    public void A_measure_that_the_plan_has_never_heard_of_goes_through_it()
    {
        HeatPumps pumps = new(_ => true, Decade) { Budget = 1e6 };
        MeasurePlan plan = Plan(300, double.PositiveInfinity, 7, pumps, Half(1));
        Assert.InRange(plan.Invested(0, 2035), 1e6 - 15_000, 1e6);
        Assert.Equal(plan.Works.Count(w => w.Measure == 0), plan.At(2035).Heating.Count(h => h == HeatingSystem.AirHeatPump));
        Assert.All(plan.Works.Where(w => w.Measure == 0), w => Assert.Equal(1, w.Amount));
        Assert.InRange(plan.At(2026).Heating.Count(h => h == HeatingSystem.AirHeatPump), 1, plan.Works.Count(w => w.Measure == 0) - 1);
    }

    /// <summary>Heat pumps in place of whatever heats homes.</summary>
    private sealed record HeatPumps(Func<BuildingFacts, bool> Where, Years Years) : Measure("heat pumps", Where, Years)
    {
        public override string Unit => "1";
        public override string Works => "heat pumps";
        public override string Wanted => "is heated";
        public override string Lots => "heat_pumps";
        public override double ShareOfRoom => 1;
        public override string Told(double buildings, double amount) => $"{amount:0} heat pumps";
        public override bool Suits(BuildingFacts building) => building.Building.HeatedArea > 0;
        public override Offer? OfferTo(BuildingFacts building, StockState now) => now.Heating[building.Index] == HeatingSystem.AirHeatPump ? null : new(15_000, 1);
        public override void Apply(BuildingFacts building, double amount, StockState stock) => stock.Heating[building.Index] = HeatingSystem.AirHeatPump;
    }

    [Fact]
    public void A_roof_that_faces_north_steeply_gets_no_panels()
    {
        Assert.True(RoofPanels.Suits(Plane(0, 0)));
        Assert.True(RoofPanels.Suits(Plane(35, 90)));
        Assert.False(RoofPanels.Suits(Plane(35, 0)));
        Assert.True(RoofPanels.Sun(Plane(30, 180)) > RoofPanels.Sun(Plane(30, 220)));
        Assert.Equal(1, RoofPanels.Sun(Plane(0, 0)), 12);
    }

    private static RoofSegment Plane(double tilt, double azimuth) => new(0, 50, tilt, azimuth, 40, 0, 0, 0);

    private static HashSet<int> Renovated(MeasurePlan plan, int year) =>
        [.. plan.At(year).Renovation.Select((p, n) => (p, n)).Where(x => x.p != null).Select(x => x.n)];
}
