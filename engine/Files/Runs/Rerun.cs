using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Territories;

namespace TerritoryTwin.Files.Runs;

/// <summary>What running again came to.</summary>
/// <param name="Compared">How many result files were compared.</param>
/// <param name="Differences">What is not as it was, one sentence each; none: the run is reproduced.</param>
public sealed record RerunReport(int Compared, IReadOnlyList<string> Differences);

/// <summary>A run that can be made again from its record: all that it read is as it was then.</summary>
public sealed partial class Rerun
{
    private const int EntriesTold = 3, LongestTold = 160;

    // Of this run or this machine alone, or told in words of their own.
    private static readonly string[] NotCompared = ["engine", "device", "inputs", "files", "folder", "territory_source", "indicators", "timings", "footprint"];

    private readonly string _scenario;

    private Rerun(string folder, string scenario, RunRecord record, IReadOnlyList<string> warnings) => (Folder, _scenario, Record, Warnings) = (folder, scenario, record, warnings);

    /// <summary>Full path of its results.</summary>
    public string Folder { get; }
    /// <summary>Of the run.</summary>
    public RunRecord Record { get; }
    /// <summary>What may make the results differ, or what an older record does not tell.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Reads the record and holds to it all that the run read: scenario and bases, areas, weather, timetable, territory.</summary>
    /// <param name="run">A result folder, or its <c>run.json</c>.</param>
    /// <param name="device">Where it will run.</param>
    /// <exception cref="InputException">There is no sound record, or a file is gone or has changed, or the territory is another one; all of them.</exception>
    public static Rerun Of(string run, Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        string folder = Path.GetFullPath(Path.GetFileName(run) == RunRecord.FileName && File.Exists(run) ? Path.GetDirectoryName(Path.GetFullPath(run))! : run);
        RunRecord record = RunRecord.Read(folder);
        if (record.Inputs.Count == 0) throw new InputException($"{Path.Combine(folder, RunRecord.FileName)}: `inputs` names no file, so there is no scenario to run; expected the scenario first. Run the scenario again with `twin run`.");
        InputPlaces places = new(folder, record);
        string[] faults = [.. record.Inputs.Select(places.FaultOf).OfType<string>().Distinct(), .. TerritoryFaults(record, places)];
        string[] warnings = [.. WarningsOf(record, device)];
        return faults.Length > 0 ? throw new InputException([.. faults, .. warnings]) : new(folder, places.Find(record.Inputs[0].Path)!, record, warnings);
    }

    /// <summary>Runs the scenario again and compares: every result file byte by byte, and what the records say but for times.</summary>
    /// <param name="runner">On the device.</param> <param name="folder">Of the new results, other than the old.</param>
    /// <param name="progress">As <see cref="ScenarioRunner.Run"/> tells it.</param> <param name="stop">When it is cancelled, a checkpoint is left.</param>
    /// <exception cref="InputException">The scenario has faults, or no results can be written to the folder.</exception>
    /// <exception cref="TerritoryException">A balance does not close, or the results cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public RerunReport Into(ScenarioRunner runner, string folder, Action<string, double> progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(runner);
        RunRecord again = runner.Run(runner.Read(_scenario), folder, progress, stop);
        (int compared, IReadOnlyList<string> files) = Files(again, folder);
        return new(compared, [.. files, .. Inputs(again), .. Indicators(again), .. Others(again)]);
    }

    private static IEnumerable<string> WarningsOf(RunRecord record, Device device)
    {
        if (record.Engine != ScenarioRunner.EngineVersion) yield return $"version {record.Engine} ran “{record.Scenario}”, this is {ScenarioRunner.EngineVersion}: the results may differ, and {RoCrate.FileName}, which names the version, is not compared";
        if (KindOf(record.Device) != KindOf(device.Name)) yield return $"“{record.Scenario}” ran on {record.Device}, this is {device.Name}: the results may differ in their last digits";
        if (record.Files.Count == 0) yield return $"the record of “{record.Scenario}” is of an earlier program and does not list the files that the run wrote: all files of its folder are compared but {RoCrate.FileName}";
    }

    // Any number of threads gives the same bytes.
    private static string KindOf(string device) => Threads().Replace(device, "");

    [GeneratedRegex(@"\d+ threads, ")]
    private static partial Regex Threads();

    // The same files may be read, and the same numbers drawn, in another way than by the version that ran.
    private static IEnumerable<string> TerritoryFaults(RunRecord record, InputPlaces places)
    {
        TerritoryRecord source = record.TerritorySource;
        if (source.Folder is null && source.Inhabitants is < TownGenerator.Fewest or > TownGenerator.Most)
            return [$"{RunRecord.FileName}: `territory_source` is a generated town of {source.Inhabitants} inhabitants; expected {TownGenerator.Fewest} to {TownGenerator.Most}. Run the scenario again with `twin run`."];
        try
        {
            string? folder = source.Folder is { } named ? places.Find(named) : null;
            if (source.Folder != null && folder == null) return [$"{source.Folder}: the folder of the territory is not there{places.LookedFor(source.Folder)}; expected the one that “{record.Scenario}” ran on. Put it back."];
            string found = TerritoryHash.Of(ScenarioTerritory.Load(new(folder, source.Inhabitants, source.Seed)));
            return found == source.Sha256 ? [] : [$"{folder ?? record.Territory}: the territory that this version {(folder == null ? "generates" : "reads")} has the SHA-256 {found}; when “{record.Scenario}” ran it was {source.Sha256}. {(folder == null ? "Use the version that ran it" : "Put the territory back")}, or run the scenario again with `twin run`."];
        }
        catch (InputException e)
        {
            return e.Faults;
        }
    }

    private (int Compared, IReadOnlyList<string> Differences) Files(RunRecord again, string folder)
    {
        bool listed = Record.Files.Count > 0;
        Dictionary<string, string?> old = listed ? Record.Files.DistinctBy(f => f.Name).ToDictionary(f => f.Name, f => (string?)f.Sha256)
            : Directory.EnumerateFiles(Folder).Select(f => Path.GetFileName(f)).Where(n => n is not (RunRecord.FileName or RoCrate.FileName)).ToDictionary(n => n, _ => (string?)null);
        HashSet<string> written = [.. again.Files.Select(f => f.Name)];
        if (listed && Record.Engine == again.Engine)
        {
            old.Add(RoCrate.FileName, null);
            written.Add(RoCrate.FileName);
        }
        string[] names = [.. old.Keys.Union(written).Order(StringComparer.Ordinal)];
        return (names.Length, [.. names.Select(Difference).OfType<string>()]);

        string? Difference(string name)
        {
            string was = Path.Combine(Folder, name), now = Path.Combine(folder, name);
            if (!old.TryGetValue(name, out string? recorded)) return $"{was}: {(listed ? "the run did not write it" : "is not there")}; run again it is written";
            if (!File.Exists(was)) return $"{was}: is gone since the run wrote it";
            if (!written.Contains(name)) return $"{was}: run again it is not written{(listed ? "" : "; whether the run wrote it, its record does not say")}";
            if (FirstDifference(was, now) is not { } at) return null;
            string altered = recorded != null && Stage.Record(was).Sha256 != recorded ? $"; it was altered since the run wrote it{(Stage.Record(now).Sha256 == recorded ? ", and run again it is as it was then" : "")}" : "";
            return string.Create(CultureInfo.InvariantCulture, $"{was}: differs from byte {at} on: {new FileInfo(was).Length} bytes, run again {new FileInfo(now).Length}{altered}");
        }
    }

    // Files that the scenario names today and did not then, such as one more in the folder of its territory.
    private IEnumerable<string> Inputs(RunRecord again)
    {
        (string Name, string Sha256)[] was = Named(Record), now = Named(again);
        return now.Except(was).Select(i => $"{i.Name} (SHA-256 {i.Sha256}): is read when run again; the run did not read it")
            .Concat(was.Except(now).Select(i => $"{i.Name} (SHA-256 {i.Sha256}): the run read it; run again it is not read"));

        static (string, string)[] Named(RunRecord record) => [.. record.Inputs.Select(i => (Path.GetFileName(i.Path), i.Sha256))];
    }

    private IEnumerable<string> Indicators(RunRecord again)
    {
        Dictionary<(string Name, int Year, string Unit), double> was = Figures(Record), now = Figures(again);
        foreach ((string name, int year, string unit) in was.Keys.Union(now.Keys))
        {
            bool wasThere = was.TryGetValue((name, year, unit), out double before), isThere = now.TryGetValue((name, year, unit), out double after);
            string what = string.Create(CultureInfo.InvariantCulture, $"{RunRecord.FileName}: `{name}` of {year}");
            if (!isThere) yield return $"{what} is not computed when run again";
            else if (!wasThere) yield return string.Create(CultureInfo.InvariantCulture, $"{what} is {after:R} {unit} when run again; the run did not compute it");
            else if (!before.Equals(after))
                yield return string.Create(CultureInfo.InvariantCulture, $"{what} is {after:R} {unit} when run again; it was {before:R}, a difference of {after - before:g3}{(before != 0 && double.IsFinite(after / before) ? $" or {100 * (after - before) / Math.Abs(before):g3} %" : "")}");
        }

        static Dictionary<(string, int, string), double> Figures(RunRecord record) =>
            record.Indicators.DistinctBy(i => (i.Name, i.Year, i.Unit)).ToDictionary(i => (i.Name, i.Year, i.Unit), i => i.Value);
    }

    private IEnumerable<string> Others(RunRecord again)
    {
        JsonObject was = JsonSerializer.SerializeToNode(Record, RunRecord.Options)!.AsObject(), now = JsonSerializer.SerializeToNode(again, RunRecord.Options)!.AsObject();
        foreach (string key in was.Select(p => p.Key).Except(NotCompared))
        {
            string[] before = Entries(was[key]), after = Entries(now[key]);
            if (before.SequenceEqual(after)) continue;
            string[] gone = [.. before.Except(after)], come = [.. after.Except(before)];
            yield return $"{RunRecord.FileName}: `{key}` {(gone.Length + come.Length == 0 ? "has the same entries in another order or number" : $"differs: only then {Told(gone)}; only when run again {Told(come)}")}";
        }

        static string[] Entries(JsonNode? node) => node is JsonArray list ? [.. list.Select(Text)] : [Text(node)];
        static string Text(JsonNode? node) => node?.ToJsonString(RunRecord.Options).ReplaceLineEndings(" ") ?? "null";
    }

    private static string Told(string[] entries)
    {
        string told = string.Join(", ", entries.Take(EntriesTold).Select(e => e.Length > LongestTold ? e[..LongestTold] + "…" : e));
        return entries.Length == 0 ? "nothing" : entries.Length > EntriesTold ? $"{told} and {entries.Length - EntriesTold} more" : told;
    }

    private static long? FirstDifference(string path, string other)
    {
        byte[] a = new byte[1 << 16], b = new byte[1 << 16];
        using FileStream first = File.OpenRead(path), second = File.OpenRead(other);
        for (long at = 0; ; at += a.Length)
        {
            int read = first.ReadAtLeast(a, a.Length, throwOnEndOfStream: false), beside = second.ReadAtLeast(b, b.Length, throwOnEndOfStream: false);
            int same = a.AsSpan(0, read).CommonPrefixLength(b.AsSpan(0, beside));
            if (same < Math.Max(read, beside)) return at + same;
            if (read < a.Length) return null;
        }
    }

    /// <summary>Where the files that a run read lie now: as the record names them, or where they lie from the results as they did then, when all was moved together.</summary>
    private sealed class InputPlaces
    {
        private readonly string _folder;
        private readonly RunRecord _record;
        private readonly bool _moved, _known;

        public InputPlaces(string folder, RunRecord record)
        {
            (_folder, _record) = (folder, record);
            IReadOnlyList<string> scenario = All(record.Inputs[0].Path);
            int found = scenario.TakeWhile(p => !File.Exists(p)).Count();
            (_known, _moved) = (found < scenario.Count, found > 0);
        }

        /// <summary>The path of a file or folder now; null when it is nowhere.</summary>
        public string? Find(string path) => Looked(path).FirstOrDefault(Path.Exists);

        /// <summary>What is wrong with a file; null when it is as it was.</summary>
        public string? FaultOf(InputFileRecord file)
        {
            const string remedy = "Put it back, or run the scenario again with `twin run`.";
            if (Find(file.Path) is not { } path) return $"{file.Path}: is not there{LookedFor(file.Path)}; expected the file that “{_record.Scenario}” read, SHA-256 {file.Sha256}. {remedy}";
            if (!File.Exists(path)) return $"{path}: is a folder; expected the file that “{_record.Scenario}” read, SHA-256 {file.Sha256}. {remedy}";
            try
            {
                string found = Stage.Record(path).Sha256;
                return found == file.Sha256 ? null : $"{path}: has the SHA-256 {found}; when “{_record.Scenario}” ran it was {file.Sha256}. {remedy}";
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return $"{path}: cannot be read: {e.Message.TrimEnd('.')}; expected the file that “{_record.Scenario}” read. {remedy}";
            }
        }

        /// <summary>Where a path was looked for, in words.</summary>
        public string LookedFor(string path) => Looked(path) is { Length: > 0 } looked ? $" (looked at {string.Join(" and ", looked)})" : "";

        // A file is looked for where the scenario was found; where that is gone, everywhere.
        private string[] Looked(string path)
        {
            IReadOnlyList<string> all = All(path);
            return [.. !_known ? all : _moved ? all.Reverse() : all.Take(1)];
        }

        private IReadOnlyList<string> All(string path)
        {
            if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal)) return [];
            string named = Path.GetFullPath(path);
            string? beside = !Path.IsPathRooted(path) ? Path.GetFullPath(path, _folder)
                : _record.Folder is { } was && Path.IsPathFullyQualified(was) && !was.Contains('\0', StringComparison.Ordinal) ? Path.GetFullPath(Path.GetRelativePath(was, path), _folder) : null;
            return beside == null || beside == named ? [named] : [named, beside];
        }
    }
}
