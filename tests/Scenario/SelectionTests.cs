using TerritoryTwin.Buildings;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Measures;
using TerritoryTwin.Tests.Measures;

namespace TerritoryTwin.Tests.Scenarios;

public class SelectionTests
{
    private static readonly BuildingFacts House = new()
    {
        Index = 0, Building = Houses.Named("h", built: 1960, heatedArea: 120, heating: HeatingSystem.OilBoiler, district: "Centre"),
        FootprintArea = 100, RoofArea = 122, UsableRoofArea = 60, Owners = 0.5,
    };

    [Theory]
    [InlineData("built < 1975 and use = dwelling", true)]
    [InlineData("built<1975 and use=dwelling", true)]
    [InlineData("built >= 1975 or roof_area >= 100 m2", true)]
    [InlineData("roof_area >= 0.01 ha", true)]
    [InlineData("roof_area > 1 000 m2", false)]
    [InlineData("heating in (gas_boiler, oil_boiler)", true)]
    [InlineData("heating in (gas-boiler, oil-boiler)", true)]
    [InlineData("heating not in (gas_boiler, oil_boiler)", false)]
    [InlineData("built in (1960, 1961)", true)]
    [InlineData("not (use = dwelling)", false)]
    [InlineData("not use = office and not use = retail", true)]
    [InlineData("district = \"Centre\"", true)]
    [InlineData("district != 'Centre'", false)]
    [InlineData("use = office or use = dwelling and built = 1960", true)]
    [InlineData("(use = office or use = dwelling) and built = 1961", false)]
    [InlineData("owners >= 50 %", true)]
    [InlineData("height ≤ 6 m and floors = 2", true)]
    [InlineData("income < 20 k€/year", false)]
    [InlineData("not income < 20 k€/year", false)]
    [InlineData("income < 20 k€/year or built < 1975", true)]
    [InlineData("not (income < 20 k€/year and built > 1975)", true)]
    public void A_selection_means_what_it_says(string text, bool expected) => Assert.Equal(expected, Selection.OfBuildings(text).Holds(House));

    private static readonly BuildingFacts Draughty = House with
    {
        Building = Houses.Named("b7", heatedArea: 120), EnvelopeAsBuilt = Houses.Draughty, Streets = new(() => ["Rue de l’Église"]), LabelClimate = LabelClimate.Of("H1a"),
    };

    [Theory]
    [InlineData("id = \"b7\"", true)]
    [InlineData("id in (b6, b8)", false)]
    [InlineData("street = \"Rue de l’Église\"", true)]
    [InlineData("street != \"Rue de l’Église\"", false)]
    [InlineData("need > 120 kWh/m2", true)]
    [InlineData("need > 400 kWh/m2", false)]
    [InlineData("bill > 2 k€/year and bill < 6 k€/year", true)]
    [InlineData("label in (D, E)", true)]
    [InlineData("label = A", false)]
    public void A_selection_asks_for_a_building_its_street_and_what_is_estimated_of_it(string text, bool expected) => Assert.Equal(expected, Selection.OfBuildings(text).Holds(Draughty));

    [Fact]
    public void A_hundred_thousand_buildings_are_named_and_found()
    {
        string[] ids = [.. Enumerable.Range(0, 100_000).Select(static k => k == 7 ? "b\"7" : $"bâtiment {k}")];
        BuildingChoice choice = Selection.OfBuildings(Selection.OfIds(ids)), others = Selection.OfBuildings(Selection.OfIds(ids).Replace("id in", "id not in", StringComparison.Ordinal));
        foreach ((string id, bool expected) in new[] { ("b\"7", true), ("bâtiment 99999", true), ("bâtiment 7", false), ("b", false) })
        {
            BuildingFacts house = House with { Building = Houses.Named(id, heatedArea: 120) };
            Assert.Equal((expected, !expected), (choice.Holds(house), others.Holds(house)));
        }
        Assert.Contains("both kinds of quotes", Assert.Throws<InputException>(static () => Selection.OfIds(["a", "b\"'"])).Message, StringComparison.Ordinal);
    }

    /// <summary>As long as a text of a scenario may be: one call within another for each term would end the program.</summary>
    [Fact]
    public void Terms_stand_side_by_side_however_many()
    {
        BuildingFacts house = House with { Building = Houses.Named("last", heatedArea: 120) };
        string any = string.Concat(Enumerable.Repeat("id=a or ", 100_000)) + "id=last", all = string.Concat(Enumerable.Repeat("id=last and ", 80_000)) + "id=a";
        Assert.True(Selection.OfBuildings(any).Holds(house));
        Assert.False(Selection.OfBuildings(all).Holds(house));
        Assert.True(Selection.OfBuildings(all.Replace("id=a", "id=last", StringComparison.Ordinal)).Holds(house));
    }

    [Theory]
    [InlineData("id = \"r1\"", true)]
    [InlineData("name = \"Rue de l’Église\" and class in (residential, service)", true)]
    [InlineData("class = primary", false)]
    [InlineData("length >= 30 m and length < 0.04 km", false)]
    [InlineData("length = 40 m", true)]
    public void A_selection_of_roads_asks_for_their_name_class_and_length(string text, bool expected)
    {
        Road road = new("r1", [0, 40], [0, 0], Known<RoadClass>.Measured(RoadClass.Residential), "Rue de l’Église");
        Assert.Equal(expected, Selection.OfRoads(text).Holds(road));
        Assert.False(Selection.OfRoads("name != Elsewhere").Holds(road with { Name = "" }));
        Assert.Contains("`built` is not an attribute of roads", Assert.Throws<SelectionException>(static () => Selection.OfRoads("built < 1975")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_owner_is_told_or_taken_from_tenure_and_use_or_unknown()
    {
        BuildingFacts school = House with { Building = Houses.Named("s") with { Use = Known<BuildingUse>.Measured(BuildingUse.School), Dwellings = Known<int>.Measured(0) } };
        Assert.True(Is("social", House with { SocialTenants = 0.6 }) && Is("private", House with { SocialTenants = 0.4 }) && Is("public", school));
        Assert.True(Is("private", school with { Building = school.Building with { Owner = Known<Ownership>.Measured(Ownership.Private) } }));
        Assert.False(Is("private", House) || Selection.OfBuildings("owner != private").Holds(House));
        Assert.False(Selection.OfBuildings("owner in (public, social, private)").Holds(House with { Building = House.Building with { Use = Known<BuildingUse>.Measured(BuildingUse.Office) } }));

        static bool Is(string owner, BuildingFacts building) => Selection.OfBuildings($"owner = {owner}").Holds(building);
    }

    [Theory]
    [InlineData("need > 0 kWh/m2 or not need > 0 kWh/m2")]
    [InlineData("label = A or label != A")]
    [InlineData("street = \"Rue\" or street != \"Rue\"")]
    public void What_is_not_known_of_a_building_that_is_not_heated_selects_nothing(string text) => Assert.False(Selection.OfBuildings(text).Holds(House));

    [Theory]
    [InlineData("label = H", 8, 1, "`label` is never `H`. Known: `A`, `B`, `C`, `D`, `E`, `F`, `G`.")]
    [InlineData("need > 100", 7, 3, "`need` is compared with an energy per area such as `150 kWh/m2`; `100` has no unit (known: kWh/m2 or kWh/m²)")]
    [InlineData("buit < 1975", 0, 4, "`buit` is not an attribute of buildings. Did you mean `built`?")]
    [InlineData("use = dweling", 6, 7, "`use` is never `dweling`. Did you mean `dwelling`?")]
    [InlineData("roof_area >= 100", 13, 3, "`roof_area` is compared with an area such as `100 m2`; `100` has no unit (known: m2, m², ha or km2)")]
    [InlineData("roof_area >= 100 kWh", 13, 7, "`roof_area` is compared with an area such as `100 m2`; the unit of `100 kWh` is not one of m2, m², ha or km2")]
    [InlineData("built < 1975 m", 8, 6, "`built` is compared with a number without unit; found `1975 m`")]
    [InlineData("use < dwelling", 4, 1, "`use` has no order; compare it with `=`, `!=` or `in`")]
    [InlineData("built < 1975 and", 16, 1, "expected an attribute such as `built`; found the end")]
    [InlineData("built < 1975 use = dwelling", 13, 3, "expected `and`, `or` or the end; found `use`")]
    [InlineData("(built < 1975", 13, 1, "expected `)`; found the end")]
    [InlineData("built 1975", 6, 4, "expected `=`, `!=`, `<`, `<=`, `>`, `>=` or `in` after `built`; found `1975`")]
    [InlineData("built <", 7, 1, "`built` is compared with a number without unit; found the end")]
    [InlineData("heating in gas_boiler", 11, 10, "expected `(` after `in`, as in `heating in (one, two)`; found `gas_boiler`")]
    [InlineData("district = \"Centre", 11, 1, "the text in quotes has no end")]
    [InlineData("built & 3", 6, 1, "`&` cannot stand here")]
    public void A_faulty_selection_says_where_and_why(string text, int start, int length, string message)
    {
        SelectionException e = Assert.Throws<SelectionException>(() => Selection.OfBuildings(text));
        Assert.Equal((start, length, message), (e.Start, e.Length, e.Message));
    }

    [Fact]
    public void Endless_parentheses_are_refused() =>
        Assert.Contains("more than 64", Assert.Throws<SelectionException>(() => Selection.OfBuildings(new string('(', 3000))).Message);

    [Fact]
    public void Any_text_is_a_selection_or_a_fault()
    {
        string[] words = ["built", "<", "1975", "and", "or", "not", "(", ")", "in", ",", "use", "=", "dwelling", "100 m2", "roof_area", "\"", "é", "district", "%", " "];
        for (int n = 0; n < 5000; n++)
        {
            RandomStream random = new(3, "selection", n);
            string text = string.Join(random.Below(2) == 0 ? "" : " ", Enumerable.Range(0, 1 + random.Below(12)).Select(_ => words[random.Below(words.Length)]));
            try
            {
                Selection.OfBuildings(text).Holds(House);
            }
            catch (SelectionException e)
            {
                Assert.InRange(e.Start, 0, text.Length);
            }
        }
    }
}
