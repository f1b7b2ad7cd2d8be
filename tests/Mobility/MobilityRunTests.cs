using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Tests.Runs;

namespace TerritoryTwin.Tests.Mobility;

/// <summary>Runs with mobility on.</summary>
[Collection(nameof(TinyTown))]
public sealed class MobilityRunTests(TinyTown town)
{
    [Fact]
    public void A_run_has_what_the_catalogue_says_and_without_charging_leaves_all_else_as_it_was()
    {
        string folder = town.Fresh("mobility");
        File.WriteAllText(Path.Combine(folder, "moves.yaml"), "name: People move\nextends: baseline.yaml\nmobility: { on: true }\ncouplings: { charging: false }\n");
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        string results = Path.Combine(folder, "moves");
        RunRecord record = runner.Run(runner.Read(Path.Combine(folder, "moves.yaml")), results, TinyTown.Silent, CancellationToken.None);

        foreach (Table table in Simulation.Declared.Year.Tables.Where(t => t.Name is "buildings" or "roads"))
            Assert.All(table.Columns.Where(c => Simulation.Declared.ProcessOf.TryGetValue(c.Name, out string? p) && p == "mobility"), c => Assert.Contains(record.Columns, r => r.Table == table.Name && r.Name == c.Name));
        Assert.Equal(4, record.Indicators.Where(i => i.Year == 2028).Select(i => i.Name).Intersect(["trips", "car_share", "road_carbon", "travel_spending_poorest_third"]).Count());
        Assert.All(record.Balances, b => Assert.True(b.RelativeError <= b.Tolerance, $"{b.Name}: {b.RelativeError}"));
        Assert.Equal(2, record.Balances.Count(b => b.Name == "vehicles"));

        string[] before = File.ReadAllLines(Path.Combine(town["baseline"], "series.csv")), after = File.ReadAllLines(Path.Combine(results, "series.csv"));
        Assert.Equal(before.Length, after.Length);
        Assert.All(before.Zip(after), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public void Roads_of_a_year_are_written_with_their_ids()
    {
        string folder = town.Fresh("mobility-roads");
        File.WriteAllText(Path.Combine(folder, "moves.yaml"), "name: People move\nextends: baseline.yaml\nsimulate: [2028]\nmobility: { on: true }\noutputs: [{ table: roads }]\n");
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        string results = Path.Combine(folder, "moves");
        runner.Run(runner.Read(Path.Combine(folder, "moves.yaml")), results, TinyTown.Silent, CancellationToken.None);
        string[] rows = File.ReadAllLines(Path.Combine(results, "roads.csv"));
        Assert.StartsWith("id,name,road_length,vehicles_of_weekday", rows[0], StringComparison.Ordinal);
        // A town of 2,000 whose people make three trips a day by car or otherwise: some road carries a thousand vehicles.
        Assert.InRange(rows.Skip(1).Max(r => double.Parse(r.Split(',')[3], System.Globalization.CultureInfo.InvariantCulture)), 500, 20_000);
    }
}
