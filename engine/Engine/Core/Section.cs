namespace TerritoryTwin.Core;

/// <summary>A section of scenario files: the parameters of one matter. Schema, documentation, checks, merging, settings and sliders come from its record.</summary>
/// <param name="Key">As files write it.</param>
/// <param name="Meaning">One sentence for people.</param>
/// <param name="Parameters">
/// A record whose settable properties are the keys, in the engine's units: <c>double</c> with <see cref="UnitAttribute"/> and <see cref="BetweenAttribute"/>,
/// <c>double?</c> where null means something, <c>bool</c>, <c>int</c>, enums; each with a description. Initial values are the defaults.
/// </param>
public sealed record Section(string Key, string Meaning, Type Parameters)
{
    /// <summary>Whether its values are accounted after the hours, so that a year that is simulated already need not be simulated again for them.</summary>
    public bool IsAccounting { get; init; }
}

/// <summary>Parameters of a process that is simulated only where its section turns it on.</summary>
public interface ITurnedOn
{
    /// <summary>Whether it is simulated.</summary>
    bool On { get; }
}

/// <summary>A coupling that scenarios may switch off; on by default.</summary>
/// <param name="Key">As files write it, under <c>couplings</c>.</param>
/// <param name="Meaning">What acts on what, in one sentence.</param>
public sealed record Switch(string Key, string Meaning);

/// <summary>Which couplings are on.</summary>
/// <param name="states">By key, every one.</param>
public sealed class Switches(IReadOnlyDictionary<string, bool> states)
{
    private readonly SortedDictionary<string, bool> _states = new(states.ToDictionary(), StringComparer.Ordinal);

    /// <summary>Whether a coupling is on.</summary>
    /// <exception cref="ArgumentException">There is no such coupling.</exception>
    public bool this[string key] => _states.TryGetValue(key, out bool on) ? on : throw new ArgumentException($"no coupling is named `{key}`; known: {string.Join(", ", _states.Keys)}", nameof(key));

    /// <summary>All of them, by key: equal texts mean equal switches.</summary>
    public override string ToString() => string.Join(", ", _states.Select(s => $"{s.Key}: {(s.Value ? "on" : "off")}"));
}

/// <summary>The parameters of a run: one record a type, the default one where none was given.</summary>
public sealed class ParameterSet
{
    private readonly Dictionary<Type, object> _records;

    /// <summary>Of some records.</summary>
    /// <exception cref="ArgumentException">Two are of one type.</exception>
    public ParameterSet(IEnumerable<object> records) => _records = records.ToDictionary(r => r.GetType());

    /// <summary>All as documented.</summary>
    public static ParameterSet Default { get; } = new([]);

    /// <summary>The record of a type.</summary>
    public T Of<T>() where T : class, new() => _records.TryGetValue(typeof(T), out object? record) ? (T)record : new();

    /// <summary>The same with another record of its type.</summary>
    public ParameterSet With<T>(T record) where T : class, new() => new([.. _records.Values.Where(r => r is not T), record]);
}
