using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>A file of which pieces are read where they are asked for; it holds one block of it, so that pieces in a row cost one look each.</summary>
internal sealed class FilePieces : IDisposable
{
    private const int Block = 1 << 16;
    private readonly Microsoft.Win32.SafeHandles.SafeFileHandle _file;
    private byte[] _bytes = [];
    private long _start;
    private int _held;

    /// <summary>Opens a file.</summary>
    /// <exception cref="InputException">It is not there, or a folder.</exception>
    public FilePieces(string path, string format)
    {
        InputFile.Require(path, format);
        _file = File.OpenHandle(path);
        Length = RandomAccess.GetLength(_file);
    }

    /// <summary>Of the file [bytes].</summary>
    public long Length { get; }

    public void Dispose() => _file.Dispose();

    /// <summary>Bytes of the file, good until the next are asked for; fewer at its end.</summary>
    public ReadOnlySpan<byte> At(long start, int length)
    {
        length = (int)Math.Max(0, Math.Min(length, Length - start));
        if (start < _start || start + length > _start + _held) Read(start, length);
        return _bytes.AsSpan((int)(start - _start), Math.Min(length, _held - (int)(start - _start)));
    }

    private void Read(long start, int length)
    {
        int wanted = (int)Math.Min(Math.Max(length, Block), Length - start);
        if (_bytes.Length < wanted) _bytes = new byte[wanted];
        (_start, _held) = (start, 0);
        while (_held < wanted)
        {
            int read = RandomAccess.Read(_file, _bytes.AsSpan(_held, wanted - _held), start + _held);
            if (read == 0) throw new EndOfStreamException("the file became shorter while it was read");
            _held += read;
        }
    }
}
