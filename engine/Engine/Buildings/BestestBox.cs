using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>The boxes of ASHRAE Standard 140 as the hourly method sees them. Weather: Denver, the file of the edition.</summary>
/// <remarks>
/// Parameters of the reference solution of the hourly method (9.1 and 2.1 W/(m² K) inside, solar factor 0.789, sky 11 K below the air);
/// the layers of the standard give the capacity. docs/physics/buildings.md says which cases the method can meet.
/// </remarks>
public static class BestestBox
{
    private const double Window = 12, WallU = 0.532, RoofU = 0.3283, FloorU = 0.039, WindowU = 3.1, Fan = 1703.16;

    /// <summary>The cases that <see cref="Run"/> knows.</summary>
    public static IReadOnlyList<string> Cases { get; } = ["195", "600", "620", "640", "650", "900", "940", "950", "600FF", "650FF", "900FF", "950FF"];

    /// <summary>Runs a case.</summary>
    /// <param name="name">One of <see cref="Cases"/>.</param>
    /// <param name="denver">The weather of the edition it is compared with.</param>
    /// <exception cref="ArgumentException">There is no such case.</exception>
    public static ZoneYearResult Run(string name, WeatherYear denver)
    {
        if (!Cases.Contains(name)) throw new ArgumentException($"no case `{name}`; there are {string.Join(", ", Cases)}", nameof(name));
        bool free = name.EndsWith("FF", StringComparison.Ordinal), fan = name.StartsWith("650", StringComparison.Ordinal) || name.StartsWith("950", StringComparison.Ordinal);
        return ZoneYear.Run(ZoneOf(name), denver, Operation, diffuseTransmission: 1, skyDrop: 11);

        ZoneOperation Operation(int h)
        {
            int hour = h % 24;
            bool night = hour is < 7 or >= 18;
            if (name == "195") return new(0, 20, 20);
            double cool = free || (fan && night) ? double.PositiveInfinity : 27;
            double heat = free || fan ? double.NegativeInfinity : name is "640" or "940" ? Setback(hour) : 20;
            return new(200, heat, cool, Presence: fan && night ? 1 : 0);
        }
    }

    /// <summary>10 °C at night, 20 °C by day, between 7 and 8 h the mean of the ramp.</summary>
    private static double Setback(int hour) => hour switch { 7 => 15, < 7 or 23 => 10, _ => 20 };

    private static ThermalZone ZoneOf(string name)
    {
        bool heavy = name[0] == '9', solid = name == "195", eastWest = name == "620";
        double absorptance = solid ? 0.1 : 0.6, emittance = solid ? 0.1 : 0.9;
        double[] windows = solid ? [0, 0, 0, 0] : eastWest ? [0, Window / 2, 0, Window / 2] : [Window, 0, 0, 0];
        double[] walls = [21.6 - windows[0], 16.2 - windows[1], 21.6 - windows[2], 16.2 - windows[3]];           // south, west, north, east
        double wall = walls.Sum(), opaque = wall * WallU + 48 * RoofU, glass = windows.Sum() * WindowU;
        return new ThermalZone
        {
            FloorArea = 48,
            HeatCapacity = heavy ? 307_750.0 * 48 : 2_024_016,
            MassArea = (heavy ? 2.43 : 2.95) * 48,
            SurfaceArea = 171.6,
            SurfaceToAir = 2.1 * 171.6,
            Windows = glass,
            Opaque = opaque + 48 * FloorU,
            Infiltration = solid ? 0 : 17.9742,
            Ventilation = name[1] == '5' ? Fan * 17.9742 / (0.5 * 129.6) : 0,                                      // at the same air density
            SkyLoss = 0.04 * 5 * emittance * (0.5 * (wall * WallU + glass) + 48 * RoofU),
            Azimuth = 180,
            Glazed = [.. windows.Select(a => 0.789 * a)],
            Opaques = [.. walls.Select(a => absorptance * 0.04 * WallU * a)],
            OpaqueRoof = absorptance * 0.04 * RoofU * 48,
            MaxCooling = double.PositiveInfinity,
        };
    }
}
