namespace TerritoryTwin.Files.Yaml;

/// <summary>A piece of a YAML file and where it stands.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
public abstract record YamlNode(int Line, int Column)
{
    /// <summary>What it is, in the words of a message.</summary>
    internal abstract string Kind { get; }
}

/// <summary>A text, a number or nothing at all.</summary>
/// <param name="Value">As written, quotes removed.</param>
/// <param name="Quoted">Whether it stood in quotes; a bare empty text or <c>null</c> counts as absent.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
public sealed record YamlText(string Value, bool Quoted, int Line, int Column) : YamlNode(Line, Column)
{
    /// <summary>Whether the key was given without a value.</summary>
    public bool IsNothing => !Quoted && Value is "" or "~" or "null";

    internal override string Kind => IsNothing ? "nothing" : $"`{Value}`";
}

/// <summary>A list.</summary>
/// <param name="Items">In the order of the file.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
public sealed record YamlList(IReadOnlyList<YamlNode> Items, int Line, int Column) : YamlNode(Line, Column)
{
    internal override string Kind => "a list";
}

/// <summary>Keys and values; no key stands twice.</summary>
/// <param name="Entries">In the order of the file.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
public sealed record YamlMap(IReadOnlyList<YamlEntry> Entries, int Line, int Column) : YamlNode(Line, Column)
{
    internal override string Kind => "keys and values";

    /// <summary>The entry of that key; null when absent.</summary>
    public YamlEntry? Find(string key) => Entries.FirstOrDefault(e => e.Key.Value == key);
}

/// <summary>A key and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
public sealed record YamlEntry(YamlText Key, YamlNode Value);
