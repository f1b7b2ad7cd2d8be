using System.Buffers;
using System.Text;

namespace TerritoryTwin.Files.Formats;

/// <summary>In which encoding the texts of a dBASE table stand: the <c>.cpg</c> file says, else the language byte, else the bytes themselves.</summary>
internal static class DbfEncoding
{
    public static Encoding Find(string path, string? cpg, byte language, bool isUtf8, ReadingNotes notes)
    {
        string name = Path.GetFileName(path);
        int? codePage = null;
        if (cpg != null)
        {
            string said = Encoding.ASCII.GetString(InputFile.Bytes(cpg, ".cpg file")).Trim().Trim('\0');
            codePage = CodePageOf(said);
            if (codePage == null && said.Length > 0) notes.Add($"the encoding `{(said.Length > 40 ? said[..40] : said)}` is not known; the bytes were looked at instead", Path.GetFileName(cpg));
        }
        codePage ??= CodePageOf(language);
        if (codePage is null or 65001)
        {
            if (isUtf8) return Encoding.UTF8;
            if (codePage == 65001) notes.Add("texts are said to be UTF-8 and are not; read as Windows-1252", name);
            codePage = 1252;
        }
        return codePage == 28591 ? Encoding.Latin1 : CodePagesEncodingProvider.Instance.GetEncoding(codePage.Value) ?? Encoding.Latin1;
    }

    private static int? CodePageOf(string name)
    {
        string plain = string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return plain switch
        {
            "UTF8" or "65001" => 65001,
            "ISO88591" or "88591" or "LATIN1" or "28591" or "LDID01" => 28591,
            "ISO885915" or "885915" or "LATIN9" or "28605" => 28605,
            "1252" or "CP1252" or "ANSI1252" or "WINDOWS1252" or "ANSI" or "LDID87" => 1252,
            "850" or "CP850" or "OEM850" or "IBM850" => 850,
            "437" or "CP437" or "OEM437" or "IBM437" => 437,
            "1250" or "CP1250" or "WINDOWS1250" => 1250,
            _ => null,
        };
    }

    /// <summary>Language driver of the header, those of western and central Europe.</summary>
    private static int? CodePageOf(byte language) => language switch
    {
        0x01 or 0x09 or 0x0B or 0x0D or 0x0F or 0x11 or 0x15 or 0x18 or 0x19 or 0x1B => 437,
        0x02 or 0x08 or 0x0A or 0x0E or 0x10 or 0x12 or 0x14 or 0x16 or 0x1A or 0x1D or 0x25 or 0x37 => 850,
        0x03 or 0x57 or 0x58 or 0x59 => 1252,
        0xC8 => 1250,
        _ => null,
    };
}

/// <summary>Counts letters beyond ASCII that are UTF-8, and those that are not.</summary>
internal struct Utf8Letters
{
    private long _good, _broken;

    /// <summary>Whether they are UTF-8. Some stay broken where a long text was cut at the end of its column: up to one in ten is forgiven.</summary>
    public readonly bool AreMost => 10 * _broken <= _good;

    /// <summary>Counts those of a text.</summary>
    /// <param name="text">The next bytes.</param>
    /// <param name="isLast">Whether none follow; else a letter may be cut at the end.</param>
    /// <returns>How many bytes at the end begin a letter that is cut, and are to be given again with those that follow.</returns>
    public int Count(ReadOnlySpan<byte> text, bool isLast)
    {
        for (int next = text.IndexOfAnyInRange((byte)0x80, (byte)0xFF); next >= 0; next = text.IndexOfAnyInRange((byte)0x80, (byte)0xFF))
        {
            text = text[next..];
            OperationStatus status = Rune.DecodeFromUtf8(text, out _, out int used);
            if (status == OperationStatus.NeedMoreData && !isLast) return text.Length;
            if (status == OperationStatus.Done) _good++;
            else _broken++;
            text = text[used..];
        }
        return 0;
    }
}
