namespace TerritoryTwin.Files.Territories;

/// <summary>Lambert-93 (EPSG:2154) of the town's centre.</summary>
internal static class Lambert
{
    private const double SemiMajor = 6378137, Flattening = 1 / 298.257222101, FalseEast = 700000, FalseNorth = 6600000;

    /// <summary>Projected coordinates of a geographic point.</summary>
    /// <remarks>Lambert conformal conic with two standard parallels (44° and 49°), origin 46.5° N 3° E: EPSG Guidance Note 7-2.</remarks>
    public static Vec Project(double latitude, double longitude)
    {
        double e = Math.Sqrt(Flattening * (2 - Flattening));
        double Parallel(double phi) => Math.Cos(phi) / Math.Sqrt(1 - Math.Pow(e * Math.Sin(phi), 2));
        double Isometric(double phi) =>
            Math.Tan(Math.PI / 4 - phi / 2) / Math.Pow((1 - e * Math.Sin(phi)) / (1 + e * Math.Sin(phi)), e / 2);
        double south = double.DegreesToRadians(44), north = double.DegreesToRadians(49), origin = double.DegreesToRadians(46.5);
        double n = (Math.Log(Parallel(south)) - Math.Log(Parallel(north))) / (Math.Log(Isometric(south)) - Math.Log(Isometric(north)));
        double f = Parallel(south) / (n * Math.Pow(Isometric(south), n));
        double Radius(double phi) => SemiMajor * f * Math.Pow(Isometric(phi), n);
        double theta = n * double.DegreesToRadians(longitude - 3), r = Radius(double.DegreesToRadians(latitude));
        return new(FalseEast + r * Math.Sin(theta), FalseNorth + Radius(origin) - r * Math.Cos(theta));
    }
}
