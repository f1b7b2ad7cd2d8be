using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads rasters: ESRI ASCII grid (also <c>.gz</c>), GeoTIFF.</summary>
public static class RasterReader
{
    private const double SquareTolerance = 1e-6;

    /// <summary>Reads a raster; the extension says in which format it is.</summary>
    /// <returns>Its values, southernmost row first, and its coordinate reference system, null where neither the file nor a <c>.prj</c> beside it says.</returns>
    /// <exception cref="InputException">The file is missing, damaged, or of a kind that is not read.</exception>
    public static (Raster Raster, Crs? Crs) Read(string path)
    {
        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".asc" => (AsciiGrid.Read(path), Shapefile.ReadCrs(name)),
            ".tif" or ".tiff" when name == path => GeoTiffReader.Read(path),
            _ => throw InputFile.Fault(path, $"the extension `{Path.GetExtension(path)}`", "a raster in .asc, .asc.gz, .tif or .tiff", "Convert the file, e.g. with `gdal_translate FILE raster.tif`."),
        };
    }

    /// <summary>The grid of a raster, or a fault.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Claimed.</param>
    /// <param name="rows">Claimed.</param>
    /// <param name="width">Of a cell [m].</param>
    /// <param name="height">Of a cell [m].</param>
    /// <param name="west">Western edge [m].</param>
    /// <param name="south">Southern edge [m].</param>
    internal static Grid GridOf(string path, long columns, long rows, double width, double height, double west, double south)
    {
        if (columns < 1 || rows < 1 || columns > Array.MaxLength / rows)
            throw InputFile.Fault(path, $"{columns} columns and {rows} rows", $"at least one of each, and at most {Array.MaxLength} cells", "Cut the raster to the territory first, e.g. with `gdal_translate -projwin`.");
        if (!(width > 0) || !(Math.Abs(width - height) <= SquareTolerance * width))
            throw InputFile.Fault(path, $"cells of {width:R} × {height:R}", "square cells of a size above zero, north up", "Resample it first, e.g. with `gdalwarp -tr 5 5`.");
        if (!double.IsFinite(west) || !double.IsFinite(south) || !double.IsFinite(width))
            throw InputFile.Fault(path, "a corner that is no finite number", "x and y of a corner", "Export the raster anew.");
        return new Grid((int)rows, (int)columns, width, west, south);
    }
}
