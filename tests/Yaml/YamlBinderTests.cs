using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Tests.Yaml;

public class YamlBinderTests
{
    internal enum Fuel { NaturalGas, HeatingOil }

    internal sealed record House
    {
        public required string Name { get; init; }
        [Unit(Dimension.Area), Between("1 m2", "1 km2")]
        public Amount? Roof { get; init; }
        [Range(1, 60), DefaultValue("2")]
        public int Floors { get; init; }
        public Fuel? Fuel { get; init; }
        public bool? Lived { get; init; }
        public IReadOnlyList<House>? Annexes { get; init; }
    }

    private static (House? House, IReadOnlyList<string> Faults, IReadOnlyList<(string Path, string Value)> Defaults) Read(string text)
    {
        FaultLog faults = new();
        YamlBinder binder = new(faults);
        YamlNode? root = YamlParser.Parse(new SourceText("house.yaml", text), faults);
        House? house = root is YamlMap map ? binder.Bind<House>(map) : null;
        return (house, faults.Errors, binder.Defaults);
    }

    private static string Fault(string text) => Assert.Single(Read(text).Faults);

    [Fact]
    public void A_record_is_read_with_its_units_and_defaults()
    {
        var (house, faults, defaults) = Read("name: Mill\nroof: 1.5 ha\nfuel: natural_gas\nlived: true\nannexes:\n  - { name: Barn, floors: 1 }\n");
        Assert.Empty(faults);
        Assert.Equal("Mill", house!.Name);
        Assert.Equal(15_000, house.Roof!.Value.Value);
        Assert.Equal(2, house.Floors);
        Assert.Equal(Fuel.NaturalGas, house.Fuel);
        Assert.True(house.Lived);
        Assert.Equal(1, Assert.Single(house.Annexes!).Floors);
        Assert.Equal([("floors", "2")], defaults);
    }

    [Fact]
    public void A_hyphen_in_a_word_counts_as_an_underscore()
    {
        var (house, faults, _) = Read("name: Mill\nroof: 1.5 ha\nfuel: natural-gas\nlived: true\n");
        Assert.Empty(faults);
        Assert.Equal(Fuel.NaturalGas, house!.Fuel);
    }

    [Theory]
    [InlineData("60 %", Dimension.Share, 0.6, 0.6)]
    [InlineData("60%", Dimension.Share, 0.6, 0.6)]
    [InlineData("15 % .. 30 %", Dimension.Share, 0.15, 0.3)]
    [InlineData("40 M€", Dimension.Money, 4e7, 4e7)]
    [InlineData("40 000 €", Dimension.Money, 4e4, 4e4)]
    [InlineData("1e3 €", Dimension.Money, 1e3, 1e3)]
    [InlineData("5 EUR", Dimension.Money, 5, 5)]
    [InlineData("-3.5 °C", Dimension.Temperature, -3.5, -3.5)]
    [InlineData("−3.5 °C", Dimension.Temperature, -3.5, -3.5)]
    [InlineData("227 gCO2e/kWh", Dimension.CarbonFactor, 0.227, 0.227)]
    [InlineData("1 h", Dimension.Duration, 3600, 3600)]
    public void Quantities_are_read_in_the_units_of_the_engine(string text, Dimension dimension, double low, double high)
    {
        Assert.Null(AmountText.Read(text, dimension, out Amount quantity));
        Assert.Equal((low, high), (quantity.Low, quantity.High));
        Assert.Null(AmountText.Read(quantity.Show(dimension), dimension, out Amount again));
        Assert.Equal(quantity, again);
    }

    [Theory]
    [InlineData("60", "`60` has no unit (known: %)")]
    [InlineData("60 percent", "the unit of `60 percent` is not one of %")]
    [InlineData("1,5 %", "`1,5 %` holds a comma; the decimal sign is a point (`1.5 %`) and thousands are parted by blanks")]
    [InlineData("NaN", "`NaN` is not a number with a unit")]
    [InlineData(".inf %", "`.inf %` is not a number with a unit")]
    [InlineData("1e999 %", "`1e999 %` is not a finite number")]
    [InlineData("30 % .. 15 %", "`30 % .. 15 %` begins above its end; write the lower end first")]
    [InlineData("15 .. 30 %", "`15` has no unit (known: %)")]
    [InlineData("", "`` is not a number with a unit")]
    public void A_faulty_quantity_says_what_is_wrong(string text, string expected) =>
        Assert.Equal(expected, AmountText.Read(text, Dimension.Share, out _));

    [Fact]
    public void A_fault_quotes_its_line_and_points_at_it() => Assert.Equal(
        "house.yaml(2,7): `roof` wants an area such as `100 m2`; `60` has no unit (known: m2, m², ha or km2).\n  roof: 60\n        ^^",
        Fault("name: Mill\nroof: 60\n"));

    [Fact]
    public void A_misspelt_key_meets_its_nearest_neighbour() => Assert.Equal(
        "house.yaml(2,1): `rof` is not a key of this file. Did you mean `roof`?\n  rof: 60 m2\n  ^^^",
        Fault("name: Mill\nrof: 60 m2\n"));

    [Fact]
    public void A_decimal_comma_between_braces_is_understood()
    {
        string fault = Fault("name: Mill\nannexes: [{ name: Barn, floors: 1,5 }]\n");
        Assert.StartsWith("house.yaml(2,35): `floors: …,5` reads as two keys, since a comma parts keys; write a decimal point: `floors: 1.5`.", fault);
    }

    [Theory]
    [InlineData("", "house.yaml is empty; expected keys and values, such as `name: As it is`.")]
    [InlineData("# only a remark\n", "house.yaml is empty; expected keys and values, such as `name: As it is`.")]
    [InlineData("name: Mill\nname: Barn\n", "house.yaml(2,1): `name` stands twice, first in line 1; keep one.")]
    [InlineData("name: Mill\nannexes:\n\t- name: Barn\n", "house.yaml(3,1): a tab stands in the indent; indent with spaces.")]
    [InlineData("name: Mi\u0000ll\n", "house.yaml(1,9): the character U+0000 cannot stand in a text file; remove it.")]
    [InlineData("name: &a Mill\n", "house.yaml(1,7): anchors (`&name`) and aliases (`*name`) are not read")]
    [InlineData("name: !!str Mill\n", "house.yaml(1,7): the tag `tag:yaml.org,2002:str` is not read")]
    [InlineData("name: Mill\n---\nname: Barn\n", "house.yaml(2,1): a second document starts here")]
    [InlineData("name: Mill\nannexes: [\n", "house.yaml(3,1): this is not YAML: ")]
    [InlineData("name:\n", "house.yaml(1,6): `name` has no value; write one, or remove the key.")]
    [InlineData("floors: 3\n", "house.yaml(1,1): the file lacks `name`: ")]
    [InlineData("name: Mill\nfloors: 3.5\n", "house.yaml(2,9): `floors` wants a whole number from 1 to 60; found `3.5`.")]
    [InlineData("name: Mill\nfloors: .nan\n", "house.yaml(2,9): `floors` wants a whole number from 1 to 60; found `.nan`.")]
    [InlineData("name: Mill\nfloors: [1]\n", "house.yaml(2,9): `floors` wants a whole number from 1 to 60; found a list.")]
    [InlineData("name: Mill\nlived: yes\n", "house.yaml(2,8): `lived` wants `true` or `false`; found `yes`; write `true`.")]
    [InlineData("name: Mill\nfuel: natural_gaz\n", "house.yaml(2,7): `fuel` wants one of natural_gas, heating_oil; found `natural_gaz`; did you mean `natural_gas`?")]
    [InlineData("name: Mill\nfuel: 1\n", "house.yaml(2,7): `fuel` wants one of natural_gas, heating_oil; found `1`.")]
    [InlineData("name: Mill\nannexes: Barn\n", "house.yaml(2,10): `annexes` wants a list; found `Barn`.")]
    [InlineData("name: Mill\nroof: 2 km2\n", "house.yaml(2,7): `roof` wants an area such as `100 m2`; `2 km2` is more than 1 km2.")]
    public void A_faulty_file_says_what_is_wrong(string text, string expected) => Assert.StartsWith(expected, Fault(text));

    [Fact]
    public void All_faults_are_found_at_once() => Assert.Equal(
        ["house.yaml(1,1)", "house.yaml(1,1)", "house.yaml(2,7)", "house.yaml(3,9)"],
        Read("nam: Mill\nroof: 60\nfloors: 99\n").Faults.Select(f => f[..f.IndexOf(':', StringComparison.Ordinal)]));

    [Fact]
    public void Deep_nesting_ends_early() =>
        Assert.Contains("more than 32 levels of nesting", Fault("name: " + new string('[', 500_000)), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_text_is_refused()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.yaml");
        try
        {
            File.WriteAllBytes(path, [.. "name: Mill\nplace: "u8, 0xE9, (byte)'\n']);
            Assert.Equal($"{path}(2): this line is not UTF-8 (byte 0xe9); save the file as UTF-8.", FileFault(path));
            File.WriteAllBytes(path, [0xFF, 0xFE, 0x6E, 0]);
            Assert.Equal($"{path} is written in UTF-16; save it as UTF-8.", FileFault(path));
            File.WriteAllBytes(path, new byte[TextFile.LargestFile + 1]);
            Assert.Equal($"{path} is too large; a YAML file has at most 4 MiB. Is it the right file?", FileFault(path));
        }
        finally
        {
            File.Delete(path);
        }
        Assert.Equal($"{path} does not exist. Check the path.", FileFault(path));
        Assert.Equal($"{Path.GetTempPath()} is a folder; expected a YAML file.", FileFault(Path.GetTempPath()));
    }

    private static string FileFault(string path)
    {
        FaultLog faults = new();
        Assert.Null(YamlDocument.TryRead(path, faults));
        return Assert.Single(faults.Errors);
    }
}
