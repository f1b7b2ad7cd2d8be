using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads rasters: ESRI ASCII grid and points on a grid (also <c>.gz</c>), GeoTIFF.</summary>
public static class RasterReader
{
    private const double SquareTolerance = 1e-6;

    /// <summary>Reads a raster; the extension says in which format it is. Scale, offset, masks and values for no data that GDAL keeps in it or beside it (<c>.aux.xml</c>, <c>.msk</c>) are applied.</summary>
    /// <returns>Its values, southernmost row first, and its coordinate reference system, null where neither the file nor a <c>.prj</c> beside it says.</returns>
    /// <exception cref="InputException">The file is missing, damaged, or of a kind that is not read.</exception>
    public static (Raster Raster, Crs? Crs) Read(string path)
    {
        (Raster raster, Crs? crs, RasterBand band) = Stored(path);
        return (Meant(raster, band, [], 1), crs);
    }

    /// <summary>Reads heights, whatever unit of length the raster says they are in.</summary>
    /// <param name="path">The file.</param>
    /// <param name="missing">Stored numbers that mean that nothing is known.</param>
    /// <returns>As <see cref="Read"/>, heights in metres.</returns>
    /// <exception cref="InputException">The file is missing, damaged, or of a kind that is not read; or its unit is no length.</exception>
    public static (Raster Raster, Crs? Crs) ReadHeights(string path, IReadOnlyList<double> missing)
    {
        (Raster raster, Crs? crs, RasterBand band) = Stored(path);
        return (Meant(raster, band, missing, band.Metres(path)), crs);
    }

    /// <summary>Where a raster lies, and in which system; its values are read where they alone say so, of points.</summary>
    /// <exception cref="InputException">The file is missing, its header damaged, or it is of a kind that is not read.</exception>
    internal static (Grid Grid, Crs? Crs) ReadGrid(string path)
    {
        string name = Unpacked(path);
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".asc" => (AsciiGrid.ReadGrid(path), Shapefile.ReadCrs(name)),
            ".tif" or ".tiff" when name == path => GeoTiffReader.ReadGrid(path),
            _ => OfPoints(),
        };

        (Grid, Crs?) OfPoints()
        {
            (Raster raster, Crs? crs, _) = Stored(path);
            return (raster.Grid, crs);
        }
    }

    private static string Unpacked(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;

    private static (Raster Raster, Crs? Crs, RasterBand Band) Stored(string path)
    {
        string name = Unpacked(path);
        (Raster raster, Crs? crs, RasterBand band) = Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".asc" => (AsciiGrid.Read(path), Shapefile.ReadCrs(name), new RasterBand()),
            ".xyz" => (XyzGrid.Read(path), Shapefile.ReadCrs(name), new RasterBand()),
            ".tif" or ".tiff" when name == path => GeoTiffReader.Read(path),
            _ => throw InputFile.Fault(path, $"the extension `{Path.GetExtension(path)}`", "a raster in .asc or .xyz (also .gz), .tif or .tiff", "Convert the file, e.g. with `gdal_translate FILE raster.tif`."),
        };
        if (File.Exists(path + ".msk")) GeoTiffReader.Mask(path + ".msk", raster);
        return (raster, crs, band.And(RasterBand.Beside(path), path));
    }

    private static Raster Meant(Raster raster, RasterBand band, IReadOnlyList<double> missing, double metres)
    {
        double scale = (band.Scale ?? 1) * metres, offset = (band.Offset ?? 0) * metres;
        float? noData = (float?)band.NoData;
        if (scale == 1 && offset == 0 && noData == null && missing.Count == 0) return raster;
        return raster with { Values = [.. raster.Values.Select(v => v == noData || missing.Contains(v) ? float.NaN : (float)(scale * v + offset))] };
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
