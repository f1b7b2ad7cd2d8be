namespace TerritoryTwin.Files.Yaml;

/// <summary>Helps whoever mistyped a word.</summary>
public static class Spelling
{
    private const int Most = 30;     // words that are listed

    /// <summary>"Did you mean …?" when a known word is near, else the list of those known.</summary>
    public static string Suggest(string word, IEnumerable<string> known)
    {
        string[] words = known.Distinct().Order(StringComparer.Ordinal).ToArray();
        if (Nearest(word, words) is { } near) return $"Did you mean `{near}`?";
        if (words.Length == 0) return "Remove it.";
        string shown = string.Join(", ", words.Take(Most).Select(w => $"`{w}`"));
        return words.Length > Most ? $"Known: {shown}…" : $"Known: {shown}.";
    }

    /// <summary>The known word that differs least; null when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length > 100) return null;
        string? best = null;
        int least = Math.Max(1, word.Length / 2) + 1;
        foreach (string candidate in known)
        {
            int distance = Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance < least) (best, least) = (candidate, distance);
        }
        return best;
    }

    /// <summary>Insertions, deletions and replacements that turn one word into the other (Levenshtein 1966).</summary>
    private static int Distance(string a, string b)
    {
        int[] previous = Enumerable.Range(0, b.Length + 1).ToArray(), next = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            next[0] = i;
            for (int j = 1; j <= b.Length; j++)
                next[j] = Math.Min(Math.Min(next[j - 1], previous[j]) + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            (previous, next) = (next, previous);
        }
        return previous[b.Length];
    }
}
