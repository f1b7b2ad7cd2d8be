using TerritoryTwin.Core;

namespace TerritoryTwin.Solar;

/// <summary>Reads the terrain between a place and the sky in one direction: the visible edge is a corner of the hull of what lies beyond.</summary>
/// <remarks>
/// Cells are taken along lines towards the direction, from the far end to the near one, while the upper convex hull of the heights passed
/// is kept on a stack; the horizon of a place is the tangent from it to that hull. Each cell enters and leaves the stack once, so a direction
/// costs time in proportion to the cells, however far the horizon (Timonen and Westerholm 2010, Computer Graphics Forum 29(2)).
/// A cell much higher than the one before it is a wall, and stands at the near edge of the cell; a slope is met at the centre.
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
        _rows = surface.Values;
        _columns = Transpose(_rows, _grid.Rows, _grid.Columns);
    }

    /// <summary>What is done at each cell, over the hull of what lies beyond it.</summary>
    public interface IVisitor
    {
        /// <summary>Called once a cell.</summary>
        /// <param name="cell">Index in row-major order, or in column-major order when <paramref name="transposed"/>.</param>
        /// <param name="transposed">Whether lines run along columns.</param>
        /// <param name="u">Distance along the line, growing towards the direction [m].</param>
        /// <param name="z">Height of the cell [m].</param>
        /// <param name="hull">Of the cells beyond.</param>
        void Visit(int cell, bool transposed, double u, float z, ref Hull hull);
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
            double[] u = new double[lines.Length + 1], z = new double[lines.Length + 1];
            for (int line = part * LinesPerTask; line < Math.Min(lines.Count, (part + 1) * LinesPerTask); line++)
                lines.Follow(line, new Hull(u, z), visitor);
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
        private readonly double _step, _cellSize;
        private readonly int _skip, _first;
        private readonly int[] _drift;

        public Lines(float[] heights, int rows, int columns, bool forward, double slope, double cellSize, bool transposed, int skip, bool walls)
        {
            (_heights, _rows, _forward, _transposed, _skip, _walls, _cellSize) = (heights, rows, forward, transposed, skip, walls, cellSize);
            _step = cellSize * Math.Sqrt(1 + slope * slope);
            _drift = new int[columns];
            for (int k = 0; k < columns; k++) _drift[k] = (int)Math.Floor(k * slope + 0.5);
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
            for (; k >= 0; k--)
            {
                int row = start + _drift[k];
                if ((uint)row >= (uint)_rows) break;
                int next = k + _skip + 1;
                if (next <= far) Enter(ref hull, start, next);
                int cell = row * n + (_forward ? k : n - 1 - k);
                visitor.Visit(cell, _transposed, k * _step, _heights[cell], ref hull);
            }
        }

        private void Enter(ref Hull hull, int start, int k)
        {
            float z = Height(start, k);
            bool wall = _walls && z - Height(start, k - 1) > _cellSize;
            hull.Add(wall ? (k - 0.5) * _step : k * _step, z);
        }

        private float Height(int start, int k) => _heights[(start + _drift[k]) * _drift.Length + (_forward ? k : _drift.Length - 1 - k)];
    }
}

/// <summary>The upper convex hull of the heights beyond a place, its nearest corner on top.</summary>
internal ref struct Hull(Span<double> u, Span<double> z)
{
    private readonly Span<double> _u = u, _z = z;
    private int _count;

    /// <summary>Adds a corner nearer than all others.</summary>
    public void Add(double u, double z)
    {
        while (_count >= 2 && (_z[_count - 2] - z) * (_u[_count - 1] - u) >= (_z[_count - 1] - z) * (_u[_count - 2] - u)) _count--;
        _u[_count] = u;
        _z[_count++] = z;
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
        double distance = Math.Max(nearest, _u[n] - u), slope = (_z[n] - z) / distance;
        while (--n >= 0)
        {
            double farther = Math.Max(nearest, _u[n] - u), other = (_z[n] - z) / farther;
            if (other < slope) break;
            (slope, distance) = (other, farther);
        }
        return (slope, distance);
    }
}
