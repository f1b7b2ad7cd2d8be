using TerritoryTwin.Core;

namespace TerritoryTwin.Heat;

/// <summary>What lies on a part of the ground, the first that holds: a roof covers all, a road crosses waters on bridges unless it was unsealed, waters wet what grows, and what grows or is water is not unsealed.</summary>
internal enum GroundCover
{
    /// <summary>Within the outline of a building.</summary>
    Roof,
    /// <summary>Soil that a measure laid bare.</summary>
    SoftSoil,
    /// <summary>Grass in the place of what was sealed.</summary>
    SoftGrass,
    /// <summary>Within half its width of the middle of a road.</summary>
    Road,
    /// <summary>A river or a lake.</summary>
    Water,
    /// <summary>A wood, a hedge, a park.</summary>
    Green,
    /// <summary>Nothing that the territory knows.</summary>
    Rest,
}

/// <summary>What hangs over a part of the ground; the denser of two.</summary>
internal enum CrownCover
{
    /// <summary>The sky.</summary>
    None,
    /// <summary>Trees far apart.</summary>
    Open,
    /// <summary>Trees side by side.</summary>
    Dense,
}

/// <summary>A polygon that covers ground.</summary>
/// <param name="Rings">The first outside, the others holes; any sense.</param>
/// <param name="Layer">Of <see cref="Overlay"/>.</param>
/// <param name="Building">Its index; −1 for others.</param>
internal readonly record struct CoverShape(IReadOnlyList<Ring> Rings, int Layer, int Building = -1);

/// <summary>
/// The exact area of every kind of cover in every cell: cells are cut into slabs between the heights at which edges begin, end or cross, so that each slab holds
/// trapezoids, and each trapezoid has one cover.
/// </summary>
/// <remarks>docs/physics/street-heat.md, “What a cell is”. Rows of cells are computed by any number of threads, each row by one, its shapes in their order.</remarks>
internal sealed class Overlay(Grid grid, IReadOnlyList<CoverShape> shapes)
{
    public const int Roof = 0, Road = 1, Water = 2, Green = 3, Dense = 4, Open = 5, SoftSoil = 6, SoftGrass = 7, SingleTree = 8, Layers = 9;

    /// <summary>Kinds that a cell is divided into: a <see cref="GroundCover"/> under a <see cref="CrownCover"/>.</summary>
    public const int Kinds = 21;

    /// <summary>Slabs thinner than this share of a cell hold nothing.</summary>
    private const double Thinnest = 1e-13;

    /// <summary>Where a kind stands among the areas of a cell.</summary>
    public static int KindOf(GroundCover ground, CrownCover crown) => 3 * (int)ground + (int)crown;

    /// <summary>Takes the share of each kind in a cell.</summary>
    /// <param name="cell">Its index.</param> <param name="shares">One a kind; they sum to 1 but for rounding.</param>
    public delegate void TakeShares(int cell, ReadOnlySpan<double> shares);

    /// <summary>Takes what a building covers of a cell.</summary>
    /// <param name="cell">Its index.</param> <param name="building">Its index.</param> <param name="share">Of the cell.</param>
    public delegate void TakeBuilding(int cell, int building, double share);

    /// <summary>Computes all cells. What is taken of a cell is taken by one thread, its buildings in ascending order.</summary>
    public void Run(TakeShares shares, TakeBuilding building)
    {
        List<int>[] byRow = new List<int>[grid.Rows];
        for (int j = 0; j < grid.Rows; j++) byRow[j] = [];
        for (int s = 0; s < shapes.Count; s++)
        {
            double low = double.MaxValue, high = double.MinValue;
            foreach (double y in shapes[s].Rings[0].Y) (low, high) = (Math.Min(low, y), Math.Max(high, y));
            int first = Math.Max(0, (int)Math.Floor((low - grid.South) / grid.CellSize)), last = Math.Min(grid.Rows - 1, (int)Math.Floor((high - grid.South) / grid.CellSize));
            for (int j = first; j <= last; j++) byRow[j].Add(s);
        }
        Parallel.For(0, grid.Rows, () => new Strip(grid), (j, _, strip) =>
        {
            foreach (int s in byRow[j]) strip.Add(shapes[s], j, building);
            strip.Resolve(j, shares);
            return strip;
        }, static _ => { });
    }

    /// <summary>A piece of an edge within a cell, upwards; x and y in cells, 0 to 1.</summary>
    private readonly record struct Piece(double X0, double Y0, double X1, double Y1, int Layer, int Winding)
    {
        public double At(double y) => X0 + (y - Y0) * (X1 - X0) / (Y1 - Y0);
    }

    /// <summary>One row of cells.</summary>
    private sealed class Strip
    {
        private readonly Grid _grid;
        private readonly List<Piece>[] _pieces;
        private readonly int[] _around;                    // winding of every layer over the whole cell, by column
        private readonly List<(double X0, double Y0, double X1, double Y1, int Winding)> _edges = [];
        private readonly List<double> _heights = [];
        private readonly List<(double X, int Piece)> _crossed = [];
        private readonly double[] _shares = new double[Kinds];

        public Strip(Grid grid)
        {
            _grid = grid;
            _pieces = new List<Piece>[grid.Columns];
            for (int i = 0; i < grid.Columns; i++) _pieces[i] = [];
            _around = new int[grid.Columns * Layers];
        }

        public void Add(CoverShape shape, int row, TakeBuilding building)
        {
            _edges.Clear();
            for (int r = 0; r < shape.Rings.Count; r++) Clip(shape.Rings[r], row, outside: r == 0);
            if (_edges.Count == 0) return;
            double west = double.MaxValue, east = double.MinValue;
            foreach ((double x0, _, double x1, _, _) in _edges) (west, east) = (Math.Min(west, Math.Min(x0, x1)), Math.Max(east, Math.Max(x0, x1)));
            int first = Math.Max(0, (int)Math.Floor(west)), last = (int)Math.Min(_grid.Columns - 1, Math.Floor(east));
            for (int i = first; i <= last; i++)
            {
                double share = 0;
                foreach ((double x0, double y0, double x1, double y1, int winding) in _edges) share += Cut(i, x0 - i, y0, x1 - i, y1, shape.Layer, winding);
                if (shape.Building >= 0 && share > 0) building(row * _grid.Columns + i, shape.Building, share);
            }
        }

        // The edges of a ring within the row, upwards. Inside a ring is left of its edges as they run counter-clockwise: who crosses an upward one leaves it.
        private void Clip(Ring ring, int row, bool outside)
        {
            int sense = ring.SignedArea > 0 == outside ? 1 : -1;
            for (int a = ring.Count - 1, b = 0; b < ring.Count; a = b++)
            {
                double ax = (ring.X[a] - _grid.West) / _grid.CellSize, ay = (ring.Y[a] - _grid.South) / _grid.CellSize - row;
                double bx = (ring.X[b] - _grid.West) / _grid.CellSize, by = (ring.Y[b] - _grid.South) / _grid.CellSize - row;
                int winding = by > ay ? -sense : sense;
                if (by < ay) (ax, ay, bx, by) = (bx, by, ax, ay);
                double low = Math.Max(0, ay), high = Math.Min(1, by);
                if (!(high > low)) continue;
                double slope = (bx - ax) / (by - ay);
                _edges.Add((low == ay ? ax : ax + (low - ay) * slope, low, high == by ? bx : ax + (high - ay) * slope, high, winding));
            }
        }

        // What an edge is to a cell: where it passes west of it, it bounds the cell's western side; where it passes east, nothing. Returns the share of the cell east of it.
        private double Cut(int i, double x0, double y0, double x1, double y1, int layer, int winding)
        {
            if (x0 <= 0 && x1 <= 0) return Beside(y0, y1);
            if (x0 >= 1 && x1 >= 1) return 0;
            double atWest = y0 + (0 - x0) * (y1 - y0) / (x1 - x0), atEast = y0 + (1 - x0) * (y1 - y0) / (x1 - x0), share = 0;
            if (x0 < 0) (share, x0, y0) = (share + Beside(y0, atWest), 0, atWest);
            else if (x0 > 1) (x0, y0) = (1, atEast);
            if (x1 < 0) (share, x1, y1) = (share + Beside(atWest, y1), 0, atWest);
            else if (x1 > 1) (x1, y1) = (1, atEast);
            if (y1 > y0)
            {
                _pieces[i].Add(new(x0, y0, x1, y1, layer, winding));
                share += winding * (y1 - y0) * (1 - (x0 + x1) / 2);
            }
            return share;

            double Beside(double low, double high)
            {
                if (!(high > low)) return 0;
                if (low == 0 && high == 1) _around[i * Layers + layer] += winding;
                else _pieces[i].Add(new(0, low, 0, high, layer, winding));
                return winding * (high - low);
            }
        }

        public void Resolve(int row, TakeShares take)
        {
            for (int i = 0; i < _grid.Columns; i++)
            {
                Array.Clear(_shares);
                Span<int> around = _around.AsSpan(i * Layers, Layers);
                if (_pieces[i].Count == 0) _shares[KindIn(around)] = 1;
                else Slabs(_pieces[i], around);
                take(row * _grid.Columns + i, _shares);
                around.Clear();
                _pieces[i].Clear();
            }
        }

        private void Slabs(List<Piece> pieces, ReadOnlySpan<int> around)
        {
            FindHeights(pieces);
            Span<int> inside = stackalloc int[Layers];
            for (int k = 0; k + 1 < _heights.Count; k++)
            {
                double height = _heights[k + 1] - _heights[k], middle = (_heights[k] + _heights[k + 1]) / 2;
                if (height <= Thinnest)
                {
                    _shares[KindIn(around)] += height;
                    continue;
                }
                _crossed.Clear();
                for (int p = 0; p < pieces.Count; p++)
                    if (pieces[p].Y0 < middle && pieces[p].Y1 > middle) _crossed.Add((Math.Clamp(pieces[p].At(middle), 0, 1), p));
                _crossed.Sort();
                around.CopyTo(inside);
                double from = 0;
                foreach ((double x, int p) in _crossed)
                {
                    if (x > from) _shares[KindIn(inside)] += height * (x - from);
                    from = x;
                    inside[pieces[p].Layer] += pieces[p].Winding;
                }
                _shares[KindIn(inside)] += height * (1 - from);
            }
        }

        private void FindHeights(List<Piece> pieces)
        {
            _heights.Clear();
            _heights.Add(0);
            _heights.Add(1);
            for (int p = 0; p < pieces.Count; p++)
            {
                Piece a = pieces[p];
                _heights.Add(a.Y0);
                _heights.Add(a.Y1);
                for (int q = 0; q < p; q++)
                {
                    Piece b = pieces[q];
                    double low = Math.Max(a.Y0, b.Y0), high = Math.Min(a.Y1, b.Y1);
                    if (!(high > low)) continue;
                    double below = a.At(low) - b.At(low), above = a.At(high) - b.At(high);
                    if (below * above < 0) _heights.Add(low + (high - low) * below / (below - above));
                }
            }
            _heights.Sort();
        }

        private static int KindIn(ReadOnlySpan<int> inside)
        {
            if (inside[Roof] > 0) return KindOf(GroundCover.Roof, CrownCover.None);
            CrownCover crown = inside[Dense] > 0 || inside[SingleTree] > 0 ? CrownCover.Dense : inside[Open] > 0 ? CrownCover.Open : CrownCover.None;
            bool soft = inside[SoftSoil] > 0 || inside[SoftGrass] > 0;
            GroundCover unsealed = inside[SoftSoil] > 0 ? GroundCover.SoftSoil : GroundCover.SoftGrass;
            GroundCover ground = inside[Road] > 0 ? (soft ? unsealed : GroundCover.Road) : inside[Water] > 0 ? GroundCover.Water
                : inside[Green] > 0 || inside[Dense] > 0 || inside[Open] > 0 ? GroundCover.Green : soft ? unsealed : GroundCover.Rest;
            return KindOf(ground, crown);
        }
    }
}
