using TerritoryTwin.Core;

namespace TerritoryTwin.Weather;

/// <summary>What a month is like on average.</summary>
/// <param name="MinTemperature">Of the days [°C].</param>
/// <param name="MeanTemperature">[°C].</param>
/// <param name="MaxTemperature">Of the days [°C].</param>
/// <param name="Global">On the horizontal [kWh/m² a day].</param>
/// <param name="DewPoint">[°C].</param>
/// <param name="WindSpeed">At 10 m [m/s].</param>
public readonly record struct MonthNormal(
    double MinTemperature, double MeanTemperature, double MaxTemperature, double Global, double DewPoint, double WindSpeed);

/// <summary>The climate of a place, month by month.</summary>
/// <param name="Name">Of the place.</param>
/// <param name="Latitude">[°].</param>
/// <param name="Longitude">[°], east positive.</param>
/// <param name="TimeZone">Hours ahead of UTC, standard time.</param>
/// <param name="Elevation">That the figures hold for [m above sea level].</param>
/// <param name="Months">Twelve, from January.</param>
/// <param name="Source">Where the figures come from.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Origin">The same in words.</param>
public sealed record MonthlyNormals(
    string Name, double Latitude, double Longitude, double TimeZone, double Elevation,
    IReadOnlyList<MonthNormal> Months, Source Source, float Confidence, string Origin)
{
    /// <summary>Standard deviation of the daily mean temperature around the course of the year [K].</summary>
    public double DayToDay { get; init; } = 3.0;

    /// <summary>The climate zones of the French building regulations that <see cref="Zone"/> knows.</summary>
    public static IReadOnlyList<string> Zones => FrenchZones.Names;

    /// <summary>A French climate zone at sea level, without any file.</summary>
    /// <param name="name">H1a, H1b, H1c, H2a, H2b, H2c, H2d or H3.</param>
    /// <exception cref="InputException">No such zone.</exception>
    public static MonthlyNormals Zone(string name) => FrenchZones.Find(name)
        ?? throw new InputException($"climate zone `{name}` is not known; expected one of {string.Join(", ", Zones)}. Choose the zone of the department.");

    /// <summary>The normals of one year: its own months.</summary>
    public static MonthlyNormals Of(WeatherYear year)
    {
        double[] mean = Means(hour => hour.DryBulb), global = Means(hour => hour.GlobalHorizontalIrradiance);
        double[] dew = Means(hour => hour.DewPoint), wind = Means(hour => hour.WindSpeed);
        WeatherHour[][] days = [.. year.Hours.Chunk(24)];
        double[] dayMeans = [.. days.Select(day => day.Average(hour => hour.DryBulb))];
        double squares = dayMeans.Select((value, day) => Math.Pow(value - mean[Weather.Months.OfDay(day)], 2)).Sum();
        return new MonthlyNormals(
            year.Name, year.Latitude, year.Longitude, year.TimeZone, year.Elevation,
            [.. Enumerable.Range(0, 12).Select(month => new MonthNormal(
                DaysOf(month).Average(day => day.Min(hour => hour.DryBulb)), mean[month], DaysOf(month).Average(day => day.Max(hour => hour.DryBulb)),
                24 * global[month] / 1000, dew[month], wind[month]))],
            Source.Derived, 0.75f, $"the months of {year.Name}") { DayToDay = Math.Sqrt(squares / days.Length) };

        double[] Means(Func<WeatherHour, double> of) => Weather.Months.Means([.. year.Hours.Select(of)]);

        IEnumerable<WeatherHour[]> DaysOf(int month) => days.Skip(Weather.Months.FirstDay(month)).Take(Weather.Months.Days(month));
    }

    /// <summary>Refuses figures that no climate has.</summary>
    /// <exception cref="InputException">With every fault.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (!(Math.Abs(Latitude) <= 90 && Math.Abs(Longitude) <= 180 && Math.Abs(TimeZone) <= 14 && Elevation is > -500 and < 9000))
            faults.Add($"normals of {Name}: latitude {Latitude}, longitude {Longitude}, time zone {TimeZone}, elevation {Elevation}; expected a place on the Earth. Correct it.");
        if (!(DayToDay is >= 0 and <= 15))
            faults.Add($"normals of {Name}: days spread by {DayToDay} K; expected 0 to 15 K. Correct the figure.");
        if (Months.Count != 12)
            faults.Add($"normals of {Name}: {Months.Count} months; expected 12 from January. Give them all.");
        for (int month = 0; month < Months.Count && month < 12; month++) Check(month, faults);
        if (faults.Count > 0) throw new InputException(faults);
    }

    private void Check(int index, List<string> faults)
    {
        MonthNormal month = Months[index];
        Require(month.MinTemperature > -80 && month.MaxTemperature < 60 && month.MinTemperature < month.MeanTemperature && month.MeanTemperature < month.MaxTemperature,
            $"temperatures {month.MinTemperature}, {month.MeanTemperature}, {month.MaxTemperature} °C", "minimum < mean < maximum, from -80 to 60 °C");
        Require(month.Global is >= 0 and < 13, $"{month.Global} kWh/m² of sun a day", "0 to 13");
        Require(month.DewPoint > -90 && month.DewPoint <= month.MeanTemperature, $"a dew point of {month.DewPoint} °C", "at most the mean temperature");
        Require(month.WindSpeed is >= 0 and < 40, $"wind of {month.WindSpeed} m/s", "0 to 40 m/s");

        void Require(bool holds, string found, string expected)
        {
            if (!holds) faults.Add($"normals of {Name}, {Weather.Months.Name(index)}: {found}; expected {expected}. Correct the figure or its unit.");
        }
    }
}
