using System.CommandLine;
using System.Text.Json;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Verification;

namespace TerritoryTwin.Cli;

/// <summary>`twin verify CASE…`: holds the engine to case folders; 0 only if all agree.</summary>
internal static class VerifyVerb
{
    public static Command Create()
    {
        Argument<string[]> cases = new("case") { Description = "case folders, or folders of them", Arity = ArgumentArity.OneOrMore };
        Option<bool> json = new("--json") { Description = "print every quantity as JSON" };
        Command verb = new("verify", "Holds the engine to cases with known answers: expected beside found.") { cases, json };
        verb.SetAction(parsed => Verify(parsed.GetValue(cases)!, parsed.GetValue(json)));
        return verb;
    }

    private static int Verify(string[] folders, bool json)
    {
        List<(CaseFile File, IReadOnlyList<CaseResult> Results)> done = [];
        List<string> faults = [];
        foreach (string folder in folders.SelectMany(Expand))
        {
            try
            {
                CaseFile file = new(folder);
                done.Add((file, CaseRunner.Run(file)));
            }
            catch (TerritoryException e)
            {
                faults.Add(e.Message);
            }
        }
        if (json) Console.Out.WriteLine(Json(done));
        else foreach ((CaseFile file, IReadOnlyList<CaseResult> results) in done) Print(file, results);
        foreach (string fault in faults) Console.Error.WriteLine(fault);
        int apart = done.Sum(d => d.Results.Count(r => !r.Agrees));
        Console.Error.WriteLine($"{done.Sum(d => d.Results.Count)} quantities of {done.Count} cases: {apart} disagree; {faults.Count} cases could not be run");
        return faults.Count > 0 ? ExitCode.WrongInput : apart > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private static IEnumerable<string> Expand(string folder)
    {
        if (!Directory.Exists(folder) || File.Exists(Path.Combine(folder, "case.yaml"))) return [folder];
        string[] inner = [.. Directory.EnumerateDirectories(folder).Where(f => File.Exists(Path.Combine(f, "case.yaml"))).Order(StringComparer.Ordinal)];
        return inner.Length > 0 ? inner : throw new InputException($"{folder} holds no case: neither case.yaml nor folders with one");
    }

    // Every quantity of a small case; of a table with many rows, for each quantity the row that fits worst.
    private static void Print(CaseFile file, IReadOnlyList<CaseResult> results)
    {
        const int few = 24;
        Console.Out.WriteLine($"{file.Name}  ({file.Kind}; {file.Origin})");
        IEnumerable<CaseResult> shown = results.Count <= few ? results
            : results.GroupBy(r => r.Quantity).Select(g => g.MaxBy(r => double.IsFinite(r.Found) ? Math.Abs(r.Found - r.Expected) - r.Allowed : double.MaxValue)!);
        Console.Out.WriteLine($"  {"quantity",-24}{"expected",14}{"found",14}{"difference",14}{"allowed",14}");
        foreach (CaseResult r in shown)
            Console.Out.WriteLine($"  {r.Quantity,-24}{r.Expected,14:g8}{r.Found,14:g8}{r.Found - r.Expected,14:g3}{r.Allowed,14:g3}  {(r.Agrees ? "ok" : "DISAGREES")}");
        if (results.Count > few) Console.Out.WriteLine($"  the worst of {results.Count} quantities; {results.Count(r => !r.Agrees)} disagree");
    }

    private static string Json(List<(CaseFile File, IReadOnlyList<CaseResult> Results)> done) => JsonSerializer.Serialize(
        done.Select(d => new
        {
            name = d.File.Name,
            kind = d.File.Kind,
            source = d.File.Origin,
            agrees = d.Results.All(r => r.Agrees),
            quantities = d.Results.Select(r => new
            {
                row = r.Row, quantity = r.Quantity, expected = r.Expected, found = double.IsFinite(r.Found) ? r.Found : (double?)null, allowed = r.Allowed, agrees = r.Agrees,
            }),
        }),
        new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
