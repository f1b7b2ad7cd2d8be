using System.ComponentModel;
using TerritoryTwin.Core;

namespace TerritoryTwin.Indicators;

/// <summary>Greenhouse gas per energy bought [kgCO2e/kWh].</summary>
/// <remarks>Fuels and electricity by use: 3CL method, arrêté of 31 March 2021. Grid mean: Base Empreinte 2022. Panels: life cycle per kWh they make, Base Empreinte.</remarks>
public sealed record CarbonFactors
{
    private const string Label = "3CL, arrêté of 31 March 2021";

    /// <summary>In scenario files.</summary>
    public static Section Section { get; } = new("carbon", "Carbon contents of energy that differ from the built-in ones.", typeof(CarbonFactors)) { IsAccounting = true };

    /// <summary>Where what is given in files comes from; null when not said.</summary>
    [Description("Where the carbon contents given here come from; told with the results.")]
    public string? Source { get; init; }

    /// <summary>Of all electricity, whatever its use and hour; null: by use, and the grid's own by time.</summary>
    [Description("Electricity."), Unit(Dimension.CarbonFactor), Between("0 gCO2e/kWh", "2000 gCO2e/kWh"), DefaultFrom(Label, 0.8)]
    [WithoutIt("79 gCO2e/kWh for heating, 65 for hot water, 64 for all else")]
    public double? Electricity { get; init; }

    /// <summary>Natural gas.</summary>
    [Description("Natural gas."), Unit(Dimension.CarbonFactor), Between("0 gCO2e/kWh", "2000 gCO2e/kWh"), DefaultFrom(Label, 0.9)]
    public double Gas { get; init; } = 0.227;

    /// <summary>Heating oil.</summary>
    [Description("Heating oil."), Unit(Dimension.CarbonFactor), Between("0 gCO2e/kWh", "2000 gCO2e/kWh"), DefaultFrom(Label, 0.9)]
    public double Oil { get; init; } = 0.324;

    /// <summary>Logs and pellets.</summary>
    [Description("Wood."), Unit(Dimension.CarbonFactor), Between("0 gCO2e/kWh", "2000 gCO2e/kWh"), DefaultFrom(Label, 0.7)]
    public double Wood { get; init; } = 0.030;

    /// <summary>Mean network; a territory with a network of its own sets it.</summary>
    [Description("District heat."), Unit(Dimension.CarbonFactor), Between("0 gCO2e/kWh", "2000 gCO2e/kWh"), DefaultFrom("mean of French networks, Base Empreinte", 0.4)]
    public double DistrictHeat { get; init; } = 0.110;

    /// <summary>Electricity that heats rooms.</summary>
    public double ElectricHeating => Electricity ?? 0.079;
    /// <summary>Electricity that heats water.</summary>
    public double ElectricHotWater => Electricity ?? 0.065;
    /// <summary>Electricity of air conditioning.</summary>
    public double ElectricCooling => Electricity ?? 0.064;
    /// <summary>Electricity of all other uses.</summary>
    public double OtherElectricity => Electricity ?? 0.064;

    /// <summary>Of what roofs make.</summary>
    [CodeOnly]
    public double Panels { get; init; } = 0.043;

    /// <summary>Of grid electricity by time, where <see cref="Electricity"/> is null: one value, 12 for the months or 8,760 for the hours of the year.</summary>
    [CodeOnly]
    public IReadOnlyList<double> Grid { get; init; } = [0.052];

    /// <summary>Of grid electricity, mean of the year.</summary>
    public double MeanGrid => Electricity ?? Grid.Average();

    /// <summary>Of grid electricity in an hour of the year.</summary>
    public double GridAt(int hour) => Electricity ?? Grid.Count switch
    {
        1 => Grid[0],
        12 => Grid[MonthOf(hour)],
        8760 => Grid[hour % 8760],
        _ => throw new ArgumentException($"carbon of grid electricity wants 1, 12 or 8760 values, not {Grid.Count}"),
    };

    /// <summary>Whether grid electricity has the same content in every hour.</summary>
    public bool HasGridOf(CarbonFactors other) => Electricity == other.Electricity && (Electricity is not null || Grid.SequenceEqual(other.Grid));

    private static int MonthOf(int hour)
    {
        int day = hour % 8760 / 24, month = 0;
        while (day >= DateTime.DaysInMonth(2001, month + 1)) day -= DateTime.DaysInMonth(2001, ++month);
        return month;
    }
}
