using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using static TerritoryTwin.Tests.Territories.Drawn;

namespace TerritoryTwin.Tests.Territories;

/// <summary>Tables joined to buildings by key and by place. Three houses of 100, 100 and 300 m² in Lambert-93 metres from (650 000, 6 600 000), which is 46.5° N, 2.348° E.</summary>
public sealed class JoinImportTests : IDisposable
{
    private const string Head = "layers: { buildings: { file: buildings.geojson, crs: 2154, optional_columns: true, ";
    private readonly ScratchFolder _scratch = new();

    public JoinImportTests() => _scratch.Write("source/buildings.geojson",
        Collection([House("a", 0, 10, "R1", 1960), House("b", 100, 10, "R2/R3", 1975), House("c", 200, 30, "", 2001)]));

    public void Dispose() => _scratch.Dispose();

    private static string House(string id, double x, double width, string rnb, int year) => Feature(Box(x, 0, width, 10), $"\"id\":\"{id}\",\"use\":\"h\",\"rnb\":\"{rnb}\",\"year\":{year}");

    private (Building[] Buildings, ImportReport Report) Import(string joins, string columns)
    {
        string mapping = _scratch.Write("map.yaml", $"{Head}joins: {{ {joins} }}, columns: {{ id: id, use: {{ column: use, codes: {{ h: dwelling }} }}, {columns} }} }} }}");
        (Territory town, ImportReport report) = TerritoryImporter.Import(mapping, _scratch["source"], new ImportOptions("Test"));
        return ([.. town.Buildings], report);
    }

    private string[] Faults(string joins, string columns) => [.. Assert.Throws<InputException>(() => Import(joins, columns)).Faults];

    [Fact]
    public void A_table_of_keys_says_more_and_the_better_source_wins_and_what_the_other_says_is_told()
    {
        _scratch.Write("source/bdnb.csv", "Construction;annee;energie\na-1;1948;gaz\nb-2;1979;gaz\nz-1;1900;bois\n");
        (Building[] found, ImportReport report) = Import("bdnb: { file: bdnb.csv, key: id, to: construction, until: \"-\" }", "built: [bdnb.Annee, year], heating: { column: bdnb.energie, codes: { gaz: gas_boiler, bois: wood_boiler } }");
        Assert.Equal([(1948, HeatingSystem.GasBoiler), (1979, HeatingSystem.GasBoiler)], found.Take(2).Select(static b => (b.Built.Value, b.Heating.Value)));
        Assert.Equal((2001, Source.Measured), (found[2].Built.Value, found[2].Built.Source));           // nothing joined: its own
        Assert.Contains(report.Files, static f => f.Contains("3 rows, 2 of them of 2 of 3 objects → buildings, as `bdnb`", StringComparison.Ordinal));
        TerritoryIssue told = Assert.Single(report.Issues, static i => i.Rule == "sources-disagree");
        Assert.Equal((1, "built: `bdnb.Annee` is taken, `year` says otherwise"), (told.Count, told.Done));           // 1979 and 1975 are alike
        Assert.Contains("1948, 1960", Assert.Single(told.Examples), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_counted_is_divided_among_the_buildings_of_a_row_and_added_up_over_the_rows_of_a_building()
    {
        _scratch.Write("source/groups.csv", "building,group\na,g1\nc,g1\nb,g2\n");
        _scratch.Write("source/counts.csv", "group,homes,year\ng1,9,1930\ng2,2,1950\ng2,3,1970\ng2,4,1990\n");
        (Building[] found, _) = Import("of: { file: groups.csv, key: id, to: building }, group: { file: counts.csv, key: of.group, to: group }", "dwellings: group.homes, built: group.year");
        Assert.Equal([(2, 1930), (9, 1970), (7, 1930)], found.Select(static b => (b.Dwellings.Value, b.Built.Value)));         // 9 over 100 and 300 m²; 2 + 3 + 4; the median year
    }

    [Fact]
    public void Identifiers_between_slashes_all_name_the_object()
    {
        _scratch.Write("source/dpe.csv", "id_rnb,energie\nR3,gaz\nR3,gaz\nR2,bois\nR1,bois\n");
        (Building[] found, _) = Import("dpe: { file: dpe.csv, key: rnb, to: id_rnb }", "heating: { column: dpe.energie, codes: { gaz: gas_boiler, bois: wood_boiler } }");
        Assert.Equal([HeatingSystem.WoodBoiler, HeatingSystem.GasBoiler], found.Take(2).Select(static b => b.Heating.Value));
    }

    [Fact]
    public void Points_say_more_of_the_building_they_lie_in()
    {
        (double Longitude, double Latitude) At(double x, double y) => TerritoryTwin.Files.Formats.Crs.FromEpsg(2154).Inverse(650000 + x, 6600000 + y);
        string Row(double x, double y, int year) => string.Create(CultureInfo.InvariantCulture, $"{At(x, y).Longitude},{At(x, y).Latitude},{year}\n");
        _scratch.Write("source/points.csv", $"longitude,latitude,annee\n{Row(5, 5, 1950)}{Row(105, 2, 1960)}{Row(106, 2, 1962)}{Row(107, 2, 1999)}{Row(150, 5, 1800)}");
        (Building[] found, ImportReport report) = Import("dpe: { file: points.csv, points: true }", "built: dpe.annee");
        Assert.Equal([1950, 1962], found.Take(2).Select(static b => b.Built.Value));
        Assert.Contains(report.Files, static f => f.Contains("5 rows, 4 of them of 2 of 3 objects", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_codes_the_commonest_counts_not_the_middle_and_what_is_left_out_takes_no_part()
    {
        _scratch.Write("source/t.csv", "id,code,homes\na,01,\na,01,\na,02,\na,03,\na,03,\na,03,\nb,1,6\nc,1,\n");
        (Building[] found, _) = Import("t: { file: t.csv, key: id, to: id }", "district: t.code, dwellings: t.homes");
        Assert.Equal(("03", 6), (found[0].District, found[1].Dwellings.Value));

        _scratch.Write("source/u.csv", "rnb,homes\nR1,8\n");
        _scratch.Write("source/buildings.geojson", Collection([House("a", 0, 10, "R1", 1960), House("gone", 100, 30, "R1", 1975)]));
        string mapping = _scratch.Write("not.yaml", $"{Head}where_not: {{ id: gone }}, joins: {{ u: {{ file: u.csv, key: rnb, to: rnb }} }}, columns: {{ id: id, use: {{ column: use, codes: {{ h: dwelling }} }}, dwellings: u.homes }} }} }}");
        Assert.Equal(8, Assert.Single(TerritoryImporter.Import(mapping, _scratch["source"], new ImportOptions("Test")).Territory.Buildings).Dwellings.Value);
    }

    [Fact]
    public void Letters_that_are_no_UTF8_or_lost_are_told_and_no_lost_one_is_a_name_or_a_key()
    {
        _scratch.Write("source/t.csv", "id,town\na,For\uFFFDt\nb\uFFFD,Bourg\nb\uFFFD,Bourg\nc,Bourg\n");
        _scratch.Write("source/buildings.geojson", Collection([House("a", 0, 10, "", 1960), House("b\uFFFD", 100, 10, "", 1975), House("c", 200, 30, "", 2001)]));
        (Building[] found, ImportReport report) = Import("t: { file: t.csv, key: id, to: id }", "district: t.town");
        Assert.Equal([("a", ""), ("buildings-2", ""), ("c", "Bourg")], found.Select(static b => (b.Id, b.District)));
        Assert.Equal(["town at t.csv line 2", "id at t.csv line 3", "id at t.csv line 4", "id at buildings.geojson feature 2"], Assert.Single(report.Issues, static i => i.Rule == "lost-letters").Examples);
        Assert.Contains(report.Files, static f => f.Contains("4 rows, 2 of them of 2 of 3 objects", StringComparison.Ordinal));

        File.WriteAllBytes(_scratch["source/t.csv"], [.. "id,town\na,For"u8, 0xEA, .. "t\n"u8]);
        (found, report) = Import("t: { file: t.csv, key: id, to: id }", "district: t.town");
        Assert.Equal("Forêt", found[0].District);
        Assert.Contains(report.Issues, static i => i is { Rule: "file-note", Layer: "t.csv", Done: "t.csv: its letters are not UTF-8; read as Windows-1252" });
    }

    [Fact]
    public void What_cannot_be_joined_is_told()
    {
        _scratch.Write("source/t.csv", "key,year\nx,1950\n");
        Assert.Contains("no file fits `none.csv`, to be joined as `t`", Assert.Single(Faults("t: { file: none.csv, key: id, to: key }", "built: t.year")), StringComparison.Ordinal);
        Assert.Contains("the column `cle`, named by `to` of the join `t`, is not there. Known: `key`, `year`.", Assert.Single(Faults("t: { file: t.csv, key: id, to: cle }", "built: t.year")), StringComparison.Ordinal);
        Assert.Contains("the column `ident`, named by `key`", Assert.Single(Faults("t: { file: t.csv, key: ident, to: key }", "built: t.year")), StringComparison.Ordinal);
        Assert.Contains("the column `years`, named by `columns`", Assert.Single(Faults("t: { file: t.csv, key: id, to: key }", "built: t.years")), StringComparison.Ordinal);
        Assert.Contains(Faults("t: { file: t.csv, points: true, key: id }", "built: t.year"), static f => f.Contains("exclude each other", StringComparison.Ordinal));
        Assert.Contains(Faults("t: { file: t.csv }", "built: t.year"), static f => f.Contains("points: true", StringComparison.Ordinal));
        string strict = _scratch.Write("where.yaml", "layers: { buildings: { file: buildings.geojson, crs: 2154, where: { kind: h }, joins: { t: { file: t.csv, key: id, to: key } }, columns: { id: id, built: t.year } } }");
        Assert.Contains("the column `kind`, named by layers.buildings of the mapping, is not there", Assert.Single(Assert.Throws<InputException>(() => TerritoryImporter.Import(strict, _scratch["source"], new ImportOptions("Test"))).Faults), StringComparison.Ordinal);
        (Building[] found, ImportReport report) = Import("t: { file: t.csv, key: id, to: key }", "built: [t.year, year]");
        Assert.Equal(1, report.Count("nothing-joined"));
        Assert.Equal([1960, 1975, 2001], found.Select(static b => b.Built.Value));
        Assert.Equal([1960, 1975, 2001], Import("t: { file: none.csv, key: id, to: key, optional: true }", "built: [t.year, year]").Buildings.Select(static b => b.Built.Value));
    }
}
