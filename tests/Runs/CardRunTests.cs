using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Tests.Compute;
using TerritoryTwin.Tests.Measures;

namespace TerritoryTwin.Tests.Runs;

/// <summary>Whole runs on a card.</summary>
[Collection(nameof(TinyTown))]
public sealed class CardRunTests(TinyTown town)
{
    [Fact]
    public void A_card_gives_every_hour_the_bits_of_the_host_and_keeps_its_fields()
    {
        Card[] cards = [.. CardTests.Usable().Where(CardTests.GivesBitsOfHost)];
        Assert.SkipWhen(cards.Length == 0, "no card here has to give the bits of the host");
        foreach (Card card in cards)
        {
            using HostDevice host = new(2);
            using IlgpuDevice device = new(card);
            using Town here = new(town["baseline.yaml"], host), there = new(town["baseline.yaml"], device);
            for (int hour = 0; hour < 72; hour++)
            {
                here.Simulation.Step();
                long before = device.FloatsRead;
                there.Simulation.Step();
                if (hour % 24 != 23) Assert.Equal(before, device.FloatsRead);              // the sums of a day are fetched after its last hour
                foreach ((Field ours, Field theirs) in Fields(here.Simulation).Zip(Fields(there.Simulation)))
                    EveryKernelTests.AssertSameBits(ours.ToArray(), theirs.ToArray(), $"{ours.Name} of hour {hour} on {card.Title}");
            }
            foreach ((double[] ours, double[] theirs) in here.Simulation.Buildings.Series.Snapshot().Zip(there.Simulation.Buildings.Series.Snapshot())) Assert.Equal(ours, theirs);
        }
    }

    [Fact]
    public void Two_simulations_share_a_card()
    {
        foreach (Card card in CardTests.Usable())
        {
            using IlgpuDevice device = new(card);
            using Town one = new(town["baseline.yaml"], device), other = new(town["baseline.yaml"], device);
            Parallel.Invoke(() => Steps(one), () => Steps(other));
            foreach ((Field a, Field b) in Fields(one.Simulation).Zip(Fields(other.Simulation))) EveryKernelTests.AssertSameBits(a.ToArray(), b.ToArray(), $"{a.Name} on {card.Title}");
        }

        static void Steps(Town stepped)
        {
            for (int hour = 0; hour < 36; hour++) stepped.Simulation.Step();
        }
    }

    [Fact]
    public void A_card_agrees_with_the_host_on_every_indicator()
    {
        string folder = town.Fresh("card");
        File.WriteAllText(Path.Combine(folder, "last.yaml"), "name: Last year\nextends: baseline.yaml\nsimulate: [2030]\noutputs: [{ table: buildings }]\n");
        foreach (Card card in CardTests.Usable())
        {
            using IlgpuDevice device = new(card);
            using ScenarioRunner runner = new(device);
            RunRecord record = runner.Run(runner.Read(Path.Combine(folder, "last.yaml")), Path.Combine(folder, "out"), TinyTown.Silent, CancellationToken.None);
            // A card that divides exactly gives the bits of the host. Others round otherwise: sums of a year agree to 1e-4; counted hours and shares move with buildings at a limit.
            foreach (Indicator host in town.BaselineRecord.Indicators.Where(i => i.Year == 2030))
            {
                double tolerance = CardTests.GivesBitsOfHost(card) ? 0 : host.Unit is "h" ? 0.1 + 0.01 * Math.Abs(host.Value) : host.Unit is "1" ? 2e-3 : 1e-4 * Math.Abs(host.Value) + 1e-6;
                Assert.True(Math.Abs(host.Value - record.Value(host.Name)) <= tolerance || double.IsNaN(host.Value) && double.IsNaN(record.Value(host.Name)), $"{host.Name}: {host.Value} on the host, {record.Value(host.Name)} on {card.Title}");
            }
        }
    }

    /// <summary>All that is carried, summed and shown.</summary>
    private static IEnumerable<Field> Fields(Simulation simulation) =>
        simulation.Processes.SelectMany(p => (IEnumerable<Field>)[.. p.State, .. p.Totals.SelectMany(t => t.Fields), .. p.Shown.Select(s => s.Field)]);

    /// <summary>A town with panels on every third roof segment.</summary>
    private sealed class Town : IDisposable
    {
        private readonly Stage _stage;

        public Town(string scenario, Device device)
        {
            using ScenarioRunner runner = new(device);
            _stage = Stage.Set(runner.Read(scenario), new LastTerritory(), device, cache: null, new Stopwatches());
            Territory panels = _stage.Territory.WithPanels(_stage.Shapes, segment => segment % 3 == 0 ? 2 + segment % 5 : 0);
            Simulation = new(_stage.With(panels).SetupOf(2050));
            Simulation.WarmUp();
        }

        public Simulation Simulation { get; }

        public void Dispose()
        {
            Simulation.Dispose();
            _stage.Dispose();
        }
    }
}
