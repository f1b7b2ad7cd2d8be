using System.Security.Cryptography;
using TerritoryTwin.Compute;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Tests.Runs;

/// <summary>A generated town of 2,000 and its results, run once for the tests that look at them.</summary>
public sealed class TinyTown : IDisposable
{
    public const string Baseline = """
        name: As it is
        territory: { generate: { inhabitants: 2000, seed: 12 } }
        weather: { zone: H2b, seed: 3 }
        years: 2026-2030
        simulate: [2028, 2030]

        """;

    public const string Renovated = """
        name: Renovation and roofs
        extends: baseline.yaml
        measures:
          - renovate: { where: "built < 1975 and use = dwelling", to: bbc_renovation, share: 60 % }
          - solar: { where: "roof_area >= 100 m2", fill: 70 % }
        outputs:
          - { table: buildings }
          - { table: series }
          - { grid: cells.nc, fields: [heating_need, wall_u, pv] }
          - { map: need.png, fields: [heating_need] }
          - { grid: june.nc, fields: [electricity, air_temperature], every: hour, during: 06-01 .. 06-20 }
          - { points: june.csv, places: [{ name: "market, old", x: 615780, y: 6601060 }, { name: fields, x: 614500, y: 6599700 }], fields: [electricity, air_temperature], during: 06-01 .. 06-20 }

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("twin-runs-").FullName;

    public TinyTown()
    {
        File.WriteAllText(this["baseline.yaml"], Baseline);
        File.WriteAllText(this["renovated.yaml"], Renovated);
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        BaselineRecord = runner.Run(runner.Read(this["baseline.yaml"]), this["baseline"], Silent, CancellationToken.None);
        RenovatedRecord = runner.Run(runner.Read(this["renovated.yaml"]), this["renovated"], Silent, CancellationToken.None);
    }

    public RunRecord BaselineRecord { get; }
    public RunRecord RenovatedRecord { get; }

    /// <summary>A path in the folder of the town.</summary>
    public string this[string name] => Path.Combine(_folder, name);

    public static void Silent(string label, double share) { }

    /// <summary>A folder of its own for a test, with the scenarios.</summary>
    public string Fresh(string name)
    {
        string folder = Directory.CreateDirectory(this[name]).FullName;
        File.WriteAllText(Path.Combine(folder, "baseline.yaml"), Baseline);
        File.WriteAllText(Path.Combine(folder, "renovated.yaml"), Renovated);
        return folder;
    }

    /// <summary>Hash of every file but the record, which tells times.</summary>
    public static IReadOnlyList<string> Hashes(string folder) =>
        [.. Directory.GetFiles(folder).Where(f => Path.GetFileName(f) != RunRecord.FileName).Order(StringComparer.Ordinal)
            .Select(f => $"{Path.GetFileName(f)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f)))}")];

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

[CollectionDefinition(nameof(TinyTown))]
public sealed class TinyTownTests : ICollectionFixture<TinyTown>;
