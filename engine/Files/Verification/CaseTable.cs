using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Verification;

/// <summary>A table that a case takes rows from.</summary>
internal sealed class CaseTable
{
    private readonly CsvTable _table;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    public CaseTable(string path)
    {
        _table = Csv.Read(path);
        for (int i = 0; i < _table.Columns.Count; i++) _columns.TryAdd(_table.Columns[i], i);
    }

    public string Path => _table.Path;
    public IEnumerable<string> Columns => _columns.Keys;

    /// <summary>The cell of a column, or null when the table lacks the column.</summary>
    public string? Cell(int row, string column) => _columns.TryGetValue(column, out int at) ? _table.Rows[row][at] : null;

    /// <summary>Line of the file.</summary>
    public int Line(int row) => _table.Lines[row];

    /// <summary>The rows whose cells are as asked, such as <c>case = 600 and quantity = annual_heating</c>; all without a condition.</summary>
    /// <exception cref="InputException">The condition cannot be read, names no column, or no row meets it.</exception>
    public int[] Where(string? condition)
    {
        List<(string Column, string Wanted)> asked = [];
        foreach (string part in condition?.Split(" and ", StringSplitOptions.TrimEntries) ?? [])
        {
            string[] sides = part.Split('=', 2, StringSplitOptions.TrimEntries);
            if (sides.Length != 2) throw new InputException($"`where: {condition}` is not `column = value`; join several with `and`");
            if (!_columns.ContainsKey(sides[0])) throw new InputException($"`where: {condition}` asks for the column `{sides[0]}`, which {Path} lacks. {Yaml.Spelling.Suggest(sides[0], Columns)}");
            asked.Add((sides[0], sides[1]));
        }
        int[] rows = [.. Enumerable.Range(0, _table.Rows.Count).Where(row => asked.All(a => Cell(row, a.Column) == a.Wanted))];
        return rows.Length > 0 ? rows : throw new InputException($"the table {Path} has no row{(condition is null ? "" : $" where {condition}")}");
    }
}
