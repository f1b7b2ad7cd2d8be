namespace TerritoryTwin.Tests.Validation;

/// <summary>Pages of `docs/` that tests write. With <c>TWIN_WRITE=docs</c> in the environment they are written, else compared with what is there.</summary>
internal static class WrittenPage
{
    /// <summary>Holds a page, or what stands between two marks of it, to a text.</summary>
    public static void Holds(string name, string text, string begin = "", string end = "")
    {
        string path = Path.Combine(SharedData.Repository, "docs", name), page = File.Exists(path) ? File.ReadAllText(path) : "";
        int from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length, to = end.Length == 0 ? page.Length : page.IndexOf(end, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("TWIN_WRITE") == "docs") File.WriteAllText(path, page[..from] + text + page[to..]);
        else if (text != page[from..to]) Assert.Fail($"docs/{name} is out of date; write it anew with TWIN_WRITE=docs. First difference: {FirstDifference(page[from..to], text)}");
    }

    private static string FirstDifference(string old, string text)
    {
        string[] before = old.Split('\n'), now = text.Split('\n');
        int line = Enumerable.Range(0, Math.Min(before.Length, now.Length)).FirstOrDefault(n => before[n] != now[n], Math.Min(before.Length, now.Length));
        return $"“{before.ElementAtOrDefault(line)}” is now “{now.ElementAtOrDefault(line)}”";
    }
}
