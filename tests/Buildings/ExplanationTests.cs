using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Tests.Runs;

namespace TerritoryTwin.Tests.Buildings;

/// <summary>An hour of a building, term by term.</summary>
[Collection(nameof(TinyTown))]
public sealed class ExplanationTests(TinyTown town)
{
    [Theory]
    [InlineData(24 * 14 + 7)]       // January, heated
    [InlineData(24 * 200 + 15)]     // July, warm
    public void The_terms_of_every_building_sum_to_nothing_and_its_air_is_that_of_the_hour(int hour)
    {
        using HostDevice device = new(2);
        using Explainer explainer = Explainer.Of(town.RenovatedRecord, device, cache: null);
        explainer.StepTo(hour);
        Simulation simulation = explainer.Simulation;
        int[] some = [.. Enumerable.Range(0, simulation.Setup.Territory.Buildings.Count).Where(b => b % 7 == 0)];
        (int Building, Func<Explanation> Explained)[] asked = [.. some.Select(b => (b, simulation.Buildings.Explain(Layer.Buildings, b)!)).Where(a => a.Item2 != null)];
        Assert.True(asked.Length > 50);
        simulation.Step();
        float[] air = simulation.Buildings.AirTemperature.ToArray(), heating = simulation.Buildings.HeatingNeed.ToArray();
        foreach ((int building, Func<Explanation> explained) in asked)
        {
            Explanation e = explained();
            double most = e.Terms.Max(t => Math.Abs(t.Value));
            Assert.InRange(Math.Abs(e.Terms.Sum(t => t.Value)), 0, 1e-9 * most);
            Assert.Equal(air[building], e.Facts.Single(f => f.Quantity.Name == "air").Value, 2e-4);                           // float32 against float64
            Assert.Equal(heating[building], e.Terms.Single(t => t.Quantity.Name == "heating").Value, 2e-3 * Math.Max(50, most));
            Assert.True(e.Sensitivities.Count <= 3 && e.Sensitivities.All(s => double.IsFinite(s.Change)));
        }
    }

    [Fact]
    public void A_derivative_is_that_of_the_hour_itself()
    {
        using HostDevice device = new(2);
        using Explainer explainer = Explainer.Of(town.BaselineRecord, device, cache: null);
        explainer.StepTo(24 * 14 + 7);
        BuildingDescription description = explainer.Simulation.Buildings.Descriptions.First(d => d.Zone is { MaxHeating: > 0 });
        double Heat(double setPoint, double outside) => Of(setPoint, outside).Terms.Single(t => t.Quantity.Name == "heating").Value;
        Explanation Of(double setPoint, double outside) => new ZoneExplanation(description, setPoint, 26, 18, outside, outside, 11, 300, 1, 1, 1).Of();
        Explanation at = Of(20, 2);
        Assert.Equal((Heat(20.01, 2) - Heat(19.99, 2)) / 0.02, at.Sensitivities.Single(s => s.Parameter.Name == "heat_below").Change, 1e-6 * Heat(20, 2));
        Assert.Equal((Heat(20, 2.01) - Heat(20, 1.99)) / 0.02, at.Sensitivities.Single(s => s.Parameter.Name == "outdoor").Change, 1e-6 * Heat(20, 2));
        Assert.Equal(at.Sensitivities.OrderByDescending(s => Math.Abs(s.Change)), at.Sensitivities);
    }
}
