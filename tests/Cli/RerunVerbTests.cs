using TerritoryTwin.Tests.Scenarios;

namespace TerritoryTwin.Tests.Cli;

[Collection(nameof(ConsoleText))]
public sealed class RerunVerbTests
{
    [Fact]
    public void It_answers_with_what_a_script_can_tell_apart_and_never_writes_over_results()
    {
        using ScenarioFolder folder = new ScenarioFolder().Write("town.yaml", "name: Town\nterritory: { generate: { inhabitants: 2000, seed: 12 } }\nweather: { zone: H2b, seed: 3 }\nyears: 2030\noutputs: [{ table: buildings }]\n");
        string results = folder.PathOf("results"), again = folder.PathOf("again");
        Assert.Equal(0, ConsoleText.Run("run", folder.PathOf("town.yaml"), "--out", results, "--progress", "none").Code);
        Assert.Equal((0, "reproduced: 6 files are the same to the byte\n", ""), Rerun(results, "--out", again));
        Assert.Equal(7, Directory.GetFiles(again).Length);

        foreach (string taken in new[] { results, again, Path.Combine(results, "below"), folder.PathOf("town.yaml") })
            Assert.Equal((2, ""), (Rerun(results, "--out", taken).Code, Rerun(results, "--out", taken).Said));
        File.AppendAllText(Path.Combine(results, "years.csv"), "2031\n");
        (int code, string said, _) = Rerun(Path.Combine(results, "run.json"));
        Assert.Equal(1, code);
        Assert.StartsWith($"not reproduced:\n{Path.Combine(results, "years.csv")}: differs from byte ", said, StringComparison.Ordinal);

        File.AppendAllText(folder.PathOf("town.yaml"), "# changed\n");
        (code, said, string fault) = Rerun(results);
        Assert.Equal((2, ""), (code, said));
        Assert.Contains("town.yaml: has the SHA-256", fault, StringComparison.Ordinal);

        static (int Code, string Said, string Error) Rerun(params string[] arguments) => ConsoleText.Run(["rerun", .. arguments, "--progress", "none"]);
    }
}
