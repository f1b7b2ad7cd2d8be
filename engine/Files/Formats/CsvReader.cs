using System.Globalization;
using System.Text;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Splits a text into lines of cells.</summary>
internal sealed class CsvReader
{
    private const string Format = "table of comma-separated values";
    private const int MostFaults = 20;
    private readonly string _path, _text;
    private readonly char _separator;
    private readonly List<string> _faults = [];
    private int _at, _line = 1;

    public CsvReader(string path)
    {
        _path = path;
        _text = Decode(InputFile.UnpackedBytes(path, Format));
        ReadOnlySpan<char> first = _text.AsSpan(0, _text.AsSpan().IndexOfAny('\r', '\n') is var end && end >= 0 ? end : _text.Length);
        _separator = first.Contains(',') ? ',' : first.Contains(';') ? ';' : first.Contains('\t') ? '\t' : ',';
    }

    public CsvTable Read()
    {
        List<string[]> rows = [];
        List<int> lines = [];
        string[]? names = null;
        while (_at < _text.Length)
        {
            int line = _line;
            bool isBlank = _text[_at] is '\r' or '\n';
            string[] cells = Row();
            if (isBlank) continue;
            if (names == null)
            {
                names = [.. cells.Select(c => c.Trim())];
                continue;
            }
            if (cells.Length != names.Length)
            {
                if (_faults.Count < MostFaults) _faults.Add(string.Create(CultureInfo.InvariantCulture, $"{_path}({line}): {cells.Length} cells; expected {names.Length}, as in the first line. Quote cells that hold a `{_separator}`."));
                continue;
            }
            rows.Add(cells);
            lines.Add(line);
        }
        if (_faults.Count > 0) throw new InputException(_faults);
        if (names == null) throw InputFile.Fault(_path, "an empty table", "a line of names, then one line a row", "Fetch the file again.");
        return new CsvTable(_path, names, rows, lines);
    }

    private string[] Row()
    {
        List<string> cells = [];
        do cells.Add(_at < _text.Length && _text[_at] == '"' ? QuotedCell() : PlainCell());
        while (_at < _text.Length && _text[_at++] == _separator);
        if (_at > 0 && _at <= _text.Length && _text[_at - 1] == '\r' && _at < _text.Length && _text[_at] == '\n') _at++;
        _line++;
        return [.. cells];
    }

    private string PlainCell()
    {
        int length = _text.AsSpan(_at).IndexOfAny(_separator, '\r', '\n');
        if (length < 0) length = _text.Length - _at;
        string cell = _text.Substring(_at, length);
        _at += length;
        return cell;
    }

    private string QuotedCell()
    {
        int start = _line, from = ++_at;
        while (true)
        {
            int quote = _text.AsSpan(_at).IndexOf('"');
            if (quote < 0) throw InputFile.Fault($"{_path}({start})", "a quote that never ends", "a second one", "Close the quote.");
            _line += _text.AsSpan(_at, quote).Count('\n');
            _at += quote + 1;
            if (_at >= _text.Length || _text[_at] != '"') break;
            _at++;                                                     // two quotes are one
        }
        string cell = _text[from..(_at - 1)].Replace("\"\"", "\"", StringComparison.Ordinal);
        return _at < _text.Length && _text[_at] != _separator && _text[_at] is not ('\r' or '\n') ? cell + PlainCell() : cell;
    }

    private static string Decode(byte[] bytes)
    {
        ReadOnlySpan<byte> text = bytes;
        if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[3..];
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(text);
        }
        catch (DecoderFallbackException)
        {
            return (CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? Encoding.Latin1).GetString(text);
        }
    }
}
