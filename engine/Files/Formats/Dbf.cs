using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads dBASE tables, as shapefiles carry them.</summary>
internal sealed class Dbf
{
    private const int FieldLength = 32;
    private const string Format = "dBASE table";
    private readonly byte[] _bytes;
    private readonly int _firstRecord, _recordLength;
    private readonly List<Field> _fields = [];
    private readonly Encoding _encoding;
    private readonly ReadingNotes _notes;

    private Dbf(string path, byte[] bytes, string? cpg, ReadingNotes notes)
    {
        (Path, _bytes, _notes) = (path, bytes, notes);
        if (bytes.Length < FieldLength + 1)
            throw Fault(bytes.Length == 0 ? "an empty file" : $"{bytes.Length} bytes", "a dBASE header");
        long records = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4));
        _firstRecord = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        _recordLength = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(10));
        if ((bytes[0] & 7) is not (3 or 4 or 5) && bytes[0] is not (0x30 or 0x31 or 0x02) || _firstRecord <= FieldLength || _firstRecord > bytes.Length || _recordLength < 1)
            throw Fault("no dBASE header", "version, number and length of records in its first twelve bytes");
        if (_firstRecord + records * _recordLength > bytes.Length)
            throw Fault($"{bytes.Length} bytes", $"{_firstRecord + records * _recordLength} for the {records} records of {_recordLength} bytes that its header announces");
        Records = (int)records;
        ReadFields();
        _encoding = DbfEncoding.Find(path, cpg, bytes[29], Texts(), notes);
        foreach (Field field in _fields) field.Column = Columns.AddUnique(_encoding.GetString(field.NameBytes));
    }

    public string Path { get; }

    public int Records { get; }

    public AttributeColumns Columns { get; } = new();

    public static Dbf Read(string path, string? cpg, ReadingNotes notes) => new(path, InputFile.Bytes(path, Format), cpg, notes);

    /// <summary>The values of a record; null when it is marked as deleted.</summary>
    public AttributeRow? Row(int record)
    {
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(_firstRecord + record * _recordLength, _recordLength);
        if (bytes[0] == '*') return null;
        object?[] values = new object?[_fields.Count];
        for (int i = 0; i < values.Length; i++) values[i] = Value(_fields[i], bytes.Slice(_fields[i].Offset, _fields[i].Length), record);
        return new AttributeRow(Columns, null, values);
    }

    private ReadOnlySpan<byte> Texts() => _bytes.AsSpan(_firstRecord, Records * _recordLength);

    private void ReadFields()
    {
        int offset = 1;
        for (int at = FieldLength; at + FieldLength <= _firstRecord && _bytes[at] != 0x0D; at += FieldLength)
        {
            ReadOnlySpan<byte> name = _bytes.AsSpan(at, 11);
            int end = name.IndexOf((byte)0);
            char type = char.ToUpperInvariant((char)_bytes[at + 11]);
            int length = type == 'C' ? _bytes[at + 16] + 256 * _bytes[at + 17] : _bytes[at + 16];      // long texts keep their high byte where others keep decimals
            if (type == 'C' && offset + length > _recordLength) length = _bytes[at + 16];
            Field field = new(name[..(end < 0 ? 11 : end)].ToArray(), type, offset, length, type == 'C' ? 0 : _bytes[at + 17]);
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
            ReadOnlySpan<byte> text = raw.TrimEnd(" \0"u8);
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
