using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Texts;

/// <summary>Sentences and labels of the viewer and of reports in one language. Units and meanings of fields are not here: they come with the results.</summary>
public sealed partial class Words
{
    private readonly SortedDictionary<string, string> _texts;

    private static readonly string[] Files = ["", "report-"];

    private Words(Language language, string code)
    {
        (Language, Code, Numbers, _texts) = (language, code, new(language), new(StringComparer.Ordinal));
        foreach (string file in Files.Select(f => $"TerritoryTwin.Words.{f}{code}.json"))
        {
            using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file) ?? throw new InvalidOperationException($"the dictionary {file} is not embedded in the assembly");
            foreach ((string key, string text) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!) _texts.Add(key, text);
        }
    }

    /// <summary>French.</summary>
    public static Words French { get; } = new(Language.French, "fr");

    /// <summary>English.</summary>
    public static Words English { get; } = new(Language.English, "en");

    /// <summary>The dictionary of a language.</summary>
    public static Words Of(Language language) => language == Language.French ? French : English;

    /// <summary>Which language.</summary>
    public Language Language { get; }

    /// <summary>By two letters: <c>fr</c>, <c>en</c>.</summary>
    public string Code { get; }

    /// <summary>How this language writes numbers.</summary>
    public Numbers Numbers { get; }

    /// <summary>All keys, in order.</summary>
    public IReadOnlyCollection<string> Keys => _texts.Keys;

    /// <summary>The text of a key; the key itself where the dictionary lacks it, so that a gap is seen and nothing fails before an audience.</summary>
    public string this[string key] => _texts.GetValueOrDefault(key, key);

    /// <summary>A class of results, such as <c>gas_boiler</c>, in this language where it is known; no text at all is "none".</summary>
    public string OfClass(string text) => text.Length == 0 ? this["class.none"] : _texts.GetValueOrDefault("class." + text, text.Replace('_', ' '));

    /// <summary>A member of an enumeration in this language.</summary>
    public string OfClass<T>(T member) where T : struct, Enum => OfClass(CodeWords<T>.Of(member));

    /// <summary>A variable, an indicator or a statistic of one over the runs of a study: by its name where that is known, else by its meaning up to the first comma.</summary>
    public string NameOf(string name, string meaning)
    {
        if (_texts.TryGetValue("name." + name, out string? known)) return known;
        if (meaning.LastIndexOf(": ", StringComparison.Ordinal) is > 0 and var end && Statistic().Match(name) is { Success: true } statistic)
            return Format("statistic." + statistic.Groups["kind"].Value, NameOf(statistic.Groups["of"].Value, meaning[..end]), LimitOf(statistic.Groups["limit"].Value));
        string first = meaning.Split(',')[0];
        return first.Length == 0 ? name : char.ToUpperInvariant(first[0]) + first[1..];
    }

    /// <summary>What explanations speak of: as they call it, else as the viewer does, else by its meaning.</summary>
    /// <param name="name">Of a quantity or an explanation.</param> <param name="otherwise">Its meaning.</param>
    public string Explained(string name, string otherwise) => _texts.GetValueOrDefault("explain." + name) ?? _texts.GetValueOrDefault("name." + name) ?? otherwise;

    /// <summary>The text of a key with <c>{0}</c>, <c>{1}</c>… filled in.</summary>
    public string Format(string key, params string[] parts)
    {
        string text = this[key];
        for (int k = 0; k < parts.Length; k++) text = text.Replace($"{{{k}}}", parts[k], StringComparison.Ordinal);
        return text;
    }

    // “minus_2_5” is −2.5.
    private string LimitOf(string written)
    {
        string number = written.Replace("minus_", "-", StringComparison.Ordinal).Replace('_', '.');
        return number.Length == 0 ? "" : Numbers.Number(double.Parse(number, CultureInfo.InvariantCulture), number.Contains('.', StringComparison.Ordinal) ? number.Length - number.IndexOf('.', StringComparison.Ordinal) - 1 : 0);
    }

    // As studies name their columns: of which column, what, above what.
    [GeneratedRegex("^(?<of>.+?)_(?:(?<kind>difference_mean|difference_p05|difference_p95|mean|deviation|p05|median|p95|rises|falls)|(?<kind>above)_(?<limit>(?:minus_)?[0-9]+(?:_[0-9]+)?))$", RegexOptions.ExplicitCapture)]
    private static partial Regex Statistic();
}
