using System.Text;

namespace TerritoryTwin.Files.Yaml;

/// <summary>Reads text files: UTF-8, bounded in size.</summary>
public static class TextFile
{
    /// <summary>The name, in the current folder, of what comes through standard input.</summary>
    public const string StandardInput = "(standard input)";

    // Read once, however often it is asked for.
    private static readonly Lazy<byte[]> FromStandardInput = new(static () =>
    {
        using Stream input = Console.OpenStandardInput();
        byte[] bytes = new byte[LargestFile + 1];
        return bytes[..input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    });

    /// <summary>Largest file that is read [bytes].</summary>
    internal const int LargestFile = 4 << 20;

    /// <summary>A file to be read, or standard input.</summary>
    internal static Stream Open(string path) => Path.GetFileName(path) == StandardInput ? new MemoryStream(FromStandardInput.Value, writable: false) : File.OpenRead(path);

    /// <summary>The text of a file; null when it cannot be read, which <paramref name="faults"/> then says.</summary>
    internal static SourceText? Read(string path, FaultLog faults)
    {
        try
        {
            if (Directory.Exists(path))
            {
                faults.Add($"{path} is a folder; expected a YAML file.");
                return null;
            }
            using Stream file = Open(path);
            byte[] bytes = new byte[LargestFile + 1];
            int count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (count <= LargestFile) return Decode(path, bytes.AsSpan(0, count), faults);
            faults.Add($"{path} is too large; a YAML file has at most {LargestFile >> 20} MiB. Is it the right file?");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
            string[] others = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.yaml").Take(1000).Select(f => Path.GetFileName(f))] : [];
            Array.Sort(others, StringComparer.Ordinal);
            faults.Add($"{path} does not exist. {(Spelling.NearestFile(Path.GetFileName(path), others) is { } near ? $"Did you mean `{near}`?" : "Check the path.")}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            faults.Add($"{path} cannot be read: {e.Message}");
        }
        return null;
    }

    private static SourceText? Decode(string path, ReadOnlySpan<byte> bytes, FaultLog faults)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            faults.Add($"{path} is written in UTF-16; save it as UTF-8.");
            return null;
        }
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        try
        {
            return new(path, new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
        }
        catch (DecoderFallbackException e)
        {
            int line = 1 + bytes[..Math.Clamp(e.Index, 0, bytes.Length)].Count((byte)'\n');
            faults.Add($"{path}({line}): this line is not UTF-8 (byte 0x{(e.BytesUnknown is [byte b, ..] ? b : 0):x2}); save the file as UTF-8.");
            return null;
        }
    }
}
