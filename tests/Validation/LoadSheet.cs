using TerritoryTwin.Tests.Buildings;

namespace TerritoryTwin.Tests.Validation;

/// <summary>The hours of a December and what a colder day costs, beside the country.</summary>
internal static class LoadSheet
{
    private const double Allowed = 0.08, Least = 60, Most = 95;

    public static Sheet Of()
    {
        Sheet sheet = new("Electricity by the hour, beside the country",
            "A generated town of 8,000 (seed 12) in the typical year of Nancy by the calendar of 2021, its December brought to the 7 °C of the country's in 2021 (Météo-France, recalled). Its homes count for as many as France has of their kind and heating, its other buildings for the country's floor of services; the shares are below. "
            + "Beside it the load of the country in December 2021 (RTE, eCO2mix), which holds industry, railways and losses as well: some 28 % of it (recalled), nearly flat, so that homes and services alone swing more. "
            + "A colder day: least squares of the day's mean load over its mean temperature, days below 15 °C; the country's 2.4 GW/K (RTE, recalled) shared by 30.7 million households.");
        NationalLoad load = NationalLoad.Town;
        double[] ours = NationalLoad.December(load.Load), france = NationalLoad.DecemberOfFrance();

        sheet.Table("quantity", "ours", "expected", "source", "agrees");
        for (int hour = 0; hour < 24; hour++)
            sheet.Row(Math.Abs(ours[hour] - france[hour]) <= Allowed, $"December, {hour} h, over its mean", Two(ours[hour]), $"{Two(france[hour])} ± {Two(Allowed)}", "RTE, December 2021");
        double colder = load.PerKelvin(load.Load);
        sheet.Row(colder >= Least && colder <= Most, "a colder day, W/K a household", Sheet.Show(Math.Round(colder)), $"{Sheet.Show(Least)} to {Sheet.Show(Most)}", "RTE: 78");
        sheet.Plain("of that its home, W/K", Sheet.Show(Math.Round(load.PerKelvin(load.Homes))), "–", "–", "–");
        sheet.Plain("a household's load in December: home and services, W", $"{Sheet.Show(Math.Round(load.Homes[^744..].Average()))} and {Sheet.Show(Math.Round(load.Services[^744..].Average()))}", "–", "–", "–");

        sheet.Table("December, over the mean of such days", "0", "2", "4", "6", "8", "10", "12", "14", "16", "18", "20", "22");
        foreach (bool weekend in (bool[])[false, true])
        {
            Days(weekend ? "weekends, ours" : "weekdays, ours", NationalLoad.December(load.Load, weekend));
            Days(weekend ? "weekends, France" : "weekdays, France", NationalLoad.DecemberOfFrance(weekend));
        }

        sheet.Table("weights", "town", "country");
        foreach ((string kind, double town, double country) in load.Shares) sheet.Plain(kind, Sheet.Show(Math.Round(town, 1)), Sheet.Show(country));
        return sheet;

        void Days(string name, double[] day) => sheet.Plain([name, .. day.Where((_, hour) => hour % 2 == 0).Select(Two)]);
    }

    private static string Two(double value) => value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
}
