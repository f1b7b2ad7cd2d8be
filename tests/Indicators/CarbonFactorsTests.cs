using TerritoryTwin.Indicators;

namespace TerritoryTwin.Tests.Indicators;

public class CarbonFactorsTests
{
    [Fact]
    public void Grid_electricity_has_one_factor_or_those_of_the_months_or_of_the_hours()
    {
        Assert.Equal(0.052, new CarbonFactors().GridAt(5000));
        CarbonFactors months = new() { Grid = [.. Enumerable.Range(1, 12).Select(m => (double)m)] };
        Assert.Equal(1, months.GridAt(0));
        Assert.Equal(1, months.GridAt(31 * 24 - 1));
        Assert.Equal(2, months.GridAt(31 * 24));
        Assert.Equal(12, months.GridAt(8759));
        Assert.Equal(1, months.GridAt(8760));
        CarbonFactors hours = new() { Grid = [.. Enumerable.Range(0, 8760).Select(h => (double)h)] };
        Assert.Equal(1234, hours.GridAt(1234));
        Assert.Throws<ArgumentException>(() => new CarbonFactors { Grid = [1, 2] }.GridAt(0));
    }

    [Fact]
    public void The_defaults_are_those_of_the_label()
    {
        foreach (Dictionary<string, string> row in Buildings.Csv.Texts(SharedData.Data("buildings-fr/3cl-dpe/ghg_and_primary_factors.csv")))
        {
            CarbonFactors factors = new();
            double? ours = row["energy"] switch
            {
                "gaz naturel" => factors.Gas,
                "fioul domestique" => factors.Oil,
                "bois – bûches" => factors.Wood,
                "électricité chauffage" => factors.ElectricHeating,
                "électricité eau chaude sanitaire" => factors.ElectricHotWater,
                "électricité refroidissement" => factors.ElectricCooling,
                "électricité auxiliaires" => factors.OtherElectricity,
                _ => null,
            };
            if (ours is { } value) Assert.Equal(double.Parse(row["kgCO2e_per_kWh_final"]), value);
        }
    }
}
