using System.CommandLine;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Cli;

/// <summary>`twin compare A B…`: results beside each other, always against the first.</summary>
internal static class CompareVerb
{
    public static Command Create()
    {
        Argument<string[]> runs = new("run") { Description = "result folders: the base first, then its variants", Arity = new ArgumentArity(2, 8) };
        Option<string?> output = new("--out") { Description = "folder for comparison.csv, comparison.parquet and comparison.png" };
        Option<string?> map = new("--map") { Description = "which column of buildings.csv or roads.csv the picture shows (default: heating_need; vehicles_of_weekday where traffic alone changes)" };
        Option<bool> json = new("--json") { Description = "print the comparison as JSON" };
        Command verb = new("compare", "Compares results: base, variant, difference and % of every indicator.") { runs, output, map, json };
        verb.SetAction(parsed => Compare(
            [.. parsed.GetValue(runs)!.Select(r => Options.PathOf("a result folder", r))],
            parsed.GetValue(output) is { } folder ? Options.PathOf("--out", folder) : null, parsed.GetValue(map), parsed.GetValue(json)));
        return verb;
    }

    private static int Compare(string[] folders, string? output, string? wanted, bool json)
    {
        if (wanted is { } map && !ResultCatalogue.Maps.Contains(map)) throw new InputException($"--map: `{map}` is not a column of numbers of buildings.csv or roads.csv. {Spelling.Suggest(map, ResultCatalogue.Maps)}");
        Comparison comparison = new([.. folders.Select(RunRecord.Read)]);
        foreach (string warning in comparison.Warnings) Console.Error.WriteLine($"note: {warning}");
        if (json) Console.Out.WriteLine(comparison.ToJson());
        else
        {
            Console.Out.Write(comparison.ToText());
            foreach (string sentence in comparison.Sentences) Console.Out.WriteLine($"\n{sentence}");
        }
        if (output is null) return ExitCode.Done;
        ComparisonSheet.Write(Path.Combine(output, "comparison.png"), comparison, folders, wanted ?? comparison.TellingMap);
        TableFiles.Write(output, comparison.ToTable());
        Console.Error.WriteLine($"written: {output}{Path.DirectorySeparatorChar}comparison.csv, comparison.parquet, comparison.png");
        return ExitCode.Done;
    }
}
