using System.Globalization;
using System.Text;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Files.Formats;

/// <summary>A road network as a TNTP file has it. Nodes count from 0 here, from 1 in the file and in <see cref="Name"/>.</summary>
/// <param name="Zones">How many nodes, the first ones, trips may begin and end at.</param>
/// <param name="Graph">Nodes and links; nodes before the first that may be passed are closed.</param>
/// <param name="Links">What the links are to traffic.</param>
public sealed record TntpNetwork(int Zones, LinkGraph Graph, RoadLinks Links)
{
    /// <summary>A node as the file counts it.</summary>
    public static string Name(int node) => $"{node + 1}";
}

/// <summary>Reads networks, trips and places of nodes as Transportation Networks for Research keeps them (TNTP); also <c>.gz</c>. All faults of a file are told at once.</summary>
public static class TntpReader
{
    private const int MostNodes = 10_000_000;
    private const double TotalAgrees = 1e-3;

    /// <summary>A network, <c>…_net.tntp</c>.</summary>
    /// <exception cref="InputException">The file cannot be read; all its faults, by line.</exception>
    public static TntpNetwork Network(string path)
    {
        TntpText text = new(path, "network of TNTP");
        int zones = text.Whole("NUMBER OF ZONES", 1, MostNodes), nodes = text.Whole("NUMBER OF NODES", 1, MostNodes);
        int first = text.Whole("FIRST THRU NODE", 1, MostNodes), links = text.Whole("NUMBER OF LINKS", 0, int.MaxValue);
        if (zones > nodes) text.Fault($"{zones} zones and {nodes} nodes", "at most as many zones as nodes", "Mend `<NUMBER OF ZONES>` or `<NUMBER OF NODES>`.");
        text.ThrowIfAny();
        List<int> tails = [], heads = [];
        List<double>[] columns = [[], [], [], [], [], []];
        while (text.Next() is { } line)
        {
            string[] cells = line.TrimEnd().TrimEnd(';').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length < 7)
            {
                text.Fault(1, $"{cells.Length} columns", "from node, to node, capacity, length, free time, b and power, then speed, toll and type", "Complete the line.");
                continue;
            }
            tails.Add(Node(cells[0]));
            heads.Add(Node(cells[1]));
            Number(0, cells[2], "capacity", c => c > 0, "more than 0");
            Number(1, cells[3], "length", _ => true, "0 or more");
            Number(2, cells[4], "free time", _ => true, "0 or more");
            Number(3, cells[5], "b", _ => true, "0 or more");
            Number(4, cells[6], "power", p => p is 0 or >= 1, "0, or 1 and more");
            Number(5, cells.Length > 8 ? cells[8] : "0", "toll", _ => true, "0 or more");
        }
        if (tails.Count != links) text.Fault($"{tails.Count} links", $"{links}, as `<NUMBER OF LINKS>` says", "The file is cut, or its heading is wrong: fetch it again.");
        text.ThrowIfAny();
        return new(zones, new(nodes, tails, heads, Enumerable.Range(0, Math.Min(first - 1, nodes))), new(columns[2], columns[0], columns[3], columns[4], columns[1], columns[5]));

        int Node(string cell) => text.Node(cell, nodes);
        void Number(int column, string cell, string what, Func<double, bool> isGood, string expected) => columns[column].Add(text.Number(cell, what, v => v >= 0 && isGood(v), expected));
    }

    /// <summary>Trips, <c>…_trips.tntp</c>.</summary>
    /// <param name="path">The file.</param> <param name="zones">That the network has.</param>
    /// <exception cref="InputException">The file cannot be read, or its trips do not come to the total that it tells; all its faults, by line.</exception>
    public static TripRows Trips(string path, int zones)
    {
        TntpText text = new(path, "trips of TNTP");
        int own = text.Whole("NUMBER OF ZONES", 1, MostNodes);
        double? total = text.Amount("TOTAL OD FLOW");
        if (own > zones) text.Fault($"{own} zones", $"at most {zones}, as the network has", "Give the trips of this network.");
        text.ThrowIfAny();
        List<(int, int, double)> pairs = [];
        int origin = -1;
        double sum = 0;
        while (text.Next() is { } line)
        {
            string trimmed = line.Trim();
            if (trimmed.StartsWith("Origin", StringComparison.OrdinalIgnoreCase))
            {
                origin = text.Node(trimmed["Origin".Length..].Trim(), own);
                continue;
            }
            foreach (Range part in line.AsSpan().Split(';'))
            {
                ReadOnlySpan<char> pair = line.AsSpan(part);
                if (pair.IsWhiteSpace()) continue;
                int colon = pair.IndexOf(':');
                if (colon < 0 || origin < 0)
                {
                    text.Fault(part.Start.Value + 1, $"`{pair.Trim()}`{(origin < 0 ? " before the first origin" : "")}", "`Origin N`, then pairs such as `3 : 402.1;`", "Mend the line.");
                    continue;
                }
                int destination = text.Node(pair[..colon].Trim(), own);
                double trips = text.Number(pair[(colon + 1)..].Trim(), "trips", v => v >= 0, "0 or more");
                pairs.Add((origin, destination, trips));
                sum += trips;
            }
        }
        if (total is { } all && Math.Abs(all - sum) > TotalAgrees * Math.Max(all, sum))
            text.Fault($"{sum:R} trips", $"{all:R}, as `<TOTAL OD FLOW>` says", "The file is cut, or its heading is wrong: fetch it again.");
        text.ThrowIfAny();
        return new(pairs);
    }

    /// <summary>Places of nodes, <c>…_node.tntp</c>: x and y in the units of the file; not a number where it has none.</summary>
    /// <param name="path">The file.</param> <param name="nodes">That the network has.</param>
    /// <exception cref="InputException">The file cannot be read; all its faults, by line.</exception>
    public static (double X, double Y)[] Places(string path, int nodes)
    {
        TntpText text = new(path, "nodes of TNTP");
        (double, double)[] places = new (double, double)[nodes];
        Array.Fill(places, (double.NaN, double.NaN));
        while (text.Next() is { } line)
        {
            string[] cells = line.Replace(';', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length > 0 && string.Equals(cells[0], "node", StringComparison.OrdinalIgnoreCase)) continue;
            if (cells.Length < 3) text.Fault(1, $"{cells.Length} columns", "node, x and y", "Complete the line.");
            else places[text.Node(cells[0], nodes)] = (text.Number(cells[1], "x", _ => true, "a number"), text.Number(cells[2], "y", _ => true, "a number"));
        }
        text.ThrowIfAny();
        return places;
    }
}

/// <summary>Lines of a TNTP file: headings <c>&lt;NAME&gt; value</c>, comments after <c>~</c>, then what it holds.</summary>
internal sealed class TntpText
{
    private readonly FaultLog _faults = new();
    private readonly Dictionary<string, (string Value, int Line)> _headings = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _path;
    private readonly string[] _lines;
    private SourceText? _source;
    private int _line;

    public TntpText(string path, string format)
    {
        _path = path;
        _lines = Encoding.UTF8.GetString(InputFile.UnpackedBytes(path, format)).ReplaceLineEndings("\n").Split('\n');
        while (_line < _lines.Length)
        {
            string line = _lines[_line].Trim();
            if (line.Length > 0 && line[0] is not ('<' or '~')) break;
            _line++;
            int close = line.IndexOf('>', StringComparison.Ordinal);
            if (line.StartsWith('<') && close > 0) _headings[line[1..close]] = (line[(close + 1)..].Trim(), _line);
            if (line.StartsWith("<END OF METADATA>", StringComparison.OrdinalIgnoreCase)) break;
        }
    }

    /// <summary>The next line that holds something; null at the end.</summary>
    public string? Next()
    {
        while (_line < _lines.Length)
        {
            string line = _lines[_line++];
            if (line.AsSpan().TrimStart() is { Length: > 0 } text && text[0] != '~') return line;
        }
        return null;
    }

    /// <summary>The number of a heading; null without it.</summary>
    public double? Amount(string heading)
    {
        if (!_headings.TryGetValue(heading, out (string Value, int Line) told)) return null;
        if (double.TryParse(told.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && value >= 0) return value;
        FaultAt(told.Line, 1, $"`<{heading}>` is `{told.Value}`", "0 or more", "Mend the heading.");
        return null;
    }

    public int Whole(string heading, int least, int most)
    {
        if (!_headings.TryGetValue(heading, out (string Value, int Line) told))
            Fault($"no heading `<{heading}>`", $"it with a whole number from {least}", "Is it the right file?");
        else if (int.TryParse(told.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most) return value;
        else FaultAt(told.Line, 1, $"`<{heading}>` is `{told.Value}`", $"a whole number from {least} to {most}", "Mend the heading.");
        return least;
    }

    public int Node(ReadOnlySpan<char> cell, int nodes)
    {
        if (int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out int node) && node >= 1 && node <= nodes) return node - 1;
        Fault(1, $"node `{cell}`", $"a whole number from 1 to {nodes}", "Mend the line, or the number of nodes in the heading.");
        return 0;
    }

    public double Number(ReadOnlySpan<char> cell, string what, Func<double, bool> isGood, string expected)
    {
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && isGood(value)) return value;
        Fault(1, $"{what} `{cell}`", expected, "Mend the line.");
        return 0;
    }

    /// <summary>A fault of the line that was given last.</summary>
    public void Fault(int column, string found, string expected, string remedy) => FaultAt(_line, column, found, expected, remedy);

    /// <summary>A fault of the file as a whole.</summary>
    public void Fault(string found, string expected, string remedy) => _faults.Add(InputFile.Fault(_path, found, expected, remedy).Message);

    public void ThrowIfAny() => _faults.ThrowIfAny();

    private void FaultAt(int line, int column, string found, string expected, string remedy)
    {
        _source ??= new(_path, string.Join('\n', _lines));
        _faults.Add(_source.At(line, column), $"{found}; expected {expected}. {remedy}");
    }
}
