using System.Text;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Texts;

namespace TerritoryTwin.Files.Reports;

/// <summary>A comparison as text: what it comes to, and the table for people.</summary>
/// <param name="comparison">The base first.</param>
/// <param name="words">Of the readers.</param>
public sealed class ComparisonText(Comparison comparison, Words words)
{
    private const int LeastLabel = 26, MostHead = 12;

    /// <summary>What the comparison comes to, a paragraph a variant, in lines of so many letters.</summary>
    public string Conclusion(int width) => string.Join("\n", new Conclusion(comparison, words).Sentences.Select(s => string.Concat(Wrapped(s, width).Select(static l => l + "\n"))));

    /// <summary>Base and variants of every indicator that some run has, what each changes and that in percent. Where variants do not fit beside each other, the table goes on below; words go on in the next line, and nothing is cut.</summary>
    /// <param name="width">Letters in a line, 80 at least.</param>
    public string Table(int width)
    {
        StringBuilder text = new();
        for (int first = 1; first < comparison.Runs.Count;)
        {
            int count = comparison.Runs.Count - first;
            string[][] rows = Rows(first, count);
            while (count > 1 && Room(rows, width) < LeastLabel) rows = Rows(first, --count);
            if (first > 1) text.Append('\n');
            Draw(text, rows, width);
            first += count;
        }
        return text.ToString();
    }

    // Heads, then a row an indicator: label, unit, base, and of each variant value, change and percent.
    private string[][] Rows(int first, int count)
    {
        int[] runs = [.. Enumerable.Range(first, count)];
        Numbers numbers = words.Numbers;
        return
        [
            [words["report.table.of"], words["report.table.unit"], NameOf(0), .. runs.SelectMany(r => new[] { NameOf(r), words["report.table.change"], "%" })],
            .. comparison.Indicators.Where(static i => i.Values.Any(double.IsFinite)).Select(i =>
            {
                double scale = i.Unit == "1" ? 100 : 1;          // shares are shown in percent, their changes in points of it
                return (string[])
                [
                    words.NameOf(i.Name, i.Meaning), i.Unit == "1" ? "%" : i.Unit == "count" ? "" : Units.ForPeople(i.Unit, words.Language), numbers.Brief(scale * i.Values[0]),
                    .. runs.SelectMany(r => new[] { numbers.Brief(scale * i.Values[r]), Signed(scale * i.Difference(r)), i.Unit is "1" or "degC" || !double.IsFinite(i.Share(r)) ? "" : numbers.Signed(100 * i.Share(r), "", 1) }),
                ];
            }),
        ];

        string Signed(double difference) => double.IsNaN(difference) ? "–" : numbers.Signed(difference, "", Numbers.Decimals(difference));
    }

    private string NameOf(int run) => comparison.Runs[run].NameIn(words);

    private static int Room(string[][] rows, int width) => width - Enumerable.Range(1, rows[0].Length - 1).Sum(c => WidthOf(rows, c) + 2);

    // As its numbers need, and its head where that can be broken no shorter.
    private static int WidthOf(string[][] rows, int column) =>
        Math.Max(rows.Skip(1).Max(r => r[column].Length), Math.Min(MostHead, rows[0][column].Split(' ').Max(static w => w.Length)));

    private static void Draw(StringBuilder text, string[][] rows, int width)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(c => c == 0 ? Math.Min(Math.Max(LeastLabel / 2, Room(rows, width)), rows.Max(r => r[0].Length)) : WidthOf(rows, c))];
        foreach (string[] row in rows)
        {
            string[][] cells = [.. row.Select((cell, c) => Wrapped(cell, widths[c]))];
            for (int line = 0; line < cells.Max(static c => c.Length); line++)
            {
                int start = text.Length;
                for (int c = 0; c < row.Length; c++)
                {
                    string cell = line < cells[c].Length ? cells[c][line] : "";
                    text.Append(c < 2 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c])).Append("  ");
                }
                while (text.Length > start && text[^1] == ' ') text.Length--;
                text.Append('\n');
            }
        }
    }

    // In lines of so many letters, broken at spaces; a longer word is broken in itself.
    private static string[] Wrapped(string text, int width)
    {
        List<string> lines = [];
        string line = "";
        foreach (string word in text.Split(' '))
        {
            string rest = word;
            if (line.Length > 0 && line.Length + 1 + rest.Length > width)
            {
                lines.Add(line);
                line = "";
            }
            while (rest.Length > width)
            {
                lines.Add(rest[..width]);
                rest = rest[width..];
            }
            line = line.Length > 0 ? $"{line} {rest}" : rest;
        }
        lines.Add(line);
        return [.. lines];
    }
}
