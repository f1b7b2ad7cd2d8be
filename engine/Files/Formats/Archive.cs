using System.IO.Compression;
using System.IO.Hashing;
using SharpCompress.Archives.SevenZip;
using SharpCompress.Readers;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Unpacks files of archives: <c>.zip</c> and <c>.7z</c>.</summary>
internal static class Archive
{
    private const string Format = "archive";
    private const uint SymbolicLink = 0xA;                             // of the mode of Unix

    /// <summary>Whether a file is one, by its name.</summary>
    public static bool Is(string path) => path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".7z", StringComparison.OrdinalIgnoreCase);

    /// <summary>Unpacks the files that are wanted; links are never followed.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="shown">Its name for messages.</param>
    /// <param name="folder">Where they go, with the folders of the archive.</param>
    /// <param name="wanted">Whether a file is, by its name with folders and the size that the archive claims.</param>
    /// <param name="room">Bytes that may be written; what is written is taken off.</param>
    /// <returns>Their names with folders, parted by slashes.</returns>
    /// <exception cref="InputException">The archive is damaged, locked or too large, or has a name that leads out of the folder.</exception>
    public static IReadOnlyList<string> Unpack(string path, string shown, string folder, Func<string, long, bool> wanted, ref long room)
    {
        List<string> names = [];
        try
        {
            foreach (ArchiveEntry entry in path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? Zip(path) : SevenZip(path, wanted))
            {
                if (entry.IsLink || !wanted(entry.Name, entry.Size)) continue;
                if (!IsSafe(entry.Name)) throw InputFile.Fault(shown, $"a file named `{Printed(entry.Name)}`", "names that stay inside the archive", "Fetch the archive from its publisher again.");
                if (entry.IsLocked) throw InputFile.Fault(shown, $"`{entry.Name}` behind a password", "an open archive", "Unpack it, and name the folder.");
                string target = Path.Combine(folder, entry.Name);
                if (File.Exists(target)) throw InputFile.Fault(shown, $"`{entry.Name}` twice", "each file once", "Unpack it, and name the folder.");
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                using Stream packed = entry.Open();
                Copy(packed, target, entry, shown, ref room);
                names.Add(entry.Name);
            }
        }
        catch (Exception e) when (e is not (InputException or OutOfMemoryException))      // the libraries say in many ways that bytes are not as they should be
        {
            throw InputFile.Unreadable(shown, Format, e);
        }
        return names;
    }

    private static void Copy(Stream packed, string target, ArchiveEntry entry, string shown, ref long room)
    {
        Crc32 sum = new();
        using FileStream file = new(target, FileMode.CreateNew, FileAccess.Write);
        byte[] block = new byte[1 << 17];
        for (int read = packed.Read(block); read > 0; read = packed.Read(block))
        {
            room -= read;
            if (room < 0) throw InputFile.Fault(shown, "more than there is room to unpack", "at most 40 GB, and 1 GB left free on the disk of temporary files", "Unpack what is needed of it, and name the folder; or set TMPDIR to a folder on a larger disk.");
            sum.Append(block.AsSpan(0, read));
            file.Write(block, 0, read);
        }
        if (entry.Sum is { } expected && sum.GetCurrentHashAsUInt32() != expected)
            throw InputFile.Fault(shown, $"`{entry.Name}` whose bytes do not fit their check sum", "the bytes that were packed", "Fetch the archive again.");
    }

    private static IEnumerable<ArchiveEntry> Zip(string path)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        foreach (ZipArchiveEntry entry in zip.Entries)
            if (entry.FullName is not [.., '/' or '\\'])
                yield return new ArchiveEntry(Slashed(entry.FullName), entry.Length, entry.Crc32, entry.IsEncrypted, ((uint)entry.ExternalAttributes >> 28) == SymbolicLink, entry.Open);
    }

    /// <summary>Files are packed together, so all are unpacked in their order, unless none is wanted.</summary>
    private static IEnumerable<ArchiveEntry> SevenZip(string path, Func<string, long, bool> wanted)
    {
        using SevenZipArchive archive = (SevenZipArchive)SevenZipArchive.OpenArchive(new FileInfo(path));
        if (!archive.Entries.Any(e => !e.IsDirectory && wanted(Slashed(e.Key ?? ""), e.Size))) yield break;
        using IReader reader = archive.ExtractAllEntries();
        while (reader.MoveToNextEntry())
        {
            var entry = reader.Entry;
            if (!entry.IsDirectory)
                yield return new ArchiveEntry(Slashed(entry.Key ?? ""), entry.Size, entry.Crc > 0 ? (uint)entry.Crc : null, entry.IsEncrypted, IsLink: false, reader.OpenEntryStream);      // the library does not tell links; they come as texts
        }
    }

    private static string Slashed(string name) => name.Replace('\\', '/');

    private static bool IsSafe(string name) => name.Split('/').All(part => part is not ("" or "." or "..") && part.Length <= 200 && !part.Any(c => char.IsControl(c) || c == ':'));

    private static string Printed(string name) => string.Concat(name.Take(80).Select(c => char.IsControl(c) ? '?' : c));

    /// <summary>A file of an archive.</summary>
    /// <param name="Name">With folders, parted by slashes.</param>
    /// <param name="Size">As the archive claims [bytes].</param>
    /// <param name="Sum">CRC-32 of its bytes; null where none is stored.</param>
    /// <param name="IsLocked">Whether a password is asked for.</param>
    /// <param name="IsLink">Whether it is a symbolic link.</param>
    /// <param name="Open">Its bytes.</param>
    private sealed record ArchiveEntry(string Name, long Size, uint? Sum, bool IsLocked, bool IsLink, Func<Stream> Open);
}
