using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>What owners did to old buildings before any scenario: new windows, a roof insulated, walls insulated.</summary>
/// <remarks>
/// The typology describes buildings as they were built. Shares: orders of magnitude of French housing surveys, guessed; docs/physics/buildings.md says
/// what they are held to.
/// </remarks>
internal static class PastWorks
{
    private const double Untouched = RenovationPackage.Untouched;
    private const double RoofU = 0.28, WallU = 0.50, FloorU = 0.50, WindowU = 2.2, WindowG = 0.65;

    /// <summary>The envelope today, as a run assumes it.</summary>
    /// <param name="built">As its typology has it.</param> <param name="building">Whose.</param>
    /// <param name="parameters">Whether works were done, and the seed of which.</param>
    public static Envelope Since(Envelope built, Building building, BuildingsParameters parameters) =>
        parameters.PastWorks && building.Use != BuildingUse.Worship ? On(built, building.Built, HeatingPlant.WasElectric(building), building.Lot, parameters.Seed) : built;

    /// <summary>The envelope today.</summary>
    /// <param name="built">As its typology has it.</param> <param name="year">Of construction.</param> <param name="electric">Whether electricity heated it before any measure.</param>
    /// <param name="lot">Of the building.</param> <param name="seed">Names the random stream.</param>
    public static Envelope On(Envelope built, int year, bool electric, long lot, ulong seed)
    {
        (double windows, double roof, double walls, double floor) = (year, electric) switch
        {
            ( < 1975, false) => (0.80, 0.75, 0.40, 0.20),
            ( < 1975, true) => (0.95, 0.95, 0.85, 0.50),
            ( < 1990, false) => (0.75, 0.45, 0.15, 0.10),
            ( < 1990, true) => (0.90, 0.75, 0.45, 0.30),
            ( < 2000, false) => (0.40, 0.15, 0, 0),
            ( < 2000, true) => (0.50, 0.30, 0.10, 0),
            _ => (0.0, 0.0, 0.0, 0.0),
        };
        RandomStream stream = new(seed, "past-works", lot);
        RenovationPackage done = new("past-works",
            WindowU: stream.NextDouble() < windows ? WindowU : Untouched, WindowG: WindowG,
            RoofU: stream.NextDouble() < roof ? RoofU : Untouched, WallU: stream.NextDouble() < walls ? WallU : Untouched,
            FloorU: stream.NextDouble() < floor ? FloorU : Untouched, AirChange: Untouched, Source: "guessed");
        return built.After(done, value => Known<double>.Guessed(value));
    }
}
