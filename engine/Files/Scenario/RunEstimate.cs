using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>What a run will cost, before it starts. docs/scenario.md says from which runs the figures come and how far they go astray.</summary>
/// <param name="Seconds">Elapsed on two cores [s].</param>
/// <param name="Memory">Greatest resident memory [MB].</param>
/// <param name="Energy">Electricity of the computer [Wh].</param>
public readonly record struct RunEstimate(double Seconds, double Memory, double Energy)
{
    private const double BusyCores = 1.5;      // of two, in the mean of a run

    /// <summary>To start, to compile the kernels, to draw and write what does not grow with the territory [s of a core].</summary>
    public const double StartSeconds = 2.5;
    /// <summary>Horizons in 36 directions of one cell of the surface [s of a core].</summary>
    public const double HorizonSecondsPerCell = 1.3e-6;
    /// <summary>Shapes, horizons of façades and roofs, and results of one building, once a run [s of a core].</summary>
    public const double SecondsPerBuilding = 1.1e-3;
    /// <summary>Hours of one building in one year and the three weeks before it [s of a core].</summary>
    public const double SecondsPerBuildingYear = 2e-4;
    /// <summary>Without any building [MB].</summary>
    public const double LeastMemory = 215;
    /// <summary>Of one cell of the surface while its horizons are scanned [MB].</summary>
    public const double MemoryPerCell = 4e-5;
    /// <summary>Of one building [MB].</summary>
    public const double MemoryPerBuilding = 0.0145;

    /// <summary>Of a run with all its outputs, on two cores.</summary>
    /// <param name="territory">Its buildings, and the cells of its surface.</param>
    /// <param name="years">How many are simulated.</param>
    /// <exception cref="TerritoryException">The buildings are spread too widely for a surface.</exception>
    public static RunEstimate Of(Territory territory, int years) => Of(territory.Buildings.Count, SurfaceModel.CountCells(territory), years);

    internal static RunEstimate Of(int buildings, double cells, int years)
    {
        double busy = StartSeconds + cells * HorizonSecondsPerCell + buildings * (SecondsPerBuilding + years * SecondsPerBuildingYear);
        double seconds = busy / BusyCores;
        return new(seconds, LeastMemory + cells * MemoryPerCell + buildings * MemoryPerBuilding, Footprint.Estimate(seconds, BusyCores));
    }

    /// <summary>For people.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"about {Seconds:0} s on two cores, {Memory:0} MB, {Energy:0.##} Wh (estimated, within a factor of two)");
}
