using System.Buffers;
using System.Globalization;
using System.Text;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>In which encoding the texts of a dBASE table stand: the <c>.cpg</c> file says, else the language byte, else the bytes themselves.</summary>
internal static class DbfEncoding
{
    /// <summary>Finds it.</summary>
    /// <param name="path">Of the table.</param> <param name="cpg">Of the file beside it that says so; null: none.</param> <param name="language">Byte of its header that says so.</param>
    /// <param name="letters">Of its texts, without those that are cut at the end of a column.</param> <param name="placeOf">Says where bytes of the table are, for messages.</param> <param name="notes">Takes what was found odd.</param>
    /// <exception cref="InputException">Some letters are UTF-8 and others are not, or some are none in Windows-1252 either, and nothing says what they are.</exception>
    public static Encoding Find(string path, string? cpg, byte language, Utf8Letters letters, Func<long, string> placeOf, ReadingNotes notes)
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
        if (letters.Broken == 0 && (letters.Good > 0 || codePage == 65001))
        {
            if (codePage is { } other and not 65001) notes.Add($"texts are said to be of code page {other} and are UTF-8, as which they were read", name);
            return Encoding.UTF8;
        }
        bool isUnsaid = codePage is null or 65001;
        if (letters.Broken > 0 && (isUnsaid || letters.Good >= letters.Broken))
        {
            string remedy = "Write the table anew in UTF-8" + (letters.Good < letters.Broken ? $", or say what it is in a file {Path.GetFileNameWithoutExtension(name)}.cpg beside it, such as `1252`." : ".");
            if (letters.Good > 0) throw InputFile.Fault(placeOf(letters.FirstRarer), letters.Mixed, "one encoding in the whole table", remedy);
            if (letters.FirstOfNeither >= 0) throw InputFile.Fault(placeOf(letters.FirstOfNeither), "a byte that is no letter in UTF-8, nor in Windows-1252", "one of both", remedy);
            notes.Add(codePage == null ? "nothing says what the letters of texts are, and they are not UTF-8; read as Windows-1252" : "texts are said to be UTF-8 and are not; read as Windows-1252", name);
            codePage = 1252;
        }
        return (codePage ??= 1252) == 28591 ? Encoding.Latin1 : CodePagesEncodingProvider.Instance.GetEncoding(codePage.Value) ?? Encoding.Latin1;
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
    /// <summary>Bytes that are no letter in Windows-1252.</summary>
    private static readonly SearchValues<byte> NoLetters = SearchValues.Create([0x81, 0x8D, 0x8F, 0x90, 0x9D]);
    /// <summary>None seen yet.</summary>
    public Utf8Letters() { }

    /// <summary>Where the next bytes are [bytes from the beginning of the file].</summary>
    public long Place { get; set; }

    /// <summary>Those that are UTF-8.</summary>
    public long Good { get; private set; }

    /// <summary>Those that are not.</summary>
    public long Broken { get; private set; }

    /// <summary>Where the first is that is UTF-8, the first that is not, and the first byte that is no letter in Windows-1252; −1: nowhere.</summary>
    public long FirstGood { get; private set; } = -1;

    /// <inheritdoc cref="FirstGood"/>
    public long FirstBroken { get; private set; } = -1;

    /// <inheritdoc cref="FirstGood"/>
    public long FirstOfNeither { get; private set; } = -1;

    /// <summary>Where the first is of those that are fewer.</summary>
    public readonly long FirstRarer => Good < Broken ? FirstGood : FirstBroken;

    /// <summary>Says that both are there.</summary>
    public readonly string Mixed => string.Create(CultureInfo.InvariantCulture, $"the first of {(Good < Broken ? $"{Good} letters in UTF-8 among {Broken} that are not" : $"{Broken} letters that are not UTF-8 among {Good} that are")}");

    /// <summary>Counts those of a text.</summary>
    /// <param name="text">The next bytes.</param>
    /// <param name="isLast">Whether none follow; else a letter may be cut at the end.</param>
    /// <returns>How many bytes at the end begin a letter that is cut, and are to be given again with those that follow.</returns>
    public int Count(ReadOnlySpan<byte> text, bool isLast)
    {
        if (FirstOfNeither < 0 && text.IndexOfAny(NoLetters) is >= 0 and var neither) FirstOfNeither = Place + neither;
        for (int next = text.IndexOfAnyInRange((byte)0x80, (byte)0xFF); next >= 0; next = text.IndexOfAnyInRange((byte)0x80, (byte)0xFF))
        {
            Pass(ref text, next);
            OperationStatus status = Rune.DecodeFromUtf8(text, out _, out int used);
            if (status == OperationStatus.NeedMoreData && !isLast) return text.Length;
            if (status == OperationStatus.Done)
            {
                if (Good++ == 0) FirstGood = Place;
            }
            else if (Broken++ == 0) FirstBroken = Place;
            Pass(ref text, used);
        }
        Pass(ref text, text.Length);
        return 0;
    }

    private void Pass(ref ReadOnlySpan<byte> text, int bytes)
    {
        text = text[bytes..];
        Place += bytes;
    }
}
