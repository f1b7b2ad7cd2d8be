using TerritoryTwin.Weather;

namespace TerritoryTwin.Files.Weather;

/// <summary>The columns of a year as they stand in the file; NaN where the file says that nothing was measured.</summary>
internal sealed class EpwSeries
{
    private readonly double[][] _values = new double[EpwColumn.All.Length][];

    public EpwSeries()
    {
        for (int i = 0; i < _values.Length; i++)
        {
            _values[i] = new double[Months.Hours];
            Array.Fill(_values[i], double.NaN);
        }
    }

    /// <summary>One value an hour, to read and to fill.</summary>
    public double[] this[EpwColumn column] => _values[Array.IndexOf(EpwColumn.All, column)];
}
