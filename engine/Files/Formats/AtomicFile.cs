using System.Text;

namespace TerritoryTwin.Files.Formats;

/// <summary>A file that appears whole or not at all: written aside in the same folder, flushed to disk, then renamed.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">Replaced when it exists. Its folder is made when it is missing.</param>
    /// <param name="write">Writes the content; when it throws, nothing is left behind and an older file stays.</param>
    public static void Write(string path, Action<Stream> write)
    {
        string aside = Aside(path);
        try
        {
            using (FileStream stream = new(aside, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16)) write(stream);
            Rename(aside, path);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    /// <summary>Writes a text in UTF-8 without mark.</summary>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>The name beside <paramref name="path"/> under which it is written; what an earlier, interrupted writing left there is removed.</summary>
    internal static string Aside(string path)
    {
        string full = Path.GetFullPath(path);
        if (Path.GetDirectoryName(full) is { } folder) Directory.CreateDirectory(folder);
        string aside = full + ".part";
        File.Delete(aside);
        return aside;
    }

    /// <summary>Flushes what was written aside to disk and gives it its name.</summary>
    internal static void Rename(string aside, string path)
    {
        using (FileStream stream = new(aside, FileMode.Open, FileAccess.ReadWrite)) stream.Flush(flushToDisk: true);
        File.Move(aside, path, overwrite: true);
    }
}
