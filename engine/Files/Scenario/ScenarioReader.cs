using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>Reads scenario files. docs/scenario.md describes them.</summary>
public static class ScenarioReader
{
    /// <summary>Reads a scenario whose renovations name built-in packages.</summary>
    /// <param name="path">The scenario file.</param>
    /// <exception cref="InputException">With every fault.</exception>
    public static Scenario Read(string path) => Read(path, MeasureCosts.Standard);

    /// <summary>Reads a scenario and its bases, checks all that can be checked without its territory, and fills in the defaults.</summary>
    /// <param name="path">The scenario file.</param>
    /// <param name="costs">Packages of works that renovations may name, and what panels cost.</param>
    /// <exception cref="InputException">With every fault: file, line, column, the line quoted, what was found, what was expected.</exception>
    public static Scenario Read(string path, MeasureCosts costs) => Read(path, costs, ScenarioKeys.Standard);

    internal static Scenario Read(string path, MeasureCosts costs, ScenarioKeys keys)
    {
        FaultLog faults = new();
        ScenarioDraft? draft = ScenarioDraft.Read(path, costs, keys, faults);
        faults.ThrowIfAny();
        return draft!.Scenario! with { Warnings = faults.Warnings };
    }
}
