using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Scenarios;

/// <summary>Years that differ: a climate path, and files of single years.</summary>
public sealed class ClimateTests : IDisposable
{
    private const string Town = "name: Warm\nterritory: { generate: { inhabitants: 2000, seed: 12 } }\nyears: 2026-2100\nsimulate: [2030, 2050, 2100]\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-climate-").FullName;

    [Theory]
    [InlineData(2020, 1.7)]
    [InlineData(2010, 1.7)]
    [InlineData(2035, 2.2)]          // half of the way from 1.7 K to 2.7 K
    [InlineData(2050, 2.7)]
    [InlineData(2075, 3.35)]
    [InlineData(2100, 4)]
    [InlineData(2150, 4)]
    public void Warming_goes_straight_from_level_to_level(int year, double warming) => Assert.Equal(warming, new ClimatePath([(2050, 2.7), (2100, 4)]).In(year), 1e-12);

    [Fact]
    public void Summers_warm_more_than_winters_and_the_year_by_the_mean()
    {
        double[] months = ClimatePath.Months(3.3);                                 // 1976–2005 to a France at +4 K: summer about 1 K more than winter (Météo-France 2024)
        Assert.Equal(3.3, months.Average(), 1e-12);
        Assert.Equal(1, months[6] - months[0], 1e-12);
        Assert.All(months, m => Assert.InRange(m, months[0], months[6]));
    }

    [Fact]
    public void Each_simulated_year_has_the_weather_of_its_climate_or_its_own_file()
    {
        string epw = SharedData.Data("weather/epw/FRA_Nancy_RT2012-H1b_derived.epw.gz");
        File.Copy(epw, Path.Combine(_folder, "own.epw.gz"));
        Scenario scenario = ScenarioReader.Read(Write("weather: { zone: H2b, seed: 3, elevation: none, climate: '+2.7 K by 2050, +4 K by 2100', warming: 1.2 K, years: [{ year: 2050, epw: own.epw.gz }] }"));
        using HostDevice device = new(1);
        using Stage stage = Stage.Set(scenario, new LastTerritory(), device, cache: null, new Stopwatches());
        WeatherYear plain = WeatherGenerator.Generate(MonthlyNormals.Zone("H2b"), 3);
        Assert.Equal(1.7 + 1.0 / 3 - 1.2, Mean(stage.WeatherOf(2030)) - Mean(plain), 0.01);      // months weigh by their days
        Assert.Equal(4 - 1.2, Mean(stage.WeatherOf(2100)) - Mean(plain), 0.02);
        Assert.Equal(Mean(Files.Weather.EpwReader.Read(epw)), Mean(stage.WeatherOf(2050)));
        Assert.Contains(stage.Notes, n => n.StartsWith("the weather of 2100 is 2.8 K warmer than its source: a France at +4.0 K since 1900–1930", StringComparison.Ordinal));
        Assert.DoesNotContain(stage.Notes, n => n.StartsWith("the weather of 2050 is", StringComparison.Ordinal));
        Assert.Equal("with today’s prices and carbon", scenario.Today);
    }

    [Fact]
    public void Without_a_path_titles_say_that_climate_and_prices_are_todays() =>
        Assert.Equal("with today’s climate, prices and carbon", ScenarioReader.Read(Write("weather: { zone: H2b }")).Today);

    [Theory]
    [InlineData("{ zone: H2b, climate: +2.7 K }", "`weather.climate` wants warming since 1900–1930 by year")]
    [InlineData("{ zone: H2b, climate: +2.7 by 2050 }", "wants warming since 1900–1930 by year")]
    [InlineData("{ zone: H2b, climate: '+4 K by 2100, +2.7 K by 2050' }", "`+2.7 K by 2050` does not come after 2100")]
    [InlineData("{ zone: H2b, climate: +2 K by 2019 }", "does not come after 2020")]
    [InlineData("{ zone: H2b, climate: +27 K by 2050 }", "is beyond 8 K")]
    [InlineData("{ zone: H2b, warming: 1 K }", "`weather.warming` goes with `climate`")]
    [InlineData("{ zone: H2b, years: [{ year: 2050, epw: gone.epw }] }", "does not exist")]
    public void What_is_no_path_is_refused(string weather, string fault)
    {
        InputException e = Assert.Throws<InputException>(() => ScenarioReader.Read(Write($"weather: {weather}")));
        Assert.Contains(e.Faults, f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void A_year_before_the_path_is_refused()
    {
        string file = Write("weather: { zone: H2b, climate: +2.7 K by 2050 }");
        File.WriteAllText(file, File.ReadAllText(file).Replace("years: 2026-2100", "years: 1990-2100").Replace("[2030, 2050, 2100]", "[1990, 2050]"));
        InputException e = Assert.Throws<InputException>(() => ScenarioReader.Read(file));
        Assert.Contains(e.Faults, f => f.Contains("leads from 2020 on, and 1990 is simulated", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_of_a_year_that_is_not_simulated_is_told()
    {
        File.WriteAllText(Path.Combine(_folder, "some.epw"), "");
        Scenario scenario = ScenarioReader.Read(Write("weather: { zone: H2b, years: [{ year: 2040, epw: some.epw }] }"));
        Assert.Contains(scenario.Warnings, w => w.Contains("names 2040, which is not simulated (2030, 2050, 2100)", StringComparison.Ordinal));
    }

    private string Write(string weather)
    {
        string file = Path.Combine(_folder, "warm.yaml");
        File.WriteAllText(file, Town + weather + "\n");
        return file;
    }

    private static double Mean(WeatherYear year) => year.Hours.Average(h => h.DryBulb);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
