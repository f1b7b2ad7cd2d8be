using System.IO.Compression;

namespace TerritoryTwin.Files.Formats;

/// <summary>What a file packed by gzip holds, in a row.</summary>
/// <param name="path">For messages.</param>
/// <param name="packed">The packed bytes; disposed with it.</param>
/// <param name="limit">Bytes that it may unpack to; more is a fault.</param>
internal sealed class GunzipStream(string path, Stream packed, long limit) : Stream
{
    private readonly GZipStream _gzip = new(packed, CompressionMode.Decompress);
    private readonly long _packed = packed.Length;
    private long _read;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int read = _gzip.Read(buffer);
        _read += read;
        if (_read > limit) throw InputFile.Fault(path, $"{_packed} bytes that unpack to more than {limit}", "a compressed map", "Unpack the file with `gunzip` and look at it.");
        if (_read == 0 && buffer.Length > 0 && _packed > 0) RequireGzip();
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _gzip.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The library finds nothing in what is no gzip.</summary>
    private void RequireGzip()
    {
        Span<byte> first = stackalloc byte[2];
        packed.Position = 0;
        if (packed.ReadAtLeast(first, 2, throwOnEndOfStream: false) < 2 || !first.SequenceEqual("\x1f\x8b"u8))
            throw InputFile.Fault(path, "no gzip data", "a file packed by gzip, as its name says", "Fetch the file again, or rename it.");
    }
}
