namespace TerritoryTwin.Compute;

/// <summary>What a kernel finds beyond the edge of a grid.</summary>
public enum BoundaryKind
{
    /// <summary>The value of the nearest cell of the edge: no gradient, so no diffusive flux.</summary>
    CopyEdge,
    /// <summary>The opposite side, as if the territory repeated itself.</summary>
    Periodic,
    /// <summary>A given value: the surroundings.</summary>
    Open,
}

/// <summary>The edge of a field.</summary>
/// <param name="Kind">What is found there.</param>
/// <param name="Outside">The value of the surroundings, for <see cref="BoundaryKind.Open"/>, in the unit of the field.</param>
public readonly record struct Boundary(BoundaryKind Kind, float Outside)
{
    /// <summary>The nearest cell of the edge.</summary>
    public static Boundary CopyEdge => default;
    /// <summary>The opposite side.</summary>
    public static Boundary Periodic => new(BoundaryKind.Periodic, 0);
    /// <summary>The surroundings have this value.</summary>
    public static Boundary Open(float outside) => new(BoundaryKind.Open, outside);

    /// <summary>The position inside that answers for <paramref name="i"/>, or −1 when the surroundings do.</summary>
    internal int Inside(int i, int count)
    {
        if ((uint)i < (uint)count) return i;
        return Kind switch
        {
            BoundaryKind.Periodic => ((i % count) + count) % count,
            BoundaryKind.Open => -1,
            _ => Math.Clamp(i, 0, count - 1),
        };
    }
}
