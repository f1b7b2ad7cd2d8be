using TerritoryTwin.Indicators;
using TerritoryTwin.Tests.Buildings;

namespace TerritoryTwin.Tests.Indicators;

public class EnergyClassTests
{
    [Theory]
    [InlineData("inférieur à 400m", 100), InlineData("supérieur à 800m", 900)]
    public void A_home_gets_the_letter_of_the_official_limits(string altitude, double ground)
    {
        double[] energy = Limits("dpe_class_limit.csv", altitude), gas = Limits("ges_class_limit.csv", altitude);
        for (int letter = 0; letter < 6; letter++)
        {
            Assert.Equal((char)('A' + letter), EnergyClass.Of(energy[letter] - 0.1, 0, ground));
            Assert.Equal((char)('B' + letter), EnergyClass.Of(energy[letter], 0, ground));
            Assert.Equal((char)('A' + letter), EnergyClass.Of(0, gas[letter] - 0.1, ground));
            Assert.Equal((char)('B' + letter), EnergyClass.Of(0, gas[letter], ground));
        }
    }

    [Fact]
    public void The_worse_of_energy_and_greenhouse_gas_decides()
    {
        Assert.Equal('G', EnergyClass.Of(60, 120, 0));
        Assert.Equal('F', EnergyClass.Of(400, 5, 0));
    }

    private static double[] Limits(string file, string altitude)
    {
        List<Dictionary<string, string>> rows = Csv.Texts(SharedData.Data("buildings-fr/3cl-dpe/" + file));
        Dictionary<string, string> low = rows.Single(r => r["altitude_class"] == "inférieur à 400m" && r["living_area_m2"] == "40");
        Dictionary<string, string> own = rows.Single(r => r["altitude_class"] == altitude && r["living_area_m2"] == "40");
        return [.. "ABCDEF".Select(c => double.Parse(own[$"{c}"].Length > 0 ? own[$"{c}"] : low[$"{c}"]))];
    }
}
