using SkiaSharp;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Tests.Viewer.Scene;

namespace TerritoryTwin.Tests.Drawing;

public sealed class CanvasTests
{
    private static readonly Color White = new(255, 255, 255), Black = new(0, 0, 0);

    private static SKBitmap Draw(int width, int height, Action<SKCanvas> draw)
    {
        using Picture picture = new(width, height, "a test", draw);
        return picture.ToBitmap();
    }

    private static double Ink(SKBitmap pixels) => pixels.Pixels.Sum(p => 1 - p.Red / 255.0);

    [Theory]
    [InlineData(0), InlineData(0.3), InlineData(1.1)]
    public void A_filled_polygon_covers_its_area(double angle)
    {
        double[] x = new double[4], y = new double[4];
        for (int k = 0; k < 4; k++) (x[k], y[k]) = (50.3 + 30 * Math.Cos(angle + k * Math.PI / 2), 49.7 + 30 * Math.Sin(angle + k * Math.PI / 2));
        using SKBitmap pixels = Draw(100, 100, canvas => canvas.Fill(Black, 1, (x, y)));
        Assert.Equal(2 * 30 * 30, Ink(pixels), tolerance: 4);          // Skia puts corners on quarters of a pixel: one moved by an eighth moves half a diagonal of 60 px
    }

    [Fact]
    public void A_polygon_that_leaves_the_picture_covers_what_is_inside()
    {
        using SKBitmap pixels = Draw(40, 40, canvas => canvas.Fill(Black, 1, ([-30, 70, 70, -30], [-5.5, 20, 90, 15])));
        Assert.InRange(Ink(pixels), 1, 40 * 40 - 1);
        Assert.Equal(SKColors.Black, pixels.GetPixel(20, 20));
        Assert.Equal(SKColors.White, pixels.GetPixel(39, 0));
        Assert.Equal(SKColors.White, pixels.GetPixel(0, 39));
    }

    [Fact]
    public void A_line_is_as_wide_as_asked()
    {
        using SKBitmap pixels = Draw(120, 60, canvas => canvas.Line([10, 110], [30, 31], 4, Black));
        Assert.Equal(100 * 4 + Math.PI * 4, Ink(pixels), tolerance: 4);
    }

    [Theory]
    [InlineData(new[] { 6.0, 6, 14, 14 }, new[] { 6.0, 14, 14, 6 })]
    [InlineData(new[] { 6.0, 14, 14, 6 }, new[] { 6.0, 6, 14, 14 })]
    public void A_hole_stays_empty_whichever_way_it_turns(double[] x, double[] y)
    {
        using SKBitmap pixels = Draw(20, 20, canvas => canvas.Fill(Black, 1, ([2, 18, 18, 2], [2, 2, 18, 18]), (x, y)));
        Assert.Equal(SKColors.White, pixels.GetPixel(10, 10));
        Assert.Equal(SKColors.Black, pixels.GetPixel(3, 3));
    }

    [Fact]
    public void Both_fonts_draw_every_letter_of_French_and_the_units()
    {
        const string letters = "AaÀàÂâÆæÇçÉéÈèÊêËëÎîÏïÔôŒœÙùÛûÜüŸÿ0123456789€%²³°·–−×→±≥≤₂ ’«»";
        Assert.All(letters, c => Assert.True(Typeface.Regular.Has(c) && Typeface.Bold.Has(c), $"no glyph for '{c}'"));
    }

    [Fact]
    public void What_the_first_font_lacks_is_drawn_by_the_next()
    {
        const char Hebrew = '\u05D0';
        Assert.True(Typeface.Regular.Has(Hebrew));
        using SKPath outline = Typeface.Regular.Outline(Hebrew, 20);
        Assert.True(outline.PointCount > 8);
        Assert.False(Typeface.Regular.Has('\uE000'));
    }

    [Fact]
    public void Digits_are_of_one_width()
    {
        Assert.All("0123456789", digit => Assert.Equal(Typeface.Regular.Width("0", 100), Typeface.Regular.Width(digit.ToString(), 100)));
        Assert.All("0123456789", digit => Assert.Equal(Typeface.Bold.Width("0", 100), Typeface.Bold.Width(digit.ToString(), 100), 0.2));
    }

    [Fact]
    public void Text_leaves_ink_in_its_own_width()
    {
        double width = 0;
        using SKBitmap pixels = Draw(300, 60, canvas => width = canvas.Text("Énergie 12 kWh", 10, 40, 24, Black));
        Assert.InRange(width, 150, 220);
        Assert.InRange(Ink(pixels), 400, 1500);
        Assert.Equal(SKColors.White, pixels.GetPixel((int)(10 + width + 2), 35));
    }

    [Theory]
    [InlineData(SKTextAlign.Left, 0.5), InlineData(SKTextAlign.Center, 0), InlineData(SKTextAlign.Right, -0.5)]
    public void Text_stands_about_its_place_and_what_one_face_lacks_moves_the_rest_along(SKTextAlign align, double middle)
    {
        const string text = "abc \u05D0\u05D1 abc";
        double width = Typeface.Regular.Width(text, 20);
        using SKBitmap pixels = Draw(300, 40, canvas => canvas.Text(text, 150, 30, 20, Black, align: align));
        int[] inked = [.. Enumerable.Range(0, 300).Where(x => Enumerable.Range(0, 40).Any(y => pixels.GetPixel(x, y).Red < 128))];
        Assert.Equal(150 + middle * width, (inked[0] + inked[^1] + 1) / 2.0, tolerance: 2);           // the side bearings of a letter
        Assert.InRange(inked[^1] - inked[0], width - 5, width);
    }

    /// <summary>One byte for another on this machine; on others Skia takes other code, so the approved picture has a tolerance.</summary>
    [Fact]
    public void Shapes_and_letters_look_as_they_were_approved_and_twice_the_same()
    {
        byte[] Drawn()
        {
            using SKBitmap pixels = Draw(640, 480, canvas =>
            {
                canvas.Fill(Color.Hex(0x117733), 0.85, ([40, 240, 200, 60], [60, 40, 220, 200]), ([100, 160, 150], [100, 90, 160]));
                canvas.Outline([40, 240, 200, 60], [60, 40, 220, 200], 0.7, Black, 0.6);
                canvas.Line([300, 420, 520, 600], [60, 200, 80, 190], 14, Color.Hex(0xCC6677), 0.5);
                canvas.Line([300, 420, 520, 600], [60, 200, 80, 190], 1.5, Black);
                canvas.Rectangle(40.5, 240.25, 560, 26, Color.Hex(0x88CCEE));
                canvas.Text("Besoin de chauffage (kWh/m²/an), été 2050", 40, 310, 25, Black);
                canvas.Text("Énergie : −15,1 % · CO₂e ≥ 50 t", 600, 360, 32, Color.Hex(0x332288), Typeface.Bold, SKTextAlign.Right);
                canvas.Text("שלום → Ωmega · Жизнь", 320, 420, 30, Black, align: SKTextAlign.Center);
                canvas.Text("IGN, BD TOPO (Licence Ouverte / Etalab 2.0)", 40, 460, 11, Black);
            });
            return [.. pixels.Pixels.SelectMany(p => new[] { p.Red, p.Green, p.Blue })];
        }
        byte[] drawn = Drawn();
        Golden.Require("Drawing", "shapes", 640, 480, drawn);
        Assert.Equal(drawn, Drawn());
    }
}
