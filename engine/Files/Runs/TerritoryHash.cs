using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Runs;

/// <summary>Identifies what a territory holds, wherever it was loaded from.</summary>
public static class TerritoryHash
{
    /// <summary>SHA-256, in hexadecimal, of all that a simulation reads: buildings, terrain, trees, households.</summary>
    public static string Of(Territory territory)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, territory.Epsg, territory.Latitude, territory.Longitude, territory.Terrain.Grid.West, territory.Terrain.Grid.South, territory.Terrain.Grid.CellSize);
        hash.AppendData(MemoryMarshal.AsBytes(territory.Terrain.Values.AsSpan()));
        foreach (Building building in territory.Buildings)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(building.Id));
            Add(hash, building.Footprint);
            Add(hash,
                building.Ground, building.Height, (int)building.Use.Value, building.Built, building.Floors, building.Dwellings, building.HeatedArea, (int)building.Roof.Value,
                building.RoofPitch, (int)building.Heating.Value, (int)building.HotWater.Value, building.Inhabitants, building.Jobs);
        }
        foreach (Zone zone in territory.Vegetation)
        {
            Add(hash, zone.Area);
            Add(hash, zone.Height);
        }
        foreach (Household household in territory.Households)
            Add(hash, household.Building, household.Persons, household.Income, (int)household.Tenure, household.Workers);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, Polygon polygon)
    {
        foreach (Ring ring in polygon.Holes.Prepend(polygon.Outer))
        {
            hash.AppendData(MemoryMarshal.AsBytes(ring.X.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(ring.Y.AsSpan()));
        }
    }

    private static void Add(IncrementalHash hash, params ReadOnlySpan<double> values) => hash.AppendData(MemoryMarshal.AsBytes(values));
}
