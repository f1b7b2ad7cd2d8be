using TerritoryTwin.Buildings;
using TerritoryTwin.Core;
using TerritoryTwin.Indicators;

namespace TerritoryTwin.Tests.Buildings;

public class DominanceTests
{
    private static Building[] Street(Source ofLargest, float confidence) =>
        [.. Enumerable.Range(0, 21).Select(k => Hamlet.House(k) with { Heating = k == 0 ? new(HeatingSystem.OilBoiler, ofLargest, confidence) : Known<HeatingSystem>.Measured(HeatingSystem.GasBoiler) })];

    [Fact]
    public void A_building_is_told_from_a_twentieth_on_and_a_guess_from_a_tenth_on()
    {
        double[] values = [20, .. Enumerable.Repeat(5.0, 20)];                    // 16.7 % and twenty times 4.2 %
        IReadOnlyList<Dominance> told = Dominance.Of(Street(Source.Guessed, 0.2f), "energy_bought", values);
        Assert.Equal(["", "heating"], told.Select(d => d.Attribute));
        Assert.All(told, d => Assert.Equal(("b1", 20.0 / 120, 1), (d.Building, d.Share, d.Buildings)));
        Assert.Contains("heating = oil_boiler", told[0].Guessed);
        Assert.Contains("the building b1 (dwelling) alone holds 16.7 % of the energy bought", told[0].Told("energy bought"), StringComparison.Ordinal);
        Assert.Equal([""], Dominance.Of(Street(Source.Guessed, 0.2f), "energy_bought", [10, .. Enumerable.Repeat(5.0, 20)]).Select(d => d.Attribute));          // 9.1 %
        Assert.Empty(Dominance.Of(Street(Source.Guessed, 0.2f), "energy_bought", [5, .. Enumerable.Repeat(5.0, 20)]));                                          // 4.8 %
    }

    [Theory]
    [InlineData(Source.Typical, 0.3f, true)]          // a lot drawn from the shares of a class
    [InlineData(Source.Typical, 0.4f, false)]
    [InlineData(Source.Measured, 0.95f, false)]
    public void What_is_no_surer_than_a_lot_counts_as_guessed(Source source, float confidence, bool guessed) =>
        Assert.Equal(guessed, Dominance.Of(Street(source, confidence), "co2", [20, .. Enumerable.Repeat(5.0, 20)]).Any(d => d.Attribute == "heating"));

    [Fact]
    public void Uses_by_carrier_sum_to_the_carriers_and_name_the_largest_user()
    {
        Table buildings = new("buildings",
        [
            Text("id", "a", "b"), Text("heating", "gas_boiler", "air_heat_pump"), Text("hot_water", "direct_electric", "air_heat_pump"),
            Number("energy_heating", 900, 300), Number("energy_stove", 0, 120), Number("energy_hot_water", 200, 100), Number("energy_appliances", 200, 250), Number("energy_cooking", 50, 40), Number("energy_auxiliaries", 10, 5), Number("energy_cooling", 0, 7), Number("energy_battery", 0, 2),
        ]);
        Table uses = UseResults.Table(buildings, charged: [0, 30]);
        Assert.Equal(["heating", "stove", "hot_water", "appliances", "cooking", "auxiliaries", "cooling", "batteries", "charging"], uses.Texts("energy_use"));
        Assert.Equal([300, 0, 300, 450, 40, 15, 7, 2, 30], uses.Numbers("electricity"));
        Assert.Equal([900, 0, 0, 0, 50, 0, 0, 0, 0], uses.Numbers("gas"));
        Assert.Equal([0, 120, 0, 0, 0, 0, 0, 0, 0], uses.Numbers("wood"));
        Assert.Equal(["a", "b", "a", "b", "a", "a", "b", "b", "b"], uses.Texts("largest_user"));
        Assert.Equal([0.75, 1, 200.0 / 300, 250.0 / 450, 50.0 / 90, 10.0 / 15, 1, 1, 1], uses.Numbers("largest_share"));
        Table still = UseResults.Table(buildings, charged: [0, 0]);
        Assert.Equal(("", 0.0, double.NaN), (still.Texts("largest_user")[8], still.Numbers("electricity")[8], still.Numbers("largest_share")[8]));

        static TextColumn Text(string name, params string[] values) => new(new(name, "", name), values);
        static NumberColumn Number(string name, params double[] values) => new(new(name, "kWh", name), values);
    }
}
