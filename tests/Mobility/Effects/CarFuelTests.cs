using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility.Effects;

/// <summary>Fuel of cars by what it is burnt for, and junctions that stop them.</summary>
public sealed class CarFuelTests
{
    private const double PetrolJoules = 32e6, DieselJoules = 35.9e6;          // of a litre

    private static Drive Steady(double kmh, double length = 1000) => new(length, length * 3.6 / kmh);

    /// <summary>Litres for 100 km that compact cars of 2010 to 2020 take at a steady speed, orders of magnitude of road tests, recalled; a tenth and a half either way.</summary>
    [Theory]
    [InlineData(50, 4.3, 3.8), InlineData(90, 4.9, 4.3), InlineData(110, 5.8, 5.1), InlineData(130, 7.0, 6.1)]
    public void At_a_steady_speed_cars_take_what_road_tests_find(double kmh, double petrol, double diesel)
    {
        Assert.InRange(CarFuel.Petrol.Of(Steady(kmh)).Sum / PetrolJoules * 100, 0.85 * petrol, 1.15 * petrol);
        Assert.InRange(CarFuel.Diesel.Of(Steady(kmh)).Sum / DieselJoules * 100, 0.85 * diesel, 1.15 * diesel);
    }

    [Fact]
    public void A_way_in_pieces_takes_what_it_takes_in_one()
    {
        FleetEffects fleet = new(0.2, 0.05, 2026);
        Drive whole = new(900, 110, 25, 1.8, 9), piece = new(90, 11, 2.5, 0.18, 0.9);
        foreach (Func<Drive, Given> of in new Func<Drive, Given>[] { fleet.Light, FleetEffects.Lorry })
        {
            (Given once, Given tenth) = (of(whole), of(piece));
            foreach ((double all, double part) in new[] { (once.Heat, tenth.Heat), (once.Carbon, tenth.Carbon), (once.NitrogenOxides, tenth.NitrogenOxides), (once.Particles, tenth.Particles) })
            {
                Assert.True(all > 0);
                Assert.Equal(all, 10 * part, 1e-12 * all);
            }
        }
    }

    [Fact]
    public void Downhill_saves_no_more_than_tyres_and_air_take_and_a_stop_costs_the_motion_that_brakes_took()
    {
        Drive level = Steady(50);
        FuelHeat flat = CarFuel.Petrol.Of(level), down = CarFuel.Petrol.Of(level with { Rise = -200 }), up = CarFuel.Petrol.Of(level with { Rise = 50 }), stop = CarFuel.Petrol.Of(level with { Stops = 1 });
        Assert.Equal(flat.Engine, down.Sum, 1e-9 * flat.Sum);
        Assert.Equal(1400 * 9.81 * 50 / 0.36, up.Sum - flat.Sum, 1e-6 * flat.Sum);
        Assert.Equal(0.5 * 1400 * Math.Pow(50 / 3.6, 2) / 0.36, stop.Sum - flat.Sum, 1e-6 * flat.Sum);
    }

    /// <summary>Streets at 30 km/h take about the fuel that they take at 50 (CEREMA 2014, a review: from a little more to a little less).</summary>
    [Fact]
    public void Thirty_in_a_street_with_junctions_takes_about_what_fifty_does()
    {
        Territory town = TownGenerator.Generate(3000, 4);
        Assert.InRange(Fuel(30) / Fuel(50), 0.9, 1.1);

        double Fuel(double limit)
        {
            RoadSystem roads = RoadSystem.Of(town with { Roads = [.. town.Roads.Select(r => r with { Facts = r.Facts with { Speed = Known<double>.Measured(limit) } })] });
            FleetEffects fleet = new(0, 0, 2026);
            return Enumerable.Range(0, roads.Cars.Graph.Links).Where(l => roads.Cars.StretchOfLink[l] >= 0).Sum(l => fleet.Light(roads.DriveOf(l, roads.FreeMinutes[l])).Heat);
        }
    }

    [Fact]
    public void Junctions_side_by_side_are_one_to_who_drives_and_a_joint_of_two_roads_is_none()
    {
        // A street of 300 m, the last 4 of it another road, leads to two junctions 12 m from one another, and on.
        Road[] roads =
        [
            Line("west", 0, 0, 296, 0), Line("joint", 296, 0, 300, 0), Line("island", 300, 0, 312, 0), Line("east", 312, 0, 600, 0),
            Line("north", 300, 0, 300, 200), Line("south", 312, 0, 312, -200),
        ];
        RoadSystem system = RoadSystem.Of(TownGenerator.Generate(2000, 1) with { Roads = roads, Boundary = null });
        double Seconds(int road) => Enumerable.Range(0, system.Cars.Graph.Links).Where(l => system.Cars.IsForward[l] && system.Network.Stretches[system.Cars.StretchOfLink[l]].Road == road).Sum(l => 60 * system.FreeMinutes[l] - system.Cars.FreeTime(l));
        Assert.Equal([0, 5, 5 * 12 / 30.0, 0], Enumerable.Range(0, 4).Select(Seconds), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Theory]
    [InlineData(RoadClass.Tertiary, 0), InlineData(RoadClass.Secondary, 5), InlineData(RoadClass.Primary, 5)]
    public void A_primary_road_has_the_way_over_small_ones_alone(RoadClass side, double seconds)
    {
        RoadSystem system = RoadSystem.Of(TownGenerator.Generate(2000, 1) with
        {
            Roads = [Line("west", 0, 0, 300, 0, RoadClass.Primary), Line("east", 300, 0, 600, 0, RoadClass.Primary), Line("side", 300, 200, 300, 0, side)], Boundary = null,
        });
        Assert.Equal([seconds, seconds, 5], new[] { (0, true), (1, false), (2, true) }.Select(way =>
        {
            int link = Enumerable.Range(0, system.Cars.Graph.Links).Single(l => system.Network.Stretches[system.Cars.StretchOfLink[l]].Road == way.Item1 && system.Cars.IsForward[l] == way.Item2);
            return 60 * system.FreeMinutes[link] - system.Cars.FreeTime(link);
        }), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void Where_houses_stand_along_a_road_cars_are_as_slow_as_in_a_town_and_what_is_said_counts()
    {
        Territory town = TownGenerator.Generate(2000, 1);
        (double x, double y) = town.Buildings[0].Footprint.Outer.Middle;
        Road inside = Line("inside", x - 60, y, x + 60, y, RoadClass.Primary), outside = Line("outside", x + 50_000, y, x + 50_100, y, RoadClass.Primary);
        Territory with = town with { Roads = [inside, outside, inside with { Class = Known<RoadClass>.Measured(RoadClass.Residential) }, inside with { Facts = new() { Speed = Known<double>.Measured(50) } }] };
        Assert.Equal([UsualSpeed.BuiltUp, 70, 30, UsualSpeed.BuiltUp], UsualSpeed.Of(with));
        Assert.Equal(50, RoadNetwork.Of(with).SpeedOf(3).Value);
    }

    private static Road Line(string id, double ax, double ay, double bx, double by, RoadClass of = RoadClass.Residential) => new(id, [ax, bx], [ay, by], Known<RoadClass>.Measured(of), "");
}
