using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Homes and people of a territory beside French orders of magnitude.</summary>
/// <remarks>French means: Insee, census 2020, housing survey 2013 and incomes 2021, rounded; bounds: most French communes. docs/territory.md lists them.</remarks>
internal static class HomeFigures
{
    /// <summary>The figures; null where nothing is known to make them of.</summary>
    public static IReadOnlyList<UsualFigure> Of(Territory territory)
    {
        Building[] homes = territory.Buildings.Where(b => b.Use.Value == BuildingUse.Dwelling && b.Dwellings > 0).ToArray();
        IReadOnlyList<Household> households = territory.Households;
        double dwellings = territory.Buildings.Sum(b => b.Dwellings.Value), people = territory.Buildings.Sum(b => b.Inhabitants.Value);
        bool settled = households.Count > 0, assumed = territory.Population.Count == 0 && territory.Origin.Method == "imported";
        return
        [
            new("heated area of a dwelling", Area(homes), "m²", 91, 60, 130),
            new("heated area of a house (1 or 2 dwellings)", Area(homes.Where(b => FrenchHomes.IsHouse(b.Dwellings))), "m²", 112, 75, 150),
            new("heated area of a flat", Area(homes.Where(b => !FrenchHomes.IsHouse(b.Dwellings))), "m²", 63, 40, 90),
            new("people by dwelling", Ratio(people, dwellings), "1", 1.8, 1.2, 2.8),
            new("people by household", settled ? Ratio(people, households.Count) : null, "1", 2.17, 1.7, 2.9) { IsAssumed = assumed },
            new("dwellings without household", settled ? Ratio(100 * (dwellings - households.Count), dwellings) : null, "%", 18, 2, 40) { IsAssumed = assumed },
            new("owners among households", TenureShare(households, Tenure.Owner), "%", 58, 25, 92) { IsAssumed = assumed },
            new("social tenants among households", TenureShare(households, Tenure.SocialTenant), "%", 16, 0, 50) { IsAssumed = assumed },
            new("income of a household, median", settled ? Median(households.Select(h => (double)h.Income)) : null, "€/year", 32_000, 20_000, 55_000) { IsAssumed = assumed },
            new("income by consumption unit, median", settled ? Median(households.Select(Standard)) : null, "€/year", 23_200, 16_000, 36_000) { IsAssumed = assumed },
            new("poor households", settled ? 100.0 * households.Count(h => Standard(h) < FrenchHomes.PovertyLine) / households.Count : null, "%", 14, 2, 40) { IsAssumed = assumed },
            new("jobs by inhabitant", Ratio(territory.Buildings.Sum(b => b.Jobs.Value), people), "1", 0.41, 0.05, 1.2),
        ];
    }

    private static double? Area(IEnumerable<Building> homes) => Ratio(homes.Sum(b => b.HeatedArea.Value), homes.Sum(b => b.Dwellings.Value));

    private static double? TenureShare(IReadOnlyList<Household> households, Tenure tenure) => Ratio(100.0 * households.Count(h => h.Tenure == tenure), households.Count);

    private static double Standard(Household h) => h.LivingStandard;

    private static double? Ratio(double a, double b) => b > 0 ? a / b : null;

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
