namespace TerritoryTwin.Heat;

/// <summary>A sector of azimuth as the kernels take it.</summary>
/// <param name="Azimuth">Of its middle, from north, clockwise [°].</param>
/// <param name="East">From cell to cell of a ray along its middle [cells].</param>
/// <param name="North">[cells].</param>
/// <param name="Length">Of that [cells].</param>
internal readonly record struct Sector(double Azimuth, double East, double North, double Length)
{
    /// <summary>The sector about an azimuth.</summary>
    public static Sector Of(double azimuth)
    {
        (double east, double north) = Math.SinCos(azimuth * (Math.PI / 180));
        (east, north) = (Math.Abs(east) < 1e-12 ? 0 : east, Math.Abs(north) < 1e-12 ? 0 : north);
        double longer = Math.Max(Math.Abs(east), Math.Abs(north));
        return new(azimuth, east / longer, north / longer, 1 / longer);
    }
}

/// <summary>All sectors around a person.</summary>
internal static class Sectors
{
    /// <summary>The sectors of a number of azimuths, evenly spaced from north.</summary>
    public static Sector[] All(int directions) => [.. Enumerable.Range(0, directions).Select(d => Sector.Of(360.0 * d / directions))];

    /// <summary>What the sector about an azimuth counts on the five faces.</summary>
    public static FaceShares SharesOf(double azimuth, int directions)
    {
        return new(1f / directions, Side(0), Side(90), Side(180), Side(270));

        float Side(double face) => (float)(0.5 * Math.PI / directions * Facing(azimuth, face, 360.0 / directions));
    }

    /// <summary>Mean over a sector of the cosine to the normal of a wall, 0 behind the wall.</summary>
    /// <param name="azimuth">Of the sector's middle [°].</param> <param name="face">Where the wall faces [°].</param> <param name="width">Of the sector [°].</param>
    public static double Facing(double azimuth, double face, double width)
    {
        double middle = Math.IEEERemainder(azimuth - face, 360), from = Math.Max(-90, middle - width / 2), to = Math.Min(90, middle + width / 2);
        return to <= from ? 0 : (Math.Sin(to * (Math.PI / 180)) - Math.Sin(from * (Math.PI / 180))) / (width * (Math.PI / 180));
    }
}
