using System.Globalization;

namespace TerritoryTwin.Files.Weather;

/// <summary>The first line of an EPW file.</summary>
internal readonly record struct EpwPlace(string Name, double Latitude, double Longitude, double TimeZone, double Elevation)
{
    /// <summary>Reads <c>LOCATION,city,state,country,source,WMO,latitude,longitude,time zone,elevation</c>.</summary>
    public static EpwPlace Read(string line, string fallbackName, EpwFaults faults)
    {
        List<string> fields = EpwText.Fields(line);
        if (fields.Count == 0 || !fields[0].Equals("LOCATION", StringComparison.OrdinalIgnoreCase))
        {
            faults.Add(1, $"the file begins with `{EpwText.Shown(line)}`", "`LOCATION,…`, the first line of an EPW file", "Give an EPW file, plain or gzipped.");
            faults.ThrowIfAny();
        }
        EpwPlace place = new(
            Named(fields, fallbackName),
            Number(fields, 6, "latitude", -90, 90, faults), Number(fields, 7, "longitude", -180, 180, faults),
            Number(fields, 8, "time zone", -12, 14, faults), Number(fields, 9, "elevation", -500, 9000, faults));
        double clock = Math.IEEERemainder(place.TimeZone - place.Longitude / 15, 24);
        if (Math.Abs(clock) > 4.5)
        {
            faults.Add(1, $"longitude {place.Longitude}° with a clock {place.TimeZone} h ahead of UTC", "a clock within 4.5 h of the sun",
                "East is positive, and so are clocks ahead of UTC: check both signs.");
        }
        return place;
    }

    private static string Named(List<string> fields, string fallback)
    {
        string city = fields.Count > 1 ? fields[1] : "";
        return city.Length == 0 || city is "NA" or "-" or "unknown" ? fallback : EpwText.Shown(city);
    }

    private static double Number(List<string> fields, int index, string name, double lowest, double highest, EpwFaults faults)
    {
        string text = fields.Count > index ? fields[index] : "";
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= lowest && value <= highest)
            return value;
        faults.Add(1, $"field {index + 1} ({name}) is `{EpwText.Shown(text)}`", $"a number from {lowest} to {highest}", "Write it on the LOCATION line.");
        return 0;
    }
}
