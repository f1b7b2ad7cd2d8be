using TerritoryTwin.Core;
using TerritoryTwin.Heat;

namespace TerritoryTwin.Tests.Heat.People;

public sealed class CoolRefugesTests
{
    // 20 × 10 cells of 25 m. A road along the south; a park of 8 cells (0.5 ha) and one of 7 cells, both under trees.
    private static readonly Grid Cells = new(10, 20, 25);
    private static readonly Territory Place = InhabitantsTests.Hamlet with
    {
        Buildings = [],
        Roads = [new("r", [-20, 520], [12, 12], Known<RoadClass>.Measured(RoadClass.Residential), "")],
        Vegetation = [new("large", InhabitantsTests.Box(0, 100, 50, 200), "Parc", 0, ""), new("small", InhabitantsTests.Box(400, 75, 425, 250), "Parc", 0, "")],
    };

    private static StreetCells Of(Territory territory) => StreetCells.Of(territory, BuildingShapes.Of(territory), Cells);

    private static double[] Felt(StreetCells cells, double inParks) => [.. Enumerable.Range(0, Cells.Count).Select(n => IsPark(n) ? inParks : cells.Paved[n] > 0 ? 40 : 39.5)];

    private static bool IsPark(int n) => (n % 20, n / 20) is ( < 2, >= 4 and < 8) or (16, >= 3);

    [Fact]
    public void Half_a_hectare_that_is_two_kelvin_cooler_is_a_refuge_and_less_is_none()
    {
        StreetCells cells = Of(Place);
        CoolRefuges refuges = CoolRefuges.Of(cells, Felt(cells, 37.9));
        Assert.Equal((40, 1), (refuges.OpenStreet, refuges.Number));
        Assert.Equal(Enumerable.Range(0, Cells.Count).Where(n => n % 20 < 2 && n / 20 is >= 4 and < 8), Enumerable.Range(0, Cells.Count).Where(n => refuges.IsIn[n]));
        Assert.Equal(0, CoolRefuges.Of(cells, Felt(cells, 38.1)).Number);
    }

    [Fact]
    public void Pieces_that_touch_at_a_corner_are_two_and_roofs_are_no_ground_of_a_refuge()
    {
        StreetCells cells = Of(Place);
        double[] felt = Felt(cells, 39.5);
        foreach (int n in new[] { (8, 4), (8, 5), (9, 4), (9, 5), (10, 6), (10, 7), (11, 6), (11, 7) }.Select(c => 20 * c.Item2 + c.Item1)) felt[n] = 30;
        Assert.Equal(0, CoolRefuges.Of(cells, felt).Number);
        felt[20 * 5 + 10] = 30;
        Assert.Equal(1, CoolRefuges.Of(cells, felt).Number);

        StreetCells built = Of(Place with { Buildings = [InhabitantsTests.House("a", 5, 105, 0)] });
        Assert.Equal(0, CoolRefuges.Of(built, Felt(built, 37.9)).Number);
    }

    [Fact]
    public void A_shaded_street_is_no_refuge()
    {
        StreetCells cells = Of(Place with { Roads = [new("r", [-20, 520], [12, 12], Known<RoadClass>.Measured(RoadClass.Residential), ""), .. Enumerable.Range(0, 11).Select(k => new Road($"s{k}", [200 + 2.5 * k, 200 + 2.5 * k], [0, 250], Known<RoadClass>.Measured(RoadClass.Residential), ""))] });
        double[] felt = Felt(cells, 39.5);
        for (int j = 0; j < 10; j++) felt[20 * j + 8] = 30;
        Assert.True(cells.Paved[20 * 5 + 8] > 0.9);
        Assert.Equal(0, CoolRefuges.Of(cells, felt).Number);
    }

    [Theory]
    [InlineData(25, 150, 0)]
    [InlineData(60, 150, 10)]                   // east of it: 10 m
    [InlineData(80, 240, 50)]                   // 30 m east, 40 m north
    [InlineData(490, 10, 449.11)]               // √(440² + 90²)
    [InlineData(-30, 90, 31.623)]               // beyond the cells: √(30² + 10²)
    public void Ways_are_a_third_longer_than_the_distance_to_the_edge_of_the_nearest_cell(double x, double y, double distance)
    {
        StreetCells cells = Of(Place);
        Assert.Equal(1.3 * distance, CoolRefuges.Of(cells, Felt(cells, 37)).WayFrom(x, y), 0.01);
    }

    [Fact]
    public void The_nearest_of_many_is_found_whatever_their_places()
    {
        StreetCells cells = Of(Place);
        Random random = new(3);
        for (int turn = 0; turn < 20; turn++)
        {
            double[] felt = [.. Felt(cells, 39.5).Select((f, n) => cells.Paved[n] > 0 ? 40 : random.NextDouble() < 0.6 ? 30 : f)];
            CoolRefuges refuges = CoolRefuges.Of(cells, felt);
            (double x, double y) = (random.NextDouble() * 500, random.NextDouble() * 250);
            double least = Enumerable.Range(0, Cells.Count).Where(n => refuges.IsIn[n]).Min(n =>
                Math.Sqrt(Math.Pow(Math.Max(0, Math.Abs(x - Cells.X(n % 20)) - 12.5), 2) + Math.Pow(Math.Max(0, Math.Abs(y - Cells.Y(n / 20)) - 12.5), 2)));
            Assert.Equal(1.3 * least, refuges.WayFrom(x, y), 1e-9);
        }
    }

    [Fact]
    public void Without_a_refuge_ways_are_infinite_and_without_a_street_nothing_is_known()
    {
        StreetCells cells = Of(Place), meadow = Of(Place with { Roads = [] });
        Assert.Equal(double.PositiveInfinity, CoolRefuges.Of(cells, Felt(cells, 39)).WayFrom(10, 10));
        Assert.Equal(double.NaN, CoolRefuges.Of(meadow, Felt(meadow, 37)).WayFrom(10, 10));
    }

    [Fact]
    public void The_hottest_afternoons_are_four_hours_of_ten_days()
    {
        WeatherHour mild = new() { DryBulb = 20 };
        WeatherHour[] hours = [.. Enumerable.Repeat(mild, 8760)];
        int[] days = [150, 155, 160, 161, 162, 190, 191, 200, 210, 220];
        foreach (int day in days)
            for (int h = 13; h < 17; h++) hours[24 * day + h] = mild with { DryBulb = 35 };
        hours[24 * 100 + 18] = mild with { DryBulb = 45 };                          // a hot evening is no afternoon
        bool[] hot = HotAfternoons.Of(new("", 0, 0, 0, 0, hours));
        Assert.Equal(days.SelectMany(d => Enumerable.Range(24 * d + 13, 4)), Enumerable.Range(0, 8760).Where(h => hot[h]));
    }
}
