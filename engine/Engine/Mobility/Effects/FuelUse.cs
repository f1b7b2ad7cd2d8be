namespace TerritoryTwin.Mobility;

/// <summary>Vehicles of HBEFA 3 as SUMO has them.</summary>
public enum VehicleClass
{
    /// <summary>Petrol car, Euro 4.</summary>
    PetrolCar,
    /// <summary>Diesel car, Euro 4.</summary>
    DieselCar,
    /// <summary>Diesel van, Euro 4.</summary>
    Van,
    /// <summary>Lorry, Euro 4.</summary>
    Lorry,
    /// <summary>City bus.</summary>
    Bus,
}

/// <summary>What a vehicle takes and gives off in a kilometre.</summary>
public enum Species
{
    /// <summary>Fuel that is burnt.</summary>
    Fuel,
    /// <summary>Carbon dioxide of the exhaust.</summary>
    CarbonDioxide,
    /// <summary>NO and NO₂ as NO₂.</summary>
    NitrogenOxides,
    /// <summary>Particles of the exhaust.</summary>
    Particles,
}

/// <summary>Fuel, energy and exhaust at a constant speed: HBEFA 3 as SUMO 1.15 computes it, without acceleration.</summary>
/// <remarks>
/// docs/physics/emissions-noise.md, eq. 5 and 6. The constants are a least-squares fit to 260 published values, good to their last digit or 3 · 10⁻⁶ of the value. Stop-and-go traffic below 30 km/h takes 20 to
/// 60 % more. Particles of the diesel car and the van are 0 in the source.
/// </remarks>
public static class FuelUse
{
    // a [g/h], b [g/km], c [g h/km²], d [g h²/km³].
    private static readonly Dictionary<(VehicleClass, Species), (double A, double B, double C, double D)> Curves = new()
    {
        [(VehicleClass.PetrolCar, Species.Fuel)] = (3013.9959, -41.388775, 0.69552424, 0),
        [(VehicleClass.PetrolCar, Species.CarbonDioxide)] = (9449.0096, -129.75066, 2.1805604, 0),
        [(VehicleClass.PetrolCar, Species.NitrogenOxides)] = (4.3360711, -0.089005195, 0.0010579219, 0),
        [(VehicleClass.PetrolCar, Species.Particles)] = (0.23748768, -0.0090309364, 0.00010225046, 0),
        [(VehicleClass.DieselCar, Species.Fuel)] = (2146.9983, -17.069413, 0.39953707, 0),
        [(VehicleClass.DieselCar, Species.CarbonDioxide)] = (6823.9886, -54.249747, 1.2700606, 0),
        [(VehicleClass.DieselCar, Species.NitrogenOxides)] = (47.450022, -1.1280548, 0.012492254, 0),
        [(VehicleClass.DieselCar, Species.Particles)] = (0, 0, 0, 0),
        [(VehicleClass.Van, Species.Fuel)] = (1157.999, 28.916735, 0, 0.0020627527),
        [(VehicleClass.Van, Species.CarbonDioxide)] = (3681.9956, 91.944518, 0, 0.0065586414),
        [(VehicleClass.Van, Species.NitrogenOxides)] = (40.68001, -1.0036124, 0.016574092, 0),
        [(VehicleClass.Van, Species.Particles)] = (0, 0, 0, 0),
        [(VehicleClass.Lorry, Species.Fuel)] = (7638.9987, 160.30555, 0, 0),
        [(VehicleClass.Lorry, Species.CarbonDioxide)] = (24289.968, 509.72331, 0, 0),
        [(VehicleClass.Lorry, Species.NitrogenOxides)] = (202.19963, 2.4605618, 0, 0),
        [(VehicleClass.Lorry, Species.Particles)] = (1.2669708, -0.0017779732, 0, 0),
        [(VehicleClass.Bus, Species.Fuel)] = (6016.0021, 182.38882, 0, 0),
        [(VehicleClass.Bus, Species.CarbonDioxide)] = (19029.984, 575.83369, 0, 0),
        [(VehicleClass.Bus, Species.NitrogenOxides)] = (218.69978, 3.1305635, 0, 0),
        [(VehicleClass.Bus, Species.Particles)] = (7.2219611, 0.03336229, 0, 0),
    };

    /// <summary>The speeds that the values were published for.</summary>
    public static SpeedRange Range { get; } = new(10, 130);

    /// <summary>Grams in a kilometre.</summary>
    /// <param name="vehicle">That drives.</param> <param name="species">That is asked for.</param> <param name="speed">[m/s].</param> <param name="beyond">What a speed out of the range comes to.</param>
    /// <returns>[g/km], ≥ 0.</returns>
    /// <exception cref="Core.TerritoryException">The speed is out of the range and refused.</exception>
    public static double Of(VehicleClass vehicle, Species species, double speed, Beyond beyond = Beyond.Refused)
    {
        double v = Range.Within(speed, beyond, $"{species} of {vehicle}");
        (double a, double b, double c, double d) = Curves[(vehicle, species)];
        return Math.Max(0, a / v + b + v * (c + d * v));
    }

    /// <summary>Heat that the fuel holds, of a way [J/m]: what leaves the car as motion, and in the end all of it as heat.</summary>
    /// <param name="vehicle">That drives.</param> <param name="speed">[m/s].</param> <param name="beyond">What a speed out of the range comes to.</param>
    /// <exception cref="Core.TerritoryException">The speed is out of the range and refused.</exception>
    /// <remarks>Net calorific values of the EMEP/EEA guidebook: 43.774 MJ/kg of petrol, 42.695 of diesel.</remarks>
    public static double Energy(VehicleClass vehicle, double speed, Beyond beyond = Beyond.Refused) =>
        Of(vehicle, Species.Fuel, speed, beyond) * (vehicle == VehicleClass.PetrolCar ? 43.774 : 42.695);           // g/km × MJ/kg = J/m
}
