using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Texts;
using TerritoryTwin.Measures;
using TerritoryTwin.Viewer.App;
using TerritoryTwin.Viewer.Ui;
using TerritoryTwin.Viewer.Windowing;
using Session = TerritoryTwin.Viewer.App.Session;
using Viewing = TerritoryTwin.Viewer.App.Viewer;

namespace TerritoryTwin.Tests.Viewer.App;

/// <summary>Buildings are chosen on the screen, a measure is applied to them, simulated, undone and saved.</summary>
public sealed class ChoosingTests(SmallRuns runs) : IClassFixture<SmallRuns>
{
    private const int Width = 1920, Height = 1080;
    private static readonly Dictionary<string, string> Bbc = new() { ["to"] = "bbc_renovation" };

    private Viewing Open(ViewState? state = null, string? scratch = null) => new(
        new Session(RunSource.Open([runs.Base, runs.Renovated]), state ?? new ViewState { ReducedMotion = true, Choosing = ChosenKind.Buildings, B = "plain" }, static () => { }, "host"), new ViewerSettings { Folder = scratch ?? runs.Scratch("chosen") });

    private static UiScript Scripted(Viewing viewer)
    {
        UiScript script = new(viewer.Hud, () => viewer.Frame(Width, Height, 0));
        script.Send();
        script.Send();
        return script;
    }

    private static int[] Homes(Session session, int count) =>
        [.. Enumerable.Range(0, session.Buildings).Where(b => session.Source.Territory.Buildings[b] is { Use.Value: BuildingUse.Dwelling, Built.Value: < 1960, HeatedArea.Value: > 0 }).Take(count)];

    [Fact]
    public void A_measure_is_applied_to_the_buildings_chosen_and_to_no_others_and_can_be_undone()
    {
        using Viewing viewer = Open();
        Session session = viewer.Session;
        int[] homes = Homes(session, 5);
        session.Toggle(homes);
        session.Change(s => s with { Author = " Workshop of 3 March " });
        session.Add("renovate", Bbc);
        session.Settle();
        Assert.Equal(("plain *", 0, 1), (session.B.Name, session.Marked.Count, session.State.Added.Count));
        string[] works = ((TextColumn)session.B.Buildings!.Columns.Single(c => c.Name == "renovation")).Values;
        int[] renovated = [.. Enumerable.Range(0, works.Length).Where(b => works[b].Length > 0)];
        Assert.NotEmpty(renovated);
        Assert.Subset(homes.ToHashSet(), renovated.ToHashSet());
        AddedWorks done = session.DoneBy(0)!.Value;
        Assert.Equal(renovated.Length, done.Elements);
        Assert.Equal(session.B.Record.Value("investment"), done.Cost, 1e-6);
        float[] before = session.Values(session.IndexA), after = session.Values(session.IndexB);
        Assert.All(renovated, b => Assert.True(after[b] < before[b]));
        Assert.All(Enumerable.Range(0, works.Length).Except(renovated).Where(b => float.IsFinite(before[b])), b => Assert.Equal(before[b], after[b]));
        session.Undo();
        Assert.Equal(("plain", 0), (session.B.Name, session.State.Added.Count));
        session.Redo();
        Assert.Equal(("plain *", "Workshop of 3 March"), (session.B.Name, Assert.Single(session.State.Added).By));
        session.Remove(0);
        Assert.Equal("plain", session.B.Name);
        session.Settle();
    }

    [Fact]
    public void What_was_added_is_saved_with_who_assumed_it_and_runs_as_it_was_shown()
    {
        using Viewing viewer = Open();
        Session session = viewer.Session;
        session.Change(s => s with { Author = "Ana", B = "warm walls" });
        session.Toggle(Homes(session, 3));
        session.Add("solar", new Dictionary<string, string>());
        session.BeginMove();
        session.Move("measures[0].renovate.share", 0.2);
        session.Settle();
        string path = runs.Scratch("saved-with-roofs.yaml");
        Assert.True(session.SaveScenario(path, "Ours"));
        string[] lines = [.. File.ReadLines(path).Take(3)];
        Assert.Contains("warm walls”), assumed by Ana.", lines[0], StringComparison.Ordinal);
        Assert.Equal("# measures[0].renovate.share: 20 % instead of 50 %", lines[1]);
        Assert.Equal("# solar: 3 buildings pointed at, assumed by Ana", lines[2]);
        CheckReport report = ScenarioCheck.Check(path, ScenarioTerritory.Load);
        Assert.Empty(report.Faults);
        Assert.Empty(report.Warnings);
        Assert.Equal(2, report.Scenario!.Measures.Count);
        using TerritoryTwin.Compute.HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        RunRecord record = runner.Run(runner.Read(path), runs.Scratch("ours"), static (_, _) => { }, CancellationToken.None);
        Assert.Equal(record.Value("pv"), session.B.Record.Value("pv"));
        Assert.Equal(record.Value("heating_need"), session.B.Record.Value("heating_need"));
        Assert.True(record.Value("pv") > 0);
    }

    [Fact]
    public void A_whole_town_can_be_chosen_kept_and_saved()
    {
        using Viewing viewer = Open();
        Session session = viewer.Session;
        session.Toggle(Enumerable.Range(0, session.Buildings));
        session.Add("renovate", new Dictionary<string, string> { ["to"] = "windows" });
        session.Settle();
        Assert.InRange(session.DoneBy(0)!.Value.Elements, 100, session.Buildings);
        Assert.Equal(session.State.Added[0].Elements, ViewState.Parse("kept", session.State.ToJson()).Added[0].Elements);
        string path = runs.Scratch("whole-town.yaml");
        Assert.True(session.SaveScenario(path, "All"));
        CheckReport report = ScenarioCheck.Check(path, ScenarioTerritory.Load);
        Assert.Empty(report.Faults);
        Renovate all = Assert.IsType<Renovate>(report.Scenario!.Measures[^1]);
        Assert.Equal(Enumerable.Range(0, session.Buildings), all.Selected(Survey.Of(session.Source.Territory, BuildingShapes.Of(session.Source.Territory))));
    }

    [Fact]
    public void Every_measure_that_is_offered_can_be_added_as_it_stands()
    {
        using Viewing viewer = Open();
        Session session = viewer.Session;
        ScenarioVariant variant = LiveSource.VariantOf(session.B);
        string[] homes = [.. Homes(session, 4).Select(b => session.Source.Territory.Buildings[b].Id)], roads = [.. session.Source.Territory.Roads.Take(3).Select(static r => r.Id)];
        Assert.Equal(["battery", "cool_roofs", "cooling", "green_roofs", "heating", "limit_cooling", "plant_trees", "renovate", "set_back", "solar"], variant.Addable.Select(static m => m.Key).Order(StringComparer.Ordinal));
        foreach (AddableMeasure measure in variant.Addable)
        {
            string[] ids = measure.OfRoads ? roads : homes;
            variant.Follow(new(ScenarioChanges.None.Moved, [new(measure.Key, measure.Words.Count > 0 ? new Dictionary<string, string> { [measure.Choice] = measure.Words[^1] } : [], ids)]));
            Measure added = Assert.Single(variant.ToScenario().Measures);
            Assert.Equal(Selection.OfIds(ids), ((ElementChoice?)(added as BuildingMeasure)?.Where ?? ((RoadMeasure)added).Where)!.Text);
            Assert.Contains("measure." + measure.Key, Words.French.Keys);
        }
    }

    [Fact]
    public void The_pointer_chooses_a_roof_a_street_a_name_and_what_it_draws_around()
    {
        using Viewing viewer = Open();
        Session session = viewer.Session;
        int road = Enumerable.Range(0, session.Source.Territory.Roads.Count).First(r => session.Source.ByPlace(ChosenKind.Buildings).Contains(session.Source.Territory.Roads[r].Name));
        string street = session.Source.Territory.Roads[road].Name, district = session.Source.Territory.Buildings[9].District;
        Pointed scene = new();
        viewer.Scene = scene;
        UiScript script = Scripted(viewer);
        Click(new("building", 9));
        Assert.Equal([9], session.Marked);
        Click(new("road", road));
        Assert.Equal(session.Source.ByPlace(ChosenKind.Buildings)[street].Append(9).Distinct().Order(), session.Marked);
        Click(new("road", road));
        Click(new("building", 9));
        Assert.Empty(session.Marked.Except(session.Source.ByPlace(ChosenKind.Buildings)[street]));
        session.Change(static s => s with { Marked = [] });
        scene.Name = district;
        Click(new("building", 3));
        Assert.Equal(session.Source.ByPlace(ChosenKind.Buildings)[district].Order(), session.Marked);
        Assert.Contains(9, session.Marked);
        Assert.Null(session.State.Selection);
        session.Change(static s => s with { Marked = [] });
        scene.Name = "a wood that has no building";
        Click(new("building", 3));
        Assert.Empty(session.Marked);
        scene.Name = null;
        CameraView camera = session.State.Camera;
        script.Send(new(InputKind.PointerMoved, 700, 500), new(InputKind.ButtonDown, 700, 500), new(InputKind.PointerMoved, 900, 500), new(InputKind.PointerMoved, 900, 700), new(InputKind.PointerMoved, 700, 700));
        Assert.DoesNotContain("tip", viewer.Hud.Rectangles.Keys);
        script.Send(new InputEvent(InputKind.ButtonUp, 700, 501));         // closed where it began
        Assert.Equal([1, 2], session.Marked);
        Assert.Equal([(700f, 500f), (900f, 500f), (900f, 700f), (700f, 700f)], scene.Outline);
        Assert.Equal(camera, session.State.Camera);
        script.Press(Key.Escape);
        Assert.Equal((null, 0), (session.State.Choosing, session.Marked.Count));
        script.Press(Key.W);
        Assert.Equal([1, 2], session.Marked);                            // kept
        script.Press(Key.P);
        Assert.Null(session.Choosing);

        void Click(Chosen what)
        {
            scene.Under = what;
            script.Send(new(InputKind.PointerMoved, 800, 600), new(InputKind.ButtonDown, 800, 600), new(InputKind.ButtonUp, 800, 600));
        }
    }

    [Fact]
    public void Trees_are_planted_along_the_streets_that_are_clicked_and_along_no_others()
    {
        using Viewing viewer = Open();
        Session session = viewer.Session;
        UiScript script = Scripted(viewer);
        script.Click("choice.kind.1");
        Assert.Equal(ChosenKind.Roads, session.Choosing);
        Territory territory = session.Source.Territory;
        int road = Enumerable.Range(0, territory.Roads.Count).First(r => territory.Roads[r] is { Name.Length: > 0, Class.Value: RoadClass.Residential, Length: > 80 }), other = Enumerable.Range(0, territory.Roads.Count).First(r => territory.Roads[r].Name is { Length: > 0 } name && name != territory.Roads[road].Name);
        Pointed scene = new() { Under = new("road", road) };
        viewer.Scene = scene;
        Click();
        int[] street = [.. Enumerable.Range(0, territory.Roads.Count).Where(r => territory.Roads[r].Name == territory.Roads[road].Name)];
        Assert.Equal(street, session.Marked);
        scene.Under = new("road", other);
        Click();
        Assert.Equal(street.Concat(session.Source.ByPlace(ChosenKind.Roads)[territory.Roads[other].Name]).Order(), session.Marked);
        Click();
        scene.Under = new("building", 3);
        Click();
        Assert.Equal(street, session.Marked);
        session.Add("plant_trees", new Dictionary<string, string>());
        session.Settle();
        Assert.InRange(session.DoneBy(0)!.Value.Elements, 1, street.Length);
        string path = runs.Scratch("planted.yaml");
        Assert.True(session.SaveScenario(path, "Planted"));
        Assert.Contains($"# plant_trees: {street.Length} roads pointed at\n", File.ReadAllText(path), StringComparison.Ordinal);
        PlantTrees planted = Assert.IsType<PlantTrees>(Assert.Single(ScenarioReader.Read(path).Measures));
        Assert.Equal(street, Enumerable.Range(0, territory.Roads.Count).Where(r => planted.Where!.Holds(territory.Roads[r])));
        Assert.Equal(TreeSize.Medium, planted.Size);

        void Click() => script.Send(new(InputKind.PointerMoved, 800, 600), new(InputKind.ButtonDown, 800, 600), new(InputKind.ButtonUp, 800, 600));
    }

    [Fact]
    public void The_panel_chooses_by_place_and_by_value_and_takes_letters_for_the_author_alone()
    {
        using Viewing viewer = Open();
        Session session = viewer.Session;
        UiScript script = Scripted(viewer);
        string[] places = [.. session.Source.ByPlace(ChosenKind.Buildings).Select(static p => p.Key).Order(StringComparer.OrdinalIgnoreCase)];
        script.Click("choice.place");
        script.Click("choice.place.1");
        Assert.Equal(session.Source.ByPlace(ChosenKind.Buildings)[places[1]].Order(), session.Marked);
        script.Click("choice.clear");
        Assert.Empty(session.Marked);
        script.Drag("choice.values.bars", 0.51f, 0.99f);
        float[] values = session.Values(session.IndexShown);
        double from = session.Scale.Low + 0.5 * (session.Scale.High - session.Scale.Low);
        Assert.Equal(Enumerable.Range(0, values.Length).Where(b => values[b] >= from), session.Marked);
        Assert.Contains(session.Marked, b => values[b] > session.Scale.High);          // beyond the end, in its colour
        ViewState before = session.State;
        script.Click("choice.author");
        foreach (char letter in "Lév D2") script.Send(new InputEvent(InputKind.KeyDown, Key: letter < 128 ? (Key)char.ToUpperInvariant(letter) : Key.None), new(InputKind.Text, Code: letter));
        script.Press(Key.Backspace);
        script.Press(Key.Left);
        Assert.Equal(before with { Author = "Lév D" }, session.State);
        script.Press(Key.Enter);
        script.Click("choice.apply");
        AddedMeasure added = Assert.Single(session.State.Added);
        Assert.Equal(("Lév D", before.Marked.Count), (added.By, added.Elements.Count));
        session.Settle();
        script.Send();
        script.Click("choice.added.0");
        Assert.Equal(added.Elements, session.State.Marked);
        script.Click("choice.remove.0");
        Assert.Empty(session.State.Added);
    }

    [Fact]
    public void A_list_of_which_none_is_chosen_is_left_alone_by_arrows()
    {
        using Viewing viewer = Open();
        UiScript script = Scripted(viewer);
        viewer.Hud.FocusOn("choice.place");
        script.Press(Key.Down);
        script.Press(Key.Up);
        Assert.Empty(viewer.Session.Marked);
    }

    [Fact]
    public void A_stop_of_a_tour_leaves_the_author_and_ends_what_is_marked_before_an_audience()
    {
        using Viewing viewer = Open();
        viewer.Session.Change(static s => s with { Author = "Ana" });
        viewer.Session.Toggle([0, 1]);
        Tour tour = new() { Stops = [new("A stop.", 5, viewer.Session.State with { Author = "somebody", Choosing = null, Marked = [] })] };
        using Viewing shown = new(viewer.Session, new ViewerSettings { Folder = runs.Scratch("tour"), Tour = tour });
        shown.ShowStop(0);
        Assert.Equal(("Ana", 0), (viewer.Session.State.Author, viewer.Session.Marked.Count));
    }

    [Fact]
    public void What_a_bookmark_of_another_territory_chooses_is_told_and_left_out()
    {
        using Viewing viewer = Open(new ViewState { Choosing = ChosenKind.Buildings, Marked = ["b1", "nowhere"], Added = [new("renovate", Bbc, ["nowhere"]), new("avenue", Bbc, ["b1"]), new("plant_trees", new Dictionary<string, string>(), ["b1"]), new("solar", new Dictionary<string, string> { ["ye_ars"] = "2030" }, ["b1"]), new("renovate", new Dictionary<string, string> { ["to"] = "bbc" }, ["b1"])] });
        Assert.Equal(["b1"], viewer.Session.State.Marked);
        Assert.Equal(("warm walls", 0), (viewer.Session.B.Name, viewer.Session.State.Added.Count));
        string told = string.Join('\n', viewer.Session.TakeNews());
        Assert.Contains("the building `nowhere`", told, StringComparison.Ordinal);
        Assert.Contains("the road `b1`", told, StringComparison.Ordinal);
        Assert.Contains("the key `ye_ars`, which it does not have. Did you mean `years`?", told, StringComparison.Ordinal);
        Assert.Contains("`renovate` is added with `to: bbc`. ", told, StringComparison.Ordinal);
        Assert.Contains("no measure `avenue`", told, StringComparison.Ordinal);
        Assert.Contains("1 of the 2 buildings chosen", told, StringComparison.Ordinal);
    }

    [Fact]
    public void An_outline_on_the_picture_holds_the_roofs_that_are_pointed_at_within_it()
    {
        using IGraphicsContext context = Gl.Headless.Open();
        using Viewing viewer = Open(new ViewState { ReducedMotion = true, Choosing = ChosenKind.Buildings, Layout = Layout.Plan, Camera = new(0, 0, 300, 0, 60) });
        using Painter painter = new(context.Gl, viewer);
        Pictures.Draw(viewer, painter, 800, 600);
        HashSet<int> pointed = [];
        for (int y = 220; y < 420; y += 2)
            for (int x = 420; x < 640; x += 2)
                if (painter.Pick(x, y) is { Kind: "building" } building) pointed.Add(building.Index);
        IReadOnlyList<int> within = painter.Within(ChosenKind.Buildings, [(420, 220), (640, 220), (640, 420), (420, 420)]);
        Assert.True(within.Count > 3, $"{within.Count} buildings");
        Assert.Subset(pointed, within.ToHashSet());
        Assert.InRange(within.Count, pointed.Count / 2, pointed.Count);          // the others reach over the outline
        byte[] plain = Pictures.Draw(viewer, painter, 800, 600);
        viewer.Session.Toggle(within);
        Assert.NotEqual(plain, Pictures.Draw(viewer, painter, 800, 600));
        IReadOnlyList<int> roads = painter.Within(ChosenKind.Roads, [(420, 220), (640, 220), (640, 420), (420, 420)]);
        IReadOnlyList<int> western = painter.Within(ChosenKind.Roads, [(420, 220), (530, 220), (530, 420), (420, 420)]), eastern = painter.Within(ChosenKind.Roads, [(530, 220), (640, 220), (640, 420), (530, 420)]);
        IReadOnlyList<Road> all = viewer.Session.Source.Territory.Roads;
        Assert.True(western.Count > 0 && eastern.Count > 0);
        Assert.Equal(roads, western.Concat(eastern).Order());
        Assert.True(western.Max(r => all[r].Middle.X) < eastern.Min(r => all[r].Middle.X));          // north is up
        viewer.Session.Change(static s => s with { Choosing = ChosenKind.Roads, Marked = [] });
        plain = Pictures.Draw(viewer, painter, 800, 600);
        viewer.Session.Toggle(roads);
        Assert.Equal(roads, viewer.Session.Marked);
        Assert.NotEqual(plain, Pictures.Draw(viewer, painter, 800, 600));
    }

    private sealed class Pointed : IScene
    {
        public Chosen? Under { get; set; }
        public string? Name { get; set; }
        public IReadOnlyList<(float X, float Y)> Outline { get; private set; } = [];
        public double MetresPerPixel => 1;
        public Chosen? Pick(float x, float y) => Under;
        public string? NameAt(float x, float y) => Name;
        public CameraView Moved(CameraView view, CameraMove move) => view with { X = view.X + 1 };
        public IReadOnlyList<SceneName> Names(Pane pane, Func<string, bool, (float Width, float Height)> measure) => [];

        public IReadOnlyList<int> Within(ChosenKind kind, IReadOnlyList<(float X, float Y)> outline)
        {
            Outline = outline;
            return [1, 2];
        }
    }
}
