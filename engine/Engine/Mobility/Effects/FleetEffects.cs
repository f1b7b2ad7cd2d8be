namespace TerritoryTwin.Mobility;

/// <summary>What a kilometre of a mean vehicle takes and gives off at a speed.</summary>
/// <param name="Heat">Of fuel and electricity, which all becomes heat [kWh/km].</param> <param name="Carbon">With what it took to bring the energy to the vehicle [kg/km CO₂e].</param>
/// <param name="NitrogenOxides">As NO₂ [g/km].</param> <param name="Particles">Of exhaust, brakes, tyres and road, PM10 [g/km].</param>
public readonly record struct Given(double Heat, double Carbon, double NitrogenOxides, double Particles);

/// <summary>Mean vehicles of a French road. docs/physics/mobility.md.</summary>
/// <remarks>
/// Fuel by HBEFA 3 as SUMO has it; NOx and exhaust particles of cars by EMEP/EEA 2013, four of ten Euro 5, six Euro 6; half of the cars that burn fuel burn diesel; a seventh of light vehicles are vans, which count as diesel cars of half as
/// much again. Lorries: fuel by HBEFA 3, NOx and particles a quarter of its Euro 4, as Euro VI has in the guidebook (orders of magnitude). Particles of brakes, tyres and road: EMEP/EEA 2019, 1.A.3.b.vi and vii, tier 1.
/// Upstream of fuel: a quarter of its exhaust (ADEME, Base Empreinte, orders of magnitude).
/// </remarks>
/// <param name="electric">Of cars and vans, those that are electric, 0 to 1.</param>
/// <param name="gridCarbon">Of electricity [kg/kWh CO₂e].</param>
public sealed class FleetEffects(double electric, double gridCarbon)
{
    private const double Vans = 1.0 / 7, VanOverCar = 1.5, Diesel = 0.5, EuroFive = 0.4, Upstream = 1.25, ModernLorry = 0.25;
    private const double WearOfCar = 0.0138 + 0.0075, WearOfLorry = 0.0590 + 0.0380;          // g/km of PM10
    private const double KilowattHour = 3.6e6;

    /// <summary>Of a mean car or van.</summary>
    /// <param name="speed">[m/s]; slower or faster than the formulas were made for counts as the nearest they were.</param>
    public Given Light(double speed)
    {
        double more = 1 + Vans * (VanOverCar - 1);
        double fuelHeat = Mean(FuelUse.Energy(VehicleClass.PetrolCar, speed, Beyond.Nearest), FuelUse.Energy(VehicleClass.DieselCar, speed, Beyond.Nearest)) * 1000 / KilowattHour;
        double exhaust = Mean(FuelUse.Of(VehicleClass.PetrolCar, Species.CarbonDioxide, speed, Beyond.Nearest), FuelUse.Of(VehicleClass.DieselCar, Species.CarbonDioxide, speed, Beyond.Nearest)) / 1000;
        double nox = Mean(Car(Fuel.Petrol, Pollutant.NitrogenOxides, speed), Car(Fuel.Diesel, Pollutant.NitrogenOxides, speed));
        double particles = Mean(Car(Fuel.Petrol, Pollutant.Particles, speed), Car(Fuel.Diesel, Pollutant.Particles, speed));
        double burns = more * (1 - electric), drawn = more * electric * CarEnergy.KilowattHoursPerKilometre;
        return new(burns * fuelHeat + drawn, burns * Upstream * exhaust + drawn * gridCarbon, burns * nox, burns * particles + more * WearOfCar);
    }

    /// <summary>Of a mean lorry.</summary>
    /// <param name="speed">[m/s].</param>
    public static Given Lorry(double speed) => new(
        FuelUse.Energy(VehicleClass.Lorry, speed, Beyond.Nearest) * 1000 / KilowattHour, Upstream * FuelUse.Of(VehicleClass.Lorry, Species.CarbonDioxide, speed, Beyond.Nearest) / 1000,
        ModernLorry * FuelUse.Of(VehicleClass.Lorry, Species.NitrogenOxides, speed, Beyond.Nearest), ModernLorry * FuelUse.Of(VehicleClass.Lorry, Species.Particles, speed, Beyond.Nearest) + WearOfLorry);

    private static double Car(Fuel fuel, Pollutant pollutant, double speed) =>
        EuroFive * ExhaustEmissions.Of(fuel, EuroStandard.Five, pollutant, speed, Beyond.Nearest) + (1 - EuroFive) * ExhaustEmissions.Of(fuel, EuroStandard.Six, pollutant, speed, Beyond.Nearest);

    private static double Mean(double petrol, double diesel) => (1 - Diesel) * petrol + Diesel * diesel;
}
