using System.Globalization;
using TerritoryTwin.Indicators;
using TerritoryTwin.Tests.Buildings;

namespace TerritoryTwin.Tests.Indicators;

public class LabelRulesTests
{
    private static readonly LabelRules First = LabelRules.InForce(new(2022, 1, 1));

    [Theory]
    [InlineData("inférieur à 400m", 100), InlineData("400-800m", 600), InlineData("supérieur à 800m", 900)]
    public void A_home_gets_the_letter_of_the_official_limits_of_its_area(string altitude, double ground)
    {
        for (int area = 3; area <= 120; area++)
        {
            Check(LabelRules.Today, area, Math.Min(area, 40));
            Check(First, area, 40);                                      // one row for all homes until June 2024
        }

        void Check(LabelRules rules, double area, int row)
        {
            double[] energy = Limits("dpe_class_limit.csv", altitude, row), gas = Limits("ges_class_limit.csv", altitude, row);
            for (int letter = 0; letter < 6; letter++)
            {
                Assert.Equal((char)('A' + letter), rules.Letter(energy[letter] - 0.1, 0, area, ground));
                Assert.Equal((char)('B' + letter), rules.Letter(energy[letter], 0, area, ground));
                Assert.Equal((char)('A' + letter), rules.Letter(0, gas[letter] - 0.1, area, ground));
                Assert.Equal((char)('B' + letter), rules.Letter(0, gas[letter], area, ground));
            }
        }
    }

    /// <summary>Official labels of both sides of July 2024, their days unknown: each has the letter of one of the two rules, by primary energy and greenhouse gas as they state them.</summary>
    [Fact]
    public void Official_labels_have_the_letter_of_the_rules_before_or_after_July_2024()
    {
        int cases = 0, small = 0;
        foreach (Dictionary<string, string> row in Csv.Texts(SharedData.Data("buildings-fr/dpe-cases/dpe_cases_summary.csv")))
        {
            if (row["energy_class"].Length == 0 || !Number("living_area_m2", out double area) || !Number("primary_kWh_m2", out double primary) || !Number("ghg_kg_m2", out double carbon)) continue;
            double ground = row["altitude_class"] switch { "inférieur à 400m" => 100, "400-800m" => 600, _ => 900 };
            Assert.Contains(row["energy_class"][0], new[] { First.Letter(primary, carbon, area, ground), LabelRules.Today.Letter(primary, carbon, area, ground) });
            cases++;
            if (area < 40) small++;

            bool Number(string column, out double value) => double.TryParse(row[column], CultureInfo.InvariantCulture, out value);
        }
        Assert.Equal((218, 29), (cases, small));
    }

    [Fact]
    public void Each_rule_holds_from_its_day_on()
    {
        Assert.Equal((2.3, 2.3, 1.9), (First.PrimaryElectricity, LabelRules.InForce(new(2025, 12, 31)).PrimaryElectricity, LabelRules.Today.PrimaryElectricity));
        Assert.Equal(('G', 'F'), (LabelRules.InForce(new(2024, 6, 30)).Letter(450, 0, 20, 0), LabelRules.InForce(new(2024, 7, 1)).Letter(450, 0, 20, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelRules.InForce(new(2021, 6, 30)));
    }

    [Fact]
    public void Limits_go_by_the_whole_square_metre()
    {
        Assert.Equal(('E', 'F'), (LabelRules.Today.Letter(331, 0, 39.49, 0), LabelRules.Today.Letter(331, 0, 39.51, 0)));
        Assert.Equal('G', LabelRules.Today.Letter(740, 0, 2, 0));
    }

    [Fact]
    public void The_worse_of_energy_and_greenhouse_gas_decides()
    {
        Assert.Equal('G', LabelRules.Today.Letter(60, 120, 70, 0));
        Assert.Equal('F', LabelRules.Today.Letter(400, 5, 70, 0));
    }

    private static double[] Limits(string file, string altitude, int area)
    {
        List<Dictionary<string, string>> rows = Csv.Texts(SharedData.Data("buildings-fr/3cl-dpe/" + file));
        Dictionary<string, string> low = Row("inférieur à 400m"), own = Row(altitude);
        return [.. "ABCDEF".Select(c => double.Parse(own[$"{c}"].Length > 0 ? own[$"{c}"] : low[$"{c}"], CultureInfo.InvariantCulture))];

        Dictionary<string, string> Row(string at) => rows.Single(r => r["altitude_class"] == at && r["living_area_m2"] == $"{area}");
    }
}
