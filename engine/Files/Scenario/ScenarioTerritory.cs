using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>The territory of a scenario.</summary>
public static class ScenarioTerritory
{
    /// <summary>Reads the folder, or generates the town.</summary>
    /// <exception cref="InputException">The folder holds faults; all are listed.</exception>
    public static Territory Load(TerritoryChoice choice) =>
        choice.Folder is { } folder ? TerritoryFolder.Load(folder) : TownGenerator.Generate(choice.Inhabitants, choice.Seed);
}
