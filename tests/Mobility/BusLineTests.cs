using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Measures;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility;

/// <summary>A line of buses across a generated town that has none.</summary>
public sealed class BusLineTests
{
    private static readonly MobilityParameters On = new() { On = true };
    private static readonly Lazy<Territory> Town = new(() => TownGenerator.Generate(3000, 4));

    private static WayChoice Across(Territory town)
    {
        double[] x = [.. town.Buildings.Select(b => b.Footprint.Outer.X[0])], y = [.. town.Buildings.Select(b => b.Footprint.Outer.Y[0])];
        return new("", "", _ => [new Way("Line 1", [x.Min(), x.Average(), x.Max()], [y.Average(), y.Average(), y.Average()])]);
    }

    [Fact]
    public void A_line_costs_its_stops_and_buses_and_is_opened_once()
    {
        AddBusLine measure = new() { Route = Across(Town.Value), Headway = 600, Spacing = 400, BusCost = 100, StopCost = 1, Years = new(2026, 2027) };
        MeasurePlan plan = MeasurePlan.Make([measure, measure], Survey.Of(Town.Value, BuildingShapes.Of(Town.Value)), double.PositiveInfinity, seed: 1);
        BusLine line = Assert.Single(plan.After(2027).Lines);
        double length = line.X[^1] - line.X[0], stops = Math.Ceiling(length / 400) + 1;
        double round = 2 * (length / (24 / 3.6) + 20 * stops + 300), buses = Math.Ceiling(1.1 * Math.Ceiling(round / 600));
        Assert.Equal(stops + 100 * buses, plan.Invested(2027));
    }

    [Fact]
    public void People_who_take_it_lived_without_it_and_nobody_else_changes()
    {
        AddBusLine measure = new() { Route = Across(Town.Value), Headway = 600, Spacing = 400, Years = new(2026, 2026) };
        Territory with = MeasurePlan.Make([measure], Survey.Of(Town.Value, BuildingShapes.Of(Town.Value)), double.PositiveInfinity, seed: 1).After(2026);
        TravelDay before = new TravelDemand(Town.Value, On, 0.2, 7).Day(DayKind.Weekday, congestion: false);
        TravelDemand demand = new(with, On, 0.2, 7);
        TravelDay after = demand.Day(DayKind.Weekday, congestion: false);
        int more = 0;
        for (int n = 0; n < after.Modes.Length; n++)
        {
            if (after.Modes[n] == before.Modes[n]) continue;
            Assert.Equal(TravelMode.Transit, after.Modes[n]);
            more++;
        }
        Assert.True(more > 20, $"{more} tours of {after.Modes.Length}");
        int night = demand.Zones.Zones / 2, other = 0;
        for (int k = 0; k < demand.Zones.Places; k++) Assert.Equal(before.Times.Transit[2].Riding[night * demand.Zones.Places + k], after.Times.Transit[2].Riding[night * demand.Zones.Places + k]);
        for (int k = 0; k < after.Times.Transit[8].Riding.Length; k++) other += after.Times.Transit[8].Riding[k] < before.Times.Transit[8].Riding[k] ? 1 : 0;
        Assert.True(other > 0);
    }
}
