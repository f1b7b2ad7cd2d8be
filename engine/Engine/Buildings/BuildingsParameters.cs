using System.ComponentModel;
using TerritoryTwin.Core;
using TerritoryTwin.Indicators;

namespace TerritoryTwin.Buildings;

/// <summary>At which temperatures people live, through day and night and by the use of the building; the temperature of homes in <see cref="Behaviour"/> moves them.</summary>
/// <param name="Present">Dwellings, people at home and awake [°C].</param>
/// <param name="Night">Dwellings, asleep [°C].</param>
/// <param name="Absent">Dwellings, out by day [°C].</param>
/// <param name="InUse">Other buildings during their hours [°C].</param>
/// <param name="OutOfUse">Other buildings outside their hours [°C].</param>
/// <param name="Spread">Standard deviation of what buildings prefer around these [K].</param>
public sealed record SetPoints(double Present = 20, double Night = 18, double Absent = 17.5, double InUse = 20, double OutOfUse = 16, double Spread = 0.7)
{
    /// <summary>Mean set-point of homes over day and night [°C]: half of the time awake at home, seven hours asleep, the rest out.</summary>
    public double MeanOfHomes => 0.5 * Present + 0.3 * Night + 0.2 * Absent;

    /// <summary>Homes at another temperature while people are awake; nights and absences keep their distance, other buildings what they have.</summary>
    /// <param name="present">[°C].</param>
    public SetPoints WithHomesAt(double present) =>
        present == Present ? this : this with { Present = present, Night = Night + present - Present, Absent = Absent + present - Present };
}

/// <summary>How people live with what they are given, and answer to what heating costs them; docs/physics/buildings.md, eq. 12 to 16.</summary>
public sealed record Behaviour
{
    /// <summary>In scenario files.</summary>
    public static Section Section { get; } = new("behaviour", "How people live with it.", typeof(Behaviour));

    /// <summary>Share of the heat that works save at home, forgone warmth regained, that is taken back as more warmth, 0 to 1.</summary>
    [Description("Share of the heat saved by a renovation that is taken back as comfort (direct rebound)."), Unit(Dimension.Share), Between("0 %", "100 %")]
    [DefaultFrom("Sorrell et al. 2009, 10 to 30 %", 0.4), Answers("renovate")]
    public double Rebound { get; init; } = 0.2;

    /// <summary>Whether homes that leak heat are kept cooler than the set-points.</summary>
    [Description("Whether people in badly insulated buildings heat less than the set-point asks (prebound)."), DefaultFrom("Sunikka-Blank and Galvin 2012", 0.3)]
    public bool Prebound { get; init; } = true;

    /// <summary>Of homes, people awake [°C].</summary>
    [Description("Below it, occupied rooms are heated; nights and absences keep their distance to it."), Unit(Dimension.Temperature), Between("10 °C", "26 °C")]
    [DefaultFrom("assumed, one degree above the building code", 0.4), Slider("heating set-point", "15 °C", "24 °C")]
    public double HeatingSetPoint { get; init; } = 20;

    /// <summary>Where there is air conditioning, during use [°C].</summary>
    [Description("Above it, rooms that have cooling are cooled."), Unit(Dimension.Temperature), Between("18 °C", "35 °C"), DefaultFrom("assumed", 0.4)]
    public double CoolingSetPoint { get; init; } = 26;

    /// <summary>Of the buildings with dwellings, that have air conditioning, 0 to 1.</summary>
    [Description("Of the buildings with homes, that have air conditioning; which, by lot. A quarter of French households had some in 2020."), Unit(Dimension.Share), Between("0 %", "100 %")]
    [DefaultFrom("none, so that a run without it is what it was; ADEME and CODA Strategies 2021: 25 %", 0.3)]
    public double CooledHomes { get; init; }

    /// <summary>No take-back above this set-point awake at home [°C].</summary>
    [CodeOnly]
    public double WarmestComfort { get; init; } = 21;

    /// <summary>Neither prebound nor rebound: what a label calculates.</summary>
    public static Behaviour None => new() { Prebound = false, Rebound = 0 };
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

    /// <summary>Those of a run.</summary>
    /// <param name="sections">What the scenario sets.</param> <param name="seed">Of all that is drawn by lot.</param>
    public static BuildingsParameters Of(ParameterSet sections, ulong seed) =>
        new() { Seed = seed, Behaviour = sections.Of<Behaviour>(), Prices = sections.Of<EnergyPrices>(), Carbon = sections.Of<CarbonFactors>() };

    /// <summary>Names the random streams of preferences and presence.</summary>
    public ulong Seed { get; init; } = 1;
    /// <summary>Set-points: those given, moved to where <see cref="Behaviour"/> has homes.</summary>
    public SetPoints SetPoints { get => field.WithHomesAt(Behaviour.HeatingSetPoint); init; } = new();
    /// <summary>Set-points of homes and of cooling, prebound and rebound.</summary>
    public Behaviour Behaviour { get; init; } = new();
    /// <summary>Whether old buildings were partly insulated since they were built, by chance; else all are as their typology has them.</summary>
    public bool PastWorks { get; init; } = true;
    /// <summary>Prices of energy.</summary>
    public EnergyPrices Prices { get; init; } = new();
    /// <summary>Carbon of energy.</summary>
    public CarbonFactors Carbon { get; init; } = new();
    /// <summary>What letters go by, and what electricity counts for in primary energy.</summary>
    public LabelRules Label { get; init; } = LabelRules.Today;
    /// <summary>Yearly mean of cold water [°C].</summary>
    public double ColdWater { get; init; } = 13.5;
    /// <summary>Half the difference of cold water between late summer and late winter [K].</summary>
    public double ColdWaterSwing { get; init; } = 4.5;
}
