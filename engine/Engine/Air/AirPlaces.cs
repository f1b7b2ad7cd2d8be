using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Heat;

namespace TerritoryTwin.Air;

/// <summary>Where the cells of the streets lie in those of the layer above.</summary>
internal sealed class AirPlaces : IDisposable
{
    private readonly List<Field> _fields = [];
    private readonly Device _device;

    /// <summary>The cells of <see cref="CityAir"/>.</summary>
    /// <param name="streets">Cells of the streets.</param> <param name="device">Where.</param>
    public AirPlaces(Grid streets, Device device)
    {
        (_device, Streets, Layer, Factor) = (device, streets, CityAir.LayerOver(streets), CityAir.FactorOver(streets));
        Column = Of(Layer, n => n % Layer.Columns);
        Row = Of(Layer, n => n / Layer.Columns);
        ColumnOfStreet = Of(streets, n => (n % streets.Columns + 0.5) / Factor - 0.5);
        RowOfStreet = Of(streets, n => (n / streets.Columns + 0.5) / Factor - 0.5);
        Inside = Of(streets, static _ => 1);
    }

    /// <summary>Cells of the streets.</summary>
    public Grid Streets { get; }
    /// <summary>Cells of the layer above.</summary>
    public Grid Layer { get; }
    /// <summary>Cells of the streets along the side of one of the layer.</summary>
    public int Factor { get; }
    /// <summary>Of each cell of the layer.</summary>
    public View Column { get; }
    /// <summary>The same.</summary>
    public View Row { get; }
    /// <summary>Of each cell of the streets, in cells of the layer.</summary>
    public View ColumnOfStreet { get; }
    /// <summary>The same.</summary>
    public View RowOfStreet { get; }
    /// <summary>1 in every cell of the streets, 0 beyond the edge.</summary>
    public View Inside { get; }
    /// <summary>Area of a cell of the streets [m²].</summary>
    public double AreaOfStreet => Streets.CellSize * Streets.CellSize;
    /// <summary>Area of a cell of the layer [m²].</summary>
    public double AreaOfLayer => Layer.CellSize * Layer.CellSize;

    private View Of(Grid on, Func<int, double> value)
    {
        Field field = new(on, _device, new("place", "1", "place"), boundary: Boundary.Open(0));
        field.Write([.. Enumerable.Range(0, on.Count).Select(n => (float)value(n))]);
        _fields.Add(field);
        return field.Now;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Field field in _fields) field.Dispose();
    }
}
