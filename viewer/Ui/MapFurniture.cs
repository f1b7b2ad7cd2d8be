using TerritoryTwin.Files.Drawing;

namespace TerritoryTwin.Viewer.Ui;

public sealed partial class Hud
{
    /// <summary>A compass whose needle points north; a press asks for north up.</summary>
    /// <param name="id">Stable name.</param> <param name="x">Middle.</param> <param name="y">Middle.</param>
    /// <param name="yaw">Direction of view from north, clockwise [rad].</param> <param name="radius">Of the disc.</param>
    /// <returns>True when it was pressed.</returns>
    public bool Compass(string id, float x, float y, float yaw, float radius = 28)
    {
        Box box = new(x - radius, y - radius, 2 * radius, 2 * radius);
        Touch touch = Touched(id, box);
        Backdrop(id, box, radius);
        (float sin, float cos) = MathF.SinCos(-yaw);
        (float X, float Y) Turned(float right, float up) => (x + right * cos + up * sin, y + right * sin - up * cos);
        float reach = radius * 0.5f, half = radius * 0.19f;
        Needle(Turned(0, reach), Turned(-half, 0), Turned(half, 0), Theme.Fault);
        Needle(Turned(0, -reach), Turned(-half, 0), Turned(half, 0), Theme.Panel.Mixed(Theme.QuietInk, 0.55f) with { A = 255 });
        (float nx, float ny) = Turned(0, radius * 0.73f);
        Canvas.Text(nx, ny, Words["north"], Small, Theme.Ink, bold: true, Align.Centre);
        FocusRing(touch, box, radius);
        Tip(id, touch, box, Words["north.up"]);
        return touch.Clicked;
    }

    private void Needle((float X, float Y) tip, (float X, float Y) left, (float X, float Y) right, Rgba colour) =>
        Canvas.SmoothTriangle(tip, left, right, 1.4f, colour);

    /// <summary>A scale bar of a round length, its right end at <paramref name="right"/>.</summary>
    /// <param name="id">Stable name.</param> <param name="right">Right end.</param> <param name="y">Middle.</param>
    /// <param name="metresPerPixel">On the ground, at the middle of the view.</param> <param name="widest">Of the bar [units].</param>
    public void ScaleBar(string id, float right, float y, double metresPerPixel, float widest = 150)
    {
        double metresPerUnit = metresPerPixel * Canvas.Scale;
        if (!(metresPerUnit > 0) || !double.IsFinite(metresPerUnit)) return;
        double length = ValueScale.NiceStep(metresPerUnit * widest * 0.7, 1);
        if (length > metresPerUnit * widest) length /= 2;
        float width = (float)(length / metresPerUnit);
        string text = Numbers.Length(length);
        Box box = new(right - MathF.Max(width, Canvas.TextWidth(text, Small)) - 24, y - 20, MathF.Max(width, Canvas.TextWidth(text, Small)) + 24, 40);
        Backdrop(id, box, 10);
        float left = box.MiddleX - width / 2;
        Canvas.Text(box.MiddleX, y - 7, text, Small, Theme.Ink, bold: true, Align.Centre);
        Canvas.Fill(new(left, y + 6, width, 5), Theme.Ink, 1);
        Canvas.Fill(new(left + width / 2, y + 7, width / 2 - 1, 3), Theme.Panel with { A = 255 }, 0);
    }

    /// <summary>A short title over a view: "A  Référence 2030".</summary>
    public void ViewLabel(string id, float middle, float y, string text, Rgba? colour = null, float widest = float.MaxValue)
    {
        float width = MathF.Min(widest, Canvas.TextWidth(text, 16, bold: true) + 34);
        Box box = new(middle - width / 2, y, width, 38);
        Backdrop(id, box, 19);
        Canvas.TextIn(id, box.Inset(16, 0), text, 16, colour ?? Theme.Ink, bold: true, Align.Centre);
    }

    /// <summary>A bar over the whole width with a title and a line below it.</summary>
    /// <returns>What is left for buttons, on the right.</returns>
    public Box TitleBar(string id, Box box, string title, string subtitle, float buttons)
    {
        Backdrop(id, box);
        Canvas.Fill(new(box.X + 14, box.Y + 13, 6, box.Height - 26), Theme.Accent, 3);
        float room = MathF.Max(40, box.Width - buttons - 52);
        bool two = subtitle.Length > 0;
        TitleText(id, new(box.X + 32, two ? box.Y + 8 : box.Y, room, two ? box.Height - 36 : box.Height), title, Large, Theme.Ink, bold: true);
        if (two) TitleText(id, new(box.X + 32, box.Bottom - 28, room, 18), subtitle, 13, Theme.QuietInk, bold: false);
        return new(box.Right - buttons - 14, box.MiddleY - 17, buttons, 34);
    }

    /// <summary>Height of a <see cref="Banner"/>.</summary>
    public float BannerHeight(string title, string answer, float width, float buttons) =>
        BannerText(title, width - buttons - 60) is var (size, lines) ? lines.Count * size * 1.25f + AnswerOf(answer, width - buttons - 60).Height + 46 : 0;

    // As large as three lines hold it, down to small print.
    private (float Size, float Height, IReadOnlyList<string> Lines) AnswerOf(string answer, float room)
    {
        const int most = 3;
        if (answer.Length == 0) return (0, 0, []);
        for (float size = 16; ; size -= 0.5f)
        {
            IReadOnlyList<string> lines = Canvas.Wrap(answer, size, MathF.Max(80, room));
            if (lines.Count <= most || size <= Small) return (size, lines.Count * MathF.Round(size * 1.35f), lines);
        }
    }

    /// <summary>A bar for an audience: the question whole, and its answer, on as many lines as they need, with a line below.</summary>
    /// <returns>What is left for buttons, on the right.</returns>
    public Box Banner(string id, Box box, string title, string answer, string subtitle, float buttons)
    {
        Backdrop(id, box);
        Canvas.Fill(new(box.X + 14, box.Y + 14, 6, box.Height - 28), Theme.Accent, 3);
        (float size, IReadOnlyList<string> lines) = BannerText(title, box.Width - buttons - 60);
        float line = size * 1.25f, room = box.Width - buttons - 60;
        for (int k = 0; k < lines.Count; k++) Canvas.TextIn(id, new(box.X + 32, box.Y + 12 + k * line, room, line), lines[k], size, Theme.Ink, bold: true);
        (float small, float tall, IReadOnlyList<string> answers) = AnswerOf(answer, room);
        for (int k = 0; k < answers.Count; k++) Canvas.TextIn(id + ".answer", new(box.X + 32, box.Y + 13 + lines.Count * line + k * tall / answers.Count, room, tall / answers.Count), answers[k], small, Theme.Ink);
        TitleText(id, new(box.X + 32, box.Bottom - 31, room, 20), subtitle, 14, Theme.QuietInk, bold: false);
        return new(box.Right - buttons - 16, box.MiddleY - 19, buttons, 38);
    }

    // Large on one or two lines; smaller before there are more.
    private (float Size, IReadOnlyList<string> Lines) BannerText(string title, float room)
    {
        const float largest = 25, least = 18;
        for (float size = largest; ; size -= 0.5f)
        {
            IReadOnlyList<string> lines = Canvas.Wrap(title, size, MathF.Max(80, room), bold: true);
            if (lines.Count <= 2 || size <= least) return (size, lines);
        }
    }

    /// <summary>What lies under the pointer: its name, and its value below.</summary>
    public void PointerTip(string id, float x, float y, string name, string value)
    {
        const float away = 16;
        float wide = MathF.Max(Canvas.TextWidth(name, Small), Canvas.TextWidth(value, Normal, bold: true)) + 24, tall = value.Length > 0 ? 48 : 30;
        float left = x + away + wide > Width - 4 ? x - away - wide : x + away;
        Box box = new(MathF.Max(4, left), Math.Clamp(y - tall - 8, 4, MathF.Max(4, Height - tall - 4)), wide, tall);
        Canvas.Layer = Layer.Top;
        Canvas.Shadow(box, Theme.Shadow, 8, 8);
        Canvas.Fill(box, Theme.Ink, 8);
        Rgba ink = Theme.Panel with { A = 255 };
        Canvas.Text(box.X + 12, box.Y + 15, name, Small, ink);
        if (value.Length > 0) Canvas.Text(box.X + 12, box.Y + 33, value, Normal, ink, bold: true);
        Record(id, box);
        Canvas.Layer = Layer.Base;
    }

    /// <summary>Height of <see cref="Foot"/>.</summary>
    public const float FootHeight = 20;

    /// <summary>A line along the lower edge of the picture: where the data come from and what computed.</summary>
    public void Foot(string id, string text)
    {
        Box box = new(0, Height - FootHeight, Width, FootHeight);
        Canvas.Fill(box, Theme.Panel);
        Cover(box);
        Record(id, box);
        Canvas.TextIn(id, box.Inset(16, 0), Canvas.Shortened(text, Small, bold: false, box.Width - 32), Small, Theme.QuietInk);
    }

    // Titles come from files and may be long: smaller first, then cut, which is no fault of the layout.
    private void TitleText(string id, Box box, string text, float size, Rgba colour, bool bold)
    {
        while (size > Small && Canvas.TextWidth(text, size, bold) > box.Width) size -= 0.5f;
        string shown = Canvas.Shortened(text, size, bold, box.Width);
        Canvas.TextIn(id, box, shown, size, colour, bold);
    }
}
