using System.Globalization;

namespace TerritoryTwin.Files.Formats;

/// <summary>A word of well-known text with what stands in its brackets: texts, numbers and other nodes.</summary>
internal sealed class WktNode(string keyword, IReadOnlyList<object> values)
{
    private const int DeepestNesting = 32;

    public string Keyword { get; } = keyword;

    /// <summary>The first text, or nothing.</summary>
    public string Text => values.OfType<string>().FirstOrDefault() ?? "";

    public IEnumerable<WktNode> Children => values.OfType<WktNode>();

    public WktNode? Child(params ReadOnlySpan<string> keywords)
    {
        foreach (string word in keywords)
            if (Children.FirstOrDefault(c => c.Keyword == word) is { } found) return found;
        return null;
    }

    /// <summary>The number at a position, counted over all values.</summary>
    public double? Number(int index) => index < values.Count && values[index] is double number ? number : null;

    /// <summary>The code of <c>AUTHORITY["EPSG","2154"]</c> or <c>ID["EPSG",2154]</c> directly in this node.</summary>
    public int? Authority()
    {
        if (Child("AUTHORITY", "ID") is not { } authority || authority.Count < 2) return null;
        return authority[1] switch
        {
            double number when number is > 0 and < int.MaxValue => (int)number,
            string text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int code) => code,
            _ => null,
        };
    }

    private int Count => values.Count;
    private object this[int index] => values[index];

    /// <summary>Parses well-known text; null when it is none.</summary>
    public static WktNode? Parse(string text)
    {
        int at = 0;
        WktNode? node = ParseNode(text, ref at, 0);
        return node != null && string.IsNullOrWhiteSpace(text[at..].TrimEnd('\0')) ? node : null;
    }

    private static WktNode? ParseNode(string text, ref int at, int depth)
    {
        SkipSpace(text, ref at);
        int start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_')) at++;
        string keyword = text[start..at].ToUpperInvariant();
        SkipSpace(text, ref at);
        if (keyword.Length == 0 || depth > DeepestNesting || at >= text.Length || text[at] is not ('[' or '(')) return null;
        List<object> values = [];
        do
        {
            at++;
            if (ParseValue(text, ref at, depth) is not { } value) return null;
            values.Add(value);
            SkipSpace(text, ref at);
        }
        while (at < text.Length && text[at] == ',');
        if (at >= text.Length || text[at] is not (']' or ')')) return null;
        at++;
        return new WktNode(keyword, values);
    }

    private static object? ParseValue(string text, ref int at, int depth)
    {
        SkipSpace(text, ref at);
        if (at >= text.Length) return null;
        if (text[at] == '"')
        {
            int end = text.IndexOf('"', at + 1);
            if (end < 0) return null;
            string quoted = text[(at + 1)..end];
            at = end + 1;
            return quoted;
        }
        int stop = text.AsSpan(at).IndexOfAny("[](),");
        if (stop < 0) return null;
        string word = text.Substring(at, stop).Trim();
        if (text[at + stop] is '[' or '(') return ParseNode(text, ref at, depth + 1);
        at += stop;
        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : word;
    }

    private static void SkipSpace(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
    }
}
