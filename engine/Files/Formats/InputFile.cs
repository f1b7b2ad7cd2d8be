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
        catch (Exception e) when (IsUnreadable(e))
        {
            throw Unreadable(path, format, e);
        }
    }

    /// <summary>Whether an exception is one of the file system or of compressed data.</summary>
    public static bool IsUnreadable(Exception e) => e is IOException or UnauthorizedAccessException or InvalidDataException;

    /// <summary>The same in our own words.</summary>
    public static InputException Unreadable(string path, string format, Exception e) =>
        Fault(path, $"cannot be read ({e.Message.TrimEnd('.')})", $"a readable {format}", "Check the file and its access rights, or fetch it again.");

    /// <summary>Opens a file to be read in a row, unpacked when its name ends with <c>.gz</c>.</summary>
    public static Stream Unpacked(string path, string format) => Guard<Stream>(path, format, () =>
    {
        Require(path, format);
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GunzipStream(path, file, Limit(file.Length)) : file;
    });

    private static long Limit(long packed) => Math.Max(GrowthFloor, packed * GrowthLimit);

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
        using GunzipStream gzip = new(path, new MemoryStream(packed), Math.Min(Limit(packed.Length), Array.MaxLength));
        using MemoryStream unpacked = new();
        gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
