using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>
/// Fills heated floor areas: from footprint and storeys, drawn towards the usual area of a dwelling, then brought to the mean that the census
/// counts in each neighbourhood. Measured areas stand.
/// </summary>
internal static class AreaRepairs
{
    /// <summary>Bounds of the factor that brings areas to the census.</summary>
    private const double LeastFactor = 0.4, GreatestFactor = 1.2;

    /// <summary>
    /// Large outlines of several storeys join wings of unlike height, patios and plant rooms: less of footprint × storeys is heated.
    /// A French hospital has about 100 m² a bed, all in, which this share comes nearer to.
    /// </summary>
    private const double LargeOutline = 2000, LargeShare = 0.6;
    private const int LargeFloors = 3;

    private const string Layer = "buildings";

    /// <summary>Fills every heated area; storeys and dwellings are known by now.</summary>
    public static void Fill(IReadOnlyList<BuildingDraft> buildings, CensusMap census, ImportReport report)
    {
        List<BuildingDraft> homes = [];
        foreach (BuildingDraft b in buildings)
        {
            if (!IsUnknown(b, report)) continue;
            Usual usual = Usual.Of(b.Use!.Value);
            double share = b.Dwellings!.Value > 0 ? Math.Max(usual.HeatedShare, Usual.Of(BuildingUse.Dwelling).HeatedShare) : b.Light ? 0 : usual.HeatedShare;
            if (IsLarge(b) && share > LargeShare) share = OfLarge(b, report);
            bool derived = b.Floors!.Value.Source <= Source.Derived && b.Use!.Value.Source <= Source.Derived;
            b.HeatedArea = derived ? Known<double>.Derived(b.FloorArea * share, 0.6f) : Known<double>.Typical(b.FloorArea * share, 0.4f);
            report.Note("no-heated-area", Layer, "footprint × storeys × the heated share of the use", b.Id);
            if (!IsHome(b)) continue;
            TowardsUsual(b, report);
            homes.Add(b);
        }
        ToCensus(homes, census, report);
    }

    /// <summary>Whether dwellings are all that is heated in it.</summary>
    private static bool IsHome(BuildingDraft b) => b.Dwellings!.Value > 0 && b.Use!.Value.Value is BuildingUse.Dwelling or BuildingUse.Annex;

    private static bool IsLarge(BuildingDraft b) => b.Dwellings!.Value == 0 && b.Area > LargeOutline && b.Floors!.Value >= LargeFloors;

    private static bool IsUnknown(BuildingDraft b, ImportReport report)
    {
        if (b.HeatedArea is not { } given) return true;
        if (given <= Most(b)) return false;
        report.Note("heated-area-too-large", Layer, "more than storeys and attic hold; computed again", $"{b.Id}: {given.Value:0} m²");
        return true;
    }

    private static double Most(BuildingDraft b) => b.Area * (b.Floors!.Value + 1);

    private static double OfLarge(BuildingDraft b, ImportReport report)
    {
        report.Note("large-outline", Layer, $"{LargeShare:0.##} of footprint × storeys is heated, above {LargeOutline} m² and from {LargeFloors} storeys on", $"{b.Id}: {b.FloorArea * LargeShare:0} m²");
        return LargeShare;
    }

    /// <summary>What exceeds the usual area of a dwelling counts by its square root: garages, cellars, barns and shops stand under the same roof.</summary>
    private static void TowardsUsual(BuildingDraft b, ImportReport report)
    {
        int dwellings = b.Dwellings!.Value;
        double usual = FrenchHomes.Area(dwellings), each = b.HeatedArea!.Value / dwellings;
        if (each <= usual) return;
        report.Note("area-beyond-usual", Layer, $"more by dwelling than is usual ({FrenchHomes.HouseArea} m² in houses, {FrenchHomes.FlatArea} m² in flats): the mean of both in proportion, √(usual × found)", $"{b.Id}: {each:0} m²");
        b.HeatedArea = b.HeatedArea.Value with { Value = dwellings * Math.Sqrt(usual * each), Confidence = 0.5f };
    }

    private static void ToCensus(List<BuildingDraft> unknown, CensusMap census, ImportReport report)
    {
        HashSet<BuildingDraft> left = [.. unknown];
        List<(BuildingDraft Home, double Factor, bool Blurred)> factors = [];
        foreach (CensusPlace place in census.Places)
        {
            BuildingDraft[] here = place.Homes.Where(left.Contains).ToArray();
            if (here.Length == 0 || Factor(census.Neighbourhood(place), left) is not { } factor) continue;
            foreach (BuildingDraft b in here) factors.Add((b, factor, place.Square.IsBlurred));
        }
        double everywhere = Factor(census.Places, left) ?? 1;
        foreach ((BuildingDraft b, double factor, bool blurred) in factors)
        {
            Scale(b, factor, blurred ? 0.55f : 0.65f, report);
            left.Remove(b);
        }
        if (factors.Count == 0) return;
        foreach (BuildingDraft b in unknown)
            if (left.Contains(b)) Scale(b, everywhere, 0.45f, report);
    }

    /// <summary>What brings the homes of these squares to the living area counted there; null when that is unknown.</summary>
    private static double? Factor(IReadOnlyList<CensusPlace> places, HashSet<BuildingDraft> unknown)
    {
        CensusCounts counts = CensusCounts.Sum(places.Select(p => p.Square.Counts).ToArray());
        BuildingDraft[] homes = places.SelectMany(p => p.Homes).Where(IsHome).ToArray();
        double scaled = homes.Where(unknown.Contains).Sum(b => b.HeatedArea!.Value.Value), dwellings = homes.Sum(b => b.Dwellings!.Value.Value);
        double measured = homes.Where(b => !unknown.Contains(b)).Sum(b => b.HeatedArea!.Value.Value);
        double factor = (counts.LivingArea / counts.Households * dwellings - measured) / scaled;
        return double.IsFinite(factor) ? Math.Clamp(factor, LeastFactor, GreatestFactor) : null;
    }

    private static void Scale(BuildingDraft b, double factor, float confidence, ImportReport report)
    {
        double least = FrenchHomes.SmallestArea * b.Dwellings!.Value.Value, most = Most(b);
        double area = Math.Min(Math.Max(b.HeatedArea!.Value * factor, least), most);
        report.Note("area-of-census", Layer, $"scaled to the living area by household that the census counts around it, by {LeastFactor:0.#} to {GreatestFactor:0.#}", $"{b.Id}: {b.HeatedArea.Value.Value:0} m², now {area:0}");
        b.HeatedArea = b.HeatedArea.Value with { Value = area, Confidence = confidence };
    }
}
