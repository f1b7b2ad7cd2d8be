using TerritoryTwin.Core;

namespace TerritoryTwin.Heat;

/// <summary>
/// Green places and waters where the hottest afternoons are felt cooler than on the open street, and the way to them. docs/physics/heat-and-people.md, “Cool refuges”.
/// </summary>
public sealed class CoolRefuges
{
    /// <summary>By how much the thermal index there is below that of the open street at least [K]: about what it is where two thirds of the ground lie under crowns.</summary>
    public const double Cooler = 2;
    /// <summary>Ground without roofs, in one piece [m²] (WHO Regional Office for Europe 2017: half a hectare).</summary>
    public const double LeastArea = 5000;
    /// <summary>Of five minutes at 4.8 km/h [m].</summary>
    public const double FiveMinutes = 400;
    /// <summary>Length of ways over the distance as the crow flies.</summary>
    public const double Detour = 1.3;
    /// <summary>Of the cell, under plants, crowns or water.</summary>
    private const double LeastGreen = 0.5;

    private readonly Grid _grid;
    private readonly bool[] _isIn;
    private readonly int[] _above, _below;      // rows from a cell to the next refuge north and south of it, its own included; −1: none

    private CoolRefuges(Grid grid)
    {
        _grid = grid;
        _isIn = new bool[grid.Count];
        _above = new int[grid.Count];
        _below = new int[grid.Count];
    }

    /// <summary>Thermal index of the hottest afternoons on paved ground without trees, mean [°C]; NaN where there is none.</summary>
    public double OpenStreet { get; private set; }
    /// <summary>How many there are.</summary>
    public int Number { get; private set; }
    /// <summary>Whether a cell is of one.</summary>
    public IReadOnlyList<bool> IsIn => _isIn;

    /// <summary>Finds them.</summary>
    /// <param name="cells">What the ground is.</param> <param name="felt">Thermal index of the hottest afternoons, one a cell [°C].</param>
    public static CoolRefuges Of(StreetCells cells, double[] felt)
    {
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentNullException.ThrowIfNull(felt);
        Grid grid = cells.Grid;
        CoolRefuges refuges = new(grid)
        {
            OpenStreet = Weighted.Mean(felt, [.. cells.Paved.Select((p, n) => Math.Max(0, p - cells.CrownOverPaved[n]))]),
        };
        bool[] cool = [.. felt.Select((f, n) => cells.Grass[n] + cells.BareSoil[n] + cells.Water[n] + cells.CrownOverPaved[n] >= LeastGreen && f <= refuges.OpenStreet - Cooler)];
        refuges.KeepLarge(cool, cells);
        refuges.LookAround();
        return refuges;
    }

    /// <summary>The way from a point to the nearest refuge [m]; 0 within one, infinite where there is none on the cells, NaN where no street is there to compare with.</summary>
    public double WayFrom(double x, double y)
    {
        if (double.IsNaN(OpenStreet)) return double.NaN;
        (int i, int j) = _grid.CellOf(x, y);
        (i, j) = (Math.Clamp(i, 0, _grid.Columns - 1), Math.Clamp(j, 0, _grid.Rows - 1));
        double nearest = double.PositiveInfinity;
        for (int off = 0; off < _grid.Columns; off++)
        {
            if (Math.Min(Across(i - off), Across(i + off)) >= nearest) break;
            Look(i - off);
            if (off > 0) Look(i + off);
        }
        return Detour * nearest;

        double Across(int column) => Beyond(x - _grid.X(column));
        double Beyond(double offset) => Math.Max(0, Math.Abs(offset) - _grid.CellSize / 2);

        void Look(int column)
        {
            if ((uint)column >= (uint)_grid.Columns) return;
            int cell = j * _grid.Columns + column;
            if (_above[cell] >= 0) Take(j + _above[cell]);
            if (_below[cell] >= 0) Take(j - _below[cell]);

            void Take(int row)
            {
                double east = Across(column), north = Beyond(y - _grid.Y(row));
                nearest = Math.Min(nearest, Math.Sqrt(east * east + north * north));
            }
        }
    }

    // Cells that share an edge are of one piece.
    private void KeepLarge(bool[] cool, StreetCells cells)
    {
        bool[] seen = new bool[cool.Length];
        List<int> piece = [];
        for (int start = 0; start < cool.Length; start++)
        {
            if (!cool[start] || seen[start]) continue;
            piece.Clear();
            piece.Add(start);
            seen[start] = true;
            double area = 0;
            for (int k = 0; k < piece.Count; k++)
            {
                int cell = piece[k], i = cell % _grid.Columns, j = cell / _grid.Columns;
                area += cells.Open(cell) * _grid.CellSize * _grid.CellSize;
                Reach(i - 1, j);
                Reach(i + 1, j);
                Reach(i, j - 1);
                Reach(i, j + 1);
            }
            if (area < LeastArea) continue;
            Number++;
            foreach (int cell in piece) _isIn[cell] = true;
        }

        void Reach(int i, int j)
        {
            int cell = j * _grid.Columns + i;
            if ((uint)i >= (uint)_grid.Columns || (uint)j >= (uint)_grid.Rows || !cool[cell] || seen[cell]) return;
            seen[cell] = true;
            piece.Add(cell);
        }
    }

    private void LookAround()
    {
        int columns = _grid.Columns;
        for (int cell = 0; cell < _grid.Count; cell++) _below[cell] = Next(cell, cell < columns ? -1 : _below[cell - columns]);
        for (int cell = _grid.Count - 1; cell >= 0; cell--) _above[cell] = Next(cell, cell >= _grid.Count - columns ? -1 : _above[cell + columns]);

        int Next(int cell, int ofNeighbour) => _isIn[cell] ? 0 : ofNeighbour < 0 ? -1 : ofNeighbour + 1;
    }
}
