using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>Reads scenario files. docs/scenario.md describes them.</summary>
public static class ScenarioReader
{
    /// <summary>Reads a scenario and its bases, checks all that can be checked without its territory, and fills in the defaults.</summary>
    /// <param name="path">The scenario file.</param>
    /// <exception cref="InputException">With every fault: file, line, column, the line quoted, what was found, what was expected.</exception>
    public static Scenario Read(string path) => Read(path, ScenarioKeys.Standard);

    internal static Scenario Read(string path, ScenarioKeys keys)
    {
        FaultLog faults = new();
        ScenarioDraft? draft = ScenarioDraft.Read(path, keys, faults);
        faults.ThrowIfAny();
        return draft!.Scenario! with { Warnings = faults.Warnings };
    }
}
