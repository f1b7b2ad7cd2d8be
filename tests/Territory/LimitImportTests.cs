using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Measures;
using static TerritoryTwin.Tests.Territories.Drawn;

namespace TerritoryTwin.Tests.Territories;

/// <summary>What lies within the limit of a commune, in the ring around it, and beyond. Two communes of 400 × 400 m side by side, in Lambert-93 metres from (650 000, 6 600 000).</summary>
public sealed class LimitImportTests : IDisposable
{
    private const string Mapping = """
        layers:
          buildings: { file: buildings.geojson, crs: 2154, optional_columns: true, columns: { id: id, use: { column: use, codes: { house: dwelling } }, height: h, dwellings: homes, jobs: jobs } }
          roads: { file: roads.geojson, crs: 2154, optional: true, columns: { id: id, class: { column: kind, codes: { main: primary } }, direction: { constant: forward } } }
          vegetation: { file: woods.geojson, crs: 2154, optional: true, columns: { id: id, height: h } }
          boundary: { file: limits.geojson, crs: 2154, optional: true, optional_columns: true, columns: { code: code, name: name, persons: people } }
        """;

    private static readonly ImportOptions West = new(Commune: "01001", Ring: 100);
    private readonly ScratchFolder _scratch = new();

    public LimitImportTests()
    {
        Layer("limits.geojson",
            Feature(Box(0, 0, 400, 400), "\"code\":\"01001\",\"name\":\"L'Abergement-Clémenciat\",\"people\":6"), Feature(Box(400, 0, 400, 400), "\"code\":\"01002\",\"name\":\"Est\",\"people\":5"));
        Layer("buildings.geojson",
            House("in", 380, 200), House("against", 390, 200), House("out", 400, 200), House("near", 450, 200), House("far", 700, 200), House("inside", 100, 100), House("middle", 200, 300));
    }

    public void Dispose() => _scratch.Dispose();

    private static string House(string id, double x, double y) => Feature(Box(x, y, 10, 10), $"\"id\":\"{id}\",\"use\":\"house\",\"h\":9,\"homes\":2,\"jobs\":1");

    private static string Road(string id, params (double X, double Y)[] points) => Feature(Line(points), $"\"id\":\"{id}\",\"kind\":\"main\"");

    private void Layer(string file, params string[] features) =>
        _scratch.Write($"source/{file}", Collection(features));

    private (Territory Territory, ImportReport Report) Import(ImportOptions options) => TerritoryImporter.Import(_scratch.Write("map.yaml", Mapping), _scratch["source"], options);

    private string Refused(string? commune) => Assert.Single(Assert.Throws<InputException>(() => Import(new(Commune: commune))).Faults);

    [Fact]
    public void Of_several_communes_one_has_to_be_named_by_its_code_or_as_people_type_its_name()
    {
        Assert.Contains("found 2 communes, L'Abergement-Clémenciat (01001), Est (01002); expected one. Say which by `--commune`", Refused(null), StringComparison.Ordinal);
        Assert.Contains("--commune 01003: not among the 2 communes", Refused("01003"), StringComparison.Ordinal);
        foreach (string named in new[] { "01001", "l abergement clemenciat", "L'Abergement-Clémenciat" })
            Assert.Equal(("L'Abergement-Clémenciat", 4), Import(new(Commune: named)) is var (town, _) ? (town.Name, town.Buildings.Count) : default);
    }

    [Fact]
    public void Communes_of_one_name_without_codes_are_told_apart_by_nobody_and_refused()
    {
        Layer("limits.geojson", Feature(Box(0, 0, 400, 400), "\"name\":\"Saint-Martin\",\"people\":6"), Feature(Box(40_000, 0, 400, 400), "\"name\":\"SAINT MARTIN\",\"people\":5"), Feature(Box(800, 0, 400, 400), "\"name\":\"Est\""));
        foreach (string named in new[] { "Saint-Martin", "all", "est,saint martin" })
        {
            Assert.Contains("limits.geojson: found 2 communes `Saint-Martin`, not all with a code, at 46.500° N 2.351° E, 46.502° N 2.872° E; expected one, or a code of each. Name the column of the codes", Refused(named), StringComparison.Ordinal);
        }
        Layer("limits.geojson", Feature(Box(0, 0, 400, 400), "\"name\":\"Saint-Martin\""), Feature(Box(40_000, 0, 400, 400), "\"name\":\"Saint-Martin\",\"code\":\"2\""));
        Assert.Contains("found 2 communes `Saint-Martin`, not all with a code", Refused("Saint-Martin"), StringComparison.Ordinal);

        string one = Feature(Box(0, 0, 400, 400), "\"name\":\"Saint-Martin\",\"people\":6");
        Layer("limits.geojson", one, one);                             // as two files may hold it
        Assert.Equal(6, Import(new(Commune: "saint martin")).Territory.Buildings.Sum(static b => b.Inhabitants.Value));
    }

    [Fact]
    public void Both_together_count_when_both_are_named_or_all()
    {
        foreach (string named in new[] { "01001, Est", "all" })
        {
            (Territory town, ImportReport report) = Import(new(Commune: named));
            Assert.Equal((7, "L'Abergement-Clémenciat, Est", 320_000.0), (town.Buildings.Count, town.Name, Math.Round(town.Boundary!.Area, 6)));
            Assert.Null(town.Context);
            Assert.Contains(report.Issues, static i => i.Rule == "ends-at-the-limit");
            Assert.Equal(11, town.Buildings.Sum(static b => b.Inhabitants.Value));
        }
    }

    [Fact]
    public void What_has_no_shape_is_told_as_it_is_where_no_limit_is_known()
    {
        Layer("buildings.geojson", House("in", 380, 200), House("near", 450, 200), House("far", 700, 200), Feature("null", "\"id\":\"unplaced\",\"use\":\"house\""));
        Layer("woods.geojson", Feature(Box(10, 10, 50, 50), "\"id\":\"wood\",\"h\":12"), Feature("{\"type\":\"Polygon\",\"coordinates\":[]}", "\"id\":\"nowhere\",\"h\":12"));
        (Territory town, ImportReport report) = Import(West);
        Assert.Equal(["in"], town.Buildings.Select(static b => b.Id));
        Assert.Equal([("buildings", 1, "buildings.geojson feature 4"), ("vegetation", 1, "woods.geojson feature 2")], report.Issues.Where(static i => i.Rule == "no-geometry").Select(static i => (i.Layer, i.Count, Assert.Single(i.Examples))));
    }

    [Fact]
    public void Rules_of_turning_without_a_place_are_told_where_their_roads_lie()
    {
        Layer("roads.geojson", Road("a", (50, 50), (100, 50)), Road("b", (100, 50), (100, 90)), Road("c", (700, 50), (750, 50)), Road("d", (750, 50), (750, 90)));
        GeoPackage.Write(_scratch["source/turns.gpkg"], new GeoPackageLayer("turns", "", null, "", [new("id", GeoPackageType.Text), new("from", GeoPackageType.Text), new("to", GeoPackageType.Text)],
            [new(null, ["here", "a", "b"]), new(null, ["there", "c", "d"]), new(null, ["several", "c;a", "d; b"])]));
        const string turns = "  turns: { file: turns.gpkg, crs: 2154, columns: { id: id, from: from, to: to, kind: { constant: banned } } }\n";
        (_, ImportReport report) = TerritoryImporter.Import(_scratch.Write("map.yaml", Mapping + "\n" + turns), _scratch["source"], West);
        TerritoryIssue told = Assert.Single(report.Issues, static i => i.Rule == "turn-without-place");
        Assert.Equal(["turns.gpkg turns record 1", "turns.gpkg turns record 3"], told.Examples);
        Assert.Equal(1, report.Issues.Single(static i => i is { Rule: "beyond-the-ring", Layer: "turns" }).Count);
    }

    [Fact]
    public void A_ring_is_kept_and_counts_in_no_total()
    {
        (Territory town, ImportReport report) = Import(West);
        Assert.Equal(["in", "against", "inside", "middle"], town.Buildings.Select(static b => b.Id));
        Assert.Equal(["out", "near"], town.Context!.Buildings.Select(static b => b.Id));
        Assert.Equal(1, report.Count("beyond-the-ring"));
        Assert.Equal((8, 6.0, 4.0), (town.Buildings.Sum(static b => b.Dwellings.Value), town.Buildings.Sum(static b => b.Inhabitants.Value), town.Buildings.Sum(static b => b.Jobs.Value)));
        Assert.All(town.Context.Buildings, static b => Assert.Equal((0, 0.0, 0.0, 0.0, HeatingSystem.None, 9.0), (b.Dwellings.Value, b.HeatedArea.Value, b.Inhabitants.Value, b.Jobs.Value, b.Heating.Value, b.Height.Value)));
        Assert.Equal(160_000 + 4 * 100 * 400 + Math.PI * 100 * 100, town.Context.Limit.Area, 1000.0);         // the corners of the ring are round
        Assert.Null(Import(West with { Ring = 0 }).Territory.Context);
    }

    [Fact]
    public void What_stands_in_the_ring_shades_and_covers_the_walls_that_it_stands_against()
    {
        Territory with = Import(West).Territory, without = Import(West with { Ring = 0 }).Territory;
        BuildingShapes beside = BuildingShapes.Of(with), alone = BuildingShapes.Of(without);
        Assert.Equal(4, beside.Buildings.Count);
        Assert.Equal(90, alone.PartyWallArea[1], 1e-9);                        // 10 m of 9 m, against `in`
        Assert.Equal(180, beside.PartyWallArea[1], 1e-9);                      // and against `out`
        Assert.Equal(Top(with, 455, 205) - Ground(with), Top(with, 105, 105) - Ground(with), 1e-3);
        Assert.True(Top(with, 455, 205) > Ground(with) + 9);

        static double Ground(Territory town) => town.Terrain.At(650_000, 6_600_000);
        static double Top(Territory town, double x, double y) => SurfaceModel.Build(town).Solid.At(650_000 + x, 6_600_000 + y);
    }

    [Fact]
    public void Roads_are_cut_at_limit_and_ring_in_their_direction_but_where_they_run_along_the_limit()
    {
        Layer("roads.geojson", Road("across", (350, 50), (600, 50)), Road("along", (403, 0), (397, 200), (404, 400)), Road("beyond", (600, 0), (600, 400)), Road("within", (10, 10), (300, 10)));
        (Territory town, ImportReport report) = Import(West);
        Dictionary<string, Road> roads = town.Roads.ToDictionary(static r => r.Id);
        Assert.Equal(["across-1", "across-2", "along", "within"], roads.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(60, roads["across-1"].Length, 1e-6);                      // 10 m beyond the limit are still along it
        Assert.Equal(90, roads["across-2"].Length, 1e-6);                      // to the edge of the ring
        Assert.True(roads["across-2"].X[0] < roads["across-2"].X[^1]);
        Assert.Equal(["across-2"], town.Roads.Where(static r => r.IsContext).Select(static r => r.Id));
        TerritoryInfo info = TerritoryInfo.Describe(town);
        Assert.Equal(town.Roads.Sum(static r => r.Length) - 90, info.RoadLength, 1e-6);
        Assert.Equal([("roads", 3), ("context", 2), ("context_roads", 1)], info.Layers.Where(static l => l.Layer.Contains("roads", StringComparison.Ordinal) || l.Layer == "context").Select(static l => (l.Layer, l.Count)));
        Assert.Equal(3, info.Network!.ByClass.Sum(static c => c.Roads));
        Assert.Contains("3 roads", info.ToString(), StringComparison.Ordinal);
        TerritoryInfo changed = TerritoryInfo.Describe(town with { Roads = [.. town.Roads.Select(static r => r.IsContext ? r with { Class = new(RoadClass.Primary, Source.Guessed, 0.1f) } : r)] });
        Assert.Equal(info.Attributes, changed.Attributes);                     // how well roads are known is said of those of the territory
        Assert.Equal((1, 1), (report.Count("cut-at-limit"), report.Issues.Single(static i => i is { Rule: "beyond-the-ring", Layer: "roads" }).Count));
    }

    [Fact]
    public void A_source_that_ends_at_the_limit_keeps_its_roads_whole_as_far_as_150_m_beyond()
    {
        Layer("buildings.geojson", House("in", 380, 200), House("inside", 100, 100));
        Layer("roads.geojson", Road("across", (350, 50), (480, 50)), Road("long", (350, 90), (700, 90)));
        Territory town = Import(West).Territory;
        Assert.Null(town.Context);
        Assert.Equal([("across", 130.0), ("long", 200)], town.Roads.Select(static r => (r.Id, Math.Round(r.Length, 6))));
    }

    [Fact]
    public void A_limit_of_several_parts_counts_whole_and_has_no_ring()
    {
        Layer("limits.geojson", Feature(Box(0, 0, 400, 400), "\"code\":\"01001\",\"people\":6"), Feature(Box(600, 0, 200, 400), "\"code\":\"01001\",\"people\":6"));
        (Territory town, ImportReport report) = Import(West);
        Assert.Equal(["in", "against", "far", "inside", "middle"], town.Buildings.Select(static b => b.Id));
        Assert.Null(town.Context);
        Assert.Equal(1, report.Count("boundary-parts"));
        Assert.Equal(6, town.Buildings.Sum(static b => b.Inhabitants.Value));             // told twice, counted once
    }

    [Fact]
    public void Zones_of_the_ring_are_not_open_to_measures()
    {
        Territory town = Import(West).Territory with { Activities = [new("in", Polygon.Disc(650_200, 6_600_100, 30), "park", 0, ""), new("near", Polygon.Disc(650_450, 6_600_100, 30), "park", 0, "")] };
        Survey survey = Survey.Of(town, BuildingShapes.Of(town));
        Assert.Equal([0], new Unseal().Selected(survey));
        Assert.Equal([0, 1], new Unseal().Selected(survey with { Now = town with { Context = null } }));
    }

    [Fact]
    public void Woods_are_cut_at_the_ring()
    {
        Layer("woods.geojson", Feature(Box(300, 300, 400, 50), "\"id\":\"wood\",\"h\":12"), Feature(Box(700, 0, 50, 50), "\"id\":\"far\",\"h\":12"));
        Zone wood = Assert.Single(Import(West).Territory.Vegetation);
        Assert.Equal(("wood", 200.0 * 50), (wood.Id, Math.Round(wood.Area.Area, 6)));
        Layer("woods.geojson", Feature(Box(300, 300, 50, 50), "\"id\":\"wood\",\"h\":12"), Feature(Box(450, 0, 40, 50), "\"id\":\"around\",\"h\":12"));
        Territory town = Import(West).Territory;
        Assert.Equal((2, 1), (town.Vegetation.Count, TerritoryInfo.Describe(town).Layers.Single(static l => l.Layer == "vegetation").Count));
    }

    [Fact]
    public void A_territory_with_a_ring_is_read_as_it_was_written_and_its_ring_is_part_of_what_it_is()
    {
        Layer("roads.geojson", Road("across", (350, 50), (600, 50)));
        Territory town = Import(West).Territory;
        TerritoryFolder.Save(town, _scratch["town"]);
        Territory read = TerritoryFolder.Load(_scratch["town"]);
        Assert.Equal(TerritoryHash.Of(town), TerritoryHash.Of(read));
        Assert.Equal(town.Context!.Buildings.Select(static b => (b.Id, b.Height, b.Ground)), read.Context!.Buildings.Select(static b => (b.Id, b.Height, b.Ground)));
        Assert.Equal(town.Roads.Select(static r => r.IsContext), read.Roads.Select(static r => r.IsContext));
        Assert.NotEqual(TerritoryHash.OfShape(town), TerritoryHash.OfShape(town with { Context = null }));
        Assert.Contains("2 buildings around the limit, in no total", TerritoryInfo.Describe(read).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_without_the_buildings_is_refused()
    {
        Layer("buildings.geojson", House("far", 700, 200));
        Assert.Contains("usable building within the limit", Assert.Throws<InputException>(() => Import(West)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ring_without_a_limit_is_a_fault_of_the_folder()
    {
        TerritoryFolder.Save(Import(West).Territory, _scratch["town"]);
        TerritoryFolderTests.Edit(_scratch["town"], "delete from boundary");
        Assert.Contains("found `ring`, and no limit in the layer boundary", Assert.Throws<InputException>(() => TerritoryFolder.Load(_scratch["town"])).Message, StringComparison.Ordinal);
    }
}
