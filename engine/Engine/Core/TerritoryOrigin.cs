namespace TerritoryTwin.Core;

/// <summary>How the data of a territory came to be. It holds no date, so that the same inputs give the same bytes.</summary>
/// <param name="Method"><c>imported</c>, <c>generated</c>, or empty when unknown.</param>
/// <param name="Recipe">Name of the mapping, or the settings of the generator.</param>
/// <param name="Seed">Of the random draws.</param>
/// <param name="Issues">What was found odd on the way, and what was done about it.</param>
public sealed record TerritoryOrigin(string Method, string Recipe, ulong Seed, IReadOnlyList<TerritoryIssue> Issues)
{
    /// <summary>Nothing is known.</summary>
    public static TerritoryOrigin Unknown { get; } = new("", "", 0, []);
}

/// <summary>A kind of fault in the source data, and what was done about it.</summary>
/// <param name="Rule">Name of the rule, lower case with hyphens; docs/import.md lists them.</param>
/// <param name="Layer">Where it was found.</param>
/// <param name="Count">How many objects.</param>
/// <param name="Done">What was done.</param>
/// <param name="Examples">The first places, at most five.</param>
public sealed record TerritoryIssue(string Rule, string Layer, int Count, string Done, IReadOnlyList<string> Examples);
