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

    private static R Held<R>(SlabMaterial<R> m, SlabLayers<R> t) where R : struct, IReal<R> => t.Stored(m, new(0f, 0f, 0f, 0f));
}

/// <summary>How a person feels on the open ground of a cell, mean over sun and shade: radiant temperature and thermal climate index.</summary>
/// <remarks>
/// docs/physics/street-heat.md, eq. 25 to 27. Half of what a person sees is ground; of the other half the sky view factor is sky, the rest walls; crowns hang before the sky.
/// Where the radiant temperature leaves the range of the index, it counts as the end of the range.
/// </remarks>
/// <param name="cells">What they are.</param> <param name="taken">Short-wave of each surface [W/m²].</param> <param name="onGround">On the open ground [W/m²].</param> <param name="beam">Of it, from the sun itself [W/m²].</param>
/// <param name="surface">Temperatures [°C].</param> <param name="air">Of the street [°C].</param> <param name="humidity">Of it [g/kg].</param> <param name="inStreet">Wind there over that at the reference height.</param>
/// <param name="radiant">Is written [°C].</param> <param name="index">Is written [°C].</param> <param name="above32">Hours of the day.</param> <param name="above38">Hours of the day.</param>
/// <param name="normal">Direct irradiance across the sun's direction that a person takes, for each W/m² of beam on the ground.</param> <param name="diffuse">On a level field [W/m²].</param>
/// <param name="longwave">From the sky [W/m²].</param> <param name="wind">At the reference height [m/s].</param> <param name="pressure">[Pa].</param> <param name="through">Of crowns.</param>
internal readonly struct FeelStreets(
    CellViews cells, [Plausible(0, 300)] FacetViews taken, [Plausible(50, 600)] View onGround, [Plausible(0, 300)] View beam, [Plausible(15, 45)] FacetViews surface, [Plausible(18, 32)] View air,
    [Plausible(4, 12)] View humidity, [Plausible(0.1f, 0.5f)] View inStreet, View radiant, View index, View above32, View above38,
    [Plausible(0, 1)] Uniform normal, [Plausible(50, 300)] Uniform diffuse, [Plausible(280, 400)] Uniform longwave, [Plausible(1, 6)] Uniform wind,
    [Plausible(95000, 101000)] Uniform pressure, [Plausible(0.1f, 0.7f)] Uniform through) : ICellKernel
{
    private const float TakenShort = 0.7f, TakenLong = 0.97f;          // of the body and its clothes (VDI 3787-2)
    private const float ToTenMetres = 1.30f;                           // wind at 10 m over that at 2 m in the profile of the index: ln(10/0.01) / ln(2/0.01)

    /// <summary>For some cells.</summary>
    public static FeelStreets Of(StreetFields fields, StreetState state, View radiant, View index, View above32, View above38, SunUniforms sun, StepUniforms step) =>
        new(fields.Cells, state.Taken, state.Ground.Now, state.Beam.Now, state.Surface, state.Air.Now, state.Humidity.Now, fields.Flow.InStreet, radiant, index, above32, above38,
            sun.Met, sun.Diffuse, step.Longwave, step.Wind, step.Pressure, sun.Through);

    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R paved = cell[cells.Paved], natural = cell[cells.Natural], water = cell[cells.Water], perOpen = 1f / R.Max(paved + natural + water, 1e-3f);
        R crown = (paved * cell[cells.OverPaved] + natural * cell[cells.OverNatural] + water * cell[cells.OverWater]) * perOpen, tau = cell[through];
        R skyOfGround = CanyonViews<R>.Of(cell[cells.Canyon]).RoadToSky, white = cell[cells.WallAlbedo];
        R albedo = (paved * (float)StreetMaterials.Paved.Albedo + natural * cell[cells.NaturalAlbedo] + water * (float)StreetMaterials.Water.Albedo) * perOpen;
        R open = 1f - crown * (1f - tau), sky = 0.5f * skyOfGround, walls = 0.5f - sky;
        R sunlight = TakenShort * (cell[normal] * cell[beam] * open + sky * open * cell[diffuse] + 0.5f * albedo * open * cell[onGround] + walls * white / (1f - white) * cell[taken.Wall]);
        R ground = (paved * Black(cell[surface.Paved]) + natural * Black(cell[surface.Natural]) + water * Black(cell[surface.Water])) * perOpen;
        R heat = TakenLong * (sky * ((1f - crown) * cell[longwave] + crown * Black(cell[surface.Crown])) + 0.5f * ground + walls * Black(cell[surface.Wall]));
        R t = cell[air], felt = R.Sqrt(R.Sqrt((sunlight + heat) / (TakenLong * StreetExchange.StefanBoltzmann))) - StreetExchange.Kelvin;
        R within = R.Min(R.Max(felt, t + (Utci.LeastRadiant + 0.1f)), t + (Utci.MostRadiant - 0.1f));
        R q = cell[humidity], vapour = q * cell[pressure] / (622f + 0.378f * q);
        R feels = Utci.Of(t, within, ToTenMetres * R.Max(cell[inStreet] * cell[wind], 0.2f), vapour);
        cell[radiant] = felt;
        cell[index] = feels;
        cell[above32] = cell[above32] + (feels > 32f);
        cell[above38] = cell[above38] + (feels > 38f);
    }

    private static R Black<R>(R temperature) where R : struct, IReal<R>
    {
        R kelvin = temperature + StreetExchange.Kelvin, square = kelvin * kelvin;
        return StreetExchange.StefanBoltzmann * square * square;
    }
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
