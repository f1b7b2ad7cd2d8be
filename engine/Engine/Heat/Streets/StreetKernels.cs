using TerritoryTwin.Compute;

namespace TerritoryTwin.Heat;

/// <summary>Heat that surfaces and air hold above 0 °C, per plan area [Wh/m²].</summary>
/// <remarks>With the capacities of <see cref="StepStreets"/>: what a year stores is the difference of two.</remarks>
/// <param name="cells">What they are.</param> <param name="roofKind">Period of the roofs.</param> <param name="wallKind">Of the walls.</param> <param name="depth">Of the air per plan area [m].</param>
/// <param name="state">What is carried.</param> <param name="content">Is written.</param> <param name="heat">Capacity of air [J/(m³ K)].</param> <param name="vapour">Heat of a g/kg of vapour [J/m³].</param>
internal readonly struct HoldHeat(
    CellViews cells, [Plausible(0, 3)] View roofKind, [Plausible(0, 3)] View wallKind, [Plausible(2, 8)] View depth, StreetStateViews state, View content,
    [Plausible(1150, 1250)] Uniform heat, [Plausible(2800, 3100)] Uniform vapour) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R perHour = 1f / 3600;
        cell[content] =
            cell[cells.Roof] * Held(SlabMaterial<R>.Of(StreetMaterials.Roofs, cell[roofKind], perHour, 1), state.Roof.Read<R, C>(ref cell))
            + cell[cells.Wall] * Held(SlabMaterial<R>.Of(StreetMaterials.Walls, cell[wallKind], perHour, 1), state.Wall.Read<R, C>(ref cell))
            + cell[cells.Paved] * Held(SlabMaterial<R>.Of(StreetMaterials.Paved, perHour, 1), state.Paved.Read<R, C>(ref cell))
            + cell[cells.Natural] * Held(SlabMaterial<R>.Of(StreetMaterials.Grass, perHour, 1), state.Natural.Read<R, C>(ref cell))
            + cell[cells.Water] * Held(SlabMaterial<R>.Of(StreetMaterials.Water, perHour, 1), state.Water.Read<R, C>(ref cell))
            + cell[depth] * perHour * (cell[heat] * cell[state.Air] + cell[vapour] * cell[state.Humidity]);
    }

    private static R Held<R>(SlabMaterial<R> m, Layers<R> t) where R : struct, IReal<R> => t.Stored(m, new(0f, 0f, 0f, 0f));
}

/// <summary>Counts the nights and hours of an hour in the air of the streets.</summary>
/// <param name="air">[°C].</param> <param name="tropical">Nights whose hour before the sun is above 20 °C; of the day.</param> <param name="night">Sum of the air in summer nights [°C h]; of the day.</param>
/// <param name="isMorning">1 at five, else 0.</param> <param name="isNight">1 in a summer night.</param>
internal readonly struct CountNights([Plausible(10, 30)] View air, View tropical, View night, [Plausible(0, 1)] Uniform isMorning, [Plausible(0, 1)] Uniform isNight) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        cell[tropical] = cell[tropical] + cell[isMorning] * (cell[air] > 20f);
        cell[night] = cell[night] + cell[isNight] * cell[air];
    }
}
