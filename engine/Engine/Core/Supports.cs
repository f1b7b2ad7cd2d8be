namespace TerritoryTwin.Core;

/// <summary>Where a field lives.</summary>
/// <param name="Rows">Rows of elements; 1 for a stock or a network.</param>
/// <param name="Columns">Elements in a row.</param>
public abstract record Support(int Rows, int Columns)
{
    /// <summary>Number of elements.</summary>
    public int Count => checked(Rows * Columns);
}

/// <summary>Square cells over a territory. Row 0 is the southernmost, column 0 the westernmost.</summary>
/// <param name="Rows">Cells from south to north (j).</param>
/// <param name="Columns">Cells from west to east (i).</param>
/// <param name="CellSize">Side of a cell [m].</param>
/// <param name="West">x of the western edge, in the territory's projected coordinates [m].</param>
/// <param name="South">y of the southern edge [m].</param>
public sealed record Grid(int Rows, int Columns, double CellSize, double West = 0, double South = 0) : Support(Rows, Columns)
{
    /// <summary>A square of <paramref name="n"/> × <paramref name="n"/> cells.</summary>
    public static Grid Square(int n, double cellSize) => new(n, n, cellSize);

    /// <summary>x of the centre of column <paramref name="i"/> [m].</summary>
    public double X(int i) => West + (i + 0.5) * CellSize;

    /// <summary>y of the centre of row <paramref name="j"/> [m].</summary>
    public double Y(int j) => South + (j + 0.5) * CellSize;

    /// <summary>The cell that holds a point; may lie outside the grid.</summary>
    public (int I, int J) CellOf(double x, double y) => ((int)Math.Floor((x - West) / CellSize), (int)Math.Floor((y - South) / CellSize));

    /// <summary>Place among the elements of the cell that a building counts in, whole: that of the first corner of its outline.</summary>
    public int PlaceOf(Building building)
    {
        ArgumentNullException.ThrowIfNull(building);
        return PlaceOf(building.Footprint.Outer.X[0], building.Footprint.Outer.Y[0]);
    }

    /// <summary>The index of the cell that holds a point within the grid.</summary>
    /// <param name="x">[m].</param> <param name="y">[m].</param>
    public int PlaceOf(double x, double y)
    {
        (int i, int j) = CellOf(x, y);
        return j * Columns + i;
    }
}

/// <summary>A list of things without neighbours: buildings, roof segments, households.</summary>
/// <param name="Size">How many.</param>
public sealed record Stock(int Size) : Support(1, Size);
