namespace TerritoryTwin.Files.Formats;

/// <summary>Collects what was odd in a file: each kind once, with how often and where first.</summary>
internal sealed class ReadingNotes
{
    private const int MostKinds = 200;
    private readonly List<(string What, string First)> _kinds = [];
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>Counts an oddity.</summary>
    /// <param name="what">What it is and how it was read.</param>
    /// <param name="place">Where.</param>
    public void Add(string what, string place)
    {
        if (_counts.TryGetValue(what, out int count)) _counts[what] = count + 1;
        else if (_kinds.Count < MostKinds)
        {
            _counts[what] = 1;
            _kinds.Add((what, place));
        }
    }

    /// <summary>One sentence a kind, in the order of their first places.</summary>
    public IReadOnlyList<string> Sentences() =>
        [.. _kinds.Select(k => _counts[k.What] == 1 ? $"{k.First}: {k.What}" : $"{k.First}: {k.What} ({_counts[k.What]} times in all)")];
}
