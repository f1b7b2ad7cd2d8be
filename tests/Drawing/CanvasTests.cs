using TerritoryTwin.Files.Drawing;

namespace TerritoryTwin.Tests.Drawing;

public sealed class CanvasTests
{
    private static readonly Color White = new(255, 255, 255), Black = new(0, 0, 0);

    private static double Ink(Canvas canvas)
    {
        double ink = 0;
        for (int k = 0; k < canvas.Pixels.Length; k += 3) ink += 1 - canvas.Pixels[k] / 255.0;
        return ink;
    }

    [Theory]
    [InlineData(0), InlineData(0.3), InlineData(1.1)]
    public void A_filled_polygon_covers_its_area(double angle)
    {
        double[] x = new double[4], y = new double[4];
        for (int k = 0; k < 4; k++) (x[k], y[k]) = (50.3 + 30 * Math.Cos(angle + k * Math.PI / 2), 49.7 + 30 * Math.Sin(angle + k * Math.PI / 2));
        Canvas canvas = new(100, 100, White);
        canvas.Fill(Black, 1, (x, y));
        Assert.Equal(2 * 30 * 30, Ink(canvas), tolerance: 1);          // a byte a pixel along 170 px of edge
    }

    [Fact]
    public void A_polygon_that_leaves_the_picture_covers_what_is_inside()
    {
        Canvas canvas = new(40, 40, White);
        canvas.Fill(Black, 1, ([-30, 70, 70, -30], [-5.5, 20, 90, 15]));
        Canvas all = new(40, 40, Black);
        Assert.InRange(Ink(canvas), 1, Ink(all) - 1);
        Assert.Equal(Black, canvas.Get(20, 20));
        Assert.Equal(White, canvas.Get(39, 0));
        Assert.Equal(White, canvas.Get(0, 39));
    }

    [Fact]
    public void A_line_is_as_wide_as_asked()
    {
        Canvas canvas = new(120, 60, White);
        canvas.Line([10, 110], [30, 31], 4, Black);
        Assert.Equal(100 * 4 + Math.PI * 4, Ink(canvas), tolerance: 4);
    }

    [Fact]
    public void A_hole_stays_empty()
    {
        Canvas canvas = new(20, 20, White);
        canvas.Fill(Black, 1, ([2, 18, 18, 2], [2, 2, 18, 18]), ([6, 6, 14, 14], [6, 14, 14, 6]));
        Assert.Equal(White, canvas.Get(10, 10));
        Assert.Equal(Black, canvas.Get(3, 3));
    }

    [Fact]
    public void Both_fonts_draw_every_letter_of_French_and_the_units()
    {
        const string letters = "AaÀàÂâÆæÇçÉéÈèÊêËëÎîÏïÔôŒœÙùÛûÜüŸÿ0123456789€%²³°·–−×→±≥≤₂ ’«»";
        Assert.All(letters, c => Assert.True(TrueTypeFont.Regular.Has(c) && TrueTypeFont.Bold.Has(c), $"no glyph for '{c}'"));
    }

    [Fact]
    public void What_the_first_font_lacks_is_drawn_by_the_next()
    {
        const char Hebrew = '\u05D0';
        Assert.True(TrueTypeFont.Regular.Has(Hebrew));
        int edges = 0;
        TrueTypeFont.Regular.Outline(Hebrew.ToString(), 0, 0, 20, (_, _, _, _) => edges++);
        Assert.True(edges > 8);
        Assert.False(TrueTypeFont.Regular.Has('\uE000'));
    }

    [Fact]
    public void Digits_are_of_one_width()
    {
        Assert.All("0123456789", digit => Assert.Equal(TrueTypeFont.Regular.Width("0", 100), TrueTypeFont.Regular.Width(digit.ToString(), 100)));
        Assert.All("0123456789", digit => Assert.Equal(TrueTypeFont.Bold.Width("0", 100), TrueTypeFont.Bold.Width(digit.ToString(), 100), 0.2));
    }

    [Fact]
    public void Text_leaves_ink_in_its_own_width()
    {
        Canvas canvas = new(300, 60, White);
        double width = canvas.Text("Énergie 12 kWh", 10, 40, 24, Black);
        Assert.InRange(width, 150, 220);
        Assert.InRange(Ink(canvas), 400, 1500);
        Assert.Equal(White, canvas.Get((int)(10 + width + 2), 35));
    }
}
