using System.ComponentModel;
using TerritoryTwin.Core;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Measures;

/// <summary>Opens lines of buses; it shows where mobility is on.</summary>
public sealed record AddBusLine : Measure
{
    private const double Reserve = 1.1, Farthest = 1000;    // buses over those under way; from a line to the nearest building [m]

    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("bus_line", "Opens lines of buses along the ways of a file, beside the service that there is; it shows where mobility is on.", typeof(AddBusLine));

    /// <summary>Where they go.</summary>
    [Description("GeoJSON file of lines, relative to this file: one line of buses along each, in both directions.")]
    public required WayChoice Route { get; init; }

    /// <summary>From 6 h to 20 h [s].</summary>
    [Description("Between buses from 6 h to 20 h; twice as long until 23 h, none at night."), Unit(Dimension.Duration), Between("2 min", "120 min")]
    public double Headway { get; init; } = 600;

    /// <summary>[m].</summary>
    [Description("Greatest way between stops."), Unit(Dimension.Length), Between("100 m", "5 km"), DefaultFrom("usual in French towns", 0.5)]
    public double Spacing { get; init; } = 500;

    /// <summary>Between stops [km/h].</summary>
    [Description("Between stops, with traffic and lights; halts come to it."), Unit(Dimension.Speed), Between("8 km/h", "80 km/h"), DefaultFrom("assumed: 17 km/h with halts, as French urban networks tell", 0.4)]
    public double Speed { get; init; } = 24;

    /// <summary>Of a bus [€].</summary>
    [Description("Of a bus; as many are bought as must be under way at once, and one of ten in reserve."), Unit(Dimension.Money), Between("0 €", "2 M€"), DefaultFrom("a standard bus, between diesel and electric, recalled", 0.4)]
    public double BusCost { get; init; } = 400_000;

    /// <summary>Of a stop, both sides [€].</summary>
    [Description("Of a stop on both sides of the street."), Unit(Dimension.Money), Between("0 €", "500 k€"), DefaultFrom("assumed: kerb, shelter, sign", 0.3)]
    public double StopCost { get; init; } = 40_000;

    /// <inheritdoc/>
    public override string Name => "bus lines";
    /// <inheritdoc/>
    public override string Unit => "m";
    /// <inheritdoc/>
    public override string Elements => "lines";
    /// <inheritdoc/>
    public override string Works => "bus lines";
    /// <inheritdoc/>
    public override string Wanted => "is a line of the file";
    /// <inheritdoc/>
    public override string Lots => "bus_line";
    /// <inheritdoc/>
    public override string Told(double elements, double amount) => $"{amount / 1000:0.#} km";
    /// <inheritdoc/>
    public override int Count(Survey survey) => Route.Of(survey.Now).Count;
    /// <inheritdoc/>
    public override IEnumerable<int> Selected(Survey survey) => Enumerable.Range(0, Count(survey));
    /// <inheritdoc/>
    public override bool Suits(int element, Survey survey) => true;

    /// <inheritdoc/>
    public override Offer? OfferTo(int element, Survey now)
    {
        Way way = Route.Of(now.Now)[element];
        if (now.Now.Lines.Any(l => l.Name == way.Name && l.X.SequenceEqual(way.X) && l.Y.SequenceEqual(way.Y))) return null;
        if (!now.Now.Buildings.Any(b => Enumerable.Range(0, way.X.Length).Any(p => double.Hypot(b.Footprint.Outer.X[0] - way.X[p], b.Footprint.Outer.Y[0] - way.Y[p]) < Farthest)))
            throw new InputException($"{Route.Text}: line `{way.Name}` comes to no building of {now.Now.Name} within {Farthest / 1000:0} km; expected one through the territory. Is it drawn in another place, or another system of coordinates?");
        DrawnLine line = ScheduledTransit.Drawn(LineOf(way), way.Name);
        return new(element, line.Stops().Length * StopCost + Math.Ceiling(Reserve * line.Vehicles()) * BusCost, line.Length);
    }

    /// <inheritdoc/>
    public override Territory After(Survey now, IReadOnlyList<Offer> taken) =>
        now.Now with { Lines = [.. now.Now.Lines, .. taken.Select(o => Route.Of(now.Now)[o.Element]).Select(LineOf)] };

    private BusLine LineOf(Way way) => new(way.Name, way.X, way.Y, Spacing, Headway, Speed);
}
