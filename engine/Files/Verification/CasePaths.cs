namespace TerritoryTwin.Files.Verification;

/// <summary>Where cases find files.</summary>
public static class CasePaths
{
    /// <summary>A path as cases write it: from the case folder, or in the shared folders after <c>data:</c> and <c>reference:</c>.</summary>
    /// <exception cref="SharedDataException">It is shared data that this machine lacks.</exception>
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
        string full = Path.Combine(root ?? "", path.TrimStart('/'));
        if (root is null || !Path.Exists(full)) throw new SharedDataException($"{name}:{path} is not on this machine; set {variable} to the folder that holds it");
        return full;
    }
}
