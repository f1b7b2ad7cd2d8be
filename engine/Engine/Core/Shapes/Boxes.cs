namespace TerritoryTwin.Core;

/// <summary>Things by the square cells that their boxes touch, to find those near a point.</summary>
/// <param name="side">Of the cells [m].</param>
public sealed class Boxes<T>(double side)
{
    private readonly Dictionary<(int, int), List<T>> _cells = [];

    /// <summary>Adds a thing with its box.</summary>
    /// <param name="thing">Which.</param> <param name="west">[m].</param> <param name="south">[m].</param> <param name="east">[m].</param> <param name="north">[m].</param>
    public void Add(T thing, double west, double south, double east, double north)
    {
        for (int j = Cell(south); j <= Cell(north); j++)
            for (int i = Cell(west); i <= Cell(east); i++)
            {
                if (!_cells.TryGetValue((i, j), out List<T>? list)) _cells.Add((i, j), list = []);
                list.Add(thing);
            }
    }

    /// <summary>All whose box is within a distance along both axes, and some beyond; in a cell in the order in which they were added. One whose box touches several cells may come several times.</summary>
    /// <param name="x">[m].</param> <param name="y">[m].</param> <param name="reach">[m].</param>
    public IEnumerable<T> Near(double x, double y, double reach)
    {
        for (int j = Cell(y - reach); j <= Cell(y + reach); j++)
            for (int i = Cell(x - reach); i <= Cell(x + reach); i++)
                if (_cells.TryGetValue((i, j), out List<T>? list))
                    foreach (T thing in list) yield return thing;
    }

    private int Cell(double at) => (int)Math.Floor(at / side);
}
