using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using static TerritoryTwin.Tests.Territories.Drawn;

namespace TerritoryTwin.Tests.Territories;

/// <summary>Small sources by hand, one trouble each. Coordinates are Lambert-93 metres around (650 000, 6 600 000).</summary>
public sealed class ImportRepairTests : IDisposable
{
    private const string Mapping = """
        layers:
          buildings:
            file: buildings.geojson
            crs: 2154
            optional_columns: true
            columns:
              id: id
              use: { column: use, codes: { house: dwelling, shop: retail, church: worship } }
              light: { column: light, codes: { "1": "yes" } }
              height: { column: h, unit: ft, missing: [0] }
              ground: { column: z, missing: [-1000] }
              built: year
              floors: levels
              dwellings: homes
              heated_area: heated
              roof: { column: roof, codes: { flat: flat, gable: gabled } }
              roof_pitch: pitch
          roads: { file: roads.geojson, crs: 2154, optional: true, optional_columns: true, columns: { class: { column: kind, codes: { main: primary } } } }
          population: { file: squares.geojson, crs: 2154, optional: true, columns: { persons: n, households: m } }
          boundary: { file: limit.geojson, crs: 2154, optional: true, optional_columns: true, columns: { persons: people } }
        """;

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private void Layer(string file, params string[] features) =>
        _scratch.Write($"source/{file}", Collection(features));

    private (Territory Territory, ImportReport Report) Import(params string[] buildings)
    {
        Layer("buildings.geojson", buildings);
        return TerritoryImporter.Import(_scratch.Write("map.yaml", Mapping), _scratch["source"], new ImportOptions("Test"));
    }

    [Fact]
    public void Heights_in_feet_become_metres_and_zero_is_unknown()
    {
        (Territory town, ImportReport report) = Import(
            Feature(Box(0, 0, 10, 10), "\"id\":\"a\",\"use\":\"house\",\"h\":20"),
            Feature(Box(20, 0, 10, 10), "\"id\":\"b\",\"use\":\"house\",\"h\":0,\"levels\":2"),
            Feature(Box(40, 0, 10, 10), "\"id\":\"c\",\"light\":\"1\",\"h\":0"),
            Feature(Box(60, 0, 10, 10), "\"id\":\"d\",\"use\":\"house\",\"h\":\"7 m\""));
        Assert.Equal([6.096, 5.6, 2.8, 7], town.Buildings.Select(b => b.Height.Value), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal([Source.Measured, Source.Derived, Source.Typical, Source.Measured], town.Buildings.Select(b => b.Height.Source));
        Assert.Equal(1, report.Count("height-from-floors"));
        Assert.Equal(1, report.Count("height-of-light-building"));
    }

    [Fact]
    public void A_bow_tie_is_repaired_a_twin_dropped_a_sliver_dropped_and_a_pair_split()
    {
        string pair = $"{{\"type\":\"MultiPolygon\",\"coordinates\":[{Coordinates(Box(100, 0, 10, 10))},{Coordinates(Box(120, 0, 10, 10))}]}}";
        (Territory town, ImportReport report) = Import(
            Feature(Box(0, 0, 10, 10), "\"id\":\"a\",\"use\":\"house\""),
            Feature(Ring((10, 10), (0, 10), (0, 0), (10, 0), (10, 10)), "\"id\":\"twin\",\"use\":\"house\""),
            Feature(Ring((40, 0), (60, 10), (60, 0), (40, 10), (40, 0)), "\"id\":\"bow\",\"use\":\"house\""),
            Feature(Box(80, 0, 1, 1), "\"id\":\"sliver\""),
            Feature(pair, "\"id\":\"pair\",\"use\":\"house\""));
        Assert.Equal(["a", "bow-1", "bow-2", "pair-1", "pair-2"], town.Buildings.Select(b => b.Id));
        Assert.Equal([1, 1, 1], new[] { "duplicate", "sliver", "self-crossing-large" }.Select(report.Count));
    }

    private static string Coordinates(string polygon) => polygon[(polygon.IndexOf("\"coordinates\":", StringComparison.Ordinal) + 14)..^1];

    [Fact]
    public void Objects_without_geometry_or_far_away_are_dropped_and_counted()
    {
        (Territory town, ImportReport report) = Import(
            Feature(Box(0, 0, 10, 10), "\"id\":\"a\""), Feature(Box(30, 0, 10, 10), "\"id\":\"b\""), Feature(Box(60, 0, 10, 10), "\"id\":\"c\""),
            Feature("null", "\"id\":\"none\""), Feature(Box(-500_000, 0, 10, 10), "\"id\":\"far\""), Feature(Line((0, 0), (9, 9)), "\"id\":\"line\""));
        Assert.Equal(3, town.Buildings.Count);
        Assert.Equal([1, 1, 1], new[] { "no-geometry", "far-away", "wrong-geometry" }.Select(report.Count));
    }

    [Fact]
    public void Identifiers_are_made_unique()
    {
        (Territory town, ImportReport report) = Import(
            Feature(Box(0, 0, 10, 10), "\"id\":\"a\""), Feature(Box(20, 0, 10, 10), "\"id\":\"a\""), Feature(Box(40, 0, 10, 10), ""));
        Assert.Equal(3, town.Buildings.Select(b => b.Id).Distinct().Count());
        Assert.Equal([1, 1], new[] { "duplicate-id", "no-id" }.Select(report.Count));
    }

    [Fact]
    public void A_medieval_house_is_doubted_and_a_medieval_church_is_not()
    {
        (Territory town, _) = Import(
            Feature(Box(0, 0, 10, 10), "\"id\":\"a\",\"use\":\"house\",\"year\":1333"), Feature(Box(20, 0, 10, 10), "\"id\":\"b\",\"use\":\"church\",\"year\":\"1333-01-01\""),
            Feature(Box(40, 0, 10, 10), "\"id\":\"c\",\"use\":\"house\",\"year\":99999"));
        Assert.True(town.Buildings[0].Built.Confidence <= 0.3f);
        Assert.Equal(0.95f, town.Buildings[1].Built.Confidence);
        Assert.Equal(Source.Typical, town.Buildings[2].Built.Source);
    }

    [Fact]
    public void Storeys_that_do_not_fit_the_height_are_counted_again()
    {
        (Territory town, ImportReport report) = Import(
            Feature(Box(0, 0, 10, 10), "\"id\":\"a\",\"use\":\"house\",\"h\":\"3 m\",\"levels\":4"), Feature(Box(20, 0, 10, 10), "\"id\":\"b\",\"use\":\"house\",\"h\":\"6 m\",\"levels\":2"));
        Assert.Equal([1, 2], town.Buildings.Select(b => b.Floors.Value));
        Assert.Equal(1, report.Count("floors-against-height"));
    }

    [Fact]
    public void A_square_keeps_its_people_and_gives_them_to_its_dwellings()
    {
        Layer("squares.geojson", Feature(Box(0, 0, 200, 200), "\"n\":30,\"m\":9"), Feature(Box(200, 0, 200, 200), "\"n\":5,\"m\":2"));
        Layer("limit.geojson", Feature(Box(-10, -10, 1000, 1000), ""));
        (Territory town, ImportReport report) = Import(
            Feature(Box(0, 0, 10, 10), "\"id\":\"a\",\"use\":\"house\",\"homes\":1"), Feature(Box(20, 0, 10, 10), "\"id\":\"b\",\"use\":\"house\",\"homes\":2"),
            Feature(Box(40, 0, 10, 10), "\"id\":\"c\",\"use\":\"shop\""));
        Assert.Equal([10, 20, 0], town.Buildings.Select(b => b.Inhabitants.Value));
        Assert.Equal(5, report.Count("people-not-placed"));
    }

    [Fact]
    public void Without_squares_the_people_of_the_limit_share_its_dwellings()
    {
        Layer("limit.geojson", Feature(Box(-10, -10, 1000, 1000), "\"people\":12"));
        (Territory town, ImportReport report) = Import(
            Feature(Box(0, 0, 10, 10), "\"id\":\"a\",\"use\":\"house\",\"homes\":1"), Feature(Box(20, 0, 10, 10), "\"id\":\"b\",\"use\":\"house\",\"homes\":3"));
        Assert.Equal(12, town.Buildings.Sum(b => b.Inhabitants.Value));
        Assert.Equal([0, 1, 1, 1], town.Households.Select(h => h.Building));
        Assert.Equal(2, report.Count("people-of-limit"));
    }

    [Fact]
    public void Unknown_codes_are_listed_with_their_count()
    {
        (_, ImportReport report) = Import(Feature(Box(0, 0, 10, 10), "\"use\":\"hosue\""), Feature(Box(20, 0, 10, 10), "\"use\":\"hosue\""), Feature(Box(40, 0, 10, 10), "\"use\":\"house\""));
        TerritoryIssue issue = report.Issues.Single(i => i.Rule == "unknown-code");
        Assert.Equal(2, issue.Count);
        Assert.Contains("use = `hosue` (2 times)", issue.Examples);
    }

    [Fact]
    public void Roads_are_split_where_others_meet_them()
    {
        Layer("roads.geojson", Feature(Line((0, -5), (50, -5), (100, -5)), "\"kind\":\"main\""), Feature(Line((50, -5), (50, -80)), ""));
        (Territory town, ImportReport report) = Import(Feature(Box(0, 0, 10, 10), "\"id\":\"a\""));
        Assert.Equal(3, town.Roads.Count);
        Assert.Equal(2, town.Roads.Count(r => r.Class is { Value: RoadClass.Primary, Source: Source.Measured }));
        Assert.Equal(1, report.Count("no-road-class"));
    }

    [Fact]
    public void A_column_that_holds_something_else_is_refused()
    {
        InputException e = Assert.Throws<InputException>(() => Import(Enumerable.Range(0, 12).Select(n => Feature(Box(20 * n, 0, 10, 10), $"\"h\":\"{600 + n} m\"")).ToArray()));
        Assert.Contains("12 of 12 values for `height` are outside 1 to 350", e.Message);
    }

    [Theory]
    [InlineData("crs: 2154", "crs: 3942", "cannot be in EPSG:3942")]
    [InlineData("crs: 2154", "crs: 4326", "cannot be in EPSG:4326")]
    [InlineData("crs: 2154", "crs: 9", "not known")]
    [InlineData("file: buildings.geojson", "file: houses.geojson", "no file fits `houses.geojson`")]
    [InlineData("file: buildings.geojson", "file: ../../etc/passwd", "without `..`")]
    [InlineData("unit: ft", "unit: feet", "`layers.buildings.columns.height.unit` is `feet`. Did you mean `ft`?")]
    [InlineData("house: dwelling", "house: dweling", "is not a word of the territory. Did you mean `dwelling`?")]
    [InlineData("floors: levels", "flors: levels", "Did you mean `floors`?")]
    [InlineData("buildings:", "building:", "Did you mean `buildings`?")]
    [InlineData("missing: [0]", "mising: [0]", "Did you mean `missing`?")]
    [InlineData("built: year", "built: [[year]]", "wants a column or a rule")]
    [InlineData("built: year", "built: &a year", "nchor")]
    [InlineData("floors: levels", "floors: { column: levels, constant: 2 }", "exclude each other")]
    [InlineData("floors: levels", "floors: { constant: 5000 }", "expected a number from 1 to 100")]
    public void A_wrong_line_of_the_mapping_is_told(string line, string wrong, string reason)
    {
        Layer("buildings.geojson", Feature(Box(0, 0, 10, 10), "\"id\":\"a\""));
        string text = Mapping.Replace(line, wrong, StringComparison.Ordinal);
        Assert.NotEqual(Mapping, text);
        InputException e = Assert.Throws<InputException>(() => TerritoryImporter.Import(_scratch.Write("map.yaml", text), _scratch["source"], new ImportOptions()));
        Assert.Contains(reason, e.Message);
    }

    [Fact]
    public void A_column_that_the_file_lacks_is_told_with_the_nearest_one()
    {
        Layer("buildings.geojson", Feature(Box(0, 0, 10, 10), "\"id\":\"a\",\"hoehe\":5"));
        string mapping = _scratch.Write("map.yaml", "layers: { buildings: { file: buildings.geojson, crs: 2154, columns: { height: hohe } } }");
        InputException e = Assert.Throws<InputException>(() => TerritoryImporter.Import(mapping, _scratch["source"], new ImportOptions()));
        Assert.Contains("the column `hohe`", e.Message);
        Assert.Contains("Did you mean `hoehe`?", e.Message);
    }

    [Theory]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[]}")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":null}]}")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1e300,1e300],[2e300,1e300],[2e300,2e300],[1e300,1e300]]]}}]}")]
    public void A_source_without_a_usable_building_is_refused(string text)
    {
        _scratch.Write("source/buildings.geojson", text);
        Assert.Throws<InputException>(() => TerritoryImporter.Import(_scratch.Write("map.yaml", Mapping), _scratch["source"], new ImportOptions()));
    }

    [Fact]
    public void A_mapping_with_changed_letters_is_read_or_refused_and_nothing_else()
    {
        Layer("buildings.geojson", Feature(Box(0, 0, 10, 10), "\"id\":\"a\",\"use\":\"house\",\"h\":20"));
        RandomStream random = new(3, "mapping");
        const string letters = "aZ09:{}[],-*&!'\"\n #%|>.";
        int refused = 0;
        for (int n = 0; n < 300; n++)
        {
            char[] text = Mapping.ToCharArray();
            for (int k = 0; k < 3; k++) text[random.Below(text.Length)] = letters[random.Below(letters.Length)];
            try { TerritoryImporter.Import(_scratch.Write("map.yaml", new string(text)), _scratch["source"], new ImportOptions()); }
            catch (InputException) { refused++; }
        }
        Assert.InRange(refused, 100, 299);
    }

    [Fact]
    public void A_territory_in_which_random_bytes_changed_is_read_or_refused_and_nothing_else()
    {
        TerritoryFolder.Save(SmallTerritory.Create(), _scratch["town"]);
        RandomStream random = new(4, "territory");
        foreach (string file in new[] { "territory.yaml", "territory.gpkg", "terrain.tif" })
        {
            byte[] whole = File.ReadAllBytes(_scratch[$"town/{file}"]);
            for (int n = 0; n < 60; n++)
            {
                byte[] bytes = (byte[])whole.Clone();
                for (int k = 0; k < 8; k++) bytes[random.Below(bytes.Length)] = (byte)random.NextBits();
                File.WriteAllBytes(_scratch[$"town/{file}"], bytes);
                try { TerritoryInfo.Describe(TerritoryFolder.Load(_scratch["town"])); }
                catch (InputException e) { Assert.NotEmpty(e.Message); }
            }
            File.WriteAllBytes(_scratch[$"town/{file}"], whole);
        }
    }

    [Fact]
    public void A_missing_folder_and_an_unknown_mapping_are_told()
    {
        Assert.Contains("no such folder", Assert.Throws<InputException>(() => TerritoryImporter.Import("bdtopo-v3", _scratch["nowhere"], new ImportOptions())).Message);
        Assert.Contains("Did you mean `bdtopo-v3`?", Assert.Throws<InputException>(() => TerritoryImporter.Import("bdtopo-v2", _scratch.Path, new ImportOptions())).Message);
    }

    [Theory]
    [InlineData("\"-5.5 41 10 51.5\"", null)]                                      // 650 000, 6 600 000 of Lambert-93: 46.5° N 2.3° E
    [InlineData("[\"-63.5 14 -60.5 18.5\", \"-5.5 41 10 51.5\"]", null)]
    [InlineData("\"-63.5 14 -60.5 18.5\"", "buildings.geojson: its buildings lie around 46.498° N 2.348° E, read in RGF93 v1 / Lambert-93; expected a place within 14° to 18.5° of latitude and -63.5° to -60.5° of longitude, where the source of the mapping map is. If the place is right, take another mapping; else the file has another coordinate system than it says: say `crs` in the layer of a mapping.")]
    [InlineData("\"41 -5.5 51.5\"", "expected west, south, east and north in degrees, such as `-5.5 41 10 51.5`")]
    [InlineData("\"10 41 -5.5 51.5\"", "expected west, south, east and north in degrees, such as `-5.5 41 10 51.5`")]
    public void A_place_off_what_the_source_is_about_stops_the_import(string within, string? fault)
    {
        Layer("buildings.geojson", Feature(Box(0, 0, 10, 10), "\"id\":\"a\",\"use\":\"house\",\"h\":20"));
        string mapping = _scratch.Write("map.yaml", $"within: {within}\n{Mapping}");
        if (fault == null) Assert.Single(TerritoryImporter.Import(mapping, _scratch["source"], new ImportOptions()).Territory.Buildings);
        else Assert.Contains(fault, Assert.Throws<InputException>(() => TerritoryImporter.Import(mapping, _scratch["source"], new ImportOptions())).Message, StringComparison.Ordinal);
    }

    /// <summary>A file of BD TOPO that has north before east, as some services hand it out.</summary>
    [Fact]
    public void A_swapped_file_of_BD_TOPO_does_not_become_a_town_in_the_sea()
    {
        const string swapped = "{\"type\":\"Polygon\",\"coordinates\":[[[44.35,2.55],[44.3501,2.55],[44.3501,2.5501],[44.35,2.5501],[44.35,2.55]]]}";
        string columns = string.Concat(new[] { "nature", "usage_2", "construction_legere", "altitude_minimale_sol", "altitude_minimale_toit", "date_d_apparition", "APP_FF", "nombre_d_etages", "nombre_de_logements", "materiaux_de_la_toiture", "etat_de_l_objet" }.Select(static c => $",\"{c}\":null"));
        Layer("BATIMENT.geojson", Feature(swapped, "\"cleabs\":\"B1\",\"usage_1\":\"Résidentiel\",\"hauteur\":6" + columns));
        Assert.Contains("With north and east the other way round it would be: write the file anew", Assert.Throws<InputException>(() => TerritoryImporter.Import("bdtopo-v3", _scratch["source"], new ImportOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenStreetMap_tags_are_understood_by_the_bundled_mapping()
    {
        static string At(double x, double y, double size) => string.Create(CultureInfo.InvariantCulture,
            $"{{\"type\":\"Polygon\",\"coordinates\":[[[{x},{y}],[{x + size},{y}],[{x + size},{y + size}],[{x},{y + size}],[{x},{y}]]]}}");
        Layer("export.geojson",
            Feature(At(0.72, 45.18, 1e-4), "\"@id\":\"way/1\",\"building\":\"apartments\",\"building:levels\":\"4\",\"roof:shape\":\"flat\",\"start_date\":\"1960s\""),
            Feature(At(0.721, 45.18, 1e-4), "\"@id\":\"way/2\",\"building\":\"yes\",\"height\":\"6.5 m\""),
            Feature(At(0.722, 45.18, 1e-4), "\"@id\":\"way/3\",\"building\":\"church\",\"start_date\":\"C12\""),
            Feature(At(0.7225, 45.18, 1e-4), "\"@id\":\"way/6\",\"building\":\"house\",\"height\":\"9\",\"roof:height\":\"3\",\"roof:shape\":\"gabled\""),
            Feature(At(0.7227, 45.18, 1e-4), "\"@id\":\"way/7\",\"building\":\"house\",\"height\":\"4\",\"roof:height\":\"3.5\""),
            Feature(At(0.723, 45.18, 1e-3), "\"@id\":\"way/4\",\"natural\":\"wood\""),
            Feature("{\"type\":\"LineString\",\"coordinates\":[[0.72,45.1795],[0.725,45.1795]]}", "\"@id\":\"way/5\",\"highway\":\"tertiary\",\"name\":\"Rue\""));
        (Territory town, ImportReport report) = TerritoryImporter.Import("osm-geojson", _scratch["source"], new ImportOptions());
        Assert.Equal(2154, town.Epsg);
        Assert.Equal([BuildingUse.Dwelling, BuildingUse.Dwelling, BuildingUse.Worship, BuildingUse.Dwelling, BuildingUse.Dwelling], town.Buildings.Select(b => b.Use.Value));
        Assert.Equal((4, RoofShape.Flat, 1960), (town.Buildings[0].Floors.Value, town.Buildings[0].Roof.Value, town.Buildings[0].Built.Value));
        Assert.Equal((6.5, 6, 4), (town.Buildings[1].Height.Value, town.Buildings[3].Height.Value, town.Buildings[4].Height.Value));
        Assert.Equal(12, Assert.Single(town.Vegetation).Height);
        Assert.Equal(RoadClass.Tertiary, Assert.Single(town.Roads).Class.Value);
        Assert.Equal(0, report.Count("unknown-code"));
    }

    private InputException TilesFault(params string[] tiles)
    {
        for (int n = 0; n < tiles.Length; n++) _scratch.Write($"source/tile_{n}.asc", tiles[n]);
        Layer("buildings.geojson", Feature(Box(15, 5, 10, 10), "\"id\":\"a\",\"use\":\"house\""));
        return Assert.Throws<InputException>(() => TerritoryImporter.Import(_scratch.Write("map.yaml", Mapping + "\nterrain: { file: \"*.asc\", crs: 2154 }\n"), _scratch["source"], new ImportOptions("Test")));
    }

    private static string Tile(double west, double cell, string row) => FormattableString.Invariant($"ncols 2\nnrows 2\nxllcorner {650000 + west}\nyllcorner 6600000\ncellsize {cell}\n{row} {row}\n");

    [Fact]
    public void Files_that_are_no_tiles_of_one_terrain_are_refused()
    {
        Assert.Contains("12 m at x 650015, y 6600005, where another file of the terrain says 10 m", TilesFault(Tile(0, 10, "10 10"), Tile(10, 10, "12 12")).Message, StringComparison.Ordinal);
        Assert.Contains("a terrain of cells of 20; expected 10", TilesFault(Tile(0, 10, "10 10"), Tile(20, 20, "12 12")).Message, StringComparison.Ordinal);
        Assert.Contains("cells that begin at x 650023", TilesFault(Tile(0, 10, "10 10"), Tile(23, 10, "12 12")).Message, StringComparison.Ordinal);
        Assert.Contains("tile_0.asc and 1 more: the terrain does not touch the buildings", TilesFault(Tile(-1000, 10, "10 10"), Tile(1000, 10, "12 12")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_dwelling_of_two_parts_stands_in_the_larger_part()
    {
        string pair = $"{{\"type\":\"MultiPolygon\",\"coordinates\":[{Coordinates(Box(100, 0, 5, 5))},{Coordinates(Box(120, 0, 10, 10))}]}}";
        (Territory town, _) = Import(Feature(pair, "\"id\":\"pair\",\"use\":\"house\",\"homes\":1,\"levels\":2,\"h\":20"));
        Assert.Equal([("pair-1", 0), ("pair-2", 1)], town.Buildings.Select(b => (b.Id, b.Dwellings.Value)));
        Assert.All(town.Buildings, b => Assert.Equal(Source.Derived, b.Dwellings.Source));
    }

    [Theory]
    [InlineData("157766400", 1975)]                          // seconds
    [InlineData("-315619200000", 1960)]                      // milliseconds
    [InlineData("157766400000.0", 1975)]
    [InlineData("19750101", 1975)]
    [InlineData("197501010930", 1975)]
    [InlineData("\"1975-03-02\"", 1975)]
    [InlineData("\"C1890..1900\"", 1890)]
    [InlineData("19998", 2001)]                              // days since some day: unknown, as its only neighbour
    public void A_year_is_found_in_dates_of_many_kinds(string built, int year)
    {
        (Territory town, _) = Import(Feature(Box(0, 0, 10, 10), $"\"id\":\"a\",\"use\":\"house\",\"year\":{built}"), Feature(Box(20, 0, 10, 10), "\"id\":\"b\",\"use\":\"house\",\"year\":2001"));
        Assert.Equal([year, 2001], town.Buildings.Select(b => b.Built.Value));
    }

    [Fact]
    public void Milliseconds_of_the_first_days_of_1970_are_told_by_the_rest_of_their_column()
    {
        (Territory town, _) = Import(Feature(Box(0, 0, 10, 10), "\"id\":\"a\",\"use\":\"house\",\"year\":1209600000"), Feature(Box(20, 0, 10, 10), "\"id\":\"b\",\"use\":\"house\",\"year\":1577836800000"));
        Assert.Equal([1970, 2020], town.Buildings.Select(b => b.Built.Value));
    }

    [Fact]
    public void A_second_drawing_of_a_building_is_dropped_a_crossing_one_divides_it_and_walls_drawn_twice_stay()
    {
        (Territory town, ImportReport report) = Import(
            Feature(Box(0, 0, 10, 10), "\"id\":\"twice\",\"use\":\"house\""), Feature(Box(0.2, 0.2, 9.5, 9.5), "\"id\":\"once\",\"use\":\"house\""),
            Feature(Box(100, 0, 30, 10), "\"id\":\"bar\",\"use\":\"house\",\"homes\":4"), Feature(Box(110, -2, 10, 14), "\"id\":\"across\",\"use\":\"house\""),
            Feature(Box(200, 0, 10, 10), "\"id\":\"left\",\"use\":\"house\""), Feature(Box(209.5, 0, 10.5, 10), "\"id\":\"right\",\"use\":\"house\""));
        Assert.Equal([("once", 90.25), ("bar-1", 100), ("bar-2", 100), ("across", 140), ("left", 100), ("right", 105)], town.Buildings.Select(b => (b.Id, Math.Round(b.Footprint.Area, 6))));
        Assert.Equal([2, 2], town.Buildings.Where(b => b.Id.StartsWith("bar", StringComparison.Ordinal)).Select(b => b.Dwellings.Value));
        Assert.Equal(2, report.Count("overlap"));
    }

    [Fact]
    public void A_building_over_a_passage_begins_at_its_underside()
    {
        Layer("buildings.geojson",
            Feature(Box(0, 0, 10, 10), "\"id\":\"a\",\"use\":\"house\",\"z\":100,\"h\":\"9 m\",\"levels\":3,\"open\":3"),
            Feature(Box(20, 0, 10, 10), "\"id\":\"b\",\"use\":\"house\",\"z\":100,\"levels\":3,\"open_levels\":1"),
            Feature(Box(40, 0, 10, 10), "\"id\":\"c\",\"use\":\"house\",\"z\":100,\"h\":\"6 m\",\"levels\":2,\"open\":5"));
        string mapping = Mapping.Replace("roof_pitch: pitch", "min_height: open\n      min_floors: open_levels", StringComparison.Ordinal);
        (Territory town, ImportReport report) = TerritoryImporter.Import(_scratch.Write("map.yaml", mapping), _scratch["source"], new ImportOptions("Test"));
        Assert.Equal([(103.0, 6.0, 2), (102.8, 5.6, 2), (100, 6, 2)], town.Buildings.Select(b => (Math.Round(b.Ground.Value, 6), Math.Round(b.Height.Value, 6), b.Floors.Value)));
        Assert.Equal((2, 1), (report.Count("raised"), report.Count("raised-beyond-height")));
    }

    [Fact]
    public void A_column_of_which_no_code_is_known_stops_the_import_and_names_them()
    {
        string fault = Assert.Single(Assert.Throws<InputException>(() => Import([.. Enumerable.Range(0, 12).Select(n => Feature(Box(20 * n, 0, 10, 10), $"\"id\":\"b{n}\",\"use\":\"{(n < 9 ? "maison" : "école")}\""))])).Faults);
        Assert.Contains("none of the 12 values of the column `use` is among the codes of the mapping (`maison`, `école`); expected some that it knows. Say under layers.buildings.columns what they mean", fault, StringComparison.Ordinal);
        (_, ImportReport report) = Import([.. Enumerable.Range(0, 12).Select(n => Feature(Box(20 * n, 0, 10, 10), $"\"id\":\"b{n}\",\"use\":\"{(n < 11 ? "maison" : "house")}\""))]);
        Assert.Equal(11, report.Count("unknown-code"));
    }

    [Fact]
    public void The_case_of_columns_does_not_matter_and_of_several_one_has_to_be_there()
    {
        Layer("buildings.geojson", Feature(Box(0, 0, 10, 10), "\"CLEABS\":\"a\",\"Hauteur\":8,\"Etat\":\"gone\""), Feature(Box(20, 0, 10, 10), "\"CLEABS\":\"b\",\"Hauteur\":9,\"Etat\":\"there\""));
        const string mapping = "layers: { buildings: { file: buildings.geojson, crs: 2154, where_not: { state | etat: gone }, columns: { id: [ident, cleabs], height: { column: [h, hauteur] } } } }";
        Building b = Assert.Single(TerritoryImporter.Import(_scratch.Write("case.yaml", mapping), _scratch["source"], new ImportOptions("Test")).Territory.Buildings);
        Assert.Equal(("b", 9.0), (b.Id, b.Height.Value));
        InputException lacks = Assert.Throws<InputException>(() => TerritoryImporter.Import(_scratch.Write("lacks.yaml", mapping.Replace("[h, hauteur]", "[h, high]", StringComparison.Ordinal)), _scratch["source"], new ImportOptions("Test")));
        Assert.Contains("the column `h`, named by layers.buildings of the mapping, is not there", Assert.Single(lacks.Faults), StringComparison.Ordinal);
        foreach (string typo in new[] { "where_not: { etat: gone, hauteurs: 3 }", "where_not: { state | estat: gone }", "where: { etats: there }" })
        {
            lacks = Assert.Throws<InputException>(() => TerritoryImporter.Import(_scratch.Write("typo.yaml", mapping.Replace("where_not: { state | etat: gone }", typo, StringComparison.Ordinal)), _scratch["source"], new ImportOptions("Test")));
            Assert.Matches("the column `(hauteurs|state|etats)`, named by layers.buildings of the mapping, is not there", Assert.Single(lacks.Faults));
        }
    }

    [Fact]
    public void Without_any_date_years_are_drawn_as_homes_of_France_were_built_and_a_shed_is_as_old_as_its_house()
    {
        (Territory town, ImportReport report) = Import([.. Enumerable.Range(0, 400).SelectMany(n => new[] { Feature(Box(200 * n, 0, 10, 10), $"\"id\":\"h{n}\",\"use\":\"house\""), Feature(Box(200 * n + 12, 0, 4, 5), $"\"id\":\"s{n}\"") })]);
        int[] years = [.. town.Buildings.Where((_, n) => n % 2 == 0).Select(static b => b.Built.Value)];
        double[] houses = [.. new[] { 0.125 * 0.58, 0.095 * 0.60, 0.22 * 0.42, 0.285 * 0.58, 0.15 * 0.60, 0.06 * 0.50, 0.065 * 0.46 }];       // docs/generator.md
        int[] bounds = [1919, 1946, 1971, 1990, 2006, 2013, 2025];
        for (int k = 0; k < bounds.Length; k++)
        {
            double share = houses[k] / houses.Sum(), drawn = years.Count(y => y < bounds[k] && (k == 0 || y >= bounds[k - 1])) / 400.0;
            Assert.InRange(drawn, share - 4 * Math.Sqrt(share * (1 - share) / 400), share + 4 * Math.Sqrt(share * (1 - share) / 400));       // four standard deviations
        }
        Assert.All(Enumerable.Range(0, 400), n => Assert.Equal(town.Buildings[2 * n].Built.Value, town.Buildings[2 * n + 1].Built.Value));
        Assert.Equal(400, report.Count("date-of-france"));
        Assert.All(town.Buildings, static b => Assert.Equal(Source.Guessed, b.Built.Source));
    }

    [Fact]
    public void Where_many_are_dated_others_far_from_them_are_drawn_from_those()
    {
        (Territory town, ImportReport report) = Import([
            .. Enumerable.Range(0, 40).Select(n => Feature(Box(20 * n, 0, 10, 10), $"\"id\":\"d{n}\",\"use\":\"house\",\"year\":{(n < 20 ? 1950 : 2000)}")),
            .. Enumerable.Range(0, 200).Select(n => Feature(Box(200 * n, 5000, 10, 10), $"\"id\":\"u{n}\",\"use\":\"house\""))]);
        int old = town.Buildings.Skip(40).Count(static b => b.Built.Value == 1950);
        Assert.Equal(200, old + town.Buildings.Skip(40).Count(static b => b.Built.Value == 2000));
        Assert.InRange(old, 100 - 28, 100 + 28);           // four standard deviations
        Assert.Equal(200, report.Count("date-of-territory"));
    }

    [Fact]
    public void A_terrain_that_most_measured_grounds_contradict_stops_the_import()
    {
        string[] houses = [.. Enumerable.Range(0, 30).Select(n => Feature(Box(20 * n, 0, 10, 10), $"\"id\":\"b{n}\",\"use\":\"house\",\"z\":{(n < 14 ? 300 : 700)}"))];
        const string terrain = "\nterrain: { file: t.asc, crs: 2154 }\n";
        _scratch.Write("source/t.asc", $"ncols 40\nnrows 3\nxllcorner 649900\nyllcorner 6599900\ncellsize 100\n{string.Join('\n', Enumerable.Repeat(string.Join(' ', Enumerable.Repeat("300", 40)), 3))}\n");
        Layer("buildings.geojson", houses);
        string fault = Assert.Single(Assert.Throws<InputException>(() => TerritoryImporter.Import(_scratch.Write("map.yaml", Mapping + terrain), _scratch["source"], new ImportOptions("Test"))).Faults);
        Assert.Contains("terrain: found it 400 m below the ground of the buildings, on the median of 30 that state theirs", fault, StringComparison.Ordinal);
        Layer("buildings.geojson", [.. houses.Take(26)]);          // 12 of 26 far off: those alone are mended
        (_, ImportReport report) = TerritoryImporter.Import(_scratch.Write("map.yaml", Mapping + terrain), _scratch["source"], new ImportOptions("Test"));
        Assert.Equal(12, report.Count("ground-far-from-terrain"));
    }

    [Fact]
    public void A_roof_altitude_over_a_ground_that_is_a_guess_is_no_height()
    {
        Layer("buildings.geojson", Feature(Box(0, 0, 10, 10), "\"id\":\"a\",\"top\":120"));
        string mapping = _scratch.Write("top.yaml", "layers: { buildings: { file: buildings.geojson, crs: 2154, columns: { id: id, roof_altitude: top } } }");
        Assert.InRange(Assert.Single(TerritoryImporter.Import(mapping, _scratch["source"], new ImportOptions("Test")).Territory.Buildings).Height.Value, 2, 10);
    }
}
