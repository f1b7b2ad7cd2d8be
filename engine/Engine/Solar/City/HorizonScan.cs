using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TerritoryTwin.Core;

namespace TerritoryTwin.Solar;

/// <summary>Reads the terrain between a place and the sky in one direction: the visible edge is a corner of the hull of what lies beyond.</summary>
/// <remarks>
/// Cells are taken along lines towards the direction, from the far end to the near one, while the upper convex hull of the heights passed
/// is kept on a stack; the horizon of a place is the tangent from it to that hull. Each cell enters and leaves the stack once, so a direction
/// costs time in proportion to the cells, however far the horizon (Timonen and Westerholm 2010, Computer Graphics Forum 29(2)).
/// Between two cells whose heights differ by less than their size the ground is a slope, and is interpolated where the line passes; a cell
/// much higher than the one before it is a wall, and stands at the near edge of the cell.
/// Eight neighbouring lines are followed side by side, so that their cells lie next to one another in memory. Maps of all cells are made this
/// way; few places among many cells are seen faster by rays: <see cref="Vista"/>.
/// </remarks>
internal sealed class HorizonScan
{
    /// <summary>Lines that are followed side by side.</summary>
    public const int Lanes = 8;

    private const int LinesPerTask = 4 * Lanes;

    private readonly Grid _grid;
    private readonly float[] _rows, _columns;

    /// <summary>Prepares to scan a surface.</summary>
    public HorizonScan(Raster surface)
    {
        _grid = surface.Grid;
        _rows = Filled(surface).Values;
        _columns = Transpose(_rows, _grid.Rows, _grid.Columns);
    }

    /// <summary>What is done at cells, over the hull of what lies beyond them.</summary>
    /// <remarks>Lines that run east or west take cells in column-major order, the others in row-major order: eight neighbours are contiguous.</remarks>
    public interface IVisitor
    {
        /// <summary>Called once a cell.</summary>
        /// <param name="cell">Index of the cell.</param>
        /// <param name="columnMajor">The order of indices.</param>
        /// <param name="u">Distance along the line, growing towards the direction [m].</param>
        /// <param name="z">Height of the cell where the line passes [m].</param>
        /// <param name="hull">Of the cells beyond.</param>
        void Visit(int cell, bool columnMajor, double u, float z, Hull hull);
    }

    /// <summary>Values on the grid of a surface, missing where the surface is.</summary>
    public static Raster Masked(Raster surface, float[] values)
    {
        for (int n = 0; n < values.Length; n++)
            if (float.IsNaN(surface.Values[n])) values[n] = float.NaN;
        return new Raster(surface.Grid, values);
    }

    /// <summary>Heights whose gaps lie as low as the lowest, where they hide nothing.</summary>
    public static Raster Filled(Raster surface)
    {
        float[] heights = surface.Values;
        if (!heights.Any(float.IsNaN)) return surface;
        float low = heights.Where(z => !float.IsNaN(z)).DefaultIfEmpty(0).Min();
        return new Raster(surface.Grid, [.. heights.Select(z => float.IsNaN(z) ? low : z)]);
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
    /// <param name="walls">Whether steep cells stand at their near edge.</param>
    public void Sweep<V>(double azimuth, V visitor, bool walls = true) where V : struct, IVisitor
    {
        (double east, double north) = Direction(azimuth);
        bool columnMajor = Math.Abs(north) <= Math.Abs(east);
        (double major, double minor) = columnMajor ? (east, north) : (north, east);
        Lines lines = new(
            columnMajor ? _columns : _rows, columnMajor ? _grid.Rows : _grid.Columns, columnMajor ? _grid.Columns : _grid.Rows,
            major > 0, minor / Math.Abs(major), _grid.CellSize, columnMajor, walls);
        Parallel.For(0, (lines.Count + LinesPerTask - 1) / LinesPerTask, () => new Corner[Lanes * (lines.Length + 1)], (part, _, corners) =>
        {
            for (int line = part * LinesPerTask; line < Math.Min(lines.Count, (part + 1) * LinesPerTask); line += Lanes) lines.Follow(line, corners, visitor);
            return corners;
        }, _ => { });
    }

    /// <summary>The unit vector of an azimuth, exact for the four cardinal directions.</summary>
    public static (double East, double North) Direction(double azimuth)
    {
        (double sin, double cos) = Math.SinCos(azimuth * Math.PI / 180);
        return (Math.Abs(sin) < 1e-12 ? 0 : sin, Math.Abs(cos) < 1e-12 ? 0 : cos);
    }

    /// <summary>The parallel lines of a direction: together they pass through each cell once. Rows here are what the lines run along.</summary>
    private sealed class Lines
    {
        private readonly float[] _heights;                     // a column of all rows after the other
        private readonly int _rows;
        private readonly bool _forward, _columnMajor, _walls;
        private readonly double _step;
        private readonly float _slopeLimit;
        private readonly int _first;
        private readonly int[] _drift;
        private readonly float[] _aside;

        public Lines(float[] heights, int rows, int columns, bool forward, double slope, double cellSize, bool columnMajor, bool walls)
        {
            (_heights, _rows, _forward, _columnMajor, _walls, _slopeLimit) = (heights, rows, forward, columnMajor, walls, (float)cellSize);
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

        /// <summary>Follows eight lines. Sets of lanes are bits; what ends in 1 is of the cell beyond the one reached.</summary>
        public void Follow<V>(int line, Corner[] corners, V visitor) where V : struct, IVisitor
        {
            Span<int> counts = stackalloc int[Lanes];
            counts.Clear();
            Hulls hulls = new(corners, counts, Length + 1, _step);
            int start = _first + line, inside1 = 0;
            Vector256<float> z1 = default, limit = Vector256.Create(_slopeLimit);
            for (int k = Length - 1; k >= 0; k--)
            {
                int row = start + _drift[k], inside = Inside(row);
                if (inside == 0 && inside1 == 0) continue;
                if (inside == 0) break;
                Vector256<float> z = Heights(k, row);
                hulls.Add(inside & inside1, k + 1, z1, _walls ? Bits(Vector256.GreaterThan(z1 - z, limit)) : 0);
                for (int left = inside; left != 0; left &= left - 1)
                {
                    int lane = BitOperations.TrailingZeroCount(left);
                    visitor.Visit(Column(k) * _rows + row + lane, _columnMajor, k * _step, z.GetElement(lane), hulls[lane]);
                }
                (z1, inside1) = (z, inside);
            }
        }

        private int Column(int k) => _forward ? k : Length - 1 - k;

        private int Inside(int row)
        {
            int from = Math.Max(0, -row), to = Math.Min(Lanes, _rows - row);
            return to <= from ? 0 : (1 << to) - (1 << from);
        }

        private static int Bits(Vector256<float> mask) => (int)mask.ExtractMostSignificantBits();

        /// <summary>Heights where eight lines pass a column; any number in lanes beyond the edge.</summary>
        private Vector256<float> Heights(int k, int row)
        {
            float aside = _aside[k];
            int at = Column(k) * _rows + row, side = aside < 0 ? -1 : 1;
            Vector256<float> z, beside;
            if (row > 0 && row + Lanes < _rows)
            {
                ref float first = ref MemoryMarshal.GetArrayDataReference(_heights);
                z = Vector256.LoadUnsafe(ref first, (nuint)at);
                beside = Vector256.LoadUnsafe(ref first, (nuint)(at + side));
            }
            else (z, beside) = AtTheEdge(at, row, side);
            Vector256<float> rise = beside - z, between = z + Vector256.Create(MathF.Abs(aside)) * rise;
            return Vector256.ConditionalSelect(Vector256.LessThanOrEqual(Vector256.Abs(rise), Vector256.Create(_slopeLimit)), between, z);
        }

        private (Vector256<float> Here, Vector256<float> Beside) AtTheEdge(int at, int row, int side)
        {
            Span<float> here = stackalloc float[Lanes], beside = stackalloc float[Lanes];
            here.Clear();
            beside.Clear();
            for (int lane = 0; lane < Lanes; lane++)
            {
                if ((uint)(row + lane) >= (uint)_rows) continue;
                here[lane] = beside[lane] = _heights[at + lane];
                if ((uint)(row + lane + side) < (uint)_rows) beside[lane] = _heights[at + lane + side];
            }
            return (Vector256.Create<float>(here), Vector256.Create<float>(beside));
        }
    }
}

/// <summary>A corner of a hull: where along the line, in cells, its height [m], and the rise per cell from it to the corner beyond.</summary>
internal readonly record struct Corner(float K, float Z, float Rise);

/// <summary>The hulls of eight lines.</summary>
/// <param name="corners">Room for all.</param>
/// <param name="counts">Corners of each.</param>
/// <param name="room">Corners of the longest.</param>
/// <param name="step">From cell to cell of a line [m].</param>
internal readonly ref struct Hulls(Corner[] corners, Span<int> counts, int room, double step)
{
    private readonly ref Corner _corners = ref MemoryMarshal.GetArrayDataReference(corners);
    private readonly ref int _counts = ref MemoryMarshal.GetReference(counts);
    private readonly int _room = room;
    private readonly double _step = step;

    /// <summary>The hull of a lane.</summary>
    public Hull this[int lane] => new(ref Unsafe.Add(ref _corners, lane * _room), Unsafe.Add(ref _counts, lane), _step);

    /// <summary>Adds corners nearer than all others; walls stand half a cell nearer.</summary>
    public void Add(int lanes, int k, Vector256<float> heights, int walls)
    {
        if (lanes == 0) return;
        Span<float> z = stackalloc float[HorizonScan.Lanes];
        heights.CopyTo(z);
        for (; lanes != 0; lanes &= lanes - 1)
        {
            int lane = BitOperations.TrailingZeroCount(lanes);
            Add(lane, (walls >> lane & 1) == 0 ? k : k - 0.5f, z[lane]);
        }
    }

    private void Add(int lane, float k, float z)
    {
        ref Corner hull = ref Unsafe.Add(ref _corners, lane * _room);
        ref int count = ref Unsafe.Add(ref _counts, lane);
        int n = count - 1;
        float rise = 0;
        for (; n >= 0; n--)
        {
            Corner top = Unsafe.Add(ref hull, n);
            float across = top.K - k, up = top.Z - z;
            if (n > 0 && up <= top.Rise * across) continue;       // below the line from here to the corner beyond it
            rise = up / across;
            break;
        }
        Unsafe.Add(ref hull, n + 1) = new Corner(k, z, rise);
        count = n + 2;
    }
}

/// <summary>The upper convex hull of the heights beyond a place, its nearest corner on top.</summary>
internal readonly ref struct Hull(ref Corner corners, int count, double step)
{
    private readonly ref Corner _corners = ref corners;
    private readonly int _count = count;
    private readonly double _step = step;

    /// <summary>Slope of the line of sight that just passes over the hull.</summary>
    /// <param name="u">Place along the line [m].</param>
    /// <param name="z">Height of the place [m].</param>
    /// <returns>Negative infinity over an empty hull.</returns>
    public double Tangent(double u, double z)
    {
        int n = _count - 1;
        if (n < 0) return double.NegativeInfinity;
        Corner corner = Unsafe.Add(ref _corners, n);
        double distance = corner.K * _step - u, rise = corner.Z - z;
        while (--n >= 0)
        {
            corner = Unsafe.Add(ref _corners, n);
            double farther = corner.K * _step - u, other = corner.Z - z;
            if (other * distance < rise * farther) break;
            (rise, distance) = (other, farther);
        }
        return rise / distance;
    }
}
