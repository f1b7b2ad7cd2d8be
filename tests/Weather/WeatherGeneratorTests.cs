using TerritoryTwin.Core;
using TerritoryTwin.Files.Weather;
using TerritoryTwin.Solar;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Weather;

public sealed class WeatherGeneratorTests
{
    public static TheoryData<string> Zones => [.. MonthlyNormals.Zones];

    [Theory, MemberData(nameof(Zones))]
    public void Months_are_as_warm_and_sunny_as_their_normals(string zone)
    {
        MonthlyNormals normals = MonthlyNormals.Zone(zone);
        WeatherYear year = WeatherGenerator.Generate(normals, seed: 1);
        double[] temperature = Months.Means([.. year.Hours.Select(h => h.DryBulb)]);
        double[] global = Months.Means([.. year.Hours.Select(h => h.GlobalHorizontalIrradiance)]);
        double[] wind = Months.Means([.. year.Hours.Select(h => h.WindSpeed)]);
        double[] dew = Months.Means([.. year.Hours.Select(h => h.DewPoint)]);
        for (int month = 0; month < 12; month++)
        {
            MonthNormal normal = normals.Months[month];
            Assert.Equal(normal.MeanTemperature, temperature[month], 1e-6);
            Assert.Equal(normal.Global, 24 * global[month] / 1000, 1e-3 * normal.Global);
            Assert.Equal(normal.WindSpeed, wind[month], 1e-6);
            Assert.Equal(normal.DewPoint, dew[month], 0.5);
            Assert.Equal(normal.MinTemperature, MeanOfDays(year, month, day => day.Min(h => h.DryBulb)), 1.0);
            Assert.Equal(normal.MaxTemperature, MeanOfDays(year, month, day => day.Max(h => h.DryBulb)), 1.0);
        }
    }

    [Fact]
    public void Every_hour_is_physically_possible()
    {
        WeatherYear year = WeatherGenerator.Generate(MonthlyNormals.Zone("H2c"), seed: 7);

        Assert.Equal(8760, year.Hours.Count);
        Assert.All(year.Hours, hour =>
        {
            Sky sky = SkyModel.At(year, hour.Hour);
            Assert.InRange(hour.DryBulb, -25, 45);
            Assert.InRange(hour.RelativeHumidity, 0.05, 1);
            Assert.True(hour.DewPoint <= hour.DryBulb);
            Assert.InRange(hour.Pressure, 95000, 107000);
            Assert.InRange(hour.SkyLongwave, 120, 520);
            Assert.InRange(hour.DirectNormalIrradiance, 0, 1150);
            Assert.InRange(hour.WindSpeed, 0, 25);
            Assert.InRange(hour.WindDirection, 0, 360);
            Assert.Equal(hour.GlobalHorizontalIrradiance, hour.DirectNormalIrradiance * Math.Max(0, sky.Up) + hour.DiffuseHorizontalIrradiance, 1e-6);
            if (sky.Up <= 0) Assert.Equal(0, hour.GlobalHorizontalIrradiance);
        });
    }

    [Fact]
    public void Days_vary_and_follow_one_another_as_in_a_measured_year()
    {
        WeatherYear measured = EpwReader.Read(SharedData.Data("weather/epw/FRA_AR_Lyon-Bron.AP.074800_TMYx.2004-2018.epw"));
        WeatherYear generated = WeatherGenerator.Generate(MonthlyNormals.Of(measured), seed: 3);

        (double spread, double memory) = DayToDay(measured);
        (double ownSpread, double ownMemory) = DayToDay(generated);
        (double grey, double fair) = GreyAndFair(measured);
        (double ownGrey, double ownFair) = GreyAndFair(generated);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"spread {spread:f2} {ownSpread:f2} K, memory {memory:f2} {ownMemory:f2}, grey {grey:f2} {ownGrey:f2}, fair {fair:f2} {ownFair:f2}, "
            + $"DNI {WeatherTotals.Of(measured)} {WeatherTotals.Of(generated)}");

        Assert.Equal(spread, ownSpread, 0.5);
        Assert.Equal(memory, ownMemory, 0.12);
        Assert.Equal(grey, ownGrey, 0.1);
        Assert.Equal(fair, ownFair, 0.1);
    }

    [Fact]
    public void The_same_seed_gives_the_same_year_and_another_seed_another()
    {
        MonthlyNormals zone = MonthlyNormals.Zone("h3");
        WeatherYear first = WeatherGenerator.Generate(zone, seed: 5), again = WeatherGenerator.Generate(zone, seed: 5);
        WeatherYear other = WeatherGenerator.Generate(zone, seed: 6);

        Assert.Equal(first.Hours, again.Hours);
        Assert.NotEqual(first.Hours[1000].DryBulb, other.Hours[1000].DryBulb);
    }

    [Theory]
    [InlineData(71.3, -156.8, -10.0)]
    [InlineData(-33.4, -70.8, -4.0)]
    [InlineData(28.6, 77.1, 5.5)]
    [InlineData(0.0, 20.0, 1.0)]
    public void Any_latitude_and_clock_gives_a_year(double latitude, double longitude, double zone)
    {
        double[] sun = latitude > 60 ? [0, 0.2, 1.2, 3.5, 4.5, 5, 4, 2.3, 1.1, 0.3, 0, 0] : [.. Enumerable.Repeat(2.5, 12)];
        MonthlyNormals normals = new("Far away", latitude, longitude, zone, 20,
            [.. sun.Select(kWh => new MonthNormal(5, 10, 15, kWh, 4, 3))], Source.Guessed, 0.1f, "a test");
        WeatherYear year = WeatherGenerator.Generate(normals, seed: 2);

        Assert.All(year.Hours, h => Assert.True(double.IsFinite(h.DryBulb + h.SkyLongwave + h.GlobalHorizontalIrradiance + h.DewPoint)));
        int warmest = Enumerable.Range(0, 24).MaxBy(i => Enumerable.Range(0, 365).Sum(day => year.Hours[24 * day + i].DryBulb));
        Assert.InRange(warmest, 12, 16);
    }

    [Fact]
    public void Normals_that_no_climate_has_are_refused_with_all_their_faults()
    {
        MonthNormal fine = new(5, 10, 15, 2, 4, 3);
        MonthlyNormals wrong = new("Nowhere", 45, 5, 1, 0,
            [.. Enumerable.Repeat(fine with { Global = 120, WindSpeed = -1 }, 12)], Source.Guessed, 0, "a test");
        MonthlyNormals sunny = wrong with { Months = [.. Enumerable.Repeat(fine with { Global = 9 }, 12)] };

        Assert.Equal(24, Assert.Throws<InputException>(() => WeatherGenerator.Generate(wrong, 1)).Faults.Count);
        Assert.Contains("January", Assert.Throws<InputException>(() => WeatherGenerator.Generate(sunny, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("H2c", Assert.Throws<InputException>(() => MonthlyNormals.Zone("H9")).Message, StringComparison.Ordinal);
    }

    private static double MeanOfDays(WeatherYear year, int month, Func<IEnumerable<WeatherHour>, double> of) =>
        Enumerable.Range(Months.FirstDay(month), Months.Days(month)).Average(day => of(year.Hours.Skip(24 * day).Take(24)));

    /// <summary>Standard deviation of daily means around a month's own, and their correlation from one day to the next.</summary>
    private static (double Spread, double Memory) DayToDay(WeatherYear year)
    {
        double[] days = [.. year.Hours.Chunk(24).Select(day => day.Average(h => h.DryBulb))];
        double squares = 0, products = 0;
        for (int month = 0; month < 12; month++)
        {
            double[] of = days[Months.FirstDay(month)..Months.FirstDay(month + 1)];
            double mean = of.Average();
            squares += of.Sum(d => (d - mean) * (d - mean));
            products += of.Zip(of.Skip(1)).Sum(pair => (pair.First - mean) * (pair.Second - mean));
        }
        return (Math.Sqrt(squares / 365), products / squares);
    }

    /// <summary>Shares of days below a third and above four fifths of a clear sky.</summary>
    private static (double Grey, double Fair) GreyAndFair(WeatherYear year)
    {
        double[] clearness = [.. Enumerable.Range(0, 365).Select(day =>
            year.Hours.Skip(24 * day).Take(24).Sum(h => h.GlobalHorizontalIrradiance)
            / Enumerable.Range(24 * day, 24).Sum(hour => ClearSky.Haurwitz(SunPosition.At(year, hour).Zenith)))];
        return (clearness.Average(c => c < 0.33 ? 1.0 : 0), clearness.Average(c => c > 0.8 ? 1.0 : 0));
    }
}
