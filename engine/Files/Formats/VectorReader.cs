using NetTopologySuite.Geometries;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads layers of objects: shapefile, GeoJSON (also <c>.gz</c>), GeoPackage, OpenStreetMap PBF and XML (also <c>.gz</c>), points of a CSV (also <c>.gz</c>).</summary>
public static class VectorReader
{
    /// <summary>Reads a layer; the extension says in which format it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layer">Which layer of a GeoPackage; null where it has one alone.</param>
    /// <param name="window">Gets the system that the file states, null where it states none, and says which box in it is wanted; objects whose boxes do not meet it are passed over; those without a shape may lie in it, and are read. Null, or a null box: everything.</param>
    /// <exception cref="InputException">The file is missing, damaged, or of a kind that is not read.</exception>
    /// <remarks>Of a shapefile or a GeoPackage what is passed over is not built, nor kept. Of the column <c>other_tags</c> of GDAL each tag is a column.</remarks>
    public static VectorLayer Read(string path, string? layer = null, Func<Crs?, Envelope?>? window = null)
    {
        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        string extension = Path.GetExtension(name).ToLowerInvariant();
        return extension switch
        {
            ".shp" when name == path => OtherTags.Apart(Shapefile.Read(path, window)),
            ".geojson" or ".json" => OtherTags.Apart(Within(GeoJson.Read(path), window)),
            ".gpkg" when name == path => OtherTags.Apart(GeoPackage.Read(path, layer, window)),
            ".pbf" when name == path => Within(OsmLayer.Read(path), window),
            ".csv" => CsvPoints.Read(path, window),
            ".osm" => Within(OsmLayer.Read(path), window),
            _ => throw InputFile.Fault(path, $"the extension `{Path.GetExtension(path)}`", "a layer in .shp, .geojson, .json, .csv or .osm (also .gz), .gpkg or .pbf",
                $"Convert it: `ogr2ogr -f GPKG {Path.GetFileNameWithoutExtension(name)}.gpkg {Path.GetFileName(path)}`."),
        };
    }

    /// <summary>The names of the layers of a GeoPackage, in its order; empty for other formats.</summary>
    /// <exception cref="InputException">The GeoPackage is missing or damaged.</exception>
    public static IReadOnlyList<string> Layers(string path) => Path.GetExtension(path).Equals(".gpkg", StringComparison.OrdinalIgnoreCase) ? GeoPackage.Layers(path) : [];

    /// <summary>Whether a shape has a box that meets a window, or there is no shape: nobody can say that it lies elsewhere.</summary>
    internal static bool Meets(Geometry? shape, Envelope window) => shape is not { IsEmpty: false } || window.Intersects(shape.EnvelopeInternal);

    private static VectorLayer Within(VectorLayer layer, Func<Crs?, Envelope?>? window) =>
        window?.Invoke(layer.Crs) is { } box ? layer with { Features = [.. layer.Features.Where(f => Meets(f.Geometry, box))] } : layer;
}
