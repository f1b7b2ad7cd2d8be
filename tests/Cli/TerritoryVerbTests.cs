using TerritoryTwin.Cli;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
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
        Assert.InRange(PngFile.SizeOf(_scratch["olemps.png"]).Width, 100, 10_000);

        byte[] own = Png.Encode(1, 1, [1, 2, 3]);
        File.WriteAllBytes(_scratch["olemps.png"], own);               // a photograph, say
        Assert.Equal(2, Run("import", source, "--mapping", "bdtopo-v3", "--name", "Là", "--out", _scratch["olemps"], "--replace"));
        Assert.Equal(own, File.ReadAllBytes(_scratch["olemps.png"]));
        Assert.Equal("Ici", TerritoryFolder.Load(_scratch["olemps"]).Name);
    }

    [Fact]
    public void The_picture_of_an_earlier_import_is_replaced_and_no_other_file()
    {
        string path = _scratch["town.png"];
        PlaceSheet.RequireFree(path);
        PlaceSheet.Write(SmallTerritory.Create(), path);
        PlaceSheet.RequireFree(path);
        Directory.CreateDirectory(_scratch["folder.png"]);
        File.WriteAllText(_scratch["text.png"], "mine");
        foreach (string name in new[] { "folder.png", "text.png" })
            Assert.Contains($"{name}: a file that does not say that an import wrote it, as those of earlier versions do not; expected none, or the picture of an earlier import", Assert.Throws<InputException>(() => PlaceSheet.RequireFree(_scratch[name])).Message, StringComparison.Ordinal);
    }
}
