namespace TerritoryTwin.Heat;

/// <summary>What a person indoors does and wears, and the air around.</summary>
/// <param name="Air">[°C].</param> <param name="Radiant">Mean radiant temperature [°C].</param> <param name="Wind">Of the air relative to the person [m/s].</param>
/// <param name="Humidity">Relative, 0 to 1.</param> <param name="Activity">[met].</param> <param name="Clothing">[clo].</param>
public readonly record struct Indoors(double Air, double Radiant, double Wind, double Humidity, double Activity, double Clothing)
{
    /// <summary>Vapour pressure at saturation, as Fanger and Gagge take it [Pa].</summary>
    /// <param name="air">[°C].</param>
    public static double Saturation(double air) => 1000 * Math.Exp(16.6536 - 4030.183 / (air + 235));
}

/// <summary>The vote that many people would give to a room, −3 cold to 3 hot, and the share of them who are dissatisfied.</summary>
/// <remarks>Fanger (1970); ISO 7730 (2005), eq. 1 to 5, for votes from −2 to 2, air of 10 to 30 °C, radiant temperatures of 10 to 40 °C, wind up to 1 m/s; docs/physics/comfort.md, eq. 6 to 9.</remarks>
public static class MeanVote
{
    private const double Met = 58.15;             // W/m²

    /// <summary>Predicted mean vote.</summary>
    public static double Of(Indoors room)
    {
        double metabolism = room.Activity * Met, insulation = 0.155 * room.Clothing, vapour = room.Humidity * Indoors.Saturation(room.Air);                    // W/m², m² K/W, Pa
        double area = insulation <= 0.078 ? 1 + 1.29 * insulation : 1.05 + 0.645 * insulation, black = Fourth(room.Radiant);
        double clothes = Root.Of(t => 35.7 - 0.028 * metabolism - insulation * (Radiated(t) + Convected(t)) - t, -100, 200);                                // °C
        double diffused = 3.05e-3 * (5733 - 6.99 * metabolism - vapour), sweated = Math.Max(0, 0.42 * (metabolism - Met));
        double breathed = 1.7e-5 * metabolism * (5867 - vapour) + 0.0014 * metabolism * (34 - room.Air);
        return (0.303 * Math.Exp(-0.036 * metabolism) + 0.028) * (metabolism - diffused - sweated - breathed - Radiated(clothes) - Convected(clothes));

        double Radiated(double t) => 3.96e-8 * area * (Fourth(t) - black);
        double Convected(double t) => area * Math.Max(2.38 * Math.Sqrt(Math.Sqrt(Math.Abs(t - room.Air))), 12.1 * Math.Sqrt(room.Wind)) * (t - room.Air);
    }

    /// <summary>Predicted share of the dissatisfied [%], 5 at least.</summary>
    /// <param name="vote">Predicted mean vote.</param>
    public static double Dissatisfied(double vote) => 100 - 95 * Math.Exp(-0.03353 * Math.Pow(vote, 4) - 0.2179 * vote * vote);

    private static double Fourth(double celsius) => Math.Pow(celsius + 273, 4);
}
