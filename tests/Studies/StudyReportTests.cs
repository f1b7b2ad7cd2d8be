using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Reports;
using TerritoryTwin.Files.Results;
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
        MapsTellWhatTheTableHas(File.ReadAllText(study[$"{Language.English}.html"]));
        InputException turned = Assert.Throws<InputException>(() => Report.Write(study["turned.html"], [runs[1], runs[0]], Language.English, study.Folder.FullPath));
        Assert.Contains("the study compares with “As it is”, the report with “Renovation”", Assert.Single(turned.Faults));
        study.Fresh("unfinished", batchSize: 16);
        Assert.Contains("24 of 24 runs have no result", Assert.Throws<InputException>(() => Report.Write(study["turned.html"], runs, Language.English, study["unfinished"])).Message);
        Assert.False(File.Exists(study["turned.html"]));
    }

    // The last three maps: mean and spread of the change by heated area, and its direction.
    private void MapsTellWhatTheTableHas(string html)
    {
        using JsonDocument data = JsonDocument.Parse(Regex.Match(html, "(?s)<script id=\"data\"[^>]*>(.*?)</script>").Groups[1].Value);
        JsonElement[] maps = [.. data.RootElement.GetProperty("maps").EnumerateArray()], values = [.. data.RootElement.GetProperty("values").EnumerateArray()];
        Assert.Equal([false, true, true, false, false], maps.Select(m => m.GetProperty("signed").GetBoolean()));
        string[][] rows = [.. File.ReadLines(Path.Combine(study.Folder.FullPath, "buildings.csv")).Select(l => l.Split(','))];
        double[] areas = ResultReader.Table(study["run-baseline"], RunRecord.Read(study["run-baseline"]), "buildings").Numbers("heated_area");
        string[][] renovated = [.. rows.Where(r => r[0] == "Renovation")];
        double Of(int building, string column) => double.Parse(renovated[building][Array.IndexOf(rows[0], column)], CultureInfo.InvariantCulture);
        int heated = 0, sure = 0;
        for (int b = 0; b < areas.Length; b++)
        {
            int direction = Of(b, "bill_falls") >= 0.95 ? 0 : Of(b, "bill_rises") >= 0.95 ? 4 : 2 + Math.Sign(Of(b, "bill_rises") - Of(b, "bill_falls"));
            Assert.Equal(direction, values[4][b].GetInt32());
            sure += direction == 0 ? 1 : 0;
            if (!(areas[b] > 0)) continue;
            heated++;
            double unit = Math.Pow(10, maps[2].GetProperty("decimals").GetInt32());
            Assert.Equal(Of(b, "bill_difference_mean") / areas[b], values[2][b].GetInt32() / unit, 0.5001 / unit);
            Assert.Equal((Of(b, "bill_difference_p95") - Of(b, "bill_difference_p05")) / areas[b], values[3][b].GetInt32() / unit, 0.5001 / unit);
        }
        Assert.InRange(heated, 100, areas.Length);
        Assert.InRange(sure, 100, areas.Length - 100);
        XDocument page = XDocument.Parse(Regex.Replace(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal), "(?s)<(script).*?</\\1>", ""));
        XElement drawn = page.Descendants("div").Single(d => d.Attribute("data-map")?.Value == "4");
        Dictionary<string, XElement> known = page.Descendants().Where(e => e.Attribute("id") != null).ToDictionary(e => e.Attribute("id")!.Value);
        for (int step = 0; step < 5; step++)          // every building is drawn once, in the class that is told
            Assert.Equal([.. Enumerable.Range(0, areas.Length).Where(b => values[4][b].GetInt32() == step)], drawn.Descendants("g").Where(g => g.Attribute("class")?.Value == $"p{step}").Elements("use").SelectMany(u => Buildings(known[u.Attribute("href")!.Value[1..]])).Order());

        IEnumerable<int> Buildings(XElement shape)
        {
            if (shape.Name == "g") return shape.Elements("use").SelectMany(u => Buildings(known[u.Attribute("href")!.Value[1..]]));
            int at = 0;
            return [.. shape.Attribute("data-of")!.Value.Split(' ').Select(d => at += int.Parse(d, CultureInfo.InvariantCulture))];
        }
    }

    [Fact]
    public void A_study_that_keeps_nothing_of_places_says_that_it_has_no_map()
    {
        File.WriteAllText(study["plain.yaml"], TinyStudy.Text[..TinyStudy.Text.IndexOf("  buildings:", StringComparison.Ordinal)].Replace("points: 6", "points: 2", StringComparison.Ordinal));
        Study plain = StudyReader.Read(study["plain.yaml"]);
        StudyFolder folder = StudyFolder.Make(study["plain"], StudyPlan.Of(plain, buildings: 1, alone: false), plain);
        using HostDevice device = new(2);
        using (VariantRunner runner = new(plain, device, cache: null)) StudyRun.Run(folder, runner, 0, folder.Plan.Batches, TinyStudy.Silent, CancellationToken.None);
        Report.Write(study["plain.html"], [Run("baseline"), Run("renovated")], Language.English, folder.FullPath);
        Assert.Contains("No map of how sure changes are: the study keeps no “Energy bill” of places.", File.ReadAllText(study["plain.html"]), StringComparison.Ordinal);
        Assert.Contains("keeps nothing of places", Assert.Throws<InputException>(() => StudyMaps.Read(folder.FullPath)).Message);
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
