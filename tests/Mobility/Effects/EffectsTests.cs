using TerritoryTwin.Core;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility.Effects;

public sealed class EffectsTests
{
    private const double KilometreAnHour = 1 / 3.6;

    [Fact]
    public void Noise_on_a_road_of_unknown_slope_is_refused() =>
        Assert.Contains("a slope of NaN", Assert.Throws<TerritoryException>(() => RoadNoise.OfVehicle(NoiseCategory.Cars, 50 / 3.6, 3, new NoisyRoad(Slope: double.NaN))).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_car_gives_off_something_finite_at_every_speed_of_its_range_and_refuses_others()
    {
        foreach (Fuel fuel in Enum.GetValues<Fuel>())
        {
            foreach (EuroStandard standard in Enum.GetValues<EuroStandard>())
            {
                foreach (Pollutant pollutant in Enum.GetValues<Pollutant>())
                {
                    SpeedRange range = ExhaustEmissions.RangeOf(fuel, standard, pollutant);
                    for (double v = range.Least; v <= range.Most; v++) Assert.InRange(ExhaustEmissions.Of(fuel, standard, pollutant, v * KilometreAnHour), 0, 5);
                    foreach (double v in new[] { 0, range.Least - 0.01, range.Most + 0.01 })
                    {
                        TerritoryException refused = Assert.Throws<TerritoryException>(() => ExhaustEmissions.Of(fuel, standard, pollutant, v * KilometreAnHour));
                        Assert.Contains($"expected {range.Least} to 130 km/h", refused.Message, StringComparison.Ordinal);
                    }
                    Assert.Equal(ExhaustEmissions.Of(fuel, standard, pollutant, range.Least * KilometreAnHour), ExhaustEmissions.Of(fuel, standard, pollutant, 0, Beyond.Nearest));
                    Assert.Equal(ExhaustEmissions.Of(fuel, standard, pollutant, range.Most * KilometreAnHour), ExhaustEmissions.Of(fuel, standard, pollutant, 60, Beyond.Nearest));
                }
            }
        }
    }

    [Theory]
    [InlineData(double.NaN), InlineData(-1), InlineData(double.PositiveInfinity)]
    public void A_speed_that_is_none_is_refused_whatever_the_rule(double speed) =>
        Assert.Throws<TerritoryException>(() => FuelUse.Of(VehicleClass.Bus, Species.Fuel, speed, Beyond.Nearest));

    [Fact]
    public void The_carbon_of_the_fuel_is_that_of_the_exhaust()
    {
        foreach (VehicleClass vehicle in Enum.GetValues<VehicleClass>())
            for (int v = 10; v <= 130; v += 10)
                Assert.InRange(FuelUse.Of(vehicle, Species.CarbonDioxide, v * KilometreAnHour) / FuelUse.Of(vehicle, Species.Fuel, v * KilometreAnHour), 3.10, 3.20);
    }

    [Fact]
    public void A_petrol_car_at_fifty_takes_two_megajoules_and_a_half_a_kilometre() =>
        Assert.InRange(FuelUse.Energy(VehicleClass.PetrolCar, 50 * KilometreAnHour), 1500, 3000);

    [Fact]
    public void Twice_the_cars_are_three_decibels_more_and_twice_the_distance_three_less_from_a_road_and_six_from_a_point()
    {
        double once = RoadNoise.Weighted(RoadNoise.PowerOfMetre([new(NoiseCategory.Cars, 0.1, 14)], new())), twice = RoadNoise.Weighted(RoadNoise.PowerOfMetre([new(NoiseCategory.Cars, 0.1, 14), new(NoiseCategory.Cars, 0.1, 14)], new()));
        Assert.Equal(10 * Math.Log10(2), twice - once, tolerance: 1e-9);
        Assert.Equal(10 * Math.Log10(2), RoadNoise.DivergenceOfLine(50) - RoadNoise.DivergenceOfLine(25), tolerance: 1e-9);
        Assert.Equal(20 * Math.Log10(2), RoadNoise.DivergenceOfPoint(50) - RoadNoise.DivergenceOfPoint(25), tolerance: 1e-9);
    }

    [Fact]
    public void A_road_without_traffic_is_silent_and_one_that_stands_still_is_refused()
    {
        Assert.All(RoadNoise.PowerOfMetre([new(NoiseCategory.Cars, 0, 0)], new()), level => Assert.Equal(double.NegativeInfinity, level));
        Assert.Contains("speed above 0", Assert.Throws<TerritoryException>(() => RoadNoise.PowerOfMetre([new(NoiseCategory.Cars, 0.1, 0)], new(), Beyond.Nearest)).Message, StringComparison.Ordinal);
        Assert.Contains("expected 20 to 130 km/h", Assert.Throws<TerritoryException>(() => RoadNoise.PowerOfMetre([new(NoiseCategory.Cars, 0.1, 5)], new())).Message, StringComparison.Ordinal);
        Assert.Contains("2015 or 2020", Assert.Throws<TerritoryException>(() => RoadNoise.PowerOfMetre([new(NoiseCategory.Cars, 0.1, 15)], new(Version: 2017))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Slow_vehicles_make_the_noise_of_twenty_kilometres_an_hour_by_the_rule_of_the_directive() =>
        Assert.Equal(RoadNoise.OfVehicle(NoiseCategory.Heavy, 20 * KilometreAnHour, 3, new()), RoadNoise.OfVehicle(NoiseCategory.Heavy, 8 * KilometreAnHour, 3, new(), Beyond.Nearest));
}
