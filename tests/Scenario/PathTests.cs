using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Indicators;

namespace TerritoryTwin.Tests.Scenarios;

/// <summary>Values of sections that go by year.</summary>
public class PathTests
{
    private const string Prices = "simulate: [2026, 2038, 2050]\nprices:\n  electricity: 0.20 €/kWh in 2026, 0.32 €/kWh by 2038, 260 €/MWh by 2050\n  source: made up for a test\ncarbon:\n  gas: 227 gCO2e/kWh in 2030, 100 gCO2e/kWh by 2040\n";

    [Theory]
    [InlineData(2000, 1)]
    [InlineData(2026, 1)]
    [InlineData(2032, 2)]
    [InlineData(2038, 3)]
    [InlineData(2044, 2)]
    [InlineData(2050, 1)]
    [InlineData(2100, 1)]
    public void A_path_is_straight_between_its_levels_and_constant_beyond(int year, double value) => Assert.Equal(value, new ValuePath([(2026, 1), (2038, 3), (2050, 1)]).In(year), 1e-12);

    [Fact]
    public void Each_year_has_its_own_values_and_notes_tell_them()
    {
        using ScenarioFolder folder = new ScenarioFolder().Write("scenario.yaml", Baseline(Prices));
        Scenario scenario = ScenarioReader.Read(folder.PathOf("scenario.yaml"));
        Assert.Equal([0.2, 0.26, 0.32, 0.29, 0.26], new[] { 2026, 2032, 2038, 2044, 2050 }.Select(y => Math.Round(scenario.Parameters.In(y).Of<EnergyPrices>().Electricity, 12)));
        Assert.Equal([0.227, 0.1635, 0.1], new[] { 2026, 2035, 2050 }.Select(y => Math.Round(scenario.Parameters.In(y).Of<CarbonFactors>().Gas, 12)));
        Assert.Equal(new EnergyPrices().Gas, scenario.Parameters.In(2050).Of<EnergyPrices>().Gas);
        Assert.Contains("`prices.electricity` goes by year: 0.2 €/kWh in 2026, 0.32 €/kWh by 2038, 0.26 €/kWh by 2050 (source: made up for a test); simulated: 0.2 €/kWh in 2026, 0.32 €/kWh in 2038, 0.26 €/kWh in 2050", scenario.Notes);
        Assert.Contains(scenario.Notes, n => n.StartsWith("`carbon.gas`", StringComparison.Ordinal) && n.Contains("(no source is given)", StringComparison.Ordinal));
        Assert.Contains(scenario.Warnings, w => w.Contains("`carbon.gas` leads from 2030 to 2040, and 2050 is simulated: it takes 100 gCO2e/kWh", StringComparison.Ordinal));
        Assert.Equal("with today’s climate", scenario.Today);
        Assert.Contains("prices.electricity = 0.2 in 2026, 0.32 in 2038, 0.26 in 2050", scenario.Settings);
    }

    [Theory]
    [InlineData("0.2 €/kWh in 2026", "has one level, and a path leads from one to another")]
    [InlineData("0.2 €/kWh in 2026, 0.3 €/kWh", "`0.3 €/kWh` names no year")]
    [InlineData("0.2 €/kWh in 2040, 0.3 €/kWh by 2030", "`0.3 €/kWh by 2030` does not come after 2040")]
    [InlineData("0.2 €/kWh in 2026, 30 €/kWh by 2030", "`30 €/kWh` is more than 10 €/kWh")]
    [InlineData("0,2 €/kWh in 2026, 0,3 €/kWh by 2030", "holds a comma")]
    [InlineData("0.2 €/kWh in 2026, 0.3 by 2030", "`0.3` has no unit")]
    [InlineData("0.2 €/kWh in 2026, 0.3 €/kWh .. 0.4 €/kWh by 2030", "is a range, which a path cannot hold")]
    [InlineData("0.2 €/kWh in 26, 0.3 €/kWh by 30", "names no year")]
    public void What_is_no_path_is_refused(string path, string fault)
    {
        using ScenarioFolder folder = new ScenarioFolder().Write("scenario.yaml", Baseline($"prices:\n  electricity: {path}\n"));
        InputException e = Assert.Throws<InputException>(() => ScenarioReader.Read(folder.PathOf("scenario.yaml")));
        Assert.Contains(e.Faults, f => f.Contains("`prices.electricity` wants a price of energy", StringComparison.Ordinal) && f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void No_slider_moves_what_goes_by_year()
    {
        using ScenarioFolder folder = new ScenarioFolder().Write("plain.yaml", Baseline("")).Write("path.yaml", Baseline(Prices))
            .Write("asked.yaml", Baseline(Prices + "adjustable: [{ parameter: prices.electricity, from: 0.1 €/kWh, to: 0.5 €/kWh }]\n"));
        Assert.Contains(ScenarioVariant.Of(folder.PathOf("plain.yaml")).Adjustable, a => a.Parameter == "prices.electricity");
        Assert.DoesNotContain(ScenarioVariant.Of(folder.PathOf("path.yaml")).Adjustable, a => a.Parameter == "prices.electricity");
        InputException e = Assert.Throws<InputException>(() => ScenarioReader.Read(folder.PathOf("asked.yaml")));
        Assert.Contains(e.Faults, f => f.Contains("goes by year, so no slider can change it", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_pays_the_price_of_each_year_and_houses_its_people()
    {
        using ScenarioFolder folder = new();
        const string town = "name: Dear\nterritory: { generate: { inhabitants: 2000, seed: 12 } }\nweather: { zone: H2b, seed: 3 }\nyears: 2026-2050\nsimulate: [2026, 2050]\noutputs: [{ table: buildings }]\n";
        folder.Write("dear.yaml", town + "prices: { electricity: '0.20 €/kWh in 2026, 0.40 €/kWh by 2050' }\n").Write("full.yaml", town + "population: { inhabitants: '100 % in 2026, 120 % by 2050' }\n");
        RunRecord dear = Run("dear"), full = Run("full");
        Assert.Equal(Of(full, "bill", 2026), Of(dear, "bill", 2026));
        Assert.Equal(Of(dear, "energy_bought", 2026), Of(dear, "energy_bought", 2050), 0.005 * Of(dear, "energy_bought", 2026));       // other weekdays
        Assert.InRange(Of(dear, "bill", 2050) / Of(dear, "bill", 2026), 1.2, 2);
        Assert.InRange(HotWater(full, "full") / HotWater(dear, "dear"), 1.1, 1.2001);                                           // homes by 1.2, others not
        Assert.True(Of(full, "heating_need", 2050) < Of(dear, "heating_need", 2050));                                           // people warm their rooms
        Assert.Equal(["climate", "carbon"], dear.AsToday);
        Assert.Contains(dear.Notes, n => n.StartsWith("`prices.electricity` goes by year", StringComparison.Ordinal));

        RunRecord Run(string name)
        {
            using HostDevice device = new(2);
            using ScenarioRunner runner = new(device);
            return runner.Run(runner.Read(folder.PathOf(name + ".yaml")), folder.PathOf(name), (_, _) => { }, default);
        }

        double HotWater(RunRecord record, string name) => ResultReader.Table(folder.PathOf(name), record, "buildings").Numbers("energy_hot_water").Sum();

        static double Of(RunRecord record, string indicator, int year) => record.Indicators.Single(i => i.Name == indicator && i.Year == year).Value;
    }

    private static string Baseline(string more) => ScenarioFolder.Baseline + more;
}
