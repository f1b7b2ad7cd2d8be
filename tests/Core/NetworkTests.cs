using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Core;

public sealed class NetworkTests
{
    /// <summary>Flow along each link, from the potentials of its ends.</summary>
    private readonly struct FlowOnLinks(View potential, IndexView from, IndexView to, View conductance, View flow) : ICellKernel
    {
        public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> =>
            cell[flow] = cell[conductance] * (cell.At(potential, from) - cell.At(potential, to));
    }

    [Theory]
    [InlineData("host"), InlineData("reference")]
    public void What_flows_into_the_links_flows_out_of_them(string name)
    {
        // A ring of four nodes with one chord; potentials 3 2 1 0.
        Network network = new(4, [0, 1, 2, 3, 0], [1, 2, 3, 0, 2]);
        using Device device = Devices.Named(name);
        using Field potential = new(network.Nodes, device, new("potential", "1", "of nodes")), conductance = new(network, device, new("conductance", "1", "of links")),
            flow = new(network, device, new("flow", "1", "along links")), sent = new(network.Nodes, device, new("sent", "1", "into links")), arrived = new(network.Nodes, device, new("arrived", "1", "out of links"));
        using IndexField from = new(network, device, (int[])[.. network.From]), to = new(network, device, (int[])[.. network.To]);
        using Transfer toBeginnings = Transfer.OfTotals(network, network.Nodes, device, network.From.Select((n, link) => new Share(link, n, 1)));
        using Transfer toEnds = Transfer.OfTotals(network, network.Nodes, device, network.To.Select((n, link) => new Share(link, n, 1)));
        potential.Write([3, 2, 1, 0]);
        conductance.Write([1, 2, 3, 4, 5]);

        device.Run(network, new FlowOnLinks(potential.Now, from.View, to.View, conductance.Now, flow.Now));
        toBeginnings.Run(flow, sent);
        toEnds.Run(flow, arrived);

        Assert.Equal([1, 2, 3, -12, 10], flow.ToArray());
        Assert.Equal([11, 2, 3, -12], sent.ToArray());
        Assert.Equal(device.Sum(sent), device.Sum(arrived));
    }

    [Fact]
    public void A_link_to_nowhere_is_refused() => Assert.Throws<ArgumentException>(() => new Network(2, [0], [2]));
}
