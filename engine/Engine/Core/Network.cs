namespace TerritoryTwin.Core;

/// <summary>Links between nodes: roads between junctions, lines between buses. Fields live on the links or on <see cref="Nodes"/>.</summary>
public sealed record Network : Support
{
    /// <summary>A network of the given links.</summary>
    /// <param name="nodes">How many nodes.</param>
    /// <param name="from">Node at the beginning of each link.</param>
    /// <param name="to">Node at the end of each link, one a link.</param>
    /// <exception cref="ArgumentException">The lists differ in length, or a link ends at no node.</exception>
    public Network(int nodes, IReadOnlyList<int> from, IReadOnlyList<int> to) : base(1, from.Count)
    {
        if (from.Count != to.Count) throw new ArgumentException($"{from.Count} links begin, {to.Count} end", nameof(to));
        if (from.Concat(to).Any(n => n < 0 || n >= nodes)) throw new ArgumentException($"a link ends at a node outside 0 to {nodes - 1}", nameof(from));
        (Nodes, From, To) = (new Stock(nodes), from, to);
    }

    /// <summary>The nodes, a support of their own.</summary>
    public Stock Nodes { get; }
    /// <summary>Node at the beginning of each link.</summary>
    public IReadOnlyList<int> From { get; }
    /// <summary>Node at the end of each link.</summary>
    public IReadOnlyList<int> To { get; }
}
