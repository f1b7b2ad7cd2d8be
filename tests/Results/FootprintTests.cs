using TerritoryTwin.Files.Results;

namespace TerritoryTwin.Tests.Results;

public sealed class FootprintTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-powercap-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Counter(string package, long microjoules)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, package)).FullName;
        File.WriteAllText(Path.Combine(folder, "energy_uj"), $"{microjoules}\n");
        File.WriteAllText(Path.Combine(folder, "max_energy_range_uj"), "10000000000\n");
    }

    [Fact]
    public void Packages_are_added_and_their_parts_are_not()
    {
        Counter("intel-rapl:0", 1_000_000); Counter("intel-rapl:1", 5_000_000); Counter("intel-rapl:0:0", 0);
        Footprint footprint = new(_folder);
        Counter("intel-rapl:0", 1_801_000_000); Counter("intel-rapl:1", 1_805_000_000); Counter("intel-rapl:0:0", 900_000_000);
        FootprintReading reading = footprint.Read();
        Assert.True(reading.Measured);
        Assert.Equal(1, reading.Energy, tolerance: 1e-9);
        Assert.Equal(0.052, reading.Carbon, tolerance: 1e-9);
    }

    [Fact]
    public void A_counter_that_wraps_goes_on()
    {
        Counter("intel-rapl:0", 9_999_000_000);
        Footprint footprint = new(_folder);
        Counter("intel-rapl:0", 2_599_000_000);
        Assert.Equal(2600.0 / 3600, footprint.Read().Energy, tolerance: 1e-9);
    }

    [Fact]
    public void Without_a_counter_the_figure_is_an_estimate_and_says_so()
    {
        FootprintReading reading = new Footprint(_folder).Read();
        Assert.False(reading.Measured);
        Assert.Contains("estimated", reading.ToString(), StringComparison.Ordinal);
        Assert.True(reading.Energy > 0);
    }
}
