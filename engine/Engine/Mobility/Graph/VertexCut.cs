namespace TerritoryTwin.Mobility;

/// <summary>The fewest nodes that part two ends of a piece of a graph, by paths without a node in common (Menger 1927) that are found in layers (Dinitz 1970).</summary>
/// <param name="graph">Of which pieces are cut.</param>
internal sealed class VertexCut(Neighbours graph)
{
    private const int None = -1;

    // Each node is an entrance (2 × node) and an exit (2 × node + 1), joined by a way that one path can take.
    private readonly int[] _from = new int[graph.Nodes], _to = new int[graph.Nodes];        // before and after a node on its path; itself where the path begins or ends
    private readonly int[] _layer = new int[2 * graph.Nodes], _turn = new int[2 * graph.Nodes], _queue = new int[2 * graph.Nodes];
    private readonly int[] _piece = new int[graph.Nodes], _end = new int[graph.Nodes];
    private readonly List<int> _path = [];
    private int _pieces;

    /// <summary>Cuts.</summary>
    /// <param name="nodes">The piece: what is not in it is not there.</param> <param name="ordered">The same from one side to the other.</param> <param name="ends">How many of the first and of the last are the two ends.</param>
    /// <param name="most">Nodes that the cut may have; beyond it nothing is found.</param> <param name="side">Is written for each of <paramref name="nodes"/>: −1 before the cut, 0 in it, 1 behind.</param>
    /// <returns>Nodes in the cut, or −1 when there are more than <paramref name="most"/>.</returns>
    public int Run(ReadOnlySpan<int> nodes, ReadOnlySpan<int> ordered, int ends, int most, Span<sbyte> side)
    {
        _pieces++;
        foreach (int node in nodes) (_piece[node], _from[node], _to[node], _end[node]) = (_pieces, None, None, 0);
        for (int k = 0; k < ends; k++) (_end[ordered[k]], _end[ordered[^(k + 1)]]) = (-1, 1);
        ReadOnlySpan<int> begin = ordered[..ends];
        int paths = 0;
        while (Layers(nodes, begin))
        {
            foreach (int node in nodes) (_turn[2 * node], _turn[2 * node + 1]) = (0, 0);
            foreach (int node in begin)
                if (_layer[2 * node] == 0 && Find(2 * node)) paths++;
            if (paths > most) return None;
        }
        for (int k = 0; k < nodes.Length; k++) side[k] = (sbyte)(_layer[2 * nodes[k] + 1] >= 0 ? -1 : _layer[2 * nodes[k]] >= 0 ? 0 : 1);
        return paths;
    }

    /// <summary>How far each entrance and exit is from the first end, in what the paths leave free; true where the other end is reached.</summary>
    private bool Layers(ReadOnlySpan<int> nodes, ReadOnlySpan<int> begin)
    {
        foreach (int node in nodes) (_layer[2 * node], _layer[2 * node + 1]) = (None, None);
        int count = 0;
        bool reached = false;
        foreach (int node in begin)
        {
            _layer[2 * node] = 0;
            _queue[count++] = 2 * node;
        }
        for (int k = 0; k < count; k++)
        {
            int place = _queue[k], node = place >> 1;
            reached |= IsLast(place);
            for (int turn = 0; Step(place, node, turn, out int next); turn++)
            {
                if (next < 0 || _layer[next] >= 0) continue;
                _layer[next] = _layer[place] + 1;
                _queue[count++] = next;
            }
        }
        return reached;
    }

    /// <summary>A path through the layers from an entrance; what it passed is not passed again until there are new layers.</summary>
    private bool Find(int entrance)
    {
        _path.Clear();
        _path.Add(entrance);
        while (_path.Count > 0)
        {
            int place = _path[^1];
            if (IsLast(place))
            {
                Take();
                return true;
            }
            int next = None;
            while (next < 0 && Step(place, place >> 1, _turn[place], out next))
            {
                _turn[place]++;
                if (next >= 0 && _layer[next] != _layer[place] + 1) next = None;
            }
            if (next >= 0)
            {
                _path.Add(next);
                continue;
            }
            _layer[place] = int.MaxValue;
            _path.RemoveAt(_path.Count - 1);
        }
        return false;
    }

    private bool IsLast(int place) => (place & 1) == 1 && _end[place >> 1] == 1 && _to[place >> 1] != place >> 1;

    /// <summary>Where one may go on from a place, by turns; −1 where a turn leads nowhere. False after the last.</summary>
    private bool Step(int place, int node, int turn, out int next)
    {
        next = None;
        if ((place & 1) == 0)
        {
            if (turn > 0) return false;
            if (_from[node] == None) next = place + 1;
            else if (_from[node] != node) next = 2 * _from[node] + 1;
            return true;
        }
        ReadOnlySpan<int> around = graph.Of(node);
        if (turn > around.Length) return false;
        if (turn == around.Length) next = _from[node] != None ? place - 1 : None;
        else if (_piece[around[turn]] == _pieces && _to[node] != around[turn]) next = 2 * around[turn];
        return true;
    }

    /// <summary>Leads a path along what was found: first what it takes back from others, then its own way.</summary>
    private void Take()
    {
        for (int k = 1; k < _path.Count; k++)
        {
            int node = _path[k - 1] >> 1, other = _path[k] >> 1;
            if ((_path[k - 1] & 1) == 0 && node != other) (_to[other], _from[node]) = (None, None);
        }
        _from[_path[0] >> 1] = _path[0] >> 1;
        for (int k = 1; k < _path.Count; k++)
        {
            int node = _path[k - 1] >> 1, other = _path[k] >> 1;
            if ((_path[k - 1] & 1) == 1 && node != other) (_to[node], _from[other]) = (other, node);
        }
        _to[_path[^1] >> 1] = _path[^1] >> 1;
        foreach (int place in _path) _layer[place] = int.MaxValue;
    }
}
