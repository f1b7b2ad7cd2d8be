using System.Globalization;

namespace TerritoryTwin.Tests;

/// <summary>A comma-separated table of a reference folder.</summary>
internal sealed class ReferenceTable
{
    private readonly string[] _header;

    private ReferenceTable(string[] lines)
    {
        _header = lines[0].Split(',');
        Rows = [.. lines.Skip(1).Where(l => l.Length > 0).Select(l => new ReferenceRow(_header, l.Split(',')))];
    }

    public IReadOnlyList<ReferenceRow> Rows { get; }

    public static ReferenceTable Read(string path) => new(File.ReadAllLines(SharedData.Reference(path)));
}

/// <summary>A row of it, by column name.</summary>
internal readonly struct ReferenceRow(string[] header, string[] fields)
{
    public double this[string column] => double.Parse(Text(column), CultureInfo.InvariantCulture);

    public string Text(string column)
    {
        int index = Array.IndexOf(header, column);
        Assert.True(index >= 0, $"the reference table has no column {column}");
        return fields[index];
    }
}
