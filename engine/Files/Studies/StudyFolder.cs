using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Studies;

/// <summary>
/// The folder of a study: its plan, and a file for each batch that is finished. Any number of processes work in it at once, on one machine or on several that share
/// the folder: a batch belongs to whoever holds its lock, and is there whole or not at all.
/// </summary>
public sealed class StudyFolder
{
    private const string Batches = "batches", Ending = ".msgpack";
    private readonly IReadOnlyList<string> _columns;

    private StudyFolder(string path, StudyPlan plan, Study study) =>
        (FullPath, Plan, Study, _columns) = (path, plan, study, [.. study.Tables.SelectMany(t => t.Columns.Select(c => $"{t.Table}/{c}"))]);

    /// <summary>Where it is.</summary>
    public string FullPath { get; }
    /// <summary>What it was made for.</summary>
    public StudyPlan Plan { get; }
    /// <summary>The study.</summary>
    public Study Study { get; }

    /// <summary>Makes the folder of a study, or opens it when it is there.</summary>
    /// <exception cref="InputException">It holds another study or other things, or cannot be written.</exception>
    public static StudyFolder Make(string path, StudyPlan plan, Study study)
    {
        string full = Path.GetFullPath(path);
        if (File.Exists(full)) throw new InputException($"{full} is a file; give a folder for the study");
        if (File.Exists(Path.Combine(full, StudyPlan.FileName)))
        {
            StudyPlan there = StudyPlan.Read(full);
            if (there.Identity == plan.Identity && there.Device == plan.Device) return new(full, there, study);
            if (there.Identity == plan.Identity) throw new InputException($"{full} holds this study as it is run on {there.Device}, and this is {plan.Device}, which may round otherwise; give `--device`, or another folder by `--out`");
            throw new InputException($"{full} holds {(there.Study == plan.Study ? $"the study “{there.Name}” as it was planned before its files or the engine changed ({there.Engine}; now {plan.Engine})" : $"another study, “{there.Name}” of {there.Study}")}; give another folder by `--out`, or delete that one");
        }
        if (Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any()) throw new InputException($"{full} holds other things than a study; give a new folder by `--out`");
        try
        {
            Directory.CreateDirectory(Path.Combine(full, Batches));
            plan.Write(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"no study can be written to {full}: {e.Message.TrimEnd('.')}. Choose another folder.");
        }
        return new(full, plan, study);
    }

    /// <summary>Opens the folder of a study that was planned, and reads the study from its file.</summary>
    /// <exception cref="InputException">It is none, or its files are not what they were when it was planned.</exception>
    public static StudyFolder Open(string path)
    {
        string full = Path.GetFullPath(path);
        StudyPlan plan = StudyPlan.Read(full);
        if (!File.Exists(plan.Study)) throw new InputException($"{full}: its study file {plan.Study} is not there any more; put it back, or plan the study anew");
        Study study = StudyReader.Read(plan.Study);
        return study.Identity() == plan.Identity ? new(full, plan, study)
            : throw new InputException($"{full}: was planned with other content of {plan.Study}, of its scenarios or their files, or by another engine ({plan.Engine}; this one is {Runs.ScenarioRunner.EngineVersion}); put these back, or plan the study anew into another folder");
    }

    /// <summary>Whether the file of a batch is there.</summary>
    public bool Has(int batch) => File.Exists(PathOf(batch));

    /// <summary>The batches whose files are there.</summary>
    public IReadOnlyList<int> Finished => [.. Enumerable.Range(0, Plan.Batches).Where(Has)];

    /// <summary>Takes a batch, until it is disposed; null when it is finished, or another process has it. A file of it that cannot be read is removed, so that its runs are computed anew.</summary>
    /// <param name="batch">Its number.</param> <param name="damaged">Told what was wrong with that file.</param>
    public IDisposable? Take(int batch, Action<string> damaged)
    {
        if (Has(batch) && FaultOf(batch) == null) return null;
        string path = PathOf(batch) + ".lock";
        try
        {
            FileStream taken = Lock(path);
            if (!Has(batch)) return taken;
            if (FaultOf(batch) is { } fault)                // with the lock: no other process has mended it
            {
                damaged(fault);
                File.Delete(PathOf(batch));
                return taken;
            }
            taken.Dispose();
            return null;
        }
        catch (IOException) when (Directory.Exists(Path.GetDirectoryName(path)))
        {
            return null;                    // held, or let go and finished just now
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"no run can be written to {FullPath}: {e.Message.TrimEnd('.')}. Give the folder back, or plan the study anew into another.");
        }
    }

    /// <summary>Takes the gathering of results, until it is disposed.</summary>
    /// <exception cref="InputException">Another process gathers.</exception>
    public IDisposable TakeGathering()
    {
        try
        {
            return Lock(Path.Combine(FullPath, "gather.lock"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{FullPath}: cannot be gathered, as another process does, or the folder cannot be written ({e.Message.TrimEnd('.')}); wait for its end");
        }
    }

    /// <summary>Keeps the results of a batch.</summary>
    /// <exception cref="TerritoryException">They cannot be written.</exception>
    public void Keep(int batch, IReadOnlyList<VariantResult> results)
    {
        try
        {
            BatchFile.Write(PathOf(batch), Plan, _columns, results);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TerritoryException($"the results of runs {batch * Plan.BatchSize + 1} to {batch * Plan.BatchSize + results.Count} cannot be written to {FullPath}: {e.Message.TrimEnd('.')}. What was finished before is kept; make room, and run the study again.", e);
        }
    }

    /// <summary>The results of a batch.</summary>
    /// <exception cref="InputException">Its file is not there, damaged, or of another study or version.</exception>
    public IReadOnlyList<VariantResult> Read(int batch) => BatchFile.Read(PathOf(batch), Plan, _columns, [.. Plan.VariantsOf(batch)]);

    /// <summary>Of the file of a batch [bytes].</summary>
    public long SizeOf(int batch) => new FileInfo(PathOf(batch)).Length;

    // Held by one process at a time, and gone with it.
    private static FileStream Lock(string path) => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);

    private string? FaultOf(int batch)
    {
        try
        {
            Read(batch);
            return null;
        }
        catch (InputException e)
        {
            return e.Faults[0];
        }
    }

    private string PathOf(int batch) => Path.Combine(FullPath, Batches, $"{batch:000000}{Ending}");
}
