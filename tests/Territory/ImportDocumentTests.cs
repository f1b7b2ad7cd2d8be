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
    public void A_timetable_is_kept_with_the_import_of_Perigueux_and_its_rules_are_explained()
    {
        using ScratchFolder scratch = new();
        string data = SharedData.Data("territory-perigueux"), pages = Document + File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "physics", "public-transport.md"));
        (TerritoryTwin.Core.Territory town, ImportReport report) = TerritoryImporter.Import(
            scratch.Write("mapping.yaml", MappingIn(Document, "perigueux-bdnb")), data, new ImportOptions(Gtfs: Path.Combine(data, "gtfs", "gtfs_peribus_2025-10.zip")));
        TimetableInfo timetable = TerritoryInfo.Describe(town).Timetable!;
        Assert.Equal(["weekday: 2025-11-05, 737 trips of 44 lines", "saturday: 2025-10-25, 355 trips of 12 lines", "sunday: 2025-11-02, 5 trips of 1 lines"], timetable.Days.Select(static d => d.ToString()));
        Assert.Equal(timetable.StopsHere, timetable.OffNetwork.Count);      // no road of the city is known
        Assert.All(report.Issues, i => Assert.Contains($"`{i.Rule}`", pages));
        Assert.Equal(report.Issues, town.Origin.Issues);
    }

    [Fact]
    public void Every_rule_applied_to_Olemps_is_explained()
    {
        (_, ImportReport report) = TerritoryImporter.Import("bdtopo-v3", SharedData.Data("territory-olemps"), new ImportOptions());
        Assert.All(report.Issues, i => Assert.Contains($"`{i.Rule}`", Document));
    }
}
