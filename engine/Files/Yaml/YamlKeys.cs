using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Files.Yaml;

/// <summary>A key that files may write: a property of a record, or what is declared elsewhere.</summary>
/// <param name="Name">As files write it.</param>
/// <param name="Type">Of the value, without the nullable wrapper.</param>
/// <param name="Get">The value that a record holds.</param>
/// <param name="Set">Puts a value into a record.</param>
internal sealed record YamlKey(string Name, Type Type, Func<object, object?> Get, Action<object, object> Set)
{
    private static readonly Dictionary<Type, IReadOnlyList<YamlKey>> Known = [];

    /// <summary>What it means.</summary>
    public string Meaning { get; init; } = "";

    /// <summary>As a file would write it; null when there is none.</summary>
    public string? Default { get; init; }

    /// <summary>Whether a new record holds the default already.</summary>
    public bool IsInitial { get; init; }

    /// <summary>What holds without it, where that is no value; null when nothing is said.</summary>
    public string? Otherwise { get; init; }

    /// <summary>Whether files must give it.</summary>
    public bool Required { get; init; }

    /// <summary>The kind of quantity.</summary>
    public Dimension? Dimension { get; init; }

    /// <summary>Whether a quantity may go by year: <c>0.20 €/kWh in 2026, 0.35 €/kWh by 2050</c>.</summary>
    public bool ByYear { get; init; }

    /// <summary>Bounds of a quantity.</summary>
    public BetweenAttribute? Between { get; init; }

    /// <summary>Bounds of a number without unit.</summary>
    public RangeAttribute? Range { get; init; }

    /// <summary>Where its default comes from.</summary>
    public DefaultFromAttribute? Source { get; init; }

    /// <summary>The slider that it usually has.</summary>
    public SliderAttribute? Slider { get; init; }

    /// <summary>The measure that it answers.</summary>
    public AnswersAttribute? Answers { get; init; }

    /// <summary>The words that its text is one of; empty for any.</summary>
    public IReadOnlyList<string> Among { get; init; } = [];

    /// <summary>The elements that a record chooses by its text, null for all; null where the text chooses none.</summary>
    public Func<object, ElementChoice?>? Choice { get; init; }

    /// <summary>Reads that text.</summary>
    public Func<string, ElementChoice>? Select { get; init; }

    /// <summary>Name of its property in code; empty when it has none.</summary>
    public string Property { get; init; } = "";

    /// <summary>What it means, and how well its default is known, for people who choose a value.</summary>
    public string Explained => Source is null ? Meaning
        : string.Create(CultureInfo.InvariantCulture, $"{Meaning} Default: {Source.Source}; confidence {Source.Confidence:0.##}.");

    /// <summary>The keys below it; empty when its value is not written as keys with values.</summary>
    public IReadOnlyList<YamlKey> Keys { get => field ??= (ItemOf(Type) ?? Type) is var value && IsRecord(value) ? Of(value) : []; init; }

    /// <summary>The keys of a record, in the order of their declaration; those of the record that it derives from come last.</summary>
    public static IReadOnlyList<YamlKey> Of(Type record)
    {
        lock (Known)
        {
            if (Known.TryGetValue(record, out IReadOnlyList<YamlKey>? keys)) return keys;
            object fresh = New(record);
            return Known[record] = [.. record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.CanWrite && !p.IsDefined(typeof(CodeOnlyAttribute))).OrderBy(p => p.DeclaringType != record).ThenBy(p => p.MetadataToken).Select(p => Of(p, fresh))];
        }
    }

    /// <summary>The key that a single value in the place of the keys below sets; null where these must be written.</summary>
    public string? ShortForm => (ItemOf(Type) ?? Type).GetCustomAttribute<ShortFormAttribute>() is { } form ? Keys.First(k => k.Property == form.Property).Name : null;

    /// <summary>A record as it is before anything is read.</summary>
    public static object New(Type record) => Activator.CreateInstance(record, nonPublic: true)!;

    /// <summary>The element type of a list; null when the type is none.</summary>
    public static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>Whether values of that type are written as keys with values.</summary>
    public static bool IsRecord(Type type) => type.IsClass && type != typeof(string) && ItemOf(type) == null;

    /// <summary>A value as a file would write it.</summary>
    public string Show(object value) => value switch
    {
        double d when Dimension is { } dimension => UnitTable.Of(dimension).Show(d),
        bool b => b ? "true" : "false",
        Enum e => CodeWords.Of(e.ToString()),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static YamlKey Of(PropertyInfo property, object fresh)
    {
        string? text = property.GetCustomAttribute<DefaultValueAttribute>()?.Value as string, otherwise = property.GetCustomAttribute<WithoutItAttribute>()?.Meaning;
        string meaning = property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "";
        YamlKey key = Form(property) with
        {
            Property = property.Name, Meaning = otherwise is null ? meaning : $"{meaning} Without it: {otherwise}.", Default = text, Otherwise = otherwise,
            Required = property.IsDefined(typeof(RequiredMemberAttribute)), Dimension = property.GetCustomAttribute<UnitAttribute>()?.Dimension,
            Between = property.GetCustomAttribute<BetweenAttribute>(), Range = property.GetCustomAttribute<RangeAttribute>(),
            Source = property.GetCustomAttribute<DefaultFromAttribute>(), Slider = property.GetCustomAttribute<SliderAttribute>(),
            Answers = property.GetCustomAttribute<AnswersAttribute>(),
        };
        return text is null && !key.Required && property.GetValue(fresh) is { } initial ? key with { Default = key.Show(initial), IsInitial = true } : key;
    }

    // What files write is not always what the engine keeps.
    private static YamlKey Form(PropertyInfo property)
    {
        string name = CodeWords.Of(property.Name);
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (property.GetCustomAttribute<AmongAttribute>() is { } among)
        {
            IReadOnlyList<INamed> all = among.All;
            return new(name, typeof(string), r => (property.GetValue(r) as INamed)?.Name, (r, word) => property.SetValue(r, all.First(n => n.Name == (string)word))) { Among = [.. all.Select(n => n.Name)] };
        }
        if (type == typeof(Years))
            return new(name, typeof(YearsText), r => property.GetValue(r) is Years years ? new YearsText(years) : null, (r, text) => property.SetValue(r, ((YearsText)text).Span));
        if (type == typeof(BuildingChoice))
            return new(name, typeof(string), r => (property.GetValue(r) as BuildingChoice)?.Text, (r, choice) => property.SetValue(r, choice as BuildingChoice ?? BuildingChoice.Unread((string)choice))) { Choice = r => property.GetValue(r) as BuildingChoice, Select = Selection.OfBuildings };
        if (type == typeof(RoadChoice))
            return new(name, typeof(string), r => (property.GetValue(r) as RoadChoice)?.Text, (r, choice) => property.SetValue(r, choice as RoadChoice ?? RoadChoice.Unread((string)choice))) { Choice = r => property.GetValue(r) as RoadChoice, Select = Selection.OfRoads };
        if (type == typeof(AreaChoice))
            return new(name, typeof(RelativePath), r => property.GetValue(r) is AreaChoice area ? new RelativePath(area.Text, area.File) : null,
                (r, path) => property.SetValue(r, new AreaChoice(((RelativePath)path).Written, ((RelativePath)path).Path, territory => AreaFile.Read(((RelativePath)path).Path, territory.Epsg))));
        if (type == typeof(WayChoice))
            return new(name, typeof(RelativePath), r => property.GetValue(r) is WayChoice way ? new RelativePath(way.Text, way.File) : null,
                (r, path) => property.SetValue(r, new WayChoice(((RelativePath)path).Written, ((RelativePath)path).Path, territory => WayFile.Read(((RelativePath)path).Path, territory.Epsg))));
        return new(name, type, property.GetValue, property.SetValue);
    }
}
