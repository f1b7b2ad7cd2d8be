using System.Text.RegularExpressions;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>What a piece of a selection is.</summary>
internal enum TokenKind { Word, Number, Text, Operator, Open, Close, Comma, End }

/// <summary>A piece of a selection.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; of a text, without its quotes.</param>
/// <param name="Start">Its first character.</param>
/// <param name="Length">Number of characters.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int Length)
{
    /// <summary>For messages.</summary>
    public string Shown => Kind == TokenKind.End ? "the end" : $"`{Text}`";
}

/// <summary>A selection that cannot be read: what is wrong and where in its text.</summary>
internal sealed class SelectionException(string message, int start, int length) : Exception(message)
{
    /// <summary>First character meant.</summary>
    public int Start { get; } = start;
    /// <summary>How many characters are meant.</summary>
    public int Length { get; } = length;
}

/// <summary>Cuts a selection into its pieces.</summary>
internal static partial class SelectionTokens
{
    /// <summary>The pieces, with <see cref="TokenKind.End"/> as the last.</summary>
    /// <exception cref="SelectionException">A character cannot stand there.</exception>
    public static List<Token> Of(string text)
    {
        List<Token> tokens = [];
        for (int at = 0; at < text.Length;)
        {
            Match match = Piece().Match(text, at);
            if (!match.Success) throw new SelectionException(Unreadable(text[at]), at, 1);
            at += match.Length;
            if (match.Groups["blank"].Success) continue;
            tokens.Add(new(KindOf(match), match.Groups["inner"].Success ? match.Groups["inner"].Value : match.Value.TrimEnd(), match.Index, match.Value.TrimEnd().Length));
        }
        tokens.Add(new(TokenKind.End, "", text.Length, 1));
        return tokens;
    }

    private static string Unreadable(char c) => c is '"' or '\'' ? "the text in quotes has no end" : $"`{c}` cannot stand here";

    private static TokenKind KindOf(Match match) => match.Groups switch
    {
        var g when g["word"].Success => TokenKind.Word,
        var g when g["number"].Success => TokenKind.Number,
        var g when g["text"].Success => TokenKind.Text,
        var g when g["operator"].Success => TokenKind.Operator,
        _ => match.Value switch { "(" => TokenKind.Open, ")" => TokenKind.Close, _ => TokenKind.Comma },
    };

    [GeneratedRegex("""
        \G(?:
          (?<blank>\s+)
        | (?<word>[\p{L}_][\w\-]*)
        | (?<number>[+\-−]?(?:\d{1,3}(?:\x20\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[\x20]?(?!(?:and|or|not|in)\b|\w+\s*(?:[<>=!≤≥≠]|in\b|not\b))[%€°\p{L}][\w²/%€°]*)?)
        | (?<text>"(?<inner>[^"]*)"|'(?<inner>[^']*)')
        | (?<operator><=|>=|!=|<>|==|[<>=≤≥≠])
        | [(),]
        )
        """, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Piece();
}
