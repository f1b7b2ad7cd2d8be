using System.Globalization;
using System.Text;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>How an import is to be done.</summary>
/// <param name="Name">Of the territory; null: that of the boundary, else of the source folder.</param>
/// <param name="Seed">Of the draws that fill gaps, such as heating systems.</param>
/// <param name="Epsg">Projected system of the result; null: that of the mapping, else of the buildings, else Lambert-93 in France or UTM.</param>
/// <param name="Ground">Height above the sea of a ground of which the source says nothing, taken as flat [m]; null: 0.</param>
/// <param name="Gtfs">Feed of public transport; null: none is kept.</param>
/// <param name="Commune">Codes or names, with commas between, of those whose limits count together; <c>all</c> of them; null: the one that the source holds.</param>
/// <param name="Ring">Width of what is kept around the limit, in no total [m]; 0: nothing.</param>
public sealed record ImportOptions(string? Name = null, ulong Seed = 1, int? Epsg = null, double? Ground = null, string? Gtfs = null, string? Commune = null, double Ring = 300);

/// <summary>What an import read, repaired, filled and left out.</summary>
public sealed class ImportReport
{
    private const int ExamplesKept = 5;
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<(string Rule, string Layer, string Done), Entry> _byRule = [];
    private readonly List<string> _files = [];

    /// <summary>Files read, with what was in them.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>Each rule that was applied, in the order in which they were first met.</summary>
    public IReadOnlyList<TerritoryIssue> Issues => _entries.Select(e => new TerritoryIssue(e.Rule, e.Layer, e.Count, e.Done, e.Examples)).ToArray();

    /// <summary>How often a rule was applied, over all layers.</summary>
    public int Count(string rule) => _entries.Where(e => e.Rule == rule).Sum(e => e.Count);

    /// <summary>For people.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        foreach (string file in Files) text.Append("read  ").Append(file).Append('\n');
        foreach (Entry e in _entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"{e.Count,6}  {e.Layer}: {e.Rule}: {e.Done}\n");
            if (e.Examples.Count > 0) text.Append("        such as ").AppendJoin("; ", e.Examples.Take(3)).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Notes that a rule was applied once.</summary>
    internal void Note(string rule, string layer, string done, string example) => Note(rule, layer, done, example, count: 1);

    /// <summary>Notes that a rule was applied <paramref name="count"/> times.</summary>
    internal void Note(string rule, string layer, string done, string example, int count)
    {
        if (!_byRule.TryGetValue((rule, layer, done), out Entry? entry))
        {
            entry = new Entry(rule, layer, done);
            _byRule.Add((rule, layer, done), entry);
            _entries.Add(entry);
        }
        entry.Count += count;
        if (example.Length > 0 && entry.Examples.Count < ExamplesKept) entry.Examples.Add(example);
    }

    /// <summary>How a file is named to people.</summary>
    internal Func<string, string> NameOf { get; set; } = static path => path;

    /// <summary>Notes a file that was read, and what was in it.</summary>
    internal void Read(string path, string what) => _files.Add($"{NameOf(path)} ({what})");

    private sealed class Entry(string rule, string layer, string done)
    {
        public string Rule => rule;
        public string Layer => layer;
        public string Done => done;
        public int Count { get; set; }
        public List<string> Examples { get; } = [];
    }
}
