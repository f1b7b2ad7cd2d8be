using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace TerritoryTwin.Files.Reports;

/// <summary>A piece of a page: HTML that is well-formed XML too. Texts that are put into it are escaped, other pieces are not.</summary>
/// <param name="Text">As it stands in the file.</param>
internal readonly record struct Markup(string Text)
{
    public static Markup Empty { get; } = new("");

    /// <summary>What is written, with everything in braces escaped that is no piece itself.</summary>
    public static Markup Of(MarkupText text) => new(text.ToString());

    /// <summary>All pieces, one after the other.</summary>
    public static Markup All(params IEnumerable<Markup> parts) => new(string.Concat(parts.Select(static p => p.Text)));

    /// <summary>A piece for each of some things, one after the other.</summary>
    public static Markup Each<T>(IEnumerable<T> things, Func<T, Markup> piece) => All(things.Select(piece));

    public override string ToString() => Text;
}

/// <summary>Builds a <see cref="Markup"/> from an interpolated text.</summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupText
{
    private readonly StringBuilder _text;

    public MarkupText(int literalLength, int formattedCount) => _text = new(literalLength + 16 * formattedCount);

    public void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted(Markup piece) => _text.Append(piece.Text);

    public void AppendFormatted(int number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A place on a page, to a hundredth.</summary>
    public void AppendFormatted(double number) => _text.Append(number.ToString("0.##", CultureInfo.InvariantCulture));

    public void AppendFormatted(string? text)
    {
        foreach (char c in text ?? "")
        {
            switch (c)
            {
                case '&': _text.Append("&amp;"); break;
                case '<': _text.Append("&lt;"); break;
                case '>': _text.Append("&gt;"); break;
                case '"': _text.Append("&quot;"); break;
                default: _text.Append(c is < ' ' and not ('\n' or '\t') or '\uFFFE' or '\uFFFF' ? '\uFFFD' : c); break;        // what no page may hold
            }
        }
    }

    public override string ToString() => _text.ToString();
}
