using System.Globalization;
using NetTopologySuite.Geometries;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>What is known of the people of the territory.</summary>
/// <param name="Squares">Those that touch the territory.</param>
/// <param name="Limit">Of the territory; null when unknown.</param>
/// <param name="Persons">Inside the limit; null when unknown.</param>
internal sealed record People(IReadOnlyList<CensusSquare> Squares, Geometry? Limit, double? Persons)
{
    /// <summary>Who live in the territory, as far as is known: of the limit, else of the squares.</summary>
    public double? Total => Persons is > 0 ? Persons : Squares.Count > 0 ? Squares.Sum(s => s.Counts.Persons) : null;
}

/// <summary>
/// Settles households in the dwellings: one an occupied dwelling, so many and such as the census counts. The people of a square stay there
/// where it has dwellings.
/// </summary>
internal sealed class PeopleRepairs
{
    private const string Layer = "population";
    private static readonly string NotPlaced = $"people of squares without a dwelling free near them, or beyond {FrenchHomes.MostPersons} a dwelling: not placed";
    private readonly IReadOnlyList<BuildingDraft> _buildings;
    private readonly People _people;
    private readonly CensusMap _census;
    private readonly ImportReport _report;
    private readonly Carry _persons = new(), _households = new();
    private readonly HouseholdDraws _draws;
    private readonly List<HouseholdDraft> _settled = [];
    private readonly Tally _tally = new();

    private PeopleRepairs(IReadOnlyList<BuildingDraft> buildings, People people, CensusMap census, ulong seed, ImportReport report) =>
        (_buildings, _people, _census, _draws, _report) = (buildings, people, census, new HouseholdDraws(seed), report);

    /// <summary>Fills the inhabitants of every building, and gives the households, building by building.</summary>
    /// <param name="buildings">Dwellings and areas are known by now.</param>
    /// <param name="people">What is known.</param>
    /// <param name="census">Of the same squares and buildings.</param>
    /// <param name="seed">Of the draws.</param>
    /// <param name="report">Says who could not be placed, and how far the draws are from the counts.</param>
    public static IReadOnlyList<Household> Fill(IReadOnlyList<BuildingDraft> buildings, People people, CensusMap census, ulong seed, ImportReport report)
    {
        PeopleRepairs repairs = new(buildings, people, census, seed, report);
        repairs.Known();
        if (people.Squares.Count > 0) repairs.Squares();
        else repairs.Everywhere();
        repairs.Tell();
        return repairs.Households();
    }

    /// <summary>Buildings whose inhabitants stand in the source.</summary>
    private void Known()
    {
        foreach (BuildingDraft b in _buildings)
        {
            if (b.Inhabitants is not { } given) continue;
            int persons = (int)Math.Round(given.Value), dwellings = b.Homes;
            if (persons > FrenchHomes.MostPersons * dwellings)
            {
                _report.Note("institution", Layer, $"more than {FrenchHomes.MostPersons} persons a dwelling, or none: no households", $"{b.Id}: {persons}");
                continue;
            }
            int households = dwellings == 0 ? 0 : Math.Min(Math.Min(dwellings, persons), Math.Max(1, (int)Math.Round(given / FrenchHomes.PersonsInHousehold)));
            if (households > 0) Settle(new HouseholdCell([b], persons, households, CensusCounts.Unknown, FrenchHomes.LivingStandard, given.Confidence, b.Id));
        }
    }

    private void Squares()
    {
        SquareLoad[] loads = _census.Places.Select(p => Load(p, _people.Limit)).ToArray();
        NextDoor.Move(loads, _report);
        foreach (SquareLoad load in loads) Settle(load);
        foreach (BuildingDraft b in _buildings)
            if (b.Inhabitants == null && b.Dwellings!.Value > 0) Outside(b);
    }

    private void Settle(SquareLoad load)
    {
        CensusSquare square = load.Place.Square;
        string id = square.Square.Id;
        if (load.Dwellings == 0)
        {
            if (load.Persons > 0 && load.IsInside) _report.Note("people-not-placed", Layer, NotPlaced, $"{id}: {load.Persons:0.#}", Whole(load.Persons));
            return;
        }
        double beyond = load.Persons - FrenchHomes.MostPersons * load.Dwellings;
        if (beyond > 0)
        {
            _report.Note("people-not-placed", Layer, NotPlaced, $"{id}: {beyond:0.#}", Whole(beyond));
            load.Leave(beyond);
        }
        if (load.Spare < -0.01) _report.Note("more-households-than-dwellings", Layer, "households beyond one a dwelling, and none free near it: the persons share the dwellings there", $"{id}: {load.Households:0.#} for {load.Dwellings}", Whole(-load.Spare));
        if (square.IsBlurred) _report.Note("blurred-square", Layer, "few or estimated households: shares of the squares around it, less confidence", id);
        CensusCounts counts = square.Counts, around = CensusCounts.Sum(_census.Neighbourhood(load.Place).Select(p => p.Square.Counts).ToArray());
        double standard = counts.Persons > 0 && double.IsFinite(counts.Income) ? counts.Income / counts.Persons
            : around.Persons > 0 && double.IsFinite(around.Income) ? around.Income / around.Persons : FrenchHomes.LivingStandard;
        (int persons, int households) = Rounded(load.Persons, Math.Min(load.Dwellings, load.Households), load.Dwellings);
        Settle(new HouseholdCell(load.Homes, persons, households, around, standard, square.IsBlurred ? 0.45f : 0.6f, id));
        _tally.Expect(load.Persons, around, households, standard);
    }

    /// <summary>The part of the people of a square that lives in the territory.</summary>
    private SquareLoad Load(CensusPlace place, Geometry? limit)
    {
        PopulationSquare square = place.Square.Square;
        SquareLoad load = new(place, limit == null || limit.Covers(place.Square.Shape));
        if (load.IsInside || load.Spare >= 0) return load;
        double share = load.Dwellings / load.Households, outside = (1 - share) * load.Persons;
        _report.Note("square-on-the-limit", Layer, "people of squares cut by the limit, beyond one household a dwelling: they live outside", $"{square.Id}: {outside:0.#} of {square.Persons:0.#}", Whole(outside));
        load.Take(load.Households * (1 - share));
        return load;
    }

    private void Outside(BuildingDraft b)
    {
        _report.Note("dwelling-outside-squares", Layer, "no square there, so nobody lives there", b.Id);
        b.Inhabitants = Known<double>.Typical(0, 0.4f);
    }

    /// <summary>Without squares: the people of the limit, else as many as is usual, over all dwellings.</summary>
    private void Everywhere()
    {
        BuildingDraft[] homes = _buildings.Where(b => b.Inhabitants == null && b.Dwellings!.Value > 0).OrderBy(b => b.Id, StringComparer.Ordinal).ToArray();
        int dwellings = homes.Sum(b => b.Homes);
        if (dwellings == 0) return;
        bool known = _people.Persons is > 0;
        double persons = known ? Math.Max(0, _people.Persons!.Value - _buildings.Sum(b => b.Inhabitants?.Value ?? 0)) : dwellings * FrenchHomes.OccupiedShare * FrenchHomes.PersonsInHousehold;
        double beyond = persons - FrenchHomes.MostPersons * dwellings;
        if (beyond > 0)
        {
            _report.Note("people-not-placed", Layer, NotPlaced, "", Whole(beyond));
            persons -= beyond;
        }
        (int whole, int households) = Rounded(persons, Math.Min(dwellings, persons / FrenchHomes.PersonsInHousehold), dwellings);
        if (known) _report.Note("people-of-limit", Layer, $"the people of the limit, in households of {FrenchHomes.PersonsInHousehold} persons in the mean", "", homes.Length);
        else _report.Note("no-population", Layer, FormattableString.Invariant($"households of {FrenchHomes.PersonsInHousehold} persons in the mean in {100 * FrenchHomes.OccupiedShare:0} % of the dwellings, as is usual in France"), "", homes.Length);
        Settle(new HouseholdCell(homes, whole, households, CensusCounts.Unknown, FrenchHomes.LivingStandard, 0.3f, "everywhere"));
    }

    /// <summary>Whole persons and households of a cell, each household with a person at least.</summary>
    private (int Persons, int Households) Rounded(double persons, double households, int dwellings)
    {
        int whole = _persons.Next(persons, int.MaxValue);
        int homes = _households.Next(households, Math.Min(dwellings, whole));
        return (whole, whole > 0 ? Math.Max(1, homes) : 0);
    }

    private void Settle(HouseholdCell cell)
    {
        IReadOnlyList<HouseholdDraft> households = _draws.Of(cell);
        _settled.AddRange(households);
        if (cell.Homes.Any(b => b.Inhabitants != null)) return;
        foreach (BuildingDraft b in cell.Homes) b.Inhabitants = Known<double>.Typical(0, cell.Confidence);
        foreach (HouseholdDraft h in households) h.Home.Inhabitants = h.Home.Inhabitants!.Value with { Value = h.Home.Inhabitants.Value + h.Persons };
    }

    private void Tell()
    {
        foreach (BuildingDraft b in _buildings) b.Inhabitants ??= Known<double>.Derived(0);
        if (_settled.Count == 0) return;
        bool squares = _people.Squares.Count > 0;
        string rule = squares ? "households-of-census" : "households-of-france";
        string done = squares ? "drawn so that the counts of each square come out" : "drawn from usual sizes, tenures and incomes";
        foreach (string line in squares ? _tally.Against(_settled) : [""]) _report.Note(rule, Layer, done, line, 0);
        _report.Note(rule, Layer, done, "", _settled.Count);
    }

    private Household[] Households()
    {
        Dictionary<BuildingDraft, int> index = new(ReferenceEqualityComparer.Instance);
        for (int n = 0; n < _buildings.Count; n++) index.Add(_buildings[n], n);
        return _settled.OrderBy(h => index[h.Home])
            .Select(h => new Household(index[h.Home], h.Persons, (float)Math.Ceiling(h.Standard * Household.UnitsOf(h.Persons)), h.Tenure, h.Workers)).ToArray();
    }

    private static int Whole(double persons) => (int)Math.Round(Math.Min(persons, int.MaxValue));

    /// <summary>What the census counts of the households that were settled, to be laid beside them.</summary>
    private sealed class Tally
    {
        private double _persons, _households, _poor, _social, _owners, _income;

        public void Expect(double persons, CensusCounts around, int households, double standard)
        {
            _persons += persons;
            _households += households;
            _income += persons * standard;
            _poor += households * around.Poor / around.Households;
            _social += households * around.Social / around.Households;
            _owners += households * around.Owners / around.Households;
        }

        public IEnumerable<string> Against(List<HouseholdDraft> settled)
        {
            yield return Line("persons", settled.Sum(h => h.Persons), _persons);
            yield return Line("poor households", settled.Count(h => h.IsPoor), _poor);
            yield return Line("social tenants", settled.Count(h => h.Tenure == Tenure.SocialTenant), _social);
            yield return Line("owners", settled.Count(h => h.Tenure == Tenure.Owner), _owners);
            yield return Line("k€/year by consumption unit, all persons", settled.Sum(h => h.Persons * h.Standard) / 1000, _income / 1000);
        }

        private static string Line(string what, double drawn, double counted) =>
            double.IsFinite(counted) ? string.Create(CultureInfo.InvariantCulture, $"{what}: {drawn:N0} drawn, {counted:N0} counted") : $"{what}: not counted";
    }
}
