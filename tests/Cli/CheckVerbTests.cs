using TerritoryTwin.Cli;
using TerritoryTwin.Tests.Scenarios;

namespace TerritoryTwin.Tests.Cli;

[Collection(nameof(ConsoleText))]
public class CheckVerbTests
{
    [Fact]
    public void A_faulty_scenario_ends_with_2_and_a_sound_one_with_0()
    {
        using ScenarioFolder folder = new();
        folder.Write("good.yaml", ScenarioFolder.Baseline.Replace("8000", "2000")).Write("bad.yaml", ScenarioFolder.Baseline + "bugdet: 3 M€\n");
        Assert.Equal(0, CheckVerb.Create().Parse([folder.PathOf("good.yaml")]).Invoke());
        Assert.Equal(2, CheckVerb.Create().Parse([folder.PathOf("bad.yaml"), "--json"]).Invoke());
        Assert.Equal(2, CheckVerb.Create().Parse([folder.PathOf("absent.yaml")]).Invoke());
    }

    [Theory]
    [InlineData("2000000000")]
    [InlineData("12")]
    [InlineData("many")]
    public void A_town_of_an_impossible_size_is_a_fault_and_is_not_generated(string inhabitants)
    {
        using ScenarioFolder folder = new();
        folder.Write("town.yaml", ScenarioFolder.Baseline.Replace("8000", inhabitants));
        Assert.Equal(2, CheckVerb.Create().Parse([folder.PathOf("town.yaml")]).Invoke());
    }

    [Fact]
    public void After_faults_nothing_more_is_said_of_the_scenario()
    {
        using ScenarioFolder folder = new();
        folder.Write("bad.yaml", ScenarioFolder.Baseline.Replace("8000", "2000") + "bugdet: 3 M€\nmeasures: [{ renovate: { to: bbc_renovation } }]\n");
        (int code, string said, string error) = ConsoleText.Run("check", folder.PathOf("bad.yaml"));
        Assert.Equal((2, $"{folder.PathOf("bad.yaml")}: 1 to be mended\n"), (code, said));
        Assert.Contains("`bugdet` is not a key", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_is_printed() => Assert.Equal(0, SchemaVerb.Create().Parse([]).Invoke());
}
