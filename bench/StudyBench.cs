using System.Diagnostics;
using System.Globalization;
using System.Text;
using TerritoryTwin.Compute;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Studies;

namespace TerritoryTwin.Bench;

/// <summary>Variants of a study in batches beside runs of their own, and gathering ten thousand of them.</summary>
internal static class StudyBench
{
    private const int Variants = 64, Alone = 4, Gathered = 10_000, Buildings = 2;

    private const string Baseline = """
        name: As it is
        territory: { generate: { inhabitants: 8000, seed: 12 } }
        weather: { zone: H2b, seed: 3 }
        years: 2026-2050
        seed: 12
        measures: [{ renovate: { where: "built < 1975 and use = dwelling", to: bbc_renovation, share: 60 %, years: 2026-2035 } }]
        outputs: [{ table: buildings }, { table: series }]

        """;

    private const string Text = """
        name: Variants
        scenarios: [baseline.yaml]
        parameters:
          - { vary: behaviour.rebound, from: 10 %, to: 30 % }
          - { vary: "measures[0].renovate.share", from: 20 %, to: 80 % }
        sampling: { points: POINTS }
        outputs: { buildings: [heating_need, bill] }

        """;

    public static int Run(string[] args) => Records.Run("studies", args, Measure);

    private static string Measure(Device device)
    {
        string folder = Directory.CreateTempSubdirectory("twin-bench-study-").FullName;
        File.WriteAllText(Path.Combine(folder, "baseline.yaml"), Baseline);
        StringBuilder text = new();
        text.Append(Records.Heading("Studies", device));
        DerivedCache cache = new(Path.Combine(folder, "cache"));
        double alone = Seconds(() => RunAlone(folder, device, cache));           // the first fills the cache for all
        alone = Seconds(() => RunAlone(folder, device, cache)) / Alone;
        StudyFolder batches = FolderOf(folder, "batches", Variants);
        double together = Seconds(() =>
        {
            using VariantRunner runner = new(batches.Study, device, cache);
            StudyRun.Run(batches, runner, 0, batches.Plan.Batches, static (_, _) => { }, CancellationToken.None);
        });
        text.Append(CultureInfo.InvariantCulture, $"A town of 8,000, one year, with tables of buildings and hours. Of runs of their own, {Alone} were made: as a shell loop starts them, each a process, and each with a runner of its own in one process that has compiled its kernels; horizons from the cache. Aim: a quarter of the time of separate runs.\n\n");
        text.Append("| | variants | seconds | of one | ratio to a process |\n| --- | ---: | ---: | ---: | ---: |\n");
        RunProcess(folder, "first");              // fills the cache of the user
        double processes = Seconds(() => { for (int k = 0; k < Alone; k++) RunProcess(folder, $"process-{k}"); });
        text.Append(CultureInfo.InvariantCulture, $"| `twin run`, a process each | {Alone} | {processes:0.0} | {processes / Alone:0.00} | 1 |\n");
        text.Append(CultureInfo.InvariantCulture, $"| runs of their own, in one process | {Alone} | {alone * Alone:0.0} | {alone:0.00} | {alone / (processes / Alone):0.00} |\n| batches of {batches.Plan.BatchSize} | {Variants} | {together:0.0} | {together / Variants:0.00} | {together / Variants / (processes / Alone):0.00} |\n");

        StudyFolder many = FolderOf(folder, "many", Gathered);
        IReadOnlyList<VariantResult> some = batches.Read(0);
        for (int batch = 0; batch < many.Plan.Batches; batch++)
            many.Keep(batch, [.. many.Plan.VariantsOf(batch).Select((v, k) => some[k % some.Count] with { Index = v })]);
        double gathering = Seconds(() => StudyGather.Gather(many, static (_, _) => { }));
        text.Append(CultureInfo.InvariantCulture, $"\nGathering {Gathered:n0} results, repeated from those of {some.Count} variants, with {Buildings} columns of {some[0].Values[0].Length:n0} buildings: {gathering:0.0} s (aim: under 60 s), {Environment.WorkingSet / 1e6:0} MB.\n");
        Directory.Delete(folder, recursive: true);
        return text.ToString();
    }

    private static void RunAlone(string folder, Device device, DerivedCache cache)
    {
        for (int k = 0; k < Alone; k++)
        {
            using ScenarioRunner runner = new(device) { Cache = cache };
            runner.Run(runner.Read(Path.Combine(folder, "baseline.yaml")), Path.Combine(folder, $"alone-{k}"), static (_, _) => { }, CancellationToken.None);
        }
    }

    // As a shell loop would.
    private static void RunProcess(string folder, string name)
    {
        string program = Path.Combine(Records.Repository, "engine", "Cli", "bin", "Release", "net10.0", "twin.dll");
        using Process run = Process.Start(new ProcessStartInfo("dotnet", [program, "run", Path.Combine(folder, "baseline.yaml"), "--out", Path.Combine(folder, name), "--progress", "none"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        run.StandardOutput.ReadToEnd();
        run.WaitForExit();
        if (run.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {run.ExitCode}; build it first");
    }

    private static StudyFolder FolderOf(string folder, string name, int points)
    {
        string file = Path.Combine(folder, $"{name}.yaml");
        File.WriteAllText(file, Text.Replace("POINTS", points.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Study study = StudyReader.Read(file);
        return StudyFolder.Make(Path.Combine(folder, name), StudyPlan.Of(study, Files.Scenarios.ScenarioTerritory.Load(study.Scenarios[0].Territory).Buildings.Count, alone: false), study);
    }

    private static double Seconds(Action work)
    {
        long began = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
