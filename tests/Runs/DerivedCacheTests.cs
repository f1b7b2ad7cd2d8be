using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Tests.Runs;

[Collection(nameof(TinyTown))]
public sealed class DerivedCacheTests(TinyTown town) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-cache-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_from_the_cache_writes_the_same_bytes_and_scans_nothing()
    {
        DerivedCache cache = new(_folder);
        Run("first", cache);
        Assert.Equal(["horizons", "sky_view"], cache.Entries().Select(e => e.Name[..e.Name.IndexOf('-', StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
        Run("second", cache);
        Assert.Equal(TinyTown.Hashes(town["baseline"]), TinyTown.Hashes(town["first"]));
        Assert.Equal(TinyTown.Hashes(town["baseline"]), TinyTown.Hashes(town["second"]));
        cache.Horizons(ShapeOf(town["baseline"]), () => throw new InvalidOperationException("scanned although it is kept"));
    }

    [Fact]
    public void A_damaged_file_is_computed_again()
    {
        DerivedCache cache = new(_folder);
        float[] values = [1, 2, 3];
        Assert.Equal(values, cache.Values("kind", "content", 3, () => values));
        string file = Directory.GetFiles(_folder).Single();
        byte[] bytes = File.ReadAllBytes(file);
        bytes[^5] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Equal([4], cache.Values("kind", "content", 1, () => [4]));
        Assert.Equal([4], cache.Values("kind", "content", 1, () => throw new InvalidOperationException("computed although it is kept")));
        Assert.Equal([5], cache.Values("kind", "other content", 1, () => [5]));
        Assert.Equal([6, 7], cache.Values("kind", "content", 2, () => [6, 7]));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_costs_time_and_nothing_else()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        DerivedCache cache = new(Path.Combine(_folder, "file", "below"));
        for (int turn = 0; turn < 2; turn++) Assert.Equal([turn], cache.Values("kind", "content", 1, () => [turn]));
        Assert.Empty(cache.Entries());
    }

    [Fact]
    public void What_was_not_used_for_longest_goes_first()
    {
        DerivedCache cache = new(_folder, limit: 10_000);
        for (int k = 0; k < 4; k++)
        {
            cache.Values("kind", $"{k}", 1000, () => new float[1000]);                           // 4 kB each
            foreach (string file in Directory.GetFiles(_folder)) File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddMinutes(-1));
            cache.Values("kind", "0", 1000, () => new float[1000]);                              // used again and again
        }
        Assert.Equal(2, cache.Entries().Count);
        cache.Values("kind", "0", 1000, () => throw new InvalidOperationException("used last, and gone"));
        string foreign = Path.Combine(_folder, "checkpoint.msgpack");
        File.WriteAllText(foreign, "of someone else");
        cache.Empty();
        Assert.Equal([foreign], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Many_at_once_share_a_folder()
    {
        Parallel.For(0, 64, k =>
        {
            float[] values = new DerivedCache(_folder).Values("kind", $"{k % 4}", 50_000, () => [.. Enumerable.Repeat((float)(k % 4), 50_000)]);
            Assert.Equal(50_000, values.Length);
            Assert.All(values, v => Assert.Equal(k % 4, v));
        });
        Assert.Equal(4, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void Two_networks_are_two_territories_of_one_shape()
    {
        Territory territory = TownGenerator.Generate(2000, 12);
        Territory other = territory with { Roads = [.. territory.Roads.Skip(1)] };
        Assert.NotEqual(TerritoryHash.Of(territory), TerritoryHash.Of(other));
        Assert.Equal(TerritoryHash.OfShape(territory), TerritoryHash.OfShape(other));
        Territory taller = territory with { Buildings = [.. territory.Buildings.Select((b, k) => k == 0 ? b with { Height = Known<double>.Measured(b.Height + 0.1) } : b)] };
        Assert.NotEqual(TerritoryHash.OfShape(territory), TerritoryHash.OfShape(taller));
    }

    private static string ShapeOf(string results) => TerritoryHash.OfShape(ResultReader.Territory(RunRecord.Read(results)));

    private void Run(string name, DerivedCache cache)
    {
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device) { Cache = cache };
        runner.Run(runner.Read(town["baseline.yaml"]), town[name], TinyTown.Silent, CancellationToken.None);
    }
}
