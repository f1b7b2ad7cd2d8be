using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Heat;
using TerritoryTwin.Tests.Measures;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Runs;

[Collection(nameof(TinyTown))]
public sealed class EnsembleTests(TinyTown town)
{
    private const int Members = 8, Days = 12;

    [Fact]
    public void An_ensemble_of_eight_members_equals_eight_runs_to_the_bit()
    {
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        using Stage stage = Stage.Set(runner.Read(town["baseline.yaml"]), new LastTerritory(), device, cache: null, new Stopwatches());
        WeatherYear[] weather = [.. Enumerable.Range(1, Members).Select(seed => WeatherGenerator.Generate(MonthlyNormals.Zone("H2b"), (ulong)seed))];
        BuildingsParameters[] parameters = [.. Enumerable.Range(0, Members).Select(m => BuildingsParameters.Default with
        {
            Behaviour = new() { HeatingSetPoint = 18 + 0.5 * m, CoolingSetPoint = 24 + 0.5 * m }, Carbon = BuildingsParameters.Default.Carbon with { Grid = [0.02 + 0.01 * m] },
        })];
        Setup setup = stage.With(stage.Territory.WithPanels(stage.Shapes, segment => segment % 3 == 0 ? 3 : 0)).SetupOf(2030);
        using Simulation together = Run(setup with { Weather = weather, BuildingsParameters = parameters, Members = Members });
        for (int member = 0; member < Members; member++)
        {
            using Simulation alone = Run(setup with { Weather = [weather[member]], BuildingsParameters = [parameters[member]] });
            RequireSame(alone, together, member);
        }
        Assert.NotEqual(together.Year(0).Series.Numbers("heating_need"), together.Year(1).Series.Numbers("heating_need"));
    }

    [Fact]
    public void Members_with_works_of_their_own_equal_runs_of_each_to_the_bit()
    {
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        Scenario bare = runner.Read(town["baseline.yaml"]), renovated = runner.Read(town["renovated.yaml"]);
        using Stage stage = Stage.Set(bare, new LastTerritory(), device, cache: null, new Stopwatches());
        Scenario[] scenarios = [bare, renovated, renovated with { Measures = [renovated.Measures[0]] }, renovated with { Measures = [renovated.Measures[1]] }, renovated with { Budget = new(2e6) }];
        Setup[] each = [.. scenarios.Select(s => stage.In(2030, s, ScenarioRunner.Plan(s, stage)).SetupOf(2030, s))];
        using Simulation together = Run(each[0] with { Territories = [.. each.Select(s => s.Territory)], Members = each.Length });
        for (int member = 0; member < each.Length; member++)
        {
            using Simulation alone = Run(each[member]);
            RequireSame(alone, together, member);
        }
        Assert.NotEqual(together.Year(1).Series.Numbers("pv"), together.Year(4).Series.Numbers("pv"));
        Territory other = each[1].Territory with { Buildings = [.. each[1].Territory.Buildings.Select(b => b with { Heating = b.Heating with { Value = HeatingSystem.WoodBoiler } })] };
        Assert.Throws<ArgumentException>(() => new Simulation(each[0] with { Territories = [each[0].Territory, other], Members = 2 }));
        Assert.Throws<ArgumentException>(() => new Simulation(each[0] with { Territories = [each[0].Territory, each[1].Territory], Members = 2, Parameters = ParameterSet.Default.With(new HeatParameters { On = true }) }));
    }

    private static void RequireSame(Simulation alone, Simulation together, int member)
    {
        YearTables expected = alone.Year(), found = together.Year(member);
        foreach ((Column a, Column b) in expected.Buildings.Columns.Concat(expected.Series.Columns).Zip(found.Buildings.Columns.Concat(found.Series.Columns)))
        {
            if (a is NumberColumn number) Assert.True(number.Values.AsSpan().SequenceEqual(((NumberColumn)b).Values), $"{a.Name} of member {member}");
            else Assert.Equal(((TextColumn)a).Values, ((TextColumn)b).Values);
        }
        Assert.Equal(alone.Balances().ToArray(), together.Balances(member).ToArray());
        Assert.All(together.Balances(member), b => Assert.True(b.Closes, $"{b}"));
        Assert.Equal(alone.Indicators(expected).ToArray(), together.Indicators(found).ToArray());
    }

    [Fact]
    public void Streets_of_an_ensemble_under_calm_and_gale_equal_two_runs_to_the_bit()
    {
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        using Stage stage = Stage.Set(runner.Read(town["baseline.yaml"]), new LastTerritory(), device, cache: null, new Stopwatches());
        WeatherYear calm = WeatherGenerator.Generate(MonthlyNormals.Zone("H2b"), 1), gale = calm with { Hours = [.. calm.Hours.Select(h => h with { WindSpeed = 4 * h.WindSpeed + 3, WindDirection = 40 })] };
        Setup setup = stage.SetupOf(2030) with { Parameters = ParameterSet.Default.With(new HeatParameters { On = true }) };
        using Simulation together = Run(setup with { Weather = [calm, gale], Members = 2 });
        foreach ((WeatherYear weather, int member) in new[] { (calm, 0), (gale, 1) })
        {
            using Simulation alone = Run(setup with { Weather = [weather] });
            int count = alone.Heat!.Air.Support.Count;
            Assert.Equal(alone.Heat.Air.ToArray(), together.Heat!.Air.ToArray().AsSpan(member * count, count).ToArray());
            Assert.Equal(alone.Heat.AirAbove.ToArray(), together.Heat.AirAbove.ToArray().AsSpan(member * count, count).ToArray());
            Assert.Equal(alone.Indicators(alone.Year()).ToArray(), together.Indicators(together.Year(member)).ToArray());
        }
    }

    [Fact]
    public void Members_share_what_does_not_differ()
    {
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        using Stage stage = Stage.Set(runner.Read(town["baseline.yaml"]), new LastTerritory(), device, cache: null, new Stopwatches());
        Setup setup = stage.SetupOf(2030);
        using Simulation two = new(setup with { Members = 2 });
        Assert.Equal((1, 2), (two.Sun.Members, two.Buildings.Members));
        Assert.Throws<ArgumentException>(() => new Simulation(setup with { Members = 3, Weather = [setup.Weather[0], setup.Weather[0]] }));
        Assert.Throws<ArgumentException>(() => new Simulation(setup with { Members = 2, Weather = [setup.Weather[0], setup.Weather[0] with { Latitude = 10 }] }));
        Assert.Throws<ArgumentException>(() => new Simulation(setup with { Members = 2, BuildingsParameters = [BuildingsParameters.Default, BuildingsParameters.Default with { Seed = 5 }] }));
    }

    private static Simulation Run(Setup setup)
    {
        Simulation simulation = new(setup);
        simulation.WarmUp();
        for (int hour = 0; hour < 24 * Days; hour++) simulation.Step();
        return simulation;
    }
}
