using TerritoryTwin.Solar;

namespace TerritoryTwin.Files.Weather;

/// <summary>What columns must have in common: swapped columns, shifted clocks and wrong signs show here.</summary>
internal static class EpwChecks
{
    private const double Share = 0.1;           // of the hours that may disagree before the file is refused
    private const double Discord = 0.25;        // of global radiation and its parts; sound files reach 0.07, swapped columns 0.4 and more
    private const double NightLight = 20;       // W/m², that twilight does not reach

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
}
