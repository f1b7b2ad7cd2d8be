namespace TerritoryTwin.Files.Yaml;

/// <summary>A part of a YAML file, with its place.</summary>
internal abstract record YamlNode(Place Place)
{
    /// <summary>What it is, for messages.</summary>
    public abstract string Kind { get; }
}

/// <summary>A single value.</summary>
/// <param name="Place">Where.</param>
/// <param name="Text">Without quotes.</param>
/// <param name="Quoted">Whether it stood in quotes, or in a block of text.</param>
internal sealed record YamlScalar(Place Place, string Text, bool Quoted) : YamlNode(Place)
{
    /// <inheritdoc/>
    public override string Kind => IsEmpty ? "nothing" : $"`{Shortened}`";

    /// <summary>Whether there is no value: nothing written, or <c>~</c>, or <c>null</c>.</summary>
    public bool IsEmpty => !Quoted && Text is "" or "~" or "null";

    /// <summary>The text, cropped for messages.</summary>
    public string Shortened => Text.Length <= 60 ? Text : Text[..57] + "...";

    /// <summary>The place of a part of the text; the whole value where quoting or folding has moved characters.</summary>
    public Place PlaceOf(int offset, int length)
    {
        int start = offset + (Quoted ? 1 : 0);
        return Place.Length == Text.Length + (Quoted ? 2 : 0) ? Place.Part(start, length) : Place;
    }
}

/// <summary>A list.</summary>
internal sealed record YamlList(Place Place, IReadOnlyList<YamlNode> Items) : YamlNode(Place)
{
    /// <inheritdoc/>
    public override string Kind => "a list";
}

/// <summary>Keys with values, in the order of the file; no key stands twice.</summary>
internal sealed record YamlMap(Place Place, IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> Entries) : YamlNode(Place)
{
    /// <inheritdoc/>
    public override string Kind => "keys with values";

    /// <summary>The value of a key; null when it is not there.</summary>
    public YamlNode? this[string key]
    {
        get
        {
            foreach ((YamlScalar name, YamlNode value) in Entries)
                if (name.Text == key) return value;
            return null;
        }
    }
}

/// <summary>A value that was found to be faulty already: it is there, and nothing more is said of it.</summary>
internal sealed record YamlUnread(Place Place) : YamlNode(Place)
{
    /// <inheritdoc/>
    public override string Kind => "a faulty value";
}
