using System.Globalization;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Yaml;

/// <summary>A unit that files may use.</summary>
/// <param name="Name">As written after the number.</param>
/// <param name="Factor">How many of the engine's units it is.</param>
internal readonly record struct Unit(string Name, double Factor);

/// <summary>The units of a kind of quantity; the first is the one results are shown in.</summary>
/// <param name="Phrase">With its article, for messages.</param>
/// <param name="Example">A value as files write it.</param>
/// <param name="Engine">The unit inside the engine.</param>
/// <param name="Units">All that are read.</param>
internal sealed record UnitTable(string Phrase, string Example, string Engine, Unit[] Units)
{
    private static readonly Dictionary<Dimension, UnitTable> Tables = new()
    {
        [Dimension.Share] = new("a percentage", "60 %", "1", [new("%", 0.01)]),
        [Dimension.Money] = new("an amount of money", "40 M€", "€", [new("€", 1), new("k€", 1e3), new("M€", 1e6), new("EUR", 1)]),
        [Dimension.MoneyPerYear] = new("an amount of money in a year", "20 k€/year", "€/year", [new("€/year", 1), new("k€/year", 1e3)]),
        [Dimension.Length] = new("a length", "12 m", "m", [new("m", 1), new("km", 1e3), new("cm", 0.01)]),
        [Dimension.Area] = new("an area", "100 m2", "m2", [new("m2", 1), new("m²", 1), new("ha", 1e4), new("km2", 1e6)]),
        [Dimension.Temperature] = new("a temperature", "19 °C", "°C", [new("°C", 1)]),
        [Dimension.TemperatureDifference] = new("a difference of temperature", "+2.7 °C", "K", [new("°C", 1), new("K", 1)]),
        [Dimension.Duration] = new("a duration", "1 h", "s", [new("h", 3600), new("min", 60), new("s", 1), new("days", 86400), new("day", 86400)]),
        [Dimension.Power] = new("a power", "9 kW", "W", [new("kW", 1e3), new("W", 1), new("MW", 1e6)]),
        [Dimension.PeakPower] = new("a peak power of panels", "3 kWp", "kWp", [new("kWp", 1), new("Wp", 1e-3), new("MWp", 1e3)]),
        [Dimension.Energy] = new("an energy", "20 kWh", "kWh", [new("kWh", 1), new("MWh", 1e3), new("GWh", 1e6)]),
        [Dimension.EnergyPrice] = new("a price of energy", "0.15 €/kWh", "€/kWh", [new("€/kWh", 1), new("€/MWh", 1e-3), new("c€/kWh", 0.01)]),
        [Dimension.CarbonFactor] = new("a carbon content of energy", "227 gCO2e/kWh", "kgCO2e/kWh",
            [new("gCO2e/kWh", 1e-3), new("kgCO2e/kWh", 1), new("kgCO2e/MWh", 1e-3)]),
        [Dimension.CostPerArea] = new("a cost per area", "450 €/m2", "€/m2", [new("€/m2", 1), new("€/m²", 1)]),
        [Dimension.CostPerPeakPower] = new("a cost per peak power", "1500 €/kWp", "€/kWp", [new("€/kWp", 1), new("€/Wp", 1e3)]),
        [Dimension.FuelPrice] = new("a price of fuel", "1.80 €/l", "€/l", [new("€/l", 1), new("€/L", 1), new("c€/l", 0.01)]),
        [Dimension.Speed] = new("a speed", "30 km/h", "km/h", [new("km/h", 1)]),
        [Dimension.CostPerLength] = new("a cost per length", "300 €/m", "€/m", [new("€/m", 1), new("k€/km", 1)]),
        [Dimension.Concentration] = new("a concentration", "10 µg/m3", "µg/m3", [new("µg/m3", 1), new("µg/m³", 1), new("ug/m3", 1)]),
        [Dimension.EnergyPerArea] = new("an energy per area", "150 kWh/m2", "kWh/m2", [new("kWh/m2", 1), new("kWh/m²", 1)]),
        [Dimension.Angle] = new("an angle", "30°", "°", [new("°", 1), new("deg", 1)]),
    };

    /// <summary>The units of <paramref name="dimension"/>.</summary>
    public static UnitTable Of(Dimension dimension) => Tables[dimension];

    /// <summary>The units' names, for messages: <c>€, k€ or M€</c>.</summary>
    public string Names => Units.Length == 1 ? Units[0].Name : $"{string.Join(", ", Units.SkipLast(1).Select(u => u.Name))} or {Units[^1].Name}";

    /// <summary>The unit of that name; null when it is not one of these.</summary>
    public Unit? Named(string name)
    {
        foreach (Unit unit in Units)
            if (unit.Name == name) return unit;
        return null;
    }

    /// <summary>A value in the engine's unit as a file would write it, in the first unit.</summary>
    public string Show(double value) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(value / Units[0].Factor, 9):0.#########} {Units[0].Name}");
}
