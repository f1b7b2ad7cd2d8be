using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Territories;

/// <summary>The words by which files name the members of an enum: <c>GasBoiler</c> is <c>gas_boiler</c>.</summary>
internal static class EnumWords<T> where T : struct, Enum
{
    private static readonly T[] Members = Enum.GetValues<T>();
    private static readonly string[] Words = Members.Select(m => Underscored(m.ToString())).ToArray();

    /// <summary>All words, in the order of the members.</summary>
    public static IReadOnlyList<string> All => Words;

    /// <summary>The word of a member.</summary>
    public static string Of(T member) => Words[Array.IndexOf(Members, member)];

    /// <summary>The member of a word.</summary>
    public static bool TryParse(string word, out T member)
    {
        int n = Array.IndexOf(Words, word);
        member = n < 0 ? default : Members[n];
        return n >= 0;
    }

    /// <summary>What was expected instead of a word.</summary>
    public static string Expected(string word)
    {
        string all = string.Join(", ", Words);
        return Yaml.Words.Nearest(word, Words) is { } near ? $"one of {all}; did you mean `{near}`?" : $"one of {all}";
    }

    private static string Underscored(string name) =>
        string.Concat(name.Select((c, n) => char.IsUpper(c) && n > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
