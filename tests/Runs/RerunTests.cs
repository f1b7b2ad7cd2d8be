using System.Security.Cryptography;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Tests.Weather;

namespace TerritoryTwin.Tests.Runs;

[Collection(nameof(TinyTown))]
public sealed class RerunTests(TinyTown town)
{
    [Fact]
    public void A_run_is_reproduced_and_left_alone()
    {
        string[] before = Contents(town["renovated"]);
        using HostDevice device = new(3);
        Rerun rerun = Rerun.Of(Path.Combine(town["renovated"], "run.json"), device);
        Assert.Empty(rerun.Warnings);
        Assert.Equal(town["renovated"], rerun.Folder);
        RerunReport report = Into(rerun, device, town["renovated-again"]);
        Assert.Empty(report.Differences);
        Assert.Equal(before.Length - 1, report.Compared);                   // all but run.json
        Assert.Equal(before, Contents(town["renovated"]));
    }

    [Fact]
    public void What_was_altered_in_the_results_is_named_and_figures_of_the_record_with_their_difference()
    {
        string folder = Copy("altered");
        RunRecord record = RunRecord.Read(folder);
        Assert.Equal(("heating_need", 2028), (record.Indicators[0].Name, record.Indicators[0].Year));
        double need = record.Indicators[0].Value;
        (record with { Indicators = [record.Indicators[0] with { Value = need / 2 }, .. record.Indicators.Skip(1)], Notes = [.. record.Notes, "a note of mine"] }).Write(folder);
        byte[] csv = File.ReadAllBytes(Path.Combine(folder, "buildings.csv"));
        csv[1000] ^= 1;
        File.WriteAllBytes(Path.Combine(folder, "buildings.csv"), csv);
        File.AppendAllText(Path.Combine(folder, "june.csv"), "x");
        File.Delete(Path.Combine(folder, "need.png"));
        File.WriteAllText(Path.Combine(folder, "my-thesis.txt"), "is no file of the run");

        using HostDevice device = new(2);
        RerunReport report = Into(Rerun.Of(folder, device), device, town["altered-again"]);
        long june = new FileInfo(town["renovated/june.csv"]).Length;
        Assert.Equal(
        [
            $"{Path.Combine(folder, "buildings.csv")}: differs from byte 1000 on: {csv.Length} bytes, run again {csv.Length}; it was altered since the run wrote it, and run again it is as it was then",
            $"{Path.Combine(folder, "june.csv")}: differs from byte {june} on: {june + 1} bytes, run again {june}; it was altered since the run wrote it, and run again it is as it was then",
            $"{Path.Combine(folder, "need.png")}: is gone since the run wrote it",
            $"run.json: `heating_need` of 2028 is {need:R} MWh when run again; it was {need / 2:R}, a difference of {need - need / 2:g3} or 100 %",
            "run.json: `notes` differs: only then \"a note of mine\"; only when run again nothing",
        ], report.Differences);
    }

    [Fact]
    public void All_that_changed_is_told_at_once_and_nothing_is_run()
    {
        string folder = Directory.CreateDirectory(town["changed"]).FullName, weather = Path.Combine(folder, "town.epw"), place = Path.Combine(folder, "town"), scenario = Path.Combine(folder, "own.yaml");
        TerritoryFolder.Save(TownGenerator.Generate(2000, 12), place);
        File.WriteAllLines(weather, EpwFaultTests.Sound);
        File.WriteAllText(Path.Combine(folder, "base.yaml"), "name: Base\nterritory: town\nweather: town.epw\nyears: 2030\n");
        File.WriteAllText(scenario, "name: Own\nextends: base.yaml\noutputs: [{ table: series }]\n");
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        RunRecord record = runner.Run(runner.Read(scenario), Path.Combine(folder, "out"), TinyTown.Silent, CancellationToken.None);
        Assert.Empty(Into(Rerun.Of(Path.Combine(folder, "out"), device), device, Path.Combine(folder, "again")).Differences);

        TerritoryFolder.Save(TownGenerator.Generate(2000, 13), place);
        File.AppendAllText(weather, "\n");
        File.AppendAllText(scenario, "# another\n");
        File.Delete(Path.Combine(folder, "base.yaml"));
        (record with { Engine = "0.0.1", Device = "an abacus" }).Write(Path.Combine(folder, "out"));
        IReadOnlyList<string> faults = Assert.Throws<InputException>(() => Rerun.Of(Path.Combine(folder, "out"), device)).Faults;
        Assert.StartsWith($"{scenario}: has the SHA-256 {Sha256(scenario)}; when “Own” ran it was {record.Inputs[0].Sha256}. Put it back", faults[0], StringComparison.Ordinal);
        Assert.Contains(faults, f => f.StartsWith($"{Path.Combine(folder, "base.yaml")}: is not there (looked at {Path.Combine(folder, "base.yaml")})", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith($"{weather}: has the SHA-256", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith($"{Path.Combine(place, "territory.gpkg")}: has the SHA-256", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith($"{place}: the territory that this version reads has the SHA-256", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("version 0.0.1 ran “Own”", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("“Own” ran on an abacus", StringComparison.Ordinal));
    }

    [Fact]
    public void Results_that_moved_with_their_scenario_are_reproduced_and_what_is_nowhere_is_told_with_where_it_was_looked_for()
    {
        string before = town.Fresh("before"), after = town["after"], results = Path.Combine(after, "out");
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        runner.Run(runner.Read(Path.Combine(before, "baseline.yaml")), Path.Combine(before, "out"), TinyTown.Silent, CancellationToken.None);
        Directory.Move(before, after);
        Assert.Empty(Into(Rerun.Of(results, device), device, town["moved-again"]).Differences);
        File.Delete(Path.Combine(after, "baseline.yaml"));
        string fault = Assert.Single(Assert.Throws<InputException>(() => Rerun.Of(results, device)).Faults);
        Assert.Contains($"is not there (looked at {Path.Combine(before, "baseline.yaml")} and {Path.Combine(after, "baseline.yaml")})", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_of_an_earlier_program_is_compared_with_all_files_of_its_folder_and_says_so()
    {
        string folder = Copy("older");
        (RunRecord.Read(folder) with { Files = [], Folder = null }).Write(folder);
        File.Delete(Path.Combine(folder, "ro-crate-metadata.json"));
        File.WriteAllText(Path.Combine(folder, "note.txt"), "whose?");
        using HostDevice device = new(2);
        Rerun rerun = Rerun.Of(folder, device);
        Assert.Contains("is of an earlier program and does not list the files", Assert.Single(rerun.Warnings), StringComparison.Ordinal);
        RerunReport report = Into(rerun, device, town["older-again"]);
        Assert.Equal([$"{Path.Combine(folder, "note.txt")}: run again it is not written; whether the run wrote it, its record does not say"], report.Differences);
        Assert.Equal(Directory.GetFiles(folder).Length - 1, report.Compared);
    }

    [Fact]
    public void A_damaged_record_is_refused_in_words()
    {
        string folder = Copy("damaged"), path = Path.Combine(folder, "run.json"), whole = File.ReadAllText(path);
        RunRecord record = RunRecord.Read(folder);
        using HostDevice device = new(1);
        Assert.Contains("`inputs` names no file", Fault(record with { Inputs = [] }), StringComparison.Ordinal);
        Assert.Contains("a list holds nothing", Fault(record with { Files = [null!] }), StringComparison.Ordinal);
        Assert.Contains("`files` names `../run.json`", Fault(record with { Files = [new("../run.json", "00")] }), StringComparison.Ordinal);
        Assert.Contains("is not there", Fault(record with { Inputs = [new("", "00")] }), StringComparison.Ordinal);
        Assert.Contains("is not there", Fault(record with { Inputs = [new("a\0b", "00")] }), StringComparison.Ordinal);
        Assert.Contains("is a folder", Fault(record with { Inputs = [record.Inputs[0], new(folder, "00")] }), StringComparison.Ordinal);
        Assert.Contains("a generated town of 3 inhabitants", Fault(record with { TerritorySource = record.TerritorySource with { Inhabitants = 3 } }), StringComparison.Ordinal);
        Assert.Contains("this version generates has the SHA-256", Fault(record with { TerritorySource = record.TerritorySource with { Sha256 = "00" } }), StringComparison.Ordinal);
        Assert.Contains("the folder of the territory is not there", Fault(record with { TerritorySource = record.TerritorySource with { Folder = town["nowhere"] } }), StringComparison.Ordinal);
        for (int length = 0; length < whole.Length - 2; length += whole.Length / 20)
        {
            File.WriteAllText(path, whole[..length]);
            Assert.Contains("run.json", Assert.Throws<InputException>(() => Rerun.Of(folder, device)).Message, StringComparison.Ordinal);
        }

        string Fault(RunRecord damaged)
        {
            damaged.Write(folder);
            return Assert.Throws<InputException>(() => Rerun.Of(folder, device)).Message;
        }
    }

    private static RerunReport Into(Rerun rerun, Device device, string folder)
    {
        using ScenarioRunner runner = new(device);
        return rerun.Into(runner, folder, TinyTown.Silent, CancellationToken.None);
    }

    private string Copy(string name)
    {
        string copy = Directory.CreateDirectory(town[name]).FullName;
        foreach (string file in Directory.GetFiles(town["renovated"])) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    private static string[] Contents(string folder) => [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(f => $"{f} {Sha256(f)}")];

    private static string Sha256(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
