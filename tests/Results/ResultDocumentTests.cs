using System.Text.RegularExpressions;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Tests.Runs;

namespace TerritoryTwin.Tests.Results;

/// <summary>docs/results.md against what a run writes. With TWIN_ACCEPT=1 its tables of columns are written anew.</summary>
[Collection(nameof(TinyTown))]
public sealed class ResultDocumentTests(TinyTown town)
{
    private static readonly string Page = Path.Combine(SharedData.Repository, "docs", "results.md");

    [Fact]
    public void The_documented_columns_are_those_of_the_catalogue()
    {
        string page = File.ReadAllText(Page);
        string generated = Regex.Replace(page, "(?s)(?<=<!-- columns -->\n).*?(?=<!-- /columns -->)", _ => ResultDocumentation.Columns());
        if (Environment.GetEnvironmentVariable("TWIN_ACCEPT") == "1") File.WriteAllText(Page, page = generated);
        Assert.Equal(generated, page);
    }

    [Theory]
    [InlineData("years")]
    [InlineData("buildings")]
    [InlineData("series")]
    public void A_table_has_the_documented_columns_and_no_other(string table)
    {
        string[] written = File.ReadLines(Path.Combine(town["baseline"], table + ".csv")).First().Split(',');
        Assert.Equal(Usual($"`{table}.csv`").Select(c => c.Name), written);
        Assert.Equal(
            Usual($"`{table}.csv`"),
            town.BaselineRecord.Columns.Where(c => c.Table == table).Select(c => (c.Name, c.Unit is null ? "text" : c.Unit)));
    }

    [Fact]
    public void A_comparison_has_the_documented_columns_and_rows()
    {
        TerritoryTwin.Core.Table table = new Comparison([town.BaselineRecord, town.RenovatedRecord]).ToTable(Words.English);
        Assert.Equal(Usual("`comparison.csv`").Select(c => c.Name.Replace("BASE", town.BaselineRecord.Scenario, StringComparison.Ordinal).Replace("VARIANT", town.RenovatedRecord.Scenario, StringComparison.Ordinal)), table.Columns.Select(c => c.Name));
        IEnumerable<string> rows = Usual("`years.csv`").Skip(1).Concat(Usual("Rows of `comparison.csv`")).Select(c => c.Name);
        Assert.Equal(rows, table.Texts("indicator"));
    }

    [Fact]
    public void Every_file_of_a_run_is_documented_and_every_documented_file_is_there()
    {
        string page = File.ReadAllText(Page);
        string[] documented = [.. Regex.Matches(page, @"^\| `(?<file>[a-z*-]+\.[a-z]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture).Select(m => m.Groups["file"].Value)];
        string[] written = [.. Directory.GetFiles(town["baseline"]).Select(f => Path.GetFileName(f))];
        Assert.All(written, f => Assert.Contains(f.EndsWith(".png", StringComparison.Ordinal) ? "*.png" : f, documented));
        Assert.All(documented, d => Assert.Contains(written, f => d == "*.png" ? f.EndsWith(".png", StringComparison.Ordinal) : f == d));
    }

    [Fact]
    public void A_grid_holds_the_documented_variables()
    {
        string header = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(town["baseline"], "grids.nc")).AsSpan(0, 8000));
        Assert.All(ResultCatalogue.DefaultGrid, v => Assert.Contains(v, header));
        Assert.All(ResultCatalogue.DefaultGrid, v => Assert.Contains(Documented("Variables of grids"), d => d.Name == v));
    }

    // What is off unless a scenario turns it on is off in this town; the tests of these processes hold runs with them to the catalogue.
    private static IReadOnlyList<(string Name, string Unit)> Usual(string heading) => [.. Documented(heading).Where(c => !IsOff(c.Name))];

    private static bool IsOff(string name) => EconomyTests.Rows.Contains(name) || name == ResultCatalogue.Uncalibrated.Name ||
        Simulation.Declared.ProcessOf.TryGetValue(name, out string? process) && !Simulation.Kinds.First(k => k.Key == process).IsOn(TerritoryTwin.Core.ParameterSet.Default);

    // The rows of the table under a heading that begins so.
    private static IReadOnlyList<(string Name, string Unit)> Documented(string heading)
    {
        string section = Regex.Match(File.ReadAllText(Page), $@"(?s)### {Regex.Escape(heading)}.*?(?=\n### |<!-- /columns)").Value;
        return [.. Regex.Matches(section, @"^\| `(?<name>[A-Za-z0-9_ ]+)` \| (?<unit>.*?) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)
            .Select(m => (m.Groups["name"].Value, m.Groups["unit"].Value == "of the row" ? "" : m.Groups["unit"].Value))];
    }
}
