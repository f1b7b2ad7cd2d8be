using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>What is known of the people of the territory.</summary>
/// <param name="Squares">Those that touch the territory.</param>
/// <param name="Limit">Of the territory; null when unknown.</param>
/// <param name="Persons">Inside the limit; null when unknown.</param>
internal sealed record People(IReadOnlyList<PopulationSquare> Squares, Core.Polygon? Limit, double? Persons);

/// <summary>Places the people of census squares in the dwellings that stand there. The total of each square is kept where it has dwellings.</summary>
internal static class PeopleRepairs
{
    /// <summary>Persons in a French household (Insee, census 2020).</summary>
    private const double HouseholdSize = 2.17;

    private const string Layer = "population";

    /// <summary>Fills the inhabitants of every building.</summary>
    /// <param name="buildings">Dwellings are known by now.</param>
    /// <param name="people">What is known.</param>
    /// <param name="report">Says who could not be placed.</param>
    public static void Fill(IReadOnlyList<BuildingDraft> buildings, People people, ImportReport report)
    {
        Geometry? limit = people.Limit == null ? null : Shapes.ToShape(people.Limit);
        STRtree<BuildingDraft> homes = new();
        foreach (BuildingDraft b in buildings)
            if (b.Dwellings!.Value > 0 && b.Inhabitants == null) homes.Insert(new Envelope(b.Centre), b);
        homes.Build();
        foreach (PopulationSquare square in people.Squares) Place(square, homes, limit, report);
        double dwellings = buildings.Where(b => b.Inhabitants == null).Sum(b => b.Dwellings!.Value.Value);
        bool total = people.Persons is > 0 && people.Squares.Count == 0 && dwellings > 0;
        double perDwelling = total ? Math.Max(0, people.Persons!.Value - buildings.Sum(b => b.Inhabitants?.Value ?? 0)) / dwellings : HouseholdSize;
        string rule = total ? "people-of-limit" : "no-population";
        string done = total ? "the people of the limit, shared among its dwellings" : $"{HouseholdSize} persons a dwelling, the French mean";
        foreach (BuildingDraft b in buildings) b.Inhabitants ??= Elsewhere(b, people.Squares.Count > 0, perDwelling, rule, done, report);
    }

    private static void Place(PopulationSquare square, STRtree<BuildingDraft> homes, Geometry? limit, ImportReport report)
    {
        Geometry area = Shapes.ToShape(square.Area);
        BuildingDraft[] here = homes.Query(area.EnvelopeInternal).Where(b => b.Inhabitants == null && area.Covers(area.Factory.CreatePoint(b.Centre))).OrderBy(b => b.Id, StringComparer.Ordinal).ToArray();
        int dwellings = here.Sum(b => b.Dwellings!.Value.Value);
        bool inside = limit == null || limit.Covers(area);
        double persons = square.Persons;
        if (!inside && dwellings < square.Households) persons *= dwellings / square.Households;
        if (persons < square.Persons)
            report.Note("square-on-the-limit", Layer, "people of squares cut by the limit, beyond one household a dwelling: they live outside", $"{square.Id}: {square.Persons - persons:0.#} of {square.Persons:0.#}", Whole(square.Persons - persons));
        if (dwellings == 0 && inside && persons > 0)
            report.Note("people-not-placed", Layer, "people of squares without a dwelling: not placed", $"{square.Id}: {persons:0.#}", Whole(persons));
        foreach (BuildingDraft b in here) b.Inhabitants = Known<double>.Typical(persons * b.Dwellings!.Value / dwellings, 0.6f);
    }

    private static Known<double> Elsewhere(BuildingDraft b, bool squaresKnown, double perDwelling, string rule, string done, ImportReport report)
    {
        if (b.Dwellings!.Value == 0) return Known<double>.Derived(0);
        if (squaresKnown)
        {
            report.Note("dwelling-outside-squares", Layer, "no square there, so nobody lives there", b.Id);
            return Known<double>.Typical(0, 0.4f);
        }
        report.Note(rule, Layer, done, b.Id);
        return Known<double>.Typical(b.Dwellings.Value.Value * perDwelling, 0.3f);
    }

    private static int Whole(double persons) => (int)Math.Round(Math.Min(persons, int.MaxValue));
}
