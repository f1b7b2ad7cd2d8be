namespace TerritoryTwin.Mobility;

/// <summary>What driving along a stretch of road asks of a vehicle.</summary>
/// <param name="Length">[m].</param> <param name="Time">On it, all stops counted [s].</param> <param name="Slowed">Of that, what slowing down for junctions and traffic takes [s].</param> <param name="Stops">From the speed between them, each lost to the brakes.</param> <param name="Rise">From its beginning to its end [m].</param>
public readonly record struct Drive(double Length, double Time, double Slowed = 0, double Stops = 0, double Rise = 0)
{
    /// <summary>All stops counted [m/s].</summary>
    public double MeanSpeed => Length / Time;
    /// <summary>Between stops [m/s].</summary>
    public double Speed => Length / (Time - Slowed);
}

/// <summary>Heat of fuel that a car burns along a stretch, by what it is burnt for [J].</summary>
/// <param name="Engine">To turn the engine, its pumps, fans and lamps.</param> <param name="Tyres">Their rolling.</param> <param name="Air">Its drag.</param> <param name="Stops">To gain the speed again that brakes took.</param>
/// <param name="Climb">Upwards; below 0 downhill, where no more is won than tyres and air take.</param>
public readonly record struct FuelHeat(double Engine, double Tyres, double Air, double Stops, double Climb)
{
    /// <summary>[J].</summary>
    public double Sum => Engine + Tyres + Air + Stops + Climb;

    /// <summary>Of two cars together.</summary>
    public static FuelHeat operator +(FuelHeat a, FuelHeat b) => new(a.Engine + b.Engine, a.Tyres + b.Tyres, a.Air + b.Air, a.Stops + b.Stops, a.Climb + b.Climb);
    /// <summary>Of some cars.</summary>
    public static FuelHeat operator *(double cars, FuelHeat a) => new(cars * a.Engine, cars * a.Tyres, cars * a.Air, cars * a.Stops, cars * a.Climb);
}

/// <summary>A mean car that burns fuel: what the engine takes to turn, and what the way takes of it.</summary>
/// <remarks>
/// docs/physics/emissions-noise.md, eq. 12. Ross (1997), Fuel efficiency and the physics of automobiles, Contemporary Physics 38: friction of 0.2 to 0.25 kJ a turn and litre, 0.4 of the fuel beyond it becomes work at the pistons and 0.9 of
/// that comes to the wheels; a diesel engine has a few hundredths more. Masses, litres and fronts are those of French cars in use, orders of magnitude recalled.
/// </remarks>
/// <param name="mass">With driver and load [kg].</param> <param name="litres">Of the pistons.</param> <param name="efficiency">Work at the wheels of a joule of fuel beyond friction.</param> <param name="turns">Of the engine by speed, at rest [1/s].</param> <param name="turnsOfSpeed">More for each m/s [1/m].</param>
public sealed class CarFuel(double mass, double litres, double efficiency, double turns, double turnsOfSpeed)
{
    private const double Gravity = 9.81, Rolling = 0.010, HalfDragArea = 0.39;        // −, kg/m: ½ · 1.2 kg/m³ · 0.65 m²
    private const double Friction = 225, Fittings = 2000;                             // J a turn and litre; W of fuel for some 500 W of current and pumps

    /// <summary>Petrol: 1,400 kg, 1.3 l, 24 turns a second and 0.55 for each m/s.</summary>
    public static CarFuel Petrol { get; } = new(1400, 1.3, 0.36, 24, 0.55);
    /// <summary>Diesel: 1,530 kg, 1.6 l, 22 turns a second and 0.45 for each m/s.</summary>
    public static CarFuel Diesel { get; } = new(1530, 1.6, 0.39, 22, 0.45);

    /// <summary>Heat of the fuel of a stretch [J].</summary>
    public FuelHeat Of(Drive drive)
    {
        double speed = drive.Speed, weight = mass * Gravity;
        double tyres = weight * Rolling * drive.Length, air = HalfDragArea * speed * speed * drive.Length;
        return new(
            (Friction * litres * (turns + turnsOfSpeed * drive.MeanSpeed) + Fittings) * drive.Time,
            tyres / efficiency,
            air / efficiency,
            drive.Stops * 0.5 * mass * speed * speed / efficiency,
            Math.Max(weight * drive.Rise, -(tyres + air)) / efficiency);
    }
}
