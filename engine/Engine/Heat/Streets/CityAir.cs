using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Heat;

/// <summary>
/// The mixed layer of air over the territory: by how much it is warmer and moister than over the station's country, from what streets and roofs give off beyond what the station's ground does. The wind carries it, over
/// the city and out of the territory; air that comes in is that of the country.
/// </summary>
/// <remarks>
/// docs/physics/street-heat.md, eq. 28 to 31. Cells of 250 m or more: the layer is 80 m deep and more. With one wind over all cells, transport is a displacement, which is computed as such: exact but for the
/// interpolation between four cells, conservative, and stable for any step.
/// </remarks>
internal sealed class CityAir : IDisposable
{
    private const double Side = 250;                    // of its cells, at least [m]
    private const double Lapse = 0.005;                 // of potential temperature over the layer [K/m], Garratt 1992
    private const double Entrained = 2.8;               // 2 (1 + 2 · 0.2): growth with the usual share of heat from above, Tennekes 1973
    private const double Deepest = 2500;                // [m]

    private readonly Device _device;
    private readonly Grid _cells, _fine;
    private readonly IndexField _stationOfCells, _stationOfFine;
    private readonly Field _up, _wet, _column, _row, _fineColumn, _fineRow, _covered, _heatSource, _vapourSource;
    private readonly int _factor;

    /// <summary>Declares its fields.</summary>
    /// <param name="fine">Cells of the streets.</param> <param name="carry">Makes a field that is carried.</param> <param name="scratch">Makes one that is not.</param> <param name="device">Where it runs.</param>
    public CityAir(Grid fine, Func<Support, Quantity, Field> carry, Func<Support, Quantity, Field> scratch, Device device)
    {
        (_device, _fine, _factor, _cells) = (device, fine, FactorOver(fine), LayerOver(fine));
        Warmer = carry(_cells, new("city_air_warmer", "K", "by how much the mixed layer is warmer than over the country"));
        Moister = carry(_cells, new("city_air_moister", "g kg-1", "by how much it is moister"));
        (_heatSource, _vapourSource) = (scratch(_cells, new("city_air_heat", "K", "that the mixed layer takes in a step")), scratch(_cells, new("city_air_vapour", "g kg-1", "that it takes in a step")));
        (_up, _wet) = (scratch(fine, new("heat_up", "W m-2", "sensible heat to the air above")), scratch(fine, new("vapour_up", "W m-2", "heat of the vapour that goes there")));
        Air = scratch(fine, new("air_above", "degC", "air at 50 m, above roofs and streets", QuantityKind.Temperature));
        Humidity = scratch(fine, new("humidity_above", "g kg-1", "vapour there"));
        (_column, _row) = (Places("city_air_column", _cells, n => n % _cells.Columns), Places("city_air_row", _cells, n => n / _cells.Columns));
        (_fineColumn, _fineRow) = (Places("column", fine, n => (n % fine.Columns + 0.5) / _factor - 0.5), Places("row", fine, n => (n / fine.Columns + 0.5) / _factor - 0.5));
        (_stationOfCells, _stationOfFine) = (new(_cells, device, new int[_cells.Count], "station"), new(fine, device, new int[fine.Count], "station"));
        _covered = Places("city_air_covered", _cells, n => Math.Min(_factor, fine.Columns - n % _cells.Columns * _factor) * (double)Math.Min(_factor, fine.Rows - n / _cells.Columns * _factor));
    }

    /// <summary>Cells of the streets along the side of one of the layer.</summary>
    public static int FactorOver(Grid fine) => (int)Math.Ceiling(Side / fine.CellSize);

    /// <summary>Cells of the layer over those of the streets, the last ones beyond their edge in part.</summary>
    public static Grid LayerOver(Grid fine)
    {
        int factor = FactorOver(fine);
        return new((fine.Rows + factor - 1) / factor, (fine.Columns + factor - 1) / factor, factor * fine.CellSize, fine.West, fine.South);
    }

    /// <summary>By how much the layer is warmer than over the country [K], on its own cells.</summary>
    public Field Warmer { get; }
    /// <summary>By how much it is moister [g/kg].</summary>
    public Field Moister { get; }
    /// <summary>Air at the reference height over each cell of the streets [°C].</summary>
    public Field Air { get; }
    /// <summary>Vapour there [g/kg].</summary>
    public Field Humidity { get; }
    /// <summary>Sensible heat that goes up from a cell in a step [W/m²]; the streets write it.</summary>
    public View Up => _up.Now;
    /// <summary>Latent heat that goes up [W/m²]; the streets write it.</summary>
    public View Wet => _wet.Now;

    /// <summary>The country's air everywhere.</summary>
    public void Begin()
    {
        Warmer.Fill(0);
        Moister.Fill(0);
    }

    /// <summary>Writes the air above every cell of the streets.</summary>
    /// <param name="country">At the reference height over the station [°C]; one cell.</param> <param name="humidity">There [g/kg].</param>
    public void Spread(View country, View humidity) =>
        _device.Run(_fine, new SpreadCityAir(
            Warmer.Now, Moister.Now, _fineColumn.Now, _fineRow.Now, country, humidity, _stationOfFine.View, Air.Now, Humidity.Now, (float)(_cells.Columns - 1), (float)(_cells.Rows - 1)));

    /// <summary>Takes in what went up, and lets the wind carry it.</summary>
    /// <param name="now">The layer in this step.</param> <param name="stationUp">Sensible heat that the station's ground gave off in the step [Wh/m²]; one cell.</param> <param name="stationWet">Latent heat of it.</param>
    /// <param name="heat">Capacity of air [J/(m³ K)].</param> <param name="vapour">Heat of a g/kg of vapour [J/m³].</param>
    public void Step(IReadOnlyList<LayerStep> now, View stationUp, View stationWet, Uniform heat, Uniform vapour)
    {
        _device.Run(_cells, new GatherFluxes(
            Up, Wet, stationUp, stationWet, _stationOfCells.View, _column.Now, _row.Now, _covered.Now, _heatSource.Now, _vapourSource.Now, (float)_factor, (float)(_factor * _factor),
            StreetHeat.Each(now, static l => l.Seconds / l.Depth), StreetHeat.Each(now, static l => 3600 / l.Seconds), heat, vapour));
        Uniform turns = StreetHeat.Each(now, l => l.TurnsOver(_cells)), perTurn = StreetHeat.Each(now, l => 1 / l.TurnsOver(_cells));
        Uniform east = StreetHeat.Each(now, l => l.East / _cells.CellSize), north = StreetHeat.Each(now, l => l.North / _cells.CellSize), kept = StreetHeat.Each(now, static l => l.Kept);
        foreach ((Field carried, Field source) in new[] { (Warmer, _heatSource), (Moister, _vapourSource) })
        {
            _device.Run(_cells, new Drift(carried.Now, source.Now, carried.Next, _column.Now, _row.Now, east, north, kept, turns, perTurn));
            carried.Advance();
        }
    }

    /// <summary>Depth of the layer by hour of a year [m].</summary>
    /// <remarks>
    /// By day it grows with the sensible heat of the station's ground, as Tennekes (1973), Journal of the Atmospheric Sciences 30, from its depth at night; at night Zilitinkevich (1972), Boundary-Layer
    /// Meteorology 3, and at least 80 m, which the Urban Weather Generator takes over cities (Bueno et al. 2013).
    /// </remarks>
    /// <param name="latitude">[°].</param> <param name="year">The air above the station, by hour.</param>
    public static double[] DepthsOf(double latitude, IReadOnlyList<StationAir> year)
    {
        double[] depths = new double[year.Count];
        double coriolis = 2 * 7.292e-5 * Math.Max(0.3, Math.Abs(Math.Sin(latitude * Math.PI / 180))), square = 0;
        for (int hour = 0; hour < depths.Length; hour++)
        {
            StationAir above = year[hour];
            if (above.Heat <= 0) square = Math.Pow(depths[hour] = Math.Clamp(0.4 * Math.Sqrt(above.FrictionLength / coriolis), LeastDepth, Deepest), 2);
            else depths[hour] = Math.Min(Deepest, Math.Sqrt(square += Entrained / Lapse * above.Heat * 3600 / 1200));
        }
        return depths;
    }

    /// <summary>Of the layer over a city in calm nights [m].</summary>
    private const double LeastDepth = 80;

    private Field Places(string name, Grid of, Func<int, double> value)
    {
        Field field = new(of, _device, new(name, "1", name));
        field.Write([.. Enumerable.Range(0, of.Count).Select(n => (float)value(n))]);
        return field;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stationOfCells.Dispose();
        _stationOfFine.Dispose();
        foreach (Field field in new[] { _column, _row, _fineColumn, _fineRow, _covered }) field.Dispose();
    }
}

/// <summary>The mixed layer in a step.</summary>
/// <param name="Seconds">Of the step.</param> <param name="Depth">[m].</param> <param name="Before">Depth in the step before [m].</param>
/// <param name="East">How far its air goes in the step [m], eastward.</param> <param name="North">Northward.</param>
internal readonly record struct LayerStep(double Seconds, double Depth, double Before, double East, double North)
{
    /// <summary>Share of an excess that is left after the layer has grown: depth before over depth, 1 where it has shrunk.</summary>
    public double Kept => Math.Min(1, Before / Depth);

    /// <summary>Share of what is in the layer that stays in it: where it shrinks, the rest is left above it.</summary>
    public double Held => Math.Min(1, Depth / Before);

    /// <summary>How far [m].</summary>
    public double Metres => Math.Max(Math.Abs(East), Math.Abs(North));

    /// <summary>Pieces of its way, none longer than a cell.</summary>
    public double TurnsOver(Grid cells) => Math.Max(1, Math.Ceiling(Metres / cells.CellSize));
}

/// <summary>Writes the air at the reference height over each cell of the streets: that of the country, and the excess between the four nearest cells of the layer.</summary>
/// <param name="warmer">[K].</param> <param name="moister">[g/kg].</param> <param name="column">Of the cell, in cells of the layer.</param> <param name="row">The same.</param>
/// <param name="country">[°C].</param> <param name="humidity">[g/kg].</param> <param name="station">Where they stand.</param>
/// <param name="air">Is written [°C].</param> <param name="vapour">Is written [g/kg], not below a tenth of the country's.</param> <param name="lastColumn">Of the layer.</param> <param name="lastRow">Of the layer.</param>
internal readonly struct SpreadCityAir(
    [Plausible(-1, 3)] View warmer, [Plausible(-1, 1)] View moister, [Plausible(0, 4)] View column, [Plausible(0, 4)] View row,
    [Plausible(15, 25)] View country, [Plausible(5, 9)] View humidity, IndexView station, View air, View vapour, [Plausible(4, 4)] Uniform lastColumn, [Plausible(4, 4)] Uniform lastRow) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R x = R.Min(R.Max(cell[column], 0f), cell[lastColumn]), y = R.Min(R.Max(cell[row], 0f), cell[lastRow]);
        R outside = cell.At(humidity, station);
        cell[air] = cell.At(country, station) + Between.Four<R, C>(ref cell, warmer, x, y);
        cell[vapour] = R.Max(outside + Between.Four<R, C>(ref cell, moister, x, y), 0.1f * outside);
    }
}

/// <summary>What went up from the streets of a cell of the layer beyond what the station's ground gave off, as change of its air in the step.</summary>
/// <param name="up">Sensible heat of each cell of the streets [W/m²].</param> <param name="wet">Latent heat.</param> <param name="stationUp">Of the station in the step [Wh/m²].</param> <param name="stationWet">Of the station.</param> <param name="station">Where it stands.</param>
/// <param name="column">Of the cell of the layer.</param> <param name="row">The same.</param> <param name="covered">Cells of the streets in it.</param>
/// <param name="warms">Is written [K].</param> <param name="moistens">Is written [g/kg].</param>
/// <param name="factor">Cells of the streets along its side.</param> <param name="all">Over its area.</param> <param name="perDepth">Seconds over depth [s/m].</param> <param name="perHour">Steps in an hour.</param> <param name="heat">[J/(m³ K)].</param> <param name="vapour">Of a g/kg [J/m³].</param>
internal readonly struct GatherFluxes(
    [Plausible(-50, 300)] View up, [Plausible(-50, 300)] View wet, [Plausible(-25, 150)] View stationUp, [Plausible(-25, 150)] View stationWet, IndexView station,
    [Plausible(0, 4)] View column, [Plausible(0, 4)] View row, [Plausible(1, 4)] View covered, View warms, View moistens,
    [Plausible(2, 2)] Uniform factor, [Plausible(4, 4)] Uniform all, [Plausible(1, 20)] Uniform perDepth, [Plausible(2, 2)] Uniform perHour, [Plausible(1150, 1250)] Uniform heat, [Plausible(2800, 3100)] Uniform vapour) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        Span<R> sums = [0f, 0f];
        cell.Repeat(all, sums, new Body(up, wet, column, row, factor));
        R share = cell[perDepth] / cell[all];
        cell[warms] = share * (sums[0] - cell[covered] * cell[perHour] * cell.At(stationUp, station)) / cell[heat];
        cell[moistens] = share * (sums[1] - cell[covered] * cell[perHour] * cell.At(stationWet, station)) / cell[vapour];
    }

    private readonly struct Body(View up, View wet, View column, View row, Uniform factor) : ILoopBody
    {
        public void Turn<R, C>(ref C cell, R turn, Span<R> state) where R : struct, IReal<R> where C : struct, ICell<R>
        {
            R side = cell[factor], above = R.Floor((turn + 0.5f) / side), x = cell[column] * side + (turn - above * side), y = cell[row] * side + above;
            state[0] = state[0] + cell.Elsewhere(up, x, y);
            state[1] = state[1] + cell.Elsewhere(wet, x, y);
        }
    }
}

/// <summary>Moves a quantity of the layer with the wind, and what is given off in the step along with it; from beyond the edge comes nothing.</summary>
/// <param name="now">At the start of the step.</param> <param name="source">Given off in it, evenly.</param> <param name="next">At its end.</param> <param name="column">Of the cell.</param> <param name="row">Of the cell.</param>
/// <param name="east">How far the air goes in the step [cells].</param> <param name="north">The same.</param> <param name="kept">Of what there was.</param> <param name="turns">Pieces of the path.</param> <param name="perTurn">1 over them.</param>
internal readonly struct Drift(
    [Plausible(-1, 3)] View now, [Plausible(-0.1f, 0.3f)] View source, View next, [Plausible(0, 4)] View column, [Plausible(0, 4)] View row,
    [Plausible(-3, 3)] Uniform east, [Plausible(-3, 3)] Uniform north, [Plausible(0.5f, 1)] Uniform kept, [Plausible(3, 3)] Uniform turns, [Plausible(0.33f, 0.33f)] Uniform perTurn) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        Span<R> sum = [0f];
        cell.Repeat(turns, sum, new Body(source, column, row, east, north, perTurn));
        cell[next] = cell[kept] * Between.Four<R, C>(ref cell, now, cell[column] - cell[east], cell[row] - cell[north]) + cell[perTurn] * sum[0];
    }

    private readonly struct Body(View source, View column, View row, Uniform east, Uniform north, Uniform perTurn) : ILoopBody
    {
        public void Turn<R, C>(ref C cell, R turn, Span<R> state) where R : struct, IReal<R> where C : struct, ICell<R>
        {
            R gone = (turn + 0.5f) * cell[perTurn];
            state[0] = state[0] + Between.Four<R, C>(ref cell, source, cell[column] - gone * cell[east], cell[row] - gone * cell[north]);
        }
    }
}

/// <summary>Interpolation.</summary>
internal static class Between
{
    /// <summary>Of the four cells around a place.</summary>
    public static R Four<R, C>(ref C cell, View of, R column, R row) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R west = R.Floor(column), south = R.Floor(row), x = column - west, y = row - south;
        R below = cell.Elsewhere(of, west, south) * (1f - x) + cell.Elsewhere(of, west + 1f, south) * x;
        R above = cell.Elsewhere(of, west, south + 1f) * (1f - x) + cell.Elsewhere(of, west + 1f, south + 1f) * x;
        return below * (1f - y) + above * y;
    }
}
