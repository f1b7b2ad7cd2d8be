using System.Globalization;
using SkiaSharp;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;

namespace TerritoryTwin.Files.Results;

/// <summary>One map of a sheet.</summary>
/// <param name="Title">Above the map.</param>
/// <param name="Figures">Beside the title, most telling first; may be empty.</param>
/// <param name="Values">One a building; NaN is drawn grey.</param>
public sealed record MapPanel(string Title, IReadOnlyList<string> Figures, double[] Values)
{
    /// <summary>Colours the ground instead of the buildings; null: the buildings.</summary>
    public Raster? Field { get; init; }
    /// <summary>Colours the roads instead, one value a road; null: not the roads.</summary>
    public double[]? Roads { get; init; }
    /// <summary>The territory with what works have put on its ground; null: as the sheet has it.</summary>
    public Territory? Ground { get; init; }
    /// <summary>What it shows where that is not what the sheet shows, and its own colours; null: those of the sheet.</summary>
    public (string Legend, ValueScale Scale)? Own { get; init; }
}

/// <summary>What a sheet writes in the language of its readers.</summary>
/// <param name="Number">Writes a value of the legend or a length with as many decimals.</param>
/// <param name="Missing">Said of what has no value; empty: nothing is said.</param>
/// <param name="Sources">When the run was made and by what, and where the data come from.</param>
public sealed record SheetWords(Func<double, int, string> Number, string Missing, IReadOnlyList<string> Sources)
{
    /// <summary>Names of classes and their colours, in the place of a bar; empty where values are numbers.</summary>
    public IReadOnlyList<(string Name, Color Color)> Classes { get; init; } = [];
}

/// <summary>Map sheets with title, legend, scale bar, north and sources, to be read at five metres.</summary>
public static class MapSheet
{
    private const int Margin = 40, Gap = 24, ScaleBarRoom = 380, Apart = 14;
    private static readonly Color Ink = Color.Hex(0x22201D), Soft = Color.Hex(0x6B665E);

    /// <summary>A sheet of one or more maps of one territory on one locked scale, but for maps that have their own.</summary>
    /// <param name="territory">What is drawn.</param>
    /// <param name="title">What the sheet says.</param>
    /// <param name="legend">The variable, without its unit.</param>
    /// <param name="scale">Values to colours, the same for all maps.</param>
    /// <param name="panels">One to four maps.</param>
    /// <param name="plan">The ground that <see cref="Plan"/> drew for as many maps; null draws it.</param>
    /// <param name="words">Of its readers; null: English and no more than the sources.</param>
    /// <param name="zoom">Pixels for one of a screen: 2 or 3 for paper.</param>
    public static Picture Draw(
        Territory territory, string title, string legend, ValueScale scale, IReadOnlyList<MapPanel> panels, TerritoryMap? plan = null, SheetWords? words = null, int zoom = 1)
    {
        words ??= new((value, _) => value.ToString("#,0.###", new NumberFormatInfo { NumberGroupSeparator = " ", NegativeSign = "−" }), "", [.. territory.Attributions, "TerritoryTwin"]);
        MapPanel? own = panels.FirstOrDefault(static p => p.Own is not null);
        SheetLayout layout = new(panels.Count, Titled: panels.Count > 1 || panels[0].Title.Length > 0, zoom) { Legends = own is null ? 1 : 2 };
        plan ??= new TerritoryMap(territory, layout.MapWidth, layout.MapHeight);
        return new(layout.Width, layout.Height, title, canvas =>
        {
            for (int k = 0; k < panels.Count; k++) DrawMap(canvas, panels[k].Ground is { } ground ? new(ground, layout.MapWidth, layout.MapHeight) : plan, panels[k], panels[k].Own?.Scale ?? scale, layout.Left(k), layout.Top(k) + layout.Header);
            canvas.Scale(zoom);
            Pen pen = new(canvas, layout.Width / zoom, layout.Height / zoom, words);
            pen.Title(title);
            if (layout.Header > 0)
                for (int k = 0; k < panels.Count; k++) pen.Header(panels[k], layout.Left(k) / zoom, layout.Top(k) / zoom, layout.MapWidth / zoom);
            pen.Legend(legend, scale, [.. panels.Where(static p => p.Own is null)], layout.Foot, layout.MapWidth / zoom);
            if (own?.Own is { } second) pen.Legend(second.Legend, second.Scale, [own], layout.Foot + SheetLayout.LegendHeight, layout.MapWidth / zoom);
            pen.ScaleBar(plan.PixelsPerMetre / zoom, layout.Foot);
            pen.Sources();
        });
    }

    /// <summary>The ground of the maps of a sheet, for sheets that share it.</summary>
    /// <param name="territory">What is drawn.</param>
    /// <param name="panels">Maps of the sheet.</param>
    /// <param name="titled">Whether they have titles.</param>
    public static TerritoryMap Plan(Territory territory, int panels, bool titled)
    {
        SheetLayout layout = new(panels, titled, Zoom: 1);
        return new(territory, layout.MapWidth, layout.MapHeight);
    }

    private static void DrawMap(SKCanvas sheet, TerritoryMap plan, MapPanel panel, ValueScale scale, int left, int top)
    {
        if (panel.Field is { } field) plan.Draw(sheet, left, top, field, scale);
        else if (panel.Roads is { } roads) plan.DrawRoads(sheet, left, top, roads, scale);
        else plan.Draw(sheet, left, top, panel.Values, scale);
    }

    /// <summary>Where things stand on a sheet [px]; <see cref="Foot"/> in pixels of a screen.</summary>
    private readonly record struct SheetLayout(int Panels, bool Titled, int Zoom)
    {
        public const int LegendHeight = 92;
        private const int PageWidth = 1920, Head = 104;

        /// <summary>One under another.</summary>
        public int Legends { get; init; } = 1;

        private int Bottom => 142 + (Legends - 1) * LegendHeight;

        private int Columns => Panels == 1 ? 1 : 2;
        private int Rows => (Panels + Columns - 1) / Columns;
        private int PageHeight => Panels > 2 ? 2000 : Panels == 2 ? 1280 : 1360;

        public int Width => Zoom * PageWidth;
        public int Height => Zoom * PageHeight;
        public int Header => Titled ? 100 * Zoom : 0;
        public int MapWidth => Zoom * ((PageWidth - 2 * Margin - (Columns - 1) * Gap) / Columns);
        public int MapHeight => Zoom * ((PageHeight - Head - Bottom - (Rows - 1) * Gap) / Rows) - Header;
        public int Foot => PageHeight - Bottom + 34;

        public int Left(int panel) => Zoom * Margin + panel % Columns * (MapWidth + Zoom * Gap);

        public int Top(int panel) => Zoom * Head + panel / Columns * (MapHeight + Header + Zoom * Gap);
    }

    /// <summary>Writes on a sheet; lengths are in pixels of a screen.</summary>
    private sealed class Pen(SKCanvas sheet, int width, int height, SheetWords words)
    {
        public void Title(string title)
        {
            double size = 52;
            while (size > 30 && Typeface.Bold.Width(title, size) > width - 2 * Margin) size--;
            sheet.Text(Fitted(title, width - 2 * Margin, size, Typeface.Bold), Margin, 68, size, Ink, Typeface.Bold);
        }

        public void Header(MapPanel panel, int left, int top, int room)
        {
            double used = sheet.Text(Fitted(panel.Title, room, 38, Typeface.Bold), left, top + 36, 38, Ink, Typeface.Bold);
            double size = 34;          // 10 pixels where the sheet is shown 600 wide
            string figures = string.Join("   ", panel.Figures);
            while (size > 26 && Typeface.Regular.Width(figures, size) > room) size--;
            if (used + Gap + Typeface.Regular.Width(figures, size) <= room) sheet.Text(figures, left + room, top + 36, size, Ink, align: SKTextAlign.Right);
            else sheet.Text(Fitted(figures, room, size), left, top + 82, size, Ink);
        }

        public void Legend(string legend, ValueScale scale, IReadOnlyList<MapPanel> panels, int top, int mapWidth)
        {
            const int barHeight = 30;
            double text = sheet.Text(scale.Unit.Length > 0 ? $"{legend} ({scale.Unit})" : legend, Margin, top + 22, 34, Ink, Typeface.Bold);
            double x = Margin + Math.Max(text + Gap, 380), barWidth = Math.Round(Math.Clamp(width - Margin - ScaleBarRoom - x, 300, 720));
            (bool below, bool above, bool missing) = Beyond(scale, panels);
            if (missing && words.Missing.Length > 0)
            {
                sheet.Rectangle(Margin, top + 38, 34, 18, TerritoryMap.NoValue);
                sheet.Text(words.Missing, Margin + 46, top + 54, 20, Soft);
            }
            if (words.Classes.Count > 0)
            {
                Classes(x, top);
                return;
            }
            bool ofRoads = panels.Any(static p => p.Roads != null);
            for (int k = 0; k < barWidth; k++)
            {
                // Of roads the bar is as wide as they are.
                double share = (k + 0.5) / barWidth, high = ofRoads ? Math.Min(barHeight, mapWidth * TerritoryMap.WidthOf(scale.Low + share * (scale.High - scale.Low), scale)) : barHeight;
                sheet.Rectangle(x + k, top - 4 + barHeight - high, ofRoads ? Math.Min(2, barWidth - k) : barWidth - k, high, scale.Map.At(share));
            }
            int decimals = scale.Ticks.Max(Decimals);
            double span = scale.High - scale.Low;
            (double At, string Text)[] ticks = [.. scale.Ticks.Select(tick => (x + (tick - scale.Low) / span * barWidth, Written(tick)))];
            double free = double.NegativeInfinity, end = ticks[^1].At - Typeface.Regular.Width(ticks[^1].Text, 32) / 2;
            for (int k = 0; k < ticks.Length; k++)
            {
                (double at, string told) = ticks[k];
                sheet.Rectangle(at - 1, top - 4 + barHeight, 2, 8, Ink);
                double half = Typeface.Regular.Width(told, 32) / 2;
                if (at - half < free || k < ticks.Length - 1 && at + half + Apart > end) continue;          // numbers keep apart; the last one always stands
                sheet.Text(told, at, top + barHeight + 34, 32, Ink, align: SKTextAlign.Center);
                free = at + half + Apart;
            }

            string Written(double tick)
            {
                string sign = tick <= scale.Low + 1e-9 * span && below ? "≤ " : tick >= scale.High - 1e-9 * span && above ? "≥ " : "";
                return sign + (scale.Unit == "year" ? $"{tick:0}" : words.Number(tick, decimals));
            }
        }

        // In rows of what fits left of the scale bar.
        private void Classes(double left, int top)
        {
            double x = left, y = top - 4;
            foreach ((string name, Color color) in words.Classes)
            {
                double wide = 32 + Typeface.Regular.Width(name, 20) + 26;
                if (x > left && x + wide > width - Margin - 340) (x, y) = (left, y + 30);
                sheet.Rectangle(x, y, 24, 20, color);
                sheet.Text(name, x + 32, y + 17, 20, Ink);
                x += wide;
            }
        }

        public void ScaleBar(double pixelsPerMetre, int top)
        {
            int right = width - Margin;
            double metres = ValueScale.NiceStep(220 / pixelsPerMetre, 1), length = metres * pixelsPerMetre;
            double x = right - length - 70;
            sheet.Rectangle(x, top + 10, length, 5, Ink);
            sheet.Rectangle(x, top + 2, 3, 13, Ink);
            sheet.Rectangle(x + length - 3, top + 2, 3, 13, Ink);
            sheet.Text(metres >= 1000 ? $"{words.Number(metres / 1000, Decimals(metres / 1000))} km" : $"{words.Number(metres, Decimals(metres))} m", x + length / 2, top + 50, 30, Ink, align: SKTextAlign.Center);
            sheet.Fill(Ink, 1, ([right - 30, right - 14, right - 30, right - 46], [top - 16, top + 22, top + 12, top + 22]));
            sheet.Text("N", right - 30, top + 52, 28, Ink, Typeface.Bold, SKTextAlign.Center);
        }

        public void Sources() =>
            sheet.Text(Fitted(string.Join(" · ", words.Sources), width - 2 * Margin, 18), width - Margin, height - 14, 18, Soft, align: SKTextAlign.Right);

        // Digits of a round number after its point, three at most.
        private static int Decimals(double value)
        {
            int decimals = 0;
            for (double scaled = Math.Abs(value); decimals < 3 && Math.Abs(scaled - Math.Round(scaled)) > 1e-6; scaled *= 10) decimals++;
            return decimals;
        }

        // Whether values lie beyond the ends of the legend, and whether some are missing.
        private static (bool Below, bool Above, bool Missing) Beyond(ValueScale scale, IReadOnlyList<MapPanel> panels)
        {
            double little = 1e-6 * (scale.High - scale.Low);
            bool below = false, above = false, missing = false;
            foreach (MapPanel panel in panels)
            {
                foreach (double v in panel.Field is { } field ? field.Values.Select(f => (double)f) : panel.Roads ?? panel.Values)
                {
                    below |= v < scale.Low - little;
                    above |= v > scale.High + little;
                    missing |= double.IsNaN(v) && panel.Field == null;
                }
            }
            return (below, above, missing);
        }
    }

    private static string Fitted(string text, double width, double size, Typeface? typeface = null)
    {
        typeface ??= Typeface.Regular;
        if (typeface.Width(text, size) <= width) return text;
        int length = text.Length;
        while (length > 0 && typeface.Width(text[..length] + "…", size) > width) length--;
        return text[..length] + "…";
    }
}
