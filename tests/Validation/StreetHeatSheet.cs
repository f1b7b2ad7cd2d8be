using System.Globalization;
using TerritoryTwin.Tests.Heat.Streets;

namespace TerritoryTwin.Tests.Validation;

/// <summary>The heat island of a generated city beside what was observed of others.</summary>
internal static class StreetHeatSheet
{
    public static Sheet Of()
    {
        using HeatIsland city = new(100000, 12, 50);
        double[] calm = city.Day(1), light = city.Day(3), windy = city.Day(9);
        double population = 2.01 * Math.Log10(100000) - 4.06, canyon = 7.54 + 3.97 * Math.Log(city.Canyon);
        Sheet sheet = new("The heat island of a generated city",
            $"100,000 inhabitants, seed 12, cells of 50 m, under one clear July day of zone H2c that repeats itself: air of the hundredth of cells with most walls, of a mean height over width of {Show(city.Canyon)}, less that of grass "
            + "around the city. Bounds: `oke_uhi` and `fr_numbers` of the references; those of Oke are the greatest that were observed in calm and clear nights. A wind of 1 m/s at every hour is calmer than noons are. The air above is that of the station and what the city puts into it; in the streets no wind carries air from cell to cell.");
        sheet.Table("quantity", "ours", "expected", "source", "agrees");
        Row("greatest in calm air, K", calm.Max(), 1, Math.Min(population, canyon), "Oke 1973 and 1981: at most");
        Row("hour of the greatest", Array.IndexOf(calm, calm.Max()), 18, 24, "Oke 1987: some hours after sunset");
        Row("mean of the night in calm air, 22 to 5 h, K", Night(calm), 1.5, 6.4, "Lyon by the Urban Weather Generator, denser: 3.6 mean, 6.4 most");
        Row("noon in calm air, K", calm[12], -1, 1, "Oke 1987: near nothing");
        Row("mean of the night in wind of 9 m/s over calm", Night(windy) / Night(calm), 0, 0.5, "Oke 1973: gone");
        sheet.Table("hour", "calm, K", "3 m/s, K", "9 m/s, K");
        for (int hour = 0; hour < 24; hour += 3) sheet.Plain($"{hour}", Show(calm[hour]), Show(light[hour]), Show(windy[hour]));
        return sheet;

        void Row(string quantity, double found, double low, double high, string source) => sheet.Row(found >= low && found <= high, quantity, Show(found), $"{Show(low)} to {Show(high)}", source);
    }

    private static double Night(double[] day) => (day[..5].Sum() + day[22..].Sum()) / 7;

    private static string Show(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
