using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Fills the number of dwellings, and jobs.</summary>
internal static class DwellingRepairs
{
    private const double LargestHouse = 250;

    /// <summary>Floor area that a flat may take, stairs and walls aside [m²], when the number of people says how many there are.</summary>
    private const double LeastPerFlat = 45, MostPerFlat = 100;

    private const string Layer = "buildings";

    /// <summary>Fills the dwellings of every building; uses and storeys are known by now.</summary>
    /// <param name="buildings">All of them.</param>
    /// <param name="persons">Who live there in all; null when unknown.</param>
    /// <param name="report">Counts what was done.</param>
    public static void Fill(IReadOnlyList<BuildingDraft> buildings, double? persons, ImportReport report)
    {
        BuildingDraft[] open = buildings.Where(b => b.Dwellings == null && b.Use!.Value.Value == BuildingUse.Dwelling).ToArray();
        int counted = buildings.Sum(b => b.Dwellings?.Value ?? 0);
        double wanted = persons is > 0 ? persons.Value / FrenchHomes.PersonsInHousehold / FrenchHomes.OccupiedShare - counted : double.NaN;
        double perFlat = AreaPerFlat(open, wanted);
        HashSet<BuildingDraft> others = wanted > 0 ? BeyondPeople(open, perFlat, wanted, report) : [];
        foreach (BuildingDraft b in buildings)
        {
            if (others.Contains(b)) b.Use = Known<BuildingUse>.Guessed(BuildingUse.Other, 0.3f);
            Dwellings(b, perFlat, wanted > 0, report);
        }
    }

    /// <summary>Fills the jobs of every building; dwellings are known by now.</summary>
    public static void Jobs(IReadOnlyList<BuildingDraft> buildings)
    {
        foreach (BuildingDraft b in buildings)
        {
            double perJob = Usual.Of(b.Use!.Value).AreaPerJob;
            b.Jobs ??= double.IsInfinity(perJob) || b.Light || b.HeatedArea!.Value == 0 && b.Use.Value.Value != BuildingUse.Agriculture
                ? Known<double>.Typical(0) : Known<double>.Typical(Workplace(b) / perJob, 0.3f);
        }
    }

    /// <summary>Floor area where people work [m²]: large outlines count by what is heated of them.</summary>
    private static double Workplace(BuildingDraft b)
    {
        double share = Usual.Of(b.Use!.Value).HeatedShare;
        return share > 0 ? Math.Min(b.FloorArea, b.HeatedArea!.Value / share) : b.FloorArea;
    }

    private static double Living(BuildingDraft b) => b.FloorArea * Usual.Of(BuildingUse.Dwelling).HeatedShare;

    private static int Count(BuildingDraft b, double perFlat) => Living(b) <= LargestHouse ? 1 : Math.Max(2, (int)Math.Round(Living(b) / perFlat));

    /// <summary>The area by flat with which the buildings hold the dwellings wanted, within bounds; the usual one when that is unknown.</summary>
    private static double AreaPerFlat(BuildingDraft[] open, double wanted)
    {
        if (!(wanted > 0)) return FrenchHomes.FlatArea;
        double low = LeastPerFlat, high = MostPerFlat;
        for (int n = 0; n < 20; n++)
        {
            double middle = (low + high) / 2;
            if (open.Sum(b => Count(b, middle)) > wanted) low = middle;
            else high = middle;
        }
        return high;
    }

    /// <summary>Buildings whose use was inferred and that would hold more people than there are: the largest and lowest first, which are the least like homes.</summary>
    private static HashSet<BuildingDraft> BeyondPeople(BuildingDraft[] open, double perFlat, double wanted, ImportReport report)
    {
        double excess = open.Sum(b => Count(b, perFlat)) - wanted;
        HashSet<BuildingDraft> others = [];
        foreach (BuildingDraft b in open.Where(b => b.Use!.Value.Source >= Source.Typical && Count(b, perFlat) > 1)
            .OrderByDescending(b => b.Area / (b.Floors!.Value.Value * b.Floors.Value.Value)).ThenBy(b => b.Id, StringComparer.Ordinal))
        {
            int count = Count(b, perFlat);
            if (excess < count) continue;
            excess -= count;
            others.Add(b);
            report.Note("use-beyond-people", Layer, "another use: there would be more dwellings than people need; the largest and lowest first", $"{b.Id}: {b.Area:0} m², {b.Floors!.Value.Value} floors");
        }
        return others;
    }

    private static void Dwellings(BuildingDraft b, double perFlat, bool people, ImportReport report)
    {
        if (b.Dwellings is { } given)
        {
            if (given * FrenchHomes.SmallestArea <= b.FloorArea) return;
            report.Note("dwellings-against-area", Layer, $"less than {FrenchHomes.SmallestArea} m² each: kept, with little confidence", $"{b.Id}: {given.Value} in {b.FloorArea:0} m²");
            b.Dwellings = given with { Confidence = Math.Min(given.Confidence, 0.3f) };
            return;
        }
        if (b.Use!.Value.Value != BuildingUse.Dwelling)
        {
            b.Dwellings = new Known<int>(0, Source.Typical, b.Use.Value.Confidence);
            return;
        }
        int count = Count(b, perFlat);
        if (people) report.Note("dwellings-of-people", Layer, FormattableString.Invariant($"one up to {LargestHouse} m² of living area, else one for {perFlat:0} m², with which they come nearest to the number of people"), $"{b.Id}: {count}");
        else report.Note("no-dwellings", Layer, $"one up to {LargestHouse} m² of living area, else one for {FrenchHomes.FlatArea} m²", $"{b.Id}: {count}");
        b.Dwellings = Known<int>.Typical(count, 0.5f * b.Use.Value.Confidence);
    }
}
