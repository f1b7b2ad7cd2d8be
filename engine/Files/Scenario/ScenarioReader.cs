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

    internal static Scenario Read(string path, ScenarioKeys keys) => Sound(faults => ScenarioDraft.Read(path, keys, faults));

    /// <summary>The scenario of what was read.</summary>
    /// <param name="path">Of its file.</param> <param name="sources">What its files say, perhaps with other values.</param> <param name="keys">That may stand in them.</param>
    /// <exception cref="InputException">With every fault that was found.</exception>
    internal static Scenario Of(string path, ScenarioSources sources, ScenarioKeys keys) => Sound(faults => ScenarioDraft.Of(path, sources, keys, faults));

    private static Scenario Sound(Func<FaultLog, ScenarioDraft?> read)
    {
        FaultLog faults = new();
        ScenarioDraft? draft = read(faults);
        faults.ThrowIfAny();
        return draft!.Scenario! with { Warnings = faults.Warnings };
    }
}
