using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Heat;

/// <summary>How the thermal index of one cell at the end of an hour follows what it is made of, and what is around it.</summary>
/// <remarks>The hour is computed anew by the kernels of all cells, alone in float64, with derivatives. What the cell began with, the air above it, what comes from other cells, and the shares of the wind are held; of members the first.</remarks>
internal sealed class StreetSensitivities : IDisposable
{
    /// <summary>What is moved, each by itself.</summary>
    internal enum Moved { Sun, Sky, Wind, AirAbove, Walls, Unsealed, Crowns, WallAlbedo, SoilWater, Released, Rooms }

    private const double Tenth = 0.1;
    /// <summary>The slope of crowns is taken with a few of them: the equation of leaves has no derivative where there are none.</summary>
    private const float FirstLeaves = 0.02f;

    private readonly DualDevice _device = new();
    private readonly Grid _grid;
    private readonly StreetCells _cells;
    private readonly int _element;
    private readonly StreetState _state;
    private readonly List<Field> _owned = [];
    private readonly Field _air, _humidity, _up, _wet, _radiant, _index;
    private readonly Field[] _sums;
    private readonly IReadOnlyList<float> _begun, _around;
    private readonly SunUniforms _sun;
    private readonly StepUniforms _step;
    private readonly int _steps;
    private readonly Field _shift;
    private readonly WindViews _wind;

    /// <summary>Of a cell.</summary>
    /// <param name="cells">All of them.</param> <param name="element">Which.</param> <param name="begun">Its <see cref="StreetState.Carried"/> before the hour.</param>
    /// <param name="around">Air [°C] and vapour [g/kg] above it, heat released in it [W], by how much air from other cells warms it [K].</param> <param name="sun">Of the hour.</param> <param name="step">Of each of its steps.</param> <param name="steps">How many.</param>
    public StreetSensitivities(StreetCells cells, int element, IReadOnlyList<float> begun, IReadOnlyList<float> around, SunUniforms sun, StepUniforms step, int steps)
    {
        (_grid, _begun, _around, _sun, _step, _steps) = (new(1, 1, cells.Grid.CellSize), begun, around, OfFirst(sun), OfFirst(step), steps);
        (_cells, _element) = (cells, element);
        _state = new("", New, New);
        (_air, _humidity, _up, _wet) = (New(new("above", "degC", "air above")), New(new("vapour_above", "g kg-1", "vapour above")), New(new("up", "W m-2", "heat up")), New(new("wet", "W m-2", "vapour up")));
        _shift = New(new("shift", "K", "by how much air from other cells warms it"));
        _wind = new(_shift.Now, New(new("alone", "degC", "air without it")).Now, New(new("stiff", "W m-2 K-1", "stiffness")).Now, New(new("exchange", "m s-1", "not read")).Now);
        (_radiant, _index) = (New(new("radiant", "degC", "radiant")), New(new("index", "degC", "index")));
        _sums = [.. Enumerable.Range(0, StreetSums.Count).Select(k => New(new($"sum_{k}", "1", "not read")))];

        Field New(Quantity quantity)
        {
            Field field = new(_grid, _device, quantity);
            _owned.Add(field);
            return field;
        }
    }

    /// <summary>Those that matter most, by size.</summary>
    public IReadOnlyList<Sensitivity> Most(int count) =>
        [.. Enum.GetValues<Moved>().Where(IsThere).Select(m => new Sensitivity(ParameterOf(m), StepOf(m), Result, StepOf(m) * Index(m, m == Moved.Crowns ? FirstLeaves : 0, 1).Slope)).Where(s => Math.Abs(s.Change) > 1e-6).OrderByDescending(s => Math.Abs(s.Change)).Take(count)];

    /// <summary>The index [°C], and its derivative.</summary>
    /// <param name="moved">What is moved.</param> <param name="by">By how much.</param> <param name="derivative">1: with the derivative with respect to it.</param>
    internal (double Value, double Slope) Index(Moved moved, float by, float derivative)
    {
        foreach ((Field field, float value) in _state.Carried.Zip(_begun)) field.Fill(value);
        _air.Fill(_around[0]);
        _humidity.Fill(_around[1]);
        _state.Released.Fill(_around[2]);
        _shift.Fill(_around[3]);
        using StreetFields fields = new(_cells, _device, _element);
        Uniform relative = new(1 + by) { Derivative = derivative }, absolute = new(by) { Derivative = derivative };
        foreach ((View view, bool isRelative, bool less) in MovedViews(moved, fields))
            _device.Run(_grid, new MoveField(view, isRelative ? relative : 1f, isRelative ? 0f : less ? new(-by) { Derivative = -derivative } : absolute));
        SunUniforms sun = moved == Moved.Sun ? _sun with { Normal = Times(_sun.Normal, relative), Diffuse = Times(_sun.Diffuse, relative) } : _sun;
        StepUniforms step = moved switch
        {
            Moved.Sky => _step with { Longwave = Times(_step.Longwave, relative) },
            Moved.Wind => _step with { Wind = Times(_step.Wind, relative) },
            Moved.Rooms => _step with { Indoor = Plus(_step.Indoor, absolute) },
            _ => _step,
        };
        _device.Run(_grid, TakeSun.Of(fields, _state, sun));
        for (int k = 0; k < _steps; k++)
            _device.Run(_grid, new StepStreets(
                fields.Cells, fields.RoofKind, fields.WallKind, fields.Flow, _state.Taken, _state.Released.Now, _air.Now, _humidity.Now, _up.Now, _wet.Now, _wind, _state.Views, StreetSums.Of(s => _sums[s].Now), step));
        _device.Run(_grid, FeelStreets.Of(fields, _state, _radiant.Now, _index.Now, _sums[0].Now, _sums[1].Now, sun, step));
        return (_index.ToArray()[0], _device.Derivatives(_index)[0]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Field field in _owned) field.Dispose();
        _device.Dispose();
    }

    private static Quantity Result { get; } = new("street_utci", "degC", "thermal climate index on the open ground", QuantityKind.Temperature);

    // Fields that are moved: times a factor, or more or less by an amount.
    private (View View, bool Relative, bool Less)[] MovedViews(Moved moved, StreetFields fields) => moved switch
    {
        Moved.AirAbove => [(_air.Now, false, false)],
        Moved.Walls => [(fields.Cells.Canyon, true, false), (fields.Cells.Wall, true, false)],
        Moved.Unsealed => [(fields.Cells.Paved, false, true), (fields.Cells.Natural, false, false)],
        Moved.Crowns => [(fields.Cells.OverPaved, false, false)],
        Moved.WallAlbedo => [(fields.Cells.WallAlbedo, true, false)],
        Moved.SoilWater => [(_state.Soil.Now, true, false)],
        Moved.Released => [(_state.Released.Now, true, false)],
        _ => [],
    };

    // Whether there is so much to be moved.
    private bool IsThere(Moved moved) => moved switch
    {
        Moved.Unsealed => _cells.Paved[_element] > Tenth,
        Moved.Crowns => _cells.Paved[_element] > 0.01 && _cells.CrownOverPaved[_element] < (1 - Tenth) * _cells.Paved[_element],
        _ => true,
    };

    private static double StepOf(Moved moved) => moved is Moved.AirAbove or Moved.Rooms ? 1 : Tenth;

    private static Quantity ParameterOf(Moved moved) => moved switch
    {
        Moved.Sun => new("street_sunshine", "1", "sunshine"),
        Moved.Sky => new("street_sky", "1", "long-wave of the sky"),
        Moved.Wind => new("street_wind", "1", "wind above the roofs"),
        Moved.AirAbove => new("air_above", "K", "air above the roofs"),
        Moved.Walls => new("street_walls", "1", "walls around, by their radiation and heat"),
        Moved.Unsealed => new("street_unsealed", "1", "of the cell unsealed"),
        Moved.Crowns => new("street_crowns", "1", "of the paved ground under trees"),
        Moved.WallAlbedo => new("street_white_walls", "1", "albedo of walls"),
        Moved.SoilWater => new("street_soil_water", "1", "water in the soil"),
        Moved.Released => new("street_released", "1", "heat of air conditioning"),
        _ => new("street_rooms", "K", "rooms behind walls and roofs"),
    };

    private static SunUniforms OfFirst(SunUniforms u) => new(u.Normal.Of(0), u.Sine.Of(0), u.Cosine.Of(0), u.Diffuse.Of(0), u.Through.Of(0), u.Met.Of(0));

    private static StepUniforms OfFirst(StepUniforms u) => new(
        u.Step.Of(0), u.Longwave.Of(0), u.Wind.Of(0), u.Pressure.Of(0), u.Heat.Of(0), u.Vapour.Of(0), u.Stomata.Of(0), u.Leaves.Of(0), u.Indoor.Of(0), u.Deep.Of(0), u.Rain.Of(0), u.Irrigation.Of(0), u.PerArea.Of(0));

    private static Uniform Times(Uniform value, Uniform factor) => new(value.Of(0) * factor.Value) { Derivative = value.Of(0) * factor.Derivative };

    private static Uniform Plus(Uniform value, Uniform more) => new(value.Of(0) + more.Value) { Derivative = more.Derivative };
}

/// <summary>Moves a field by a parameter.</summary>
/// <param name="field">Is changed.</param> <param name="factor">Of it.</param> <param name="more">Added to it.</param>
internal readonly struct MoveField(View field, [Plausible(1, 1)] Uniform factor, [Plausible(0, 0)] Uniform more) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> => cell[field] = cell[field] * cell[factor] + cell[more];
}
