using System.Collections.Immutable;
using TerritoryTwin.Air;
using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Heat;
using TerritoryTwin.Indicators;
using TerritoryTwin.Measures;
using TerritoryTwin.Mobility;
using TerritoryTwin.Solar;

namespace TerritoryTwin;

/// <summary>A process of another assembly: stepped after those of the engine, it takes what it needs from the simulation and may give fields to its couplings.</summary>
/// <param name="key">Lower case with underscores; unique.</param> <param name="simulation">The processes of the engine are there already.</param>
public abstract class Guest(string key, Simulation simulation) : Process(key, simulation.Setup.Device, simulation.Setup.Members)
{
    /// <summary>Where it takes part.</summary>
    protected Simulation Simulation => simulation;

    /// <summary>Where the warm-up begins: fills what is carried.</summary>
    /// <param name="outdoor">Mean of the weather of the warm-up, one a member or one for all [°C].</param>
    public virtual void Begin(IReadOnlyList<double> outdoor) { }

    /// <summary>Advances by one hour.</summary>
    /// <param name="now">Weather and sky of the hour.</param>
    public abstract void Step(Outdoors now);
}

/// <summary>A kind of process, as whatever lists processes knows it.</summary>
/// <param name="Key">Lower case with underscores; unique.</param>
public sealed record ProcessKind(string Key)
{
    /// <summary>What scenarios may set, each a record of its own.</summary>
    public IReadOnlyList<Section> Sections { get; init; } = [];
    /// <summary>What scenarios may switch off.</summary>
    public IReadOnlyList<Switch> Couplings { get; init; } = [];
    /// <summary>What scenarios may do to what it simulates.</summary>
    public IReadOnlyList<MeasureKind> Measures { get; init; } = [];
    /// <summary>Whether a run has it, by what its sections set.</summary>
    public Func<ParameterSet, bool> IsOn { get; init; } = static _ => true;
    /// <summary>How a scenario asks for it, where it may be off: <c>heat: { on: true }</c>.</summary>
    public string HowOn { get; init; } = "";
    /// <summary>Makes a process of another assembly; null for those of the engine, which the simulation makes itself.</summary>
    public Func<Simulation, Guest>? Make { get; init; }
}

/// <summary>A territory through one year, hour by hour.</summary>
public sealed class Simulation : IDisposable
{
    /// <summary>Hours in a year.</summary>
    public const int HoursOfYear = Calendar.Hours;

    /// <summary>Of ground and walls, where the territory does not say.</summary>
    public const double Albedo = 0.2;

    /// <summary>The sections of scenario files, each declared by who takes its values.</summary>
    public static IReadOnlyList<Section> Sections => [.. Known.SelectMany(k => k.Sections), PopulationChange.Section, EnergyPrices.Section, CarbonFactors.Section];

    /// <summary>The couplings that scenarios may switch off.</summary>
    public static IReadOnlyList<Switch> Couplings => [.. Known.SelectMany(k => k.Couplings)];

    /// <summary>All of these couplings, on.</summary>
    public static Switches AllOn => new(Couplings.ToDictionary(c => c.Key, _ => true, StringComparer.Ordinal));

    /// <summary>The measures that scenarios may take.</summary>
    public static IReadOnlyList<MeasureKind> Measures => [.. Known.SelectMany(k => k.Measures)];

    // The last weeks of December run before January, so that the masses of buildings have forgotten where they began: the slowest lose
    // all but a hundredth in four time constants of 130 h.
    private const int WarmUpHours = 21 * 24;

    private static readonly ImmutableList<ProcessKind> Own =
    [
        new("sun") { Couplings = [SurfaceModel.Shading] },
        new("buildings") { Sections = [Behaviour.Section], Measures = [Renovate.Kind, EquipRoofs.Kind, AddBatteries.Kind, CoolRoofs.Kind, GreenRoofs.Kind, LimitCooling.Kind, InstallCooling.Kind, SetHeatingBack.Kind, ReplaceHeating.Kind] },
        new("ground") { Measures = [PlantTrees.Kind, Unseal.Kind, AddWater.Kind, Shade.Kind] },
        new("heat")
        {
            Sections = [HeatParameters.Section], Couplings = [StreetHeat.StreetAir, StreetHeat.RejectedHeat], IsOn = static p => p.Of<HeatParameters>().On, HowOn = "heat: { on: true }",
        },
        new("mobility")
        {
            Sections = [MobilityParameters.Section], Couplings = [MobilityModel.Congestion, MobilityModel.ChargingCars, MobilityModel.TrafficHeat],
            Measures = [Telework.Kind, ElectricCars.Kind, ParkingPrice.Kind, SpeedLimit.Kind, CloseStreets.Kind, CycleTracks.Kind, AddBusLine.Kind, ServicesCloser.Kind, ShareCars.Kind], IsOn = static p => p.Of<MobilityParameters>().On, HowOn = "mobility: { on: true }",
        },
        new("air")
        {
            Sections = [AirParameters.Section], Couplings = [AirModel.Exhaust], IsOn = static p => p.Of<HeatParameters>().On && p.Of<MobilityParameters>().On, HowOn = "heat: { on: true }` and `mobility: { on: true }",
        },
        new("people") { IsOn = static p => p.Of<HeatParameters>().On, HowOn = "heat: { on: true }" },
    ];
    private static readonly AsyncLocal<ImmutableList<ProcessKind>?> All = new();
    private static Tuple<ImmutableList<ProcessKind>, Declaration>? _declared;

    private readonly Outdoors _now;
    private readonly SunOnBuildings _sunOnBuildings;
    private readonly Transfer? _rejected;
    private readonly HeatOnPeople? _people;
    private readonly Transfer? _traffic;
    private readonly Field? _trafficHeat;
    private readonly Guest[] _guests;

    /// <summary>At midnight on 1 January, cold: call <see cref="WarmUp"/> or <see cref="TryGoTo"/> before the first step.</summary>
    /// <exception cref="ArgumentException">The parts of the setup do not go together.</exception>
    /// <exception cref="InvalidOperationException">A process gives a field that it does not carry.</exception>
    public Simulation(Setup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        if (setup.Weather.Count != 1 && setup.Weather.Count != setup.Members) throw new ArgumentException($"{setup.Weather.Count} years of weather for {setup.Members} members", nameof(setup));
        if (setup.Territories.Count > 1 && HasOneMember(setup.Parameters)) throw new ArgumentException("members have territories of their own, and streets or trips are simulated, which have one", nameof(setup));
        (Setup, Parameters) = (setup, setup.Parameters);
        _now = new Outdoors(setup.Weather);
        Sun = new CitySun(setup.Territory, setup.Shapes, setup.Horizons, setup.Weather.Count);
        Buildings = new BuildingsModel(setup.Territories, setup.Shapes, setup.BuildingsParameters, setup.Calendar, setup.Device, setup.Members);
        _sunOnBuildings = new SunOnBuildings(Sun.BeamOnSide, Sun.DiffuseOnSide, Sun.OnRoof);
        Heat = HeatOf(setup);
        Mobility = MobilityOf(setup);
        if (Heat != null)
        {
            _rejected = Couple(Heat);
            _people = new(setup.Territory, Heat, setup.Weather);
        }
        if (Mobility != null && setup.Couplings[MobilityModel.ChargingCars.Key]) Buildings.Charging.From(Mobility.Charging);
        if (Mobility != null && Heat != null)
        {
            Air = new(setup.Territory, Heat.Flow, Heat.Cells.AtBuildings, setup.Parameters.Of<AirParameters>(), setup.Device, setup.Members);
            _traffic = Transfer.OfParts(Mobility.Heat.Support, setup.Cells, setup.Device, RoadCells.Shares(setup.Territory.Roads, setup.Cells));
            if (setup.Couplings[MobilityModel.TrafficHeat.Key]) _trafficHeat = new(setup.Cells, setup.Device, new("traffic_heat", "W", "heat of vehicles in the cell"));
        }
        _guests = [.. Kinds.Where(k => k.Make != null).Select(k => k.Make!(this))];
        Processes = [Buildings, Sun, .. Heat == null ? [] : new Process[] { Heat, _people! }, .. Mobility == null ? [] : new Process[] { Mobility }, .. Air == null ? [] : new Process[] { Air }, .. _guests];
        if (Buildings.OutdoorAir.Given is { } given && !Processes.Any(p => p.State.Contains(given)))
            throw new InvalidOperationException($"{given.Name} is given to buildings and not carried, so that a run that goes on would begin with another; declare it by Carry");
    }

    /// <summary>All kinds of processes.</summary>
    public static IReadOnlyList<ProcessKind> Kinds => Known;

    /// <summary>All that results of these kinds can have, and viewers can show.</summary>
    public static Declaration Declared
    {
        get
        {
            ImmutableList<ProcessKind> kinds = Known;
            if (Volatile.Read(ref _declared) is { } known && known.Item1 == kinds) return known.Item2;
            Setup nothing = Setup.OfNothing();
            using Simulation simulation = new(nothing);
            YearTables year = simulation.Year();
            Declaration declared = new(year, [.. simulation.Indicators(year).Select(i => i.Quantity)], [.. simulation.Processes.SelectMany(p => p.Shown).Select(s => (s.Layer, s.Field.Quantity))])
            {
                ProcessOf = simulation.Processes.SelectMany(p => NamesOf(p, year).Distinct().Select(n => (Name: n, p.Key))).DistinctBy(n => n.Name).ToDictionary(n => n.Name, n => n.Key),
            };
            nothing.Horizons.Dispose();
            nothing.Device.Dispose();
            Volatile.Write(ref _declared, new(kinds, declared));
            return declared;
        }
    }

    private static IEnumerable<string> NamesOf(Process process, YearTables year) =>
        [.. process.Shown.Select(s => s.Field.Name), .. process.Tables(0).Concat(process.Joined(year)).SelectMany(t => t.Columns).Select(c => c.Name), .. process.Series.Columns(0).Select(c => c.Name), .. process.Indicators(year).Select(i => i.Quantity.Name)];

    /// <summary>Lets a process of another assembly take part in what this thread and those it starts do, until it is disposed.</summary>
    /// <exception cref="ArgumentException">There is one of that key.</exception>
    public static IDisposable With(ProcessKind guest)
    {
        ArgumentNullException.ThrowIfNull(guest);
        ImmutableList<ProcessKind> before = Known;
        if (before.Any(k => k.Key == guest.Key)) throw new ArgumentException($"there is a process `{guest.Key}`", nameof(guest));
        All.Value = before.Add(guest);
        return new Taken(before);
    }

    /// <summary>Whether a year is of one member alone: streets and trips have one territory, and guests may.</summary>
    public static bool HasOneMember(ParameterSet parameters) => Known.Any(k => k.Make != null) || parameters.Of<HeatParameters>().On || parameters.Of<MobilityParameters>().On;

    /// <summary>What it plays on.</summary>
    public Setup Setup { get; }
    /// <summary>Sun on façades and roofs.</summary>
    public CitySun Sun { get; }
    /// <summary>The building stock.</summary>
    public BuildingsModel Buildings { get; }
    /// <summary>Surfaces and air of the streets; null where the scenario does not ask for them.</summary>
    public StreetHeat? Heat { get; }
    /// <summary>Trips and traffic; null where the scenario does not ask for them.</summary>
    public MobilityModel? Mobility { get; }
    /// <summary>What traffic adds to the air of the streets; null where the scenario does not ask for both.</summary>
    public AirModel? Air { get; }
    /// <summary>All processes, in the order of their columns in tables.</summary>
    public IReadOnlyList<Process> Processes { get; }

    /// <summary>Hours done, 0 to 8,760.</summary>
    public int Hour { get; private set; }

    /// <summary>True at the end of the year.</summary>
    public bool Done => Hour == HoursOfYear;

    /// <summary>Runs the last weeks of December, and forgets their sums.</summary>
    public void WarmUp()
    {
        int first = HoursOfYear - WarmUpHours;
        double[] outdoor = _now.MeanDryBulb(first, WarmUpHours);
        Buildings.Begin(outdoor);
        Heat?.Begin(outdoor);
        Air?.Begin();
        foreach (Guest guest in _guests) guest.Begin(outdoor);
        for (int hour = first; hour < HoursOfYear; hour++) StepHour(hour);
        BeginYear();
    }

    /// <summary>Begins from the night in which the year before ended; without one, or with one of another simulation, by <see cref="WarmUp"/>.</summary>
    /// <param name="lastNight">Of the year before: <see cref="LastNight"/>.</param>
    public void BeginAfter(Moment? lastNight)
    {
        if (lastNight == null || !TryGoTo(lastNight)) WarmUp();
    }

    /// <summary>What the year after begins from.</summary>
    public Moment LastNight() => Save(sums: false) with { Hour = 0 };

    private void BeginYear()
    {
        foreach (Process process in Processes) process.BeginYear();
    }

    /// <summary>Advances the territory by one hour. The order is the coupling: docs/physics/coupling.md says why.</summary>
    public void Step() => StepHour(Hour++);

    /// <summary>Advances by one hour, and explains it for one element.</summary>
    public IReadOnlyList<Explanation> StepExplained(Layer layer, int element)
    {
        Func<Explanation>[] asked = [.. Processes.Select(p => p.Explain(layer, element)).OfType<Func<Explanation>>()];
        Step();
        return [.. asked.Select(a => a())];
    }

    private void StepHour(int hour)
    {
        _now.Set(hour);

        Sun.Step(_now, Albedo);                             // sun and sky → radiation on façades and roofs
        Mobility?.Step(hour);                               // trips of the day → flows, speeds, what vehicles give off
        if (_trafficHeat != null) WarmStreets();
        Heat?.Step(_now);                                   // sun, sky, heat of the hour before → surfaces and air of the streets
        if (Air != null && Setup.Couplings[AirModel.Exhaust.Key]) SoilStreets();
        Buildings.Step(_now, _sunOnBuildings);              // air outside, needs → systems, roofs, what is bought and sold
        _rejected?.Run(Buildings.RejectedHeat, Heat!.Released);
        _people?.Step(_now);                                // how hot afternoons are felt, for who lives there
        foreach (Guest guest in _guests) guest.Step(_now);  // processes of other assemblies

        foreach (Process process in Processes) process.EndHour(hour);
    }

    // Beside the heat of air conditioning of the hour before, which waits there.
    private void WarmStreets()
    {
        _traffic!.Run(Mobility!.Heat, _trafficHeat!);
        Heat!.Release(_trafficHeat!, alone: _rejected == null);
    }

    // With the wind and the exchange that the streets had in this hour.
    private void SoilStreets()
    {
        _traffic!.Run(Mobility!.NitrogenOxides, Air!.GivenNitrogenOxides);
        _traffic!.Run(Mobility!.Particles, Air!.GivenParticles);
        Air!.Step();
    }

    /// <summary>The tables of the hours since the year began.</summary>
    /// <param name="member">Of the ensemble.</param>
    public YearTables Year(int member = 0)
    {
        Table[] own = [.. Processes.SelectMany(p => p.Tables(MemberOf(p, member)))];
        YearTables year = new(Setup.TerritoryOf(member), Merged(own), SeriesOf(member), member);
        Table[] joined = [.. Processes.SelectMany(p => p.Joined(year))];
        return joined.Length == 0 ? year : year with { Tables = Merged(own.Concat(joined)) };

        static Table[] Merged(IEnumerable<Table> tables) =>
            [.. tables.GroupBy(t => t.Name, StringComparer.Ordinal).Select(same => new Table(same.Key, [.. same.SelectMany(t => t.Columns)]))];
    }

    /// <summary>Energy that the homes of each district used over the hours since the year began, by its name in order.</summary>
    public IReadOnlyList<DistrictUse> UseByDistrict() => DistrictSums.Of(Buildings, Setup.Territory);

    /// <summary>The figures of a year for the whole territory.</summary>
    public IEnumerable<(Quantity Quantity, double Value)> Indicators(YearTables year) => Processes.SelectMany(p => p.Indicators(year));

    /// <summary>Budgets of the hours since the year began, which must close.</summary>
    /// <param name="member">Of the ensemble.</param>
    public IEnumerable<Balance> Balances(int member = 0) => Processes.SelectMany(p => p.Balances(MemberOf(p, member)));

    /// <summary>What the sections set: those of the setup, until others are accounted.</summary>
    public ParameterSet Parameters { get; private set; }

    /// <summary>Takes other values of the sections that are only accounted, for hours that were simulated; false when they would change these hours.</summary>
    public bool TryAccount(ParameterSet parameters)
    {
        ParameterSet before = Parameters;
        if (Processes.All(p => p.TryAccount(parameters)))
        {
            Parameters = parameters;
            return true;
        }
        foreach (Process process in Processes) process.TryAccount(before);
        return false;
    }

    /// <summary>All that decides what comes: what a checkpoint holds.</summary>
    /// <param name="sums">Whether sums and series are kept too; without them, the year begins again at that hour.</param>
    public Moment Save(bool sums = true) => new(Hour,
        Fields(p => p.State).ToDictionary(f => f.Name, f => f.Field.ToArray(), StringComparer.Ordinal),
        sums ? Fields(p => p.Totals.SelectMany(t => t.Fields)).ToDictionary(f => f.Name, f => f.Field.ToArray(), StringComparer.Ordinal) : null,
        sums ? Processes.ToDictionary(p => p.Key, p => p.Series.Snapshot(), StringComparer.Ordinal) : null);

    /// <summary>Goes on from a saved moment; false when it is not one of this simulation, which then stays as it was.</summary>
    public bool TryGoTo(Moment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        (string Name, Field Field)[] state = [.. Fields(p => p.State)], sums = [.. Fields(p => p.Totals.SelectMany(t => t.Fields))];
        bool fits = moment.Hour is >= 0 and <= HoursOfYear && Fit(state, moment.State) && (moment.Sums == null || Fit(sums, moment.Sums))
            && (moment.Series == null || Processes.All(p => moment.Series.TryGetValue(p.Key, out double[][]? s) && s.Length == p.Series.Arrays && s.All(v => v.Length == moment.Hour)));
        if (!fits) return false;
        Hour = moment.Hour;
        if (moment.Sums != null) BeginYear();
        foreach ((string name, Field field) in state) field.Write(moment.State[name]);
        if (moment.Sums == null) BeginYear();
        else
            foreach ((string name, Field field) in sums) field.Write(moment.Sums[name]);
        if (moment.Series != null)
            foreach (Process process in Processes) process.Series.Restore(moment.Series[process.Key]);
        return true;

        static bool Fit((string Name, Field Field)[] fields, IReadOnlyDictionary<string, float[]> saved) =>
            fields.All(f => saved.TryGetValue(f.Name, out float[]? values) && values.Length == f.Field.Support.Count * f.Field.Members);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Process process in Processes) process.Dispose();
        _rejected?.Dispose();
        _traffic?.Dispose();
        _trafficHeat?.Dispose();
    }

    private static StreetHeat? HeatOf(Setup setup)
    {
        HeatParameters parameters = setup.Parameters.Of<HeatParameters>();
        return parameters.On ? new(setup.Territory, setup.Shapes, setup.Cells, setup.Weather, setup.Calendar, parameters, setup.Device, setup.Members) : null;
    }

    private static MobilityModel? MobilityOf(Setup setup)
    {
        MobilityParameters parameters = setup.Parameters.Of<MobilityParameters>();
        return parameters.On
            ? new(setup.Territory, setup.Calendar, parameters, setup.Parameters.Of<EnergyPrices>(), setup.Parameters.Of<CarbonFactors>(), setup.Couplings[MobilityModel.Congestion.Key], setup.Couplings[MobilityModel.ChargingCars.Key], setup.Seed, setup.Device)
            : null;
    }

    // Buildings find the air of their street of the same hour; what their air conditioning takes out goes into the street in the next.
    private Transfer? Couple(StreetHeat heat)
    {
        if (Setup.Couplings[StreetHeat.StreetAir.Key]) Buildings.OutdoorAir.From(heat.AirAtBuildings);
        return Setup.Couplings[StreetHeat.RejectedHeat.Key] && Setup.Territory.Buildings.Count > 0
            ? Transfer.OfTotals(Setup.Shapes.Buildings, Setup.Cells, Setup.Device, heat.Cells.MixedFromBuildings) : null;
    }

    private static ImmutableList<ProcessKind> Known => All.Value ?? Own;

    private IEnumerable<(string Name, Field Field)> Fields(Func<Process, IEnumerable<Field>> of) => Processes.SelectMany(p => of(p).Select(f => ($"{p.Key}/{f.Name}", f)));

    // What is the same for all members of an ensemble, as traffic is, has one.
    private static int MemberOf(Process process, int member) => Math.Min(member, process.Members - 1);

    private Table SeriesOf(int member)
    {
        int hours = Buildings.Series.Hours, first = Hour - hours;
        return new("series",
        [
            new NumberColumn(new("hour", "h", "hour of the year in standard time, 0 begins at midnight on 1 January"), [.. Enumerable.Range(first, hours).Select(h => (double)h)]) { IsWhole = true },
            new TextColumn(new("time", "", "start of the hour on the local clock, with its offset from UTC (ISO 8601)"), [.. Enumerable.Range(first, hours).Select(h => Setup.Calendar.TimeStamp(h))]),
            .. Processes.SelectMany(p => p.Series.Columns(MemberOf(p, member))),
        ]);
    }

    private sealed class Taken(ImmutableList<ProcessKind> before) : IDisposable
    {
        public void Dispose() => All.Value = before;
    }
}

/// <summary>All that decides what comes in a simulation.</summary>
/// <param name="Hour">Hours done.</param>
/// <param name="State">What is carried, by process and field; members outermost.</param>
/// <param name="Sums">Sums of the year so far; null: they begin again.</param>
/// <param name="Series">Series so far, by process; null: they begin again.</param>
public sealed record Moment(int Hour, IReadOnlyDictionary<string, float[]> State, IReadOnlyDictionary<string, float[]>? Sums, IReadOnlyDictionary<string, double[][]>? Series);

/// <summary>What results can have, known before anything is simulated.</summary>
/// <param name="Year">Tables without a row.</param> <param name="Indicators">Of a year.</param> <param name="Shown">What can be shown of an hour.</param>
public sealed record Declaration(YearTables Year, IReadOnlyList<Quantity> Indicators, IReadOnlyList<(Layer Layer, Quantity Quantity)> Shown)
{
    /// <summary>Who declares a name: the key of its process.</summary>
    public IReadOnlyDictionary<string, string> ProcessOf { get; init; } = new Dictionary<string, string>();
}
