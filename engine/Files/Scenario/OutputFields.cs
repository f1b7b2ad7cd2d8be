using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>Holds what a scenario wants written to what results can have, before anything is simulated.</summary>
internal static class OutputFields
{
    /// <summary>How a scenario asks for aid.</summary>
    public const string HowAided = "economy: { aid: maprimerenov-2025 }";

    private const int MostHours = 24, LongestPlace = 100;

    /// <summary>Every field must be one of its table, grid or map, once; a map shows one.</summary>
    public static void Check(OutputFile entry, YamlBinder binder, FaultLog faults)
    {
        if (entry.Every != null && entry.Grid == null) faults.Add(binder.PlaceOf(entry, nameof(entry.Every)), "`every` goes with `grid`; a table of hours is `table: series`.");
        if (entry.During != null && entry.Every == null && entry.Points == null) faults.Add(binder.PlaceOf(entry, nameof(entry.During)), "`during` goes with `every: hour`; add it, or remove `during`.");
        if (entry.Every != null && binder.NodeOf(entry, nameof(entry.Fields)) == null)
            faults.Add(binder.PlaceOf(entry), $"a grid by the hour wants `fields`, some of {string.Join(", ", Known(entry))}.");
        if (entry.Points != null && binder.NodeOf(entry, nameof(entry.Fields)) == null)
            faults.Add(binder.PlaceOf(entry), $"points want `fields`, some of {string.Join(", ", Known(entry))}.");
        if (entry.Points != null && entry.Places is not { Count: > 0 }) faults.Add(binder.PlaceOf(entry), "points want `places`, such as `[{ name: market, x: 652100, y: 6862300 }]`.");
        foreach (PlaceFile unnamed in (entry.Places ?? []).Where(p => p.Name.Length is 0 or > LongestPlace || p.Name.Any(char.IsControl)))
            faults.Add(binder.PlaceOf(unnamed), $"the name of a place has 1 to {LongestPlace} letters, on one line.");
        if (entry.Places != null && entry.Points == null) faults.Add(binder.PlaceOf(entry, nameof(entry.Places)), "`places` goes with `points`.");
        foreach (PlaceFile twin in (entry.Places ?? []).GroupBy(p => p.Name, StringComparer.Ordinal).SelectMany(g => g.Skip(1)))
            faults.Add(binder.PlaceOf(twin), $"the place `{twin.Name}` stands twice; give each a name of its own.");
        if (entry.At != null && entry.Comfort == null) faults.Add(binder.PlaceOf(entry, nameof(entry.At)), "`at` goes with `comfort`; days of a grid by the hour stand in `during`.");
        if (entry.At is { Count: > MostHours } many) faults.Add(binder.PlaceOf(entry, nameof(entry.At)), $"`at` names {many.Count} hours; at most {MostHours} are computed.");
        if (entry.Comfort != null && binder.NodeOf(entry, nameof(entry.Fields)) is { } fields) faults.Add(fields.Place, "`comfort` holds mean radiant temperature and thermal index always; remove `fields`.");
        if (entry.Comfort != null || binder.NodeOf(entry, nameof(entry.Fields)) is not YamlList written) return;
        if (written.Items.Count == 0) faults.Add(written.Place, "`fields` names none; write one, or remove the key for all.");
        if (entry.Map != null && written.Items.Count > 1) faults.Add(written.Items[1].Place, "a map shows one field; give each other field a map of its own.");
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (YamlText field in written.Items.OfType<YamlText>().Where(f => !f.IsNothing)) CheckOne(entry, field, seen, faults);
    }

    /// <summary>No output may replace another.</summary>
    public static void RequireOwnNames(IReadOnlyList<OutputFile> outputs, YamlBinder binder, FaultLog faults)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);      // some file systems do not tell letters' case apart
        foreach (OutputFile entry in outputs)
        {
            string? name = entry.Table?.Name ?? entry.Grid ?? entry.Map ?? entry.Comfort ?? entry.Points;
            if (name != null && !names.Add(name))
                faults.Add(binder.PlaceOf(entry), $"the output `{name}` stands twice; {(entry.Table is null ? "give each a name of its own" : "put all its fields into one")}.");
        }
    }

    /// <summary>What is asked for must be of processes that the scenario has.</summary>
    public static void RequireOn(IReadOnlyList<OutputFile> outputs, ParameterSet parameters, bool aided, YamlBinder binder, FaultLog faults)
    {
        foreach (OutputFile output in outputs)
            if (output.Table is { } table && OffOwner(table.Name, parameters) is { } off)
                faults.Add(binder.PlaceOf(output), $"the table `{table.Name}` is computed where the scenario asks for it: add `{off.HowOn}`.");
        foreach (YamlText field in outputs.Select(o => binder.NodeOf(o, nameof(o.Fields))).OfType<YamlList>().SelectMany(l => l.Items).OfType<YamlText>())
            if (Simulation.Declared.ProcessOf.TryGetValue(field.Value.Trim(), out string? process) && Simulation.Kinds.FirstOrDefault(k => k.Key == process) is { } kind && !kind.IsOn(parameters))
                faults.Add(field.Place, $"`{field.Shortened}` is computed where the scenario asks for it: add `{kind.HowOn}`.");
            else if (!aided && field.Value.Trim() == ResultCatalogue.Aid.Name)
                faults.Add(field.Place, $"`{field.Shortened}` is counted where the scenario asks for it: add `{HowAided}`.");
    }

    private static ProcessKind? OffOwner(string table, ParameterSet parameters)
    {
        IEnumerable<string> owners = ResultCatalogue.Tables.First(t => t.Name == table).Columns.Select(c => Simulation.Declared.ProcessOf.GetValueOrDefault(c.Name, ""));
        ProcessKind[] kinds = [.. owners.Distinct().Select(o => Simulation.Kinds.FirstOrDefault(k => k.Key == o)).OfType<ProcessKind>()];
        return kinds.Length > 0 && kinds.All(k => !k.IsOn(parameters)) ? kinds[0] : null;
    }

    private static void CheckOne(OutputFile entry, YamlText field, HashSet<string> seen, FaultLog faults)
    {
        string name = field.Value.Trim();
        if (!seen.Add(name)) faults.Add(field.Place, $"`{field.Shortened}` stands twice; name each field once.");
        string[] known = [.. Known(entry)];
        if (known.Contains(name)) return;
        bool text = entry.Table is null && ResultCatalogue.Buildings.Columns.Concat(ResultCatalogue.Roads.Columns).OfType<TextColumn>().Any(c => c.Name == name);
        string what = entry.Points != null ? "points by the hour" : entry.Grid != null ? entry.Every != null ? "a grid by the hour" : "a grid" : entry.Map != null ? "a map" : $"the table `{entry.Table!.Value.Name}`";
        faults.Add(field.Place, text ? $"`{name}` is a text, which {what} cannot show; choose a column of numbers."
            : $"`{field.Shortened}` is not a field of {what}. {Spelling.Suggest(name, known)} docs/results.md lists all.");
    }

    private static IEnumerable<string> Known(OutputFile entry) => entry switch
    {
        { Table: { } table } => ResultCatalogue.Tables.First(t => t.Name == table.Name).Columns.Select(c => c.Name),
        { Grid: not null, Every: not null } or { Points: not null } => HourlyCatalogue.Grids.Select(q => q.Name),
        { Grid: not null } => ResultCatalogue.Grids.Select(c => c.Name),
        _ => ResultCatalogue.Maps,
    };
}
