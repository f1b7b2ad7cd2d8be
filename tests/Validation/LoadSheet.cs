using TerritoryTwin.Tests.Buildings;

namespace TerritoryTwin.Tests.Validation;

/// <summary>The hours of a December and what a colder day costs, beside the country.</summary>
internal static class LoadSheet
{
    private const double Allowed = 0.08, Least = 60, Most = 95;

    public static Sheet Of()
    {
        Sheet sheet = new("Electricity by the hour, beside the country",
            "A generated town of 8,000 (seed 12) in the typical year of Nancy by the calendar of 2021, its December brought to the 7 °C of the country's in 2021 (Météo-France, recalled). Its homes count for as many as France has of their kind and heating, its other buildings for the country's floor of services, 28 % of it heated by electricity (CEREN: 19 % in 1990, 26 % in 2010, carried on); the shares are below. "
            + "Beside it the load of the country in December 2021 (RTE, eCO2mix), which holds industry, railways and losses as well. "
            + "A colder day: least squares of the day's mean load over its mean temperature, days below 15 °C; the country's 2.4 GW/K (RTE, Bilan électrique 2020) shared by 30.7 million households. RTE's figure has industry's rooms in it; a fit of the load of recent years finds 1.9 GW/K (Callendar), 62 W/K a household. "
            + "*What buildings leave*: the load less losses, industry, railways and farms: 36, 112, 10 and 8 TWh a year (SDES; the last two recalled). Losses go with the square of the load. The rest is taken to be the same at all hours, or the 47 TWh of industry that RTE does not serve itself to work as the engine's workshops do, from 6 to 20 h on weekdays and half as much else; what is right lies between.");
        NationalLoad load = NationalLoad.Town;
        double[] ours = NationalLoad.December(load.Load), france = NationalLoad.DecemberOfFrance();

        sheet.Table("quantity", "ours", "expected", "source", "agrees");
        for (int hour = 0; hour < 24; hour++)
            sheet.Row(Math.Abs(ours[hour] - france[hour]) <= Allowed, $"December, {hour} h, over its mean", Two(ours[hour]), $"{Two(france[hour])} ± {Two(Allowed)}", "RTE, December 2021");
        double colder = load.PerKelvin(load.Load);
        sheet.Row(colder >= Least && colder <= Most, "a colder day, W/K a household", Sheet.Show(Math.Round(colder)), $"{Sheet.Show(Least)} to {Sheet.Show(Most)}", "RTE: 78");
        sheet.Plain("of that its home, W/K", Sheet.Show(Math.Round(load.PerKelvin(load.Homes))), "–", "–", "–");
        sheet.Plain("of that services, W/K", Sheet.Show(Math.Round(load.PerKelvin(load.Services))), "–", "–", "–");
        sheet.Plain("a household's load in December, home and services, W", Sheet.Show(Math.Round(load.Load[^744..].Average())), Sheet.Show(Math.Round(NationalLoad.MeanOfItsBuildings)), "what the other uses leave of RTE's", "–");
        sheet.Plain("a home's electricity in the year, kWh", Sheet.Show(Math.Round(load.Homes.Sum() / 1000)), "5500", "SDES, 169 TWh in 2021, its climate", "–");
        sheet.Plain("a household's part of services in the year, kWh", Sheet.Show(Math.Round(load.Services.Sum() / 1000)), "4300", "SDES, half of 265 TWh in 2021", "–");

        sheet.Table("December, over the mean of such days", "0", "2", "4", "6", "8", "10", "12", "14", "16", "18", "20", "22");
        foreach (bool weekend in (bool[])[false, true])
        {
            string days = weekend ? "weekends" : "weekdays";
            Days($"{days}, ours", NationalLoad.December(load.Load, weekend));
            Days($"{days}, France", NationalLoad.DecemberOfFrance(weekend));
            Days($"{days}, its buildings, all else at all hours", NationalLoad.DecemberOfItsBuildings(byDay: false, weekend));
            Days($"{days}, its buildings, small industry by day", NationalLoad.DecemberOfItsBuildings(byDay: true, weekend));
        }

        sheet.Table("December, W a household", "a year, kWh", "a colder day, W/K", "0", "2", "4", "6", "8", "10", "12", "14", "16", "18", "20", "22");
        foreach ((string use, double[] of) in load.Uses)
        {
            double[] december = of[^744..];
            sheet.Plain([use, Sheet.Show(Math.Round(of.Sum() / 1000)), Sheet.Show(Math.Round(load.PerKelvin(of), 1)),
                .. Enumerable.Range(0, 12).Select(k => Sheet.Show(Math.Round(Enumerable.Range(0, 31).Average(day => december[24 * day + 2 * k]))))]);
        }

        sheet.Table("weights", "town", "country");
        foreach ((string kind, double town, double country) in load.Shares) sheet.Plain(kind, Sheet.Show(Math.Round(town, 1)), Sheet.Show(country));
        return sheet;

        void Days(string name, double[] day) => sheet.Plain([name, .. day.Where((_, hour) => hour % 2 == 0).Select(Two)]);
    }

    private static string Two(double value) => value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
}
