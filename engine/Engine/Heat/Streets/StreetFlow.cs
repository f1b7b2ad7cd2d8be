using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Heat;

/// <summary>How the air of the streets moved and mixed in the last hour, for what it carries besides heat.</summary>
/// <param name="Cells">Of the streets.</param> <param name="Along">Air that moves along the streets, for one m/s at the reference height, per metre across [m].</param> <param name="Depth">Volume of the air between the buildings per plan area [m].</param>
/// <param name="Exchange">Air that passes between the street and the layer above, per plan area, in the last step [m/s]: that by which sensible heat goes up.</param> <param name="Turns">That follow the wind back.</param>
internal sealed record StreetFlow(Grid Cells, View Along, View Depth, View Exchange, int Turns)
{
    /// <summary>The layer above through the hour, one a member or one for all.</summary>
    public IReadOnlyList<LayerStep> Layer { get; set; } = [];

    /// <summary>A number of the layer, for every member.</summary>
    public Uniform By(Func<LayerStep, double> value) => StreetHeat.Each(Layer, value);
}
