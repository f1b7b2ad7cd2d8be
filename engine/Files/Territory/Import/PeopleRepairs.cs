using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Places the people of census squares in the dwellings that stand there. The total of each square is kept where it has dwellings.</summary>
internal static class PeopleRepairs
{
    /// <summary>Persons in a French household (Insee, census 2020).</summary>
    private const double HouseholdSize = 2.17;

    private const string Layer = "population";

    /// <summary>Fills the inhabitants of every building.</summary>
    /// <param name="buildings">Dwellings are known by now.</param>
    /// <param name="squares">Those that touch the territory.</param>
    /// <param name="boundary">Limit of the territory; null when unknown.</param>
    /// <param name="report">Says who could not be placed.</param>
    public static void Fill(IReadOnlyList<BuildingDraft> buildings, IReadOnlyList<PopulationSquare> squares, Core.Polygon? boundary, ImportReport report)
    {
        Geometry? limit = boundary == null ? null : Shapes.ToShape(boundary);
        STRtree<BuildingDraft> homes = new();
        foreach (BuildingDraft b in buildings)
            if (b.Dwellings!.Value > 0 && b.Inhabitants == null) homes.Insert(new Envelope(b.Centre), b);
        homes.Build();
        foreach (PopulationSquare square in squares) Place(square, homes, limit, report);
        foreach (BuildingDraft b in buildings) b.Inhabitants ??= Elsewhere(b, squares.Count > 0, report);
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

    private static Known<double> Elsewhere(BuildingDraft b, bool squaresKnown, ImportReport report)
    {
        if (b.Dwellings!.Value == 0) return Known<double>.Derived(0);
        if (squaresKnown)
        {
            report.Note("dwelling-outside-squares", Layer, "no square there, so nobody lives there", b.Id);
            return Known<double>.Typical(0, 0.4f);
        }
        report.Note("no-population", Layer, $"{HouseholdSize} persons a dwelling, the French mean", b.Id);
        return Known<double>.Typical(b.Dwellings.Value.Value * HouseholdSize, 0.3f);
    }

    private static int Whole(double persons) => (int)Math.Round(Math.Min(persons, int.MaxValue));
}
