using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Weather;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Weather;

/// <summary>Weather files of users whose faults were read in silence.</summary>
public sealed class EpwFieldTests
{
    private const double TrueGlobal = 1791.5;          // kWh/m² in the year of the sound file

    // What is filled cannot be what was there: global from its parts takes the sun at the middle of the hour, 2 % off over these weeks; Erbs's split keeps the global radiation.
    [Theory]
    [InlineData("ghi0-three-weeks", "global radiation: 247 hours of 0 beside diffuse radiation were taken as missing", 2e-3)]
    [InlineData("dni-dhi0-three-weeks", "direct and diffuse radiation: 319 hours of 0 beside global radiation were taken as missing", 1e-4)]
    public void Weeks_of_zeros_are_missing_radiation(string name, string note, double tolerance)
    {
        WeatherYear year = EpwReader.Read(SharedData.Field($"12-epw-radiation-gap/{name}.epw.gz"), out IReadOnlyList<string> notes);
        WeatherYear sound = EpwReader.Read(SharedData.Field("12-epw-radiation-gap/ok.epw.gz"), out IReadOnlyList<string> none);
        Assert.Contains(notes, n => n.Contains(note, StringComparison.Ordinal));
        Assert.DoesNotContain(none, n => n.Contains("taken as missing", StringComparison.Ordinal));
        Assert.Equal(TrueGlobal, WeatherTotals.Of(sound).Global, 0.1);
        Assert.Equal(TrueGlobal, WeatherTotals.Of(year).Global, tolerance * TrueGlobal);
        Assert.Equal(WeatherTotals.Of(sound).DirectNormal, WeatherTotals.Of(year).DirectNormal, 0.02 * WeatherTotals.Of(sound).DirectNormal);
    }

    [Fact]
    public void Hours_in_UTC_under_another_clock_are_refused() => Assert.Contains("the radiation of the day has its middle at 11.8",
        Assert.Throws<InputException>(() => EpwReader.Read(SharedData.Field("13-epw-elsewhere/utc-shift.epw.gz"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(-33.9, true)]
    [InlineData(-6, true)]
    [InlineData(-4, false)]
    [InlineData(34, false)]
    public void A_territory_of_the_south_is_refused_since_its_seasons_are_not_those_of_the_engine(double latitude, bool refused)
    {
        Territory there = new() { Name = "there", Epsg = 32756, Latitude = latitude, Longitude = 151, Terrain = new(new Grid(1, 1, 1), [0]), Buildings = [] };
        if (refused) Assert.Contains("expected one north of 5° south", Assert.Throws<InputException>(() => WeatherPlace.RequireNorth(there)).Message, StringComparison.Ordinal);
        else WeatherPlace.RequireNorth(there);
    }

    [Fact]
    public void Weather_of_the_other_hemisphere_is_refused_by_check_and_run()
    {
        string scenario = SharedData.Field("13-epw-elsewhere/sydney.yaml");
        CheckReport report = ScenarioCheck.Check(scenario, ScenarioTerritory.Load);
        Assert.Contains("where summer is in the winter of", Assert.Single(report.Faults), StringComparison.Ordinal);
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        string folder = Path.Combine(Path.GetTempPath(), $"twin-sydney-{Guid.NewGuid():n}");
        Assert.Contains("33.9° south", Assert.Throws<InputException>(() => runner.Run(runner.Read(scenario), folder, static (_, _) => { }, CancellationToken.None)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Weather_from_far_away_is_questioned()
    {
        string folder = Directory.CreateTempSubdirectory("twin-far-").FullName, scenario = Path.Combine(folder, "far.yaml");
        try
        {
            File.WriteAllText(scenario, $"name: far\nterritory: {{ generate: {{ inhabitants: 2000, seed: 1 }} }}\nweather: {{ epw: {SharedData.Data("weather/epw/GRC_Athens_2023_ERA5.epw.gz")} }}\nyears: 2030\n");
            CheckReport report = ScenarioCheck.Check(scenario, ScenarioTerritory.Load);
            Assert.Empty(report.Faults);
            Assert.Contains(report.Warnings, w => w.Contains("the weather was taken at ", StringComparison.Ordinal) && w.Contains(" km from ", StringComparison.Ordinal));
            File.WriteAllText(scenario, File.ReadAllText(scenario).Replace("GRC_Athens_2023_ERA5.epw.gz", "FRA_La.Rochelle_RT2012-H2b_derived.epw.gz", StringComparison.Ordinal));
            Assert.DoesNotContain(ScenarioCheck.Check(scenario, ScenarioTerritory.Load).Warnings, w => w.Contains("taken at", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
