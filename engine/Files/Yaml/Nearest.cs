namespace TerritoryTwin.Files.Yaml;

/// <summary>The known word nearest to a misspelt one.</summary>
internal static class Nearest
{
    /// <summary>A remark to add to a fault: <c>; did you mean `share`?</c>, or nothing when no word is near.</summary>
    public static string Remark(string word, IEnumerable<string> known) => To(word, known) is { } near ? $"; did you mean `{near}`?" : "";

    /// <summary>The nearest word within a third of its length, at least one letter; null when none is. The first of equals.</summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > 64) return null;
        string? best = null;
        int least = int.MaxValue;
        foreach (string candidate in known)
        {
            int distance = Distance(word.ToLowerInvariant().Replace('-', '_'), candidate.ToLowerInvariant().Replace('-', '_'));
            if (distance >= least || distance > Math.Max(1, Math.Max(candidate.Length, word.Length) / 3)) continue;
            least = distance;
            best = candidate;
        }
        return best;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.</summary>
    /// <remarks>Optimal string alignment, after Damerau (1964).</remarks>
    internal static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (int j = 0; j <= b.Length; j++) d[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
            for (int j = 1; j <= b.Length; j++)
            {
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        return d[a.Length, b.Length];
    }
}
