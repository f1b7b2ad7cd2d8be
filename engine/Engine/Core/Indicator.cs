using System.Text.Json.Serialization;

namespace TerritoryTwin.Core;

/// <summary>A figure for the whole territory in one year.</summary>
/// <param name="Quantity">What it is.</param>
/// <param name="Year">The simulated year it holds for.</param>
/// <param name="Value">The figure; NaN when the territory does not know it.</param>
public sealed record Indicator([property: JsonIgnore] Quantity Quantity, int Year, double Value)
{
    /// <summary>As records of runs keep it.</summary>
    [JsonConstructor]
    public Indicator(string name, string unit, string meaning, int year, double value, QuantityKind kind = QuantityKind.Fact) : this(new(name, unit, meaning, kind), year, value) { }

    /// <summary>In result files.</summary>
    public string Name => Quantity.Name;
    /// <summary>As in CF conventions.</summary>
    public string Unit => Quantity.Unit;
    /// <summary>One line for people.</summary>
    public string Meaning => Quantity.Meaning;
    /// <summary>What more of it means.</summary>
    public QuantityKind Kind => Quantity.Kind;
}
