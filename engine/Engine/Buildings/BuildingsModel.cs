using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Indicators;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Buildings;

/// <summary>Sun on the stock, as fields: what the solar process hands to the buildings.</summary>
/// <param name="BeamOnSide">Of the four sides, from the sun itself, shade included [W/m²], on the buildings.</param>
/// <param name="DiffuseOnSide">Of the four sides, from sky and ground [W/m²], on the buildings.</param>
/// <param name="OnRoof">In the plane of each roof segment, all together [W/m²], on the segments.</param>
public sealed record SunOnBuildings(IReadOnlyList<Field> BeamOnSide, IReadOnlyList<Field> DiffuseOnSide, Field OnRoof);

/// <summary>Something that buildings can show of an hour.</summary>
/// <param name="Name">Lower case with underscores.</param> <param name="Unit">As in CF conventions.</param> <param name="Meaning">One line for people.</param>
/// <param name="Kind">What more of it means.</param>
public sealed record HourlyQuantity(string Name, string Unit, string Meaning, QuantityKind Kind);

/// <summary>The building stock, hour by hour: heat, systems, roofs. docs/physics/buildings.md.</summary>
public sealed class BuildingsModel : IDisposable
{
    private readonly Device _device;
    private readonly Stock _stock;
    private readonly ZoneFields _zones;
    private readonly HourTables _tables;
    private readonly RoofPower _roof;
    private readonly IndexField _profile, _heater, _boiler;
    private readonly UseViews _use;
    private readonly Field _solar, _own;
    private readonly Field[] _bought;
    private readonly bool[] _uses = new bool[Enum.GetValues<Carrier>().Length];
    private bool _dark;

    /// <summary>A stock at rest; call <see cref="Begin"/> before the first step.</summary>
    /// <param name="territory">The buildings and who lives in them.</param>
    /// <param name="shapes">Of the same buildings.</param>
    /// <param name="stock">What measures changed.</param>
    /// <param name="parameters">Set-points, behaviour, prices.</param>
    /// <param name="calendar">Of the simulated year: people live by it.</param>
    /// <param name="device">Where it runs.</param>
    /// <exception cref="ArgumentException">Shapes or state are of another territory; or the grid's carbon has neither 1, 12 nor 8,760 values.</exception>
    public BuildingsModel(Territory territory, BuildingShapes shapes, StockState stock, BuildingsParameters parameters, Calendar calendar, Device device)
    {
        if (shapes.Buildings.Count != territory.Buildings.Count || stock.Heating.Length != territory.Buildings.Count)
            throw new ArgumentException($"buildings: {territory.Buildings.Count} of the territory, {shapes.Buildings.Count} shapes, {stock.Heating.Length} states", nameof(shapes));
        _ = parameters.Carbon.GridAt(0);
        Territory = territory;
        Shapes = shapes;
        Stock = stock;
        Parameters = parameters;
        Calendar = calendar;
        _device = device;
        _stock = shapes.Buildings;
        Descriptions = BuildingDescription.Of(territory, shapes, stock, parameters);
        _tables = new HourTables(parameters, calendar, device);
        _zones = new ZoneFields([.. Descriptions.Select(d => d.Zone)], [.. Descriptions.Select(d => d.Comfort.Total)], device);
        _roof = new RoofPower(shapes, stock.PanelPeakPower, device);
        _profile = new(_stock, device, (int[])[.. Descriptions.Select(d => d.Usage.Profile)]);
        _heater = new(_stock, device, (int[])[.. Descriptions.Select(d => HourTables.IndexOf(d.Heating, d.Shared))]);
        _boiler = new(_stock, device, (int[])[.. Descriptions.Select(d => HourTables.IndexOf(d.HotWater, d.Shared))]);
        _use = new(
            _zones.Views.Equipment, _zones.Views.Cooking,
            _zones.Constant("hot_water", "W", "mean useful power of hot water", [.. Descriptions.Select(d => (float)(d.Usage.HotWater / 8.76))]),
            _zones.Constant("auxiliaries", "1", "electricity of pumps and fans per heat", [.. Descriptions.Select(d => (float)HeatingPlant.AuxiliariesPerHeat(d.Heating))]),
            Code("heat_carrier", d => HeatingPlant.CarrierOf(d.Heating)), Code("water_carrier", d => HeatingPlant.CarrierOf(d.HotWater)),
            Code("cook_carrier", d => d.CookingCarrier));

        _solar = new(_stock, device, "solar_gains", "W", "sun taken in through glass and walls");
        HeatingNeed = Shown("heating_need");
        CoolingNeed = Shown("cooling_need");
        AirTemperature = Shown("air_temperature");
        _bought = [.. Enum.GetValues<Carrier>().Select(c => Shown(Names.Of(c)))];
        RoofPower = Shown("pv");
        _own = Shown("pv_own_use");
        State = new BuildingsState(_stock, device);
        Year = new YearSums(_stock.Count, State.Day.All.Length);
        foreach (BuildingDescription d in Descriptions)
            _uses[(int)HeatingPlant.CarrierOf(d.Heating)] = _uses[(int)HeatingPlant.CarrierOf(d.HotWater)] = _uses[(int)d.CookingCarrier] = true;
        Series = new HourlySeries(calendar,
            [HeatingNeed, CoolingNeed, .. _bought.Select((field, c) => c == (int)Carrier.Electricity || _uses[c] ? field : null), _roof.Any ? RoofPower : null, _roof.Any ? _own : null]);

        View Code(string name, Func<BuildingDescription, Carrier> of) =>
            _zones.Constant(name, "1", "code of a carrier", [.. Descriptions.Select(d => (float)(int)of(d))]);

        Field Shown(string name)
        {
            HourlyQuantity quantity = HourlyQuantities.First(q => q.Name == name);
            return new(_stock, device, quantity.Name, quantity.Unit, quantity.Meaning);
        }
    }

    /// <summary>All that buildings can show of an hour, known before any stock: what <see cref="Hourly"/> holds, and the carriers that nobody uses.</summary>
    public static IReadOnlyList<HourlyQuantity> HourlyQuantities { get; } =
    [
        new("heating_need", "W", "heat the rooms need", QuantityKind.Burden),
        new("cooling_need", "W", "heat to be taken out of the rooms", QuantityKind.Burden),
        new("air_temperature", "degC", "air of the rooms", QuantityKind.Temperature),
        .. Enum.GetValues<Carrier>().Select(c => new HourlyQuantity(Names.Of(c), "W", Names.MeaningOf(c), QuantityKind.Burden)),
        new("pv", "W", "electricity of the roof", QuantityKind.Benefit),
        new("pv_own_use", "W", "electricity of the roof used in the building", QuantityKind.Benefit),
    ];

    /// <summary>The territory.</summary>
    public Territory Territory { get; }
    /// <summary>What measures changed.</summary>
    public StockState Stock { get; }
    /// <summary>What it was told.</summary>
    public BuildingsParameters Parameters { get; private set; }
    /// <summary>Of the simulated year.</summary>
    public Calendar Calendar { get; }
    /// <summary>What is assumed of every building, with provenance.</summary>
    public IReadOnlyList<BuildingDescription> Descriptions { get; }
    /// <summary>What is carried from hour to hour.</summary>
    public BuildingsState State { get; }
    /// <summary>Sums over the year so far; complete after hour 23 of a day.</summary>
    public YearSums Year { get; }
    /// <summary>Totals of the territory for each hour since <see cref="BeginYear"/>.</summary>
    public HourlySeries Series { get; }

    /// <summary>Air of the rooms in the last hour [°C].</summary>
    public Field AirTemperature { get; }
    /// <summary>Heat the rooms needed in the last hour [W].</summary>
    public Field HeatingNeed { get; }
    /// <summary>Cold the rooms needed in the last hour [W].</summary>
    public Field CoolingNeed { get; }
    /// <summary>Electricity of the roofs in the last hour [W].</summary>
    public Field RoofPower { get; }
    /// <summary>Of that, used in the building [W].</summary>
    public Field OwnUse => _own;
    /// <summary>Electricity used in the last hour, the roof's included [W].</summary>
    public Field Electricity => _bought[(int)Carrier.Electricity];

    /// <summary>Power of a carrier used in the last hour; electricity includes the roof's [W].</summary>
    public Field Bought(Carrier carrier) => _bought[(int)carrier];

    /// <summary>What a building can show of the last hour; clients list these without knowing them one by one.</summary>
    public IReadOnlyList<Field> Hourly => [HeatingNeed, CoolingNeed, AirTemperature, .. _bought.Where((_, c) => _uses[c]), RoofPower, OwnUse];

    internal BuildingShapes Shapes { get; }

    internal ProfileHours ProfileHours() => new(_tables.Habits, Series.Hours);

    /// <summary>Other prices and carbon contents for the same hours: bills and greenhouse gas follow, what was simulated stays.</summary>
    /// <param name="prices">[€/kWh].</param> <param name="carbon">[kgCO2e/kWh]; that of the grid, which is summed by the hour, stays.</param>
    /// <exception cref="ArgumentException">The grid's carbon is another.</exception>
    public void Account(EnergyPrices prices, CarbonFactors carbon)
    {
        if (!carbon.HasGridOf(Parameters.Carbon)) throw new ArgumentException("the grid's carbon is summed by the hour: simulate the year again", nameof(carbon));
        Parameters = Parameters with { Prices = prices, Carbon = carbon };
    }

    /// <summary>Puts every mass where a steady day would: set-point indoors, a mean temperature outdoors.</summary>
    /// <param name="outdoor">Mean of the days before the first hour [°C].</param>
    public void Begin(double outdoor)
    {
        float[] mass = [.. Descriptions.Select(d => (float)d.SteadyMass(outdoor, Parameters.SetPoints))];
        State.MassTemperature.Write(mass);
        BeginYear();
    }

    /// <summary>Forgets the sums and the series, and keeps the state: after the hours that warm up.</summary>
    public void BeginYear()
    {
        Year.Clear(State.Day);
        Series.Clear();
    }

    /// <summary>Advances all buildings by one hour.</summary>
    /// <param name="hour">Of the year; habits repeat after 8,760.</param>
    /// <param name="weather">Of that hour.</param> <param name="sky">Of that hour.</param>
    /// <param name="sun">On façades and roofs in that hour; fields on this model's device.</param>
    public void Step(int hour, WeatherHour weather, Sky sky, SunOnBuildings sun)
    {
        _tables.Set(hour, weather.DryBulb);
        bool dark = sky.DirectNormal <= 0 && sky.DiffuseHorizontal <= 0 && sky.GlobalHorizontal <= 0;
        if (!dark || !_dark) TakeSun(sky, sun);
        _dark = dark;
        ProfileViews profiles = _tables.Hour;
        float cooking = _tables.Habits.Cooking[hour % Calendar.Hours];
        _device.Run(_stock, new StepZones(
            _zones.Views, _profile.View, profiles, _solar.Now, State.MassTemperature.Now, State.MassTemperature.Next,
            AirTemperature.Now, HeatingNeed.Now, CoolingNeed.Now, State.Day.Zone,
            cooking, (float)Parameters.Behaviour.CoolingSetPoint, (float)weather.DryBulb, (float)SkyDrop(weather), BuildingsParameters.OpenWindowsFrom, BuildingsParameters.RadiantShare));
        State.MassTemperature.Advance();
        if (_roof.Any) _roof.Step(sun.OnRoof, weather, dark, RoofPower.Now);
        _device.Run(_stock, new BuyEnergy(
            _use, _profile.View, profiles, _heater.View, _boiler.View, _tables.Plant, HeatingNeed.Now, CoolingNeed.Now, RoofPower.Now,
            new(_bought[0].Now, _bought[1].Now, _bought[2].Now, _bought[3].Now, _bought[4].Now), _own.Now, State.Day.Energy,
            cooking, (float)(1 / HeatingPlant.CoolingEfficiency), (float)Parameters.Carbon.GridAt(hour)));
        Series.Add(hour);
        if (hour % 24 == 23) Year.Take(State.Day);
    }

    /// <summary>Budgets of the hours since <see cref="BeginYear"/>; adds the hours of an unfinished day to the year. docs/physics/buildings.md derives the tolerances.</summary>
    public IReadOnlyList<Balance> Balances()
    {
        Year.Take(State.Day);
        return BuildingBalances.Of(this);
    }

    /// <summary>One row a building: what it is, what it needed, bought, made and cost. Adds the hours of an unfinished day to the year.</summary>
    public Table BuildingTable()
    {
        Year.Take(State.Day);
        return BuildingResults.Table(this);
    }

    private void TakeSun(Sky sky, SunOnBuildings sun)
    {
        _device.Run(_stock, new AbsorbSun(
            _zones.Glazed, _zones.Opaques, _zones.OpaqueRoof, _zones.FacingEast, _zones.FacingNorth, _zones.Shutters,
            Of(sun.BeamOnSide), Of(sun.DiffuseOnSide), State.MassTemperature.Now, _solar.Now,
            (float)sky.East, (float)sky.North, (float)sky.GlobalHorizontal, diffuseTransmission: 0.87f, BuildingsParameters.CloseShuttersFrom));

        static Sides Of(IReadOnlyList<Field> sides) => new(sides[0].Now, sides[1].Now, sides[2].Now, sides[3].Now);
    }

    /// <summary>How much colder than the air the sky radiates [K]; the norm's 11 K where the weather does not say.</summary>
    internal static double SkyDrop(WeatherHour weather) => weather.SkyLongwave > 0 ? weather.DryBulb - SkyTemperature.Of(weather.SkyLongwave) : 11;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable part in (IDisposable[])[_zones, _tables, _roof, _profile, _heater, _boiler, _solar, _own, .. _bought, AirTemperature, HeatingNeed, CoolingNeed, RoofPower, State, Series])
            part.Dispose();
    }
}
