using TerritoryTwin.Compute;

namespace TerritoryTwin.Heat;

/// <summary>What a cell is, as kernels see it; meaning and units as in <see cref="StreetCells"/>.</summary>
/// <param name="Roof">Of the plan area.</param> <param name="Wall">Seen walls per plan area.</param> <param name="Paved">Of the plan area.</param>
/// <param name="Natural">Grass and bare soil.</param> <param name="Water">Of the plan area.</param>
/// <param name="OverPaved">Share of the paved ground under crowns.</param> <param name="OverNatural">Of the natural ground.</param> <param name="OverWater">Of the water.</param>
/// <param name="Canyon">Height over width.</param> <param name="GrassShare">Of the natural ground.</param>
/// <param name="Rooted">Ground that roots drink from per plan area.</param>
/// <param name="RoofAlbedo">0 to 1.</param> <param name="WallAlbedo">0 to 1.</param> <param name="NaturalAlbedo">0 to 1.</param>
/// <param name="RoofEvaporation">Share of the sun taken by roofs that planted ones evaporate.</param>
internal readonly record struct CellViews(
    [Plausible(0.1f, 0.5f)] View Roof, [Plausible(0.5f, 1)] View Wall, [Plausible(0.1f, 0.3f)] View Paved, [Plausible(0.1f, 0.3f)] View Natural, [Plausible(0.05f, 0.2f)] View Water,
    [Plausible(0.1f, 0.6f)] View OverPaved, [Plausible(0.1f, 0.6f)] View OverNatural, [Plausible(0.1f, 0.6f)] View OverWater, [Plausible(0.3f, 1)] View Canyon,
    [Plausible(0.3f, 1)] View GrassShare, [Plausible(0.3f, 0.6f)] View Rooted, [Plausible(0.1f, 0.6f)] View RoofAlbedo, [Plausible(0.1f, 0.6f)] View WallAlbedo, [Plausible(0.1f, 0.3f)] View NaturalAlbedo,
    [Plausible(0, 0.5f)] View RoofEvaporation);

/// <summary>A number for each surface of a cell.</summary>
/// <param name="Roof">Roofs.</param> <param name="Wall">Walls that the street sees.</param> <param name="Paved">Roads and yards.</param> <param name="Natural">Grass and soil.</param>
/// <param name="Water">Waters.</param> <param name="Crown">Crowns of trees.</param>
internal readonly record struct FacetViews(View Roof, View Wall, View Paved, View Natural, View Water, View Crown);

/// <summary>Sun and sky of an hour, the same for all cells.</summary>
/// <param name="Normal">Direct irradiance across the rays [W/m²].</param> <param name="Sine">Of the sun's elevation.</param> <param name="Cosine">Of the sun's elevation.</param>
/// <param name="Diffuse">On a level field [W/m²].</param> <param name="Through">Of crowns.</param> <param name="Met">Direct irradiance that a person takes, for each W/m² of beam on the ground.</param>
internal readonly record struct SunUniforms(Uniform Normal, Uniform Sine, Uniform Cosine, Uniform Diffuse, Uniform Through, Uniform Met);

/// <summary>Short-wave that every surface of a cell takes, with all reflections between ground and walls.</summary>
/// <remarks>
/// docs/physics/street-heat.md, eq. 2 to 6. Roofs see sun and sky unhindered. Crowns hang over a share of the ground: of what comes down they reflect their albedo and let
/// through their transmissivity; of what comes up from the ground beneath they let through the same and take the rest.
/// </remarks>
/// <param name="cells">What they are.</param> <param name="taken">Per area of each surface [W/m²].</param> <param name="reflected">Per plan area, back to the sky [W/m²].</param>
/// <param name="ground">All that falls on the open ground, before crowns [W/m²].</param> <param name="beam">Of it, from the sun itself [W/m²].</param>
/// <param name="normal">Direct irradiance across the rays [W/m²].</param> <param name="sine">Of the sun's elevation.</param> <param name="cosine">Of the sun's elevation.</param>
/// <param name="diffuse">On a level field [W/m²].</param> <param name="through">Of crowns.</param>
internal readonly struct TakeSun(
    CellViews cells, FacetViews taken, View reflected, View ground, View beam,
    [Plausible(0, 900)] Uniform normal, [Plausible(0.3f, 0.6f)] Uniform sine, [Plausible(0.7f, 0.9f)] Uniform cosine, [Plausible(0, 400)] Uniform diffuse, [Plausible(0.1f, 0.7f)] Uniform through) : ICellKernel
{
    /// <summary>For some cells.</summary>
    public static TakeSun Of(StreetFields fields, StreetState state, SunUniforms sun) =>
        new(fields.Cells, state.Taken, state.Reflected.Now, state.Ground.Now, state.Beam.Now, sun.Normal, sun.Sine, sun.Cosine, sun.Diffuse, sun.Through);

    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R up = R.Max(cell[sine], 0f), sun = cell[normal] * up, sky = cell[diffuse], tau = cell[through], leaf = (float)StreetMaterials.CrownAlbedo;
        R paved = cell[cells.Paved], natural = cell[cells.Natural], water = cell[cells.Water], open = R.Max(paved + natural + water, 1e-3f);
        Ground<R> onPaved = new((float)StreetMaterials.Paved.Albedo, cell[cells.OverPaved], tau, leaf);
        Ground<R> onNatural = new(cell[cells.NaturalAlbedo], cell[cells.OverNatural], tau, leaf);
        Ground<R> onWater = new((float)StreetMaterials.Water.Albedo, cell[cells.OverWater], tau, leaf);
        R albedo = (paved * onPaved.Albedo + natural * onNatural.Albedo + water * onWater.Albedo) / open;
        R canyon = cell[cells.Canyon], white = cell[cells.WallAlbedo];
        CanyonViews<R> views = CanyonViews<R>.Of(canyon);
        CanyonFluxes<R> rays = CanyonRadiation.Beam(cell[normal], cell[sine], cell[cosine], canyon), scattered = CanyonRadiation.Sky(views, sky);
        CanyonExchange<R> exchange = CanyonRadiation.Exchange(views, new(rays.Road + scattered.Road, rays.Wall + scattered.Wall), new(0f, 0f), new(albedo, white));
        R onGround = exchange.Incident.Road, onWall = exchange.Incident.Wall;

        cell[taken.Roof] = (1f - cell[cells.RoofAlbedo]) * (sun + sky);
        cell[taken.Wall] = (1f - white) * onWall;
        cell[taken.Paved] = onPaved.Taken * onGround;
        cell[taken.Natural] = onNatural.Taken * onGround;
        cell[taken.Water] = onWater.Taken * onGround;
        R crown = paved * cell[cells.OverPaved] + natural * cell[cells.OverNatural] + water * cell[cells.OverWater];
        cell[taken.Crown] = onGround * (paved * onPaved.Kept + natural * onNatural.Kept + water * onWater.Kept) / R.Max(crown, 1e-4f);
        cell[reflected] = cell[cells.Roof] * cell[cells.RoofAlbedo] * (sun + sky) + (paved + natural + water) * exchange.ToSky(views);
        cell[ground] = onGround;
        cell[beam] = rays.Road;
    }

    /// <summary>A kind of ground with crowns over a share of it.</summary>
    /// <param name="bare">Its albedo.</param> <param name="under">Share under crowns.</param> <param name="tau">What crowns let through.</param> <param name="leaf">What they reflect.</param>
    private readonly struct Ground<R>(R bare, R under, R tau, R leaf) where R : struct, IReal<R>
    {
        /// <summary>Of ground and crowns together.</summary>
        public R Albedo => bare + under * (leaf + tau * tau * bare - bare);
        /// <summary>Share that the ground takes.</summary>
        public R Taken => (1f - bare) * (1f + under * (tau - 1f));
        /// <summary>Share that crowns keep, per area of the ground.</summary>
        public R Kept => under * (1f - leaf - tau + (1f - tau) * tau * bare);
    }
}
