using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>Which of the elements of one kind are meant.</summary>
/// <param name="Text">As a scenario writes it.</param>
/// <param name="Asks">The attributes that it asks for.</param>
public abstract record ElementChoice(string Text, IReadOnlyCollection<string> Asks)
{
    /// <summary>The names that it compares attributes with, in its order.</summary>
    public IReadOnlyList<(string Attribute, string Name)> Names { get; init; } = [];

    /// <summary>Stands for the answer of a text that nobody has read yet.</summary>
    protected static bool Unanswered(string text) => throw new InvalidOperationException($"the selection `{text}` was not read");
}

/// <summary>Which buildings are meant.</summary>
/// <param name="Text">As a scenario writes it.</param>
/// <param name="Holds">Whether it means a building.</param>
/// <param name="Asks">The attributes that it asks for.</param>
public sealed record BuildingChoice(string Text, Func<BuildingFacts, bool> Holds, IReadOnlyCollection<string> Asks) : ElementChoice(Text, Asks)
{
    /// <summary>A choice made by code.</summary>
    public static BuildingChoice Of(Func<BuildingFacts, bool> holds) => new("", holds, []);

    /// <summary>A text that nobody has read yet.</summary>
    public static BuildingChoice Unread(string text) => new(text, _ => Unanswered(text), []);
}

/// <summary>Which roads are meant.</summary>
/// <param name="Text">As a scenario writes it.</param>
/// <param name="Holds">Whether it means a road.</param>
/// <param name="Asks">The attributes that it asks for.</param>
public sealed record RoadChoice(string Text, Func<Road, bool> Holds, IReadOnlyCollection<string> Asks) : ElementChoice(Text, Asks)
{
    /// <summary>A choice made by code.</summary>
    public static RoadChoice Of(Func<Road, bool> holds) => new("", holds, []);

    /// <summary>A text that nobody has read yet.</summary>
    public static RoadChoice Unread(string text) => new(text, _ => Unanswered(text), []);
}
