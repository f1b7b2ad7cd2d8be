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

/// <summary>Places sorted by the cell of a grid that holds them; a place beyond the edge goes to the nearest cell.</summary>
internal sealed class Receivers
{
    private const int BitsPerWord = 64;

    private readonly Grid _grid;
    private readonly Spot[] _spots;
    private readonly int[] _firstOf;                       // the first spot of each occupied cell, and the number of spots
    private readonly ulong[] _occupied, _occupiedByColumn;
    private readonly int[] _before;                        // occupied cells before each word

    public Receivers(Grid grid, Place[] places)
    {
        _grid = grid;
        int[] order = [.. Enumerable.Range(0, places.Length)], cells = [.. places.Select(Cell)];
        Array.Sort(cells, order);
        _spots = [.. order.Select((index, n) => new Spot(places[index], index, grid.X(cells[n] % grid.Columns), grid.Y(cells[n] / grid.Columns)))];
        int words = grid.Count / BitsPerWord + 2;
        (_occupied, _occupiedByColumn, _before) = (new ulong[words], new ulong[words], new int[words]);
        List<int> firstOf = [];
        for (int n = 0; n < cells.Length; n++)
        {
            if (n > 0 && cells[n] == cells[n - 1]) continue;
            firstOf.Add(n);
            Mark(_occupied, cells[n]);
            Mark(_occupiedByColumn, cells[n] % grid.Columns * grid.Rows + cells[n] / grid.Columns);
        }
        _firstOf = [.. firstOf, cells.Length];
        for (int word = 1; word < words; word++) _before[word] = _before[word - 1] + BitOperations.PopCount(_occupied[word - 1]);
    }

    /// <summary>Reads the horizon of all places towards an azimuth; where <paramref name="seen"/> already holds a higher one, it stays.</summary>
    public void Look(HorizonScan scan, double azimuth, Sight[] seen, int skip)
    {
        (double east, double north) = HorizonScan.Direction(azimuth);
        scan.Sweep(azimuth, new Looking(this, east, north, seen), skip);
    }

    private int Cell(Place place)
    {
        (int i, int j) = _grid.CellOf(place.X, place.Y);
        return Math.Clamp(j, 0, _grid.Rows - 1) * _grid.Columns + Math.Clamp(i, 0, _grid.Columns - 1);
    }

    private static void Mark(ulong[] bits, int cell) => bits[cell / BitsPerWord] |= 1UL << cell % BitsPerWord;

    /// <summary>The spots of an occupied cell.</summary>
    private ReadOnlySpan<Spot> SpotsOf(int cell)
    {
        int word = cell / BitsPerWord, rank = _before[word] + BitOperations.PopCount(_occupied[word] & ((1UL << cell % BitsPerWord) - 1));
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
            ulong[] bits = columnMajor ? receivers._occupiedByColumn : receivers._occupied;
            int word = cell / BitsPerWord, shift = cell % BitsPerWord;
            ulong found = bits[word] >> shift;
            if (shift > BitsPerWord - HorizonScan.Lanes) found |= bits[word + 1] << BitsPerWord - shift;
            return (int)(found & HorizonScan.All);
        }

        public void Visit(int cell, bool columnMajor, double u, float z, Hull hull)
        {
            Grid grid = receivers._grid;
            double nearest = grid.CellSize / 4;
            foreach (ref readonly Spot spot in receivers.SpotsOf(columnMajor ? cell % grid.Rows * grid.Columns + cell / grid.Rows : cell))
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
