using System.CommandLine;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Reports;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Texts;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Cli;

/// <summary>`twin compare A B…`: results beside each other, always against the first.</summary>
internal static class CompareVerb
{
    public static Command Create()
    {
        Argument<string[]> runs = new("run") { Description = "result folders: the base first, then its variants; or a folder that holds them, such as the demo's", Arity = ArgumentArity.OneOrMore };
        Option<string?> output = new("--out") { Description = "folder for comparison.txt, comparison.csv, comparison.parquet and comparison.png" };
        Option<string?> map = new("--map") { Description = "which column of buildings.csv or roads.csv the picture shows (default: heating_need; vehicles_of_weekday where traffic alone changes)" };
        Option<string> language = Options.Language("language of the text (default: the system's)");
        Option<string> csv = new("--csv") { Description = "how comparison.csv is written: fr as French spreadsheets open it, with semicolons and decimal commas", DefaultValueFactory = static _ => "plain" };
        csv.AcceptOnlyFromAmong("plain", "fr");
        Option<bool> json = new("--json") { Description = "print the comparison as JSON" };
        Command verb = new("compare", "Compares results: what each variant comes to, then base, variant, difference and % of every indicator.") { runs, output, map, language, csv, json };
        verb.SetAction(parsed => Compare(
            [.. parsed.GetValue(runs)!.Select(static r => Options.PathOf("a result folder", r)).SelectMany(Comparable)],
            parsed.GetValue(output) is { } folder ? Options.PathOf("--out", folder) : null, parsed.GetValue(map), Words.Of(Options.LanguageOf(parsed.GetValue(language)!)), parsed.GetValue(csv) == "fr", parsed.GetValue(json)));
        return verb;
    }

    // Of a folder that holds results those that can be compared with the first; what is left out is told.
    private static IEnumerable<string> Comparable(string folder)
    {
        IReadOnlyList<string> inside = ResultFolders.In(folder);
        if (inside.Count == 1) return inside;
        RunRecord first = RunRecord.Read(inside[0]);
        List<string> kept = [];
        foreach (string other in inside)
        {
            if (Comparison.WhyNot(first, RunRecord.Read(other)) is { } why) Console.Error.WriteLine($"note: {other} is left out: {why}");
            else kept.Add(other);
        }
        return kept;
    }

    private static int Compare(string[] folders, string? output, string? wanted, Words words, bool french, bool json)
    {
        if (wanted is { } map && !ResultCatalogue.Maps.Contains(map)) throw new InputException($"--map: `{map}` is not a column of numbers of buildings.csv or roads.csv. {Spelling.Suggest(map, ResultCatalogue.Maps)}");
        Comparison comparison = new([.. folders.Select(RunRecord.Read)]);
        foreach (string warning in comparison.Warnings) Console.Error.WriteLine($"note: {warning}");
        if (json) Console.Out.WriteLine(comparison.ToJson(new Conclusion(comparison, words).Sentences));
        else Print(comparison, words);
        if (output is null) return ExitCode.Done;
        ComparisonSheet.Write(Path.Combine(output, "comparison.png"), comparison, folders, wanted ?? comparison.TellingMap);
        Write(output, comparison, words, french);
        Console.Error.WriteLine($"written: {output}{Path.DirectorySeparatorChar}comparison.txt, comparison.csv, comparison.parquet, comparison.png");
        return ExitCode.Done;
    }

    /// <summary>What a comparison comes to and its table, as wide as the terminal.</summary>
    public static void Print(Comparison comparison, Words words)
    {
        ComparisonText text = new(comparison, words);
        Console.Out.WriteLine(text.Conclusion(Options.Columns()));
        Console.Out.Write(text.Table(Options.Columns()));
    }

    /// <summary>Writes the text with the whole table, and the table as CSV and Parquet.</summary>
    public static void Write(string folder, Comparison comparison, Words words, bool french)
    {
        ComparisonText text = new(comparison, words);
        AtomicFile.WriteText(Path.Combine(folder, "comparison.txt"), $"{text.Conclusion(int.MaxValue)}\n{text.Table(int.MaxValue)}");
        Table table = comparison.ToTable(words);
        if (french) TableFiles.WriteFrench(folder, table);
        else TableFiles.Write(folder, table);
    }
}
