using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Mobility;
using TerritoryTwin.Tests.Heat.People;

namespace TerritoryTwin.Tests.Mobility.Access;

/// <summary>What people reach from home: along a street by hand, and in a generated town beside plain searches.</summary>
public sealed class HomeAccessTests
{
    private static readonly MobilityParameters On = new() { On = true };
    private static readonly AccessMode[] Modes = Enum.GetValues<AccessMode>();

    // Houses of 3, 2 and 5 people at 0, 300 and 900 m of a level street; a shop at 300 m, a school and a doctor at 900 m, a sports hall at its end, 1500 m.
    private static readonly Territory Street = new()
    {
        Name = "Street", Epsg = 2154, Latitude = 44, Longitude = 2, Terrain = new Raster(new Grid(1, 1, 4000, -2000, -2000), new float[1]),
        Roads = [Line(0, 300), Line(300, 900), Line(900, 1500)],
        Buildings = [At("west", 0, 3), At("middle", 300, 2), At("east", 900, 5), At("shop", 300, 0, BuildingUse.Retail), At("school", 900, 0, BuildingUse.School), At("doctor", 900, 0, BuildingUse.Health), At("hall", 1500, 0, BuildingUse.Leisure)],
        Households = [new(0, 3, 30_000, Tenure.Owner, 1), new(1, 2, 30_000, Tenure.Owner, 1), new(2, 5, 30_000, Tenure.Owner, 1)],
    };

    private static readonly Lazy<Territory> Town = new(() => TownGenerator.Generate(3000, 4));
    private static readonly Lazy<TravelDemand> Usual = new(() => new(Town.Value, On, 0.2, seed: 7));
    private static readonly Lazy<TravelDay> Weekday = new(() => Usual.Value.Day(DayKind.Weekday, congestion: false));

    private static Road Line(double from, double to) => new($"{from}", [from, to], [0, 0], Known<RoadClass>.Measured(RoadClass.Residential), "");

    private static Building At(string id, double x, double people, BuildingUse use = BuildingUse.Dwelling) =>
        InhabitantsTests.House(id, x - 5, -5, people) with { Use = Known<BuildingUse>.Measured(use), Jobs = Known<double>.Measured(use == BuildingUse.Dwelling ? 0 : 2) };

    private static HomeAccess Of(Territory territory)
    {
        TravelDemand demand = new(territory, On, 0.2, seed: 7);
        return HomeAccess.Of(demand, demand.Day(DayKind.Weekday, congestion: false));
    }

    private static (double Share, AccessResults Results, Table Table) Told(Territory territory, AccessMode mode)
    {
        AccessResults results = new(Of(territory), territory);
        Table table = new("buildings", [.. results.Columns()]);
        return (results.Indicators(table).Single(i => i.Item1.Name == $"access_{CodeWords<AccessMode>.Of(mode)}").Item2, results, table);
    }

    [Fact]
    public void Along_a_street_minutes_and_people_are_those_by_hand()
    {
        // 75 m a minute on foot, 250 m by cycle.
        HomeAccess access = Of(Street);
        Assert.Equal([4, 0, 8], access.Minutes(AccessMode.Walk, Service.Shop)[..3], Near);
        Assert.Equal([12, 8, 0], access.Minutes(AccessMode.Walk, Service.School)[..3], Near);
        Assert.Equal([20, 16, 8], access.Minutes(AccessMode.Walk)[..3], Near);
        Assert.Equal([6, 4.8, 2.4], access.Minutes(AccessMode.Cycle)[..3], Near);
        Assert.All(access.Minutes(AccessMode.Walk)[3..], m => Assert.Equal(double.NaN, m));         // nobody lives there
        Assert.Equal([0, 0, 1], access.IsNear(AccessMode.Walk)[..3]);
        Assert.Equal(0.5, Told(Street, AccessMode.Walk).Share, 1e-12);                               // 5 of 10 people
        Assert.Equal(1, Told(Street, AccessMode.Cycle).Share);
        Assert.Equal(1, Told(Street, AccessMode.Car).Share);
        Assert.Equal(0.5, Told(Street, AccessMode.Transit).Share, 1e-12);                            // no bus runs in a hamlet: on foot
        Assert.Equal([1, 1, 1], access.Jobs(AccessMode.Walk)[..3]);                                   // all within half an hour
    }

    [Fact]
    public void A_service_that_a_measure_puts_nearer_counts_as_one_that_stands_there()
    {
        Territory with = Street with { Buildings = [.. Street.Buildings.Select(b => b.Id == "shop" ? b with { Services = default(ServiceFloors).With(Service.Leisure, 300) } : b)] };
        Assert.Equal([12, 8, 8], Of(with).Minutes(AccessMode.Walk)[..3], Near);
        Assert.Equal(1, Told(with, AccessMode.Walk).Share);
    }

    [Fact]
    public void Where_no_shop_is_known_nothing_is_told_of_all_services_and_the_note_says_why()
    {
        Territory without = Street with { Buildings = [.. Street.Buildings.Where(b => b.Id != "shop")] };
        (double share, AccessResults results, Table table) = Told(without, AccessMode.Walk);
        Assert.Equal(double.NaN, share);
        Assert.All(table.Numbers("walk_to_shop").Concat(table.Numbers("walk_to_services")).Concat(table.Numbers("access_car")), v => Assert.Equal(double.NaN, v));
        Assert.Equal([12, 8, 0], table.Numbers("walk_to_school")[..3], Near);
        Assert.Contains(results.Notes(), n => n.Contains("no building of Street is known to have a shop", StringComparison.Ordinal) && n.Contains("services_closer", StringComparison.Ordinal));
        Assert.DoesNotContain(Told(Street, AccessMode.Walk).Results.Notes(), n => n.Contains("is known to have", StringComparison.Ordinal));
    }

    [Fact]
    public void Groups_of_fewer_than_eleven_households_are_not_told()
    {
        Territory counted = Street with { Population = [new("square", InhabitantsTests.Box(-100, -100, 2000, 100), 10, 3, 0, 20_000) { Ages = new(3, 5, 2) }] };
        Assert.All(Groups(counted), g => Assert.Equal(double.NaN, g.Value));
        // Four times the households of each house: 40 people in 12 households, of whom 20 from 18 to 64 are 6 households.
        Assert.All(Groups(Times(counted, 4)), g => Assert.Equal(double.NaN, g.Value));
        // Eight times: 40 people from 18 to 64 are 12 households; 24 below 18 are 7.2.
        Assert.Equal(["from_18_to_64"], Groups(Times(counted, 8)).Where(g => double.IsFinite(g.Value)).Select(g => g.Name["access_walk_".Length..]));

        static Territory Times(Territory territory, int n) => territory with
        {
            Buildings = [.. territory.Buildings.Select(b => b with { Inhabitants = Known<double>.Measured(n * b.Inhabitants.Value) })],
            Households = [.. territory.Households.SelectMany(h => Enumerable.Repeat(h, n))],
        };

        static IReadOnlyList<(string Name, double Value)> Groups(Territory territory)
        {
            (double share, AccessResults results, Table table) = Told(territory, AccessMode.Walk);
            Assert.Equal(0.5, share, 1e-12);
            return [.. results.Indicators(table).Where(i => i.Item1.Name.StartsWith("access_walk_", StringComparison.Ordinal)).Select(i => (i.Item1.Name, i.Item2))];
        }
    }

    [Fact]
    public void A_slope_slows_who_goes_up_and_nobody_who_goes_down()
    {
        // 4 % up to the east: 900 m rise 36 m, as long as 50 × 36 m more by cycle, and 8 × 36 m more on foot.
        Grid grid = new(60, 160, 20, -600, -600);
        Territory hill = Street with { Terrain = new(grid, [.. Enumerable.Range(0, grid.Count).Select(c => (float)(100 + 0.04 * grid.X(c % grid.Columns)))]) };
        HomeAccess access = Of(hill);
        Assert.Equal((900 + 8 * 36) / 75.0, access.Minutes(AccessMode.Walk, Service.School)[0], 0.01);
        Assert.Equal((900 + 50 * 36) / 250.0, access.Minutes(AccessMode.Cycle, Service.School)[0], 0.02);
        Assert.Equal(600 / 250.0, access.Minutes(AccessMode.Cycle, Service.Shop)[2], 0.01);           // down
    }

    [Fact]
    public void In_a_town_minutes_on_foot_are_those_of_plain_searches_from_each_home()
    {
        RoadSystem roads = Usual.Value.Roads;
        HomeAccess access = HomeAccess.Of(Usual.Value, Weekday.Value);
        NearestNode near = new(roads.Network, Enumerable.Range(0, roads.Network.Nodes).Where(n => roads.Feet.IsCore[n] && roads.Feet.Graph.Out(n).Length > 0));
        Dijkstra plain = new(roads.Feet.Graph);
        double[] minutes = roads.FootMinutes, distances = new double[roads.Feet.Graph.Nodes];
        int[] nodes = [.. Town.Value.Buildings.Select(b => near.To(b.Footprint.Outer.Middle.X, b.Footprint.Outer.Middle.Y))], by = new int[distances.Length];
        int compared = 0;
        for (int home = 0; home < nodes.Length; home += 37)
        {
            if (Town.Value.Buildings[home].Inhabitants.Value == 0) continue;
            plain.Run(nodes[home], minutes, distances, by);
            foreach (Service service in EverydayServices.All.Except(access.Unknown))
            {
                double least = Enumerable.Range(0, nodes.Length).Where(b => EverydayServices.IsIn(Town.Value.Buildings[b], service)).Min(b => b == home ? 0 : Leg(home) + distances[nodes[b]] + Leg(b));
                Assert.Equal(least, access.Minutes(AccessMode.Walk, service)[home], 1e-9);
                compared++;
            }
        }
        Assert.True(compared > 50, $"{compared}");

        double Leg(int b) => 1.3 * double.Hypot(Town.Value.Buildings[b].Footprint.Outer.Middle.X - roads.Network.PlaceOf(nodes[b]).X, Town.Value.Buildings[b].Footprint.Outer.Middle.Y - roads.Network.PlaceOf(nodes[b]).Y) / 75;
    }

    [Fact]
    public void One_more_service_takes_nobody_further_away_and_no_mode_is_slower_than_feet()
    {
        HomeAccess before = HomeAccess.Of(Usual.Value, Weekday.Value);
        Territory more = Town.Value with { Buildings = [.. Town.Value.Buildings.Select((b, n) => n % 101 == 7 && Attractions.Weight(b) > 0 ? b with { Services = new(200, 200, 200, 200) } : b)] };
        TravelDemand with = new(more, On, 0.2, seed: 7);
        Assert.Equal(Usual.Value.Zones.ZoneOfBuilding, with.Zones.ZoneOfBuilding);
        HomeAccess after = HomeAccess.Of(with, Weekday.Value);
        Assert.Empty(after.Unknown);
        foreach (AccessMode mode in Modes)
            foreach (Service service in EverydayServices.All.Except(before.Unknown))
            {
                Assert.All(before.Minutes(mode, service).Zip(after.Minutes(mode, service)), static p => Assert.True(double.IsNaN(p.First) ? double.IsNaN(p.Second) : p.Second <= p.First));
                Assert.All(after.Minutes(mode, service).Zip(after.Minutes(AccessMode.Walk, service)), static p => Assert.False(p.First > p.Second));
            }
        Assert.True(after.Minutes(AccessMode.Walk, Service.School).Where(double.IsFinite).Sum() < before.Minutes(AccessMode.Walk, Service.School).Where(double.IsFinite).Sum());
    }

    [Fact]
    public void It_is_the_same_for_any_number_of_threads()
    {
        HomeAccess one = HomeAccess.Of(Usual.Value, Usual.Value.Day(DayKind.Weekday, threads: 1)), two = HomeAccess.Of(Usual.Value, Usual.Value.Day(DayKind.Weekday, threads: 2));
        foreach (AccessMode mode in Modes)
        {
            foreach (Service service in EverydayServices.All) Assert.Equal(one.Minutes(mode, service), two.Minutes(mode, service));
            Assert.Equal(one.Jobs(mode), two.Jobs(mode));
        }
    }

    private static bool Near(double expected, double found) => Math.Abs(expected - found) < 1e-9;
}
