using System.Text.Json;

namespace TerritoryTwin.Core;

/// <summary>The words by which files name the members of an enum: <c>GasBoiler</c> is <c>gas_boiler</c> in scenarios, territories and results.</summary>
public static class CodeWords
{
    /// <summary>The word of a name in code.</summary>
    public static string Of(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    /// <summary>A word as it is spelt, from what was written: a hyphen counts as an underscore.</summary>
    public static string Spelt(string written)
    {
        ArgumentNullException.ThrowIfNull(written);
        return written.Replace('-', '_');
    }

    /// <summary>All words of an enum, in the order of its members.</summary>
    public static IReadOnlyList<string> All(Type enumeration) => [.. Enum.GetNames(enumeration).Select(Of)];
}

/// <summary>The words of one enum.</summary>
/// <typeparam name="T">Without two names for one value.</typeparam>
public static class CodeWords<T> where T : struct, Enum
{
    private static readonly T[] Members = Enum.GetValues<T>();
    private static readonly string[] Words = [.. Members.Select(m => CodeWords.Of(m.ToString()))];

    /// <summary>All words, in the order of the members.</summary>
    public static IReadOnlyList<string> All => Words;

    /// <summary>The word of a member.</summary>
    public static string Of(T member) => Words[Array.IndexOf(Members, member)];

    /// <summary>The member of a word.</summary>
    public static bool TryParse(string word, out T member)
    {
        int n = Array.IndexOf(Words, CodeWords.Spelt(word));
        member = n < 0 ? default : Members[n];
        return n >= 0;
    }
}
