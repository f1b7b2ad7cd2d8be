using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility.Days;

/// <summary>Nobody is asked of an exit whose road is full: who finds it so takes another, crosses in another hour, or is left out and told.</summary>
public sealed class ExitTests
{
    private const double Exact = 1e-6;
    private static readonly IReadOnlyList<Exit> Three = [new(0, 0, 8, 1000, 1000), new(1, 1, 2, 500, 500), new(2, 2, 1, 100, 100)];

    // Of a way (in, out), so many car units in some hours.
    private static double[] At(params (int Hour, double Units)[] of)
    {
        double[] hours = new double[24];
        foreach ((int hour, double units) in of) hours[hour] = units;
        return hours;
    }

    private static double[][][] Nobody(int exits) => [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, exits).Select(_ => new double[24]).ToArray())];

    private static double[] Crossing(ExitBalance balance, bool @in, double[] units, int hour) => [.. Enumerable.Range(0, 3).Select(e => balance.Now(@in, units, hour) * balance.ShareOf(@in, hour, e))];

    [Fact]
    public void Where_every_exit_has_room_nothing_is_done() =>
        Assert.Null(ExitBalance.Of(Three, Nobody(3), Nobody(3), [At((8, 1000)), At((17, 1000))], through: 0));

    [Fact]
    public void Who_finds_an_exit_full_takes_the_others_by_their_weights()
    {
        // By weights 1,200 are 872.7, 218.2 and 109.1: 9.1 too many for the third, which the others share 8 to 2.
        double[] comes = At((8, 1200)), goes = At((17, 1200));
        ExitBalance balance = ExitBalance.Of(Three, Nobody(3), Nobody(3), [comes, goes], through: 0)!;
        Assert.Equal([880, 220, 100], Crossing(balance, @in: true, comes, 8).Select(static v => Math.Round(v, 4)));
        Assert.Equal([880, 220, 100], Crossing(balance, @in: false, goes, 17).Select(static v => Math.Round(v, 4)));
        Assert.Equal(2400, balance.Relief.Crossing, Exact);
        Assert.Equal(2 * (1200 / 11.0 - 100), balance.Relief.Elsewhere, 1e-4);
        Assert.Equal((0, 0), (Math.Round(balance.Relief.OtherHour, 4), Math.Round(balance.Relief.LeftOut, 4)));
    }

    [Fact]
    public void Who_finds_all_exits_full_crosses_in_the_next_hours_and_the_hours_before()
    {
        // 1,600 pass in an hour: of 4,500 so many at 8 h, at 9 h as many, and 1,300 at 7 h.
        double[] comes = At((8, 4500)), goes = At((17, 100));
        ExitBalance balance = ExitBalance.Of(Three, Nobody(3), Nobody(3), [comes, goes], through: 0)!;
        Assert.Equal([0, 1300, 1600, 1600, 0], Enumerable.Range(6, 5).Select(h => Math.Round(balance.Now(@in: true, comes, h), 3)));
        Assert.Equal([1000, 500, 100], Crossing(balance, @in: true, comes, 8).Select(static v => Math.Round(v, 3)));
        Assert.Equal(2900, balance.Relief.OtherHour, 0.001);
        Assert.Equal(0, balance.Relief.LeftOut, 0.001);
    }

    [Fact]
    public void What_no_hour_within_reach_passes_is_left_out_both_ways_and_told()
    {
        // In five hours 8,000 pass: of 10,000 that would come two of ten are left out, and of those that would go home as many.
        double[] comes = At((8, 10_000)), goes = At((17, 1000));
        ExitBalance balance = ExitBalance.Of(Three, Nobody(3), Nobody(3), [comes, goes], through: 0)!;
        Assert.All(Enumerable.Range(6, 5), h => Assert.Equal(1600, balance.Now(@in: true, comes, h), 0.001));
        Assert.Equal(800, balance.Now(@in: false, goes, 17), 0.001);
        Assert.Equal(2200, balance.Relief.LeftOut, 0.01);
    }

    [Fact]
    public void Who_only_passes_gets_what_is_left()
    {
        // Residents fill the second exit inwards. A quarter as many as cross would pass, 9 % of them in the fullest hour.
        double[][][] own = Nobody(3);
        own[0][1][17] = 500;
        double[] comes = At((17, 900)), goes = At((8, 900));
        ExitBalance balance = ExitBalance.Of(Three, own, Nobody(3), [comes, goes], through: 0.25)!;
        double passes = 0.25 * (500 + 900 + 900) * OtherTraffic.PassingIn(17);
        double[] entering = Crossing(balance, @in: true, comes, 17);
        Assert.Equal([800, 0, 100], entering.Select(static v => Math.Round(v, 3)));
        Assert.Equal(0, balance.PassingOf(17, 1, 0), Exact);
        Assert.Equal(passes, Enumerable.Range(0, 3).Sum(to => passes * balance.PassingOf(17, 0, to)), 0.01);          // all by the first, which alone has room
        Assert.Equal(0, balance.Relief.LeftOut, 0.01);
    }

    [Theory]
    [InlineData(RoadClass.Residential)]
    [InlineData(RoadClass.Track)]
    public void A_town_that_is_left_by_tracks_asks_them_no_more_than_they_pass_in_any_hour(RoadClass first)
    {
        Territory town = TownGenerator.Generate(3000, 4);
        string[] main = [.. RoadNetwork.Of(town).Gateways.Where(static g => g.Class == RoadClass.Primary).Select(g => town.Roads[g.Road].Id)];
        // One main road leaves as a street or a track of one lane, the others as tracks; no other road does.
        Territory narrow = town with { Roads = [.. town.Roads.Select(r => main.Contains(r.Id) ? r with { Class = Known<RoadClass>.Typical(r.Id == main[0] ? first : RoadClass.Track), Facts = new() { Lanes = Known<int>.Typical(1) } } : r)] };
        while (RoadNetwork.Of(narrow).Gateways.Select(g => narrow.Roads[g.Road]).Where(r => !main.Contains(r.Id)).ToArray() is { Length: > 0 } others) narrow = narrow with { Roads = [.. narrow.Roads.Except(others)] };
        TravelDemand demand = new(narrow, new() { On = true, WorksInside = 0.1 }, 0.2, seed: 7);
        TravelDay day = demand.Day(DayKind.Weekday, threads: 1), again = demand.Day(DayKind.Weekday, threads: 2);
        Assert.True(first == RoadClass.Track ? day.Relief is { OtherHour: > 0, LeftOut: > 0 } : day.Relief is { Elsewhere: > 0 }, $"{day.Relief}");
        RequireRoom(demand, day);
        for (int h = 0; h < 24; h++)
        {
            Assert.Equal(day.Hours[h].Flows[0], again.Hours[h].Flows[0]);
            IReadOnlyDictionary<TrafficStream, double[]> streams = demand.StreamsOf(day, h);
            Assert.Equal(day.Hours[h].Traffic.Classes[TravelDemand.Light].Trips.Sums().All, streams.Where(static s => s.Key is not (TrafficStream.Lorries or TrafficStream.PassingLorries)).Sum(static s => s.Value.Sum()), 1e-6);
        }
        // As many commuters come as leave, and cars of residents that leave come back.
        foreach (TrafficStream stream in new[] { TrafficStream.Commuters, TrafficStream.Residents })
        {
            (double comes, double goes) = (0, 0);
            for (int h = 0; h < 24; h++)
            {
                double[] trips = demand.StreamsOf(day, h)[stream];
                for (int k = 0; k < trips.Length; k++)
                {
                    (bool from, bool to) = (demand.Zones.IsOutside(k / demand.Zones.Places), demand.Zones.IsOutside(k % demand.Zones.Places));
                    (comes, goes) = (comes + (from && !to ? trips[k] : 0), goes + (to && !from ? trips[k] : 0));
                }
            }
            Assert.Equal(comes, goes, 1e-6 * comes);
        }
    }

    [Fact]
    public void A_city_of_50000_asks_no_road_more_than_it_passes_and_empties()
    {
        TravelDemand demand = new(TownGenerator.Generate(50_000, 12), new() { On = true }, 0.25, seed: 1);
        TravelDay day = demand.Day(DayKind.Weekday, congestion: false);
        Assert.Null(day.Relief);
        RequireRoom(demand, day);
        double[] capacities = [.. demand.Roads.Links.Capacities];
        Assert.All(day.Hours, h => Assert.True(h.Volumes.Zip(capacities).All(static v => v.First <= v.Second)));
        using HostDevice host = new(2);
        LoadedDay loaded = LoadedDay.Of(demand.Roads.Cars, demand.Roads.Links, day.Hours, host);
        LoadedCounts end = loaded.Counts[^1];
        Assert.Equal(0, end.Waiting);
        Assert.True(end.OnRoad < 1.5e-3 * end.Came, $"{end}");                       // who set out in the last minutes
        for (int h = 0; h < 24; h++) Assert.True(loaded.Lost[h].Sum() < 40, $"{loaded.Lost[h].Sum():0} h lost at {h} h");
    }

    private static void RequireRoom(TravelDemand demand, TravelDay day)
    {
        LinkGraph graph = demand.Roads.Cars.Graph;
        foreach (Exit exit in demand.Zones.Exits)
            foreach (Equilibrium hour in day.Hours)
            {
                Assert.True(Sum(hour.Volumes, graph.Out(exit.In)) <= exit.Enters * (1 + Exact), $"{Sum(hour.Volumes, graph.Out(exit.In))} come in where {exit.Enters} can");
                Assert.True(Sum(hour.Volumes, graph.In(exit.Out)) <= exit.Leaves * (1 + Exact), $"{Sum(hour.Volumes, graph.In(exit.Out))} leave where {exit.Leaves} can");
            }

        static double Sum(double[] volumes, ReadOnlySpan<int> links)
        {
            double sum = 0;
            foreach (int link in links) sum += volumes[link];
            return sum;
        }
    }
}
