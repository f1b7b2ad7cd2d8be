using TerritoryTwin.Compute;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;

namespace TerritoryTwin.Tests.Runs;

public sealed class WorkOrderTownTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-orders-").FullName;

    [Fact]
    public void A_euro_spares_more_of_the_energy_that_a_run_finds_where_the_worst_come_first_and_most_where_the_cheapest_do()
    {
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        RunRecord before = Run("baseline", TinyTown.Baseline);
        double[] perEuro = [.. new[] { "seeded", "worst_first", "cheapest_first" }.Select(PerEuro)];
        Assert.True(perEuro[0] < perEuro[1] && perEuro[1] < perEuro[2]);

        double PerEuro(string order)
        {
            RunRecord after = Run(order, $"name: {order}\nextends: baseline.yaml\nmeasures: [{{ renovate: {{ where: \"built < 1975 and use = dwelling\", to: bbc_renovation, share: 20 %, order: {order} }} }}]\n");
            double spared = 1000 * (before.Value("energy_bought") - after.Value("energy_bought"));
            output.WriteLine($"{order}: {spared / 1000:f0} MWh a year for {after.Value("investment") / 1e6:f2} M€, {after.Value("investment") / spared:f2} € for each kWh a year");
            return spared / after.Value("investment");
        }

        RunRecord Run(string name, string text)
        {
            File.WriteAllText(Path.Combine(_folder, $"{name}.yaml"), text);
            return runner.Run(runner.Read(Path.Combine(_folder, $"{name}.yaml")), Path.Combine(_folder, name), TinyTown.Silent, CancellationToken.None);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
