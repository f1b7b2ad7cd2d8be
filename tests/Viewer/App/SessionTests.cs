using TerritoryTwin.Core;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Viewer.App;
using Session = TerritoryTwin.Viewer.App.Session;

namespace TerritoryTwin.Tests.Viewer.App;

public sealed class SessionTests(SmallRuns runs) : IClassFixture<SmallRuns>
{
    private Session Open(ViewState? state = null) => new(RunSource.Open([runs.Base, runs.Renovated]), state ?? new ViewState(), static () => { }, "host");

    [Fact]
    public void A_run_offers_all_its_numbers_and_grids_to_be_coloured()
    {
        using Session session = Open();
        Assert.Equal("buildings/heating_need", session.Variable!.Key);
        Assert.Equal("kWh m-2 year-1", session.Variable.Unit);
        Assert.Contains(session.Variables, v => v.Key == "grids/sky_view_factor" && v.Kind == VariableKind.Grid);
        Assert.Equal(session.Variables.Count, session.Variables.Select(v => v.Key).Distinct().Count());
        float[] values = session.Values(session.IndexA);
        Assert.Equal(session.Buildings, values.Length);
        Assert.Contains(values, float.IsFinite);
        Assert.True(session.Scale.Low < session.Scale.High);
    }

    [Fact]
    public void Renovated_buildings_need_less_heat_and_the_difference_says_so()
    {
        using Session session = Open();
        float[] difference = session.Differences();
        Assert.Contains(difference, d => d < -10);
        Assert.True(difference.Where(float.IsFinite).Average() < 0);
        Assert.Equal(-session.DifferenceScale.Low, session.DifferenceScale.High);
    }

    [Fact]
    public void A_grid_is_read_back_as_it_was_written()
    {
        using Session session = Open(new ViewState { Variable = "grids/inhabitants" });
        Raster grid = session.Grid(0)!;
        double people = session.Source.Territory.Buildings.Sum(b => b.Inhabitants.Value);
        Assert.InRange(grid.Values.Where(float.IsFinite).Sum(v => (double)v), people * 0.999, people * 1.001);
        Assert.Equal(50, grid.Grid.CellSize);
    }

    [Fact]
    public void Any_hour_of_any_building_can_be_shown()
    {
        using Session session = Open();
        session.Prepare();
        session.Settle();
        session.Change(s => s with { Variable = "hourly/heating_need", Hour = 8 });
        session.Settle();
        float[] january = session.Values(session.IndexA);
        double sum = session.Source.Runs[0].Series!.Numbers("heating_need")[8] * 1000;
        Assert.InRange(january.Sum(v => (double)v), sum * 0.9999, sum * 1.0001);
        session.Change(s => s with { Hour = 4000 });
        session.Settle();
        Assert.True(session.Values(session.IndexA).Sum() < january.Sum() / 10);
    }

    [Fact]
    public void An_hour_is_the_same_whichever_way_it_is_reached()
    {
        using Session session = Open(new ViewState { Variable = "hourly/air_temperature", Hour = 5000 });
        session.Settle();
        float[] direct = [.. session.Values(session.IndexA)];
        foreach (int hour in (int[])[4999, 100, 5000])
        {
            session.Change(s => s with { Hour = hour });
            session.Settle();
        }
        Assert.Equal(direct, session.Values(session.IndexA));
    }

    [Fact]
    public void A_slider_changes_the_town_and_undo_takes_it_back()
    {
        using Session session = Open();
        Adjustable setPoint = session.Sliders.Single(s => s.Parameter == "behaviour.heating_set_point");
        double before = session.B.Record.Value("heating_need");
        session.BeginMove();
        session.Move(setPoint.Parameter, 21);
        session.Settle();
        Assert.True(session.B.Record.Value("heating_need") > before * 1.05);
        Assert.Equal(3, session.Source.Runs.Count);
        Assert.Equal(21, session.ValueOf(setPoint));
        session.Undo();
        Assert.Equal("warm walls", session.B.Name);
        Assert.Equal(before, session.B.Record.Value("heating_need"));
        session.Redo();
        session.Settle();
        Assert.True(session.B.Record.Value("heating_need") > before * 1.05);
    }

    [Fact]
    public void A_town_simulated_anew_without_a_change_is_the_town_of_the_results()
    {
        using Session session = Open();
        Adjustable price = session.Sliders.Single(s => s.Parameter == "prices.electricity");
        session.Move(price.Parameter, price.Value + 0.1);
        session.Settle();
        Assert.Equal(session.Source.Runs[1].Record.Value("heating_need"), session.B.Record.Value("heating_need"), 1e-6);
        Assert.True(session.B.Record.Value("bill") > session.Source.Runs[1].Record.Value("bill"));
    }

    [Theory]
    [InlineData("measures[0].renovate.share", 0.9)]
    [InlineData("measures[1].solar.fill", 0.4)]
    [InlineData("behaviour.heating_set_point", 18)]
    [InlineData("prices.electricity", 0.31)]
    public void A_variant_is_saved_as_a_scenario_that_can_be_checked_and_says_where_it_comes_from(string parameter, double value)
    {
        using Session session = Open();
        session.Move(parameter, value);
        string path = runs.Scratch($"saved-{parameter.Replace('[', '-').Replace(']', '-')}.yaml");
        Assert.True(session.SaveScenario(path, "Our variant: l’été"));
        Assert.StartsWith("# Derived from ", File.ReadAllText(path));
        Scenario saved = ScenarioReader.Read(path);
        Assert.Equal("Our variant: l’été", saved.Name);
        Assert.Equal(session.State.Moved[parameter], ScenarioVariant.Of(path).Adjustable.Single(a => a.Parameter == parameter).Value, 1e-9);
        session.Settle();
    }

    [Fact]
    public void A_scenario_that_changed_since_it_ran_has_no_sliders_and_says_why()
    {
        string scenario = runs.Base + ".yaml", before = File.ReadAllText(scenario);
        try
        {
            File.AppendAllText(scenario, "# later\n");
            using Session session = new(RunSource.Open([runs.Base]), new ViewState(), static () => { }, "host");
            Assert.Empty(session.Sliders);
            Assert.Contains("has changed since", session.LiveFault);
        }
        finally
        {
            File.WriteAllText(scenario, before);
        }
    }
}
