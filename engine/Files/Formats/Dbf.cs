using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads dBASE tables, as shapefiles carry them.</summary>
internal sealed class Dbf : IDisposable
{
    private const int FieldLength = 32, LongestName = 10, Block = 1 << 16;
    private const string Format = "dBASE table";
    private readonly FilePieces _file;
    private readonly int _firstRecord, _recordLength;
    private readonly List<Field> _fields = [];
    private readonly Encoding _encoding;
    private readonly ReadingNotes _notes;

    private Dbf(string path, FilePieces file, string? cpg, ReadingNotes notes)
    {
        (Path, _file, _notes) = (path, file, notes);
        ReadOnlySpan<byte> header = file.At(0, FieldLength + 1);
        if (header.Length < FieldLength + 1)
            throw Fault(file.Length == 0 ? "an empty file" : $"{file.Length} bytes", "a dBASE header");
        long records = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        _firstRecord = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]);
        _recordLength = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]);
        byte version = header[0], language = header[29];
        if ((version & 7) is not (3 or 4 or 5) && version is not (0x30 or 0x31 or 0x02) || _firstRecord <= FieldLength || _firstRecord > file.Length || _recordLength < 1)
            throw Fault("no dBASE header", "version, number and length of records in its first twelve bytes");
        if (_firstRecord + records * _recordLength > file.Length || records > int.MaxValue)
            throw Fault($"{file.Length} bytes", $"{_firstRecord + records * _recordLength} for the {records} records of {_recordLength} bytes that its header announces");
        Records = (int)records;
        ReadFields(file.At(0, _firstRecord));
        _encoding = DbfEncoding.Find(path, cpg, language, LookThrough(), at => at < _firstRecord ? $"{path}, names of columns" : string.Create(CultureInfo.InvariantCulture, $"{path}, record {(at - _firstRecord) / _recordLength + 1}"), notes);
        foreach (Field field in _fields) field.Column = Columns.AddUnique(_encoding.GetString(field.NameBytes));
    }

    public string Path { get; }

    /// <summary>Those marked as deleted included.</summary>
    public int Records { get; }

    /// <summary>Records that are marked so.</summary>
    public int Deleted { get; private set; }

    public AttributeColumns Columns { get; } = new();

    /// <summary>Opens a table; its records are read when they are asked for.</summary>
    /// <exception cref="InputException">It is missing or damaged.</exception>
    public static Dbf Open(string path, string? cpg, ReadingNotes notes) => InputFile.Guard(path, Format, () =>
    {
        FilePieces file = new(path, Format);
        try
        {
            return new Dbf(path, file, cpg, notes);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    });

    public void Dispose() => _file.Dispose();

    /// <summary>The values of a record; null when it is marked as deleted.</summary>
    public AttributeRow? Row(int record)
    {
        ReadOnlySpan<byte> bytes = _file.At(_firstRecord + (long)record * _recordLength, _recordLength);
        if (bytes[0] == '*') return null;
        object?[] values = new object?[_fields.Count];
        for (int i = 0; i < values.Length; i++) values[i] = Value(_fields[i], bytes.Slice(_fields[i].Offset, _fields[i].Length), record);
        return new AttributeRow(Columns, null, values);
    }

    /// <summary>Counts what is deleted, and letters beyond ASCII: many records at a time, none of them kept. A letter that is cut at the end of a full column is neither UTF-8 nor none.</summary>
    private Utf8Letters LookThrough()
    {
        Utf8Letters letters = new();
        for (int n = 0; n < _fields.Count; n++)
        {
            letters.Place = FieldLength * (n + 1L);
            letters.Count(_fields[n].NameBytes, isLast: _fields[n].NameBytes.Length < LongestName);
        }
        int together = Math.Max(1, Block / _recordLength);
        for (int record = 0; record < Records; record += together)
        {
            long start = _firstRecord + (long)record * _recordLength;
            ReadOnlySpan<byte> bytes = _file.At(start, Math.Min(together, Records - record) * _recordLength);
            for (int at = 0; at < bytes.Length; at += _recordLength)
            {
                ReadOnlySpan<byte> row = bytes.Slice(at, _recordLength);
                if (row[0] == '*') Deleted++;
                else if (row.ContainsAnyInRange((byte)0x80, (byte)0xFF)) CountIn(row, start + at, ref letters);
            }
        }
        return letters;
    }

    private void CountIn(ReadOnlySpan<byte> row, long start, ref Utf8Letters letters)
    {
        foreach (Field field in _fields)
        {
            if (field.Type != 'C') continue;
            ReadOnlySpan<byte> text = TextIn(row.Slice(field.Offset, field.Length));
            letters.Place = start + field.Offset;
            letters.Count(text, isLast: text.Length < field.Length);
        }
    }

    private static ReadOnlySpan<byte> TextIn(ReadOnlySpan<byte> raw) => raw.TrimEnd(" \0"u8);

    /// <summary>Without what is left, at its end, of a letter that did not fit.</summary>
    private ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> text, Field field, int record)
    {
        for (int n = 1; n <= Math.Min(3, text.Length) && text[^n] >= 0x80 && _encoding is UTF8Encoding; n++)
        {
            if (text[^n] < 0xC0) continue;
            if (Rune.DecodeFromUtf8(text[^n..], out _, out _) != OperationStatus.NeedMoreData) break;
            _notes.Add($"column {Columns.Names[field.Column]}: a letter that did not fit at the end was left out", Place(record));
            return TextIn(text[..^n]);
        }
        return text;
    }

    private void ReadFields(ReadOnlySpan<byte> header)
    {
        int offset = 1;
        for (int at = FieldLength; at + FieldLength <= _firstRecord && header[at] != 0x0D; at += FieldLength)
        {
            ReadOnlySpan<byte> name = header.Slice(at, 11);
            int end = name.IndexOf((byte)0);
            char type = char.ToUpperInvariant((char)header[at + 11]);
            int length = type == 'C' ? header[at + 16] + 256 * header[at + 17] : header[at + 16];      // long texts keep their high byte where others keep decimals
            if (type == 'C' && offset + length > _recordLength) length = header[at + 16];
            Field field = new(name[..(end < 0 ? 11 : end)].ToArray(), type, offset, length, type == 'C' ? 0 : header[at + 17]);
            offset += length;
            if (offset > _recordLength) throw Fault($"columns of {offset} bytes", $"at most the {_recordLength} of a record");
            if (type is 'C' or 'N' or 'F' or 'L' or 'D') _fields.Add(field);
            else _notes.Add($"column {Encoding.ASCII.GetString(field.NameBytes)} of type {(char.IsAsciiLetterOrDigit(type) ? type : '?')} was left out; text, numbers, dates and yes/no are read",
                System.IO.Path.GetFileName(Path));
        }
    }

    private object? Value(Field field, ReadOnlySpan<byte> raw, int record)
    {
        if (field.Type == 'C')
        {
            ReadOnlySpan<byte> text = Whole(TextIn(raw), field, record);
            return text.IsEmpty ? null : _encoding.GetString(text);
        }
        ReadOnlySpan<byte> trimmed = raw.Trim(" \0"u8);
        if (trimmed.IsEmpty) return null;
        return field.Type switch
        {
            'L' => trimmed[0] switch { (byte)'T' or (byte)'t' or (byte)'Y' or (byte)'y' or (byte)'1' => true, (byte)'F' or (byte)'f' or (byte)'N' or (byte)'n' or (byte)'0' => false, _ => null },
            'D' => Date(field, trimmed, record),
            _ => Number(field, trimmed, record),
        };
    }

    private object? Number(Field field, ReadOnlySpan<byte> text, int record)
    {
        if (text[0] == '*') return null;                              // stars: a value that did not fit, or none
        if (field.IsInteger && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)) return whole;
        Span<byte> point = stackalloc byte[text.Length];
        text.Replace(point, (byte)',', (byte)'.');
        if (double.TryParse(point, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)) return number;
        _notes.Add($"column {Columns.Names[field.Column]}: `{Encoding.Latin1.GetString(text)}` is not a number and was read as missing", Place(record));
        return null;
    }

    private object? Date(Field field, ReadOnlySpan<byte> text, int record)
    {
        if (DateOnly.TryParseExact(Encoding.ASCII.GetString(text), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)) return date;
        if (text.ContainsAnyExcept((byte)'0')) _notes.Add($"column {Columns.Names[field.Column]}: `{Encoding.Latin1.GetString(text)}` is not a date and was read as missing", Place(record));
        return null;
    }

    private string Place(int record) => string.Create(CultureInfo.InvariantCulture, $"{System.IO.Path.GetFileName(Path)} record {record + 1}");

    private InputException Fault(string found, string expected) => InputFile.Fault(Path, found, expected, "Fetch the file again, with all its parts (.shp, .shx, .dbf, .prj).");

    private sealed record Field(byte[] NameBytes, char Type, int Offset, int Length, int Decimals)
    {
        public int Column { get; set; }
        public bool IsInteger => Type == 'N' && Decimals == 0;
    }
}
