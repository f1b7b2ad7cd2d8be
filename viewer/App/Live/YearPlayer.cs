using TerritoryTwin.Core;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Viewer.App;

/// <summary>A simulated year that can be entered at any hour: what processes carry is kept at the start of each week.</summary>
internal sealed class YearPlayer(Stage stage, string physics, Setup setup) : IDisposable
{
    private const int HoursOfWeek = 168, HoursBetweenSamples = 37, HoursBetweenReports = 48;
    private readonly Moment?[] _weeks = new Moment?[Simulation.HoursOfYear / HoursOfWeek + 1];
    private readonly Simulation _simulation = new(setup);
    private Moment? _year;
    private int _next;

    /// <summary>Where it plays.</summary>
    public Stage Stage => stage;
    /// <summary>What decided its hours.</summary>
    public string Physics => physics;
    /// <summary>Of each quantity of buildings, means of the months: 12 rows of one value a building.</summary>
    public IReadOnlyDictionary<string, float[][]> Months { get; private set; } = new Dictionary<string, float[][]>();
    /// <summary>Of each quantity: ends that leave out the rarest values.</summary>
    public IReadOnlyDictionary<string, (double Low, double High)> Ranges { get; private set; } = new Dictionary<string, (double, double)>();

    private IEnumerable<ShownField> Shown => _simulation.Processes.SelectMany(p => p.Shown);

    /// <summary>Runs the year.</summary>
    /// <param name="stop">Told how far it is, 0 to 1; says whether to stop.</param>
    /// <returns>False when it was told to stop.</returns>
    public bool RunYear(Func<double, bool> stop)
    {
        FieldSamples[] samples = [.. Shown.Select(s => new FieldSamples(s))];
        _simulation.WarmUp();
        for (int hour = 0; hour < Simulation.HoursOfYear; hour++)
        {
            if (hour % HoursOfWeek == 0) _weeks[hour / HoursOfWeek] = _simulation.Save(sums: false);
            if (hour % HoursBetweenReports == 0 && stop(hour / (double)Simulation.HoursOfYear)) return false;
            _simulation.Step();
            if (hour % HoursBetweenSamples != 0) continue;
            foreach (FieldSamples field in samples) field.Add(setup.Calendar.At(hour).Month - 1);
        }
        _year = _simulation.Save();
        Months = samples.Where(s => s.HasMonths).ToDictionary(s => s.Key, s => s.Months());
        Ranges = samples.ToDictionary(s => s.Key, s => s.Range());
        _next = -1;
        return true;
    }

    /// <summary>Takes other prices and carbon contents; false when they would change what was simulated.</summary>
    public bool TryAccount(ParameterSet parameters) => _simulation.TryAccount(parameters);

    /// <summary>The tables of the year and its figures.</summary>
    public (YearTables Tables, IReadOnlyList<Indicator> Indicators) Year(MeasurePlan plan, int year)
    {
        _simulation.TryGoTo(_year!);
        _next = -1;
        YearTables tables = _simulation.Year();
        return (tables, ScenarioRunner.Indicators(_simulation, tables, plan, year));
    }

    /// <summary>All that is shown, in an hour, by <see cref="LiveSource.KeyOf"/>.</summary>
    public IReadOnlyDictionary<string, float[]> At(int hour)
    {
        if (_next < 0 || hour < _next - 1 || hour >= _next + HoursOfWeek)
        {
            _next = hour / HoursOfWeek * HoursOfWeek;
            _simulation.TryGoTo(_weeks[hour / HoursOfWeek]!);
        }
        for (; _next <= hour; _next++) _simulation.Step();
        return Shown.ToDictionary(s => LiveSource.KeyOf(s.Layer, s.Field.Name), s => s.Field.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>An hour of a road, explained; null where no car drives.</summary>
    public Explanation? Why(int road, int hour) => _simulation.Mobility?.ExplainRoadAt(road, hour);

    /// <inheritdoc/>
    public void Dispose() => _simulation.Dispose();
}
