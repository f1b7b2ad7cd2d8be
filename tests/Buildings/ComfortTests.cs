using TerritoryTwin.Buildings;
using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Buildings;

public class ComfortTests(ITestOutputHelper output)
{
    private static readonly SetPoints Set = new();
    private static readonly Behaviour People = new();

    [Fact]
    public void A_leaky_home_forgoes_warmth_and_a_sound_one_does_not()
    {
        ComfortTerms leaky = Of(Home(5), Home(5)), sound = Of(Home(1), Home(1));
        Assert.InRange(leaky.Prebound, -Comfort.DeepestPrebound, -2);
        Assert.Equal(default, sound);
        Assert.Equal(default, Comfort.Of(Home(5), Home(1), 0, Set, Behaviour.None));
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(2.5)]
    [InlineData(3.5)]
    [InlineData(5.0)]
    public void Forgone_warmth_leaves_the_share_of_heat_that_was_found_in_used_homes(double lossPerArea)
    {
        ThermalZone home = Home(lossPerArea);
        HeatingSeason season = HeatingSeason.Of(home);
        double share = season.Need(Set.MeanOfHomes + Of(home, home).Prebound) / season.Need(Set.MeanOfHomes);
        Assert.Equal(Comfort.UsedOverExpected(Comfort.ExpectedHeat(lossPerArea)), share, 0.03);
    }

    [Fact]
    public void A_renovated_home_is_heated_as_others_of_its_envelope_and_a_little_more()
    {
        foreach (double before in new[] { 2.0, 3, 4, 5, 6 })
            foreach (double after in new[] { 0.5, 1, 1.5, 2 })
            {
                ComfortTerms renovated = Of(Home(before), Home(after)), asNew = Of(Home(after), Home(after));
                Assert.Equal(asNew.Prebound, renovated.Prebound);
                Assert.Equal(asNew.Prebound - Of(Home(before), Home(before)).Prebound, renovated.Regained);
                Assert.True(renovated.Total >= asNew.Total, $"{before} → {after} W/(m² K): {renovated.Total} K, new {asNew.Total} K");
                Assert.True(Set.Present + renovated.Total <= People.WarmestComfort + 1e-9);
            }
    }

    [Fact]
    public void Heat_that_is_spared_for_its_price_is_not_taken_back_and_cheap_heat_is_regained_warmth()
    {
        ComfortTerms dearer = Comfort.Of(Home(4), Home(4), 0, Set, People, thriftBefore: 1.15, thrift: 0.95), cheaper = Comfort.Of(Home(4), Home(4), 0, Set, People, thriftBefore: 0.95, thrift: 1.15);
        Assert.Equal((0.0, 0.0), (dearer.Rebound, cheaper.Rebound));
        Assert.True(dearer.Regained < 0 && cheaper.Regained > 0);
        ComfortTerms works = Comfort.Of(Home(4), Home(1.5), 0, Set, People, thriftBefore: 0.95, thrift: 0.95), both = Comfort.Of(Home(4), Home(1.5), 0, Set, People, thriftBefore: 1.15, thrift: 0.95);
        Assert.Equal(works.Rebound, both.Rebound);
    }

    [Fact]
    public void More_insulation_never_increases_the_heat_of_a_home()
    {
        foreach (double rebound in new[] { 0, 0.2, 0.6 })
        {
            double last = double.PositiveInfinity;
            for (double loss = 6; loss >= 0.4; loss -= 0.1)
            {
                ThermalZone home = Home(loss);
                double need = HeatingSeason.Of(home).Need(Set.MeanOfHomes + Comfort.Of(Home(6), home, 0, Set, People with { Rebound = rebound }).Total);
                Assert.True(need <= last * (1 + 1e-6), $"{loss:f1} W/(m² K), rebound {rebound}: {need:f0} kWh after {last:f0}");
                last = need;
            }
        }
    }

    [Fact]
    public void Rebound_takes_back_its_share_of_what_works_save_and_stays_below_the_warmest_comfort()
    {
        ThermalZone before = Home(3), after = Home(2.6);
        HeatingSeason then = HeatingSeason.Of(before), now = HeatingSeason.Of(after);
        double[] shares = [0, 0.1, 0.2, 0.5, 1];
        ComfortTerms[] terms = [.. shares.Select(s => Comfort.Of(before, after, 0, Set, People with { Rebound = s }))];
        double lived = then.Need(Set.MeanOfHomes + Of(before, before).Total), free = now.Need(Set.MeanOfHomes + terms[0].Total);
        for (int s = 1; s < shares.Length; s++)
        {
            double taken = (now.Need(Set.MeanOfHomes + terms[s].Total) - free) / (lived - free);
            output.WriteLine($"{shares[s]:p0}: {terms[s].Rebound:f2} K, {taken:p1} taken back");
            Assert.Equal(shares[s], taken, 1e-4);
            Assert.True(terms[s].Rebound > terms[s - 1].Rebound);
        }
        Assert.Equal(0, terms[0].Rebound);
        Assert.Equal(21 - Set.Present - Of(Home(1), Home(1)).Prebound, Comfort.Of(Home(6), Home(1), 0, Set, People with { Rebound = 1 }).Rebound, 1e-9);
    }

    [Fact]
    public void Homes_are_heated_as_asked_and_other_buildings_as_ever()
    {
        SetPoints cooler = Set.WithHomesAt(19);
        Assert.Equal((19.0, 17.0, 16.5), (cooler.Present, cooler.Night, cooler.Absent));
        Assert.Equal((Set.InUse, Set.OutOfUse), (cooler.InUse, cooler.OutOfUse));
    }

    [Fact]
    public void The_label_puts_few_adults_into_a_small_flat_and_not_many_into_a_large_house()
    {
        Assert.Equal(1, ConventionalUse.Adults(9, house: false));
        Assert.Equal(1.75, ConventionalUse.Adults(70, house: true), 1e-9);
        Assert.Equal(1.75 + 0.3 * (2.5 - 1.75), ConventionalUse.Adults(100, house: true), 1e-9);
        Assert.Equal(1.75 + 0.3 * (2.1 - 1.75), ConventionalUse.Adults(60, house: false), 1e-9);
    }

    private static ComfortTerms Of(ThermalZone before, ThermalZone after) => Comfort.Of(before, after, 0, Set, People);

    /// <summary>A house of 100 m² with the gains of three people.</summary>
    private static ThermalZone Home(double lossPerArea) => ThermalZone.Of(100, MassClass.Medium) with
    {
        Windows = 20, Opaque = 100 * lossPerArea - 40, Infiltration = 20, Glazed = [3, 2, 3, 2], People = 210, Equipment = 280, Cooking = 60,
    };
}
