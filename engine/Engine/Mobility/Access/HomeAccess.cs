using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>By what people reach what they need; all of them go on foot where that is faster.</summary>
public enum AccessMode
{
    /// <summary>On foot.</summary>
    Walk,
    /// <summary>By cycle.</summary>
    Cycle,
    /// <summary>By public transport.</summary>
    Transit,
    /// <summary>By car.</summary>
    Car,
}

/// <summary>What people reach from home, door to door, in the busiest hour of a weekday. docs/physics/mobility.md, “Access”.</summary>
public sealed class HomeAccess
{
    /// <summary>To services [min].</summary>
    public const double Quarter = 15;
    /// <summary>To jobs [min].</summary>
    public const double HalfHour = 30;

    private readonly double[][][] _minutes;         // by mode, service and building
    private readonly double[][] _jobs;              // by mode and zone, shares
    private readonly IReadOnlyList<int> _zones;
    private readonly double[] _people;

    private HomeAccess(double[] people, IReadOnlyList<int> zones, int peak, double[][][] minutes, double[][] jobs, IReadOnlyList<Service> unknown) =>
        (_people, _zones, Peak, _minutes, _jobs, Unknown) = (people, zones, peak, minutes, jobs, unknown);

    /// <summary>Hour of the clock in which most trips of residents begin.</summary>
    public int Peak { get; }
    /// <summary>Services that no building of the territory is known to have.</summary>
    public IReadOnlyList<Service> Unknown { get; }

    /// <summary>Of a weekday.</summary>
    /// <param name="demand">Who lives where, and the roads.</param> <param name="weekday">Traffic and public transport.</param>
    public static HomeAccess Of(TravelDemand demand, TravelDay weekday)
    {
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(weekday);
        Territory territory = demand.Residents.Territory;
        RoadSystem roads = demand.Roads;
        int peak = PeakOf(demand, weekday.Plans);
        bool[][] has = [.. EverydayServices.All.Select(s => territory.Buildings.Select(b => EverydayServices.IsIn(b, s)).ToArray())];
        double[][] walk = ByStreet(roads.Feet, roads.FootMinutes, RoadSystem.FootSpeed);
        double[][][] minutes =
        [
            walk,
            Faster(ByStreet(roads.Cycles, roads.CycleMinutes, RoadSystem.CyclingSpeed), 0),
            Faster([.. has.Select(h => ByTransit(demand.Zones, weekday.Times.Transit[peak], h))], 0),
            Faster(ByStreet(roads.Cars, weekday.Hours[peak].Costs[TravelDemand.Light], RoadSystem.InnerCarSpeed), Destinations.AroundCar),
        ];
        return new([.. territory.Buildings.Select(static b => b.Inhabitants.Value)], demand.Zones.ZoneOfBuilding, peak, minutes, JobsOf(demand, weekday.Times, peak), [.. EverydayServices.All.Where((_, s) => !has[s].Contains(true))]);

        double[][] ByStreet(ModeGraph graph, double[] costs, double speed)
        {
            DoorWays ways = new(territory, roads.Network, graph, costs, speed);
            return [.. has.Select(ways.ToNearest)];
        }

        double[][] Faster(double[][] by, double around) => [.. by.Zip(walk, (m, w) => m.Zip(w, (other, foot) => Math.Min(other + around, foot)).ToArray())];
    }

    /// <summary>From each building to the nearest that has a service [min]; NaN where nobody lives, and where no building has it.</summary>
    public double[] Minutes(AccessMode mode, Service service) => Unknown.Contains(service) ? [.. _people.Select(static _ => double.NaN)] : [.. _minutes[(int)mode][(int)service].Select((m, b) => _people[b] > 0 ? m : double.NaN)];

    /// <summary>From each building to the farthest of all services [min]; NaN where nobody lives, and where no building has one of them.</summary>
    public double[] Minutes(AccessMode mode)
    {
        double[] farthest = Minutes(mode, EverydayServices.All[0]);
        foreach (Service service in EverydayServices.All.Skip(1)) farthest = [.. farthest.Zip(Minutes(mode, service), Math.Max)];        // NaN stays
        return farthest;
    }

    /// <summary>Of each building 1 where all services are within a quarter of an hour, else 0; NaN as the minutes.</summary>
    public double[] IsNear(AccessMode mode) => [.. Minutes(mode).Select(static m => double.IsNaN(m) ? double.NaN : m <= Quarter ? 1 : 0)];

    /// <summary>Of the jobs of the territory, those within half an hour of each building, by zones; NaN where nobody lives, and where there is no job.</summary>
    public double[] Jobs(AccessMode mode) => [.. _people.Select((p, b) => p > 0 ? _jobs[(int)mode][_zones[b]] : double.NaN)];

    // What people plan does not depend on traffic, so that no measure but telework can move the hour.
    private static int PeakOf(TravelDemand demand, DayPlans plans)
    {
        double[] trips = new double[24];
        foreach (Tour tour in plans.Tours)
            foreach (PlannedTrip trip in plans.Trips.Slice(tour.First, tour.Count)) trips[(int)trip.Departure] += demand.Residents.People[tour.Person].Weight;
        return Array.IndexOf(trips, trips.Max());
    }

    // Between zones: within one nobody takes the bus.
    private static double[] ByTransit(TravelZones zones, TransitSkim skim, bool[] isEnd)
    {
        int[] ends = [.. Enumerable.Range(0, isEnd.Length).Where(b => isEnd[b] && zones.ZoneOfBuilding[b] >= 0).Select(b => zones.ZoneOfBuilding[b]).Distinct().Order()];
        double[] from = [.. Enumerable.Range(0, zones.Zones).Select(z => ends.Where(e => e != z).Select(e => MinutesOf(skim, z * zones.Places + e)).DefaultIfEmpty(double.PositiveInfinity).Min())];
        return [.. zones.ZoneOfBuilding.Select(z => z < 0 ? double.PositiveInfinity : from[z])];
    }

    private static double MinutesOf(TransitSkim skim, int pair) => skim.Riding[pair] + skim.Walking[pair] + skim.Waiting[pair];

    private static double[][] JobsOf(TravelDemand demand, TravelTimes times, int peak)
    {
        (int zones, int places, double all) = (demand.Zones.Zones, demand.Zones.Places, demand.Attractions.Jobs.Sum());
        Func<int, double>[] by = [pair => times.Walk.Minutes[pair], pair => times.Cycle.Minutes[pair], pair => MinutesOf(times.Transit[peak], pair), pair => times.Car[peak].Minutes[pair] + Destinations.AroundCar];
        return [.. by.Select(minutes => Enumerable.Range(0, zones).Select(from => Enumerable.Range(0, zones).Sum(to => from * places + to is var pair && Math.Min(minutes(pair), times.Walk.Minutes[pair]) <= HalfHour ? demand.Attractions.Jobs[to] : 0) / all).ToArray())];
    }
}
