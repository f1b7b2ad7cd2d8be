namespace TerritoryTwin.Tests;

/// <summary>The reference cases and real data that are not part of the repository.</summary>
internal static class SharedData
{
    /// <summary>Root of this repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The path of a real data file or folder (<c>TWIN_DATA</c>, else <c>../shared/data</c>); skips the test when it is absent.</summary>
    public static string Data(string path) => Locate("TWIN_DATA", "data", path);

    /// <summary>The path of a reference case (<c>TWIN_REFERENCE</c>, else <c>../shared/reference</c>); skips the test when it is absent.</summary>
    public static string Reference(string path) => Locate("TWIN_REFERENCE", "reference", path);

    /// <summary>The path of an input of users that gave wrong values (<c>TWIN_FIELD</c>, else <c>../shared/field</c>); skips the test when it is absent.</summary>
    public static string Field(string path) => Locate("TWIN_FIELD", "field", path);

    /// <summary>Skips the running test, or fails it when <c>TWIN_REQUIRE</c> names <paramref name="need"/>.</summary>
    public static void Lacks(string need, string message)
    {
        string[] required = (Environment.GetEnvironmentVariable("TWIN_REQUIRE") ?? "").Split(',', StringSplitOptions.TrimEntries);
        if (required.Contains(need)) Assert.Fail($"{message} (TWIN_REQUIRE names {need})");
        Assert.Skip(message);
    }

    private static string Locate(string variable, string folder, string path)
    {
        string root = Environment.GetEnvironmentVariable(variable) ?? Path.Combine(Repository, "..", "shared", folder);
        string full = Path.GetFullPath(Path.Combine(root, path));
        if (!Path.Exists(full)) Lacks("data", $"{full} is not here; set {variable} to the folder that holds {path}");
        return full;
    }

    private static string FindRepository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder != null && !File.Exists(Path.Combine(folder, "TerritoryTwin.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("the tests run from inside the repository");
    }
}
