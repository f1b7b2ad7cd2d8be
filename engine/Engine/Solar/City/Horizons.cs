using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Solar;

/// <summary>Horizons of façades and roofs as they were scanned: dear to compute, cheap to keep.</summary>
/// <param name="Solid">Over ground and buildings, one row a direction: two horizons, packed, of four sides of all buildings, then of all roof segments.</param>
/// <param name="SolidView">Sky view factors of the same.</param>
/// <param name="Trees">With trees; the same array as <paramref name="Solid"/> where there are none.</param>
/// <param name="TreesView">Sky view factors with trees.</param>
public sealed record HorizonTables(float[][] Solid, float[] SolidView, float[][] Trees, float[] TreesView)
{
    /// <summary>Azimuths in which horizons are kept.</summary>
    public const int Directions = 36;

    /// <summary>Whether trees stand anywhere.</summary>
    public bool HasTrees => Trees != Solid;

    /// <summary>Reads the horizons of all façades and roofs from the surface.</summary>
    /// <param name="territory">What stands where.</param>
    /// <param name="shapes">Of its buildings.</param>
    /// <param name="surface">Of the same territory.</param>
    /// <param name="device">Where they are computed.</param>
    /// <param name="progress">Told the share of the work that is done, 0 to 1; null: nobody asks.</param>
    public static HorizonTables Scan(Territory territory, BuildingShapes shapes, SurfaceModel surface, Device device, Action<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(territory);
        ArgumentNullException.ThrowIfNull(shapes);
        ArgumentNullException.ThrowIfNull(surface);
        CityHorizons horizons = new(territory, shapes, surface, Directions);
        double scans = surface.HasTrees ? 2 : 1;
        (float[][] solid, float[] solidView) = Scan(surface.Solid, 0);
        (float[][] trees, float[] treesView) = surface.HasTrees ? Scan(surface.WithTrees, 1) : (solid, solidView);
        return new(solid, solidView, trees, treesView);

        (float[][], float[]) Scan(Raster heights, double before)
        {
            float[][] packed = new float[Directions][];
            float[] view = horizons.Scan(heights, territory.Terrain, device, (d, values) =>
            {
                packed[d] = [.. values];
                progress?.Invoke((before + (d + 1.0) / Directions) / scans);
            });
            return (packed, view);
        }
    }
}

/// <summary>Horizons and orientations of façades and roofs on a device. Nothing changes them, so any number of simulations share them.</summary>
public sealed class Horizons : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    /// <summary>Copies the tables to a device.</summary>
    /// <param name="tables">Of the same buildings.</param> <param name="shapes">The buildings.</param> <param name="device">Where the hours are computed.</param>
    /// <exception cref="ArgumentException">The tables are of other buildings.</exception>
    public Horizons(HorizonTables tables, BuildingShapes shapes, Device device)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(shapes);
        (Device, Buildings, Segments, HasTrees) = (device, shapes.Buildings, shapes.Segments, tables.HasTrees);
        int places = 4 * Buildings.Count + Segments.Count;
        if (tables.Solid.Concat(tables.Trees).Append(tables.SolidView).Append(tables.TreesView).Any(row => row.Length != places))
            throw new ArgumentException($"horizons of {tables.SolidView.Length} places, expected {places}: four sides of {Buildings.Count} buildings and {Segments.Count} roof segments", nameof(tables));
        FacingEast = Filled(Buildings, "facing_east", "eastward part of the normal of side 0", n => Math.Sin(shapes.MainAzimuth[n] * Math.PI / 180));
        FacingNorth = Filled(Buildings, "facing_north", "northward part of the normal of side 0", n => Math.Cos(shapes.MainAzimuth[n] * Math.PI / 180));
        NormalEast = Filled(Segments, "roof_normal_east", "eastward part of the normal", n => Normal(shapes.RoofSegments[n]).East);
        NormalNorth = Filled(Segments, "roof_normal_north", "northward part of the normal", n => Normal(shapes.RoofSegments[n]).North);
        NormalUp = Filled(Segments, "roof_normal_up", "upward part of the normal", n => Normal(shapes.RoofSegments[n]).Up);
        Solid = [.. tables.Solid.Select(row => Split(row, "horizon", "two horizons, packed"))];
        SolidView = Split(tables.SolidView, "sky_view", "sky view factor");
        Trees = HasTrees ? [.. tables.Trees.Select(row => Split(row, "horizon", "two horizons, packed"))] : Solid;
        TreesView = HasTrees ? Split(tables.TreesView, "sky_view", "sky view factor") : SolidView;
    }

    /// <summary>Eastward part of the normal of side 0 of every building; side k is turned by 90° · k clockwise.</summary>
    public Field FacingEast { get; }
    /// <summary>Northward part of the normal of side 0.</summary>
    public Field FacingNorth { get; }

    /// <summary>Where they are.</summary>
    public Device Device { get; }
    internal Stock Buildings { get; }
    internal Stock Segments { get; }
    internal bool HasTrees { get; }
    internal Field NormalEast { get; }
    internal Field NormalNorth { get; }
    internal Field NormalUp { get; }
    /// <summary>By direction: the four sides, then the roof segments.</summary>
    internal Field[][] Solid { get; }
    internal Field[][] Trees { get; }
    internal Field[] SolidView { get; }
    internal Field[] TreesView { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable field in _owned) field.Dispose();
        _owned.Clear();
    }

    private static (double East, double North, double Up) Normal(RoofSegment segment)
    {
        (double sin, double cos) = Math.SinCos(segment.Tilt * Math.PI / 180);
        (double east, double north) = Math.SinCos(segment.Azimuth * Math.PI / 180);
        return (sin * east, sin * north, cos);
    }

    /// <summary>Values of four sides of all buildings, then of all roof segments, as five fields.</summary>
    private Field[] Split(float[] values, string name, string meaning)
    {
        Field[] fields = new Field[5];
        for (int part = 0; part < 5; part++)
        {
            fields[part] = Own(new Field(part < 4 ? Buildings : Segments, Device, new(name, "1", meaning)));
            fields[part].Write(values.AsSpan(part * Buildings.Count, fields[part].Support.Count));
        }
        return fields;
    }

    private Field Filled(Stock stock, string name, string meaning, Func<int, double> value)
    {
        Field field = Own(new Field(stock, Device, new(name, "1", meaning)));
        field.Write([.. Enumerable.Range(0, stock.Count).Select(n => (float)value(n))]);
        return field;
    }

    private Field Own(Field field)
    {
        _owned.Add(field);
        return field;
    }
}
