using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Weather;
using TerritoryTwin.Solar;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Solar;

public sealed class AnnualChainTests
{
    [Fact]
    public void Every_weather_file_gives_the_reference_irradiation_and_yield()
    {
        foreach (ReferenceRow row in ReferenceTable.Read("annual_chain/annual_results_by_weather.csv").Rows)
        {
            WeatherYear year = EpwReader.Read(SharedData.Data("weather/epw/" + row.Text("file")));
            WeatherTotals totals = WeatherTotals.Of(year);
            Sky[] skies = SkyModel.Of(year);
            TiltedPlane roof = TiltedPlane.TowardsEquator(year.Latitude, 30);

            AssertWithin(0.01, row, "GHI_kWh", totals.Global);
            AssertWithin(0.01, row, "DNI_kWh", totals.DirectNormal);
            AssertWithin(0.01, row, "DHI_kWh", totals.Diffuse);
            Assert.Equal(row["Tmean"], totals.MeanTemperature, 1e-3);
            Assert.Equal(row["HDD18"], totals.HeatingDegreeDays, 0.01);
            AssertWithin(0.01, row, "POA30S_kWh", Sum(roof.Under(skies)));
            AssertWithin(0.01, row, "S90_kWh", Sum(new TiltedPlane(90, 180).Under(skies)));
            AssertWithin(0.01, row, "N90_kWh", Sum(new TiltedPlane(90, 0).Under(skies)));
            AssertWithin(0.015, row, "PV_kWh_per_kWp", new PhotovoltaicYear(roof).Yield(year));
        }
    }

    [Theory]
    [InlineData("WD100", 0.0)]
    [InlineData("WD600", 0.2)]
    public void The_faces_of_the_standard_s_building_receive_the_reference_irradiation(string weatherCase, double albedo)
    {
        WeatherYear denver = Denver();
        foreach (ReferenceRow row in ReferenceTable.Read("solar/weather_drivers_annual.csv").Rows)
        {
            string quantity = row.Text("quantity");
            if (!quantity.EndsWith("_perez_kWh", StringComparison.Ordinal)) continue;
            string face = quantity[..quantity.IndexOf('_', StringComparison.Ordinal)];

            double found = Sum(Face(face, albedo).Year(denver));
            AssertWithin(face == "N90" ? 0.02 : 0.01, row, weatherCase, found);
        }
    }

    [Fact]
    public void The_hours_of_three_days_agree_with_the_reference()
    {
        WeatherYear denver = Denver();
        foreach (ReferenceRow row in ReferenceTable.Read("solar/weather_drivers_hourly.csv").Rows)
        {
            DateTime day = DateTime.ParseExact(row.Text("day"), "MM-dd", CultureInfo.InvariantCulture);
            int hour = 24 * (new DateTime(2022, day.Month, day.Day).DayOfYear - 1) + (int)row["hour_ending_local_std"] - 1;
            Sky sky = SkyModel.At(denver, hour);
            if (sky.Elevation <= 5) continue;
            PlaneIrradiance found = Face(row.Text("surface"), row.Text("case") == "WD100" ? 0.0 : 0.2).Irradiance(sky);

            Assert.Equal(row["beam"], found.Beam, 3.0);
            Assert.Equal(row["sky_perez1990"], found.Sky, 3.0);
            Assert.Equal(row["ground"], found.Ground, 3.0);
        }
    }

    [Fact]
    public void Polar_night_gives_no_sun_and_the_polar_year_still_adds_up()
    {
        WeatherYear barrow = EpwReader.Read(SharedData.Data("weather/epw/USA_AK_Barrow.700260_TMY3.epw.gz"));
        Sky[] skies = SkyModel.Of(barrow);

        Assert.All(skies[..(24 * 18)], sky => Assert.True(sky is { DirectNormal: 0, Up: < 0, Circumsolar: 0 }));
        Assert.All(skies, sky => Assert.True(double.IsFinite(sky.Circumsolar + sky.HorizonBrightness + sky.Azimuth)));
    }

    private static WeatherYear Denver() => EpwReader.Read(SharedData.Data("weather/epw/USA_CO_Denver.725650_TYCST_Std140.epw"));

    private static TiltedPlane Face(string name, double albedo)
    {
        if (name == "H") return new TiltedPlane(0, 180, albedo);
        double azimuth = name[..^2] switch { "N" => 0, "E" => 90, "SE" => 135, "S" => 180, "SW" => 225, "W" => 270, _ => double.NaN };
        return new TiltedPlane(double.Parse(name[^2..], CultureInfo.InvariantCulture), azimuth, albedo);
    }

    private static double Sum(PlaneIrradiance[] hours) => hours.Sum(hour => hour.Total) / 1000;

    private static void AssertWithin(double share, ReferenceRow row, string column, double found)
    {
        double expected = row[column];
        TestContext.Current.TestOutputHelper?.WriteLine($"{column} {expected} {found:f3} {100 * (found / expected - 1):f3} %");
        Assert.Equal(expected, found, share * expected);
    }
}
