using TerritoryTwin.Core;
using TerritoryTwin.Files.Weather;

namespace TerritoryTwin.Tests.Weather;

public sealed class EpwReaderTests
{
    [Fact]
    public void Every_shared_file_is_read_and_gives_its_published_sums()
    {
        foreach (ReferenceRow row in ReferenceTable.Read("annual_chain/annual_results_by_weather.csv").Rows)
        {
            WeatherYear year = EpwReader.Read(SharedData.Data("weather/epw/" + row.Text("file")), out IReadOnlyList<string> notes);

            Assert.Equal(8760, year.Hours.Count);
            Assert.Equal(row["lat"], year.Latitude, 1e-3);
            Assert.Equal(row["lon"], year.Longitude, 1e-3);
            Assert.Equal(row["tz"], year.TimeZone);
            Assert.Equal(row["GHI_kWh"], year.Hours.Sum(h => h.GlobalHorizontalIrradiance) / 1000, 2e-3);
            Assert.Equal(row["DNI_kWh"], year.Hours.Sum(h => h.DirectNormalIrradiance) / 1000, 2e-3);
            Assert.Equal(row["DHI_kWh"], year.Hours.Sum(h => h.DiffuseHorizontalIrradiance) / 1000, 2e-3);
            Assert.Equal(row["Tmean"], year.Hours.Average(h => h.DryBulb), 1e-4);
            Assert.All(year.Hours, h => Assert.True(double.IsFinite(h.SkyLongwave) && h.SkyLongwave is > 50 and < 600));
            TestContext.Current.TestOutputHelper?.WriteLine(year.Name + "\n  " + string.Join("\n  ", notes));
        }
    }
}
