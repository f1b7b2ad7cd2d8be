using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TerritoryTwin.Core;

namespace TerritoryTwin.Solar;

/// <summary>Reads the terrain between a place and the sky in one direction: the visible edge is a corner of the hull of what lies beyond.</summary>
/// <remarks>
/// Cells are taken along lines towards the direction, from the far end to the near one, while the upper convex hull of the heights passed
/// is kept on a stack; the horizon of a place is the tangent from it to that hull. Each cell enters and leaves the stack once, so a direction
/// costs time in proportion to the cells, however far the horizon (Timonen and Westerholm 2010, Computer Graphics Forum 29(2)).
/// Between two cells whose heights differ by less than their size the ground is a slope, and is interpolated where the line passes; a cell
/// much higher than the one before it is a wall, and stands at the near edge of the cell.
/// </remarks>
internal sealed class HorizonScan
{
    private const int LinesPerTask = 32;

    private readonly Grid _grid;
    private readonly float[] _rows, _columns;

    /// <summary>Prepares to scan a surface.</summary>
    public HorizonScan(Raster surface)
    {
        _grid = surface.Grid;
        _rows = Filled(surface.Values);
        _columns = Transpose(_rows, _grid.Rows, _grid.Columns);
    }

    /// <summary>What is done at each cell, over the hull of what lies beyond it.</summary>
    public interface IVisitor
    {
        /// <summary>Called once a cell.</summary>
        /// <param name="cell">Index in row-major order, or in column-major order when <paramref name="transposed"/>.</param>
        /// <param name="transposed">Whether lines run along columns.</param>
        /// <param name="u">Distance along the line, growing towards the direction [m].</param>
        /// <param name="z">Height of the cell where the line passes [m].</param>
        /// <param name="hull">Of the cells beyond.</param>
        void Visit(int cell, bool transposed, double u, float z, ref Hull hull);
    }

    /// <summary>Values on the grid of a surface, missing where the surface is.</summary>
    public static Raster Masked(Raster surface, float[] values)
    {
        for (int n = 0; n < values.Length; n++)
            if (float.IsNaN(surface.Values[n])) values[n] = float.NaN;
        return new Raster(surface.Grid, values);
    }

    /// <summary>Heights whose gaps lie as low as the lowest, where they hide nothing.</summary>
    private static float[] Filled(float[] heights)
    {
        if (!heights.Any(float.IsNaN)) return heights;
        float low = heights.Where(z => !float.IsNaN(z)).DefaultIfEmpty(0).Min();
        return [.. heights.Select(z => float.IsNaN(z) ? low : z)];
    }

    /// <summary>A row-major array as a column-major one.</summary>
    public static T[] Transpose<T>(T[] values, int rows, int columns)
    {
        T[] transposed = new T[values.Length];
        const int block = 32;
        Parallel.For(0, (rows + block - 1) / block, part =>
        {
            for (int left = 0; left < columns; left += block)
                for (int j = part * block; j < Math.Min(rows, (part + 1) * block); j++)
                    for (int i = left; i < Math.Min(columns, left + block); i++) transposed[i * rows + j] = values[j * columns + i];
        });
        return transposed;
    }

    /// <summary>Visits every cell once, with the hull of what lies beyond it towards <paramref name="azimuth"/>.</summary>
    /// <param name="azimuth">From north, clockwise [°].</param>
    /// <param name="visitor">Called from several threads, never twice for one cell.</param>
    /// <param name="skip">Cells next to the visited one that are not part of the hull.</param>
    /// <param name="walls">Whether steep cells stand at their near edge.</param>
    public void Sweep<V>(double azimuth, V visitor, int skip = 0, bool walls = true) where V : IVisitor
    {
        (double east, double north) = Direction(azimuth);
        bool transposed = Math.Abs(north) > Math.Abs(east);
        (double major, double minor) = transposed ? (north, east) : (east, north);
        Lines lines = new(
            transposed ? _columns : _rows, transposed ? _grid.Columns : _grid.Rows, transposed ? _grid.Rows : _grid.Columns,
            major > 0, minor / Math.Abs(major), _grid.CellSize, transposed, skip, walls);
        Parallel.For(0, (lines.Count + LinesPerTask - 1) / LinesPerTask, part =>
        {
            Corner[] corners = new Corner[lines.Length + 1];
            for (int line = part * LinesPerTask; line < Math.Min(lines.Count, (part + 1) * LinesPerTask); line++)
                lines.Follow(line, new Hull(corners), visitor);
        });
    }

    /// <summary>The unit vector of an azimuth, exact for the four cardinal directions.</summary>
    public static (double East, double North) Direction(double azimuth)
    {
        (double sin, double cos) = Math.SinCos(azimuth * Math.PI / 180);
        return (Math.Abs(sin) < 1e-12 ? 0 : sin, Math.Abs(cos) < 1e-12 ? 0 : cos);
    }

    /// <summary>The parallel lines of a direction: together they pass through each cell once.</summary>
    private sealed class Lines
    {
        private readonly float[] _heights;
        private readonly int _rows;
        private readonly bool _forward, _transposed, _walls;
        private readonly double _step;
        private readonly float _slopeLimit;
        private readonly int _skip, _first;
        private readonly int[] _drift;
        private readonly float[] _aside;

        public Lines(float[] heights, int rows, int columns, bool forward, double slope, double cellSize, bool transposed, int skip, bool walls)
        {
            (_heights, _rows, _forward, _transposed, _skip, _walls, _slopeLimit) = (heights, rows, forward, transposed, skip, walls, (float)cellSize);
            _step = cellSize * Math.Sqrt(1 + slope * slope);
            _drift = new int[columns];
            _aside = new float[columns];
            for (int k = 0; k < columns; k++)
            {
                _drift[k] = (int)Math.Floor(k * slope + 0.5);
                _aside[k] = (float)(k * slope - _drift[k]);
            }
            _first = -Math.Max(0, _drift[^1]);
            Count = rows + Math.Abs(_drift[^1]);
        }

        public int Count { get; }

        public int Length => _drift.Length;

        public void Follow<V>(int line, Hull hull, V visitor) where V : IVisitor
        {
            int start = _first + line, n = _drift.Length, k = n - 1;
            while (k >= 0 && (uint)(start + _drift[k]) >= (uint)_rows) k--;
            int far = k;
            float beyond = 0;
            for (; k >= 0; k--)
            {
                int row = start + _drift[k];
                if ((uint)row >= (uint)_rows) break;
                int cell = row * n + (_forward ? k : n - 1 - k);
                float z = Height(row, cell, k);
                if (_skip == 0 && k < far) Enter(ref hull, k + 1, beyond, z);
                else if (k + _skip < far) Enter(ref hull, k + _skip + 1, HeightAt(start, k + _skip + 1), HeightAt(start, k + _skip));
                visitor.Visit(cell, _transposed, k * _step, z, ref hull);
                beyond = z;
            }
        }

        private void Enter(ref Hull hull, int k, float z, float before)
        {
            bool wall = _walls && z - before > _slopeLimit;
            hull.Add(wall ? (k - 0.5) * _step : k * _step, z);
        }

        private float HeightAt(int start, int k)
        {
            int row = start + _drift[k];
            return Height(row, row * _drift.Length + (_forward ? k : _drift.Length - 1 - k), k);
        }

        private float Height(int row, int cell, int k)
        {
            float z = _heights[cell], aside = _aside[k];
            int side = aside < 0 ? -1 : 1;
            if (aside == 0 || (uint)(row + side) >= (uint)_rows) return z;
            float rise = _heights[cell + side * _drift.Length] - z;
            return MathF.Abs(rise) <= _slopeLimit ? z + MathF.Abs(aside) * rise : z;
        }
    }
}

/// <summary>A corner of a hull: distance along the line and height [m].</summary>
internal readonly record struct Corner(double U, double Z);

/// <summary>The upper convex hull of the heights beyond a place, its nearest corner on top.</summary>
/// <param name="corners">Room for every cell of a line.</param>
internal ref struct Hull(Corner[] corners)
{
    private readonly ref Corner _corners = ref MemoryMarshal.GetArrayDataReference(corners);
    private int _count;

    /// <summary>Adds a corner nearer than all others.</summary>
    public void Add(double u, double z)
    {
        int n = _count - 1;
        for (; n >= 1; n--)
        {
            Corner top = Unsafe.Add(ref _corners, n), below = Unsafe.Add(ref _corners, n - 1);
            if ((below.Z - z) * (top.U - u) < (top.Z - z) * (below.U - u)) break;
        }
        Unsafe.Add(ref _corners, n + 1) = new Corner(u, z);
        _count = n + 2;
    }

    /// <summary>Slope of the line of sight that just passes over the hull, and the distance of the corner it touches [m].</summary>
    /// <param name="u">Place along the line [m].</param>
    /// <param name="z">Height of the place [m].</param>
    /// <param name="nearest">Corners are never nearer than this [m].</param>
    /// <returns>Negative infinity over an empty hull.</returns>
    public readonly (double Slope, double Distance) Tangent(double u, double z, double nearest)
    {
        int n = _count - 1;
        if (n < 0) return (double.NegativeInfinity, double.PositiveInfinity);
        Corner corner = Unsafe.Add(ref _corners, n);
        double distance = Math.Max(nearest, corner.U - u), rise = corner.Z - z;
        while (--n >= 0)
        {
            corner = Unsafe.Add(ref _corners, n);
            double farther = Math.Max(nearest, corner.U - u), other = corner.Z - z;
            if (other * distance < rise * farther) break;
            (rise, distance) = (other, farther);
        }
        return (rise / distance, distance);
    }
}
