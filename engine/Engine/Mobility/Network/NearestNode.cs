using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>On which of some nodes a place hangs: the nearest as the crow flies.</summary>
public sealed class NearestNode
{
    /// <summary>A node further away is none [m].</summary>
    public const double Farthest = 2000;

    private const double Bucket = 250;

    private readonly RoadNetwork _network;
    private readonly Boxes<int> _near = new(Bucket);

    /// <summary>Among some nodes.</summary>
    /// <param name="network">They are of.</param> <param name="nodes">That may be found.</param>
    public NearestNode(RoadNetwork network, IEnumerable<int> nodes)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(nodes);
        _network = network;
        foreach (int node in nodes) _near.Add(node, network.PlaceOf(node).X, network.PlaceOf(node).Y, network.PlaceOf(node).X, network.PlaceOf(node).Y);
    }

    /// <summary>The node nearest to a place; of equal ones the first. −1 where none is within reach.</summary>
    /// <param name="x">[m].</param> <param name="y">[m].</param>
    public int To(double x, double y)
    {
        for (double reach = Bucket; reach <= Farthest; reach *= 2)
        {
            (int node, double least) = (-1, reach * reach);
            foreach (int n in _near.Near(x, y, reach))
            {
                (double nx, double ny) = _network.PlaceOf(n);
                double square = (nx - x) * (nx - x) + (ny - y) * (ny - y);
                if (square < least || (square == least && n < node)) (node, least) = (n, square);
            }
            if (node >= 0) return node;
        }
        return -1;
    }
}
