using TerritoryTwin.Core;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility.Transit;

/// <summary>Small timetables.</summary>
internal static class Timetables
{
    public static readonly TransitWalking OnFoot = new(Speed: 1, Detour: 1, ToStop: 300, BetweenStops: 300, ChangeTime: 60);

    /// <summary>A time of day [s].</summary>
    public static int At(int hour, int minute, int second = 0) => 3600 * hour + 60 * minute + second;

    /// <summary>Stops on a line of the map, by their way east [m].</summary>
    public static TransitStop[] Stops(params double[] east) => [.. east.Select((x, n) => new TransitStop($"s{n}", $"stop {n}", x, 0))];

    /// <summary>A trip that halts for no time.</summary>
    public static TransitTrip Trip(string id, int line, params (int Stop, int Time)[] calls) => new(id, line, TransitVehicle.Bus, [.. calls.Select(c => new TransitCall(c.Stop, c.Time, c.Time))]);

    public static Timetable Of(TransitStop[] stops, params TransitTrip[] trips) =>
        new(stops, [.. Enumerable.Range(0, trips.Length == 0 ? 1 : trips.Max(t => t.Line) + 1).Select(n => new TransitLine($"l{n}", $"line {n}"))], trips, OnFoot);

    /// <summary>Those who stand at a stop.</summary>
    public static StopReach[] AtStop(int stop) => [new(stop, 0)];

    /// <summary>Those who go to a stop, getting off there or within reach on foot.</summary>
    public static StopReach[] ToStop(Timetable timetable, int stop) => [.. timetable.PathsFrom(stop).ToArray().Select(p => new StopReach(p.To, p.Walk))];

    /// <summary>A town of stops in a square, with lines over some of them, halts, zero rides, halts without getting on or off, and trips after midnight.</summary>
    public static Timetable Random(int seed, int stops = 24, int trips = 60)
    {
        Random random = new(seed);
        TransitStop[] places = [.. Enumerable.Range(0, stops).Select(n => new TransitStop($"s{n}", "", random.Next(2000), random.Next(2000), n % 8 == 0 ? "station" : ""))];
        List<TransitTrip> runs = [];
        for (int t = 0; t < trips; t++)
        {
            int time = random.Next(At(5, 0), At(24, 30)), halts = random.Next(2, 9);
            List<TransitCall> calls = [];
            for (int k = 0; k < halts; k++)
            {
                int departs = time + (random.Next(3) == 0 ? random.Next(120) : 0);
                calls.Add(new(random.Next(stops), time, departs, random.Next(12) > 0, random.Next(12) > 0));
                time = departs + (random.Next(5) == 0 ? 0 : random.Next(900));
            }
            runs.Add(new($"t{t}", t % 7, TransitVehicle.Bus, calls));
        }
        return new(places, [.. Enumerable.Range(0, 7).Select(n => new TransitLine($"l{n}", ""))], runs, OnFoot, [new(0, 1, 30), new(2, 3, null), new(4, 4, 600), new(5, 5, null)]);
    }
}
