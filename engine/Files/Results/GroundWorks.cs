using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Files.Results;

/// <summary>The layers of a territory in which works put something on the ground.</summary>
public enum GroundLayer
{
    /// <summary>Planted trees.</summary>
    Vegetation,
    /// <summary>Basins.</summary>
    Water,
    /// <summary>Sails.</summary>
    Shades,
    /// <summary>What took the place of pavement.</summary>
    Covers,
}

/// <summary>Something that works have put on the ground.</summary>
/// <param name="Layer">Of what sort.</param> <param name="Year">Since when.</param> <param name="Zone">Where, as it stands in the last simulated year; heights above ground [m].</param>
public sealed record GroundWork(GroundLayer Layer, int Year, Zone Zone);

/// <summary>What works have put on the ground: trees, basins, sails, ground without pavement. docs/results.md.</summary>
public static class GroundWorks
{
    /// <summary>Beside the tables of a run that has any.</summary>
    public const string FileName = "ground.gpkg";

    private const string LayerName = "ground";
    private const double Tallest = 100;         // of a tree [m]

    private static readonly GeoPackageColumn[] s_columns =
        [new("id", GeoPackageType.Text), new("layer", GeoPackageType.Text), new("nature", GeoPackageType.Text), new("year", GeoPackageType.Integer), new("height", GeoPackageType.Real)];

    /// <summary>All that a plan has put there up to and with a year, trees as they have grown.</summary>
    public static IReadOnlyList<GroundWork> Of(MeasurePlan plan, int year)
    {
        Dictionary<(GroundLayer, string), int> since = [];
        foreach (GroundLayer layer in Enum.GetValues<GroundLayer>())
        {
            IReadOnlyList<Zone> before = Zones(plan.After(int.MinValue), layer);
            if (ReferenceEquals(before, Zones(plan.After(year), layer))) continue;
            HashSet<string> known = [.. before.Select(static z => z.Id)];
            foreach (int at in plan.Works.Select(static w => w.Year).Where(y => y <= year).Distinct().Order())
            {
                IReadOnlyList<Zone> now = Zones(plan.After(at), layer);
                if (ReferenceEquals(now, before)) continue;
                foreach (Zone zone in now)
                    if (known.Add(zone.Id)) since[(layer, zone.Id)] = at;
                before = now;
            }
        }
        if (since.Count == 0) return [];
        Territory grown = TreeGrowth.In(plan.After(year), year);
        return [.. Enum.GetValues<GroundLayer>().SelectMany(layer => Zones(grown, layer).Where(z => since.ContainsKey((layer, z.Id))).Select(z => new GroundWork(layer, since[(layer, z.Id)], z)))];
    }

    /// <summary>A territory with what was put on its ground.</summary>
    public static Territory On(Territory territory, IReadOnlyList<GroundWork> works)
    {
        ArgumentNullException.ThrowIfNull(territory);
        return works.Count == 0 ? territory : territory with { Vegetation = With(GroundLayer.Vegetation), Water = With(GroundLayer.Water), Shades = With(GroundLayer.Shades), Covers = With(GroundLayer.Covers) };

        IReadOnlyList<Zone> With(GroundLayer layer) => [.. Zones(territory, layer), .. works.Where(w => w.Layer == layer).Select(static w => w.Zone)];
    }

    /// <summary>What a run has put on the ground; empty where its folder tells of nothing.</summary>
    /// <exception cref="InputException">The file is damaged; all its faults.</exception>
    public static IReadOnlyList<GroundWork> Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return [];
        List<string> faults = [];
        List<GroundWork> works = [];
        foreach (Feature row in GeoPackage.Read(path, LayerName).Features)
        {
            RowReader read = new(LayerName, row, faults);
            if (read.Area() is { } area) works.Add(new(read.Choice<GroundLayer>("layer"), read.Whole("year", 2, 9998), new(read.RequiredText("id"), area, read.RequiredText("nature"), read.Number("height", 0, Tallest, "m"), "")));
        }
        return faults.Count > 0 ? throw new InputException(faults) : works;
    }

    /// <summary>Writes them, as polygons.</summary>
    internal static void Write(string folder, int epsg, IReadOnlyList<GroundWork> works) => GeoPackage.Write(Path.Combine(folder, FileName), new GeoPackageLayer(LayerName,
        "what works have put on the ground: trees, basins, sails, ground without pavement", Crs.FromEpsg(epsg), "POLYGON", s_columns,
        works.Select(static w => new GeoPackageRow(Shapes.ToShape(w.Zone.Area), [w.Zone.Id, CodeWords<GroundLayer>.Of(w.Layer), w.Zone.Nature, (long)w.Year, w.Zone.Height]))));

    private static IReadOnlyList<Zone> Zones(Territory territory, GroundLayer layer) => layer switch
    {
        GroundLayer.Vegetation => territory.Vegetation,
        GroundLayer.Water => territory.Water,
        GroundLayer.Shades => territory.Shades,
        _ => territory.Covers,
    };
}
