using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Fills dwellings, heated floor area and jobs.</summary>
internal static class DwellingRepairs
{
    /// <summary>Living area of a French dwelling [m²]: 112 in houses, 63 in flats (Insee, Enquête Logement 2013).</summary>
    private const double FlatArea = 63, LargestHouse = 250, SmallestDwelling = 9;

    private const string Layer = "buildings";

    /// <summary>Fills all three; uses and storeys are known by now.</summary>
    public static void Fill(IReadOnlyList<BuildingDraft> buildings, ImportReport report)
    {
        foreach (BuildingDraft b in buildings)
        {
            Usual usual = Usual.Of(b.Use!.Value);
            Dwellings(b, report);
            HeatedArea(b, usual, report);
            b.Jobs ??= double.IsInfinity(usual.AreaPerJob) || b.Light ? Known<double>.Typical(0) : Known<double>.Typical(b.FloorArea / usual.AreaPerJob, 0.3f);
        }
    }

    private static void Dwellings(BuildingDraft b, ImportReport report)
    {
        bool dwelling = b.Use!.Value.Value == BuildingUse.Dwelling;
        if (b.Dwellings is { } given)
        {
            if (given * SmallestDwelling <= b.FloorArea) return;
            report.Note("dwellings-against-area", Layer, $"less than {SmallestDwelling} m² each: kept, with little confidence", $"{b.Id}: {given.Value} in {b.FloorArea:0} m²");
            b.Dwellings = given with { Confidence = Math.Min(given.Confidence, 0.3f) };
            return;
        }
        if (!dwelling)
        {
            b.Dwellings = new Known<int>(0, Source.Typical, b.Use.Value.Confidence);
            return;
        }
        double living = b.FloorArea * Usual.Of(BuildingUse.Dwelling).HeatedShare;
        int count = living <= LargestHouse ? 1 : Math.Max(2, (int)Math.Round(living / FlatArea));
        report.Note("no-dwellings", Layer, $"one up to {LargestHouse} m² of living area, else one for {FlatArea} m²", $"{b.Id}: {count}");
        b.Dwellings = Known<int>.Typical(count, 0.5f * b.Use.Value.Confidence);
    }

    private static void HeatedArea(BuildingDraft b, Usual usual, ImportReport report)
    {
        double most = b.Area * (b.Floors!.Value + 1);
        if (b.HeatedArea is { } given)
        {
            if (given <= most) return;
            report.Note("heated-area-too-large", Layer, "more than storeys and attic hold; computed again", $"{b.Id}: {given.Value:0} m²");
        }
        double share = b.Dwellings!.Value > 0 ? Math.Max(usual.HeatedShare, Usual.Of(BuildingUse.Dwelling).HeatedShare) : b.Light ? 0 : usual.HeatedShare;
        bool derived = b.Floors.Value.Source <= Source.Derived && b.Use!.Value.Source <= Source.Derived;
        b.HeatedArea = derived ? Known<double>.Derived(b.FloorArea * share, 0.6f) : Known<double>.Typical(b.FloorArea * share, 0.4f);
        report.Note("no-heated-area", Layer, "footprint × storeys × the heated share of the use", b.Id);
    }
}
