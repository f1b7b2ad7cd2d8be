using System.Text.Json;
using TerritoryTwin.Cli;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Verification;
using TerritoryTwin.Tests.Validation;

namespace TerritoryTwin.Tests.Verification;

public sealed class CaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-case-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Folders => [.. CaseFolders.Names];

    [Theory, MemberData(nameof(Folders))]
    public void The_engine_agrees_with_the_case(string name)
    {
        IReadOnlyList<CaseResult> results = CaseFolders.Of(name).Results;
        Assert.NotEmpty(results);
        Assert.All(results, r => Assert.True(r.Agrees, $"{r.Row}: {r.Quantity} is {r.Found:g8}, expected {r.Expected} ± {r.Allowed:g3}"));
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
    public void A_room_by_its_layers_tells_all_that_is_wrong_with_it_at_once()
    {
        string yaml = File.ReadAllText(Path.Combine(SharedData.Repository, "tests", "Cases", "bestest-960", "case.yaml"));
        foreach ((string good, string bad) in new[]
                 {
                     ("1.13 0.08 1400 1000", "1.13 0 1400 1000"), ("construction: common wall }", "construction: commn wall }"), ("cool_above: 27", "cool_above: 17"), ("  air_capacity: 129414", "  air_capacity: 0"),
                     ("transmittance: 0.699491", "transmittance: 0.95"), ("area: 9.6, construction: heavy wall, azimuth: 180", "area: 9.6, construction: heavy wall, azimut: 180"),
                 })
        {
            Assert.Contains(good, yaml, StringComparison.Ordinal);
            yaml = yaml.Replace(good, bad, StringComparison.Ordinal);
        }
        string told = Assert.Throws<InputException>(() => CaseRunner.Run(Case(yaml))).Message;
        Assert.All(["`1.13 0 1400 1000; 0.04 1.007 0 0`; expected from inside to outside", "Did you mean `common wall`?", "above `cool_above`, 17", "`0`; expected a number from 1", "come to 1.123 of the sun", "azimut"], fault => Assert.Contains(fault, told, StringComparison.Ordinal));
        string alone = Assert.Throws<InputException>(() => CaseRunner.Run(Case(yaml[..yaml.IndexOf("  beside:", StringComparison.Ordinal)] + "expected: { heating: 1 }\ntolerance: 1\n"))).Message;
        Assert.Contains("partition` stands alone; expected `beside` with it", alone, StringComparison.Ordinal);
    }

    [Fact]
    public void The_documentation_lists_every_kind_with_its_inputs_and_quantities()
    {
        WrittenPage.Holds("verify.md", CaseKinds.Documentation, "<!-- kinds -->\n", "<!-- /kinds -->");
    }

    [Fact]
    public void The_example_of_the_documentation_runs()
    {
        string page = File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "verify.md"));
        int from = page.IndexOf("kind: zone-year", StringComparison.Ordinal);
        string yaml = page[from..page.IndexOf("```", from, StringComparison.Ordinal)];
        try
        {
            Assert.All(CaseRunner.Run(Case(yaml)), r => Assert.True(r.Agrees, $"{r.Quantity}: {r.Found}"));
        }
        catch (SharedDataException e)
        {
            SharedData.Lacks("data", e.Message);
        }
    }

    private const string Room = "kind: zone-year\nsource: test\ninputs:\n  floor_area: 20\n  opaque_conductance: 30\n  outdoor: 5\n  heat_below: 20\nexpected: { mean_air: 20 }\ntolerance: 0.01\n";

    [Theory]
    [InlineData("  outdoor: 5", "  outdoor: { 0-6: 5, 7-24: 6 }", "hour 6")]
    [InlineData("  outdoor: 5", "  outdoor: { 0-7: 5, 6-24: 6 }", "hour 6 twice")]
    [InlineData("  outdoor: 5", "  outdoor: { noon: 5, else: 3 }", "`noon`")]
    [InlineData("  outdoor: 5", "  outdoor: [1, 2]", "24 values")]
    [InlineData("  outdoor: 5", "  outdoor: column t", "names no file `hours`")]
    [InlineData("  outdoor: 5", "  outdoor: { mean: 5, from: 8, to: 8 }", "`from`")]
    [InlineData("  outdoor: 5", "  inside: 5", "`inputs.outdoor` is missing")]
    [InlineData("  heat_below: 20", "  heat_below: 20\n  cool_above: 18", "above `cool_above`")]
    [InlineData("  opaque_conductance: 30", "  opaque_conductance: 9000", "enlarge the mass area")]
    [InlineData("  opaque_conductance: 30", "  windows: [ { area: 2, u: 1, g: 0.6, facing: 180 } ]", "facing")]
    [InlineData("  opaque_conductance: 30", "  windows: [ { area: 2, u: 1, g: 0.6, azimuth: 180 } ]", "weather file")]
    [InlineData("  opaque_conductance: 30", "  infiltration_rate: 0.5", "volume")]
    [InlineData("  opaque_conductance: 30", "  weather: nowhere.epw", "no file")]
    [InlineData("  floor_area: 20", "  floor_area: =a", "names no `table`")]
    [InlineData("mean_air: 20", "mean_air: 21 .. 20", "range")]
    [InlineData("mean_air: 20", "mean_air: { table: no.csv, value: a }", "no.csv")]
    [InlineData("mean_air: 20", "power_then: 20", "give no `power_then`")]
    [InlineData("tolerance: 0.01", "tolerance: 2 % or", "tolerance")]
    [InlineData("tolerance: 0.01", "", "`tolerance` is missing")]
    [InlineData("mean_air: 20", "mean_air: { low: 21, high: 20 }", "above `high`")]
    [InlineData("mean_air: 20", "mean_air: { value: 20, tolerance: much }", "`much`")]
    [InlineData("mean_air: 20", "mean_air: { value: 20, unit: K }", "unit")]
    [InlineData("mean_air: 20", "mean_air: [20]", "text")]
    [InlineData("  outdoor: 5", "  outdoor: 5\n  hour: 2.5", "whole number")]
    [InlineData("  outdoor: 5", "  outdoor: 5\n  mass: stone", "`stone`")]
    [InlineData("  outdoor: 5", "  outdoor: 5\n  control: floor", "`floor`")]
    public void A_fault_in_a_room_is_named(string line, string instead, string expected)
    {
        InputException fault = Assert.Throws<InputException>(() => CaseRunner.Run(Case(Room.Replace(line, instead, StringComparison.Ordinal))));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_a_room_are_told_at_once()
    {
        string yaml = Room.Replace("floor_area: 20", "floor_area: -3\n  roof: 3", StringComparison.Ordinal).Replace("outdoor: 5", "outdoor: cold", StringComparison.Ordinal)
            .Replace("mean_air", "mean_heir", StringComparison.Ordinal);
        InputException fault = Assert.Throws<InputException>(() => CaseRunner.Run(Case(yaml)));
        Assert.Equal(4, fault.Faults.Count);
        Assert.Contains("Did you mean `mean_air`?", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("19 .. 21", true)]
    [InlineData("20.005 .. 21", true)]      // within the tolerance below
    [InlineData("20.02 .. 21", false)]
    [InlineData("20", true)]
    [InlineData("20.02", false)]
    [InlineData("{ value: 20.02, tolerance: 0.1 %}", true)]
    [InlineData("{ low: 20.02, high: 30 }", false)]
    public void A_range_agrees_with_what_lies_in_it(string expected, bool agrees) =>
        Assert.Equal(agrees, Assert.Single(CaseRunner.Run(Case(Room.Replace("mean_air: 20", "mean_air: " + expected, StringComparison.Ordinal)))).Agrees);

    [Fact]
    public void Each_row_of_a_table_is_a_case()
    {
        File.WriteAllText(Path.Combine(_folder, "rooms.csv"), "room,kind,area,air\na,warm,20,20000\nb,cold,20,15000\nc,warm,30,21000\n");
        string yaml = Room.Replace("floor_area: 20", "floor_area: =area", StringComparison.Ordinal).Replace("mean_air: 20", "mean_air: =air * 0.001", StringComparison.Ordinal)
            + "table: rooms.csv\nwhere: kind = warm\n";
        Assert.Equal([true, false], CaseRunner.Run(Case(yaml)).Select(r => r.Agrees));
        string looked = Room.Replace("mean_air: 20", "mean_air: { table: rooms.csv, where: room = b and kind = cold, low: air, high: air, factor: 0.001 }", StringComparison.Ordinal);
        Assert.Equal(15, Assert.Single(CaseRunner.Run(Case(looked))).Expected.Low, 1e-9);
        Assert.Contains("keeps 2 rows", Assert.Throws<InputException>(() => CaseRunner.Run(Case(looked.Replace("room = b and kind = cold", "kind = warm", StringComparison.Ordinal)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_case_ends_with_a_reason()
    {
        string[] cases =
        [
            Room, Room.Replace("outdoor: 5", "outdoor: { mean: 5, yearly: 8, lowest_day: 20, from: 6, to: 18 }", StringComparison.Ordinal).Replace("mean_air: 20", "mean_air: 3 .. 30", StringComparison.Ordinal),
            "kind: sky-view\ninputs:\n  blocks: [ { x: 0, y: 0, radius: 12, hole: 10, height: 10 }, { west: 1, south: 2, east: 3, north: 4, height: 5 } ]\n  x: 0\n  y: 0\nexpected: { sky_view_factor: { value: 0.5, tolerance: 1 % } }\n",
            "kind: projection\ninputs: { epsg: 2154, longitude: 2.5, latitude: 44 }\nexpected: { x: 1, y: 1 }\ntolerance: 2 % or 3\n",
        ];
        Random random = new(5);
        int refused = 0;
        for (int n = 0; n < 160; n++)
        {
            char[] text = cases[n % cases.Length].ToCharArray();
            for (int k = random.Next(1, 4); k > 0; k--) text[random.Next(text.Length)] = " :{}[]=-.9a#\n\"*%"[random.Next(16)];
            try
            {
                CaseRunner.Run(Case(new string(text, 0, n % 7 == 0 ? random.Next(text.Length) : text.Length)));
            }
            catch (InputException e)
            {
                Assert.NotEmpty(e.Message);
                refused++;
            }
        }
        Assert.InRange(refused, 80, 160);
    }

    [Fact]
    public void The_verb_ends_with_0_where_all_agree_1_where_not_and_2_where_a_case_cannot_run()
    {
        (int Code, string Output, string Notes) Run(bool json, params string[] folders)
        {
            using StringWriter output = new(), notes = new();
            return (VerifyVerb.Verify(folders, json, output, notes), output.ToString(), notes.ToString());
        }

        string good = Folder("good", Room), bad = Folder("bad", Room.Replace("mean_air: 20", "mean_air: 25", StringComparison.Ordinal)), broken = Folder("broken", "kind: 3\n");
        Assert.Equal(0, Run(false, good).Code);
        Assert.Equal(1, Run(false, good, bad).Code);
        Assert.Contains("DISAGREES", Run(false, bad).Output, StringComparison.Ordinal);
        Assert.Equal(2, Run(false, _folder).Code);
        Assert.Equal(2, Run(true, Path.Combine(_folder, "absent")).Code);
        Assert.Contains("3 cases could not be run", Run(false, broken, broken, Folder("empty", null)).Notes, StringComparison.Ordinal);

        using JsonDocument json = JsonDocument.Parse(Run(true, good, bad, broken).Output);
        Assert.False(json.RootElement.GetProperty("agrees").GetBoolean());
        Assert.Equal([true, false], json.RootElement.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("agrees").GetBoolean()));
        Assert.Equal(25, json.RootElement.GetProperty("cases")[1].GetProperty("quantities")[0].GetProperty("expected").GetDouble());
        Assert.Equal(1, json.RootElement.GetProperty("not_run").GetArrayLength());
    }

    private string Folder(string name, string? yaml)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        if (yaml != null) File.WriteAllText(Path.Combine(folder, "case.yaml"), yaml);
        return folder;
    }

    private CaseFile Case(string yaml)
    {
        File.WriteAllText(Path.Combine(_folder, "case.yaml"), yaml);
        return new CaseFile(_folder);
    }
}
