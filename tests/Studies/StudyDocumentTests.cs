using System.Text.RegularExpressions;
using TerritoryTwin.Files.Studies;

namespace TerritoryTwin.Tests.Studies;

/// <summary>docs/studies.md against the engine. With TWIN_ACCEPT=1 the generated parts are written anew.</summary>
[Collection(nameof(TinyStudy))]
public sealed class StudyDocumentTests(TinyStudy study)
{
    private static readonly string Page = Path.Combine(SharedData.Repository, "docs", "studies.md");

    [Fact]
    public void The_documented_keys_and_columns_are_those_that_are_read_and_written()
    {
        string page = File.ReadAllText(Page), generated = page;
        StudyRecords records = StudyRecords.Read(study.Folder, _ => { }, _ => { });
        foreach ((string name, string table) in new[] { ("keys", StudyDocumentation.Keys()), ("differences", StudyDocumentation.Columns(new StudyTables(records).Differences())) })
            generated = Regex.Replace(generated, $"(?s)(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", _ => table);
        if (Environment.GetEnvironmentVariable("TWIN_ACCEPT") == "1") File.WriteAllText(Page, page = generated);
        Assert.Equal(generated, page);
    }

    [Fact]
    public void The_example_of_the_page_is_a_study()
    {
        string folder = Directory.CreateTempSubdirectory("twin-study-page-").FullName;
        File.WriteAllText(Path.Combine(folder, "baseline.yaml"), TinyStudy.Baseline);
        File.WriteAllText(Path.Combine(folder, "renovation.yaml"), TinyStudy.Renovated);
        File.WriteAllText(Path.Combine(folder, "study.yaml"), Regex.Match(File.ReadAllText(Page), "(?s)```yaml\n(.*?)```").Groups[1].Value);
        Study read = StudyReader.Read(Path.Combine(folder, "study.yaml"));
        Assert.Equal(64 * 3 * 2, read.Count);
        Assert.Equal(["electricity_price", "share", "rebound"], read.ParameterColumns);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_bundled_study_is_sound()
    {
        Study read = StudyReader.Read(Path.Combine(SharedData.Repository, "scenarios", "insulate-before-solar", "study", "study.yaml"));
        Assert.Equal(5 * 32, read.Count);
        Assert.Equal(["“As it is” has no `measures[*].renovate.cost_level`: cost_of_works changes nothing there"], read.Notes.Take(1));
    }
}
