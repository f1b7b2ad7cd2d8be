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
}
