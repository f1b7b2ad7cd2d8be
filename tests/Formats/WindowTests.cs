using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Tests.Formats;

/// <summary>Reading a window of a layer gives what reading all of it and leaving out what lies elsewhere gives; what has no shape lies nowhere else.</summary>
public sealed class WindowTests : IDisposable
{
    private static readonly Crs Lambert93 = Crs.FromEpsg(2154);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("territory-olemps/bdtopo/BATIMENT.shp")]
    [InlineData("territory-olemps/bdtopo/TRONCON_DE_ROUTE.shp")]
    [InlineData("territory-olemps/population/population.shp")]
    [InlineData("territory-olemps/geojson/buildings.geojson")]
    [InlineData("territory-olemps/geojson/roads.geojson")]
    [InlineData("territory-perigueux/osm/osm_buildings_perigueux.shp")]
    [InlineData("commuting-grand-est/grand_est_urban_areas.gpkg", "urban_area")]
    public void A_window_of_a_real_layer_has_the_objects_of_the_whole_that_meet_it(string path, string? layer = null)
    {
        string file = SharedData.Data(path);
        Envelope box = new();
        foreach (Feature feature in VectorReader.Read(file, layer).Features) box.ExpandToInclude(feature.Geometry!.EnvelopeInternal);
        Crs? told = null;
        Envelope middle = new(box.MinX + 0.4 * box.Width, box.MinX + 0.6 * box.Width, box.MinY + 0.4 * box.Height, box.MinY + 0.6 * box.Height);
        int inside = Same(file, layer, middle, crs => told = crs);

        Assert.Equal(VectorReader.Read(file, layer).Crs, told);
        Assert.InRange(inside, 1, VectorReader.Read(file, layer).Total / 2);
        Assert.Equal(0, Same(file, layer, new Envelope(box.MaxX + 1, box.MaxX + 2, box.MinY, box.MaxY)));
        Assert.Equal(0, Same(file, layer, new Envelope()));
        Assert.Equal(VectorReader.Read(file, layer).Features.Count, VectorReader.Read(file, layer, _ => null).Features.Count);
    }

    [Fact]
    public void A_window_of_an_OpenStreetMap_file_has_the_objects_that_meet_it()
    {
        const string map = """<osm version="0.6"><node id="1" lon="6" lat="46"><tag k="a" v="b"/></node><node id="2" lon="6.1" lat="46"/><node id="3" lon="6" lat="46.1"/><node id="5" lon="7" lat="46.1"><tag k="a" v="c"/></node><way id="4"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="building" v="yes"/></way></osm>""";
        string file = _folder.Write("a.osm", map);
        Assert.Equal(2, Same(file, null, new Envelope(6, 6, 46, 46)));
        Assert.Equal(1, Same(file, null, new Envelope(6.05, 6.2, 46.05, 46.06)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("delete from cells where rowid in (1, 7)")]                                            // numbers with gaps: ranks count
    [InlineData("update cells set geom = null where rowid = 8")]
    [InlineData("update cells set geom = null where rowid in (8, 30); drop table rtree_cells_geom; delete from gpkg_extensions")]
    [InlineData("drop table rtree_cells_geom; delete from gpkg_extensions")]                            // the box at the head of each geometry says
    [InlineData("delete from gpkg_extensions")]
    [InlineData("update cells set geom = cast(x'47500001' || substr(geom, 5, 4) || substr(geom, 41) as blob); drop table rtree_cells_geom; delete from gpkg_extensions")]      // no box: the geometry says
    [InlineData("delete from rtree_cells_geom where id = 16", "cells: the R-tree has 39 of the 40 shapes and was passed over")]
    public void A_window_of_a_GeoPackage_has_the_objects_that_meet_it_whatever_its_index_is_worth(string change, string? note = null)
    {
        string file = Cells(change);
        Assert.InRange(Same(file, null, new Envelope(14.5, 22, 0.2, 0.3)), 8, 9);
        Assert.Equal(change.Contains("in (1, 7)", StringComparison.Ordinal) ? 38 : 40, VectorReader.Read(file, window: _ => new Envelope(0, 1, 0, 1)).Total);
        Assert.Equal(note == null ? [] : [note], VectorReader.Read(file, window: _ => new Envelope(14.5, 22, 0.2, 0.3)).Notes);
    }

    [Fact]
    public void A_text_of_a_GeoPackage_that_is_not_UTF8_is_refused_and_a_lost_letter_in_it_is_not()
    {
        Assert.Equal("n\uFFFD", VectorReader.Read(Cells("update cells set name = cast(x'6EEFBFBD' as text) where rowid = 3")).Features[2].Attributes["name"]);
        Assert.Contains("cells.gpkg cells record 3: a text of the column `name` that is not UTF-8; expected texts in UTF-8.", Assert.Throws<InputException>(() => VectorReader.Read(Cells("update cells set name = cast(x'6EE9' as text) where rowid = 3"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_without_shapes_has_no_window_and_layers_are_told_by_name()
    {
        GeoPackageLayer cells = new("cells", "", Lambert93, "POINT", [new("n", GeoPackageType.Integer)], [new(new Point(1, 2), [1L]), new(new Point(3, 4), [2L])]);
        GeoPackage.Write(_folder["two.gpkg"], cells, cells with { Name = "facts", GeometryType = "", Rows = [new(null, [5L])] });

        Assert.Equal(["cells", "facts"], VectorReader.Layers(_folder["two.gpkg"]));
        Assert.Single(VectorReader.Read(_folder["two.gpkg"], "facts", _ => new Envelope(9, 9, 9, 9)).Features);
        Assert.Equal("two.gpkg cells record 2", Assert.Single(VectorReader.Read(_folder["two.gpkg"], "cells", _ => new Envelope(3, 3, 4, 4)).Features).Place);
        Assert.Empty(VectorReader.Layers("a.geojson"));
        Assert.Contains("none.gpkg: no such file", Assert.Throws<InputException>(() => VectorReader.Layers(_folder["none.gpkg"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_without_a_box_and_without_a_shape_are_told_apart_and_deleted_ones_are_not_counted()
    {
        double[] square = [0, 0, 0, 9, 9, 9, 9, 0, 0, 0];
        byte[] boxed = VectorFilesTests.Record(5, [0], [.. square.Select(c => c + 100)]);
        Buffer.BlockCopy(new double[] { 100, 100, 109, 109 }, 0, boxed, 4, 32);
        _folder.Write("a.shp", VectorFilesTests.ShapeFile(5, VectorFilesTests.Record(5, [0], square), boxed, [0, 0, 0, 0], boxed));
        _folder.Write("a.dbf", VectorFilesTests.Table([("ID", 'N', 4, 0)], ["    1", "    2", "    3", "*   4"]));

        Assert.Equal(1, Same(_folder["a.shp"], null, new Envelope(5, 6, 5, 6)));
        Assert.Equal(1, Same(_folder["a.shp"], null, new Envelope(105, 106, 105, 106)));
        Assert.Equal(3, VectorReader.Read(_folder["a.shp"]).Total);
        Assert.Equal(["a.shp record 4: a record marked as deleted was left out"], VectorReader.Read(_folder["a.shp"], window: _ => new Envelope(105, 106, 105, 106)).Notes);
        Assert.Empty(VectorReader.Read(_folder["a.shp"], window: _ => new Envelope(5, 6, 5, 6)).Notes);
    }

    private string Cells(string change)
    {
        string file = _folder["cells.gpkg"];
        GeoPackage.Write(file, new GeoPackageLayer("cells", "", Lambert93, "POLYGON", [new("name", GeoPackageType.Text), new("depth", GeoPackageType.Real)],
            Enumerable.Range(0, 40).Select(i => new GeoPackageRow(GeometryFactory.Default.ToGeometry(new Envelope(i, i + 1, 0, 1)), [$"n{i}", i * 0.5]))));
        if (change.Length == 0) return file;
        using SqliteConnection db = new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        db.Open();
        foreach (string name in new[] { "ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY" }) db.CreateFunction(name, (byte[]? _) => 1.0);      // what the triggers ask for
        using SqliteCommand command = db.CreateCommand();
        command.CommandText = change;
        command.ExecuteNonQuery();
        return file;
    }

    /// <summary>Reads a window, and holds it to the whole; returns how many shapes are in it.</summary>
    private static int Same(string file, string? layer, Envelope window, Action<Crs?>? told = null)
    {
        VectorLayer whole = VectorReader.Read(file, layer), part = VectorReader.Read(file, layer, crs =>
        {
            told?.Invoke(crs);
            return window;
        });
        Feature[] expected = [.. whole.Features.Where(f => f.Geometry == null || window.Intersects(f.Geometry.EnvelopeInternal))];
        Assert.Equal(expected.Select(f => f.Place), part.Features.Select(f => f.Place));
        Assert.Equal(expected.Select(f => f.Geometry?.AsText()), part.Features.Select(f => f.Geometry?.AsText()));
        Assert.Equal(expected.Select(f => string.Join('|', f.Attributes)), part.Features.Select(f => string.Join('|', f.Attributes)));
        Assert.Equal(whole.Columns, part.Columns);
        Assert.Equal(whole.Crs, part.Crs);
        Assert.Equal((whole.Features.Count, whole.Total), (part.Total, part.Total));
        return part.Features.Count(static f => f.Geometry != null);
    }
}
