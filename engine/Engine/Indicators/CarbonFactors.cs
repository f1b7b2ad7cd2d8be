namespace TerritoryTwin.Indicators;

/// <summary>Greenhouse gas per energy bought [kgCO2e/kWh].</summary>
/// <remarks>
/// Fuels and electricity by use: 3CL method, arrêté of 31 March 2021. District heat: mean of French networks, Base Empreinte. Grid mean:
/// Base Empreinte 2022. Panels: life cycle per kWh they make, Base Empreinte.
/// </remarks>
/// <param name="Gas">Natural gas.</param> <param name="Oil">Heating oil.</param> <param name="Wood">Logs and pellets.</param>
/// <param name="DistrictHeat">Mean network; a territory with a network of its own sets it.</param>
/// <param name="ElectricHeating">Electricity that heats rooms.</param> <param name="ElectricHotWater">Electricity that heats water.</param>
/// <param name="ElectricCooling">Electricity of air conditioning.</param>
/// <param name="OtherElectricity">Electricity of all other uses.</param>
/// <param name="Panels">Of what roofs make.</param>
public sealed record CarbonFactors(
    double Gas = 0.227, double Oil = 0.324, double Wood = 0.030, double DistrictHeat = 0.110, double ElectricHeating = 0.079,
    double ElectricHotWater = 0.065, double ElectricCooling = 0.064, double OtherElectricity = 0.064, double Panels = 0.043)
{
    /// <summary>Of grid electricity by time: one value, 12 for the months or 8,760 for the hours of the year.</summary>
    public IReadOnlyList<double> Grid { get; init; } = [0.052];

    /// <summary>Of grid electricity, mean of <see cref="Grid"/>.</summary>
    public double MeanGrid => Grid.Average();

    /// <summary>Of grid electricity in an hour of the year.</summary>
    public double GridAt(int hour) => Grid.Count switch
    {
        1 => Grid[0],
        12 => Grid[MonthOf(hour)],
        8760 => Grid[hour % 8760],
        _ => throw new ArgumentException($"carbon of grid electricity wants 1, 12 or 8760 values, not {Grid.Count}"),
    };

    private static int MonthOf(int hour)
    {
        int day = hour % 8760 / 24, month = 0;
        while (day >= DateTime.DaysInMonth(2001, month + 1)) day -= DateTime.DaysInMonth(2001, ++month);
        return month;
    }
}
