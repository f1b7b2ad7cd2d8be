using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>What the buildings process carries from hour to hour. A checkpoint holds these fields, and <see cref="YearSums.Values"/>.</summary>
public sealed class BuildingsState : IDisposable
{
    internal BuildingsState(Stock stock, Device device)
    {
        MassTemperature = new(stock, device, new("mass_temperature", "degC", "effective mass of the building"));
        Day = new(stock, device);
    }

    /// <summary>Of the effective mass at the start of the hour [°C].</summary>
    public Field MassTemperature { get; }
    internal DayFields Day { get; }

    /// <summary>All fields that a checkpoint must hold.</summary>
    public IEnumerable<Field> Fields => [MassTemperature, .. Day.All];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Field field in Fields) field.Dispose();
    }
}

/// <summary>Sums over the hours of a day so far, in float: 24 additions lose less than 2 parts in a million.</summary>
internal sealed class DayFields(Stock stock, Device device)
{
    public Field[] All { get; } =
    [
        new(stock, device, new("day_heating", "W h", "heat the rooms needed today")),
        new(stock, device, new("day_cooling", "W h", "cold the rooms needed today")),
        new(stock, device, new("day_above_26", "h", "hours above 26 degC today")),
        new(stock, device, new("day_above_28", "h", "hours above 28 degC today")),
        new(stock, device, new("day_imbalance", "W h", "heat the balances left over today")),
        new(stock, device, new("day_rooms", "W h", "energy bought to heat rooms today")),
        new(stock, device, new("day_water", "W h", "energy bought to heat water today")),
        new(stock, device, new("day_electricity", "W h", "electricity used today")),
        new(stock, device, new("day_roof", "W h", "electricity the roof made today")),
        new(stock, device, new("day_own", "W h", "electricity of the roof used in the building today")),
        new(stock, device, new("day_grid_carbon", "kg", "greenhouse gas of grid electricity today")),
    ];

    public ZoneSums Zone => new(All[0].Now, All[1].Now, All[2].Now, All[3].Now, All[4].Now);
    public EnergySums Energy => new(All[5].Now, All[6].Now, All[7].Now, All[8].Now, All[9].Now, All[10].Now);
}

/// <summary>Sums over the year so far, per building, in double precision: the days are added up here.</summary>
public sealed class YearSums
{
    private readonly float[] _day, _zero;

    internal YearSums(int buildings, int quantities)
    {
        Values = new double[quantities][];
        for (int q = 0; q < quantities; q++) Values[q] = new double[buildings];
        _day = new float[buildings];
        _zero = new float[buildings];
    }

    /// <summary>One array a quantity, one number a building; part of a checkpoint.</summary>
    public double[][] Values { get; }

    /// <summary>Heat that rooms needed [Wh].</summary>
    public double[] Heating => Values[0];
    /// <summary>Cold that rooms needed [Wh].</summary>
    public double[] Cooling => Values[1];
    /// <summary>Hours above 26 °C.</summary>
    public double[] Above26 => Values[2];
    /// <summary>Hours above 28 °C.</summary>
    public double[] Above28 => Values[3];
    /// <summary>Heat that the hourly balances left over [Wh].</summary>
    public double[] Imbalance => Values[4];
    /// <summary>Energy bought to heat rooms [Wh].</summary>
    public double[] Rooms => Values[5];
    /// <summary>Energy bought to heat water [Wh].</summary>
    public double[] Water => Values[6];
    /// <summary>Electricity used [Wh].</summary>
    public double[] Electricity => Values[7];
    /// <summary>Made by the roof [Wh].</summary>
    public double[] Roof => Values[8];
    /// <summary>Of that, used in the building [Wh].</summary>
    public double[] Own => Values[9];
    /// <summary>Greenhouse gas of grid electricity by the hour [kgCO2e].</summary>
    public double[] GridCarbon => Values[10];

    internal void Take(DayFields day)
    {
        for (int q = 0; q < Values.Length; q++)
        {
            day.All[q].Read(_day);
            day.All[q].Write(_zero);
            double[] sum = Values[q];
            for (int b = 0; b < sum.Length; b++) sum[b] += _day[b];
        }
    }

    internal void Clear(DayFields day)
    {
        foreach (double[] sum in Values) Array.Clear(sum);
        foreach (Field field in day.All) field.Write(_zero);
    }
}
