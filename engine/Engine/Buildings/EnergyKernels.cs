using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Buildings;

/// <summary>Power of the panels on a roof segment after the inverter. docs/physics/photovoltaics.md, eq. 1 to 4.</summary>
/// <param name="segment">The roof segment that bears the panels.</param> <param name="onRoof">Irradiance of the segments [W/m²].</param>
/// <param name="rated">Of the panels [W].</param> <param name="power">Alternating current [W].</param>
/// <param name="outdoor">[°C].</param> <param name="wind">[m/s].</param>
internal readonly struct GenerateOnRoofs(
    IndexView segment, [Plausible(0, 1200)] View onRoof, [Plausible(0, 9000)] View rated, View power, [Plausible(-10, 40)] Uniform outdoor, [Plausible(0, 15)] Uniform wind) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R irradiance = cell.At(onRoof, segment);                                                                  // W/m²
        R temperature = Photovoltaics.Faiman(irradiance, cell[outdoor], cell[wind], (R)Photovoltaics.FaimanConstant, (R)Photovoltaics.FaimanWind);
        R direct = (1f - Panels.Losses) * Photovoltaics.Dc(irradiance, temperature, cell[rated], (R)Panels.PerKelvin);
        cell[power] = Photovoltaics.Ac(direct, R.Max(cell[rated], 1e-3f) / Panels.Inverter, (R)Panels.Inverter);  // W; a panel of no power gives none
    }
}

/// <summary>Adds one panel to the power of its building. A building with fewer panels than others points at one of no power.</summary>
/// <param name="panel">Index of the panel.</param> <param name="panels">Power of the panels [W].</param> <param name="sum">Of the building [W].</param>
/// <param name="keep">1 to add to what is there, 0 to begin.</param>
internal readonly struct CollectPanel(IndexView panel, View panels, View sum, Uniform keep) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> =>
        cell[sum] = cell[keep] * cell[sum] + cell.At(panels, panel);
}

/// <summary>From needs to energy bought, by carrier; own use of what the roof makes. docs/physics/buildings.md, eq. 17 to 22.</summary>
/// <param name="use">The constants of the buildings.</param> <param name="profile">Which profile a building follows.</param>
/// <param name="hour">This hour's values of the profiles.</param> <param name="water">Which of their hot water.</param> <param name="heater">Index of what heats the rooms.</param>
/// <param name="boiler">Index of what heats the water.</param> <param name="plant">This hour's values of the systems.</param>
/// <param name="heating">Heat the rooms need [W].</param> <param name="cooling">Cold the rooms need [W].</param>
/// <param name="meters">Which of the loads the meter of the panels counts.</param> <param name="roof">Power of the roof [W].</param> <param name="bought">By carrier, electricity before own use [W].</param>
/// <param name="own">Of the roof, used behind its meter [W].</param> <param name="day">Sums of the day.</param>
/// <param name="air">Outdoor air that is looked up [°C].</param> <param name="place">Where a building looks it up.</param> <param name="stationAir">Outdoor air of the weather, for which <paramref name="plant"/> holds [°C].</param>
/// <param name="perCold">Electricity per cold.</param> <param name="gridCarbon">Of grid electricity [kgCO2e/kWh].</param>
/// <param name="burning">Part of the stoves beside other heating that burns in this hour.</param> <param name="perStoveHeat">Wood per heat of a stove.</param>
internal readonly struct BuyEnergy(
    UseViews use, IndexView profile, ProfileViews hour, IndexView water, IndexView heater, IndexView boiler, PlantViews plant,
    View heating, View cooling, MeterViews meters, View roof, CarrierViews bought, View own, EnergySums day, View air, IndexView place, Uniform stationAir,
    Uniform perCold, Uniform gridCarbon, [Plausible(0, 1)] Uniform burning, [Plausible(1, 2)] Uniform perStoveHeat) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R need = cell[heating], byStove = cell[burning] * R.Min(need, cell[use.Stove]);       // W
        R heat = (need - byStove) * cell[use.HeatingFactor], forStove = byStove * cell[use.HeatingFactor] * cell[perStoveHeat];
        R warmer = cell.At(air, place) - cell[stationAir];                                    // K
        R forRooms = heat * (cell.At(plant.PerHeat, heater) + warmer * cell.At(plant.PerHeatAndKelvin, heater));                        // W bought
        R forWater = cell[use.HotWater] * cell.At(hour.HotWater, water) * (cell.At(plant.PerHotWater, boiler) + warmer * cell.At(plant.PerHotWaterAndKelvin, boiler));
        R forAppliances = cell[use.Equipment] * cell.At(hour.Equipment, profile), forPumps = heat * cell[use.Auxiliaries], forCold = cell[perCold] * cell[cooling];
        R forCooking = cell[use.Cooking] * cell.At(hour.Cooking, profile);
        R heatCarrier = cell[use.HeatCarrier], waterCarrier = cell[use.WaterCarrier], cookCarrier = cell[use.CookCarrier];

        R electricity = forAppliances + forPumps + forCold + Of(Carrier.Electricity);
        R electricRooms = Share(heatCarrier, Carrier.Electricity) * forRooms, electricWater = Share(waterCarrier, Carrier.Electricity) * forWater, homes = cell[meters.Homes];
        R plants = cell[meters.Heater] * (electricRooms + forPumps) + cell[meters.Boiler] * electricWater;                                      // W behind the meter
        R metered = homes * electricity + (1f - homes) * (R.Min(cell[meters.CommonParts], forAppliances) + plants);
        R used = R.Min(metered, cell[roof]), share = used / R.Max(metered, 1e-3f);           // of each load of the hour alike
        cell[bought.Electricity] = electricity;
        cell[bought.Gas] = Of(Carrier.Gas);
        cell[bought.Oil] = Of(Carrier.Oil);
        cell[bought.Wood] = Of(Carrier.Wood) + forStove;
        cell[bought.DistrictHeat] = Of(Carrier.DistrictHeat);
        cell[own] = used;
        cell[day.Rooms] = cell[day.Rooms] + forRooms;
        cell[day.Stove] = cell[day.Stove] + forStove;
        cell[day.Water] = cell[day.Water] + forWater;
        cell[day.Appliances] = cell[day.Appliances] + forAppliances;
        cell[day.Cooking] = cell[day.Cooking] + forCooking;
        cell[day.Auxiliaries] = cell[day.Auxiliaries] + forPumps;
        cell[day.Conditioning] = cell[day.Conditioning] + forCold;
        cell[day.Roof] = cell[day.Roof] + cell[roof];
        cell[day.Own] = cell[day.Own] + used;
        cell[day.OwnOf.Rooms] = cell[day.OwnOf.Rooms] + share * cell[meters.Heater] * electricRooms;
        cell[day.OwnOf.Auxiliaries] = cell[day.OwnOf.Auxiliaries] + share * cell[meters.Heater] * forPumps;
        cell[day.OwnOf.Water] = cell[day.OwnOf.Water] + share * cell[meters.Boiler] * electricWater;
        cell[day.OwnOf.Conditioning] = cell[day.OwnOf.Conditioning] + share * homes * forCold;
        cell[day.GridCarbon] = cell[day.GridCarbon] + 0.001f * cell[gridCarbon] * (electricity - used);

        R Of(Carrier carrier) => Share(heatCarrier, carrier) * forRooms + Share(waterCarrier, carrier) * forWater + Share(cookCarrier, carrier) * forCooking;
        static R Share(R code, Carrier carrier) => (code > (int)carrier - 0.5f) & (code < (int)carrier + 0.5f);
    }
}

/// <summary>Adds what electric cars take to the electricity of an hour: own use of what the roof makes and the carbon of the grid follow. docs/physics/buildings.md.</summary>
/// <param name="charging">Power of the cars that is looked up [W].</param> <param name="place">Where a building looks it up.</param> <param name="homes">1 where the meter of the panels counts them, else 0.</param> <param name="roof">Power of the roof [W].</param> <param name="electricity">Used [W].</param> <param name="own">Of the roof, used behind its meter [W].</param>
/// <param name="charged">Sum of the day [Wh].</param> <param name="ownSum">Sum of the day [Wh].</param> <param name="carbon">Sum of the day [kgCO2e].</param> <param name="gridCarbon">Of grid electricity [kgCO2e/kWh].</param>
internal readonly struct ChargeCars(
    [Plausible(0, 15_000)] View charging, IndexView place, [Plausible(0, 1)] View homes, [Plausible(0, 9000)] View roof, [Plausible(0, 9000)] View electricity, [Plausible(0, 900)] View own, View charged, View ownSum, View carbon, [Plausible(0, 0.5f)] Uniform gridCarbon) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R cars = cell.At(charging, place), before = cell[own];
        R used = R.Min(before + cell[homes] * cars, cell[roof]);          // before is all that the meter counts, or all of the roof
        cell[electricity] = cell[electricity] + cars;
        cell[own] = used;
        cell[charged] = cell[charged] + cars;
        cell[ownSum] = cell[ownSum] + (used - before);
        cell[carbon] = cell[carbon] + 0.001f * cell[gridCarbon] * (cars - (used - before));
    }
}

/// <summary>What panels make beyond what the meter counts goes into a battery, as far as it can; what the meter counts beyond the panels comes out of it first. docs/physics/photovoltaics.md, eq. 7.</summary>
/// <remarks>What goes in counts as used by the building and behind its meter; what comes out lowers what it uses, so that import and export are what passes the meter.</remarks>
/// <param name="battery">Capacity [Wh] and power [W].</param> <param name="held">At the start of the hour [Wh].</param> <param name="next">At its end [Wh].</param>
/// <param name="roof">Power of the roof [W].</param> <param name="electricity">Used, all behind the meter [W].</param> <param name="own">Of the roof, used behind its meter [W].</param>
/// <param name="sums">Of the day.</param> <param name="oneWay">Efficiency in, and out.</param> <param name="gridCarbon">Of grid electricity [kgCO2e/kWh].</param>
internal readonly struct StoreInBatteries(
    BatteryViews battery, [Plausible(0, 15_000)] View held, View next, [Plausible(0, 9000)] View roof, [Plausible(0, 9000)] View electricity, [Plausible(0, 9000)] View own, BatterySums sums,
    [Plausible(0.9f, 1)] Uniform oneWay, [Plausible(0, 0.5f)] Uniform gridCarbon) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R before = cell[held], used = cell[own];
        (R into, R outOf, R after) = BatteryRule.Flows(cell[roof] - used, cell[electricity] - used, cell[battery.Capacity], cell[battery.Power], before, cell[oneWay]);
        cell[next] = after;
        cell[electricity] = cell[electricity] + into - outOf;
        cell[own] = used + into;
        cell[sums.Own] = cell[sums.Own] + into;
        cell[sums.Stored] = cell[sums.Stored] + into;
        cell[sums.Released] = cell[sums.Released] + outOf;
        cell[sums.GridCarbon] = cell[sums.GridCarbon] - 0.001f * cell[gridCarbon] * outOf;
    }
}

/// <summary>Own use first: what a battery takes and gives in an hour. docs/physics/photovoltaics.md, eq. 7.</summary>
public static class BatteryRule
{
    /// <summary>What goes in and comes out in an hour [W], and what is held at its end [Wh].</summary>
    /// <param name="beyond">Made beyond what is used [W]; at most one of this and <paramref name="lacking"/> is above nothing.</param> <param name="lacking">Used beyond what is made [W].</param>
    /// <param name="capacity">[Wh].</param> <param name="power">In and out [W].</param> <param name="held">At the start [Wh].</param> <param name="way">Efficiency in, and out.</param>
    public static (R Into, R OutOf, R Held) Flows<R>(R beyond, R lacking, R capacity, R power, R held, R way) where R : struct, IReal<R>
    {
        R into = R.Max(R.Min(R.Min(beyond, power), (capacity - held) / way), 0f), outOf = R.Max(R.Min(R.Min(lacking, power), held * way), 0f);
        return (into, outOf, held + way * into - outOf / way);
    }
}

/// <summary>The batteries of the buildings: what they hold at most [Wh], power in and out [W].</summary>
internal readonly record struct BatteryViews([Plausible(0, 20_000)] View Capacity, [Plausible(0, 10_000)] View Power);

/// <summary>Sums over the hours of a day that batteries add to: own use, what they took and gave [Wh]; carbon of the grid [kgCO2e].</summary>
internal readonly record struct BatterySums(View Own, View Stored, View Released, View GridCarbon);

/// <summary>What does not change about how buildings use energy: mean powers [W], auxiliaries per heat, the code of each <see cref="Carrier"/>, what a calibration makes of heat, and the power of a stove beside what heats [W].</summary>
internal readonly record struct UseViews(View Equipment, View Cooking, View HotWater, View Auxiliaries, View HeatCarrier, View WaterCarrier, View CookCarrier, [Plausible(0.5f, 1.5f)] View HeatingFactor, [Plausible(0, 7000)] View Stove);

/// <summary>Which loads stand behind the meter of a building's panels: 1 or 0 for all of its homes, for what heats its rooms, for what heats its water; electricity of common parts [W].</summary>
internal readonly record struct MeterViews([Plausible(0, 1)] View Homes, [Plausible(0, 1)] View Heater, [Plausible(0, 1)] View Boiler, [Plausible(0, 2000)] View CommonParts);

/// <summary>One hour of every heating system: energy per heat, energy per mean hot water, and what each grows by with a warmer air outside [1/K].</summary>
internal readonly record struct PlantViews(View PerHeat, View PerHotWater, View PerHeatAndKelvin, View PerHotWaterAndKelvin);

/// <summary>Power bought as each carrier [W].</summary>
internal readonly record struct CarrierViews(View Electricity, View Gas, View Oil, View Wood, View DistrictHeat);

/// <summary>Sums over the hours of a day: energy of each use, electricity made by the roof and used of it [Wh]; carbon of the grid [kgCO2e].</summary>
internal readonly record struct EnergySums(
    View Rooms, View Water, View Appliances, View Cooking, View Auxiliaries, View Conditioning, View Roof, View Own, View GridCarbon, View Stove, OwnUses OwnOf);

/// <summary>Of the roof's electricity that is used behind its meter, what heats rooms and water, drives pumps and cools [Wh]; the rest goes to appliances, cooking and cars.</summary>
internal readonly record struct OwnUses(View Rooms, View Water, View Auxiliaries, View Conditioning);

/// <summary>Panels as they are put on roofs; docs/physics/photovoltaics.md.</summary>
public static class Panels
{
    /// <summary>Soiling, wiring, mismatch, age (PVWatts default).</summary>
    public const float Losses = 0.1408f;
    /// <summary>Of power with cell temperature [1/K].</summary>
    public const float PerKelvin = -0.0035f;
    /// <summary>Efficiency of the inverter at its rated power.</summary>
    public const float Inverter = 0.96f;
}

/// <summary>Heat that air conditioning gives to the air outside.</summary>
/// <param name="cooling">Taken out of the rooms [W].</param> <param name="rejected">To the air outside [W].</param> <param name="perCooling">One, and the electricity for it.</param>
internal readonly struct RejectHeat(View cooling, View rejected, Uniform perCooling) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> => cell[rejected] = cell[cooling] * cell[perCooling];
}
