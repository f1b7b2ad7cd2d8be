using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Territories;

namespace TerritoryTwin.Files.Reports;

/// <summary>Whether the figures are right: uncertainty, sources, what is not known, and what the computation itself cost.</summary>
internal static class Trust
{
    private const double Sparse = 0.5;          // of the objects: fewer known ones than that are told as a gap
    private const int HashShown = 12;

    /// <summary>How far the figures may be off, as far as that is known.</summary>
    /// <param name="page">The report.</param> <param name="maps">Of how sure changes are, place by place.</param>
    public static Markup Uncertainty(Page page, Markup maps)
    {
        int[] paid = [.. page.Variants.Where(run => double.IsFinite(page.Runs.Comparison.Of("payback").Values[run]))];
        YearBalance[] balances = [.. page.Records.SelectMany(static r => r.Balances)];
        YearBalance widest = balances.MaxBy(static b => b.RelativeError / b.Tolerance)!;
        return Markup.Of($"""
            {page.Study?.Draw(page) ?? Markup.Of($"<p>{page["uncertainty.single"]}</p>")}
            {maps}
            {(paid.Length > 0 ? Page.Table(page.Format("uncertainty.costs", page.Numbers.Number(Conclusion.CostFactor, 1)), [page["scenario"], page["uncertainty.low"], page["uncertainty.as_is"], page["uncertainty.high"]],
                paid.Select(run => (IReadOnlyList<Markup>)[Page.Escaped(page.NameOf(run)), Years(Answer.Payback(page, run).Low), page.Figure(page.Runs.Comparison.Of("payback"), run), Years(Answer.Payback(page, run).High)])) : Markup.Empty)}
            {Calibration(page)}
            <p>{page.Format("uncertainty.balances", page.Numbers.Number(balances.Length), page.Numbers.Number(100 * widest.RelativeError, 6), page.Numbers.Number(100 * widest.Tolerance, 3))}</p>
            {Page.Details(page["uncertainty.balance_table"], Page.Table(page["uncertainty.balance_table"], [page["balance"], page["scenario"], page["year"], page["balance.in"], page["balance.out"], page["balance.tolerance"]],
                page.Records.SelectMany((r, run) => r.Balances.Select(b => (IReadOnlyList<Markup>)[Page.Escaped(page["balance." + b.Name] is var name && name == "report.balance." + b.Name ? b.Name.Replace('_', ' ') : name), Page.Escaped(page.NameOf(run)), Page.Escaped($"{b.Year}"), Page.Datum(b.In, Amount(b.In, b.Unit)), Page.Datum(b.Out, Amount(b.Out, b.Unit)), Page.Datum(b.Tolerance, page.Numbers.Number(100 * b.Tolerance, 3) + " %")]))))}
            <p>{page["uncertainty.validation"]}</p>

            """);

        Markup Years(double years) => Page.Datum(years, page.Text(years, "year"));
        string Amount(double value, string unit) => page.Text(value, unit);
    }

    // Beside measured consumption, where a run has some.
    private static Markup Calibration(Page page)
    {
        int runs = page.Records.Count;
        return Markup.Each(Enumerable.Range(0, runs).Where(run => page.Records[run].Calibration is not null).GroupBy(run => Enumerable.Range(0, runs).First(other => Comparison.HaveOneCalibration(page.Records[other], page.Records[run]))),
            same => Calibration(page, page.Records[same.Key].Calibration!, same.Count() == runs ? "" : $"{string.Join(", ", same.Select(page.NameOf))}: "));
    }

    private static Markup Calibration(Page page, CalibrationRecord calibration, string whose)
    {
        return Markup.Of($"""
            <p>{whose}{page.Format("calibration", FormattableString.Invariant($"{calibration.Year}"), page.Text(calibration.Measured, "MWh"), page.Text(calibration.Before, "MWh"), page.Text(calibration.After, "MWh"), page.Text(calibration.Apart.Before, "MWh"), page.Text(calibration.Apart.After, "MWh"))}</p>
            {Page.Details(page["calibration.table"], Page.Table(page["calibration.table"], [page.Words["name.district"], page["calibration.carrier"], page["year"], page["calibration.measured"], page["calibration.before"], page["calibration.after"], page["calibration.heating"], page["calibration.appliances"]],
                calibration.Rows.Where(static r => r.Standing == CalibrationRow.Used).Select(r => (IReadOnlyList<Markup>)[Page.Escaped(r.District), Page.Escaped(page.Words[$"name.{r.Carrier}"]), Page.Escaped(FormattableString.Invariant($"{r.Year}")), Energy(r.Measured), Energy(r.Before), Energy(r.After), Factor(r.Heating, r.HeatingDeviation), Factor(r.Appliances, r.AppliancesDeviation)])))}

            """);

        Markup Energy(double value) => Page.Datum(value, page.Text(value, "MWh"));
        Markup Factor(double factor, double deviation) => Page.Datum(factor, $"{page.Numbers.Number(factor, 2)} ± {page.Numbers.Number(deviation, 2)}");
    }

    /// <summary>Where data come from and how sure they are, and with what the runs were made.</summary>
    public static Markup Sources(Page page, IReadOnlyList<AttributeQuality> quality)
    {
        RunRecord first = page.Records[0];
        string[] kinds = ["measured", "derived", "typical", "guessed"];
        AttributeQuality[] all = [.. quality];
        return Markup.Of($"""
            <ul>{Markup.Each(first.TerritorySource.Folder is null ? [page.Words["territory.invented"]] : page.Runs.Territory.Attributions, static a => Markup.Of($"<li>{a}</li>"))}</ul>
            <h3>{page["quality.chart"]}</h3>
            {BarChart.Draw(page["quality.chart"] + page["colon"], [.. all.Select(q => new Bar(Name(page, q), page.Numbers.Percent(q.MeanConfidence), [.. kinds.Zip(new[] { q.Measured, q.Derived, q.Typical, q.Guessed }, (kind, share) => new BarPart("q-" + kind, page.Words.OfClass(kind), share))]))])}
            <ul class="legend">{Markup.Each(kinds, k => Markup.Of($"<li><span class=\"swatch q-{k}\"></span> {page.Words.OfClass(k)}</li>"))}</ul>
            {Page.Details(page["table"], Page.Table(page["quality.chart"], [page["quality.attribute"], .. kinds.Select(page.Words.OfClass), page["quality.mean"]],
                all.Select(q => (IReadOnlyList<Markup>)[Page.Escaped(Name(page, q)), .. new[] { q.Measured, q.Derived, q.Typical, q.Guessed, q.MeanConfidence }.Select(v => Page.Datum(v, page.Numbers.Percent(v)))])))}
            <h3>{page["made"]}</h3>
            <dl class="made"><dt>{page["made.engine"]}</dt><dd>TerritoryTwin {first.Engine}</dd><dt>{page["made.device"]}</dt><dd>{first.Device}</dd><dt>{page["made.seed"]}</dt><dd>{string.Join(", ", page.Records.Select(static r => FormattableString.Invariant($"{r.Seed}")).Distinct())}</dd>
            <dt>{page["made.territory"]}</dt><dd>{first.Territory}, SHA-256 <code>{first.TerritorySource.Sha256[..Math.Min(HashShown, first.TerritorySource.Sha256.Length)]}…</code></dd></dl>
            {Page.Details(page["made.inputs"], Page.Table(page["made.inputs"], [page["made.file"], page["scenario"], "SHA-256"], page.Records.SelectMany((r, run) => r.Inputs.Select(i => (IReadOnlyList<Markup>)[Page.Escaped(Path.GetFileName(i.Path)), Page.Escaped(page.NameOf(run)), Markup.Of($"<code>{i.Sha256}</code>")]))))}
            {Page.Details(page["made.defaults"], Markup.Of($"<p>{page["in_english"]}</p><ul lang=\"en\" class=\"columns\">{Markup.Each(page.Records.SelectMany(static r => r.Defaults).Distinct(), static d => Markup.Of($"<li><code>{d}</code></li>"))}</ul>"))}

            """);
    }

    /// <summary>Data that lack, and what the models leave out.</summary>
    public static Markup Missing(Page page, IReadOnlyList<AttributeQuality> quality)
    {
        string[] notes = [.. page.Records.SelectMany(static r => r.Notes).Distinct()];
        string[] limits = ["networks", page.Records.All(static r => r.Economy is null) ? "aid" : page.Records.All(static r => r.Economy?.Aid is null) ? "aid_unknown" : "aid_counted", "moves", "future", "individual", .. On("heat.on") ? [] : new[] { "heat" }, .. On("mobility.on") ? new[] { "days" } : ["mobility"]];
        return Markup.Of($"""
            <h3>{page["missing.data"]}</h3>
            <ul>{Markup.Each(Gaps(page, quality), static g => Markup.Of($"<li>{g}</li>"))}</ul>
            <h3>{page["missing.model"]}</h3>
            <ul>{Markup.Each(limits, l => Markup.Of($"<li>{page["limit." + l]}</li>"))}</ul>
            {(notes.Length > 0 ? Page.Details(page["missing.notes"], Markup.Of($"<p>{page["in_english"]}</p><ul lang=\"en\">{Markup.Each(notes, static n => Markup.Of($"<li>{n}</li>"))}</ul>")) : Markup.Empty)}

            """);

        bool On(string key) => page.Records.Any(r => r.Settings.Contains($"{key} = true"));
    }

    /// <summary>What the runs themselves used.</summary>
    public static Markup Footprint(Page page)
    {
        FootprintReading[] all = [.. page.Records.Select(static r => r.Footprint)];
        return Markup.Of($"""
            <p class="lead">{page.Format("footprint.sum", page.Numbers.Value(all.Sum(static f => f.Energy), "Wh"), page.Numbers.Value(all.Sum(static f => f.Carbon), "gCO2e"), page.Numbers.Value(all.Sum(static f => f.Seconds), "s", 0))}</p>
            {Page.Details(page["table"], Page.Table(page["footprint"], [page["scenario"], page["footprint.time"], page["footprint.energy"], page["footprint.carbon"], page["footprint.how"]],
                all.Select((f, run) => (IReadOnlyList<Markup>)[Page.Escaped(page.NameOf(run)), Page.Datum(f.Seconds, page.Numbers.Value(f.Seconds, "s", 1)), Page.Datum(f.Energy, page.Numbers.Value(f.Energy, "Wh")), Page.Datum(f.Carbon, page.Numbers.Value(f.Carbon, "gCO2e")), Page.Escaped(page[f.Measured ? "footprint.measured" : "footprint.estimated"])])))}
            <p>{page.Format("footprint.factor", page.Numbers.Number(Results.Footprint.CarbonOfElectricity))}</p>

            """);
    }

    /// <summary>What the territory does not know.</summary>
    public static IEnumerable<string> Gaps(Page page, IReadOnlyList<AttributeQuality> quality)
    {
        foreach (string gap in TerritoryInfo.Gaps(page.Runs.Territory).Select(static g => g.Key)) yield return page["gap." + gap];
        foreach (AttributeQuality q in quality.Where(static q => q.Measured + q.Derived < Sparse))
            yield return page.Format("gap.sparse", Name(page, q), page.Numbers.Percent(1 - q.Measured - q.Derived), page.Numbers.Percent(q.MeanConfidence));
    }

    private static string Name(Page page, AttributeQuality q) => page[$"attribute.{q.Layer}.{q.Name}"];
}
