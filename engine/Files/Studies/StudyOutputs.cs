using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Studies;

/// <summary>What a study keeps, held to what results can have.</summary>
internal static class StudyOutputs
{
    /// <summary>Columns of grids, element by element.</summary>
    public const string Cells = "cells";

    /// <summary>What pictures and sensitivities are made of where the study does not say.</summary>
    public static IReadOnlyList<string> UsualIndicators { get; } = ["energy_bought", "co2", "bill", "investment"];

    /// <summary>The tables that are asked for.</summary>
    public static IReadOnlyList<StudyTable> TablesOf(StudyOutputsFile? outputs) => [.. Asked(outputs).Where(t => t.Columns.Count > 0)];

    /// <summary>The thresholds, each of the table that has its column.</summary>
    public static IReadOnlyList<StudyThreshold> ThresholdsOf(StudyOutputsFile? outputs) =>
        [.. (outputs?.Thresholds ?? []).SelectMany(t => TablesOf(outputs).Where(table => table.Columns.Contains(t.Of)).Select(table => new StudyThreshold(table.Table, t.Of, t.Above)))];

    /// <summary>Every name must be one of results, once, of a process that the scenarios have.</summary>
    public static void Check(StudyOutputsFile? outputs, IReadOnlyList<StudyScenario> scenarios, YamlBinder binder, FaultLog faults)
    {
        if (outputs == null) return;
        CheckList(nameof(outputs.Indicators), outputs.Indicators, [.. Simulation.Declared.Indicators.Select(q => q.Name), ResultCatalogue.Investment.Name, ResultCatalogue.Aid.Name]);
        CheckList(nameof(outputs.Buildings), outputs.Buildings, Numbers(ResultCatalogue.Buildings));
        CheckList(nameof(outputs.Roads), outputs.Roads, Numbers(ResultCatalogue.Roads));
        CheckList(nameof(outputs.Cells), outputs.Cells, [.. ResultCatalogue.Grids.Select(c => c.Name).Where(n => n != ResultCatalogue.SkyView)]);
        CheckList(nameof(outputs.Series), outputs.Series, [.. Numbers(ResultCatalogue.Series).Where(n => n != "hour")]);
        foreach (ThresholdFile twin in (outputs.Thresholds ?? []).GroupBy(t => (t.Of, t.Above)).SelectMany(g => g.Skip(1))) faults.Add(binder.PlaceOf(twin), $"the threshold of `{twin.Of}` stands twice; name each once.");
        foreach (ThresholdFile threshold in outputs.Thresholds ?? [])
        {
            string[] kept = [.. Asked(outputs).SelectMany(t => t.Columns)];
            if (threshold.Of != null && !kept.Contains(threshold.Of))
                faults.Add(binder.PlaceOf(threshold, nameof(threshold.Of)), $"`{threshold.Of}` is in none of `buildings`, `roads`, `cells` and `series` of this study. {(kept.Length > 0 ? Spelling.Suggest(threshold.Of, kept) : "Name it in one of them.")}");
        }

        void CheckList(string property, IReadOnlyList<string>? names, IReadOnlyList<string> known)
        {
            if (names == null || binder.NodeOf(outputs, property) is not YamlList list) return;
            HashSet<string> seen = new(StringComparer.Ordinal);
            foreach (YamlText written in list.Items.OfType<YamlText>().Where(t => !t.IsNothing))
            {
                string name = written.Value.Trim();
                if (!seen.Add(name)) faults.Add(written.Place, $"`{written.Shortened}` stands twice; name each once.");
                if (!known.Contains(name)) faults.Add(written.Place, $"`{written.Shortened}` is none of the results of `{YamlKey.Of(typeof(StudyOutputsFile)).First(k => k.Property == property).Name}`. {Spelling.Suggest(name, known)} docs/results.md lists all.");
                else if (Owner(name) is { } kind && scenarios.FirstOrDefault(s => !kind.IsOn(s.Base.Parameters.In(s.Base.Simulated[^1]))) is { } without)
                    faults.Add(written.Place, $"`{name}` is computed where a scenario asks for it: add `{kind.HowOn}` to {without.Path}.");
                else if (name == ResultCatalogue.Aid.Name && scenarios.FirstOrDefault(static s => s.Base.Aid is null) is { } unaided)
                    faults.Add(written.Place, $"`{name}` is counted where a scenario asks for it: add `{OutputFields.HowAided}` to {unaided.Path}.");
            }
        }
    }

    private static ProcessKind? Owner(string name) => Simulation.Declared.ProcessOf.TryGetValue(name, out string? key) ? Simulation.Kinds.FirstOrDefault(k => k.Key == key && k.HowOn.Length > 0) : null;

    private static IReadOnlyList<string> Numbers(Table table) => [.. table.Columns.OfType<NumberColumn>().Select(c => c.Name)];

    private static IReadOnlyList<StudyTable> Asked(StudyOutputsFile? outputs) =>
        [new(TableName.Buildings, outputs?.Buildings ?? []), new(TableName.Roads, outputs?.Roads ?? []), new(Cells, outputs?.Cells ?? []), new(TableName.Series, outputs?.Series ?? [])];
}
