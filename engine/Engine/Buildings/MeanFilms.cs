namespace TerritoryTwin.Buildings;

/// <summary>The outside of a building of the stock, whose U-values hold for a film of 0.04 m² K/W: films of the mean wind in a town decide what of the sun and of the cold sky comes in.</summary>
/// <remarks>
/// Mean wind of seven French weather files, 3.0 m/s at 10 m in the open, brought into a town at 5 m (walls) and 8 m (roofs): (270/10)^0.14 (z/370)^0.22 (ASHRAE Handbook 2021, Fundamentals, chapter 24).
/// Films by eq. 29 and 30, surfaces 5 K from the air and 10 °C, walls half in the lee. docs/physics/buildings.md, eq. 11.
/// </remarks>
internal static class MeanFilms
{
    private const double Wind = 3.0, Emittance = 0.9, Roughness = 1.52, Warmer = 5, InU = 0.04;

    /// <summary>Radiation of outer surfaces [W/(m² K)].</summary>
    public static double Radiation { get; } = Emittance * SurfaceFilms.Radiation(10);
    /// <summary>Resistance of the film on walls [m² K/W].</summary>
    public static double Wall { get; } = 1 / (Radiation + (Blown(5, 0, windward: true) + Blown(5, 0, windward: false)) / 2);
    /// <summary>The same on roofs.</summary>
    public static double Roof { get; } = 1 / (Radiation + Blown(8, 1, windward: true));
    /// <summary>Of what a wall would exchange with a sky all around it: F √F, F = ½; 1 for roofs.</summary>
    public static double SkyOfWalls { get; } = Math.Pow(0.5, 1.5);

    /// <summary>Share of the heat put on the outer face that comes in.</summary>
    /// <param name="u">Of the part [W/(m² K)], ≥ 0 and below 25.</param> <param name="film">Resistance of its film [m² K/W].</param>
    public static double Inwards(double u, double film) => film / (1 / u - InU + film);

    private static double Blown(double height, double up, bool windward) =>
        SurfaceFilms.Outside(Warmer, up, Wind * Math.Pow(270.0 / 10, 0.14) * Math.Pow(height / 370, 0.22), windward, Roughness);
}
