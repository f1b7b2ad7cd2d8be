using TerritoryTwin.Compute;

namespace TerritoryTwin.Heat;

/// <summary>The wet bulb globe temperature, by which work in heat is limited [°C].</summary>
/// <remarks>ISO 7243 (2017); docs/physics/comfort.md, eq. 4 and 5.</remarks>
public static class WetBulbGlobe
{
    /// <summary>In the sun.</summary>
    /// <param name="wetBulb">Natural wet bulb temperature: in the wind and radiation of the place [°C].</param>
    /// <param name="globe">Temperature of a black globe of 15 cm [°C].</param>
    /// <param name="air">[°C].</param>
    public static R InSun<R>(R wetBulb, R globe, R air) where R : struct, IReal<R> => 0.7f * wetBulb + 0.2f * globe + 0.1f * air;

    /// <summary>In shade and indoors.</summary>
    /// <param name="wetBulb">Natural wet bulb temperature [°C].</param>
    /// <param name="globe">[°C].</param>
    public static R InShade<R>(R wetBulb, R globe) where R : struct, IReal<R> => 0.7f * wetBulb + 0.3f * globe;
}
