using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>Where the vehicles of a day are at the end of an hour, in parts of a car unit (<see cref="LinkTransmission.Parts"/>): those that came are the others together, exactly.</summary>
/// <param name="Came">To where their ways begin, since the day began.</param> <param name="Arrived">Where their ways end.</param> <param name="OnRoad">Under way.</param> <param name="Waiting">To enter, where the first roads are full.</param>
public readonly record struct LoadedCounts(long Came, long Arrived, long OnRoad, long Waiting);

/// <summary>
/// A day's traffic moved through its 24 hours by link transmission: queues take room, reach back and last into the next hour. Vehicles begin as in the equilibria of the hours and turn in the shares of these. docs/physics/mobility.md.
/// </summary>
/// <param name="Minutes">By hour of the clock and link of the graph: of a vehicle that passes [min].</param> <param name="Lost">By hour and link: by all, over the empty road [vehicle h].</param>
/// <param name="Counts">At the end of each hour.</param> <param name="Waited">Before they could enter, by all of the day [car unit h].</param> <param name="WaitedAt">The same by link of the graph onto which they waited to come, in the shares of the day.</param>
public sealed record LoadedDay(double[][] Minutes, double[][] Lost, LoadedCounts[] Counts, double Waited, double[] WaitedAt)
{
    /// <summary>Of the loading [s].</summary>
    public const double Step = 10;

    private const long MostWaiting = 8000;                       // car units at an entry: what link transmission counts, less what its rounding may add in an hour
    private const int HoursOfDay = 24, StepsOfHour = (int)(3600 / Step);

    /// <summary>Moves a day.</summary>
    /// <param name="cars">Links for cars.</param> <param name="links">What they are to traffic; times in minutes, capacities in car units an hour.</param> <param name="hours">Equilibria of the hours of the clock.</param> <param name="device">That computes.</param>
    /// <exception cref="TerritoryException">Vehicles are lost, with the place; or as of <see cref="LinkTransmission"/>.</exception>
    public static LoadedDay Of(ModeGraph cars, RoadLinks links, IReadOnlyList<Equilibrium> hours, Device device)
    {
        ArgumentNullException.ThrowIfNull(cars);
        ArgumentNullException.ThrowIfNull(links);
        ArgumentNullException.ThrowIfNull(hours);
        if (hours.Count != HoursOfDay) throw new ArgumentException($"{hours.Count} hours; expected {HoursOfDay}", nameof(hours));
        double[][] minutes = new double[HoursOfDay][], lost = new double[HoursOfDay][];
        for (int h = 0; h < HoursOfDay; h++) (minutes[h], lost[h]) = ([.. links.FreeTimes], new double[cars.Graph.Links]);
        LoadedCounts[] ends = new LoadedCounts[HoursOfDay];
        LoadedNetwork network = new(cars, links, [.. hours.Select(static h => h.Turns())]);
        if (network.Links.Length == 0) return new(minutes, lost, ends, 0, new double[cars.Graph.Links]);
        double[] vehicles = VehiclesOfUnit(hours);
        using LinkTransmission traffic = network.Open(Step, device);
        TrafficCounts before = traffic.Counts();
        long[] outside = new long[network.Entries];
        double[] waitedAt = new double[network.Entries];
        double waited = 0;
        for (int h = 0; h < HoursOfDay; h++)
        {
            traffic.SetShares(network.Shares(h));
            AddOutside();
            traffic.SetDemand(Let(network, h, before, outside));
            traffic.Step(StepsOfHour);
            TrafficCounts now = traffic.Counts();
            ends[h] = Counted(network, now, h, outside.Sum());
            AddOutside();
            for (int l = 0; l < network.Links.Length; l++)
            {
                int link = network.Links[l];
                double left = Vehicles(now.Left[l] - before.Left[l]), held = now.Delayed[l] - before.Delayed[l], free = links.FreeTimes[link];
                double slowed = free * links.Alphas[link] * Math.Pow(Math.Min(1, hours[h].Volumes[link] / links.Capacities[link]), links.Powers[link]);
                minutes[h][link] = free + slowed + (held > 0 ? held / 60 / Math.Max(left, Vehicles(now.Present[l])) : 0);
                lost[h][link] = vehicles[link] * (left * slowed / 60 + held / 3600);
            }
            before = now;
        }
        for (int e = 0; e < waitedAt.Length; e++) waitedAt[e] += before.Delayed[network.Links.Length + e] / 3600;
        return new(minutes, lost, ends, waited + before.Delayed[network.Links.Length..].Sum() / 3600, network.OntoLinks(waitedAt));

        void AddOutside()
        {
            waited += 0.5 * Vehicles(outside.Sum());
            for (int e = 0; e < outside.Length; e++) waitedAt[e] += 0.5 * Vehicles(outside[e]);
        }
    }

    // What comes to each entry [car units/s]: no more than it passes in the hour and can count; others stay outside for the next.
    private static double[] Let(LoadedNetwork network, int hour, TrafficCounts before, long[] outside)
    {
        double[] demand = new double[before.Present.Length];
        for (int e = 0; e < outside.Length; e++)
        {
            int entry = network.Links.Length + e;
            long all = outside[e] + (long)Math.Round(network.Begun(e, hour) * LinkTransmission.Parts), comes = Math.Clamp(Math.Min((long)(network.Passes(e) * LinkTransmission.Parts), MostWaiting * LinkTransmission.Parts - before.Present[entry]), 0, all);
            outside[e] = all - comes;
            demand[entry] = Vehicles(comes) / 3600;
        }
        return demand;
    }

    private static double Vehicles(long parts) => parts / (double)LinkTransmission.Parts;

    private static LoadedCounts Counted(LoadedNetwork network, TrafficCounts now, int hour, long outside)
    {
        int roads = network.Links.Length;
        for (int l = 0; l < now.Came.Length; l++)
            if (now.Came[l] != now.Left[l] + now.Present[l])
                throw new TerritoryException($"traffic of {hour} h, {network.Named(l)}: {Vehicles(now.Came[l])} car units came, {Vehicles(now.Left[l])} left and {Vehicles(now.Present[l])} are there; expected these to be all that came. This is a fault of the engine: tell it with the scenario.");
        LoadedCounts found = new(now.Came[roads..].Sum() + outside, now.Arrived.Sum(), now.Present[..roads].Sum(), now.Present[roads..].Sum() + outside);
        return found.Came == found.Arrived + found.OnRoad + found.Waiting ? found
            : throw new TerritoryException($"traffic of {hour} h: {Vehicles(found.Came)} car units came, {Vehicles(found.Arrived)} arrived, {Vehicles(found.OnRoad)} are on the road and {Vehicles(found.Waiting)} wait; expected these to be all that came. This is a fault of the engine: tell it with the scenario.");
    }

    // Of the car units on each link, how many vehicles they are in the mean of the day.
    private static double[] VehiclesOfUnit(IReadOnlyList<Equilibrium> hours)
    {
        double[] vehicles = new double[hours[0].Volumes.Length];
        for (int link = 0; link < vehicles.Length; link++)
            if (hours.Sum(h => h.Volumes[link]) is var units and > 0) vehicles[link] = hours.Sum(h => h.Flows.Sum(f => f[link])) / units;
        return vehicles;
    }
}
