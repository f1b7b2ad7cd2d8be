using System.Reflection;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>Reads aid files: a bundled one by its name, or one of the user by its path.</summary>
internal static class AidFile
{
    private const string ResourcePrefix = "Aids/";

    /// <summary>Names of the aid that comes with the program.</summary>
    public static IReadOnlyList<string> Bundled { get; } = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(static n => n.StartsWith(ResourcePrefix, StringComparison.Ordinal)).Select(static n => Path.GetFileNameWithoutExtension(n[ResourcePrefix.Length..])).Order(StringComparer.Ordinal).ToArray();

    /// <summary>Rules that come with the program.</summary>
    /// <exception cref="InputException">They have faults.</exception>
    public static AidRules Read(string bundled)
    {
        FaultLog faults = new();
        AidRules? rules = Read(Source(bundled), faults);
        faults.ThrowIfAny();
        return rules!;
    }

    /// <summary>The rules that a scenario names; null, and faults, where they cannot be read.</summary>
    /// <param name="named">By the scenario.</param> <param name="place">Where.</param> <param name="faults">Takes all that is wrong.</param>
    public static AidRules? Read(RelativePath named, Place place, FaultLog faults)
    {
        if (Bundled.Contains(named.Written)) return Read(Source(named.Written), faults);
        if (!File.Exists(named.Path))
        {
            faults.Add(place, $"`economy.aid` names {named.Written}, which is neither aid that comes with the program ({string.Join(", ", Bundled)}) nor a file at {named.Path}. {Spelling.Suggest(named.Written, Bundled)}");
            return null;
        }
        return TextFile.Read(named.Path, faults) is { } source ? Read(source, faults) : null;
    }

    private static SourceText Source(string bundled)
    {
        using StreamReader reader = new(Assembly.GetExecutingAssembly().GetManifestResourceStream($"{ResourcePrefix}{bundled}.yaml")!);
        return new($"{bundled}.yaml (bundled)", reader.ReadToEnd());
    }

    private static AidRules? Read(SourceText source, FaultLog faults)
    {
        FaultLog own = new();
        AidRules? rules = null;
        if (YamlDocument.TryParse(source, own) is { } document)
        {
            if (document.Root is YamlMap map)
            {
                YamlBinder binder = new(own);
                rules = binder.Bind<AidRules>(map);
                if (!own.Any) Check(rules, binder, own);
            }
            else
            {
                own.Add(document.Root.Place, $"expected keys and values, such as `name: Our aid`; found {document.Root.Kind}.");
            }
        }
        faults.AddNew(own);
        return own.Any ? null : rules;
    }

    private static void Check(AidRules rules, YamlBinder binder, FaultLog faults)
    {
        object?[] records = [rules, rules.MostOfSingleWorks, rules.MostOfDeepRenovations, .. rules.Incomes.SelectMany(static t => t.Persons.Append(t.Further)), .. rules.Works, .. rules.DeepRenovations, .. rules.DeepRenovations.Select(static d => d.Rate), .. rules.Blocks];
        foreach (object record in records.OfType<object>())
            foreach (YamlKey key in YamlKey.Of(record.GetType()).Where(k => binder.ValueOf(record, k) is Amount { IsRange: true }))
                faults.Add(binder.NodeOf(record, key)!.Place, $"`{key.Name}` is a range; expected one value, since aid is given by rules. Write it.");
        foreach (IncomeTable table in rules.Incomes)
        {
            if (table.Persons.Count == 0) faults.Add(binder.PlaceOf(table, nameof(table.Persons)), "`persons` names no ceilings; write those of a household of one person, of two, and so on.");
            foreach (IncomeCeilings c in table.Persons.Append(table.Further))
                if (c.VeryModest > c.Modest || c.Modest > c.Intermediate) faults.Add(binder.PlaceOf(c), $"ceilings of {c.VeryModest:0} €, {c.Modest:0} € and {c.Intermediate:0} €; expected them to rise from `very_modest` to `intermediate`. Correct them.");
        }
        foreach (IncomeTable twin in rules.Incomes.GroupBy(static t => t.Region).SelectMany(static g => g.Skip(1)))
            faults.Add(binder.PlaceOf(twin), $"the incomes of `{CodeWords<AidRegion>.Of(twin.Region)}` stand twice; keep one table a region.");
        if (rules.Incomes.Count == 0) faults.Add(binder.PlaceOf(rules, nameof(rules.Incomes)), "`incomes` has no table; write one with `region: elsewhere`.");
        foreach (DatedAid rule in rules.Dated.Where(static r => r.To < r.From)) faults.Add(binder.PlaceOf(rule, nameof(rule.To)), $"`to: {rule.To}` comes before `from: {rule.From}`; correct one of them.");
        foreach (IGrouping<WorkKind, SingleWorkAid> work in rules.Works.GroupBy(static w => w.Work))
            foreach (SingleWorkAid twin in work.Where((w, n) => work.Take(n).Any(o => o.From <= (w.To ?? int.MaxValue) && w.From <= (o.To ?? int.MaxValue))))
                faults.Add(binder.PlaceOf(twin), $"two rules for `{CodeWords<WorkKind>.Of(twin.Work)}` hold in one year; end the first with `to`, or remove one.");
        foreach (SingleWorkAid work in rules.Works.Where(static w => IsPlant(w.Work) && (w.Per ?? w.MostArea) is not null || (IsPlant(w.Work) && w.WorseThan > 0)))
            faults.Add(binder.PlaceOf(work), $"`{CodeWords<WorkKind>.Of(work.Work)}` is a plant, which has neither area nor U-value; remove `per`, `most_area` and `worse_than`.");
        foreach (DeepRenovationAid deep in rules.DeepRenovations.Where(static d => d.Letters.Length == 0 || d.Letters.Any(static c => c is < 'A' or > 'G')))
            faults.Add(binder.PlaceOf(deep, nameof(deep.Letters)), $"`letters` wants some of A to G, such as `EFG`; found `{deep.Letters}`. Correct them.");
    }

    private static bool IsPlant(WorkKind work) => work is WorkKind.AirHeatPump or WorkKind.GroundHeatPump or WorkKind.WoodBoiler or WorkKind.DistrictHeat or WorkKind.GasBoiler;
}
