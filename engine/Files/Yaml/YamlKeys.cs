using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Yaml;

/// <summary>A key of a record that files may write.</summary>
/// <param name="Property">Where its value goes.</param>
/// <param name="Name">As files write it.</param>
internal sealed record YamlKey(PropertyInfo Property, string Name)
{
    /// <summary>The type of the value, without the nullable wrapper.</summary>
    public Type Type { get; } = Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

    /// <summary>What it means.</summary>
    public string Meaning { get; } = Property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "";

    /// <summary>As a file would write it; null when there is none.</summary>
    public string? Default { get; } = Property.GetCustomAttribute<DefaultValueAttribute>()?.Value as string;

    /// <summary>Whether files must give it.</summary>
    public bool Required { get; } = Property.IsDefined(typeof(RequiredMemberAttribute));

    /// <summary>The kind of quantity.</summary>
    public Dimension? Dimension { get; } = Property.GetCustomAttribute<UnitAttribute>()?.Dimension;

    /// <summary>The keys of a record, in the order of their declaration.</summary>
    public static IReadOnlyList<YamlKey> Of(Type record)
    {
        lock (Known)
        {
            if (Known.TryGetValue(record, out IReadOnlyList<YamlKey>? keys)) return keys;
            return Known[record] = [.. record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.CanWrite).OrderBy(p => p.MetadataToken).Select(p => new YamlKey(p, NameOf(p)))];
        }
    }

    /// <summary>The element type of a list; null when the type is none.</summary>
    public static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>Whether values of that type are written as keys with values.</summary>
    public static bool IsRecord(Type type) => type.IsClass && type != typeof(string) && ItemOf(type) == null;

    private static readonly Dictionary<Type, IReadOnlyList<YamlKey>> Known = [];

    private static string NameOf(PropertyInfo property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
}
