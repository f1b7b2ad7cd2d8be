using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Transit;

namespace TerritoryTwin.Files.Territories;

/// <summary>What must hold between the objects of a territory.</summary>
internal static class TerritoryCheck
{
    private const double FarthestCentre = 0.5;      // °, of the stated place from the middle of the terrain
    private const double LongestBuilding = 2000;    // m
    private const double FarthestRoads = 2000;      // m, from the box of the buildings to that of the roads

    /// <summary>Adds what is wrong with the identifiers; told also when rows are faulty.</summary>
    public static void Identifiers(Territory territory, string place, List<string> faults)
    {
        if (territory.Buildings.Count == 0) faults.Add($"{place}, layer buildings: found no building; expected at least one. Import or draw some.");
        Unique(territory.Standing.Select(b => b.Id), place, territory.Context == null ? "buildings" : "buildings or context", faults);
        Unique(territory.Roads.Select(r => r.Id), place, "roads", faults);
        Turns(territory.Roads, place, faults);
    }

    /// <summary>Adds what is wrong between values; told once every row is sound.</summary>
    public static void Values(Territory territory, string place, List<string> faults)
    {
        Placed(territory, place, faults);
        Covered(territory, place, faults);
        Met(territory, place, faults);
        Served(territory, place, faults);
        Consistent(territory.Buildings, place, faults);
    }

    private static void Unique(IEnumerable<string> ids, string place, string layer, List<string> faults)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string id in ids)
            if (!seen.Add(id)) faults.Add($"{place}, layer {layer}, column id: `{id}` stands twice; expected each id once. Rename or remove one.");
    }

    private static void Turns(IReadOnlyList<Road> roads, string place, List<string> faults)
    {
        HashSet<string> ids = [.. roads.Select(r => r.Id)];
        foreach (Road road in roads)
            foreach (TurnRule rule in road.Turns)
                if (!ids.Contains(rule.To)) faults.Add($"{place}, layer roads (id {road.Id}), column turns: found `{rule.To}`, which is not the id of a road. Correct it, or remove the rule.");
    }

    // The sun is computed for the latitude, the rest for the coordinates: both must speak of one place.
    private static void Placed(Territory territory, string place, List<string> faults)
    {
        Grid grid = territory.Terrain.Grid;
        (double longitude, double latitude) = Crs.FromEpsg(territory.Epsg).Inverse(grid.West + grid.Columns * grid.CellSize / 2, grid.South + grid.Rows * grid.CellSize / 2);
        if (Math.Abs(latitude - territory.Latitude) <= FarthestCentre && Math.Abs(longitude - territory.Longitude) <= 2 * FarthestCentre) return;
        faults.Add($"{place}: found latitude {territory.Latitude:0.####}° and longitude {territory.Longitude:0.####}°; the terrain lies around {latitude:0.####}° and {longitude:0.####}° (EPSG:{territory.Epsg}). Correct the place, or the CRS.");
    }

    private static void Covered(Territory territory, string place, List<string> faults)
    {
        Grid grid = territory.Terrain.Grid;
        double east = grid.West + grid.Columns * grid.CellSize, north = grid.South + grid.Rows * grid.CellSize;
        foreach (Building b in territory.Standing)
        {
            double[] xs = b.Footprint.Outer.X, ys = b.Footprint.Outer.Y;
            double x = xs[0], y = ys[0];
            if (xs.Max() - xs.Min() > LongestBuilding || ys.Max() - ys.Min() > LongestBuilding)
                faults.Add($"{place}, layer buildings (id {b.Id}): found a footprint of {xs.Max() - xs.Min():0} m by {ys.Max() - ys.Min():0} m; expected at most {LongestBuilding} m. Correct or remove it.");
            bool inside = xs.Min() >= grid.West && xs.Max() <= east && ys.Min() >= grid.South && ys.Max() <= north;
            if (inside && !float.IsNaN(territory.Terrain.At(x, y))) continue;
            string why = inside ? "stands where the terrain has no value" : $"stands outside the terrain (x {grid.West:0} to {east:0}, y {grid.South:0} to {north:0})";
            faults.Add($"{place}, layer buildings (id {b.Id}): {why}, at {x:0.#}, {y:0.#}. Extend the terrain, or remove the building.");
        }
    }

    private static void Met(Territory territory, string place, List<string> faults)
    {
        if (territory.Roads.Count == 0 || territory.Buildings.Count == 0) return;
        Envelope roads = Box(territory.Roads.Select(static r => (r.X, r.Y))), buildings = Box(territory.Buildings.Select(static b => (b.Footprint.Outer.X, b.Footprint.Outer.Y)));
        if (roads.Distance(buildings) <= FarthestRoads) return;
        faults.Add(
            $"{place}, layer roads: found x {roads.MinX:0.##} to {roads.MaxX:0.##}, y {roads.MinY:0.##} to {roads.MaxY:0.##}, {roads.Distance(buildings) / 1000:0} km from the buildings at x {buildings.MinX:0} to {buildings.MaxX:0}, " +
            $"y {buildings.MinY:0} to {buildings.MaxY:0}; expected roads between them. Reproject the layer to EPSG:{territory.Epsg}, or take the roads of the place.");
    }

    private static void Served(Territory territory, string place, List<string> faults)
    {
        if (territory.PublicTransport is not { } transport) return;
        NearBuildings near = new(territory);
        if (transport.Stops.Any(s => near.Includes(s.X, s.Y))) return;
        Envelope stops = Box(transport.Stops.Select(static s => (new[] { s.X }, new[] { s.Y })));
        faults.Add(
            $"{place}, layer stops: found {transport.Stops.Count} stops at x {stops.MinX:0.##} to {stops.MaxX:0.##}, y {stops.MinY:0.##} to {stops.MaxY:0.##}, none within {PublicTransport.Near:0} m of a building; expected stops of the place. " +
            $"Reproject the layer to EPSG:{territory.Epsg}, or remove `timetable` from {TerritoryManifest.FileName}.");
    }

    private static Envelope Box(IEnumerable<(double[] X, double[] Y)> lines)
    {
        Envelope box = new();
        foreach ((double[] x, double[] y) in lines)
            for (int n = 0; n < x.Length; n++) box.ExpandToInclude(x[n], y[n]);
        return box;
    }

    private static void Consistent(IReadOnlyList<Building> buildings, string place, List<string> faults)
    {
        foreach (Building b in buildings)
        {
            if (b.HeatedArea > 1.05 * b.Footprint.Area * (b.Floors + 1) + 1)
                faults.Add($"{place}, layer buildings (id {b.Id}), column heated_area: found {b.HeatedArea.Value:0.#} m²; {b.Floors.Value} floors of {b.Footprint.Area:0.#} m² and an attic cannot hold more than {b.Footprint.Area * (b.Floors + 1):0.#} m². Correct one of them.");
            if (b.Dwellings > 0 && !(b.HeatedArea > 0))
                faults.Add($"{place}, layer buildings (id {b.Id}), column heated_area: found 0 with {b.Dwellings.Value} dwellings; expected their floor area. Fill it in.");
            if (b.Roof.Value == RoofShape.Flat != (b.RoofPitch == 0))
                faults.Add($"{place}, layer buildings (id {b.Id}), column roof_pitch: found {b.RoofPitch.Value:0.#}° with the roof `{CodeWords<RoofShape>.Of(b.Roof)}`; expected 0 for a flat roof and more for others. Correct one of them.");
        }
    }
}
