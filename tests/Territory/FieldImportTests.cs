using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;

namespace TerritoryTwin.Tests.Territories;

/// <summary>Inputs as users had them, once read wrongly. The right values are those of the README beside them: GDAL 3.6.2, or arithmetic.</summary>
public sealed class FieldImportTests
{
    private static (Territory Territory, ImportReport Report) Import(string folder, string? mapping = null)
    {
        string path = SharedData.Field(folder);
        return TerritoryImporter.Import(mapping ?? Path.Combine(path, "mapping.yaml"), path, new ImportOptions());
    }

    private static double[] Grounds(Territory town) => [.. town.Buildings.Select(b => Math.Round(b.Ground.Value, 3))];

    [Theory, InlineData("01-tif-scale-offset"), InlineData("02-tif-height-in-feet")]
    public void Heights_with_a_scale_and_an_offset_or_in_feet_are_metres(string folder)
    {
        (Territory town, _) = Import(folder);
        Assert.Equal([566, 568, 570, 572], Grounds(town));
        Assert.Equal(560.0, town.Terrain.Values.Min(), 1e-3);
        Assert.Equal(579.5, town.Terrain.Values.Max(), 1e-3);
    }

    [Fact]
    public void What_a_mask_covers_is_a_gap_of_the_terrain()
    {
        (Territory town, ImportReport report) = Import("03-tif-internal-mask");
        Assert.Equal([566, 568, 569.5, 569.5], Grounds(town));
        Assert.Equal(400, report.Count("terrain-gaps"));
    }

    [Fact]
    public void Tiles_are_one_terrain()
    {
        (Territory town, ImportReport report) = Import("04-dem-tiles");
        Assert.Equal([568, 588, 608, 628], Grounds(town));
        Assert.Equal(0, report.Count("terrain-gaps"));
    }

    [Fact]
    public void A_courtyard_is_one_whichever_way_its_ring_turns()
    {
        (Territory town, ImportReport report) = Import("05-shp-rings-reversed");
        Building block = Assert.Single(town.Buildings);
        Assert.Equal(800, block.Footprint.Area, 1e-6);
        Assert.Single(block.Footprint.Holes);
        Assert.Equal(0, report.Count("self-crossing") + report.Count("file-note"));
    }

    [Fact]
    public void The_index_of_a_shapefile_says_which_attributes_belong_to_which_shape()
    {
        (Territory town, ImportReport report) = Import("06-shp-index-order");
        Assert.Equal([("b1", 100.0), ("b2", 400), ("b3", 225)], town.Buildings.Select(b => (b.Id, Math.Round(b.Footprint.Area, 6))));
        Assert.Equal((BuildingUse.Office, 30), (town.Buildings[1].Use.Value, town.Buildings[1].Height.Value));
        Assert.Equal(0, report.Count("file-note"));
    }

    [Fact]
    public void What_is_counted_of_an_object_of_several_parts_is_shared_among_them()
    {
        (Territory town, ImportReport report) = Import("07-multipart-counts");
        Assert.Equal([5, 5], town.Buildings.Select(b => b.Dwellings.Value));
        Assert.Equal((20.0, 6.0, 1800.0), (town.Buildings.Sum(b => b.Inhabitants.Value), town.Buildings.Sum(b => b.Jobs.Value), town.Buildings.Sum(b => b.HeatedArea.Value)));
        Assert.Equal((20.0, 9.0), (town.Population.Sum(s => s.Persons), town.Population.Sum(s => s.Households)));
        Assert.Equal(4, report.Count("counts-of-parts"));
    }

    [Fact]
    public void Dates_in_milliseconds_since_1970_are_years()
    {
        (Territory town, _) = Import("08-epoch-dates");
        Assert.Equal([1975, 1976, 2010, 2013, 2015, 2018, 2020, 2021], town.Buildings.Select(b => b.Built.Value));
    }

    [Fact]
    public void A_system_in_feet_under_a_code_in_metres_is_refused()
    {
        string message = Assert.Throws<InputException>(() => Import("09-prj-foot")).Message;
        Assert.Contains("buildings.prj", message, StringComparison.Ordinal);
        Assert.Contains("in the unit `US survey foot`; expected metres", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_height_of_a_roof_is_no_height_of_walls()
    {
        (Territory town, _) = Import("11-osm-roof-height", "osm-geojson");
        Assert.Equal([("gabled", 6.0), ("flat", 6.0)], town.Buildings.Select(b => (b.Id, b.Height.Value)));
    }

    [Fact]
    public void Ground_under_two_outlines_is_covered_once_and_the_report_names_both()
    {
        (Territory town, ImportReport report) = Import("10-overlap");
        Assert.Equal([("outline", 300.0), ("inside", 100.0)], town.Buildings.Select(b => (b.Id, Math.Round(b.Footprint.Area, 6))));
        TerritoryIssue told = Assert.Single(report.Issues, i => i.Rule == "overlap");
        Assert.Equal(["outline: 100 of 400 m² are of inside"], told.Examples);
    }
}
