using TerritoryTwin.Core;
using TerritoryTwin.Ensembles;

namespace TerritoryTwin.Files.Studies;

/// <summary>What a figure owes to a parameter.</summary>
/// <param name="Scenario">Of the figure.</param> <param name="Against">Where it is a difference: the scenario it is taken from; else empty.</param> <param name="Figure">The figure.</param>
/// <param name="Parameter">Its column.</param> <param name="Measure">What <paramref name="Value"/> is: <c>total</c>, <c>mean_absolute_effect</c>, <c>rank_coefficient</c>, <c>share_of_chance</c>.</param>
/// <param name="Value">With its interval of 95 %.</param> <param name="Alone">Of the parameter alone (<c>first</c>), or the mean effect with its sign; NaN where the method has none.</param>
/// <param name="Matters"><c>yes</c>, <c>no</c> or <c>unsure</c>.</param>
internal sealed record Influence(string Scenario, string Against, Indicator Figure, string Parameter, string Measure, Estimate Value, Estimate Alone, string Matters);

/// <summary>Finds which parameters decide the figures of a study, and which do not matter.</summary>
/// <param name="records">Of its runs.</param>
internal sealed class StudySensitivity(StudyRecords records)
{
    /// <summary>Share of the variance below which a parameter does not matter.</summary>
    public const double LeastShare = 0.02;
    /// <summary>The same of the largest mean effect of trajectories.</summary>
    public const double LeastEffect = 0.05;
    /// <summary>The same of rank coefficients, where the plane explains <see cref="LeastExplained"/>.</summary>
    public const double LeastCoefficient = 0.1;
    /// <summary>Share of the variance of ranks that a plane must explain before a small coefficient says anything.</summary>
    public const double LeastExplained = 0.98;
    /// <summary>The name of what seeds decide.</summary>
    public const string Chance = "chance";

    private static readonly Estimate None = new(double.NaN, double.NaN, double.NaN);
    private readonly Study _study = records.Study;

    /// <summary>Why there are none, where there are too few runs.</summary>
    public HashSet<string> Notes { get; } = new(StringComparer.Ordinal);

    /// <summary>Of every figure that the study asks for, in its last year: of each scenario, and of its difference to the first.</summary>
    public IReadOnlyList<Influence> All()
    {
        List<Influence> all = [];
        int year = _study.Scenarios[0].Simulated[^1];
        foreach (Indicator figure in _study.Indicators.Select(name => records.Indicators.FirstOrDefault(i => i.Name == name && i.Year == year)).OfType<Indicator>())
        {
            for (int s = 0; s < _study.Scenarios.Count; s++)
            {
                all.AddRange(Of(s, "", figure, records.AtPoints(figure.Name, year, s), records.OfScenario(figure.Name, year, s)));
                if (s > 0) all.AddRange(Of(s, _study.Scenarios[0].Name, figure, Less(records.AtPoints(figure.Name, year, s), records.AtPoints(figure.Name, year, 0)), Less(records.OfScenario(figure.Name, year, s), records.OfScenario(figure.Name, year, 0))));
            }
        }
        return all;
    }

    /// <summary>As a table.</summary>
    public static Table ToTable(IReadOnlyList<Influence> all)
    {
        return new("sensitivity",
        [
            Text("scenario", "scenario", i => i.Scenario), Text("against", "scenario from which the difference is taken; empty: the figure itself", i => i.Against),
            Text("indicator", "figure, as in years.csv", i => i.Figure.Name), Number("year", "simulated year, the last", i => i.Figure.Year) with { IsWhole = true }, Text("parameter", "what varies; chance: the seeds", i => i.Parameter),
            new TextColumn(new("measure", "", "what influence is: total (share of the variance with interactions), mean_absolute_effect (over the whole range of the parameter, in the unit of the figure), rank_coefficient, share_of_chance"), [.. all.Select(i => i.Measure)]) { Classes = ["total", "mean_absolute_effect", "rank_coefficient", "share_of_chance"] },
            Number("influence", "how much the figure owes to it, by the measure", i => i.Value.Value), Number("influence_low", "lower end of its interval of 95 %", i => i.Value.Low), Number("influence_high", "upper end", i => i.Value.High),
            Number("alone", "of total: share of the variance of the parameter alone; of mean_absolute_effect: mean effect with its sign", i => i.Alone.Value), Number("alone_low", "lower end of its interval of 95 %", i => i.Alone.Low), Number("alone_high", "upper end", i => i.Alone.High),
            new TextColumn(new("matters", "", "whether it matters: no where its whole interval is negligible, yes where none of it is"), [.. all.Select(i => i.Matters)]) { Classes = ["yes", "no", "unsure"] },
        ]);

        TextColumn Text(string name, string meaning, Func<Influence, string> of) => new(new(name, "", meaning), [.. all.Select(of)]);
        NumberColumn Number(string name, string meaning, Func<Influence, double> of) => new(new(name, "1", meaning), [.. all.Select(of)]);
    }

    private IEnumerable<Influence> Of(int scenario, string against, Indicator figure, double[] points, double[] runs)
    {
        if (points.Count(double.IsFinite) < 2 || StudyTables.Sorted(points) is var sorted && sorted[0] == sorted[^1]) yield break;        // does not vary: nothing decides it
        (string measure, IReadOnlyList<Estimate> influence, IReadOnlyList<Estimate> alone, Func<Estimate, string> matters) = Measured(points);
        for (int k = 0; k < influence.Count; k++)
            yield return new(_study.Scenarios[scenario].Name, against, figure, _study.Parameters[k].Column, measure, influence[k], alone.Count > 0 ? alone[k] : None, matters(influence[k]));
        if (_study.Repeats > 1)
        {
            double share = ShareOfChance(runs);
            yield return new(_study.Scenarios[scenario].Name, against, figure, Chance, "share_of_chance", new(share, double.NaN, double.NaN), None, share <= LeastShare ? "no" : "yes");
        }
    }

    private (string, IReadOnlyList<Estimate>, IReadOnlyList<Estimate>, Func<Estimate, string>) Measured(double[] points)
    {
        try
        {
            switch (_study.Method)
            {
                case SamplingMethod.Saltelli:
                    SobolIndices indices = GlobalSensitivity.Sobol(points, _study.Parameters.Count, _study.Seed);
                    return ("total", indices.Total, indices.First, e => Verdict(e, LeastShare));
                case SamplingMethod.Morris:
                    ElementaryEffects effects = GlobalSensitivity.Morris(_study.Design, points, _study.Seed);
                    double largest = effects.MeanAbsolute.Max(e => e.Value);
                    return ("mean_absolute_effect", effects.MeanAbsolute, effects.Mean, e => Verdict(e, LeastEffect * largest));
                default:
                    RankRegression ranks = GlobalSensitivity.RankRegression(_study.Design, points, _study.Seed);
                    bool explains = ranks.Explained.Low >= LeastExplained;
                    return ("rank_coefficient", [.. ranks.Coefficients.Select((c, k) => HasOrder(_study.Parameters[k]) ? c : None)], [], e => Verdict(new(Math.Abs(e.Value), e.Covers(0) ? 0 : Math.Min(Math.Abs(e.Low), Math.Abs(e.High)), Math.Max(Math.Abs(e.Low), Math.Abs(e.High))), LeastCoefficient) is var told && told == "no" && !explains ? "unsure" : told);
            }
        }
        catch (ArgumentException e)
        {
            Notes.Add($"no sensitivities: {e.Message}");
            return ("", [], [], _ => "");
        }
    }

    // Words stand in no order that ranks could follow, but two.
    private static bool HasOrder(StudyParameter parameter) => parameter.IsNumber || parameter.Values.Count == 2;

    private static string Verdict(Estimate influence, double negligible) => influence.High <= negligible ? "no" : influence.Low > negligible ? "yes" : "unsure";        // NaN: unsure

    // Variance within points over all variance: what is left when every parameter is known.
    private double ShareOfChance(double[] runs)
    {
        int points = _study.Design.Count;
        double within = 0, mean = runs.Where(double.IsFinite).Average(), all = 0;
        int counted = 0;
        for (int p = 0; p < points; p++)
        {
            double[] same = [.. Enumerable.Range(0, _study.Repeats).Select(r => runs[r * points + p])];
            if (!same.All(double.IsFinite)) continue;
            within += same.Sum(v => (v - same.Average()) * (v - same.Average()));
            all += same.Sum(v => (v - mean) * (v - mean));
            counted++;
        }
        return all > 0 ? Math.Min(1, within / (counted * (_study.Repeats - 1.0)) / (all / (counted * _study.Repeats - 1.0))) : double.NaN;
    }

    private static double[] Less(double[] one, double[] other) => [.. one.Zip(other, (a, b) => a - b)];
}
