using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;

namespace TerritoryTwin.Files.Runs;

/// <summary>
/// A result folder in the making: everything is written in a folder beside it, which takes its place at the end. Until then the old results, if
/// any, stay as they are; a run that is killed leaves its checkpoint beside them and nothing else.
/// </summary>
public sealed class RunFolder
{
    private const string Marker = ".part";
    private readonly string _final;

    /// <summary>Opens the folder beside the final one.</summary>
    /// <param name="path">The final folder: absent, empty or an older result.</param>
    /// <exception cref="InputException">It holds something else.</exception>
    public RunFolder(string path)
    {
        _final = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (File.Exists(_final)) throw new InputException($"{path} is a file; give a folder for the results");
        if (Directory.Exists(_final) && Directory.EnumerateFileSystemEntries(_final).Any() && !File.Exists(Path.Combine(_final, RunRecord.FileName)))
            throw new InputException($"{path} holds other things than results; give a new folder, or one that `twin run` wrote");
        Working = _final + Marker;
        Directory.CreateDirectory(Working);
    }

    /// <summary>Where files are written until <see cref="Publish"/>.</summary>
    public string Working { get; }

    /// <summary>The checkpoint of this run.</summary>
    public string CheckpointPath => Path.Combine(Working, "checkpoint.msgpack");

    /// <summary>The finished results take the place of the old ones.</summary>
    public void Publish()
    {
        File.Delete(CheckpointPath);
        string old = _final + ".old";
        if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
        if (Directory.Exists(_final)) Directory.Move(_final, old);
        Directory.Move(Working, _final);
        if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
    }

    /// <summary>Throws away all that was written.</summary>
    public void Discard() => Directory.Delete(Working, recursive: true);
}
