namespace TerritoryTwin.Tests.Texts;

public sealed class NumbersTests
{
    private static readonly Numbers French = new(Language.French), English = new(Language.English);

    // Narrow and fixed spaces are written as a plain one, to be read.
    private static string Plain(string text) => text.Replace('\u202F', ' ').Replace('\u00A0', ' ');

    [Theory]
    [InlineData(20000, 0, "20 000", "20,000")]
    [InlineData(1234567.891, 2, "1 234 567,89", "1,234,567.89")]
    [InlineData(28.6, 1, "28,6", "28.6")]
    [InlineData(-0.43, 2, "−0,43", "−0.43")]
    [InlineData(-0.001, 1, "0,0", "0.0")]
    [InlineData(999, 0, "999", "999")]
    [InlineData(double.NaN, 1, "–", "–")]
    [InlineData(double.PositiveInfinity, 0, "∞", "∞")]
    public void A_number_is_written_as_each_language_writes_it(double value, int decimals, string french, string english)
    {
        Assert.Equal(french, Plain(French.Number(value, decimals)));
        Assert.Equal(english, English.Number(value, decimals));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.0432, "0.0432")]
    [InlineData(2.864, "2.86")]
    [InlineData(28.64, "28.6")]
    [InlineData(286.4, "286")]
    [InlineData(99.96, "100")]
    public void A_brief_number_keeps_three_digits_that_matter(double value, string expected) => Assert.Equal(expected, English.Brief(value));

    [Theory]
    [InlineData("degC", "°C", "°C")]
    [InlineData("kWh m-2 year-1", "kWh/m²/an", "kWh/m²/year")]
    [InlineData("kWh/m²/year", "kWh/m²/an", "kWh/m²/year")]
    [InlineData("kWh m-2", "kWh/m²", "kWh/m²")]
    [InlineData("kgCO2e", "kgCO₂e", "kgCO₂e")]
    [InlineData("W m-2 K-1", "W/m²/K", "W/m²/K")]
    [InlineData("ug m-3", "µg/m³", "µg/m³")]
    [InlineData("year-1", "1/an", "1/year")]
    [InlineData("1", "", "")]
    [InlineData("", "", "")]
    public void A_unit_of_a_result_file_is_written_for_people(string unit, string french, string english)
    {
        Assert.Equal(french, Units.ForPeople(unit, Language.French));
        Assert.Equal(english, Units.ForPeople(unit, Language.English));
    }

    [Fact]
    public void A_value_a_share_and_a_change_carry_unit_and_sign()
    {
        Assert.Equal("28,6 °C", Plain(French.Value(28.6, "°C")));
        Assert.Equal("12 %", Plain(French.Percent(0.12)));
        Assert.Equal("12%", English.Percent(0.12));
        Assert.Equal("+0,40 °C", Plain(French.Signed(0.4, "°C", 2)));
        Assert.Equal("±0", English.Signed(0.001, "", 0));
        Assert.Equal("−50%", English.Change(200, 100));
        Assert.Equal("+2.5%", English.Change(200, 205));
        Assert.Equal("–", English.Change(0, 3));
    }

    [Theory]
    [InlineData(1_200_000, "1,20 M€", "€1.20M")]
    [InlineData(-450, "−450 €", "−€450")]
    [InlineData(45_300, "45,3 k€", "€45.3k")]
    [InlineData(2.5e9, "2,50 Md€", "€2.50bn")]
    public void Money_is_short_where_it_is_much(double euros, string french, string english)
    {
        Assert.Equal(french, Plain(French.Money(euros)));
        Assert.Equal(english, English.Money(euros));
    }

    [Fact]
    public void Times_and_dates_follow_the_language()
    {
        DateTime time = new(2030, 7, 17, 14, 52, 0);
        Assert.Equal("14 h 52", Plain(French.Clock(time)));
        Assert.Equal("14:52", English.Clock(time));
        Assert.Equal("mercredi 17 juillet 2030", Plain(French.Date(time)));
        Assert.Equal("Wednesday 17 July 2030", Plain(English.Date(time)));
        Assert.Equal("mardi 1er janvier 2030", Plain(French.Date(new(2030, 1, 1))));
        Assert.Equal("8 h", Plain(French.Hour(8)));
        Assert.Equal("08:00", English.Hour(8));
        Assert.Equal("1,5 km", Plain(French.Length(1500)));
        Assert.Equal("250 m", Plain(English.Length(250)));
    }

    [Fact]
    public void A_large_quantity_takes_a_larger_unit_and_a_ratio_never_does()
    {
        Assert.Equal(new Scaling(1e6, "GWh"), Units.Scale(12_345_678, "kWh"));
        Assert.Equal(new Scaling(1e3, "tCO₂e"), Units.Scale(45_000, "kgCO2e"));
        Assert.Equal(new Scaling(1, "kWh/m²"), Units.Scale(1e9, "kWh/m²"));
    }

    [Fact]
    public void Both_dictionaries_have_the_same_keys_and_places_for_the_same_values()
    {
        Assert.Equal(Words.French.Keys, Words.English.Keys);
        foreach (string key in Words.French.Keys)
        {
            Assert.False(string.IsNullOrWhiteSpace(Words.French[key]), key);
            for (int k = 0; k < 3; k++) Assert.Equal(Words.French[key].Contains($"{{{k}}}"), Words.English[key].Contains($"{{{k}}}"));
        }
        Assert.Equal("20 sur 40", Words.French.Format("tour.step", "20", "40"));
        Assert.Equal("no such key", Words.English["no such key"]);
    }

    [Fact]
    public void Words_are_set_as_each_language_sets_them()
    {
        foreach (string key in Words.French.Keys)
        {
            string french = Words.French[key], english = Words.English[key];
            Assert.DoesNotMatch("['\"]", french + english);
            Assert.DoesNotMatch("[^\u00a0\u202f][:;!?»]|«[^\u00a0\u202f]", french);
            Assert.DoesNotMatch("[\\s][:;!?]", english);
        }
    }

    [Fact]
    public void Tonnes_stay_tonnes_for_a_town()
    {
        Assert.Equal(new Scaling(1, "tCO2e"), Units.Scale(10_621, "tCO2e"));
        Assert.Equal(new Scaling(1e3, "ktCO₂e"), Units.Scale(250_000, "tCO2e"));
    }
}
