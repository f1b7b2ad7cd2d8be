using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Tests.Measures;

namespace TerritoryTwin.Tests.Runs;

[Collection(nameof(TinyTown))]
public sealed class RepeatedRunTests(TinyTown town)
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Any_number_of_threads_writes_the_same_bytes(int threads)
    {
        string folder = town.Fresh($"threads-{threads}");
        using HostDevice device = new(threads);
        using ScenarioRunner runner = new(device);
        runner.Run(runner.Read(Path.Combine(folder, "renovated.yaml")), Path.Combine(folder, "out"), TinyTown.Silent, CancellationToken.None);
        Assert.Equal(TinyTown.Hashes(town["renovated"]), TinyTown.Hashes(Path.Combine(folder, "out")));
    }

    [Fact]
    public void A_run_that_is_stopped_twice_and_goes_on_with_more_threads_writes_the_same_bytes()
    {
        string folder = town.Fresh("stopped"), results = Path.Combine(folder, "out");
        Assert.Throws<OperationCanceledException>(() => RunUntil(0.2, threads: 2));
        Assert.True(File.Exists(Path.Combine(results + ".part", "checkpoint.msgpack")));
        Assert.False(Directory.Exists(results));
        Assert.Throws<OperationCanceledException>(() => RunUntil(0.7, threads: 1));
        List<string> told = RunUntil(share: 2, threads: 3);
        Assert.Contains(told, l => l.Contains("going on from hour", StringComparison.Ordinal) && l.EndsWith("of 2030", StringComparison.Ordinal));
        Assert.Equal(TinyTown.Hashes(town["renovated"]), TinyTown.Hashes(results));
        Assert.Equal(["baseline.yaml", "out", "renovated.yaml"], Entries(folder));

        List<string> RunUntil(double share, int threads)
        {
            List<string> labels = [];
            using CancellationTokenSource stop = new();
            using HostDevice device = new(threads);
            using ScenarioRunner runner = new(device);
            runner.Run(runner.Read(Path.Combine(folder, "renovated.yaml")), results, (label, done) =>
            {
                labels.Add(label);
                if (done >= share) stop.Cancel();
            }, stop.Token);
            return labels;
        }
    }

    [Fact]
    public void A_checkpoint_of_another_scenario_or_a_damaged_one_is_not_used()
    {
        string folder = town.Fresh("foreign"), results = Path.Combine(folder, "out"), checkpoint = Path.Combine(results + ".part", "checkpoint.msgpack");
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => Run("renovated", stop.Token));
        byte[] saved = File.ReadAllBytes(checkpoint);
        Assert.DoesNotContain(Run("baseline", CancellationToken.None), l => l.Contains("going on", StringComparison.Ordinal));
        Assert.Equal(TinyTown.Hashes(town["baseline"]), TinyTown.Hashes(results));

        Directory.CreateDirectory(results + ".part");
        saved[saved.Length / 2] ^= 0x55;
        File.WriteAllBytes(checkpoint, saved);
        Assert.Throws<OperationCanceledException>(() => Run("renovated", stop.Token));
        Assert.Equal("As it is", RunRecord.Read(results).Scenario);

        List<string> Run(string scenario, CancellationToken token)
        {
            List<string> labels = [];
            runner.Run(runner.Read(Path.Combine(folder, scenario + ".yaml")), results, (label, _) => labels.Add(label), token);
            return labels;
        }
    }

    [Fact]
    public void A_checkpoint_that_lacks_a_state_begins_the_first_year_anew()
    {
        string folder = town.Fresh("lacking"), checkpoint = Path.Combine(folder, "out.part", "checkpoint.msgpack");
        File.WriteAllText(Path.Combine(folder, "two.yaml"), "name: Two years\nextends: renovated.yaml\nsimulate: [2029, 2030]\n");
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        using CancellationTokenSource stop = new();
        Assert.Throws<OperationCanceledException>(() => Run("out", stop.Token, (_, done) => { if (done > 0.7) stop.Cancel(); }));
        Snapshot whole = Snapshot.Read(checkpoint), lacking = whole with { Arrays = [.. whole.Arrays.Where(a => !a.Name.Contains("mass_temperature", StringComparison.Ordinal))] };
        Assert.Equal(whole.Arrays.Count - 1, lacking.Arrays.Count);
        Snapshot.Write(checkpoint, lacking);
        Run("out", CancellationToken.None, TinyTown.Silent);
        Run("anew", CancellationToken.None, TinyTown.Silent);
        Assert.Equal(TinyTown.Hashes(Path.Combine(folder, "anew")), TinyTown.Hashes(Path.Combine(folder, "out")));

        void Run(string results, CancellationToken token, Action<string, double> progress) => runner.Run(runner.Read(Path.Combine(folder, "two.yaml")), Path.Combine(folder, results), progress, token);
    }

    [Fact]
    public void A_year_goes_on_from_the_night_in_which_the_year_before_ended()
    {
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        using Stage stage = Stage.Set(runner.Read(town["baseline.yaml"]), new LastTerritory(), device, cache: null, new Stopwatches());
        using Simulation first = new(stage.SetupOf(2029)), second = new(stage.SetupOf(2030));
        first.WarmUp();
        for (int hour = 0; hour < 48; hour++) first.Step();
        Assert.True(second.TryGoTo(first.Save(sums: false) with { Hour = 0 }));
        Assert.Equal(first.Buildings.MassTemperature.ToArray(), second.Buildings.MassTemperature.ToArray());
        Assert.Equal((0, 0), (second.Hour, second.Buildings.Series.Hours));
        Assert.All(second.Buildings.Year().Heating, v => Assert.Equal(0, v));
        second.Step();
        Assert.Equal(1, second.Buildings.Series.Hours);

        Moment moment = first.Save();
        Assert.False(second.TryGoTo(moment with { State = new Dictionary<string, float[]>() }));
        Assert.Equal(1, second.Hour);
    }

    [Fact]
    public void Two_simulations_of_one_stage_run_side_by_side()
    {
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        using Stage stage = Stage.Set(runner.Read(town["baseline.yaml"]), new LastTerritory(), device, cache: null, new Stopwatches());
        Stage panels = stage.With(stage.Territory.WithPanels(stage.Shapes, _ => 2));
        float[][] after = [Days(stage), Days(panels)], together = new float[2][];
        Parallel.Invoke(() => together[0] = Days(stage), () => together[1] = Days(panels));
        Assert.Equal(after[0], together[0]);
        Assert.Equal(after[1], together[1]);
        Assert.NotEqual(after[0], after[1]);
    }

    /// <summary>All that is carried and shown at noon after ten days.</summary>
    private static float[] Days(Stage stage)
    {
        using Simulation simulation = new(stage.SetupOf(2050));
        simulation.WarmUp();
        for (int hour = 0; hour < 252; hour++) simulation.Step();
        return [.. simulation.Processes.SelectMany(p => p.State.Concat(p.Totals.SelectMany(t => t.Fields)).Concat(p.Shown.Select(s => s.Field))).SelectMany(f => f.ToArray())];
    }

    private static IEnumerable<string> Entries(string folder) => Directory.GetFileSystemEntries(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);
}
