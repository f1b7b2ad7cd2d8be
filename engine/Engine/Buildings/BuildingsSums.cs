using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>What the year of the buildings came to, one number a building; energy is accounted here and nowhere else.</summary>
/// <param name="Heating">Heat that rooms needed [Wh].</param> <param name="Cooling">Cold that rooms needed [Wh].</param>
/// <param name="Above26">Hours above 26 °C.</param> <param name="Above28">Hours above 28 °C.</param>
/// <param name="Imbalance">Heat that the hourly balances left over [Wh].</param>
/// <param name="Rooms">Energy bought to heat rooms [Wh].</param> <param name="Water">Energy bought to heat water [Wh].</param>
/// <param name="Appliances">Appliances and lighting [Wh].</param> <param name="Cooking">Cooking [Wh].</param>
/// <param name="Auxiliaries">Pumps and fans [Wh].</param> <param name="Conditioning">Electricity of air conditioning [Wh].</param>
/// <param name="Roof">Made by the roof [Wh].</param> <param name="Own">Of that, used behind the meter of the panels [Wh].</param>
/// <param name="GridCarbon">Greenhouse gas of grid electricity by the hour [kgCO2e].</param> <param name="Charging">Electric cars [Wh].</param>
/// <param name="OwnRooms">Of <paramref name="Own"/>, for rooms [Wh].</param> <param name="OwnWater">For water [Wh].</param> <param name="OwnAuxiliaries">For pumps and fans [Wh].</param> <param name="OwnConditioning">For air conditioning [Wh].</param>
/// <param name="Stored">Of <paramref name="Own"/>, what batteries took [Wh].</param> <param name="Released">What they gave [Wh].</param>
/// <param name="Stove">Wood of stoves beside what heats the rooms [Wh].</param>
public sealed record YearSums(
    double[] Heating, double[] Cooling, double[] Above26, double[] Above28, double[] Imbalance, double[] Rooms, double[] Water, double[] Appliances, double[] Cooking,
    double[] Auxiliaries, double[] Conditioning, double[] Roof, double[] Own, double[] GridCarbon, double[] Charging,
    double[] OwnRooms, double[] OwnWater, double[] OwnAuxiliaries, double[] OwnConditioning, double[] Stored, double[] Released, double[] Stove);

/// <summary>The sums of the buildings on their device.</summary>
/// <param name="sum">Declares one.</param>
internal sealed class BuildingsSums(Func<Quantity, Total> sum)
{
    private readonly Total[] _all =
    [
        sum(new("heating_need", "W h", "heat the rooms needed")),
        sum(new("cooling_need", "W h", "cold the rooms needed")),
        sum(new("hours_above_26", "h", "hours above 26 degC")),
        sum(new("hours_above_28", "h", "hours above 28 degC")),
        sum(new("imbalance", "W h", "heat the balances left over")),
        sum(new("energy_heating", "W h", "energy bought to heat rooms")),
        sum(new("energy_hot_water", "W h", "energy bought to heat water")),
        sum(new("energy_appliances", "W h", "appliances and lighting")),
        sum(new("energy_cooking", "W h", "cooking")),
        sum(new("energy_auxiliaries", "W h", "pumps and fans of heating")),
        sum(new("energy_cooling", "W h", "electricity of air conditioning")),
        sum(new("pv", "W h", "electricity the roof made")),
        sum(new("pv_own_use", "W h", "electricity of the roof used behind its meter")),
        sum(new("co2_grid", "kg", "greenhouse gas of grid electricity")),
        sum(new("energy_charging", "W h", "energy bought for electric cars")),
        sum(new("pv_own_use_heating", "W h", "electricity of the roof that heats rooms")),
        sum(new("pv_own_use_hot_water", "W h", "electricity of the roof that heats water")),
        sum(new("pv_own_use_auxiliaries", "W h", "electricity of the roof for pumps and fans of heating")),
        sum(new("pv_own_use_cooling", "W h", "electricity of the roof for air conditioning")),
        sum(new("battery_stored", "W h", "electricity of the roof that batteries took")),
        sum(new("battery_released", "W h", "electricity that batteries gave")),
        sum(new("energy_stove", "W h", "wood of stoves beside what heats the rooms")),
    ];

    public ZoneSums Zone => new(_all[0].Today, _all[1].Today, _all[2].Today, _all[3].Today, _all[4].Today);

    public EnergySums Energy => new(
        _all[5].Today, _all[6].Today, _all[7].Today, _all[8].Today, _all[9].Today, _all[10].Today, _all[11].Today, _all[12].Today, _all[13].Today, _all[21].Today,
        new(_all[15].Today, _all[16].Today, _all[17].Today, _all[18].Today));

    /// <summary>Where electric cars add: energy, own use of the roof's, carbon of the grid.</summary>
    public (View Charged, View Own, View Carbon) Cars => (_all[14].Today, _all[12].Today, _all[13].Today);

    /// <summary>Where batteries add.</summary>
    public BatterySums Batteries => new(_all[12].Today, _all[19].Today, _all[20].Today, _all[13].Today);

    public YearSums Read(int member)
    {
        double[][] values = [.. _all.Select(t => t.Read(member))];
        return new(values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7], values[8], values[9], values[10], values[11], values[12], values[13], values[14], values[15], values[16], values[17], values[18], values[19], values[20], values[21]);
    }
}
