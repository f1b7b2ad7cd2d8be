using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using static TerritoryTwin.Core.QuantityKind;

namespace TerritoryTwin.Buildings;

/// <summary>Totals of the territory, an hour a row, in kilowatts: means of the hour, so also kilowatt-hours. They stay on the device for up to a day.</summary>
public sealed class HourlySeries : IDisposable
{
    private const int HoursBetweenReads = 24;

    private static readonly (string Name, string Meaning, QuantityKind Kind)[] Quantities =
    [
        ("heating_need", "heat the rooms need", Burden), ("cooling_need", "heat to be taken out of the rooms", Burden),
        .. Enum.GetValues<Carrier>().Select(c => (Names.Of(c), Names.MeaningOf(c), Burden)),
        ("pv", "electricity of the roofs", Benefit), ("pv_own_use", "electricity of the roofs used in their buildings", Benefit),
        ("pv_export", "electricity of the roofs fed to the network", Benefit), ("import", "electricity taken from the network", Burden),
    ];

    private readonly List<double>[] _values = [.. Quantities.Select(_ => new List<double>(8760))];
    private readonly List<double> _hours = new(8760);
    private readonly Calendar _calendar;
    private readonly Field?[] _fields;
    private readonly FieldSums? _sums;
    private readonly int _perHour;

    /// <summary>No hours, and no fields to take them from: the columns alone.</summary>
    public HourlySeries() : this(new(year: 2001, CalendarRules.France)) { }

    /// <summary>No hours yet.</summary>
    /// <param name="calendar">Dates the hours.</param>
    /// <param name="fields">Heating and cooling need, the carriers, electricity of the roofs and what of it is used in its building [W]; null: nothing ever.</param>
    internal HourlySeries(Calendar calendar, params Field?[] fields)
    {
        (_calendar, _fields, _perHour) = (calendar, fields, fields.Count(f => f != null));
        if (fields.FirstOrDefault(f => f != null) is { } any) _sums = new(any.Support, any.Device, HoursBetweenReads * _perHour);
    }

    /// <summary>Hours so far.</summary>
    public int Count => _hours.Count;

    internal IReadOnlyList<double> Hours => _hours;

    /// <summary>Sum of a quantity over all hours [kWh].</summary>
    /// <param name="name">As in <see cref="Table"/>.</param>
    public double Sum(string name)
    {
        Read();
        return _values[Array.FindIndex(Quantities, q => q.Name == name)].Sum();
    }

    /// <summary>As a table.</summary>
    public Table Table()
    {
        Read();
        return new("series",
        [
            new NumberColumn(new("hour", "h", "hour of the year in standard time, 0 begins at midnight on 1 January"), [.. _hours]) { IsWhole = true },
            new TextColumn(new("time", "", "start of the hour on the local clock, with its offset from UTC (ISO 8601)"),
                [.. _hours.Select(h => _calendar.TimeStamp(h % Calendar.Hours))]),
            .. Quantities.Select((q, i) => new NumberColumn(new(q.Name, "kW", q.Meaning + ", all buildings", q.Kind), [.. _values[i]])),
        ]);
    }

    /// <summary>The values so far, for a checkpoint: hours first, then each quantity.</summary>
    public double[][] Values()
    {
        Read();
        return [[.. _hours], .. _values.Select(v => v.ToArray())];
    }

    /// <summary>Puts back what <see cref="Values"/> gave.</summary>
    public void Restore(double[][] values)
    {
        Clear();
        _hours.AddRange(values[0]);
        for (int q = 0; q < _values.Length; q++) _values[q].AddRange(values[q + 1]);
    }

    /// <inheritdoc/>
    public void Dispose() => _sums?.Dispose();

    internal void Clear()
    {
        Read();
        _hours.Clear();
        foreach (List<double> values in _values) values.Clear();
    }

    /// <summary>Takes the totals of an hour.</summary>
    internal void Add(int hour)
    {
        _hours.Add(hour);
        foreach (Field? field in _fields)
            if (field != null) _sums!.Add(field);
        if (_sums!.Count == HoursBetweenReads * _perHour) Read();
    }

    /// <summary>Fetches the totals that are still on the device.</summary>
    private void Read()
    {
        if (_sums is not { Count: > 0 }) return;
        double[] sums = _sums.Take();
        for (int next = 0; next < sums.Length;)
        {
            for (int q = 0; q < _fields.Length; q++) _values[q].Add(_fields[q] == null ? 0 : sums[next++] / 1000);
            double electricity = _values[2][^1], roof = _values[_fields.Length - 2][^1], own = _values[_fields.Length - 1][^1];
            _values[_fields.Length].Add(roof - own);
            _values[_fields.Length + 1].Add(electricity - own);
        }
    }
}

/// <summary>Names of the carriers in result files.</summary>
internal static class Names
{
    public static string Of(Carrier carrier) => carrier switch
    {
        Carrier.Electricity => "electricity",
        Carrier.Gas => "gas",
        Carrier.Oil => "oil",
        Carrier.Wood => "wood",
        _ => "district_heat",
    };

    public static string MeaningOf(Carrier carrier) => carrier switch
    {
        Carrier.Electricity => "electricity used, that of the roof included",
        Carrier.Gas => "natural gas bought",
        Carrier.Oil => "heating oil bought",
        Carrier.Wood => "wood bought",
        _ => "heat bought from a network",
    };
}
