using TerritoryTwin.Heat;

namespace TerritoryTwin.Tests.Heat;

public sealed class PersonTests
{
    [Fact]
    public void Shade_and_wind_relieve_a_hot_day_by_every_index()
    {
        double sunny = PhysiologicalTemperature.Of(34, 60, 1, 1800);
        Assert.True(PhysiologicalTemperature.Of(34, 38, 1, 1800) < sunny - 5);
        Assert.True(PhysiologicalTemperature.Of(34, 60, 3, 1800) < sunny);
        Indoors room = new(28, 30, 0.2, 0.5, 1.2, 0.5);
        Assert.True(MeanVote.Of(room with { Radiant = 26 }) < MeanVote.Of(room));
        Assert.True(MeanVote.Of(room with { Wind = 0.8 }) < MeanVote.Of(room));
        Assert.True(StandardTemperature.Of(room with { Radiant = 26 }) < StandardTemperature.Of(room));
        Assert.True(StandardTemperature.Of(room with { Wind = 0.8 }) < StandardTemperature.Of(room));
    }

    [Fact]
    public void A_room_without_sun_feels_as_it_is()
    {
        Assert.Equal(21, PhysiologicalTemperature.Of(21, 21, 0.1, 1200), tolerance: 0.1);
        Assert.Equal(5, MeanVote.Dissatisfied(0));
    }

    [Theory]
    [InlineData(double.NaN, 30, 1, 1000), InlineData(30, double.NaN, 1, 1000), InlineData(30, 30, double.NaN, 1000), InlineData(30, 30, 1, double.NaN)]
    public void What_is_missing_gives_no_index(double air, double radiant, double wind, double vapour)
    {
        Assert.Equal(double.NaN, PhysiologicalTemperature.Of(air, radiant, wind, vapour));
        Assert.Equal(double.NaN, MeanVote.Of(new(air, radiant, wind, vapour / 10_000, 1.2, 0.5)));
        Assert.Equal(double.NaN, StandardTemperature.Of(new(air, radiant, wind, vapour / 10_000, 1.2, 0.5)));
    }
}
