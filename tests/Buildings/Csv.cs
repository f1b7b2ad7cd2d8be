namespace TerritoryTwin.Tests.Buildings;

/// <summary>Reference tables of plain numbers.</summary>
internal static class Csv
{
    /// <summary>The rows of a file as texts by column name; quoted cells may hold commas.</summary>
    public static List<Dictionary<string, string>> Texts(string path)
    {
        string[] lines = File.ReadAllLines(path);
        string[] names = [.. Cells(lines[0])];
        return [.. lines.Skip(1).Select(line => Cells(line).Zip(names).ToDictionary(pair => pair.Second, pair => pair.First, StringComparer.Ordinal))];
    }

    /// <summary>The rows of a file of numbers by column name.</summary>
    public static List<Dictionary<string, double>> Numbers(string path) =>
        [.. Texts(path).Select(row => row.ToDictionary(pair => pair.Key, pair => double.Parse(pair.Value), StringComparer.Ordinal))];

    private static IEnumerable<string> Cells(string line)
    {
        int start = 0;
        bool quoted = false;
        for (int i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"') quoted = !quoted;
            if (i < line.Length && (line[i] != ',' || quoted)) continue;
            yield return line[start..i].Trim('"');
            start = i + 1;
        }
    }
}
