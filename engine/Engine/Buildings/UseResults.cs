using TerritoryTwin.Core;
using static TerritoryTwin.Core.QuantityKind;

namespace TerritoryTwin.Buildings;

/// <summary>The table of what energy is used for, by carrier, over all buildings.</summary>
internal static class UseResults
{
    private static readonly (string Use, string Column, Func<HeatingSystem, HeatingSystem, Carrier> Of)[] Uses =
    [
        ("heating", "energy_heating", static (heating, _) => HeatingPlant.CarrierOf(heating)),
        ("stove", "energy_stove", static (_, _) => Carrier.Wood),
        ("hot_water", "energy_hot_water", static (_, water) => HeatingPlant.CarrierOf(water)),
        ("appliances", "energy_appliances", static (_, _) => Carrier.Electricity),
        ("cooking", "energy_cooking", static (heating, _) => HeatingPlant.CookingCarrier(heating)),
        ("auxiliaries", "energy_auxiliaries", static (_, _) => Carrier.Electricity),
        ("cooling", "energy_cooling", static (_, _) => Carrier.Electricity),
        ("batteries", "energy_battery", static (_, _) => Carrier.Electricity),
        ("charging", "", static (_, _) => Carrier.Electricity),
    ];

    /// <summary>One row a use.</summary>
    /// <param name="buildings">One row a building.</param>
    /// <param name="charged">What cars took of the electricity of each, none where another process counts them apart [kWh].</param>
    public static Table Table(Table buildings, double[] charged)
    {
        HeatingSystem[] heating = Systems("heating"), water = Systems("hot_water");
        string[] ids = buildings.Texts("id");
        double[][] values = [.. Uses.Select(u => u.Column.Length == 0 ? charged : buildings.Numbers(u.Column))];
        int[] greatest = [.. values.Select(static v => v.Length == 0 ? -1 : Array.IndexOf(v, v.Max()))];
        int rows = ids.Length == 0 ? 0 : Uses.Length;
        return new("uses",
        [
            new TextColumn(new("energy_use", "", "what energy is used for"), [.. Uses.Take(rows).Select(static u => u.Use)]) { Classes = [.. Uses.Select(static u => u.Use)] },
            .. Enum.GetValues<Carrier>().Select(c => Number(Names.Of(c), "kWh", Names.MeaningOf(c), u => values[u].Where((_, b) => Uses[u].Of(heating[b], water[b]) == c).Sum())),
            new TextColumn(new("largest_user", "", "identifier of the building that uses most for it, empty when none does"), [.. Enumerable.Range(0, rows).Select(u => Largest(u) > 0 ? ids[greatest[u]] : "")]),
            Number("largest_share", "1", "share of that building", u => Largest(u) > 0 ? Largest(u) / values[u].Sum() : double.NaN, Fact),
        ]);

        double Largest(int u) => greatest[u] < 0 ? 0 : values[u][greatest[u]];
        HeatingSystem[] Systems(string column) => [.. buildings.Texts(column).Select(static w => CodeWords<HeatingSystem>.TryParse(w, out HeatingSystem system) ? system : HeatingSystem.None)];
        NumberColumn Number(string name, string unit, string meaning, Func<int, double> value, QuantityKind kind = Burden) => new(new(name, unit, meaning, kind), [.. Enumerable.Range(0, rows).Select(value)]);
    }
}
