namespace TerritoryTwin.Files.Yaml;

/// <summary>A record that may be written as a single value, which is then that of one property.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ShortFormAttribute(string property) : Attribute
{
    /// <summary>Name of the property that the single value sets.</summary>
    public string Property { get; } = property;
}

/// <summary>A value that is read from one scalar.</summary>
internal interface IScalar<T> where T : IScalar<T>
{
    /// <summary>What is wanted, with an example: <c>years such as `2026-2035`</c>.</summary>
    static abstract string Wants { get; }

    /// <summary>Regular expression of what editors accept; empty for any text.</summary>
    static abstract string Pattern { get; }

    /// <summary>Reads it.</summary>
    /// <returns>Null, or what is wrong.</returns>
    static abstract string? Read(YamlText scalar, out T value);

    /// <summary>As a file would write it.</summary>
    string Written { get; }
}
