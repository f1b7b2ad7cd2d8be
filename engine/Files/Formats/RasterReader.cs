using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads rasters: ESRI ASCII grid (also <c>.gz</c>), GeoTIFF.</summary>
public static class RasterReader
{
    /// <summary>Reads a raster; the extension says in which format it is.</summary>
    /// <returns>Its values, southernmost row first, and its coordinate reference system, null where neither the file nor a <c>.prj</c> beside it says.</returns>
    /// <exception cref="InputException">The file is missing, damaged, or of a kind that is not read.</exception>
    public static (Raster Raster, Crs? Crs) Read(string path) => throw new InputException(path);
}
