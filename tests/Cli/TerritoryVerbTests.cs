using TerritoryTwin.Cli;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Tests.Territories;

namespace TerritoryTwin.Tests.Cli;

public sealed class TerritoryVerbTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private static int Run(params string[] arguments) => TerritoryVerb.Create().Parse(arguments).Invoke();

    [Fact]
    public void A_territory_is_replaced_only_when_that_is_asked_for()
    {
        string folder = _scratch["kept"];
        Assert.Equal(0, Run("generate", "--inhabitants", "2000", "--seed", "5", "--out", folder));
        Assert.NotEqual(0, Run("generate", "--inhabitants", "2000", "--seed", "6", "--out", folder));
        Assert.Equal(5UL, TerritoryFolder.Load(folder).Origin.Seed);
        Assert.Equal(0, Run("generate", "--inhabitants", "2000", "--seed", "6", "--out", folder, "--replace"));
        Assert.Equal(6UL, TerritoryFolder.Load(folder).Origin.Seed);
    }

    [Fact]
    public void A_town_is_generated_described_and_states_its_seed()
    {
        Assert.Equal(0, Run("generate", "--inhabitants", "2000", "--seed", "5", "--zone", "H3", "--out", _scratch["town"]));
        Assert.Equal(5UL, TerritoryFolder.Load(_scratch["town"]).Origin.Seed);
        Assert.InRange(TerritoryFolder.Load(_scratch["town"]).Latitude, 43, 44);
        Assert.Equal(0, Run("info", _scratch["town"], "--json"));
    }

    [Fact]
    public void Wrong_inputs_end_with_2_and_leave_nothing()
    {
        Assert.Equal(2, Run("generate", "--inhabitants", "3", "--out", _scratch["town"]));
        Assert.Equal(2, Run("import", _scratch["nowhere"], "--out", _scratch["town"]));
        Assert.Equal(2, Run("info", _scratch["nowhere"]));
        Assert.Empty(Directory.GetFileSystemEntries(_scratch.Path));
    }

    [Fact]
    public void Olemps_is_imported_under_another_name()
    {
        string source = SharedData.Data("territory-olemps");
        Assert.Equal(0, Run("import", source, "--mapping", "bdtopo-v3", "--name", "Ici", "--out", _scratch["olemps"]));
        Assert.Equal("Ici", TerritoryFolder.Load(_scratch["olemps"]).Name);
    }
}
