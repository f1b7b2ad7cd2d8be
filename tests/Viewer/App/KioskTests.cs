using TerritoryTwin.Viewer.App;
using TerritoryTwin.Viewer.Ui;
using TerritoryTwin.Viewer.Windowing;
using Session = TerritoryTwin.Viewer.App.Session;
using Viewing = TerritoryTwin.Viewer.App.Viewer;

namespace TerritoryTwin.Tests.Viewer.App;

public sealed class KioskTests(SmallRuns runs) : IClassFixture<SmallRuns>
{
    private static readonly Tour Evening = new Tour()
        .With(new TourStop("As it is", 4, new ViewState { Variable = "buildings/heating_need" }))
        .With(new TourStop("Bills", 6, new ViewState { Variable = "buildings/bill", ShowsB = true }) { CaptionFr = "Factures" });

    private Viewing Open(ViewerSettings settings, ViewState? state = null) =>
        new(new Session(RunSource.Open([runs.Base, runs.Renovated]), state ?? new ViewState { Layout = Layout.Kiosk, ReducedMotion = true }, static () => { }, "host"), settings);

    private static void At(Viewing viewer, double seconds, params InputEvent[] events)
    {
        foreach (InputEvent input in events) viewer.Send(input);
        do viewer.Frame(1280, 720, seconds);
        while (viewer.Hud.Input.Count > 0);
    }

    private static InputEvent Key(Key key) => new(InputKind.KeyDown, Key: key);

    [Fact]
    public void A_kiosk_plays_its_tour_by_itself_round_and_round()
    {
        using Viewing viewer = Open(new ViewerSettings { Kiosk = true, Tour = Evening });
        Assert.True(viewer.FullScreen);
        foreach ((double seconds, int stop) in new[] { (2.0, 0), (5.9, 0), (6.1, 1), (11.9, 1), (12.1, 0), (16.5, 1) })
        {
            At(viewer, seconds);
            Assert.Equal((seconds, stop), (seconds, viewer.Stop));
            Assert.Equal(Layout.Kiosk, viewer.Session.State.Layout);
        }
        Assert.DoesNotContain("present", viewer.Hud.Rectangles.Keys);      // nothing on the screen leaves it
        At(viewer, 17);
        Assert.False(viewer.Moving);                                       // no frame before the next stop
        Assert.Equal(5, viewer.WakeAfter, 1e-9);
    }

    [Fact]
    public void Who_touches_the_kiosk_looks_around_and_it_begins_again_when_they_leave()
    {
        using Viewing viewer = Open(new ViewerSettings { Kiosk = true, Tour = Evening, IdleReset = 60 });
        At(viewer, 1);
        At(viewer, 7, new InputEvent(InputKind.ButtonDown, 640, 360), new InputEvent(InputKind.ButtonUp, 640, 360));
        At(viewer, 8, Key(TerritoryTwin.Viewer.Windowing.Key.P), Key(TerritoryTwin.Viewer.Windowing.Key.D), Key(TerritoryTwin.Viewer.Windowing.Key.L), Key(TerritoryTwin.Viewer.Windowing.Key.F11), Key(TerritoryTwin.Viewer.Windowing.Key.F1));
        viewer.Session.Move("behaviour.heating_set_point", 21);
        viewer.Hud.Say("a fault", fault: true);
        At(viewer, 40);
        Assert.Equal((-1, Layout.Single, Language.French, false, true, 1), (viewer.Stop, viewer.Session.State.Layout, viewer.Session.State.Language, viewer.FullScreen, viewer.HelpOpen, viewer.Session.State.Moved.Count));
        Assert.InRange(viewer.WakeAfter, 0, 28);
        At(viewer, 69);
        Assert.Equal((0, Layout.Kiosk, Language.English, true, false, 0), (viewer.Stop, viewer.Session.State.Layout, viewer.Session.State.Language, viewer.FullScreen, viewer.HelpOpen, viewer.Session.State.Moved.Count));
        Assert.False(viewer.Hud.IsBusy);
        At(viewer, 73.5);
        Assert.Equal(1, viewer.Stop);
        viewer.Session.Settle();
    }

    [Fact]
    public void A_presenter_who_speaks_for_long_keeps_the_view()
    {
        using Viewing viewer = Open(new ViewerSettings { IdleReset = 60 }, new ViewState { ReducedMotion = true });
        At(viewer, 1, Key(TerritoryTwin.Viewer.Windowing.Key.P), Key(TerritoryTwin.Viewer.Windowing.Key.V));
        string variable = viewer.Session.State.Variable;
        At(viewer, 1000);
        Assert.Equal((Layout.Kiosk, variable), (viewer.Session.State.Layout, viewer.Session.State.Variable));
        Assert.True(double.IsInfinity(viewer.WakeAfter));
    }

    [Fact]
    public void A_presenters_keys_step_through_the_tour_and_blacken_the_screen()
    {
        using Viewing viewer = Open(new ViewerSettings { Tour = Evening }, new ViewState { ReducedMotion = true, Language = Language.French });
        At(viewer, 1, Key(TerritoryTwin.Viewer.Windowing.Key.PageDown));
        Assert.Equal(0, viewer.Stop);
        At(viewer, 2, Key(TerritoryTwin.Viewer.Windowing.Key.PageDown));
        Assert.Equal((1, "buildings/bill"), (viewer.Stop, viewer.Session.State.Variable));
        At(viewer, 60);
        Assert.Equal(1, viewer.Stop);                                      // it is not playing
        Assert.Contains("caption", viewer.Hud.Rectangles.Keys);
        At(viewer, 61, Key(TerritoryTwin.Viewer.Windowing.Key.Period));
        At(viewer, 61.1);
        Assert.True(viewer.Black);
        Assert.Equal((0, 0, 1280, 720), viewer.Hud.Rectangles["black"] is var b ? ((int)b.X, (int)b.Y, (int)b.Width, (int)b.Height) : default);
        At(viewer, 62, Key(TerritoryTwin.Viewer.Windowing.Key.PageDown));
        Assert.Equal((false, 1), (viewer.Black, viewer.Stop));             // the key that ends it does nothing else
        At(viewer, 63, Key(TerritoryTwin.Viewer.Windowing.Key.PageUp));
        Assert.Equal(0, viewer.Stop);
        At(viewer, 64, Key(TerritoryTwin.Viewer.Windowing.Key.Escape));
        Assert.Equal(-1, viewer.Stop);
    }

    [Fact]
    public void A_tour_is_recorded_with_captions_in_both_languages_and_read_again_after_it_was_edited()
    {
        string folder = runs.Scratch("recorded");
        using Viewing viewer = Open(new ViewerSettings { Folder = folder }, new ViewState { ReducedMotion = true });
        At(viewer, 1);
        viewer.Do("tour.add");
        viewer.Do("layout.compare");
        viewer.Do("tour.add");
        viewer.Session.Move("behaviour.heating_set_point", 21);
        viewer.Session.Change(s => s with { Layout = Layout.Single });
        viewer.Do("tour.add");
        string file = Assert.Single(Directory.EnumerateFiles(folder));
        Tour tour = Tour.Load(file);
        Assert.Equal(["Heating need: plain", "Heating need: plain / warm walls", "Heating need: warm walls, Heating set-point 21.0\u00a0°C"], tour.Stops.Select(s => s.CaptionIn(Language.English)));
        Assert.Equal(["Besoin de chauffage\u00a0: plain", "Besoin de chauffage\u00a0: plain / murs chauds", "Besoin de chauffage\u00a0: murs chauds, Consigne de chauffage 21,0\u00a0°C"], tour.Stops.Select(s => s.CaptionIn(Language.French)));
        (tour with { Stops = [tour.Stops[1] with { Caption = "Before and after" }] }).Save(file);
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddSeconds(5));
        viewer.Do("tour.play");
        At(viewer, 2);
        Assert.Equal((1, "Before and after"), (viewer.Tour.Stops.Count, viewer.Tour.Stops[0].Caption));
        File.WriteAllText(file, "{");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddSeconds(10));
        viewer.Do("tour.play");
        viewer.Do("tour.play");
        At(viewer, 3);
        Assert.Single(viewer.Tour.Stops);
        Assert.True(viewer.Hud.IsBusy);                                    // it says what is wrong with the file
    }
}
