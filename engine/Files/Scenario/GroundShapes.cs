using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Territories;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>Shapes on the ground that a scenario names by a GeoJSON file.</summary>
internal static class GroundShapes
{
    /// <summary>The parts of every object in the system of a territory, in the order of the file, and how many objects there are.</summary>
    /// <exception cref="InputException">The file has faults, or says no system.</exception>
    public static (IReadOnlyList<(Feature Feature, Geometry Part)> Parts, int Objects) Read(string path, int epsg)
    {
        VectorLayer layer = GeoJson.Read(path);
        Reprojection reprojection = new(Crs.FromEpsg(epsg));
        List<(Feature, Geometry)> parts = [];
        foreach (Feature feature in layer.Features)
        {
            if (feature.Geometry?.Copy() is not { } shape) continue;
            reprojection.Apply(shape, layer.Crs ?? throw new InputException($"{path}: the file does not say in which system its coordinates are; expected GeoJSON in degrees (WGS84), or with `crs`."));
            for (int n = 0; n < shape.NumGeometries; n++) parts.Add((feature, shape.GetGeometryN(n)));
        }
        return (parts, layer.Features.Count);
    }
}
