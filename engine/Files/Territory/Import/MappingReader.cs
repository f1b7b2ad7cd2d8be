using System.Globalization;
using System.Reflection;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Territories;

/// <summary>Reads mapping files.</summary>
internal static class MappingReader
{
    private const string ResourcePrefix = "Mappings/";

    /// <summary>Names of the mappings that come with the program.</summary>
    public static IReadOnlyList<string> Bundled { get; } = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(n => n.StartsWith(ResourcePrefix, StringComparison.Ordinal))
        .Select(n => Path.GetFileNameWithoutExtension(n[ResourcePrefix.Length..])).Order(StringComparer.Ordinal).ToArray();

    /// <summary>Reads the file at a path, or the bundled mapping of that name.</summary>
    /// <exception cref="InputException">With every fault found.</exception>
    public static Mapping Read(string pathOrName)
    {
        if (Bundled.Contains(pathOrName)) return Read(Open(pathOrName), pathOrName);
        if (File.Exists(pathOrName)) return Read(YamlDocument.Read(pathOrName), Path.GetFileNameWithoutExtension(pathOrName));
        throw new InputException($"{pathOrName}: neither a file nor a bundled mapping. {Spelling.Suggest(pathOrName, Bundled)}");
    }

    /// <summary>Reads a mapping.</summary>
    internal static Mapping Read(YamlDocument document, string fallbackName)
    {
        YamlSection root = YamlSection.Root(document);
        string name = root.Text("mapping") ?? fallbackName;
        root.Text("description");
        int? epsg = (int?)root.Integer("epsg", 1, 999_999);
        IReadOnlyList<string> attributions = root.Texts("attributions");
        List<PlaceBox> within = [];
        foreach (string box in root.Texts("within"))
        {
            if (PlaceBox.Read(box) is { } read) within.Add(read);
            else root.Fault("within", $"has `{box}`; expected west, south, east and north in degrees, such as `-5.5 41 10 51.5`.");
        }
        Dictionary<string, LayerMapping> layers = [];
        if (root.Section("layers") is { } section)
        {
            foreach ((string layer, Dictionary<string, Target> targets) in MappingTargets.Layers)
                if (section.Section(layer) is { } inner) layers.Add(layer, ReadLayer(inner, targets));
            section.Close();
        }
        TerrainMapping? terrain = root.Section("terrain") is { } ground ? ReadTerrain(ground) : null;
        if (!layers.ContainsKey("buildings")) root.Missing("layers.buildings", "where the buildings come from");
        root.Close();
        document.ThrowIfFaulty();
        return new Mapping(name, epsg, attributions, layers, terrain, within);
    }

    private static YamlDocument Open(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{ResourcePrefix}{name}.yaml")!;
        using StreamReader reader = new(stream);
        return YamlDocument.Parse($"{name}.yaml (bundled)", reader.ReadToEnd());
    }

    private static LayerMapping ReadLayer(YamlSection layer, Dictionary<string, Target> targets)
    {
        IReadOnlyList<string> files = ReadFiles(layer);
        Dictionary<string, IReadOnlyList<AttributeRule>> attributes = [];
        if (layer.Section("columns") is { } columns)
        {
            foreach ((string attribute, Target target) in targets)
                if (ReadRules(columns, attribute, target) is { Count: > 0 } rules) attributes.Add(attribute, rules);
            columns.Close();
        }
        LayerMapping read = new(
            files, layer.Text("layer"), (int?)layer.Integer("crs", 1, 999_999), layer.Flag("optional"), layer.Flag("optional_columns"),
            layer.Sections("where").Select(ReadConditions).ToArray(), layer.Section("where_not") is { } not ? ReadConditions(not) : [], attributes, ReadJoins(layer));
        layer.Close();
        return read;
    }

    private static List<JoinMapping> ReadJoins(YamlSection layer)
    {
        if (layer.Section("joins") is not { } joins) return [];
        List<JoinMapping> read = [];
        foreach (YamlEntry entry in joins.Map.Entries)
        {
            if (joins.Section(entry.Key.Value) is not { } join) continue;
            bool points = join.Flag("points");
            string ours = join.Text("key") ?? "", theirs = join.Text("to") ?? "";
            if (points && ours.Length + theirs.Length > 0) join.Fault("points", "and `key` or `to` exclude each other. Keep one.");
            if (!points && ours.Length == 0) join.Missing("key", "the column of the layer that names its objects, or `points: true`");
            if (!points && theirs.Length == 0) join.Missing("to", "the column of the table that holds the same names, or `points: true`");
            read.Add(new(entry.Key.Value, ReadFiles(join), join.Flag("optional"), ours, theirs, join.Text("until") ?? "", (int?)join.Integer("crs", 1, 999_999)));
            join.Close();
        }
        joins.Close();
        return read;
    }

    private static TerrainMapping ReadTerrain(YamlSection terrain)
    {
        TerrainMapping read = new(ReadFiles(terrain), (int?)terrain.Integer("crs", 1, 999_999), Numbers(terrain, "missing"));
        terrain.Close();
        return read;
    }

    private static IReadOnlyList<string> ReadFiles(YamlSection section)
    {
        IReadOnlyList<string> files = section.Texts("file");
        if (files.Count == 0) section.Missing("file", "the name of a file, or patterns such as `*.shp`");
        foreach (string file in files)
            if (file.Contains("..", StringComparison.Ordinal) || Path.IsPathRooted(file))
                section.Fault("file", $"is `{file}`; expected a name inside the source folder, without `..` and without a leading slash.");
        return files;
    }

    private static IReadOnlyList<Condition> ReadConditions(YamlSection conditions) =>
        conditions.Map.Entries.Select(e => new Condition(e.Key.Value.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } names ? names : [e.Key.Value], Values(conditions, e))).ToArray();

    /// <summary>The values of a condition; an empty text in quotes stands for no value.</summary>
    private static IReadOnlyList<string> Values(YamlSection conditions, YamlEntry entry) =>
        entry.Value is YamlText { Quoted: true, Value: "" } ? [""] : conditions.Texts(entry.Key.Value);

    /// <summary>A column name, a rule, or a list of these.</summary>
    private static List<AttributeRule> ReadRules(YamlSection columns, string attribute, Target target)
    {
        List<AttributeRule> rules = [];
        IReadOnlyList<YamlNode> items = columns.Items(attribute);
        if (items.Count > 1 && items.All(static i => i is YamlText)) return [new AttributeRule([.. items.Cast<YamlText>().Select(static i => i.Value)], [], null, 1, "", [], [], null, null, [], [])];
        for (int n = 0; n < items.Count; n++)
        {
            string path = items.Count == 1 ? columns.Name(attribute) : $"{columns.Name(attribute)}[{n}]";
            switch (items[n])
            {
                case YamlText column:
                    rules.Add(new AttributeRule([column.Value], [], null, 1, "", [], [], null, null, [], []));
                    break;
                case YamlMap map:
                    rules.Add(ReadRule(new YamlSection(columns.Document, map, path), target));
                    break;
                default:
                    columns.Document.Fault(items[n], $"`{path}` wants a column or a rule; found {items[n].Kind}.");
                    break;
            }
        }
        return rules;
    }

    private static AttributeRule ReadRule(YamlSection rule, Target target)
    {
        IReadOnlyList<string> columns = rule.Texts("column"), sum = rule.Texts("sum");
        double? times = rule.Number("times", 0, 1e6);
        string? constant = rule.Text("constant");
        string unit = rule.Text("unit") ?? "";
        if (columns.Count + sum.Count == 0 && constant == null) rule.Missing("column", "the name of a column, a `sum` of columns, or a `constant`");
        if (columns.Count > 0 && constant != null) rule.Fault("constant", "and `column` exclude each other. Keep one.");
        if (sum.Count > 0 && (columns.Count > 0 || constant != null)) rule.Fault("sum", "stands beside `column` or `constant`. Keep one.");
        if (sum.Count > 0 && target.Kind != TargetKind.Number) rule.Fault("sum", "is not wanted here: this attribute is no number. Use `column`.");
        if (times != null && target.Kind != TargetKind.Number) rule.Fault("times", "is not wanted here: this attribute is no number. Remove it.");
        if (unit.Length > 0 && !target.Units.ContainsKey(unit))
            rule.Fault("unit", target.Units.Count == 0 ? "is not wanted here: this attribute has no unit. Remove it." : $"is `{unit}`. {Spelling.Suggest(unit, target.Units.Keys)}");
        if (constant != null) CheckMeaning(rule, "constant", constant, target);
        YamlSection? confidence = rule.Section("confidence_from");
        AttributeRule read = new(
            columns, sum, rule.Text("per"), times ?? 1, unit, ReadCodes(rule, "codes", target), rule.Texts("missing"), constant, (float?)rule.Number("confidence", 0, 1),
            confidence == null ? [] : RequiredTexts(confidence, "column"), confidence == null ? [] : ReadCodes(confidence, "codes", new Target(TargetKind.Number, target.Units, [], 0, 1)));
        confidence?.Close();
        rule.Close();
        return read;
    }

    private static IReadOnlyList<string> RequiredTexts(YamlSection section, string key)
    {
        IReadOnlyList<string> texts = section.Texts(key);
        if (texts.Count == 0) section.Missing(key, "the name of a column");
        return texts;
    }

    private static IReadOnlyList<Code> ReadCodes(YamlSection rule, string key, Target target)
    {
        if (rule.Section(key) is not { } codes) return [];
        List<Code> read = [];
        foreach (YamlEntry entry in codes.Map.Entries)
        {
            string means = codes.Text(entry.Key.Value) ?? "";
            if (means != Code.Unknown) CheckMeaning(codes, entry.Key.Value, means, target);
            read.Add(new Code(entry.Key.Value, means));
        }
        return read;
    }

    private static void CheckMeaning(YamlSection section, string key, string means, Target target)
    {
        if (target.Kind == TargetKind.Word && !target.Words.Contains(means))
            section.Fault(key, $"is `{means}`, which is not a word of the territory. {Spelling.Suggest(means, target.Words)}");
        bool number = double.TryParse(means, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= target.Low && value <= target.High;
        if (target.Kind is TargetKind.Number or TargetKind.Year && !number)
            section.Fault(key, $"is `{means}`; expected a number from {target.Low:R} to {target.High:R}.");
    }

    private static List<double> Numbers(YamlSection section, string key)
    {
        List<double> numbers = [];
        foreach (string text in section.Texts(key))
        {
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)) numbers.Add(value);
            else section.Fault(key, $"wants numbers; found `{text}`.");
        }
        return numbers;
    }
}
