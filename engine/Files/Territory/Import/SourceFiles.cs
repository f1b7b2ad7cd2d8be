using System.IO.Enumeration;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>The files of a source folder, found by pattern.</summary>
internal sealed class SourceFiles
{
    private const int Most = 100_000, Deepest = 8;
    private readonly string _root;
    private readonly string[] _paths;

    /// <summary>Lists a folder and those inside it, or the one file that is named instead.</summary>
    /// <exception cref="InputException">It is absent, cannot be read, or is far too large to be a source.</exception>
    public SourceFiles(string root)
    {
        if (File.Exists(root))
        {
            (_root, _paths) = (Path.GetDirectoryName(root) ?? "", [Path.GetFileName(root)]);
            return;
        }
        if (!Directory.Exists(root)) throw new InputException($"{root}: no such folder, and no file; expected the folder that holds the source files, or the one file of a source. Check the path.");
        _root = root;
        EnumerationOptions options = new() { RecurseSubdirectories = true, MaxRecursionDepth = Deepest, IgnoreInaccessible = true };
        _paths = Directory.EnumerateFiles(root, "*", options).Take(Most + 1).Select(p => Path.GetRelativePath(root, p).Replace('\\', '/')).Order(StringComparer.Ordinal).ToArray();
        if (_paths.Length > Most) throw new InputException($"{root}: holds more than {Most:N0} files; expected the folder of one source. Name the folder more closely.");
    }

    /// <summary>The files that fit the first pattern that any file fits; empty when there are none.</summary>
    /// <param name="patterns">A name, or the end of a path with folders; <c>*</c> stands for any text. Case does not matter.</param>
    public IReadOnlyList<string> Find(IReadOnlyList<string> patterns)
    {
        foreach (string pattern in patterns)
        {
            int folders = pattern.Count(c => c == '/');
            string[] found = _paths.Where(p => FileSystemName.MatchesSimpleExpression(pattern, Tail(p, folders))).ToArray();
            if (found.Length > 0) return found.Select(p => Path.Combine(_root, p)).ToArray();
        }
        return [];
    }

    /// <summary>The name of the file with that many of its folders.</summary>
    private static string Tail(string path, int folders)
    {
        int from = path.Length;
        for (int n = 0; n <= folders && from > 0; n++) from = path.LastIndexOf('/', from - 1);
        return path[(from + 1)..];
    }
}
