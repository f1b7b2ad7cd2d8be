using System.Globalization;
using System.Text;
using System.Text.Unicode;
using nietras.SeparatedValues;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads a table. Sep splits it into rows of cells; what their bytes mean and what is refused is settled here.</summary>
internal sealed class CsvReader
{
    private const int MostFaults = 20;
    private readonly string _path;
    private readonly byte[] _bytes;
    private readonly int _start;
    private readonly char _separator;

    /// <summary>A reader of the bytes of a table; the path is for messages.</summary>
    public CsvReader(string path, byte[] bytes)
    {
        _path = path;
        _bytes = bytes;
        ReadOnlySpan<byte> first = bytes;
        _start = first.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        if (first.IndexOfAny((byte)'\r', (byte)'\n') is var end && end >= 0) first = first[..end];
        _separator = first.Contains((byte)',') ? ',' : first.Contains((byte)';') ? ';' : first.Contains((byte)'\t') ? '\t' : ',';
    }

    public CsvTable Read()
    {
        List<string[]> rows = [];
        List<int> lines = [];
        List<string> faults = [];
        string[]? names = null;
        int next = 1;
        try
        {
            using StreamReader text = Text();
            using SepReader reader = new Sep(_separator).Reader(o => o with { HasHeader = false, DisableColCountCheck = true, Unescape = true }).From(text);
            foreach (SepReader.Row row in reader)
            {
                int line = next;
                next = row.LineNumberToExcl;
                if (QuoteFault(row.Span, line) is { } fault)
                {
                    faults.Add(fault);
                    break;                                             // where the next row begins is unknown
                }
                if (row.Span.IsEmpty) continue;
                string[] cells = row[..].ToStringsArray();
                if (names == null)
                {
                    names = [.. cells.Select(c => c.Trim())];
                }
                else if (cells.Length == names.Length)
                {
                    rows.Add(cells);
                    lines.Add(line);
                }
                else if (faults.Count < MostFaults)
                {
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"{Place(line)}: {cells.Length} cells; expected {names.Length}, as in the first line. Quote cells that hold a `{_separator}`."));
                }
            }
        }
        catch (NotSupportedException)
        {
            faults.Add(InputFile.Fault(Place(next), "a row that is too long", "at most 16 million characters and cells", "Close the quote that begins in it.").Message);
        }
        if (faults.Count > 0) throw new InputException(faults);
        if (names == null) throw InputFile.Fault(_path, "an empty table", "a line of names, then one line a row", "Fetch the file again.");
        return new CsvTable(_path, names, rows, lines);
    }

    private StreamReader Text()
    {
        MemoryStream bytes = new(_bytes, _start, _bytes.Length - _start);
        Encoding encoding = Utf8.IsValid(_bytes.AsSpan(_start)) ? new UTF8Encoding(false) : CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? Encoding.Latin1;
        return new StreamReader(bytes, encoding, detectEncodingFromByteOrderMarks: false);
    }

    /// <summary>Finds a quote that is neither around a cell nor doubled. Sep takes every second quote for the end of a text that holds separators and line ends: rows would run into one another without a word.</summary>
    private string? QuoteFault(ReadOnlySpan<char> row, int line)
    {
        bool isOpen = false;
        int cell = 0;
        for (int at = row.IndexOf('"'), step = at; step >= 0; at += step + 1)
        {
            int beside = isOpen ? at + 1 : at - 1;
            char neighbour = beside >= 0 && beside < row.Length ? row[beside] : _separator;
            if (!isOpen && neighbour != '"') cell = at;
            if (neighbour != _separator && neighbour != '"') return Fault("a quote inside a cell", "quotes around the whole cell, and two for each that it holds", row[..cell]);
            isOpen = !isOpen;
            step = row[(at + 1)..].IndexOf('"');
        }
        return isOpen ? Fault("a quote that never ends", "a second one", row[..cell]) : null;

        string Fault(string found, string expected, ReadOnlySpan<char> before) =>
            InputFile.Fault(Place(line + before.Count('\n') + before.Count('\r') - before.Count("\r\n")), found, expected, "Close the quote, or write it twice.").Message;
    }

    private string Place(int line) => string.Create(CultureInfo.InvariantCulture, $"{_path}({line})");
}
