using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TerritoryTwin.Files.Formats;

/// <summary>The columns of a layer, shared by its rows; grows while a layer without schema is read.</summary>
internal sealed class AttributeColumns
{
    private readonly Dictionary<string, int> _index = [];
    private readonly List<string> _names = [];

    public IReadOnlyList<string> Names => _names;

    public int? Find(string name) => _index.TryGetValue(name, out int index) ? index : null;

    public int FindOrAdd(string name)
    {
        if (_index.TryGetValue(name, out int index)) return index;
        _index.Add(name, _names.Count);
        _names.Add(name);
        return _names.Count - 1;
    }

    /// <summary>Adds a column; a name that is there already gets a number.</summary>
    public int AddUnique(string name)
    {
        string unique = name;
        for (int n = 2; _index.ContainsKey(unique); n++) unique = $"{name}_{n}";
        return FindOrAdd(unique);
    }
}

/// <summary>The values of one object by column; a column it lacks is null.</summary>
/// <param name="columns">Of the layer.</param>
/// <param name="indexes">The column of each value; null: the values stand in the order of the columns.</param>
/// <param name="values">Those it has.</param>
internal sealed class AttributeRow(AttributeColumns columns, int[]? indexes, object?[] values) : IReadOnlyDictionary<string, object?>
{
    /// <summary>Stands for a letter that whoever wrote the file could not read.</summary>
    public const char Lost = '\uFFFD';

    public object? this[string key] => columns.Find(key) is { } index ? At(index) : throw new KeyNotFoundException($"the layer has no column `{key}`");

    public IEnumerable<string> Keys => columns.Names;

    public IEnumerable<object?> Values => Enumerable.Range(0, Count).Select(At);

    public int Count => columns.Names.Count;

    public bool ContainsKey(string key) => columns.Find(key) != null;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        int? index = columns.Find(key);
        value = index is { } i ? At(i) : null;
        return index != null;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => columns.Names.Select((name, i) => KeyValuePair.Create(name, At(i))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private object? At(int column)
    {
        int at = indexes == null ? column : Array.LastIndexOf(indexes, column);
        return at >= 0 && at < values.Length ? values[at] : null;
    }
}
