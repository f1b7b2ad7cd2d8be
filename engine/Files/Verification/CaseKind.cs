using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Verification;

/// <summary>A kind of case: a computation of the engine that a case folder can call without code.</summary>
/// <param name="Name">As cases write it.</param>
/// <param name="Meaning">One line for people.</param>
/// <param name="Inputs">Name, unit and meaning of each input; optional ones say so.</param>
/// <param name="Outputs">Name, unit and meaning of each quantity.</param>
/// <param name="Compute">From the inputs to the quantities, by name; a quantity that the inputs do not give is left out.</param>
public sealed record CaseKind(
    string Name, string Meaning, IReadOnlyList<(string Name, string Meaning)> Inputs, IReadOnlyList<(string Name, string Meaning)> Outputs,
    Func<CaseInputs, IReadOnlyDictionary<string, double>> Compute);

/// <summary>One quantity of one row of a case.</summary>
/// <param name="Row">Of the case.</param>
/// <param name="Quantity">Its name.</param>
/// <param name="Expected">By the case.</param>
/// <param name="Found">By the engine.</param>
/// <param name="Allowed">Greatest difference that agrees.</param>
public sealed record CaseResult(string Row, string Quantity, Expectation Expected, double Found, double Allowed)
{
    /// <summary>Found less expected; 0 within a range.</summary>
    public double Difference => Expected.Beyond(Found);

    /// <summary>True when the difference is allowed; a value that is not finite never agrees.</summary>
    public bool Agrees => double.IsFinite(Found) && Math.Abs(Difference) <= Allowed;
}

/// <summary>Runs cases.</summary>
public static class CaseRunner
{
    /// <summary>Runs every row of a case.</summary>
    /// <exception cref="InputException">The kind, an input or a quantity is unknown, or an input is impossible; all faults that were found.</exception>
    /// <exception cref="SharedDataException">The case needs data that this machine lacks.</exception>
    public static IReadOnlyList<CaseResult> Run(CaseFile file)
    {
        CaseKind kind = CaseKinds.All.FirstOrDefault(k => k.Name == file.Kind)
            ?? throw new InputException($"{file.Rows[0].Inputs.Section.Document.Name}: `kind: {file.Kind}` is unknown. {Spelling.Suggest(file.Kind, CaseKinds.All.Select(k => k.Name))}");
        TellUnknown(file, kind);                                // told with the faults of the first row
        List<CaseResult> results = [];
        foreach (CaseRow row in file.Rows)
        {
            IReadOnlyDictionary<string, double> found = Found(kind, row);
            foreach ((string quantity, Expectation expected) in row.Expected)
            {
                if (!found.TryGetValue(quantity, out double value))
                    throw new InputException($"{file.Folder}: these inputs of `{kind.Name}` give no `{quantity}`; they give {string.Join(", ", found.Keys.Select(k => $"`{k}`"))}");
                results.Add(new(row.Name, quantity, expected, value, file.ToleranceOf(quantity).Around(expected.Nearest(value))));
            }
        }
        return results;
    }

    private static IReadOnlyDictionary<string, double> Found(CaseKind kind, CaseRow row)
    {
        try
        {
            IReadOnlyDictionary<string, double> found = kind.Compute(row.Inputs);
            row.Inputs.ThrowIfFaulty();
            return found;
        }
        catch (ArgumentException e)
        {
            row.Inputs.ThrowIfFaulty();
            throw new InputException($"{row.Inputs.Section.Document.Name}: {row.Name}: {e.Message}");
        }
    }

    private static void TellUnknown(CaseFile file, CaseKind kind)
    {
        YamlDocument document = file.Rows[0].Inputs.Section.Document;
        foreach (YamlEntry entry in file.Rows[0].Inputs.Section.Map.Entries)
        {
            if (kind.Inputs.All(k => k.Name != entry.Key.Value))
                document.Fault(entry.Key, $"the kind `{kind.Name}` has no input `{entry.Key.Value}`. {Spelling.Suggest(entry.Key.Value, kind.Inputs.Select(k => k.Name))}");
        }
        foreach (string quantity in file.Rows[0].Expected.Keys)
        {
            if (kind.Outputs.All(k => k.Name != quantity))
                document.Fault([$"{document.Name}: the kind `{kind.Name}` has no quantity `{quantity}`. {Spelling.Suggest(quantity, kind.Outputs.Select(k => k.Name))}"]);
        }
    }
}
