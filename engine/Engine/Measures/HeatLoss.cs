namespace TerritoryTwin.Measures;

/// <summary>How much heat buildings of a period lose, to put the worst first when nothing better is known.</summary>
public static class HeatLoss
{
    // First year of a period, and the mean transmission loss of its four TABULA France types in existing state (house, terrace, small and large block).
    private static readonly (int From, double PerArea)[] Periods =
        [(int.MinValue, 4.59), (1915, 5.03), (1949, 4.81), (1968, 4.17), (1975, 2.56), (1982, 1.21), (1990, 1.10), (2000, 1.04), (2006, 0.87), (2013, 0.66)];

    /// <summary>Transmission loss per floor area of a building of that year [W/(m² K)].</summary>
    /// <remarks>TABULA/EPISCOPE France, reference buildings in existing state.</remarks>
    public static double PerFloorArea(int built)
    {
        int period = Periods.Length - 1;
        while (Periods[period].From > built) period--;
        return Periods[period].PerArea;
    }
}
