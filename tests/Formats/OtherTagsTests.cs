using NetTopologySuite.Geometries;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Tests.Formats;

/// <summary>The column of GDAL's OpenStreetMap in which most tags hide.</summary>
public sealed class OtherTagsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private VectorLayer Read(params string?[] tags)
    {
        GeoPackage.Write(_folder["osm.gpkg"], new GeoPackageLayer("multipolygons", "", Crs.FromEpsg(4326), "POINT", [new("osm_id", GeoPackageType.Text), new("building", GeoPackageType.Text), new("other_tags", GeoPackageType.Text)],
            tags.Select((t, n) => new GeoPackageRow(new Point(n, 0), [$"{n}", "yes", t]))));
        return VectorReader.Read(_folder["osm.gpkg"], "multipolygons");
    }

    [Fact]
    public void Each_tag_is_a_column()
    {
        VectorLayer layer = Read("\"building:levels\"=>\"3\",\"height\"=>\"12\"", null, """ "a\"b\\c" => "x, \"y\"=>z" , "none"=>NULL,"name"=>"é" """, """{"height":"7","roof:shape":"flat"}""");
        Assert.Equal(["osm_id", "building", "other_tags", "building:levels", "height", "a\"b\\c", "name", "roof:shape"], layer.Columns);
        Assert.Equal(["0", "yes", null, "3", "12", null, null, null], layer.Features[0].Attributes.Values);
        Assert.Equal(["1", "yes", null, null, null, null, null, null], layer.Features[1].Attributes.Values);
        Assert.Equal(("x, \"y\"=>z", "é"), (layer.Features[2].Attributes["a\"b\\c"], layer.Features[2].Attributes["name"]));
        Assert.Equal(("7", "flat"), (layer.Features[3].Attributes["height"], layer.Features[3].Attributes["roof:shape"]));
        Assert.Empty(layer.Notes);
    }

    [Theory]
    [InlineData("\"height\"=>\"12\",\"name\"=>\"cut o")]
    [InlineData("\"height\"=>\"12\",\"name\"=>\"x\\")]
    [InlineData("\"height\"=>\"12\";\"name\"=>\"x\"")]
    [InlineData("\"height\"=>\"12\",name=x")]
    public void Tags_that_break_off_are_told_and_those_before_are_kept(string tags)
    {
        VectorLayer layer = Read(tags);
        Assert.Equal("12", layer.Features[0].Attributes["height"]);
        Assert.Equal(["osm.gpkg multipolygons record 1: other_tags breaks off or is not `\"key\"=>\"value\"`; the tags before that were read"], layer.Notes);
    }

    [Fact]
    public void A_column_of_the_file_stands_before_a_tag_of_its_name()
    {
        VectorLayer layer = Read("\"building\"=>\"garage\",\"osm_id\"=>\"7\"");
        Assert.Equal(["0", "yes", null], layer.Features[0].Attributes.Values);
    }

    [Fact]
    public void GeoJSON_of_ogr2ogr_gives_its_tags_too()
    {
        VectorLayer layer = VectorReader.Read(_folder.Write("a.geojson", """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"osm_way_id":"5","building":"yes","other_tags":"\"height\"=>\"12\""},"geometry":null}]}"""));
        Assert.Equal("12", layer.Features[0].Attributes["height"]);
    }
}
