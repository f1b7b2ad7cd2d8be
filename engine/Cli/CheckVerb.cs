using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Cli;

/// <summary>`twin check SCENARIO…`: finds every fault of scenarios and their territories before anything is run.</summary>
internal static class CheckVerb
{
    private static readonly JsonSerializerOptions Style = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        Argument<string[]> scenarios = new("scenario") { Description = "scenario files, - for standard input", Arity = ArgumentArity.OneOrMore };
        Option<bool> json = new("--json") { Description = "print what is found as JSON" };
        Command verb = new("check", "Finds every fault of scenarios and their territories, and says what a run would cost.") { scenarios, json };
        verb.SetAction(parsed => Check(parsed.GetValue(scenarios)!, parsed.GetValue(json)));
        return verb;
    }

    private static int Check(string[] paths, bool json)
    {
        LastTerritory territories = new();
        (string Path, CheckReport Report)[] reports = [.. paths.Select(p => (p, ScenarioCheck.Check(Options.Scenario(p), territories.Load)))];
        if (json) Console.Out.WriteLine(Json(reports));
        else foreach ((string path, CheckReport report) in reports) Print(path, report);
        return reports.Any(r => r.Report.Faults.Count > 0) ? ExitCode.WrongInput : ExitCode.Done;
    }

    private static void Print(string path, CheckReport report)
    {
        foreach (string fault in report.Faults) Console.Error.WriteLine(fault);
        foreach (string warning in report.Warnings) Console.Error.WriteLine($"warning: {warning}");
        if (report.Scenario is not { } scenario)
        {
            Console.Out.WriteLine($"{path}: {report.Faults.Count} to be mended");
            return;
        }
        Console.Out.WriteLine($"{path}: {scenario.Name}");
        foreach (string note in report.Notes) Console.Out.WriteLine($"  {note}");
        if (scenario.Defaults.Count > 0) Console.Out.WriteLine("  filled in:");
        foreach (string value in scenario.Defaults) Console.Out.WriteLine($"    {value}");
        if (report.Estimate is { } estimate) Console.Out.WriteLine($"  a run takes {estimate}");
    }

    private static string Json((string Path, CheckReport Report)[] reports) => JsonSerializer.Serialize(reports.Select(r => new
    {
        path = r.Path, name = r.Report.Scenario?.Name, faults = r.Report.Faults, warnings = r.Report.Warnings, notes = r.Report.Notes,
        defaults = r.Report.Scenario?.Defaults, seconds = r.Report.Estimate?.Seconds, megabytes = r.Report.Estimate?.Memory, watt_hours = r.Report.Estimate?.Energy,
    }), Style);
}
