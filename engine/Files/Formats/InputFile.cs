using System.IO.Compression;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Opens the user's files: whatever goes wrong is an <see cref="InputException"/> that names the file.</summary>
internal static class InputFile
{
    /// <summary>What a compressed file may grow to: no map of use is packed better than 1 : 100, small ones aside.</summary>
    private const long GrowthLimit = 100, GrowthFloor = 16 << 20;

    /// <summary>A message in the form place, found, expected, remedy.</summary>
    public static InputException Fault(string place, string found, string expected, string remedy) => new($"{place}: {found}; expected {expected}. {remedy}");

    /// <summary>Runs a reader and says faults of the file system and of compressed data in our own words.</summary>
    public static T Guard<T>(string path, string format, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Fault(path, $"cannot be read ({e.Message.TrimEnd('.')})", $"a readable {format}", "Check the file and its access rights, or fetch it again.");
        }
    }

    /// <summary>The whole file; at most 2 GB.</summary>
    public static byte[] Bytes(string path, string format) => Guard(path, format, () =>
    {
        Require(path, format);
        long length = new FileInfo(path).Length;
        if (length > Array.MaxLength)
            throw Fault(path, $"{length / 1e9:F1} GB", $"a {format} of at most {Array.MaxLength / 1e9:F1} GB", "Cut the file to the territory first, e.g. with `ogr2ogr -clipsrc` or `gdal_translate -projwin`.");
        return File.ReadAllBytes(path);
    });

    /// <summary>The whole file, unpacked when its name ends with <c>.gz</c>.</summary>
    public static byte[] UnpackedBytes(string path, string format)
    {
        byte[] packed = Bytes(path, format);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Guard(path, format, () => Unpack(path, packed)) : packed;
    }

    /// <summary>Refuses what is not there, and folders.</summary>
    public static void Require(string path, string format)
    {
        if (Directory.Exists(path)) throw Fault(path, "a folder", $"a {format}", "Name the file in it.");
        if (!File.Exists(path)) throw Fault(path, "no such file", $"a {format}", "Check the name, or fetch the file.");
    }

    private static byte[] Unpack(string path, byte[] packed)
    {
        long limit = Math.Min(Math.Max(GrowthFloor, packed.Length * GrowthLimit), Array.MaxLength);
        using GZipStream gzip = new(new MemoryStream(packed), CompressionMode.Decompress);
        using MemoryStream unpacked = new();
        byte[] block = new byte[1 << 16];
        for (int n = gzip.Read(block); n > 0; n = gzip.Read(block))
        {
            if (unpacked.Length + n > limit)
                throw Fault(path, $"{packed.Length} bytes that unpack to more than {limit}", "a compressed map", "Unpack the file with `gunzip` and look at it.");
            unpacked.Write(block, 0, n);
        }
        if (unpacked.Length == 0 && packed.Length > 0 && !packed.AsSpan().StartsWith("\x1f\x8b"u8))
            throw Fault(path, "no gzip data", "a file packed by gzip, as its name says", "Fetch the file again, or rename it.");
        return unpacked.ToArray();
    }
}
