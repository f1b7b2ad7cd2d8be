using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;

namespace TerritoryTwin.Files.Results;

/// <summary>One map of a sheet.</summary>
/// <param name="Title">Above the map.</param>
/// <param name="Figures">Beside the title, most telling first; may be empty.</param>
/// <param name="Values">One a building; NaN is drawn grey.</param>
public sealed record MapPanel(string Title, IReadOnlyList<string> Figures, double[] Values);

/// <summary>Map sheets with title, legend, scale bar, north and sources, to be read at five metres.</summary>
public static class MapSheet
{
    private const int Margin = 40, Gap = 24;
    private static readonly Color Paper = Color.Hex(0xFFFFFF), Ink = Color.Hex(0x22201D), Soft = Color.Hex(0x6B665E);

    /// <summary>A sheet of one or more maps of one territory on one locked scale.</summary>
    /// <param name="territory">What is drawn.</param>
    /// <param name="title">What the sheet says.</param>
    /// <param name="legend">The variable, without its unit.</param>
    /// <param name="scale">Values to colours, the same for all maps.</param>
    /// <param name="panels">One to four maps.</param>
    /// <param name="plan">The ground that <see cref="Plan"/> drew for as many maps; null draws it.</param>
    public static Canvas Draw(Territory territory, string title, string legend, ValueScale scale, IReadOnlyList<MapPanel> panels, TerritoryMap? plan = null)
    {
        Layout layout = new(panels.Count, Titled: panels.Count > 1 || panels[0].Title.Length > 0);
        plan ??= new TerritoryMap(territory, layout.MapWidth, layout.MapHeight);
        Canvas sheet = new(Layout.Width, layout.Height, Paper);
        DrawTitle(sheet, title);
        Parallel.For(0, panels.Count, k => plan.Draw(sheet, layout.Left(k), layout.Top(k) + layout.Header, panels[k].Values, scale));      // side by side: no pixel twice
        if (layout.Header > 0)
            for (int k = 0; k < panels.Count; k++) DrawHeader(sheet, panels[k], layout.Left(k), layout.Top(k), layout.MapWidth);
        DrawLegend(sheet, legend, scale, Margin, layout.Foot);
        DrawScaleBar(sheet, plan.PixelsPerMetre, Layout.Width - Margin, layout.Foot);
        string sources = string.Join(" · ", territory.Attributions.Append("TerritoryTwin"));
        sheet.TextLeftOf(Fitted(sources, Layout.Width - 2 * Margin, 17), Layout.Width - Margin, layout.Height - 16, 17, Soft);
        return sheet;
    }

    /// <summary>The ground of the maps of a sheet, for sheets that share it.</summary>
    /// <param name="territory">What is drawn.</param>
    /// <param name="panels">Maps of the sheet.</param>
    /// <param name="titled">Whether they have titles.</param>
    public static TerritoryMap Plan(Territory territory, int panels, bool titled)
    {
        Layout layout = new(panels, titled);
        return new(territory, layout.MapWidth, layout.MapHeight);
    }

    /// <summary>Where things stand on a sheet [px].</summary>
    private readonly record struct Layout(int Panels, bool Titled)
    {
        public const int Width = 1920;
        private const int Head = 104, Bottom = 132;

        private int Columns => Panels == 1 ? 1 : 2;
        private int Rows => (Panels + Columns - 1) / Columns;

        public int Height => Panels > 2 ? 1640 : Panels == 2 ? 1280 : 1360;
        public int Header => Titled ? 78 : 0;
        public int MapWidth => (Width - 2 * Margin - (Columns - 1) * Gap) / Columns;
        public int MapHeight => (Height - Head - Bottom - (Rows - 1) * Gap) / Rows - Header;
        public int Foot => Height - Bottom + 34;

        public int Left(int panel) => Margin + panel % Columns * (MapWidth + Gap);

        public int Top(int panel) => Head + panel / Columns * (MapHeight + Header + Gap);
    }

    private static void DrawTitle(Canvas sheet, string title)
    {
        double size = 46;
        while (size > 22 && TrueTypeFont.Bold.Width(title, size) > sheet.Width - 2 * Margin) size--;
        sheet.Text(Fitted(title, sheet.Width - 2 * Margin, size, TrueTypeFont.Bold), Margin, 68, size, Ink, TrueTypeFont.Bold);
    }

    private static void DrawHeader(Canvas sheet, MapPanel panel, int left, int top, int width)
    {
        double used = sheet.Text(Fitted(panel.Title, width, 32, TrueTypeFont.Bold), left, top + 30, 32, Ink, TrueTypeFont.Bold);
        double size = 25;
        string figures = string.Join("   ", panel.Figures);
        while (size > 16 && TrueTypeFont.Regular.Width(figures, size) > width) size--;
        if (used + Gap + TrueTypeFont.Regular.Width(figures, size) <= width) sheet.TextLeftOf(figures, left + width, top + 30, size, Ink);
        else sheet.Text(Fitted(figures, width, size), left, top + 64, size, Ink);
    }

    private static void DrawLegend(Canvas sheet, string legend, ValueScale scale, int left, int top)
    {
        const int barWidth = 620, barHeight = 26;
        double text = sheet.Text($"{legend} ({scale.Unit})", left, top + 20, 25, Ink, TrueTypeFont.Bold);
        double x = left + Math.Max(text + Gap, 380);
        for (int k = 0; k < barWidth; k++) sheet.Rectangle(x + k, top - 4, 1, barHeight, scale.Map.At((k + 0.5) / barWidth));
        foreach (double tick in scale.Ticks)
        {
            double at = x + (tick - scale.Low) / (scale.High - scale.Low) * barWidth;
            sheet.Rectangle(at - 1, top - 4 + barHeight, 2, 8, Ink);
            sheet.TextCentred(scale.Unit == "year" ? $"{tick:0}" : Number(tick), at, top + barHeight + 28, 23, Ink);
        }
    }

    private static void DrawScaleBar(Canvas sheet, double pixelsPerMetre, int right, int top)
    {
        double metres = ValueScale.NiceStep(220 / pixelsPerMetre, 1), length = metres * pixelsPerMetre;
        double x = right - length - 70;
        sheet.Rectangle(x, top + 10, length, 5, Ink);
        sheet.Rectangle(x, top + 2, 3, 13, Ink);
        sheet.Rectangle(x + length - 3, top + 2, 3, 13, Ink);
        sheet.TextCentred(metres >= 1000 ? $"{Number(metres / 1000)} km" : $"{Number(metres)} m", x + length / 2, top + 42, 23, Ink);
        sheet.Fill(Ink, 1, ([right - 30, right - 14, right - 30, right - 46], [top - 16, top + 22, top + 12, top + 22]));
        sheet.TextCentred("N", right - 30, top + 46, 23, Ink, TrueTypeFont.Bold);
    }

    private static string Fitted(string text, double width, double size, TrueTypeFont? font = null)
    {
        font ??= TrueTypeFont.Regular;
        if (font.Width(text, size) <= width) return text;
        int length = text.Length;
        while (length > 0 && font.Width(text[..length] + "…", size) > width) length--;
        return text[..length] + "…";
    }

    private static string Number(double value) => value.ToString("#,0.###", new NumberFormatInfo { NumberGroupSeparator = " " });
}
