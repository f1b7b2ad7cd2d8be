using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads layers of objects: shapefile, GeoJSON (also <c>.gz</c>), GeoPackage.</summary>
public static class VectorReader
{
    /// <summary>Reads a layer; the extension says in which format it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layer">Which layer of a GeoPackage; null where it has one alone.</param>
    /// <exception cref="InputException">The file is missing, damaged, or of a kind that is not read.</exception>
    public static VectorLayer Read(string path, string? layer = null) => throw new InputException($"{path}: {layer}");
}
