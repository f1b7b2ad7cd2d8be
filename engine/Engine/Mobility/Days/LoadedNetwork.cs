using TerritoryTwin.Compute;

namespace TerritoryTwin.Mobility;

/// <summary>The links that a day's traffic uses, as link transmission takes them: those of roads, then an entry for each node where ways begin. Turns that are links of the graph are turns here.</summary>
internal sealed class LoadedNetwork
{
    // Gaps travel backwards at 18 km/h, and cars stand 7 m apart in a lane (Treiber and Kesting 2013, orders of magnitude).
    private const double Wave = 5, JamOfLane = 1 / 7.0;

    // Of what can leave a road, what it still takes when it is full: without it rings of full streets that wait for one another stand for ever, since shares know no other way. docs/physics/mobility.md has what it does.
    private const double Squeeze = 0.5;

    private readonly ModeGraph _cars;
    private readonly RoadLinks _traffic;
    private readonly TurnFlows[] _hours;
    private readonly TurnFlows _day;
    private readonly int[] _entries;
    private readonly Turn[] _turns;

    // From a link of the graph, or a node where ways begin (Entry), onto a link; Via is the turn between them that is a link of the graph, −1 without.
    private readonly record struct Turn(int From, int To, int Via, int Onto, bool Entry);

    /// <summary>Of the turns of the hours.</summary>
    public LoadedNetwork(ModeGraph cars, RoadLinks traffic, TurnFlows[] hours)
    {
        (_cars, _traffic, _hours, _day) = (cars, traffic, hours, new(cars.Graph));
        foreach (TurnFlows hour in hours) _day.Add(hour);
        LinkGraph graph = cars.Graph;
        Links = [.. Enumerable.Range(0, graph.Links).Where(l => cars.StretchOfLink[l] >= 0 && (_day.Begun[l] > 0 || _day.Leaving(l) > 0))];
        _entries = [.. Enumerable.Range(0, graph.Nodes).Where(n => BegunAt(_day, n) > 0)];
        int[] number = new int[graph.Links];
        for (int l = 0; l < Links.Length; l++) number[Links[l]] = l;
        List<Turn> turns = [];
        for (int l = 0; l < Links.Length; l++) Add(l, Links[l], graph.Heads[Links[l]], entry: false);
        for (int e = 0; e < _entries.Length; e++) Add(Links.Length + e, _entries[e], _entries[e], entry: true);
        _turns = [.. turns];

        void Add(int from, int of, int node, bool entry)
        {
            foreach (int next in graph.Out(node))
            {
                if (!((entry ? _day.Begun[next] : _day.Turned[_day.Of(of, next)]) > 0)) continue;
                if (cars.StretchOfLink[next] >= 0) turns.Add(new(from, number[next], -1, next, entry));
                else
                    foreach (int onto in graph.Out(graph.Heads[next]))
                        if (_day.Turned[_day.Of(next, onto)] > 0) turns.Add(new(from, number[onto], next, onto, entry));
            }
        }
    }

    /// <summary>Of each link of a road, which it is in the graph; entries follow.</summary>
    public int[] Links { get; }

    /// <summary>The empty network.</summary>
    public LinkTransmission Open(double step, Device device)
    {
        int nodes = _cars.Graph.Nodes;
        LinkGraph graph = new(nodes + _entries.Length,
            [.. Links.Select(l => _cars.NodeOf[_cars.Graph.Tails[l]]), .. _entries.Select((_, e) => nodes + e)], [.. Links.Select(l => _cars.NodeOf[_cars.Graph.Heads[l]]), .. _entries.Select(n => _cars.NodeOf[n])]);
        TrafficLink[] links = [.. Links.Select(RoadOf), .. _entries.Select(EntryOf)];
        LinkTransmission traffic = new(graph, links, [.. _turns.Select(static t => new LinkTurn(t.From, t.To))], step, device, ShortLinks.TakeAStep, Squeeze);
        // Whose ways all end where a link ends have no junction to pass.
        traffic.SetLeaving([.. Links.Select((l, n) => _day.Ended[l] < (1 - 1e-9) * _day.Leaving(l) ? _traffic.Capacities[l] / 3600 : links[n].Capacity), .. links[Links.Length..].Select(static e => e.Capacity)]);
        return traffic;
    }

    /// <summary>Of each turn in an hour; of links that nobody took in it, of the day.</summary>
    public double[] Shares(int hour) =>
        [.. _turns.Select(t => ShareOf(AllOf(_hours[hour], t) > 0 ? _hours[hour] : _day, t))];

    /// <summary>Of something at each entry, what falls to each link of the graph that begins there, in the shares of the day.</summary>
    public double[] OntoLinks(double[] ofEntries)
    {
        double[] links = new double[_cars.Graph.Links];
        foreach (Turn turn in _turns)
            if (turn.Entry) links[turn.Onto] += ShareOf(_day, turn) * ofEntries[turn.From - Links.Length];
        return links;
    }

    /// <summary>Where ways begin.</summary>
    public int Entries => _entries.Length;

    /// <summary>That begin at an entry in an hour [car units].</summary>
    public double Begun(int entry, int hour) => BegunAt(_hours[hour], _entries[entry]);

    /// <summary>That an entry lets in at most [car units/h].</summary>
    public double Passes(int entry) => 3600 * EntryOf(_entries[entry]).Capacity;

    /// <summary>A link or entry by its road, for messages.</summary>
    public string Named(int link) => link < Links.Length ? $"stretch {_cars.StretchOfLink[Links[link]]} of the roads" : $"entry at node {_cars.NodeOf[_entries[link - Links.Length]]} of the roads";

    private double ShareOf(TurnFlows flows, Turn turn)
    {
        int first = turn.Via >= 0 ? turn.Via : turn.Onto;
        double taken = turn.Entry ? flows.Begun[first] : flows.Turned[flows.Of(Links[turn.From], first)];
        return taken > 0 ? taken / AllOf(flows, turn) * (turn.Via >= 0 ? flows.Turned[flows.Of(turn.Via, turn.Onto)] / flows.Leaving(turn.Via) : 1) : 0;
    }

    private double AllOf(TurnFlows flows, Turn turn) => turn.Entry ? BegunAt(flows, _entries[turn.From - Links.Length]) : flows.Leaving(Links[turn.From]);

    private double BegunAt(TurnFlows flows, int node)
    {
        double sum = 0;
        foreach (int link in _cars.Graph.Out(node)) sum += flows.Begun[link];
        return sum;
    }

    // As much as its lanes pass, and no less than what its end lets through; it has room for what stands in its lanes, and where it is short, for what passes.
    private TrafficLink RoadOf(int link)
    {
        double speed = _cars.Length[link] / (60 * _traffic.FreeTimes[link]), jam = JamOfLane * _cars.Lanes[link];
        double passes = Math.Max(_traffic.Capacities[link] / 3600, jam * speed * Wave / (speed + Wave));
        return new(_cars.Length[link], speed, passes, Math.Max(jam, passes / speed + passes / Wave));
    }

    // What comes to it weighs as the road that it begins on.
    private TrafficLink EntryOf(int node)
    {
        double passes = 0;
        foreach (int link in _cars.Graph.Out(node))
            passes += (_cars.StretchOfLink[link] >= 0 ? _traffic.Capacities[link] : _cars.Graph.Out(_cars.Graph.Heads[link]).ToArray().Where(l => _cars.StretchOfLink[l] >= 0).Sum(l => _traffic.Capacities[l])) / 3600;
        return TrafficLink.Entry(passes);
    }
}
