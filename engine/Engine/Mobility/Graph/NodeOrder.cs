namespace TerritoryTwin.Mobility;

/// <summary>
/// An order for contraction by nested dissection: the fewest nodes that part a network stand last, before them those that part its pieces, and so on (George 1973). Cuts are those between the quarters of a piece
/// that lie furthest apart in a direction: on the map where places are given (inertial flow; Schild and Sommer 2015), in numbers of links where not.
/// </summary>
internal sealed class NodeOrder
{
    private const double End = 0.25;                // of the nodes of a piece, on either side of a cut
    private const int Smallest = 3;                 // pieces up to it have nothing to part

    private readonly Neighbours _graph;
    private readonly (double X, double Y)[]? _places;
    private readonly VertexCut _cut;
    private readonly int[] _nodes, _rank, _piece, _queue, _buffer;
    private readonly double[] _key;
    private readonly int[] _ordered;
    private readonly sbyte[] _side, _best;
    private readonly int[] _far;
    private int _pieces;

    private NodeOrder(Neighbours graph, (double X, double Y)[]? places)
    {
        int n = graph.Nodes;
        (_graph, _places, _cut) = (graph, places, new(graph));
        (_nodes, _rank, _piece, _queue, _buffer, _ordered, _far) = (new int[n], new int[n], new int[n], new int[n], new int[n], new int[n], new int[n]);
        (_key, _side, _best) = (new double[n], new sbyte[n], new sbyte[n]);
    }

    /// <summary>The rank of each node: 0 is contracted first. The same for the same graph and places.</summary>
    /// <param name="graph">Neighbours.</param> <param name="places">Of the nodes, in any unit; null where they are not known.</param>
    public static int[] Of(Neighbours graph, (double X, double Y)[]? places)
    {
        NodeOrder order = new(graph, places);
        for (int node = 0; node < graph.Nodes; node++) order._nodes[node] = node;
        Stack<(int Start, int Count, bool Joined)> pieces = new([(0, graph.Nodes, false)]);
        while (pieces.TryPop(out (int Start, int Count, bool Joined) piece))
        {
            // A piece has as many ranks as nodes, from its place in the list; those of a cut move to its end.
            if (!piece.Joined) order.Part(piece.Start, piece.Count, pieces);
            else if (piece.Count <= Smallest) order.Rank(piece.Start, piece.Count);
            else order.Cut(piece.Start, piece.Count, pieces);
        }
        return order._rank;
    }

    private void Rank(int start, int count)
    {
        for (int k = start; k < start + count; k++) _rank[_nodes[k]] = k;
    }

    /// <summary>Parts a piece into what no link joins.</summary>
    private void Part(int start, int count, Stack<(int, int, bool)> pieces)
    {
        Span<int> nodes = _nodes.AsSpan(start, count);
        int piece = Mark(nodes), found = 0;
        foreach (int node in nodes)
        {
            if (_piece[node] != piece) continue;
            int before = found;
            found = Reach(node, piece, before);
            foreach (int done in _queue.AsSpan(before..found)) _piece[done] = 0;
            pieces.Push((start + before, found - before, true));
        }
        _queue.AsSpan(0, count).CopyTo(nodes);
    }

    private int Mark(ReadOnlySpan<int> nodes)
    {
        _pieces++;
        foreach (int node in nodes) _piece[node] = _pieces;
        return _pieces;
    }

    /// <summary>Puts the nodes that links join with one into the queue, nearest first, and their number of links into <see cref="_far"/>.</summary>
    private int Reach(int first, int piece, int begin)
    {
        int count = begin;
        _queue[count++] = first;
        _far[first] = 0;
        _piece[first] = -piece;
        for (int k = begin; k < count; k++)
        {
            foreach (int next in _graph.Of(_queue[k]))
            {
                if (_piece[next] != piece) continue;
                _piece[next] = -piece;
                _far[next] = _far[_queue[k]] + 1;
                _queue[count++] = next;
            }
        }
        foreach (int node in _queue.AsSpan(begin..count)) _piece[node] = piece;
        return count;
    }

    private void Cut(int start, int count, Stack<(int, int, bool)> pieces)
    {
        Span<int> nodes = _nodes.AsSpan(start, count);
        nodes.Sort();
        double best = double.PositiveInfinity;
        int cut = 0;
        if (_places != null)
        {
            for (int direction = 0; direction < 4; direction++)
            {
                foreach (int node in nodes) _key[node] = direction switch { 0 => _places[node].X, 1 => _places[node].Y, 2 => _places[node].X + _places[node].Y, _ => _places[node].X - _places[node].Y };
                Try(nodes, ref best, ref cut);
            }
        }
        else
        {
            int piece = Mark(nodes);
            Reach(nodes[0], piece, 0);
            int a = _queue[count - 1];
            Reach(a, piece, 0);
            int b = _queue[count - 1];
            foreach (int node in nodes) _key[node] = _far[node];
            double[] fromA = [.. nodes.ToArray().Select(node => (double)_far[node])];
            Try(nodes, ref best, ref cut);
            Reach(b, piece, 0);
            for (int k = 0; k < count; k++) _key[nodes[k]] = fromA[k] - _far[nodes[k]];
            Try(nodes, ref best, ref cut);
            int c = nodes[0];
            double apart = -1;
            for (int k = 0; k < count; k++)
                if (Math.Min(fromA[k], _far[nodes[k]]) > apart) (apart, c) = (Math.Min(fromA[k], _far[nodes[k]]), nodes[k]);
            Reach(c, piece, 0);
            foreach (int node in nodes) _key[node] = _far[node];
            Try(nodes, ref best, ref cut);
        }
        int before = 0, behind = 0;
        for (int k = 0; k < count; k++)
            if (_best[k] < 0) _buffer[before++] = nodes[k];
        for (int k = 0; k < count; k++)
            if (_best[k] > 0) _buffer[before + behind++] = nodes[k];
        for (int k = 0, at = before + behind; k < count; k++)
            if (_best[k] == 0) _buffer[at++] = nodes[k];
        _buffer.AsSpan(0, count).CopyTo(nodes);
        Rank(start + before + behind, cut);
        if (before > 0) pieces.Push((start, before, false));
        if (behind > 0) pieces.Push((start + before, behind, false));
    }

    /// <summary>Cuts in the direction of the keys, and keeps what is better than the best so far: few nodes, of pieces alike.</summary>
    private void Try(ReadOnlySpan<int> nodes, ref double best, ref int size)
    {
        int count = nodes.Length;
        Span<int> ordered = _ordered.AsSpan(0, count);
        nodes.CopyTo(ordered);
        ordered.Sort((a, b) => _key[a] != _key[b] ? _key[a].CompareTo(_key[b]) : a.CompareTo(b));
        int most = (int)Math.Min(count, best * (0.5 * count + 0.5));
        Span<sbyte> side = _side.AsSpan(0, count);
        int cut = _cut.Run(nodes, ordered, Math.Max(1, (int)(End * count)), most, side);
        if (cut < 0) return;
        int before = side.Count((sbyte)-1);
        double score = cut / (Math.Min(before, count - cut - before) + 0.5);
        if (!(score < best)) return;
        (best, size) = (score, cut);
        side.CopyTo(_best);
    }
}
