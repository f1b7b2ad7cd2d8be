using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using static TerritoryTwin.Tests.Territories.Drawn;

namespace TerritoryTwin.Tests.Territories;

/// <summary>Small towns by hand, with and without a census. Coordinates are Lambert-93 metres around (650 000, 6 600 000).</summary>
public sealed class CensusImportTests : IDisposable
{
    private const string Mapping = """
        layers:
          buildings:
            file: buildings.geojson
            crs: 2154
            optional_columns: true
            columns: { id: id, use: { column: use, codes: { house: dwelling, ward: health } }, height: h, built: year, floors: levels, dwellings: homes, heated_area: heated, inhabitants: who }
          population:
            file: squares.geojson
            crs: 2154
            optional: true
            optional_columns: true
            columns:
              persons: n
              households: m
              poor_households: poor
              living_standard: { column: money, per: n, times: 2 }
              living_area: { column: area, unit: m2 }
              owners: own
              social_tenants: social
              built_before_1945: p1
              built_1945_1969: p2
              built_1970_1989: p3
              built_since_1990: p4
              working_age: { sum: [young, old] }
              under_18: kids
              from_65: elders
              imputed: { column: made_up, codes: { "1": "yes", "0": "no" } }
          boundary: { file: limit.geojson, crs: 2154, optional: true, optional_columns: true, columns: { persons: people } }
        """;

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private static string Feature(double x, double y, double width, double depth, string properties) => Drawn.Feature(Box(x, y, width, depth), properties);

    private void Layer(string file, params string[] features) =>
        _scratch.Write($"source/{file}", Collection(features));

    private (Territory Territory, ImportReport Report) Import(IEnumerable<string> buildings, ulong seed = 1)
    {
        Layer("buildings.geojson", buildings.ToArray());
        return TerritoryImporter.Import(_scratch.Write("map.yaml", Mapping), _scratch["source"], new ImportOptions("Test", seed));
    }

    /// <summary>Houses of 144 m² and two storeys in rows, 230 m² heated as far as outlines tell.</summary>
    private static IEnumerable<string> Houses(int count, string more = "\"homes\":1") =>
        Enumerable.Range(0, count).Select(n => Feature(5 + 20 * (n % 9), 5 + 20 * (n / 9), 12, 12, $"\"id\":\"h{n:00}\",\"use\":\"house\",\"h\":6,\"levels\":2,\"year\":1980,{more}"));

    private const string Counted = "\"n\":80,\"m\":36,\"poor\":6,\"money\":960000,\"area\":3600,\"own\":20,\"social\":9,\"p1\":0,\"p2\":9,\"p3\":27,\"p4\":0,\"young\":20,\"old\":20";

    [Fact]
    public void Homes_take_the_area_that_the_census_counts_and_measured_ones_stand()
    {
        Layer("squares.geojson", Feature(0, 0, 200, 200, Counted));
        (Territory town, ImportReport report) = Import([.. Houses(39), Feature(5, 150, 12, 12, "\"id\":\"measured\",\"use\":\"house\",\"h\":6,\"levels\":2,\"homes\":1,\"heated\":200")]);
        Assert.Equal(100 * 40, town.Buildings.Sum(b => b.HeatedArea.Value), tolerance: 1);
        Assert.Equal((200.0, Source.Measured), (town.Buildings[39].HeatedArea.Value, town.Buildings[39].HeatedArea.Source));
        Assert.Equal(39, report.Count("area-of-census"));
        Assert.All(town.Buildings.Take(39), b => Assert.Equal(0.65f, b.HeatedArea.Confidence));
    }

    [Fact]
    public void An_absurd_count_moves_areas_no_further_than_its_bounds()
    {
        Layer("squares.geojson", Feature(0, 0, 200, 200, Counted.Replace("\"area\":3600", "\"area\":36", StringComparison.Ordinal)));
        (Territory town, _) = Import(Houses(36));
        Assert.All(town.Buildings, b => Assert.Equal(0.4 * Math.Sqrt(112 * 144 * 2 * 0.8), b.HeatedArea.Value, tolerance: 1e-6));
    }

    [Fact]
    public void Without_a_census_what_exceeds_a_usual_home_counts_by_its_root()
    {
        (Territory town, ImportReport report) = Import([.. Houses(1), Feature(50, 0, 8, 8, "\"id\":\"small\",\"use\":\"house\",\"h\":5.6,\"levels\":2,\"homes\":1")]);
        Assert.Equal([Math.Sqrt(112 * 144 * 2 * 0.8), 64 * 2 * 0.8], town.Buildings.Select(b => b.HeatedArea.Value), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(1, report.Count("area-beyond-usual"));
    }

    [Fact]
    public void Households_meet_the_counts_of_their_square()
    {
        Layer("squares.geojson", Feature(0, 0, 200, 200, Counted));
        (Territory town, ImportReport report) = Import(Houses(40));
        Assert.Equal((36, 80), (town.Households.Count, town.Households.Sum(h => h.Persons)));
        Assert.Equal((20, 9, 7), (Of(Tenure.Owner), Of(Tenure.SocialTenant), Of(Tenure.PrivateTenant)));
        Assert.Equal(6, town.Households.Count(h => Standard(h) < FrenchHomes.PovertyLine));
        Assert.Equal(24_000, town.Households.Sum(h => h.Persons * Standard(h)) / 80, tolerance: 5); // 12,000 in the source, raised by `times: 2`
        Assert.Equal(36, town.Households.Select(h => h.Building).Distinct().Count());
        Assert.All(town.Households, h => Assert.InRange(h.Workers, 0, Math.Min(2, h.Persons)));
        Assert.Equal(36, report.Count("households-of-census"));
        Assert.Contains("persons: 80 drawn, 80 counted", report.Issues.Single(i => i.Rule == "households-of-census").Examples);

        int Of(Tenure tenure) => town.Households.Count(h => h.Tenure == tenure);
        static double Standard(Household h) => h.LivingStandard;
    }

    [Fact]
    public void Income_by_person_and_by_consumption_unit_are_told_apart()
    {
        Layer("squares.geojson", Feature(0, 0, 200, 200, "\"n\":80,\"m\":40,\"money\":960000")); // households of two: 1.5 units
        PopulationSquare square = Assert.Single(Import(Houses(40)).Territory.Population);
        Assert.Equal(24_000 * 1.5 / 2, square.MeanIncome, tolerance: 1e-6);
    }

    [Fact]
    public void Ages_are_kept_where_all_three_are_known()
    {
        const string Two = "\"n\":80,\"m\":40,\"young\":20,\"old\":25,\"kids\":15";
        Layer("squares.geojson", Feature(0, 0, 200, 200, Two + ",\"elders\":18"), Feature(200, 0, 200, 200, Two), Feature(400, 0, 200, 200, "\"n\":2,\"m\":1,\"young\":0,\"old\":0,\"kids\":0,\"elders\":0"));
        Layer("limit.geojson", Feature(-10, -10, 3000, 3000, ""));
        Assert.Equal([new AgeCounts(15, 45, 18), null, null], Import(Houses(40)).Territory.Population.Select(s => s.Ages));
    }

    [Fact]
    public void The_same_seed_settles_the_same_households_and_another_seed_others()
    {
        Layer("squares.geojson", Feature(0, 0, 200, 200, Counted));
        IReadOnlyList<Household> first = Import(Houses(40)).Territory.Households;
        Assert.Equal(first, Import(Houses(40)).Territory.Households);
        Assert.NotEqual(first, Import(Houses(40), seed: 2).Territory.Households);
    }

    [Fact]
    public void Undated_dwellings_take_the_periods_that_are_counted()
    {
        Layer("squares.geojson", Feature(0, 0, 200, 200, Counted));
        string[] dated = Houses(20).ToArray(), undated = Houses(40).Skip(20).Select(h => h.Replace("\"year\":1980,", "", StringComparison.Ordinal)).ToArray();
        (Territory town, ImportReport report) = Import([.. dated, .. undated]);
        Assert.Equal(20, report.Count("date-from-census"));
        Assert.Equal((10, 30), (town.Buildings.Count(b => b.Built.Value is >= 1945 and < 1970), town.Buildings.Count(b => b.Built.Value is >= 1970 and < 1990)));
    }

    [Fact]
    public void An_imputed_square_is_believed_less()
    {
        Layer("squares.geojson", Feature(0, 0, 200, 200, Counted + ",\"made_up\":1"));
        (Territory town, ImportReport report) = Import(Houses(40));
        Assert.Equal(1, report.Count("blurred-square"));
        Assert.All(town.Buildings, b => Assert.Equal((0.45f, 0.55f), (b.Inhabitants.Confidence, b.HeatedArea.Confidence)));
    }

    [Fact]
    public void Households_beyond_the_dwellings_of_a_square_live_next_door()
    {
        Layer("squares.geojson", Feature(0, 0, 200, 200, "\"n\":20,\"m\":10"), Feature(200, 0, 200, 200, "\"n\":10,\"m\":5"), Feature(0, 2000, 200, 200, "\"n\":3,\"m\":1"));
        Layer("limit.geojson", Feature(-10, -10, 3000, 3000, ""));
        (Territory town, ImportReport report) = Import(
            [.. Houses(6), Feature(250, 50, 30, 12, "\"id\":\"block\",\"use\":\"house\",\"h\":12,\"levels\":4,\"homes\":12,\"year\":1980")]);
        Assert.Equal(4, report.Count("households-next-door"));
        Assert.Equal(12, town.Buildings.Take(6).Sum(b => b.Inhabitants.Value));
        Assert.Equal(18, town.Buildings[6].Inhabitants.Value);
        Assert.Equal(3, report.Count("people-not-placed"));
    }

    [Fact]
    public void Inhabitants_of_the_source_stand_and_form_its_households()
    {
        (Territory town, _) = Import([Feature(0, 0, 30, 12, "\"id\":\"block\",\"use\":\"house\",\"h\":12,\"levels\":4,\"homes\":12,\"who\":21")]);
        Assert.Equal(21, town.Buildings[0].Inhabitants.Value);
        Assert.Equal((10, 21), (town.Households.Count, town.Households.Sum(h => h.Persons)));
    }

    [Fact]
    public void A_crowd_that_no_dwelling_holds_is_not_placed_and_forms_no_household()
    {
        Layer("squares.geojson", Feature(0, 0, 200, 200, "\"n\":1000000,\"m\":400000"));
        (Territory town, ImportReport report) = Import([.. Houses(2, "\"homes\":3000"), .. Houses(3).Skip(2), Feature(5, 150, 12, 12, "\"id\":\"home\",\"use\":\"ward\",\"levels\":2,\"who\":90")]);
        Assert.Equal(1, report.Count("institution"));
        Assert.Equal(1_000_000 - 20 * (32 + 32 + 1), report.Count("people-not-placed")); // 288 m² hold 32 dwellings of 9 m²
        Assert.Equal(65, town.Households.Count);
        TerritoryFolder.Save(town, _scratch["town"]);
        Assert.Equal(90, TerritoryFolder.Load(_scratch["town"]).Buildings[3].Inhabitants.Value);
    }

    [Fact]
    public void Where_nobody_counts_dwellings_the_people_say_how_many_there_are()
    {
        Layer("limit.geojson", Feature(-10, -10, 1000, 1000, "\"people\":100"));
        IEnumerable<string> blocks = Enumerable.Range(0, 12).Select(n => Feature(40 * n, 0, 25, 12, $"\"id\":\"b{n:00}\",\"h\":12"));
        string hall = Feature(0, 100, 20, 29, "\"id\":\"hall\",\"h\":4"), shed = Feature(26, 2, 6, 8, "\"id\":\"shed\",\"h\":2.5");
        (Territory town, ImportReport report) = Import([.. blocks, hall, shed]);
        Assert.Equal(100 / 2.17 / 0.92, town.Buildings.Sum(b => b.Dwellings.Value), tolerance: 10);
        Assert.Equal(BuildingUse.Other, town.Buildings[12].Use.Value);
        Assert.Equal(BuildingUse.Annex, town.Buildings[13].Use.Value);
        Assert.True(report.Count("use-beyond-people") >= 1);
        Assert.Equal(100, town.Households.Sum(h => h.Persons));
    }

    [Fact]
    public void Five_storeys_of_wards_do_not_fit_twelve_metres_and_a_large_outline_is_not_all_heated()
    {
        (Territory town, ImportReport report) = Import([Feature(0, 0, 150, 100, "\"id\":\"hospital\",\"use\":\"ward\",\"h\":11.6,\"levels\":5")]);
        Assert.Equal(3, town.Buildings[0].Floors.Value);
        Assert.Equal(150 * 100 * 3 * 0.6, town.Buildings[0].HeatedArea.Value, tolerance: 1e-6);
        Assert.Equal([1, 1], new[] { "floors-against-height", "large-outline" }.Select(report.Count));
    }

    [Theory]
    [InlineData("{ sum: [young, old] }", "{ sum: [young, old], column: n }", "stands beside `column`")]
    [InlineData("built: year", "built: { sum: [year, year] }", "is no number")]
    [InlineData("times: 2", "times: -2", "times")]
    [InlineData("times: 2", "tims: 2", "Did you mean `times`?")]
    public void A_wrong_sum_or_factor_is_told(string line, string wrong, string reason)
    {
        Layer("buildings.geojson", Houses(1).ToArray());
        InputException e = Assert.Throws<InputException>(() => TerritoryImporter.Import(
            _scratch.Write("map.yaml", Mapping.Replace(line, wrong, StringComparison.Ordinal)), _scratch["source"], new ImportOptions()));
        Assert.Contains(reason, e.Message);
    }

    [Theory, InlineData(""), InlineData("n"), InlineData("m"), InlineData("n m poor"), InlineData("money"), InlineData("n money"), InlineData("area"), InlineData("n area"), InlineData("own social"), InlineData("n own"), InlineData("p1 p2 p3 p4"), InlineData("n p1"), InlineData("young old"), InlineData("kids elders n"), InlineData("m area own social p1 p2 p3 p4 kids elders")]
    public void Any_columns_of_a_census_may_be_missing_or_zero(string there)
    {
        foreach (int value in new[] { 0, 3 })
        {
            Layer("squares.geojson", Feature(-10, -10, 200, 200, string.Join(',', there.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(c => $"\"{c}\":{value}").Append("\"id\":1"))));
            (Territory town, _) = Import(Enumerable.Range(0, 8).Select(n => Feature(20 * n, 0, 10, 10, $"\"id\":\"b{n}\",\"use\":\"house\"")));
            Assert.Equal(there.Split(' ').Contains("n") ? value : 0, town.Buildings.Sum(static b => b.Inhabitants.Value));
            Assert.All(town.Households, static h => Assert.True(float.IsFinite(h.Income) && h.Persons > 0));
        }
    }
}
