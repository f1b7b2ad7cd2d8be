using TerritoryTwin.Core;
using TerritoryTwin.Mobility;
using static TerritoryTwin.Tests.Mobility.Transit.Timetables;

namespace TerritoryTwin.Tests.Mobility.Transit;

public sealed class TransitSkimsTests
{
    [Theory]
    [InlineData(11), InlineData(12), InlineData(13)]
    public void Ways_of_the_day_equal_earliest_arrivals_minute_by_minute(int seed)
    {
        Timetable timetable = Random(seed);
        TransitSkims skims = new(timetable, [.. Enumerable.Range(0, timetable.Stops.Count).Select(AtStop)]);
        ConnectionScan scan = new(timetable);
        TransitWay[][][] ways = [.. Enumerable.Range(0, timetable.Stops.Count).Select(s => skims.To(ToStopBackwards(timetable, s), new()))];
        for (int time = At(4, 30); time < At(25, 0); time += 60)
            for (int origin = 0; origin < timetable.Stops.Count; origin++)
            {
                ReadOnlySpan<int> arrivals = scan.Run(AtStop(origin), time);
                for (int target = 0; target < timetable.Stops.Count; target++)
                {
                    if (target == origin) continue;
                    TransitWay? way = ways[target][origin].Where(w => w.Leave >= time).Cast<TransitWay?>().FirstOrDefault();
                    Assert.Equal(arrivals[target], way?.Arrive ?? ConnectionScan.Never);
                }
            }
    }

    /// <summary>Stops from which people who get off can be at a stop, as a scan lets them.</summary>
    private static StopReach[] ToStopBackwards(Timetable timetable, int stop) =>
        [.. (from s in Enumerable.Range(0, timetable.Stops.Count) from p in timetable.PathsFrom(s).ToArray() where p.To == stop select new StopReach(s, p.Walk)).Append(new(stop, 0))];

    [Fact]
    public void Means_over_a_period_are_those_over_every_second_of_it_and_their_parts_add_up()
    {
        Timetable timetable = Random(21);
        StopReach[][] places = [.. Enumerable.Range(0, timetable.Stops.Count).Select(AtStop)];
        TransitSkims skims = new(timetable, places);
        DayPeriod period = new(At(9, 13), At(9, 53));
        TransitService[,,] service = skims.Mean(places, [period, DayPeriod.Hour(18)], new());
        for (int target = 0; target < places.Length; target++)
        {
            TransitWay[][] ways = skims.To(places[target], new());
            for (int origin = 0; origin < places.Length; origin++)
            {
                TransitService s = service[0, origin, target];
                TransitWay?[] taken = [.. Enumerable.Range(period.From + 1, period.To - period.From).Select(t => ways[origin].Where(w => w.Leave >= t).Cast<TransitWay?>().FirstOrDefault())];
                int served = taken.Count(w => w != null);
                Assert.Equal((double)served / taken.Length, s.Served);
                if (served == 0) continue;
                Assert.Equal(taken.Select((w, n) => w is { } way ? way.Arrive - (period.From + n + 0.5) : 0).Sum() / served, s.Time, 1e-9);
                Assert.Equal(taken.Sum(w => w?.Boardings ?? 0) / (double)served, s.Boardings, 1e-12);
                Assert.Equal(taken.Select((w, n) => w is { } way ? way.Leave - (period.From + n + 0.5) : 0).Sum() / served, s.WaitBefore, 1e-6);
                Assert.Equal(s.Time, s.Ride + s.Walk + s.WaitBefore + s.WaitBetween, 1e-9);
                Assert.True(s.Ride >= 0 && s.Walk >= 0 && s.WaitBetween >= 0 && s.Dislike == 0);
            }
        }
    }

    [Fact]
    public void A_headway_makes_people_wait_half_of_it_and_a_change_is_counted_in_its_parts()
    {
        // Every 10 minutes from 0 to 1, 5 minutes of ride; 100 m on foot to stop 2; a train every 20 minutes from there to 3, 15 minutes.
        DrawnLine bus = new("bus", "Bus", [(0, 0), (3000, 0)], null, [.. Enumerable.Repeat(600, 24)], 10, 0, TransitVehicle.Bus), train = new("train", "Train", [(3100, 0), (12100, 0)], null, [.. Enumerable.Repeat(1200, 24)], 10, 0, TransitVehicle.Train);
        Timetable timetable = new Timetable([], [], [], OnFoot).With([bus, train]);
        TransitSkims skims = new(timetable, [[new(0, 120)], [new(2, 30)]]);
        TransitService[,,] service = skims.Mean([[new(1, 90)], [new(3, 60)]], [DayPeriod.Hour(12)], new());
        Assert.Equal(new TransitService(1, 300 + 300 + 210, 300, 210, 300, 0, 1, 0), service[0, 0, 0]);
        Assert.Equal(new TransitService(1, 600 + 900 + 90, 900, 90, 600, 0, 1, 0), service[0, 1, 1]);
        // From the bus at :x5, ready at the train 160 s later: the train at :00, :20 or :40 leaves 5 or 15 minutes after the bus arrives; those who can leave later do.
        Assert.Equal(new TransitService(1, 600 + 120 + 300 + 100 + 200 + 900 + 60, 1200, 280, 600, 200, 2, 0), service[0, 0, 1]);
        Assert.Equal(1, service[0, 0, 1].Changes);
    }

    [Fact]
    public void Nobody_is_served_when_nothing_runs_and_in_the_share_of_the_period_in_which_something_does()
    {
        Timetable timetable = Of(Stops(0, 3000), Trip("a", 0, (0, At(8, 15)), (1, At(8, 30))));
        TransitService[,,] service = new TransitSkims(timetable, [AtStop(0), AtStop(1)]).Mean([AtStop(1), AtStop(0)], [DayPeriod.Hour(8), DayPeriod.Hour(9)], new());
        Assert.Equal((0.25, 900 + 450.0), (service[0, 0, 0].Served, service[0, 0, 0].Time));
        Assert.Equal(0, service[1, 0, 0].Served);
        Assert.True(double.IsNaN(service[1, 0, 0].Time) && double.IsNaN(service[0, 1, 0].Time));
    }

    [Fact]
    public void People_who_dislike_boarding_stay_in_a_slower_vehicle()
    {
        Timetable timetable = Of(Stops(0, 2000, 5000), Trip("slow", 0, (0, 0), (1, 300), (2, 1500)), Trip("fast", 1, (1, 400), (2, 1400)));
        TransitSkims skims = new(timetable, [AtStop(0)]);
        Assert.Equal([new TransitWay(0, 1400, 2)], skims.To(AtStop(2), new())[0]);
        Assert.Equal([new TransitWay(0, 1500, 1)], skims.To(AtStop(2), new(BoardingPenalty: 101))[0]);
        Assert.Equal([new TransitWay(0, 1500, 1)], skims.To(AtStop(2), new(BoardingPenalty: 100))[0]);
        Assert.Equal([new TransitWay(0, 1400, 2)], skims.To(AtStop(2), new(100, [0, 1, 0]))[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => skims.To(AtStop(2), new(-1)));
        Assert.Throws<ArgumentException>(() => skims.To(AtStop(2), new(0, [1])));
    }

    [Fact]
    public void Means_and_loads_are_the_same_byte_by_byte_for_any_number_of_threads()
    {
        Timetable timetable = Random(31, stops: 40, trips: 150);
        StopReach[][] places = [.. timetable.Stops.Select(s => timetable.Near(s.X, s.Y))];
        TransitSkims skims = new(timetable, places);
        DayPeriod[] periods = [.. Enumerable.Range(0, 24).Select(DayPeriod.Hour)];
        TransitTrips[] trips = [.. from o in Enumerable.Range(0, 40) from t in Enumerable.Range(0, 40) where (o + t) % 3 == 0 select new TransitTrips(o, t, DayPeriod.Hour(6 + t % 12), 0.1 * (o + 3))];
        TransitService[,,] one = skims.Mean(places, periods, new(120), threads: 1), four = skims.Mean(places, periods, new(120), threads: 4);
        Assert.Equal(one.Cast<TransitService>(), four.Cast<TransitService>());
        TransitLoads first = TransitAssignment.Solve(skims, places, trips, 120, new(), rounds: 5, threads: 1), second = TransitAssignment.Solve(skims, places, trips, 120, new(), rounds: 5, threads: 4);
        Assert.Equal(first.Riding, second.Riding);
        Assert.Equal(first.Boarding, second.Boarding);
        Assert.Equal((first.Gap, first.Unserved), (second.Gap, second.Unserved));
    }
}
