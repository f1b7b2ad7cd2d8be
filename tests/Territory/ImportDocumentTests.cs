using TerritoryTwin.Files.Territories;

namespace TerritoryTwin.Tests.Territories;

/// <summary>What docs/import.md shows is what the program does.</summary>
public sealed class ImportDocumentTests
{
    private static string Document => File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "import.md"));

    private static string MappingIn(string document, string name)
    {
        int from = document.IndexOf($"mapping: {name}", StringComparison.Ordinal);
        return document[from..document.IndexOf("```", from, StringComparison.Ordinal)];
    }

    [Theory]
    [InlineData("perigueux-bdnb", 10_000, 10_300)]
    [InlineData("perigueux-osm", 14_500, 14_800)]
    public void The_mappings_shown_import_Perigueux_and_every_rule_applied_is_explained(string name, int fewest, int most)
    {
        using ScratchFolder scratch = new();
        string mapping = scratch.Write("mapping.yaml", MappingIn(Document, name));
        (TerritoryTwin.Core.Territory town, ImportReport report) = TerritoryImporter.Import(mapping, SharedData.Data("territory-perigueux"), new ImportOptions());
        Assert.Equal("Périgueux", town.Name);
        Assert.InRange(town.Buildings.Count, fewest, most);
        Assert.Equal(29_896, town.Buildings.Sum(b => b.Inhabitants.Value), tolerance: 1500); // the census year of the limit may differ from that of its README
        Assert.All(report.Issues, i => Assert.Contains($"`{i.Rule}`", Document));
    }

    [Fact]
    public void Every_rule_applied_to_Olemps_is_explained()
    {
        (_, ImportReport report) = TerritoryImporter.Import("bdtopo-v3", SharedData.Data("territory-olemps"), new ImportOptions());
        Assert.All(report.Issues, i => Assert.Contains($"`{i.Rule}`", Document));
    }
}
