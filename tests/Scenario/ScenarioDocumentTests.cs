using System.Text.RegularExpressions;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Tests.Scenarios;

/// <summary>docs/scenario.md and docs/scenario.schema.json against the engine. With TWIN_ACCEPT=1 the generated parts are written anew.</summary>
[Collection("docs/scenario.md")]
public partial class ScenarioDocumentTests
{
    private static readonly string Page = Path.Combine(SharedData.Repository, "docs", "scenario.md");
    private static readonly string Schema = Path.Combine(SharedData.Repository, "docs", "scenario.schema.json");
    private static readonly bool Accept = Environment.GetEnvironmentVariable("TWIN_ACCEPT") == "1";

    [Fact]
    public void The_committed_schema_is_what_the_types_say()
    {
        if (Accept) File.WriteAllText(Schema, ScenarioSchema.Text());
        Assert.Equal(File.ReadAllText(Schema), ScenarioSchema.Text());
    }

    [Fact]
    public void The_documented_keys_units_and_attributes_are_those_that_are_read()
    {
        string page = File.ReadAllText(Page);
        string generated = page;
        foreach ((string name, string table) in new[] { ("keys", ScenarioDocumentation.Keys()), ("units", ScenarioDocumentation.Units()), ("attributes", ScenarioDocumentation.Attributes()), ("road-attributes", ScenarioDocumentation.RoadAttributes()) })
            generated = Regex.Replace(generated, $"(?s)(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", _ => table);
        if (Accept) File.WriteAllText(Page, generated);
        Assert.Equal(generated, Accept ? generated : page);
    }

    [Fact]
    public void Every_example_of_the_page_can_be_read_and_every_fault_is_told_as_it_says()
    {
        string page = File.ReadAllText(Page);
        MatchCollection examples = Examples().Matches(page);
        Assert.True(examples.Count >= 4);
        string baseline = examples.Select(e => e.Groups["yaml"].Value).First(y => y.StartsWith("name: As it is", StringComparison.Ordinal));
        using ScenarioFolder folder = new ScenarioFolder().Write("baseline.yaml", baseline);
        foreach (Match example in examples)
        {
            folder.Write("scenario.yaml", example.Groups["yaml"].Value);
            if (!example.Groups["text"].Success)
            {
                folder.Read();
                continue;
            }
            string told = string.Join('\n', folder.Faults()) + "\n";
            if (Accept) page = page.Replace(example.Value, example.Value[..^(example.Groups["text"].Length + 4)] + told + "```\n");
            else Assert.Equal(example.Groups["text"].Value, told);
        }
        if (Accept) File.WriteAllText(Page, page);
    }

    [GeneratedRegex("```yaml\n(?<yaml>.*?)```\n(```text\n(?<text>.*?)```\n)?", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Examples();
}
