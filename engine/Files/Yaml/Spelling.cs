namespace TerritoryTwin.Files.Yaml;

/// <summary>Helps whoever mistyped a word.</summary>
public static class Spelling
{
    private const string Accented = "àâäáãåçéèêëíîïìñóôöòõøúùûüýÿ", Bare = "aaaaaaceeeeiiiinoooooouuuuyy";
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

    /// <summary>In lower case and without accents, as people type names; œ and æ are two letters.</summary>
    public static string Plain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Concat(text.ToLowerInvariant().Select(static c => c switch { 'œ' => "oe", 'æ' => "ae", _ when Accented.IndexOf(c, StringComparison.Ordinal) is >= 0 and var n => Bare[n].ToString(), _ => c.ToString() }));
    }

    /// <summary>The known word that differs least; null when none is near: no suggestion is better than a foolish one. Words that begin alike may differ in two letters of five, others in one of three.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length > 100) return null;
        string? best = null;
        int least = int.MaxValue;
        foreach (string candidate in known)
        {
            if (candidate.Length == 0) continue;
            string a = word.ToLowerInvariant(), b = candidate.ToLowerInvariant();
            int distance = Distance(a, b), length = Math.Max(a.Length, b.Length);
            bool near = a == b || length > 2 && distance <= Math.Max(1, a.StartsWith(b[0]) ? Math.Min(a.Length / 2, (2 * a.Length + 4) / 5) : a.Length / 3);
            if (near && distance < least) (best, least) = (candidate, distance);
        }
        return best;
    }

    /// <summary>The same for files, whose endings say nothing.</summary>
    public static string? NearestFile(string name, IEnumerable<string> known)
    {
        string[] files = [.. known];
        return Nearest(Path.GetFileNameWithoutExtension(name), files.Select(static f => Path.GetFileNameWithoutExtension(f))) is { } near ? files.First(f => Path.GetFileNameWithoutExtension(f) == near) : null;
    }

    /// <summary>Insertions, deletions, replacements and exchanges of neighbours that turn one word into the other, no letter touched twice (Damerau 1964, Levenshtein 1966).</summary>
    private static int Distance(string a, string b)
    {
        int[] before = new int[b.Length + 1], previous = Enumerable.Range(0, b.Length + 1).ToArray(), next = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            next[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                next[j] = Math.Min(Math.Min(next[j - 1], previous[j]) + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) next[j] = Math.Min(next[j], before[j - 2] + 1);
            }
            (before, previous, next) = (previous, next, before);
        }
        return previous[b.Length];
    }
}
