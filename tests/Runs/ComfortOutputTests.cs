using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Tests.Scenarios;

namespace TerritoryTwin.Tests.Runs;

/// <summary>Maps of how people feel, written while the year passes.</summary>
public sealed class ComfortOutputTests(ITestOutputHelper output)
{
    private const string Town = "name: Town\nterritory: { generate: { inhabitants: 2000, seed: 12 } }\nweather: { zone: H2b, seed: 3, heat_wave: paris2003 }\nyears: 2026\ncells: 50 m\noutputs: [{ comfort: feel.nc, at: [hottest, 08-13T01] }]\n";

    [Fact]
    public void People_stand_in_the_air_of_their_street_where_it_is_simulated_and_a_stop_changes_no_byte()
    {
        using ScenarioFolder folder = new();
        folder.Write("plain.yaml", Town).Write("hot.yaml", Town + "heat: { on: true }\n");
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device) { CheckpointEvery = TimeSpan.Zero };
        Raster[] plain = Run("plain"), hot = Run("hot");
        Assert.Equal(2, hot.Length);
        (double night, double hottest) = (Warmer(0), Warmer(1));                       // at one in the morning, and in the hottest afternoon
        output.WriteLine($"{night:0.00} K at night, {hottest:0.00} K in the hottest afternoon");
        Assert.InRange(night, 0.1, 3);
        Assert.InRange(hottest, -0.5, 2);

        string stopped = folder.PathOf("stopped");
        using CancellationTokenSource stop = new();
        Assert.Throws<OperationCanceledException>(() => runner.Run(runner.Read(folder.PathOf("hot.yaml")), stopped, (_, done) =>
        {
            if (done > 0.02 + 0.95 * (24 * 224 + 12) / 8760) stop.Cancel();            // between the two hours
        }, stop.Token));
        runner.Run(runner.Read(folder.PathOf("hot.yaml")), stopped, (_, _) => { }, default);
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder.PathOf("hot"), "feel.nc")), File.ReadAllBytes(Path.Combine(stopped, "feel.nc")));

        // In the streets that are warmest beside the weather: nine tenths of the ground, mostly fields, are less so.
        double Warmer(int record)
        {
            double[] differences = [.. plain[record].Values.Zip(hot[record].Values, static (p, h) => (double)h - p).Where(double.IsFinite).Order()];
            return differences[(int)(0.9 * differences.Length)];
        }

        Raster[] Run(string name)
        {
            runner.Run(runner.Read(folder.PathOf(name + ".yaml")), folder.PathOf(name), (_, _) => { }, default);
            NetCdfField utci = NetCdfReader.Read(Path.Combine(folder.PathOf(name), "feel.nc")).Single(f => f.Quantity.Name == "utci");
            return [.. Enumerable.Range(0, utci.Times.Count).Select(utci.Read)];
        }
    }
}
