namespace TerritoryTwin.Heat;

/// <summary>What the radiation of a person is told once. docs/physics/comfort.md, “Radiation of a person”.</summary>
/// <param name="AbsorbedShortwave">By skin and clothes, 0 to 1.</param>
/// <param name="AbsorbedLongwave">By skin and clothes, 0 to 1; equal to their emissivity.</param>
/// <param name="WallAlbedo">Of walls, 0 to 1.</param>
/// <param name="WallEmissivity">Of walls, 0 to 1.</param>
/// <param name="CrownAlbedo">Of crowns, 0 to 1.</param>
/// <param name="Directions">Azimuths of the horizon: a multiple of 8.</param>
/// <param name="Reach">How far walls and crowns are seen, and how far shadows fall [m].</param>
public readonly record struct RadiantParameters(
    double AbsorbedShortwave, double AbsorbedLongwave, double WallAlbedo, double WallEmissivity, double CrownAlbedo, int Directions, double Reach)
{
    /// <summary>A standing person; walls as in Lindberg, Holmer and Thorsson (2008).</summary>
    public static RadiantParameters Default { get; } = new(
        AbsorbedShortwave: 0.7, AbsorbedLongwave: 0.97, RadiantCover.Wall.Albedo, RadiantCover.Wall.Emissivity, CrownAlbedo: 0.2, Directions: 32, Reach: 250);

    /// <summary>Throws where a value is impossible.</summary>
    /// <exception cref="ArgumentException">A share is not 0 to 1, the directions are no multiple of 8, or the reach is no positive length.</exception>
    internal void Require()
    {
        foreach ((string name, double share) in new[]
        {
            (nameof(AbsorbedShortwave), AbsorbedShortwave), (nameof(AbsorbedLongwave), AbsorbedLongwave), (nameof(WallAlbedo), WallAlbedo),
            (nameof(WallEmissivity), WallEmissivity), (nameof(CrownAlbedo), CrownAlbedo),
        })
        {
            if (!(share is >= 0 and <= 1)) throw new ArgumentException($"radiant parameters: {name} is {share}, expected a share of 0 to 1");
        }
        if (Directions < 8 || Directions % RadiantKernels.SectorsAtOnce != 0)
            throw new ArgumentException($"radiant parameters: {Directions} directions, expected a multiple of {RadiantKernels.SectorsAtOnce}");
        if (!(Reach > 0 && double.IsFinite(Reach))) throw new ArgumentException($"radiant parameters: a reach of {Reach} m, expected a positive length");
    }
}
