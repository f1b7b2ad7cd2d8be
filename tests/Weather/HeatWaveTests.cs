using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Tests.Scenarios;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Weather;

public sealed class HeatWaveTests
{
    private static readonly WeatherYear Year = WeatherGenerator.Generate(MonthlyNormals.Zone("H1a"), seed: 1);

    [Theory]
    [InlineData(HeatWaveProfile.Paris2003, 9, 39.5, 25.5)]
    [InlineData(HeatWaveProfile.Paris2019, 6, 42.6, 25)]
    public void A_wave_reaches_its_afternoon_and_its_night_and_leaves_the_rest_of_the_year(HeatWaveProfile profile, int days, double highest, double night)
    {
        HeatWave wave = HeatWave.Of(profile);
        WeatherYear heated = wave.In(Year);
        int first = wave.BeginsIn(Year);
        WeatherHour[][] inside = [.. heated.Hours.Skip(24 * first).Take(24 * days).Chunk(24)];
        Assert.Equal(days, inside.Length);
        Assert.Equal(highest, inside.Max(d => d.Max(h => h.DryBulb)), 0.3);                  // the rise ends within the last day
        Assert.Equal(night, inside.Max(d => d.Min(h => h.DryBulb)), 0.3);
        Assert.InRange(inside[0].Max(h => h.DryBulb), highest - HeatWave.Rise, highest - 1.5);
        Assert.Equal(Year.Hours.Take(24 * (first - 1)), heated.Hours.Take(24 * (first - 1)));
        Assert.Equal(Year.Hours.Skip(24 * (first + days + 1)), heated.Hours.Skip(24 * (first + days + 1)));
        Assert.All(heated.Hours, h => Assert.True(h.RelativeHumidity is > 0 and <= 1 && h.DewPoint <= h.DryBulb && h.GlobalHorizontalIrradiance >= 0 && h.SkyLongwave > 200));
        for (int hour = 24 * (first - 1); hour < 24 * (first + days + 1); hour++)
            Assert.InRange(Math.Abs(heated.Hours[hour].DryBulb - heated.Hours[hour - 1].DryBulb), 0, 6);
        Assert.Equal([.. Enumerable.Range(0, 8760)], heated.Hours.Select(h => h.Hour));
    }

    [Fact]
    public void A_wave_of_its_own_hottest_days_is_no_hotter_than_they_are()
    {
        WeatherYear heated = HeatWave.Of(HeatWaveProfile.HottestDays).In(Year);
        int hottest = HeatWave.HottestOf(Year);
        Assert.Equal(Year.Hours.Skip(24 * hottest).Take(72).Max(h => h.DryBulb), heated.Hours.Max(h => h.DryBulb), 0.7);
        Assert.True(Means(heated).Count(m => m > Means(Year).Order().Reverse().ElementAt(5)) >= 4);       // more hot days than there were

        static double[] Means(WeatherYear year) => [.. year.Hours.Chunk(24).Select(d => d.Average(h => h.DryBulb))];
    }

    [Theory]
    [InlineData("heat_wave: { days: 9, from: 08-04 .. 08-09 }", "wants its first day alone")]
    [InlineData("heat_wave: { highest: 30 °C, warmest_night: 31 °C }", "is not colder than `highest`")]
    [InlineData("heat_wave: paris1976", "wants one of hottest_days, paris2003, paris2019")]
    [InlineData("heat_wave: { days: 100 }", "wants a whole number from 1 to 60")]
    public void What_is_no_wave_is_refused(string wave, string fault)
    {
        using ScenarioFolder folder = new ScenarioFolder().Write("hot.yaml", Text(wave));
        InputException e = Assert.Throws<InputException>(() => ScenarioReader.Read(folder.PathOf("hot.yaml")));
        Assert.Contains(e.Faults, f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void A_scenario_names_a_wave_and_notes_tell_it_and_winter_is_refused()
    {
        using ScenarioFolder folder = new ScenarioFolder().Write("hot.yaml", Text("heat_wave: paris2003")).Write("winter.yaml", Text("heat_wave: { from: 01-20 }"));
        using HostDevice device = new(1);
        using Stage stage = Set("hot.yaml");
        Assert.Contains(stage.Notes, n => n.StartsWith("a heat wave of 9 days from", StringComparison.Ordinal) && n.Contains("up to 39.5 °C", StringComparison.Ordinal));
        Assert.Equal(39.5, stage.WeatherOf(2050).Hours.Max(h => h.DryBulb), 0.3);
        InputException e = Assert.Throws<InputException>(() => Set("winter.yaml"));
        Assert.Contains("more than 30 days away", e.Message, StringComparison.Ordinal);
        Assert.Contains("more than 30 days away", Assert.Single(ScenarioCheck.Check(folder.PathOf("winter.yaml"), ScenarioTerritory.Load).Faults), StringComparison.Ordinal);

        folder.Write("warmer.yaml", Text("heat_wave: paris2003, shift: 2 K"));
        using Stage warmer = Set("warmer.yaml");
        Assert.Equal(41.5, warmer.WeatherOf(2050).Hours.Max(h => h.DryBulb), 0.3);
        Assert.Contains(warmer.Notes, n => n.Contains("up to 41.5 °C", StringComparison.Ordinal));

        Stage Set(string name) => Stage.Set(ScenarioReader.Read(folder.PathOf(name)), new LastTerritory(), device, cache: null, new Stopwatches());
    }

    [Fact]
    public void A_year_with_weather_of_its_own_has_the_wave_too()
    {
        string own = SharedData.Data("weather/epw/FRA_Macon_RT2012-H1c_derived.epw.gz");
        using ScenarioFolder folder = new ScenarioFolder().Write("own.yaml", Text($"heat_wave: paris2003, years: [{{ year: 2030, epw: {own} }}]").Replace("name: Hot", "name: Hot\nyears: 2029-2030", StringComparison.Ordinal));
        using HostDevice device = new(1);
        using Stage both = Stage.Set(ScenarioReader.Read(folder.PathOf("own.yaml")), new LastTerritory(), device, cache: null, new Stopwatches());
        Assert.Equal(39.5, both.WeatherOf(2029).Hours.Max(h => h.DryBulb), 0.3);
        Assert.Equal(39.5, both.WeatherOf(2030).Hours.Max(h => h.DryBulb), 0.3);
        Assert.NotEqual(both.WeatherOf(2029).Hours[4000], both.WeatherOf(2030).Hours[4000]);
        Assert.Contains(both.Notes, n => n.Contains("put into the weather of 2030 (`weather.heat_wave`)", StringComparison.Ordinal));
    }

    private static string Text(string wave) => $"name: Hot\nterritory: {{ generate: {{ inhabitants: 2000, seed: 12 }} }}\nweather: {{ zone: H1a, seed: 1, elevation: none, {wave} }}\n";
}
