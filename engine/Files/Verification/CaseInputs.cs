using System.Globalization;
using System.Text;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Verification;

/// <summary>The inputs of a case as its kind reads them. Faults are collected; <see cref="ThrowIfFaulty"/> tells them all.</summary>
/// <param name="Section">The section <c>inputs</c> of the file, or a part of it.</param>
/// <param name="Folder">The case folder, from which paths count.</param>
/// <param name="Row">The row of the table, for messages; empty without a table.</param>
/// <param name="Cell">Gives the cell of a column of the current row; null when the case has no table.</param>
public sealed record CaseInputs(YamlSection Section, string Folder, string Row, Func<string, string?>? Cell)
{
    /// <summary>A number within bounds; <paramref name="otherwise"/> when the key is absent. A fault gives <paramref name="low"/>.</summary>
    public double Number(string key, double low, double high, double? otherwise = null)
    {
        if (Section.Node(key) is null) return otherwise ?? Told(key, $"is missing; expected a number from {low:R} to {high:R}", low);
        if (Text(key) is not { } text) return low;
        return Parse(text) is { } value && value >= low && value <= high ? value : Told(key, $"is `{text}`; expected a number from {low:R} to {high:R}", low);
    }

    /// <summary>A whole number within bounds; <paramref name="otherwise"/> when the key is absent. A fault gives <paramref name="low"/>.</summary>
    public int Whole(string key, int low, int high, int? otherwise = null)
    {
        double value = Number(key, low, high, otherwise);
        return value == Math.Floor(value) ? (int)value : Told(key, $"is {value:R}; expected a whole number from {low} to {high}", low);
    }

    /// <summary>True or false; <paramref name="otherwise"/> when the key is absent.</summary>
    public bool Flag(string key, bool otherwise) => Section.Flag(key, otherwise);

    /// <summary>A text that must be there; empty, with a fault, when it is not.</summary>
    public string RequiredText(string key) => Section.Node(key) is null ? Told(key, "is missing; expected a text", "") : Text(key) ?? "";

    /// <summary>A text, or null when the key is absent. <c>=name</c> stands for the cell of that column, <c>=name * 1000</c> for a multiple of it, <c>{name}</c> for the cell within a text.</summary>
    public string? Text(string key) => Section.Text(key) is { } text ? Resolve(key, text) : null;

    /// <summary>What a text stands for, see <see cref="Text"/>; null, with a fault, when it asks for a column that is not there.</summary>
    public string? Resolve(string key, string text)
    {
        if (!text.StartsWith('=')) return Cell is null || !text.Contains('{', StringComparison.Ordinal) ? text : Filled(key, text);
        string[] parts = text[1..].Split('*', 2, StringSplitOptions.TrimEntries);
        if (CellOf(key, parts[0]) is not { } cell || parts.Length == 1) return CellOf(key, parts[0]);
        if (Parse(cell) is { } value && Parse(parts[1]) is { } factor) return (value * factor).ToString("R", CultureInfo.InvariantCulture);
        return Told<string?>(key, $"is `{text}` with `{cell}` in the column; expected two numbers to multiply", null);
    }

    /// <summary>The path of a file that must be there; empty, with a fault, when it is not.</summary>
    /// <exception cref="SharedDataException">It is shared data that this machine lacks.</exception>
    public string RequiredPath(string key)
    {
        if (RequiredText(key) is not { Length: > 0 } text) return "";
        string path = CasePaths.Locate(text, Folder);
        return File.Exists(path) ? path : Told(key, $"names {path}, which is no file", "");
    }

    /// <summary>The path of a file, or null when the key is absent; a file that is not there is a fault.</summary>
    /// <exception cref="SharedDataException">It is shared data that this machine lacks.</exception>
    public string? OptionalPath(string key) => Section.Node(key) is null ? null : RequiredPath(key) is { Length: > 0 } path ? path : null;

    /// <summary>The maps of a list under a key, read the same way; empty when absent.</summary>
    public IReadOnlyList<CaseInputs> Parts(string key) => [.. Section.Sections(key).Select(s => this with { Section = s })];

    /// <summary>A map under a key, read the same way; null when absent.</summary>
    public CaseInputs? Part(string key) => Section.Section(key) is { } inner ? this with { Section = inner } : null;

    /// <summary>Notes a fault and goes on with another value.</summary>
    public T Told<T>(string key, string message, T instead)
    {
        Section.Fault(key, message + (Row.Length > 0 ? $" ({Row})" : ""));
        return instead;
    }

    /// <summary>Ends the case when something was found.</summary>
    /// <exception cref="InputException">With all faults.</exception>
    public void ThrowIfFaulty() => Section.Document.ThrowIfFaulty();

    /// <summary>A plain number; null when the text is none.</summary>
    internal static double? Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;

    private string? CellOf(string key, string column) =>
        Cell is null ? Told<string?>(key, $"asks for the column `{column}`, but the case names no `table`", null)
        : Cell(column) is { } cell ? cell
        : Told<string?>(key, $"asks for the column `{column}`, which the table of the case lacks", null);

    private string? Filled(string key, string text)
    {
        StringBuilder filled = new();
        int at = 0;
        for (int open = text.IndexOf('{', StringComparison.Ordinal); open >= 0; open = text.IndexOf('{', at))
        {
            int close = text.IndexOf('}', open);
            if (close < 0) return Told<string?>(key, $"is `{text}`; expected `}}` after the name of a column", null);
            if (CellOf(key, text[(open + 1)..close]) is not { } cell) return null;
            filled.Append(text, at, open - at).Append(cell);
            at = close + 1;
        }
        return filled.Append(text, at, text.Length - at).ToString();
    }
}
