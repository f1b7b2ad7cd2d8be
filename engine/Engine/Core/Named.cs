namespace TerritoryTwin.Core;

/// <summary>Something that files choose by its name.</summary>
public interface INamed
{
    /// <summary>Lower case with underscores; unique among its like.</summary>
    string Name { get; }
}

/// <summary>What a parameter is chosen from.</summary>
/// <param name="owner">Has the list.</param>
/// <param name="list">Name of its static property: a list of <see cref="INamed"/>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AmongAttribute(Type owner, string list) : Attribute
{
    /// <summary>Has the list.</summary>
    public Type Owner { get; } = owner;
    /// <summary>Name of its static property.</summary>
    public string List { get; } = list;

    /// <summary>All that can be chosen.</summary>
    public IReadOnlyList<INamed> All => [.. (IEnumerable<INamed>)Owner.GetProperty(List)!.GetValue(null)!];
}
