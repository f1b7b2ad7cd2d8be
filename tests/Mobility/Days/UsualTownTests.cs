using TerritoryTwin.Files.Territories;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility;

/// <summary>A generated town of 20,000, with seeds for which nothing was fitted, within the bounds of the French survey EMP 2019 that docs/validation.md has for all places.</summary>
public sealed class UsualTownTests
{
    [Theory]
    [InlineData(12)]
    [InlineData(31)]
    public void A_town_of_20000_travels_as_France_does(int seed)
    {
        TravelDemand demand = new(TownGenerator.Generate(20000, (ulong)seed), new() { On = true }, 0.25, seed: 1);
        TravelDay day = demand.Day(DayKind.Weekday);
        ModeSums all = TravelAccounts.Of(demand, day).All;
        Assert.InRange(all.Trips.Sum() / demand.Residents.People.Sum(static p => p.Weight), 2.8, 3.2);
        Assert.InRange(all.ShareOf(TravelMode.Driver, TravelMode.Passenger), 0.60, 0.65);
        Assert.InRange(all.ShareOf(TravelMode.Walk), 0.22, 0.26);
        Assert.InRange(all.ShareOf(TravelMode.Transit), 0.08, 0.10);
        Assert.InRange(all.ShareOf(TravelMode.Cycle), 0.023, 0.032);
        Assert.InRange(1 + all.Kilometres[(int)TravelMode.Passenger] / all.Kilometres[(int)TravelMode.Driver], 1.35, 1.6);
        Assert.InRange(ToWork(demand, day), 1.03, 1.15);
    }

    // People in a car on the way to work, by kilometres: nearly all of them drive alone.
    private static double ToWork(TravelDemand demand, TravelDay day)
    {
        (double people, double cars) = (0, 0);
        for (int n = 0; n < day.Modes.Length; n++)
        {
            Tour tour = day.Plans.Tours[n];
            int from = demand.Destinations.Homes[tour.Person];
            for (int k = tour.First; k < tour.First + tour.Count; k++)
            {
                double km = TravelAccounts.Of(day, day.Modes[n], from * demand.Zones.Places + day.Places[k], (int)day.Plans.Trips[k].Departure).Kilometres;
                from = day.Places[k];
                if (day.Plans.Trips[k].Purpose != Purpose.Work || day.Modes[n] is not (TravelMode.Driver or TravelMode.Passenger)) continue;
                people += km;
                if (day.Modes[n] == TravelMode.Driver) cars += km;
            }
        }
        return people / cars;
    }
}
