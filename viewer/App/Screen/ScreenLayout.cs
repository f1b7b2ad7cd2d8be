using TerritoryTwin.Files.Reports;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>Where the parts of the screen stand.</summary>
/// <param name="session">What is shown.</param> <param name="hud">The interface.</param> <param name="isPublic">Whether anybody may touch it: what leaves the presentation is then done by keys alone.</param>
internal sealed class ScreenLayout(Session session, Hud hud, bool isPublic) : ScreenPart(session, hud)
{
    /// <summary>Between panels and the edge of the window.</summary>
    public const float Margin = 16;
    /// <summary>Between panels.</summary>
    public const float Gap = 12;
    /// <summary>Of what chooses the scenario of a pane.</summary>
    public const float ChooserHeight = 46;
    /// <summary>Inside the strip below panes that are compared.</summary>
    public const float StripPadding = 12;
    /// <summary>Of what is chosen, beside panes that are compared.</summary>
    public const float SelectionWidth = 340;
    private const float BarHeight = 64, LeastKioskCard = 190, LeastBetween = 200, LeastFree = 20, FootGap = 6, ClockGap = 24, LowHeight = 800, NarrowWidth = 1500, SmallHeight = 600;
    private const int KioskCards = 4;
    private (int Data, int A, int Shown, Language Language) _answered = (-1, -1, -1, default);
    private string _answer = "";

    /// <summary>The panes, from left to right.</summary>
    public IReadOnlyList<Pane> Panes
    {
        get
        {
            Pane[] panes = Session.State.Layout switch
            {
                Layout.Compare => [new(0, 0.5, Session.IndexA), new(0.5, 1, Session.IndexB)],
                Layout.Triple => [new(0, 1 / 3.0, Session.IndexA), new(1 / 3.0, 2 / 3.0, Session.IndexB), new(2 / 3.0, 1, -1)],
                Layout.Difference => [new(0, 1, -1)],
                _ => [new(0, 1, Session.IndexShown)],
            };
            return [.. panes.Select(p => p with { Free = FreeOf(p) })];
        }
    }

    /// <summary>Whether there is no interface, and the scene has all of the picture.</summary>
    public bool IsClean { get; set; }
    /// <summary>Whether panes are compared.</summary>
    public bool Several => Session.State.Layout is Layout.Compare or Layout.Triple;
    /// <summary>Whether it is for an audience.</summary>
    public bool IsKiosk => Session.State.Layout == Layout.Kiosk;
    /// <summary>Whether rows must be close together.</summary>
    public bool IsLow => Hud.Height < LowHeight;
    /// <summary>Whether there is room for few rows at all.</summary>
    public bool IsSmall => Hud.Height < SmallHeight;
    /// <summary>Whether panels must be narrow.</summary>
    public bool IsNarrow => Hud.Width < NarrowWidth;
    /// <summary>Inside the panels of both sides.</summary>
    public float PanelPadding => IsLow ? 14 : 18;
    /// <summary>Of the panel on the left.</summary>
    public float LeftWidth => IsNarrow ? 272 : 300;
    /// <summary>Of the panels on the right.</summary>
    public float RightWidth => IsNarrow ? 330 : 384;

    /// <summary>The bar at the top.</summary>
    public Box Bar => new(Margin, Margin, Hud.Width - 2 * Margin, IsKiosk ? Hud.BannerHeight(Question, Answer, Hud.Width - 2 * Margin, BannerButtons) : BarHeight);
    /// <summary>Below the bar.</summary>
    public float Top => Margin + Bar.Height + Gap;
    /// <summary>The timeline.</summary>
    public Box Timeline => new(Margin, Hud.Height - Hud.FootHeight - FootGap - Hud.TimelineHeight, Hud.Width - 2 * Margin, Hud.TimelineHeight);
    /// <summary>Whether there is a timeline: an audience sees the hour only where it changes something.</summary>
    public bool ShowsTime => !IsKiosk || Session.Playing || Session.Variable is { IsHourly: true };
    /// <summary>Above the timeline, or where it would be.</summary>
    public float Bottom => ShowsTime ? Timeline.Y - Gap : Hud.Height - Hud.FootHeight - FootGap;
    /// <summary>The strip below panes that are compared.</summary>
    public float StripTop => Bottom - Hud.ComparisonHeight - 2 * StripPadding;

    /// <summary>What an audience is asked.</summary>
    public string Question => Session.Shown.QuestionIn(Words.Language) is { Length: > 0 } question ? question : Session.Source.Territory.Name;
    /// <summary>What scenario B answers, beside A; empty while A is shown, and where both cannot be compared.</summary>
    public string Answer
    {
        get
        {
            (int, int, int, Language) now = (Session.DataRevision, Session.IndexA, Session.IndexShown, Words.Language);
            if (_answered == now) return _answer;
            Run run = Session.Shown;
            bool compares = run != Session.A && !run.IsOfStudy && !Session.A.IsOfStudy && Comparison.WhyNot(Session.A.Record, run.Record) == null;
            (_answered, _answer) = (now, compares ? new Conclusion(new Comparison([Session.A.Record, run.Record]), Words).Answer(1) : "");
            return _answer;
        }
    }
    /// <summary>Of the clock in the bar, and what parts it from the button.</summary>
    public float ClockWidth => ShowsTime ? Hud.Canvas.TextWidth("00 h 00", 30, bold: true) + ClockGap : 0;
    /// <summary>Where the clock ends, from its left.</summary>
    public float ClockEnd => ClockWidth - ClockGap;
    /// <summary>Of clock and button in the bar.</summary>
    public float BannerButtons => (isPublic ? 0 : Hud.ButtonWidth(Words["present.leave"])) + ClockWidth;
    /// <summary>Whether anybody may touch it.</summary>
    public bool IsPublic => isPublic;

    /// <summary>The figures that an audience sees.</summary>
    public IReadOnlyList<IndicatorCard> KioskIndicators => !Session.State.Layers.Charts || (ShowsTime && IsSmall) ? []
        : Figures.Cards(Session.Shown, BaselineOf(Session.Shown), Math.Clamp((int)((Hud.Width - 2 * Margin + Gap) / (LeastKioskCard + Gap)), 1, KioskCards), Words);

    /// <summary>Above the figures that an audience sees.</summary>
    public float CardsTop
    {
        get
        {
            if (KioskIndicators is not { Count: > 0 } cards) return Bottom + Gap;
            float wide = (Hud.Width - 2 * Margin - (cards.Count - 1) * Gap) / cards.Count;
            return Bottom - cards.Max(c => Hud.CardHeight(c, wide));
        }
    }

    /// <summary>Between the panels: what is written there covers the scene alone.</summary>
    public Box Between
    {
        get
        {
            bool right = !IsKiosk && (Session.Choosing != null || Session.State.Selection != null || (!Several && Session.State.Layers.Charts));
            float left = Several ? Margin : Margin + LeftWidth + Gap, top = Several ? Top + ChooserHeight + Gap : Top;
            float end = Hud.Width - Margin - (right ? (Several ? SelectionWidth : RightWidth) + Gap : 0);
            float bottom = Several ? StripTop - Gap : IsKiosk ? CardsTop - Gap : Bottom;
            return new(left, top, MathF.Max(LeastBetween, end - left), bottom - top);
        }
    }

    /// <summary>The same, left of compass and scale bar.</summary>
    public Box RoomForCaption
    {
        get
        {
            const float furniture = 190;
            return IsKiosk ? Between : Between with { Width = MathF.Max(LeastBetween, Between.Width - furniture) };
        }
    }

    private Box FreeOf(Pane pane)
    {
        float scale = Hud.Canvas.Scale, left = (float)pane.Left * Hud.Width, right = (float)pane.Right * Hud.Width, top = Top, bottom = Bottom;
        if (IsClean) return new(left * scale, 0, (right - left) * scale, (Hud.Height - Hud.FootHeight) * scale);
        if (Several) (top, bottom) = (Top + ChooserHeight + Gap, StripTop - Gap);
        else
        {
            left = Margin + LeftWidth + Gap;
            if (IsKiosk) (right, bottom) = (right - Margin, CardsTop - Gap);
            else if (Session.State.Layers.Charts || Session.Choosing != null) right -= Margin + RightWidth + Gap;
        }
        return new(left * scale, top * scale, MathF.Max(LeastFree, right - left) * scale, MathF.Max(LeastFree, bottom - top) * scale);
    }
}
