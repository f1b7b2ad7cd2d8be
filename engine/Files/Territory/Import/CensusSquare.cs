using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>What a census counts in an area; NaN is unknown.</summary>
/// <param name="Persons">People of households.</param>
/// <param name="Households">Households.</param>
/// <param name="Poor">Households below the poverty line.</param>
/// <param name="Income">Living standards of all persons, added up [€/year].</param>
/// <param name="LivingArea">Of the dwellings of the households [m²].</param>
/// <param name="Owners">Households that own their dwelling.</param>
/// <param name="Social">Dwellings let by social landlords.</param>
/// <param name="OfOne">Households of one person.</param>
/// <param name="OfFive">Households of five persons and more.</param>
/// <param name="WorkingAge">People of 18 to 64 years.</param>
/// <param name="Periods">Dwellings built before 1945, from 1945 to 1969, from 1970 to 1989, and since.</param>
internal sealed record CensusCounts(
    double Persons, double Households, double Poor, double Income, double LivingArea, double Owners, double Social,
    double OfOne, double OfFive, double WorkingAge, double[] Periods)
{
    /// <summary>Nothing is known: what is usual in France is taken.</summary>
    public static CensusCounts Unknown { get; } = new(
        double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, [double.NaN, double.NaN, double.NaN, double.NaN]);

    /// <summary>Counts of several areas together; unknown where one is.</summary>
    public static CensusCounts Sum(IReadOnlyCollection<CensusCounts> all) => new(
        all.Sum(c => c.Persons), all.Sum(c => c.Households), all.Sum(c => c.Poor), all.Sum(c => c.Income), all.Sum(c => c.LivingArea), all.Sum(c => c.Owners),
        all.Sum(c => c.Social), all.Sum(c => c.OfOne), all.Sum(c => c.OfFive), all.Sum(c => c.WorkingAge), Enumerable.Range(0, 4).Select(k => all.Sum(c => c.Periods[k])).ToArray());

    /// <summary>A count by household, or the usual share where it is unknown.</summary>
    public double Share(double count, double usual) => double.IsFinite(count / Households) ? count / Households : usual;
}

/// <summary>A census square while a territory is imported.</summary>
/// <param name="Square">As the territory keeps it.</param>
/// <param name="Shape">Its area.</param>
/// <param name="Counts">All that is counted in it.</param>
/// <param name="Imputed">Whether the source says that it is estimated.</param>
internal sealed record CensusSquare(PopulationSquare Square, Geometry Shape, CensusCounts Counts, bool Imputed)
{
    /// <summary>Whether its counts are rather those of its surroundings.</summary>
    public bool IsBlurred => Imputed || Counts.Households < Inhabitants.FewHouseholds;
}

/// <summary>A census square with the buildings in it that hold dwellings.</summary>
/// <param name="Square">The square.</param>
/// <param name="Homes">By identifier; each building is in one square at most.</param>
internal sealed record CensusPlace(CensusSquare Square, IReadOnlyList<BuildingDraft> Homes)
{
    /// <summary>Dwellings in it.</summary>
    public int Dwellings => Homes.Sum(b => b.Dwellings!.Value.Value);
}

/// <summary>Which dwellings stand in which census square, and what is counted around each square.</summary>
internal sealed class CensusMap
{
    /// <summary>Households that a neighbourhood has at least: squares hold too few, and blurred ones, to be taken alone.</summary>
    private const double EnoughHouseholds = 30;

    /// <summary>Beyond this many widenings a neighbourhood is no longer one.</summary>
    private const int MostWidenings = 4;

    private readonly STRtree<CensusPlace> _tree = new();

    /// <summary>Of these squares and buildings; dwellings are counted by now.</summary>
    public CensusMap(IReadOnlyList<CensusSquare> squares, IReadOnlyList<BuildingDraft> buildings)
    {
        STRtree<BuildingDraft> homes = new();
        foreach (BuildingDraft b in buildings)
            if (b.Dwellings!.Value > 0) homes.Insert(new Envelope(b.Centre), b);
        homes.Build();
        HashSet<BuildingDraft> taken = [];
        Places = squares.Select(s => new CensusPlace(s, Inside(s.Shape, homes, taken))).ToArray();
        foreach (CensusPlace place in Places) _tree.Insert(place.Square.Shape.EnvelopeInternal, place);
        _tree.Build();
    }

    /// <summary>Every square, in the order of the source.</summary>
    public IReadOnlyList<CensusPlace> Places { get; }

    /// <summary>The square and those around it, widened until they hold households enough.</summary>
    public IReadOnlyList<CensusPlace> Neighbourhood(CensusPlace place)
    {
        Envelope box = place.Square.Shape.EnvelopeInternal.Copy();
        double step = Math.Max(box.Width, box.Height);
        box.ExpandBy(-0.25 * step);
        for (int n = 0; ; n++)
        {
            CensusPlace[] around = _tree.Query(box).OrderBy(p => p.Square.Square.Id, StringComparer.Ordinal).ToArray();
            if (n == MostWidenings || around.Sum(p => p.Square.Counts.Households) >= EnoughHouseholds) return around;
            box.ExpandBy(step);
        }
    }

    private static BuildingDraft[] Inside(Geometry area, STRtree<BuildingDraft> homes, HashSet<BuildingDraft> taken) =>
        homes.Query(area.EnvelopeInternal).Where(b => area.Covers(area.Factory.CreatePoint(b.Centre)) && taken.Add(b)).OrderBy(b => b.Id, StringComparer.Ordinal).ToArray();
}
