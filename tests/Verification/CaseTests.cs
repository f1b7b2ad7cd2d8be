using TerritoryTwin.Core;
using TerritoryTwin.Files.Verification;

namespace TerritoryTwin.Tests.Verification;

public sealed class CaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-case-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Folders =>
        [.. Directory.EnumerateDirectories(Path.Combine(SharedData.Repository, "tests", "Cases")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Folders))]
    public void The_engine_agrees_with_the_case(string name)
    {
        IReadOnlyList<CaseResult> results;
        try
        {
            results = CaseRunner.Run(new CaseFile(Path.Combine(SharedData.Repository, "tests", "Cases", name)));
        }
        catch (SharedDataException e)
        {
            SharedData.Lacks("data", e.Message);
            return;
        }
        Assert.NotEmpty(results);
        Assert.All(results, r => Assert.True(r.Agrees, $"{r.Row}: {r.Quantity} is {r.Found:g8}, expected {r.Expected:g8} ± {r.Allowed:g3}"));
    }

    [Fact]
    public void A_wrong_expectation_disagrees()
    {
        string yaml = File.ReadAllText(Path.Combine(SharedData.Repository, "tests", "Cases", "sun-position-nrel", "case.yaml"));
        IReadOnlyList<CaseResult> results = CaseRunner.Run(Case(yaml.Replace("azimuth: 194.34024", "azimuth: 194.4", StringComparison.Ordinal)));
        Assert.Equal(["azimuth"], results.Where(r => !r.Agrees).Select(r => r.Quantity));
    }

    [Theory]
    [InlineData("kind: sun-positon", "sun-position")]
    [InlineData("lattitude: 1", "latitude")]
    [InlineData("latitude: north", "latitude")]
    [InlineData("tolerance: small", "tolerance")]
    [InlineData("tabel: x.csv", "table")]
    public void A_fault_in_a_case_is_named_with_what_was_expected(string line, string expected)
    {
        string key = line[..line.IndexOf(':', StringComparison.Ordinal)];
        string yaml = "kind: sun-position\nsource: test\ninputs:\n  time: 2003-10-17T12:30:30Z\n  latitude: 10\n  longitude: 20\nexpected: { azimuth: 1 }\ntolerance: 1000\n";
        yaml = key switch
        {
            "lattitude" => yaml.Replace("  latitude: 10", "  " + line, StringComparison.Ordinal),
            "latitude" => yaml.Replace("  latitude: 10", "  " + line, StringComparison.Ordinal),
            "tabel" => yaml + line + "\n",
            _ => string.Join('\n', yaml.Split('\n').Select(l => l.StartsWith(key, StringComparison.Ordinal) ? line : l)),
        };
        InputException fault = Assert.Throws<InputException>(() => CaseRunner.Run(Case(yaml)));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_documentation_lists_every_kind_with_its_inputs_and_quantities()
    {
        string page = File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "verify.md"));
        const string begin = "<!-- kinds -->\n", end = "<!-- /kinds -->";
        int from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        Assert.Equal(CaseKinds.Documentation, page[from..page.IndexOf(end, StringComparison.Ordinal)]);
    }

    private CaseFile Case(string yaml)
    {
        File.WriteAllText(Path.Combine(_folder, "case.yaml"), yaml);
        return new CaseFile(_folder);
    }
}
