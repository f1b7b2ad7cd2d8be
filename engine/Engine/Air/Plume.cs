using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Heat;

namespace TerritoryTwin.Air;

/// <summary>Makes the fields of a process.</summary>
/// <param name="Carry">One that is carried.</param> <param name="Scratch">One that is not, with an edge.</param> <param name="Sum">A sum over the year.</param>
internal sealed record FieldMaker(Func<Support, Quantity, Boundary, Field> Carry, Func<Support, Quantity, Boundary, Field> Scratch, Func<Support, Quantity, Total> Sum);

/// <summary>One pollutant of the traffic: in the air of the streets, and in the layer above. Nothing comes in over the edge of the territory.</summary>
/// <remarks>docs/physics/air.md, eq. 1 to 7.</remarks>
internal sealed class Plume
{
    private const double Seconds = 3600, MicrogramsOfGram = 1e6;

    private readonly Device _device;
    private readonly AirPlaces _at;
    private readonly Field _above, _alone, _stiff, _carried, _up, _source, _streetAtStart, _loadAtStart;
    private readonly Total _given, _leftStreets, _leftLayer;
    private readonly View _depth;

    /// <summary>Declares its fields.</summary>
    /// <param name="name">Lower case with underscores.</param> <param name="meaning">What it is.</param> <param name="at">Where.</param> <param name="depth">Volume of the air of the streets per plan area [m].</param> <param name="make">Makes fields.</param> <param name="device">Where it runs.</param>
    public Plume(string name, string meaning, AirPlaces at, View depth, FieldMaker make, Device device)
    {
        (_device, _at, _depth) = (device, at, depth);
        Boundary clean = Boundary.Open(0);
        Given = new(at.Streets, device, new($"{name}_given", "g", $"{meaning} that vehicles give off in the hour"));
        Street = make.Carry(at.Streets, new($"street_{name}", "ug m-3", $"{meaning} from traffic in the air of the street", QuantityKind.Burden), clean);
        Load = make.Carry(at.Layer, new($"{name}_above", "ug m-2", $"{meaning} from traffic in the layer above, over its depth"), clean);
        _streetAtStart = make.Carry(at.Streets, new($"street_{name}_at_start", "g", $"{meaning} in the street at the beginning of the year"), clean);
        _loadAtStart = make.Carry(at.Layer, new($"{name}_above_at_start", "ug m-2", $"{meaning} in the layer above at the beginning of the year"), clean);
        _above = Scratch("above", "ug m-3");
        _alone = Scratch("alone", "ug m-3");
        _stiff = Scratch("stiffness", "m s-1");
        _carried = Scratch("carried", "ug m-3");
        _up = Scratch("up", "ug m-2 s-1");
        _source = make.Scratch(at.Layer, new($"{name}_source", "ug m-2", "that the layer takes in a step"), clean);
        OfYear = make.Sum(at.Streets, new($"{name}_of_year", "ug h m-3", $"{meaning} from traffic in the street"));
        _given = make.Sum(at.Streets, new($"{name}_given_of_year", "g", $"{meaning} that vehicles give off in the year"));
        _leftStreets = make.Sum(at.Streets, new($"{name}_left_streets", "g", $"{meaning} that the wind carries out of the territory along streets"));
        _leftLayer = make.Sum(at.Layer, new($"{name}_left_layer", "g", $"{meaning} that leaves the layer above"));

        Field Scratch(string what, string unit) => make.Scratch(at.Streets, new($"{name}_{what}", unit, what), clean);
    }

    /// <summary>Of vehicles in each cell in the hour, for all members [g].</summary>
    public Field Given { get; }
    /// <summary>In the air of each street, at the end of the hour [µg/m³].</summary>
    public Field Street { get; }
    /// <summary>In the layer above, over its depth [µg/m²].</summary>
    public Field Load { get; }
    /// <summary>Of each street over the year [µg h/m³].</summary>
    public Total OfYear { get; }

    /// <summary>Clean air everywhere.</summary>
    public void Begin()
    {
        Street.Fill(0);
        Load.Fill(0);
    }

    /// <summary>Advances by one hour.</summary>
    /// <param name="flow">Of the air in it.</param>
    public void Step(StreetFlow flow)
    {
        float lastColumn = _at.Layer.Columns - 1, lastRow = _at.Layer.Rows - 1, perSecond = (float)(1 / Seconds), unit = (float)(MicrogramsOfGram / Seconds / _at.AreaOfStreet);
        Uniform east = flow.By(l => l.East / l.Seconds / _at.Streets.CellSize), north = flow.By(l => l.North / l.Seconds / _at.Streets.CellSize);
        _device.Run(_at.Streets, new SpreadLayer(Load.Now, _at.ColumnOfStreet, _at.RowOfStreet, _above.Now, lastColumn, lastRow, flow.By(static l => l.Held / l.Depth)));
        _device.Run(_at.Streets, new MeetExhaust(Street.Now, Given.Now, _above.Now, flow.Exchange, _depth, _alone.Now, _stiff.Now, perSecond, unit));
        for (int turn = 0; turn < flow.Turns; turn++)
        {
            _device.Run(_at.Streets, new CarryAlong(turn == 0 ? Street.Now : _carried.Now, _carried.Next, _alone.Now, _stiff.Now, flow.Along, _above.Now, east, north));
            _carried.Advance();
        }
        _device.Run(_at.Streets, new SettleExhaust(
            _carried.Now, Street.Now, Given.Now, _depth, flow.Along, _at.Inside, _up.Now, OfYear.Today, _given.Today, _leftStreets.Today, perSecond, unit, east, north));

        double pieces = _at.Factor * (double)_at.Factor;
        _device.Run(_at.Layer, new GatherExhaust(_up.Now, _at.Column, _at.Row, _source.Now, (float)_at.Factor, (float)pieces, (float)(Seconds / pieces)));
        Uniform across = flow.By(l => l.East / _at.Layer.CellSize), up = flow.By(l => l.North / _at.Layer.CellSize), held = flow.By(static l => l.Held);
        Uniform turns = flow.By(l => l.TurnsOver(_at.Layer)), perTurn = flow.By(l => 1 / l.TurnsOver(_at.Layer));
        _device.Run(_at.Layer, new LeaveLayer(Load.Now, _source.Now, _leftLayer.Today, _at.Column, _at.Row, across, up, held, turns, perTurn, lastColumn, lastRow, (float)(_at.AreaOfLayer / MicrogramsOfGram)));
        _device.Run(_at.Layer, new Drift(Load.Now, _source.Now, Load.Next, _at.Column, _at.Row, across, up, held, turns, perTurn));
        Load.Advance();
    }

    /// <summary>Keeps what there is.</summary>
    public void YearBegins()
    {
        Hold(_streetAtStart);
        _loadAtStart.Write(Load.ToArray());
    }

    /// <summary>Grams that were given off since the year began, and those that left the territory or stayed in its air beyond what was there.</summary>
    /// <param name="name">Of the balance.</param> <param name="member">Of the ensemble.</param> <param name="tolerance">Of the balance.</param>
    public Balance BalanceOf(string name, int member, double tolerance)
    {
        using Field end = new(_at.Streets, _device, new("held", "g", "in the air of the street"), Street.Members);
        Hold(end);
        double inStreets = _device.MemberSums(end)[member] - _device.MemberSums(_streetAtStart)[member];
        double inLayer = (_device.MemberSums(Load)[member] - _device.MemberSums(_loadAtStart)[member]) * _at.AreaOfLayer / MicrogramsOfGram;
        return new(name, "g", _given.Read(member).Sum(), _leftStreets.Read(member).Sum() + _leftLayer.Read(member).Sum() + inStreets + inLayer, tolerance);
    }

    private void Hold(Field into) => _device.Run(_at.Streets, new HoldExhaust(Street.Now, _depth, into.Now, (float)(_at.AreaOfStreet / MicrogramsOfGram)));
}
