using TerritoryTwin.Buildings;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Indicators;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Tests.Measures;

/// <summary>MaPrimeRénov' of 2025, counted by hand from the published amounts.</summary>
public class AidTests(ITestOutputHelper output)
{
    private static readonly AidRules Rules = AidFile.Read("maprimerenov-2025");
    private static readonly AidScheme Scheme = new(Rules, Region: null);

    // Of 80 m² of walls, 20 m² of windows, 60 m² of roof and of floor, 120 m² heated: the costs of docs/catalogue.md.
    private const double Walls = 80 * 143, Windows = 20 * 735, Roof = 60 * 83, Floor = 60 * 57, Ventilation = 120 * 30, All = Walls + Windows + Roof + Floor + Ventilation, BeforeTax = All / 1.055;

    private static readonly Household Poor = new(0, 2, 25_000, Tenure.Owner, 1), Modest = new(0, 2, 33_000, Tenure.Owner, 1), Middle = new(0, 2, 45_000, Tenure.Owner, 1), Rich = new(0, 2, 90_000, Tenure.Owner, 1);

    private static MeasurePlan Plan(Building building, Envelope envelope, IReadOnlyList<Household> households, AidScheme? aid, params Measure[] measures)
    {
        BuildingFacts facts = new() { Index = 0, Building = building, FootprintArea = 60, RoofArea = 75, UsableRoofArea = 40, EnvelopeAsBuilt = envelope, LabelClimate = LabelClimate.At(46, 2) };
        Territory place = new() { Name = "house", Epsg = 2154, Latitude = 46, Longitude = 2, Terrain = new(new Grid(1, 1, 1), [0]), Buildings = [building], Households = households };
        return MeasurePlan.Make([.. measures.Select(m => m with { Years = m.Years ?? new(2026, 2026) })], new(place, [facts]), double.PositiveInfinity, seed: 1, aid);
    }

    private static double Aid(Household household, params Measure[] measures) => Plan(House(), Houses.Draughty, [household], Scheme, measures).AidUntil(2026);

    private static Building House(HeatingSystem heating = HeatingSystem.GasBoiler, int dwellings = 1, RoofShape roof = RoofShape.Gabled, int built = 1960) =>
        Houses.Named("house", built, heatedArea: 120, heating: heating) with { Dwellings = Known<int>.Measured(dwellings), Roof = Known<RoofShape>.Measured(roof) };

    private static Renovate To(RenovationPackage package) => new() { To = package };

    [Theory]
    [InlineData(1, 17_173, IncomeClass.VeryModest)]
    [InlineData(1, 17_174, IncomeClass.Modest)]
    [InlineData(2, 45_340, IncomeClass.Intermediate)]
    [InlineData(2, 45_341, IncomeClass.Higher)]
    [InlineData(5, 51_775, IncomeClass.Modest)]
    [InlineData(7, 40_388 + 2 * 5094, IncomeClass.VeryModest)]
    [InlineData(7, 40_388 + 2 * 5094 + 1, IncomeClass.Modest)]
    [InlineData(6, 73_098 + 9254, IncomeClass.Intermediate)]
    public void Incomes_up_to_a_ceiling_are_of_its_class(int persons, double income, IncomeClass expected) =>
        Assert.Equal(expected, Rules.Incomes.Single(t => t.Region == AidRegion.Elsewhere).ClassOf(persons, income));

    [Fact]
    public void Incomes_of_ile_de_france_are_higher() =>
        Assert.Equal((IncomeClass.VeryModest, IncomeClass.Modest), (Rules.Incomes.Single(t => t.Region == AidRegion.IleDeFrance).ClassOf(4, 48_914), Rules.Incomes.Single(t => t.Region == AidRegion.IleDeFrance).ClassOf(4, 48_915)));

    [Fact]
    public void Single_works_get_their_amounts_by_the_income_of_the_owner()
    {
        double windows = 20 / 1.82;
        Assert.Equal([80 * 75, 80 * 60, 80 * 40, 0], new[] { Poor, Modest, Middle, Rich }.Select(h => Aid(h, To(RenovationCatalogue.Walls))));
        Assert.Equal([windows * 100, windows * 80, windows * 40, 0], new[] { Poor, Modest, Middle, Rich }.Select(h => Aid(h, To(RenovationCatalogue.Windows))), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([60 * 25 * 0.5, 60 * 20 * 0.5, 60 * 15 * 0.5, 0], new[] { Poor, Modest, Middle, Rich }.Select(h => Aid(h, To(RenovationCatalogue.Roof))));
        Assert.Equal(0, Aid(Poor, To(RenovationCatalogue.Floor)));
    }

    [Theory]
    [InlineData("air_heat_pump", 5000, 4000, 3000)]
    [InlineData("ground_heat_pump", 11_000, 9000, 6000)]
    [InlineData("wood_boiler", 5000, 3850, 2100)]
    [InlineData("district_heat", 1200, 800, 400)]
    [InlineData("gas_boiler", 0, 0, 0)]
    public void Plants_get_their_amounts_by_the_income_of_the_owner(string system, double poor, double modest, double middle)
    {
        ReplaceHeating measure = new() { To = HeatingWorks.All.Single(w => w.Name == system) };
        Assert.Equal([poor, modest, middle, 0], new[] { Poor, Modest, Middle, Rich }.Select(h => Plan(House(HeatingSystem.OilBoiler), Houses.Draughty, [h], Scheme, measure).AidUntil(2026)));
    }

    [Fact]
    public void Aid_pays_no_more_than_its_share_of_the_cost_that_it_knows()
    {
        Assert.Equal(0.9 * 60 * 83, Plan(House(roof: RoofShape.Flat), Houses.Draughty, [Poor], Scheme, To(RenovationCatalogue.Roof)).AidUntil(2026), 6);                // less than 60 × 75 €
        Assert.Equal(0.9 * 0.2 * Walls, Aid(Poor, new Renovate { To = RenovationCatalogue.Walls, CostLevel = 0.2 }), 6);
    }

    [Fact]
    public void Double_glazing_that_is_old_gets_none()
    {
        MeasurePlan plan = Plan(House(), Houses.Of(wall: 2, roof: 1.5, floor: 1.2, window: 2.6, leaks: 0.2), [Poor], Scheme, To(RenovationCatalogue.Windows));
        Assert.Equal((Windows, 0), (plan.Invested(2026), plan.AidUntil(2026)));
    }

    [Fact]
    public void A_house_that_gains_letters_gets_a_share_of_its_cost_without_tax()
    {
        Building gas = House(), electric = House(HeatingSystem.DirectElectric);
        Assert.Equal(("EC", "FC"), (Letters(gas), Letters(electric)));
        Assert.Equal([0.8 * 30_000, 0.6 * 30_000, 0.45 * 30_000, 0.1 * 30_000], Of(gas, 1));                                  // two letters: no more than of 30,000 €, and the works cost more
        Assert.Equal([0.8 * BeforeTax, 0.6 * BeforeTax, 0.45 * BeforeTax, 0.1 * BeforeTax], Of(electric, 1), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([0.8 * 40_000, 0.6 * 40_000, 0.45 * 40_000, 0.1 * 40_000], Of(electric, 3));
        Assert.Equal(AidPath.DeepRenovation, Assert.Single(Plan(gas, Houses.Draughty, [Poor], Scheme, To(RenovationCatalogue.Deep)).Aid).Path);

        IEnumerable<double> Of(Building house, double level) => new[] { Poor, Modest, Middle, Rich }.Select(h => Plan(house, Houses.Draughty, [h], Scheme, new Renovate { To = RenovationCatalogue.Deep, CostLevel = level }).AidUntil(2026));
    }

    private static string Letters(Building before)
    {
        Building after = Plan(before, Houses.Draughty, [], null, To(RenovationCatalogue.Deep)).After(2026).Buildings[0];
        LabelClimate climate = LabelClimate.At(46, 2)!;
        return $"{EnergyLabel.Of(before, Houses.Draughty, 0, climate).Letter(before, LabelRules.Today)}{EnergyLabel.Of(after, Houses.Draughty.After(after.Works), 0, climate).Letter(after, LabelRules.Today)}";
    }

    [Fact]
    public void Who_keeps_oil_gets_the_aid_of_single_works_alone()
    {
        AidGiven given = Assert.Single(Plan(House(HeatingSystem.OilBoiler), Houses.Draughty, [Poor], Scheme, To(RenovationCatalogue.Deep)).Aid);
        Assert.Equal(AidPath.SingleWorks, given.Path);
        Assert.Equal(80 * 75 + 20 / 1.82 * 100 + 60 * 25 * 0.5, given.Amount, 6);
    }

    [Fact]
    public void Works_of_one_year_are_aided_together_and_those_of_two_apart()
    {
        Measure heating = new ReplaceHeating { To = HeatingWorks.All.Single(w => w.Name == "air_heat_pump") };
        MeasurePlan together = Plan(House(HeatingSystem.OilBoiler), Houses.Draughty, [Poor], Scheme, To(RenovationCatalogue.Deep), heating);
        Assert.Equal(AidPath.DeepRenovation, Assert.Single(together.Aid).Path);
        Assert.Equal(Math.Min(0.8 * together.Invested(2026) / 1.055, 32_000), together.AidUntil(2026), 6);
        MeasurePlan apart = Plan(House(HeatingSystem.OilBoiler), Houses.Draughty, [Poor], Scheme, To(RenovationCatalogue.Walls), heating with { Years = new(2028, 2028) });
        Assert.Equal([(2026, 6000.0), (2028, 5000.0)], apart.Aid.Select(a => (a.Year, a.Amount)));
        Assert.Equal([0, 6000, 6000, 11_000], new[] { 2025, 2026, 2027, 2028 }.Select(y => apart.After(y).Buildings[0].Aid));
    }

    [Fact]
    public void Who_lets_a_home_is_counted_in_the_highest_class_and_others_get_none()
    {
        Assert.Equal(0.1 * 30_000, Aid(Poor with { Tenure = Tenure.PrivateTenant }, To(RenovationCatalogue.Deep)), 6);
        Assert.Equal(0, Aid(Poor with { Tenure = Tenure.PrivateTenant }, To(RenovationCatalogue.Walls)));
        Assert.Equal(0, Aid(Poor with { Tenure = Tenure.SocialTenant }, To(RenovationCatalogue.Deep)));
        Household elsewhere = Poor with { Building = 1 };
        Assert.Equal(0, Plan(House(), Houses.Draughty, [elsewhere], Scheme, To(RenovationCatalogue.Deep)).AidUntil(2026));                    // a second or a vacant home
        Assert.Equal(0, Plan(House() with { Use = Known<BuildingUse>.Measured(BuildingUse.Office) }, Houses.Draughty, [Poor], Scheme, To(RenovationCatalogue.Deep)).AidUntil(2026));
        Assert.Equal(0, Plan(House() with { Owner = Known<Ownership>.Measured(Ownership.Social) }, Houses.Draughty, [Poor], Scheme, To(RenovationCatalogue.Deep)).AidUntil(2026));
        Assert.Equal(0, Plan(House(built: 2012), Houses.Draughty, [Poor], Scheme, To(RenovationCatalogue.Deep)).AidUntil(2026));
    }

    [Fact]
    public void Rules_hold_in_their_years()
    {
        AidRules ended = Rules with { Works = [.. Rules.Works.Select(w => w with { From = 2027, To = 2028 })] };
        Assert.Equal([0, 6000, 6000, 0], Enumerable.Range(2026, 4).Select(y => Plan(House(), Houses.Draughty, [Poor], new(ended, null), new Renovate { To = RenovationCatalogue.Walls, Years = new(y, y) }).AidUntil(2030)));
    }

    [Fact]
    public void A_block_gets_a_share_of_what_each_home_pays_and_more_for_owners_of_low_income()
    {
        Household[] people = [Poor, Modest, Rich with { Tenure = Tenure.PrivateTenant }];
        Building block = House(HeatingSystem.DirectElectric, dwellings: 4), warm = House(dwellings: 4);
        Assert.Equal(("FC", "EC"), (Letters(block), Letters(warm)));
        MeasurePlan plan = Plan(block, Houses.Draughty, people, Scheme, To(RenovationCatalogue.Deep));
        double home = BeforeTax / 4;
        AidGiven given = Assert.Single(plan.Aid);
        Assert.Equal((AidPath.Block, 3), (given.Path, given.Homes));
        Assert.Equal(3 * 0.55 * home + 3000 + 1500, given.Amount, 6);
        Assert.Equal(3 * 0.45 * home + 3000 + 1500, Plan(warm, Houses.Draughty, people, Scheme, To(RenovationCatalogue.Deep)).AidUntil(2026), 6);               // it was not F or G
        Assert.Equal(2 * 20 / 1.82 / 4 * 100, Plan(block, Houses.Draughty, [Poor, Poor], Scheme, To(RenovationCatalogue.Deep)).AidUntil(2026), 6);                 // half of the homes are empty: windows alone
    }

    [Fact]
    public void A_plant_of_each_flat_is_its_owners_and_aided_by_itself()
    {
        Household[] people = [Poor, Modest, Rich with { Tenure = Tenure.PrivateTenant }];
        Building block = House(dwellings: 4);
        ReplaceHeating heating = new() { To = HeatingWorks.All.Single(w => w.Name == "air_heat_pump") };
        AidGiven alone = Assert.Single(Plan(block, Houses.Draughty, people, Scheme, heating).Aid);
        Assert.Equal((AidPath.SingleWorks, 2, 5000.0 + 4000), (alone.Path, alone.Homes, alone.Amount));
        AidGiven together = Assert.Single(Plan(block, Houses.Draughty, people, Scheme, To(RenovationCatalogue.Deep), heating).Aid);
        Assert.Equal(3 * 0.45 * BeforeTax / 4 + 3000 + 1500 + 5000 + 4000, together.Amount, 6);
    }

    [Fact]
    public void Aid_changes_no_choice_and_no_cost()
    {
        Territory town = ScenarioTerritory.Load(new TerritoryChoice(null, 2000, 12));
        Survey survey = Survey.Of(town, BuildingShapes.Of(town)).Assuming(ParameterSet.Default, seed: 1);
        Measure[] measures = [new Renovate { To = RenovationCatalogue.Deep, Share = 0.5, Years = new(2026, 2030) }, new ReplaceHeating { To = HeatingWorks.All[0], Share = 0.3, Years = new(2028, 2032) }];
        MeasurePlan without = MeasurePlan.Make(measures, survey, 8e6, seed: 1), with = MeasurePlan.Make(measures, survey, 8e6, seed: 1, Scheme);
        Assert.Equal(without.Works, with.Works);
        Assert.Empty(without.Aid);
        Assert.NotEmpty(with.Aid);
        Building[] after = [.. with.After(2032).Buildings];
        Assert.Equal(with.AidUntil(2032), after.Sum(b => b.Aid), 4);
        Assert.All(after, b => Assert.InRange(b.Aid, 0, b.Invested));
        Assert.Equal(without.After(2032).Buildings.Select(b => b.Invested), after.Select(b => b.Invested));
        Assert.Equal(with.Invested(2032), with.InvestedByLifetime(2032).Sum(i => i.Cost), 4);
        Assert.All(with.Parts.Zip(with.Works), p => Assert.Equal(p.Second.Cost, p.First.Sum(x => x.Cost), 6));
        Assert.Equal([17, 24, 30], with.InvestedByLifetime(2032).Select(i => i.Years));

        AidClaims claims = new(Scheme, survey);
        foreach (IGrouping<IncomeClass?, Household> group in town.Households.Where(h => h.Tenure == Tenure.Owner).GroupBy(claims.ClassOf).OrderBy(g => g.Key)) output.WriteLine($"{group.Key}: {(double)group.Count() / town.Households.Count(h => h.Tenure == Tenure.Owner):p0} of the owners");
        foreach (IGrouping<AidPath, AidGiven> path in with.Aid.GroupBy(a => a.Path)) output.WriteLine($"{path.Key}: {path.Sum(a => a.Homes)} homes, {path.Sum(a => a.Amount) / path.Sum(a => a.Homes):f0} € each");
    }

    [Theory]
    [InlineData(48.85, 2.35, null, "in or near Île-de-France")]
    [InlineData(40.4, -3.7, null, "far from France")]
    [InlineData(48.85, 2.35, AidRegion.IleDeFrance, null)]
    [InlineData(46, 2, null, null)]
    public void Aid_that_cannot_be_told_is_refused(double latitude, double longitude, AidRegion? region, string? fault)
    {
        Territory place = new() { Name = "house", Epsg = 2154, Latitude = latitude, Longitude = longitude, Terrain = new(new Grid(1, 1, 1), [0]), Buildings = [House()], Households = [Poor] };
        if (fault is null) Assert.Empty(Rules.FaultsIn(place, region));
        else Assert.Contains(fault, Assert.Single(Rules.FaultsIn(place, region)), StringComparison.Ordinal);
        Assert.Contains(Rules.FaultsIn(place with { Households = [] }, region), f => f.Contains("no households", StringComparison.Ordinal));
        if (fault is not null) Assert.StartsWith("`economy.aid`: ", Assert.Throws<InputException>(() => MeasurePlan.Make([], Survey.Of(place, BuildingShapes.Of(place)), 0, 1, new(Rules, region))).Message, StringComparison.Ordinal);
    }
}
