using System.Globalization;

namespace TerritoryTwin.Files.Yaml;

/// <summary>
/// A map of a YAML file being read key by key. Faults go to the document, so that all are found in one reading; <see cref="Close"/> reports
/// the keys that nobody asked for, each with the nearest one that is known.
/// </summary>
/// <param name="document">Collects the faults.</param>
/// <param name="map">What is read; null reads as empty.</param>
/// <param name="path">Name of the map from the root, such as <c>layers.buildings</c>; empty at the root.</param>
public sealed class YamlSection(YamlDocument document, YamlMap? map, string path = "")
{
    private readonly List<string> _known = [];

    /// <summary>The map.</summary>
    public YamlMap Map { get; } = map ?? new YamlMap([], new SourceText(document.Name, "").At(1, 1));

    /// <summary>Collects the faults.</summary>
    public YamlDocument Document => document;

    /// <summary>The root of a document.</summary>
    public static YamlSection Root(YamlDocument document)
    {
        if (document.Root is YamlMap root) return new YamlSection(document, root);
        document.Fault(document.Root, $"found {document.Root.Kind}; expected keys and values, `key: value` a line.");
        return new YamlSection(document, null);
    }

    /// <summary>The full name of a key, for messages.</summary>
    public string Name(string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>The value of a key; null when it is absent or empty.</summary>
    public YamlNode? Node(string key)
    {
        _known.Add(key);
        return Map.Find(key)?.Value is { } node and not YamlText { IsNothing: true } ? node : null;
    }

    /// <summary>A text that must be there; empty, with a fault, when it is not.</summary>
    public string RequiredText(string key)
    {
        if (Node(key) == null) Missing(key, "a text");
        return Text(key) ?? "";
    }

    /// <summary>A text; null when absent.</summary>
    public string? Text(string key) => Scalar(key, "a text")?.Value;

    /// <summary>A number; null when absent.</summary>
    public double? Number(string key, double low = double.MinValue, double high = double.MaxValue) => Scalar(key, "a number") is { } text ? Number(text, key, low, high) : null;

    /// <summary>A number that must be there; <paramref name="low"/>, with a fault, when it is not.</summary>
    public double RequiredNumber(string key, double low = double.MinValue, double high = double.MaxValue)
    {
        if (Node(key) == null) Missing(key, "a number");
        return Number(key, low, high) ?? low;
    }

    /// <summary>A whole number; null when absent.</summary>
    public long? Integer(string key, long low = long.MinValue, long high = long.MaxValue)
    {
        if (Scalar(key, "a whole number") is not { } text) return null;
        if (long.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= low && value <= high) return value;
        document.Fault(text, $"`{Name(key)}` wants a whole number{Range(low, high)}; found {text.Kind}.");
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>; <paramref name="otherwise"/> when absent.</summary>
    public bool Flag(string key, bool otherwise = false)
    {
        if (Scalar(key, "`true` or `false`") is not { } text) return otherwise;
        if (text.Value is "true" or "false") return text.Value == "true";
        document.Fault(text, $"`{Name(key)}` wants `true` or `false`; found {text.Kind}.");
        return otherwise;
    }

    /// <summary>The items of a list; empty when absent. A single value counts as a list of one.</summary>
    public IReadOnlyList<YamlNode> Items(string key) => Node(key) switch
    {
        null => [],
        YamlList list => list.Items,
        { } single => [single],
    };

    /// <summary>The texts of a list; empty when absent.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        List<string> texts = [];
        foreach (YamlNode item in Items(key))
        {
            if (item is YamlText text) texts.Add(text.Value);
            else document.Fault(item, $"`{Name(key)}` wants texts; found {item.Kind}.");
        }
        return texts;
    }

    /// <summary>A map under a key; null when absent.</summary>
    public YamlSection? Section(string key)
    {
        if (Node(key) is not { } node) return null;
        if (node is YamlMap inner) return new YamlSection(document, inner, Name(key));
        document.Fault(node, $"`{Name(key)}` wants keys and values; found {node.Kind}.");
        return null;
    }

    /// <summary>The maps of a list under a key; empty when absent.</summary>
    public IReadOnlyList<YamlSection> Sections(string key)
    {
        List<YamlSection> sections = [];
        IReadOnlyList<YamlNode> items = Items(key);
        for (int n = 0; n < items.Count; n++)
        {
            if (items[n] is YamlMap inner) sections.Add(new YamlSection(document, inner, $"{Name(key)}[{n}]"));
            else document.Fault(items[n], $"`{Name(key)}[{n}]` wants keys and values; found {items[n].Kind}.");
        }
        return sections;
    }

    /// <summary>Notes a fault at a key.</summary>
    public void Fault(string key, string message) => document.Fault(Map.Find(key)?.Value ?? Map, $"`{Name(key)}` {message}");

    /// <summary>Notes that a key is absent.</summary>
    public void Missing(string key, string expected) => document.Fault(Map, $"`{Name(key)}` is missing; expected {expected}. Add `{key}: …`.");

    /// <summary>Reports every key that was not asked for.</summary>
    public void Close()
    {
        foreach (YamlEntry entry in Map.Entries)
        {
            if (_known.Contains(entry.Key.Value)) continue;
            document.Fault(entry.Key, $"`{Name(entry.Key.Value)}` is not a key known here. {Spelling.Suggest(entry.Key.Value, _known)}");
        }
    }

    private double? Number(YamlText text, string key, double low, double high)
    {
        if (double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && value >= low && value <= high)
            return value;
        document.Fault(text, $"`{Name(key)}` wants a number{Range(low, high)}; found {text.Kind}.");
        return null;
    }

    private static string Range(double low, double high) => (low > long.MinValue, high < long.MaxValue) switch
    {
        (true, true) => $" from {low:R} to {high:R}",
        (true, false) => $" of at least {low:R}",
        (false, true) => $" of at most {high:R}",
        _ => "",
    };

    private YamlText? Scalar(string key, string expected)
    {
        YamlNode? node = Node(key);
        if (node is null or YamlText) return (YamlText?)node;
        document.Fault(node, $"`{Name(key)}` wants {expected}; found {node.Kind}.");
        return null;
    }
}
