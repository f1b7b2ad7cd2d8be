using TerritoryTwin.Compute;
using TerritoryTwin.Files.Runs;

namespace TerritoryTwin.Tests.Viewer.App;

/// <summary>Two finished runs of the smallest generated town, made once for all tests of the viewer.</summary>
public sealed class SmallRuns : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("viewer-").FullName;

    public SmallRuns()
    {
        string Scenario(string name, string more)
        {
            string path = Path.Combine(_folder, name + ".yaml");
            File.WriteAllText(path, $"name: {name}\nquestion: What do warm walls change?\nterritory: {{ generate: {{ inhabitants: 2000, seed: 4 }} }}\nweather: {{ zone: H2b }}\nyears: 2026-2050\n{more}");
            return path;
        }
        using Device device = Devices.Named("host");
        using ScenarioRunner runner = new(device);
        Base = Run(runner, Scenario("plain", ""));
        Renovated = Run(runner, Scenario("warm walls", "fr: { name: murs chauds, question: 'Que changent des murs chauds\u00a0?' }\nmeasures:\n  - renovate: { where: \"use = dwelling\", to: bbc_renovation, share: 50 %, years: 2026-2035 }\n"));
    }

    public string Base { get; }
    public string Renovated { get; }

    /// <summary>A copy of a run that a test may damage.</summary>
    public string CopyOf(string run)
    {
        string copy = Path.Combine(_folder, Path.GetRandomFileName());
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.EnumerateFiles(run)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    /// <summary>A path for something that a test writes.</summary>
    public string Scratch(string name) => Path.Combine(_folder, name);

    private string Run(ScenarioRunner runner, string scenario)
    {
        string results = Path.ChangeExtension(scenario, null);
        runner.Run(runner.Read(scenario), results, static (_, _) => { }, CancellationToken.None);
        return results;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
