using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Solar;

/// <summary>Two heights above one point, from which the horizon is read.</summary>
internal readonly record struct Place(double X, double Y, double Lower, double Upper);

/// <summary>The horizon at a place in one direction.</summary>
/// <param name="Lower">Slope seen from the lower height; negative infinity where nothing stands.</param>
/// <param name="Distance">Of what makes it [m].</param>
/// <param name="Upper">Slope seen from the upper height.</param>
/// <param name="UpperDistance">Of what makes it [m].</param>
internal readonly record struct Sight(float Lower, float Distance, float Upper, float UpperDistance)
{
    public static Sight Nothing => new(float.NegativeInfinity, float.PositiveInfinity, float.NegativeInfinity, float.PositiveInfinity);

    /// <summary>The same corners seen from farther back [m].</summary>
    public Sight Back(double distance) => new(
        (float)(Lower / (1 + distance / Distance)), (float)(Distance + distance), (float)(Upper / (1 + distance / UpperDistance)), (float)(UpperDistance + distance));
}

/// <summary>Places that look around on a device, one direction after the other.</summary>
internal sealed class Lookouts : IDisposable
{
    private const int Tile = 32;                           // cells

    private readonly Field[] _fields;

    public Lookouts(IReadOnlyList<Place> places, Device device)
    {
        (Places, Device, Support) = (places, device, new Stock(places.Count));
        (Field lower, Field upper) = (New("lower", "m"), New("upper", "m"));
        lower.Write([.. places.Select(place => (float)place.Lower)]);
        upper.Write([.. places.Select(place => (float)place.Upper)]);
        _fields = [lower, upper, New("lower_slope", "1"), New("lower_distance", "m"), New("upper_slope", "1"), New("upper_distance", "m")];
    }

    public IReadOnlyList<Place> Places { get; }
    public Device Device { get; }
    public Stock Support { get; }
    /// <summary>The lower heights [m].</summary>
    public View Lower => _fields[0].Now;
    /// <summary>Slope seen from the lower heights in the direction that was looked to last.</summary>
    public View Slope => _fields[2].Now;
    /// <summary>All that is seen.</summary>
    public TwoSights Sights => new(_fields[0].Now, _fields[1].Now, _fields[2].Now, _fields[3].Now, _fields[4].Now, _fields[5].Now);

    /// <summary>The order in which places look fastest: those that lie in one tile of a grid follow one another, and read the same memory.</summary>
    public static int[] Order(Grid grid, IReadOnlyList<Place> places)
    {
        int across = (grid.Columns + Tile - 1) / Tile;
        long[] keys = new long[places.Count];              // tile, then number
        for (int n = 0; n < keys.Length; n++)
        {
            (int i, int j) = grid.CellOf(places[n].X, places[n].Y);
            keys[n] = (long)(j / Tile * across + i / Tile) << 32 | (uint)n;
        }
        Array.Sort(keys);
        return [.. keys.Select(key => (int)key)];
    }

    /// <summary>Copies out what is seen.</summary>
    public Sight[] Read()
    {
        float[][] seen = [.. _fields.Skip(2).Select(field => field.ToArray())];
        return [.. Enumerable.Range(0, Places.Count).Select(n => new Sight(seen[0][n], seen[1][n], seen[2][n], seen[3][n]))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Field field in _fields) field.Dispose();
    }

    private Field New(string name, string unit) => new(Support, Device, new(name, unit, "of the horizon"));
}

/// <summary>A surface that lookouts see: its cells, and ever larger blocks of them that hold the highest.</summary>
internal sealed class Vista : IDisposable
{
    /// <summary>Cells that are met one by one where nothing else is asked for.</summary>
    public const int Near = 24;
    /// <summary>Blocks of each size that are met: farther ones are larger, none is wider than a twelfth of the distance of the cell it must show first.</summary>
    private const int Blocks = Near / 2 + 1;

    private readonly Lookouts _from;
    private readonly Grid _grid;
    private readonly int _near;
    private readonly Field[] _tops;                        // by size of block: 1, 2, 4… cells
    private readonly Field _column, _row;

    /// <summary>Prepares to see a surface.</summary>
    /// <param name="surface">Heights [m].</param> <param name="from">Who sees it.</param> <param name="near">Cells that are met one by one, ≥ <see cref="Near"/>.</param>
    public Vista(Raster surface, Lookouts from, int near = Near)
    {
        (_from, _grid, _near) = (from, surface.Grid, near);
        Boundary nothing = Boundary.Open(float.NegativeInfinity);
        List<Field> tops = [];
        for (Raster level = HorizonScan.Filled(surface); ; level = Coarser(level))
        {
            Field field = new(level.Grid, from.Device, new("tops", "m", "highest cell of each block"), boundary: nothing);
            field.Write(level.Values);
            tops.Add(field);
            if (level.Grid.Count == 1 || FirstOf(tops.Count) >= Math.Max(_grid.Rows, _grid.Columns)) break;
        }
        _tops = [.. tops];
        _column = Cells("column", place => (place.X - _grid.West) / _grid.CellSize - 0.5);
        _row = Cells("row", place => (place.Y - _grid.South) / _grid.CellSize - 0.5);
    }

    /// <summary>Looks towards an azimuth.</summary>
    /// <param name="azimuth">From north, clockwise [°].</param>
    /// <param name="afresh">False: what was seen before stays where it stands higher.</param>
    /// <param name="skip">Cells next to the places that are part of another surface.</param>
    public void Look(double azimuth, bool afresh = true, int skip = 0)
    {
        Rays rays = Towards(azimuth);
        _from.Device.Run(_from.Support, new SeeNear(NearCells(rays, skip), _from.Sights, afresh ? 1 : 0));
        for (int level = 1; level < _tops.Length; level++) _from.Device.Run(_from.Support, new SeeFar(FarBlocks(rays, level, skip), _from.Sights));
    }

    /// <summary>Looks towards an azimuth from the lower heights, for the slope alone, 0 at least.</summary>
    public void LookUp(double azimuth)
    {
        Rays rays = Towards(azimuth);
        _from.Device.Run(_from.Support, new RiseNear(NearCells(rays, 0), _from.Lower, _from.Slope));
        for (int level = 1; level < _tops.Length; level++) _from.Device.Run(_from.Support, new RiseFar(FarBlocks(rays, level, 0), _from.Lower, _from.Slope));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Field field in _tops) field.Dispose();
        _column.Dispose();
        _row.Dispose();
    }

    /// <summary>The first cell that blocks of a size must meet: wherever in its block that lies, they meet all cells up to the first of the next size.</summary>
    private int FirstOf(int level)
    {
        int first = _near + 1;
        for (int finer = 1; finer < level; finer++) first += (Blocks - 1 << finer) + 1;
        return first;
    }

    private Rays Towards(double azimuth)
    {
        (double east, double north) = HorizonScan.Direction(azimuth);
        bool eastward = Math.Abs(north) <= Math.Abs(east);
        (double major, double minor) = eastward ? (east, north) : (north, east);
        (Field along, Field across) = eastward ? (_column, _row) : (_row, _column);
        double drift = minor / Math.Abs(major);
        return new(along.Now, across.Now, eastward ? 1 : 0, Math.Sign(major), (float)drift, (float)(_grid.CellSize * Math.Sqrt(1 + drift * drift)));
    }

    private NearCells NearCells(Rays rays, int skip) => new(rays, _tops[0].Now, skip + 1, _near, (float)_grid.CellSize);

    private FarBlocks FarBlocks(Rays rays, int level, int skip) => new(rays, _tops[level].Now, 1 << level, skip + FirstOf(level), Blocks);

    private static Raster Coarser(Raster fine)
    {
        Grid grid = fine.Grid, coarse = new((grid.Rows + 1) / 2, (grid.Columns + 1) / 2, 2 * grid.CellSize, grid.West, grid.South);
        float[] tops = new float[coarse.Count];
        Parallel.For(0, coarse.Rows, j =>
        {
            int south = 2 * j * grid.Columns, north = Math.Min(2 * j + 1, grid.Rows - 1) * grid.Columns;
            for (int i = 0; i < coarse.Columns; i++)
            {
                int west = 2 * i, east = Math.Min(2 * i + 1, grid.Columns - 1);
                tops[j * coarse.Columns + i] = Math.Max(
                    Math.Max(fine.Values[south + west], fine.Values[south + east]), Math.Max(fine.Values[north + west], fine.Values[north + east]));
            }
        });
        return new(coarse, tops);
    }

    private Field Cells(string name, Func<Place, double> place)
    {
        Field field = new(_from.Support, _from.Device, new(name, "1", "place on the surface, in cells"));
        field.Write([.. _from.Places.Select(p => (float)place(p))]);
        return field;
    }
}
