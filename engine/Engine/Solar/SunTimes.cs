namespace TerritoryTwin.Solar;

/// <summary>When the sun rises, culminates and sets.</summary>
/// <param name="Rise">The upper rim touches the horizon; none in polar night and under the midnight sun.</param>
/// <param name="Transit">The sun stands highest (on the meridian).</param>
/// <param name="Set">The upper rim leaves; none in polar night and under the midnight sun.</param>
public readonly record struct SunTimes(DateTimeOffset? Rise, DateTimeOffset Transit, DateTimeOffset? Set)
{
    private const double Horizon = -0.26667 - 0.5667;   // half the disc and the refraction at the horizon, °

    /// <summary>The day whose mean solar noon falls on a date.</summary>
    /// <param name="date">Of the place's mean solar time.</param>
    /// <param name="latitude">[°], −90 to 90.</param>
    /// <param name="longitude">[°], east positive.</param>
    /// <returns>Instants in universal time, good to a few seconds over a flat horizon in a standard atmosphere.</returns>
    public static SunTimes On(DateOnly date, double latitude, double longitude)
    {
        DateTimeOffset transit = new DateTimeOffset(date.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero).AddHours(-longitude / 15);
        for (int i = 0; i < 3; i++) transit = transit.AddHours(-SunPosition.HourAngle(transit, longitude) / 15);
        return new SunTimes(Crossing(transit.AddHours(-12)), transit, Crossing(transit.AddHours(12)));

        double Above(DateTimeOffset time) => SunPosition.At(time, latitude, longitude).Elevation - Horizon;

        DateTimeOffset? Crossing(DateTimeOffset midnight)
        {
            if (Above(transit) <= 0 || Above(midnight) >= 0) return null;
            DateTimeOffset down = midnight, up = transit;
            for (int i = 0; i < 22; i++)    // 12 h / 2²² = 0.01 s
            {
                DateTimeOffset middle = down + (up - down) / 2;
                if (Above(middle) > 0) up = middle; else down = middle;
            }
            return up;
        }
    }
}
