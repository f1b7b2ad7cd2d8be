using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;

namespace TerritoryTwin.Files.Runs;

/// <summary>
/// A result folder in the making: everything is written in a folder beside it, which takes its place at the end. Until then the old results, if
/// any, stay as they are; a run that is killed leaves its checkpoint beside them and nothing else. One run at a time writes there.
/// </summary>
public sealed class RunFolder : IDisposable
{
    private const string CheckpointName = "checkpoint.msgpack", Aside = ".part", Replaced = ".replaced", Locked = ".lock", Sign = ".twin-run", Grows = ".hours";
    private static readonly string[] SignsOfARun = [Sign, CheckpointName, RunRecord.FileName];
    private readonly string _final, _old;
    private readonly FileStream _lock;

    /// <summary>Opens the folder beside the final one, and mends what a killed run left.</summary>
    /// <param name="path">The final folder: absent, empty or an older result.</param>
    /// <exception cref="InputException">It holds something else, cannot be written, or another run is writing there.</exception>
    public RunFolder(string path)
    {
        _final = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        (_old, Working) = (_final + Replaced, _final + Aside);
        try
        {
            RequireFree();
            Directory.CreateDirectory(Path.GetDirectoryName(_final) ?? _final);
            _lock = TakeLock(_final + Locked);
            try
            {
                Recover();
                Directory.CreateDirectory(Working);
                KeepOnlyCheckpoint();
                File.WriteAllText(Path.Combine(Working, Sign), "");
            }
            catch
            {
                _lock.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"no results can be written to {path}: {e.Message.TrimEnd('.')}. Choose another folder.");
        }
    }

    /// <summary>Where files are written until <see cref="Publish"/>.</summary>
    public string Working { get; }

    /// <summary>The checkpoint of this run.</summary>
    public string CheckpointPath => Path.Combine(Working, CheckpointName);

    /// <summary>
    /// The finished results take the place of the old ones: at once on Linux, so that there are results at any moment; elsewhere, killed between two
    /// of its moves, the next run finds either of them whole.
    /// </summary>
    public void Publish()
    {
        foreach (string file in Directory.EnumerateFiles(Working, "*" + Grows).ToArray()) File.Move(file, file[..^Grows.Length], overwrite: true);
        File.Delete(CheckpointPath);
        File.Delete(Path.Combine(Working, Sign));
        if (IsResult(_final) && FolderExchange.TrySwap(Working, _final))
        {
            Remove(Working);
            return;
        }
        if (IsResult(_final)) Directory.Move(_final, _old);
        else if (Directory.Exists(_final)) Directory.Delete(_final);        // empty
        Directory.Move(Working, _final);
        if (Directory.Exists(_old)) Remove(_old);
    }

    /// <summary>Throws away all that was written.</summary>
    public void Discard() => Directory.Delete(Working, recursive: true);

    /// <summary>What was written so far, by the names that it will have, in their order.</summary>
    public IReadOnlyList<ResultFileRecord> Written() =>
        [.. Directory.EnumerateFiles(Working).Where(f => Path.GetFileName(f) is not (CheckpointName or Sign))
            .Select(f => new ResultFileRecord(Path.GetFileName(f.EndsWith(Grows, StringComparison.Ordinal) ? f[..^Grows.Length] : f), Stage.Record(f).Sha256)).OrderBy(f => f.Name, StringComparer.Ordinal)];

    /// <summary>Where a file is written that grows while a run goes on: with the checkpoint, it outlives the process.</summary>
    /// <param name="path">Its final name in <see cref="Working"/>.</param>
    public static string Growing(string path) => path + Grows;

    /// <summary>Throws away a checkpoint from which this run does not go on, and the files that grew with it.</summary>
    public void ForgetCheckpoint()
    {
        File.Delete(CheckpointPath);
        KeepOnlyCheckpoint();
    }

    /// <summary>Throws away all that was written but the checkpoint, and what goes on from it.</summary>
    public void KeepOnlyCheckpoint()
    {
        bool goesOn = File.Exists(CheckpointPath);
        foreach (string file in Directory.EnumerateFiles(Working))
            if (Path.GetFileName(file) is not (CheckpointName or Sign) && !(goesOn && file.EndsWith(Grows, StringComparison.Ordinal))) File.Delete(file);
    }

    /// <summary>Lets the next run in.</summary>
    public void Dispose()
    {
        if (Directory.Exists(Working) && Directory.EnumerateFileSystemEntries(Working).All(e => Path.GetFileName(e) == Sign)) Directory.Delete(Working, recursive: true);
        _lock.Dispose();
    }

    private void RequireFree()
    {
        if (File.Exists(_final)) throw new InputException($"{_final} is a file; give a folder for the results");
        if (!IsEmpty(_final) && !IsResult(_final))
            throw new InputException($"{_final} holds other things than results; give a new folder, or one that `twin run` wrote");
        if (!IsEmpty(Working) && !SignsOfARun.Any(s => File.Exists(Path.Combine(Working, s))))
            throw new InputException($"{Working} holds other things than a run; move it away, or give another folder");
        if (Directory.Exists(_old) && !IsResult(_old)) throw new InputException($"{_old} holds other things than results; move it away, or give another folder");
    }

    private FileStream TakeLock(string path)
    {
        try
        {
            if (File.Exists(path) && new FileInfo(path).Length > 0) throw new InputException($"{path} is not the lock of a run; move it away, or give another folder");
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new InputException($"another run is writing to {_final}; wait for its end, or give another folder");
        }
    }

    // A run was killed while it published: the new results are whole when their record is there and the checkpoint is not.
    private void Recover()
    {
        if (!Directory.Exists(_old)) return;
        if (!Directory.Exists(_final)) Directory.Move(IsResult(Working) && !File.Exists(CheckpointPath) ? Working : _old, _final);
        if (Directory.Exists(_old)) Remove(_old);
    }

    // The record goes last: killed in between, the next run still knows that the folder held results.
    private static void Remove(string results)
    {
        foreach (string file in Directory.EnumerateFiles(results))
            if (Path.GetFileName(file) != RunRecord.FileName) File.Delete(file);
        Directory.Delete(results, recursive: true);
    }

    private static bool IsResult(string folder) => File.Exists(Path.Combine(folder, RunRecord.FileName));

    private static bool IsEmpty(string folder) => !Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any();
}
