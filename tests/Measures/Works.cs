using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Measures;

/// <summary>Territories after works, for tests that need no plan.</summary>
internal static class Works
{
    /// <summary>With panels on its roof segments.</summary>
    public static Territory WithPanels(this Territory territory, BuildingShapes shapes, Func<int, double> peakPower) => territory with
    {
        Buildings = [.. territory.Buildings.Select((b, n) => b with { Panels = [.. Enumerable.Range(shapes.FirstSegment[n], shapes.FirstSegment[n + 1] - shapes.FirstSegment[n]).Select(peakPower)] })],
    };

    /// <summary>With works on some of its buildings.</summary>
    public static Territory WithWorks(this Territory territory, RenovationPackage? works, Func<Building, bool> on) => territory with
    {
        Buildings = [.. territory.Buildings.Select(b => on(b) ? b with { Works = works } : b)],
    };
}
