namespace TerritoryTwin.Files.Scenarios;

/// <summary>A measure for buildings or roads that someone pointed at.</summary>
/// <param name="Measure">Its kind, as scenario files name it.</param>
/// <param name="Keys">What files write of it besides <c>where</c>; what is left out is as <see cref="Measures.MeasureKind.Fresh"/> and the kind have it.</param>
/// <param name="Elements">Their identifiers, at least one.</param>
/// <param name="By">Who assumed it; empty: nobody said.</param>
public sealed record AddedMeasure(string Measure, IReadOnlyDictionary<string, string> Keys, IReadOnlyList<string> Elements, string By = "")
{
    /// <inheritdoc/>
    public bool Equals(AddedMeasure? other) => other is not null && (Measure, By) == (other.Measure, other.By) && Elements.SequenceEqual(other.Elements)
        && Keys.Count == other.Keys.Count && Keys.All(k => other.Keys.TryGetValue(k.Key, out string? value) && value == k.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Measure, By, Elements.Count);
}

/// <summary>A kind of measure that can be added for some buildings or roads.</summary>
/// <param name="Key">As scenario files name it.</param> <param name="Meaning">One sentence for people.</param>
/// <param name="Choice">The key that must be one of some words; empty: none must.</param> <param name="Words">These words.</param>
/// <param name="Fresh">What a new one is given besides, as files write it: `28 °C`.</param> <param name="OfRoads">Whether it is done to roads.</param>
/// <param name="Keys">All of its keys but `where`.</param>
public sealed record AddableMeasure(string Key, string Meaning, string Choice, IReadOnlyList<string> Words, IReadOnlyList<string> Fresh, bool OfRoads, IReadOnlyList<string> Keys);

/// <summary>What a variant of a scenario has otherwise than its file.</summary>
/// <param name="Moved">Values by parameter, in the engine's units.</param> <param name="Added">Measures, after those of the file.</param>
public sealed record ScenarioChanges(IReadOnlyDictionary<string, double> Moved, IReadOnlyList<AddedMeasure> Added)
{
    /// <summary>Nothing.</summary>
    public static ScenarioChanges None { get; } = new(new SortedDictionary<string, double>(StringComparer.Ordinal), []);

    /// <summary>Whether there is anything.</summary>
    public bool Any => Moved.Count > 0 || Added.Count > 0;

    /// <inheritdoc/>
    public bool Equals(ScenarioChanges? other) => other is not null && Moved.Count == other.Moved.Count && Moved.All(m => other.Moved.TryGetValue(m.Key, out double v) && v == m.Value) && Added.SequenceEqual(other.Added);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Moved.Count, Added.Count);
}
