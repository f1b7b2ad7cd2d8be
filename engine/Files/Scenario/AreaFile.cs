using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using Area = TerritoryTwin.Core.Polygon;
using Shape = NetTopologySuite.Geometries.Polygon;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>Polygons that a scenario names by a GeoJSON file.</summary>
internal static class AreaFile
{
    /// <summary>The polygons in the system of a territory.</summary>
    /// <exception cref="InputException">The file has faults, holds no polygon, or says no system.</exception>
    public static IReadOnlyList<Area> Read(string path, int epsg)
    {
        (IReadOnlyList<(Feature Feature, Geometry Part)> parts, int objects) = GroundShapes.Read(path, epsg);
        Area[] polygons = [.. parts.Select(static p => p.Part).OfType<Shape>().Where(static p => !p.IsEmpty).Select(Territories.Shapes.ToPolygon)];
        return polygons.Length > 0 ? polygons : throw new InputException($"{path}: found no polygon among {objects} objects; expected the outlines of where something is meant. Draw them as polygons.");
    }
}
