using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Files.Texts;

namespace TerritoryTwin.Files.Reports;

/// <summary>A comparison of runs as one page: HTML with everything inside, to be read on a telephone, on a projector and on paper. docs/report.md.</summary>
public static class Report
{
    /// <summary>Checks the runs and writes the page. The same runs give the same bytes.</summary>
    /// <param name="path">Of the page; its folder is made when it is missing.</param>
    /// <param name="folders">Of the results: first what the others are compared with, then these; 2 to 8.</param>
    /// <param name="language">Of words and numbers.</param>
    /// <param name="study">Folder of a study of the same scenarios, which says how sure the differences are; null: none.</param>
    /// <exception cref="InputException">Runs are damaged or cannot be compared: all faults at once. Nothing is written then.</exception>
    public static void Write(string path, IReadOnlyList<string> folders, Language language, string? study = null)
    {
        ReportRuns runs = ReportRuns.Read(folders);
        AtomicFile.WriteText(path, Html(runs, Words.Of(language), study is null ? null : ReportStudy.Read(study, runs.Records)));
    }

    /// <summary>The page.</summary>
    internal static string Html(ReportRuns runs, Words words, ReportStudy? study = null)
    {
        Page page = new(runs, words) { Study = study };
        EnergyFlows[] flows = [.. runs.Buildings.Select((b, run) => EnergyFlows.Of(b, $"buildings.csv of “{runs.Records[run].Scenario}”"))];
        IReadOnlyList<AttributeQuality> quality = TerritoryInfo.QualityOf(runs.Territory);
        ReportMaps maps = new(page);
        (string Id, Markup Content)[] sections =
        [
            ("question", Answer.Question(page)), ("answer", Answer.Draw(page)), ("figures", Answer.Figures(page)), ("maps", maps.Draw()), ("energy", Consequences.Energy(page)), ("flows", Consequences.Flows(page, flows)),
            ("money", Consequences.Money(page)), ("carbon", Consequences.Carbon(page)), ("people", Consequences.People(page)), ("uncertainty", Trust.Uncertainty(page, maps.HowSure())), ("sources", Trust.Sources(page, quality)),
            ("missing", Trust.Missing(page, quality)), ("footprint", Trust.Footprint(page)), ("all", Page.Details(page["table"], Consequences.Compared(page, page.Format("all.caption", $"{runs.Year}"), runs.Comparison.Indicators))),
        ];
        string title = page.Format("title", runs.Territory.Name, $"{runs.Year}"), script = Resource("report.js");
        Markup scriptWords = Markup.Of($" data-in=\"{page["map.in"]}\" data-out=\"{page["map.out"]}\" data-left=\"{page["map.left"]}\" data-right=\"{page["map.right"]}\" data-up=\"{page["map.up"]}\" data-down=\"{page["map.down"]}\" data-home=\"{page["map.home"]}\" data-hint=\"{page["map.hint"]}\" data-missing=\"{words["legend.missing"]}\" data-colon=\"{page["colon"]}\"");
        return Markup.Of($"""
            <!DOCTYPE html>
            <html lang="{words.Code}">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src '{Hash(script)}'"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="generator" content="TerritoryTwin {runs.Records[0].Engine}"/>
            <link rel="icon" href="data:,"/>
            <title>{title}</title>
            <style>
            {new Markup(Resource("report.css"))}</style>
            </head>
            <body>
            <a class="skip" href="#answer">{page["skip"]}</a>
            <header><p class="kind">{page["kind"]}</p><h1>{title}</h1><p>{string.Join(" · ", runs.Records.Select((_, run) => page.NameOf(run)))}</p></header>
            <nav aria-label="{page["contents"]}"><ul>{Markup.Each(sections, s => Markup.Of($"<li><a href=\"#{s.Id}\">{page["section." + s.Id]}</a></li>"))}</ul></nav>
            <main>
            {Markup.Each(sections, s => Markup.Of($"<section id=\"{s.Id}\" aria-labelledby=\"{s.Id}-h\"><h2 id=\"{s.Id}-h\">{page["section." + s.Id]}</h2>\n{s.Content}</section>\n"))}</main>
            <footer><p>{page.Format("footer", $"TerritoryTwin {runs.Records[0].Engine}")}</p></footer>
            <script id="data" type="application/json"{scriptWords}>{new Markup(maps.Data())}</script>
            <script>{new Markup(script)}</script>
            </body>
            </html>

            """).Text;
    }

    private static string Hash(string script) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));

    private static string Resource(string name)
    {
        using StreamReader reader = new(Assembly.GetExecutingAssembly().GetManifestResourceStream("Reports/" + name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
