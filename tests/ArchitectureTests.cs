using System.Text.RegularExpressions;

namespace TerritoryTwin.Tests;

public sealed partial class ArchitectureTests
{
    // Each part of the engine with the parts it may name: one ordered list, as CONTRIBUTING.md says it.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Compute"] = ["Core"],
        ["Core"] = ["Compute"],
        ["Solar"] = ["Compute", "Core"],
        ["Weather"] = ["Core", "Solar"],
        ["Indicators"] = ["Core"],
        ["Ensembles"] = ["Core"],
        ["Heat"] = ["Compute", "Core", "Solar", "Weather", "Indicators"],
        ["Mobility"] = ["Compute", "Core", "Weather", "Indicators"],
        ["Air"] = ["Compute", "Core", "Heat"],
        ["Buildings"] = ["Compute", "Core", "Solar", "Indicators"],
        ["Measures"] = ["Core", "Solar", "Mobility", "Buildings"],
    };

    private static readonly string Engine = Path.Combine(SharedData.Repository, "engine", "Engine");

    public static TheoryData<string> Parts =>
        [.. Directory.EnumerateDirectories(Engine).Select(f => Path.GetFileName(f)!).Where(n => n is not ("bin" or "obj")).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Parts))]
    public void A_part_of_the_engine_names_only_those_before_it(string part)
    {
        string[] named = [.. Sources(Path.Combine(Engine, part)).SelectMany(text => UsedPart().Matches(text)).Select(m => m.Groups["part"].Value).Distinct().Except([part])];
        Assert.True(Allowed.ContainsKey(part), $"engine/Engine/{part} has no line in Allowed: say which parts it may name, here, in CONTRIBUTING.md and in docs/architecture.md");
        Assert.Empty(named.Except(Allowed[part]));
    }

    [Fact]
    public void The_engine_opens_no_file_but_for_kernels_that_a_driver_refused()
    {
        string[] opening = [.. Directory.EnumerateFiles(Engine, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && FileAccess().IsMatch(File.ReadAllText(f))).Select(f => Path.GetFileName(f)!)];
        Assert.Equal(["IlgpuDevice.cs"], opening);
    }

    /// <summary>What names a process: its namespace, or the classes by which others could reach into it. Its measures live in Measures and may name what they change.</summary>
    [Theory]
    [InlineData(@"\bTerritoryTwin\.Buildings\b|\bBuildingsModel\b|\bBuildingsParameters\b", "Engine/Buildings/", "Engine/Measures/")]
    [InlineData(@"\bCitySun\b|\bSunOnBuildings\b", "Engine/Solar/", "Engine/Buildings/")]
    [InlineData(@"\bMobilityModel\b|\bMobilityParameters\b|\bTravelDemand\b", "Engine/Mobility/")]
    [InlineData(@"\bStreetHeat\b|\bHeatParameters\b|\bStreetCells\b|\bHeatOnPeople\b", "Engine/Heat/")]
    [InlineData(@"\bTerritoryTwin\.Air\b|\bAirModel\b|\bAirParameters\b", "Engine/Air/")]
    public void A_process_is_named_in_its_own_folder_and_by_the_simulation_alone(string process, params string[] own)
    {
        string repository = SharedData.Repository;
        string[] naming = [.. new[] { "engine", "viewer" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(repository, f), "*.cs", SearchOption.AllDirectories))
            .Select(f => Path.GetRelativePath(repository, f).Replace('\\', '/')).Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !own.Any(o => f.StartsWith("engine/" + o, StringComparison.Ordinal)))
            .Where(f => !f.StartsWith("engine/Files/Verification/", StringComparison.Ordinal))        // cases hold equations to published figures, one by one
            .Where(f => Regex.IsMatch(File.ReadAllText(Path.Combine(repository, f)), process)).Order(StringComparer.Ordinal)];
        Assert.Empty(naming.Except(["engine/Engine/Setup.cs", "engine/Engine/Simulation.cs"]));
    }

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText);

    [GeneratedRegex(@"^using TerritoryTwin\.(?<part>[A-Za-z]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex UsedPart();

    [GeneratedRegex(@"\b(File|Directory|FileStream|StreamReader|StreamWriter)\.|new (FileStream|StreamReader|StreamWriter)\(", RegexOptions.ExplicitCapture)]
    private static partial Regex FileAccess();
}
