using TerritoryTwin.Core;
using TerritoryTwin.Indicators;

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
    private readonly Envelope _envelope;
    private readonly BuildingsParameters _parameters;
    private readonly Occupants _occupants;
    private readonly double _azimuth;
    private readonly LabelClimate? _climate;
    private Usage? _known;

    /// <summary>Of a heated building.</summary>
    /// <param name="building">Its use, people and system.</param> <param name="envelope">Before any measure.</param> <param name="occupants">Who lives there.</param> <param name="parameters">Habits, and the seed.</param>
    /// <param name="azimuth">Where its first side faces [°].</param> <param name="climate">Of the label there; null far from France.</param>
    internal HeatEstimate(Building building, Envelope envelope, Occupants occupants, BuildingsParameters parameters, double azimuth, LabelClimate? climate) =>
        (_building, _envelope, _occupants, _parameters, _azimuth, _climate) = (building, envelope, occupants, parameters, azimuth, climate);

    private Usage Use => _known ??= Usage.Of(_building, _occupants, _parameters);

    /// <summary>Heat lost per kelvin and heated floor area, ventilation in full, before any measure [W/(m² K)].</summary>
    public double LossPerArea => Archetypes.LossesOf(_building, _envelope).All / _building.HeatedArea;

    /// <summary>Heat that the rooms need in a year, with works or without [kWh].</summary>
    public double Need(RenovationPackage? works)
    {
        if (_occupants.Occupancy == Occupancy.Shut) return 0;
        ThermalZone before = Zone(_envelope), after = works is null ? before : Zone(_envelope.After(works));
        double indoor = _building.Use != BuildingUse.Dwelling ? IndoorElsewhere : _occupants.Occupancy switch
        {
            Occupancy.Lived => _parameters.SetPoints.MeanOfHomes + Comfort.Of(before, after, preference: 0, _parameters.SetPoints, _parameters.Behaviour, Thrift.Now(_building, _occupants), Thrift.Now(_building, _occupants)).Total,
            Occupancy.SecondHome => Profile.LivedShareOfSecondHomes * _parameters.SetPoints.MeanOfHomes + (1 - Profile.LivedShareOfSecondHomes) * Profile.FrostGuard,
            _ => Profile.FrostGuard,
        };
        return HeatingSeason.Of(after).Need(indoor);
    }

    /// <summary>Energy bought for it in a year, with works or without [kWh].</summary>
    public double Bought(RenovationPackage? works) => Need(works) * HeatingPlant.EnergyPerHeat(_building.Heating, HeatingPlant.IsShared(_building), Outdoor, HeatPumpKind.Of(_building));

    /// <summary>Heat that the rooms need in a year per heated floor area, before any measure [kWh/m²].</summary>
    public double NeedPerArea => Need(null) / _building.HeatedArea;

    /// <summary>Energy bought in a year, before any measure: rooms, hot water, appliances, cooking, pumps [kWh]; cooling and cars are left out.</summary>
    public double Energy => _occupants.Occupancy == Occupancy.Shut ? 0 : Bought(null) + BoughtForWater + Wires + Use.Cooking;

    /// <summary>Bill of a dwelling, or of a building without any, before any measure: rooms, hot water, appliances, cooking, subscriptions, at the prices that scenarios leave out [€/year]: prices change accounts, and not who is selected.</summary>
    public double Bill
    {
        get
        {
            if (_occupants.Occupancy == Occupancy.Shut) return 0;
            EnergyPrices prices = new();
            double contracts = Math.Max(1, _building.Dwellings);
            Carrier rooms = HeatingPlant.CarrierOf(_building.Heating), water = HeatingPlant.CarrierOf(Use.BoilerOf(_building)), cooking = HeatingPlant.CookingCarrier(_building.Heating);
            bool gas = rooms == Carrier.Gas || water == Carrier.Gas;
            double paid = Bought(null) * prices.Of(rooms, _building) + BoughtForWater * prices.Of(water, _building) + Wires * prices.Electricity + Use.Cooking * prices.Of(cooking);
            return paid / contracts + prices.ElectricitySubscription + (gas ? prices.GasSubscription : 0);
        }
    }

    /// <summary>Letter A to G of a home by the energy that the people of the French label would use, before any measure: <c>label_class</c> of a run, panels apart; null of other buildings, where nobody lives, and far from France.</summary>
    public char? Label => _building.Use.Value != BuildingUse.Dwelling || _occupants.Occupancy != Occupancy.Lived || _climate is null ? null
        : EnergyLabel.Of(_building, _envelope, _azimuth, _climate).Letter(_building, _parameters.Label);

    private double BoughtForWater => Use.HotWater * HeatingPlant.EnergyPerHotWater(Use.BoilerOf(_building), HeatingPlant.IsShared(_building), Outdoor);

    // Appliances, and the pumps of heating.
    private double Wires => Use.Equipment + Need(null) * HeatingPlant.AuxiliariesPerHeat(_building.Heating);

    // The simulated profile knows when people are in a second home; the season does not.
    private ThermalZone Zone(Envelope envelope)
    {
        ThermalZone zone = Use.In(Archetypes.ZoneOf(_building, envelope, azimuth: 0));
        return _occupants.Occupancy == Occupancy.SecondHome ? zone with { People = Profile.LivedShareOfSecondHomes * zone.People } : zone;
    }
}
