using TerritoryTwin.Air;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Heat;
using TerritoryTwin.Mobility;
using TerritoryTwin.Solar;
using TerritoryTwin.Tests.Heat.Streets;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Mobility;

/// <summary>A coupling that is off gives nothing: who would receive has the bits of a run without the giver, and other bits where it is on.</summary>
public sealed class CouplingSwitchTests : IDisposable
{
    private const int Hours = 36;
    private static readonly MobilityParameters Moves = new() { On = true, ElectricCars = 0.3 };
    private static readonly Territory Town = TownGenerator.Generate(2000, 12);

    private readonly BuildingShapes _shapes = BuildingShapes.Of(Town);
    private readonly HostDevice _device = new();
    private readonly Horizons _horizons;

    public CouplingSwitchTests() => _horizons = new(HorizonTables.Scan(Town, _shapes, SurfaceModel.Build(Town), _device), _shapes, _device);

    public void Dispose()
    {
        _horizons.Dispose();
        _device.Dispose();
    }

    [Fact]
    public void Streets_without_traffic_heat_and_buildings_without_charging_are_those_of_a_territory_in_which_nobody_moves()
    {
        RequireAsStill("heat", MobilityModel.TrafficHeat, streets: true);
        RequireAsStill("buildings", MobilityModel.ChargingCars, streets: false);          // warm streets reach rooms too, by another coupling

        void RequireAsStill(string receiver, Switch of, bool streets)
        {
            Dictionary<string, double[]> still = Columns(new MobilityParameters(), off: null, streets), all = Columns(Moves, off: null, streets), off = Columns(Moves, of.Key, streets);
            string[] received = [.. still.Keys.Where(k => k.StartsWith(receiver + " ", StringComparison.Ordinal))];
            Assert.NotEmpty(received);
            Assert.Contains(received, k => !still[k].AsSpan().SequenceEqual(all[k]));
            Assert.All(received, k => Assert.Equal(still[k].Select(BitConverter.DoubleToInt64Bits), off[k].Select(BitConverter.DoubleToInt64Bits)));
        }
    }

    [Fact]
    public void The_air_of_streets_without_exhaust_is_the_same_whatever_drives()
    {
        MobilityParameters busy = Moves with { ThroughTraffic = 0.6, ElectricCars = 0 };
        Dictionary<string, double[]> clean = Columns(Moves, AirModel.Exhaust.Key), busyClean = Columns(busy, AirModel.Exhaust.Key);
        Dictionary<string, double[]> soiled = Columns(Moves, off: null), busySoiled = Columns(busy, off: null);
        string[] air = [.. clean.Keys.Where(static k => k.StartsWith("air ", StringComparison.Ordinal))];
        Assert.NotEmpty(air);
        Assert.Contains(air, k => !soiled[k].AsSpan().SequenceEqual(busySoiled[k]));
        Assert.All(air, k => Assert.Equal(clean[k].Select(BitConverter.DoubleToInt64Bits), busyClean[k].Select(BitConverter.DoubleToInt64Bits)));
    }

    [Fact]
    public void Who_does_not_know_of_traffic_chooses_the_same_whatever_drives()
    {
        Territory town = TownGenerator.Generate(10_000, 3);
        (TravelDemand empty, TravelDemand full) = (new(town, Moves with { ThroughTraffic = 0 }, 0.2, 7), new(town, Moves with { ThroughTraffic = 0.8 }, 0.2, 7));
        (TravelDay before, TravelDay after) = (empty.Day(DayKind.Weekday, congestion: false), full.Day(DayKind.Weekday, congestion: false));
        Assert.Equal(before.Modes, after.Modes);
        (TravelAccounts mine, TravelAccounts theirs) = (TravelAccounts.Of(empty, before), TravelAccounts.Of(full, after));
        Assert.Equal(mine.Minutes.Select(BitConverter.DoubleToInt64Bits), theirs.Minutes.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(mine.Money.Select(BitConverter.DoubleToInt64Bits), theirs.Money.Select(BitConverter.DoubleToInt64Bits));
        Assert.NotEqual(before.Hours[8].Volumes.Sum(), after.Hours[8].Volumes.Sum());
        Assert.NotEqual(mine.Minutes, TravelAccounts.Of(full, full.Day(DayKind.Weekday)).Minutes);
    }

    // Of every process what it tells of some days of January, all couplings on but one.
    private Dictionary<string, double[]> Columns(MobilityParameters mobility, string? off, bool streets = true)
    {
        using Simulation simulation = new(new()
        {
            Territory = Town, Shapes = _shapes, Horizons = _horizons, Cells = StreetHeatTests.Cells(Town), Weather = [WeatherGenerator.Generate(MonthlyNormals.Zone("H2b"), 3)], Members = 1,
            Calendar = new Calendar(2030, CalendarRules.France), Parameters = ParameterSet.Default.With(new HeatParameters { On = streets }).With(mobility),
            Couplings = new(Simulation.Couplings.ToDictionary(static c => c.Key, c => c.Key != off, StringComparer.Ordinal)),
        });
        simulation.WarmUp();
        for (int hour = 0; hour < Hours; hour++) simulation.Step();
        YearTables year = simulation.Year();
        return year.Tables.Append(year.Series).SelectMany(static t => t.Columns.OfType<NumberColumn>().Select(c => (t.Name, Column: c)))
            .Where(static c => Simulation.Declared.ProcessOf.ContainsKey(c.Column.Name))
            .ToDictionary(static c => $"{Simulation.Declared.ProcessOf[c.Column.Name]} {c.Name} {c.Column.Name}", static c => c.Column.Values.ToArray(), StringComparer.Ordinal);
    }
}
