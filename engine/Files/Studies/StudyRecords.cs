using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Studies;

/// <summary>The figures of all runs of a study, read from its batches.</summary>
internal sealed class StudyRecords
{
    private readonly Dictionary<(string Name, int Year), double[]> _values = [];
    private readonly List<Indicator> _known = [];

    private StudyRecords(Study study)
    {
        Study = study;
        (Faults, Seconds, Energy, Memory) = (new string[study.Count], Nothing(), Nothing(), Nothing());
        Array.Fill(Faults, Missing);
    }

    /// <summary>What stands for a run without a result.</summary>
    public const string Missing = "not run";

    /// <summary>The study.</summary>
    public Study Study { get; }
    /// <summary>Of each run; empty where it has figures.</summary>
    public string[] Faults { get; }
    /// <summary>Runs without a result.</summary>
    public int NotRun => Faults.Count(static f => f == Missing);
    /// <summary>Runs with a fault.</summary>
    public int Failed => Faults.Count(static f => f.Length > 0) - NotRun;
    /// <summary>Of each run [s].</summary>
    public double[] Seconds { get; }
    /// <summary>Of each run [Wh].</summary>
    public double[] Energy { get; }
    /// <summary>Resident memory of the process at the end of each run [MB].</summary>
    public double[] Memory { get; }
    /// <summary>Files that could not be read.</summary>
    public List<string> Damaged { get; } = [];
    /// <summary>All figures, as the first run that has them names them, in its order.</summary>
    public IReadOnlyList<Indicator> Indicators => _known;

    /// <summary>Reads every batch that is there.</summary>
    /// <param name="folder">Of the study.</param> <param name="visit">Given the results of each batch.</param> <param name="progress">Told the share that is read.</param>
    public static StudyRecords Read(StudyFolder folder, Action<VariantResult> visit, Action<double> progress)
    {
        StudyRecords records = new(folder.Study);
        for (int batch = 0; batch < folder.Plan.Batches; batch++)
        {
            progress(batch / (double)folder.Plan.Batches);
            if (!folder.Has(batch)) continue;
            try
            {
                foreach (VariantResult result in folder.Read(batch))
                {
                    records.Take(result);
                    if (result.Fault.Length == 0) visit(result);
                }
            }
            catch (InputException e)
            {
                records.Damaged.AddRange(e.Faults);
            }
        }
        return records;
    }

    /// <summary>A figure of every run in a year; NaN where it has none.</summary>
    public double[] Of(string indicator, int year) => _values.GetValueOrDefault((indicator, year)) ?? Nothing();

    /// <summary>A figure at every point of the design under one scenario: the mean over seeds; NaN where one of these has none.</summary>
    public double[] AtPoints(string indicator, int year, int scenario)
    {
        double[] all = Of(indicator, year), points = new double[Study.Design.Count];
        int first = scenario * Study.Repeats * points.Length;
        for (int repeat = 0; repeat < Study.Repeats; repeat++)
            for (int p = 0; p < points.Length; p++) points[p] += all[first + repeat * points.Length + p] / Study.Repeats;
        return points;
    }

    /// <summary>A figure of every run of one scenario.</summary>
    public double[] OfScenario(string indicator, int year, int scenario) => Part(Of(indicator, year), scenario);

    /// <summary>Of the values of all runs those of one scenario.</summary>
    public double[] Part(double[] ofRuns, int scenario)
    {
        int runs = Study.Repeats * Study.Design.Count;
        return ofRuns[(scenario * runs)..((scenario + 1) * runs)];
    }

    private void Take(VariantResult result)
    {
        Faults[result.Index] = result.Fault;
        if (result.Fault.Length == 0) (Seconds[result.Index], Energy[result.Index], Memory[result.Index]) = (result.Seconds, result.Energy, result.Memory);
        foreach (Indicator indicator in result.Indicators)
        {
            if (!_values.TryGetValue((indicator.Name, indicator.Year), out double[]? values))
            {
                _values.Add((indicator.Name, indicator.Year), values = Nothing());
                _known.Add(indicator);
            }
            values[result.Index] = indicator.Value;
        }
    }

    private double[] Nothing()
    {
        double[] values = new double[Study.Count];
        Array.Fill(values, double.NaN);
        return values;
    }
}
