using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Tests.Cli;
using TerritoryTwin.Tests.Scenarios;

namespace TerritoryTwin.Tests.Heat;

/// <summary>A run with street heat, from its scenario to an hour of a cell explained.</summary>
[Collection(nameof(ConsoleText))]
public sealed class ExplainedCellTests
{
    [Fact]
    public void An_hour_of_a_cell_sums_to_nothing_and_notes_tell_by_which_rules_cells_were_filled()
    {
        using ScenarioFolder folder = new ScenarioFolder().Write("hot.yaml",
            "name: Hot\nterritory: { generate: { inhabitants: 2000, seed: 12 } }\nweather: { zone: H2b, seed: 3, heat_wave: paris2003 }\nheat: { on: true }\ncells: 100 m\noutputs: [{ table: buildings }]\n");
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        RunRecord record = runner.Run(runner.Read(folder.PathOf("hot.yaml")), folder.PathOf("hot"), (_, _) => { }, default);
        Assert.Contains(record.Notes, n => n.StartsWith("street heat, ", StringComparison.Ordinal));
        Assert.All(record.Balances, b => Assert.True(b.RelativeError <= b.Tolerance, b.Name));
        Assert.InRange(record.Value("strong_heat_stress"), 20, 800);

        using Explainer explainer = Explainer.Of(record, device, cache: null);
        explainer.StepTo(24 * 215 + 23);                                                            // the last hour of a day: sums of the day go to the year
        Grid cells = explainer.Cells;
        int cell = cells.PlaceOf(explainer.Territory.Buildings[10]);
        Explanation street = Assert.Single(explainer.Explain(Layer.Ground, cell));
        double most = street.Terms.Max(t => Math.Abs(t.Value));
        Assert.True(most > 10);
        Assert.InRange(Math.Abs(street.Terms.Sum(t => t.Value)), 0, 2e-2);                          // sums of a summer in float pairs and a day in float, near 4,000 Wh/m²

        Assert.Equal(3, street.Sensitivities.Count);
        Assert.All(street.Sensitivities, s => Assert.InRange(Math.Abs(s.Change), 1e-3, 10));
        (int code, string said, _) = ConsoleText.Run("explain", folder.PathOf("hot"), "--cell", FormattableString.Invariant($"{cells.X(cell % cells.Columns)},{cells.Y(cell / cells.Columns)}"), "--hour", "08-04T15", "--lang", "fr");
        Assert.Equal(0, code);
        Assert.Contains("Air de la rue", said, StringComparison.Ordinal);
        Assert.Contains("Évaporation", said, StringComparison.Ordinal);
        Assert.Contains("Ce qui compte le plus", said, StringComparison.Ordinal);

        Assert.Contains("another one", Assert.Throws<InputException>(() => Explainer.Of(record with { TerritorySource = record.TerritorySource with { Sha256 = "00" } }, device, cache: null)).Message, StringComparison.Ordinal);
        Assert.Contains("was run by version 0.1", Assert.Throws<InputException>(() => Explainer.Of(record with { Engine = "0.1" }, device, cache: null)).Message, StringComparison.Ordinal);
        string weather = folder.PathOf("town.epw");
        InputException changed = Assert.Throws<InputException>(() => Explainer.Of(record with { Inputs = [.. record.Inputs, new(weather, "00"), new(folder.PathOf("hot.yaml"), "00")] }, device, cache: null));
        Assert.Equal(2, changed.Faults.Count);
        Assert.Contains("town.epw is gone", changed.Faults[0], StringComparison.Ordinal);
        Assert.Contains("hot.yaml has changed", changed.Faults[1], StringComparison.Ordinal);
        (int refused, _, string fault) = ConsoleText.Run("explain", folder.PathOf("hot"), "--cell", "NaN,NaN", "--hour", "08-04T15");
        Assert.Equal(2, refused);
        Assert.Contains("is no point", fault, StringComparison.Ordinal);
    }
}
