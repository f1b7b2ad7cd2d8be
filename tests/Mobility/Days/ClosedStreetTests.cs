using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility.Days;

/// <summary>Where streets are closed to cars: who lives there walks to the car and begins other ways at home, and nobody is moved across a river.</summary>
public sealed class ClosedStreetTests
{
    private static readonly Territory Town = TownGenerator.Generate(3000, 4);
    private static readonly (double X, double Y) Middle = (Town.Buildings.Average(b => b.Footprint.Outer.Middle.X), Town.Buildings.Average(b => b.Footprint.Outer.Middle.Y));

    private static Territory Closed(Func<Road, bool> which) =>
        Town with { Roads = [.. Town.Roads.Select(r => which(r) ? r with { Facts = r.Facts with { Cars = Known<RoadAccess>.Derived(RoadAccess.No) } } : r)] };

    private static (RoadSystem Roads, TravelZones Zones) Of(Territory territory)
    {
        RoadSystem roads = RoadSystem.Of(territory);
        return (roads, TravelZones.Of(territory, Attractions.Weights(territory), roads));
    }

    [Fact]
    public void Ways_on_foot_and_by_cycle_stay_as_they_were_and_who_drives_walks_to_the_car()
    {
        (RoadSystem Roads, TravelZones Zones) open = Of(Town), closed = Of(Closed(r => r.Class.Value > RoadClass.Primary && Math.Sqrt(Math.Pow(r.Middle.X - Middle.X, 2) + Math.Pow(r.Middle.Y - Middle.Y, 2)) < 200));
        Assert.Equal(open.Zones.ZoneOfBuilding, closed.Zones.ZoneOfBuilding);
        int places = open.Zones.Zones;
        TravelSkim walk = open.Roads.OnFoot(open.Zones), walkClosed = closed.Roads.OnFoot(closed.Zones), cycle = open.Roads.ByCycle(open.Zones), cycleClosed = closed.Roads.ByCycle(closed.Zones);
        TravelSkim car = open.Roads.ByCar(open.Zones, open.Roads.FreeMinutes), carClosed = closed.Roads.ByCar(closed.Zones, closed.Roads.FreeMinutes);
        int[] far = [.. Enumerable.Range(0, places).Where(z => closed.Zones.ToCar[z] > 0)];
        Assert.NotEmpty(far);
        Assert.All(far, z => Assert.InRange(closed.Zones.ToCar[z], 0, 1.3 * 500));
        Assert.All(Enumerable.Range(0, places), z => Assert.Equal(0, open.Zones.ToCar[z]));
        for (int from = 0; from < places; from++)
        {
            for (int to = 0; to < places; to++)
            {
                int a = from * open.Zones.Places + to, b = from * closed.Zones.Places + to;
                Assert.Equal((walk.Minutes[a], cycle.Minutes[a]), (walkClosed.Minutes[b], cycleClosed.Minutes[b]));
                if (from != to && closed.Zones.ToCar[from] > 0 && closed.Zones.ToCar[to] == 0 && closed.Zones.To[to] == open.Zones.To[to]) Assert.True(carClosed.Minutes[b] > closed.Zones.ToCar[from] / 75);
            }
        }
        Assert.True(carClosed.Minutes.Where(double.IsFinite).Sum() > car.Minutes.Where(double.IsFinite).Sum());
    }

    [Fact]
    public void Roads_closed_so_that_a_part_of_the_town_is_cut_off_are_refused()
    {
        // Across the town, from north to south.
        double line = Middle.X + 150;
        InputException refused = Assert.Throws<InputException>(() => Of(Closed(r => r.X.Min() < line && r.X.Max() > line)));
        Assert.Contains("can no longer be reached by car from the rest; expected 2 % at most", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Close fewer streets", refused.Message, StringComparison.Ordinal);
    }
}
