using System.CommandLine;
using System.Text.Json;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Verification;

namespace TerritoryTwin.Cli;

/// <summary>`twin verify CASE…`: holds the engine to case folders; 0 only if all agree.</summary>
internal static class VerifyVerb
{
    private const int Few = 24;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        Argument<string[]> cases = new("case") { Description = "case folders, or folders of them", Arity = ArgumentArity.OneOrMore };
        Option<bool> json = new("--json") { Description = "print every quantity as JSON" };
        Command verb = new("verify", "Holds the engine to cases with known answers: expected beside found.") { cases, json };
        verb.SetAction(parsed => Verify(parsed.GetValue(cases)!, parsed.GetValue(json), Console.Out, Console.Error));
        return verb;
    }

    /// <summary>Runs cases and says what was found.</summary>
    /// <param name="folders">Case folders, or folders of them.</param> <param name="json">JSON in place of tables.</param>
    /// <param name="output">Takes tables or JSON.</param> <param name="notes">Takes faults and the last line.</param>
    internal static int Verify(IEnumerable<string> folders, bool json, TextWriter output, TextWriter notes)
    {
        List<(CaseFile File, IReadOnlyList<CaseResult> Results)> done = [];
        List<string> faults = [];
        foreach (string folder in folders.Select(f => Options.AsTyped("a case", f)).SelectMany(folder => Expand(folder, faults)))
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
        if (json) output.WriteLine(Json(done, faults));
        else foreach ((CaseFile file, IReadOnlyList<CaseResult> results) in done) Print(output, file, results);
        foreach (string fault in faults) notes.WriteLine(fault);
        int apart = done.Sum(d => d.Results.Count(r => !r.Agrees));
        notes.WriteLine($"{done.Sum(d => d.Results.Count)} quantities of {done.Count} cases: {apart} disagree; {faults.Count} cases could not be run");
        return faults.Count > 0 ? ExitCode.WrongInput : apart > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private static IEnumerable<string> Expand(string folder, List<string> faults)
    {
        if (!Directory.Exists(folder) || File.Exists(Path.Combine(folder, "case.yaml"))) return [folder];
        string[] inner = [.. Directory.EnumerateDirectories(folder).Where(f => File.Exists(Path.Combine(f, "case.yaml"))).Order(StringComparer.Ordinal)];
        if (inner.Length == 0) faults.Add($"{folder} holds no case: neither case.yaml nor folders with one");
        return inner;
    }

    // Every quantity of a small case; of a table with many rows, for each quantity the row that fits worst.
    private static void Print(TextWriter output, CaseFile file, IReadOnlyList<CaseResult> results)
    {
        output.WriteLine($"{file.Name}  ({file.Kind}{(file.Origin.Length > 0 ? "; " : "")}{file.Origin})");
        IEnumerable<CaseResult> shown = results.Count <= Few ? results : results.GroupBy(r => r.Quantity).Select(g => g.MaxBy(Excess)!);
        output.WriteLine($"  {"quantity",-24}{"expected",22}{"found",14}{"difference",14}{"allowed",14}");
        foreach (CaseResult r in shown)
            output.WriteLine($"  {r.Quantity,-24}{r.Expected,22}{r.Found,14:g8}{r.Difference,14:g3}{r.Allowed,14:g3}  {(r.Agrees ? "ok" : "DISAGREES")}");
        if (results.Count > Few) output.WriteLine($"  the worst of {results.Count} quantities; {results.Count(r => !r.Agrees)} disagree");
    }

    private static double Excess(CaseResult r) => double.IsFinite(r.Found) ? Math.Abs(r.Difference) - r.Allowed : double.MaxValue;

    private static string Json(List<(CaseFile File, IReadOnlyList<CaseResult> Results)> done, List<string> faults) => JsonSerializer.Serialize(
        new
        {
            agrees = faults.Count == 0 && done.TrueForAll(d => d.Results.All(r => r.Agrees)),
            cases = done.Select(d => new
            {
                name = d.File.Name,
                folder = d.File.Folder,
                kind = d.File.Kind,
                source = d.File.Origin,
                agrees = d.Results.All(r => r.Agrees),
                quantities = d.Results.Select(r => new
                {
                    row = r.Row, quantity = r.Quantity, expected = r.Expected.IsRange ? (object)new[] { r.Expected.Low, r.Expected.High } : r.Expected.Low,
                    found = Finite(r.Found), difference = Finite(r.Difference), allowed = r.Allowed, agrees = r.Agrees,
                }),
            }),
            not_run = faults,
        },
        Indented);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
