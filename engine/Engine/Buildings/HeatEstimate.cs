using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>What a building loses and buys to heat its rooms in a usual French year, before any hour is simulated: works are ranked and buildings selected by it.</summary>
/// <remarks>
/// The need is eq. 13 of docs/physics/buildings.md: of homes at their mean set-point with prebound and rebound (eq. 14 to 16), of other buildings at 17 °C, the mean of their days and
/// nights. It is bought at the efficiency that systems have at 7 °C outdoors. Sun and weather are those of a mean site, so it ranks buildings and does not replace a run.
/// </remarks>
public sealed class HeatEstimate
{
    private const double IndoorElsewhere = 17, Outdoor = 7;      // °C
    private readonly Building _building;
    private readonly int _index;
    private readonly Envelope _envelope;
    private readonly BuildingsParameters _parameters;
    private Usage? _known;

    /// <summary>Of a heated building.</summary>
    /// <param name="building">Its use, people and system.</param> <param name="index">In its territory.</param> <param name="envelope">Before any measure.</param> <param name="parameters">Habits, and the seed.</param>
    internal HeatEstimate(Building building, int index, Envelope envelope, BuildingsParameters parameters) => (_building, _index, _envelope, _parameters) = (building, index, envelope, parameters);

    private Usage Use => _known ??= Usage.Of(_building, _index, double.NaN, _parameters);

    /// <summary>Heat lost per kelvin and heated floor area, ventilation in full, before any measure [W/(m² K)].</summary>
    public double LossPerArea => Archetypes.LossesOf(_building, _envelope).All / _building.HeatedArea;

    /// <summary>Heat that the rooms need in a year, with works or without [kWh].</summary>
    public double Need(RenovationPackage? works)
    {
        ThermalZone before = Zone(_envelope), after = works is null ? before : Zone(_envelope.After(works));
        double indoor = _building.Use == BuildingUse.Dwelling
            ? _parameters.SetPoints.MeanOfHomes + Comfort.Of(before, after, preference: 0, _parameters.SetPoints, _parameters.Behaviour).Total
            : IndoorElsewhere;
        return HeatingSeason.Of(after).Need(indoor);
    }

    /// <summary>Energy bought for it in a year, with works or without [kWh].</summary>
    public double Bought(RenovationPackage? works) => Need(works) * HeatingPlant.EnergyPerHeat(_building.Heating, _building.Dwellings >= 10, Outdoor);

    private ThermalZone Zone(Envelope envelope) => Archetypes.ZoneOf(_building, envelope, azimuth: 0) with
    {
        People = Use.PeopleHeat, Equipment = Use.Equipment / 8.76, Cooking = Use.Cooking / 8.76,
    };
}
