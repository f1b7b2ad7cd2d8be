using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Tests.Scenarios;

namespace TerritoryTwin.Tests.Runs;

public sealed class CellSizeTests
{
    [Fact]
    public void Cells_are_the_same_without_shading()
    {
        using ScenarioFolder folder = new();
        const string town = "name: Town\nterritory: { generate: { inhabitants: 2000, seed: 12 } }\nweather: { zone: H2b, seed: 3 }\n";
        folder.Write("shaded.yaml", town).Write("bare.yaml", town + "couplings: { shading: false }\n");
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        using Stage shaded = Stage.Set(runner.Read(folder.PathOf("shaded.yaml")), new LastTerritory(), device, cache: null, new Stopwatches());
        using Stage bare = Stage.Set(runner.Read(folder.PathOf("bare.yaml")), new LastTerritory(), device, cache: null, new Stopwatches());
        Assert.Equal(shaded.Cells, bare.Cells);
        Assert.Equal(shaded.Surface.Grid, bare.Surface.Grid);
        Assert.Equal(shaded.Surface.Ground.Values, bare.Surface.WithTrees.Values);
    }

    [Fact]
    public void Cells_of_any_side_hold_the_same_sums()
    {
        using ScenarioFolder folder = new();
        const string town = "name: Town\nterritory: { generate: { inhabitants: 2000, seed: 12 } }\nweather: { zone: H2b, seed: 3 }\noutputs: [{ grid: cells.nc, fields: [heating_need] }]\n";
        folder.Write("coarse.yaml", town).Write("fine.yaml", town + "cells: 20 m\n").Write("tiny.yaml", town + "cells: 1 m\n");
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        Raster coarse = Grid("coarse"), fine = Grid("fine");
        Assert.Equal((50, 20), (coarse.Grid.CellSize, fine.Grid.CellSize));
        Assert.Equal(coarse.Values.Sum(v => (double)v), fine.Values.Sum(v => (double)v), 1e-6 * coarse.Values.Sum(v => (double)v));
        InputException e = Assert.Throws<InputException>(() => ScenarioReader.Read(folder.PathOf("tiny.yaml")));
        Assert.Contains("`1 m` is less than 5 m", e.Message, StringComparison.Ordinal);

        Raster Grid(string name)
        {
            runner.Run(runner.Read(folder.PathOf(name + ".yaml")), folder.PathOf(name), (_, _) => { }, default);
            return Assert.Single(NetCdfReader.Read(Path.Combine(folder.PathOf(name), "cells.nc"))).Read(0);
        }
    }
}
