using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Tests.Scenarios;

/// <summary>A section that no process has: its record is all that is written for it.</summary>
public class NewSectionTests
{
    public enum Breed { Alpine, RoveGoat }

    public sealed record Goats
    {
        [Description("How many graze."), Range(0, 100)]
        public int Herd { get; init; } = 3;

        [Description("What one eats in a day."), Unit(Dimension.Energy), Between("0 kWh", "10 kWh"), DefaultFrom("counted next door", 0.25), Slider("appetite", "1 kWh", "5 kWh")]
        public double Appetite { get; init; } = 2.5;

        [Description("Share of the roofs that they reach."), Unit(Dimension.Share), Between("0 %", "100 %"), WithoutIt("as far as they jump"), Answers("solar")]
        public double? Reach { get; init; }

        [Description("Whether they are heard.")]
        public bool Bells { get; init; } = true;

        [Description("Of which kind.")]
        public Breed Breed { get; init; } = Breed.RoveGoat;

        [CodeOnly]
        public double Horns { get; init; } = 2;
    }

    private static readonly ScenarioKeys Keys = new(
        [.. Simulation.Sections, new("goats", "Who mows.", typeof(Goats))], [.. Simulation.Couplings, new("grazing", "Goats shorten the grass.")], [.. Simulation.Measures]);

    private static Scenario Read(ScenarioFolder folder, string name = "scenario.yaml") => ScenarioReader.Read(folder.PathOf(name), Keys);

    private static ScenarioFolder Folder(string goats) => new ScenarioFolder().Write("scenario.yaml", ScenarioFolder.Baseline + goats);

    [Fact]
    public void A_section_left_out_is_filled_in_and_told()
    {
        using ScenarioFolder folder = Folder("");
        Scenario scenario = Read(folder);
        Assert.Equal(new Goats(), scenario.Parameters.In(2050).Of<Goats>());
        foreach (string told in new[] { "goats.herd: 3", "goats.appetite: 2.5 kWh", "goats.reach: as far as they jump", "goats.bells: true", "goats.breed: rove_goat", "couplings.grazing: true" })
            Assert.Contains(told, scenario.Defaults);
        Assert.DoesNotContain(scenario.Defaults, d => d.Contains("horns", StringComparison.Ordinal));
    }

    [Fact]
    public void Its_values_are_read_in_the_units_of_the_engine_and_a_range_is_kept_beside_its_middle()
    {
        using ScenarioFolder folder = Folder("goats: { herd: 7, appetite: 0.002 MWh .. 0.003 MWh, reach: 40 %, bells: false, breed: alpine }\ncouplings: { grazing: false }\nmeasures: [{ solar: {} }]\n");
        Scenario scenario = Read(folder);
        Assert.Equal(new Goats { Herd = 7, Appetite = 2.5, Reach = 0.4, Bells = false, Breed = Breed.Alpine }, scenario.Parameters.In(2050).Of<Goats>());
        Assert.Contains("goats.herd = 7\ngoats.appetite = 2 .. 3\ngoats.reach = 0.4\ngoats.bells = false\ngoats.breed = alpine\n", scenario.Canonical);
        Assert.False(scenario.Couplings["grazing"]);
        Assert.True(scenario.Couplings["shading"]);
        Assert.Contains("`horns`", Assert.Throws<ArgumentException>(() => scenario.Couplings["horns"]).Message);
        CheckReport report = ScenarioCheck.Check(folder.PathOf("scenario.yaml"), Keys, _ => throw new InputException(["no territory"]));
        Assert.Contains("goats.appetite: 2 kWh .. 3 kWh is a range; a run takes its middle, 2.5 kWh", report.Notes);
    }

    [Fact]
    public void Runs_that_are_compared_share_it_but_for_what_answers_a_measure()
    {
        using ScenarioFolder folder = Folder("goats: { reach: 40 % }\n");
        Scenario scenario = Read(folder);
        Assert.Contains("goats.appetite = 2.5", scenario.Settings);
        Assert.Contains("couplings.grazing = true", scenario.Settings);
        Assert.DoesNotContain(scenario.Settings, s => s.StartsWith("goats.reach", StringComparison.Ordinal) || s.StartsWith("behaviour.rebound", StringComparison.Ordinal));
        Assert.Contains("`goats.reach` has no effect, since no measure is a `solar`.", Assert.Single(scenario.Warnings));
    }

    [Theory]
    [InlineData("goats: { herd: 101 }\n", "scenario.yaml(5,16): `goats.herd` wants a whole number from 0 to 100; found `101`.")]
    [InlineData("goats: { appetite: 11 kWh }\n", "scenario.yaml(5,20): `goats.appetite` wants an energy such as `20 kWh`; `11 kWh` is more than 10 kWh.")]
    [InlineData("goats: { appetite: 2 }\n", "scenario.yaml(5,20): `goats.appetite` wants an energy such as `20 kWh`; `2` has no unit (known: kWh, MWh or GWh).")]
    [InlineData("goats: { apetite: 2 kWh }\n", "scenario.yaml(5,10): `apetite` is not a key of `goats`. Did you mean `appetite`?")]
    [InlineData("goats: { horns: 3 }\n", "scenario.yaml(5,10): `horns` is not a key of `goats`.")]
    [InlineData("goats: 3\n", "scenario.yaml(5,8): `goats` wants keys with values (herd, appetite, reach, bells, breed); found `3`.")]
    [InlineData("couplings: { grasing: true }\n", "scenario.yaml(5,14): `grasing` is not a key of `couplings`. Did you mean `grazing`?")]
    [InlineData("goats: { appetite: 11 kWh }\nadjustable: [{ parameter: goats.appetite, from: 4 kWh, to: 5 kWh }]\n", "scenario.yaml(5,20): `goats.appetite` wants")]
    public void What_it_cannot_take_is_refused_with_place_and_remedy(string goats, string fault)
    {
        using ScenarioFolder folder = Folder(goats);
        string told = Assert.Throws<InputException>(() => Read(folder)).Faults[0];
        Assert.StartsWith(fault, told[(told.IndexOf("scenario.yaml", StringComparison.Ordinal))..], StringComparison.Ordinal);
    }

    [Fact]
    public void A_scenario_that_extends_another_replaces_its_keys_one_by_one()
    {
        using ScenarioFolder folder = Folder("goats: { herd: 7, bells: false }\n");
        folder.Write("more.yaml", "name: More\nextends: scenario.yaml\ngoats: { herd: 8 }\n");
        Assert.Equal((8, false), (Read(folder, "more.yaml").Parameters.In(2050).Of<Goats>().Herd, Read(folder, "more.yaml").Parameters.In(2050).Of<Goats>().Bells));
    }

    [Fact]
    public void A_slider_moves_it_in_memory_and_in_a_file_alike()
    {
        using ScenarioFolder folder = Folder("goats: { herd: 7, appetite: 7 kWh }\n");
        ScenarioVariant variant = ScenarioVariant.Of(folder.PathOf("scenario.yaml"), Keys);
        Adjustable appetite = variant.Adjustable.Single(a => a.Parameter == "goats.appetite");
        Assert.Equal(("appetite", "kWh", 1.0, 7.0, 7.0), (appetite.Label, appetite.Unit, appetite.From, appetite.To, appetite.Value));
        variant.Move("goats.appetite", 4.25);
        variant.Move(variant.Adjustable[1].Parameter, 0.5);
        variant.Save(folder.PathOf("saved.yaml"), "Saved");
        Scenario moved = variant.ToScenario();
        Assert.Equal(new Goats { Herd = 7, Appetite = 4.25 }, moved.Parameters.In(2050).Of<Goats>());
        Assert.Equal(0.5, Assert.IsType<EquipRoofs>(Assert.Single(moved.Measures)).Fill);
        Assert.Equal(moved.Canonical, Read(folder, "saved.yaml").Canonical);
        Assert.Equal((variant.Origin.Name, folder.PathOf("scenario.yaml")), (moved.Name, moved.Path));
        Assert.Equal([.. variant.Origin.Files], moved.Files);
    }

    [Fact]
    public void Schema_and_documentation_tell_it()
    {
        JsonNode goats = JsonNode.Parse(ScenarioSchema.Text(Keys))!["properties"]!["goats"]!;
        Assert.Equal("Who mows.", (string)goats["description"]!);
        JsonNode appetite = goats["properties"]!["appetite"]!;
        Assert.Equal(("2.5 kWh", "What one eats in a day. Default: counted next door; confidence 0.25."), ((string)appetite["default"]!, (string)appetite["description"]!));
        Assert.Equal((100, 3), ((int)goats["properties"]!["herd"]!["maximum"]!, (int)goats["properties"]!["herd"]!["default"]!));
        Assert.Null(goats["properties"]!["reach"]!["default"]);
        string page = ScenarioDocumentation.Keys(Keys);
        Assert.Contains("| `goats.appetite` | an energy, 0 kWh to 10 kWh | `2.5 kWh` | What one eats in a day. Default: counted next door; confidence 0.25. |\n", page);
        Assert.Contains("| `goats.reach` | a percentage, 0 % to 100 % |  | Share of the roofs that they reach. Without it: as far as they jump. |\n", page);
        Assert.Contains("| `goats.breed` | `alpine`, `rove_goat` | `rove_goat` | Of which kind. |\n", page);
        Assert.Contains("| `couplings.grazing` | `true` or `false` | `true` | Goats shorten the grass. |\n", page);
        Assert.Contains("`carbon`, `goats` and `couplings` single keys are replaced", page);
    }

    public sealed record Nameless
    {
        public double Value { get; init; }
    }

    public sealed record Unbounded
    {
        [Description("A length."), Unit(Dimension.Length)]
        public double Value { get; init; }
    }

    public sealed record TooLow
    {
        [Description("A length."), Unit(Dimension.Length), Between("1 m", "2 m")]
        public double Value { get; init; } = 0.5;
    }

    public sealed record Strange
    {
        [Description("A moment.")]
        public DateTime Value { get; init; }
    }

    public sealed record Given(double Value = 1);

    [Theory]
    [InlineData(typeof(Nameless), "`x.value` has no description")]
    [InlineData(typeof(Unbounded), "`x.value` has a unit; it wants to be a double between bounds with units")]
    [InlineData(typeof(TooLow), "`x.value` `0.5 m` is less than 1 m")]
    [InlineData(typeof(Strange), "`x.value` is a DateTime; files hold")]
    [InlineData(typeof(Given), "cannot be made without arguments")]
    public void A_record_that_files_cannot_hold_is_refused_in_code(Type record, string fault) =>
        Assert.Contains(fault, Assert.Throws<ArgumentException>(() => new ScenarioKeys([new("x", "A section.", record)], [], [])).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_sections_or_a_section_and_a_key_of_one_name_are_refused_in_code() =>
        Assert.Throws<ArgumentException>(() => new ScenarioKeys([new("budget", "A section.", typeof(Goats))], [], []));

    [Fact]
    public void Parameters_that_nobody_gave_are_the_default_ones()
    {
        ParameterSet set = ParameterSet.Default.With(new Goats { Herd = 9 });
        Assert.Equal((3, 9, 10), (ParameterSet.Default.Of<Goats>().Herd, set.Of<Goats>().Herd, set.With(new Goats { Herd = 10 }).Of<Goats>().Herd));
        Assert.Throws<ArgumentException>(() => new ParameterSet([new Goats(), new Goats()]));
    }
}
