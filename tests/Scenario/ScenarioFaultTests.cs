using TerritoryTwin.Core;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Tests.Scenarios;

public class ScenarioFaultTests
{
    [Theory]
    [InlineData("measures:\n  - renovate: { to: bbc_renovation, share: 60 }\n", "scenario.yaml(6,44): `measures[0].renovate.share` wants a percentage such as `60 %`; `60` has no unit (known: %).")]
    [InlineData("measures:\n  - renovate: { to: bbc_renovation, share: 101 % }\n", "scenario.yaml(6,44): `measures[0].renovate.share` wants a percentage such as `60 %`; `101 %` is more than 100 %.")]
    [InlineData("measures:\n  - renovate: { share: 10 % }\n", "scenario.yaml(6,15): `measures[0].renovate` lacks `to`: Name of the package of works. Parts")]
    [InlineData("measures:\n  - renovate: { to: bbc }\n", "scenario.yaml(6,21): `measures[0].renovate.to` wants one of bbc_renovation, light_renovation, windows, wall_insulation, roof_insulation, floor_insulation; found `bbc`")]
    [InlineData("measures:\n  - solar: { years: 2020-2030 }\n", "scenario.yaml(6,21): `measures[0].solar.years` leaves the years of the scenario, 2026-2050.")]
    [InlineData("measures:\n  - solar: { where: \"roof_ara > 3 m2\" }\n", "scenario.yaml(6,22): `measures[0].solar.where` cannot be read: `roof_ara` is not an attribute of buildings. Did you mean `roof_area`?")]
    [InlineData("measures:\n  - solar: { where: \"\" }\n", "scenario.yaml(6,21): `measures[0].solar.where` wants a text of 1 to 1048576 characters; found 0 characters.")]
    [InlineData("measures:\n  - solar: {}\n    renovate: { to: bbc_renovation }\n", "scenario.yaml(6,5): `measures[0]` wants exactly one of `renovate`, `solar`, `battery`, `cool_roofs`, `green_roofs`, `limit_cooling`, `cooling`, `set_back`, `heating`, `plant_trees`, `unseal`, `water`, `shade`, `telework`, `electric_cars`, `parking_price`, `speed_limit`, `close_streets`, `cycle_tracks`, `bus_line`, `services_closer` and `car_sharing`")]
    [InlineData("measures:\n  - {}\n", "scenario.yaml(6,5): `measures[0]` wants exactly one of `renovate`, `solar`, `battery`, `cool_roofs`, `green_roofs`, `limit_cooling`, `cooling`, `set_back`, `heating`, `plant_trees`, `unseal`, `water`, `shade`, `telework`, `electric_cars`, `parking_price`, `speed_limit`, `close_streets`, `cycle_tracks`, `bus_line`, `services_closer` and `car_sharing`")]
    [InlineData("measures:\n  - { turbines: 3 }\n", "scenario.yaml(6,5): `measures[0]` wants exactly one of `renovate`, `solar`, `battery`, `cool_roofs`, `green_roofs`, `limit_cooling`, `cooling`, `set_back`, `heating`, `plant_trees`, `unseal`, `water`, `shade`, `telework`, `electric_cars`, `parking_price`, `speed_limit`, `close_streets`, `cycle_tracks`, `bus_line`, `services_closer` and `car_sharing`")]
    [InlineData("measures:\n  - services_closer: { service: shop, number: 0 }\n", "scenario.yaml(6,47): `measures[0].services_closer.number` wants a whole number from 1 to 1000; found `0`.")]
    [InlineData("measures:\n  - services_closer: { service: pub, number: 1 }\n", "scenario.yaml(6,33): `measures[0].services_closer.service` wants one of shop, school, health, leisure; found `pub`")]
    [InlineData("measures: 3\n", "scenario.yaml(5,11): `measures` wants a list; found `3`.")]
    [InlineData("simulate: [2060]\n", "scenario.yaml(5,11): `simulate` names 2060, which is outside `years: 2026-2050`.")]
    [InlineData("simulate: []\n", "scenario.yaml(5,11): `simulate` names no year")]
    [InlineData("budget: -3 M€\n", "scenario.yaml(5,9): `budget` wants an amount of money such as `40 M€`; `-3 M€` is less than 0 €.")]
    [InlineData("budget: 3 kWh\n", "scenario.yaml(5,9): `budget` wants an amount of money such as `40 M€`; the unit of `3 kWh` is not one of €, k€, M€ or EUR.")]
    [InlineData("outputs:\n  - { grid: ../../etc/x.nc }\n", "scenario.yaml(6,13): `../../etc/x.nc` cannot be the name of a result")]
    [InlineData("outputs:\n  - { grid: x.nc, map: y.png }\n", "scenario.yaml(6,5): an output wants exactly one of `table`, `grid`, `map`, `comfort` and `points`.")]
    [InlineData("outputs:\n  - { points: p.csv, places: [{ name: far, x: 0, y: 0 }, { name: far, x: 1, y: 1 }], fields: [electricity] }\n", "scenario.yaml(6,58): the place `far` stands twice; give each a name of its own.")]
    [InlineData("outputs:\n  - { points: p.csv, places: [{ name: far, x: 0, y: 0 }], fields: [label] }\n", "scenario.yaml(6,68): `label` is not a field of points by the hour.")]
    [InlineData("outputs:\n  - { points: p.csv, fields: [electricity] }\n", "scenario.yaml(6,5): points want `places`")]
    [InlineData("adjustable:\n  - { parameter: bugdet, from: 1 M€, to: 2 M€ }\n", "scenario.yaml(6,18): `bugdet` is not a value of this scenario: `bugdet`. Did you mean `budget`?")]
    [InlineData("budget: 5 M€\nadjustable:\n  - { parameter: budget, from: 1 M€, to: 2 M€ }\n", "scenario.yaml(7,32): the slider of `budget` leaves out its value in the scenario, 5000000 €.")]
    [InlineData("behaviour: { rebound: 15 °C }\n", "scenario.yaml(5,23): `behaviour.rebound` wants a percentage such as `60 %`; the unit of `15 °C` is not one of %.")]
    [InlineData("extends: nowhere.yaml\n", "scenario.yaml(5,10): `extends` names nowhere.yaml, which does not exist.")]
    [InlineData("couplings: { heat: true }\n", "scenario.yaml(5,14): `heat` is not a key of `couplings`.")]
    public void A_fault_of_a_scenario_says_where_and_why(string added, string expected) =>
        Assert.Contains(ScenarioFolder.FaultsOf(ScenarioFolder.Baseline + added), f => f.StartsWith(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("name: A\nweather: { zone: H2c }\n", "lacks `territory`")]
    [InlineData("name: A\nterritory: { generate: { inhabitants: 8000 } }\n", "lacks `weather`")]
    [InlineData("territory: { generate: { inhabitants: 8000 } }\nweather: { zone: H2c }\n", "lacks `name`")]
    [InlineData("name: A\nterritory: nowhere\nweather: { zone: H2c }\n", "(2,12): the territory nowhere does not exist")]
    [InlineData("name: A\nterritory: { generate: { inhabitants: 800 } }\nweather: { zone: H2c }\n", "wants a whole number from 2000 to 500000; found `800`")]
    [InlineData("name: A\nterritory: { generate: { inhabitants: 8000 } }\nweather: nowhere.epw\n", "(3,10): the weather file nowhere.epw does not exist")]
    [InlineData("name: A\nterritory: { generate: { inhabitants: 8000 } }\nweather: { zone: H2c, epw: x.epw }\n", "`weather` wants exactly one of `epw` and `zone`")]
    [InlineData("name: A\nterritory: { generate: { inhabitants: 8000 } }\nweather: { zone: H9 }\n", "`weather.zone` wants one of H1a, H1b")]
    public void A_scenario_needs_a_place_and_a_weather(string text, string expected) =>
        Assert.Contains(ScenarioFolder.FaultsOf(text), f => f.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void A_rebound_without_renovation_is_pointed_out()
    {
        Scenario scenario = ScenarioFolder.ReadText(ScenarioFolder.Baseline + "behaviour: { rebound: 15 % }\n");
        Assert.Contains("`behaviour.rebound` has no effect", Assert.Single(scenario.Warnings));
    }

    [Fact]
    public void A_scenario_of_megabytes_is_refused_in_a_few_lines()
    {
        using ScenarioFolder folder = new ScenarioFolder().Write("baseline.yaml", ScenarioFolder.Baseline);
        folder.Write("scenario.yaml", "name: A\nextends: baseline.yaml\n" + string.Concat(Enumerable.Range(0, 20_000).Select(n => $"key{n}: {n}\n")));
        Assert.Equal(201, folder.Faults().Count);
        folder.Write("scenario.yaml", "name: A\nextends: baseline.yaml\nmeasures: [" + string.Concat(Enumerable.Repeat("{solar: {}},", 20_000)) + "]\n");
        Assert.Contains("`measures` has 20000 entries; at most 1000 are read.", Assert.Single(folder.Faults()));
        folder.Write("scenario.yaml", new string('a', 11_000_000));
        Assert.Contains("is too large; a YAML file has at most 4 MiB", Assert.Single(folder.Faults()));
    }

    [Fact]
    public void A_damaged_scenario_is_read_or_refused_and_nothing_else()
    {
        string whole = ScenarioFolder.Baseline + """
            budget: 40 M€
            simulate: [2030, 2050]
            measures:
              - renovate: { where: "built < 1975 and use = dwelling", to: bbc_renovation, share: 60 %, years: 2026-2035, order: worst_first }
              - solar: { where: "roof_area >= 100 m2", fill: 70 %, years: 2030-2035 }
            behaviour: { rebound: 15 % .. 30 %, heating_set_point: 19 °C, prebound: false }
            outputs: [{ table: buildings, fields: [heating_need, bill] }, { map: need.png }]
            adjustable: [{ parameter: "measures[0].renovate.share", from: 0 %, to: 100 % }]
            """;
        using ScenarioFolder folder = new();
        folder.Write("scenario.yaml", whole).Read();
        string[] pieces = ["", " ", "\n", ":", "- ", "[", "]", "{", "}", "\"", "'", "%", "&a ", "*a", "!!x ", "..", "NaN", ".inf", "-1", "1e400", "é", "\t", "#", "|", ">", "~", "999999999999999999999", "extends: scenario.yaml\n"];
        for (int n = 0; n < 300; n++)
        {
            RandomStream random = new(11, "damage", n);
            string text = whole;
            for (int hit = 1 + random.Below(3); hit > 0; hit--)
            {
                int at = random.Below(text.Length), length = Math.Min(random.Below(6), text.Length - at);
                text = text.Remove(at, length).Insert(at, pieces[random.Below(pieces.Length)]);
            }
            try
            {
                Assert.NotNull(folder.Write("scenario.yaml", text).Read());
            }
            catch (InputException e)
            {
                Assert.NotEmpty(e.Faults);
            }
        }
    }
}
