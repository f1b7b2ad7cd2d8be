using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Reports;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Studies;
using TerritoryTwin.Files.Texts;

namespace TerritoryTwin.Tests.Studies;

/// <summary>A report that a study comes with: how sure the differences are.</summary>
[Collection(nameof(TinyStudy))]
public sealed class StudyReportTests(TinyStudy study)
{
    [Fact]
    public void A_report_tells_how_far_differences_spread_and_what_decides_them()
    {
        string[] runs = [.. new[] { "baseline", "renovated" }.Select(Run)];
        foreach (Language language in new[] { Language.French, Language.English })
        {
            string path = study[$"{language}.html"];
            Report.Write(path, runs, language, study.Folder.FullPath);
            string html = File.ReadAllText(path);
            Assert.DoesNotMatch(@"report\.[a-z]|\{\d\}|NaN|∞", Regex.Replace(html, "(?s)<(script|style).*?</\\1>", ""));
            XElement section = XDocument.Parse(Regex.Replace(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal), "(?s)<(script).*?</\\1>", "")).Descendants("section").First(s => s.Attribute("id")?.Value == "uncertainty");
            XElement[] charts = [.. section.Descendants("svg").Where(s => s.Descendants("rect").Any(r => r.Attribute("class")?.Value == "range"))];
            Assert.Equal(2, charts.Length);                                  // bill and CO2; cooling is the same in all pairs
            string row = File.ReadLines(Path.Combine(study.Folder.FullPath, "differences.csv")).First(l => l.Contains(",bill,", StringComparison.Ordinal));
            string[] heads = File.ReadLines(Path.Combine(study.Folder.FullPath, "differences.csv")).First().Split(','), cells = row.Split(',');
            double[] told = [.. section.Descendants("table").First(t => t.Descendants("th").Any(h => h.Value == "95 %")).Descendants("tbody").Descendants("data").Select(d => double.Parse(d.Attribute("value")!.Value, CultureInfo.InvariantCulture))];
            Assert.Equal([.. new[] { "p05", "median", "p95", "rises", "falls" }.Select(c => double.Parse(cells[Array.IndexOf(heads, c)], CultureInfo.InvariantCulture))], told);
            Assert.Contains(language == Language.French ? "logements rénovés" : "renovated homes", section.Value);
            Assert.Contains(language == Language.French ? "baisse, " : "falls, ", section.Value);
        }
        InputException turned = Assert.Throws<InputException>(() => Report.Write(study["turned.html"], [runs[1], runs[0]], Language.English, study.Folder.FullPath));
        Assert.Contains("the study compares with “As it is”, the report with “Renovation”", Assert.Single(turned.Faults));
        study.Fresh("unfinished", batchSize: 16);
        Assert.Contains("24 of 24 runs have no result", Assert.Throws<InputException>(() => Report.Write(study["turned.html"], runs, Language.English, study["unfinished"])).Message);
        Assert.False(File.Exists(study["turned.html"]));
    }

    private string Run(string scenario)
    {
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        string folder = study[$"run-{scenario}"];
        runner.Run(runner.Read(study[$"{scenario}.yaml"]), folder, TinyStudy.Silent, CancellationToken.None);
        return folder;
    }
}
