using TerritoryTwin.Core;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Weather;

public sealed class AltitudeAndShiftTests
{
    private static readonly WeatherYear Sea = WeatherGenerator.Generate(MonthlyNormals.Zone("H2c"), seed: 1);

    [Fact]
    public void A_village_at_600_m_is_4_degrees_colder_and_its_air_thinner()
    {
        WeatherYear village = Altitude.Correct(Sea, 600);

        for (int hour = 0; hour < 8760; hour += 7)
        {
            WeatherHour low = Sea.Hours[hour], high = village.Hours[hour];
            Assert.Equal(low.DryBulb - 3.9, high.DryBulb, 1e-9);
            Assert.Equal(low.Pressure * 0.930883, high.Pressure, 1.0);
            Assert.Equal(low.GlobalHorizontalIrradiance, high.GlobalHorizontalIrradiance);
            Assert.True(high.SkyLongwave < low.SkyLongwave && high.DewPoint <= high.DryBulb && high.RelativeHumidity is > 0 and <= 1);
            Assert.Equal(high.RelativeHumidity, MoistAir.RelativeHumidity(high.DryBulb, high.DewPoint), 1e-9);
            if (high.RelativeHumidity < 1) Assert.Equal(Water(low), Water(high), 0.005 * Water(low));
        }
        Assert.Equal(600, village.Elevation);
    }

    [Fact]
    public void Going_up_and_down_again_changes_nothing_where_no_cloud_forms()
    {
        WeatherYear back = Altitude.Correct(Altitude.Correct(Sea, -100), 0);

        Assert.All(Sea.Hours.Zip(back.Hours), pair => Assert.Equal(pair.First.DewPoint, pair.Second.DewPoint, 1e-6));
        Assert.All(Sea.Hours.Zip(back.Hours), pair => Assert.Equal(pair.First.SkyLongwave, pair.Second.SkyLongwave, 1e-6));
    }

    [Theory]
    [InlineData(-501)]
    [InlineData(9001)]
    [InlineData(double.NaN)]
    public void A_height_where_nobody_lives_is_refused(double elevation) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Altitude.Correct(Sea, elevation));

    [Fact]
    public void Each_month_warms_by_its_own_difference_without_a_jump()
    {
        double[] wanted = [2, 2, 2.2, 2.4, 2.6, 3.2, 3.6, 3.8, 3.2, 2.6, 2.2, 2];
        WeatherYear warm = WeatherShift.ByMonth(Sea, wanted);
        double[] found = Months.Means([.. warm.Hours.Zip(Sea.Hours, (after, before) => after.DryBulb - before.DryBulb)]);
        double[] steps = [.. warm.Hours.Zip(Sea.Hours, (after, before) => after.DryBulb - before.DryBulb)];

        for (int month = 0; month < 12; month++) Assert.Equal(wanted[month], found[month], 1e-6);
        Assert.All(steps.Zip(steps.Skip(1)), pair => Assert.Equal(pair.First, pair.Second, 0.01));
        Assert.All(warm.Hours.Zip(Sea.Hours), pair => Assert.Equal(pair.Second.RelativeHumidity, pair.First.RelativeHumidity));
        Assert.All(warm.Hours.Zip(Sea.Hours), pair => Assert.True(pair.First.SkyLongwave > pair.Second.SkyLongwave));
    }

    [Fact]
    public void A_shift_needs_twelve_sensible_months()
    {
        Assert.Throws<ArgumentException>(() => WeatherShift.ByMonth(Sea, [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => WeatherShift.By(Sea, double.NaN));
    }

    /// <summary>Vapour pressure over pressure: the same in rising air until it clouds.</summary>
    private static double Water(WeatherHour hour) => hour.RelativeHumidity * MoistAir.SaturationPressure(hour.DryBulb) / hour.Pressure;
}
