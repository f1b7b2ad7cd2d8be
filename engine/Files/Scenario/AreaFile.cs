using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Territories;
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
        VectorLayer layer = GeoJson.Read(path);
        Reprojection reprojection = new(Crs.FromEpsg(epsg));
        List<Area> polygons = [];
        foreach (Geometry shape in layer.Features.Select(f => f.Geometry?.Copy()).OfType<Geometry>())
        {
            reprojection.Apply(shape, layer.Crs ?? throw new InputException($"{path}: the file does not say in which system its coordinates are; expected GeoJSON in degrees (WGS84), or with `crs`."));
            for (int n = 0; n < shape.NumGeometries; n++)
                if (shape.GetGeometryN(n) is Shape { IsEmpty: false } polygon) polygons.Add(Territories.Shapes.ToPolygon(polygon));
        }
        return polygons.Count > 0 ? polygons : throw new InputException($"{path}: found no polygon among {layer.Features.Count} objects; expected the outlines of where something is meant. Draw them as polygons.");
    }
}
