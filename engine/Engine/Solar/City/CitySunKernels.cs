using TerritoryTwin.Compute;

namespace TerritoryTwin.Solar;

/// <summary>Sun and sky of an hour on one side of every building. docs/physics/city-sun.md, eq. 4 to 8.</summary>
/// <param name="facingEast">Eastward part of the normal of side 0.</param> <param name="facingNorth">Northward part.</param>
/// <param name="skyView">Sky view factor of the side, ½ in the open.</param>
/// <param name="solidA">Horizons of ground and buildings in the direction before the sun, packed.</param> <param name="solidB">In the one after.</param>
/// <param name="treesA">Horizons of trees, ground and buildings before the sun, packed.</param> <param name="treesB">After it.</param>
/// <param name="beam">Direct irradiance, mean over the façade [W/m²]; written.</param>
/// <param name="diffuse">Sky and reflected irradiance [W/m²]; written.</param>
/// <param name="sunAcross">Sun vector on the eastward part of side 0 as this side turns it.</param> <param name="sunAlong">On the northward part.</param>
/// <param name="slope">Tangent of the sun's elevation.</param> <param name="weightB">Of the direction after the sun.</param>
/// <param name="transmissivity">Of trees.</param> <param name="direct">DNI [W/m²].</param>
/// <param name="circumsolar">DHI · F1 / max(0.087, sin elevation) [W/m²].</param> <param name="isotropic">DHI · (1 − F1) [W/m²].</param>
/// <param name="band">DHI · F2 [W/m²].</param> <param name="reflected">Albedo · GHI [W/m²].</param>
internal readonly struct SunOnSide(
    [Plausible(-1, 1)] View facingEast, [Plausible(-1, 1)] View facingNorth, [Plausible(0, 0.5f)] View skyView,
    [Plausible(0, 16777215)] View solidA, [Plausible(0, 16777215)] View solidB,
    [Plausible(0, 16777215)] View treesA, [Plausible(0, 16777215)] View treesB,
    View beam, View diffuse,
    [Plausible(-1, 1)] Uniform sunAcross, [Plausible(-1, 1)] Uniform sunAlong,
    Uniform slope, [Plausible(0, 1)] Uniform weightB, [Plausible(0, 1)] Uniform transmissivity,
    [Plausible(0, 1000)] Uniform direct, [Plausible(0, 300)] Uniform circumsolar, [Plausible(0, 500)] Uniform isotropic,
    [Plausible(-50, 50)] Uniform band, [Plausible(0, 250)] Uniform reflected) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R view = cell[skyView], b = cell[weightB], through = cell[transmissivity], sun = cell[slope];
        R cos = R.Max(0f, cell[facingEast] * cell[sunAcross] + cell[facingNorth] * cell[sunAlong]);
        R solid = Horizon.Between(Horizon.LitFacade(cell[solidA], sun), Horizon.LitFacade(cell[solidB], sun), b);
        R trees = Horizon.Between(Horizon.LitFacade(cell[treesA], sun), Horizon.LitFacade(cell[treesB], sun), b);
        R lit = cos * Horizon.Between(trees, solid, through);
        R sky = cell[isotropic] * view + cell[circumsolar] * lit + cell[band] * (2f * view);       // W/m²
        R ground = cell[reflected] * (0.25f + 0.5f * view);                                        // W/m², ground and walls in sight

        cell[beam] = cell[direct] * lit;
        cell[diffuse] = R.Max(0f, sky + ground);
    }
}

/// <summary>Sun and sky of an hour on every roof segment. docs/physics/city-sun.md, eq. 4 to 8.</summary>
/// <param name="normalEast">Normal of the segment, eastward part.</param> <param name="normalNorth">Northward.</param> <param name="normalUp">Upward, cos β.</param>
/// <param name="skyView">Sky view factor, (1 + cos β)/2 in the open.</param>
/// <param name="solidA">Horizons as for <see cref="SunOnSide"/>, packed for roofs.</param> <param name="solidB">After the sun.</param>
/// <param name="treesA">With trees.</param> <param name="treesB">After the sun.</param>
/// <param name="beam">Direct irradiance [W/m²]; written.</param> <param name="total">All irradiance [W/m²]; written.</param>
/// <param name="sunEast">Sun vector.</param> <param name="sunNorth">Northward.</param> <param name="sunUp">Upward.</param>
/// <param name="slope">Tangent of the sun's elevation.</param> <param name="weightB">Of the direction after the sun.</param>
/// <param name="transmissivity">Of trees.</param> <param name="direct">DNI [W/m²].</param>
/// <param name="circumsolar">DHI · F1 / max(0.087, sin elevation) [W/m²].</param> <param name="isotropic">DHI · (1 − F1) [W/m²].</param>
/// <param name="band">DHI · F2 [W/m²].</param> <param name="reflected">Albedo · GHI [W/m²].</param>
internal readonly struct SunOnRoof(
    [Plausible(-1, 1)] View normalEast, [Plausible(-1, 1)] View normalNorth, [Plausible(0.3f, 1)] View normalUp, [Plausible(0, 1)] View skyView,
    [Plausible(0, 16777215)] View solidA, [Plausible(0, 16777215)] View solidB,
    [Plausible(0, 16777215)] View treesA, [Plausible(0, 16777215)] View treesB,
    View beam, View total,
    [Plausible(-1, 1)] Uniform sunEast, [Plausible(-1, 1)] Uniform sunNorth, [Plausible(0, 1)] Uniform sunUp,
    Uniform slope, [Plausible(0, 1)] Uniform weightB, [Plausible(0, 1)] Uniform transmissivity,
    [Plausible(0, 1000)] Uniform direct, [Plausible(0, 300)] Uniform circumsolar, [Plausible(0, 500)] Uniform isotropic,
    [Plausible(-50, 50)] Uniform band, [Plausible(0, 250)] Uniform reflected) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R view = cell[skyView], up = cell[normalUp], b = cell[weightB], through = cell[transmissivity], sun = cell[slope];
        R cos = R.Max(0f, cell[normalEast] * cell[sunEast] + cell[normalNorth] * cell[sunNorth] + up * cell[sunUp]);
        R solid = Horizon.Between(Horizon.LitRoof(cell[solidA], sun), Horizon.LitRoof(cell[solidB], sun), b);
        R trees = Horizon.Between(Horizon.LitRoof(cell[treesA], sun), Horizon.LitRoof(cell[treesB], sun), b);
        R lit = cos * Horizon.Between(trees, solid, through);
        R open = 0.5f + 0.5f * up, sine = R.Sqrt(R.Max(0f, 1f - up * up)), free = view / open;
        R sky = cell[isotropic] * view + cell[circumsolar] * lit + cell[band] * sine * free;       // W/m²
        R ground = cell[reflected] * ((1f - open) * free + 0.5f * (open - view));                  // W/m², ground and walls in sight
        R sunlight = cell[direct] * lit;

        cell[beam] = sunlight;
        cell[total] = sunlight + R.Max(0f, sky + ground);
    }
}

/// <summary>Sky view through trees: τ of what ground and buildings leave, 1 − τ of what trees leave too.</summary>
/// <param name="solid">Sky view without trees.</param> <param name="trees">With opaque trees.</param> <param name="view">Written.</param>
/// <param name="transmissivity">Of trees, τ.</param>
internal readonly struct ViewThroughTrees(View solid, View trees, View view, Uniform transmissivity) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> =>
        cell[view] = Horizon.Between(cell[trees], cell[solid], cell[transmissivity]);
}

/// <summary>Adds an hour's irradiance to an irradiation: kWh/m² from W/m².</summary>
/// <param name="sum">[kWh/m²]; changed.</param> <param name="irradiance">[W/m²].</param>
internal readonly struct AddIrradiation(View sum, View irradiance) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> => cell[sum] = cell[sum] + cell[irradiance] * 0.001f;
}

/// <summary>Night.</summary>
/// <param name="first">Becomes 0.</param> <param name="second">Becomes 0.</param>
internal readonly struct Darken(View first, View second) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        cell[first] = 0f;
        cell[second] = 0f;
    }
}

/// <summary>Two numbers of twelve bits about a horizon in one float, exact in its mantissa, and the light that passes over it.</summary>
/// <remarks>
/// Façades: the horizon's slope seen from <see cref="Lower"/> and from <see cref="Upper"/> of the façade's height; a shadow's edge moves between
/// the two heights, and beyond, as the sun's slope between the two horizons: exact for one obstacle. Roofs: the horizon's slope at the
/// centre and the distance of what makes it, in lengths of the segment. Steps: 1/512 of slope, from −1 to 7; 1/64 of length, to 64.
/// </remarks>
internal static class Horizon
{
    /// <summary>Two-point Gauss–Legendre nodes, so that means over the height are exact for cubics.</summary>
    public const float Lower = 0.21132487f, Upper = 1 - Lower;

    private const float Step = 4096, Slopes = 512, Lengths = 64;

    /// <summary>Nothing stands between the surface and the sun.</summary>
    public const float Open = 0;

    /// <summary>Packs a façade's two horizons.</summary>
    public static float Pack(double lower, double upper) => lower <= 0 ? Open : Code((lower + 1) * Slopes) * Step + Code((upper + 1) * Slopes);

    /// <summary>Packs a roof segment's horizon and the distance of what makes it, in lengths of the segment.</summary>
    public static float PackRoof(double slope, double lengths) => slope <= 0 ? Open : Code((slope + 1) * Slopes) * Step + Code(lengths * Lengths);

    /// <summary>Share of a façade above the shadow's edge.</summary>
    public static R LitFacade<R>(R packed, R sun) where R : struct, IReal<R>
    {
        R code = R.Floor(packed * (1 / Step));
        R lower = (code + 0.5f) * (1 / Slopes) - 1f, between = R.Max(1f, code - (packed - code * Step)) * (1 / Slopes);
        return 1f - Share(Lower + (lower - sun) * (Upper - Lower) / between);
    }

    /// <summary>Share of a roof segment beyond the shadow's edge, which lies at D (t/T − 1) from its centre.</summary>
    public static R LitRoof<R>(R packed, R sun) where R : struct, IReal<R>
    {
        R code = R.Floor(packed * (1 / Step));
        R slope = (code + 0.5f) * (1 / Slopes) - 1f, lengths = (packed - code * Step) * (1 / Lengths);
        return R.Select(code, Share(0.5f + lengths * (sun - slope) / R.Max(0.01f, sun)), 1f);
    }

    /// <summary>From a to b as <paramref name="share"/> goes from 0 to 1.</summary>
    public static R Between<R>(R a, R b, R share) where R : struct, IReal<R> => a + share * (b - a);

    private static R Share<R>(R value) where R : struct, IReal<R> => R.Min(1f, R.Max(0f, value));

    private static float Code(double value) => (float)Math.Clamp(Math.Floor(value), 0, Step - 1);
}
