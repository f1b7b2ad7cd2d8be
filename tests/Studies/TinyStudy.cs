using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Studies;

namespace TerritoryTwin.Tests.Studies;

/// <summary>A study of a generated town of 2,000, run and gathered once for the tests that look at it.</summary>
public sealed class TinyStudy : IDisposable
{
    public const string Baseline = """
        name: As it is
        territory: { generate: { inhabitants: 2000, seed: 12 } }
        weather: { zone: H2b, seed: 3 }
        years: 2026-2030
        behaviour: { rebound: 10 % .. 30 % }

        """;

    public const string Renovated = """
        name: Renovation
        extends: baseline.yaml
        measures:
          - renovate: { where: "built < 1975 and use = dwelling", to: bbc_renovation, share: 60 % }
          - solar: { where: "roof_area >= 100 m2", fill: 70 % }

        """;

    public const string Text = """
        name: Renovation under prices
        question: Does renovation lower bills, whatever prices and winters do?
        scenarios: [baseline.yaml, renovated.yaml]
        parameters:
          - { vary: prices.electricity, as: electricity_price, mean: 0.25 €/kWh, deviation: 0.04 €/kWh, from: 0.15 €/kWh }
          - { vary: "measures[0].renovate.share", from: 20 %, to: 80 %, label: renovated homes, fr: logements rénovés }
          - { vary: "measures[1].solar.fill", as: panels, values: [30 %, 60 %, 90 %] }
        sampling: { points: 6 }
        weather_seeds: [3, 4]
        outputs:
          indicators: [bill, co2, cooling_need]
          buildings: [bill, heating_need]
          cells: [pv]
          series: [electricity_bought]
          thresholds: [{ of: bill, above: 2000 }]

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("twin-study-").FullName;

    public TinyStudy()
    {
        File.WriteAllText(this["baseline.yaml"], Baseline);
        File.WriteAllText(this["renovated.yaml"], Renovated);
        File.WriteAllText(this["study.yaml"], Text);
        Study = StudyReader.Read(this["study.yaml"]);
        Folder = Run("whole", batchSize: 16, batches => batches);
        Gathered = StudyGather.Gather(Folder, Silent);
    }

    public Study Study { get; }
    public StudyFolder Folder { get; }
    public Gathered Gathered { get; }

    /// <summary>A path in the folder of the study.</summary>
    public string this[string name] => Path.Combine(_folder, name);

    public static void Silent(string label, double share) { }

    /// <summary>An empty folder of the same study.</summary>
    public StudyFolder Fresh(string name, int batchSize) => StudyFolder.Make(this[name], StudyPlan.Of(Study, buildings: 1, alone: false) with { BatchSize = batchSize }, Study);

    /// <summary>The same study in another folder, its batches run in some order.</summary>
    public StudyFolder Run(string name, int batchSize, Func<IEnumerable<int>, IEnumerable<int>> order)
    {
        StudyFolder folder = Fresh(name, batchSize);
        using HostDevice device = new(2);
        using VariantRunner runner = new(Study, device, cache: null);
        foreach (int batch in order(Enumerable.Range(0, folder.Plan.Batches))) StudyRun.Run(folder, runner, batch, 1, Silent, CancellationToken.None);
        return folder;
    }

    /// <summary>The bytes of everything that was gathered but what tells times.</summary>
    public static IReadOnlyList<string> Hashes(StudyFolder folder) =>
        [.. Directory.GetFiles(folder.FullPath).Where(f => Path.GetFileName(f) is var name && name != StudyPlan.FileName && !name.StartsWith("effort", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(f => $"{Path.GetFileName(f)} {Stage.Record(f).Sha256}")];

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

[CollectionDefinition(nameof(TinyStudy))]
public sealed class TinyStudyTests : ICollectionFixture<TinyStudy>;
