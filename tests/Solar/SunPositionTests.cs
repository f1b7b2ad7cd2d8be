using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Tests.Solar;

public sealed class SunPositionTests
{
    [Fact]
    public void The_sun_stands_where_the_reference_algorithm_sees_it()
    {
        foreach (ReferenceRow row in ReferenceTable.Read("solar/solar_position_spa.csv").Rows)
        {
            DateTimeOffset time = DateTimeOffset.Parse(row.Text("utc"), CultureInfo.InvariantCulture);
            SunPosition sun = SunPosition.At(time, row["lat_deg"], row["lon_deg"], row["elev_m"], row["delta_t_s"]);
            double apparent = 90 - sun.ApparentElevation(row["pressure_Pa"], row["temp_C"]);

            Assert.Equal(row["zenith_deg"], sun.Zenith, 2e-6);
            Assert.Equal(row["apparent_zenith_deg"], apparent, 1e-3);
            Assert.Equal(row["azimuth_deg_cw_from_N"], sun.Azimuth, 2e-6);
            Assert.Equal(row["eot_min"], sun.EquationOfTime, 1e-3);
            Assert.Equal(row["earth_sun_dist_AU"], sun.Distance, 1e-8);
        }
    }

    [Fact]
    public void The_published_example_of_2003_is_met()
    {
        SunPosition sun = SunPosition.At(new DateTimeOffset(2003, 10, 17, 12, 30, 30, TimeSpan.FromHours(-7)), 39.742476, -105.1786, 1830.14, 67);

        Assert.Equal(50.11162, 90 - sun.ApparentElevation(82000, 11), 1e-5);
        Assert.Equal(194.34024, sun.Azimuth, 1e-5);
        Assert.Equal(39.872046, sun.Elevation, 1e-6);
        Assert.Equal(0.9965422974, sun.Distance, 1e-9);
    }

    [Theory]
    [InlineData(1950, 29.1)]
    [InlineData(1975, 45.5)]
    [InlineData(2000, 63.8)]
    [InlineData(2020, 69.4)]
    public void Earth_time_lags_as_was_observed(int year, double seconds) =>
        Assert.Equal(seconds, SunEphemeris.EstimateDeltaT(new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero)), 3.0);

    [Fact]
    public void The_sun_rises_and_sets_within_seconds_of_the_reference()
    {
        foreach (ReferenceRow row in ReferenceTable.Read("solar/sun_rise_set_spa.csv").Rows)
        {
            DateOnly date = DateOnly.Parse(row.Text("utc_date"), CultureInfo.InvariantCulture);
            SunTimes times = SunTimes.On(date, row["lat_deg"], row["lon_deg"]);

            AssertClose("sunrise_utc", times.Rise);
            AssertClose("transit_utc", times.Transit);
            AssertClose("sunset_utc", times.Set);

            void AssertClose(string column, DateTimeOffset? found)
            {
                DateTime expected = date.ToDateTime(TimeOnly.Parse(row.Text(column), CultureInfo.InvariantCulture));
                Assert.NotNull(found);
                Assert.Equal(0, (found.Value.UtcDateTime - expected).TotalSeconds, 10.0);
            }
        }
    }

    [Fact]
    public void Polar_night_and_midnight_sun_have_no_rise_and_no_set()
    {
        SunTimes december = SunTimes.On(new DateOnly(2023, 12, 21), 71.29, -156.77);
        SunTimes june = SunTimes.On(new DateOnly(2023, 6, 21), 71.29, -156.77);

        Assert.Null(december.Rise);
        Assert.Null(december.Set);
        Assert.Null(june.Rise);
        Assert.Null(june.Set);
    }

    [Theory]
    [InlineData(45.0, 180.0)]
    [InlineData(-33.4, 0.0)]
    public void At_its_highest_the_sun_stands_over_the_equator_s_side(double latitude, double azimuth)
    {
        DateTimeOffset noon = SunTimes.On(new DateOnly(2024, 3, 1), latitude, 20).Transit;
        SunPosition sun = SunPosition.At(noon, latitude, 20);

        Assert.Equal(0, Math.IEEERemainder(sun.Azimuth - azimuth, 360), 0.01);
    }

    [Fact]
    public void The_vector_to_the_sun_has_length_one_and_its_angles()
    {
        SunPosition sun = SunPosition.At(new DateTimeOffset(2024, 5, 2, 9, 0, 0, TimeSpan.Zero), 44, 2.5);

        Assert.Equal(1, sun.East * sun.East + sun.North * sun.North + sun.Up * sun.Up, 1e-12);
        Assert.True(sun.East > 0 && sun.Azimuth is > 90 and < 180);
    }

    [Fact]
    public void A_clock_of_half_hours_puts_noon_where_the_sun_is_highest()
    {
        WeatherYear delhi = new("Delhi", 28.567, 77.103, 5.5, 237, []);
        int highest = Enumerable.Range(24 * 100, 24).MaxBy(hour => SunPosition.At(delhi, hour).Elevation);

        Assert.Equal(12, highest - 24 * 100);
        Assert.Equal(new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.FromHours(5.5)).AddMinutes(30), SunPosition.MiddleOf(delhi, 0));
    }

    [Fact]
    public void The_hours_of_a_weather_year_are_those_of_the_full_algorithm()
    {
        foreach (double zone in (double[])[-12, 5.5, 14])
        {
            WeatherYear year = new("x", 44.2, 15 * (zone - Math.Round(zone / 13) * 2), zone, 200, []);
            for (int hour = 0; hour < 8760; hour += hour is > 20 and < 8730 ? 37 : 1)
            {
                SunPosition table = SunPosition.At(year, hour);
                SunPosition full = SunPosition.At(SunPosition.MiddleOf(year, hour), year.Latitude, year.Longitude, year.Elevation);
                Assert.Equal(full.Elevation, table.Elevation, 1e-6);
                Assert.Equal(full.Azimuth, table.Azimuth, 1e-5);
                Assert.Equal(full.EquationOfTime, table.EquationOfTime, 1e-6);
            }
        }
    }

    [Theory]
    [InlineData(90.0001, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.PositiveInfinity)]
    public void A_place_that_is_not_on_the_Earth_is_refused(double latitude, double longitude) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SunPosition.At(DateTimeOffset.UnixEpoch, latitude, longitude));

    [Fact]
    public void At_the_poles_the_sun_s_height_is_its_declination()
    {
        SunPosition sun = SunPosition.At(new DateTimeOffset(2024, 6, 20, 21, 0, 0, TimeSpan.Zero), 90, 0);

        Assert.Equal(23.435, sun.Elevation, 0.01);
        Assert.True(double.IsFinite(sun.Azimuth));
    }
}
