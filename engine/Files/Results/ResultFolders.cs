namespace TerritoryTwin.Files.Results;

/// <summary>Finds the results that a folder stands for.</summary>
public static class ResultFolders
{
    /// <summary>The folder itself; of one that holds result folders, such as the demo's, these: what changes nothing first, then what costs more.</summary>
    /// <exception cref="Core.InputException">A record inside is damaged or of another version.</exception>
    public static IReadOnlyList<string> In(string folder)
    {
        if (File.Exists(Path.Combine(folder, RunRecord.FileName)) || !Directory.Exists(folder)) return [folder];
        string[] inside = [.. Directory.EnumerateDirectories(folder).Where(static d => File.Exists(Path.Combine(d, RunRecord.FileName))).Order(StringComparer.Ordinal)];
        if (inside.Length == 0) return [folder];
        return [.. inside.Select(static d => (Folder: d, Record: RunRecord.Read(d))).OrderByDescending(static r => r.Record.ChangesNothing).ThenBy(static r => Money(r.Record)).Select(static r => r.Folder)];

        static double Money(RunRecord record) => record.Value("investment") is var euros && double.IsNaN(euros) ? 0 : euros;
    }
}
