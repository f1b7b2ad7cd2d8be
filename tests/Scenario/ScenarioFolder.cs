using TerritoryTwin.Core;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Tests.Scenarios;

/// <summary>A folder of scenario files that lasts as long as a test; faults name the files without the folder.</summary>
internal sealed class ScenarioFolder : IDisposable
{
    public const string Baseline = """
        name: As it is
        territory: { generate: { inhabitants: 8000, seed: 12 } }
        weather: { zone: H2c, seed: 3 }
        years: 2026-2050

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("scenario").FullName;

    public ScenarioFolder Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(_folder, name), text);
        return this;
    }

    public string PathOf(string name) => Path.Combine(_folder, name);

    public Scenario Read(string name = "scenario.yaml") => ScenarioReader.Read(PathOf(name));

    public IReadOnlyList<string> Faults(string name = "scenario.yaml") =>
        [.. Assert.Throws<InputException>(() => Read(name)).Faults.Select(f => f.Replace(_folder + "/", ""))];

    public static IReadOnlyList<string> FaultsOf(string text)
    {
        using ScenarioFolder folder = new();
        return folder.Write("scenario.yaml", text).Faults();
    }

    public static Scenario ReadText(string text)
    {
        using ScenarioFolder folder = new();
        return folder.Write("scenario.yaml", text).Read();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
