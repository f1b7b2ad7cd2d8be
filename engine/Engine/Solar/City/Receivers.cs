using System.Numerics;
using TerritoryTwin.Core;

namespace TerritoryTwin.Solar;

/// <summary>Two heights above one point, from which the horizon is read.</summary>
internal readonly record struct Place(double X, double Y, double Lower, double Upper);

/// <summary>The horizon at a place in one direction.</summary>
/// <param name="Lower">Slope seen from the lower height.</param>
/// <param name="Distance">Of the corner that makes it [m].</param>
/// <param name="Upper">Slope seen from the upper height.</param>
/// <param name="UpperDistance">Of the corner that makes it [m].</param>
internal readonly record struct Sight(float Lower, float Distance, float Upper, float UpperDistance)
{
    public static Sight Nothing => new(float.NegativeInfinity, float.PositiveInfinity, float.NegativeInfinity, float.PositiveInfinity);

    /// <summary>The same corners seen from farther back [m].</summary>
    public Sight Back(double distance) => new(
        (float)(Lower / (1 + distance / Distance)), (float)(Distance + distance), (float)(Upper / (1 + distance / UpperDistance)), (float)(UpperDistance + distance));
}

/// <summary>Places sorted by the cell of a grid that holds them, tile by tile; a place beyond the edge goes to the nearest cell.</summary>
internal sealed class Receivers
{
    private const int BitsPerWord = 64;
    private const int TileBits = 5;                        // tiles of 32 × 32 cells: what a sweep meets together lies together, whatever its direction
    private const int Tile = 1 << TileBits;

    private readonly Grid _grid;
    private readonly Spot[] _spots;
    private readonly int[] _firstOf;                       // the first spot of each occupied cell, and the number of spots
    private readonly ulong[] _byRow, _byColumn, _occupied; // a bit for each cell, in three orders: the last by tile
    private readonly int[] _before;                        // occupied cells before each word

    public Receivers(Grid grid, Place[] places)
    {
        _grid = grid;
        (int[] order, int[] keys) = ByTile(grid, places);
        _spots = new Spot[places.Length];
        int words = grid.Count / BitsPerWord + 2, tiledWords = (Tiles(grid.Columns) * Tiles(grid.Rows) << 2 * TileBits) / BitsPerWord;
        (_byRow, _byColumn, _occupied, _before) = (new ulong[words], new ulong[words], new ulong[tiledWords], new int[tiledWords]);
        List<int> firstOf = [];
        for (int n = 0; n < order.Length; n++)
        {
            (int i, int j) = Cell(grid, places[order[n]]);
            _spots[n] = new Spot(places[order[n]], order[n], grid.X(i), grid.Y(j));
            if (n > 0 && keys[n] == keys[n - 1]) continue;
            firstOf.Add(n);
            Mark(_byRow, j * grid.Columns + i);
            Mark(_byColumn, i * grid.Rows + j);
            Mark(_occupied, keys[n]);
        }
        _firstOf = [.. firstOf, order.Length];
        for (int word = 1; word < tiledWords; word++) _before[word] = _before[word - 1] + BitOperations.PopCount(_occupied[word - 1]);
    }

    /// <summary>The order in which places are read fastest: those that lie together follow one another.</summary>
    public static int[] Order(Grid grid, Place[] places) => ByTile(grid, places).Order;

    /// <summary>Reads the horizon of all places towards an azimuth; where <paramref name="seen"/> already holds a higher one, it stays.</summary>
    public void Look(HorizonScan scan, double azimuth, Sight[] seen, int skip)
    {
        (double east, double north) = HorizonScan.Direction(azimuth);
        scan.Sweep(azimuth, new Looking(this, east, north, seen), skip);
    }

    private static (int[] Order, int[] Keys) ByTile(Grid grid, Place[] places)
    {
        int[] order = [.. Enumerable.Range(0, places.Length)], keys = new int[places.Length];
        for (int n = 0; n < places.Length; n++)
        {
            (int i, int j) = Cell(grid, places[n]);
            keys[n] = Key(grid, i, j);
        }
        int[] sorted = [.. order.OrderBy(n => keys[n])];         // stable
        return (sorted, [.. sorted.Select(n => keys[n])]);
    }

    private static int Tiles(int cells) => (cells + Tile - 1) / Tile;

    private static int Key(Grid grid, int i, int j) =>
        ((j >> TileBits) * Tiles(grid.Columns) + (i >> TileBits) << 2 * TileBits) + ((j & Tile - 1) << TileBits) + (i & Tile - 1);

    private static (int I, int J) Cell(Grid grid, Place place)
    {
        (int i, int j) = grid.CellOf(place.X, place.Y);
        return (Math.Clamp(i, 0, grid.Columns - 1), Math.Clamp(j, 0, grid.Rows - 1));
    }

    private static void Mark(ulong[] bits, int cell) => bits[cell / BitsPerWord] |= 1UL << cell % BitsPerWord;

    /// <summary>The spots of an occupied cell.</summary>
    private ReadOnlySpan<Spot> SpotsOf(int i, int j)
    {
        int key = Key(_grid, i, j), word = key / BitsPerWord, rank = _before[word] + BitOperations.PopCount(_occupied[word] & ((1UL << key % BitsPerWord) - 1));
        return _spots.AsSpan(_firstOf[rank].._firstOf[rank + 1]);
    }

    /// <summary>A place from the centre of its cell [m].</summary>
    private readonly struct Spot(Place place, int index, double x, double y)
    {
        public readonly float East = (float)(place.X - x), North = (float)(place.Y - y), Lower = (float)place.Lower, Upper = (float)place.Upper;
        public readonly int Index = index;
    }

    private readonly struct Looking(Receivers receivers, double east, double north, Sight[] seen) : HorizonScan.IVisitor
    {
        public int Wanted(int cell, bool columnMajor)
        {
            ulong[] bits = columnMajor ? receivers._byColumn : receivers._byRow;
            int word = cell / BitsPerWord, shift = cell % BitsPerWord;
            ulong found = bits[word] >> shift;
            if (shift > BitsPerWord - HorizonScan.Lanes) found |= bits[word + 1] << BitsPerWord - shift;
            return (int)(found & HorizonScan.All);
        }

        public void Visit(int cell, bool columnMajor, double u, float z, Hull hull)
        {
            Grid grid = receivers._grid;
            double nearest = grid.CellSize / 4;
            int width = columnMajor ? grid.Rows : grid.Columns, far = Math.DivRem(cell, width, out int near);
            foreach (ref readonly Spot spot in columnMajor ? receivers.SpotsOf(far, near) : receivers.SpotsOf(near, far))
            {
                double at = u + spot.East * east + spot.North * north;
                (double lower, double distance) = hull.Tangent(at, spot.Lower, nearest);
                (double upper, double upperDistance) = spot.Upper == spot.Lower ? (lower, distance) : hull.Tangent(at, spot.Upper, nearest);
                ref Sight sight = ref seen[spot.Index];
                if (lower > sight.Lower) sight = sight with { Lower = (float)lower, Distance = (float)distance };
                if (upper > sight.Upper) sight = sight with { Upper = (float)upper, UpperDistance = (float)upperDistance };
            }
        }
    }
}
