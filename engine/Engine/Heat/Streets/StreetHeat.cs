using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Solar;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Heat;

/// <summary>Surfaces of the city and the air between its buildings, hour by hour, on the cells of the ground. docs/physics/street-heat.md.</summary>
public sealed class StreetHeat : Process
{
    private const int StepsOfHour = 2;
    private const double SecondsOfStep = 3600.0 / StepsOfHour, Kelvin = 273.15;
    /// <summary>Sine of the sun's elevation below which a person is met as there: 2°.</summary>
    private const double LowestSun = 0.035;
    /// <summary>Extinction of crowns: of leaves in all directions.</summary>
    private const double Extinction = 0.4;
    /// <summary>Heat of vaporisation [J/kg].</summary>
    private const double Vaporisation = 2.45e6;
    /// <summary>At the reference height: less is not told from calm [m/s].</summary>
    private const double LeastWind = 0.5;
    private const double Warmest = 27, WarmerIndoors = 2;
    private const int WeekOfHours = 168;

    /// <summary>Temperatures in float, near 30 °C, are kept to 2·10⁻⁶ K: over the capacities of a cell and half an hour that is 5·10⁻³ of some 500 W/m².</summary>
    private const double Rounding = 3e-5;

    /// <summary>Water near 150 mm is kept to 8·10⁻⁶ mm; even rain may lose that the same way in all 17,520 steps of a year: 0.13 of some 750 mm.</summary>
    private const double WaterRounding = 2e-4;

    private readonly Grid _grid;
    private readonly StreetCells _cells;
    private readonly StreetFields _fields;
    private readonly HeatParameters _parameters;
    private readonly Calendar _calendar;
    private readonly Territory _territory;
    private readonly StreetState _streets;
    private readonly StationCell _station;
    private readonly CityAir _city;
    private readonly StreetWind _wind;
    private readonly Field _atStart, _soilAtStart;
    private readonly Total[] _sums;
    private readonly Total _tropical, _nights, _strong, _veryStrong;
    private readonly Transfer _ofBuildings;
    private readonly double[][] _indoor;
    private readonly double[] _deep, _heat;
    private readonly StationAir[][] _above;
    private readonly double[][] _depths;
    private readonly int _nightHours;
    private bool _dark;
    private Outdoors? _last;

    /// <summary>At rest; call <see cref="Begin"/> before the first step.</summary>
    /// <param name="territory">What stands where.</param> <param name="shapes">Of its buildings.</param> <param name="cells">Of the ground.</param>
    /// <param name="weather">One for all members, or one a member.</param> <param name="calendar">Of the simulated year.</param>
    /// <param name="parameters">What the scenario sets.</param> <param name="device">Where it runs.</param> <param name="members">Of the ensemble.</param>
    /// <exception cref="TerritoryException">The cells do not close: <see cref="StreetCells.Of"/>.</exception>
    public StreetHeat(Territory territory, BuildingShapes shapes, Grid cells, IReadOnlyList<WeatherYear> weather, Calendar calendar, HeatParameters parameters, Device device, int members = 1)
        : base("heat", device, members)
    {
        ArgumentNullException.ThrowIfNull(territory);
        ArgumentNullException.ThrowIfNull(shapes);
        ArgumentNullException.ThrowIfNull(weather);
        (_territory, _grid, _parameters, _calendar) = (territory, cells, parameters, calendar);
        _cells = StreetCells.Of(territory, shapes, cells);
        _fields = Own(new StreetFields(_cells, device));
        _ofBuildings = Own(Transfer.OfMeans(cells, shapes.Buildings, device, _cells.StreetsOfBuildings.Select(s => s with { From = s.To, To = s.From })));
        AirAtBuildings = Carry(shapes.Buildings, new("street_air_of_building", "degC", "air of the streets around the building", QuantityKind.Temperature));
        _indoor = [.. weather.Select(y => IndoorOf(y, parameters.Indoor))];
        _deep = [.. weather.Select(y => y.Hours.Count == 0 ? 0 : y.Hours.Average(h => h.DryBulb))];
        _heat = [.. weather.Select(y => y.Hours.Count == 0 ? 1200 : y.Hours.Average(h => h.Pressure) / (287.05 * (Kelvin + y.Hours.Average(h => h.DryBulb))) * 1006)];
        _nightHours = Enumerable.Range(0, Calendar.Hours).Count(IsSummerNight);

        _streets = new("", q => Carry(cells, q), Scratch);
        foreach (Field shown in new[] { Air, _streets.Humidity, _streets.Soil }.Concat(Surfaces)) Show(Layer.Ground, shown);
        View along = _fields.Along();
        _wind = new(cells, along, q => Carry(cells, q), Scratch, device);
        Flow = new(cells, along, _fields.Flow.Depth, _wind.Views.Exchange, StreetWind.TurnsOver(cells));
        _station = new(parameters.StationRoughness, (on, q) => Carry(on, q), (on, q) => Own(new Field(on, device, q, members)), device);
        Own(_station);
        _city = Own(new CityAir(cells, (on, q) => Carry(on, q, Boundary.Open(0)), (on, q) => Own(new Field(on, device, q, members, Boundary.Open(0))), device));
        _above = [.. weather.Select(y => y.Hours.Select(h => StationAir.Of(h, parameters.StationRoughness)).ToArray())];
        _depths = [.. weather.Select((y, m) => CityAir.DepthsOf(y.Latitude, _above[m]))];
        Radiant = Show(Layer.Ground, cells, new("street_radiant", "degC", "mean radiant temperature on the open ground, over sun and shade", QuantityKind.Temperature));
        Index = Show(Layer.Ground, cells, new("street_utci", "degC", "thermal climate index on the open ground, over sun and shade", QuantityKind.Temperature));
        _atStart = Carry(cells, new("heat_at_start", "Wh m-2", "heat of surfaces and air at the beginning of the year"));
        _soilAtStart = Carry(cells, new("soil_water_at_start", "mm", "water in the soil at the beginning of the year"));
        string[] terms = ["sun", "long_wave", "released_heat", "sensible_heat", "latent_heat", "heat_indoors", "heat_below", "heat_carried", "heat_left_over"];
        string[] waters = ["soil_evaporated", "soil_drained", "soil_watered"];
        _sums = [.. terms.Select(t => Sum(cells, new(t, "Wh m-2", t.Replace('_', ' ')))), .. waters.Select(t => Sum(cells, new(t, "mm", t.Replace('_', ' '))))];
        _tropical = Sum(cells, TropicalNights);
        _strong = Sum(cells, StrongStress);
        _veryStrong = Sum(cells, new("hours_above_utci_38", "h", "hours above a thermal index of 38 °C in the street", QuantityKind.Burden));
        _nights = Sum(cells, new("night_air", "degC h", "air of the street in summer nights"));
        SumHourly(Air.Quantity with { Meaning = "air between the buildings, mean of all cells" }, Air, unit: Math.Max(1, cells.Count));

        Field Scratch(Quantity quantity) => Own(new Field(cells, device, quantity, members));
    }

    /// <summary>The air of streets at the walls and openings of buildings.</summary>
    public static Switch StreetAir { get; } = new("street_air", "Buildings stand in the air of their street, where street heat is on; else in that of the weather.");

    /// <summary>Heat that air conditioning takes out of rooms.</summary>
    public static Switch RejectedHeat { get; } = new("rejected_heat", "Air conditioning gives the heat of rooms to the air of their street, where street heat is on.");

    /// <summary>Of each building and cell: nights of warm air.</summary>
    public static Quantity TropicalNights { get; } = new("tropical_nights", "count", "nights in which the air of the street stays above 20 °C", QuantityKind.Burden);

    /// <summary>Of each building and cell: hours of strong heat stress.</summary>
    public static Quantity StrongStress { get; } = new("hours_above_utci_32", "h", "hours above a thermal index of 32 °C in the street", QuantityKind.Burden);

    /// <summary>Between the buildings, at the end of the last hour [°C].</summary>
    public Field Air => _streets.Air;

    /// <summary>At 50 m over each cell, with what the city has put into it [°C].</summary>
    public Field AirAbove => _city.Air;

    /// <summary>What people and machines put into the air of every cell in the next hour [W]; carried, 0 until a coupling fills it.</summary>
    public Field Released => _streets.Released;

    /// <summary>Adds heat to what is put into the air of the cells in the next hour.</summary>
    /// <param name="heat">Of every cell [W]; one for all members, or one a member.</param> <param name="alone">Whether nothing else is put there.</param>
    public void Release(Field heat, bool alone)
    {
        ArgumentNullException.ThrowIfNull(heat);
        Device.Run(_grid, new ReleaseHeat(heat.Now, Released.Now, alone ? 0 : 1));
    }

    /// <summary>Of the streets around every building, at the end of the last hour [°C]: the mean over <see cref="StreetCells.StreetsOfBuildings"/>.</summary>
    public Field AirAtBuildings { get; }

    /// <summary>What the cells are.</summary>
    public StreetCells Cells => _cells;

    /// <summary>How the air moved in the last hour.</summary>
    internal StreetFlow Flow { get; }

    /// <summary>Surface temperatures at the end of the last hour: roofs, walls, paved, natural, waters, crowns [°C].</summary>
    public IReadOnlyList<Field> Surfaces => _streets.Surfaces;

    /// <summary>Mean radiant temperature on the open ground, mean over sun and shade [°C].</summary>
    public Field Radiant { get; }

    /// <summary>Universal thermal climate index there [°C].</summary>
    public Field Index { get; }

    /// <summary>Puts all surfaces near the mean of some weeks.</summary>
    /// <param name="outdoor">Mean of the weeks before the first hour, one a member or one for all [°C].</param>
    public void Begin(IReadOnlyList<double> outdoor)
    {
        ArgumentNullException.ThrowIfNull(outdoor);
        double water = _parameters.SoilWater * StepStreets.SoilHolds;
        _streets.Begin(m => outdoor[Of(m, outdoor.Count)], m => _deep[Of(m, _deep.Length)], _parameters.Indoor, water);
        _ofBuildings.Run(Air, AirAtBuildings);
        _wind.Begin();
        _city.Begin();
        _station.Begin(m => outdoor[Of(m, outdoor.Count)], m => _deep[Of(m, _deep.Length)], _parameters.Indoor, water);
    }

    /// <summary>Advances by one hour.</summary>
    /// <param name="now">Weather and sky of the hour.</param>
    public void Step(Outdoors now)
    {
        ArgumentNullException.ThrowIfNull(now);
        SunUniforms sun = SunOf(now);
        FallSun(now, sun);
        _last = now;
        StationAir[] above = [.. _above.Select(y => y[now.Hour])];
        Uniform air = now.Each(static (WeatherHour w) => w.DryBulb), humidity = now.Each(static (WeatherHour w) => HumidityOf(w)), aloft = Each(above, static a => a.Temperature);
        StepUniforms step = StepOf(now, SecondsOfStep), ofStation = StepOf(now, SecondsOfStep / StationCell.Turns);
        for (int k = 0; k < StepsOfHour; k++)
        {
            _station.Step(ofStation, air, humidity, aloft);
            _city.Spread(_station.AirAbove, _station.HumidityAbove);
            Device.Run(_grid, new StepStreets(
                _fields.Cells, _fields.RoofKind, _fields.WallKind, _fields.Flow, _streets.Taken, Released.Now, _city.Air.Now, _city.Humidity.Now, _city.Up, _city.Wet, _wind.Views, _streets.Views, StreetSums.Of(k => _sums[k].Today), step));
            LayerStep[] layer = [.. now.Weather.Select((w, m) => LayerOf(w, above[m].Wind, _depths[m], now.Hour, first: k == 0))];
            if (k == 0) Flow.Layer = [.. layer.Select(static l => l with { Seconds = StepsOfHour * l.Seconds, East = StepsOfHour * l.East, North = StepsOfHour * l.North })];
            _wind.Carry(Air.Now, _city.Air.Now, _city.Up, layer, _heat);
            _city.Step(layer, _station.Up, _station.Wet, step.Heat, step.Vapour);
        }
        _ofBuildings.Run(Air, AirAtBuildings);
        Device.Run(_grid, FeelStreets.Of(_fields, _streets, Radiant.Now, Index.Now, _strong.Today, _veryStrong.Today, sun, step));
        int clock = _calendar.LivedAt(now.Hour).Clock;
        Device.Run(_grid, new CountNights(Air.Now, _tropical.Today, _nights.Today, clock == 5 ? 1 : 0, IsSummerNight(now.Hour) ? 1 : 0));
    }

    /// <inheritdoc/>
    public override IEnumerable<Table> Tables(int member)
    {
        double[] tropical = _tropical.Read(member), nights = _nights.Read(member), strong = _strong.Read(member), veryStrong = _veryStrong.Read(member);
        yield return new("buildings",
        [
            new NumberColumn(_tropical.Quantity, _cells.AtBuildings(tropical)),
            new NumberColumn(_strong.Quantity, _cells.AtBuildings(strong)),
            new NumberColumn(_veryStrong.Quantity, _cells.AtBuildings(veryStrong)),
            new NumberColumn(new("summer_night_air", "degC", "air of the street from midnight to six, mean of June to August", QuantityKind.Temperature), [.. _cells.AtBuildings(nights).Select(n => n / _nightHours)]),
        ]);
    }

    /// <inheritdoc/>
    public override IEnumerable<(Quantity, double)> Indicators(YearTables year)
    {
        ArgumentNullException.ThrowIfNull(year);
        double[] tropical = year.Buildings.Numbers("tropical_nights"), nights = year.Buildings.Numbers("summer_night_air");
        double[] strong = year.Buildings.Numbers("hours_above_utci_32");
        double[] people = [.. _territory.Buildings.Select(b => b.Inhabitants.Value)];
        double all = people.Sum();
        yield return (new("tropical_nights", "count", "nights above 20 °C in the street of an inhabitant, mean", QuantityKind.Burden), Weighted.Mean(tropical, people));
        yield return (new("many_tropical_nights", "1", "inhabitants with over 20 nights above 20 °C in their street", QuantityKind.Burden), all > 0 ? tropical.Select((t, n) => t > 20 ? people[n] : 0).Sum() / all : double.NaN);
        yield return (new("strong_heat_stress", "h", "hours of strong heat stress in the street of an inhabitant, mean", QuantityKind.Burden), Weighted.Mean(strong, people));
        yield return (new("much_strong_heat_stress", "1", "inhabitants with over 300 hours of strong heat stress in their street", QuantityKind.Burden), all > 0 ? strong.Select((h, n) => h > 300 ? people[n] : 0).Sum() / all : double.NaN);
        yield return (new("summer_night_air", "degC", "air of the street of an inhabitant in summer nights, mean", QuantityKind.Temperature), Weighted.Mean(nights, people));
        yield return (new("warmest_tenth", "K", "by how much summer nights of the tenth of inhabitants in the warmest streets are above the mean", QuantityKind.Burden), WarmestTenth(nights, people));
    }

    /// <inheritdoc/>
    public override IEnumerable<Balance> Balances(int member)
    {
        double area = _grid.CellSize * _grid.CellSize;
        using Field end = new(_grid, Device, new("heat_at_end", "Wh m-2", "heat of surfaces and air"), Members);
        Device.Run(_grid, Content(end));
        double[] sums = [.. _sums.Take(9).Select(s => s.Read(member).Sum() * area * 3600)];
        double stored = (Device.MemberSums(end)[member] - Device.MemberSums(_atStart)[member]) * area * 3600;
        double taken = sums[0], released = sums[2], gained = taken + released;
        yield return new("heat_of_streets", "J", gained, -sums[1] + sums[3] + sums[4] + sums[5] + sums[6] - sums[7] + stored, Rounding);
        yield return new("heat_of_street_cells", "J", gained, gained - sums[8], 3 * Rounding);
        double[] rooted = [.. Enumerable.Range(0, _grid.Count).Select(n => _fields.Rooted(n) * area)];
        double rain = rooted.Sum() * RainOfStep * StepsOfHour * Series.Hours;
        yield return new("water_of_soil", "kg", Water(_soilAtStart) + rain + Weighted(_sums[11]), Water(_streets.Soil) + Weighted(_sums[9]) + Weighted(_sums[10]), WaterRounding);

        double Weighted(Total total) => total.Read(member).Zip(rooted, static (a, b) => a * b).Sum();
        double Water(Field field)
        {
            float[] values = field.ToArray();
            return rooted.Select((r, n) => r * values[member * _grid.Count + n]).Sum();
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Notes =>
    [
        .. _cells.Rules.Where(r => r.Area > 0)
            .Select(r => FormattableString.Invariant($"street heat, {r.Rule}: {r.Share:0.0%} of the cells' area, {CodeWords.Of(r.Source.ToString())}: {r.Done}")),
        .. _territory.Shades.Count > 0 ? [$"street heat: {_territory.Shades.Count} sails shade people and buildings, but not the cells of the streets: hours of heat stress by cell and building do not know them; maps of comfort do"] : Array.Empty<string>(),
    ];

    /// <inheritdoc/>
    public override Func<Explanation>? Explain(Layer layer, int element)
    {
        if (layer != Layer.Ground) return null;
        double[] before = [.. _sums.Take(8).Select(s => s.Read()[element])];
        double held = Held(element);
        float released = Released.ToArray()[element], shift = _wind.ShiftOf(element);
        float[] begun = [.. _streets.Carried.Select(f => f.ToArray()[element])];
        return () =>
        {
            using StreetSensitivities follows = new(_cells, element, begun, [_city.Air.ToArray()[element], _city.Humidity.ToArray()[element], released, shift], SunOf(_last!), StepOf(_last!, SecondsOfStep), StepsOfHour);
            double[] terms = [.. _sums.Take(8).Select((s, k) => s.Read()[element] - before[k])];
            double stored = Held(element) - held;
            return new("street",
            [
                .. new[] { Air, _streets.Humidity, _city.Air, Radiant, Index }.Concat(Surfaces).Select(f => new Term(f.Quantity, f.ToArray()[element], "docs/physics/street-heat.md")),
            ],
            [
                Watts("street_sun", "sun taken in, reflections included", terms[0], "eq. 1 to 6: canyon with closed reflections, crowns"),
                Watts("street_long_wave", "long-wave from the sky, less what goes back", terms[1], "linear about the hour before"),
                Watts("street_released", "heat of air conditioning and machines", terms[2], "couplings.rejected_heat"),
                Watts("street_sensible", "heat to the air above", -terms[3], "log profile with the stability of Louis (1979)"),
                Watts("street_latent", "evaporation", -terms[4], "Penman–Monteith with water of the soil; half of the sun on planted roofs"),
                Watts("street_indoors", "through roofs and walls into rooms", -terms[5], "conduction in four layers"),
                Watts("street_deep", "into the ground below", -terms[6], "conduction in four layers"),
                Watts("street_carried", "brought by air from other cells, less what is carried on", terms[7], "eq. 32 to 34"),
                Watts("street_stored", "stored in surfaces and air", -stored, "conduction in four layers"),
            ],
            follows.Most(3));

            static Term Watts(string name, string meaning, double value, string source) => new(new(name, "W m-2", meaning), value, source);
        };
    }

    // Heat of a cell [Wh/m²].
    private double Held(int cell)
    {
        using Field content = new(_grid, Device, new("heat_now", "Wh m-2", "heat of surfaces and air"), Members);
        Device.Run(_grid, Content(content));
        return content.ToArray()[cell];
    }

    /// <inheritdoc/>
    protected override void YearBegins()
    {
        Device.Run(_grid, Content(_atStart));
        _soilAtStart.Write(_streets.Soil.ToArray());
    }

    private StepUniforms StepOf(Outdoors now, double seconds) => new(
        (float)seconds, now.Each(static (WeatherHour w) => StationAir.Sky(w)), Each(_above, y => Math.Max(LeastWind, y[now.Hour].Wind)),
        now.Each(static (WeatherHour w) => w.Pressure), Each(_heat, static h => h), Each(_heat, static h => h / 1006 * Vaporisation / 1000),
        now.Each(static (WeatherHour w) => Math.Max(0.05, 1 - Math.Exp(-w.GlobalHorizontalIrradiance / 150))), (float)(-Math.Log(now.Transmissivity) / Extinction),
        Each(_indoor, i => i[now.Hour]), Each(_deep, static d => d), (float)(RainOfStep * seconds / SecondsOfStep), (float)(1000 * _parameters.Irrigation * seconds / 86400),
        (float)(1 / (_grid.CellSize * _grid.CellSize)));

    private double RainOfStep => 1000 * _parameters.Rain / Calendar.Hours / StepsOfHour;

    private void FallSun(Outdoors now, SunUniforms sun)
    {
        bool dark = now.Sky.All(s => s.DirectNormal <= 0 && s.DiffuseHorizontal <= 0);
        if (dark && _dark) return;
        Device.Run(_grid, TakeSun.Of(_fields, _streets, sun));
        Device.Run(_station.Grid, TakeSun.Of(_station.Fields, _station.State, sun));
        _dark = dark;
    }

    private static SunUniforms SunOf(Outdoors now)
    {
        Sky sun = now.Sky[0];
        bool up = sun.Up > 0;
        // The part of a standing person that the sun meets (Underwood and Ward 1966, as VDI 3787-2 writes it), over the sine by which a level field takes less.
        double height = Math.Max(0, sun.Elevation), met = up ? 0.308 * Math.Cos(height * (1 - height * height / 48402) * Math.PI / 180) / Math.Max(sun.Up, LowestSun) : 0;
        return new(now.Each((Sky s) => up ? s.DirectNormal : 0), (float)sun.Up, (float)Math.Sqrt(sun.East * sun.East + sun.North * sun.North),
            now.Each(static (Sky s) => s.DiffuseHorizontal), (float)now.Transmissivity, (float)met);
    }

    private HoldHeat Content(Field into) => new(_fields.Cells, _fields.RoofKind, _fields.WallKind, _fields.Flow.Depth, _streets.Views, into.Now, Each(_heat, static h => h), Each(_heat, static h => h / 1006 * Vaporisation / 1000));

    private static LayerStep LayerOf(WeatherHour weather, double wind, double[] depths, int hour, bool first)
    {
        double before = depths[(hour + depths.Length - 1) % depths.Length], metres = Math.Max(LeastWind, wind) * SecondsOfStep, from = weather.WindDirection * Math.PI / 180;
        return new(SecondsOfStep, depths[hour], first ? before : depths[hour], -metres * Math.Sin(from), -metres * Math.Cos(from));
    }

    internal static Uniform Each<T>(IReadOnlyList<T> of, Func<T, double> value) => of.Count == 1 ? (float)value(of[0]) : Uniform.ByMember([.. of.Select(o => (float)value(o))]);

    private static int Of(int member, int count) => count == 1 ? 0 : member;

    private static double HumidityOf(WeatherHour w)
    {
        double vapour = w.RelativeHumidity * MoistAir.SaturationPressure(w.DryBulb);
        return 622 * vapour / (w.Pressure - 0.378 * vapour);
    }

    private bool IsSummerNight(int hour) => _calendar.StandardTime(hour).Month is >= 6 and <= 8 && _calendar.LivedAt(hour).Clock < 6;

    // Rooms follow warm weeks, 2 K above them, and are not let below what they are heated to.
    private static double[] IndoorOf(WeatherYear year, double heated)
    {
        int count = year.Hours.Count;
        double[] indoor = new double[count];
        double week = Enumerable.Range(count - Math.Min(count, WeekOfHours), Math.Min(count, WeekOfHours)).Sum(h => year.Hours[h].DryBulb);
        for (int hour = 0; hour < count; hour++)
        {
            indoor[hour] = Math.Clamp(week / WeekOfHours + WarmerIndoors, heated, Math.Max(heated, Warmest));
            week += year.Hours[hour].DryBulb - year.Hours[(hour - WeekOfHours + count) % count].DryBulb;
        }
        return indoor;
    }

    private static double WarmestTenth(double[] values, double[] people)
    {
        double all = people.Sum(), left = 0.1 * all, sum = 0;
        if (!(all > 0)) return double.NaN;
        foreach (int n in Enumerable.Range(0, values.Length).OrderByDescending(n => values[n]))
        {
            double taken = Math.Min(left, people[n]);
            (sum, left) = (sum + taken * values[n], left - taken);
            if (left <= 0) break;
        }
        return sum / (0.1 * all) - Weighted.Mean(values, people);
    }
}

/// <summary>Adds heat to what is put into the air of the streets.</summary>
/// <param name="heat">[W].</param> <param name="released">Sum [W].</param> <param name="keep">1 to add to what is there, 0 to begin.</param>
internal readonly struct ReleaseHeat([Plausible(0, 100_000)] View heat, [Plausible(0, 100_000)] View released, Uniform keep) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> => cell[released] = cell[keep] * cell[released] + cell[heat];
}
