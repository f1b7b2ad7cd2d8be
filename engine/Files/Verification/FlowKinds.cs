using TerritoryTwin.Compute;
using TerritoryTwin.Mobility;
using Double = TerritoryTwin.Compute.Double;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of traffic on links.</summary>
internal static class FlowKinds
{
    public static CaseKind Traffic { get; } = new(
        "traffic-dynamics", "Traffic on links: what passes where two densities meet, roads in cells, time by flow, signals, queues, link transmission.",
        [
            ("of", "riemann, cells, link-time, signal, queue, or links: the queue by link transmission, on a road that the bottleneck parts in two"), ("free_speed", "u [m/s]; of riemann, cells and links"), ("wave_speed", "w [m/s]"), ("jam_density", "[vehicles/m]"),
            ("left", "density upstream [vehicles/m]; of riemann"), ("right", "downstream"),
            ("time", "asked for [s]; of cells: 40 cells of 100 m, steps of 5 s, 0.6 vehicles/s until 600 s, then 0.1; 0.3 at most pass between cells 19 and 20 until 600 s"), ("cell", "asked for, from 0"),
            ("free_time", "of link-time, any unit"), ("flow", "of link-time in the unit of the capacity; of signal [vehicles/s]"), ("capacity", "of link-time; of the bottleneck of queue and links [vehicles/s]"), ("alpha", "of link-time"), ("beta", "of link-time"),
            ("cycle", "[s]; of signal"), ("green", "[s]"), ("saturation_flow", "[vehicles/s]"), ("period", "[s]"),
            ("profile", "flows that come, from; to; vehicles/s, such as `0;500;0.8/500;1500;0.4`; of queue and links"), ("free_flow_time", "of the way [s]; of queue"),
            ("before", "length before the bottleneck [m]; of links"), ("after", "behind it [m]"), ("step", "[s]; times of the profile are multiples of it"),
        ],
        [
            ("critical_density", "[vehicles/m]"), ("greatest_flow", "[vehicles/s]"), ("flow_left", "[vehicles/s]"), ("flow_right", "[vehicles/s]"), ("flux", "where they meet [vehicles/s]"), ("wave", "speed of the jump [m/s]"),
            ("density", "of the cell [vehicles/m]"), ("entered", "vehicles"), ("left_road", "vehicles"), ("on_road", "vehicles"),
            ("link_time", "unit of free_time"), ("marginal_time", "the same"),
            ("saturation", "flow over capacity"), ("uniform_delay", "[s]"), ("webster_delay", "[s]; below the capacity"), ("overflow_delay", "[s]"), ("control_delay", "uniform and overflow [s]"),
            ("vehicles", "that came"), ("longest_queue", "[vehicles]"), ("cleared", "[s]"), ("total_delay", "[vehicle s]"), ("mean_delay", "[s]"), ("mean_time", "with the way [s]"), ("longest_delay", "[s]"),
            ("astray", "vehicles that came less those that arrived, drive and wait"),
        ],
        inputs => inputs.RequiredText("of") switch
        {
            "riemann" => Riemann(inputs),
            "cells" => Cells(inputs),
            "link-time" => Time(inputs),
            "signal" => Delay(inputs),
            "queue" => Queue(inputs),
            "links" => Links(inputs),
            { } other => inputs.Told("of", $"is `{other}`; expected riemann, cells, link-time, signal, queue or links", new Dictionary<string, double>()),
        });

    private static Dictionary<string, double> Riemann(CaseInputs inputs)
    {
        (Double u, Double w, Double jam) = Diagram(inputs);
        Double left = new(inputs.Number("left", 0, jam.V)), right = new(inputs.Number("right", 0, jam.V));
        inputs.ThrowIfFaulty();
        return new()
        {
            ["critical_density"] = TriangularDiagram.Critical(u, w, jam).V, ["greatest_flow"] = TriangularDiagram.Capacity(u, w, jam).V, ["flow_left"] = TriangularDiagram.Flow(left, u, w, jam).V,
            ["flow_right"] = TriangularDiagram.Flow(right, u, w, jam).V, ["flux"] = TriangularDiagram.Flux(left, right, u, w, jam).V, ["wave"] = TriangularDiagram.Shock(left, right, u, w, jam).V,
        };
    }

    private static Dictionary<string, double> Cells(CaseInputs inputs)
    {
        (Double u, Double w, Double jam) = Diagram(inputs);
        double time = inputs.Number("time", 0, 1e5);
        int cell = inputs.Whole("cell", 0, 39);
        inputs.ThrowIfFaulty();
        CellTransmission road = new(40, 100, 5, u.V, w.V, jam.V);
        for (int n = 0; n < (int)Math.Round(time / 5); n++) road.Step(n < 120 ? 0.6 : 0.1, 20, n < 120 ? 0.3 : double.PositiveInfinity);
        double on = 0;
        foreach (double k in road.Density) on += 100 * k;
        return new() { ["density"] = road.Density[cell], ["entered"] = road.Entered, ["left_road"] = road.Left, ["on_road"] = on };
    }

    private static Dictionary<string, double> Time(CaseInputs inputs)
    {
        Double free = new(inputs.Number("free_time", 0, 1e9)), flow = new(inputs.Number("flow", 0, 1e9)), capacity = new(inputs.Number("capacity", 1e-9, 1e9)), alpha = new(inputs.Number("alpha", 0, 100)), beta = new(inputs.Number("beta", 0, 100));
        inputs.ThrowIfFaulty();
        return new() { ["link_time"] = LinkTime.Of(free, flow, capacity, alpha, beta).V, ["marginal_time"] = LinkTime.Marginal(free, flow, capacity, alpha, beta).V };
    }

    private static Dictionary<string, double> Delay(CaseInputs inputs)
    {
        double cycle = inputs.Number("cycle", 1, 1000), flow = inputs.Number("flow", 1e-6, 100), period = inputs.Number("period", 1, 1e6, 900);
        Signal signal = new(cycle, inputs.Number("green", 1e-3, cycle), inputs.Number("saturation_flow", 1e-6, 100));
        inputs.ThrowIfFaulty();
        double uniform = signal.UniformDelay(flow), overflow = signal.OverflowDelay(flow, period);
        Dictionary<string, double> found = new() { ["saturation"] = signal.Saturation(flow), ["uniform_delay"] = uniform, ["overflow_delay"] = overflow, ["control_delay"] = uniform + overflow };
        if (signal.Saturation(flow) < 1) found["webster_delay"] = signal.WebsterDelay(flow);
        return found;
    }

    private static Dictionary<string, double> Queue(CaseInputs inputs)
    {
        FlowPeriod[] profile = Profile(inputs);
        double capacity = inputs.Number("capacity", 1e-9, 1e6), way = inputs.Number("free_flow_time", 0, 1e6);
        inputs.ThrowIfFaulty();
        PointQueue queue = PointQueue.Of(profile, capacity);
        return new()
        {
            ["vehicles"] = queue.Vehicles, ["longest_queue"] = queue.LongestQueue, ["cleared"] = queue.Cleared, ["total_delay"] = queue.TotalDelay, ["mean_delay"] = queue.MeanDelay,
            ["mean_time"] = queue.MeanDelay + way, ["longest_delay"] = queue.LongestDelay,
        };
    }

    // An entry, a road, the bottleneck, and a road of its capacity.
    private static Dictionary<string, double> Links(CaseInputs inputs)
    {
        FlowPeriod[] profile = Profile(inputs);
        (Double u, Double w, Double jam) = Diagram(inputs);
        double capacity = inputs.Number("capacity", 1e-6, 10), before = inputs.Number("before", 1, 1e5), after = inputs.Number("after", 1, 1e5), step = inputs.Number("step", 0.1, 60);
        inputs.ThrowIfFaulty();
        using HostDevice device = new(1);
        TrafficLink[] links = [TrafficLink.Entry(10), new(before, u.V, TriangularDiagram.Capacity(u, w, jam).V, jam.V), new(after, u.V, capacity, jam.V)];
        using LinkTransmission road = new(new LinkGraph(4, [0, 1, 2], [1, 2, 3]), links, [new(0, 1), new(1, 2)], step, device);
        road.SetShares([1, 1]);
        foreach (FlowPeriod p in profile)
        {
            road.SetDemand([0, 0, 0]);
            road.Step((int)Math.Round(p.From / step) - (int)road.Steps);
            road.SetDemand([p.Flow, 0, 0]);
            road.Step((int)Math.Round(p.To / step) - (int)road.Steps);
        }
        road.SetDemand([0, 0, 0]);
        TrafficCounts counts = road.Counts();
        for (int round = 0; round < 1000 && counts.Present.Sum() > 0; round++)
        {
            road.Step(100);
            counts = road.Counts();
        }
        double vehicles = (double)counts.Came[0] / LinkTransmission.Parts, time = counts.Spent.Sum(), way = (before + after) / u.V;
        return new()
        {
            ["vehicles"] = vehicles, ["total_delay"] = time - vehicles * way, ["mean_delay"] = time / vehicles - way, ["mean_time"] = time / vehicles,
            ["astray"] = (double)(counts.Came[0] - counts.Arrived.Sum() - counts.Present.Sum()) / LinkTransmission.Parts,
        };
    }

    private static FlowPeriod[] Profile(CaseInputs inputs)
    {
        double[] numbers = TravelKinds.List(inputs, "profile");
        return numbers.Length % 3 == 0 ? [.. numbers.Chunk(3).Select(n => new FlowPeriod(n[0], n[1], n[2]))]
            : inputs.Told<FlowPeriod[]>("profile", $"has {numbers.Length} numbers; expected three for each period", []);
    }

    private static (Double Free, Double Wave, Double Jam) Diagram(CaseInputs inputs) =>
        (new(inputs.Number("free_speed", 1e-3, 100)), new(inputs.Number("wave_speed", 1e-3, 100)), new(inputs.Number("jam_density", 1e-6, 10)));
}
