using System.Globalization;
using TerritoryTwin.Buildings;
using TerritoryTwin.Core;
using TerritoryTwin.Tests.Buildings;

namespace TerritoryTwin.Tests.Validation;

/// <summary>What the type of a house says of one house: 98 official cases, each with its own areas, and the envelope that its year and heating give it.</summary>
internal static class DoorSheet
{
    private const int Draws = 100;
    private static readonly (string Name, int From, int To)[] Periods = [("to 1947", 0, 1947), ("1948 to 1974", 1948, 1974), ("1975 to 1988", 1975, 1988), ("1989 to 2000", 1989, 2000), ("from 2001 on", 2001, 3000)];
    private static readonly Dictionary<string, double> Country = new(StringComparer.Ordinal) { ["A"] = 2, ["B"] = 3, ["C"] = 24, ["D"] = 32, ["E"] = 22, ["F"] = 10.5, ["G"] = 6.5 };       // ONRE 2022, F and G in the ratio of 2023 [%]

    public static Sheet Of()
    {
        House[] houses = [.. Read()];
        Sheet sheet = new("Houses by the door",
            $"Loss and heat of {houses.Length} official houses over what the type of each gives with the same areas, mean of {Draws} draws of past works. Cases have many more F and G than the country, so that *mean* weighs each by what its letter has in the country (ONRE 2022). "
            + "The spread is what one building's figure is worth: a town's sum hides it. Few cases are young, and all are taken as if electricity had heated none, though it heats 37 of them, which are better insulated.");
        sheet.Table("built", "houses", "loss, ours over official: mean", "from decile to decile", "heat: mean", "from decile to decile", "expected of the mean", "agrees");
        foreach ((string name, int from, int to) in Periods)
        {
            House[] of = [.. houses.Where(h => h.Built >= from && h.Built <= to)];
            (double loss, double heat) = (Mean(of, static h => h.Loss), Mean(of, static h => h.Heat));
            sheet.Row(loss is >= 0.85 and <= 1.15 && heat is >= 0.85 and <= 1.15, name, $"{of.Length}", Show(loss), Spread(of, static h => h.Loss), Show(heat), Spread(of, static h => h.Heat), "0.85 to 1.15");
        }
        sheet.Plain("all", $"{houses.Length}", Show(Mean(houses, static h => h.Loss)), Spread(houses, static h => h.Loss), Show(Mean(houses, static h => h.Heat)), Spread(houses, static h => h.Heat), "–", "–");
        return sheet;

        // Of sums, as a town adds them.
        double Mean(House[] of, Func<House, (double Ours, double Official)> value)
        {
            double Weight(House h) => Country[h.Letter] / houses.Count(o => o.Letter == h.Letter);
            return of.Sum(h => Weight(h) * value(h).Ours) / of.Sum(h => Weight(h) * value(h).Official);
        }

        static string Spread(House[] of, Func<House, (double Ours, double Official)> value)
        {
            double[] ratios = [.. of.Select(h => value(h).Ours / value(h).Official).Order()];
            return $"{Show(ratios[(int)(0.1 * (ratios.Length - 1))])} to {Show(ratios[(int)Math.Ceiling(0.9 * (ratios.Length - 1))])}";
        }

        static string Show(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
    }

    private static IEnumerable<House> Read()
    {
        foreach (Dictionary<string, string> row in Csv.Texts(SharedData.Data("buildings-fr/dpe-cases/dpe_cases_summary.csv")))
        {
            if (!row["type"].Contains("maison", StringComparison.Ordinal) || Value("heat_need_kWh") is <= 0 or > 1e6 || Value("window_area_m2") <= 0) continue;
            int built = Value("year_built") is >= 1000 and var year ? (int)year : row["period"] switch { "avant 1948" => 1920, "1948-1974" => 1965, "1975-1977" => 1976, "1978-1982" => 1980, "1983-1988" => 1985, "1989-2000" => 1995, "2001-2005" => 2003, "2006-2012" => 2009, _ => 2015 };
            double area = Value("living_area_m2"), windows = Value("window_area_m2"), walls = Value("wall_area_m2") + windows, ground = row["altitude_class"] switch { "inférieur à 400m" => 100, "400-800m" => 600, _ => 900 };
            LabelClimate climate = LabelClimate.Of("H" + row["climate_zone"][1..]);
            double gains = EnergyLabel.Gains(area, ConventionalUse.Adults(area, house: true));
            TypicalEnvelope type = Typology.Of(DwellingSize.Detached, built, electric: false);
            Envelope asBuilt = new(DwellingSize.Detached, Known(type.WallU), Known(type.RoofU), Known(type.FloorU), type.FloorFactor, Known(type.WindowU), Known(type.WindowG), Known(type.Bridges), Known(windows / walls),
                Known(type.Infiltration), Known(Typology.UseAirChange), Known(1), 2.5 * area, [walls / 4, walls / 4, walls / 4, walls / 4], Value("roof_area_m2"), Value("floor_area_m2"));
            (double loss, double heat) = (0, 0);
            for (int draw = 0; draw < Draws; draw++)
            {
                Envelope today = PastWorks.On(asBuilt, built, electric: false, draw, seed: 1);
                double of = walls * (1 - today.WindowShare) * today.WallU + windows * today.WindowU + today.Roof * today.RoofU + today.Floor * today.FloorU * today.FloorFactor
                    + (walls + today.Roof + today.Floor) * today.Bridges + area * EnergyLabel.AirOf(built, house: true, newVentilation: false);
                double aperture = 0.56 * today.WindowG * windows / 4;
                loss += of / Draws;
                heat += EnergyLabel.Heat(of, [aperture, aperture, aperture, aperture], azimuth: 0, gains, climate, ground) / Draws;
            }
            string letter = string.CompareOrdinal(row["energy_class"], row["ghg_class"]) >= 0 ? row["energy_class"] : row["ghg_class"];
            yield return new(built, letter, (loss, Value("H_total_W_K")), (heat, Value("heat_need_kWh")));

            double Value(string column) => double.TryParse(row[column], CultureInfo.InvariantCulture, out double value) ? value : 0;
        }

        static Known<double> Known(double value) => Known<double>.Typical(value);
    }

    private sealed record House(int Built, string Letter, (double Ours, double Official) Loss, (double Ours, double Official) Heat);
}
