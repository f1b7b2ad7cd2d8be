using TerritoryTwin.Buildings;
using TerritoryTwin.Core;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Measures;

/// <summary>What measures are told: how a territory stands, and what was found before any of them.</summary>
/// <param name="Now">The territory as it stands, with the works done so far.</param>
/// <param name="Buildings">Facts of every building before any measure, in the territory's order: what selections ask.</param>
public sealed record Survey(Territory Now, IReadOnlyList<BuildingFacts> Buildings)
{
    /// <summary>The year in which works are done.</summary>
    public int Year { get; init; }

    /// <summary>The same territory as a run takes it: which buildings have air conditioning, and how their envelopes are today.</summary>
    /// <param name="sections">What the run sets, in the last of its years.</param> <param name="seed">Of all that is drawn by lot.</param>
    public Survey Assuming(ParameterSet sections, ulong seed)
    {
        BuildingsParameters parameters = BuildingsParameters.Of(sections, seed);
        Occupants[] occupants = Occupants.Of(Now, parameters.Seed);
        return this with
        {
            Buildings = [.. Buildings.Select(b => b with
            {
                Occupants = occupants[b.Index],
                Cooled = Usage.IsCooled(b.Building, occupants[b.Index], parameters),
                Assumed = parameters, Envelope = b.EnvelopeAsBuilt is { } built ? PastWorks.Since(built, b.Building, parameters) : null,
            })],
        };
    }

    /// <summary>Energy that each building buys in a year, as estimated before any run and any measure [kWh].</summary>
    public IReadOnlyList<double> EnergyBought => [.. Buildings.Select(static b => b.Heat?.Energy ?? 0)];

    private LastGround Ground { get; init; } = new();        // copies share it
    private LastDistricts Districts { get; } = new();

    /// <summary>Heat lost by the heated buildings of a district per heated floor area, before any measure [W/(m² K)]; NaN for those of no district.</summary>
    internal double LossOfDistrict(string district) => district.Length == 0 ? double.NaN : Districts.Of(Buildings).GetValueOrDefault(district, double.NaN);

    /// <summary>Of cars on the empty road, of each road now [km/h].</summary>
    internal double SpeedOf(int road) => Now.Roads[road].Facts.Speed?.Value ?? Ground.Speeds(Now)[road];

    /// <summary>Where nothing stands, what the works done so far have put there included.</summary>
    internal FreeGround FreeGround => Ground.Of(Now);

    /// <summary>Of a territory that no measure has touched.</summary>
    public static Survey Of(Territory territory, BuildingShapes shapes) => new(territory, BuildingFacts.Of(territory, shapes));

    /// <summary>A survey whose ground works may be marked on (<see cref="Measure.Take"/>): nobody else sees it.</summary>
    internal Survey ForWorks() => this with { Ground = new() };

    private sealed class LastDistricts
    {
        private (IReadOnlyList<BuildingFacts> Of, Dictionary<string, double> Losses)? _last;

        public Dictionary<string, double> Of(IReadOnlyList<BuildingFacts> buildings)
        {
            if (!ReferenceEquals(_last?.Of, buildings))
                _last = (buildings, buildings.Where(b => b.Envelope != null).GroupBy(b => b.Building.District, StringComparer.Ordinal).ToDictionary(
                    g => g.Key, g => g.Sum(b => b.Heat!.LossPerArea * b.Building.HeatedArea) / g.Sum(b => b.Building.HeatedArea.Value), StringComparer.Ordinal));
            return _last.Value.Losses;
        }
    }

    private sealed class LastGround
    {
        private (Territory Of, FreeGround Ground)? _last;
        private double[]? _speeds;

        // No measure moves a house or a road.
        public double[] Speeds(Territory territory) => _speeds ??= UsualSpeed.Of(territory);

        public FreeGround Of(Territory territory)
        {
            if (!ReferenceEquals(_last?.Of, territory)) _last = (territory, FreeGround.Of(territory));
            return _last.Value.Ground;
        }
    }
}
