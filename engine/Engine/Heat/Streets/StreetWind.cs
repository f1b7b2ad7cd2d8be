using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Heat;

/// <summary>
/// Air that the wind carries along the streets, from cell to cell. Each cell's air follows what goes on in the cell, with a stiffness, and what comes in from the cells before it; where streets narrow, air rises to the
/// layer above, where they widen it is drawn from there, so that none is lost.
/// </summary>
/// <remarks>
/// docs/physics/street-heat.md, eq. 32 to 34. Air passes a cell in less than a step, so that the air of all cells is that of a steady flow: found by turns, from what it was a step before. By how much it differs from that of
/// the cell left alone is held for the next step as a shift, with the heat that makes it.
/// </remarks>
internal sealed class StreetWind
{
    /// <summary>Way that turns follow the wind back in a step [m]; what lies beyond, the next step takes up.</summary>
    private const double Followed = 800;
    private const int LeastTurns = 8, MostTurns = 160;

    private readonly Device _device;
    private readonly Grid _cells;
    private readonly int _turns;
    private readonly View _along;
    private readonly Field _air, _alone, _stiff, _shift, _exchange;

    /// <summary>Declares its fields.</summary>
    /// <param name="cells">Of the streets.</param> <param name="along">Of each cell: <see cref="StreetFields.Along"/>.</param> <param name="carry">Makes a field that is carried.</param> <param name="scratch">Makes one that is not.</param> <param name="device">Where it runs.</param>
    public StreetWind(Grid cells, View along, Func<Quantity, Field> carry, Func<Quantity, Field> scratch, Device device)
    {
        (_device, _cells, _along, _turns) = (device, cells, along, TurnsOver(cells));
        _shift = carry(new("carried_shift", "K", "by how much air from other cells warms that of the street"));
        _air = scratch(new("carried_air", "degC", "air of the street, carried along"));
        _alone = scratch(new("air_alone", "degC", "air of the street without that of other cells"));
        _stiff = scratch(new("air_stiffness", "W m-2 K-1", "how fast the cell holds its air to its own"));
        _exchange = scratch(new("street_exchange", "m s-1", "air that passes between the street and the layer above"));
    }

    /// <summary>Turns that follow the wind back over the cells.</summary>
    public static int TurnsOver(Grid cells) => (int)Math.Clamp(Math.Ceiling(Followed / cells.CellSize), LeastTurns, MostTurns);

    /// <summary>As the step of the streets sees it.</summary>
    public WindViews Views => new(_shift.Now, _alone.Now, _stiff.Now, _exchange.Now);

    /// <summary>By how much air from other cells warms that of one, for the first member [K].</summary>
    public float ShiftOf(int cell) => _shift.ToArray()[cell];

    /// <summary>No air from elsewhere.</summary>
    public void Begin() => _shift.Fill(0);

    /// <summary>Carries the air on, after a step of the streets.</summary>
    /// <param name="air">Of the streets [°C].</param> <param name="above">At the reference height [°C].</param> <param name="up">Sensible heat that goes there in the step [W/m²]; what air that is carried along leaves there is added.</param>
    /// <param name="now">The wind, one a member or one for all.</param> <param name="heat">Capacity of air [J/(m³ K)], as many.</param>
    public void Carry(View air, View above, View up, IReadOnlyList<LayerStep> now, IReadOnlyList<double> heat)
    {
        Uniform east = By(static l => l.East), north = By(static l => l.North);
        for (int turn = 0; turn < _turns; turn++)
        {
            _device.Run(_cells, new CarryAlong(turn == 0 ? air : _air.Now, _air.Next, _alone.Now, _stiff.Now, _along, above, east, north));
            _air.Advance();
        }
        _device.Run(_cells, new SettleCarried(_air.Now, _alone.Now, _stiff.Now, _shift.Now, _along, above, up, east, north));

        // Heat that a metre of moving air carries through a face for each kelvin, per plan area [W/(m³ K)].
        Uniform By(Func<LayerStep, double> way) => StreetHeat.Each([.. now.Zip(heat)], of => of.Second * way(of.First) / of.First.Seconds / _cells.CellSize);
    }
}

/// <summary>What is carried along, as <see cref="StepStreets"/> sees it.</summary>
/// <param name="Shift">By how much air from elsewhere warms that of the street [K]; read.</param> <param name="Alone">Air without it [°C]; written.</param> <param name="Stiff">Heat for each kelvin of the air, surfaces included [W/(m² K)]; written.</param>
/// <param name="Exchange">Air that passes between the street and the layer above, per plan area [m/s]; written.</param>
internal readonly record struct WindViews([Plausible(-1, 1)] View Shift, View Alone, View Stiff, View Exchange);

/// <summary>One turn: the air of each cell between its own and that of the cells before it.</summary>
/// <param name="air">Of the turn before [°C].</param> <param name="next">Is written [°C].</param> <param name="alone">Without that of other cells [°C].</param> <param name="stiff">[W/(m² K)].</param>
/// <param name="along">Air that moves along, for one m/s at the reference height, per metre across [m].</param> <param name="above">At the reference height [°C].</param>
/// <param name="east">Heat that a metre of it carries eastward, for each kelvin, per plan area [W/(m³ K)].</param> <param name="north">Northward.</param>
internal readonly struct CarryAlong(
    [Plausible(15, 25)] View air, View next, [Plausible(15, 25)] View alone, [Plausible(20, 100)] View stiff, [Plausible(0.5f, 4)] View along, [Plausible(15, 25)] View above,
    [Plausible(-150, 150)] Uniform east, [Plausible(-150, 150)] Uniform north) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        Faces<R> faces = Faces<R>.Of(ref cell, along, east, north);
        R drawn = R.Max(faces.Out - faces.In, 0f), own = cell[stiff];
        cell[next] = (own * cell[alone] + faces.West * cell[air, -1, 0] + faces.East * cell[air, 1, 0] + faces.South * cell[air, 0, -1] + faces.North * cell[air, 0, 1] + drawn * cell[above]) / (own + faces.In + drawn);
    }
}

/// <summary>
/// Holds by how much the air is shifted. What came in through the faces of the cell, less what went out and what warmed the cell in the step, goes to the layer above: what rises, what is drawn from there, and what the
/// shift of the step before was too much or too little. So no heat is lost, whatever the turns have left.
/// </summary>
/// <param name="air">Carried along [°C].</param> <param name="alone">[°C].</param> <param name="stiff">[W/(m² K)].</param> <param name="shift">That the step took; is written [K].</param> <param name="along">[m].</param> <param name="above">[°C].</param> <param name="up">Is added to [W/m²].</param>
/// <param name="east">[W/(m³ K)].</param> <param name="north">The same.</param>
internal readonly struct SettleCarried(
    [Plausible(15, 25)] View air, [Plausible(15, 25)] View alone, [Plausible(20, 100)] View stiff, [Plausible(-1, 1)] View shift, [Plausible(0.5f, 4)] View along, [Plausible(15, 25)] View above, View up,
    [Plausible(-150, 150)] Uniform east, [Plausible(-150, 150)] Uniform north) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        Faces<R> faces = Faces<R>.Of(ref cell, along, east, north);
        R here = cell[air] - cell[above], over = cell[above];
        R came = faces.West * (cell[air, -1, 0] - over) + faces.East * (cell[air, 1, 0] - over) + faces.South * (cell[air, 0, -1] - over) + faces.North * (cell[air, 0, 1] - over);
        cell[up] = cell[up] + came - faces.Out * here - cell[stiff] * cell[shift];
        cell[shift] = cell[air] - cell[alone];
    }
}

/// <summary>Heat that comes in through the faces of a cell for each kelvin, and what goes out, per plan area [W/(m² K)].</summary>
internal readonly record struct Faces<R>(R West, R East, R South, R North, R Out) where R : struct, IReal<R>
{
    /// <summary>Through a face passes what the narrower of its two cells lets through.</summary>
    public static Faces<R> Of<C>(ref C cell, View along, Uniform east, Uniform north) where C : struct, ICell<R>
    {
        R here = cell[along], west = R.Min(here, cell[along, -1, 0]), beyond = R.Min(here, cell[along, 1, 0]), south = R.Min(here, cell[along, 0, -1]), far = R.Min(here, cell[along, 0, 1]);
        R eastward = R.Max(cell[east], 0f), westward = R.Max(-cell[east], 0f), northward = R.Max(cell[north], 0f), southward = R.Max(-cell[north], 0f);
        return new(west * eastward, beyond * westward, south * northward, far * southward, beyond * eastward + west * westward + far * northward + south * southward);
    }

    /// <summary>All that comes in.</summary>
    public R In => West + East + South + North;
}
