using System.Text;

namespace TerritoryTwin.Files.Weather;

/// <summary>Lines of a text of any size, one at a time: a line that is too long or not text ends the reading with a reason.</summary>
internal sealed class TextLines(Stream stream, int longest)
{
    private static readonly Encoding Strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly byte[] _block = new byte[1 << 16];
    private readonly MemoryStream _line = new();
    private int _next, _filled;
    private bool _ended;

    /// <summary>Number of the line that <see cref="Next"/> gave last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Why the reading stopped before the end, if it did.</summary>
    public string? Trouble { get; private set; }

    /// <summary>The next line without its end (LF, CRLF or CR), or null at the end of the text or at <see cref="Trouble"/>.</summary>
    public string? Next()
    {
        if (_ended) return null;
        Number++;
        _line.SetLength(0);
        while (true)
        {
            int read = NextByte();
            if (read < 0)
            {
                _ended = true;
                return _line.Length > 0 ? Text() : null;
            }
            if (read == '\n') return Text();
            if (read == '\r')
            {
                int after = NextByte();
                if (after >= 0 && after != '\n') _next--;
                return Text();
            }
            if (read == 0) return Stop("holds a zero byte: this is not a text file");
            if (_line.Length == longest) return Stop($"is longer than {longest} characters");
            _line.WriteByte((byte)read);
        }
    }

    private int NextByte()
    {
        if (_next == _filled)
        {
            _next = 0;
            _filled = stream.Read(_block, 0, _block.Length);
            if (_filled == 0) return -1;
        }
        return _block[_next++];
    }

    private string Text()
    {
        ReadOnlySpan<byte> bytes = _line.GetBuffer().AsSpan(0, (int)_line.Length);
        if (Number == 1 && bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[3..];
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);    // older files carry accents in one byte
        }
    }

    private string? Stop(string why)
    {
        _ended = true;
        Trouble = $"line {Number} {why}";
        return null;
    }
}
