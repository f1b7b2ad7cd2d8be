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

/// <summary>The building stock, hour by hour: heat, systems, roofs. docs/physics/buildings.md.</summary>
public sealed class BuildingsModel : Process
{
    private readonly Stock _stock;
    private readonly ZoneFields _zones;
    private readonly HourTables _tables;
    private readonly RoofPower _roof;
    private readonly IndexField _profile, _warmth, _water, _heater, _boiler;
    private readonly Lazy<string[]> _streets;
    private readonly UseViews _use;
    private readonly MeterViews _meters;
    private readonly BatteryViews _batteries;
    private readonly bool _anyBattery;
    private readonly Field _heldAtStart;
    private readonly Field _solar;
    private readonly Field[] _bought;
    private readonly BuildingsSums _sums;
    private readonly Territory[] _territories;
    private readonly BuildingsParameters[] _parameters;
    private readonly BuildingDescription[][] _descriptions;
    private Field? _rejected;
    private int? _asked;            // the building whose hour will be explained
    private double _outside;        // what it finds outside [°C]
    private bool _dark;
    private WeatherHour _weather;

    /// <summary>A stock at rest; call <see cref="Begin"/> before the first step.</summary>
    /// <param name="territory">The buildings and who lives in them.</param>
    /// <param name="shapes">Of the same buildings.</param>
    /// <param name="parameters">Set-points, behaviour, prices.</param>
    /// <param name="calendar">Of the simulated year: people live by it.</param>
    /// <param name="device">Where it runs.</param>
    /// <exception cref="ArgumentException">The shapes are of another territory, or panels of another roof; or the grid's carbon has neither 1, 12 nor 8,760 values.</exception>
    public BuildingsModel(Territory territory, BuildingShapes shapes, BuildingsParameters parameters, Calendar calendar, Device device)
        : this([territory], shapes, [parameters], calendar, device, members: 1) { }

    /// <summary>A stock for the members of an ensemble.</summary>
    /// <param name="territories">The buildings and who lives in them, of one member for all, or of each.</param> <param name="shapes">Of the same buildings.</param>
    /// <param name="parameters">One for all members, or one a member.</param> <param name="calendar">Of the simulated year.</param> <param name="device">Where it runs.</param>
    /// <param name="members">Of the ensemble.</param>
    /// <exception cref="ArgumentException">The shapes are of another territory, or panels of another roof; members have different seeds, or buildings of different uses and systems; or the grid's carbon has neither 1, 12 nor 8,760 values.</exception>
    public BuildingsModel(
        IReadOnlyList<Territory> territories, BuildingShapes shapes, IReadOnlyList<BuildingsParameters> parameters, Calendar calendar, Device device, int members)
        : base("buildings", device, members)
    {
        if (territories.FirstOrDefault(t => shapes.Buildings.Count != t.Buildings.Count) is { } other) throw new ArgumentException($"{other.Buildings.Count} buildings of the territory, {shapes.Buildings.Count} shapes", nameof(shapes));
        if (territories.Count != 1 && territories.Count != members) throw new ArgumentException($"{territories.Count} territories for {members} members", nameof(territories));
        if (parameters.Count != 1 && parameters.Count != members) throw new ArgumentException($"{parameters.Count} sets of parameters for {members} members", nameof(parameters));
        if (parameters.Any(p => p.Seed != parameters[0].Seed)) throw new ArgumentException("the members of an ensemble draw the same lots; give them one seed", nameof(parameters));
        foreach (BuildingsParameters p in parameters) _ = p.Carbon.GridAt(0);
        _territories = [.. territories];
        _streets = new(() => Streets.Of(territories[0]));      // no measure moves a house or a road
        Shapes = shapes;
        Calendar = calendar;
        _parameters = [.. parameters];
        _stock = shapes.Buildings;
        _descriptions = [.. Enumerable.Range(0, Math.Max(territories.Count, parameters.Count)).Select(m => BuildingDescription.Of(TerritoryOf(m), shapes, ParametersOf(m)))];
        if (_descriptions.Any(of => !of.Zip(Descriptions).All(d => BuildingDescription.LookUpTheSame(d.First, d.Second)))) throw new ArgumentException("the buildings of members have different uses or heating systems; simulate these apart", nameof(territories));
        _tables = Own(new HourTables(Descriptions.SelectMany(d => new[] { d.Heater, d.Boiler }), Descriptions.Select(static d => d.SetBack), _parameters, calendar, device, members));
        _zones = Own(new ZoneFields([.. _descriptions.Select(of => of.Select(d => d.Zone).ToArray())], [.. _descriptions.Select(of => of.Select(d => d.Comfort.Total).ToArray())], device));
        _roof = Own(new RoofPower(territories, shapes, device, members));
        _profile = Own(new IndexField(_stock, device, (int[])[.. Descriptions.Select(d => d.Usage.Profile)]));
        _warmth = Own(new IndexField(_stock, device, (int[])[.. Descriptions.Select(d => _tables.WarmthOf(d.Usage.Profile, d.SetBack))]));
        _water = Own(new IndexField(_stock, device, (int[])[.. Descriptions.Select(d => _tables.WaterOf(d.Usage.Profile, d.HotWater))]));
        _heater = Own(new IndexField(_stock, device, (int[])[.. Descriptions.Select(d => _tables.IndexOf(d.Heater))]));
        _boiler = Own(new IndexField(_stock, device, (int[])[.. Descriptions.Select(d => _tables.IndexOf(d.Boiler))]));
        _use = new(
            _zones.Views.Equipment, _zones.Views.Cooking,
            Constant("hot_water", "W", "mean useful power of hot water", d => d.Usage.HotWater / 8.76),
            Constant("auxiliaries", "1", "electricity of pumps and fans per heat", d => HeatingPlant.AuxiliariesPerHeat(d.Heating)),
            Code("heat_carrier", d => HeatingPlant.CarrierOf(d.Heating)), Code("water_carrier", d => HeatingPlant.CarrierOf(d.HotWater)),
            Code("cook_carrier", d => d.CookingCarrier),
            Constant("heating_factor", "1", "energy bought for heat over what is assumed", d => d.HeatingFactor),
            Constant("stove", "W", "power of a stove beside what heats the rooms", d => d.Stove));
        _meters = new(
            Flag("panels_serve_homes", "1 where the meter of the panels counts all of the building", static d => d.IsOneMeter),
            Flag("panels_serve_heater", "1 where the meter of the panels counts what heats the rooms", static d => d.IsOneMeter || d.HasCentral(d.Heating)),
            Flag("panels_serve_boiler", "1 where the meter of the panels counts what heats the water", static d => d.IsOneMeter || d.HasCentral(d.HotWater)),
            Constant("common_parts", "W", "electricity of common parts", static d => d.CommonParts));
        _batteries = new(
            Constant("battery_capacity", "W h", "what the battery can hold", static d => 1000 * (d.Battery?.Capacity ?? 0)), Constant("battery_power", "W", "in and out", static d => 1000 * (d.Battery?.Power ?? 0)));
        _anyBattery = _descriptions.Any(static of => of.Any(static d => d.Battery is not null));
        OutdoorAir = Own(new Lookup(_stock, device, new("outdoor_air", "degC", "air outside the building", QuantityKind.Temperature), members));
        Charging = Own(new Lookup(_stock, device, new("charging", "W", "power that electric cars take", QuantityKind.Burden), members));

        _solar = Own(new Field(_stock, device, new("solar_gains", "W", "sun taken in through glass and walls"), members));
        MassTemperature = Carry(_stock, new("mass_temperature", "degC", "effective mass of the building", QuantityKind.Temperature));
        BatteryHeld = Carry(_stock, new("battery_held", "W h", "electricity in the battery"));
        _heldAtStart = Carry(_stock, new("battery_held_at_start", "W h", "electricity in the battery at the beginning of the year"));
        HeatingNeed = Power("heating_need", "heat the rooms need", QuantityKind.Burden);
        CoolingNeed = Power("cooling_need", "heat to be taken out of the rooms", QuantityKind.Burden);
        AirTemperature = Show(Layer.Buildings, _stock, new("air_temperature", "degC", "air of the rooms", QuantityKind.Temperature));
        _bought = [.. Enum.GetValues<Carrier>().Select(c => Power(Names.Of(c), Names.MeaningOf(c), QuantityKind.Burden))];
        RoofPower = Power("pv", "electricity of the roof", QuantityKind.Benefit);
        OwnUse = Power("pv_own_use", "electricity of the roof used behind its meter", QuantityKind.Benefit);
        _sums = new(quantity => Sum(_stock, quantity));
        DeclareSeries();

        View Constant(string name, string unit, string meaning, Func<BuildingDescription, double> of) =>
            _zones.Constant(new(name, unit, meaning), [.. _descriptions.SelectMany(m => m.Select(d => (float)of(d)))]);
        View Flag(string name, string meaning, Func<BuildingDescription, bool> of) => Constant(name, "1", meaning, d => of(d) ? 1 : 0);
        View Code(string name, Func<BuildingDescription, Carrier> of) => Constant(name, "1", "code of a carrier", d => (int)of(d));
        Field Power(string name, string meaning, QuantityKind kind) => Show(Layer.Buildings, _stock, new(name, "W", meaning, kind));
    }

    /// <summary>What the first member was told.</summary>
    public BuildingsParameters Parameters => _parameters[0];
    /// <summary>Of the simulated year.</summary>
    public Calendar Calendar { get; }
    /// <summary>What is assumed of every building by the first member, with provenance.</summary>
    public IReadOnlyList<BuildingDescription> Descriptions => _descriptions[0];

    /// <summary>Air outside every building [°C]: the weather's, until another process gives it.</summary>
    public Lookup OutdoorAir { get; }
    /// <summary>Power that electric cars take from every building [W]: none, until another process gives it.</summary>
    public Lookup Charging { get; }
    /// <summary>Of the effective mass at the start of the hour [°C].</summary>
    public Field MassTemperature { get; }
    /// <summary>In the battery at the start of the hour [Wh].</summary>
    public Field BatteryHeld { get; }
    /// <summary>Air of the rooms in the last hour [°C].</summary>
    public Field AirTemperature { get; }
    /// <summary>Heat the rooms needed in the last hour [W].</summary>
    public Field HeatingNeed { get; }
    /// <summary>Cold the rooms needed in the last hour [W].</summary>
    public Field CoolingNeed { get; }
    /// <summary>Electricity of the roofs in the last hour [W].</summary>
    public Field RoofPower { get; }
    /// <summary>Of that, used behind the meter of the panels [W].</summary>
    public Field OwnUse { get; }
    /// <summary>Electricity used in the last hour, the roof's included [W].</summary>
    public Field Electricity => _bought[(int)Carrier.Electricity];

    /// <summary>Power of a carrier used in the last hour; electricity includes the roof's [W].</summary>
    public Field Bought(Carrier carrier) => _bought[(int)carrier];

    /// <summary>Heat that air conditioning gave to the air outside in the last hour, its own electricity included [W].</summary>
    public Field RejectedHeat
    {
        get
        {
            _rejected ??= Own(new Field(_stock, Device, new("rejected_heat", "W", "heat of air conditioning to the air outside", QuantityKind.Burden), Members));
            Device.Run(_stock, new RejectHeat(CoolingNeed.Now, _rejected.Now, (float)(1 + 1 / HeatingPlant.CoolingEfficiency)));
            return _rejected;
        }
    }

    internal BuildingShapes Shapes { get; }

    /// <summary>Sums of the hours since the year began.</summary>
    /// <param name="member">Of the ensemble.</param>
    public YearSums Year(int member = 0) => _sums.Read(member);

    /// <summary>Other prices and carbon contents for the same hours: bills and greenhouse gas follow, what was simulated stays.</summary>
    /// <returns>False, and nothing changes, when the carbon of the grid, which is summed by the hour, is another.</returns>
    public override bool TryAccount(ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        (EnergyPrices prices, CarbonFactors carbon) = (parameters.Of<EnergyPrices>(), parameters.Of<CarbonFactors>());
        if (_parameters.Any(p => !carbon.HasGridOf(p.Carbon))) return false;
        for (int member = 0; member < _parameters.Length; member++) _parameters[member] = _parameters[member] with { Prices = prices, Carbon = carbon };
        return true;
    }

    /// <summary>Puts every mass where a steady day would: set-point indoors, a mean temperature outdoors. Sums begin at zero.</summary>
    /// <param name="outdoor">Mean of the days before the first hour, one a member or one for all [°C].</param>
    public void Begin(params IReadOnlyList<double> outdoor)
    {
        float[] mass = [.. Enumerable.Range(0, Members).SelectMany(m => DescriptionsOf(m).Select(d => (float)d.SteadyMass(outdoor[Of(m, outdoor.Count)], ParametersOf(m).SetPoints)))];
        MassTemperature.Write(mass);
        BatteryHeld.Write(new float[mass.Length]);
        BeginYear();
    }

    /// <inheritdoc/>
    protected override void YearBegins() => _heldAtStart.Write(BatteryHeld.ToArray());

    /// <summary>Advances all buildings by one hour.</summary>
    /// <param name="now">Weather and sky of the hour.</param>
    /// <param name="sun">On façades and roofs in that hour; fields on this model's device.</param>
    public void Step(Outdoors now, SunOnBuildings sun)
    {
        ArgumentNullException.ThrowIfNull(now);
        int hour = now.Hour;
        _weather = now.Weather[0];
        _tables.Set(now);
        if (!OutdoorAir.IsGiven) OutdoorAir.Set(_tables.DryBulb);
        if (_asked is { } element) _outside = OutdoorAir.ValueOf(element);
        bool dark = now.Sky.All(s => s.DirectNormal <= 0 && s.DiffuseHorizontal <= 0 && s.GlobalHorizontal <= 0);
        if (!dark || !_dark) TakeSun(now, sun);
        _dark = dark;
        ProfileViews profiles = _tables.Hour;
        Uniform stationAir = now.Each(static (WeatherHour w) => w.DryBulb);
        Device.Run(_stock, new StepZones(
            _zones.Views, _profile.View, _warmth.View, profiles, _solar.Now, MassTemperature.Now, MassTemperature.Next,
            AirTemperature.Now, HeatingNeed.Now, CoolingNeed.Now, _sums.Zone, OutdoorAir.Values, OutdoorAir.Where, stationAir,
            Each(static p => p.Behaviour.CoolingSetPoint), now.Each(static (WeatherHour w) => SkyDrop(w)), BuildingsParameters.OpenWindowsFrom, BuildingsParameters.RadiantShare));
        MassTemperature.Advance();
        if (_roof.Any) _roof.Step(sun.OnRoof, now, dark, RoofPower.Now);
        Device.Run(_stock, new BuyEnergy(
            _use, _profile.View, profiles, _water.View, _heater.View, _boiler.View, _tables.Plant, HeatingNeed.Now, CoolingNeed.Now, _meters, RoofPower.Now,
            new(_bought[0].Now, _bought[1].Now, _bought[2].Now, _bought[3].Now, _bought[4].Now), OwnUse.Now, _sums.Energy, OutdoorAir.Values, OutdoorAir.Where, stationAir,
            (float)(1 / HeatingPlant.CoolingEfficiency), Each(p => p.Carbon.GridAt(hour)), (float)StoveBeside.Burning(Calendar, hour), (float)StoveBeside.WoodPerHeat));
        if (Charging.IsGiven)
            Device.Run(_stock, new ChargeCars(
                Charging.Values, Charging.Where, _meters.Homes, RoofPower.Now, Electricity.Now, OwnUse.Now, _sums.Cars.Charged, _sums.Cars.Own, _sums.Cars.Carbon, Each(p => p.Carbon.GridAt(hour))));
        if (!_anyBattery) return;
        Device.Run(_stock, new StoreInBatteries(
            _batteries, BatteryHeld.Now, BatteryHeld.Next, RoofPower.Now, Electricity.Now, OwnUse.Now, _sums.Batteries, (float)Battery.OneWay, Each(p => p.Carbon.GridAt(hour))));
        BatteryHeld.Advance();
    }

    /// <inheritdoc/>
    public override IEnumerable<Table> Tables(int member) => [BuildingResults.Table(YearOf(member))];

    /// <inheritdoc/>
    public override IEnumerable<Table> Joined(YearTables year) => [UseResults.Table(year.Buildings, [.. Year(year.Member).Charging.Select(static wh => wh / 1000)])];

    /// <inheritdoc/>
    public override IEnumerable<(Quantity, double)> Indicators(YearTables year) => BuildingIndicators.Of(year, ParametersOf(year.Member).Carbon);

    /// <inheritdoc/>
    public override Func<Explanation>? Explain(Layer layer, int element)
    {
        if (layer != Layer.Buildings || Descriptions[element].Zone is null) return null;
        double before = MassTemperature.ToArray()[element];
        _asked = element;
        return () =>
        {
            _asked = null;
            BuildingDescription description = Descriptions[element];
            (float heatBelow, float presence, float equipment, float cooking) = _tables.Of(description.Usage.Profile, description.SetBack);
            return new ZoneExplanation(description, heatBelow + description.Comfort.Total, Math.Max(Parameters.Behaviour.CoolingSetPoint, description.Zone!.CoolFrom), before, _outside,
                _weather.DryBulb, SkyDrop(_weather), _solar.ToArray()[element], presence, equipment, cooking).Of();
        };
    }

    /// <inheritdoc/>
    public override IEnumerable<Balance> Balances(int member)
    {
        foreach (Balance balance in BuildingBalances.Of(YearOf(member), Series, member)) yield return balance;
        if (_anyBattery) yield return BuildingBalances.OfBatteries(Year(member), Device.MemberSums(_heldAtStart)[member], Device.MemberSums(BatteryHeld)[member]);
    }

    private BuildingsYear YearOf(int member) => new(TerritoryOf(member), Shapes, DescriptionsOf(member), ParametersOf(member), Year(member), Series.Hours) { Streets = _streets.Value };

    private BuildingDescription[] DescriptionsOf(int member) => _descriptions[Of(member, _descriptions.Length)];

    private Territory TerritoryOf(int member) => _territories[Of(member, _territories.Length)];

    private BuildingsParameters ParametersOf(int member) => _parameters[Of(member, _parameters.Length)];

    private static int Of(int member, int count) => count == 1 ? 0 : member;

    private Uniform Each(Func<BuildingsParameters, double> of) =>
        _parameters.Length == 1 ? (float)of(_parameters[0]) : Uniform.ByMember([.. _parameters.Select(p => (float)of(p))]);

    // Of a carrier that nobody uses there is nothing to sum.
    private void DeclareSeries()
    {
        const string All = ", all buildings";
        bool[] uses = new bool[_bought.Length];
        uses[(int)Carrier.Electricity] = true;
        foreach (BuildingDescription d in Descriptions)
            uses[(int)HeatingPlant.CarrierOf(d.Heating)] = uses[(int)HeatingPlant.CarrierOf(d.HotWater)] = uses[(int)d.CookingCarrier] = true;
        uses[(int)Carrier.Wood] |= Descriptions.Any(static d => d.Stove > 0);
        Kilowatts("heating_need", "heat the rooms need", QuantityKind.Burden, HeatingNeed);
        Kilowatts("cooling_need", "heat to be taken out of the rooms", QuantityKind.Burden, CoolingNeed);
        foreach (Carrier c in Enum.GetValues<Carrier>()) Kilowatts(Names.Of(c), Names.MeaningOf(c), QuantityKind.Burden, uses[(int)c] ? Bought(c) : null);
        Kilowatts("pv", "electricity of the roofs", QuantityKind.Benefit, _roof.Any ? RoofPower : null);
        Kilowatts("pv_own_use", "electricity of the roofs used behind their meters", QuantityKind.Benefit, _roof.Any ? OwnUse : null);
        SumHourly(new("pv_export", "kW", "electricity of the roofs fed to the network" + All, QuantityKind.Benefit), "pv", less: "pv_own_use");
        SumHourly(new("electricity_bought", "kW", "electricity taken from the network" + All, QuantityKind.Burden), "electricity", less: "pv_own_use");

        void Kilowatts(string name, string meaning, QuantityKind kind, Field? of) => SumHourly(new(name, "kW", meaning + All, kind), of, unit: 1000);
    }

    private void TakeSun(Outdoors now, SunOnBuildings sun)
    {
        Sky sky = now.Sky[0];
        Device.Run(_stock, new AbsorbSun(
            _zones.Glazed, _zones.Opaques, _zones.OpaqueRoof, _zones.FacingEast, _zones.FacingNorth, _zones.Shutters,
            Of(sun.BeamOnSide), Of(sun.DiffuseOnSide), MassTemperature.Now, _solar.Now,
            (float)sky.East, (float)sky.North, now.Each(static (Sky s) => s.GlobalHorizontal), diffuseTransmission: 0.87f, BuildingsParameters.CloseShuttersFrom));

        static Sides Of(IReadOnlyList<Field> sides) => new(sides[0].Now, sides[1].Now, sides[2].Now, sides[3].Now);
    }

    /// <summary>How much colder than the air the sky radiates [K]; the norm's 11 K where the weather does not say.</summary>
    internal static double SkyDrop(WeatherHour weather) => weather.SkyLongwave > 0 ? weather.DryBulb - SkyTemperature.Of(weather.SkyLongwave) : 11;
}
