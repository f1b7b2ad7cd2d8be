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

/// <summary>A measure that is done to roads or along them.</summary>
public abstract record RoadMeasure : Measure
{
    /// <summary>Which roads; null: all that it suits.</summary>
    [System.ComponentModel.Description("Which roads: a selection by `id`, `name`, `class` and `length`. Without it: all that it suits.")]
    public RoadChoice? Where { get; init; }

    /// <summary>Where; null: everywhere.</summary>
    [System.ComponentModel.Description("GeoJSON file of polygons, relative to this file: roads whose middle lies there. Without it: everywhere.")]
    public AreaChoice? Area { get; init; }

    /// <inheritdoc/>
    public sealed override long LotOf(int element, Survey survey) => RandomStream.ElementOf(survey.Now.Roads[element].Id);
    /// <inheritdoc/>
    public sealed override int Count(Survey survey) => survey.Now.Roads.Count;

    /// <inheritdoc/>
    public sealed override IEnumerable<int> Selected(Survey survey) => Enumerable.Range(0, survey.Now.Roads.Count).Where(e =>
    {
        Road road = survey.Now.Roads[e];
        return !road.IsContext && Where?.Holds(road) != false && (Area is null || Area.Holds(survey.Now, road.Middle.X, road.Middle.Y));
    });
}
