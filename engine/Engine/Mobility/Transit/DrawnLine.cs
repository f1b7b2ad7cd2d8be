using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>A line that somebody draws: a way, how often, how fast. It runs in both directions over the same stops.</summary>
/// <param name="Id">Of its stops, trips and messages.</param> <param name="Name">For people.</param> <param name="Way">Points of its way [m]; the stops, where no spacing is given.</param>
/// <param name="Spacing">Greatest way between stops [m]: they then stand at equal distances along the way, at both ends too; null where the points are the stops.</param>
/// <param name="Headways">Time between departures [s] in each of 24 hours, at both ends; 0 in hours without departures.</param>
/// <param name="Speed">Between stops, getting off to a start and braking in it [m/s].</param> <param name="Dwell">Halt at a stop [s].</param> <param name="Vehicle">What a vehicle holds.</param>
/// <remarks>A departure follows another by the headway of the hour in which that one left, and never falls in an hour without any; the first leaves when an hour with departures begins after one without.</remarks>
public sealed record DrawnLine(string Id, string Name, IReadOnlyList<(double X, double Y)> Way, double? Spacing, IReadOnlyList<int> Headways, double Speed, int Dwell, TransitVehicle Vehicle)
{
    private const int Hours = 24, SecondsPerHour = 3600, MostStops = 10_000;

    /// <summary>Length of its way [m].</summary>
    public double Length => Way.Zip(Way.Skip(1), static (a, b) => double.Hypot(b.X - a.X, b.Y - a.Y)).Sum();

    /// <summary>Where its stops are, and how far along the way each is [m].</summary>
    public (double X, double Y, double At)[] Stops()
    {
        RefuseFaults();
        double[] along = [0, .. Way.Zip(Way.Skip(1), static (a, b) => double.Hypot(b.X - a.X, b.Y - a.Y))];
        for (int k = 1; k < along.Length; k++) along[k] += along[k - 1];
        if (Spacing is not { } spacing) return [.. Way.Select((p, k) => (p.X, p.Y, along[k]))];
        int pieces = (int)Math.Ceiling(along[^1] / spacing - 1e-9);
        return [.. Enumerable.Range(0, pieces + 1).Select(k => Point(along, along[^1] * k / pieces))];
    }

    /// <summary>When vehicles leave each end [s].</summary>
    public int[] Departures()
    {
        RefuseFaults();
        List<int> departures = [];
        for (int time = 0; time < Hours * SecondsPerHour;)
        {
            int headway = Headways[time / SecondsPerHour];
            if (headway > 0)
            {
                departures.Add(time);
                time += headway;
            }
            else time = (time / SecondsPerHour + 1) * SecondsPerHour;
        }
        return [.. departures];
    }

    /// <summary>Vehicles that the line needs at once, each turning at an end after one more halt: the most trips under way together.</summary>
    public int Vehicles()
    {
        int ride = Ride(Stops())[^1].Arrival + Dwell;
        int[] leaves = [.. Departures().SelectMany(d => new[] { d, d }).Order()];
        int most = 0;
        for (int low = 0, high = 0; high < leaves.Length; high++)
        {
            while (leaves[high] - leaves[low] >= ride) low++;
            most = Math.Max(most, high - low + 1);
        }
        return most;
    }

    internal void AddTo(List<TransitStop> stops, List<TransitLine> lines, List<TransitTrip> trips)
    {
        (double X, double Y, double At)[] own = Stops();
        int first = stops.Count, line = lines.Count;
        lines.Add(new(Id, Name));
        stops.AddRange(own.Select((s, k) => new TransitStop($"{Id}:{k + 1}", $"{Name} {k + 1}", s.X, s.Y)));
        (double X, double Y, double At)[] back = [.. own.Reverse().Select(s => (s.X, s.Y, own[^1].At - s.At))];
        (int Arrival, int Departure)[] there = Ride(own), home = Ride(back);
        foreach (int leaves in Departures())
        {
            trips.Add(new($"{Id}:there:{leaves}", line, Vehicle, [.. there.Select((t, k) => new TransitCall(first + k, leaves + t.Arrival, leaves + t.Departure))]));
            trips.Add(new($"{Id}:back:{leaves}", line, Vehicle, [.. home.Select((t, k) => new TransitCall(first + own.Length - 1 - k, leaves + t.Arrival, leaves + t.Departure))]));
        }
    }

    private (int Arrival, int Departure)[] Ride((double X, double Y, double At)[] stops) =>
        [.. stops.Select((s, k) => ((int)Math.Ceiling(s.At / Speed - 1e-9) + Math.Max(0, k - 1) * Dwell, (int)Math.Ceiling(s.At / Speed - 1e-9) + (k == stops.Length - 1 ? k - 1 : k) * Dwell))];

    private (double X, double Y, double At) Point(double[] along, double at)
    {
        int k = 1;
        while (k < along.Length - 1 && along[k] < at) k++;
        double share = along[k] > along[k - 1] ? (at - along[k - 1]) / (along[k] - along[k - 1]) : 0;
        return (Way[k - 1].X + share * (Way[k].X - Way[k - 1].X), Way[k - 1].Y + share * (Way[k].Y - Way[k - 1].Y), at);
    }

    private void RefuseFaults()
    {
        List<string> faults = [];
        if (Way.Count < 2 || Way.Any(static p => !double.IsFinite(p.X + p.Y)) || !(Length > 0)) faults.Add($"a way of {Way.Count} points, {Length:0.#} m long; expected two and more that are apart");
        else if (Spacing is { } spacing && !(spacing > 0 && Length / spacing <= MostStops)) faults.Add($"stops every {spacing:0.###} m; expected more than 0, and at most {MostStops} stops on {Length:0} m");
        if (Headways.Count != Hours || Headways.Any(static h => h is < 0 or (> 0 and < 10))) faults.Add($"headways of {string.Join(", ", Headways)} s; expected one for each of {Hours} hours, 10 s or more, or 0 where none departs");
        else if (Headways.All(static h => h == 0)) faults.Add("no departure in any hour; expected a headway above 0 in one at least");
        if (!(Speed > 0 && double.IsFinite(Speed))) faults.Add($"a speed of {Speed} m/s; expected more than 0");
        else if (Length / Speed > 86_400) faults.Add($"a ride of {Length / Speed / 3600:0.#} h; expected a day at most: is the speed of {Speed} m/s right?");
        if (Dwell is < 0 or > 3600) faults.Add($"halts of {Dwell} s; expected 0 to 3600");
        if (faults.Count > 0) throw new TerritoryException(string.Join('\n', faults.Select(f => $"line {Id}: {f}")));
    }
}
