namespace TerritoryTwin.Heat;

/// <summary>What the ground is made of, as far as a person's radiation asks.</summary>
/// <param name="Name">In words.</param>
/// <param name="Albedo">Share of the short-wave that is reflected.</param>
/// <param name="Emissivity">In the long-wave.</param>
/// <param name="RisePerDegree">How much more the sunlit surface rises above the air for each degree that the sun climbs on the day [K/°].</param>
/// <param name="RiseAtHorizon">The rise of a day whose sun would only reach the horizon [K], negative.</param>
/// <param name="HottestHour">Local standard time at which the rise is greatest [h].</param>
public sealed record RadiantCover(string Name, float Albedo, float Emissivity, float RisePerDegree, float RiseAtHorizon, float HottestHour)
{
    /// <summary>Paving stones; what is taken where nothing is known.</summary>
    public static RadiantCover Paved { get; } = new("paved", 0.2f, 0.95f, 0.37f, -3.41f, 15);
    /// <summary>Dark asphalt.</summary>
    public static RadiantCover Asphalt { get; } = new("asphalt", 0.18f, 0.95f, 0.58f, -9.78f, 15);
    /// <summary>Grass that is let grow.</summary>
    public static RadiantCover Grass { get; } = new("grass", 0.16f, 0.94f, 0.21f, -3.38f, 14);
    /// <summary>Bare soil.</summary>
    public static RadiantCover Soil { get; } = new("soil", 0.25f, 0.94f, 0.33f, -3.01f, 14);
    /// <summary>Open water, at the temperature of the air.</summary>
    public static RadiantCover Water { get; } = new("water", 0.05f, 0.98f, 0, 0, 12);
    /// <summary>Walls of any material, by the same rule.</summary>
    public static RadiantCover Wall { get; } = new("wall", 0.2f, 0.9f, 0.37f, -3.41f, 15);

    /// <summary>The covers of cells, by their number in <see cref="RadiantPlace.Covers"/>.</summary>
    /// <remarks>Albedos, emissivities and rises of Gothenburg: Lindberg, Holmer and Thorsson (2008); Lindberg, Onomura and Grimmond (2016), International Journal of Biometeorology 60.</remarks>
    public static IReadOnlyList<RadiantCover> All { get; } = [Paved, Asphalt, Grass, Soil, Water];

    /// <summary>How far the sunlit surface is above the air [K]: half a sine wave from sunrise on, as high as the sun of the day, as clear as the sky of the hour.</summary>
    /// <param name="clock">Local standard time [h].</param>
    /// <param name="sunrise">Local standard time [h].</param>
    /// <param name="highest">Elevation of the sun at noon [°].</param>
    /// <param name="clearness">Global radiation over that of a clear sky, 0 to 1.</param>
    /// <remarks>docs/physics/comfort.md, eq. R11.</remarks>
    public double Rise(double clock, double sunrise, double highest, double clearness)
    {
        double most = RisePerDegree * highest + RiseAtHorizon, quarter = HottestHour - sunrise;
        if (most <= 0 || quarter <= 0) return 0;
        return clearness * most * Math.Max(0, Math.Sin(Math.PI / 2 * Math.Clamp((clock - sunrise) / quarter, 0, 2)));
    }
}
