namespace TerritoryTwin.Core;

/// <summary>Sun and sky of one hour, as surfaces see them: what the transposition needs, computed once for all surfaces.</summary>
/// <remarks>
/// With θ the angle of incidence and β the tilt, the irradiance of a surface is DNI·max(0, cos θ)·lit
/// + DHI·[(1 − F1)·sky view + F1·max(0, cos θ)/max(cos 85°, sin elevation)·lit + F2·sin β] + albedo·GHI·(1 − cos β)/2 (Perez 1990).
/// </remarks>
/// <param name="East">Unit vector to the sun, eastward part.</param>
/// <param name="North">Northward part.</param>
/// <param name="Up">Upward part, the sine of the elevation; ≤ 0 at night.</param>
/// <param name="Azimuth">Of the sun, from north, clockwise [°].</param>
/// <param name="Elevation">Of the sun, without refraction [°].</param>
/// <param name="DirectNormal">DNI [W/m²]; 0 at night.</param>
/// <param name="DiffuseHorizontal">DHI [W/m²].</param>
/// <param name="GlobalHorizontal">GHI [W/m²].</param>
/// <param name="Circumsolar">Perez F1.</param>
/// <param name="HorizonBrightness">Perez F2.</param>
public readonly record struct Sky(
    double East, double North, double Up, double Azimuth, double Elevation,
    double DirectNormal, double DiffuseHorizontal, double GlobalHorizontal, double Circumsolar, double HorizonBrightness);
