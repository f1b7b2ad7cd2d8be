namespace TerritoryTwin.Buildings;

/// <summary>An overhang above a window and fins on both sides, long enough that their ends cast no shadow of their own on it.</summary>
/// <remarks>docs/physics/buildings.md, eq. 33.</remarks>
/// <param name="Width">Of the window [m], &gt; 0.</param> <param name="Height">Of the window [m], &gt; 0.</param>
/// <param name="Overhang">How far it stands out [m], ≥ 0.</param> <param name="Above">From the window's top up to it [m], ≥ 0.</param>
/// <param name="Fin">How far the fins stand out [m], ≥ 0.</param> <param name="Beside">From the window's sides to them [m], ≥ 0.</param>
public readonly record struct WindowShade(double Width, double Height, double Overhang = 0, double Above = 0, double Fin = 0, double Beside = 0)
{
    /// <summary>Share of the window that the sun reaches, 0 to 1; 0 when it stands behind the wall.</summary>
    /// <param name="east">Unit vector to the sun, eastward part.</param> <param name="north">Northward part.</param> <param name="up">Upward part.</param>
    /// <param name="azimuth">Way that the wall faces, from north, clockwise [°].</param>
    public double Sunlit(double east, double north, double up, double azimuth)
    {
        (double sin, double cos) = Math.SinCos(azimuth * (Math.PI / 180));
        double ahead = east * sin + north * cos, along = Math.Abs(east * cos - north * sin);
        if (ahead <= 0) return 0;
        double down = Math.Clamp((Overhang * up / ahead - Above) / Height, 0, 1), across = Math.Clamp((Fin * along / ahead - Beside) / Width, 0, 1);
        return (1 - down) * (1 - across);
    }

    /// <summary>Share of an even sky's light on the window that the overhang leaves, 0 to 1; fins are taken to throw back what they take.</summary>
    /// <remarks>Crossed strings: the window sees F = (H + √(a² + D²) − √((a + H)² + D²))/2H of the overhang, where it would see ½ of sky.</remarks>
    public double SkySeen => (double.Hypot(Above + Height, Overhang) - double.Hypot(Above, Overhang)) / Height;
}
