using System.Globalization;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Files.Weather;

/// <summary>What columns must have in common: swapped columns, shifted clocks and wrong signs show here.</summary>
internal static class EpwChecks
{
    private const double Share = 0.1;           // of the hours that may disagree before the file is refused
    private const double Discord = 0.25;        // of global radiation and its parts; sound files reach 0.07, swapped columns 0.4 and more
    private const double NightLight = 20;       // W/m², that twilight does not reach
    private const double DoubtfulNoon = 0.3, WrongNoon = 0.5;       // h

    /// <summary>The dew point cannot stand above the air's temperature.</summary>
    public static void DewPoint(double[] dryBulb, double[] dewPoint, EpwFaults faults, List<string> notes)
    {
        int above = 0, set = 0;
        for (int h = 0; h < dewPoint.Length; h++)
        {
            if (dewPoint[h] > dryBulb[h] + 1) above++;
            if (dewPoint[h] <= dryBulb[h]) continue;
            dewPoint[h] = dryBulb[h];
            set++;
        }
        if (above > Share * dewPoint.Length)
        {
            faults.Add($"the dew point is above the dry bulb temperature in {above} hours", "a dew point at or below the air's temperature",
                "Look whether columns 7 and 8 were swapped.");
        }
        else if (set > 0) notes.Add($"dew point: {set} hours above the dry bulb temperature were set to it.");
    }

    /// <summary>The sun does not shine at night, and global radiation is the sum of its parts.</summary>
    public static void Radiation(EpwSeries series, SunPosition[] suns, EpwFaults faults)
    {
        double[] global = series[EpwColumn.Global], direct = series[EpwColumn.Direct], diffuse = series[EpwColumn.Diffuse];
        int night = 0;
        double sum = 0, apart = 0;
        for (int h = 0; h < suns.Length; h++)
        {
            if (suns[h].Elevation < -9 && global[h] > NightLight) night++;
            sum += global[h];
            apart += Math.Abs(direct[h] * Math.Max(0, suns[h].Up) + diffuse[h] - global[h]);
        }
        if (night > 0.01 * suns.Length)
        {
            faults.Add($"{night} hours of night with more than {NightLight} W/m² of global radiation", "darkness below the horizon",
                "Look whether latitude, longitude and time zone belong to the file, and whether columns were swapped.");
        }
        else if (apart > Discord * sum)
        {
            faults.Add($"global radiation and its direct and diffuse parts differ by {100 * apart / sum:f0} % from hour to hour", $"at most {100 * Discord:f0} %",
                "Look whether columns 14 (global), 15 (direct) and 16 (diffuse) were swapped, and whether latitude, longitude and time zone belong to the file.");
        }
    }

    /// <summary>Radiation has its noon with the sun: a clock in UTC, or an hour of summer time, shows here. Sound files lie within 0.2 h, as afternoons are cloudier or mornings foggier.</summary>
    public static void Noon(double[] global, SunPosition[] suns, EpwFaults faults, List<string> notes)
    {
        double light = 0, noon = 0, sun = 0, sunNoon = 0;
        for (int h = 0; h < suns.Length; h++)
        {
            double middle = h % 24 + 0.5, up = Math.Max(0, suns[h].Up);
            light += global[h];
            noon += middle * global[h];
            sun += up;
            sunNoon += middle * up;
        }
        if (!(light > 0 && sun > 0)) return;
        double late = noon / light - sunNoon / sun;
        string found = string.Create(CultureInfo.InvariantCulture, $"the radiation of the day has its middle at {noon / light:0.00} h, the sun at {sunNoon / sun:0.00} h");
        if (Math.Abs(late) > WrongNoon)
        {
            faults.Add($"{found}, by longitude and time zone of the LOCATION line", $"both within {WrongNoon.ToString(CultureInfo.InvariantCulture)} h",
                "The hours may be in UTC, or in summer time: move the rows, or write their clock as time zone.");
        }
        else if (Math.Abs(late) > DoubtfulNoon) notes.Add($"{found}: its hours may be told half an hour off.");
    }
}
