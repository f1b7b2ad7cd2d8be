using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Studies;

namespace TerritoryTwin.Cli;

/// <summary>`twin study`: many runs of a few scenarios, of which some values vary.</summary>
internal static class StudyVerb
{
    private const double AskedBeyond = 10 * 3600;      // s
    private const int MostJobs = 64, Look = 2000;      // jobs; ms

    public static Command Create(Interruption interruption) => new("study", "Runs scenarios many times with other values, as one file describes it, and says what decides the results.")
    {
        Plan(interruption), Run(interruption), Status(), Gather(), Submit(),
    };

    private static Argument<string> Folder() => new("folder") { Description = "of the study, as `plan` or `run` made it" };

    private static Argument<string> StudyOrFolder() => new("study") { Description = "a study file, or the folder of a study that was planned" };

    private static Option<string?> Output() => new("--out") { Description = "folder of the study (default: out/<name of the file>)" };

    private static Option<bool> Json() => new("--json") { Description = "print one JSON object" };

    private static Command Plan(Interruption interruption)
    {
        (Argument<string> study, Option<string?> output, Option<string> device, Option<string> progress, Option<bool> json) = (StudyOrFolder(), Output(), Options.Device(), Options.Progress(), Json());
        Command verb = new("plan", "Checks a study, runs the first batch of each scenario, and says what the whole will take.") { study, output, device, progress, json };
        verb.SetAction(parsed =>
        {
            using Device on = Devices.Named(parsed.GetValue(device)!);
            StudyFolder folder = FolderOf(parsed.GetValue(study)!, parsed.GetValue(output), on);
            TryFirst(folder, on, new Progress(parsed.GetValue(progress)!), interruption.Listen());
            Tell(folder, parsed.GetValue(json), jobs: 1);
            return ExitCode.Done;
        });
        return verb;
    }

    private static Command Run(Interruption interruption)
    {
        (Argument<string> study, Option<string?> output, Option<string> device, Option<string> progress) = (StudyOrFolder(), Output(), Options.Device(), Options.Progress());
        Option<int> jobs = new("--jobs") { Description = "processes side by side, each with its share of the processors", DefaultValueFactory = _ => 1 };
        Option<bool> yes = new("--yes") { Description = "do not ask before a study of more than ten hours, or of an unknown time" };
        Option<int?> index = new("--index") { Description = "run a part: the batches from INDEX × COUNT on, as a task of a batch engine does" };
        Option<int> count = new("--count") { Description = "how many batches a part has", DefaultValueFactory = _ => 1 };
        Command verb = new("run", "Runs what is not finished of a study, and gathers it. Stopped or killed, it goes on when the same command is given again.") { study, output, device, progress, jobs, yes, index, count };
        verb.SetAction(parsed =>
        {
            bool Given(Option option) => parsed.GetResult(option) is { Implicit: false };
            if (Given(index) && Given(jobs)) throw new InputException("`--jobs` shares a whole study among processes, and `--index` runs a part of it in one; give one of both");
            if (Given(count) && !Given(index)) throw new InputException("`--count` says how many batches a part has; give `--index` with it");
            using Device on = Devices.Named(parsed.GetValue(device)!);
            StudyFolder folder = FolderOf(parsed.GetValue(study)!, parsed.GetValue(output), on);
            Progress shown = new(parsed.GetValue(progress)!);
            CancellationToken stop = interruption.Listen();
            if (parsed.GetValue(index) is { } part) return RunPart(folder, on, part, parsed.GetValue(count), shown, stop);
            return RunAll(folder, on, parsed.GetValue(device)!, parsed.GetValue(jobs), parsed.GetValue(yes), shown, stop);
        });
        return verb;
    }

    private static Command Status()
    {
        (Argument<string> path, Option<bool> json) = (Folder(), Json());
        Command verb = new("status", "Says how far a study is.") { path, json };
        verb.SetAction(parsed =>
        {
            Tell(StudyFolder.Open(Options.PathOf("a study folder", parsed.GetValue(path)!)), parsed.GetValue(json), jobs: 1);
            return ExitCode.Done;
        });
        return verb;
    }

    private static Command Gather()
    {
        (Argument<string> path, Option<string> progress) = (Folder(), Options.Progress());
        Command verb = new("gather", "Makes the tables and pictures of the runs that are finished.") { path, progress };
        verb.SetAction(parsed => Gathered(StudyFolder.Open(Options.PathOf("a study folder", parsed.GetValue(path)!)), new Progress(parsed.GetValue(progress)!)));
        return verb;
    }

    private static Command Submit()
    {
        Argument<string> path = Folder();
        Option<string> engine = new("--engine") { Description = "who runs the parts: slurm submits an array, and a task that gathers after it; parallel and kubernetes write the file to start", Required = true };
        engine.AcceptOnlyFromAmong(BatchScripts.Engines);
        Option<int> count = new("--count") { Description = "batches of a task: give tasks that last ten minutes or more", DefaultValueFactory = _ => 1 };
        Command verb = new("submit", "Hands a study to a batch engine.") { path, engine, count };
        verb.SetAction(parsed =>
        {
            StudyFolder folder = StudyFolder.Open(Options.PathOf("a study folder", parsed.GetValue(path)!));
            Console.Out.WriteLine(BatchScripts.Submit(folder, parsed.GetValue(engine)!, Parts(folder, parsed.GetValue(count))));
            return ExitCode.Done;
        });
        return verb;
    }

    private static (int Parts, int Count) Parts(StudyFolder folder, int count) => count >= 1 ? ((folder.Plan.Batches + count - 1) / count, count)
        : throw new InputException($"--count: found {count}; expected at least 1");

    private static StudyFolder FolderOf(string path, string? output, Device device)
    {
        string full = Options.PathOf("a study", path);
        if (Directory.Exists(full)) return output == null ? StudyFolder.Open(full) : throw new InputException("`--out` goes with a study file; a folder is its own");
        if (!File.Exists(full)) throw new InputException($"{full} does not exist; give a study file, or the folder of a study that was planned");
        Study study = StudyReader.Read(Options.AsTyped("a study", path));
        Scenario first = study.Scenarios[0];
        bool alone = study.Scenarios.Any(s => s.Simulated.Select(s.Parameters.In).Any(Simulation.HasOneMember));
        string folder = output is null ? Path.GetFullPath(Path.Combine("out", Path.GetFileNameWithoutExtension(full))) : Options.PathOf("--out", output);
        return StudyFolder.Make(folder, StudyPlan.Of(study, alone ? 0 : ScenarioTerritory.Load(first.Territory).Buildings.Count, alone, StudyPlan.NameOf(device)), study);
    }

    // What the first batch of each scenario took says what the others will, where nothing did so far.
    private static void TryFirst(StudyFolder folder, Device device, Progress progress, CancellationToken stop)
    {
        int each = folder.Plan.Variants / folder.Study.Scenarios.Count;
        foreach (int batch in Enumerable.Range(0, folder.Study.Scenarios.Count).Select(s => s * each / folder.Plan.BatchSize).Distinct().Where(b => !folder.Has(b))) Batches(folder, device, batch, 1, progress, stop);
    }

    private static int RunPart(StudyFolder folder, Device device, int part, int count, Progress progress, CancellationToken stop)
    {
        (int parts, _) = Parts(folder, count);
        if (part < 0 || part >= parts) throw new InputException($"--index: found {part}; expected 0 to {parts - 1}, as {folder.Plan.Batches} batches make {parts} parts of {count}");
        (int first, int size) = (part * count, Math.Min(count, folder.Plan.Batches - part * count));
        Batches(folder, device, first, size, progress, stop);
        if (Enumerable.Range(first, size).All(folder.Has)) return ExitCode.Done;
        Console.Error.WriteLine("another process has batches of this part; run the same command again once it has ended");
        return ExitCode.RunAgain;
    }

    private static int RunAll(StudyFolder folder, Device device, string deviceName, int jobs, bool yes, Progress progress, CancellationToken stop)
    {
        if (jobs is < 1 or > MostJobs) throw new InputException($"--jobs: found {jobs}; expected 1 to {MostJobs}");
        TryFirst(folder, device, progress, stop);
        if (!(Tell(folder, json: false, jobs).SecondsLeft <= AskedBeyond) && !yes && !Agreed()) return ExitCode.WrongInput;
        if (jobs > 1) progress.Show(show => JobProcesses.Run(folder, deviceName, jobs, show, stop));
        while (true)
        {
            Batches(folder, device, 0, folder.Plan.Batches, progress, stop);
            if (folder.Finished.Count == folder.Plan.Batches) return Gathered(folder, progress);
            stop.WaitHandle.WaitOne(Look);          // another process has the others
            stop.ThrowIfCancellationRequested();
        }
    }

    private static void Batches(StudyFolder folder, Device device, int first, int count, Progress progress, CancellationToken stop)
    {
        using VariantRunner runner = new(folder.Study, device, DerivedCache.OfUser());
        foreach (string mended in progress.Show(show => StudyRun.Run(folder, runner, first, count, show, stop))) Console.Error.WriteLine($"warning: {mended} It was computed anew.");
    }

    private static bool Agreed()
    {
        if (Console.IsInputRedirected)
        {
            Console.Error.WriteLine("this takes more than ten hours, or nobody knows how long, and nobody can be asked; give `--yes` to run it");
            return false;
        }
        Console.Error.Write("This takes more than ten hours, or an unknown time. Run it? [y/N] ");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes" or "o" or "oui";
    }

    private static int Gathered(StudyFolder folder, Progress progress)
    {
        Gathered gathered = progress.Show(show => StudyGather.Gather(folder, show));
        foreach (string finding in gathered.Findings) Console.Out.WriteLine(finding);
        Console.Out.WriteLine($"{Path.GetRelativePath(Directory.GetCurrentDirectory(), folder.FullPath)}: {gathered.Runs - gathered.Failed - gathered.Missing} of {gathered.Runs} runs in {string.Join(", ", gathered.Files.Where(f => !f.EndsWith(".parquet", StringComparison.Ordinal)))}");
        foreach (string damaged in gathered.Damaged) Console.Error.WriteLine($"warning: {damaged}");
        if (gathered.Failed > 0) Console.Error.WriteLine($"warning: {gathered.Failed} runs failed; the column `fault` of variants.csv says why");
        if (gathered.Missing == 0) return ExitCode.Done;
        Console.Error.WriteLine($"{gathered.Missing} runs have no result yet; `twin study run {folder.FullPath}` runs them");
        return ExitCode.Failed;
    }

    private static StudyTally Tell(StudyFolder folder, bool json, int jobs)
    {
        StudyTally tally = StudyRun.Tally(folder);
        StudyPlan plan = folder.Plan;
        double seconds = tally.SecondsLeft / jobs, energy = tally.EnergyLeft, carbon = energy / 1000 * Footprint.CarbonOfElectricity;
        double memory = tally.Memory * jobs, disk = tally.Finished > 0 ? tally.Bytes / 1e6 / tally.Finished * tally.Runs : double.NaN;
        foreach (string damaged in tally.Damaged) Console.Error.WriteLine($"warning: {damaged}");
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new
            {
                plan.Name, Folder = folder.FullPath, tally.Runs, tally.Finished, tally.Failed, plan.Batches, plan.BatchSize, Parameters = folder.Study.ParameterColumns,
                SecondsLeft = seconds, EnergyLeft = energy, CarbonLeft = carbon, Memory = memory, Disk = disk, tally.Damaged,
            }, RunRecord.Options));
            return tally;
        }
        Study study = folder.Study;
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{plan.Name}: {tally.Runs:n0} runs ({study.Design.Count:n0} points{(study.Repeats > 1 ? $", {study.Repeats} seeds" : "")}, {study.Scenarios.Count} {(study.Scenarios.Count == 1 ? "scenario" : "scenarios")}) over {string.Join(", ", study.ParameterColumns)}; {plan.Batches:n0} batches of {plan.BatchSize}"));
        foreach (string note in study.Notes) Console.Out.WriteLine(note);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tally.Finished:n0} finished{(tally.Failed > 0 ? $", {tally.Failed:n0} of them failed" : "")}; {tally.Left:n0} left, {(tally.Left == 0 ? "nothing more to run" : $"about {Duration(seconds)} {(jobs == 1 ? "in one process" : $"in {jobs} processes at best")}, {memory:0} MB of memory, {energy:0.###} Wh, {carbon:0.###} gCO₂e")}; {disk:0.#} MB on disk in all (estimated from the runs so far, within a factor of two)"));
        return tally;
    }

    private static string Duration(double seconds) => !double.IsFinite(seconds) ? "an unknown time, as no run has succeeded" : seconds < 90 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, seconds):0} s")
        : seconds < 5400 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min") : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.0} h");
}
