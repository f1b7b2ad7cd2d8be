using System.Globalization;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>What a run will cost, before it starts; read it within a factor of three.</summary>
/// <param name="Seconds">Elapsed [s].</param>
/// <param name="Memory">[MB].</param>
/// <param name="Energy">Electricity of the computer [Wh].</param>
public readonly record struct RunEstimate(double Seconds, double Memory, double Energy)
{
    /// <summary>To start and to write [s].</summary>
    public const double StartSeconds = 2;
    /// <summary>Shapes and shade of a building, once a run [s].</summary>
    public const double ShapeSecondsPerBuilding = 2e-4;
    /// <summary>One building, one year, hour by hour [s]: 100,000 of them in 15 s on two cores.</summary>
    public const double SecondsPerBuildingYear = 1.5e-4;
    /// <summary>Without any building [MB].</summary>
    public const double LeastMemory = 150;
    /// <summary>Of one building [MB]: 100,000 of them in 4 GB.</summary>
    public const double MemoryPerBuilding = 0.04;
    /// <summary>A laptop with two busy cores: 10 W for each and 5 W for the rest [W].</summary>
    public const double Power = 25;

    /// <summary>Of a run on two cores.</summary>
    public static RunEstimate Of(int buildings, int years)
    {
        double seconds = StartSeconds + buildings * (ShapeSecondsPerBuilding + years * SecondsPerBuildingYear);
        return new(seconds, LeastMemory + buildings * MemoryPerBuilding, seconds * Power / 3600);
    }

    /// <summary>For people.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"about {Seconds:0} s on two cores, {Memory:0} MB, {Energy:0.##} Wh (estimated, within a factor of three)");
}
