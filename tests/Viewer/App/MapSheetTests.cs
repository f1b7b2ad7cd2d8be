using System.Xml.Linq;
using SkiaSharp;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Viewer.App;
using Session = TerritoryTwin.Viewer.App.Session;

namespace TerritoryTwin.Tests.Viewer.App;

public sealed class MapSheetTests(SmallRuns runs) : IClassFixture<SmallRuns>
{
    private Session Open(ViewState state) => new(RunSource.Open([runs.Base, runs.Renovated]), state, static () => { }, "host");

    [Theory]
    [InlineData(Layout.Single, "buildings/heating_need", Language.French)]
    [InlineData(Layout.Difference, "buildings/heating_need", Language.English)]
    [InlineData(Layout.Compare, "grids/sky_view_factor", Language.French)]
    [InlineData(Layout.Difference, "grids/sky_view_factor", Language.English)]
    public void Every_variable_and_layout_has_a_sheet_to_print(Layout layout, string variable, Language language)
    {
        using Session session = Open(new ViewState { Layout = layout, Variable = variable, Language = language });
        string path = runs.Scratch($"{layout}-{language}-{variable.Replace('/', '-')}.png");
        Assert.True(Pictures.SaveSheet(session, path));
        Assert.InRange(new FileInfo(path).Length, 50_000, 20_000_000);
    }

    [Fact]
    public void A_sheet_written_as_SVG_says_what_it_shows_as_text()
    {
        using Session session = Open(new ViewState { Layout = Layout.Compare, Variable = "buildings/heating_need", Language = Language.French });
        string path = runs.Scratch("sheet.svg");
        Assert.True(Pictures.SaveSheet(session, path));
        XNamespace svg = "http://www.w3.org/2000/svg";
        XElement root = XDocument.Load(path).Root!;
        string[] texts = [.. root.Elements(svg + "text").Select(t => t.Value.Trim())];
        Assert.StartsWith(session.Source.Territory.Name, texts[0], StringComparison.Ordinal);
        Assert.Equal(texts[0], root.Element(svg + "title")!.Value);
        Assert.Contains("B murs chauds", texts);
        Assert.Contains("N", texts);
        Assert.True(root.Descendants(svg + "path").Count() > 2 * session.Buildings);
    }

    [Fact]
    public void A_cell_has_the_colour_of_the_legend_and_the_sheet_grows_with_its_zoom()
    {
        using Session session = Open(new ViewState { Variable = "grids/sky_view_factor" });
        Territory territory = session.Source.Territory;
        Raster field = session.Grid(session.IndexA)!;
        Raster flat = field with { Values = Enumerable.Repeat(0.5f, field.Values.Length).ToArray() };
        ValueScale scale = new(0, 1, ColorMap.Heat, "1");
        SheetWords words = new(new Numbers(Language.English).Number, "no data", ["somewhere"]);
        MapPanel panel = new("", [], Enumerable.Repeat(double.NaN, territory.Buildings.Count).ToArray()) { Field = flat };
        using Picture sheet = MapSheet.Draw(territory, "A title", "Sky", scale, [panel], words: words, zoom: 2);
        Assert.Equal((3840, 2720), (sheet.Width, sheet.Height));
        using SKBitmap pixels = sheet.ToBitmap();
        SKColor expected = scale.ColorOf(0.5).WithOpacity(1);
        // Where a place of the sheet lies: the map fills 3680 × 2228 pixels from (80, 208), with the whole commune in its middle.
        (double west, double south, double east, double north) = TerritoryMap.Extent(territory);
        double perMetre = Math.Min(3680 / (east - west), 2228 / (north - south)), left = (west + east) / 2 - 1840 / perMetre, top = (south + north) / 2 + 1114 / perMetre;
        int same = 0, all = 0;
        for (int y = 400; y < 2300; y += 50)
            for (int x = 400; x < 3400; x += 50)
            {
                (int i, int j) = flat.Grid.CellOf(left + (x - 80) / perMetre, top - (y - 208) / perMetre);
                if (i < 0 || j < 0 || i >= flat.Grid.Columns || j >= flat.Grid.Rows) continue;
                all++;
                if (pixels.GetPixel(x, y) == expected) same++;
            }
        Assert.InRange(same, all / 2, all);
    }
}
