using TerritoryTwin.Core;
using TerritoryTwin.Ensembles;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Studies;

/// <summary>Reads study files. docs/studies.md describes them.</summary>
public static class StudyReader
{
    private const ulong LargestSeed = 1UL << 53;
    private const int UsualPoints = 64, MostVariants = 1_000_000, MostScenarios = 20;

    /// <summary>Reads a study and its scenarios, and tries the ends of every parameter.</summary>
    /// <param name="path">The study file.</param>
    /// <exception cref="InputException">With every fault of the study and its scenarios: file, line, column, found, expected.</exception>
    public static Study Read(string path)
    {
        FaultLog faults = new();
        Study? study = Read(path, faults);
        faults.ThrowIfAny();
        TryEnds(study!, faults);
        faults.ThrowIfAny();
        return study!;
    }

    private static Study? Read(string path, FaultLog faults)
    {
        if (YamlDocument.TryRead(path, faults) is not { } document) return null;
        if (document.Root is not YamlMap map)
        {
            faults.Add(document.Root.Place, $"expected keys and values, such as `name: Insulate before solar?`; found {document.Root.Kind}.");
            return null;
        }
        YamlBinder binder = new(faults);
        StudyFile file = binder.Bind<StudyFile>(map);
        if (file.Name == null || file.Scenarios is not { Count: > 0 })
        {
            if (file.Scenarios is { Count: 0 } && binder.NodeOf(file, nameof(file.Scenarios)) is YamlList { Items.Count: 0 } none) faults.Add(none.Place, "`scenarios` names none; write one, such as `[baseline.yaml]`.");
            return null;
        }
        StudyScenario[] scenarios = [.. Scenarios(file, binder, faults)];
        if (scenarios.Length < file.Scenarios.Count) return null;
        RequireTheSame(scenarios, faults);
        StudyOutputs.Check(file.Outputs, scenarios, binder, faults);
        CheckSeeds(file, scenarios, binder, faults);
        if (file.Name.Any(char.IsControl)) faults.Add(binder.PlaceOf(file, nameof(file.Name)), "`name` holds a character that is none of a line of text; write letters, digits and signs.");
        IReadOnlyList<StudyParameter> parameters = new StudyParameterReader(scenarios, binder, faults).Read(file);
        foreach (StudyParameter other in parameters.Where(p => StudyOutputs.TablesOf(file.Outputs).Any(t => t.Table != TableName.Series) && (p.Path.StartsWith("territory.", StringComparison.Ordinal) || p.Path == "cells")))
            faults.Add(other.Place, $"`{other.Path}` makes other buildings, roads or cells of each run, so `outputs` can keep none of them; leave out `buildings`, `roads` and `cells`, or do not vary it.");
        if (parameters.Count == 0 && !faults.Any)
            faults.Add(binder.PlaceOf(file), "nothing varies: name values under `parameters`, or give ranges such as `15 % .. 30 %` in the scenarios.");
        if (faults.Any || DesignOf(file, parameters, binder, faults) is not { } design) return null;
        Study study = new(path, file, scenarios, parameters, design);
        if (study.Count > MostVariants || (long)study.Design.Count * study.Repeats * scenarios.Length > MostVariants)
            faults.Add(binder.PlaceOf(file, nameof(file.Sampling)), $"the study has {(long)study.Design.Count * study.Repeats * scenarios.Length:n0} runs ({design.Count:n0} points, {study.Repeats} seeds, {scenarios.Length} scenarios); at most {MostVariants:n0} are run. Take fewer points or levels.");
        return study;
    }

    private static IEnumerable<StudyScenario> Scenarios(StudyFile file, YamlBinder binder, FaultLog faults)
    {
        YamlNode node = binder.NodeOf(file, nameof(file.Scenarios))!;
        if (file.Scenarios.Count > MostScenarios) faults.Add(node.Place, $"`scenarios` names {file.Scenarios.Count}; at most {MostScenarios} are compared.");
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int k = 0; k < Math.Min(file.Scenarios.Count, MostScenarios); k++)
        {
            RelativePath scenario = file.Scenarios[k];
            Place place = node is YamlList list && k < list.Items.Count ? list.Items[k].Place : node.Place;
            if (!seen.Add(Path.GetFullPath(scenario.Path))) faults.Add(place, $"the scenario {scenario.Written} stands twice; name each once.");
            else if (Directory.Exists(scenario.Path)) faults.Add(place, $"{scenario.Path} is a folder; give a scenario file.");
            else if (!File.Exists(scenario.Path)) faults.Add(place, $"the scenario {scenario.Path} does not exist. The path is relative to the file that holds it.");
            else if (StudyScenario.Read(scenario.Path, ScenarioKeys.Standard, faults) is { } read) yield return read;
        }
    }

    // Else a difference would not be the measures'.
    private static void RequireTheSame(StudyScenario[] scenarios, FaultLog faults)
    {
        foreach (StudyScenario other in scenarios.Skip(1))
        {
            if (other.Base.Territory != scenarios[0].Base.Territory) faults.Add($"{other.Path}: takes place elsewhere than {scenarios[0].Path}; the scenarios of a study share one territory.");
            if (!other.Base.Simulated.SequenceEqual(scenarios[0].Base.Simulated)) faults.Add($"{other.Path}: simulates {string.Join(", ", other.Base.Simulated)}, and {scenarios[0].Path} {string.Join(", ", scenarios[0].Base.Simulated)}; the scenarios of a study share their years.");
        }
        foreach (StudyScenario other in scenarios.Skip(1).Where(s => s.Base.CellSize != scenarios[0].Base.CellSize)) faults.Add($"{other.Path}: has other `cells` than {scenarios[0].Path}; the scenarios of a study share them.");
        foreach (StudyScenario large in scenarios.Where(s => s.Base.Seed > LargestSeed || s.Base.Weather.Seed > LargestSeed)) faults.Add($"{large.Path}: a seed is beyond {LargestSeed}, which tables cannot hold exactly; choose a smaller one.");
        foreach (IGrouping<string, StudyScenario> twins in scenarios.GroupBy(s => s.Base.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            faults.Add($"{twins.Last().Path}: has the name of {twins.First().Path}, `{twins.Key}`; tables tell scenarios by their names, so give each its own.");
    }

    private static void CheckSeeds(StudyFile file, StudyScenario[] scenarios, YamlBinder binder, FaultLog faults)
    {
        foreach ((string property, IReadOnlyList<ulong>? seeds) in new[] { (nameof(file.Seeds), file.Seeds), (nameof(file.WeatherSeeds), file.WeatherSeeds) })
            if (seeds?.Any(s => s > LargestSeed) == true) faults.Add(binder.PlaceOf(file, property), $"a seed is beyond {LargestSeed}, which tables cannot hold exactly; choose a smaller one.");
            else if (seeds != null && seeds.Distinct().Count() < seeds.Count) faults.Add(binder.PlaceOf(file, property), "a seed stands twice, and would count twice; name each once.");
        if (file.WeatherSeeds is { Count: > 0 } && scenarios.FirstOrDefault(s => s.Base.Weather.Zone == null) is { } measured)
            faults.Add(binder.PlaceOf(file, nameof(file.WeatherSeeds)), $"`weather_seeds` is of generated weather, and {measured.Path} takes a file; give it `weather: {{ zone: … }}`, or vary `weather.epw` by `values`.");
        foreach ((string property, string path) in new[] { (nameof(file.Seeds), "seed"), (nameof(file.WeatherSeeds), "weather.seed") })
            if (binder.NodeOf(file, property) is { } node && (file.Parameters ?? []).Any(p => p.Vary == path)) faults.Add(node.Place, $"`{path}` is a parameter too; leave one of both.");
    }

    private static Design? DesignOf(StudyFile file, IReadOnlyList<StudyParameter> parameters, YamlBinder binder, FaultLog faults)
    {
        SamplingFile sampling = file.Sampling ?? new();
        SamplingMethod method = sampling.Method ?? SamplingMethod.Sobol;
        Place place = file.Sampling != null ? binder.PlaceOf(file, nameof(file.Sampling)) : binder.PlaceOf(file);
        if (method == SamplingMethod.Grid && sampling.Points != null)
            faults.Add(binder.PlaceOf(sampling, nameof(sampling.Points)), $"a grid has as many points as there are combinations, {parameters.Aggregate(1.0, (n, p) => n * p.Levels):n0}; remove `points`, or choose `levels` of the parameters.");
        if (method != SamplingMethod.Grid)
            foreach (StudyParameterFile levelled in (file.Parameters ?? []).Where(p => p.Levels != null)) faults.Add(binder.PlaceOf(levelled, nameof(levelled.Levels)), "`levels` of a parameter goes with `method: grid`.");
        if (method != SamplingMethod.Morris && file.Sampling != null && binder.NodeOf(sampling, nameof(sampling.Levels)) is { } levels)
            faults.Add(levels.Place, "`sampling.levels` goes with `method: morris`; of a grid each parameter has `levels` of its own.");
        if (method == SamplingMethod.Grid && parameters.Aggregate(1.0, (n, p) => n * p.Levels) > MostVariants)
            faults.Add(place, $"the grid has {parameters.Aggregate(1.0, (n, p) => n * p.Levels):n0} points; at most {MostVariants:n0} runs are made. Take fewer levels, or `method: sobol`.");
        if (faults.Any) return null;
        int points = sampling.Points ?? (method == SamplingMethod.Morris ? 20 : UsualPoints), d = parameters.Count;
        try
        {
            return method switch
            {
                SamplingMethod.LatinHypercube => Sampling.LatinHypercube(points, d, file.Seed!.Value),
                SamplingMethod.Grid => Sampling.Grid([.. parameters.Select(p => p.Levels)]),
                SamplingMethod.Morris => Sampling.Morris(points, d, sampling.Levels ?? 4, file.Seed!.Value),
                SamplingMethod.Saltelli => Sampling.Saltelli(points, d, Scrambled(file.Seed!.Value)),
                _ => Sampling.Sobol(points, d, Scrambled(file.Seed!.Value)),
            };
        }
        catch (ArgumentException e)
        {
            faults.Add(place, $"{e.Message}.");
            return null;
        }
    }

    // The plain sequence begins at 0, where a normal distribution has no value.
    private static ulong Scrambled(ulong seed) => seed == 0 ? ulong.MaxValue : seed;

    // Every word of a list, and the least and greatest number of each distribution that the design takes, one at a time: what a scenario refuses is told with its place in the study.
    private static void TryEnds(Study study, FaultLog faults)
    {
        for (int k = 0; k < study.Parameters.Count; k++)
        {
            int column = k;
            StudyParameter parameter = study.Parameters[k];
            IEnumerable<double> places = Enumerable.Range(0, study.Design.Count).Select(p => study.Design[p, column]);
            IEnumerable<YamlText> ends = parameter.Values.Count > 0 ? parameter.Values : [parameter.At(places.Min()), parameter.At(places.Max())];
            foreach (YamlText end in ends)
                for (int scenario = 0; scenario < study.Scenarios.Count; scenario++) Gather(faults, () => study.Try(scenario, parameter, end));
        }
    }

    private static void Gather(FaultLog faults, Action tried)
    {
        try
        {
            tried();
        }
        catch (InputException e)
        {
            foreach (string fault in e.Faults) faults.Add(fault);
        }
    }
}
