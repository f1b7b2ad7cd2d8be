using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Buildings;

/// <summary>The panels of the territory: only the roof segments that bear some, gathered by building.</summary>
internal sealed class RoofPower : IDisposable
{
    private readonly Device _device;
    private readonly Stock _panels, _buildings;
    private readonly Field _rated, _power;
    private readonly IndexField _segment;
    private readonly List<IndexField> _ofBuilding = [];
    private bool _dark;

    /// <summary>Panels on roofs, of all members on the segments where any has some. The last panel has no power: buildings with fewer panels than others look at it.</summary>
    /// <param name="territories">Of one member for all, or of each.</param> <param name="shapes">Of their buildings.</param> <param name="device">Where it runs.</param> <param name="members">Of the ensemble.</param>
    /// <exception cref="ArgumentException">A building has panels of another roof than its own.</exception>
    public RoofPower(IReadOnlyList<Territory> territories, BuildingShapes shapes, Device device, int members)
    {
        _device = device;
        _buildings = shapes.Buildings;
        double[][] peakPower = [.. territories.Select(t => OnSegments(t, shapes))];
        List<int> segments = [.. Enumerable.Range(0, peakPower[0].Length).Where(s => peakPower.Any(of => of[s] > 0))];
        int none = segments.Count;
        Any = none > 0;
        float[] rated = [.. peakPower.SelectMany(of => segments.Select(s => (float)(1000 * of[s])).Append(0))];
        _panels = new Stock(none + 1);
        _rated = new(_panels, device, new("panel_rated", "W", "rated power of the panels"), territories.Count);
        _rated.Write(rated);
        _power = new(_panels, device, new("panel_power", "W", "power of the panels"), members);
        _segment = new(_panels, device, (int[])[.. segments, 0]);

        List<int>[] ofBuilding = [.. Enumerable.Range(0, _buildings.Count).Select(_ => new List<int>())];
        for (int p = 0; p < none; p++) ofBuilding[shapes.RoofSegments[segments[p]].Building].Add(p);
        for (int k = 0; ofBuilding.Any(panels => panels.Count > k); k++)
            _ofBuilding.Add(new(_buildings, device, (int[])[.. ofBuilding.Select(panels => k < panels.Count ? panels[k] : none)]));
    }

    /// <summary>Whether there are any panels.</summary>
    public bool Any { get; }

    /// <summary>Power of every building's roof for the irradiance of its segments.</summary>
    /// <param name="onRoof">Irradiance of the segments.</param> <param name="now">Weather of the hour.</param>
    /// <param name="dark">Whether nothing shines on any roof; the second dark hour changes nothing.</param>
    /// <param name="sum">Power of the buildings.</param>
    public void Step(Field onRoof, Outdoors now, bool dark, View sum)
    {
        if (dark && _dark) return;
        _dark = dark;
        _device.Run(_panels, new GenerateOnRoofs(_segment.View, onRoof.Now, _rated.Now, _power.Now, now.Each(static (WeatherHour w) => w.DryBulb), now.Each(static (WeatherHour w) => w.WindSpeed)));
        for (int k = 0; k < _ofBuilding.Count; k++) _device.Run(_buildings, new CollectPanel(_ofBuilding[k].View, _power.Now, sum, k == 0 ? 0 : 1));
    }

    private static double[] OnSegments(Territory territory, BuildingShapes shapes)
    {
        double[] all = new double[shapes.RoofSegments.Count];
        for (int b = 0; b < territory.Buildings.Count; b++)
        {
            Building building = territory.Buildings[b];
            int first = shapes.FirstSegment[b], planes = shapes.FirstSegment[b + 1] - first;
            if (building.Panels.Count > 0 && building.Panels.Count != planes)
                throw new ArgumentException($"building {building.Id} has panels on {building.Panels.Count} planes, its roof has {planes}; whatever changes a roof puts its panels anew", nameof(territory));
            for (int plane = 0; plane < building.Panels.Count; plane++) all[first + plane] = building.Panels[plane];
        }
        return all;
    }

    public void Dispose()
    {
        _rated.Dispose();
        _power.Dispose();
        _segment.Dispose();
        foreach (IndexField index in _ofBuilding) index.Dispose();
    }
}
