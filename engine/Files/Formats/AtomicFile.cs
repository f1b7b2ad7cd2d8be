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
            using (FileStream stream = new(aside, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(aside, path, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    /// <summary>Writes a file of text in UTF-8 without mark.</summary>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>The name beside <paramref name="path"/> under which it is written; what an earlier, interrupted writing left there is removed.</summary>
    internal static string Aside(string path)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? full);
        string aside = full + ".part";
        File.Delete(aside);
        return aside;
    }
}
