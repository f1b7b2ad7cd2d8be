using TerritoryTwin.Compute;

namespace TerritoryTwin.Heat;

/// <summary>Thermal stress of a person in every cell.</summary>
/// <remarks>docs/physics/comfort.md, eq. 1.</remarks>
/// <param name="air">Air temperature [°C].</param> <param name="radiant">Mean radiant temperature [°C].</param>
/// <param name="wind">At 10 m above the ground [m/s].</param> <param name="vapour">Vapour pressure [Pa].</param> <param name="utci">The index [°C].</param>
internal readonly struct RateStress(
    [Plausible(10, 45)] View air, [Plausible(20, 75)] View radiant, [Plausible(0.2f, 10)] View wind, [Plausible(200, 3500)] View vapour, View utci) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> =>
        cell[utci] = Utci.Of(cell[air], cell[radiant], cell[wind], cell[vapour]);
}
