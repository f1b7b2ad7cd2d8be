using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Heat;

/// <summary>
/// The station of the weather as a cell of grass in the same model. What its air is above the measured one is taken off the air at the reference height, so that a place like
/// the station's has the temperature that was measured, and streets differ from it by what makes them differ.
/// </summary>
internal sealed class StationCell : IDisposable
{
    private readonly Device _device;
    private readonly Field _airAbove, _humidityAbove, _airError, _humidityError, _up, _wet;
    private readonly Field[] _sums;
    private readonly StreetSums _given;
    private readonly WindViews _wind;

    /// <summary>Declares its fields.</summary>
    /// <param name="roughness">Of its surroundings [m].</param> <param name="carry">Makes a field that is carried.</param> <param name="scratch">Makes one that is not.</param> <param name="device">Where it runs.</param>
    public StationCell(double roughness, Func<Support, Quantity, Field> carry, Func<Support, Quantity, Field> scratch, Device device)
    {
        _device = device;
        Territory field = new()
        {
            Name = "station", Epsg = 2154, Latitude = 0, Longitude = 0, Buildings = [], Terrain = new Raster(new Grid(1, 1, 1), new float[1]),
            Vegetation = [new("grass", new(new([0, 100, 100, 0], [0, 0, 100, 100]), []), "grass", 0, "")],
        };
        Grid = new Grid(1, 1, 100);
        StreetCells cells = StreetCells.Of(field, BuildingShapes.Of(field), Grid);
        cells.Roughness[0] = roughness;
        Fields = new StreetFields(cells, device);
        State = new StreetState("station_", q => carry(Grid, q), q => scratch(Grid, q));
        _wind = new(scratch(Grid, new("station_shift", "K", "no air comes from elsewhere")).Now, scratch(Grid, new("station_air_alone", "degC", "not read")).Now, scratch(Grid, new("station_air_stiffness", "W m-2 K-1", "not read")).Now,
            scratch(Grid, new("station_exchange", "m s-1", "not read")).Now);
        _airError = carry(Grid, new("station_air_error", "K", "by how much the cell of the station is warmer than the station"));
        _humidityError = carry(Grid, new("station_humidity_error", "g kg-1", "by how much it is moister"));
        _airAbove = scratch(Grid, new("air_above", "degC", "air at the reference height"));
        _humidityAbove = scratch(Grid, new("humidity_above", "g kg-1", "vapour at the reference height"));
        _sums = [.. Enumerable.Range(0, StreetSums.Count).Select(k => scratch(Grid, new($"station_sum_{k}", "1", "of the step")))];
        _given = StreetSums.Of(k => _sums[k].Now);
        (_up, _wet) = (scratch(Grid, new("station_heat_up", "W m-2", "sensible heat to the air above")), scratch(Grid, new("station_vapour_up", "W m-2", "latent heat to it")));
    }

    /// <summary>One cell.</summary>
    public Grid Grid { get; }
    /// <summary>What it is.</summary>
    public StreetFields Fields { get; }
    /// <summary>What is carried of it.</summary>
    public StreetState State { get; }
    /// <summary>At the reference height, corrected [°C]; one cell.</summary>
    public View AirAbove => _airAbove.Now;
    /// <summary>The same [g/kg].</summary>
    public View HumidityAbove => _humidityAbove.Now;
    /// <summary>Sensible heat that its ground gave off in the step [Wh/m²]; one cell.</summary>
    public View Up => _given.Sensible;
    /// <summary>Latent heat [Wh/m²].</summary>
    public View Wet => _given.Latent;

    /// <summary>Puts it near the mean of some weeks.</summary>
    public void Begin(Func<int, double> outdoor, Func<int, double> deep, double indoor, double water)
    {
        State.Begin(outdoor, deep, indoor, water);
        _airError.Fill(0);
        _humidityError.Fill(0);
    }

    /// <summary>In each step of the streets, the cell takes as many of its own: it must find the air above before they do.</summary>
    public const int Turns = 3;

    /// <summary>Steps the cell under the air above, and corrects that by what the cell came to, <see cref="Turns"/> times.</summary>
    /// <param name="now">Weather and season, for one of its own steps.</param> <param name="air">That was measured [°C].</param> <param name="humidity">The same [g/kg].</param> <param name="aloft">At the reference height before any correction [°C].</param>
    public void Step(StepUniforms now, Uniform air, Uniform humidity, Uniform aloft)
    {
        CorrectAir corrected = new(_airError.Now, _humidityError.Now, _airAbove.Now, _humidityAbove.Now, aloft, humidity);
        _device.Run(Grid, corrected);
        foreach (int k in new[] { StreetSums.OfSensible, StreetSums.OfLatent }) _sums[k].Fill(0);
        for (int turn = 0; turn < Turns; turn++)
        {
            _device.Run(Grid, new StepStreets(
                Fields.Cells, Fields.RoofKind, Fields.WallKind, Fields.Flow, State.Taken, State.Released.Now, AirAbove, HumidityAbove, _up.Now, _wet.Now, _wind, State.Views, _given, now));
            _device.Run(Grid, new LearnError(State.Air.Now, State.Humidity.Now, AirAbove, _airError.Now, _humidityError.Now, air, humidity, now.Wind));
            _device.Run(Grid, corrected);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Fields.Dispose();
}

/// <summary>Takes the error of the station's cell off the air at the reference height.</summary>
/// <param name="airError">[K].</param> <param name="humidityError">[g/kg].</param> <param name="air">Is written [°C].</param> <param name="humidity">Is written [g/kg], not below a tenth of the measured.</param>
/// <param name="aloft">Before the correction [°C].</param> <param name="measured">At the station, and above it [g/kg].</param>
internal readonly struct CorrectAir(View airError, View humidityError, View air, View humidity, Uniform aloft, Uniform measured) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        cell[air] = cell[aloft] - cell[airError];
        cell[humidity] = R.Max(cell[measured] - cell[humidityError], 0.1f * cell[measured]);
    }
}

/// <summary>
/// Adds what the station's cell is above the station to the error, within bounds. In calm nights the air at 2 m is cut off from that at the reference height and tells nothing of it: the error is let go as
/// turbulence dies down, and the profile of <see cref="StationAir"/> stands.
/// </summary>
/// <param name="air">Of the cell [°C].</param> <param name="humidity">Of the cell [g/kg].</param> <param name="above">At the reference height [°C].</param> <param name="airError">Is changed [K].</param> <param name="humidityError">Is changed [g/kg].</param>
/// <param name="measured">At the station [°C].</param> <param name="vapour">At the station [g/kg].</param> <param name="wind">At the reference height [m/s].</param>
internal readonly struct LearnError(
    [Plausible(15, 25)] View air, View humidity, [Plausible(15, 25)] View above, View airError, View humidityError, [Plausible(15, 25)] Uniform measured, Uniform vapour, [Plausible(1, 6)] Uniform wind) : ICellKernel
{
    private const float Most = 3, MostVapour = 4;
    /// <summary>Stability below which the error is let go.</summary>
    private const float Coupled = 0.3f;

    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R richardson = StepStreets.Richardson(cell[air], cell[above], cell[wind]);
        R told = R.Min(1f / (Coupled * (1f + 10f * R.Max(richardson, 0f))), 1f);
        cell[airError] = told * R.Min(R.Max(cell[airError] + (cell[air] - cell[measured]), -Most), Most);
        cell[humidityError] = R.Min(R.Max(cell[humidityError] + (cell[humidity] - cell[vapour]), -MostVapour), MostVapour);
    }
}
