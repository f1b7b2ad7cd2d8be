using TerritoryTwin.Core;
using TerritoryTwin.Ensembles;

namespace TerritoryTwin.Tests.Ensembles;

/// <summary>Factors on heating and appliances from measured consumption, without a simulation.</summary>
public class UseCalibrationTests
{
    private const double More = 1.1;

    // Electricity, gas, oil, wood, district heat.
    private static readonly DistrictUse Mixed = new("Centre", 100, 0, [300_000, 600_000, 0, 0, 0], 250_000, [120_000, 150_000, 0, 0, 0]);
    private static readonly DistrictUse MixedEquipped = Mixed with { Heating = [296_000, 594_000, 0, 0, 0], Appliances = More * 250_000 };
    private static readonly DistrictUse Boilers = new("Boilers", 100, 0, [0, 800_000, 0, 0, 0], 0, [0, 0, 0, 0, 0]);

    [Fact]
    public void What_was_drawn_is_found_again_as_surely_as_is_said()
    {
        const int districts = 2000;
        RandomStream lots = new(7, "twin experiment");
        double[] heating = new double[districts], appliances = new double[districts];
        for (int k = 0; k < districts; k++)
        {
            double h = 1 + UseCalibration.HeatingPrior * lots.NextNormal(), e = 1 + UseCalibration.AppliancesPrior * lots.NextNormal(), o = 1 + UseCalibration.OtherPrior * lots.NextNormal();
            List<MeasuredUse> measured = [];
            foreach ((Carrier carrier, double plugged, double spared) in new[] { (Carrier.Electricity, 250_000.0, -40_000.0), (Carrier.Gas, 0.0, -60_000.0) })
            {
                double truth = h * Mixed.Heating[(int)carrier] + e * plugged + (e - 1) * spared + o * Mixed.Other[(int)carrier];
                measured.Add(new(carrier, 2023, truth, 1));
                measured[^1] = measured[^1] with { Energy = truth + UseCalibration.ErrorOf(Mixed, measured[^1]) * lots.NextNormal() };
            }
            CalibratedUse found = UseCalibration.Of(Mixed, MixedEquipped, More, measured);
            heating[k] = (found.Asked.Heating - h) / found.HeatingDeviation;
            appliances[k] = (found.Asked.Appliances - e) / found.AppliancesDeviation;
        }
        foreach (double[] errors in new[] { heating, appliances })
        {
            // The error of a measurement is a share of it, so that high ones count less than they should: a bias of a few hundredths of a deviation.
            Assert.InRange(errors.Average(), -0.1 - 4 / Math.Sqrt(districts), 0.1 + 4 / Math.Sqrt(districts));
            Assert.InRange(errors.Sum(static x => x * x) / districts, 1 - 4 * Math.Sqrt(2.0 / districts), 1 + 4 * Math.Sqrt(2.0 / districts));
        }
    }

    [Fact]
    public void One_measurement_of_heat_alone_counts_by_how_sure_both_are()
    {
        double y = 640_000, prior = UseCalibration.HeatingPrior * 800_000, error = UseCalibration.MeasurementError * 800_000;     // of what is simulated, which is more
        CalibratedUse found = UseCalibration.Of(Boilers, Boilers with { Appliances = 0 }, More, [new(Carrier.Gas, 2023, y, 1)]);
        double gain = prior * prior / (prior * prior + error * error);
        Assert.Equal(1 + gain * (y / 800_000 - 1), found.Factors.Heating, tolerance: 1e-12);
        Assert.Equal(UseCalibration.HeatingPrior * Math.Sqrt(1 - gain), found.HeatingDeviation, tolerance: 1e-12);
        Assert.Equal((1.0, UseCalibration.AppliancesPrior), (found.Factors.Appliances, found.AppliancesDeviation));
        CalibratedUse unknown = UseCalibration.Of(Boilers, Boilers, More, [new(Carrier.Gas, 2023, y, null)]);
        double wider = error * error + Math.Pow(UseCalibration.WeatherError * 800_000, 2);
        Assert.Equal(1 + prior * prior / (prior * prior + wider) * (y / 800_000 - 1), unknown.Factors.Heating, tolerance: 1e-12);
    }

    [Fact]
    public void Years_are_filtered_as_a_walk_and_each_by_its_weather()
    {
        (int Year, double Energy, double Weather)[] years = [(2020, 700_000, 0.9), (2021, 900_000, 1.1), (2023, 750_000, 1)];
        double mean = 1, variance = Math.Pow(UseCalibration.HeatingPrior, 2);
        int before = 2020;
        foreach ((int year, double energy, double weather) in years)
        {
            variance += (year - before) * UseCalibration.Drift * UseCalibration.Drift;
            before = year;
            double heat = weather * 800_000, error = Math.Pow(UseCalibration.MeasurementError * Math.Max(energy, heat), 2);
            double gain = variance * heat / (heat * variance * heat + error);
            mean += gain * (energy - heat * mean);
            variance *= 1 - gain * heat;
        }
        CalibratedUse found = UseCalibration.Of(Boilers, Boilers, More, [.. years.Reverse().Select(static y => new MeasuredUse(Carrier.Gas, y.Year, y.Energy, y.Weather))]);
        Assert.Equal(mean, found.Factors.Heating, tolerance: 1e-12);
        Assert.Equal(Math.Sqrt(variance), found.HeatingDeviation, tolerance: 1e-12);
    }

    [Theory]
    [InlineData(3, 1.5)]
    [InlineData(0.1, 0.5)]
    public void A_factor_stops_at_its_bound_and_what_was_asked_is_kept(double over, double bound)
    {
        CalibratedUse found = UseCalibration.Of(Mixed, MixedEquipped, More, [new(Carrier.Electricity, 2023, 670_000, 1), new(Carrier.Gas, 2023, over * 750_000, 1)]);
        Assert.Equal(bound, found.Factors.Heating);
        Assert.True(over > 1 ? found.Asked.Heating > bound : found.Asked.Heating < bound);
        Assert.InRange(found.Factors.Appliances, 0.6, 1.4);
        // Electricity as simulated, with more heat in it: the likeliest appliances beside that heat use less, and the other way round.
        Assert.True(over > 1 ? found.Factors.Appliances < 1 : found.Factors.Appliances > 1);
    }

    [Fact]
    public void What_nobody_uses_and_no_measurement_at_all_move_nothing()
    {
        Assert.Equal(new UseFactors(1, 1), UseCalibration.Of(Boilers, Boilers, More, []).Factors);
        Assert.Equal(new UseFactors(1, 1), UseCalibration.Of(Boilers, Boilers, More, [new(Carrier.DistrictHeat, 2023, 5000, 1)]).Factors);
    }
}
