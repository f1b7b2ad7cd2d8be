namespace TerritoryTwin.Tests.Cli;

/// <summary>Whatever is typed, the answer is a sentence and an exit code, never a stack trace.</summary>
[Collection(nameof(ConsoleText))]
public sealed class HostileArgumentsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-cli-").FullName;

    public HostileArgumentsTests()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "a file");
        File.WriteAllText(Path.Combine(_folder, "scenario.yaml"), Runs.TinyTown.Baseline);
        File.WriteAllBytes(Path.Combine(_folder, "noise.yaml"), [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 97))]);
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        Directory.CreateDirectory(Path.Combine(_folder, "full"));
        File.WriteAllText(Path.Combine(_folder, "full", "letter.txt"), "dear");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Wrong => new(
    [
        "", "nonsense", "--nonsense", "check", "run", "compare", "verify", "territory", "territory nonsense", "demo --device abacus", "demo --progress loud", "demo extra", "demo --out",
        "check NOTHING", "check EMPTY", "check FILE", "check BLANK", "check HUGE", "check ZERO", "check NOISE", "check SCENARIO --nonsense", "check /", "check NOTHING FILE NOISE --json",
        "run NOTHING", "run EMPTY", "run FILE", "run BLANK", "run HUGE", "run ZERO", "run NOISE", "run SCENARIO --device abacus", "run SCENARIO --device BLANK", "run SCENARIO --progress loud",
        "run SCENARIO --out BLANK", "run SCENARIO --out HUGE", "run SCENARIO --out ZERO", "run SCENARIO --out FILE", "run SCENARIO --out FILE/below", "run SCENARIO --out FULL",
        "run SCENARIO SCENARIO", "run SCENARIO --checkpoint-every -1", "run SCENARIO --checkpoint-every often", "run SCENARIO --checkpoint-every NaN", "run SCENARIO --out LONG",
        "rerun", "rerun NOTHING", "rerun EMPTY", "rerun FILE", "rerun FULL", "rerun BLANK", "rerun HUGE", "rerun ZERO", "rerun EMPTY --out BLANK", "rerun EMPTY --out ZERO", "rerun EMPTY EMPTY", "rerun EMPTY --device abacus",
        "compare EMPTY", "compare NOTHING NOTHING", "compare EMPTY EMPTY", "compare FILE FILE", "compare BLANK BLANK", "compare HUGE HUGE", "compare EMPTY FULL --map nonsense",
        "compare EMPTY FULL --map id", "compare EMPTY FULL --map BLANK", "compare a b c d e f g h i",
        "report", "report EMPTY", "report EMPTY EMPTY", "report NOTHING FILE", "report BLANK HUGE", "report FULL EMPTY --lang de", "report FULL EMPTY -o OUT", "report FULL EMPTY -o FILE/below.html", "report a b c d e f g h i",
        "explain NOTHING", "explain EMPTY --hour 3", "explain EMPTY --hour 3 --building b1", "explain EMPTY --hour 9000 --building b1", "explain EMPTY --hour 02-30T12 --cell 1,2", "explain FULL --hour 3 --building b1 --cell 1,2", "explain EMPTY --person 3", "explain EMPTY --person many", "explain EMPTY --road r1", "explain EMPTY --hour 3 --road r1 --person 2",
        "verify NOTHING", "verify EMPTY", "verify FILE", "verify BLANK", "verify HUGE", "verify ZERO", "verify FULL --json", "devices extra", "schema extra", "cache extra",
        "territory info NOTHING", "territory info FILE", "territory info EMPTY", "territory info BLANK", "territory import NOTHING --out OUT", "territory import EMPTY --out OUT",
        "territory import FULL --mapping NOTHING --out OUT", "territory import FULL --mapping FULL --out OUT", "territory import BLANK --out OUT", "territory generate --out OUT",
        "territory generate --inhabitants 1 --out OUT", "territory generate --inhabitants 99999999999 --out OUT", "territory generate --inhabitants many --out OUT",
        "territory generate --inhabitants 2000 --seed -1 --out OUT", "territory generate --inhabitants 2000 --zone Z9 --out OUT", "territory generate --inhabitants 2000 --out FILE",
    ]);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_command_is_refused_in_words(string command)
    {
        string[] arguments = [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Meant)];
        string[] before = Entries();
        (int code, string said, string error) = ConsoleText.Run(arguments);
        Assert.Equal(2, code);
        Assert.NotEqual("", (said + error).Trim());
        Assert.DoesNotContain("   at ", error + said);
        Assert.DoesNotContain("fault of its own", error);
        Assert.Equal(before, Entries());
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("run --help")]
    [InlineData("territory generate --help")]
    [InlineData("schema")]
    [InlineData("check SCENARIO --json")]
    public void A_sound_command_ends_with_0(string command) => Assert.Equal(0, ConsoleText.Run([.. command.Split(' ').Select(Meant)]).Code);

    private string Meant(string word) => word switch
    {
        "NOTHING" => Path.Combine(_folder, "nothing"),
        "EMPTY" => Path.Combine(_folder, "empty"),
        "FILE" => Path.Combine(_folder, "file"),
        "FILE/below" => Path.Combine(_folder, "file", "below"),
        "NOISE" => Path.Combine(_folder, "noise.yaml"),
        "FULL" => Path.Combine(_folder, "full"),
        "SCENARIO" => Path.Combine(_folder, "scenario.yaml"),
        "OUT" => Path.Combine(_folder, "out"),
        "LONG" => Path.Combine(_folder, new string('n', 300)),
        "BLANK" => "",
        "HUGE" => new string('x', 100_000),
        "ZERO" => "a\0b",
        _ => word,
    };

    private string[] Entries() => [.. Directory.GetFileSystemEntries(_folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
