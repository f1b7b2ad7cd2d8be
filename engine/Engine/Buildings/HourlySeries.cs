using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using static TerritoryTwin.Core.QuantityKind;

namespace TerritoryTwin.Buildings;

/// <summary>Totals of the territory, an hour a row, in kilowatts: means of the hour, so also kilowatt-hours.</summary>
public sealed class HourlySeries
{
    private static readonly (string Name, string Meaning, QuantityKind Kind)[] Quantities =
    [
        ("heating_need", "heat the rooms need", Burden), ("cooling_need", "heat to be taken out of the rooms", Burden),
        .. Enum.GetValues<Carrier>().Select(c => (Names.Of(c), Names.MeaningOf(c), Burden)),
        ("pv", "electricity of the roofs", Benefit), ("pv_own_use", "electricity of the roofs used in their buildings", Benefit),
        ("pv_export", "electricity of the roofs fed to the network", Benefit), ("import", "electricity taken from the network", Burden),
    ];

    private readonly List<double>[] _values = [.. Quantities.Select(_ => new List<double>(8760))];
    private readonly List<double> _hours = new(8760);

    /// <summary>Hours so far.</summary>
    public int Count => _hours.Count;

    internal IReadOnlyList<double> Hours => _hours;

    /// <summary>Sum of a quantity over all hours [kWh].</summary>
    /// <param name="name">As in <see cref="Table"/>.</param>
    public double Sum(string name) => _values[Array.FindIndex(Quantities, q => q.Name == name)].Sum();

    /// <summary>As a table.</summary>
    public Table Table() => new("series",
    [
        new NumberColumn("hour", "h", "hour of the year, 0 begins at midnight on 1 January", [.. _hours]),
        .. Quantities.Select((q, i) => new NumberColumn(q.Name, "kW", q.Meaning + ", all buildings", [.. _values[i]]) { Kind = q.Kind }),
    ]);

    /// <summary>The values so far, for a checkpoint: hours first, then each quantity.</summary>
    public double[][] Values => [[.. _hours], .. _values.Select(v => v.ToArray())];

    /// <summary>Puts back what <see cref="Values"/> gave.</summary>
    public void Restore(double[][] values)
    {
        Clear();
        _hours.AddRange(values[0]);
        for (int q = 0; q < _values.Length; q++) _values[q].AddRange(values[q + 1]);
    }

    internal void Clear()
    {
        _hours.Clear();
        foreach (List<double> values in _values) values.Clear();
    }

    internal void Add(BuildingsModel model, int hour, bool roofs)
    {
        _hours.Add(hour);
        double electricity = Total(model.Electricity), roof = roofs ? Total(model.RoofPower) : 0, own = roofs ? Total(model.OwnUse) : 0;
        int q = 0;
        _values[q++].Add(Total(model.HeatingNeed));
        _values[q++].Add(Total(model.CoolingNeed));
        _values[q++].Add(electricity);
        for (Carrier carrier = Carrier.Gas; carrier <= Carrier.DistrictHeat; carrier++)
            _values[q++].Add(model.Uses(carrier) ? Total(model.Bought(carrier)) : 0);
        _values[q++].Add(roof);
        _values[q++].Add(own);
        _values[q++].Add(roof - own);
        _values[q].Add(electricity - own);

        static double Total(Field field) => field.Device.Sum(field) / 1000;
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
