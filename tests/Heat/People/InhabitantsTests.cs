using TerritoryTwin.Core;
using TerritoryTwin.Heat;

namespace TerritoryTwin.Tests.Heat.People;

public sealed class InhabitantsTests
{
    // Two squares of 100 m: ages are known in the western one, incomes in both. A fourth house stands in no square.
    internal static Territory Hamlet { get; } = new()
    {
        Name = "", Epsg = 2154, Latitude = 44, Longitude = 2, Terrain = new Raster(new Grid(1, 1, 1000), new float[1]),
        Buildings = [House("a", 10, 10, 4), House("b", 60, 60, 6), House("c", 120, 20, 5), House("d", 500, 500, 3)],
        Population =
        [
            new("west", Box(0, 0, 100, 100), 10, 4, 0, 20_000) { Ages = new(2, 5, 1) },
            new("east", Box(100, 0, 200, 100), 5, 2, 0, 15_000),
        ],
        Households =
        [
            new(0, 1, 30_000, Tenure.Owner, 1), new(0, 3, 9_250, Tenure.Owner, 1), new(1, 6, 29_000, Tenure.Owner, 1),        // 30,000, 5,000, 10,000 €/year by unit
            new(2, 1, 40_000, Tenure.Owner, 0), new(2, 4, 44_000, Tenure.Owner, 0), new(3, 3, 90_000, Tenure.Owner, 0),       // 40,000, 20,000
        ],
    };

    [Fact]
    public void Ages_are_those_of_the_square_and_nobody_is_counted_where_none_are_known()
    {
        Inhabitants who = Inhabitants.Of(Hamlet);
        Assert.Equal([0, 0, 1, -1], who.Square);
        Assert.Equal([0.125, 0.125, double.NaN, double.NaN], who.From65);
        Assert.Equal([0.25, 0.25, double.NaN, double.NaN], who.Under18);
        Assert.Equal([1, 1.5, 0, 0], Persons(who, "under_18"));
        Assert.Equal([2.5, 3.75, 0, 0], Persons(who, "from_18_to_64"));
        Assert.Equal([0.5, 0.75, 0, 0], Persons(who, "from_65"));
        Assert.Equal(10 / 18.0, who.KnownAge, 1e-12);
    }

    [Fact]
    public void Thirds_are_of_persons_by_living_standard_and_part_the_households_on_their_lines()
    {
        // By living standard: 3 of a (5,000), 6 of b (10,000), 4 of c (20,000), 1 of a (30,000), 1 of c (40,000); thirds of five. Nothing is known of d.
        Inhabitants who = Inhabitants.Of(Hamlet);
        Assert.Equal([3, 2, 0, 0], Persons(who, "poorest_third"));
        Assert.Equal([0, 4, 1, 0], Persons(who, "middle_third"));
        Assert.Equal([1, 0, 4, 0], Persons(who, "richest_third"));
        Assert.Equal([(3 * 5_000 + 30_000) / 4.0, 10_000, (4 * 20_000 + 40_000) / 5.0, double.NaN], who.LivingStandard);
        Assert.Equal(15 / 18.0, who.KnownIncome, 1e-12);
    }

    [Fact]
    public void More_people_make_larger_groups_of_the_same_shares()
    {
        Inhabitants who = Inhabitants.Of(new PopulationChange { Inhabitants = 1.5 }.Of(Hamlet));
        Assert.Equal([4.5, 3, 0, 0], Persons(who, "poorest_third"), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0.75, 1.125, 0, 0], Persons(who, "from_65"));
        Assert.Equal(15 / 18.0, who.KnownIncome, 1e-12);
    }

    [Fact]
    public void Households_without_a_counted_income_around_them_tell_nothing()
    {
        Inhabitants who = Inhabitants.Of(Hamlet with { Population = [.. Hamlet.Population.Select(s => s with { MeanIncome = double.NaN, Ages = null })] });
        Assert.Equal((0, 0), (who.KnownIncome, who.KnownAge));
        Assert.All(who.Groups.Skip(1), g => Assert.Equal(0, g.Persons.Sum()));
        Assert.Equal(18, who.Groups[0].Persons.Sum());
    }

    [Fact]
    public void Figures_of_weighted_values_are_those_by_hand()
    {
        double[] values = [3, 1, double.NaN, 1, 2, 9], people = [1, 2, 5, 1, 4, 0];
        Assert.Equal((3 + 2 + 1 + 8) / 8.0, Weighted.Mean(values, people));
        Assert.Equal([1, 1, 2, 2, 3], new[] { 0.1, 0.375, 0.376, 0.875, 0.9 }.Select(q => Weighted.Quantile(values, people, q)));
        Assert.Equal([7.5 / 8, 1.5 / 8, double.NaN, 1.5 / 8, 5.0 / 8, double.NaN], Weighted.Rank(values, people));
        Assert.Equal(double.NaN, Weighted.Mean(values, new double[6]));
        Assert.Equal(double.NaN, Weighted.Quantile([double.NaN], [1], 0.5));
        Assert.Equal([0.25, 0.75], Weighted.Rank([4, double.PositiveInfinity], [1, 1]));
    }

    [Fact]
    public void Vulnerability_multiplies_exposure_sensitivity_and_lack_of_a_way_out()
    {
        // Four houses of one person each; the ranks of four different values are 1/8, 3/8, 5/8 and 7/8.
        Territory four = Hamlet with
        {
            Buildings = [.. "abcd".Select((id, n) => House(id.ToString(), 100 * n + 10, 10, n == 3 ? 0 : 1))],
            Population = [.. Enumerable.Range(0, 4).Select(n => new PopulationSquare($"s{n}", Box(100 * n, 0, 100 * n + 100, 100), 1, 1, 0, 20_000) { Ages = new(0, 10 - n, n) })],
            Households = [.. Enumerable.Range(0, 3).Select(n => new Household(n, 1, 10_000 * (n + 1), Tenure.Owner, 0))],
        };
        Inhabitants who = Inhabitants.Of(four);
        HeatVulnerability v = HeatVulnerability.Of(who, strong: [300, 200, 100, 999], tropical: [5, 5, 5, 5], way: [double.PositiveInfinity, 0, double.PositiveInfinity, 1], indoors: [10, 20, 30, double.NaN]);
        Assert.Equal([(5 / 6.0 + 0.5) / 2, 0.5, (1 / 6.0 + 0.5) / 2, double.NaN], v.Exposure);
        Assert.Equal([(1 / 6.0 + 5 / 6.0) / 2, 0.5, (5 / 6.0 + 1 / 6.0) / 2, double.NaN], v.Sensitivity);
        Assert.Equal([(4 / 6.0 + 1 / 6.0) / 2, (1 / 6.0 + 0.5) / 2, (4 / 6.0 + 5 / 6.0) / 2, double.NaN], v.NoWayOut);
        Assert.Equal(Math.Cbrt(2 / 3.0 * 0.5 * 5 / 12), v.Together[0], 1e-12);
        Assert.Equal(double.NaN, v.Together[3]);
    }

    internal static Polygon Box(double west, double south, double east, double north) => new(new([west, east, east, west], [south, south, north, north]), []);

    internal static Building House(string id, double x, double y, double people) => new()
    {
        Id = id, Footprint = Box(x, y, x + 10, y + 10), Ground = Known<double>.Measured(0), Height = Known<double>.Measured(6), Use = Known<BuildingUse>.Measured(BuildingUse.Dwelling),
        Built = Known<int>.Measured(1985), Floors = Known<int>.Measured(2), Dwellings = Known<int>.Measured(1), HeatedArea = Known<double>.Measured(160), Roof = Known<RoofShape>.Measured(RoofShape.Flat),
        RoofPitch = Known<double>.Measured(0), Heating = Known<HeatingSystem>.Measured(HeatingSystem.GasBoiler), HotWater = Known<HeatingSystem>.Measured(HeatingSystem.GasBoiler),
        Inhabitants = Known<double>.Measured(people), Jobs = Known<double>.Measured(0),
    };

    private static double[] Persons(Inhabitants who, string group) => who.Groups.Single(g => g.Name == group).Persons;
}
