using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>Ways of a mode from door to door: each building hangs on the nearest node that all of the network reach, at 1.3 times the distance; beyond 100 m on foot.</summary>
public sealed class DoorWays
{
    private const double Beside = 100;           // m

    private readonly ModeGraph _graph;
    private readonly double[] _minutes;
    private readonly int[] _nodes;
    private readonly double[] _legs;            // between door and node [min]

    /// <summary>Of a territory.</summary>
    /// <param name="territory">Its buildings.</param> <param name="network">Its roads.</param> <param name="graph">Links of the mode.</param> <param name="minutes">Of each of them [min].</param> <param name="speed">Between door and node [m/min].</param>
    public DoorWays(Territory territory, RoadNetwork network, ModeGraph graph, double[] minutes, double speed)
    {
        ArgumentNullException.ThrowIfNull(territory);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(graph);
        (_graph, _minutes) = (graph, minutes);
        NearestNode near = new(network, Enumerable.Range(0, network.Nodes).Where(n => graph.IsCore[n] && graph.Graph.Out(n).Length > 0));
        (double X, double Y)[] at = [.. territory.Buildings.Select(static b => b.Footprint.Outer.Middle)];
        _nodes = [.. at.Select(p => near.To(p.X, p.Y))];
        _legs = [.. at.Select((p, b) => _nodes[b] >= 0 && network.PlaceOf(_nodes[b]) is var (x, y) ? Leg(RoadSystem.Detour * double.Hypot(p.X - x, p.Y - y)) : double.PositiveInfinity)];

        double Leg(double metres) => Math.Min(metres, Beside) / speed + Math.Max(0, metres - Beside) / Math.Min(speed, RoadSystem.FootSpeed);
    }

    /// <summary>From each building to the nearest of some, by node exactly [min]; 0 at one of them, infinite where no way leads.</summary>
    /// <param name="isEnd">Whether each building is one of them.</param>
    public double[] ToNearest(bool[] isEnd)
    {
        ArgumentNullException.ThrowIfNull(isEnd);
        double[] ends = new double[_graph.Graph.Nodes];
        Array.Fill(ends, double.PositiveInfinity);
        for (int b = 0; b < isEnd.Length; b++)
            if (isEnd[b] && _nodes[b] >= 0) ends[_nodes[b]] = Math.Min(ends[_nodes[b]], _legs[b]);
        double[] fromNodes = NearestEnd.Costs(_graph.Graph, _minutes, ends);
        return [.. isEnd.Select((end, b) => end ? 0 : _nodes[b] < 0 ? double.PositiveInfinity : _legs[b] + fromNodes[_nodes[b]])];
    }
}
