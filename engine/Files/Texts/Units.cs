namespace TerritoryTwin.Files.Texts;

/// <summary>Units of result files (<c>kWh m-2 year-1</c>) as people write them (kWh/m²/an).</summary>
public static class Units
{
    private static readonly Dictionary<string, string> French = new()
    {
        ["year"] = "an", ["yr"] = "an", ["a"] = "an", ["day"] = "jour", ["month"] = "mois", ["person"] = "pers.", ["dwelling"] = "logt", ["vehicle"] = "véh.", ["veh"] = "véh.",
        ["degC"] = "°C", ["deg"] = "°", ["percent"] = "%", ["EUR"] = "€", ["MEUR"] = "M€", ["kgCO2e"] = "kgCO₂e", ["tCO2e"] = "tCO₂e", ["gCO2e"] = "gCO₂e", ["m2"] = "m²", ["m3"] = "m³", ["h"] = "h", ["ug"] = "µg",
    };

    private static readonly Dictionary<string, string> English = new(French)
    {
        ["year"] = "year", ["yr"] = "year", ["a"] = "year", ["day"] = "day", ["month"] = "month", ["person"] = "pers.", ["dwelling"] = "dwelling", ["vehicle"] = "veh.", ["veh"] = "veh.",
    };

    /// <summary>A unit for people. Products and powers (<c>kWh m-2</c>) and slashes (<c>kWh/m²/year</c>) are understood; what is unknown stays as it is.</summary>
    public static string ForPeople(string? unit, Language language)
    {
        if (string.IsNullOrWhiteSpace(unit) || unit is "1" or "-") return "";
        Dictionary<string, string> words = language == Language.French ? French : English;
        List<string> above = [], below = [];
        string[] parts = unit.Split('/');
        for (int k = 0; k < parts.Length; k++)
        {
            foreach (string factor in parts[k].Split([' ', '·'], StringSplitOptions.RemoveEmptyEntries))
            {
                (string symbol, int power) = Split(factor);
                bool isBelow = (power < 0) != (k > 0);
                (isBelow ? below : above).Add(Word(symbol, words) + Raised(Math.Abs(power)));
            }
        }
        string top = above.Count == 0 ? "1" : string.Join('·', above);
        return below.Count == 0 ? top : $"{top}/{string.Join('/', below)}";
    }

    /// <summary>The unit that keeps a value short: 12 345 678 kWh is 12,3 GWh. Only whole units are changed, never those with a denominator.</summary>
    public static Scaling Scale(double size, string unit)
    {
        (string Large, double Factor)[] steps = unit switch
        {
            "kWh" => [("TWh", 1e9), ("GWh", 1e6), ("MWh", 1e3)],
            "MWh" => [("TWh", 1e6), ("GWh", 1e3)],
            "kW" or "kWp" => [("G" + unit[1..], 1e6), ("M" + unit[1..], 1e3)],
            "W" => [("GW", 1e9), ("MW", 1e6), ("kW", 1e3)],
            "kgCO2e" or "kgCO₂e" => [("ktCO₂e", 1e6), ("tCO₂e", 1e3)],
            "tCO2e" or "tCO₂e" => [("MtCO₂e", 1e6), ("ktCO₂e", 1e3)],
            _ => [],
        };
        foreach ((string large, double factor) in steps)
            if (size >= (large == "ktCO₂e" ? 99.95 : 9.995) * factor) return new(factor, large);      // towns are spoken of in tonnes
        return new(1, unit is "EUR" ? "€" : unit);
    }

    private static string Word(string symbol, Dictionary<string, string> words) => words.GetValueOrDefault(symbol, symbol);

    // "m-2" is m to the power −2; "m2" and "CO2" are words of their own.
    private static (string Symbol, int Power) Split(string factor)
    {
        int minus = factor.LastIndexOf('-');
        if (minus > 0 && int.TryParse(factor.AsSpan(minus + 1), out int power) && power is > 0 and < 10) return (factor[..minus], -power);
        return (factor, 1);
    }

    private static string Raised(int power) => power == 1 ? "" : power == 2 ? "²" : power == 3 ? "³" : $"^{power}";
}

/// <summary>A larger unit for large values.</summary>
/// <param name="Factor">Values are divided by it.</param>
/// <param name="Unit">Then.</param>
public readonly record struct Scaling(double Factor, string Unit);
