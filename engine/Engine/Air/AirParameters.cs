using System.ComponentModel;
using TerritoryTwin.Core;

namespace TerritoryTwin.Air;

/// <summary>What scenarios may set of the air of streets. Where each default comes from: docs/physics/air.md.</summary>
public sealed record AirParameters
{
    /// <summary>In scenario files.</summary>
    public static Section Section { get; } = new("air", "What comes into the air of the streets besides the traffic of the territory, where mobility and street heat are on.", typeof(AirParameters));

    /// <summary>In the air that comes from elsewhere, mean of the year, as NO₂ [µg/m³].</summary>
    [Description("Nitrogen oxides in the air that comes from elsewhere, mean of the year, counted as NO2: with them and those of the traffic, nitrogen dioxide is told."), Unit(Dimension.Concentration), Between("0 µg/m3", "100 µg/m3")]
    [DefaultFrom("background of the French countryside in the 2020s, order of magnitude, recalled", 0.3)]
    public double BackgroundNox { get; init; } = 10;
}
