using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Solar.City;

public class BuildingShapesTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(30, 30)]
    [InlineData(100, 100)]
    [InlineData(-20, 160)]
    public void The_long_facade_gives_the_main_azimuth(double turned, double azimuth)
    {
        BuildingShapes shapes = BuildingShapes.Of(Towns.Of(Towns.House(7e5, 6.4e6, 20, 10, 6, turned)));

        Assert.Equal(azimuth, shapes.MainAzimuth[0], 1e-6);
        Assert.Equal([20, 10, 20, 10], shapes.WallLength.Select(w => Math.Round(w[0], 6)));
        Assert.Equal(azimuth + 90, shapes.SideAzimuth(0, 1), 1e-6);
    }

    [Fact]
    public void Slanted_and_courtyard_walls_are_shared_out_without_loss()
    {
        Polygon odd = new(new Ring([0, 30, 40, 22, 0], [0, 0, 12, 25, 18]), [Towns.Ring(15, 9, 6, 5, 20)]);
        BuildingShapes shapes = BuildingShapes.Of(Towns.Of(Towns.Of(odd, 9)));

        double perimeter = 30 + Math.Sqrt(244) + Math.Sqrt(18 * 18 + 13 * 13) + Math.Sqrt(22 * 22 + 7 * 7) + 18 + 22;
        Assert.Equal(perimeter, shapes.Perimeter[0], 1e-9);
        Assert.Equal(perimeter, shapes.WallLength.Sum(w => w[0]), 1e-9);
        Assert.Equal(perimeter * 9, shapes.WallArea.Sum(w => w[0]), 1e-8);
        Assert.Equal(odd.Area, shapes.FootprintArea[0], 1e-9);
    }

    [Theory]
    [InlineData(RoofShape.Flat, 0, 1)]
    [InlineData(RoofShape.Shed, 15, 1)]
    [InlineData(RoofShape.Gabled, 35, 2)]
    [InlineData(RoofShape.Hipped, 40, 4)]
    public void A_roof_covers_its_footprint(RoofShape shape, double pitch, int planes)
    {
        BuildingShapes shapes = BuildingShapes.Of(Towns.Of(Towns.House(0, 0, 14, 9, 5, 25, shape, pitch), Towns.House(50, 0, 9, 9, 5, 0, shape, pitch)));

        Assert.Equal([0, planes, 2 * planes], shapes.FirstSegment);
        for (int n = 0; n < 2; n++)
        {
            RoofSegment[] roof = [.. shapes.RoofSegments.Where(s => s.Building == n)];
            Assert.Equal(shapes.FootprintArea[n], roof.Sum(s => s.Area * Math.Cos(s.Tilt * Math.PI / 180)), 1e-9);
            Assert.Equal(shapes.RoofArea[n], roof.Sum(s => s.Area), 1e-9);
            Assert.All(roof, s => Assert.InRange(s.UsableArea, 0.3 * s.Area, 0.6 * s.Area));
            Assert.Equal(planes, roof.Select(s => Math.Round(s.Azimuth, 6)).Distinct().Count());
        }
    }

    [Fact]
    public void A_gable_faces_its_long_facades_and_its_planes_lie_halfway_up()
    {
        BuildingShapes shapes = BuildingShapes.Of(Towns.Of(Towns.House(0, 0, 16, 8, 5, 0, RoofShape.Gabled, 45)));

        Assert.Equal([0, 180], shapes.RoofSegments.Select(s => Math.Round(s.Azimuth, 9)));
        Assert.Equal([2, -2], shapes.RoofSegments.Select(s => Math.Round(s.Y, 9)));
        Assert.All(shapes.RoofSegments, s => Assert.Equal(5 + 2, s.Z, 1e-9));
    }

    [Fact]
    public void A_terraced_house_has_no_outside_behind_its_party_wall()
    {
        // Three in a row along x; the middle one is 9 m high, its neighbours 6 m and 9 m, the second stands 2 m lower.
        Building lower = Towns.House(20, 0, 10, 8, 9) with { Ground = Known<double>.Measured(-2) };
        BuildingShapes shapes = BuildingShapes.Of(Towns.Of(Towns.House(0, 0, 10, 8, 6), Towns.House(10, 0, 10, 8, 9), lower));

        Assert.Equal(1 - 7.0 / 9, shapes.ExposedShare[1][1], 1e-9);      // to the east: from 0 to 7 m of 9
        Assert.Equal(1 - 6.0 / 9, shapes.ExposedShare[3][1], 1e-9);      // to the west: from 0 to 6 m of 9
        Assert.Equal(1, shapes.ExposedShare[0][1], 1e-9);
        Assert.Equal(8 * 7 + 8 * 6, shapes.PartyWallArea[1], 1e-9);
        Assert.Equal(2 * 10 * 9 + 8 * 2 + 8 * 3, shapes.WallArea.Sum(w => w[1]), 1e-9);
    }

    [Fact]
    public void Two_houses_across_an_alley_share_no_wall()
    {
        BuildingShapes shapes = BuildingShapes.Of(Towns.Of(Towns.House(0, 0, 10, 8, 6), Towns.House(11, 0, 10, 8, 6)));

        Assert.All(shapes.ExposedShare, side => Assert.All(side, share => Assert.Equal(1, share)));
    }

    [Fact]
    public void The_sense_of_a_ring_does_not_turn_a_house_inside_out()
    {
        Ring ring = Towns.Ring(10, 0, 10, 8);
        Polygon reversed = new(new Ring([.. ring.X.Reverse()], [.. ring.Y.Reverse()]), []);
        BuildingShapes shapes = BuildingShapes.Of(Towns.Of(Towns.House(0, 0, 10, 8, 6), Towns.Of(reversed, 6)));

        Assert.Equal(0, shapes.ExposedShare[3][1], 1e-9);
        Assert.Equal(48, shapes.PartyWallArea[1], 1e-9);
    }

    [Fact]
    public void A_wide_hall_has_several_ridges_rather_than_a_mountain()
    {
        Building hall = Towns.House(0, 0, 100, 60, 8, 0, RoofShape.Gabled, 30);
        RoofPlanes roof = new(Outline.Of(hall.Footprint.Outer), hall);

        Assert.Equal(8 + 10 * Math.Tan(Math.PI / 6), roof.Height(0, 0), 1e-9);
        Assert.Equal(8, roof.Height(0, 10), 1e-9);
        Assert.Equal(8 + 10 * Math.Tan(Math.PI / 6), roof.Height(0, 20), 1e-9);
    }
}
