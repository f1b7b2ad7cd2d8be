using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Studies;

namespace TerritoryTwin.Tests.Studies;

[Collection(nameof(TinyStudy))]
public sealed class StudyRunTests(TinyStudy study)
{
    [Fact]
    public void A_variant_in_a_batch_has_the_figures_of_a_run_of_its_own()
    {
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        foreach (int index in new[] { 0, 14, 23 })
        {
            StudyVariant variant = study.Study[index];
            string file = study[$"own-{index}.yaml"], measures = variant.Scenario == 0 ? "" : $$"""
                measures:
                  - renovate: { where: "built < 1975 and use = dwelling", to: bbc_renovation, share: {{TextOf("share")}} }
                  - solar: { where: "roof_area >= 100 m2", fill: {{TextOf("panels")}} }
                """;
            File.WriteAllText(file, $$"""
                name: own
                territory: { generate: { inhabitants: 2000, seed: 12 } }
                weather: { zone: H2b, seed: {{variant.WeatherSeed}} }
                years: 2026-2030
                behaviour: { rebound: {{TextOf("rebound")}} }
                prices: { electricity: {{TextOf("electricity_price")}} }
                outputs: [{ table: buildings }, { table: series }]
                {{measures}}
                """);
            RunRecord record = runner.Run(runner.Read(file), study[$"own-{index}"], TinyStudy.Silent, CancellationToken.None);
            VariantResult found = study.Folder.Read(index / study.Folder.Plan.BatchSize).First(r => r.Index == index);
            Assert.Equal(record.Indicators.Select(i => (i.Name, i.Year, i.Value)), found.Indicators.Select(i => (i.Name, i.Year, i.Value)));
            foreach ((string column, int place) in new[] { ("bill", 0), ("heating_need", 1) }) Assert.Equal(Column(study[$"own-{index}"], "buildings", column), found.Values[place]);
            Assert.Equal(Column(study[$"own-{index}"], "series", "electricity_bought"), found.Values[3]);

            string TextOf(string column) => study.Study.TextsOf(variant)[study.Study.ParameterColumns.ToList().IndexOf(column)];
        }
    }

    [Fact]
    public void Order_batches_and_interruptions_leave_no_trace_in_what_is_gathered()
    {
        StudyFolder parted = study.Fresh("parted", batchSize: 5);
        using HostDevice one = new(1), two = new(2);
        using VariantRunner first = new(study.Study, one, cache: null), second = new(study.Study, two, cache: null);
        using CancellationTokenSource stop = new();
        Assert.Throws<OperationCanceledException>(() => StudyRun.Run(parted, first, 3, 1, (_, share) => { if (share > 0.4) stop.Cancel(); }, stop.Token));
        Assert.Empty(parted.Finished);
        StudyRun.Run(parted, second, 4, 1, TinyStudy.Silent, CancellationToken.None);
        StudyRun.Run(parted, first, 1, 2, TinyStudy.Silent, CancellationToken.None);
        Gathered partly = StudyGather.Gather(parted, TinyStudy.Silent);
        Assert.Equal((24, 0, 10), (partly.Runs, partly.Failed, partly.Missing));
        Assert.Contains("not run", Texts(parted.FullPath, "variants", "fault"));
        StudyRun.Run(parted, second, 0, parted.Plan.Batches, TinyStudy.Silent, CancellationToken.None);
        Gathered all = StudyGather.Gather(parted, TinyStudy.Silent);
        Assert.Equal((0, 0), (all.Failed, all.Missing));
        Assert.Equal(TinyStudy.Hashes(study.Folder), TinyStudy.Hashes(parted));
        Assert.Equal(study.Gathered.Findings, all.Findings);
    }

    [Fact]
    public void A_finished_batch_is_not_run_again_and_one_that_another_process_has_is_passed_over()
    {
        StudyFolder folder = study.Fresh("taken", batchSize: 12);
        using HostDevice device = new(2);
        using VariantRunner runner = new(study.Study, device, cache: null);
        using (folder.TakeGathering()) Assert.Contains("another process does", Assert.Throws<InputException>(() => StudyGather.Gather(folder, TinyStudy.Silent)).Message);
        using (IDisposable? taken = folder.Take(0, Unexpected))
        {
            Assert.NotNull(taken);
            Assert.Null(folder.Take(0, Unexpected));
            StudyRun.Run(folder, runner, 0, 1, TinyStudy.Silent, CancellationToken.None);
            Assert.Empty(folder.Finished);
        }
        StudyRun.Run(folder, runner, 0, 1, TinyStudy.Silent, CancellationToken.None);
        Assert.Equal([0], folder.Finished);
        Assert.Null(folder.Take(0, Unexpected));
        string file = Path.Combine(folder.FullPath, "batches", "000000.msgpack");
        DateTime written = File.GetLastWriteTimeUtc(file);
        Assert.Empty(StudyRun.Run(folder, runner, 0, 1, TinyStudy.Silent, CancellationToken.None));
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));
    }

    [Fact]
    public void A_damaged_batch_is_named_left_out_and_computed_anew()
    {
        StudyFolder folder = study.Run("damaged", batchSize: 12, b => b);
        IReadOnlyList<VariantResult> before = folder.Read(0);
        string file = Path.Combine(folder.FullPath, "batches", "000000.msgpack");
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 0x10;
        File.WriteAllBytes(file, bytes);
        StudyTally tally = StudyRun.Tally(folder);
        Assert.Equal((24, 12, 12), (tally.Runs, tally.Finished, tally.Left));
        Assert.Contains("000000.msgpack", Assert.Single(tally.Damaged));
        Gathered gathered = StudyGather.Gather(folder, TinyStudy.Silent);
        Assert.Equal(12, gathered.Missing);
        Assert.Contains("000000.msgpack", Assert.Single(gathered.Damaged));
        using HostDevice device = new(2);
        using VariantRunner runner = new(study.Study, device, cache: null);
        Assert.Contains("000000.msgpack", Assert.Single(StudyRun.Run(folder, runner, 0, 2, TinyStudy.Silent, CancellationToken.None)));
        Assert.Equal(before.Select(r => r.Values[0]), folder.Read(0).Select(r => r.Values[0]));
    }

    [Fact]
    public void Other_figures_and_thresholds_are_gathered_from_the_same_runs()
    {
        StudyFolder folder = study.Run("asked-again", batchSize: 16, b => b);
        StudyGather.Gather(folder, TinyStudy.Silent);
        Assert.True(File.Exists(Path.Combine(folder.FullPath, "tornado-co2.svg")));
        File.WriteAllText(study["asked.yaml"], TinyStudy.Text.Replace("above: 2000", "above: 3000", StringComparison.Ordinal).Replace("[bill, co2, cooling_need]", "[bill]", StringComparison.Ordinal));
        Study asked = StudyReader.Read(study["asked.yaml"]);
        Assert.Equal(study.Study.Identity(), asked.Identity());
        StudyFolder again = StudyFolder.Make(study["asked-again"], StudyPlan.Of(asked, buildings: 1, alone: false), asked);
        Assert.Equal(24, StudyRun.Tally(again).Finished);
        File.WriteAllText(Path.Combine(again.FullPath, "scatter-for-the-mayor.svg"), "<svg/>");
        StudyGather.Gather(again, TinyStudy.Silent);
        Assert.True(File.Exists(Path.Combine(again.FullPath, "scatter-for-the-mayor.svg")));          // not one of ours
        string heads = File.ReadLines(Path.Combine(again.FullPath, "buildings.csv")).First();
        Assert.Contains("bill_above_3000", heads, StringComparison.Ordinal);
        Assert.DoesNotContain("bill_above_2000", heads, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(again.FullPath, "tornado-co2.svg")));
    }

    [Fact]
    public void A_batch_of_another_study_or_version_is_refused_by_name()
    {
        StudyFolder folder = study.Fresh("mixed", batchSize: 12);
        File.Copy(Path.Combine(study.Folder.FullPath, "batches", "000000.msgpack"), Path.Combine(folder.FullPath, "batches", "000000.msgpack"));
        Assert.Contains("has the runs 1, 2", Assert.Throws<InputException>(() => folder.Read(0)).Message);
        StudyPlan other = study.Folder.Plan with { Identity = "another", Engine = "0.0.1" };
        Directory.Delete(folder.FullPath, recursive: true);
        StudyFolder foreign = StudyFolder.Make(study["mixed"], other, study.Study);
        File.Copy(Path.Combine(study.Folder.FullPath, "batches", "000000.msgpack"), Path.Combine(foreign.FullPath, "batches", "000000.msgpack"));
        Assert.Contains("is of another study or version", Assert.Throws<InputException>(() => foreign.Read(0)).Message);
        InputException two = Assert.Throws<InputException>(() => study.Fresh("mixed", batchSize: 12));
        Assert.Contains("as it was planned before its files or the engine changed (0.0.1", two.Message);
        Assert.Contains("was planned with other content", Assert.Throws<InputException>(() => StudyFolder.Open(study["mixed"])).Message);
    }

    [Fact]
    public void Two_studies_do_not_share_a_folder_nor_take_one_that_holds_other_things()
    {
        File.WriteAllText(study["second.yaml"], TinyStudy.Text.Replace("Renovation under prices", "Another", StringComparison.Ordinal).Replace("points: 6", "points: 4", StringComparison.Ordinal));
        Study second = StudyReader.Read(study["second.yaml"]);
        Assert.Contains("holds another study, “Renovation under prices”", Assert.Throws<InputException>(() => StudyFolder.Make(study.Folder.FullPath, StudyPlan.Of(second, 1000, alone: false), second)).Message);
        Assert.Contains("holds other things than a study", Assert.Throws<InputException>(() => StudyFolder.Make(study[""], StudyPlan.Of(second, 1000, alone: false), second)).Message);
    }

    [Fact]
    public void Files_of_one_name_in_two_folders_are_two_things()
    {
        string area = Area.Replace("CORNER", "[617000,6602000]", StringComparison.Ordinal);
        foreach ((string name, string content) in new[] { ("west", area), ("east", area.Replace("614000,6599000", "616500,6599000", StringComparison.Ordinal)) })
        {
            Directory.CreateDirectory(study[name]);
            File.WriteAllText(study[$"{name}/streets.geojson"], content);
            File.WriteAllText(study[$"{name}/town.yaml"], TinyStudy.Baseline.Replace("As it is", name, StringComparison.Ordinal) + "couplings: { shading: false }\nmeasures: [{ unseal: { area: streets.geojson } }]\n");
        }
        File.WriteAllText(study["places.yaml"], "name: Places\nscenarios: [west/town.yaml, east/town.yaml]\nsampling: { points: 2 }\n");
        Study places = StudyReader.Read(study["places.yaml"]);
        Assert.Equal(places.ScenarioOf(places[0]).Canonical, places.ScenarioOf(places[2]).Canonical);
        using HostDevice device = new(2);
        using VariantRunner runner = new(places, device, cache: null);
        double[] invested = [.. runner.Run([places[0], places[2]], _ => { }, CancellationToken.None).Select(r => r.Indicators.First(i => i.Name == "investment").Value)];
        Assert.True(invested[0] > 0 && invested[0] != invested[1], $"{invested[0]} {invested[1]}");
    }

    [Fact]
    public void Variants_whose_buildings_lower_their_heating_otherwise_are_simulated_apart()
    {
        File.WriteAllText(study["lowered.yaml"], TinyStudy.Baseline.Replace("As it is", "Lowered", StringComparison.Ordinal).Replace("10 % .. 30 %", "20 %", StringComparison.Ordinal) + "measures: [{ set_back: { night: 2 K } }, { solar: {} }, { battery: { share: 50 % } }]\n");
        File.WriteAllText(study["lowering.yaml"], """
            name: Lowering
            scenarios: [lowered.yaml]
            parameters: [{ vary: "measures[0].set_back.night", as: night, values: [1 K, 3 K] }, { vary: "measures[2].battery.share", as: batteries, values: [0 %, 80 %] }]
            sampling: { method: grid }
            outputs: { indicators: [heating_need, pv_export] }
            """);
        Study lowering = StudyReader.Read(study["lowering.yaml"]);
        StudyFolder folder = StudyFolder.Make(study["lowering"], StudyPlan.Of(lowering, 1, alone: false), lowering);
        using HostDevice device = new(2);
        using VariantRunner runner = new(lowering, device, cache: null);
        for (int batch = 0; batch < folder.Plan.Batches; batch++) StudyRun.Run(folder, runner, batch, 1, TinyStudy.Silent, CancellationToken.None);
        Gathered gathered = StudyGather.Gather(folder, TinyStudy.Silent);
        Assert.Equal((4, 0, 0), (gathered.Runs, gathered.Failed, gathered.Missing));
        Assert.Equal([2, 4], new[] { "heating_need", "pv_export" }.Select(i => Column(folder.FullPath, "variants", i).Distinct().Count()));
    }

    [Fact]
    public void A_variant_that_fails_takes_none_with_it_and_its_fault_stands_in_the_table()
    {

        File.WriteAllText(study["broken.geojson"], Area.Replace("CORNER", "[617000]", StringComparison.Ordinal));
        File.WriteAllText(study["planted.yaml"], TinyStudy.Baseline.Replace("As it is", "Trees", StringComparison.Ordinal) + "measures: [{ plant_trees: { share: 10 % } }]\n");
        File.WriteAllText(study["failing.yaml"], """
            name: Failing
            scenarios: [baseline.yaml, planted.yaml]
            parameters: [{ vary: "measures[0].plant_trees.size", as: size, values: [small, large] }, { vary: behaviour.rebound, as: taken_back, from: 10 %, to: 30 % }]
            sampling: { points: 2 }
            outputs: { indicators: [bill], buildings: [bill] }
            """);
        Study failing = StudyReader.Read(study["failing.yaml"]);
        File.WriteAllText(study["planted.yaml"], File.ReadAllText(study["planted.yaml"]).Replace("share: 10 %", "share: 10 %, area: broken.geojson", StringComparison.Ordinal));
        Study broken = StudyReader.Read(study["failing.yaml"]);
        StudyFolder folder = StudyFolder.Make(study["failing"], StudyPlan.Of(broken, 1, alone: false), broken);
        using HostDevice device = new(2);
        using VariantRunner runner = new(broken, device, cache: null);
        StudyRun.Run(folder, runner, 0, 1, TinyStudy.Silent, CancellationToken.None);
        Gathered gathered = StudyGather.Gather(folder, TinyStudy.Silent);
        Assert.Equal((4, 2, 0), (gathered.Runs, gathered.Failed, gathered.Missing));
        string[] faults = Texts(folder.FullPath, "variants", "fault");
        Assert.Equal(["", ""], faults[..2]);
        Assert.All(faults[2..], f => Assert.Contains("broken.geojson", f));
        Assert.NotEqual(failing.Identity(), broken.Identity());
        File.Delete(Path.Combine(folder.FullPath, "batches", "000000.msgpack"));
        Assert.Contains("none of 4 runs has figures", Assert.Throws<InputException>(() => StudyGather.Gather(folder, TinyStudy.Silent)).Message);
    }

    private const string Area = """
        {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::2154"}},"features":[{"type":"Feature","properties":{},
        "geometry":{"type":"Polygon","coordinates":[[[614000,6599000],CORNER,[617000,6599000],[614000,6599000]]]}}]}
        """;

    private static string[] Texts(string folder, string table, string column)
    {
        CsvTable read = Csv.Read(Path.Combine(folder, table + ".csv"));
        int place = read.Columns.ToList().IndexOf(column);
        return [.. read.Rows.Select(r => r[place])];
    }

    private static float[] Column(string folder, string table, string column) =>
        [.. Texts(folder, table, column).Select(t => t.Length == 0 ? float.NaN : (float)double.Parse(t, System.Globalization.CultureInfo.InvariantCulture))];

    private static void Unexpected(string damaged) => Assert.Fail(damaged);
}
