using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Territories;

/// <summary>A territory as a folder: <c>territory.yaml</c>, <c>territory.gpkg</c>, <c>terrain.tif</c>. docs/territory.md describes them.</summary>
public static class TerritoryFolder
{
    /// <summary>Name of the file with what people know better than the source, by the id of buildings.</summary>
    public const string CorrectionsFile = "corrections.csv";

    private const string LayersFile = "territory.gpkg", TerrainFile = "terrain.tif";
    private const int FaultsTold = 200;

    /// <summary>Writes a territory: aside first, then the folder is renamed. The same territory gives the same bytes.</summary>
    /// <param name="territory">What is written.</param>
    /// <param name="path">The folder. An older territory there is replaced; a folder that holds anything else is refused.</param>
    /// <param name="keepCorrections">Whether corrections of the older territory are those of this one too; else a folder that has some is refused.</param>
    /// <exception cref="InputException">The folder holds other files, or cannot be written.</exception>
    public static void Save(Territory territory, string path, bool keepCorrections = false)
    {
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        RequireReplaceable(folder, keepCorrections);
        string aside = folder + ".part", old = folder + ".old";
        try
        {
            Remove(aside);
            Directory.CreateDirectory(aside);
            Write(territory, aside);
            if (keepCorrections && File.Exists(Path.Combine(folder, CorrectionsFile))) File.Copy(Path.Combine(folder, CorrectionsFile), Path.Combine(aside, CorrectionsFile));
            Remove(old);
            if (Directory.Exists(folder)) Directory.Move(folder, old);
            Directory.Move(aside, folder);
            Remove(old);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            if (Directory.Exists(old) && !Directory.Exists(folder)) Directory.Move(old, folder);
            throw new InputException($"{path}: cannot be written ({e.Message}). Choose another folder, or make room.");
        }
        finally
        {
            Remove(aside);
        }
    }

    /// <summary>Reads a territory and checks all of it.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="InputException">With every fault found: file, layer, row, column, what was found, what was expected, what to do.</exception>
    public static Territory Load(string path)
    {
        if (!Directory.Exists(path)) throw new InputException($"{path}: no such folder; expected a territory, a folder with {TerritoryManifest.FileName}. Check the path.");
        TerritoryManifest manifest = TerritoryManifest.Read(Path.Combine(path, TerritoryManifest.FileName));
        List<string> faults = [];
        Raster terrain = ReadTerrain(Path.Combine(path, manifest.Terrain), manifest.Epsg, faults);
        TerritoryReader layers = new(Path.Combine(path, manifest.Layers), manifest.Epsg, faults, manifest.Timetable != null, manifest.Ring != null);
        Corrections? corrections = Corrections.Read(path, TerritoryReader.BuildingAttributes, faults);
        IReadOnlyList<Building> buildings = layers.Buildings(corrections);
        Territory territory = new()
        {
            Name = manifest.Name, Epsg = manifest.Epsg, Latitude = manifest.Latitude, Longitude = manifest.Longitude,
            Attributions = manifest.Attributions, Origin = manifest.Origin, Terrain = terrain, Buildings = buildings,
            Roads = layers.Roads(), Vegetation = layers.Zones("vegetation"), Water = layers.Zones("water"), Activities = layers.Zones("activities"), Places = layers.Places(),
            Population = layers.Population(), Boundary = layers.Boundary(), Households = layers.Households(buildings),
            PublicTransport = manifest.Timetable is { } timetable ? layers.PublicTransport(timetable) : null,
        };
        if (manifest.Ring is { } ring) territory = WithContext(territory, ring, layers.Context(), path, faults);
        if (corrections != null) territory = corrections.In(territory, faults);
        string place = Path.Combine(path, manifest.Layers);
        if (faults.Count == 0) TerritoryCheck.Values(territory, place, faults);
        TerritoryCheck.Identifiers(territory, place, faults);
        if (faults.Count > FaultsTold) faults = [.. faults.Take(FaultsTold), $"{path}: and {faults.Count - FaultsTold} more faults."];
        return faults.Count == 0 ? territory : throw new InputException(faults);
    }

    /// <summary>Gives a territory what stands around its limit, and tells its roads from those of the ring, by their middles.</summary>
    internal static Territory WithContext(Territory territory, double ring, IReadOnlyList<Building> buildings) => territory with
    {
        Context = new Context(ring, Shapes.ToPolygon((NetTopologySuite.Geometries.Polygon)Shapes.ToShape(territory.Boundary!).Buffer(ring)), buildings),
        Roads = [.. territory.Roads.Select(r => territory.Boundary!.DistanceTo(r.Middle.X, r.Middle.Y) <= Context.OfRoads ? r : r with { IsContext = true })],
    };

    private static Territory WithContext(Territory territory, double ring, IReadOnlyList<Building> buildings, string path, List<string> faults)
    {
        if (territory.Boundary != null) return WithContext(territory, ring, buildings);
        faults.Add($"{Path.Combine(path, TerritoryManifest.FileName)}: found `ring`, and no limit in the layer boundary; expected one, around which the ring lies. Draw the limit, or remove `ring`.");
        return territory;
    }

    private static void Write(Territory territory, string folder)
    {
        Crs crs = Crs.FromEpsg(territory.Epsg);
        GeoPackage.Write(Path.Combine(folder, LayersFile), TerritoryWriter.Layers(territory, crs).ToArray());
        GeoTiff.Write(Path.Combine(folder, TerrainFile), territory.Terrain, crs);
        TerritoryManifest manifest = new(
            territory.Name, territory.Epsg, territory.Latitude, territory.Longitude, LayersFile, TerrainFile, territory.Attributions, territory.Origin, territory.Context?.Ring,
            territory.PublicTransport is { } transport ? new(transport.Feed, transport.Weekday.Date, transport.Saturday?.Date, transport.Sunday?.Date) : null);
        AtomicFile.WriteText(Path.Combine(folder, TerritoryManifest.FileName), manifest.Write());
    }

    private static Raster ReadTerrain(string path, int epsg, List<string> faults)
    {
        try
        {
            (Raster raster, Crs? crs) = RasterReader.ReadHeights(path, []);
            if (crs != null && crs.Epsg != epsg) faults.Add($"{path}: is in EPSG:{crs.Epsg} ({crs.Name}); `epsg` says {epsg}. Reproject the terrain.");
            return raster;
        }
        catch (InputException e)
        {
            faults.AddRange(e.Faults);
            return new Raster(Grid.Square(1, 1), new float[1]);
        }
    }

    /// <summary>Files that a territory consists of, or that SQLite and QGIS leave beside them.</summary>
    private static bool IsOurs(string file) =>
        Path.GetFileName(file) is TerritoryManifest.FileName or LayersFile or LayersFile + "-wal" or LayersFile + "-shm" or LayersFile + "-journal" or TerrainFile or TerrainFile + ".aux.xml";

    private static void RequireReplaceable(string folder, bool keepCorrections)
    {
        if (File.Exists(folder)) throw new InputException($"{folder}: is a file; expected a folder to write the territory to. Choose another name.");
        if (!Directory.Exists(folder)) return;
        string[] others = Directory.EnumerateFileSystemEntries(folder).Where(f => !IsOurs(f) && !(keepCorrections && Path.GetFileName(f) == CorrectionsFile)).Order(StringComparer.Ordinal).Take(3).Select(f => Path.GetFileName(f)).ToArray();
        if (others.Length == 0) return;
        throw new InputException($"{folder}: holds other files ({string.Join(", ", others)}…), which would be lost. Choose another folder, or move them.");
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
