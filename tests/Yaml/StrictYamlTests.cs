using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Tests.Yaml;

public sealed class StrictYamlTests
{
    private static string Refused(string text) => Assert.Throws<InputException>(() => YamlDocument.Parse("town.yaml", text)).Message;

    [Fact]
    public void An_unknown_key_is_refused_with_its_place_and_the_nearest_known_one()
    {
        YamlDocument document = YamlDocument.Parse("town.yaml", "name: Olemps\nepgs: 2154\n");
        YamlSection root = YamlSection.Root(document);
        root.RequiredText("name");
        root.Integer("epsg");
        root.Close();
        string fault = Assert.Single(document.Faults);
        Assert.StartsWith("town.yaml(2,1): `epgs` is not a key known here. Did you mean `epsg`?", fault);
        Assert.EndsWith("  epgs: 2154\n  ^^^^", fault);
    }

    [Fact]
    public void All_faults_of_a_file_are_told_at_once()
    {
        YamlDocument document = YamlDocument.Parse("town.yaml", "epsg: many\nseed: [1]\n");
        YamlSection root = YamlSection.Root(document);
        root.RequiredText("name");
        root.Integer("epsg");
        root.Text("seed");
        root.Close();
        Assert.Equal(3, Assert.Throws<InputException>(document.ThrowIfFaulty).Faults.Count);
    }

    [Fact]
    public void Aliases_that_would_fill_the_memory_are_refused()
    {
        string bomb = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n";
        Assert.Contains("town.yaml(1,4): anchors", Refused(bomb));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a: 1\na: 2\n")]
    [InlineData("a: [1, 2\n")]
    [InlineData("a: 1\n---\nb: 2\n")]
    [InlineData("a: !!python/object x\n")]
    [InlineData("? [a, b]\n: 1\n")]
    [InlineData("a: \"\\q\"\n")]
    [InlineData("%YAML 9.9\n---\na: 1\n")]
    public void What_is_not_plain_YAML_is_refused_in_our_own_words(string text) => Assert.Contains("town.yaml", Refused(text));

    [Fact]
    public void Deep_nesting_and_large_files_are_refused()
    {
        Assert.Contains("levels of nesting", Refused(new string('[', 5000) + new string(']', 5000)));
        Assert.Contains("at most", Refused(new string('x', 5_000_000)));
    }

    [Fact]
    public void Random_bytes_are_refused_or_read_and_nothing_else()
    {
        RandomStream random = new(7, "yaml");
        const string alphabet = "ab:-[]{}#&*!|>'\"%@`,? \n\t0é\u0001";
        for (int n = 0; n < 3000; n++)
        {
            string text = string.Concat(Enumerable.Range(0, 1 + random.Below(40)).Select(_ => alphabet[random.Below(alphabet.Length)]));
            try { YamlDocument.Parse("town.yaml", text); }
            catch (InputException e) { Assert.StartsWith("town.yaml", e.Message); }
        }
    }
}
