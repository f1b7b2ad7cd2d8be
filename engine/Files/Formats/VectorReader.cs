using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads layers of objects: shapefile, GeoJSON (also <c>.gz</c>), GeoPackage, OpenStreetMap PBF and XML (also <c>.gz</c>).</summary>
public static class VectorReader
{
    /// <summary>Reads a layer; the extension says in which format it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layer">Which layer of a GeoPackage; null where it has one alone.</param>
    /// <exception cref="InputException">The file is missing, damaged, or of a kind that is not read.</exception>
    public static VectorLayer Read(string path, string? layer = null)
    {
        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        string extension = Path.GetExtension(name).ToLowerInvariant();
        return extension switch
        {
            ".shp" when name == path => Shapefile.Read(path),
            ".geojson" or ".json" => GeoJson.Read(path),
            ".gpkg" when name == path => GeoPackage.Read(path, layer),
            ".pbf" when name == path => OsmLayer.Read(path),
            ".osm" => OsmLayer.Read(path),
            _ => throw InputFile.Fault(path, $"the extension `{Path.GetExtension(path)}`", "a layer in .shp, .geojson, .json or .osm (also .gz), .gpkg or .pbf",
                "Convert the file, e.g. with `ogr2ogr layer.gpkg FILE`."),
        };
    }
}
