using System.Globalization;
using System.Text;
using nietras.SeparatedValues;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads a table row by row. Sep splits it into rows of cells; what their bytes mean and what is refused is settled here.</summary>
internal sealed class CsvReader
{
    private const string Format = "table";
    private const int MostFaults = 20, Block = 1 << 16;
    private const int Surely = 20;                      // times as many letters of one encoding as of the other
    private static readonly char[] Separators = [',', ';', '\t'];
    private readonly string _path;
    private readonly Func<Stream> _open;
    private readonly Encoding _encoding;

    /// <summary>A reader of the bytes of a table; the path is for messages.</summary>
    public CsvReader(string path, byte[] bytes) : this(path, () => new MemoryStream(bytes, writable: false)) { }

    /// <summary>A reader of a table, which is looked through once for its encoding and its separator.</summary>
    /// <param name="path">For messages.</param>
    /// <param name="open">Opens it at its beginning; asked anew for each reading.</param>
    /// <exception cref="InputException">It is empty or damaged, or its first line is.</exception>
    public CsvReader(string path, Func<Stream> open)
    {
        (_path, _open) = (path, open);
        (_encoding, Note, string first) = InputFile.Guard(path, Format, LookThrough);
        Separator = Separators.MaxBy(s => CountOf(first, s));
        string[] names = Lines().Select(l => l.Cells).FirstOrDefault() ?? throw InputFile.Fault(path, "an empty table", "a line of names, then one line a row", "Fetch the file again.");
        Names = [.. names.Select(n => n.Trim())];
    }

    /// <summary>What was odd, and how it was read; null: nothing.</summary>
    public string? Note { get; }

    /// <summary>That of comma, semicolon and tab which the first line has most of, outside quotes.</summary>
    public char Separator { get; }

    /// <summary>From the first line.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The whole table.</summary>
    /// <exception cref="InputException">With every fault found, up to 20.</exception>
    public CsvTable Read()
    {
        List<string[]> rows = [];
        List<int> lines = [];
        foreach ((int line, string[] cells) in Rows())
        {
            rows.Add(cells);
            lines.Add(line);
        }
        return new CsvTable(_path, Names, rows, lines) { Note = Note };
    }

    /// <summary>The rows below the names, each with the line on which it begins; none is kept. After a fault no more come, but the rest is looked through.</summary>
    /// <exception cref="InputException">With every fault found, up to 20.</exception>
    public IEnumerable<(int Line, string[] Cells)> Rows()
    {
        List<string> faults = [];
        using IEnumerator<(int Line, string[] Cells)> lines = Lines().Skip(1).GetEnumerator();
        while (faults.Count < MostFaults && HasNext(lines, faults))
        {
            (int line, string[] cells) = lines.Current;
            if (cells.Length != Names.Count)
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{Place(line)}: {cells.Length} cells; expected {Names.Count}, as in the first line. Quote cells that hold a `{Separator}`."));
            else if (faults.Count == 0) yield return (line, cells);
        }
        if (faults.Count > 0) throw new InputException(faults);
    }

    private static bool HasNext(IEnumerator<(int, string[])> lines, List<string> faults)
    {
        try
        {
            return lines.MoveNext();
        }
        catch (InputException e)
        {
            faults.AddRange(e.Faults);
            return false;
        }
    }

    /// <summary>All lines that are not empty.</summary>
    private IEnumerable<(int Line, string[] Cells)> Lines()
    {
        using StreamReader text = new(_open(), _encoding, detectEncodingFromByteOrderMarks: false);
        using SepReader reader = InputFile.Guard(_path, Format, () =>
        {
            if (_encoding is UTF8Encoding && text.Peek() == 0xFEFF) _ = text.Read();
            return new Sep(Separator).Reader(o => o with { HasHeader = false, DisableColCountCheck = true, Unescape = true }).From(text);
        });
        int next = 1;
        while (Next(reader, ref next) is { } row) yield return row;
    }

    private (int Line, string[] Cells)? Next(SepReader reader, ref int next)
    {
        try
        {
            while (reader.MoveNext())
            {
                SepReader.Row row = reader.Current;
                int line = next;
                next = row.LineNumberToExcl;
                if (QuoteFault(row.Span, line) is { } fault) throw fault;     // where the next row begins is unknown
                if (!row.Span.IsEmpty) return (line, row[..].ToStringsArray());
            }
            return null;
        }
        catch (NotSupportedException)
        {
            throw InputFile.Fault(Place(next), "a row that is too long", "at most 16 million characters and cells", "Close the quote that begins in it.");
        }
        catch (Exception e) when (InputFile.IsUnreadable(e))
        {
            throw InputFile.Unreadable(_path, Format, e);
        }
    }

    /// <summary>UTF-8 where all letters beyond ASCII are, Windows-1252 where none is; and the first line.</summary>
    private (Encoding Encoding, string? Note, string First) LookThrough()
    {
        Utf8Letters letters = new();
        byte[] block = new byte[Block];
        string? first = null;
        int kept = 0;
        using Stream stream = _open();
        for (bool isLast = false; !isLast;)
        {
            int held = kept + stream.ReadAtLeast(block.AsSpan(kept), Block - kept, throwOnEndOfStream: false);
            isLast = held < Block;
            ReadOnlySpan<byte> bytes = block.AsSpan(0, held);
            first ??= FirstLine(bytes);
            kept = letters.Count(bytes, isLast);
            bytes[^kept..].CopyTo(block);
        }
        if (letters.Broken == 0) return (new UTF8Encoding(false), null, first!);
        bool isMarked = first!.StartsWith("ï»¿", StringComparison.Ordinal);                           // says that it is UTF-8
        bool rarelyGood = !isMarked && letters.Good > 0 && letters.Broken > Surely * letters.Good && letters.FirstOfNeither < 0;       // such as É», which are two letters in Windows-1252 and one in UTF-8
        if (letters.Good > 0 && !rarelyGood) throw InputFile.Fault(Place(LineAt(isMarked ? letters.FirstBroken : letters.FirstRarer)), letters.Mixed, "one encoding in the whole table, UTF-8 or Windows-1252", "Save the table anew as `CSV UTF-8`, which keeps that line if it is right; else correct it.");
        if (letters.FirstOfNeither >= 0) throw InputFile.Fault(Place(LineAt(letters.FirstOfNeither)), "a byte that is no letter in UTF-8, nor in Windows-1252", "one of both", "Save the table anew as `CSV UTF-8`.");
        return (CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? Encoding.Latin1, "its letters are not UTF-8" + (rarelyGood ? $" but for {letters.Good} of {letters.Good + letters.Broken}, the first in line {LineAt(letters.FirstGood)}" : "") + "; read as Windows-1252", first!);
    }

    /// <summary>The line of a byte, from 1.</summary>
    private int LineAt(long place)
    {
        byte[] block = new byte[Block];
        using Stream stream = _open();
        int line = 1;
        for (int held = 1; place > 0 && held > 0; place -= held)
        {
            held = stream.Read(block, 0, (int)Math.Min(place, Block));
            line += block.AsSpan(0, held).Count((byte)'\n');
        }
        return line;
    }

    private string FirstLine(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.Unicode.Preamble) || bytes.StartsWith(Encoding.BigEndianUnicode.Preamble))
            throw InputFile.Fault(_path, "a table in UTF-16", "UTF-8 or Windows-1252", "Save it as `CSV UTF-8`.");
        int end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
        return Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]);
    }

    private static int CountOf(string line, char separator)
    {
        int count = 0;
        bool isQuoted = false;
        foreach (char c in line)
        {
            if (c == '"') isQuoted = !isQuoted;
            else if (c == separator && !isQuoted) count++;
        }
        return count;
    }

    /// <summary>Finds a quote that is neither around a cell nor doubled. Sep takes every second quote for the end of a text that holds separators and line ends: rows would run into one another without a word.</summary>
    private InputException? QuoteFault(ReadOnlySpan<char> row, int line)
    {
        bool isOpen = false;
        int cell = 0;
        for (int at = row.IndexOf('"'), step = at; step >= 0; at += step + 1)
        {
            int beside = isOpen ? at + 1 : at - 1;
            char neighbour = beside >= 0 && beside < row.Length ? row[beside] : Separator;
            if (!isOpen && neighbour != '"') cell = at;
            if (neighbour != Separator && neighbour != '"') return Fault("a quote inside a cell", "quotes around the whole cell, and two for each that it holds", row[..cell]);
            isOpen = !isOpen;
            step = row[(at + 1)..].IndexOf('"');
        }
        return isOpen ? Fault("a quote that never ends", "a second one", row[..cell]) : null;

        InputException Fault(string found, string expected, ReadOnlySpan<char> before) =>
            InputFile.Fault(Place(line + before.Count('\n') + before.Count('\r') - before.Count("\r\n")), found, expected, "Close the quote, or write it twice.");
    }

    private string Place(int line) => string.Create(CultureInfo.InvariantCulture, $"{_path}({line})");
}
