using System.Collections;
using System.Globalization;
using System.Reflection;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Yaml;

/// <summary>
/// Turns keys with values into records. What a record may hold, its units, bounds, defaults and meaning stand on its properties, from which the
/// schema and the documentation are made too. All faults are gathered; a value that is faulty is left out.
/// </summary>
/// <param name="faults">Takes what is wrong.</param>
/// <param name="complete">Whether required keys are asked for and defaults filled in; false for a file that is a part of another.</param>
internal sealed class YamlBinder(FaultLog faults, bool complete = true)
{
    private const int LongestText = TextFile.LargestFile / 4;          // some thousand buildings may be named one by one
    private const int LongestList = 1000;
    private readonly Dictionary<object, YamlMap> _maps = new(ReferenceEqualityComparer.Instance);
    private readonly List<(string Path, string Value)> _defaults = [];
    private readonly Dictionary<object, Dictionary<string, object?>> _read = new(ReferenceEqualityComparer.Instance);
    private bool _filling;

    /// <summary>The defaults that were filled in, in the order of the keys.</summary>
    public IReadOnlyList<(string Path, string Value)> Defaults => _defaults;

    /// <summary>The record that a map describes.</summary>
    /// <param name="map">Keys with values.</param>
    /// <param name="path">Name of the map in messages; empty for a whole file.</param>
    public T Bind<T>(YamlMap map, string path = "") where T : class => Bind<T>(map, YamlKey.Of(typeof(T)), path);

    /// <summary>The record that a map describes, when not all its keys are its own.</summary>
    /// <param name="map">Keys with values.</param> <param name="keys">All keys.</param>
    /// <param name="path">Name of the map in messages; empty for a whole file.</param>
    public T Bind<T>(YamlMap map, IReadOnlyList<YamlKey> keys, string path = "") where T : class => (T)Record(typeof(T), keys, map, path);

    /// <summary>The value of a key of a bound record, with both ends where a range was given, with all levels where it goes by year; null when it has none, or was refused.</summary>
    public object? ValueOf(object record, YamlKey key) =>
        _read.TryGetValue(record, out Dictionary<string, object?>? read) && read.TryGetValue(key.Name, out object? value) ? value : key.Get(record);

    /// <summary>The value that a property of a bound record was read from; null when it was not written.</summary>
    public YamlNode? NodeOf(object record, string property) =>
        _maps.TryGetValue(record, out YamlMap? map) ? map.Find(YamlKey.Of(record.GetType()).First(k => k.Property == property).Name)?.Value : null;

    /// <summary>The value that a key of a bound record was read from; null when it was not written.</summary>
    public YamlNode? NodeOf(object record, YamlKey key) => _maps.TryGetValue(record, out YamlMap? map) ? map.Find(key.Name)?.Value : null;

    /// <summary>Where a property of a bound record is written, or where the record is.</summary>
    public Place PlaceOf(object record, string property) => NodeOf(record, property)?.Place ?? _maps[record].Place;

    /// <summary>Where a bound record begins.</summary>
    public Place PlaceOf(object record) => _maps[record].Place;

    private object Record(Type type, IReadOnlyList<YamlKey> keys, YamlMap map, string path)
    {
        object record = YamlKey.New(type);
        _maps[record] = map;
        RefuseUnknown(map, keys, path);
        foreach (YamlKey key in keys) Fill(record, key, map, path.Length == 0 ? key.Name : $"{path}.{key.Name}");
        return record;
    }

    private void Fill(object record, YamlKey key, YamlMap map, string name)
    {
        YamlNode? node = map.Find(key.Name)?.Value;
        object? value = node is null ? Absent(key, map, name) : Written(key, node, name);
        if (key.Type == typeof(double) && value is Amount amount)
        {
            Remember(record, key, amount);
            value = amount.Value;
        }
        else if (value is ValuePath path)
        {
            Remember(record, key, path);
            value = path.Levels[0].Value;
        }
        else if (value is null && node is not null)
        {
            Remember(record, key, null);
        }
        if (value is not null) key.Set(record, value);
    }

    // What the record itself cannot hold: a range, a path, or that a value was refused.
    private void Remember(object record, YamlKey key, object? read)
    {
        if (!_read.TryGetValue(record, out Dictionary<string, object?>? values)) _read.Add(record, values = []);
        values[key.Name] = read;
    }

    private object? Written(YamlKey key, YamlNode node, string path)
    {
        if (node is YamlFaulty) return null;
        if (node is not YamlText { IsNothing: true }) return Value(key, key.Type, node, path);
        faults.Add(node.Place, $"`{path}` has no value; write one, or remove the key.");
        return null;
    }

    private object? Absent(YamlKey key, YamlMap map, string path)
    {
        if (!complete) return null;
        if (key.Required) faults.Add(map.Place, $"{Owner(path)} lacks `{key.Name}`: {key.Meaning}");
        if (key.Otherwise is { } otherwise && !_filling) _defaults.Add((path, otherwise));
        return key.Default == null ? null : Filled(key, path);
    }

    private object? Filled(YamlKey key, string path)
    {
        bool nested = key.Default == "{}";
        if (!nested && !_filling) _defaults.Add((path, key.Default!));
        if (key.IsInitial) return null;
        bool outer = _filling;
        _filling = _filling || !nested;
        object? value = Value(key, key.Type, YamlParser.Parse(new SourceText("default", key.Default!), faults)!, path);
        _filling = outer;
        return value;
    }

    private void RefuseUnknown(YamlMap map, IReadOnlyList<YamlKey> keys, string path)
    {
        foreach ((YamlText name, _) in map.Entries)
        {
            if (keys.Any(k => k.Name == name.Value)) continue;
            string owner = path.Length == 0 ? "this file" : $"`{path}`";
            faults.Add(name.Place, $"`{name.Shortened}` is not a key of {owner}. {Spelling.Suggest(name.Value, keys.Select(k => k.Name))}");
        }
    }

    private static string Owner(string path) => path.LastIndexOf('.') is var dot and >= 0 ? $"`{path[..dot]}`" : "the file";

    private object? Value(YamlKey key, Type type, YamlNode node, string path)
    {
        if (YamlKey.ItemOf(type) is { } item) return Items(key, item, node, path);
        if (YamlKey.IsRecord(type)) return RecordOf(key, type, node, path);
        if (node is not YamlText scalar)
        {
            faults.Add(node.Place, $"`{path}` wants {Wants(key, type)}; found {node.Kind}.");
            return null;
        }
        (object? value, string? fault) = Scalar(key, type, scalar);
        if (fault == null) return value;
        faults.Add(scalar.Place, $"`{path}` wants {Wants(key, type)}; {fault}{(fault[^1] == '?' ? "" : ".")}");
        return null;
    }

    private object? Items(YamlKey key, Type item, YamlNode node, string path)
    {
        IList list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        if (node is not YamlList items)
        {
            faults.Add(node.Place, $"`{path}` wants a list; found {node.Kind}. Begin each entry with `- ` on a line of its own, or write `[one, two]`.");
            return null;
        }
        if (items.Items.Count > LongestList)
        {
            faults.Add(node.Place, $"`{path}` has {items.Items.Count} entries; at most {LongestList} are read.");
            return null;
        }
        for (int i = 0; i < items.Items.Count; i++)
        {
            if (items.Items[i] is YamlText { IsNothing: true } nothing) faults.Add(nothing.Place, $"`{path}[{i}]` has no value; write one, or remove the dash.");
            else if (Value(key, item, items.Items[i], $"{path}[{i}]") is { } value) list.Add(value);
        }
        return list;
    }

    private object? RecordOf(YamlKey key, Type type, YamlNode node, string path)
    {
        IReadOnlyList<YamlKey> keys = key.Keys;
        if (node is YamlMap map) return Record(type, keys, map, path);
        if (node is YamlText && key.ShortForm is { } only)
        {
            YamlText name = new(only, Quoted: false, node.Place);
            return Record(type, keys, new YamlMap([new YamlEntry(name, node)], node.Place), path);
        }
        faults.Add(node.Place, $"`{path}` wants keys with values ({string.Join(", ", keys.Select(k => k.Name))}); found {node.Kind}.");
        return null;
    }

    private static bool IsQuantity(YamlKey key, Type type) => type == typeof(Amount) || (type == typeof(double) && key.Dimension is not null);

    private static (object?, string?) Scalar(YamlKey key, Type type, YamlText scalar)
    {
        string text = scalar.Value.Trim();
        if (IsQuantity(key, type)) return key.ByYear && PathText.Is(text) ? PathText.Read(key, text) : Bounded(key, text);
        if (key.Among.Count > 0) return Word(key.Among, text, n => key.Among[n]);
        if (type == typeof(string)) return text.Length is 0 or > LongestText ? (null, $"found {text.Length} characters") : (text, null);
        if (type == typeof(bool)) return text is "true" or "false" ? (text == "true", null) : (null, $"found {scalar.Kind}{Switch(text)}");
        if (type.IsEnum) return Word(CodeWords.All(type), text, n => Enum.GetValues(type).GetValue(n)!);
        if (type.GetInterface(typeof(IScalar<>).Name) != null)
            return ((object?, string?))typeof(YamlBinder).GetMethod(nameof(Own), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, [scalar])!;
        return Plain(key, type, scalar, text);
    }

    private static (object?, string?) Own<T>(YamlText scalar) where T : IScalar<T> =>
        T.Read(scalar, out T value) is { } fault ? (null, fault) : (value, null);

    private static string WantsOwn<T>() where T : IScalar<T> => T.Wants;

    private static string Switch(string text) => text.ToLowerInvariant() switch
    {
        "on" or "yes" => "; write `true`",
        "off" or "no" => "; write `false`",
        _ => "",
    };

    private static (object?, string?) Word(IReadOnlyList<string> words, string text, Func<int, object> at)
    {
        for (int i = 0; i < words.Count; i++)
            if (words[i] == CodeWords.Spelt(text)) return (at(i), null);
        return (null, $"found `{text}`{(Spelling.Nearest(text, words) is { } near ? $"; did you mean `{near}`?" : "")}");
    }

    private static (object?, string?) Plain(YamlKey key, Type type, YamlText scalar, string text)
    {
        if (type == typeof(ulong))
            return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed) ? (seed, null) : (null, $"found {scalar.Kind}");
        if (!AmountText.Number(text, out double number) || (type == typeof(int) && (number != Math.Floor(number) || Math.Abs(number) > int.MaxValue)))
            return (null, $"found {scalar.Kind}");
        if (key.Range is { } range)
        {
            double low = Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture), high = Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture);
            if (number < low || number > high) return (null, $"found {scalar.Kind}");
        }
        return (type == typeof(int) ? (object)(int)number : number, null);
    }

    /// <summary>What is wrong with a quantity; null when nothing is.</summary>
    public static string? FaultOf(YamlKey key, string text) => Bounded(key, text).Item2;

    /// <summary>A quantity between the bounds of its key, or what is wrong with it.</summary>
    public static (object?, string?) Bounded(YamlKey key, string text)
    {
        Dimension dimension = key.Dimension ?? throw new InvalidOperationException($"{key.Name} is a quantity without a unit");
        if (AmountText.Read(text, dimension, out Amount quantity) is { } fault) return (null, fault);
        if (key.Between is not { } between) return (quantity, null);
        if (AmountText.Read(between.Low, dimension, out Amount low) != null || AmountText.Read(between.High, dimension, out Amount high) != null)
            throw new InvalidOperationException($"{key.Name} has bounds that cannot be read");
        if (quantity.Low < low.Low) return (null, $"`{text}` is less than {between.Low}");
        return quantity.High > high.High ? (null, $"`{text}` is more than {between.High}") : (quantity, null);
    }

    private static string Wants(YamlKey key, Type type)
    {
        if (IsQuantity(key, type)) return $"{UnitTable.Of(key.Dimension!.Value).Phrase} such as `{UnitTable.Of(key.Dimension!.Value).Example}`";
        if (key.Among.Count > 0) return $"one of {string.Join(", ", key.Among)}";
        if (type == typeof(string)) return $"a text of 1 to {LongestText} characters";
        if (type == typeof(bool)) return "`true` or `false`";
        if (type == typeof(ulong)) return "a whole number from 0 on";
        if (type.IsEnum) return $"one of {string.Join(", ", CodeWords.All(type))}";
        if (type.GetInterface(typeof(IScalar<>).Name) != null)
            return (string)typeof(YamlBinder).GetMethod(nameof(WantsOwn), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, null)!;
        string noun = type == typeof(int) ? "a whole number" : "a number";
        return key.Range is not { } range ? noun : string.Create(CultureInfo.InvariantCulture, $"{noun} from {range.Minimum} to {range.Maximum}");
    }
}
