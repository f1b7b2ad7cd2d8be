using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Ensembles;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Files.Studies;

/// <summary>The tables of a study: a row a run; statistics and differences of every figure.</summary>
/// <param name="records">Of its runs.</param>
internal sealed class StudyTables(StudyRecords records)
{
    private readonly Study _study = records.Study;

    /// <summary>A row a run: what it takes of each parameter, and every figure. It depends on the study alone, not on how it was run.</summary>
    public Table Variants()
    {
        StudyVariant[] all = [.. Enumerable.Range(0, _study.Count).Select(k => _study[k])];
        IReadOnlyList<Scenario> scenarios = [.. _study.Scenarios];
        List<Column> columns =
        [
            Whole("variant", "number of the run", all, v => v.Index + 1),
            new TextColumn(new("scenario", "", "its scenario"), [.. all.Select(v => scenarios[v.Scenario].Name)]),
            Whole("point", "number of its point: runs of one point differ in scenario and seeds alone", all, v => v.Point + 1),
            Whole("seed", "of chance", all, v => Varied("seed", v) ?? v.Seed ?? scenarios[v.Scenario].Seed),
            Whole("weather_seed", "of generated weather", all, v => Varied("weather.seed", v) ?? v.WeatherSeed ?? (scenarios[v.Scenario].Weather.Zone != null ? scenarios[v.Scenario].Weather.Seed : double.NaN)),
        ];
        for (int k = 0; k < _study.Parameters.Count; k++)
        {
            (StudyParameter parameter, int column) = (_study.Parameters[k], k);
            Quantity quantity = new(parameter.Column, parameter.IsNumber ? parameter.Unit : "", $"{parameter.Path}: {parameter.Told}");
            columns.Add(parameter.IsNumber
                ? new NumberColumn(quantity, [.. all.Select(v => parameter.NumberAt(_study.Design[v.Point, column])!.Value)])
                : new TextColumn(quantity, [.. all.Select(v => parameter.At(_study.Design[v.Point, column]).Value)]));
        }
        columns.Add(new TextColumn(new("fault", "", "why it has no figures; empty where it has"), records.Faults));
        foreach (Indicator figure in records.Indicators) columns.Add(new NumberColumn(figure.Quantity with { Name = NameOf(figure) }, records.Of(figure.Name, figure.Year)));
        return new("variants", columns);
    }

    private double? Varied(string path, StudyVariant variant) => Enumerable.Range(0, _study.Parameters.Count).Where(k => _study.Parameters[k].Path == path).Select(k => _study.Parameters[k].NumberAt(_study.Design[variant.Point, k])).FirstOrDefault();

    /// <summary>A row a run: what it took of the computer, which is another each time.</summary>
    public Table Effort() => new("effort",
    [
        new NumberColumn(new("variant", "1", "number of the run"), [.. Enumerable.Range(1, _study.Count).Select(k => (double)k)]) { IsWhole = true },
        new NumberColumn(new("seconds", "s", "elapsed, with its share of what ran beside it"), records.Seconds),
        new NumberColumn(new("energy", "Wh", "electricity of the computer, estimated"), records.Energy),
        new NumberColumn(new("memory", "MB", "resident memory of the process at its end"), records.Memory),
    ]);

    /// <summary>A row a scenario and figure: mean, spread and quantiles over its runs.</summary>
    public Table Statistics()
    {
        (int Scenario, Indicator Figure, double[] Sorted)[] rows =
        [
            .. Enumerable.Range(0, _study.Scenarios.Count).SelectMany(s => records.Indicators.Select(i => (s, i, Sorted(records.OfScenario(i.Name, i.Year, s))))),
        ];
        return new("statistics",
        [
            new TextColumn(new("scenario", "", "scenario"), [.. rows.Select(r => _study.Scenarios[r.Scenario].Name)]),
            new TextColumn(new("indicator", "", "figure, as in years.csv"), [.. rows.Select(r => r.Figure.Name)]),
            Whole("year", "simulated year", rows, r => r.Figure.Year),
            new TextColumn(new("unit", "", "of the figure"), [.. rows.Select(r => r.Figure.Unit)]),
            Whole("runs", "that have it", rows, r => r.Sorted.Length),
            Number("mean", "mean", rows, r => Mean(r.Sorted)), Number("deviation", "standard deviation", rows, r => Deviation(r.Sorted)),
            .. new[] { 0, 5, 25, 50, 75, 95, 100 }.Select(percent => Number(QuantileName(percent), QuantileMeaning(percent), rows, r => Quantile(r.Sorted, percent / 100.0))),
        ]);
    }

    /// <summary>A row a scenario and figure: what it changes against the first scenario, in pairs of runs that differ in nothing else.</summary>
    public Table Differences()
    {
        List<(int Scenario, Indicator Figure, Estimate Mean, double[] Sorted)> rows = [];
        for (int s = 1; s < _study.Scenarios.Count; s++)
        {
            foreach (Indicator figure in records.Indicators)
            {
                double[] first = records.OfScenario(figure.Name, figure.Year, 0), second = records.OfScenario(figure.Name, figure.Year, s);
                double[] sorted = Sorted([.. second.Zip(first, (b, a) => b - a)]);
                if (sorted.Length > 1) rows.Add((s, figure, IntervalOf(figure, s), sorted));
            }
        }
        return new("differences",
        [
            new TextColumn(new("scenario", "", "scenario"), [.. rows.Select(r => _study.Scenarios[r.Scenario].Name)]),
            new TextColumn(new("against", "", "scenario that it is compared with"), [.. rows.Select(_ => _study.Scenarios[0].Name)]),
            new TextColumn(new("indicator", "", "figure, as in years.csv"), [.. rows.Select(r => r.Figure.Name)]),
            Whole("year", "simulated year", rows, r => r.Figure.Year),
            new TextColumn(new("unit", "", "of the figure"), [.. rows.Select(r => r.Figure.Unit)]),
            Whole("pairs", "of runs", rows, r => r.Sorted.Length),
            Number("mean", "mean difference", rows, r => r.Sorted.Average()),
            Number("mean_low", "lower end of its interval of 95 % over the points, seeds as they are; missing where points are no sample (grid, morris, saltelli)", rows, r => r.Mean.Low), Number("mean_high", "upper end", rows, r => r.Mean.High),
            .. new[] { 5, 50, 95 }.Select(percent => Number(QuantileName(percent), QuantileMeaning(percent), rows, r => Quantile(r.Sorted, percent / 100.0))),
            Number("rises", "share of pairs in which the figure is higher", rows, r => r.Sorted.Count(d => d > 0) / (double)r.Sorted.Length),
            Number("falls", "share of pairs in which it is lower", rows, r => r.Sorted.Count(d => d < 0) / (double)r.Sorted.Length),
            new TextColumn(new("verdict", "", "rises or falls in at least 95 % of the pairs; none: equal in all; else uncertain, a difference smaller than its uncertainty"), [.. rows.Select(r => Verdict(r.Sorted))]) { Classes = ["rises", "falls", "uncertain", "none"] },
        ]);
    }

    // Runs of one point share what they differ in, so points count, by their means over seeds.
    private Estimate IntervalOf(Indicator figure, int scenario)
    {
        double[] first = records.AtPoints(figure.Name, figure.Year, 0), second = records.AtPoints(figure.Name, figure.Year, scenario);
        bool sample = _study.Method is SamplingMethod.Sobol or SamplingMethod.LatinHypercube && first.Zip(second, (a, b) => b - a).Count(double.IsFinite) > 1;
        return sample ? GlobalSensitivity.Difference(first, second).Mean : new(double.NaN, double.NaN, double.NaN);
    }

    /// <summary>Whether a difference is larger than its uncertainty.</summary>
    /// <param name="sorted">Differences of pairs, rising.</param>
    internal static string Verdict(double[] sorted) =>
        sorted.All(d => d == 0) ? "none" : sorted.Count(d => d > 0) >= Surely * sorted.Length ? "rises" : sorted.Count(d => d < 0) >= Surely * sorted.Length ? "falls" : "uncertain";

    /// <summary>By the same rule in steps: −2 falls, −1 falls more often than it rises, 0 as often or never, 1 and 2 the same of rises; NaN where no pair is known.</summary>
    /// <param name="rises">Share of the pairs.</param> <param name="falls">Share of the pairs.</param>
    internal static double DirectionOf(double rises, double falls) =>
        double.IsNaN(rises) ? double.NaN : falls >= Surely ? -2 : rises >= Surely ? 2 : Math.Sign(rises - falls);

    private const double Surely = 0.95;          // of the pairs

    /// <summary>The finite ones, rising.</summary>
    internal static double[] Sorted(double[] values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        Array.Sort(finite);
        return finite;
    }

    /// <summary>The least value that a share of all does not exceed, as of elements; NaN of none.</summary>
    internal static double Quantile(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[ElementStatistics.RankOf(share, sorted.Length) - 1];

    /// <summary>A quantile in names of columns.</summary>
    internal static string QuantileName(int percent) => percent switch { 0 => "least", 50 => "median", 100 => "greatest", _ => string.Create(CultureInfo.InvariantCulture, $"p{percent:00}") };

    /// <summary>A quantile in words.</summary>
    internal static string QuantileMeaning(int percent) => percent switch { 0 => "least", 50 => "half lie at or below", 100 => "greatest", _ => $"{percent} % lie at or below" };

    // Years are told apart where there are several.
    private string NameOf(Indicator figure) => _study.Scenarios[0].Simulated.Count == 1 ? figure.Name : string.Create(CultureInfo.InvariantCulture, $"{figure.Name}_{figure.Year}");

    private static double Mean(double[] values) => values.Length == 0 ? double.NaN : values.Average();

    private static double Deviation(double[] values) => values.Length < 2 ? double.NaN : Math.Sqrt(values.Sum(v => (v - values.Average()) * (v - values.Average())) / (values.Length - 1));

    private static NumberColumn Whole<T>(string name, string meaning, IReadOnlyList<T> rows, Func<T, double> of) => Number(name, meaning, rows, of) with { IsWhole = true };

    private static NumberColumn Number<T>(string name, string meaning, IReadOnlyList<T> rows, Func<T, double> of) => new(new(name, "", meaning), [.. rows.Select(of)]);
}
