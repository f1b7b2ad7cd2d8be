using TerritoryTwin.Files.Yaml;
using TerritoryTwin.Viewer.Windowing;

namespace TerritoryTwin.Viewer.Ui;

public sealed partial class Hud
{
    private const float ItemHeight = 34;
    private const int MostUnsearched = 12, LongestSearch = 100;

    private Popup? _popup;
    private string? _openList;
    private string _search = "";
    private int _firstShown;
    private (string Id, int Index)? _chosen;

    private sealed record Popup(string Id, Box Button, IReadOnlyList<string> Items, int Selected);

    /// <summary>One of many: a button that opens a list, whose items have ids <c>id.0</c>, <c>id.1</c>… A choice too long for the button is cut where the tip says it in full.</summary>
    /// <param name="id">Stable name.</param> <param name="box">Where.</param> <param name="items">Of the list.</param> <param name="selected">Among them; −1: none.</param>
    /// <param name="tip">Said when the pointer rests on it.</param> <param name="asks">Written while none is chosen.</param>
    /// <returns>The chosen index.</returns>
    public int Dropdown(string id, Box box, IReadOnlyList<string> items, int selected, string? tip = null, string asks = "")
    {
        if (_chosen is { } chosen && chosen.Id == id)
        {
            selected = Math.Clamp(chosen.Index, 0, items.Count - 1);
            _chosen = null;
        }
        Touch touch = Touched(id, box);
        if (touch.Clicked) Open(id, selected);
        if (touch.Focused && _openList != id && selected >= 0) selected = StepByKeys(items.Count, selected);
        DrawButton(touch, box, on: false, enabled: true);
        Box room = new(box.X + 12, box.Y, box.Width - 40, box.Height);
        bool chosenOne = selected >= 0 && selected < items.Count;
        string text = chosenOne ? items[selected] : asks;
        Canvas.TextIn(id, room, tip == null ? text : Canvas.Shortened(text, Normal, bold: false, room.Width), Normal, chosenOne ? Theme.Ink : Theme.QuietInk);
        Icons.Draw(Canvas, Icon.Down, box.Right - 18, box.MiddleY, 15, Theme.QuietInk);
        FocusRing(touch, box, box.Height * 0.28f);
        if (_openList == id) _popup = new(id, box, items, selected);
        else Tip(id, touch, box, tip);
        return selected;
    }

    private void Open(string id, int selected)
    {
        bool opens = _openList != id;
        (_openList, _firstShown, _search) = (opens ? id : null, Math.Max(0, selected - 3), "");
        if (opens && _focusSeen) FocusOn($"{id}.{Math.Max(0, selected)}");
        NeedsFrame = true;
    }

    private int StepByKeys(int count, int selected)
    {
        if (TakeKey(Key.Down)) selected = Math.Min(count - 1, selected + 1);
        if (TakeKey(Key.Up)) selected = Math.Max(0, selected - 1);
        return selected;
    }

    // Drawn last, so that it lies over everything; the choice is handed over in the next frame.
    private void DrawPopup()
    {
        Popup? popup = _popup;
        _popup = null;
        if (popup == null)
        {
            _openList = null;
            return;
        }
        Canvas.Layer = Layer.Popup;
        Box list = ListBox(popup);
        Backdrop(popup.Id + ".list", list, 10);
        bool searched = IsSearched(popup);
        if (searched) ReadSearch(popup);
        int[] found = [.. Enumerable.Range(0, popup.Items.Count).Where(k => _search.Length == 0 || Spelling.Plain(popup.Items[k]).Contains(Spelling.Plain(_search), StringComparison.Ordinal))];
        float top = list.Y + 6 + (searched ? ItemHeight : 0);
        if (searched) DrawSearch(popup, new(list.X + 16, list.Y + 6, list.Width - 32, ItemHeight), found.Length);
        int shown = (int)((list.Bottom - 6 - top) / ItemHeight), last = Math.Max(0, found.Length - shown);
        if (list.Contains(_x, _y)) _firstShown -= (int)_wheel;
        if (_focus is { } focus && focus.StartsWith(popup.Id + ".", StringComparison.Ordinal)) FollowFocus(popup, focus, shown, found);
        _firstShown = Math.Clamp(_firstShown, 0, last);
        for (int k = _firstShown; k < Math.Min(found.Length, _firstShown + shown); k++) DrawItem(popup, found[k], new(list.X + 6, top + (k - _firstShown) * ItemHeight, list.Width - 12, ItemHeight));
        if (_search.Length > 0 && found.Length > 0 && TakeKey(Key.Enter)) Choose(popup, found[0]);
        bool outside = _pressed && !list.Contains(_x, _y) && !popup.Button.Contains(_x, _y);
        if (outside || TakeKey(Key.Escape)) CloseList(popup.Id);
        Canvas.Layer = Layer.Base;
    }

    private Box ListBox(Popup popup)
    {
        float below = Height - popup.Button.Bottom - 16, above = popup.Button.Y - 16;
        float wanted = (popup.Items.Count + (IsSearched(popup) ? 1 : 0)) * ItemHeight + 12, room = MathF.Max(below, above);
        float height = wanted <= room ? wanted : MathF.Max(1, MathF.Floor((room - 12) / ItemHeight)) * ItemHeight + 12;
        float width = MathF.Max(popup.Button.Width, popup.Items.Count == 0 ? 0 : popup.Items.Max(t => Canvas.TextWidth(t, Normal, bold: true)) + 44);
        float x = Math.Clamp(popup.Button.X, 4, MathF.Max(4, Width - width - 4));
        return new(x, below >= height ? popup.Button.Bottom + 6 : popup.Button.Y - 6 - height, width, height);
    }

    private static bool IsSearched(Popup popup) => popup.Items.Count > MostUnsearched;

    // Letters that are typed while a long list is open search it, and do nothing else.
    private void ReadSearch(Popup popup)
    {
        string before = _search;
        _search = Typed(before, LongestSearch);
        if (_search == before) return;
        (_firstShown, _focus, NeedsFrame) = (0, null, true);
    }

    private void DrawSearch(Popup popup, Box box, int found)
    {
        Record(popup.Id + ".search", box);
        Canvas.TextIn(popup.Id + ".search", box, _search.Length == 0 ? Words["list.search"] : found == 0 ? Words.Format("list.none", _search) : _search, Normal, _search.Length == 0 || found == 0 ? Theme.QuietInk : Theme.Ink, bold: found > 0 && _search.Length > 0);
        Canvas.Hair(box.X - 6, box.Bottom, box.Right + 6, box.Bottom, Theme.Outline);
    }

    private void Choose(Popup popup, int k)
    {
        _chosen = (popup.Id, k);
        CloseList(popup.Id);
    }

    private void FollowFocus(Popup popup, string focus, int shown, int[] found)
    {
        int at = Array.IndexOf(found, int.Parse(focus.AsSpan(popup.Id.Length + 1))), to = at;
        if (TakeKey(Key.Down)) to = Math.Min(found.Length - 1, at + 1);
        if (TakeKey(Key.Up)) to = Math.Max(0, at - 1);
        if (to < 0 || found.Length == 0) return;
        if (to != at) FocusOn($"{popup.Id}.{found[to]}");
        if (to < _firstShown) _firstShown = to;
        if (to >= _firstShown + shown) _firstShown = to - shown + 1;
    }

    private void DrawItem(Popup popup, int k, Box box)
    {
        string id = $"{popup.Id}.{k}";
        Touch touch = Touched(id, box);
        bool selected = k == popup.Selected;
        if (selected || touch.Hovered || touch.Focused) Canvas.Fill(box, selected ? Theme.Accent : Theme.Track, 7);
        Canvas.TextIn(id, box.Inset(10, 0), popup.Items[k], Normal, selected ? Theme.AccentInk : Theme.Ink, bold: selected);
        FocusRing(touch, box.Inset(3), 5);
        if (touch.Clicked) Choose(popup, k);
    }

    private void CloseList(string id)
    {
        _openList = null;
        if (_focusSeen) FocusOn(id);
        NeedsFrame = true;
    }
}
