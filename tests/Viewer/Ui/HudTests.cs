using TerritoryTwin.Viewer.Ui;
using TerritoryTwin.Viewer.Windowing;

namespace TerritoryTwin.Tests.Viewer.Ui;

public sealed class HudTests
{
    private readonly Sheets _sheets = new();
    private readonly Page _page;

    public HudTests() => _page = new(_sheets.Controls);

    private UiScript Script => _page.Script;

    [Fact]
    public void A_press_plays_and_a_second_one_pauses()
    {
        Script.Click("play");
        Assert.True(_sheets.Time.Playing);
        Script.Click("play");
        Assert.False(_sheets.Time.Playing);
    }

    [Fact]
    public void A_quick_press_and_release_in_one_poll_is_a_click()
    {
        Script.Click("save");
        Script.Click("save");
        Assert.Equal(2, _sheets.Presses);
    }

    [Fact]
    public void A_press_let_go_elsewhere_is_none()
    {
        Box save = _page.Hud.Rectangles["save"];
        Script.Send(new InputEvent(InputKind.ButtonDown, save.MiddleX, save.MiddleY), new(InputKind.PointerMoved, 640, 300), new(InputKind.ButtonUp, 640, 300));
        Assert.Equal(0, _sheets.Presses);
    }

    [Fact]
    public void A_long_list_is_searched_by_what_is_typed_without_case_and_accents()
    {
        int chosen = 0;
        string[] items = [.. Enumerable.Range(0, 20).Select(k => k == 17 ? "Énergie solaire" : $"Besoin {k}")];
        Page page = new(hud => chosen = hud.Dropdown("list", new(20, 20, 300, 36), items, chosen));
        page.Script.Click("list");
        foreach (char letter in "ENER") page.Script.Send(new(InputKind.KeyDown, Key: (Key)letter), new(InputKind.Text, Code: letter));
        Assert.Equal(["list.17"], page.Hud.Rectangles.Keys.Where(k => k.StartsWith("list.", StringComparison.Ordinal) && char.IsDigit(k[5])));
        Assert.DoesNotContain(page.Hud.Unhandled, e => e.Kind == InputKind.KeyDown);          // no command of these letters
        page.Script.Press(Key.Enter);
        Assert.Equal(17, chosen);
        page.Script.Click("list");
        page.Script.Send(new InputEvent(InputKind.Text, Code: 'x'));
        Assert.DoesNotContain(page.Hud.Rectangles.Keys, k => k.StartsWith("list.", StringComparison.Ordinal) && char.IsDigit(k[5]));
        page.Script.Press(Key.Backspace);
        Assert.Contains("list.0", page.Hud.Rectangles.Keys);
    }

    [Fact]
    public void A_part_of_a_group_is_chosen_by_pointer_and_by_arrows()
    {
        Script.Click("layout.2");
        Assert.Equal(2, _sheets.Layout);
        _page.Hud.FocusOn("layout.2");
        Script.Press(Key.Right);
        Assert.Equal(3, _sheets.Layout);
        Script.Press(Key.Right);
        Assert.Equal(3, _sheets.Layout);
        Script.Press(Key.Left);
        Script.Press(Key.Left);
        Assert.Equal(1, _sheets.Layout);
    }

    [Fact]
    public void A_slider_follows_the_pointer_in_its_steps_and_tells_when_it_is_let_go()
    {
        Script.Drag("renovated", 0.5f, 2);
        Assert.Equal(100, _sheets.Renovated);
        Assert.Equal(1, _sheets.Releases);
        Script.Drag("setpoint", 0.1f, 0.5f);
        Assert.Equal(19.5, _sheets.SetPoint);
    }

    [Fact]
    public void A_slider_obeys_the_keys_after_it_was_touched()
    {
        _page.Hud.FocusOn("setpoint");
        Script.Press(Key.Right);
        Assert.Equal(20, _sheets.SetPoint);
        Script.Press(Key.PageDown);
        Assert.Equal(16, _sheets.SetPoint);
        Script.Press(Key.End);
        Assert.Equal(23, _sheets.SetPoint);
    }

    [Fact]
    public void A_list_opens_over_the_page_and_keeps_the_pointer_from_what_is_below()
    {
        Script.Click("variable");
        Assert.Contains("variable.list", _page.Hud.Rectangles.Keys);
        Box item = _page.Hud.Rectangles["variable.3"], shadows = _page.Hud.Rectangles["layer.shadows"];
        Script.Click("variable.3");
        Assert.Equal(3, _sheets.Variable);
        Assert.DoesNotContain("variable.list", _page.Hud.Rectangles.Keys);
        Assert.True(_sheets.Roofs, $"the switch at {shadows} was not pressed through the item at {item}");
    }

    [Fact]
    public void A_list_longer_than_the_screen_is_scrolled_and_closed_by_a_press_beside_it()
    {
        Script.Click("variable");
        Assert.DoesNotContain("variable.30", _page.Hud.Rectangles.Keys);
        Script.Wheel("variable.list", -40);
        Script.Click("variable.33");
        Assert.Equal(33, _sheets.Variable);
        Script.Click("variable");
        Script.Send(new InputEvent(InputKind.ButtonDown, 640, 300), new(InputKind.ButtonUp, 640, 300));
        Assert.DoesNotContain("variable.list", _page.Hud.Rectangles.Keys);
    }

    [Fact]
    public void A_list_is_opened_walked_and_chosen_from_by_keyboard()
    {
        _page.Hud.FocusOn("variable");
        Script.Press(Key.Enter);
        Script.Press(Key.Down);
        Script.Press(Key.Enter);
        Assert.Equal(2, _sheets.Variable);
        Assert.Equal("variable", _page.Hud.Focus);
    }

    [Fact]
    public void The_tab_key_visits_every_widget_and_comes_round_again()
    {
        HashSet<string> seen = [];
        Script.Press(Key.Tab);
        string first = _page.Hud.Focus!;
        do
        {
            Assert.True(seen.Add(_page.Hud.Focus!), $"{_page.Hud.Focus} twice");
            Script.Press(Key.Tab);
        }
        while (_page.Hud.Focus != first);
        Assert.Superset(new HashSet<string> { "layout.0", "variable", "renovated", "save", "play", "time", "time.zoom.3", "time.speed", "help" }, seen);
        Script.Press(Key.Tab, KeyModifiers.Shift);
        Assert.NotEqual(first, _page.Hud.Focus);
    }

    [Fact]
    public void A_focused_button_takes_the_space_bar_and_an_unfocused_page_leaves_it()
    {
        Script.Send(new InputEvent(InputKind.KeyDown, Key: Key.Space));
        Assert.Contains(_page.Hud.Unhandled, e => e.Key == Key.Space);
        _page.Hud.FocusOn("save");
        Script.Send(new InputEvent(InputKind.KeyDown, Key: Key.Space));
        Assert.Equal(1, _sheets.Presses);
        Assert.DoesNotContain(_page.Hud.Unhandled, e => e.Key == Key.Space);
    }

    [Fact]
    public void The_scene_gets_the_pointer_beside_panels_and_keeps_it_while_dragging()
    {
        Script.Send(new InputEvent(InputKind.ButtonDown, 640, 300));
        Assert.Contains(_page.Hud.Unhandled, e => e.Kind == InputKind.ButtonDown);
        Box panel = _page.Hud.Rectangles["parameters"];
        Script.Send(new InputEvent(InputKind.PointerMoved, panel.MiddleX, panel.MiddleY));
        Assert.Contains(_page.Hud.Unhandled, e => e.Kind == InputKind.PointerMoved);
        Script.Send(new InputEvent(InputKind.ButtonUp, panel.MiddleX, panel.MiddleY));
        Assert.Equal(40, _sheets.Renovated);
        Script.Send(new InputEvent(InputKind.Wheel, 0, 1));
        Assert.Empty(_page.Hud.Unhandled);
        Assert.True(_page.Hud.HasPointer);
    }

    [Fact]
    public void The_timeline_is_scrubbed_zoomed_and_moved_by_keys()
    {
        Script.Drag("time", 0.5f, 0.5f);
        Assert.InRange(_sheets.Time.Position, 8760 * 0.48, 8760 * 0.52);
        Script.Click("time.zoom.3");
        Assert.Equal(TimeZoom.Day, _sheets.Time.Zoom);
        Assert.Equal(24, _sheets.Time.View.To - _sheets.Time.View.From);
        double before = _sheets.Time.Position;
        _page.Hud.FocusOn("time");
        Script.Press(Key.Right);
        Assert.Equal(before + 1, _sheets.Time.Position, 1e-9);
        Script.Press(Key.Home);
        Assert.Equal(0, _sheets.Time.Position);
        Script.Press(Key.Left);
        Assert.Equal(0, _sheets.Time.Position);
    }

    [Fact]
    public void Time_runs_at_its_speed_and_begins_again_at_the_end()
    {
        TimelineState time = new(Sheets.Calendar, 8755, Playing: true, Speed: 6);
        Assert.Equal(8758, time.After(0.5).Position, 1e-9);
        Assert.Equal(1, time.After(1).Position, 1e-9);
        Assert.Equal(8755, (time with { Playing = false }).After(9).Position);
        Assert.Equal(new DateTime(2030, 12, 31, 19, 0, 0), time.Time);
    }

    [Theory, InlineData(TimeZoom.Month, 744), InlineData(TimeZoom.Week, 168), InlineData(TimeZoom.Day, 24), InlineData(TimeZoom.Year, 8760)]
    public void The_track_shows_the_calendar_period_around_the_position(TimeZoom zoom, double hours)
    {
        (double from, double to) = new TimelineState(Sheets.Calendar, 4743, zoom).View;
        Assert.Equal(hours, to - from);
        Assert.InRange(4743, from, to);
    }

    [Fact]
    public void A_tooltip_comes_when_the_pointer_rests_and_asks_to_be_woken_for_it()
    {
        Script.Hover("save");
        Assert.DoesNotContain("tooltip", _page.Hud.Rectangles.Keys);
        Assert.InRange(_page.Hud.WakeAfter, 0.01, 0.5);
        _page.Wait(1);
        Assert.Contains("tooltip", _page.Hud.Rectangles.Keys);
    }

    [Fact]
    public void A_fault_stays_until_it_is_pressed_away_and_news_goes_by_itself()
    {
        _page.Hud.Say("Le dossier « demo » n’existe plus : choisissez-en un autre.", fault: true);
        _page.Hud.Say("Image enregistrée");
        _page.Wait(1);
        Assert.Contains("message.1", _page.Hud.Rectangles.Keys);
        _page.Wait(10);
        Assert.Contains("message.0", _page.Hud.Rectangles.Keys);
        Assert.DoesNotContain("message.1", _page.Hud.Rectangles.Keys);
        Script.Click("message.0");
        Script.Send();
        Assert.DoesNotContain("message.0", _page.Hud.Rectangles.Keys);
    }

    [Fact]
    public void Help_covers_all_and_is_closed_by_escape_by_its_button_and_beside_it()
    {
        Script.Click("help");
        Assert.True(_sheets.HelpOpen);
        Script.Press(Key.Escape);
        Assert.False(_sheets.HelpOpen);
        Script.Click("help");
        Script.Click("save");
        Assert.Equal(0, _sheets.Presses);
        Script.Send(new InputEvent(InputKind.ButtonDown, 5, 5), new(InputKind.ButtonUp, 5, 5));
        Assert.False(_sheets.HelpOpen);
        Script.Click("help");
        Script.Press(Key.Tab);
        Assert.Equal("help.close", _page.Hud.Focus);
        Script.Press(Key.Enter);
        Assert.False(_sheets.HelpOpen);
    }

    [Fact]
    public void A_still_page_asks_for_no_more_frames()
    {
        Script.Click("layout.1");
        Assert.False(_page.Hud.NeedsFrame);
        Assert.Equal(double.PositiveInfinity, _page.Hud.WakeAfter);
    }

    [Fact]
    public void A_widget_that_is_not_there_is_named_with_those_that_are()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => Script.Click("demolish"));
        Assert.Contains("`demolish`", e.Message);
        Assert.Contains("time.zoom.3", e.Message);
    }

    [Fact]
    public void Two_equal_frames_make_the_same_draw_lists()
    {
        Page other = new(new Sheets().Controls);
        for (int k = 0; k < other.Hud.Canvas.Layers.Count; k++)
            Assert.True(other.Hud.Canvas.Layers[k].Vertices.SequenceEqual(_page.Hud.Canvas.Layers[k].Vertices));
    }

    [Fact]
    public void Thousands_of_random_inputs_leave_the_interface_whole_and_no_larger()
    {
        Random random = new(7);
        Key[] keys = [Key.Tab, Key.Enter, Key.Space, Key.Escape, Key.Left, Key.Right, Key.Down, Key.Up, Key.Home, Key.End, Key.PageDown];
        int most = 0;
        for (int k = 0; k < 1500; k++)
        {
            float x = random.Next(-50, 1330), y = random.Next(-50, 770);
            _page.Hud.Input.Enqueue(random.Next(5) switch
            {
                0 => new(InputKind.PointerMoved, x, y),
                1 => new(InputKind.ButtonDown, x, y, random.Next(3)),
                2 => new(InputKind.ButtonUp, x, y, random.Next(3)),
                3 => new(InputKind.Wheel, 0, random.Next(-3, 4)),
                _ => new(InputKind.KeyDown, Key: keys[random.Next(keys.Length)]),
            });
            _page.Frame();
            most = Math.Max(most, _page.Hud.Canvas.Layers.Sum(l => l.Count));
        }
        Assert.InRange(most, 1, 200_000);
        Assert.True(double.IsFinite(_sheets.Time.Position + _sheets.Renovated + _sheets.SetPoint));
    }
}
