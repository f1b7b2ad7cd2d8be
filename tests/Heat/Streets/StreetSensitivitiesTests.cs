using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Heat;

namespace TerritoryTwin.Tests.Heat.Streets;

/// <summary>Derivatives of the thermal index of a street against moving each parameter a little both ways.</summary>
public sealed class StreetSensitivitiesTests(ITestOutputHelper output)
{
    private static readonly SunUniforms Noon = new(600, 0.8f, 0.6f, 150, 0.3f, 0.25f);
    private static readonly StepUniforms Step = new(1800, 380, 3, 98000, 1180, 2900, 0.9f, 3, 25, 12, 0, 0, 0.01f);

    [Fact]
    public void Each_derivative_is_the_slope_between_a_little_less_and_a_little_more()
    {
        Territory town = TownGenerator.Generate(2000, 3);
        StreetCells cells = StreetCells.Of(town, BuildingShapes.Of(town), StreetHeatTests.Cells(town));
        int element = Enumerable.Range(0, cells.Grid.Count).First(n => cells.Paved[n] > 0.3 && cells.Grass[n] > 0.05 && cells.Canyon[n] > 0.3);
        float[] begun = [28, 9, 60, 90, 45, 35, 42, 33, 24, 30, .. Enumerable.Repeat(28f, 20)];
        using StreetSensitivities street = new(cells, element, begun, [27, 8, 500, -0.3f], Noon, Step, 2);
        foreach (StreetSensitivities.Moved moved in Enum.GetValues<StreetSensitivities.Moved>())
        {
            float by = moved is StreetSensitivities.Moved.AirAbove or StreetSensitivities.Moved.Rooms ? 0.5f : 0.02f;
            float at = moved == StreetSensitivities.Moved.Crowns ? by : 0;              // no tree stands there: less than none cannot be computed
            double slope = street.Index(moved, at, 1).Slope, between = (street.Index(moved, at + by, 0).Value - street.Index(moved, at - by, 0).Value) / (2 * by);
            output.WriteLine($"{moved}: {slope:g4}, between {between:g4}");
            Assert.Equal(between, slope, 0.02 * Math.Abs(between) + 2e-3);       // values are kept in float: 2e-6 K over twice the move, and its curvature
        }
        IReadOnlyList<Sensitivity> most = street.Most(3);
        Assert.Equal(3, most.Count);
        Assert.True(Math.Abs(most[0].Change) >= Math.Abs(most[1].Change) && Math.Abs(most[1].Change) >= Math.Abs(most[2].Change));
    }
}
