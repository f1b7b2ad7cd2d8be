using System.Text.Json;
using TerritoryTwin.Viewer.Text;
using TerritoryTwin.Viewer.Windowing;

namespace TerritoryTwin.Viewer.Ui;

/// <summary>What the audience and the room ask of the interface.</summary>
/// <param name="Theme">Light, dark or high contrast.</param>
/// <param name="Language">Of words and numbers.</param>
/// <param name="UserScale">Larger or smaller than usual, 0.5 to 3.</param>
/// <param name="Kiosk">Larger text, to be read from 5 m.</param>
/// <param name="ReducedMotion">Nothing glides.</param>
public sealed record HudSettings(
    ThemeName Theme = ThemeName.Light, Language Language = Language.French, float UserScale = 1, bool Kiosk = false, bool ReducedMotion = false)
{
    private const float KioskFactor = 1.45f, DesignHeight = 1080, LeastOfHeight = 0.02f;

    /// <summary>Pixels for one unit of the interface on a picture of a height [px]. For an audience the smallest letters have 2 % of the height at least.</summary>
    public float Scale(int height)
    {
        float scale = MathF.Max(1, height / DesignHeight) * Math.Clamp(UserScale, 0.5f, 3);
        return Kiosk ? MathF.Max(scale * KioskFactor, LeastOfHeight * height / Hud.Small) : scale;
    }
}

/// <summary>What a widget learns of pointer and keyboard.</summary>
/// <param name="Hovered">The pointer is over it.</param>
/// <param name="Held">The button went down on it and is still down.</param>
/// <param name="Clicked">It was pressed and let go, or pressed by keyboard.</param>
/// <param name="Focused">Keys go to it.</param>
internal readonly record struct Touch(bool Hovered, bool Held, bool Clicked, bool Focused);

/// <summary>The interface over the scene: widgets are drawn anew each frame, in immediate mode, each with a stable id and a recorded rectangle.</summary>
/// <remarks>A frame is <see cref="Begin"/>, widgets, <see cref="End"/>; then <see cref="Unhandled"/> holds what the scene and the commands may use.</remarks>
public sealed partial class Hud
{
    /// <summary>Font size of small print; nothing is smaller.</summary>
    public const float Small = 12.5f;
    /// <summary>Font size of widgets.</summary>
    public const float Normal = 14.5f;
    /// <summary>Font size of titles.</summary>
    public const float Large = 19;

    private const double LongestStep = 0.1, Quickness = 16, TipDelay = 0.45;

    private readonly SortedDictionary<string, Box> _rectangles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, float> _eased = [], _heights = [], _scrolls = [];
    private readonly List<InputEvent> _events = [];
    private readonly List<InputEvent> _unhandled = [];
    private readonly List<(string Id, Layer Layer)> _order = [];
    private readonly List<(string Id, Layer Layer)> _lastOrder = [];
    private readonly List<(Box Box, Layer Layer)> _covers = [];
    private readonly List<(Box Box, Layer Layer)> _lastCovers = [];
    private readonly Stack<Box> _views = new();
    private string? _active, _focus, _hovered, _hoveredBefore, _tip;
    private Box _tipAt;
    private float _x = -1, _y = -1, _wheel;
    private bool _down, _pressed, _released, _overPanel, _focusSeen, _dragsScene;
    private double _seconds, _step, _hoveredSince;
    private int _resets;

    /// <summary>A new interface with its own glyphs.</summary>
    public Hud()
    {
        Canvas = new(new GlyphAtlas());
        Settings = new();
    }

    /// <summary>Where it draws.</summary>
    public Canvas Canvas { get; }
    /// <summary>Events wait here, as the window's host appends them. A frame takes them up to the first key or edge of a button, so that a quick press and release are both seen.</summary>
    public Queue<InputEvent> Input { get; } = new();
    /// <summary>Of the current frame.</summary>
    public HudSettings Settings { get; private set; }
    /// <summary>Colours of the current frame.</summary>
    public Theme Theme => Theme.Of(Settings.Theme);
    /// <summary>Words of the current frame.</summary>
    public Words Words => Words.Of(Settings.Language);
    /// <summary>How numbers are written in the current frame.</summary>
    public Numbers Numbers => Words.Numbers;
    /// <summary>Width of the picture [units].</summary>
    public float Width { get; private set; }
    /// <summary>Height of the picture [units].</summary>
    public float Height { get; private set; }
    /// <summary>The rectangle of every widget of the last frame by id [px], for tests and for tools that move the pointer.</summary>
    public IReadOnlyDictionary<string, Box> Rectangles => _rectangles;
    /// <summary>Events of the last frame that no widget used: for the camera and for key commands.</summary>
    public IReadOnlyList<InputEvent> Unhandled => _unhandled;
    /// <summary>True when the pointer is over a panel or a widget, or one is being dragged.</summary>
    public bool HasPointer => _overPanel || _active != null;
    /// <summary>The widget that keys go to.</summary>
    public string? Focus => _focus;
    /// <summary>True when another frame is wanted at once: something glides, a panel changed its height, the sheet of glyphs was begun anew, or events wait. A picture for a file is drawn until this is false.</summary>
    public bool NeedsFrame { get; private set; }
    /// <summary>Seconds until a frame is wanted although nothing happens (a tooltip is due); infinity when none is.</summary>
    public double WakeAfter { get; private set; } = double.PositiveInfinity;
    /// <summary>The pointer [units].</summary>
    public (float X, float Y) Pointer => (_x, _y);

    /// <summary>Starts a frame.</summary>
    /// <param name="width">Of the picture [px], 1 or more.</param>
    /// <param name="height">Of the picture [px], 1 or more.</param>
    /// <param name="settings">May differ from frame to frame.</param>
    /// <param name="seconds">A clock that runs on; pictures and videos pass their own.</param>
    public void Begin(int width, int height, HudSettings settings, double seconds)
    {
        Settings = settings;
        float scale = settings.Scale(height);
        Canvas.Begin(width, height, scale, Small);
        (Width, Height) = (width / scale, height / scale);
        _step = Math.Clamp(seconds - _seconds, 0, LongestStep);
        _seconds = seconds;
        Swap();
        NeedsFrame = false;
        WakeAfter = double.PositiveInfinity;
        _resets = Canvas.Atlas.Resets;
        ReadEvents();
    }

    /// <summary>Ends a frame: tooltips, then what is left for others.</summary>
    public void End()
    {
        DrawPopup();
        if (_tip != null) DrawTip();
        if (_released) _active = null;
        if (_pressed && !HasPointer) _dragsScene = true;
        KeepUnhandled();
        if (_released) _dragsScene = false;
        if (_focus != null && !_order.Any(w => w.Id == _focus)) _focus = null;
        NeedsFrame |= Input.Count > 0 || _resets != Canvas.Atlas.Resets;
    }

    /// <summary>The widgets' rectangles as JSON: id → [x, y, width, height] in pixels.</summary>
    public string RectanglesJson() =>
        JsonSerializer.Serialize(_rectangles.ToDictionary(r => r.Key, r => new[] { r.Value.X, r.Value.Y, r.Value.Width, r.Value.Height }, StringComparer.Ordinal));

    /// <summary>Gives the keyboard to a widget.</summary>
    public void FocusOn(string? id)
    {
        _focus = id;
        _focusSeen = id != null;
    }

    private void Swap()
    {
        _rectangles.Clear();
        _lastOrder.Clear();
        _lastOrder.AddRange(_order);
        _order.Clear();
        _lastCovers.Clear();
        _lastCovers.AddRange(_covers);
        _covers.Clear();
        _views.Clear();
        _hoveredBefore = _hovered;
        (_pointed, _pointedNow) = (_pointedNow, null);
        (_hovered, _tip, _overPanel) = (null, null, false);
    }

    private void ReadEvents()
    {
        TakeEvents();
        (_pressed, _released, _wheel) = (false, false, 0);
        foreach (InputEvent input in _events)
        {
            if (input.Kind is InputKind.PointerMoved or InputKind.ButtonDown or InputKind.ButtonUp) (_x, _y) = (input.X / Canvas.Scale, input.Y / Canvas.Scale);
            if (input.Kind == InputKind.Wheel) _wheel += input.Y;
            if (input is { Kind: InputKind.ButtonDown, Code: 0 }) (_down, _pressed, _focusSeen, _focus) = (true, true, false, null);
            if (input is { Kind: InputKind.ButtonUp, Code: 0 }) (_down, _released) = (false, true);
            if (input.Kind == InputKind.FocusLost) (_down, _active, _dragsScene) = (false, null, false);
        }
        if (!_down && !_released) _active = null;
        if (TakeKey(Key.Tab, out bool back)) MoveFocus(back);
        if (_lastCovers.Any(c => c.Layer > Layer.Base && c.Box.Contains(_x, _y))) _overPanel = true;
    }

    private void TakeEvents()
    {
        _events.Clear();
        while (Input.TryDequeue(out InputEvent input))
        {
            _events.Add(input);
            if (input.Kind is InputKind.ButtonDown or InputKind.ButtonUp or InputKind.KeyDown or InputKind.FocusLost) return;
        }
    }

    // Tab goes round among the widgets of the highest layer that has any.
    private void MoveFocus(bool back)
    {
        if (_lastOrder.Count == 0) return;
        Layer top = _lastOrder.Max(w => w.Layer);
        List<string> ids = [.. _lastOrder.Where(w => w.Layer == top).Select(w => w.Id)];
        int at = _focus == null ? -1 : ids.IndexOf(_focus);
        FocusOn(ids[at < 0 ? (back ? ids.Count - 1 : 0) : (at + (back ? ids.Count - 1 : 1)) % ids.Count]);
    }

    /// <summary>Takes a key from the events of this frame.</summary>
    private bool TakeKey(Key key, out bool shift)
    {
        int at = _events.FindIndex(e => e.Kind == InputKind.KeyDown && e.Key == key && (e.Modifiers & (KeyModifiers.Control | KeyModifiers.Alt)) == KeyModifiers.None);
        shift = at >= 0 && (_events[at].Modifiers & KeyModifiers.Shift) != KeyModifiers.None;
        if (at >= 0) _events.RemoveAt(at);
        return at >= 0;
    }

    private bool TakeKey(Key key) => TakeKey(key, out _);

    // The pointer belongs to the interface over panels and widgets, but a drag that began on the scene goes on over them.
    private void KeepUnhandled()
    {
        _unhandled.Clear();
        bool busy = HasPointer && !_dragsScene;
        _unhandled.AddRange(_events.Where(e => !busy || e.Kind is not (InputKind.ButtonDown or InputKind.Wheel)));
    }

    /// <summary>Records a widget and says what pointer and keyboard do to it.</summary>
    private Touch Touched(string id, Box box, bool focusable = true, bool enabled = true)
    {
        Record(id, box);
        if (!enabled) return default;
        bool over = Reachable() && box.Contains(_x, _y);
        if (over) _hovered = id;
        if (over && _pressed && _active == null) _active = id;
        if (focusable) _order.Add((id, Canvas.Layer));
        bool focused = _focus == id, held = _active == id;
        if (focused) KeepInView(box);
        bool clicked = (held && _released && over) || (focused && (TakeKey(Key.Enter) || TakeKey(Key.Space)));
        return new(over, held, clicked, focused);
    }

    private void Record(string id, Box box) => _rectangles[id] = new(box.X * Canvas.Scale, box.Y * Canvas.Scale, box.Width * Canvas.Scale, box.Height * Canvas.Scale);

    /// <summary>True when nothing of a higher layer lies over the pointer, and it is inside the part of the panel that is seen.</summary>
    private bool Reachable()
    {
        Layer mine = Canvas.Layer;
        foreach ((Box box, Layer layer) in _lastCovers)
            if (layer > mine && box.Contains(_x, _y)) return false;
        return _views.Count == 0 || _views.Peek().Contains(_x, _y);
    }

    private bool ReachablePoint(Box box) => Reachable() && box.Contains(_x, _y);

    /// <summary>Marks a box as part of the interface: the scene below it gets no pointer.</summary>
    public void Cover(Box box)
    {
        _covers.Add((box, Canvas.Layer));
        if (box.Contains(_x, _y)) _overPanel = true;
    }

    /// <summary>A value that glides to its target; at once the first time and where motion is reduced.</summary>
    private float Eased(string id, float target)
    {
        float value = _eased.GetValueOrDefault(id, target);
        value += (target - value) * (Settings.ReducedMotion ? 1 : (float)(1 - Math.Exp(-_step * Quickness)));
        if (MathF.Abs(target - value) < 0.01f) value = target;
        else NeedsFrame = true;
        return _eased[id] = value;
    }

    private void FocusRing(Touch touch, Box box, float radius)
    {
        if (touch.Focused && _focusSeen) Canvas.Ring(box.Inset(-4), Theme.Focus, radius + 4, 2.5f);
    }

    private void Tip(string id, Touch touch, Box box, string? tip)
    {
        if (string.IsNullOrEmpty(tip)) return;
        if (touch.Focused && _focusSeen) (_tip, _tipAt) = (tip, box);
        if (!touch.Hovered || touch.Held) return;
        if (_hoveredBefore != id) _hoveredSince = _seconds;
        double left = _hoveredSince + TipDelay - _seconds;
        if (left <= 0) (_tip, _tipAt) = (tip, box);
        else WakeAfter = Math.Min(WakeAfter, left);
    }

    private void DrawTip()
    {
        const float margin = 10, line = 18, widest = 320;
        Canvas.Layer = Layer.Top;
        IReadOnlyList<string> lines = Canvas.Wrap(_tip!, Small, widest);
        float width = lines.Max(l => Canvas.TextWidth(l, Small)) + 2 * margin, height = lines.Count * line + 2 * margin - 4;
        float x = Math.Clamp(_tipAt.MiddleX - width / 2, 6, MathF.Max(6, Width - width - 6));
        float y = _tipAt.Bottom + 8 + height > Height ? _tipAt.Y - 8 - height : _tipAt.Bottom + 8;
        Box box = new(x, y, width, height);
        Canvas.Shadow(new(x, y + 2, width, height), Theme.Shadow, 8, 8);
        Canvas.Fill(box, Theme.Ink, 8);
        Rgba ink = Theme.Panel with { A = 255 };
        for (int k = 0; k < lines.Count; k++) Canvas.Text(x + margin, y + margin + 7 + k * line, lines[k], Small, ink);
        Record("tooltip", box);
        Canvas.Layer = Layer.Base;
    }
}
