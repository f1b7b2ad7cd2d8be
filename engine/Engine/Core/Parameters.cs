namespace TerritoryTwin.Core;

/// <summary>What kind of quantity a parameter is: which units files may give it. Inside the engine it has the unit that docs/scenario.md lists.</summary>
#pragma warning disable CS1591 // the names of the members say it
public enum Dimension
{
    Share, Money, MoneyPerYear, Length, Area, Temperature, TemperatureDifference, Duration, Power, PeakPower, Energy,
    EnergyPrice, CarbonFactor, CostPerArea, CostPerPeakPower, Angle, FuelPrice, Speed, CostPerLength, Concentration, EnergyPerArea,
}
#pragma warning restore CS1591

/// <summary>What units a parameter may carry.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnitAttribute(Dimension dimension) : Attribute
{
    /// <summary>The kind of quantity.</summary>
    public Dimension Dimension { get; } = dimension;
}

/// <summary>Least and greatest value of a parameter, as a file would write them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BetweenAttribute(string low, string high) : Attribute
{
    /// <summary>Least value.</summary>
    public string Low { get; } = low;
    /// <summary>Greatest value.</summary>
    public string High { get; } = high;
}

/// <summary>Where the default of a parameter comes from. The default itself is the property's initial value.</summary>
/// <param name="source">Publication, survey, or what was assumed.</param>
/// <param name="confidence">0 (nothing is known) to 1 (certain).</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DefaultFromAttribute(string source, double confidence) : Attribute
{
    /// <summary>Publication, survey, or what was assumed.</summary>
    public string Source { get; } = source;
    /// <summary>0 (nothing is known) to 1 (certain).</summary>
    public double Confidence { get; } = confidence;
}

/// <summary>What holds where a parameter that may be null is not given.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WithoutItAttribute(string meaning) : Attribute
{
    /// <summary>As people read it.</summary>
    public string Meaning { get; } = meaning;
}

/// <summary>A parameter that viewers offer as a slider where the scenario chooses none.</summary>
/// <param name="label">Shown beside it.</param>
/// <param name="from">Left end, as a file would write it.</param> <param name="to">Right end.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SliderAttribute(string label, string from, string to) : Attribute
{
    /// <summary>Shown beside it.</summary>
    public string Label { get; } = label;
    /// <summary>Left end, as a file would write it.</summary>
    public string From { get; } = from;
    /// <summary>Right end, as a file would write it.</summary>
    public string To { get; } = to;
}

/// <summary>A parameter that says how a measure is answered: idle without one, and no setting that scenarios must share to be compared.</summary>
/// <param name="measure">Key of the measure in scenario files.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AnswersAttribute(string measure) : Attribute
{
    /// <summary>Key of the measure in scenario files.</summary>
    public string Measure { get; } = measure;
}

/// <summary>A property of a section that code alone sets: scenario files have no key for it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CodeOnlyAttribute : Attribute;
