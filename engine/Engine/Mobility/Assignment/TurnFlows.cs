namespace TerritoryTwin.Mobility;

/// <summary>Vehicles that pass from link to link, in the time that trips are of [car units]. What came to a link by turns and began on it is what turns from it and ends on it.</summary>
public sealed class TurnFlows
{
    private readonly int[] _first, _place;

    internal TurnFlows(LinkGraph graph)
    {
        (_first, _place) = (new int[graph.Links + 1], new int[graph.Links]);
        for (int link = 0; link < graph.Links; link++) _first[link + 1] = _first[link] + graph.Out(graph.Heads[link]).Length;
        for (int node = 0; node < graph.Nodes; node++)
            for (int k = 0; k < graph.Out(node).Length; k++) _place[graph.Out(node)[k]] = k;
        (Turned, Begun, Ended) = (new double[_first[^1]], new double[graph.Links], new double[graph.Links]);
    }

    /// <summary>By turn: those from the first link come first, in the order of the links that leave its end.</summary>
    public double[] Turned { get; }
    /// <summary>That begin their way with a link.</summary>
    public double[] Begun { get; }
    /// <summary>That end it where a link ends.</summary>
    public double[] Ended { get; }

    /// <summary>Place of a turn in <see cref="Turned"/>.</summary>
    /// <param name="from">Link.</param> <param name="to">Link that leaves its end.</param>
    public int Of(int from, int to) => _first[from] + _place[to];

    /// <summary>All that leave a link: by turns, and that end there.</summary>
    public double Leaving(int link)
    {
        double sum = Ended[link];
        for (int t = _first[link]; t < _first[link + 1]; t++) sum += Turned[t];
        return sum;
    }

    /// <summary>Adds those of another time.</summary>
    internal void Add(TurnFlows other)
    {
        for (int t = 0; t < Turned.Length; t++) Turned[t] += other.Turned[t];
        for (int link = 0; link < Begun.Length; link++) (Begun[link], Ended[link]) = (Begun[link] + other.Begun[link], Ended[link] + other.Ended[link]);
    }
}
