namespace TerritoryTwin.Core;

/// <summary>Where a value comes from, best first.</summary>
public enum Source
{
    /// <summary>Stands in the source data.</summary>
    Measured,
    /// <summary>Computed from measured values of the same object.</summary>
    Derived,
    /// <summary>Typical of its class (period, use…), from a published table.</summary>
    Typical,
    /// <summary>Assumed without such a table.</summary>
    Guessed,
}

/// <summary>A value with its provenance.</summary>
/// <param name="Value">The value.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Confidence">0 (nothing is known) to 1 (certain).</param>
public readonly record struct Known<T>(T Value, Source Source, float Confidence)
{
    /// <summary>Stands in the source data.</summary>
    public static Known<T> Measured(T value, float confidence = 0.95f) => new(value, Source.Measured, confidence);
    /// <summary>Computed from measured values of the same object.</summary>
    public static Known<T> Derived(T value, float confidence = 0.75f) => new(value, Source.Derived, confidence);
    /// <summary>Typical of its class.</summary>
    public static Known<T> Typical(T value, float confidence = 0.5f) => new(value, Source.Typical, confidence);
    /// <summary>Assumed.</summary>
    public static Known<T> Guessed(T value, float confidence = 0.2f) => new(value, Source.Guessed, confidence);

    /// <summary>The value alone.</summary>
    public static implicit operator T(Known<T> known) => known.Value;
}
