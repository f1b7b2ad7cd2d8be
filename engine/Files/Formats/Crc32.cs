namespace TerritoryTwin.Files.Formats;

/// <summary>The check sum of PNG, gzip and snapshots: CRC-32, reflected polynomial EDB88320 (ISO 3309).</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    public static uint Of(params ReadOnlySpan<byte> bytes) => ~Append(uint.MaxValue, bytes);

    /// <summary>Goes on from a running value, which begins at <see cref="uint.MaxValue"/> and is inverted at the end.</summary>
    public static uint Append(uint running, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes) running = Table[(byte)(running ^ b)] ^ running >> 8;
        return running;
    }

    private static uint Entry(int n)
    {
        uint c = (uint)n;
        for (int k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xEDB88320 ^ c >> 1 : c >> 1;
        return c;
    }
}
