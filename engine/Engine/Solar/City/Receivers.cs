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
    private readonly Grid _grid;
    private readonly Place[] _places;
    private readonly int[] _order, _cell, _first, _firstTransposed;

    public Receivers(Grid grid, Place[] places)
    {
        (_grid, _places) = (grid, places);
        _order = [.. Enumerable.Range(0, places.Length)];
        _cell = [.. places.Select(Cell)];
        Array.Sort(_cell, _order);
        _first = new int[grid.Count];
        Array.Fill(_first, -1);
        for (int n = places.Length - 1; n >= 0; n--) _first[_cell[n]] = n;
        _firstTransposed = HorizonScan.Transpose(_first, grid.Rows, grid.Columns);
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

    private readonly struct Looking(Receivers receivers, double east, double north, Sight[] seen) : HorizonScan.IVisitor
    {
        public void Visit(int cell, bool transposed, double u, float z, ref Hull hull)
        {
            int n = (transposed ? receivers._firstTransposed : receivers._first)[cell];
            if (n >= 0) Look(n, u, ref hull);
        }

        private void Look(int n, double u, ref Hull hull)
        {
            Grid grid = receivers._grid;
            int cell = receivers._cell[n];
            double x = grid.X(cell % grid.Columns), y = grid.Y(cell / grid.Columns), nearest = grid.CellSize / 4;
            for (; n < receivers._cell.Length && receivers._cell[n] == cell; n++)
            {
                int index = receivers._order[n];
                Place place = receivers._places[index];
                double at = u + (place.X - x) * east + (place.Y - y) * north;
                (double lower, double distance) = hull.Tangent(at, place.Lower, nearest);
                (double upper, double upperDistance) = place.Upper == place.Lower ? (lower, distance) : hull.Tangent(at, place.Upper, nearest);
                Sight sight = seen[index];
                if (lower > sight.Lower) sight = sight with { Lower = (float)lower, Distance = (float)distance };
                if (upper > sight.Upper) sight = sight with { Upper = (float)upper, UpperDistance = (float)upperDistance };
                seen[index] = sight;
            }
        }
    }
}
