using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;

namespace TerritoryTwin.Tests.Generator;

/// <summary>Is it French? Bounds are the shares of docs/generator.md, wide enough for one town's draw.</summary>
public class TownPeopleTests
{
    [Theory]
    [InlineData(0, 1946, 0.19, 0.27)]
    [InlineData(1946, 1971, 0.19, 0.25)]
    [InlineData(1971, 1990, 0.25, 0.32)]
    [InlineData(1990, 2006, 0.12, 0.18)]
    [InlineData(2006, 2025, 0.09, 0.15)]
    public void Homes_date_from_all_periods(int from, int before, double low, double high)
    {
        foreach (Territory town in new[] { Towns.Middle, Towns.City })
            Assert.InRange(ShareOfHomes(town, b => b.Built >= from && b.Built < before), low, high);
    }

    [Fact]
    public void Houses_prevail_in_small_towns_and_flats_in_cities()
    {
        static double Houses(Territory town) => ShareOfHomes(town, b => b.Dwellings == 1);
        Assert.InRange(Houses(Towns.Small), 0.66, 0.84);
        Assert.InRange(Houses(Towns.Middle), 0.48, 0.66);
        Assert.True(Houses(Towns.City) < Houses(Towns.Middle));
    }

    [Fact]
    public void Homes_have_French_sizes()
    {
        Building[] homes = [.. Towns.Middle.Buildings.Where(b => b.Dwellings > 0)];
        Assert.InRange(homes.Sum(b => b.HeatedArea) / homes.Sum(b => b.Dwellings), 83, 97);
        Assert.InRange(homes.Where(b => b.Dwellings == 1).Average(b => b.HeatedArea), 103, 120);
        Assert.InRange(homes.Where(b => b.Dwellings > 1).Sum(b => b.HeatedArea) / homes.Where(b => b.Dwellings > 1).Sum(b => b.Dwellings), 58, 72);
    }

    [Theory]
    [InlineData(HeatingSystem.GasBoiler, 0.34, 0.44)]
    [InlineData(HeatingSystem.DirectElectric, 0.25, 0.35)]
    [InlineData(HeatingSystem.AirHeatPump, 0.05, 0.13)]
    [InlineData(HeatingSystem.OilBoiler, 0.04, 0.12)]
    [InlineData(HeatingSystem.DistrictHeat, 0.0, 0.12)]
    public void Homes_are_heated_as_in_France(HeatingSystem system, double low, double high)
    {
        foreach (Territory town in new[] { Towns.Middle, Towns.City })
            Assert.InRange(ShareOfHomes(town, b => b.Heating == system), low, high);
    }

    [Fact]
    public void A_small_town_has_no_district_heat() =>
        Assert.DoesNotContain(Towns.Small.Buildings, b => b.Heating == HeatingSystem.DistrictHeat);

    [Fact]
    public void Households_are_of_French_sizes_and_incomes()
    {
        IReadOnlyList<Household> all = Towns.Middle.Households;
        double Share(Func<Household, bool> of) => all.Count(of) / (double)all.Count;
        Assert.InRange(all.Average(h => h.Persons), 2.05, 2.25);
        Assert.InRange(Share(h => h.Persons == 1), 0.34, 0.42);
        Assert.InRange(Share(h => h.Persons == 2), 0.29, 0.37);
        Assert.InRange(Share(h => h.Tenure == Tenure.Owner), 0.48, 0.66);
        Assert.InRange(Share(h => h.Tenure == Tenure.SocialTenant), 0.10, 0.25);
        float[] income = [.. all.Select(h => h.Income).Order()];
        Assert.InRange(income[income.Length / 2], 28_500, 36_000);
        Assert.InRange(income[income.Length / 10], 11_500, 17_500);
        Assert.InRange(income[income.Length * 9 / 10], 58_000, 80_000);
        Assert.All(all, h => Assert.InRange(h.Workers, 0, Math.Min(2, h.Persons)));
        Assert.InRange(all.Sum(h => h.Workers) / 20_000.0, 0.36, 0.48);
    }

    [Fact]
    public void Social_tenants_live_in_flats_and_owners_are_richer()
    {
        IReadOnlyList<Household> all = Towns.Middle.Households;
        double InFlats(Tenure t) => all.Where(h => h.Tenure == t).Average(h => Towns.Middle.Buildings[h.Building].Dwellings > 1 ? 1.0 : 0);
        double Income(Tenure t) => all.Where(h => h.Tenure == t).Average(h => h.Income);
        Assert.True(InFlats(Tenure.SocialTenant) > 0.7 && InFlats(Tenure.Owner) < 0.4);
        Assert.True(Income(Tenure.Owner) > Income(Tenure.PrivateTenant) && Income(Tenure.PrivateTenant) > Income(Tenure.SocialTenant));
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(20_000)]
    public void A_town_has_its_school_church_shops_and_works(int inhabitants)
    {
        Territory town = Towns.Of(inhabitants);
        foreach (BuildingUse use in new[] { BuildingUse.School, BuildingUse.Worship, BuildingUse.Retail, BuildingUse.Industry, BuildingUse.Office, BuildingUse.Health, BuildingUse.Agriculture })
            Assert.Contains(town.Buildings, b => b.Use == use);
        Assert.Contains(town.Vegetation, z => z.Nature == "Bois");
        Assert.Contains(town.Activities, z => z.Nature == "Zone d'activités");
        Assert.Contains("generated", Assert.Single(town.Attributions), StringComparison.Ordinal);
    }

    [Fact]
    public void The_old_centre_is_denser_than_the_housing_estates()
    {
        static double Density(Func<Building, bool> of) => Towns.Middle.Buildings.Where(of).Sum(b => b.Dwellings) /
            (double)Towns.Middle.Buildings.Where(of).Select(b => (Math.Floor(b.Footprint.Outer.X[0] / 50), Math.Floor(b.Footprint.Outer.Y[0] / 50))).Distinct().Count();
        Assert.True(Density(b => b.District == "Centre ancien") > 2 * Density(b => b.Built >= 1990 && b.Dwellings == 1));
    }

    [Fact]
    public void The_town_stands_where_it_is_asked_to()
    {
        Territory town = TownGenerator.Generate(2_000, 1, new() { Name = "Essai", Latitude = 48.1, Longitude = -1.7, Elevation = 40 });
        Assert.Equal(("Essai", 2154, 48.1, -1.7), (town.Name, town.Epsg, town.Latitude, town.Longitude));
        (double longitude, double latitude) = Files.Formats.Crs.FromEpsg(2154).Inverse(town.Buildings[0].Footprint.Outer.X[0], town.Buildings[0].Footprint.Outer.Y[0]);
        Assert.Equal(48.1, latitude, 0.02);
        Assert.Equal(-1.7, longitude, 0.02);
        Assert.InRange(town.Buildings.Min(b => b.Ground.Value), 35, 60);
    }

    private static double ShareOfHomes(Territory town, Func<Building, bool> of) =>
        town.Buildings.Where(of).Sum(b => b.Dwellings) / (double)town.Buildings.Sum(b => b.Dwellings);
}
