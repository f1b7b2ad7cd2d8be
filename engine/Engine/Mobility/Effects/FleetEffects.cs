namespace TerritoryTwin.Mobility;

/// <summary>What a kilometre of a mean vehicle takes and gives off at a speed.</summary>
/// <param name="Heat">Of fuel and electricity, which all becomes heat [kWh/km].</param> <param name="Carbon">With what it took to bring the energy to the vehicle [kg/km CO₂e].</param>
/// <param name="NitrogenOxides">As NO₂ [g/km].</param> <param name="Particles">Of exhaust, brakes, tyres and road, PM10 [g/km].</param>
public readonly record struct Given(double Heat, double Carbon, double NitrogenOxides, double Particles);

/// <summary>The same by what it comes from; the parts sum to it but for rounding.</summary>
/// <param name="BurntHeat">Of fuel [kWh/km].</param> <param name="DrawnHeat">Of electricity [kWh/km].</param> <param name="Exhaust">[kg/km CO₂].</param> <param name="Upstream">Before fuel is in the tank [kg/km CO₂e].</param> <param name="Grid">Of electricity [kg/km CO₂e].</param>
/// <param name="PetrolNox">[g/km].</param> <param name="DieselNox">[g/km].</param> <param name="ExhaustParticles">[g/km].</param> <param name="Wear">Of brakes, tyres and road [g/km].</param>
public readonly record struct GivenBy(double BurntHeat, double DrawnHeat, double Exhaust, double Upstream, double Grid, double PetrolNox, double DieselNox, double ExhaustParticles, double Wear)
{
    /// <summary>As the sum of its parts.</summary>
    public Given Sum => new(BurntHeat + DrawnHeat, Exhaust + Upstream + Grid, PetrolNox + DieselNox, ExhaustParticles + Wear);

    /// <summary>With as many kilometres of another vehicle.</summary>
    public static GivenBy operator +(GivenBy a, GivenBy b) => new(
        a.BurntHeat + b.BurntHeat, a.DrawnHeat + b.DrawnHeat, a.Exhaust + b.Exhaust, a.Upstream + b.Upstream, a.Grid + b.Grid, a.PetrolNox + b.PetrolNox, a.DieselNox + b.DieselNox, a.ExhaustParticles + b.ExhaustParticles, a.Wear + b.Wear);

    /// <summary>Of some kilometres.</summary>
    public static GivenBy operator *(double km, GivenBy a) => new(km * a.BurntHeat, km * a.DrawnHeat, km * a.Exhaust, km * a.Upstream, km * a.Grid, km * a.PetrolNox, km * a.DieselNox, km * a.ExhaustParticles, km * a.Wear);
}

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
        Burning car = new(speed);
        double burns = More * (1 - electric), drawn = More * electric * CarEnergy.KilowattHoursPerKilometre;
        return new(burns * car.Heat + drawn, burns * Upstream * car.Exhaust + drawn * gridCarbon, burns * Mean(car.PetrolNox, car.DieselNox), burns * car.Particles + More * WearOfCar);
    }

    /// <summary>Of a mean car or van, by what it comes from.</summary>
    /// <param name="speed">[m/s].</param>
    public GivenBy LightBy(double speed)
    {
        Burning car = new(speed);
        double burns = More * (1 - electric), drawn = More * electric * CarEnergy.KilowattHoursPerKilometre;
        return new(burns * car.Heat, drawn, burns * car.Exhaust, burns * (Upstream - 1) * car.Exhaust, drawn * gridCarbon, burns * (1 - Diesel) * car.PetrolNox, burns * Diesel * car.DieselNox, burns * car.Particles, More * WearOfCar);
    }

    /// <summary>Of a mean lorry.</summary>
    /// <param name="speed">[m/s].</param>
    public static Given Lorry(double speed) => new(
        FuelUse.Energy(VehicleClass.Lorry, speed, Beyond.Nearest) * 1000 / KilowattHour, Upstream * FuelUse.Of(VehicleClass.Lorry, Species.CarbonDioxide, speed, Beyond.Nearest) / 1000,
        ModernLorry * FuelUse.Of(VehicleClass.Lorry, Species.NitrogenOxides, speed, Beyond.Nearest), ModernLorry * FuelUse.Of(VehicleClass.Lorry, Species.Particles, speed, Beyond.Nearest) + WearOfLorry);

    /// <summary>Of a mean lorry, by what it comes from.</summary>
    /// <param name="speed">[m/s].</param>
    public static GivenBy LorryBy(double speed)
    {
        Given all = Lorry(speed);
        return new(all.Heat, 0, all.Carbon / Upstream, all.Carbon - all.Carbon / Upstream, 0, 0, all.NitrogenOxides, all.Particles - WearOfLorry, WearOfLorry);
    }

    private const double More = 1 + Vans * (VanOverCar - 1);

    // A mean car that burns fuel: kWh/km, kg/km of CO₂, g/km.
    private readonly record struct Burning(double Heat, double Exhaust, double PetrolNox, double DieselNox, double Particles)
    {
        public Burning(double speed) : this(
            Mean(FuelUse.Energy(VehicleClass.PetrolCar, speed, Beyond.Nearest), FuelUse.Energy(VehicleClass.DieselCar, speed, Beyond.Nearest)) * 1000 / KilowattHour,
            Mean(FuelUse.Of(VehicleClass.PetrolCar, Species.CarbonDioxide, speed, Beyond.Nearest), FuelUse.Of(VehicleClass.DieselCar, Species.CarbonDioxide, speed, Beyond.Nearest)) / 1000,
            Car(Fuel.Petrol, Pollutant.NitrogenOxides, speed), Car(Fuel.Diesel, Pollutant.NitrogenOxides, speed), Mean(Car(Fuel.Petrol, Pollutant.Particles, speed), Car(Fuel.Diesel, Pollutant.Particles, speed)))
        {
        }
    }

    private static double Car(Fuel fuel, Pollutant pollutant, double speed) =>
        EuroFive * ExhaustEmissions.Of(fuel, EuroStandard.Five, pollutant, speed, Beyond.Nearest) + (1 - EuroFive) * ExhaustEmissions.Of(fuel, EuroStandard.Six, pollutant, speed, Beyond.Nearest);

    private static double Mean(double petrol, double diesel) => (1 - Diesel) * petrol + Diesel * diesel;
}
