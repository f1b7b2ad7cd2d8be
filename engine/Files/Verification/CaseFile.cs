using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Verification;

/// <summary>How far a found value may lie from the expected one.</summary>
/// <param name="Amount">Absolute, or a share of the expected value.</param>
/// <param name="Relative">True for a share.</param>
public readonly record struct Tolerance(double Amount, bool Relative)
{
    /// <summary>In the unit of the expected value.</summary>
    public double Around(double expected) => Relative ? Amount * Math.Abs(expected) : Amount;
}

/// <summary>One set of inputs of a case with what is expected of it.</summary>
/// <param name="Name">Shown to people.</param>
/// <param name="Inputs">By name.</param>
/// <param name="Expected">By the name of the quantity.</param>
public sealed record CaseRow(string Name, CaseInputs Inputs, IReadOnlyDictionary<string, double> Expected);

/// <summary>The inputs of a case as its kind reads them. Faults are collected in the document.</summary>
/// <param name="Section">The section <c>inputs</c> of the file.</param>
/// <param name="Folder">The case folder, from which paths count.</param>
/// <param name="Cell">Gives the cell of a column of the current row; null when the case has no table.</param>
public sealed record CaseInputs(YamlSection Section, string Folder, Func<string, string?>? Cell)
{
    /// <summary>A number within bounds; <paramref name="otherwise"/> when the key is absent.</summary>
    /// <exception cref="InputException">It is no number, out of bounds, or absent without another value.</exception>
    public double Number(string key, double low, double high, double? otherwise = null)
    {
        if (Text(key) is not { } text) return otherwise ?? throw Fault(key, "is missing; expected a number");
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= low && value <= high) return value;
        throw Fault(key, $"is `{text}`; expected a number from {low:R} to {high:R}");
    }

    /// <summary>A text that must be there.</summary>
    /// <exception cref="InputException">It is absent.</exception>
    public string RequiredText(string key) => Text(key) ?? throw Fault(key, "is missing; expected a text");

    /// <summary>A text, or null when the key is absent; <c>=name</c> stands for the cell of that column.</summary>
    /// <exception cref="InputException">The column is not in the table.</exception>
    public string? Text(string key)
    {
        if (Section.Text(key) is not { } text) return null;
        if (!text.StartsWith('=')) return text;
        return Cell?.Invoke(text[1..])
            ?? throw Fault(key, $"asks for the column `{text[1..]}`, which the table of the case lacks");
    }

    /// <summary>The path of a file that must be there.</summary>
    /// <exception cref="InputException">The key or the file is absent.</exception>
    public string RequiredPath(string key)
    {
        string path = CaseFile.Locate(RequiredText(key), Folder);
        return File.Exists(path) ? path : throw Fault(key, $"names {path}, which is no file");
    }

    /// <summary>A fault at an input, to be thrown.</summary>
    public InputException Fault(string key, string message) => new($"{Section.Document.Name}: `{Section.Name(key)}` {message}");
}

/// <summary>A case folder: <c>case.yaml</c> with its kind, inputs, expected values and tolerance, and the tables it names. See docs/verify.md.</summary>
public sealed class CaseFile
{
    private const int MostRows = 200_000;
    private readonly Dictionary<string, Tolerance> _tolerances = [];

    /// <summary>Reads a case.</summary>
    /// <param name="folder">Holds <c>case.yaml</c>; the path of such a file does too.</param>
    /// <exception cref="InputException">The case cannot be read; all its faults.</exception>
    public CaseFile(string folder)
    {
        string path = Directory.Exists(folder) ? Path.Combine(folder, "case.yaml") : folder;
        Folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        YamlDocument document = YamlDocument.Read(path);
        YamlSection root = YamlSection.Root(document);
        Kind = root.RequiredText("kind");
        Name = root.Text("name") ?? Path.GetFileName(Folder);
        Origin = root.RequiredText("source");
        YamlSection inputs = root.Section("inputs") ?? new YamlSection(document, null, "inputs");
        YamlSection? expected = root.Section("expected");
        if (expected is null || expected.Map.Entries.Count == 0) root.Missing("expected", "the quantities and their values");
        CsvTable? table = root.Text("table") is { } file ? Csv.Read(Locate(file, Folder)) : null;
        if (expected != null) ReadTolerances(root, expected);
        string? where = root.Text("where");
        root.Close();
        document.ThrowIfFaulty();
        Rows = [.. ReadRows(inputs, expected!, table, where)];
    }

    /// <summary>Which computation.</summary>
    public string Kind { get; }
    /// <summary>Shown to people.</summary>
    public string Name { get; }
    /// <summary>Where the expected values come from.</summary>
    public string Origin { get; }
    /// <summary>The case folder.</summary>
    public string Folder { get; }
    /// <summary>At least one.</summary>
    public IReadOnlyList<CaseRow> Rows { get; }

    /// <summary>The tolerance of a quantity.</summary>
    public Tolerance ToleranceOf(string quantity) => _tolerances[quantity];

    /// <summary>A path as cases write it: from the case folder, or in the shared folders after <c>data:</c> and <c>reference:</c>.</summary>
    public static string Locate(string path, string folder) =>
        path.StartsWith("data:", StringComparison.Ordinal) ? Shared("TWIN_DATA", "data", path["data:".Length..])
        : path.StartsWith("reference:", StringComparison.Ordinal) ? Shared("TWIN_REFERENCE", "reference", path["reference:".Length..])
        : Path.GetFullPath(Path.Combine(folder, path));

    private static string Shared(string variable, string name, string path)
    {
        string? root = Environment.GetEnvironmentVariable(variable);
        for (string? at = Directory.GetCurrentDirectory(); root is null && at != null; at = Path.GetDirectoryName(at))
        {
            string beside = Path.Combine(at, "shared", name);
            if (Directory.Exists(beside)) root = beside;
        }
        string full = Path.Combine(root ?? "", path);
        if (root is null || !Path.Exists(full)) throw new SharedDataException($"{name}:{path} is not on this machine; set {variable} to the folder that holds it");
        return full;
    }

    private void ReadTolerances(YamlSection root, YamlSection expected)
    {
        YamlSection? each = root.Map.Find("tolerance")?.Value is YamlMap ? root.Section("tolerance") : null;
        string? all = each is null ? root.RequiredText("tolerance") : null;
        foreach (YamlEntry entry in expected.Map.Entries)
        {
            string quantity = entry.Key.Value;
            string text = all ?? each!.RequiredText(quantity);
            bool relative = text.EndsWith('%');
            if (double.TryParse(text.TrimEnd('%', ' '), NumberStyles.Float, CultureInfo.InvariantCulture, out double amount) && amount >= 0 && double.IsFinite(amount))
                _tolerances[quantity] = new(relative ? amount / 100 : amount, relative);
            else if (text.Length > 0)
                (each ?? root).Fault(each is null ? "tolerance" : quantity, $"is `{text}`; expected an amount such as `0.01`, or a share such as `1 %`");
        }
        each?.Close();
    }

    private IEnumerable<CaseRow> ReadRows(YamlSection inputs, YamlSection expected, CsvTable? table, string? where)
    {
        if (table is null)
        {
            yield return new(Name, new(inputs, Folder, null), Values(expected, null));
            yield break;
        }
        string[]? condition = where?.Split('=', 2, StringSplitOptions.TrimEntries);
        int kept = 0;
        for (int row = 0; row < Math.Min(table.Rows.Count, MostRows); row++)
        {
            string[] cells = table.Rows[row];
            string? Cell(string column)
            {
                int at = table.Columns.ToList().IndexOf(column);
                return at < 0 ? null : cells[at];
            }
            if (condition is [var column, var wanted] && Cell(column) != wanted) continue;
            kept++;
            yield return new($"{Name}, line {table.Lines[row]}", new(inputs, Folder, Cell), Values(expected, Cell));
        }
        if (kept == 0) throw new InputException($"{inputs.Document.Name}: the table {table.Path} has no row{(where is null ? "" : $" where {where}")}");
    }

    private static Dictionary<string, double> Values(YamlSection expected, Func<string, string?>? cell) =>
        expected.Map.Entries.ToDictionary(e => e.Key.Value, e => new CaseInputs(expected, "", cell).Number(e.Key.Value, -1e15, 1e15));
}

/// <summary>A case needs shared data that this machine lacks.</summary>
public sealed class SharedDataException(string message) : TerritoryException(message);
