using System.Globalization;
using System.Security.Cryptography;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Files.Transit;
using TerritoryTwin.Files.Weather;
using TerritoryTwin.Measures;
using TerritoryTwin.Solar;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Files.Runs;

/// <summary>Keeps the last territory that was loaded: checks and runs of several scenarios ask for the same one.</summary>
public sealed class LastTerritory
{
    private (TerritoryChoice Choice, Territory Territory)? _last;

    /// <summary>Knows none yet.</summary>
    public LastTerritory() { }

    /// <summary>Knows one that was loaded elsewhere.</summary>
    public LastTerritory(TerritoryChoice choice, Territory territory) => _last = (choice, territory);

    /// <summary>Reads the folder, or generates the town, unless it is the last one.</summary>
    /// <exception cref="InputException">The folder has faults; all of them.</exception>
    public Territory Load(TerritoryChoice choice)
    {
        if (_last?.Choice != choice) _last = (choice, ScenarioTerritory.Load(choice));
        return _last.Value.Territory;
    }
}

/// <summary>What scenarios of one territory and one weather share: territory, shapes, horizons. Made once; nothing changes it, so any number of runs use it at once.</summary>
public sealed class Stage : IDisposable
{
    private const double TerritoryRead = 0.1, WeatherRead = 0.13;       // shares of the time it takes
    private readonly string _place, _sky;
    private readonly Skies _weather;
    private readonly Relief _relief;
    private readonly Reliefs _reliefs;
    private readonly bool _ownsReliefs;
    private readonly Lazy<TerritoryMap> _plan;
    private readonly PublicTransport? _transport;

    private Stage(Scenario scenario, Territory territory, PublicTransport? transport, YearOfWeather sky, Reliefs reliefs, Stopwatches clock, Action<double> progress)
    {
        (_place, _sky, Territory, _weather, Rules, Inputs, Notes) = (PlaceOf(scenario), SkyKeyOf(scenario), territory, sky.Weather, sky.Rules, sky.Inputs, sky.Notes);
        (_reliefs, _ownsReliefs, _transport) = (reliefs, true, transport);
        TerritorySha256 = TerritoryHash.Of(territory);
        _relief = reliefs.Of(territory, clock, done => progress(WeatherRead + (1 - WeatherRead) * done));
        Survey = Survey.Of(territory, Shapes);
        _plan = new(() => MapSheet.Plan(territory, panels: 1, titled: false));
    }

    private Stage(Stage same, Scenario scenario, YearOfWeather sky)
    {
        (_place, _sky, Territory, _weather, Rules, Inputs, Notes) = (same._place, SkyKeyOf(scenario), same.Territory, sky.Weather, sky.Rules, sky.Inputs, sky.Notes);
        (TerritorySha256, Survey, _relief, _reliefs, _plan, _transport, Calibration) = (same.TerritorySha256, same.Survey, same._relief, same._reliefs, same._plan, same._transport, same.Calibration);
    }

    private Stage(Stage same, Territory after, Relief relief)
    {
        (_place, _sky, Territory, _weather, Rules, Inputs, Notes) = (same._place, same._sky, after, same._weather, same.Rules, same.Inputs, same.Notes);
        (TerritorySha256, Survey, _relief, _reliefs, _transport, Calibration) = (same.TerritorySha256, same.Survey, relief, same._reliefs, same._transport, same.Calibration);
        _plan = relief == same._relief ? same._plan : new(() => MapSheet.Plan(after, panels: 1, titled: false));
    }

    /// <summary>The territory.</summary>
    public Territory Territory { get; private set; }
    /// <summary>What measured consumption moved in it, and what a reader must know of that; null: nothing.</summary>
    public (CalibrationRecord Record, IReadOnlyList<string> Notes)? Calibration { get; private set; }
    /// <summary>Identifies the content of the territory before any measure and calibration.</summary>
    public string TerritorySha256 { get; }
    /// <summary>The weather of a simulated year, at the territory's height.</summary>
    public WeatherYear WeatherOf(int year) => _weather.Of(year);
    /// <summary>The weather that stands for no single year, at the territory's height.</summary>
    /// <summary>The weather that a year had, where the scenario gives it; null: it does not.</summary>
    internal WeatherYear? MeasuredWeather(int year) => _weather.OwnOf(year);
    /// <summary>By which clock and holidays people of the territory live.</summary>
    public CalendarRules Rules { get; }
    /// <summary>Shapes of its buildings.</summary>
    public BuildingShapes Shapes => _relief.Shapes;
    /// <summary>Heights of ground, buildings and trees.</summary>
    public SurfaceModel Surface => _relief.Surface;
    /// <summary>Of façades and roofs; on the device.</summary>
    public Horizons Horizons => _relief.Horizons;
    /// <summary>The coarse cells of grids of results, over the surface.</summary>
    public Grid Cells => _relief.Cells;
    /// <summary>Sky view factor of the open ground of each of <see cref="Cells"/>, without trees; computed when first asked for.</summary>
    public float[] SkyViewFactor => _relief.SkyViewFactor;
    /// <summary>The ground of a sheet with one map; drawn when first asked for.</summary>
    public TerritoryMap Plan => _plan.Value;
    /// <summary>What measures choose by: the territory before any of them.</summary>
    public Survey Survey { get; private set; }
    /// <summary>Every file that was read for it.</summary>
    public IReadOnlyList<InputFileRecord> Inputs { get; private set; }
    /// <summary>What a reader of the results must know about them.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>What a simulation of a year plays on.</summary>
    /// <param name="year">The simulated year.</param> <param name="scenario">Its sections, couplings and seed; null: the defaults.</param>
    public Setup SetupOf(int year, Scenario? scenario = null) => new()
    {
        Parameters = scenario?.Parameters.In(year) ?? ParameterSet.Default, Couplings = scenario?.Couplings ?? Simulation.AllOn, Seed = scenario?.Seed ?? 1,
        Territory = Territory, Shapes = Shapes, Horizons = Horizons, Cells = Cells, Weather = [WeatherOf(year)], Calendar = CalendarOf(year),
    };

    /// <summary>
    /// The stage after measures. Where they leave the shape of the territory alone, its shapes and horizons are shared; else it has its own, kept for whoever asks
    /// for the same shape again. This stage must outlive it.
    /// </summary>
    /// <param name="after">The territory after measures.</param> <param name="clock">Told how long each part takes; null: nobody asks.</param>
    public Stage With(Territory after, Stopwatches? clock = null) =>
        ReferenceEquals(after, Territory) ? this : new(this, after, _reliefs.Of(after, clock ?? new Stopwatches(), static _ => { }));

    /// <summary>The stage of a simulated year: after the works of a plan, with the people of that year, trees as they have grown and the timetable of the scenario. This stage must outlive it.</summary>
    public Stage In(int year, Scenario scenario, MeasurePlan plan, Stopwatches? clock = null)
    {
        Territory after = scenario.Parameters.In(year).Of<PopulationChange>().Of(TreeGrowth.In(plan.After(year), year));
        return With(ReferenceEquals(after.PublicTransport, _transport) ? after : after with { PublicTransport = _transport }, clock);
    }

    /// <summary>Forgets the shapes that measures made of the territory; the stages of these may not be used any more.</summary>
    internal void ForgetOtherShapes() => _reliefs.KeepOnly(_relief);

    /// <summary>The days and clocks of a simulated year.</summary>
    public Core.Calendar CalendarOf(int year) => new(year, Rules);

    /// <summary>True when a scenario plays on this stage.</summary>
    public bool Suits(Scenario scenario) => SuitsPlace(scenario) && _sky == SkyKeyOf(scenario);

    /// <summary>True when it does but for the weather.</summary>
    public bool SuitsPlace(Scenario scenario) => _place == PlaceOf(scenario);

    /// <summary>The same territory, shapes and horizons under the weather of a scenario; this stage must outlive it.</summary>
    /// <exception cref="InputException">The file of the weather has faults; all of them.</exception>
    public Stage Under(Scenario scenario) => new(this, scenario, SkyOf(scenario, Territory));

    /// <summary>Loads or generates what a scenario plays on.</summary>
    /// <param name="scenario">The scenario.</param> <param name="territories">May know its territory.</param> <param name="device">Where the hours are computed.</param>
    /// <param name="cache">May know what is dear to compute, and keeps it; null: everything is computed.</param>
    /// <param name="clock">Told how long each part takes.</param> <param name="progress">Told the share of the work that is done, 0 to 1; null: nobody asks.</param> <param name="stop">Ends the years of a calibration.</param>
    /// <exception cref="InputException">A file has faults; all of them.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Stage Set(Scenario scenario, LastTerritory territories, Device device, DerivedCache? cache, Stopwatches clock, Action<double>? progress = null, CancellationToken stop = default)
    {
        progress ??= static _ => { };
        Territory territory = clock.Time("territory", () => territories.Load(scenario.Territory));
        PublicTransport? transport = scenario.Timetable is { } feed ? clock.Time("timetable", () => GtfsReader.Read(feed, territory).Kept) : territory.PublicTransport;
        progress(TerritoryRead);
        YearOfWeather sky = clock.Time("weather", () => SkyOf(scenario, territory));
        progress(WeatherRead);
        Stage stage = new(scenario, territory, transport, sky, new Reliefs(scenario.Couplings[SurfaceModel.Shading.Key], scenario.CellSize, device, cache), clock, progress);
        if (scenario.Calibration is not { } calibration) return stage;
        try
        {
            clock.Time("calibration", () => stage.Calibrate(scenario, calibration, device, cache, stop));
            return stage;
        }
        catch
        {
            stage.Dispose();
            throw;
        }
    }

    // Beside what the reference is, shade included; a heat wave that it asks about was in no meter.
    private bool Calibrate(Scenario scenario, CalibrationChoice choice, Device device, DerivedCache? cache, CancellationToken stop)
    {
        Scenario reference = ReferenceOf(scenario, choice);
        reference = reference with { Weather = reference.Weather with { HeatWave = null } };
        bool shading = reference.Couplings[SurfaceModel.Shading.Key];
        using Stage under = shading == scenario.Couplings[SurfaceModel.Shading.Key] && reference.CellSize == scenario.CellSize ? Under(reference)
            : new(reference, Territory, _transport, SkyOf(reference, Territory), new Reliefs(shading, reference.CellSize, device, cache), new Stopwatches(), static _ => { });
        (Territory calibrated, CalibrationRecord record, IReadOnlyList<string> notes) = new Calibration(under, reference, choice, stop).Run();
        (Territory, Survey, Calibration, Inputs) = (calibrated, Survey.Of(calibrated, Shapes), (record, notes), [.. Inputs.Union(under.Inputs)]);
        return true;
    }

    /// <summary>The scenario beside whose year measured consumption is laid.</summary>
    /// <exception cref="InputException">It has faults, or another territory; all of them.</exception>
    internal static Scenario ReferenceOf(Scenario scenario, CalibrationChoice choice)
    {
        Scenario reference = ScenarioReader.Read(choice.Beside);
        return reference.Territory == scenario.Territory ? reference
            : throw new InputException($"{scenario.Path}: `calibration` lays consumption beside {choice.Beside}, which has another territory; expected the same, whose homes it compares. Name one of this territory by `beside`.");
    }

    /// <summary>Path and hash of a file that a run reads.</summary>
    public static InputFileRecord Record(string path)
    {
        using Stream stream = Yaml.TextFile.Open(path);
        return new(path, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    /// <summary>Reads the weather of a scenario, to say what is wrong with it.</summary>
    /// <exception cref="InputException">A file has faults, or a heat wave does not fit; all of them.</exception>
    internal static void RequireWeather(Scenario scenario, Territory territory) => LoadWeather(scenario, territory, [], []);

    /// <summary>By which clock and holidays the hours of a scenario are lived.</summary>
    /// <exception cref="InputException">The file of the weather has faults; all of them.</exception>
    internal static CalendarRules RulesOf(Scenario scenario, Territory territory) => CalendarRules.Of(territory, LoadWeather(scenario, territory, [], []).Common);

    private static YearOfWeather SkyOf(Scenario scenario, Territory territory)
    {
        List<InputFileRecord> inputs = [];
        List<string> notes = [];
        if (scenario.Territory.Folder is { } folder) inputs.AddRange(Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(Record));
        if (scenario.Timetable is { } feed) inputs.Add(Record(feed));
        Skies weather = LoadWeather(scenario, territory, inputs, notes);
        CalendarRules rules = CalendarRules.Of(territory, weather.Common);
        return new(weather, rules, inputs, [.. notes, .. rules.Notes()]);
    }

    private static Skies LoadWeather(Scenario scenario, Territory territory, List<InputFileRecord> inputs, List<string> notes)
    {
        WeatherPlace.RequireNorth(territory);
        WeatherChoice choice = scenario.Weather;
        WeatherYear year;
        if (choice.Epw is { } path) year = Read(path);
        else
        {
            year = WeatherGenerator.Generate(MonthlyNormals.Zone(choice.Zone!), choice.Seed);
            notes.Add($"the weather is generated from the monthly normals of zone {choice.Zone}: plausible, not observed");
        }
        double shift = choice.Shift.Value;
        Dictionary<int, WeatherYear> own = choice.Years.ToDictionary(y => y.Year, y => Heated(AtHeight(Read(y.Epw)), y.Year, 0));
        year = Shifted(Heated(AtHeight(year), null, shift), shift);
        if (own.Values.FirstOrDefault(y => (y.Latitude, y.Longitude, y.TimeZone) != (year.Latitude, year.Longitude, year.TimeZone)) is { } elsewhere)
            notes.Add($"the weather of single years comes from {elsewhere.Name}, the common one from {year.Name}");
        foreach (int simulated in scenario.Simulated.Where(y => choice.Climate != null && !own.ContainsKey(y)))
        {
            double level = choice.Climate!.In(simulated), warmer = level - choice.Warming;
            notes.Add(string.Create(CultureInfo.InvariantCulture,
                $"the weather of {simulated} is {Math.Abs(warmer):0.0} K {(warmer < 0 ? "colder" : "warmer")} than its source: a France at +{level:0.0} K since 1900–1930 (`weather.climate`), where the source holds +{choice.Warming:0.0} K; July by {ClimatePath.Months(warmer)[6]:0.0} K, January by {ClimatePath.Months(warmer)[0]:0.0} K"));
        }
        return new(year, own, choice);

        WeatherYear Read(string file)
        {
            WeatherYear read = EpwReader.Read(file, out IReadOnlyList<string> found);
            inputs.Add(Record(file));
            notes.AddRange(found.Select(n => $"{Path.GetFileName(file)}: {n}"));
            if (WeatherPlace.Question(read, territory, scenario.Territory.Folder is null, file) is { } question) notes.Add(question);
            return read;
        }

        static WeatherYear Shifted(WeatherYear at, double by) => by == 0 ? at : WeatherShift.By(at, by);

        WeatherYear Heated(WeatherYear at, int? simulated, double warmer)
        {
            if (choice.HeatWave is not { } with) return at;
            int hottest = HeatWave.HottestOf(at), first = with.BeginsIn(at);
            try
            {
                WeatherYear heated = with.In(at);
                WeatherYear felt = Shifted(heated, warmer);
                WeatherHour[] inside = [.. Enumerable.Range(24 * first, 24 * with.Days).Select(h => felt.Hours[h])];
                notes.Add(string.Create(CultureInfo.InvariantCulture,
                    $"a heat wave of {with.Days} days from {Day(first)} is put into the weather{(simulated is { } own ? $" of {own}" : "")} (`weather.heat_wave`): up to {inside.Max(h => h.DryBulb):0.0} °C, warmest night {inside.Chunk(24).Max(d => d.Min(h => h.DryBulb)):0.0} °C, by its hottest days from {Day(hottest)}, at {at.Hours.Skip(24 * hottest).Take(72).Max(h => h.DryBulb) + warmer:0.0} °C"));
                return heated;
            }
            catch (ArgumentException e)
            {
                throw new InputException($"{scenario.Path}: `weather.heat_wave` does not fit the weather of {at.Name}: {e.Message.Split(" (Parameter")[0]} (its hottest days begin on {Day(hottest)}). Choose another `from`, or fewer `days`.");
            }

            static string Day(int day) => new DateOnly(2001, 1, 1).AddDays(day).ToString("d MMMM", CultureInfo.InvariantCulture);
        }

        WeatherYear AtHeight(WeatherYear at) => choice.Elevation == ElevationCorrection.Auto ? Altitude.Correct(at, MeanGround(territory)) : at;
    }

    private static double MeanGround(Territory territory) =>
        territory.Buildings.Count > 0 ? territory.Buildings.Average(b => b.Ground.Value) : territory.Terrain.Values.Where(float.IsFinite).Average(v => (double)v);

    // A climate path is told year by year, so its notes are those of the simulated years.
    private static string SkyKeyOf(Scenario scenario) => scenario.Weather.Climate == null ? scenario.Weather.Key : $"{scenario.Weather.Key} {string.Join(' ', scenario.Simulated)}";

    private static string PlaceOf(Scenario scenario) => string.Create(CultureInfo.InvariantCulture, $"{scenario.Territory} {scenario.Timetable} {scenario.Couplings} {scenario.CellSize:R} {scenario.Calibration?.Key}");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsReliefs) _reliefs.Dispose();
    }

    private sealed record YearOfWeather(Skies Weather, CalendarRules Rules, IReadOnlyList<InputFileRecord> Inputs, IReadOnlyList<string> Notes);

    /// <summary>The weather of every simulated year.</summary>
    private sealed class Skies(WeatherYear common, IReadOnlyDictionary<int, WeatherYear> own, WeatherChoice choice)
    {
        public WeatherYear Common => common;

        public WeatherYear? OwnOf(int year) => own.GetValueOrDefault(year);

        public WeatherYear Of(int year) => own.GetValueOrDefault(year) ?? (choice.Climate is { } climate ? climate.Move(common, choice.Warming, year) : common);
    }
}
