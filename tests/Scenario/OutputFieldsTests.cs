using TerritoryTwin.Buildings;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Indicators;

namespace TerritoryTwin.Tests.Scenarios;

public sealed class OutputFieldsTests
{
    [Theory]
    [InlineData("[{ table: buildings, fields: [heating_ned] }]", "scenario.yaml(5,40): `heating_ned` is not a field of the table `buildings`. Did you mean `heating_need`? docs/results.md lists all.")]
    [InlineData("[{ table: series, fields: [built] }]", "scenario.yaml(5,37): `built` is not a field of the table `series`. Known: `charging`, `cooling_need`,")]
    [InlineData("[{ grid: a.nc, fields: [pv, use] }]", "scenario.yaml(5,38): `use` is a text, which a grid cannot show; choose a column of numbers.")]
    [InlineData("[{ map: a.png, fields: [label_class] }]", "scenario.yaml(5,34): `label_class` is a text, which a map cannot show; choose a column of numbers.")]
    [InlineData("[{ map: a.png, fields: [pv, bill] }]", "scenario.yaml(5,38): a map shows one field; give each other field a map of its own.")]
    [InlineData("[{ grid: a.nc, fields: [pv, pv] }]", "scenario.yaml(5,38): `pv` stands twice; name each field once.")]
    [InlineData("[{ grid: a.nc, fields: [] }]", "scenario.yaml(5,33): `fields` names none; write one, or remove the key for all.")]
    [InlineData("[{ grid: a.nc }, { grid: A.nc }]", "scenario.yaml(5,27): the output `A.nc` stands twice; give each a name of its own.")]
    [InlineData("[{ table: series }, { table: series }]", "scenario.yaml(5,30): the output `series` stands twice; put all its fields into one.")]
    [InlineData("[{ grid: ../a.nc }]", "`../a.nc` cannot be the name of a result")]
    [InlineData("[{ map: a.jpg }]", "`a.jpg` cannot be the name of a result; expected at most 100 letters, digits, `-` and `_`, and `.png` or `.pdf` or `.svg` at the end")]
    public void What_results_cannot_have_is_a_fault_before_the_run(string outputs, string fault) =>
        Assert.Contains(fault, Assert.Single(ScenarioFolder.FaultsOf(ScenarioFolder.Baseline + $"outputs: {outputs}\n")), StringComparison.Ordinal);

    [Fact]
    public void Fields_that_results_have_are_taken()
    {
        Scenario scenario = ScenarioFolder.ReadText(ScenarioFolder.Baseline + "outputs: [{ table: series, fields: [pv] }, { grid: a.nc, fields: [sky_view_factor, wall_u] }, { map: a.png, fields: [roof_irradiation] }]\n");
        Assert.Equal(["sky_view_factor", "wall_u"], scenario.Outputs[1].Fields);
    }

    [Fact]
    public void What_a_scenario_leaves_out_is_what_the_engine_takes_and_is_told()
    {
        Scenario scenario = ScenarioFolder.ReadText(ScenarioFolder.Baseline);
        Assert.Equal(new EnergyPrices(), scenario.Parameters.In(2050).Of<EnergyPrices>());
        Assert.Equal(new Behaviour(), scenario.Parameters.In(2050).Of<Behaviour>());
        CarbonFactors carbon = scenario.Parameters.In(2050).Of<CarbonFactors>();
        Assert.Equal([0.079, 0.065, 0.064, 0.064], [carbon.ElectricHeating, carbon.ElectricHotWater, carbon.ElectricCooling, carbon.OtherElectricity]);
        Assert.Equal(new Behaviour().HeatingSetPoint, new SetPoints().Present);
        foreach (string told in new[] { "prices.gas: 0.115 €/kWh", "carbon.oil: 324 gCO2e/kWh", "behaviour.rebound: 20 %", "carbon.electricity: 79 gCO2e/kWh for heating, 65 for hot water, 64 for all else" })
            Assert.Contains(told, scenario.Defaults);
        Assert.Empty(scenario.Warnings);
    }
}
