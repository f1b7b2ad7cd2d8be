using System.Globalization;
using System.Text.RegularExpressions;
using TerritoryTwin.Core;
using TerritoryTwin.Ensembles;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Studies;

/// <summary>Makes distributions of what a study says of its parameters, and finds the values that they change.</summary>
/// <param name="scenarios">Of the study.</param> <param name="binder">Has read the study.</param> <param name="faults">Takes what is wrong.</param>
internal sealed partial class StudyParameterReader(IReadOnlyList<StudyScenario> scenarios, YamlBinder binder, FaultLog faults)
{
    private const int UsualLevels = 3;
    private static readonly string[] NotComputed = ["name", "question", "fr", "en", "extends", "adjustable", "outputs"];

    /// <summary>The parameters that the file names, then the ranges of the scenarios.</summary>
    public IReadOnlyList<StudyParameter> Read(StudyFile file)
    {
        List<StudyParameter> all = [.. (file.Parameters ?? []).Where(p => p.Vary != null).Select(Of).OfType<StudyParameter>()];
        if (file.Ranges != false) AddRanges(all);
        for (int k = 0; k < scenarios.Count; k++)
        {
            int scenario = k;
            foreach (IGrouping<string, StudyParameter> twins in all.Where(p => p.Ranged?.Contains(scenario) != false).SelectMany(p => scenarios[scenario].Places(p.Path).Select(place => (Place: place, Parameter: p))).GroupBy(p => p.Place, p => p.Parameter, StringComparer.Ordinal).Where(g => g.Count() > 1))
                faults.Add(twins.Last().Place, $"`{twins.Key}` varies twice, by {string.Join(" and by ", twins.Select(t => $"`{t.Path}`"))}; give it one distribution.");
        }
        foreach (StudyParameter twin in all.GroupBy(p => p.Column, StringComparer.Ordinal).SelectMany(g => g.Skip(1)))
            faults.Add(twin.Place, $"two parameters would have the column `{twin.Column}`; give one of them another by `as`.");
        return all;
    }

    private StudyParameter? Of(StudyParameterFile entry)
    {
        Place place = binder.PlaceOf(entry, nameof(entry.Vary));
        if (NotComputed.Contains(entry.Vary.Split('.', '[')[0]))
        {
            faults.Add(place, $"`{entry.Vary}` decides no result; vary another value.");
            return null;
        }
        if (Find(entry.Vary, place) is not var (key, value)) return null;
        string column = entry.As ?? ColumnOf(entry.Vary);
        if (!ColumnName().IsMatch(column) || Study.OwnColumns.Contains(column))
            faults.Add(entry.As != null ? binder.PlaceOf(entry, nameof(entry.As)) : place, $"`{column}` cannot be a column; expected lower case letters, digits and underscores, begun by a letter, and none of {string.Join(", ", Study.OwnColumns)}.");
        Dictionary<string, string> labels = new(StringComparer.Ordinal);
        if (entry.Label is { } english) labels["en"] = english;
        if ((entry.Fr ?? entry.Label) is { } french) labels["fr"] = french;
        bool distributed = new[] { entry.From, entry.To, entry.Likely, entry.Mean, entry.Deviation, entry.Median }.Any(t => t != null) || entry.Factor != null;
        if (entry.Values != null == distributed)
        {
            faults.Add(binder.PlaceOf(entry), $"`{entry.Vary}` wants either `values`, or a distribution: `from` and `to`; with `likely` a triangle; `mean` and `deviation`; `median` and `factor`.");
            return null;
        }
        if (entry.Values != null) return ListOf(entry, key, column, labels, place);
        if (key.Dimension == null && key.Type != typeof(double) && key.Type != typeof(int))
        {
            faults.Add(place, $"`{entry.Vary}` is no number, so it has no distribution; give `values`, such as `values: [{Example(key, value)}, …]`.");
            return null;
        }
        if (value is ValuePath)
        {
            faults.Add(place, $"`{entry.Vary}` goes by year in the scenario, so it has no distribution; give `values`, each a path such as `{Example(key, value)}`, or one value for all years.");
            return null;
        }
        return DistributionOf(entry, key) is not var (spread, told) ? null
            : new(key, place, entry.Vary, column, UnitOf(key), spread) { Labels = labels, Told = told, Levels = entry.Levels ?? UsualLevels };
    }

    private (YamlKey Key, object Value)? Find(string path, Place place)
    {
        string? first = null;
        foreach (StudyScenario scenario in scenarios)
        {
            if (scenario.Draft.Places(path, out string fault) is [var one, ..]) return scenario.Draft.Find(one, out _);
            first ??= fault;
        }
        faults.Add(place, scenarios.Count > 1 ? first!.Replace("this scenario", "any of the scenarios", StringComparison.Ordinal) : first!);
        return null;
    }

    private StudyParameter? ListOf(StudyParameterFile entry, YamlKey key, string column, Dictionary<string, string> labels, Place place)
    {
        if (binder.NodeOf(entry, nameof(entry.Values)) is not YamlList list) return null;                        // refused, and told
        YamlText[] values = [.. list.Items.OfType<YamlText>().Where(t => !t.IsNothing)];
        double?[] numbers = [.. values.Select(v => StudyParameter.NumberOf(key, v.Value))];
        if (numbers.All(n => n != null)) Array.Sort(numbers, values);                                            // so that ranks follow values
        if (values.Length < list.Items.Count) return null;                                                       // the same
        foreach (YamlText twin in values.GroupBy(v => StudyParameter.NumberOf(key, v.Value) is { } number ? $"{number:R}" : v.Value).SelectMany(g => g.Skip(1))) faults.Add(twin.Place, $"`{twin.Value}` stands twice; all values of a list are as likely, so name each once.");
        if (values.Length < 2)
        {
            faults.Add(list.Place, $"`{entry.Vary}` has {values.Length} value, which does not vary; give at least two, or remove the parameter.");
            return null;
        }
        if (entry.Levels != null) faults.Add(binder.PlaceOf(entry, nameof(entry.Levels)), "`levels` goes with a distribution; a list is taken whole.");
        return new(key, place, entry.Vary, column, UnitOf(key), Distribution.List(values.Length))
        {
            Labels = labels, Told = string.Join(", ", values.Select(v => v.Value)), Levels = values.Length, Values = values,
        };
    }

    private (Distribution, string)? DistributionOf(StudyParameterFile entry, YamlKey key)
    {
        int before = faults.Errors.Count;
        double? from = Number(entry, nameof(entry.From), entry.From, key), to = Number(entry, nameof(entry.To), entry.To, key), likely = Number(entry, nameof(entry.Likely), entry.Likely, key);
        double? mean = Number(entry, nameof(entry.Mean), entry.Mean, key), median = Number(entry, nameof(entry.Median), entry.Median, key), deviation = Number(entry, nameof(entry.Deviation), entry.Deviation, key, bounded: false);
        if (faults.Errors.Count > before) return null;
        Place place = binder.PlaceOf(entry);
        bool triangle = likely != null, normal = mean != null || deviation != null, logarithmic = median != null || entry.Factor != null;
        if ((triangle ? 1 : 0) + (normal ? 1 : 0) + (logarithmic ? 1 : 0) > 1 || (normal && (mean == null || deviation == null)) || (logarithmic && (median == null || entry.Factor == null)) || (!normal && !logarithmic && (from == null || to == null)))
        {
            faults.Add(place, $"`{entry.Vary}` has no distribution by these keys; write `from` and `to` (even between), with `likely` (a triangle); `mean` and `deviation` (normal); or `median` and `factor` (lognormal), both cut off at `from` and `to` where given.");
            return null;
        }
        (double low, double high) = BoundsOf(key);
        try
        {
            Distribution spread = triangle ? Distribution.Triangular(from!.Value, likely!.Value, to!.Value)
                : normal ? Distribution.Truncated(Distribution.Normal(mean!.Value, deviation!.Value), from ?? low, to ?? high)
                : logarithmic ? Distribution.Truncated(Distribution.LogNormal(median!.Value, Math.Log(entry.Factor!.Value)), from ?? low, to ?? high)
                : key.Type == typeof(int) && key.Dimension == null && from < to ? Distribution.Uniform(from!.Value - 0.5, to!.Value + 0.5) : Distribution.Uniform(from!.Value, to!.Value);      // whole numbers are the nearest ones
            string ends = $"{(entry.From != null ? $", from {entry.From}" : "")}{(entry.To != null ? $", to {entry.To}" : "")}";
            return (spread, triangle ? $"{entry.From} .. {entry.To}, most likely {entry.Likely}" : normal ? $"{entry.Mean} ± {entry.Deviation}{ends}"
                : logarithmic ? string.Create(CultureInfo.InvariantCulture, $"{entry.Median} ×/÷ {entry.Factor}{ends}") : $"{entry.From} .. {entry.To}");
        }
        catch (ArgumentException e)
        {
            faults.Add(place, $"`{entry.Vary}` has {e.Message}.");
            return null;
        }
    }

    private double? Number(StudyParameterFile entry, string property, string? text, YamlKey key, bool bounded = true)
    {
        if (text == null) return null;
        Place place = binder.PlaceOf(entry, property);
        if (key.Dimension == null)
        {
            if (AmountText.Number(text, out double number) && (key.Range is not { } range || !bounded || (number >= Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture) && number <= Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture)))) return number;
            faults.Add(place, $"`{entry.Vary}` wants a number{(key.Range is { } r ? $" from {r.Minimum} to {r.Maximum}" : "")}; found `{text}`.");
            return null;
        }
        (object? amount, string? fault) = YamlBinder.Bounded(bounded ? key : key with { Between = null }, text);
        if (fault == null && ((Amount)amount!).IsRange) fault = $"`{text}` is a range";
        if (fault == null) return ((Amount)amount!).Value;
        faults.Add(place, $"`{entry.Vary}` wants {UnitTable.Of(key.Dimension.Value).Phrase} such as `{UnitTable.Of(key.Dimension.Value).Example}`; {fault}.");
        return null;
    }

    private static (double Low, double High) BoundsOf(YamlKey key)
    {
        if (key.Dimension is { } dimension && key.Between is { } between)
        {
            _ = AmountText.Read(between.Low, dimension, out Amount low);
            _ = AmountText.Read(between.High, dimension, out Amount high);
            return (low.Value, high.Value);
        }
        return key.Range is { } range ? (Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture), Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture)) : (double.NegativeInfinity, double.PositiveInfinity);
    }

    // In the scenarios that hold it, where the study gives the value no distribution of its own; another scenario keeps what it has.
    private void AddRanges(List<StudyParameter> all)
    {
        List<(string Path, YamlKey Key, Amount Range, List<int> In)> known = [];
        for (int k = 0; k < scenarios.Count; k++)
        {
            HashSet<string> named = [.. all.SelectMany(p => scenarios[k].Places(p.Path))];
            foreach ((string path, YamlKey key, Amount range) in scenarios[k].Draft.Ranged.Where(r => !named.Contains(r.Path)))
            {
                int at = known.FindIndex(r => r.Path == path);
                if (at < 0) known.Add((path, key, range, [k]));
                else if (known[at].Range == range) known[at].In.Add(k);
                else faults.Add($"{scenarios[k].Path}: `{path}` has another range than in {scenarios[known[at].In[0]].Path}, and a study varies a value in one way; name it under `parameters`.");
            }
        }
        foreach ((string path, YamlKey key, Amount range, List<int> held) in known)
        {
            string column = ColumnOf(path);
            if (all.Any(p => p.Column == column)) column = Joined(path);
            all.Add(new(key, scenarios[held[0]].Place, path, column, UnitOf(key), Distribution.Uniform(range.Low, range.High))
            {
                Labels = new Dictionary<string, string>(), Told = range.Show(key.Dimension!.Value), Levels = UsualLevels, Ranged = held,
            });
        }
    }

    private static string UnitOf(YamlKey key) => key.Dimension is { } dimension ? UnitTable.Of(dimension).Engine : "";

    private static string ColumnOf(string path) => path.Split('.')[^1] is var last && Study.OwnColumns.Contains(last) ? Joined(path) : last;

    private static string Joined(string path) => path.Replace('.', '_').Replace("[", "_", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);

    private static string Example(YamlKey key, object value) => value switch
    {
        ValuePath path when key.Dimension is { } dimension => PathText.Show(path, dimension),
        string text => text,
        _ => CanonicalText.Show(value),
    };

    [GeneratedRegex("^[a-z][a-z0-9_]{0,59}$", RegexOptions.CultureInvariant)]
    private static partial Regex ColumnName();
}
