using System.Runtime.CompilerServices;

namespace TerritoryTwin.Mobility;

/// <summary>The ways that trips of one origin take: links without a cycle that lead from the origin to every node, with the flow of this origin on each (Dial 2006).</summary>
/// <remarks>Nodes stand in an order in which every link leads forward; those on ways of trips come first. Links stand by the node that they lead to.</remarks>
internal sealed class Bush(int travellers, int row)
{
    private const double DustOfTrips = 1e-13;
    private int[] _nodes = [], _first = [], _links = [], _tails = [], _merges = [];
    private double[] _flows = [];
    private int _count, _needed, _mergeCount;
    private double _dust;

    /// <summary>Class of its trips.</summary>
    public int Class => travellers;
    /// <summary>Row of its origin.</summary>
    public int Row => row;
    /// <summary>Cost of the trips above that of cheapest ways, when ways were last joined [car units × cost].</summary>
    public double Excess { get; private set; }
    /// <summary>Cost of the trips by cheapest ways then.</summary>
    public double Shortest { get; private set; }
    /// <summary>Bytes that it holds.</summary>
    public long Bytes => sizeof(int) * (long)(_nodes.Length + _first.Length + _links.Length + _tails.Length + _merges.Length) + sizeof(double) * (long)_flows.Length;
    /// <summary>How far the dearest way in use costs more than the cheapest of its node, over the cheapest; after <see cref="Join"/>.</summary>
    public double Spread { get; private set; }

    /// <summary>Puts all trips on the cheapest ways at the costs of the moment.</summary>
    /// <param name="traffic">Network and trips.</param> <param name="desk">To work on.</param> <param name="by">Last link of the way to each node, −1 at the origin and where none leads.</param>
    public void Start(RoadTraffic traffic, BushDesk desk, ReadOnlySpan<int> by)
    {
        LinkGraph graph = traffic.Graph;
        TripRows trips = traffic.Classes[travellers].Trips;
        int origin = trips.Origins[row];
        desk.Begin(graph.Nodes);
        for (int node = 0; node < graph.Nodes; node++)
        {
            desk.OldNodes[node] = node;
            desk.Position[node] = node == origin || by[node] >= 0 ? node : -1;
            if (by[node] >= 0) desk.Keep(by[node], graph.Tails[by[node]], 0);
            desk.EndNode(node);
        }
        Arrange(desk, trips, graph.Nodes);
        Load(traffic, desk, from: null);
    }

    /// <summary>Puts trips on the ways of an earlier solution, by its shares.</summary>
    /// <returns>False where bans leave a node without a way, or leave one a way that had none: the bush must be started anew.</returns>
    public bool Follow(RoadTraffic traffic, BushDesk desk, Bush earlier, ReadOnlySpan<double> costs)
    {
        TripRows trips = traffic.Classes[travellers].Trips;
        desk.Begin(traffic.Graph.Nodes);
        desk.Position.AsSpan(0, traffic.Graph.Nodes).Fill(-1);
        for (int k = 0; k < earlier._count; k++)
        {
            desk.OldNodes[k] = earlier._nodes[k];
            desk.Position[earlier._nodes[k]] = k;
            int before = desk.Kept;
            for (int e = earlier._first[k]; e < earlier._first[k + 1]; e++)
                if (double.IsFinite(costs[earlier._links[e]])) desk.Keep(earlier._links[e], earlier._tails[e], earlier._flows[e]);
            if (k > 0 && desk.Kept == before) return false;
            desk.EndNode(k);
        }
        foreach (int destination in trips.Destinations(row))
            if (desk.Position[destination] < 0) return false;
        LinkGraph graph = traffic.Graph;
        for (int link = 0; link < graph.Links; link++)
            if (double.IsFinite(costs[link]) && desk.Position[graph.Heads[link]] < 0 && desk.Position[graph.Tails[link]] is >= 0 and var tail && (tail == 0 || !graph.IsClosed(graph.Tails[link]))) return false;
        Arrange(desk, trips, earlier._count);
        Load(traffic, desk, from: _flows);
        return true;
    }

    /// <summary>Forgets all links but those that its trips take: enough to tell their ways, and no warm start.</summary>
    public void Settle()
    {
        int[] first = new int[_needed + 1], links = new int[_first[_needed]], tails = new int[links.Length];
        double[] flows = new double[links.Length];
        int kept = 0;
        for (int k = 0; k < _needed; k++)
        {
            for (int e = _first[k]; e < _first[k + 1]; e++)
                if (_flows[e] > 0) (links[kept], tails[kept], flows[kept++]) = (_links[e], _tails[e], _flows[e]);
            first[k + 1] = kept;
        }
        (_nodes, _first, _links, _tails, _flows, _merges, _count, _mergeCount) = (_nodes[.._needed], first, links[..kept], tails[..kept], flows[..kept], [], _needed, 0);
    }

    /// <summary>Adds its flows to volumes.</summary>
    public void AddTo(double[] volumes)
    {
        int end = _first[_needed];
        for (int e = 0; e < end; e++) volumes[_links[e]] += _flows[e];
    }

    /// <summary>How often a trip to each node passes some links: at each node the ways in are taken by their shares of the flow, whatever the destination.</summary>
    /// <param name="weights">Of each link what a pass counts; 0 for all others.</param> <param name="passes">Is written for the nodes on ways of trips; as many as the network has.</param>
    public void Passes(ReadOnlySpan<double> weights, Span<double> passes)
    {
        passes.Clear();
        for (int k = 1; k < _needed; k++)
        {
            double sum = 0, passed = 0;
            for (int e = _first[k]; e < _first[k + 1]; e++)
            {
                sum += _flows[e];
                passed += _flows[e] * (passes[_nodes[_tails[e]]] + weights[_links[e]]);
            }
            if (sum > 0) passes[_nodes[k]] = passed / sum;
        }
    }

    /// <summary>Adds how its trips turn: at each node those that came in by a link end there, or leave by the others, in the shares of all of them.</summary>
    public void AddTurns(RoadTraffic traffic, TurnFlows turns, Span<double> ends, Span<double> through)
    {
        TripRows rows = traffic.Classes[travellers].Trips;
        ReadOnlySpan<int> destinations = rows.Destinations(row);
        for (int i = 0; i < destinations.Length; i++) ends[destinations[i]] = rows.Trips(row)[i] * traffic.Classes[travellers].CarUnits;
        for (int k = 1; k < _needed; k++)
        {
            double sum = 0;
            for (int e = _first[k]; e < _first[k + 1]; e++) sum += _flows[e];
            through[k] = sum;
            for (int e = _first[k]; e < _first[k + 1]; e++)
            {
                if (!(_flows[e] > 0)) continue;
                turns.Ended[_links[e]] += _flows[e] * ends[_nodes[k]] / sum;
                int tail = _tails[e];
                if (tail == 0) turns.Begun[_links[e]] += _flows[e];
                else if (through[tail] > 0)
                    for (int before = _first[tail]; before < _first[tail + 1]; before++)
                        if (_flows[before] > 0) turns.Turned[turns.Of(_links[before], _links[e])] += _flows[e] * _flows[before] / through[tail];
            }
        }
        foreach (int destination in destinations) ends[destination] = 0;
    }

    /// <summary>Shifts flow from the dearest way in use to the cheapest, node by node from the far end, each by a step of Newton.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Balance(LinkState state, BushDesk desk, double tolerance)
    {
        double[] costs = state.Costs[travellers], low = desk.Low, high = desk.High;
        int[] cheapest = desk.Cheapest, dearest = desk.Dearest, first = _first, links = _links, tails = _tails;
        (low[0], high[0]) = (0, 0);
        for (int k = 1; k < _needed; k++)
        {
            int e = first[k], end = first[k + 1], tail = tails[e];
            double cost = costs[links[e]];
            double least = low[tail] + cost, most = high[tail] + cost;
            int min = e, max = e;
            if (end - e > 1)
            {
                if (!(_flows[e] > 0)) most = double.NegativeInfinity;
                while (++e < end)
                {
                    tail = tails[e];
                    cost = costs[links[e]];
                    double there = low[tail] + cost;
                    if (there < least) (least, min) = (there, e);
                    if (!(_flows[e] > 0)) continue;
                    there = high[tail] + cost;
                    if (there > most) (most, max) = (there, e);
                }
                if (double.IsNegativeInfinity(most)) (most, max) = (high[tails[min]] + costs[links[min]], min);
            }
            (low[k], high[k], cheapest[k], dearest[k]) = (least, most, min, max);
        }
        for (int m = _mergeCount - 1; m >= 0; m--)
        {
            int k = _merges[m];
            if (cheapest[k] != dearest[k] && high[k] - low[k] > tolerance * high[k]) Shift(state, desk, cheapest[k], dearest[k]);
        }
    }

    /// <summary>Where two ways to a node part, and what flow goes from one to the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Shift(LinkState state, BushDesk desk, int cheap, int dear)
    {
        double[] costs = state.Costs[travellers], slopes = state.Slopes;
        int[] cheapest = desk.Cheapest, dearest = desk.Dearest;
        int a = _tails[dear], b = _tails[cheap];
        double excess = costs[_links[dear]] - costs[_links[cheap]], slope = slopes[_links[dear]] + slopes[_links[cheap]], room = _flows[dear], back = _flows[cheap];
        while (a != b)
        {
            if (a > b)
            {
                int e = dearest[a];
                excess += costs[_links[e]];
                slope += slopes[_links[e]];
                room = Math.Min(room, _flows[e]);
                a = _tails[e];
            }
            else
            {
                int e = cheapest[b];
                excess -= costs[_links[e]];
                slope += slopes[_links[e]];
                back = Math.Min(back, _flows[e]);
                b = _tails[e];
            }
        }
        double shift = excess > 0 ? Math.Min(room, excess / slope) : Math.Max(-back, excess / slope);
        if (!(Math.Abs(shift) > 0)) return;
        (a, b) = (_tails[dear], _tails[cheap]);
        Change(state, dear, -shift);
        Change(state, cheap, shift);
        while (a != b)
        {
            if (a > b)
            {
                int e = dearest[a];
                Change(state, e, -shift);
                a = _tails[e];
            }
            else
            {
                int e = cheapest[b];
                Change(state, e, shift);
                b = _tails[e];
            }
        }
    }

    private void Change(LinkState state, int e, double more)
    {
        double flow = _flows[e] + more;
        _flows[e] = flow > _dust ? flow : 0;
        state.Add(_links[e], more);
    }

    /// <summary>Drops links that nobody takes, joins those that make ways cheaper, and finds how far the ways are from the cheapest of the network.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Join(RoadTraffic traffic, double[] costs, BushDesk desk)
    {
        double[] low = desk.Low, high = desk.High, far = desk.Far, passing = desk.Passing, flows = _flows;
        int[] cheapest = desk.Cheapest, position = desk.Position, nodes = _nodes, first = _first, links = _links, tails = _tails;
        Arrivals arrivals = traffic.Arrivals;
        Array.Fill(far, double.PositiveInfinity);
        Array.Fill(passing, double.PositiveInfinity);
        Array.Fill(position, -1);
        int origin = nodes[0];
        (low[0], high[0], far[origin], passing[origin], position[origin]) = (0, 0, 0, 0, 0);
        bool changes = false;
        for (int k = 1; k < _count; k++)
        {
            int node = nodes[k], begin = first[k], end = first[k + 1], min = begin;
            double least = low[tails[begin]] + costs[links[begin]], most = high[tails[begin]] + costs[links[begin]];
            if (end - begin > 1)
            {
                for (int e = begin + 1; e < end; e++)
                {
                    double there = low[tails[e]] + costs[links[e]];
                    if (there < least) (least, min) = (there, e);
                }
                most = 0;
                for (int e = begin; e < end; e++)
                {
                    if (e == min || flows[e] > 0) most = Math.Max(most, high[tails[e]] + costs[links[e]]);
                    else changes = true;
                }
            }
            (low[k], high[k], cheapest[k], far[node], position[node]) = (least, most, min, least, k);
            if (!traffic.Graph.IsClosed(node)) passing[node] = least;
        }
        desk.Begin(_count);
        desk.OldNodes[0] = origin;
        desk.EndNode(0);
        for (int k = 1; k < _count; k++)
        {
            int node = nodes[k], begin = first[k], end = first[k + 1];
            desk.OldNodes[k] = node;
            if (end - begin == 1) desk.Keep(links[begin], tails[begin], flows[begin]);
            else
            {
                for (int e = begin; e < end; e++)
                    if (e == cheapest[k] || flows[e] > 0) desk.Keep(links[e], tails[e], flows[e]);
            }
            double least = low[k];
            int last = arrivals.First[node + 1];
            for (int i = arrivals.First[node]; i < last; i++)
            {
                int link = arrivals.Links[i], tail = arrivals.Tails[i];
                double there = passing[tail] + costs[link];
                if (!(there < least)) continue;
                desk.Improve(node, there);
                int at = position[tail];
                if (!(high[at] + costs[link] < high[k])) continue;
                desk.Keep(link, at, 0);
                changes = true;
            }
            desk.EndNode(k);
        }
        desk.Correct(traffic.Graph, costs, origin);
        Measure(traffic, costs, desk);
        if (changes) Arrange(desk, traffic.Classes[travellers].Trips, _count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Measure(RoadTraffic traffic, double[] costs, BushDesk desk)
    {
        double excess = 0, spread = 0;
        double[] far = desk.Far, used = desk.Used;
        used[0] = 0;
        for (int k = 1; k < _needed; k++)
        {
            double cheapest = far[_nodes[k]], dearest = cheapest;
            for (int e = _first[k]; e < _first[k + 1]; e++)
            {
                if (!(_flows[e] > 0)) continue;
                excess += _flows[e] * Math.Max(0, far[_nodes[_tails[e]]] + costs[_links[e]] - cheapest);
                dearest = Math.Max(dearest, used[_tails[e]] + costs[_links[e]]);
            }
            used[k] = dearest;
        }
        TripRows rows = traffic.Classes[travellers].Trips;
        ReadOnlySpan<int> destinations = rows.Destinations(row);
        ReadOnlySpan<double> trips = rows.Trips(row);
        double shortest = 0;
        for (int i = 0; i < destinations.Length; i++)
        {
            double cheapest = far[destinations[i]];
            shortest += trips[i] * traffic.Classes[travellers].CarUnits * cheapest;
            if (cheapest > 0) spread = Math.Max(spread, used[desk.Position[destinations[i]]] / cheapest - 1);
        }
        (Excess, Shortest, Spread) = (excess, shortest, spread);
    }

    /// <summary>Takes what the desk holds, in an order in which links lead forward.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Arrange(BushDesk desk, TripRows trips, int count)
    {
        ReadOnlySpan<int> destinations = trips.Destinations(row);
        (_count, _needed) = desk.Sort(count, destinations);
        if (_nodes.Length < _count) (_nodes, _first) = (new int[_count], new int[_count + 1]);
        if (_links.Length < desk.Kept)
        {
            int room = desk.Kept + desk.Kept / 16;
            (_links, _tails, _flows) = (new int[room], new int[room], new double[room]);
        }
        (_mergeCount, int next) = (0, 0);
        for (int k = 0; k < _count; k++)
        {
            int old = desk.Order[k];
            _nodes[k] = desk.OldNodes[old];
            _first[k] = next;
            for (int e = desk.First[old]; e < desk.First[old + 1]; e++, next++)
                (_links[next], _tails[next], _flows[next]) = (desk.Links[e], desk.Rank[desk.Tails[e]], desk.Flows[e]);
            if (k >= _needed || next - _first[k] < 2) continue;
            if (_mergeCount == _merges.Length) Array.Resize(ref _merges, Math.Max(16, 2 * _mergeCount));
            _merges[_mergeCount++] = k;
        }
        _first[_count] = next;
        double all = 0;
        foreach (double number in trips.Trips(row)) all += number;
        _dust = DustOfTrips * all;
    }

    /// <summary>Flows from the trips: by shares of earlier flows, else by the first link of each node.</summary>
    private void Load(RoadTraffic traffic, BushDesk desk, double[]? from)
    {
        TravelClass c = traffic.Classes[travellers];
        double[] through = desk.Low;
        int[] position = desk.Position;
        Array.Clear(through, 0, _count);
        for (int k = 0; k < _count; k++) position[_nodes[k]] = k;
        ReadOnlySpan<int> destinations = c.Trips.Destinations(row);
        for (int i = 0; i < destinations.Length; i++) through[position[destinations[i]]] += c.Trips.Trips(row)[i] * c.CarUnits;
        for (int k = _count - 1; k > 0; k--)
        {
            double sum = 0;
            if (from != null)
                for (int e = _first[k]; e < _first[k + 1]; e++) sum += from[e];
            for (int e = _first[k]; e < _first[k + 1]; e++)
            {
                double share = sum > 0 ? from![e] / sum : e == _first[k] ? 1 : 0;
                _flows[e] = share * through[k];
                through[_tails[e]] += _flows[e];
            }
        }
    }
}
