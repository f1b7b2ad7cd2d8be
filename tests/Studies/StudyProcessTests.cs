using System.Diagnostics;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Studies;

namespace TerritoryTwin.Tests.Studies;

/// <summary>The program itself: in several processes, killed, asked to stop, and given part by part.</summary>
[Collection(nameof(TinyStudy))]
public sealed class StudyProcessTests(TinyStudy study)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public void A_study_that_is_killed_goes_on_in_two_processes_to_the_bytes_of_one()
    {
        string folder = study["killed"];
        using (Process run = Start("study", "run", study["study.yaml"], "--out", folder, "--progress", "plain"))
        {
            Await(() => File.Exists(Path.Combine(folder, "batches", "000000.msgpack")) || run.HasExited);
            Assert.False(run.HasExited);
            run.Kill(entireProcessTree: true);
            run.WaitForExit();
        }
        (int code, string output, _) = Finish(Start("study", "status", folder));
        Assert.Equal(0, code);
        Assert.Contains("16 finished; 8 left, about ", output);
        (code, output, string error) = Finish(Start("study", "run", folder, "--jobs", "2", "--progress", "none"));
        Assert.True(code == 0, error);
        Assert.Contains("24 of 24 runs in variants.csv", output);
        Assert.Equal(TinyStudy.Hashes(study.Folder), TinyStudy.Hashes(StudyFolder.Open(folder)));
    }

    [Theory]
    [InlineData("TERM", 75)]
    [InlineData("INT", 130)]
    public void A_part_that_is_asked_to_stop_ends_with_the_code_that_batch_engines_know(string signal, int expected)
    {
        string folder = study[$"stopped-{signal}"];
        study.Fresh($"stopped-{signal}", batchSize: 16);
        using Process run = Start("study", "run", folder, "--index", "1", "--progress", "plain");
        Await(() => File.Exists(Path.Combine(folder, "batches", "000001.msgpack.lock")) || run.HasExited);
        using Process sent = Process.Start("sh", ["-c", $"kill -{signal} {run.Id}"]);
        sent.WaitForExit();
        Assert.Equal(expected, Finish(run).Code);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder, "batches"), "*.msgpack"));
        (int code, _, string error) = Finish(Start("study", "run", folder, "--index", "1", "--progress", "none"));
        Assert.True(code == 0, error);
        Assert.Equal(["000001.msgpack"], Directory.GetFiles(Path.Combine(folder, "batches")).Select(f => Path.GetFileName(f)));
        (code, string output, error) = Finish(Start("study", "gather", folder));
        Assert.Equal(1, code);
        Assert.Contains("8 of 24 runs", output);
        Assert.Contains("16 runs have no result yet", error);
    }

    [Theory]
    [InlineData("--index 2", "--index: found 2; expected 0 to 1, as 2 batches make 2 parts of 1")]
    [InlineData("--index 0 --count 0", "--count: found 0; expected at least 1")]
    [InlineData("--index 0 --jobs 2", "`--jobs` shares a whole study among processes, and `--index` runs a part of it in one")]
    [InlineData("--count 2", "give `--index` with it")]
    [InlineData("--jobs 0", "--jobs: found 0; expected 1 to 64")]
    [InlineData("--out elsewhere", "`--out` goes with a study file; a folder is its own")]
    public void What_cannot_be_run_is_said(string words, string expected)
    {
        (int code, _, string error) = Finish(Start(["study", "run", study.Folder.FullPath, .. words.Split(' ')]));
        Assert.Equal(2, code);
        Assert.Contains(expected, error);
    }

    [Theory]
    [InlineData("parallel", "parallel.sh", "seq 0 1 | parallel")]
    [InlineData("kubernetes", "kubernetes.yaml", "completions: 2")]
    public void Files_of_batch_engines_name_the_parts(string engine, string file, string expected)
    {
        study.Fresh(engine, batchSize: 16);
        (int code, string output, string error) = Finish(Start("study", "submit", study[engine], "--engine", engine));
        Assert.True(code == 0, error);
        Assert.Contains(file, output);
        string text = File.ReadAllText(Path.Combine(study[engine], file));
        Assert.Contains(expected, text);
        Assert.Contains($"study run '{study[engine]}' --index ", text);
    }

    private static Process Start(params string[] words)
    {
        string[] command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "twin.dll"), .. words];
        if (OperatingSystem.IsLinux()) command = ["env", "--default-signal=INT,TERM", .. command];
        ProcessStartInfo start = new(command[0], command[1..]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment[DerivedCache.Variable] = Path.Combine(Path.GetTempPath(), "twin-study-cache");
        return Process.Start(start)!;
    }

    private static (int Code, string Output, string Error) Finish(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(Patience), "it does not end");
        return (process.ExitCode, output.Result, error.Result);
    }

    private static void Await(Func<bool> there)
    {
        long began = Stopwatch.GetTimestamp();
        while (!there() && Stopwatch.GetElapsedTime(began) < Patience) Thread.Sleep(20);
    }
}
