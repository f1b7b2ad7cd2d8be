using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility;

public sealed class CouplingTests
{
    private static readonly Lazy<TravelDemand> Town = new(() => new(TownGenerator.Generate(2000, 12), new MobilityParameters { On = true, ElectricCars = 0.5 }, 0.2, seed: 7));
    private static readonly Lazy<TravelDay> Weekday = new(() => Town.Value.Day(DayKind.Weekday));

    [Theory]
    [InlineData(ChargingHabit.Evening)]
    [InlineData(ChargingHabit.Night)]
    [InlineData(ChargingHabit.Midday)]
    public void What_a_day_of_driving_took_is_charged(ChargingHabit habit)
    {
        TravelAccounts accounts = TravelAccounts.Of(Town.Value, Weekday.Value);
        double driven = Enumerable.Range(0, accounts.DrivenKilometres.Length).Where(n => Town.Value.Electric[Town.Value.Residents.People[n].Household])
            .Sum(n => Town.Value.Residents.People[n].Weight * accounts.DrivenKilometres[n]);
        float[][] power = Charging.Of(Town.Value, Weekday.Value, accounts, habit, seed: 7);
        Assert.Equal(170 * driven, power.Sum(static h => h.Sum(static p => (double)p)), 1e-6 * 170 * driven);       // float powers of 2,000 buildings
        float[][] evening = Charging.Of(Town.Value, Weekday.Value, accounts, ChargingHabit.Evening, seed: 7);
        double Between(int from, int to) => Enumerable.Range(from, to - from).Sum(h => power[h].Sum(static p => (double)p)) / (170 * driven);
        // Most come home between 16 h and 20 h; most of those who are away at midday work outside the town and charge in the evening too.
        Assert.True(habit switch { ChargingHabit.Evening => Between(16, 21) > 0.5, ChargingHabit.Night => Between(22, 24) + Between(0, 4) > 0.95, _ => Between(10, 16) > 1.2 * Enumerable.Range(10, 6).Sum(h => evening[h].Sum(static p => (double)p)) / (170 * driven) });
    }

    [Fact]
    public void A_road_is_in_the_cells_it_crosses_by_length()
    {
        Road road = new("a", [-5, 25, 25], [5, 5, 15], Known<RoadClass>.Measured(RoadClass.Residential), "");
        Share[] shares = [.. RoadCells.Shares([road], new Grid(2, 3, 10))];
        // 5 of its 40 m are west of the grid.
        Assert.Equal([(0, 10.0), (1, 10.0), (2, 10.0), (5, 5.0)], shares.Select(s => (s.To, Math.Round(40 * s.Weight, 9))));
    }

    [Fact]
    public void Parts_that_nobody_gets_are_lost_and_no_more_than_all_is_given()
    {
        using ReferenceDevice device = new();
        Stock two = new(2);
        using Field from = new(two, device, new("from", "W", "")), to = new(two, device, new("to", "W", ""));
        from.Write([8, 4]);
        using (Transfer parts = Transfer.OfParts(two, two, device, [new(0, 0, 0.5), new(1, 0, 0.25), new(1, 1, 0.75)])) parts.Run(from, to);
        Assert.Equal([5f, 3f], to.ToArray());
        Assert.Contains("more than it has", Assert.Throws<ArgumentException>(() => Transfer.OfParts(two, two, device, [new(0, 0, 0.7), new(0, 1, 0.4)])).Message, StringComparison.Ordinal);
    }
}
