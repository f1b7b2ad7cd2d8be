using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Reports;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Tests.Results;

namespace TerritoryTwin.Tests.Reports;

public sealed partial class ReportTests(ComparedTown town) : IClassFixture<ComparedTown>
{
    private const int Most = 5_000_000;
    private ReportRuns Runs => ReportRuns.Read([town.Base, town.Variant]);

    [Theory]
    [InlineData(Language.French)]
    [InlineData(Language.English)]
    public void The_same_runs_give_the_same_page_which_is_well_formed_and_small(Language language)
    {
        string path = town[$"{language}.html"], again = town[$"{language}-again.html"];
        Report.Write(path, [town.Base, town.Variant], language);
        Report.Write(again, [town.Base, town.Variant], language);
        byte[] bytes = File.ReadAllBytes(path);
        Assert.Equal(bytes, File.ReadAllBytes(again));
        Assert.InRange(bytes.Length, 50_000, Most);
        Assert.False(File.Exists(path + ".part"));
        XElement page = PageOf(File.ReadAllText(path));
        Assert.Equal(language == Language.French ? "fr" : "en", page.Attribute("lang")!.Value);
        Assert.Single(page.Descendants("h1"));
        Assert.Single(page.Descendants("main"));
        string[] ids = [.. page.Descendants().Attributes("id").Select(static a => a.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(page.Descendants("a").Attributes("href").Concat(page.Descendants("use").Attributes("href")), a => Assert.Contains(a.Value[1..], ids));
    }

    [Theory]
    [InlineData(Language.French)]
    [InlineData(Language.English)]
    public void No_word_lacks_in_either_language(Language language)
    {
        string html = Report.Html(Runs, Words.Of(language));
        Assert.DoesNotMatch(@"report\.[a-z]|\{\d\}|NaN|∞", Scripts().Replace(html, ""));
        foreach (AttributeQuality quality in TerritoryInfo.QualityOf(Runs.Territory)) Assert.Contains($"report.attribute.{quality.Layer}.{quality.Name}", Words.Of(language).Keys);
    }

    [Fact]
    public void Every_figure_of_an_indicator_is_that_of_its_run()
    {
        ReportRuns runs = Runs;
        RunRecord[] records = [RunRecord.Read(town.Base), RunRecord.Read(town.Variant)];
        HashSet<string> told = [];
        foreach (XElement figure in PageOf(Report.Html(runs, Words.French)).Descendants("data").Where(static d => d.Attribute("data-of") is { } of && !of.Value.Contains('>')))
        {
            string[] place = figure.Attribute("data-of")!.Value.Split('/');
            int run = int.Parse(place[0], CultureInfo.InvariantCulture);
            if (place[1] is "payback" or "avoidance_cost" || place[1].EndsWith("_cumulated", StringComparison.Ordinal)) continue;
            double value = double.Parse(figure.Attribute("value")!.Value, CultureInfo.InvariantCulture);
            Assert.Equal(records[run].Value(place[1]), value);
            Assert.True(Math.Abs(Read(figure.Value, records[run].Indicators.First(i => i.Name == place[1]).Unit) - value) <= 0.006 * Math.Abs(value) + 0.0006, $"{place[1]}: {figure.Value} for {value}");
            told.Add(place[1]);
        }
        string[] known = [.. records[1].Indicators.Where(i => i.Year == 2030 && double.IsFinite(i.Value)).Select(static i => i.Name)];
        Assert.Equal(known.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_enters_a_diagram_leaves_it_and_is_what_the_run_balanced()
    {
        ReportRuns runs = Runs;
        for (int run = 0; run < 2; run++)
        {
            EnergyFlows flows = EnergyFlows.Of(runs.Buildings[run], "here");
            double bought = EnergyFlows.Sources.Sum(flows.From), used = EnergyFlows.Uses.Sum(flows.To), roofs = flows.From("pv");
            YearBalance Of(string name) => runs.Records[run].Balances.First(b => b.Name == name && b.Year == 2030);
            Assert.Equal(bought, used, tolerance: EnergyFlows.Tolerance * bought);
            Assert.Equal(flows.To(EnergyFlows.Hub), flows.From(EnergyFlows.Hub), tolerance: EnergyFlows.Tolerance * bought);
            Assert.Equal(Of("energy_bought").In, bought - flows.To("pv_export"), tolerance: EnergyFlows.Tolerance * bought);
            Assert.Equal(Of("energy_bought").Out, used - flows.To("pv_export"), tolerance: EnergyFlows.Tolerance * bought);
            Assert.Equal(Of("pv").In, roofs, tolerance: EnergyFlows.Tolerance * Math.Max(1, roofs));
        }
    }

    [Fact]
    public void Each_building_stands_once_among_the_shapes_and_once_in_each_map()
    {
        XElement page = PageOf(Report.Html(Runs, Words.English));
        (string Id, int[] Buildings, string Path)[] groups = [.. page.Descendants("path").Where(static p => p.Attribute("data-of") != null).Select(static p =>
        {
            int at = 0;
            return (p.Attribute("id")!.Value, p.Attribute("data-of")!.Value.Split(' ').Select(d => at += int.Parse(d, CultureInfo.InvariantCulture)).ToArray(), p.Attribute("d")!.Value);
        })];
        Territory territory = Runs.Territory;
        Assert.Equal(Enumerable.Range(0, territory.Buildings.Count), groups.SelectMany(static g => g.Buildings).Order());
        XElement[] panes = [.. page.Descendants("div").Where(static d => d.Attribute("data-map") != null)];
        Assert.Equal(2, panes.Length);
        foreach (XElement pane in panes)
            Assert.Equal(groups.Select(static g => "#" + g.Id).Order(StringComparer.Ordinal), pane.Descendants("use").Select(static u => u.Attribute("href")!.Value).Where(static h => h != "#ground").Order(StringComparer.Ordinal));

        foreach ((_, int[] buildings, string path) in groups)
        {
            double[] areas = [.. path.Split('M', StringSplitOptions.RemoveEmptyEntries).Select(AreaOf)];
            Assert.Equal(buildings.Length, areas.Length);
            for (int k = 0; k < areas.Length; k++)
            {
                Polygon outline = territory.Buildings[buildings[k]].Footprint;
                double around = outline.Holes.Prepend(outline.Outer).Sum(static r => Enumerable.Range(0, r.Count).Sum(p => Math.Sqrt(Math.Pow(r.X[p] - r.X[(p + 1) % r.Count], 2) + Math.Pow(r.Y[p] - r.Y[(p + 1) % r.Count], 2))));
                Assert.Equal(outline.Area, areas[k], tolerance: around * 0.5);          // each point moves by less than half a metre
            }
        }
    }

    [Fact]
    public void Groups_of_households_sum_to_all_of_them_and_few_are_not_told()
    {
        ReportRuns runs = Runs;
        IReadOnlyList<GroupOfHouseholds> tenures = WhoGains.ByTenure(runs);
        Assert.Equal(["owner", "private_tenant", "social_tenant"], tenures.Select(static g => g.Name));
        Assert.Equal(runs.Territory.Households.Count, tenures.Sum(static g => g.Households));
        for (int run = 0; run < 2; run++)
        {
            double[] bill = runs.Buildings[run].Numbers("bill"), dwellings = runs.Buildings[run].Numbers("dwellings");
            double paid = runs.Territory.Households.Sum(h => bill[h.Building] / Math.Max(1, dwellings[h.Building]));
            Assert.Equal(paid, tenures.Sum(g => g.Households * g.Bills[run]), tolerance: 1e-9 * paid);
        }
        Assert.All(tenures, static g => Assert.Equal((0, 0), (g.Gaining[0], g.Paying[0])));
        Assert.All(tenures, static g => Assert.InRange(g.Gaining[1] + g.Paying[1], 0.01, 1));
        Assert.Empty(WhoGains.ByTenure(runs with { Territory = runs.Territory with { Households = [.. runs.Territory.Households.Take(10)] } }));
        IReadOnlyList<GroupOfHouseholds> thirds = WhoGains.ByIncome(runs);
        Assert.Equal(["poorest_third", "middle_third", "richest_third"], thirds.Select(static g => g.Name));
        Assert.InRange(thirds.Max(static g => g.Households) - thirds.Min(static g => g.Households), 0, 1);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once_and_nothing_is_written()
    {
        string damaged = town.Copy("damaged"), without = town.Copy("without"), edited = town.Copy("edited"), newer = town.Copy("newer"), path = town["refused.html"];
        File.WriteAllText(Path.Combine(damaged, RunRecord.FileName), "{");
        File.Delete(Path.Combine(without, "buildings.csv"));
        string[] lines = File.ReadAllLines(Path.Combine(edited, "buildings.csv"));
        int bill = Array.IndexOf(lines[0].Split(','), "bill");
        string[] cells = lines[1].Split(',');
        cells[bill] = "1000000";
        lines[1] = string.Join(',', cells);
        File.WriteAllLines(Path.Combine(edited, "buildings.csv"), lines);
        string record = Path.Combine(newer, RunRecord.FileName);
        File.WriteAllText(record, File.ReadAllText(record).Replace($"\"engine\": \"{RunRecord.Read(newer).Engine}\"", "\"engine\": \"9.9.9\"", StringComparison.Ordinal));

        InputException refused = Assert.Throws<InputException>(() => Report.Write(path, [town.Base, damaged, without, edited, newer], Language.French));
        Assert.Equal(4, refused.Faults.Count);
        Assert.Contains(refused.Faults, f => f.Contains(Path.Combine(damaged, RunRecord.FileName), StringComparison.Ordinal));
        Assert.Contains(refused.Faults, f => f.Contains(Path.Combine(without, "buildings.csv"), StringComparison.Ordinal) && f.Contains("is not there", StringComparison.Ordinal));
        Assert.Contains(refused.Faults, f => f.Contains(Path.Combine(edited, "buildings.csv"), StringComparison.Ordinal) && f.Contains("`bill` sums to", StringComparison.Ordinal));
        Assert.Contains(refused.Faults, f => f.Contains("9.9.9", StringComparison.Ordinal) && f.Contains("one program", StringComparison.Ordinal));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void One_run_alone_and_a_run_given_twice_are_refused()
    {
        Assert.Contains("expected 2 to 8", Assert.Throws<InputException>(() => ReportRuns.Read([town.Base])).Message, StringComparison.Ordinal);
        Assert.Contains("given 2 times", Assert.Throws<InputException>(() => ReportRuns.Read([town.Base, town.Variant, town.Variant])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_of_four_runs_and_twenty_thousand_buildings_has_less_than_5_MB()
    {
        const int wanted = 20_000;
        ReportRuns runs = Runs;
        Territory city = TownGenerator.Generate(55_000, seed: 5);
        Assert.InRange(city.Buildings.Count, wanted, 2 * wanted);
        city = city with { Buildings = [.. city.Buildings.Take(wanted)], Households = [.. city.Households.Where(static h => h.Building < wanted)] };
        Table[] tables = [.. Enumerable.Range(0, 4).Select(run => Repeated(runs.Buildings[Math.Min(run, 1)], wanted, run))];
        Comparison comparison = new([.. Enumerable.Range(0, 4).Select(run => runs.Records[Math.Min(run, 1)])]);
        string html = Report.Html(new ReportRuns(comparison, city, tables, null), Words.French);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(html), 1_000_000, Most);
    }

    // The rows again and again, with other bills each time, so that maps differ from building to building.
    private static Table Repeated(Table table, int rows, int run) => table with
    {
        Columns = [.. table.Columns.Select(c => c is TextColumn text
            ? text with { Values = [.. Enumerable.Range(0, rows).Select(r => text.Values[r % text.Values.Length])] }
            : (Column)((NumberColumn)c with { Values = [.. Enumerable.Range(0, rows).Select(r => ((NumberColumn)c).Values[r % table.Rows] * (c.Name == "bill" && run > 0 ? 0.5 + new RandomStream(1, "bills", (long)run * rows + r).NextDouble() : 1))] }))],
    };

    private static XElement PageOf(string html) => XDocument.Parse(Scripts().Replace(html, "").Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Root!;

    // From half metres to square metres; outer rings and holes turn against each other.
    private static double AreaOf(string path)
    {
        double area = 0;
        int startX = 0, startY = 0;
        foreach (string ring in path.Split('z', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = ring.TrimStart('m').Split('l');
            int[] start = Whole(parts[0]), steps = Whole(parts[1]);
            (startX, startY) = ring[0] == 'm' ? (startX + start[0], startY + start[1]) : (start[0], start[1]);
            double x = 0, y = 0, twice = 0;
            for (int k = 0; k < steps.Length; k += 2)
            {
                twice += x * (y + steps[k + 1]) - (x + steps[k]) * y;
                (x, y) = (x + steps[k], y + steps[k + 1]);
            }
            area -= twice / 2;          // north is up: the sign turns
        }
        return area / (MapPath.PerMetre * MapPath.PerMetre);

        static int[] Whole(string text) => [.. Digits().Matches(text).Select(static m => int.Parse(m.Value, CultureInfo.InvariantCulture))];
    }

    // What a reader would take a text for, in the unit of results.
    private static double Read(string text, string unit)
    {
        Match parts = Shown().Match(text);
        double number = double.Parse(parts.Groups["number"].Value.Replace("\u202f", "", StringComparison.Ordinal).Replace(',', '.').Replace('−', '-'), CultureInfo.InvariantCulture);
        string shown = parts.Groups["unit"].Value;
        double scale = shown.StartsWith("GWh", StringComparison.Ordinal) ? 1e3 : shown.StartsWith("MW", StringComparison.Ordinal) && unit == "kW" ? 1e3 : shown.StartsWith("M€", StringComparison.Ordinal) ? 1e6 : shown.StartsWith("k€", StringComparison.Ordinal) ? 1e3 : shown.StartsWith('%') ? 0.01 : 1;
        return number * scale;
    }

    [GeneratedRegex(@"<(?<element>script|style)\b.*?</\k<element>>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Scripts();

    [GeneratedRegex(@"-?\d+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(?<number>−?[\d\u202f,]+)\s*(?<unit>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Shown();
}
