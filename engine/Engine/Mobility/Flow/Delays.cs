using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>Time on a link by its flow: the function of the Bureau of Public Roads (1964).</summary>
/// <remarks>docs/physics/traffic-flow.md, eq. 8 and 9.</remarks>
public static class LinkTime
{
    /// <summary>t₀ (1 + α (q/c)^β), in the unit of t₀.</summary>
    /// <param name="free">Time of the empty link, t₀.</param> <param name="flow">q ≥ 0.</param> <param name="capacity">c &gt; 0, in the unit of the flow.</param> <param name="alpha">α.</param> <param name="beta">β.</param>
    public static R Of<R>(R free, R flow, R capacity, R alpha, R beta) where R : struct, IReal<R> => free * (1f + alpha * R.Pow(flow / capacity, beta));

    /// <summary>What one vehicle more costs all: t + q dt/dq = t₀ (1 + α (1 + β) (q/c)^β).</summary>
    /// <param name="free">t₀.</param> <param name="flow">q ≥ 0.</param> <param name="capacity">c &gt; 0.</param> <param name="alpha">α.</param> <param name="beta">β.</param>
    public static R Marginal<R>(R free, R flow, R capacity, R alpha, R beta) where R : struct, IReal<R> => Of(free, flow, capacity, alpha * (1f + beta), beta);
}

/// <summary>A signal with a fixed cycle.</summary>
/// <param name="Cycle">[s].</param> <param name="Green">Of the approach, above 0, up to the cycle [s].</param> <param name="SaturationFlow">That passes while it is green [vehicles/s].</param>
/// <remarks>docs/physics/traffic-flow.md, eq. 10 to 13. All delays are means of the vehicles of an approach [s].</remarks>
public readonly record struct Signal(double Cycle, double Green, double SaturationFlow)
{
    /// <summary>Green over cycle.</summary>
    /// <exception cref="TerritoryException">The green is not above 0 and up to the cycle, or a number is missing.</exception>
    public double GreenShare => Green > 0 && Green <= Cycle && double.IsFinite(Cycle) ? Green / Cycle : throw new TerritoryException($"signal: {Green:g4} s of green in a cycle of {Cycle:g4} s; expected above 0, up to the cycle");
    /// <summary>That passes in the long run [vehicles/s].</summary>
    public double Capacity => SaturationFlow > 0 ? GreenShare * SaturationFlow : throw new TerritoryException($"signal: a saturation flow of {SaturationFlow:g4} vehicles/s; expected above 0");

    /// <summary>x: flow over capacity.</summary>
    public double Saturation(double flow) => flow >= 0 ? flow / Capacity : throw new TerritoryException($"signal: a flow of {flow:g4} vehicles/s; expected from 0");

    /// <summary>Delay where vehicles come evenly; beyond the capacity that of the capacity.</summary>
    /// <param name="flow">[vehicles/s].</param>
    public double UniformDelay(double flow) => 0.5 * Cycle * (1 - GreenShare) * (1 - GreenShare) / (1 - Math.Min(1, Saturation(flow)) * GreenShare);

    /// <summary>Webster (1958): vehicles come at random.</summary>
    /// <param name="flow">Above 0, below the capacity [vehicles/s].</param>
    /// <exception cref="TerritoryException">The flow reaches the capacity, where the delay has no end.</exception>
    public double WebsterDelay(double flow)
    {
        double x = Saturation(flow);
        if (!(x is > 0 and < 1)) throw new TerritoryException($"signal: Webster's delay of a flow of {x:g4} of the capacity; expected above 0 and below 1. Beyond it take UniformDelay and OverflowDelay.");
        return UniformDelay(flow) + x * x / (2 * flow * (1 - x)) - 0.65 * Math.Cbrt(Cycle / (flow * flow)) * Math.Pow(x, 2 + 5 * GreenShare);
    }

    /// <summary>What chance and overflow add to the uniform delay within a period (Highway Capacity Manual 2000).</summary>
    /// <param name="flow">[vehicles/s].</param> <param name="period">Of this flow [s].</param> <param name="control">k: 0.5 for a fixed cycle.</param> <param name="upstream">I: 1 where vehicles come at random.</param>
    public double OverflowDelay(double flow, double period, double control = 0.5, double upstream = 1)
    {
        double x = Saturation(flow);
        return 0.25 * period * (x - 1 + Math.Sqrt((x - 1) * (x - 1) + 8 * control * upstream * x / (Capacity * period)));
    }
}

/// <summary>Flow that comes during a time.</summary>
/// <param name="From">[s].</param> <param name="To">[s].</param> <param name="Flow">[vehicles/s].</param>
public readonly record struct FlowPeriod(double From, double To, double Flow);

/// <summary>A queue without length before a bottleneck, exact between the times at which the flow changes.</summary>
/// <param name="Vehicles">That came.</param> <param name="LongestQueue">[vehicles].</param> <param name="Cleared">When the last queue is gone [s]; the start without a queue.</param>
/// <param name="TotalDelay">[vehicle s].</param> <param name="LongestDelay">Of a vehicle [s].</param>
/// <remarks>docs/physics/traffic-flow.md, eq. 14.</remarks>
public sealed record PointQueue(double Vehicles, double LongestQueue, double Cleared, double TotalDelay, double LongestDelay)
{
    /// <summary>Of a vehicle [s].</summary>
    public double MeanDelay => TotalDelay / Vehicles;

    /// <summary>The queue that flows leave before a bottleneck.</summary>
    /// <param name="periods">Of the flow, one after the other; none comes outside.</param> <param name="capacity">Of the bottleneck [vehicles/s], &gt; 0.</param>
    /// <exception cref="TerritoryException">Periods overlap or run backwards, a flow is negative, or the capacity is 0.</exception>
    public static PointQueue Of(IReadOnlyList<FlowPeriod> periods, double capacity)
    {
        ArgumentNullException.ThrowIfNull(periods);
        if (!(capacity > 0)) throw new TerritoryException($"queue: the capacity is {capacity:g4} vehicles/s; expected a number above 0, otherwise nobody arrives");
        double queue = 0, vehicles = 0, longest = 0, delay = 0, now = periods.Count > 0 ? periods[0].From : 0, cleared = now;
        foreach (FlowPeriod p in periods)
        {
            if (!(p.From >= now && p.To > p.From && p.Flow >= 0))
                throw new TerritoryException($"queue: {p.Flow:g4} vehicles/s from {p.From:g6} to {p.To:g6} s; expected a flow from 0, and a period that ends after its start and starts at {now:g6} s or later");
            Pass(p.From, 0);
            vehicles += p.Flow * (p.To - p.From);
            Pass(p.To, p.Flow);
        }
        Pass(double.PositiveInfinity, 0);
        return new(vehicles, longest, cleared, delay, longest / capacity);

        void Pass(double to, double flow)
        {
            double rate = flow - capacity, end = rate < 0 ? Math.Min(to, now + queue / -rate) : to;
            if (queue > 0 || rate > 0)
            {
                double after = Math.Max(0, queue + rate * (end - now));
                delay += 0.5 * (queue + after) * (end - now);
                (queue, longest, cleared) = (end < to ? 0 : after, Math.Max(longest, after), end);
            }
            now = to;
        }
    }
}
