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

    [Fact]
    public void A_character_that_the_font_lacks_is_remembered()
    {
        GlyphAtlas atlas = new();
        atlas.Find('é', bold: false, 16, 0);
        Assert.Empty(atlas.Missing);
        atlas.Find('\uE123', bold: false, 16, 0);
        Assert.Equal(['\uE123'], atlas.Missing);
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
    public void The_ink_of_a_rectangle_is_its_area()
    {
        (float, float, float, float)[] box = [(1.25f, 1.5f, 6.5f, 1.5f), (6.5f, 1.5f, 6.5f, 4.75f), (6.5f, 4.75f, 1.25f, 4.75f), (1.25f, 4.75f, 1.25f, 1.5f)];
        double ink = Coverage.Of(box, 9, 7).Sum(b => b / 255.0);
        Assert.Equal(5.25 * 3.25, ink, 0.05);
    }

    [Fact]
    public void The_ink_of_a_slanted_triangle_is_its_area_and_its_direction_is_nothing_to_it()
    {
        (float, float, float, float)[] triangle = [(0.3f, 0.2f, 9.1f, 3.3f), (9.1f, 3.3f, 2.2f, 8.6f), (2.2f, 8.6f, 0.3f, 0.2f)];
        (float, float, float, float)[] reversed = [.. triangle.Select(e => (e.Item3, e.Item4, e.Item1, e.Item2))];
        double area = Math.Abs((9.1 - 0.3) * (8.6 - 0.2) - (2.2 - 0.3) * (3.3 - 0.2)) / 2;
        Assert.Equal(area, Coverage.Of(triangle, 10, 9).Sum(b => b / 255.0), 0.15);
        Assert.Equal(Coverage.Of(triangle, 10, 9), Coverage.Of(reversed, 10, 9));
    }

    [Fact]
    public void The_width_of_a_text_is_that_of_its_characters_and_grows_with_the_size()
    {
        GlyphAtlas atlas = new();
        Assert.Equal(atlas.Width("ab", 16, bold: false), atlas.Width("a", 16, bold: false) + atlas.Width("b", 16, bold: false), 1e-4f);
        Assert.Equal(2 * atlas.Width("été", 16, bold: true), atlas.Width("été", 32, bold: true), 1e-3f);
    }
}
