using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Verification;

/// <summary>A kind of case: a computation of the engine that a case folder can call without code.</summary>
/// <param name="Name">As cases write it.</param>
/// <param name="Meaning">One line for people.</param>
/// <param name="Inputs">Name, unit and meaning of each input; optional ones say so.</param>
/// <param name="Outputs">Name, unit and meaning of each quantity.</param>
/// <param name="Compute">From the inputs to the quantities, by name.</param>
public sealed record CaseKind(
    string Name, string Meaning, IReadOnlyList<(string Name, string Meaning)> Inputs, IReadOnlyList<(string Name, string Meaning)> Outputs,
    Func<CaseInputs, IReadOnlyDictionary<string, double>> Compute);

/// <summary>One quantity of one row of a case.</summary>
/// <param name="Row">Of the case.</param>
/// <param name="Quantity">Its name.</param>
/// <param name="Expected">By the case.</param>
/// <param name="Found">By the engine.</param>
/// <param name="Allowed">Greatest difference that agrees.</param>
public sealed record CaseResult(string Row, string Quantity, double Expected, double Found, double Allowed)
{
    /// <summary>True when the difference is allowed; a value that is not finite never agrees.</summary>
    public bool Agrees => Math.Abs(Found - Expected) <= Allowed;
}

/// <summary>Runs cases.</summary>
public static class CaseRunner
{
    /// <summary>Runs every row of a case.</summary>
    /// <exception cref="InputException">The kind, an input or a quantity is unknown.</exception>
    /// <exception cref="SharedDataException">The case needs data that this machine lacks.</exception>
    public static IReadOnlyList<CaseResult> Run(CaseFile file)
    {
        CaseKind kind = CaseKinds.All.FirstOrDefault(k => k.Name == file.Kind)
            ?? throw new InputException($"{file.Folder}: `kind: {file.Kind}` is unknown{Words.Suggest(file.Kind, CaseKinds.All.Select(k => k.Name))}");
        List<CaseResult> results = [];
        foreach (CaseRow row in file.Rows)
        {
            RequireKnown(file, row.Inputs.Section.Map.Entries.Select(e => e.Key.Value), kind.Inputs, "input");
            RequireKnown(file, row.Expected.Keys, kind.Outputs, "quantity");
            IReadOnlyDictionary<string, double> found = kind.Compute(row.Inputs);
            foreach ((string quantity, double expected) in row.Expected)
                results.Add(new(row.Name, quantity, expected, found[quantity], file.ToleranceOf(quantity).Around(expected)));
        }
        return results;
    }

    private static void RequireKnown(CaseFile file, IEnumerable<string> names, IReadOnlyList<(string Name, string Meaning)> known, string what)
    {
        foreach (string name in names)
        {
            if (known.All(k => k.Name != name))
                throw new InputException($"{file.Folder}: the kind `{file.Kind}` has no {what} `{name}`{Words.Suggest(name, known.Select(k => k.Name))}");
        }
    }
}
