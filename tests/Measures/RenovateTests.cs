using TerritoryTwin.Buildings;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Tests.Measures;

public class RenovateTests(ITestOutputHelper output)
{
    private static readonly Years Year = new(2026, 2026);

    private static MeasurePlan Plan(Envelope envelope, params RenovationPackage[] packages) => MeasurePlan.Make(
        [.. packages.Select(p => new Renovate { To = p, Years = Year })], Survey(envelope), double.PositiveInfinity, seed: 1);

    private static Survey Survey(Envelope envelope)
    {
        BuildingFacts house = new() { Index = 0, Building = Houses.Named("house", heatedArea: 120), FootprintArea = 60, RoofArea = 75, UsableRoofArea = 40, EnvelopeAsBuilt = envelope };
        return new(new Territory { Name = "house", Epsg = 2154, Latitude = 46, Longitude = 2, Terrain = new(new Grid(1, 1, 1), [0]), Buildings = [house.Building] }, [house]);
    }

    // Of 80 m² of walls, 20 m² of windows, 60 m² of roof and of floor, 120 m² heated.
    private const double Walls = 80 * 143, Windows = 20 * 735, Roof = 60 * 83, Floor = 60 * 57, Ventilation = 120 * 30;

    [Theory]
    [InlineData("bbc_renovation", Walls + Windows + Roof + Floor + Ventilation)]
    [InlineData("light_renovation", Windows + Roof + Ventilation)]
    [InlineData("windows", Windows)]
    [InlineData("wall_insulation", Walls)]
    [InlineData("roof_insulation", Roof)]
    [InlineData("floor_insulation", Floor)]
    public void Works_are_paid_by_the_parts_they_touch_and_the_area_of_each(string package, double cost) =>
        Assert.Equal(cost, Plan(Houses.Draughty, RenovationCatalogue.All.Single(p => p.Name == package)).Invested(2026), 6);

    [Fact]
    public void A_part_that_is_up_to_standard_is_left_as_it_is_and_costs_nothing()
    {
        MeasurePlan plan = Plan(Houses.Of(wall: 2, roof: 0.2, floor: 1.2, window: 1.8, leaks: 0.1), RenovationCatalogue.Deep);
        Assert.Equal(Walls + Floor, plan.Invested(2026), 6);
        Envelope after = Houses.Of(wall: 2, roof: 0.2, floor: 1.2, window: 1.8, leaks: 0.1).After(plan.After(2026).Buildings[0].Works);
        Assert.Equal((0.23, 0.2, 0.27, 1.8, 0.1), (after.WallU.Value, after.RoofU.Value, after.FloorU.Value, after.WindowU.Value, after.Infiltration.Value));
    }

    [Fact]
    public void A_home_that_needs_nothing_gets_nothing_and_costs_nothing()
    {
        MeasurePlan plan = Plan(Houses.Of(wall: 0.29, roof: 0.22, floor: 0.17, window: 1.4, leaks: 0.1), RenovationCatalogue.Deep);      // TABULA, a house of 2006 to 2012
        Assert.Empty(plan.Works);
        Assert.Null(plan.After(2026).Buildings[0].Works);
    }

    [Fact]
    public void The_first_that_reaches_a_building_does_its_works_and_a_later_one_what_is_left()
    {
        MeasurePlan plan = Plan(Houses.Draughty, RenovationCatalogue.Roof, RenovationCatalogue.Deep, RenovationCatalogue.Windows);
        Assert.Equal([Roof, Walls + Windows + Floor + Ventilation], plan.Works.Select(w => w.Cost));
        Building done = plan.After(2026).Buildings[0];
        Assert.Equal("roof_insulation + bbc_renovation", done.Works!.Name);
        Assert.Equal((0.23, 0.14, 0.27, 1.3, 0.40), (done.Works.WallU, done.Works.RoofU, done.Works.FloorU, done.Works.WindowU, done.Works.AirChange));
        Assert.Equal((Roof + Walls + Windows + Floor + Ventilation, 80 * 20 + 20 * 90 + 60 * 8 + 60 * 7 + 120 * 5), (done.Invested, done.EmbodiedCarbon));
    }

    [Fact]
    public void No_package_leaves_a_part_that_it_touches_short_of_the_standard() =>
        Assert.All(RenovationCatalogue.All, p => Assert.All(PartWorks.All, w => Assert.True(p.Of(w.Part) is RenovationPackage.Untouched || p.Of(w.Part) <= w.UpToStandard, $"{p.Name}, {w.Part}")));

    [Fact]
    public void Homes_built_from_2006_on_are_up_to_standard_and_those_of_before_1975_are_not()
    {
        Territory town = ScenarioTerritory.Load(new TerritoryChoice(null, 2000, 12));
        Survey survey = TerritoryTwin.Measures.Survey.Of(town, BuildingShapes.Of(town)).Assuming(ParameterSet.Default, seed: 1);
        Renovate deep = new() { To = RenovationCatalogue.Deep, Years = Year };
        BuildingFacts[] homes = [.. survey.Buildings.Where(b => b.Envelope != null && b.Building.Use == BuildingUse.Dwelling)];
        foreach (IGrouping<int, BuildingFacts> period in homes.GroupBy(b => b.Building.Built < 1975 ? 1900 : b.Building.Built < 2006 ? 1975 : 2006).OrderBy(g => g.Key))
        {
            Offer[] offers = [.. period.Select(b => deep.OfferTo(b.Index, survey)).OfType<Offer>()];
            output.WriteLine($"from {period.Key}: {offers.Length} of {period.Count()} homes, {offers.Sum(o => o.Cost) / offers.Sum(o => o.Amount):f0} €/m²");
        }
        Assert.All(homes.Where(b => b.Building.Built < 1975), b => Assert.NotNull(deep.OfferTo(b.Index, survey)));
    }
}
