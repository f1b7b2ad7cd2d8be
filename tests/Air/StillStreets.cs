using TerritoryTwin.Air;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Heat;

namespace TerritoryTwin.Tests.Air;

/// <summary>A plume over cells whose air moves as a test says.</summary>
internal sealed class StillStreets : IDisposable
{
    private readonly List<IDisposable> _owned = [];
    private readonly List<Total> _totals = [];
    private readonly Device _device;
    private readonly StreetFlow _flow;

    /// <summary>Of cells with some air, exchange with the layer above and room to move along.</summary>
    public StillStreets(Grid cells, Device device, Func<int, int, double> depth, Func<int, int, double> exchange, Func<int, int, double> along)
    {
        (_device, Cells) = (device, cells);
        AirPlaces at = Own(new AirPlaces(cells, device));
        Field depths = Of(depth);
        _flow = new(cells, Of(along).Now, depths.Now, Of(exchange).Now, StreetWind.TurnsOver(cells));
        FieldMaker make = new(New, New, (on, q) =>
        {
            _totals.Add(Own(new Total(on, device, q, 1)));
            return _totals[^1];
        });
        Plume = new("nox", "nitrogen oxides", at, depths.Now, make, device);
        Own(Plume.Given);
        Plume.Begin();
        Plume.YearBegins();

        Field New(Support on, Quantity quantity, Boundary edge) => Own(new Field(on, device, quantity, 1, edge));
    }

    public Grid Cells { get; }
    public Plume Plume { get; }
    public float[] Street => Plume.Street.ToArray();
    public Balance Balance => Plume.BalanceOf("nox", 0, 0);

    /// <summary>What vehicles give off in every cell in an hour [g].</summary>
    public void Give(Func<int, int, double> grams) => Plume.Given.Write([.. Enumerable.Range(0, Cells.Count).Select(n => (float)grams(n % Cells.Columns, n / Cells.Columns))]);

    /// <summary>Hours under a wind at the reference height [m/s], below a layer of some depth [m].</summary>
    public void Step(int hours, double east, double north, double layer, double before = double.NaN)
    {
        _flow.Layer = [new(3600, layer, double.IsNaN(before) ? layer : before, 3600 * east, 3600 * north)];
        for (int hour = 0; hour < hours; hour++)
        {
            Plume.Step(_flow);
            foreach (Total total in _totals) total.EndDay();
        }
    }

    public void Dispose()
    {
        foreach (IDisposable part in _owned) part.Dispose();
    }

    private Field Of(Func<int, int, double> value)
    {
        Field field = Own(new Field(Cells, _device, new("value", "1", "value")));
        field.Write([.. Enumerable.Range(0, Cells.Count).Select(n => (float)value(n % Cells.Columns, n / Cells.Columns))]);
        return field;
    }

    private T Own<T>(T part) where T : IDisposable
    {
        _owned.Add(part);
        return part;
    }
}
