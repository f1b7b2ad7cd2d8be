using TerritoryTwin.Compute;

namespace TerritoryTwin.Mobility;

/// <summary>Traffic on a road by Newell's triangular diagram: up to the critical density all drive at the free speed, beyond it gaps travel backwards at the wave speed.</summary>
/// <remarks>docs/physics/traffic-flow.md, eq. 1 to 6. Densities k [vehicles/m], free speed u and wave speed w [m/s] &gt; 0, jam density kj.</remarks>
public static class TriangularDiagram
{
    /// <summary>The density above which traffic queues, w kj/(u + w) [vehicles/m].</summary>
    public static R Critical<R>(R free, R wave, R jam) where R : struct, IReal<R> => wave * jam / (free + wave);

    /// <summary>The most that passes, u w kj/(u + w) [vehicles/s].</summary>
    public static R Capacity<R>(R free, R wave, R jam) where R : struct, IReal<R> => free * Critical(free, wave, jam);

    /// <summary>Flow at a density, min(u k, w (kj − k)) [vehicles/s].</summary>
    public static R Flow<R>(R density, R free, R wave, R jam) where R : struct, IReal<R> => R.Min(free * density, wave * (jam - density));

    /// <summary>What traffic of a density would send downstream, min(u k, capacity) [vehicles/s].</summary>
    public static R Sending<R>(R density, R free, R wave, R jam) where R : struct, IReal<R> => R.Min(free * density, Capacity(free, wave, jam));

    /// <summary>What a road of a density would receive from upstream, min(capacity, w (kj − k)) [vehicles/s].</summary>
    public static R Receiving<R>(R density, R free, R wave, R jam) where R : struct, IReal<R> => R.Min(Capacity(free, wave, jam), wave * (jam - density));

    /// <summary>Flow through the place where two densities meet: the exact flux of the Riemann problem (Daganzo 1994, Lebacque 1996) [vehicles/s].</summary>
    public static R Flux<R>(R left, R right, R free, R wave, R jam) where R : struct, IReal<R> => R.Min(Sending(left, free, wave, jam), Receiving(right, free, wave, jam));

    /// <summary>Speed of the jump between two different densities, downstream positive (Rankine and Hugoniot) [m/s].</summary>
    public static R Shock<R>(R left, R right, R free, R wave, R jam) where R : struct, IReal<R> => (Flow(right, free, wave, jam) - Flow(left, free, wave, jam)) / (right - left);
}
