using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Territories;

/// <summary>Reads the attributes of the objects of one layer as its mapping says, and counts what could not be used.</summary>
/// <param name="layer">Name of the layer of the territory.</param>
/// <param name="mapping">Where it comes from.</param>
/// <param name="report">Takes unknown codes and implausible values.</param>
internal sealed class AttributeReader(string layer, LayerMapping mapping, ImportReport report)
{
    private const int ExamplesKept = 3, EnoughCodes = 10;
    private readonly Dictionary<string, Target> _targets = MappingTargets.Layers[layer];
    private readonly Dictionary<string, (int Given, int Implausible, List<string> Examples)> _plausible = [];
    private readonly SortedDictionary<(string Column, string Code), int> _unknown = [];
    private const double YearsAlike = 10, AlikeShare = 0.1;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Attribute, string Taken, string Other), (int Count, List<string> Examples)> _disagree = [];
    private readonly Dictionary<string, Epoch> _epochs = [];

    /// <summary>Whether the object is one of those that the layer is made of.</summary>
    public bool Belongs(Feature feature) => mapping.Where.Count == 0 || mapping.Where.Any(group => group.All(c => Holds(feature, c)));

    /// <summary>Why an object of the layer is left out all the same: a column with its value; null when it is not.</summary>
    public string? LeftOutBy(Feature feature) => mapping.WhereNot.FirstOrDefault(c => Holds(feature, c)) is { } why ? $"{ColumnOf(feature, why)} = {Cell(feature, ColumnOf(feature, why))}" : null;

    /// <summary>Looks at whole columns: tells texts of which letters are lost; of dates, whether they hold seconds or milliseconds since 1970 shows in all of their numbers, not in one.</summary>
    public void Learn(IReadOnlyList<Feature> features)
    {
        foreach (string column in mapping.Columns)
            foreach (Feature feature in features.Where(f => IsLost(f.Attributes.GetValueOrDefault(column))))
                TellLost(report, layer, column, feature);
        foreach ((string attribute, IReadOnlyList<AttributeRule> rules) in mapping.Attributes)
        {
            if (_targets[attribute].Kind != TargetKind.Year) continue;
            foreach (string column in rules.SelectMany(r => r.Columns)) _epochs[column] = YearText.EpochOf(features.Select(f => Cell(f, column)));
        }
    }

    /// <summary>A text; empty when unknown.</summary>
    public string Text(Feature feature, string attribute) => Read(feature, attribute)?.Value ?? "";

    /// <summary>One of the words of an enum; null when unknown.</summary>
    public Known<T>? Word<T>(Feature feature, string attribute) where T : struct, Enum =>
        Read(feature, attribute) is { } found && CodeWords<T>.TryParse(found.Value, out T member) ? new Known<T>(member, found.Rule.Constant == null ? Source.Measured : Source.Typical, found.Confidence) : null;

    /// <summary>Yes or no; null when unknown.</summary>
    public Known<bool>? Flag(Feature feature, string attribute) =>
        Read(feature, attribute) is { Value: "yes" or "no" } found ? new Known<bool>(found.Value == "yes", found.Rule.Constant == null ? Source.Measured : Source.Typical, found.Confidence) : null;

    /// <summary>A number in the unit of the territory; null when unknown.</summary>
    public Known<double>? Number(Feature feature, string attribute)
    {
        if (Read(feature, attribute) is not { } found) return null;
        Target target = _targets[attribute];
        double number = target.Kind == TargetKind.Year ? YearText.YearIn(found.Value, _epochs.GetValueOrDefault(found.Column)) : Quantity(found.Value, found.Rule.Unit, target.Units);
        if (found.Rule.Per is { } per) number /= Quantity(Cell(feature, per), "", target.Units);
        number *= found.Rule.Times;
        bool plausible = number >= target.Low && number <= target.High;
        Count(attribute, plausible, feature, found.Value);
        return plausible ? new Known<double>(number, found.Coded ? Source.Typical : Source.Measured, found.Confidence) : null;
    }

    /// <summary>A whole number; null when unknown.</summary>
    public Known<int>? Whole(Feature feature, string attribute) =>
        Number(feature, attribute) is { } n ? new Known<int>((int)Math.Round(n.Value), n.Source, n.Confidence) : null;

    /// <summary>Reports unknown codes and implausible values, once the layer is read.</summary>
    /// <exception cref="InputException">Most values of a column are implausible, or none of its codes is known: it holds something else.</exception>
    public void Finish(string file)
    {
        foreach (((string column, string code), int count) in _unknown)
            report.Note("unknown-code", layer, "the code is not in the mapping; the value was taken as unknown", $"{column} = `{code}` ({count} times)", count);
        foreach (((string attribute, string taken, string other), (int count, List<string> examples)) in _disagree.OrderBy(static d => d.Key))
            for (int k = 0; k < examples.Count; k++) report.Note("sources-disagree", layer, $"{attribute}: `{taken}` is taken, `{other}` says otherwise", examples[k], k == 0 ? count : 0);
        List<string> faults = [];
        foreach (IGrouping<string, KeyValuePair<(string Column, string Code), int>> column in _unknown.GroupBy(static u => u.Key.Column).Where(c => !_known.Contains(c.Key) && c.Sum(static u => u.Value) >= EnoughCodes))
            faults.Add($"{file}: none of the {column.Sum(static u => u.Value)} values of the column `{column.Key}` is among the codes of the mapping ({string.Join(", ", column.OrderByDescending(static u => u.Value).Take(ExamplesKept).Select(static u => $"`{u.Key.Code}`"))}); expected some that it knows. Say under layers.{layer}.columns what they mean, as in `codes: {{ \"{column.First().Key.Code}\": {Code.Unknown} }}`.");
        foreach ((string attribute, (int given, int implausible, List<string> examples)) in _plausible.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            Target target = _targets[attribute];
            if (implausible == 0) continue;
            for (int k = 0; k < examples.Count; k++) report.Note("implausible-value", layer, "the value was taken as unknown", $"{attribute}: {examples[k]}", k == 0 ? implausible : 0);
            if (given >= 10 && implausible > given / 2)
                faults.Add($"{file}: {implausible} of {given} values for `{attribute}` are outside {target.Low:R} to {target.High:R} (such as {examples[0]}); the column holds something else, or another unit. Correct `layers.{layer}.columns.{attribute}` of the mapping.");
        }
        if (faults.Count > 0) throw new InputException(faults);
    }

    private static bool Holds(Feature feature, Condition condition)
    {
        string value = Cell(feature, ColumnOf(feature, condition));
        return condition.Values.Any(v => v == "*" ? value.Length > 0 : Patterns.Fits(v, value));
    }

    // Of several that stand for one, the first with a value.
    private static string ColumnOf(Feature feature, Condition condition) => condition.Columns.FirstOrDefault(c => Cell(feature, c).Length > 0) ?? condition.Columns[0];

    private Found? Read(Feature feature, string attribute)
    {
        if (!mapping.Attributes.TryGetValue(attribute, out IReadOnlyList<AttributeRule>? rules)) return null;
        for (int n = 0; n < rules.Count; n++)
        {
            if (Read(feature, rules[n]) is not { } found) continue;
            if (mapping.Joins.Count > 0) Compare(feature, attribute, found, rules.Skip(n + 1));
            return found;
        }
        return null;
    }

    // Another source that says otherwise is told, and passed over.
    private void Compare(Feature feature, string attribute, Found found, IEnumerable<AttributeRule> others)
    {
        foreach (AttributeRule rule in others)
        {
            if (rule.Columns.Count == 0 || SourceOf(rule.Columns[0]) == SourceOf(found.Column) || Read(feature, rule, counts: false) is not { } other) continue;
            if (AreAlike(attribute, found, other)) continue;
            (string, string, string) key = (attribute, found.Column, other.Column);
            (int count, List<string> examples) = _disagree.TryGetValue(key, out (int, List<string>) before) ? before : (0, []);
            if (examples.Count < ExamplesKept) examples.Add($"{feature.Place}: {found.Value}, {other.Value}");
            _disagree[key] = (count + 1, examples);
        }
    }

    private bool AreAlike(string attribute, Found a, Found b)
    {
        if (_targets[attribute].Kind is TargetKind.Text or TargetKind.Word) return a.Value == b.Value;
        double one = Of(a), two = Of(b);
        return Math.Abs(one - two) <= (_targets[attribute].Kind == TargetKind.Year ? YearsAlike : AlikeShare * Math.Max(Math.Abs(one), Math.Abs(two)));

        double Of(Found f) => _targets[attribute].Kind == TargetKind.Year ? YearText.YearIn(f.Value, _epochs.GetValueOrDefault(f.Column)) : Quantity(f.Value, f.Rule.Unit, _targets[attribute].Units) * f.Rule.Times;
    }

    private static string SourceOf(string column) => column.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? column[..dot] : "";

    private Found? Read(Feature feature, AttributeRule rule, bool counts = true)
    {
        if (rule.Constant is { } constant) return new Found(constant, rule, Coded: true, rule.Confidence ?? 0.5f);
        if (rule.Sum.Count > 0) return Sum(feature, rule);
        foreach (string column in rule.Columns)
        {
            string value = Cell(feature, column);
            if (value.Length == 0 || rule.Missing.Any(m => SameValue(m, value))) continue;
            if (rule.Codes.Count == 0) return new Found(value, rule, Coded: false, Confidence(feature, rule, 0.95f), column);
            if (rule.Codes.Where(c => c.Fits(value)).MaxBy(c => c.Pattern.Length) is { } code)
            {
                _known.Add(column);
                if (code.Means == Code.Unknown) continue;
                return new Found(code.Means, rule, Coded: true, Confidence(feature, rule, 0.9f), column);
            }
            if (counts) _unknown[(column, value)] = _unknown.GetValueOrDefault((column, value)) + 1;
        }
        return null;
    }

    /// <summary>The sum of the columns; unknown when one of them is.</summary>
    private static Found? Sum(Feature feature, AttributeRule rule)
    {
        double sum = 0;
        foreach (string column in rule.Sum)
        {
            string value = Cell(feature, column);
            if (rule.Missing.Any(m => SameValue(m, value)) || !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)) return null;
            sum += number;
        }
        return new Found(sum.ToString("R", CultureInfo.InvariantCulture), rule, Coded: false, Confidence(feature, rule, 0.95f));
    }

    private static float Confidence(Feature feature, AttributeRule rule, float usual)
    {
        float confidence = rule.Confidence ?? usual;
        if (rule.ConfidenceColumns.Count == 0) return confidence;
        string value = Cell(feature, rule.ConfidenceColumns[0]);
        Code? code = rule.ConfidenceCodes.Where(c => c.Fits(value)).MaxBy(c => c.Pattern.Length);
        return code == null ? confidence : float.Parse(code.Means, CultureInfo.InvariantCulture);
    }

    private void Count(string attribute, bool plausible, Feature feature, string value)
    {
        (int given, int implausible, List<string> examples) = _plausible.TryGetValue(attribute, out (int, int, List<string>) counted) ? counted : (0, 0, []);
        if (!plausible && examples.Count < ExamplesKept) examples.Add($"`{(value.Length > 40 ? value[..40] + "…" : value)}` at {feature.Place}");
        _plausible[attribute] = (given + 1, implausible + (plausible ? 0 : 1), examples);
    }

    private static string Cell(Feature feature, string column) => Text(feature.Attributes.GetValueOrDefault(column));

    /// <summary>A value of a file as codes, conditions and keys see it; empty when there is none, or letters of it are lost.</summary>
    internal static string Text(object? value) => value switch
    {
        null => "",
        string text => IsLost(text) ? "" : text.Trim(),
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        { } other => other.ToString() ?? "",
    };

    /// <summary>Whether a text holds the sign of a lost letter.</summary>
    internal static bool IsLost(object? value) => value is string text && text.Contains(AttributeRow.Lost, StringComparison.Ordinal);

    /// <summary>Tells one.</summary>
    internal static void TellLost(ImportReport report, string layer, string column, Feature at) =>
        report.Note("lost-letters", layer, "letters were lost before the file was written; the value was taken as unknown", $"{column} at {at.Place}");

    private static bool SameValue(string a, string b) =>
        a == b || (double.TryParse(a, CultureInfo.InvariantCulture, out double x) && double.TryParse(b, CultureInfo.InvariantCulture, out double y) && x == y);

    /// <summary>A number, perhaps followed by its unit (<c>12 m</c>, <c>40'</c>), which then wins over that of the mapping; NaN when it is none.</summary>
    private static double Quantity(string text, string unit, IReadOnlyDictionary<string, double> units)
    {
        int end = text.Length;
        while (end > 0 && !char.IsAsciiDigit(text[end - 1]) && text[end - 1] != '.') end--;
        string suffix = text[end..].Trim() switch { "'" => "ft", "metres" or "meters" => "m", var other => other };
        if (!double.TryParse(text.AsSpan(0, end), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)) return double.NaN;
        if (suffix.Length == 0) suffix = unit;
        return suffix.Length == 0 ? number : units.TryGetValue(suffix, out double factor) ? number * factor : double.NaN;
    }

    private readonly record struct Found(string Value, AttributeRule Rule, bool Coded, float Confidence, string Column = "");
}
