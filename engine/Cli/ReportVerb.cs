using System.CommandLine;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Reports;
using TerritoryTwin.Files.Texts;

namespace TerritoryTwin.Cli;

/// <summary>`twin report RUN…`: a comparison as one page to hand on.</summary>
internal static class ReportVerb
{
    public static Command Create()
    {
        Argument<string[]> runs = new("run") { Description = "result folders: first the one that the others are compared with, then these" };
        Option<string> language = new("--lang") { Description = "language of the report: fr or en", DefaultValueFactory = static _ => "fr" };
        language.AcceptOnlyFromAmong("fr", "en");
        Option<string> output = new("--out", "-o") { Description = "what to write: a name that ends with .html", DefaultValueFactory = static _ => "report.html" };
        Option<string?> study = new("--study") { Description = "folder of a study of the same scenarios: the report then says how sure the differences are, and what decides them" };
        Command verb = new("report", "Writes one page about compared results: answer, maps, flows of energy, money, carbon, who gains, sources. It needs no network.") { runs, language, output, study };
        verb.SetAction(parsed => Write(
            [.. parsed.GetValue(runs)!.Select(static r => Options.PathOf("a result folder", r))], Options.PathOf("--out", parsed.GetValue(output)!), parsed.GetValue(language) == "fr" ? Language.French : Language.English, parsed.GetValue(study) is { } of ? Options.PathOf("--study", of) : null));
        return verb;
    }

    private static int Write(string[] folders, string path, Language language, string? study)
    {
        if (Path.GetExtension(path) != ".html") throw new InputException($"--out: {path}; expected a name that ends with .html");
        if (Directory.Exists(path)) throw new InputException($"--out: {path} is a folder; expected the name of a file");
        if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder)) throw new InputException($"--out: the folder {folder} does not exist; create it, or write elsewhere");
        Report.Write(path, folders, language, study);
        Console.Out.WriteLine($"written: {Path.GetRelativePath(Directory.GetCurrentDirectory(), path)}");
        return ExitCode.Done;
    }
}
