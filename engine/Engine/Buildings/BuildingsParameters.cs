using TerritoryTwin.Indicators;

namespace TerritoryTwin.Buildings;

/// <summary>What people set their heating and cooling to.</summary>
/// <param name="Present">Dwellings, people at home and awake [°C].</param>
/// <param name="Night">Dwellings, asleep [°C].</param>
/// <param name="Absent">Dwellings, out by day [°C].</param>
/// <param name="InUse">Other buildings during their hours [°C].</param>
/// <param name="OutOfUse">Other buildings outside their hours [°C].</param>
/// <param name="Cooling">Where there is air conditioning, during use [°C].</param>
/// <param name="Spread">Standard deviation of what buildings prefer around these [K].</param>
public sealed record SetPoints(
    double Present = 20, double Night = 18, double Absent = 17.5, double InUse = 20, double OutOfUse = 16, double Cooling = 26, double Spread = 0.7)
{
    /// <summary>Mean set-point of homes over day and night [°C]: half of the time awake at home, seven hours asleep, the rest out.</summary>
    public double MeanOfHomes => 0.5 * Present + 0.3 * Night + 0.2 * Absent;

    /// <summary>Homes at another temperature while people are awake; nights and absences keep their distance, other buildings what they have.</summary>
    /// <param name="present">[°C].</param>
    public SetPoints WithHomesAt(double present) => this with { Present = present, Night = Night + present - Present, Absent = Absent + present - Present };
}

/// <summary>How people answer to what heating costs them; docs/physics/buildings.md, eq. 12 to 16.</summary>
/// <param name="Prebound">Whether homes that leak heat are kept cooler than the set-points.</param>
/// <param name="Rebound">Share of the heat that works save at home, forgone warmth regained, that is taken back as more warmth, 0 to 1.</param>
/// <param name="WarmestComfort">No take-back above this set-point awake at home [°C].</param>
public sealed record Behaviour(bool Prebound = true, double Rebound = 0.2, double WarmestComfort = 21)
{
    /// <summary>Neither prebound nor rebound: what a label calculates.</summary>
    public static Behaviour None => new(Prebound: false, Rebound: 0);
}

/// <summary>What the buildings process is told once. Where each default comes from: docs/physics/buildings.md.</summary>
public sealed record BuildingsParameters
{
    /// <summary>Mass temperature at which people begin to open windows against heat [°C].</summary>
    public const float OpenWindowsFrom = 23;
    /// <summary>Mass temperature at which people begin to close shutters against the sun [°C].</summary>
    public const float CloseShuttersFrom = 23;

    /// <summary>Of the surfaces in what people set their heating by, the operative temperature (ISO 13790, C.3).</summary>
    public const float RadiantShare = 0.7f;

    /// <summary>All as documented.</summary>
    public static BuildingsParameters Default { get; } = new();

    /// <summary>Names the random streams of preferences and presence.</summary>
    public ulong Seed { get; init; } = 1;
    /// <summary>Set-points.</summary>
    public SetPoints SetPoints { get; init; } = new();
    /// <summary>Prebound and rebound.</summary>
    public Behaviour Behaviour { get; init; } = new();
    /// <summary>Whether old buildings were partly insulated since they were built, by chance; else all are as their typology has them.</summary>
    public bool PastWorks { get; init; } = true;
    /// <summary>Share of homes with air conditioning, 0 to 1.</summary>
    public double CooledDwellings { get; init; }
    /// <summary>Prices of energy.</summary>
    public EnergyPrices Prices { get; init; } = new();
    /// <summary>Carbon of energy.</summary>
    public CarbonFactors Carbon { get; init; } = new();
    /// <summary>Yearly mean of cold water [°C].</summary>
    public double ColdWater { get; init; } = 13.5;
    /// <summary>Half the difference of cold water between late summer and late winter [K].</summary>
    public double ColdWaterSwing { get; init; } = 4.5;
}
