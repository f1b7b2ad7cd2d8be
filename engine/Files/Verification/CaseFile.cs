using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Verification;

/// <summary>One set of inputs of a case with what is expected of it.</summary>
/// <param name="Name">Shown to people.</param>
/// <param name="Inputs">By name.</param>
/// <param name="Expected">By the name of the quantity.</param>
public sealed record CaseRow(string Name, CaseInputs Inputs, IReadOnlyDictionary<string, Expectation> Expected);

/// <summary>A case folder: <c>case.yaml</c> with its kind, inputs, expected values and tolerance, and the tables it names. See docs/verify.md.</summary>
public sealed class CaseFile
{
    private const int MostRows = 200_000;
    private readonly Dictionary<string, Tolerance> _tolerances = [];

    /// <summary>Reads a case.</summary>
    /// <param name="folder">Holds <c>case.yaml</c>; the path of such a file does too.</param>
    /// <exception cref="InputException">The case cannot be read; all its faults.</exception>
    /// <exception cref="SharedDataException">It needs shared data that this machine lacks.</exception>
    public CaseFile(string folder)
    {
        string path = Directory.Exists(folder) ? Path.Combine(folder, "case.yaml") : folder;
        Folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        YamlDocument document = YamlDocument.Read(path);
        YamlSection root = YamlSection.Root(document);
        Kind = root.RequiredText("kind");
        Name = root.Text("name") ?? Path.GetFileName(Folder);
        Origin = root.Text("source") ?? "";
        YamlSection inputs = root.Section("inputs") ?? new YamlSection(document, null, "inputs");
        YamlSection? expected = root.Section("expected");
        if (expected is null || expected.Map.Entries.Count == 0) root.Missing("expected", "the quantities and their values");
        string? table = root.Text("table"), where = root.Text("where");
        if (expected != null) ReadTolerances(root, expected);
        root.Close();
        document.ThrowIfFaulty();
        Rows = ReadRows(inputs, expected!, table is null ? null : new CaseTable(CasePaths.Locate(table, Folder)), where);
        document.ThrowIfFaulty();
    }

    /// <summary>Which computation.</summary>
    public string Kind { get; }
    /// <summary>Shown to people.</summary>
    public string Name { get; }
    /// <summary>Where the expected values come from; empty when the case does not say.</summary>
    public string Origin { get; }
    /// <summary>The case folder.</summary>
    public string Folder { get; }
    /// <summary>At least one.</summary>
    public IReadOnlyList<CaseRow> Rows { get; }

    /// <summary>The tolerance of a quantity.</summary>
    public Tolerance ToleranceOf(string quantity) => _tolerances[quantity];

    // One tolerance for all, or one for each quantity; a range needs none.
    private void ReadTolerances(YamlSection root, YamlSection expected)
    {
        YamlSection? each = root.Map.Find("tolerance")?.Value is YamlMap ? root.Section("tolerance") : null;
        string? all = each is null ? root.Text("tolerance") : null;
        foreach (YamlEntry entry in expected.Map.Entries)
        {
            string quantity = entry.Key.Value;
            YamlSection? own = entry.Value is YamlMap { } map && map.Find("tolerance") != null ? expected.Section(quantity) : null;
            string? text = own?.Text("tolerance") ?? each?.Text(quantity) ?? all;
            bool isRange = entry.Value is YamlMap ends ? ends.Find("low") != null : entry.Value is YamlText { Value: var value } && value.Contains("..", StringComparison.Ordinal);
            if (text is null && isRange) _tolerances[quantity] = default;
            else if (text is null) (each ?? root).Missing(each is null ? "tolerance" : quantity, "an amount such as `0.01`, or a share such as `1 %`");
            else if (Tolerance.Read(text) is { } tolerance) _tolerances[quantity] = tolerance;
            else (own ?? each ?? root).Fault(own != null || each is null ? "tolerance" : quantity, $"is `{text}`; expected an amount such as `0.01`, a share such as `1 %`, or the greater of both, `2 % or 15`");
        }
        each?.Close();
    }

    private List<CaseRow> ReadRows(YamlSection inputs, YamlSection expected, CaseTable? table, string? where)
    {
        if (table is null) return [new(Name, new(inputs, Folder, "", null), Values(new(expected, Folder, "", null)))];
        List<CaseRow> rows = [];
        foreach (int row in table.Where(where).Take(MostRows))
        {
            string line = $"line {table.Line(row)} of {Path.GetFileName(table.Path)}";
            string? Cell(string column) => table.Cell(row, column);
            rows.Add(new($"{Name}, {line}", new(inputs, Folder, line, Cell), Values(new(expected, Folder, line, Cell))));
            expected.Document.ThrowIfFaulty();
        }
        return rows;
    }

    private static Dictionary<string, Expectation> Values(CaseInputs expected) =>
        expected.Section.Map.Entries.ToDictionary(e => e.Key.Value, e => e.Value is YamlMap ? OfMap(expected, e.Key.Value) : Value(expected, e.Key.Value));

    private static Expectation Value(CaseInputs expected, string quantity)
    {
        string text = expected.RequiredText(quantity);
        if (text.StartsWith('=') && !text.Contains("..", StringComparison.Ordinal)) text = expected.Text(quantity) ?? "";
        double?[] ends = [.. text.Split("..", StringSplitOptions.TrimEntries).Select(end => expected.Resolve(quantity, end) is { } resolved ? CaseInputs.Parse(resolved) : null)];
        if (ends is [{ } only]) return new(only, only);
        if (ends is [{ } low, { } high] && low <= high) return new(low, high);
        return expected.Told(quantity, $"is `{text}`; expected a number, or a range such as `3.9 .. 4.5`", default(Expectation));
    }

    // { value | low and high, tolerance }: numbers; { table, where, value | low and high, factor, tolerance }: cells of another table.
    private static Expectation OfMap(CaseInputs expected, string quantity)
    {
        CaseInputs at = expected.Part(quantity)!;
        at.Section.Text("tolerance");                           // read with the others
        bool range = at.Section.Map.Find("value") is null;
        string low = at.RequiredText(range ? "low" : "value"), high = range ? at.RequiredText("high") : low;
        string? file = at.Text("table"), where = file is null ? null : at.Text("where");
        double factor = file is null ? 1 : at.Number("factor", 0, 1e12, 1);
        at.Section.Close();
        at.ThrowIfFaulty();
        if (file is null) return Ordered(Number(range ? "low" : "value", low), Number("high", high));
        CaseTable table = new(CasePaths.Locate(file, at.Folder));
        int[] rows = table.Where(where);
        if (rows.Length > 1) return at.Told("where", $"keeps {rows.Length} rows of {table.Path}; expected one", default(Expectation));
        return Ordered(factor * Cell(range ? "low" : "value", low), factor * Cell("high", high));

        Expectation Ordered(double least, double most) => least <= most ? new(least, most) : at.Told("low", $"is {least:R}, above `high`, {most:R}", default(Expectation));

        double Number(string key, string text) => CaseInputs.Parse(text) ?? at.Told(key, $"is `{text}`; expected a number", 0.0);

        double Cell(string key, string column) => table.Cell(rows[0], column) switch
        {
            null => at.Told(key, $"names the column `{column}`, which {table.Path} lacks. {Spelling.Suggest(column, table.Columns)}", 0.0),
            { } cell => CaseInputs.Parse(cell) ?? at.Told(key, $"names the column `{column}`, whose cell is `{cell}`; expected a number", 0.0),
        };
    }
}

/// <summary>A case needs shared data that this machine lacks.</summary>
public sealed class SharedDataException(string message) : TerritoryException(message);
