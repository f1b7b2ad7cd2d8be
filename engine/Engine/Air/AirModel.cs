using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Heat;

namespace TerritoryTwin.Air;

/// <summary>What the traffic of a territory adds to the air of its streets, hour by hour, and who lives there: nitrogen oxides and particles. docs/physics/air.md.</summary>
public sealed class AirModel : Process
{
    /// <summary>
    /// What a year gave off against what left and stayed. A float is good to 6·10⁻⁸; a cell passes on up to a hundred times what it is given, of which a step rounds some ten times: at worst 6·10⁻⁵ of a single hour of a
    /// single cell, and by the root of their number less of sums over cells and hours; tests find 10⁻⁷.
    /// </summary>
    private const double Rounding = 1e-5;

    private readonly StreetFlow _flow;
    private readonly Func<IReadOnlyList<double>, double[]> _atBuildings;
    private readonly Territory _territory;
    private readonly AirParameters _parameters;
    private readonly Lazy<Inhabitants> _who;
    private readonly Plume _nox, _particles;

    /// <summary>Clean air.</summary>
    /// <param name="territory">Who lives where.</param> <param name="flow">Of the air of the streets.</param> <param name="atBuildings">From one value a cell to one a building, of the streets around it.</param>
    /// <param name="parameters">What the scenario sets.</param> <param name="device">Where it runs.</param> <param name="members">Of the ensemble.</param>
    internal AirModel(Territory territory, StreetFlow flow, Func<IReadOnlyList<double>, double[]> atBuildings, AirParameters parameters, Device device, int members) : base("air", device, members)
    {
        (_territory, _flow, _atBuildings, _parameters) = (territory, flow, atBuildings, parameters);
        _who = new(() => Inhabitants.Of(territory));
        AirPlaces at = Own(new AirPlaces(flow.Cells, device));
        FieldMaker make = new((on, q, edge) => Carry(on, q, edge), (on, q, edge) => Own(new Field(on, device, q, members, edge)), (on, q) => Sum(on, q));
        _nox = new("nox", "nitrogen oxides (as NO2)", at, flow.Depth, make, device);
        _particles = new("pm10", "particles (PM10)", at, flow.Depth, make, device);
        foreach (Plume plume in new[] { _nox, _particles })
        {
            Own(plume.Given);
            Show(Layer.Ground, plume.Street);
            SumHourly(plume.Street.Quantity with { Meaning = $"{plume.Street.Quantity.Meaning}, mean of all cells" }, plume.Street, unit: Math.Max(1, flow.Cells.Count));
        }
    }

    /// <summary>What vehicles put into the air.</summary>
    public static Switch Exhaust { get; } = new("exhaust", "Vehicles give their nitrogen oxides and particles to the air of the street, where mobility and street heat are on; else streets have the air that comes from elsewhere.");

    /// <summary>Nitrogen oxides that vehicles give off in each cell in the hour, as NO₂ [g].</summary>
    public Field GivenNitrogenOxides => _nox.Given;
    /// <summary>Particles that they give off there [g].</summary>
    public Field GivenParticles => _particles.Given;
    /// <summary>From traffic in the air of each street, at the end of the hour, as NO₂ [µg/m³].</summary>
    public Field NitrogenOxides => _nox.Street;
    /// <summary>The same of particles [µg/m³].</summary>
    public Field Particles => _particles.Street;

    /// <summary>Clean air everywhere.</summary>
    public void Begin()
    {
        _nox.Begin();
        _particles.Begin();
    }

    /// <summary>Advances by one hour, after the streets and with what was given in it.</summary>
    public void Step()
    {
        _nox.Step(_flow);
        _particles.Step(_flow);
    }

    /// <inheritdoc/>
    public override IEnumerable<Table> Tables(int member)
    {
        double[] nox = AtHome(_nox), particles = AtHome(_particles);
        yield return new("buildings",
        [
            new NumberColumn(new("nox_at_home", "ug m-3", "nitrogen oxides (as NO2) from traffic in the street, mean of the year", QuantityKind.Burden), nox),
            new NumberColumn(new("pm10_at_home", "ug m-3", "particles (PM10) from traffic in the street, mean of the year", QuantityKind.Burden), particles),
            new NumberColumn(new("no2_at_home", "ug m-3", "nitrogen dioxide in the street, mean of the year, with what comes from elsewhere", QuantityKind.Burden), [.. nox.Select(n => NitrogenDioxide.Of(n + _parameters.BackgroundNox))]),
        ]);

        double[] AtHome(Plume plume) => _atBuildings([.. plume.OfYear.Read(member).Select(sum => sum / Series.Hours)]);
    }

    /// <inheritdoc/>
    public override IEnumerable<(Quantity, double)> Indicators(YearTables year)
    {
        ArgumentNullException.ThrowIfNull(year);
        double[] nox = year.Buildings.Numbers("nox_at_home"), particles = year.Buildings.Numbers("pm10_at_home"), dioxide = year.Buildings.Numbers("no2_at_home");
        foreach (PeopleGroup group in _who.Value.Groups)
        {
            string suffix = group.Name == "all" ? "" : $"_{group.Name}";
            yield return (new($"nox_at_home{suffix}", "ug m-3", $"nitrogen oxides from traffic in the street, mean of {group.Meaning}", QuantityKind.Burden), Weighted.Mean(nox, group.Persons));
            yield return (new($"pm10_at_home{suffix}", "ug m-3", $"particles from traffic in the street, mean of {group.Meaning}", QuantityKind.Burden), Weighted.Mean(particles, group.Persons));
        }
        yield return (new("no2_at_home", "ug m-3", "nitrogen dioxide in the street of an inhabitant, mean", QuantityKind.Burden), Weighted.Mean(dioxide, _who.Value.People));
        foreach (int level in NitrogenDioxide.Levels)
            yield return (new($"no2_above_{level}", "1", $"inhabitants with more than {level} µg/m³ of nitrogen dioxide in their street, mean of the year", QuantityKind.Burden), Weighted.Mean([.. dioxide.Select(d => d > level ? 1.0 : 0)], _who.Value.People));
    }

    /// <inheritdoc/>
    public override IEnumerable<Balance> Balances(int member) => [_nox.BalanceOf("nox_of_traffic", member, Rounding), _particles.BalanceOf("pm10_of_traffic", member, Rounding)];

    /// <inheritdoc/>
    protected override void YearBegins()
    {
        _nox.YearBegins();
        _particles.YearBegins();
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Notes => _territory.Buildings.Count == 0 ? [] :
    [
        FormattableString.Invariant($"air of streets: nitrogen oxides and particles are those of the traffic on the roads of the territory alone, without heating, works and what comes from elsewhere; nitrogen dioxide is a yearly mean by Romberg et al. (1996) with {_parameters.BackgroundNox:0.#} µg/m³ of nitrogen oxides from elsewhere (`air.background_nox`)"),
    ];
}
