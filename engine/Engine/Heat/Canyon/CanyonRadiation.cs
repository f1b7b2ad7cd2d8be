using TerritoryTwin.Compute;

namespace TerritoryTwin.Heat;

/// <summary>A flux on the two kinds of surface of a street [W/m²]: each for a square metre of its own.</summary>
/// <param name="Road">On the road.</param> <param name="Wall">On the mean of both walls.</param>
public readonly record struct CanyonFluxes<R>(R Road, R Wall) where R : struct, IReal<R>;

/// <summary>How much sky a street without end sees.</summary>
/// <param name="HeightToWidth">Of the walls over the width of the road, r ≥ 0.</param>
/// <param name="RoadToSky">Share of sky in what the road sees, √(1 + r²) − r; the rest is wall.</param>
/// <param name="WallToSky">Share of sky in what a wall sees, as great as that of road; the rest is the other wall.</param>
public readonly record struct CanyonViews<R>(R HeightToWidth, R RoadToSky, R WallToSky) where R : struct, IReal<R>
{
    /// <summary>From height over width; written without differences of near numbers, so that flat ground is no special case.</summary>
    public static CanyonViews<R> Of(R heightToWidth)
    {
        R diagonal = R.Sqrt(1f + heightToWidth * heightToWidth);
        return new(heightToWidth, 1f / (diagonal + heightToWidth), 1f / (1f + heightToWidth + diagonal));
    }
}

/// <summary>Radiation in a street after all reflections.</summary>
/// <param name="Incident">What arrives, from the sky and from the other surfaces [W/m²].</param>
/// <param name="Leaving">What is sent out: emitted and reflected [W/m²].</param>
public readonly record struct CanyonExchange<R>(CanyonFluxes<R> Incident, CanyonFluxes<R> Leaving) where R : struct, IReal<R>
{
    /// <summary>What leaves the street upwards [W per m² of road]. With what the surfaces keep it makes up what came in and what was emitted.</summary>
    public R ToSky(CanyonViews<R> views) => views.RoadToSky * Leaving.Road + 2f * views.HeightToWidth * views.WallToSky * Leaving.Wall;
}

/// <summary>
/// Radiation in a street without end, of one height and width, whose direction is any: sun, sky, and diffuse reflections without number, solved at once. The same equations serve
/// long-wave radiation, where surfaces also emit.
/// </summary>
/// <remarks>Masson (2000), Boundary-Layer Meteorology 94, eq. 2 to 16. docs/physics/heat-formulas.md, eq. 1 to 6. float32 closes to 10⁻⁶.</remarks>
public static class CanyonRadiation
{
    /// <summary>Direct sun on road and walls, mean over all directions of the street [W/m²]; nothing when the sun is down.</summary>
    /// <param name="directNormal">Irradiance across the rays [W/m²].</param>
    /// <param name="sine">Of the sun's elevation.</param>
    /// <param name="cosine">Of the sun's elevation.</param>
    /// <param name="heightToWidth">Of the street.</param>
    public static CanyonFluxes<R> Beam<R>(R directNormal, R sine, R cosine, R heightToWidth) where R : struct, IReal<R>
    {
        R pi = (R)3.14159274f - 8.74227766e-8f, up = R.Max(sine, 0f), along = R.Max(cosine, 1e-10f);
        R s = R.Min(up / R.Max(heightToWidth * along, 1e-20f), 1f);              // sin θ₀: beyond that angle to the street the road has no sun
        R q = R.Sqrt((1f - s) * (1f + s)), rest = s * s / (1f + q);              // cos θ₀, 1 − cos θ₀
        R road = up * R.Atan2(s, q) - heightToWidth * along * rest;
        R wall = along * (s * R.Atan2(q, s) + rest);
        return new(directNormal * road * (2f / pi), directNormal * wall / pi);
    }

    /// <summary>Radiation of a sky that is equally bright all over [W/m²].</summary>
    /// <param name="views">Of the street.</param>
    /// <param name="sky">On open ground [W/m²].</param>
    public static CanyonFluxes<R> Sky<R>(CanyonViews<R> views, R sky) where R : struct, IReal<R> => new(sky * views.RoadToSky, sky * views.WallToSky);

    /// <summary>What arrives at and leaves road and walls when all reflections have been.</summary>
    /// <param name="views">Of the street.</param>
    /// <param name="first">What arrives from outside the street [W/m²].</param>
    /// <param name="emitted">What the surfaces emit [W/m²]; zeros for sunlight.</param>
    /// <param name="reflected">Share that each surface reflects: albedo, or 1 − emissivity; 0 to 1, not 1 for both.</param>
    public static CanyonExchange<R> Exchange<R>(CanyonViews<R> views, CanyonFluxes<R> first, CanyonFluxes<R> emitted, CanyonFluxes<R> reflected) where R : struct, IReal<R>
    {
        R roadToWalls = 2f * views.HeightToWidth * views.WallToSky, wallToWall = 1f - 2f * views.WallToSky;     // the first is 1 − RoadToSky
        R road = emitted.Road + reflected.Road * first.Road, wall = emitted.Wall + reflected.Wall * first.Wall;
        R bounced = reflected.Wall * views.WallToSky;
        R leavingWall = (wall + bounced * road) / (1f - reflected.Wall * wallToWall - bounced * reflected.Road * roadToWalls);
        R onRoad = first.Road + roadToWalls * leavingWall;
        R leavingRoad = emitted.Road + reflected.Road * onRoad;
        return new(new(onRoad, first.Wall + views.WallToSky * leavingRoad + wallToWall * leavingWall), new(leavingRoad, leavingWall));
    }
}
