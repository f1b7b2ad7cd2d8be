using TerritoryTwin.Compute;

namespace TerritoryTwin.Heat;

/// <summary>Layers of ground, wall or roof, from the top (the outside) down. A temperature is that of the middle of its layer.</summary>
/// <param name="thickness">[m], &gt; 0.</param>
/// <param name="conductivity">[W/(m K)], &gt; 0.</param>
/// <param name="capacity">Volumetric heat capacity [J/(m³ K)], &gt; 0.</param>
public readonly ref struct Layers<R>(ReadOnlySpan<R> thickness, ReadOnlySpan<R> conductivity, ReadOnlySpan<R> capacity) where R : struct, IReal<R>
{
    /// <summary>[m].</summary>
    public ReadOnlySpan<R> Thickness { get; } = thickness;
    /// <summary>[W/(m K)].</summary>
    public ReadOnlySpan<R> Conductivity { get; } = conductivity;
    /// <summary>[J/(m³ K)].</summary>
    public ReadOnlySpan<R> Capacity { get; } = capacity;

    /// <summary>How many.</summary>
    public int Count => Thickness.Length;

    /// <summary>From the surface to the middle of the uppermost layer [W/(m² K)].</summary>
    public R Top => 2f * Conductivity[0] / Thickness[0];
    /// <summary>From the middle of the lowest layer to its lower side [W/(m² K)].</summary>
    public R Bottom => 2f * Conductivity[^1] / Thickness[^1];
    /// <summary>Between the middles of a layer and the next one down [W/(m² K)].</summary>
    public R Between(int upper) => 2f / (Thickness[upper] / Conductivity[upper] + Thickness[upper + 1] / Conductivity[upper + 1]);
}

/// <summary>What a side of the layers meets: heat comes in as flux + conductance × (outside − layer), both mean over the step.</summary>
/// <param name="Flux">Given [W/m²].</param>
/// <param name="Conductance">To the middle of the layer [W/(m² K)]; 0 for a given flux.</param>
/// <param name="Outside">Temperature at the other end of the conductance [°C].</param>
public readonly record struct LayerSide<R>(R Flux, R Conductance, R Outside) where R : struct, IReal<R>
{
    /// <summary>Heat that comes in whatever the temperature [W/m²]; 0 for no flux.</summary>
    public static LayerSide<R> OfFlux(R flux) => new(flux, 0f, 0f);

    /// <summary>A surface of given temperature.</summary>
    /// <param name="temperature">Of the surface [°C].</param>
    /// <param name="toLayer"><see cref="Layers{R}.Top"/> or <see cref="Layers{R}.Bottom"/>.</param>
    public static LayerSide<R> OfTemperature(R temperature, R toLayer) => new(0f, toLayer, temperature);

    /// <summary>A surface that takes in a flux and exchanges heat with surroundings.</summary>
    /// <param name="absorbed">[W/m²].</param>
    /// <param name="exchange">With the surroundings, convection and radiation [W/(m² K)], ≥ 0.</param>
    /// <param name="surroundings">[°C].</param>
    /// <param name="toLayer"><see cref="Layers{R}.Top"/> or <see cref="Layers{R}.Bottom"/>.</param>
    public static LayerSide<R> OfExchange(R absorbed, R exchange, R surroundings, R toLayer)
    {
        R share = toLayer / (toLayer + exchange);                                // of the absorbed flux that goes in when the layer is as warm as the surroundings
        return new(share * absorbed, share * exchange, surroundings);
    }
}

/// <summary>Heat that came in through the sides [W/m²], mean over the step.</summary>
/// <param name="Top">Downwards through the surface.</param> <param name="Bottom">Upwards through the lower side.</param>
/// <param name="UpperMean">Temperature of the uppermost layer that the flux belongs to [°C]: the surface is warmer by Top over the conductance between them.</param>
public readonly record struct LayerFluxes<R>(R Top, R Bottom, R UpperMean) where R : struct, IReal<R>;

/// <summary>Conduction of heat through layers: finite volumes, implicit in time, stable for any step.</summary>
/// <remarks>
/// docs/physics/heat-formulas.md, eq. 7 to 11. Second order in the thickness of layers; in time first order fully implicit, second with half the weight on the end of the step. The changes
/// are solved for, not the temperatures, so that what layers gain is what came in to the rounding of their temperatures.
/// </remarks>
public static class Conduction
{
    /// <summary>Steps the layers.</summary>
    /// <param name="layers">Two or more.</param>
    /// <param name="now">Temperatures at the start of the step [°C].</param>
    /// <param name="top">What the surface meets.</param>
    /// <param name="bottom">What the lower side meets.</param>
    /// <param name="dt">[s].</param>
    /// <param name="implicitness">Weight of the end of the step, 0.5 to 1. At 1 no change overshoots, however long the step; at 0.5 fast changes ring.</param>
    /// <param name="next">Temperatures at the end of the step [°C]; not the memory of <paramref name="now"/>.</param>
    /// <param name="work">As long as the layers are many.</param>
    public static LayerFluxes<R> Step<R>(
        Layers<R> layers, ReadOnlySpan<R> now, LayerSide<R> top, LayerSide<R> bottom, R dt, float implicitness, Span<R> next, Span<R> work) where R : struct, IReal<R>
    {
        int last = layers.Count - 1;
        R above = top.Conductance;                                               // W/(m² K)
        R gain = top.Flux + above * (top.Outside - now[0]);                      // W/m², from above at the start of the step
        R carried = 0f, change = 0f;
        for (int k = 0; k <= last; k++)                                          // elimination, downwards; next holds the right-hand sides
        {
            R below = k == last ? bottom.Conductance : layers.Between(k);
            R fromBelow = k == last ? bottom.Flux + below * (bottom.Outside - now[k]) : below * (now[k + 1] - now[k]);
            R coupled = k == 0 ? 0f : implicitness * above;
            R diagonal = layers.Capacity[k] * layers.Thickness[k] / dt + implicitness * (above + below) - coupled * carried;
            change = (gain + fromBelow + coupled * change) / diagonal;
            carried = implicitness * below / diagonal;
            (next[k], work[k]) = (change, carried);
            (above, gain) = (below, -fromBelow);
        }
        for (int k = last - 1; k >= 0; k--) next[k] = next[k] + work[k] * next[k + 1];
        R upper = now[0] + implicitness * next[0], lower = now[last] + implicitness * next[last];
        for (int k = 0; k <= last; k++) next[k] = now[k] + next[k];
        return new(top.Flux + top.Conductance * (top.Outside - upper), bottom.Flux + bottom.Conductance * (bottom.Outside - lower), upper);
    }
}
