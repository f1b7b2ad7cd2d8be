using TerritoryTwin.Compute;

namespace TerritoryTwin.Core;

/// <summary>
/// What a process takes from outside, element by element: one value for all, from the weather, until another process gives its field. A coupling that is
/// switched off leaves it as it was without that process, to the bit.
/// </summary>
public sealed class Lookup : IDisposable
{
    private readonly Field _same;
    private readonly IndexField _first;
    private Field? _given;
    private IndexField? _places, _own;

    /// <summary>Takes one value for all.</summary>
    /// <param name="receivers">Who looks.</param> <param name="device">Where they are.</param> <param name="quantity">What they look for.</param> <param name="members">Of the ensemble.</param>
    public Lookup(Support receivers, Device device, Quantity quantity, int members)
    {
        ArgumentNullException.ThrowIfNull(receivers);
        Receivers = receivers;
        _same = new(new Stock(1), device, quantity, members);
        _first = new(receivers, device, new int[receivers.Count]);
    }

    /// <summary>Who looks.</summary>
    public Support Receivers { get; }
    /// <summary>Whether another process gives the values.</summary>
    public bool IsGiven => _given != null;
    /// <summary>The field of that process; null: one value holds for all.</summary>
    internal Field? Given => _given;
    /// <summary>The values that are looked up at <see cref="Where"/>.</summary>
    public View Values => (_given ?? _same).Now;
    /// <summary>For each receiver, the place of its value.</summary>
    public IndexView Where => (_places ?? _first).View;

    /// <summary>The value for all, where no process gives one.</summary>
    /// <param name="values">One a member.</param>
    public void Set(ReadOnlySpan<float> values) => _same.Write(values);

    /// <summary>What a receiver finds, for the first member.</summary>
    public float ValueOf(int receiver) => (_given ?? _same).ToArray()[(_places ?? _first).Values[receiver]];

    /// <summary>From here on, receivers look into the field of another process.</summary>
    /// <param name="given">Carried by its process, since receivers that are stepped first find it as the hour before left it. Not owned; as many members as this, or one.</param>
    /// <param name="places">For each receiver, its place in that field; not owned.</param>
    /// <exception cref="ArgumentException">The places are those of other receivers, or the field has other members.</exception>
    public void From(Field given, IndexField places)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(places);
        if (places.Support.Count != Receivers.Count) throw new ArgumentException($"places of {places.Support.Count} receivers, expected {Receivers.Count}", nameof(places));
        if (given.Members != 1 && given.Members != _same.Members) throw new ArgumentException($"field {given.Name} has {given.Members} members, expected {_same.Members}", nameof(given));
        (_given, _places) = (given, places);
    }

    /// <summary>From here on, receivers look into a field of their own support, each at its place.</summary>
    /// <param name="given">As above.</param>
    /// <exception cref="ArgumentException">The field has another count of elements, or other members.</exception>
    public void From(Field given)
    {
        ArgumentNullException.ThrowIfNull(given);
        if (given.Support.Count != Receivers.Count) throw new ArgumentException($"field {given.Name} has {given.Support.Count} elements, expected {Receivers.Count}", nameof(given));
        From(given, _own ??= new(Receivers, _same.Device, [.. Enumerable.Range(0, Receivers.Count)]));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _own?.Dispose();
        _same.Dispose();
        _first.Dispose();
    }
}
