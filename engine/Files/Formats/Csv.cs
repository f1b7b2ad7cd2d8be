using System.Buffers;
using System.Globalization;
using System.Text;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads and writes comma-separated tables (quotes as in RFC 4180, UTF-8, numbers with a point, lines ended by LF).</summary>
public static class Csv
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");
    private static readonly Habit Plain = new(',', '.', "\n", Mark: false), French = new(';', ',', "\r\n", Mark: true);

    /// <summary>As French spreadsheets open it with a double click: cells parted by semicolons, decimal commas, a byte order mark, lines ended by CR LF; else as <see cref="Write(string, Table)"/>.</summary>
    public static void WriteFrench(string path, Table table) => Write(path, table, French);

    /// <summary>Writes a table: a line of names, then one line a row; a missing number is an empty cell. The same table gives the same bytes.</summary>
    /// <param name="path">Replaced when it exists; written aside, then renamed.</param>
    /// <param name="table">The table.</param>
    /// <exception cref="ArgumentException">The columns have different lengths.</exception>
    public static void Write(string path, Table table) => Write(path, table, Plain);

    private static void Write(string path, Table table, Habit habit)
    {
        int rows = table.Rows;
        AtomicFile.Write(path, stream =>
        {
            using StreamWriter writer = new(stream, new UTF8Encoding(habit.Mark), 1 << 16, leaveOpen: true) { NewLine = habit.NewLine };
            writer.WriteLine(string.Join(habit.Between, table.Columns.Select(c => Quoted(c.Name, habit.Between))));
            for (int row = 0; row < rows; row++)
            {
                for (int i = 0; i < table.Columns.Count; i++)
                {
                    if (i > 0) writer.Write(habit.Between);
                    WriteCell(writer, table.Columns[i], row, isAlone: table.Columns.Count == 1, habit);
                }
                writer.WriteLine();
            }
        });
    }

    /// <summary>Reads a table as text (also <c>.gz</c>, and Windows-1252 where no letter is UTF-8, of which the note tells); cells are parted by commas, semicolons or tabs, whichever the first line has most of.</summary>
    /// <exception cref="InputException">The file is missing, some of its letters are UTF-8 and others are not, a line has another number of cells than the first, or a quote stands elsewhere than around a cell or doubled.</exception>
    public static CsvTable Read(string path) => new CsvReader(path, () => InputFile.Unpacked(path, "table of comma-separated values")).Read();

    /// <summary>A cell as it stands in a file.</summary>
    internal static string Quoted(string text, char between = ',') => text.AsSpan().ContainsAny(NeedQuotes) || text.Contains(between, StringComparison.Ordinal) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static void WriteCell(StreamWriter writer, Column column, int row, bool isAlone, Habit habit)
    {
        if (column is TextColumn text) writer.Write(isAlone && text.Values[row].Length == 0 ? "\"\"" : Quoted(text.Values[row], habit.Between));      // an empty line would be no row
        else if (column is NumberColumn { Values: var values } && !double.IsNaN(values[row]))
        {
            Span<char> digits = stackalloc char[32];
            (values[row] + 0.0).TryFormat(digits, out int length, "R", CultureInfo.InvariantCulture);      // + 0: no minus before zero
            if (habit.Point != '.') digits[..length].Replace('.', habit.Point);
            writer.Write(digits[..length]);
        }
        else if (isAlone) writer.Write("\"\"");
    }

    private readonly record struct Habit(char Between, char Point, string NewLine, bool Mark);
}

/// <summary>A table as its file has it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Columns">Names, from the first line.</param>
/// <param name="Rows">The cells of each line.</param>
/// <param name="Lines">The line of the file on which each row begins, from 1, for messages.</param>
public sealed record CsvTable(string Path, IReadOnlyList<string> Columns, IReadOnlyList<string[]> Rows, IReadOnlyList<int> Lines)
{
    /// <summary>What was odd in the whole of it, and how it was read; null: nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The position of a column.</summary>
    /// <exception cref="InputException">It is not there.</exception>
    public int Column(string name)
    {
        for (int i = 0; i < Columns.Count; i++)
            if (Columns[i] == name) return i;
        throw InputFile.Fault(Path, $"no column `{name}`", "it in the first line", $"There are: {string.Join(", ", Columns.Take(50).Select(c => $"`{c}`"))}.");
    }
}
