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
    public void A_scenario_shows_the_words_of_the_language_and_keeps_its_name()
    {
        using Session session = Open();
        Run run = session.B;
        Assert.Equal(("warm walls", "warm walls", "murs chauds"), (run.Name, run.NameIn(Language.English), run.NameIn(Language.French)));
        Assert.Equal(("What do warm walls change?", "Que changent des murs chauds\u00a0?"), (run.QuestionIn(Language.English), run.QuestionIn(Language.French)));
        Assert.Equal("plain", session.A.NameIn(Language.French));
        session.Move("prices.electricity", 0.3);
        Assert.Equal(("warm walls *", "murs chauds *"), (session.B.Name, session.B.NameIn(Language.French)));
        session.Settle();
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
        Assert.Equal(3, session.Offered.Count);
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
    public void Hours_are_offered_before_anything_was_simulated()
    {
        using Session session = Open();
        Variable heat = session.Variables.Single(v => v.Key == "hourly/heating_need");
        Assert.Equal(("W", "heat the rooms need"), (heat.Unit, heat.Meaning));
        Assert.DoesNotContain(session.Variables, v => v.Key == "hourly/pv");           // no roof carries panels in either run
        session.Change(s => s with { Variable = "hourly/heating_need", Hour = 8 });
        Assert.True(session.Awaited);
        session.Settle();
        Assert.False(session.Awaited);
        Assert.Contains(session.Values(0), v => v > 0);
    }

    [Fact]
    public void A_run_whose_scenario_is_gone_does_not_keep_others_from_their_hours()
    {
        string gone = runs.CopyOf(runs.Renovated), record = Path.Combine(gone, "run.json");
        File.WriteAllText(record, File.ReadAllText(record).Replace("warm walls.yaml", "no walls.yaml", StringComparison.Ordinal));
        using Session session = new(RunSource.Open([runs.Base, gone]), new ViewState { Variable = "hourly/heating_need", Hour = 8 }, static () => { }, "host");
        Assert.Contains("is gone", Assert.Throws<InputException>(session.Settle).Message);
        Assert.Contains("is gone", Assert.Single(session.TakeNews()));
        Assert.Contains(session.Values(0), v => v > 0);
        Assert.All(session.Values(1), v => Assert.True(float.IsNaN(v)));
        session.Change(s => s with { B = "plain", Hour = 9 });
        session.Settle();
        Assert.Empty(session.TakeNews());
        session.Move("behaviour.heating_set_point", 21);
        session.Settle();
        Assert.True(session.B.Record.Value("heating_need") > session.Source.Runs[0].Record.Value("heating_need"));
    }

    [Fact]
    public void A_move_that_cannot_be_simulated_is_taken_back_and_the_next_one_works()
    {
        string copy = runs.CopyOf(runs.Base), scenario = runs.Scratch("moved away.yaml"), record = Path.Combine(copy, "run.json");
        File.Copy(runs.Base + ".yaml", scenario);
        File.WriteAllText(record, File.ReadAllText(record).Replace("plain.yaml", "moved away.yaml", StringComparison.Ordinal));
        using Session session = new(RunSource.Open([copy]), new ViewState(), static () => { }, "host");
        Assert.NotEmpty(session.Sliders);
        File.Move(scenario, scenario + "~");
        session.BeginMove();
        session.Move("behaviour.heating_set_point", 22);
        Assert.Contains("is gone", Assert.Throws<InputException>(session.Settle).Message);
        Assert.Equal(("plain", 0, false), (session.State.B, session.State.Moved.Count, session.CanUndo));
        File.Move(scenario + "~", scenario);
        _ = session.TakeNews();
        session.Move("behaviour.heating_set_point", 22);
        session.Settle();
        Assert.Empty(session.TakeNews());
        Assert.True(session.B.Record.Value("heating_need") > session.Source.Runs[0].Record.Value("heating_need"));
    }

    [Fact]
    public void A_price_changes_bills_without_another_year_and_warmth_needs_one()
    {
        Run run = RunSource.Open([runs.Base]).Runs[0];
        using LiveSource live = new(static () => { }, new(), "host");
        Dictionary<string, double> moved = [];
        LiveYear plain = Year(), dear, warm;
        moved["prices.electricity"] = 0.4;
        dear = Year();
        Assert.Equal(1, live.SimulatedYears);
        moved["behaviour.heating_set_point"] = 21;
        warm = Year();
        Assert.Equal(2, live.SimulatedYears);
        Assert.Equal(plain.Tables.Buildings.Numbers("heating_need"), dear.Tables.Buildings.Numbers("heating_need"));
        Assert.Equal(plain.Tables.Buildings.Numbers("roof_irradiation"), dear.Tables.Buildings.Numbers("roof_irradiation"));
        Assert.Equal(plain.Tables.Series.Numbers("electricity_bought"), dear.Tables.Series.Numbers("electricity_bought"));
        double[] bought = plain.Tables.Buildings.Numbers("electricity_bought"), before = plain.Tables.Buildings.Numbers("bill"), after = dear.Tables.Buildings.Numbers("bill");
        Assert.All(bought, (kWh, b) => Assert.Equal(before[b] + kWh * 0.2, after[b], 1e-6 * Math.Abs(after[b])));
        Assert.True(warm.Tables.Buildings.Numbers("heating_need").Sum() > 1.05 * dear.Tables.Buildings.Numbers("heating_need").Sum());

        LiveYear Year()
        {
            live.AskYear(0, run, new(moved, []));
            while (live.Busy) Thread.Sleep(2);
            return Assert.IsType<LiveYear>(Assert.Single(live.Take()));
        }
    }

    [Fact]
    public void A_slider_of_no_measure_moves_A_too_and_one_of_a_measure_moves_B_alone()
    {
        using Session session = Open(new ViewState { A = "plain", B = "warm walls" });
        static double Need(Run run) => run.Record.Value("heating_need");
        session.BeginMove();
        session.Move("behaviour.heating_set_point", 22);
        session.Settle();
        Assert.Equal(("plain", "warm walls *", 3), (session.State.A, session.State.B, session.Offered.Count));
        using LiveSource live = new(static () => { }, new(), "host");
        live.AskYear(0, session.Source.Runs[0], session.State.Changes);
        while (live.Busy) Thread.Sleep(2);
        Assert.Equal(Assert.IsType<LiveYear>(Assert.Single(live.Take())).Tables.Buildings.Numbers("heating_need"), session.A.Buildings!.Numbers("heating_need"));
        Assert.True(Need(session.A) > Need(session.Source.Runs[0]));
        double a = Need(session.A), b = Need(session.B);

        session.BeginMove();
        session.Move(session.Sliders.First(s => s.Parameter.EndsWith(".renovate.share", StringComparison.Ordinal)) is var share ? share.Parameter : "", share.Value > share.From ? share.From : share.To);
        session.Settle();
        Assert.Equal(a, Need(session.A));
        Assert.NotEqual(b, Need(session.B));
        session.Undo();
        session.Undo();
        Assert.Equal(("plain", "warm walls"), (session.A.Name, session.B.Name));
    }

    [Fact]
    public void Sliders_of_traffic_are_offered_where_people_move() =>
        Assert.All(new[] { false, true }, on =>
        {
            string path = runs.Scratch($"moving-{on}.yaml");
            File.WriteAllText(path, File.ReadAllText(runs.Base + ".yaml") + (on ? "mobility: { on: true }\n" : ""));
            Assert.Equal(on, TerritoryTwin.Files.Scenarios.ScenarioVariant.Of(path).Adjustable.Any(s => s.Parameter.StartsWith("mobility.", StringComparison.Ordinal)));
        });

    [Fact]
    public void A_warmer_climate_keeps_the_horizons_and_lowers_the_need()
    {
        string copy = runs.CopyOf(runs.Base), scenario = runs.Scratch("climate.yaml"), record = Path.Combine(copy, "run.json");
        File.WriteAllText(scenario, File.ReadAllText(runs.Base + ".yaml").Replace("zone: H2b", "zone: H2b, shift: 0 K", StringComparison.Ordinal)
            + "adjustable:\n  - { parameter: weather.shift, from: 0 K, to: 4 K }\n");
        string text = File.ReadAllText(record).Replace("plain.yaml", "climate.yaml", StringComparison.Ordinal);
        File.WriteAllText(record, text.Replace(Hash(runs.Base + ".yaml"), Hash(scenario), StringComparison.Ordinal));
        using Session session = new(RunSource.Open([copy]), new ViewState(), static () => { }, "host");
        Assert.Equal("weather.shift", Assert.Single(session.Sliders).Parameter);
        session.Move("weather.shift", 3);
        session.Settle();
        Assert.InRange(session.B.Record.Value("heating_need"), 0.5 * session.Source.Runs[0].Record.Value("heating_need"), 0.9 * session.Source.Runs[0].Record.Value("heating_need"));

        static string Hash(string path) => TerritoryTwin.Files.Runs.Stage.Record(path).Sha256;
    }

    [Fact]
    public void A_bookmark_brings_back_the_sliders_of_its_scenario()
    {
        ViewState bookmark;
        double need;
        using (Session session = Open(new ViewState { B = "plain" }))
        {
            session.Move("behaviour.heating_set_point", 22);
            session.Settle();
            (bookmark, need) = (ViewState.Parse("b", session.State.ToJson()), session.B.Record.Value("heating_need"));
        }
        using Session later = Open(bookmark);
        later.Settle();
        Assert.Equal("plain *", later.B.Name);
        Assert.Equal(need, later.B.Record.Value("heating_need"));
        later.Set(new ViewState());
        Assert.Equal("warm walls", later.B.Name);
        using Session strange = Open(bookmark with { Moved = new Dictionary<string, double> { ["prices.gold"] = 3, ["behaviour.heating_set_point"] = 99 } });
        Assert.Contains("prices.gold", Assert.Single(strange.TakeNews()));
        Assert.Equal(24, Assert.Single(strange.State.Moved).Value);
    }

    [Fact]
    public void Moves_are_undone_and_done_again_one_by_one_whatever_was_saved_meanwhile()
    {
        using Session session = Open();
        double plain = session.B.Record.Value("heating_need");
        double[] needs = [plain, Moved(20.5), Moved(21), Moved(21.5)];
        Assert.True(session.SaveScenario(runs.Scratch("kept.yaml"), "kept"));
        for (int k = 2; k >= 0; k--) Assert.Equal(needs[k], After(session.Undo));
        Assert.False(session.CanUndo);
        for (int k = 1; k <= 3; k++) Assert.Equal(needs[k], After(session.Redo));
        Assert.False(session.CanRedo);
        Assert.Equal("warm walls *", session.B.Name);

        double Moved(double to)
        {
            session.BeginMove();
            return After(() => session.Move("behaviour.heating_set_point", to));
        }

        double After(Action change)
        {
            change();
            session.Settle();
            return session.B.Record.Value("heating_need");
        }
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
