namespace TerritoryTwin.Files.Yaml;

/// <summary>A piece of a YAML file.</summary>
/// <param name="Place">Where it stands.</param>
public abstract record YamlNode(Place Place)
{
    /// <summary>From 1.</summary>
    public int Line => Place.Line;

    /// <summary>From 1.</summary>
    public int Column => Place.Column;

    /// <summary>What it is, in the words of a message.</summary>
    internal abstract string Kind { get; }
}

/// <summary>A text, a number or nothing at all.</summary>
/// <param name="Value">As written, quotes removed.</param>
/// <param name="Quoted">Whether it stood in quotes; a bare empty text or <c>null</c> counts as absent.</param>
/// <param name="Place">Where it stands.</param>
public sealed record YamlText(string Value, bool Quoted, Place Place) : YamlNode(Place)
{
    /// <summary>Whether the key was given without a value.</summary>
    public bool IsNothing => !Quoted && Value is "" or "~" or "null";

    internal override string Kind => IsNothing ? "nothing" : $"`{Shortened}`";

    /// <summary>The text, cropped for messages.</summary>
    internal string Shortened => Value.Length <= 60 ? Value : Value[..57] + "...";

    /// <summary>The place of a part of the text; the whole value where quoting or folding has moved characters.</summary>
    internal Place PlaceOf(int offset, int length) =>
        Place.Length == Value.Length + (Quoted ? 2 : 0) ? Place.Part(offset + (Quoted ? 1 : 0), length) : Place;
}

/// <summary>A list.</summary>
/// <param name="Items">In the order of the file.</param>
/// <param name="Place">Where it begins.</param>
public sealed record YamlList(IReadOnlyList<YamlNode> Items, Place Place) : YamlNode(Place)
{
    internal override string Kind => "a list";
}

/// <summary>Keys and values; no key stands twice.</summary>
/// <param name="Entries">In the order of the file.</param>
/// <param name="Place">Where it begins.</param>
public sealed record YamlMap(IReadOnlyList<YamlEntry> Entries, Place Place) : YamlNode(Place)
{
    internal override string Kind => "keys and values";

    /// <summary>The entry of that key; null when absent.</summary>
    public YamlEntry? Find(string key) => Entries.FirstOrDefault(e => e.Key.Value == key);
}

/// <summary>A key and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
public sealed record YamlEntry(YamlText Key, YamlNode Value);

/// <summary>A value whose fault has been told: it is there, and nothing more is said of it.</summary>
/// <param name="Place">Where it begins.</param>
internal sealed record YamlFaulty(Place Place) : YamlNode(Place)
{
    internal override string Kind => "a faulty value";
}
