using TerritoryTwin.Core;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Tests.Scenarios;

public class InsulateBeforeSolarTests
{
    [Fact]
    public void Both_orders_spend_the_same_money_on_the_same_works()
    {
        MeasurePlan insulate = PlanOf("insulate-first"), solar = PlanOf("solar-first");
        Assert.Equal(Built(insulate, 0), Built(solar, 1));
        Assert.Equal(Built(insulate, 1), Built(solar, 0));
        Assert.Equal(0, insulate.Invested(1, 2030));
        Assert.Equal(0, solar.Invested(1, 2030));
        foreach (int measure in new[] { 0, 1 }) Assert.InRange(insulate.Invested(measure, 2035), 9.5e6, 10e6);
    }

    [Theory]
    [InlineData("insulate")]
    [InlineData("solar")]
    public void Each_alone_spends_the_whole_budget(string name) => Assert.InRange(PlanOf(name).Invested(2035), 19e6, 20e6);

    private static readonly Lazy<Survey> Town = new(() =>
    {
        Territory town = ScenarioTerritory.Load(new TerritoryChoice(null, 8000, 12));
        return Survey.Of(town, BuildingShapes.Of(town));
    });

    private static MeasurePlan PlanOf(string name)
    {
        Scenario scenario = ScenarioReader.Read(Path.Combine(SharedData.Repository, "scenarios", "insulate-before-solar", $"{name}.yaml"));
        return MeasurePlan.Make(scenario.Measures, Town.Value, scenario.Budget!.Value.Value, scenario.Seed);
    }

    private static IEnumerable<(int, double)> Built(MeasurePlan plan, int measure) => plan.Works.Where(w => w.Measure == measure).Select(w => (w.Element, w.Amount));
}
