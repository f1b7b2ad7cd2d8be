using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>Finds the values of a scenario that a viewer may change.</summary>
internal static class Adjustables
{
    /// <summary>The sliders of a scenario.</summary>
    public static IReadOnlyList<Adjustable> Of(ScenarioFile file, YamlBinder binder, ScenarioKeys keys, FaultLog faults)
    {
        List<Adjustable> sliders = [];
        foreach (AdjustableFile entry in file.Adjustable ?? [])
            if (entry is { Parameter: not null, From: not null, To: not null } && Of(entry, file, binder, keys, faults) is { } slider) sliders.Add(slider);
        return sliders;
    }

    private static Adjustable? Of(AdjustableFile entry, ScenarioFile file, YamlBinder binder, ScenarioKeys keys, FaultLog faults)
    {
        Place place = binder.PlaceOf(entry, nameof(entry.Parameter));
        if (Find(file, entry.Parameter, binder, keys.All, out string fault) is not var (key, value))
        {
            faults.Add(place, fault);
            return null;
        }
        UnitTable units = UnitTable.Of(key.Dimension!.Value);
        Amount? from = End(entry, nameof(entry.From), entry.From, key, binder, faults), to = End(entry, nameof(entry.To), entry.To, key, binder, faults);
        if (from == null || to == null) return null;
        if (from.Value.Value >= to.Value.Value) faults.Add(binder.PlaceOf(entry, nameof(entry.From)), $"the slider of `{entry.Parameter}` ends where it begins, or before.");
        else if (value < from.Value.Value || value > to.Value.Value)
            faults.Add(binder.PlaceOf(entry, nameof(entry.From)), $"the slider of `{entry.Parameter}` leaves out its value in the scenario, {units.Show(value)}.");
        return new(entry.Parameter, entry.Label ?? key.Name.Replace('_', ' '), units.Engine, from.Value.Value, to.Value.Value, value)
        {
            Labels = new (string Language, string? Label)[] { ("fr", entry.Fr), ("en", entry.En) }.Where(l => l.Label != null).ToDictionary(l => l.Language, l => l.Label!),
        };
    }

    private static Amount? End(AdjustableFile entry, string property, string text, YamlKey key, YamlBinder binder, FaultLog faults)
    {
        UnitTable units = UnitTable.Of(key.Dimension!.Value);
        string? fault = AmountText.Read(text, key.Dimension.Value, out Amount quantity);
        if (fault == null && quantity.IsRange) fault = $"`{text}` is a range";
        if (fault == null) return quantity;
        faults.Add(binder.PlaceOf(entry, property), $"the slider of `{entry.Parameter}` wants {units.Phrase} such as `{units.Example}`; {fault}.");
        return null;
    }

    private static (YamlKey Key, double Value)? Find(ScenarioFile file, string path, YamlBinder binder, IReadOnlyList<YamlKey> keys, out string fault)
    {
        fault = $"`{path}` is of every entry; a slider changes one, such as `{path.Replace(ScenarioPath.Every, "[0]", StringComparison.Ordinal)}`.";
        if (path.Contains(ScenarioPath.Every, StringComparison.Ordinal)) return null;
        if (ScenarioPath.Find(file, path, binder, keys, out fault) is not var (key, value)) return null;
        fault = $"`{path}` has no unit, so no slider can change it; offer a quantity such as `budget`.";
        if (key.Dimension == null) return null;
        fault = $"`{path}` goes by year, so no slider can change it; offer another value, or give it one value for all years.";
        return value switch { Amount quantity => (key, quantity.Value), double number => (key, number), _ => null };
    }
}
