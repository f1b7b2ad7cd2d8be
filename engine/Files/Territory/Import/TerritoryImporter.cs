using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Transit;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Files.Territories;

/// <summary>Makes a territory of the files of a source, as a mapping says, and repairs what is dirty by named rules. docs/import.md lists them.</summary>
public static class TerritoryImporter
{
    /// <summary>Names of the mappings that come with the program.</summary>
    public static IReadOnlyList<string> BundledMappings => MappingReader.Bundled;

    /// <summary>Imports a source.</summary>
    /// <param name="mapping">Path of a mapping file, or the name of a bundled one.</param>
    /// <param name="sourceFolder">Where its files are sought, also in the folders inside; or the one file of the source.</param>
    /// <param name="options">How it is to be done.</param>
    /// <returns>A territory in which nothing is missing, and what was done to get there.</returns>
    /// <exception cref="InputException">The mapping or the source cannot be used.</exception>
    public static (Territory Territory, ImportReport Report) Import(string mapping, string sourceFolder, ImportOptions options)
    {
        try
        {
            return Run(MappingReader.Read(mapping), sourceFolder, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{sourceFolder}: cannot be read ({e.Message}).");
        }
        catch (Exception e) when (e is TopologyException or OverflowException)
        {
            throw new InputException($"{sourceFolder}: a geometry cannot be worked with ({e.Message}). Repair the source, in QGIS with *Fix geometries*.");
        }
    }

    private static (Territory, ImportReport) Run(Mapping mapping, string sourceFolder, ImportOptions options)
    {
        ImportReport report = new();
        using SourceFiles files = new(sourceFolder);
        report.NameOf = files.NameOf;
        SourceLayers layers = new(mapping, files, report);
        BoundaryLayer? found = BoundaryLayer.Find(layers, options, report);
        if (found != null) layers.Window = crs => found.BoxIn(crs, options.Ring);
        IReadOnlyList<SourceLayer> sources = layers.Open("buildings");
        SourceLayer first = sources.FirstOrDefault(s => !s.Box.IsNull)
            ?? throw new InputException($"{sourceFolder}: no building was found{(found == null ? "" : " within the limit or near it")}. Check `layers.buildings` of the mapping {mapping.Name}, above all `file` and `where`.");
        Reprojection reprojection = new((options.Epsg ?? mapping.Epsg) is { } epsg ? Projected(epsg) : Reprojection.Choose(first.Crs, first.Box));
        Envelope around = reprojection.Box(first.Crs, first.Box);
        (double east, double north) = reprojection.Target.Inverse(around.Centre.X, around.Centre.Y);
        mapping.RequireWithin(east, north, first.Crs, first.File);

        LayerImport import = new(layers, reprojection, around, report);
        TerritoryLimit? limit = import.Boundary(found, options.Ring);
        IReadOnlyList<BuildingDraft> all = import.Buildings(sources), buildings = [.. all.Where(static b => !b.IsContext)];
        if (buildings.Count == 0)
            throw new InputException($"{first.File}: none of its {first.Features.Count} objects is a usable building{(limit == null ? "" : " within the limit; expected the place and its limit")}:\n{report}");
        IReadOnlyList<Zone> vegetation = import.Zones("vegetation"), water = import.Zones("water"), activities = import.Zones("activities"), places = import.Zones("places");
        IReadOnlyList<Road> roads = import.Roads();
        IReadOnlyList<CensusSquare> squares = import.Population(limit?.Shape ?? Box(buildings));

        Envelope box = BoxOf(all, roads, [.. vegetation, .. water, .. activities]);
        if (limit != null) box.ExpandToInclude(all.Count > buildings.Count ? limit.Box : limit.Shape.EnvelopeInternal);
        (double longitude, double latitude) = reprojection.Target.Inverse(box.Centre.X, box.Centre.Y);
        (Raster terrain, bool measured) = Terrain(mapping, files, reprojection, buildings, box, options.Ground, report);
        IReadOnlyList<Household> households = Fill(all, buildings, terrain, measured, activities, new People(squares, limit?.Shape, limit?.Persons), latitude, options.Seed, report);

        Territory territory = new()
        {
            Name = FirstOf(options.Name, limit?.Name, NameOf(sourceFolder), "Territory"),
            Epsg = reprojection.Target.Epsg, Latitude = latitude, Longitude = longitude, Terrain = terrain,
            Buildings = buildings.Select(b => b.Finish()).ToArray(), Roads = roads, Vegetation = vegetation, Water = water, Activities = activities, Places = places,
            Population = squares.Select(s => s.Square).ToArray(), Households = households, Boundary = limit?.Largest, Attributions = mapping.Attributions,
            Origin = new TerritoryOrigin("imported", mapping.Name, options.Seed, report.Issues),
        };
        if (limit != null && all.Count > buildings.Count) territory = TerritoryFolder.WithContext(territory, limit.Ring, [.. all.Where(static b => b.IsContext).Select(static b => b.Finish())]);
        return (options.Gtfs is { } feed ? WithTimetable(territory, feed, report) : territory, report);
    }

    private static Territory WithTimetable(Territory territory, string feed, ImportReport report)
    {
        (PublicTransport transport, IReadOnlyList<NetworkRepair> found) = GtfsReader.Read(feed, territory);
        report.Read(feed, $"{transport.Days.Sum(static d => d.Day.Trips.Count)} trips of {string.Join(", ", transport.Days.Select(static d => $"{d.Day.Date:yyyy-MM-dd}"))} → timetable");
        foreach (NetworkRepair repair in found)
            foreach (string id in repair.Ids) report.Note(repair.Rule, "timetable", repair.Done, id);
        return territory with { PublicTransport = transport, Attributions = [.. territory.Attributions, $"Timetable: {transport.Feed}"], Origin = territory.Origin with { Issues = report.Issues } };
    }

    /// <summary>Fills every gap. The order matters: each step uses what those before it filled. Buildings around the limit help to fill the others, and are told no more than how they stand.</summary>
    private static IReadOnlyList<Household> Fill(
        IReadOnlyList<BuildingDraft> all, IReadOnlyList<BuildingDraft> buildings, Raster terrain, bool terrainMeasured, IReadOnlyList<Zone> activities,
        People people, double latitude, ulong seed, ImportReport report)
    {
        Neighbours neighbours = new(all);
        new UseRepairs(all, neighbours, activities, report).Fill();
        HeightRepairs.Ground(all, terrain, terrainMeasured, report);
        HeightRepairs.Raise(all, report);
        HeightRepairs.Heights(all, neighbours, report);
        HeightRepairs.Floors(all, report);
        DwellingRepairs.Fill(buildings, people.Total, report);
        CensusMap census = new(people.Squares, buildings);
        DateRepairs.Fill(all, census, neighbours, seed, report);
        AreaRepairs.Fill(buildings, census, report);
        DwellingRepairs.Jobs(buildings);
        IReadOnlyList<Household> households = PeopleRepairs.Fill(buildings, people, census, seed, report);
        SystemRepairs.Fill(buildings, seed, report);
        foreach (BuildingDraft b in all)
            if (b.IsContext) b.Empty();
        RoofRepairs.Fill(all, latitude, report);
        return households;
    }

    private static (Raster Terrain, bool Measured) Terrain(
        Mapping mapping, SourceFiles files, Reprojection reprojection, IReadOnlyList<BuildingDraft> buildings, Envelope box, double? level, ImportReport report)
    {
        IReadOnlyList<string> paths = mapping.Terrain == null ? [] : files.Find(mapping.Terrain.Files);
        if (paths.Count == 0) return (TerrainRepairs.FromBuildings(buildings, box, level, report), buildings.Any(b => b.Ground != null));
        if (level != null) throw new InputException($"ground: {level:0.#} m is given, and the source has a terrain, {paths[0]}; expected the one or the other. Leave `--ground` away.");
        IReadOnlyList<TerrainTile> tiles = TerrainTile.Touching(paths, mapping.Terrain!, reprojection, box, report);
        if (tiles.Count == 0)
            throw new InputException($"{paths[0]}{(paths.Count > 1 ? $" and {paths.Count - 1} more" : "")}: the terrain does not touch the buildings. Check the file, or `terrain.crs` in the mapping.");
        return (TerrainRepairs.FromRaster(TerrainTile.Join(tiles), tiles[0].Crs, reprojection, box, report), true);
    }

    private static Crs Projected(int epsg)
    {
        Crs crs = Crs.FromEpsg(epsg);
        return crs.IsGeographic ? throw new InputException($"EPSG:{epsg} is in degrees; a territory is in metres. Choose a projected system, such as 2154 (Lambert-93).") : crs;
    }

    private static Geometry Box(IReadOnlyList<BuildingDraft> buildings) => Shapes.Factory.ToGeometry(BoxOf(buildings, [], []));

    private static Envelope BoxOf(IReadOnlyList<BuildingDraft> buildings, IReadOnlyList<Road> roads, IReadOnlyList<Zone> zones)
    {
        Envelope box = new();
        foreach (BuildingDraft b in buildings) box.ExpandToInclude(b.Shape.EnvelopeInternal);
        foreach (Road road in roads) Include(road.X, road.Y);
        foreach (Zone zone in zones) Include(zone.Area.Outer.X, zone.Area.Outer.Y);
        return box;

        void Include(double[] x, double[] y)
        {
            for (int n = 0; n < x.Length; n++) box.ExpandToInclude(x[n], y[n]);
        }
    }

    /// <summary>Of a folder, or of a file without what follows its first dot.</summary>
    private static string NameOf(string source)
    {
        string name = Path.GetFileName(Path.GetFullPath(source).TrimEnd('/', '\\'));
        return File.Exists(source) ? name[..Math.Max(0, name.IndexOf('.', StringComparison.Ordinal) is >= 0 and int dot ? dot : name.Length)] : name;
    }

    private static string FirstOf(params string?[] names) => names.First(n => !string.IsNullOrWhiteSpace(n))!;
}
