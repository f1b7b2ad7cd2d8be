using TerritoryTwin.Tests.Formats;

namespace TerritoryTwin.Tests.Cli;

[Collection(nameof(ConsoleText))]
public sealed class DemoVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Scenarios_beside_the_results_that_were_changed_are_left_alone()
    {
        string scenarios = Directory.CreateDirectory(_folder["scenarios"]).FullName, changed = Path.Combine(scenarios, "renovation.yaml");
        File.Copy(Path.Combine(SharedData.Repository, "scenarios", "demo", "baseline.yaml"), Path.Combine(scenarios, "baseline.yaml"));
        File.WriteAllText(changed, "name: My own\n");
        (int code, _, string error) = ConsoleText.Run("demo", "--out", _folder["."]);
        Assert.Equal(2, code);
        Assert.Contains("renovation.yaml is not as this program writes it", error);
        Assert.Contains("--out", error);
        Assert.Equal("name: My own\n", File.ReadAllText(changed));
        Assert.Empty(_folder.Files);
    }
}
