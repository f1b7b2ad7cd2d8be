using TerritoryTwin.Buildings;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Tests.Core;

/// <summary>What is drawn for a building is its own, wherever its row stands.</summary>
public sealed class ElementOfTests
{
    [Theory, InlineData("b1", 0), InlineData("b12", 11), InlineData("road-3", 2), InlineData("BATIMENT0000000257021501", 257021500)]
    public void An_identifier_with_a_number_is_that_element(string id, long element) => Assert.Equal(element, RandomStream.ElementOf(id));

    [Fact]
    public void Others_are_a_hash_of_their_own()
    {
        string[] ids = ["", "b", "12", "-12", "way/12", "way/13", "b-", "b1-1", "b1-2", "BATIMENT1-1", "b99999999999999999999", "b 1", "b+1"];
        Assert.Equal(ids.Length, ids.Select(RandomStream.ElementOf).Append(11).Append(10).Distinct().Count() - 2);
    }

    [Fact]
    public void A_house_before_all_others_changes_neither_them_nor_which_of_them_are_renovated()
    {
        Territory town = TownGenerator.Generate(2000, 3);
        Building house = town.Buildings[0] with { Id = "added", Footprint = Polygon.Disc(town.Buildings[0].Footprint.Outer.X[0] - 3000, town.Buildings[0].Footprint.Outer.Y[0], 6), Inhabitants = Known<double>.Derived(0) };
        Territory more = town with { Buildings = [house, .. town.Buildings], Households = [.. town.Households.Select(static h => h with { Building = h.Building + 1 })] };
        (BuildingFacts[] before, int[] worksBefore) = Drawn(town);
        (BuildingFacts[] after, int[] worksAfter) = Drawn(more);
        Assert.Equal(before.Select(Told), after.Skip(1).Select(Told));
        Assert.True(worksBefore.Length > 20);
        Assert.Subset(worksBefore.ToHashSet(), worksAfter.Where(static b => b > 0).Select(static b => b - 1).ToHashSet());          // one more house may be one of them
        Assert.InRange(worksAfter.Length, worksBefore.Length, worksBefore.Length + 1);

        static (string, bool, double?, double?, double?, double?, double?) Told(BuildingFacts b) =>
            (b.Building.Id, b.Cooled, b.Envelope?.WallU.Value, b.Envelope?.RoofU.Value, b.Envelope?.FloorU.Value, b.Envelope?.WindowU.Value, b.Heat?.Energy);
        static (BuildingFacts[], int[]) Drawn(Territory territory)
        {
            Survey survey = Survey.Of(territory, BuildingShapes.Of(territory)).Assuming(ParameterSet.Default, 5);
            MeasurePlan plan = MeasurePlan.Make([new Renovate { To = RenovationCatalogue.Deep, Share = 0.3, Years = new(2026, 2026) }], survey, double.PositiveInfinity, seed: 5);
            return ([.. survey.Buildings], [.. plan.Works.Select(static w => w.Element).Order()]);
        }
    }
}
