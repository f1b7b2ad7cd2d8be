using SkiaSharp;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Viewer;
using TerritoryTwin.Viewer.Text;

namespace TerritoryTwin.Tests.Viewer.Text;

public sealed class GlyphTests
{
    private static readonly string[] UnitTexts =
        ["degC", "kWh m-2 year-1", "kgCO2e", "tCO2e", "W/m²", "µg m-3", "m3", "€/kWh", "kWp", "MWh", "%", "h", "day/s", "veh/h", "dB(A)", "Ω", "m s-1"];

    [Fact]
    public void Every_character_of_words_numbers_and_units_has_a_glyph()
    {
        IEnumerable<string> texts = Words.French.Keys.SelectMany(k => new[] { Words.French[k], Words.English[k] })
            .Concat(UnitTexts.SelectMany(u => new[] { Units.ForPeople(u, Language.French), Units.ForPeople(u, Language.English) }))
            .Concat(Enumerable.Range(1, 12).SelectMany(m => new[] { Words.French.Numbers.Month(m), Words.English.Numbers.Month(m) }))
            .Concat([Words.French.Numbers.Value(-1234567.8, "°C"), Words.English.Numbers.Money(-1e9), "≥ ≤ ± − ∞ – … Δ ² ³ ⁻¹ ₂ ’ “ ” « » ← → · ? É Î œ"]);
        Assert.All(texts.SelectMany(t => t).Distinct(), c => Assert.True(GlyphAtlas.Has(c), $"no glyph for {c} (U+{(int)c:X4})"));
    }

    [Theory]
    [InlineData('\uE123'), InlineData('\uD83D')]
    public void A_character_that_the_font_lacks_is_a_box_and_is_remembered(char character)
    {
        GlyphAtlas atlas = new();
        atlas.Find('é', bold: false, 16, 0);
        Assert.Empty(atlas.Missing);
        Assert.True(atlas.Find(character, bold: false, 16, 0).Width > 4);
        Assert.Equal([character], atlas.Missing);
    }

    [Fact]
    public void A_glyph_is_drawn_once_for_each_size_and_position()
    {
        GlyphAtlas atlas = new();
        Glyph a = atlas.Find('a', bold: false, 16, 0);
        Assert.NotEqual(0..0, atlas.ChangedSince(0));
        Assert.Equal(a, atlas.Find('a', bold: false, 16, 0));
        Assert.Equal(0..0, atlas.ChangedSince(atlas.Version));
        Assert.NotEqual(a, atlas.Find('a', bold: false, 16, 2));
        Assert.NotEqual(a, atlas.Find('a', bold: true, 16, 0));
        Assert.True(atlas.Find('a', bold: false, 64, 0).Height > 3 * a.Height);
        Assert.Equal(0, atlas.Find(' ', bold: false, 16, 0).Width);
    }

    [Fact]
    public void A_full_sheet_begins_anew_instead_of_failing()
    {
        GlyphAtlas atlas = new();
        for (int size = 100; size < 500 && atlas.Resets == 0; size += 4)
            foreach (char c in "ABDEGHMNQ@") atlas.Find(c, bold: true, size, 0);
        Assert.Equal(1, atlas.Resets);
    }

    [Fact]
    public void The_ink_of_a_glyph_is_its_area_wherever_it_stands_between_two_pixels()
    {
        using SKPath dash = Typeface.Regular.Outline('-', 40);         // a rectangle
        double area = dash.TightBounds.Width * dash.TightBounds.Height;
        GlyphAtlas atlas = new();
        foreach (int subPixel in Enumerable.Range(0, GlyphAtlas.SubPixels))
        {
            Glyph glyph = atlas.Find('-', bold: false, 40, subPixel);
            double ink = Enumerable.Range(0, glyph.Height).Sum(row => atlas.Pixels.AsSpan((glyph.Y + row) * GlyphAtlas.Size + glyph.X, glyph.Width).ToArray().Sum(b => b / 255.0));
            Assert.Equal(area, ink, tolerance: 0.02 * area);           // a byte, or 1/64 of a pixel in an edge, along 40 pixels of outline
        }
    }

    [Fact]
    public void The_width_of_a_text_is_that_of_its_characters_and_grows_with_the_size()
    {
        GlyphAtlas atlas = new();
        Assert.Equal(atlas.Width("ab", 16, bold: false), atlas.Width("a", 16, bold: false) + atlas.Width("b", 16, bold: false), 1e-4f);
        Assert.Equal(2 * atlas.Width("été", 16, bold: true), atlas.Width("été", 32, bold: true), 1e-3f);
    }
}
