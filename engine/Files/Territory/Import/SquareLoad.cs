using NetTopologySuite.Geometries;

namespace TerritoryTwin.Files.Territories;

/// <summary>Persons and households of a census square that are to live in its dwellings.</summary>
internal sealed class SquareLoad
{
    /// <summary>All those of the square.</summary>
    /// <param name="place">The square; homes whose inhabitants are known already are left aside.</param>
    /// <param name="isInside">Whether it lies inside the limit altogether.</param>
    public SquareLoad(CensusPlace place, bool isInside)
    {
        (Place, IsInside) = (place, isInside);
        Homes = place.Homes.Where(b => b.Inhabitants == null).ToArray();
        Dwellings = Homes.Sum(b => b.Homes);
        Centre = place.Square.Shape.Centroid.Coordinate;
        (Persons, Households) = (place.Square.Counts.Persons, place.Square.Counts.Households);
    }

    public CensusPlace Place { get; }
    public Coordinate Centre { get; }
    public bool IsInside { get; }
    public IReadOnlyList<BuildingDraft> Homes { get; }
    public int Dwellings { get; }
    public double Persons { get; private set; }
    public double Households { get; private set; }

    /// <summary>Dwellings beyond one a household; negative when households lack one.</summary>
    public double Spare => Dwellings - Households;

    /// <summary>Lets households leave, with as many persons as the mean; gives the persons.</summary>
    public double Take(double households)
    {
        double persons = Households > 0 ? Persons * Math.Min(1, households / Households) : 0;
        (Persons, Households) = (Persons - persons, Math.Max(0, Households - households));
        return persons;
    }

    /// <summary>Lets persons leave.</summary>
    public void Leave(double persons) => Persons -= persons;

    /// <summary>Takes households in.</summary>
    public void Add(double households, double persons) => (Persons, Households) = (Persons + persons, Households + households);
}

/// <summary>Lets households that lack a dwelling live in squares near it: a block counted in one square may have its middle in the next.</summary>
internal static class NextDoor
{
    /// <summary>Between the centres of squares, as a multiple of their side: three squares on.</summary>
    private const double Reach = 3.2;

    /// <summary>Moves them, the nearest squares first.</summary>
    public static void Move(IReadOnlyList<SquareLoad> loads, ImportReport report)
    {
        SquareLoad[] free = loads.Where(l => l.Spare > 0).ToArray();
        foreach (SquareLoad from in loads.Where(l => l.IsInside && l.Spare < 0))
        {
            double reach = Reach * Math.Sqrt(from.Place.Square.Shape.Area);
            foreach (SquareLoad to in free.Where(l => l.Spare > 0).Select(l => (Load: l, Distance: l.Centre.Distance(from.Centre)))
                .Where(l => l.Distance <= reach).OrderBy(l => l.Distance).Select(l => l.Load))
            {
                double moved = Math.Min(Math.Min(-from.Spare, to.Spare), from.Households);
                if (moved <= 0) break;
                to.Add(moved, from.Take(moved));
                report.Note("households-next-door", "population", "households of a square beyond one a dwelling live in free dwellings of squares near it", $"{from.Place.Square.Square.Id}: {moved:0.#}", (int)Math.Round(moved));
            }
        }
    }
}
