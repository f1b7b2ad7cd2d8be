using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Files.Reports;

/// <summary>Energy, its flows, money, carbon, and who gains and who pays.</summary>
internal static class Consequences
{
    private const int WorkColors = 6, MostGroups = 10;
    private static readonly string[] Carriers = ["electricity_bought", "gas", "oil", "wood", "district_heat"];

    /// <summary>Energy bought by carrier, and the course of the years.</summary>
    public static Markup Energy(Page page)
    {
        ComparedIndicator[] carriers = [.. Carriers.Select(page.Runs.Comparison.Of).Where(static i => i.Values.Any(static v => v > 0))];
        ComparedIndicator all = page.Runs.Comparison.Of("energy_bought");
        Bar[] bars = [.. page.Records.Select((_, run) => new Bar(page.NameOf(run), Text(all, run), [.. carriers.Select(c => new BarPart("c-" + c.Name, page.NameOf(c), c.Values[run]))]))];
        return Markup.Of($"""
            <h3>{page["energy.chart"]}</h3>
            {BarChart.Draw(page["energy.chart"] + page["colon"], bars)}
            <ul class="legend">{Markup.Each(carriers, c => Markup.Of($"<li><span class=\"swatch c-{c.Name}\"></span> {page.NameOf(c)}</li>"))}</ul>
            {Page.Details(page["table"], Compared(page, page["energy.chart"], [all, .. carriers, .. Of(page, "pv", "pv_export", "solar_cover", "greatest_import", "greatest_export")]))}
            {Years(page)}

            """);

        string Text(ComparedIndicator i, int run) => page.Text(i.Values[run], i.Unit);
    }

    /// <summary>Diagrams of all runs on one scale.</summary>
    public static Markup Flows(Page page, IReadOnlyList<EnergyFlows> flows)
    {
        double scale = SankeyDiagram.ScaleOf(flows);
        (string From, string To)[] all = [.. flows.SelectMany(static f => f.Flows).Select(static f => (f.From, f.To)).Distinct().OrderBy(static f => EnergyFlows.Sources.Concat(EnergyFlows.Uses).ToList().IndexOf(f.From)).ThenBy(static f => EnergyFlows.Uses.ToList().IndexOf(f.To))];
        return Markup.Of($"""
            <p>{page["flows.how"]}</p>
            <div class="pair">{Markup.Each(flows.Select(static (f, run) => (f, run)), f => Markup.Of($"<figure><figcaption><h3>{page.NameOf(f.run)}</h3></figcaption>{SankeyDiagram.Draw(page, f.f, scale, page.Format("flows.of", page.NameOf(f.run)))}</figure>"))}</div>
            {Page.Details(page["table"], Page.Table(page["flows.caption"], [page["flows.from"], page["flows.to"], .. page.Records.Select((_, run) => page.NameOf(run))],
                all.Select(pair => (IReadOnlyList<Markup>)[Page.Escaped(SankeyDiagram.Name(page, pair.From)), Page.Escaped(SankeyDiagram.Name(page, pair.To)), .. flows.Select((f, run) => f.Flows.Where(x => x.From == pair.From && x.To == pair.To).Sum(static x => x.Energy) is var e ? Page.Datum(e, SankeyDiagram.Energy(page, e), $"{run}/{pair.From}>{pair.To}") : default)])))}

            """);
    }

    /// <summary>What it costs and what it saves.</summary>
    public static Markup Money(Page page)
    {
        ComparedIndicator bill = page.Runs.Comparison.Of("bill");
        (int Run, MeasureRecord Measure)[] measures = [.. page.Records.SelectMany(static (r, run) => r.Measures.Select(m => (run, m)))];
        string[] paid = [.. measures.Where(static m => m.Measure.Invested > 0).Select(static m => m.Measure.Name).Distinct()];
        int[] paying = [.. page.Variants.Append(0).Where(run => page.Records[run].Measures.Any(static m => m.Invested > 0)).Order()];
        string ColorOf(string measure) => "w" + (Array.IndexOf(paid, measure) % WorkColors).ToString(CultureInfo.InvariantCulture);
        return Markup.Of($"""
            <h3>{page["money.bills"]}</h3>
            {BarChart.Draw(page["money.bills"] + page["colon"], [.. page.Records.Select((_, run) => new Bar(page.NameOf(run), page.Text(bill.Values[run], bill.Unit), [new BarPart(run == 0 ? "before" : "after", "", Math.Max(0, bill.Values[run]))]))])}
            {(paying.Length > 0 ? Markup.Of($"<h3>{page["money.works"]}</h3>{BarChart.Draw(page["money.works"] + page["colon"], [.. paying.Select(run => new Bar(page.NameOf(run), page.Text(page.Records[run].Measures.Sum(static m => m.Invested), "EUR"), [.. page.Records[run].Measures.Select(m => new BarPart(ColorOf(m.Name), MeasureName(page, m.Name), m.Invested))]))])}<ul class=\"legend\">{Markup.Each(paid, m => Markup.Of($"<li><span class=\"swatch {ColorOf(m)}\"></span> {MeasureName(page, m)}</li>"))}</ul>") : Markup.Empty)}
            {Compared(page, page["money.caption"], [.. Of(page, "bill", "bill_per_dwelling", "investment", "aid", "investment_after_aid", "payback", "payback_after_aid", "avoidance_cost", "aid_per_tonne", "npv", "npv_after_aid", "instalment", "bill_with_instalment", "bill_cumulated", "high_effort", "travel_spending")])}
            {LittleAvoided(page)}
            {Monthly(page)}
            {(measures.Length > 0 ? Page.Table(page["money.measures"], [page["measure"], page["scenario"], page["reached"], page["amount"], page["invested"]],
                measures.Select(m => (IReadOnlyList<Markup>)[Page.Escaped(MeasureName(page, m.Measure.Name)), Page.Escaped(page.NameOf(m.Run)), Page.Escaped(page.Format("of", page.Numbers.Number(m.Measure.Treated), page.Numbers.Number(m.Measure.Selected))), Page.Datum(m.Measure.Amount, m.Measure.Unit == "1" ? page.Numbers.Number(m.Measure.Amount) : page.Text(m.Measure.Amount, m.Measure.Unit)), Page.Datum(m.Measure.Invested, page.Text(m.Measure.Invested, "EUR"))])) : Markup.Empty)}
            <p>{page["money.how"]}</p>
            {Markup.Each(HowPaid(page), static how => Markup.Of($"<p>{how}</p>"))}
            {Page.Details(page["money.prices"], Markup.Of($"<ul lang=\"en\">{Markup.Each(page.Records[0].Settings.Where(static s => s.StartsWith("prices.", StringComparison.Ordinal) || s.Contains("price", StringComparison.Ordinal)), static s => Markup.Of($"<li><code>{s}</code></li>"))}</ul>"))}

            """);
    }

    // Does the family pay more or less in a month?
    private static Markup Monthly(Page page)
    {
        if (LoanOf(page) is not { } first) return Markup.Empty;
        (int Run, HomesWithWorks Homes)[] told = [.. page.Variants.Select(run => (run, HomesWithWorks.Of(page.Runs, run, page.Records[run].Economy?.Loan ?? first))).Where(static t => t.Item2 is not null).Select(static t => (t.run, t.Item2!))];
        return told.Length == 0 ? Markup.Empty : Page.Table(page["monthly.caption"], [page["scenario"], page["monthly.homes"], page["monthly.works"], page["monthly.aid"], page["monthly.before"], page["monthly.after"], page["monthly.instalment"], page["monthly.together"], page["monthly.less"]],
            told.Select(t => (IReadOnlyList<Markup>)
            [
                Page.Escaped(page.NameOf(t.Run)), Page.Datum(t.Homes.Homes, page.Numbers.Number(t.Homes.Homes)), Euros(t.Homes.Works), Euros(t.Homes.Aid), Euros(t.Homes.Before), Euros(t.Homes.After), Euros(t.Homes.Instalment),
                Euros(t.Homes.After + t.Homes.Instalment), Page.Datum(t.Homes.PayLess, page.Numbers.Percent(t.Homes.PayLess)),
            ]));

        Markup Euros(double value) => Page.Datum(value, page.Text(value, "EUR"));
    }

    private static IEnumerable<string> HowPaid(Page page)
    {
        if (AidOf(page) is { } aid) yield return page.Format("money.aid", aid);
        if (page.Records.Select(static r => r.Economy?.DiscountRate).FirstOrDefault(static r => r is not null) is { } rate) yield return page.Format("money.discount", Rate(page, rate));
        if (LoanOf(page) is { } loan) yield return page.Format("money.loan", Rate(page, loan.Rate), page.Numbers.Number(loan.Years));
    }

    private static string Rate(Page page, double rate) => page.Numbers.Percent(rate, 100 * rate % 1 == 0 ? 0 : 1);

    private static string? AidOf(Page page) => page.Records.Select(static r => r.Economy?.Aid).FirstOrDefault(static a => a is not null);

    private static Loan? LoanOf(Page page) => page.Records.Select(static r => r.Economy?.Loan).FirstOrDefault(static l => l is not null);

    /// <summary>What is emitted, what works have cost of it, and what exports spare.</summary>
    public static Markup Carbon(Page page)
    {
        ComparedIndicator carbon = page.Runs.Comparison.Of("co2"), roads = page.Runs.Comparison.Of("road_carbon");
        bool drives = roads.Values.All(double.IsFinite);
        double[] embodied = [.. page.Runs.Buildings.Select(static t => t.Numbers("embodied_co2").Where(double.IsFinite).Sum() / 1000)];
        Bar[] bars = [.. page.Records.Select((_, run) => new Bar(page.NameOf(run), page.Text(carbon.Values[run] + (drives ? roads.Values[run] / 1000 : 0), carbon.Unit), drives
            ? [new BarPart("c-gas", page["carbon.buildings"], carbon.Values[run]), new BarPart("c-electricity_bought", page["carbon.roads"], roads.Values[run] / 1000)] : [new BarPart(run == 0 ? "before" : "after", "", carbon.Values[run])]))];
        return Markup.Of($"""
            <h3>{page[drives ? "carbon.both" : "carbon.chart"]}</h3>
            {BarChart.Draw(page[drives ? "carbon.both" : "carbon.chart"] + page["colon"], bars)}
            {(drives ? Markup.Of($"<ul class=\"legend\"><li><span class=\"swatch c-gas\"></span> {page["carbon.buildings"]}</li><li><span class=\"swatch c-electricity_bought\"></span> {page["carbon.roads"]}</li></ul>") : Markup.Empty)}
            {Compared(page, page["carbon.caption"], [.. Of(page, "co2", "co2_spared_by_exports", "road_carbon", "co2_cumulated", "avoidance_cost")])}
            {LittleAvoided(page)}
            <ul>{Markup.Each(page.Variants.Where(run => embodied[run] > 0), run => Markup.Of($"<li>{Embodied(page, run)}</li>"))}</ul>
            <p>{page["carbon.how"]}</p>

            """);

        string Embodied(Page page, int run)
        {
            double saved = -carbon.Difference(run);
            return saved > 0 ? page.Format("carbon.embodied", page.NameOf(run), page.Text(embodied[run], "tCO2e"), page.Numbers.Brief(embodied[run] / saved)) : page.Format("carbon.embodied_only", page.NameOf(run), page.Text(embodied[run], "tCO2e"));
        }
    }

    /// <summary>Households by living standard, tenure and district, and all figures that the runs tell of groups.</summary>
    public static Markup People(Page page)
    {
        (string Key, IReadOnlyList<GroupOfHouseholds> Groups)[] splits = [.. new[] { ("income", WhoGains.ByIncome(page.Runs)), ("tenure", WhoGains.ByTenure(page.Runs)), ("district", WhoGains.ByDistrict(page.Runs)) }];
        ComparedIndicator[] told = [.. page.Runs.Comparison.Indicators.Where(i => Page.IsOfGroup(i.Name) && page.Variants.Any(run => Page.Better(i, run) != 0))];
        return Markup.Of($"""
            <p>{page["people.how"]}</p>
            {Markup.Each(splits, s => s.Groups.Count == 0 ? Markup.Of($"<p>{page["people.unknown." + s.Key]}</p>") : Markup.Of($"<h3>{page["people." + s.Key]}</h3>{Markup.Each(page.Variants.Where(run => s.Groups.Any(g => g.Bills[run] != g.Bills[0])), run => Chart(page, s.Key, s.Groups, run))}{GroupTable(page, s.Key, s.Groups)}"))}
            {(told.Length > 0 ? Page.Details(page["people.more"], Compared(page, page["people.more"], told)) : Markup.Empty)}

            """);
    }

    // Why a run has no cost of a tonne avoided.
    private static Markup LittleAvoided(Page page) => Markup.Each(page.Variants.Select(page.Conclusion.LittleAvoided).Where(static s => s.Length > 0), static s => Markup.Of($"<p>{s}</p>"));

    private static Markup Chart(Page page, string key, IReadOnlyList<GroupOfHouseholds> groups, int run)
    {
        string title = page.Format("people.chart", page.NameOf(run), page["people.by." + key]);
        if (groups.Count > MostGroups)
        {
            GroupOfHouseholds[] ordered = [.. groups.OrderBy(g => g.Bills[run] - g.Bills[0])];
            groups = [.. ordered.Take(MostGroups / 2), .. ordered.TakeLast(MostGroups / 2)];
            title += page.Format("people.ends", $"{MostGroups / 2}");
        }
        return Markup.Of($"<h4>{title}</h4>{BarChart.Draw(title + page["colon"], [.. groups.Select(g => new Bar(GroupName(page, key, g.Name), page.Signed(g.Bills[run] - g.Bills[0], "EUR year-1"), [new BarPart(g.Bills[run] < g.Bills[0] ? "gain" : "pay", "", g.Bills[run] - g.Bills[0])]))], changes: true)}");
    }

    private static Markup GroupTable(Page page, string key, IReadOnlyList<GroupOfHouseholds> groups) => Page.Details(page["table"], Page.Table(page["people.caption." + key],
        [page["people.by." + key], page["households"], page.Format("people.bill", page.NameOf(0)), .. page.Variants.SelectMany(run => new[] { page.Format("people.difference", page.NameOf(run)), page.Format("people.gaining", page.NameOf(run)), page.Format("people.paying", page.NameOf(run)), page.Format("people.works", page.NameOf(run)) }.Concat(AidOf(page) is null ? [] : [page.Format("people.aid", page.NameOf(run)), page.Format("people.net", page.NameOf(run))]))],
        groups.Select(g => (IReadOnlyList<Markup>)
        [
            Page.Escaped(GroupName(page, key, g.Name)), Page.Datum(g.Households, page.Numbers.Number(g.Households)), Page.Datum(g.Bills[0], page.Text(g.Bills[0], "EUR year-1")),
            .. page.Variants.SelectMany(run => new[] { Page.Datum(g.Bills[run] - g.Bills[0], page.Signed(g.Bills[run] - g.Bills[0], "EUR year-1")), Page.Datum(g.Gaining[run], page.Numbers.Percent(g.Gaining[run])), Page.Datum(g.Paying[run], page.Numbers.Percent(g.Paying[run])), Page.Datum(g.Works[run], page.Text(g.Works[run], "EUR")) }.Concat(AidOf(page) is null ? [] : [Page.Datum(g.Aid[run], page.Text(g.Aid[run], "EUR")), Page.Datum(g.Works[run] - g.Aid[run], page.Text(g.Works[run] - g.Aid[run], "EUR"))])),
        ])));

    private static string GroupName(Page page, string key, string name) => key switch { "district" => name, "tenure" => page["tenure." + name], _ => page.Words.OfClass(name) };

    // Where more than one year was simulated.
    private static Markup Years(Page page)
    {
        IReadOnlyList<int> years = page.Records[0].Years;
        if (years.Count < 2) return Markup.Empty;
        return Markup.Of($"<h3>{page["years.chart"]}</h3><ul class=\"legend\">{Markup.Each(page.Variants, run => Markup.Of($"<li><span class=\"mark m{run}\">{YearChart.MarkOf(run)}</span> {page.NameOf(run)}</li>"))}</ul><div class=\"pair\">{Markup.Each(Of(page, "energy_bought", "co2", "bill"), One)}</div>");

        Markup One(ComparedIndicator indicator)
        {
            double[][] values = [.. page.Records.Select(r => years.Select(y => r.Indicators.FirstOrDefault(i => i.Name == indicator.Name && i.Year == y)?.Value ?? double.NaN).ToArray())];
            string name = page.NameOf(indicator);
            return Markup.Of($"<figure><figcaption><h4>{name}</h4></figcaption>{YearChart.Draw(page.Format("years.told", name, $"{years[0]}", $"{years[^1]}"), years, [.. values.Skip(1).Select(v => v.Select((x, k) => x - values[0][k]).ToArray())], v => page.Signed(v, indicator.Unit))}{Page.Details(page["table"], Page.Table(name, [page["year"], .. page.Records.Select((_, run) => page.NameOf(run))], years.Select((y, k) => (IReadOnlyList<Markup>)[Page.Escaped($"{y}"), .. values.Select(v => Page.Datum(v[k], page.Text(v[k], indicator.Unit)))])))}</figure>");
        }
    }

    private static IEnumerable<ComparedIndicator> Of(Page page, params IEnumerable<string> names) => names.Select(page.Runs.Comparison.Of).Where(static i => i.Values.Any(double.IsFinite));

    /// <summary>Indicators of all runs beside each other.</summary>
    public static Markup Compared(Page page, string caption, IEnumerable<ComparedIndicator> indicators) => Page.Table(caption, [page["figure"], page.NameOf(0), .. page.Variants.Select(page.NameOf)],
        indicators.Select(i => (IReadOnlyList<Markup>)[Page.Escaped(page.NameOf(i)), page.Figure(i, 0), .. page.Variants.Select(run => Answer.With(page, i, run))]));

    // Measures are named in English by the program; some with what they are done with.
    private static string MeasureName(Page page, string name)
    {
        string key = "report.measure." + name, known = page.Words[key];
        if (known != key) return known;
        foreach ((string before, string after, string pattern) in new[] { ("renovate to ", "", "renovate"), ("heating to ", "", "heating"), ("speed limit ", "", "speed"), ("plant ", " trees", "trees"), ("", " closer", "closer") })
            if (name.StartsWith(before, StringComparison.Ordinal) && name.EndsWith(after, StringComparison.Ordinal)) return page.Format("measure." + pattern, page.Words.OfClass(name[before.Length..^after.Length]));
        return name;
    }
}
