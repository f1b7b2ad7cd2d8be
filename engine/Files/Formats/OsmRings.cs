namespace TerritoryTwin.Files.Formats;

/// <summary>Rings of nodes, joined of pieces that meet at their ends.</summary>
/// <param name="Closed">Each begins and ends with the same node.</param>
/// <param name="Open">What does not close.</param>
internal sealed record OsmRings(IReadOnlyList<IReadOnlyList<long>> Closed, IReadOnlyList<IReadOnlyList<long>> Open)
{
    /// <summary>Joins pieces of two nodes or more, in any order and sense.</summary>
    public static OsmRings Join(IReadOnlyList<long[]> pieces)
    {
        List<IReadOnlyList<long>> closed = [], open = [];
        bool[] used = new bool[pieces.Count];
        Dictionary<long, Stack<int>> ends = [];
        for (int n = pieces.Count - 1; n >= 0; n--)
        {
            if (pieces[n][0] == pieces[n][^1]) continue;               // what is closed already joins nothing
            Ends(pieces[n][0]).Push(n);
            Ends(pieces[n][^1]).Push(n);
        }
        for (int n = 0; n < pieces.Count; n++)
        {
            if (used[n]) continue;
            used[n] = true;
            List<long> ring = [.. pieces[n]];
            if (!Grow(ring))
            {
                ring.Reverse();
                Grow(ring);
            }
            (ring[0] == ring[^1] ? closed : open).Add(ring);
        }
        return new OsmRings(closed, open);

        Stack<int> Ends(long node)
        {
            if (!ends.TryGetValue(node, out Stack<int>? there)) ends.Add(node, there = new());
            return there;
        }

        // Adds pieces to the end until the ring closes, which is true, or none is left there.
        bool Grow(List<long> ring)
        {
            while (ring[0] != ring[^1])
            {
                if (NextAt(ring[^1]) is not { } next) return false;
                used[next] = true;
                long[] piece = pieces[next];
                ring.AddRange(piece[0] == ring[^1] ? piece.Skip(1) : piece.Reverse().Skip(1));
            }
            return true;
        }

        int? NextAt(long node)
        {
            Stack<int> there = ends[node];
            while (there.TryPop(out int n))
                if (!used[n]) return n;
            return null;
        }
    }
}
