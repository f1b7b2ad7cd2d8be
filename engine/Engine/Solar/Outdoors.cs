using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Solar;

/// <summary>Weather and sky of the hour that is stepped, for every member of an ensemble.</summary>
public sealed class Outdoors
{
    private readonly IReadOnlyList<WeatherYear> _years;
    private readonly WeatherHour[] _weather;
    private readonly Sky[] _sky;

    /// <summary>Years of weather of one place; call <see cref="Set"/> before the first hour.</summary>
    /// <param name="years">One for all members, or one a member.</param>
    /// <exception cref="ArgumentException">There is none, or they are of different places: the sun of an hour is one for all members.</exception>
    public Outdoors(params IReadOnlyList<WeatherYear> years)
    {
        ArgumentNullException.ThrowIfNull(years);
        if (years.Count == 0) throw new ArgumentException("no year of weather", nameof(years));
        if (years.FirstOrDefault(y => (y.Latitude, y.Longitude, y.TimeZone) != (years[0].Latitude, years[0].Longitude, years[0].TimeZone)) is { } other)
            throw new ArgumentException($"the weather of members must be of one place: {other.Name} and {years[0].Name} are not", nameof(years));
        (_years, _weather, _sky) = (years, new WeatherHour[years.Count], new Sky[years.Count]);
    }

    /// <summary>Of the year, 0 to 8,759.</summary>
    public int Hour { get; private set; } = -1;
    /// <summary>How many members have a weather of their own; 1 when all share one.</summary>
    public int Members => _years.Count;
    /// <summary>The weather, one a member or one for all.</summary>
    public IReadOnlyList<WeatherHour> Weather => _weather;
    /// <summary>Sun and sky, one a member or one for all; the sun stands in the same place in all.</summary>
    public IReadOnlyList<Sky> Sky => _sky;
    /// <summary>Of trees in the season: <see cref="Canopy.Transmissivity"/>.</summary>
    public double Transmissivity => Canopy.Transmissivity(Hour, _years[0].Latitude);

    /// <summary>Goes to an hour.</summary>
    public void Set(int hour)
    {
        Hour = hour;
        for (int member = 0; member < _years.Count; member++)
        {
            _weather[member] = _years[member].Hours[hour];
            _sky[member] = SkyModel.At(_years[member], hour);
        }
    }

    /// <summary>The mean outdoor temperature of some hours of each year [°C].</summary>
    public double[] MeanDryBulb(int first, int count) => [.. _years.Select(y => y.Hours.Skip(first).Take(count).Average(h => h.DryBulb))];

    /// <summary>A number of the weather for the kernels of all members.</summary>
    public Uniform Each(Func<WeatherHour, double> of)
    {
        if (_weather.Length == 1) return (float)of(_weather[0]);
        float[] values = new float[_weather.Length];
        for (int member = 0; member < values.Length; member++) values[member] = (float)of(_weather[member]);
        return Uniform.ByMember(values);
    }

    /// <summary>A number of the sky for the kernels of all members.</summary>
    public Uniform Each(Func<Sky, double> of)
    {
        if (_sky.Length == 1) return (float)of(_sky[0]);
        float[] values = new float[_sky.Length];
        for (int member = 0; member < values.Length; member++) values[member] = (float)of(_sky[member]);
        return Uniform.ByMember(values);
    }
}
