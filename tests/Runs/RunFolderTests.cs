using TerritoryTwin.Core;
using TerritoryTwin.Files.Runs;

namespace TerritoryTwin.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-folder-").FullName;

    private string Results => Path.Combine(_folder, "results");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Old_results_stand_until_the_new_are_whole()
    {
        Write(Results, "run.json", "old");
        using (RunFolder run = new(Results))
        {
            Write(run.Working, "run.json", "new");
            Assert.Equal("old", File.ReadAllText(Path.Combine(Results, "run.json")));
            run.Publish();
        }
        Assert.Equal("new", File.ReadAllText(Path.Combine(Results, "run.json")));
        Assert.Equal(["results"], Entries(_folder));
        Assert.Equal(["run.json"], Entries(Results));
    }

    [Fact]
    public async Task There_are_results_at_any_moment_while_new_ones_take_their_place()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "folders are exchanged at once on Linux alone");
        Write(Results, "run.json", "old");
        string record = Path.Combine(Results, "run.json");
        using CancellationTokenSource ends = new();
        Task<int> absent = Task.Run(() =>
        {
            int count = 0;
            while (!ends.IsCancellationRequested) count += File.Exists(record) ? 0 : 1;
            return count;
        });
        for (int k = 0; k < 200; k++)
        {
            using RunFolder run = new(Results);
            Write(run.Working, "run.json", $"{k}");
            run.Publish();
        }
        ends.Cancel();
        Assert.Equal(0, await absent);
        Assert.Equal("199", File.ReadAllText(record));
        Assert.Equal(["results"], Entries(_folder));
    }

    [Fact]
    public void Killed_while_the_old_results_are_removed_the_next_run_removes_them()
    {
        Write(Results, "run.json", "new");
        Write(Results + ".part", "run.json", "old");
        new RunFolder(Results).Dispose();
        Assert.Equal("new", File.ReadAllText(Path.Combine(Results, "run.json")));
        Assert.Equal(["results"], Entries(_folder));
    }

    [Fact]
    public void Killed_before_the_new_results_are_whole_the_old_come_back()
    {
        Write(Results + ".replaced", "run.json", "old");
        Write(Results + ".part", ".twin-run", "");
        Write(Results + ".part", "buildings.csv", "half");
        using RunFolder run = new(Results);
        Assert.Equal("old", File.ReadAllText(Path.Combine(Results, "run.json")));
        Assert.Equal([".twin-run"], Entries(run.Working));
    }

    [Fact]
    public void Killed_between_the_moves_the_new_results_take_their_place()
    {
        Write(Results + ".replaced", "run.json", "old");
        Write(Results + ".part", "run.json", "new");
        new RunFolder(Results).Dispose();
        Assert.Equal("new", File.ReadAllText(Path.Combine(Results, "run.json")));
        Assert.Equal(["results"], Entries(_folder));
    }

    [Fact]
    public void Killed_after_the_moves_the_old_results_go()
    {
        Write(Results, "run.json", "new");
        Write(Results + ".replaced", "run.json", "old");
        new RunFolder(Results).Dispose();
        Assert.Equal("new", File.ReadAllText(Path.Combine(Results, "run.json")));
        Assert.Equal(["results"], Entries(_folder));
    }

    [Fact]
    public void Files_of_an_earlier_run_do_not_get_into_the_results()
    {
        Write(Results + ".part", "checkpoint.msgpack", "kept");
        Write(Results + ".part", "leftover.png", "of another scenario");
        using RunFolder run = new(Results);
        Assert.True(File.Exists(run.CheckpointPath));
        Assert.False(File.Exists(Path.Combine(run.Working, "leftover.png")));
    }

    [Fact]
    public void Two_runs_do_not_write_to_one_folder()
    {
        using (RunFolder first = new(Results)) Assert.Contains("another run is writing", Assert.Throws<InputException>(() => new RunFolder(Results)).Message);
        new RunFolder(Results).Dispose();
        Assert.Empty(Entries(_folder));
    }

    [Theory]
    [InlineData("results", "thesis.txt")]
    [InlineData("results.part", "thesis.txt")]
    [InlineData("results.replaced", "thesis.txt")]
    public void Folders_with_other_things_are_left_alone(string folder, string file)
    {
        Write(Path.Combine(_folder, folder), file, "three years of work");
        Assert.Throws<InputException>(() => new RunFolder(Results));
        Assert.Equal("three years of work", File.ReadAllText(Path.Combine(_folder, folder, file)));
    }

    [Fact]
    public void A_file_that_is_no_lock_is_left_alone()
    {
        File.WriteAllText(Results + ".lock", "a padlock");
        Assert.Throws<InputException>(() => new RunFolder(Results));
        Assert.Equal("a padlock", File.ReadAllText(Results + ".lock"));
    }

    private static void Write(string folder, string name, string text)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name), text);
    }

    private static IEnumerable<string> Entries(string folder) => Directory.GetFileSystemEntries(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);
}
