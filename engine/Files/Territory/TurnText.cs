using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>
/// Rules of turning of a road as one text: <c>end not way/5; start only way/7-2</c>. First the end of the road where it holds, its last point or its first, then whether cars may not turn onto the road that is named, or onto
/// that alone. A semicolon or percent sign in an identifier is written as <c>%3B</c> or <c>%25</c>.
/// </summary>
internal static class TurnText
{
    /// <summary>The text; null for none.</summary>
    public static string? Of(IReadOnlyList<TurnRule> rules) => rules.Count == 0 ? null
        : string.Join("; ", rules.Select(r => $"{(r.AtEnd ? "end" : "start")} {(r.Only ? "only" : "not")} {r.To.Replace("%", "%25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal)}"));

    /// <summary>Reads it.</summary>
    /// <returns>The rules, and what is wrong with the text; empty when nothing is.</returns>
    public static (IReadOnlyList<TurnRule> Rules, string Fault) Read(string text)
    {
        List<TurnRule> rules = [];
        foreach (string entry in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.Split(' ', 3) is not [("end" or "start") and string at, ("not" or "only") and string kind, string to])
                return ([], $"found `{entry}`; expected an end of the road, `not` or `only`, and the id of another, such as `end not way/5`. Correct it.");
            rules.Add(new(at == "end", kind == "only", to.Replace("%3B", ";", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal)));
        }
        return (rules, "");
    }
}
