using System.Diagnostics;
using TerritoryTwin.Files.Runs;

namespace TerritoryTwin.Tests.Runs;

/// <summary>The program itself, stopped in the middle of a run by signals.</summary>
public sealed class StoppedProcessTests : IDisposable
{
    private const string Scenario = """
        name: As it is
        territory: { generate: { inhabitants: 2000, seed: 12 } }
        weather: { zone: H2b, seed: 3 }
        couplings: { shading: false }
        outputs: [{ table: buildings }, { table: series }]

        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-stopped-").FullName;

    public StoppedProcessTests() => File.WriteAllText(Path.Combine(_folder, "town.yaml"), Scenario);

    private string Results => Path.Combine(_folder, "out", "town");
    private string Checkpoint => Path.Combine(Results + ".part", "checkpoint.msgpack");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_killed_run_leaves_no_results_and_goes_on_when_it_is_run_again()
    {
        using (Process run = Start("0"))
        {
            AwaitCheckpoint(run);
            run.Kill();
            run.WaitForExit();
        }
        Assert.False(Directory.Exists(Results));
        Assert.True(File.Exists(Checkpoint));
        (int code, string error) = Finish(Start("5"));
        Assert.Equal(0, code);
        Assert.Contains("going on from hour", error);
        Assert.Equal(["buildings.csv", "buildings.gpkg", "buildings.parquet", "ro-crate-metadata.json", "run.json", "series.csv", "series.parquet", "years.csv", "years.parquet"], Directory.GetFiles(Results).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Equal(["town"], Directory.GetFileSystemEntries(Path.Combine(_folder, "out")).Select(f => Path.GetFileName(f)));
    }

    [Theory]
    [InlineData("TERM", 75)]
    [InlineData("INT", 130)]
    public void A_run_that_is_asked_to_stop_leaves_a_checkpoint_and_says_so(string signal, int expected)
    {
        using Process run = Start("0");
        AwaitCheckpoint(run);
        using Process sent = Process.Start("sh", ["-c", $"kill -{signal} {run.Id}"]);
        sent.WaitForExit();
        (int code, string error) = Finish(run);
        Assert.Equal(expected, code);
        Assert.Contains("run the same command again", error);
        Assert.True(File.Exists(Checkpoint));
        Assert.False(Directory.Exists(Results));
    }

    [Fact]
    public void A_second_run_into_the_same_folder_is_refused_and_disturbs_nothing()
    {
        using Process first = Start("0");
        AwaitCheckpoint(first);
        (int code, string error) = Finish(Start("5"));
        Assert.Equal(2, code);
        Assert.Contains("another run is writing to", error);
        Assert.Equal(0, Finish(first).Code);
        Assert.True(File.Exists(Path.Combine(Results, "run.json")));
    }

    // A shell that starts tests in the background makes its children deaf to Ctrl-C; `env` gives them their ears back.
    private Process Start(string secondsBetweenCheckpoints)
    {
        string[] command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "twin.dll"), "run", "town.yaml", "--progress", "plain", "--checkpoint-every", secondsBetweenCheckpoints];
        if (OperatingSystem.IsLinux()) command = ["env", "--default-signal=INT,TERM", .. command];
        ProcessStartInfo start = new(command[0], command[1..]) { WorkingDirectory = _folder, UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment[DerivedCache.Variable] = Path.Combine(_folder, "cache");
        return Process.Start(start)!;
    }

    private void AwaitCheckpoint(Process run)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!File.Exists(Checkpoint))
        {
            Assert.False(run.HasExited, run.HasExited ? run.StandardError.ReadToEnd() : "");
            Assert.True(waited.Elapsed < Patience, "no checkpoint appeared");
            Thread.Sleep(2);
        }
    }

    private static (int Code, string Error) Finish(Process run)
    {
        Task<string> error = run.StandardError.ReadToEndAsync(), output = run.StandardOutput.ReadToEndAsync();
        Assert.True(run.WaitForExit(Patience), "the run does not end");
        Task.WaitAll(error, output);
        return (run.ExitCode, error.Result);
    }
}
