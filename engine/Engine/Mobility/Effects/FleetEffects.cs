namespace TerritoryTwin.Mobility;

/// <summary>What vehicles take and give off along stretches of road, by what it comes from.</summary>
/// <param name="Burnt">Heat of fuel of cars and vans, by what it is burnt for [J].</param> <param name="Drawn">Electricity, which all becomes heat too [J].</param> <param name="Hauled">Heat of fuel of lorries [J].</param>
/// <param name="Exhaust">[kg CO₂].</param> <param name="Upstream">Before fuel is in the tank [kg CO₂e].</param> <param name="Grid">Of electricity [kg CO₂e].</param>
/// <param name="PetrolNox">As NO₂ [g].</param> <param name="DieselNox">As NO₂ [g].</param> <param name="ExhaustParticles">PM10 [g].</param> <param name="Wear">Of brakes, tyres and road, PM10 [g].</param>
public readonly record struct Given(FuelHeat Burnt, double Drawn, double Hauled, double Exhaust, double Upstream, double Grid, double PetrolNox, double DieselNox, double ExhaustParticles, double Wear)
{
    /// <summary>Of fuel and electricity [J].</summary>
    public double Heat => Burnt.Sum + Drawn + Hauled;
    /// <summary>With what it took to bring the energy to the vehicle [kg CO₂e].</summary>
    public double Carbon => Exhaust + Upstream + Grid;
    /// <summary>As NO₂ [g].</summary>
    public double NitrogenOxides => PetrolNox + DieselNox;
    /// <summary>PM10 [g].</summary>
    public double Particles => ExhaustParticles + Wear;

    /// <summary>With those of other vehicles.</summary>
    public static Given operator +(Given a, Given b) => new(
        a.Burnt + b.Burnt, a.Drawn + b.Drawn, a.Hauled + b.Hauled, a.Exhaust + b.Exhaust, a.Upstream + b.Upstream, a.Grid + b.Grid, a.PetrolNox + b.PetrolNox, a.DieselNox + b.DieselNox, a.ExhaustParticles + b.ExhaustParticles, a.Wear + b.Wear);

    /// <summary>Of some vehicles.</summary>
    public static Given operator *(double n, Given a) => new(
        n * a.Burnt, n * a.Drawn, n * a.Hauled, n * a.Exhaust, n * a.Upstream, n * a.Grid, n * a.PetrolNox, n * a.DieselNox, n * a.ExhaustParticles, n * a.Wear);
}

/// <summary>Mean vehicles of a French road. docs/physics/mobility.md.</summary>
/// <remarks>
/// Fuel of cars: <see cref="CarFuel"/>; exhaust of it by heat: IPCC 2006, volume 2, table 3.2.1. What drives, and its NOx and exhaust particles: <see cref="CarFleet"/> of the year; a seventh of
/// light vehicles are vans, which count as cars of half as much again. Lorries: fuel by HBEFA 3, NOx and particles a quarter of its Euro 4, as Euro VI has in the guidebook (orders of magnitude). Particles of brakes, tyres and
/// road: EMEP/EEA 2019, 1.A.3.b.vi and vii, tier 1. Upstream of fuel: a quarter of its exhaust (ADEME, Base Empreinte, orders of magnitude).
/// </remarks>
/// <param name="electric">Of cars and vans, those that are electric, 0 to 1.</param>
/// <param name="gridCarbon">Of electricity [kg/kWh CO₂e].</param> <param name="year">Whose cars drive.</param>
public sealed class FleetEffects(double electric, double gridCarbon, int year)
{
    private const double More = 1 + 0.5 / 7;                                                   // cars that a mean light vehicle is
    private const double Upstream = 0.25, ModernLorry = 0.25;
    private const double PetrolExhaust = 69.3e-9, DieselExhaust = 74.1e-9;                     // kg/J of CO₂
    private const double WearOfCar = 0.0138 + 0.0075, WearOfLorry = 0.0590 + 0.0380;          // g/km of PM10
    private const double KilowattHour = 3.6e6;

    /// <summary>Those that burn fuel.</summary>
    public CarFleet Cars { get; } = new(year);

    /// <summary>Of a mean car or van; a speed beyond what formulas of exhaust were made for counts as the nearest they were.</summary>
    public Given Light(Drive drive)
    {
        double km = drive.Length / 1000, petrol = More * (1 - electric) * (1 - Cars.Diesel), diesel = More * (1 - electric) * Cars.Diesel, drawn = More * electric * km * CarEnergy.KilowattHoursPerKilometre;
        (FuelHeat ofPetrol, FuelHeat ofDiesel) = (petrol * CarFuel.Petrol.Of(drive), diesel * CarFuel.Diesel.Of(drive));
        double exhaust = ofPetrol.Sum * PetrolExhaust + ofDiesel.Sum * DieselExhaust, speed = drive.MeanSpeed;
        return new(
            ofPetrol + ofDiesel, drawn * KilowattHour, 0, exhaust, Upstream * exhaust, drawn * gridCarbon,
            petrol * km * Cars.Of(Fuel.Petrol, Pollutant.NitrogenOxides, speed), diesel * km * Cars.Of(Fuel.Diesel, Pollutant.NitrogenOxides, speed),
            km * (petrol * Cars.Of(Fuel.Petrol, Pollutant.Particles, speed) + diesel * Cars.Of(Fuel.Diesel, Pollutant.Particles, speed)), km * More * WearOfCar);
    }

    /// <summary>Of a mean lorry; a speed beyond what the formulas were made for counts as the nearest they were.</summary>
    public static Given Lorry(Drive drive)
    {
        double km = drive.Length / 1000, exhaust = km * Of(Species.CarbonDioxide) / 1000;
        return new(
            default, 0, drive.Length * FuelUse.Energy(VehicleClass.Lorry, drive.MeanSpeed, Beyond.Nearest), exhaust, Upstream * exhaust, 0,
            0, km * ModernLorry * Of(Species.NitrogenOxides), km * ModernLorry * Of(Species.Particles), km * WearOfLorry);

        double Of(Species species) => FuelUse.Of(VehicleClass.Lorry, species, drive.MeanSpeed, Beyond.Nearest);
    }
}
