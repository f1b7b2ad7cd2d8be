using TerritoryTwin.Viewer.Windowing;

namespace TerritoryTwin.Viewer.Ui;

/// <summary>A line of the help page.</summary>
/// <param name="Group">Heading it stands under.</param>
/// <param name="Keys">What to press or do.</param>
/// <param name="Meaning">What it does.</param>
public sealed record HelpEntry(string Group, string Keys, string Meaning);

public sealed partial class Hud
{
    private const double MessageTime = 6;
    private const int MostMessages = 4;

    private readonly List<(string Text, bool Fault, double Since, string Topic)> _messages = [];

    /// <summary>Says a sentence at the top of the picture: a fault stays until it is pressed, other news goes by itself, or when more is said of its topic.</summary>
    public void Say(string text, bool fault = false, string topic = "")
    {
        _messages.RemoveAll(m => m.Text == text || (topic.Length > 0 && m.Topic == topic));
        _messages.Add((text, fault, _seconds, topic));
        if (_messages.Count > MostMessages) _messages.RemoveAt(0);
        NeedsFrame = true;
    }

    /// <summary>Whether a list is open, a sentence stands, or a widget has the keyboard.</summary>
    public bool IsBusy => _openList != null || _messages.Count > 0 || _focus != null;

    /// <summary>Closes open lists, takes away all sentences, and the keyboard from whatever has it.</summary>
    public void Dismiss()
    {
        _messages.Clear();
        (_openList, _focus, NeedsFrame) = (null, null, true);
    }

    /// <summary>Hides everything.</summary>
    public void Blacken()
    {
        Canvas.Layer = Layer.Top;
        Box whole = new(0, 0, Width, Height);
        Canvas.Fill(whole, Rgba.Hex(0x000000));
        Cover(whole);
        Record("black", whole);
        Canvas.Layer = Layer.Base;
    }

    /// <summary>Draws the sentences said; ids <c>message.0</c>… A press takes one away.</summary>
    /// <param name="room">They stand in the middle of its upper edge.</param>
    public void Messages(Box room)
    {
        _messages.RemoveAll(m => !m.Fault && _seconds - m.Since > MessageTime);
        Canvas.Layer = Layer.Top;
        float width = MathF.Min(620, room.Width), y = room.Y;
        for (int k = 0; k < _messages.Count; k++)
        {
            (string text, bool fault, double since, _) = _messages[k];
            IReadOnlyList<string> lines = Canvas.Wrap(text, Normal, width - 72);
            Box box = new(room.MiddleX - width / 2, y, width, lines.Count * 21 + 24);
            Backdrop($"message.{k}.back", box, 10);
            Canvas.Fill(new(box.X + 12, box.Y + 12, 5, box.Height - 24), fault ? Theme.Fault : Theme.Accent, 2.5f);
            for (int line = 0; line < lines.Count; line++) Canvas.Text(box.X + 30, box.Y + 23 + 21 * line, lines[line], Normal, Theme.Ink);
            if (IconButton($"message.{k}", new(box.Right - 40, box.Y + 9, 28, 28), Icon.Close, Words["close"])) _messages.RemoveAt(k--);
            else if (!fault) WakeAfter = Math.Min(WakeAfter, Math.Max(0.05, MessageTime - (_seconds - since)));
            y = box.Bottom + 10;
        }
        Canvas.Layer = Layer.Base;
    }

    /// <summary>How far a long task has come.</summary>
    /// <param name="id">Stable name.</param> <param name="box">Where.</param> <param name="text">What is being done.</param>
    /// <param name="share">0 to 1.</param>
    public void Progress(string id, Box box, string text, double share)
    {
        Record(id, box);
        share = Math.Clamp(share, 0, 1);
        string percent = Numbers.Percent(share);
        float wide = Canvas.TextWidth(percent, Small);
        Canvas.TextIn(id, new(box.X, box.Y, box.Width - wide - 8, 20), text, Normal, Theme.Ink);
        Canvas.Text(box.Right, box.Y + 10, percent, Small, Theme.QuietInk, align: Align.Right);
        Box track = new(box.X, box.Bottom - 8, box.Width, 6);
        Canvas.Fill(track, Theme.Track, 3);
        Canvas.Fill(track with { Width = (float)share * track.Width }, Theme.Accent, 3);
    }

    /// <summary>A caption over the lower part of the picture: the words of a guided tour, or the question.</summary>
    /// <param name="id">Stable name.</param> <param name="text">A sentence or two.</param>
    /// <param name="room">It stands in the middle of its lower edge.</param> <param name="step">Such as "2 of 5".</param>
    public void Caption(string id, string text, Box room, string step = "")
    {
        const float widest = 920, least = 620;
        float width = MathF.Min(widest, room.Width), size = room.Width < least ? 16 : 21, line = MathF.Round(size * 1.43f);
        IReadOnlyList<string> lines = Canvas.Wrap(text, size, width - 48, bold: true);
        float height = lines.Count * line + 30 + (step.Length > 0 ? 20 : 0);
        Box box = new(room.MiddleX - width / 2, room.Bottom - height, width, height);
        Backdrop(id, box, 14);
        for (int k = 0; k < lines.Count; k++) Canvas.Text(box.MiddleX, box.Y + 15 + line / 2 + k * line, lines[k], size, Theme.Ink, bold: true, Align.Centre);
        if (step.Length > 0) Canvas.Text(box.MiddleX, box.Bottom - 19, step, Small, Theme.QuietInk, align: Align.Centre);
    }

    /// <summary>The help page over everything.</summary>
    /// <returns>False once the user closes it: by key, by its button, or by a press beside it.</returns>
    public bool Help(IReadOnlyList<HelpEntry> entries)
    {
        Canvas.Layer = Layer.Modal;
        Box whole = new(0, 0, Width, Height);
        Canvas.Fill(whole, Rgba.Hex(0x000000, 0.45f));
        Cover(whole);
        HelpPage page = ArrangedHelp(entries);
        float width = page.Columns.Count * (page.Column + HelpGap) - HelpGap + 56, height = page.Rows * page.Line + HelpHead + 16;
        Box box = new((Width - width) / 2, (Height - height) / 2, width, height);
        Backdrop("help.page", box, 16);
        Canvas.Text(box.X + 28, box.Y + 30, Words["help.title"], Large, Theme.Ink, bold: true);
        bool open = !IconButton("help.close", new(box.Right - 50, box.Y + 12, 36, 36), Icon.Close, Words["close"]);
        for (int c = 0; c < page.Columns.Count; c++)
            for (int k = 0; k < page.Columns[c].Count; k++)
                DrawHelpLine(page, new(box.X + 28 + c * (page.Column + HelpGap), box.Y + HelpHead + k * page.Line, page.Column, page.Line), page.Columns[c][k]);
        if (_pressed && !box.Contains(_x, _y)) open = false;
        if (TakeKey(Key.Escape)) open = false;
        Canvas.Layer = Layer.Base;
        return open;
    }

    private const float HelpGap = 30, HelpHead = 58;

    /// <summary>How the lines of the help page stand in columns; an entry of a group without keys or meaning is its heading, one without a group a space.</summary>
    private sealed record HelpPage(List<List<HelpEntry>> Columns, float Keys, float Column, float Text, float Line)
    {
        public int Rows => Columns.Max(c => c.Count);
    }

    // As few columns of comfortable lines as fit the screen; else smaller text and closer lines.
    private HelpPage ArrangedHelp(IReadOnlyList<HelpEntry> entries)
    {
        const int mostColumns = 5;
        HelpPage? page = null;
        foreach ((float text, float line) in new[] { (14f, 28f), (14f, 24f), (Small, 21f) })
        {
            float keys = entries.Max(e => Canvas.TextWidth(e.Keys, Small, bold: true)) + 24, column = keys + entries.Max(e => Canvas.TextWidth(e.Meaning, text)) + 2;
            for (int columns = 2; columns <= mostColumns; columns++)
            {
                page = new(Flowed(entries, columns), keys, column, text, line);
                bool fits = page.Rows * line + HelpHead + 16 <= Height - 16 && columns * (column + HelpGap) - HelpGap + 56 <= Width - 16;
                if (fits) return page;
            }
        }
        return page! with { Columns = Flowed(entries, (int)Math.Clamp((Width - 72) / (page.Column + HelpGap), 1, mostColumns)) };
    }

    // Groups follow one another down the columns; a heading stands again where its group goes on.
    private static List<List<HelpEntry>> Flowed(IReadOnlyList<HelpEntry> entries, int columns)
    {
        IGrouping<string, HelpEntry>[] groups = [.. entries.GroupBy(e => e.Group, StringComparer.Ordinal)];
        for (int rows = (entries.Count + 2 * groups.Length) / columns; ; rows++)
        {
            List<List<HelpEntry>> all = [[]];
            foreach (IGrouping<string, HelpEntry> group in groups)
            {
                if (all[^1].Count > 0 && all[^1].Count + 4 > rows) all.Add([]);
                if (all[^1].Count > 0) all[^1].Add(new("", "", ""));
                all[^1].Add(new(group.Key, "", ""));
                foreach (HelpEntry entry in group)
                {
                    if (all[^1].Count >= rows) all.Add([new(group.Key, "", "")]);
                    all[^1].Add(entry);
                }
            }
            if (all.Count <= columns) return all;
        }
    }

    private void DrawHelpLine(HelpPage page, Box box, HelpEntry entry)
    {
        if (entry.Meaning.Length == 0)
        {
            Canvas.TextIn("help", box, entry.Group, Normal, Theme.Accent, bold: true);
            return;
        }
        if (entry.Keys.Length > 0)
        {
            float tall = MathF.Min(22, box.Height - 1);
            Canvas.Fill(new(box.X, box.MiddleY - tall / 2, Canvas.TextWidth(entry.Keys, Small, bold: true) + 16, tall), Theme.Track, 6);
            Canvas.Text(box.X + 8, box.MiddleY, entry.Keys, Small, Theme.Ink, bold: true);
        }
        float inset = entry.Keys.Length > 0 ? page.Keys : 0;
        Canvas.TextIn("help", new(box.X + inset, box.Y, box.Width - inset, box.Height), entry.Meaning, page.Text, Theme.Ink);
    }
}
