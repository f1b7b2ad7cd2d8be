using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Tests.Yaml;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("hosue", "house")]
    [InlineData("bugdet", "budget")]
    [InlineData("heating_ned", "heating_need")]
    [InlineData("egsp", "epsg")]
    [InlineData("uilt", "built")]
    [InlineData("Bill", "bill")]
    public void A_slip_finds_its_word(string slip, string word) => Assert.Equal(word, Spelling.Nearest(slip, ["house", "budget", "heating_need", "epsg", "built", "bill"]));

    [Theory]
    [InlineData("H", "A")]
    [InlineData("wind", "mean")]
    [InlineData("simulate", "insulate")]
    [InlineData("comfort", "export")]
    [InlineData("price", "prebound")]
    [InlineData("kWh", "km2")]
    [InlineData("", "a")]
    public void No_suggestion_is_better_than_a_foolish_one(string word, string far) => Assert.Null(Spelling.Nearest(word, [far]));

    [Fact]
    public void Endings_of_files_do_not_make_them_alike()
    {
        Assert.Null(Spelling.NearestFile("roofs.yaml", ["solar.yaml", "both.yaml"]));
        Assert.Equal("solar.yaml", Spelling.NearestFile("sollar.yaml", ["both.yaml", "solar.yaml"]));
    }
}
