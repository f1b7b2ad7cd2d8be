using System.IO.Enumeration;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Territories;

/// <summary>The files of a source, found by pattern: those of a folder, or the one that is named. Archives are unpacked, as far as they hold files that are read, into a temporary folder that is gone in the end.</summary>
internal sealed class SourceFiles : IDisposable
{
    private const int Most = 100_000, Deepest = 8, MostArchivesAround = 2;
    private const long MostUnpacked = 40_000_000_000, LeftFree = 1_000_000_000;
    private static readonly string[] Kinds =
    [
        ".shp", ".shx", ".dbf", ".prj", ".cpg", ".geojson", ".json", ".gpkg", ".pbf", ".osm", ".csv", ".tsv", ".txt", ".asc", ".xyz", ".tif", ".tiff", ".vrt", ".aux.xml", ".msk", ".zip", ".7z",
    ];

    private readonly string _root;
    private readonly List<SourcePath> _paths = [];
    private UnpackedFolder? _unpacked;
    private long _room;

    /// <summary>Lists a folder and those inside it, or the one file that is named instead; archives are unpacked.</summary>
    /// <exception cref="InputException">It is absent, cannot be read, or is far too large to be a source; or an archive cannot be unpacked.</exception>
    public SourceFiles(string root)
    {
        _root = File.Exists(root) ? Path.GetDirectoryName(root) ?? "" : root;
        if (File.Exists(root)) _paths.Add(new SourcePath(Path.GetFileName(root), root));
        else if (!Directory.Exists(root)) throw new InputException($"{root}: no such folder, and no file; expected the folder that holds the source files, or the one file of a source. Check the path.");
        else Add("", root);
        try
        {
            Unpack();
        }
        catch
        {
            Dispose();
            throw;
        }
        if (_paths.Count == 0) throw new InputException($"{root}: holds no file; expected the files of a source. Put them there, packed or not, or name another folder.");
        _paths.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
    }

    /// <summary>Removes what was unpacked.</summary>
    public void Dispose() => _unpacked?.Dispose();

    /// <summary>The files that fit the first pattern that any file fits; empty when there are none.</summary>
    /// <param name="patterns">A name, or the end of a path with folders; <c>*</c> stands for any text. Case does not matter. An archive is a folder of its files.</param>
    public IReadOnlyList<string> Find(IReadOnlyList<string> patterns)
    {
        foreach (string pattern in patterns)
        {
            int folders = pattern.Count(c => c == '/');
            string[] found = [.. _paths.Where(p => FileSystemName.MatchesSimpleExpression(pattern, Tail(p.Name, folders))).Select(p => p.File)];
            if (found.Length > 0) return found;
        }
        return [];
    }

    /// <summary>How a file is named to people: of what was unpacked, its archive and its place in it.</summary>
    public string NameOf(string file) => _unpacked != null && file.StartsWith(_unpacked.Path, StringComparison.Ordinal) && _paths.Find(p => p.File == file) is { Name.Length: > 0 } path ? Shown(path.Name) : file;

    private void Add(string prefix, string folder)
    {
        EnumerationOptions options = new() { RecurseSubdirectories = true, MaxRecursionDepth = Deepest, IgnoreInaccessible = true };
        foreach (string path in Directory.EnumerateFiles(folder, "*", options)) Add(new SourcePath(prefix + Path.GetRelativePath(folder, path).Replace('\\', '/'), path));
    }

    private void Add(SourcePath path)
    {
        if (_paths.Count == Most) throw new InputException($"{_root}: holds more than {Most:N0} files; expected the folder of one source. Name the folder more closely.");
        _paths.Add(path);
    }

    /// <summary>Unpacks every archive, also those in archives, once.</summary>
    private void Unpack()
    {
        Queue<(SourcePath Archive, int Around)> archives = new(_paths.Where(p => Archive.Is(p.Name)).OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => (p, 1)));
        if (_paths.FirstOrDefault(p => p.Name.EndsWith(".7z.001", StringComparison.OrdinalIgnoreCase)) is { } part)
            throw InputFile.Fault(part.File, "an archive in parts", "one file, or its files unpacked", $"Unpack it with `7z x {Path.GetFileName(part.Name)}`, and move the parts away.");
        Dictionary<string, string> listed = archives.Count == 0 ? [] : _paths.ToDictionary(p => p.Name, p => p.File, StringComparer.Ordinal);
        while (archives.TryDequeue(out (SourcePath Path, int Around) archive))
        {
            string folder = NewFolder();
            foreach (string name in Archive.Unpack(archive.Path.File, Shown(archive.Path.Name), folder, (n, size) => IsWanted(archive.Path.Name, n, size, listed), ref _room))
            {
                SourcePath path = new($"{archive.Path.Name}/{name}", Path.Combine(folder, name));
                Add(path);
                if (!Archive.Is(name)) continue;
                if (archive.Around == MostArchivesAround) throw InputFile.Fault(Shown(path.Name), $"an archive inside {MostArchivesAround} others", "files, or archives of files", "Unpack them, and name the folder.");
                archives.Enqueue((path, archive.Around + 1));
            }
        }
    }

    private string Shown(string name) => Path.Combine(_root, name);

    private string NewFolder()
    {
        if (_unpacked == null)
        {
            _unpacked = new UnpackedFolder();
            _room = Math.Min(MostUnpacked, new DriveInfo(_unpacked.Path).AvailableFreeSpace - LeftFree);
        }
        return Directory.CreateDirectory(Path.Combine(_unpacked.Path, $"{Directory.GetDirectories(_unpacked.Path).Length + 1}")).FullName;
    }

    /// <summary>Whether a file is of a kind that is read, and is not among the listed ones already, unpacked beside its archive.</summary>
    private static bool IsWanted(string archive, string name, long size, Dictionary<string, string> listed)
    {
        string plain = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        if (!Kinds.Any(k => plain.EndsWith(k, StringComparison.OrdinalIgnoreCase))) return false;
        string beside = archive[..(archive.LastIndexOf('/') + 1)];
        return !new[] { beside + name, $"{beside}{Path.GetFileNameWithoutExtension(archive)}/{name}" }.Any(n => listed.TryGetValue(n, out string? file) && new FileInfo(file).Length == size);
    }

    /// <summary>The name of the file with that many of its folders.</summary>
    private static string Tail(string path, int folders)
    {
        int from = path.Length;
        for (int n = 0; n <= folders && from > 0; n++) from = path.LastIndexOf('/', from - 1);
        return path[(from + 1)..];
    }

    /// <summary>A file.</summary>
    /// <param name="Name">With its folders from the root, archives among them, parted by slashes.</param>
    /// <param name="File">Where it lies.</param>
    private sealed record SourcePath(string Name, string File);
}
