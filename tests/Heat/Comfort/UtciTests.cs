using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Heat;
using Double = TerritoryTwin.Compute.Double;

namespace TerritoryTwin.Tests.Heat;

public sealed class UtciTests
{
    [Fact]
    public void Float32_is_within_a_thousandth_of_a_kelvin_over_the_whole_range()
    {
        const int count = 100_000;
        Stock people = new(count);
        RandomStream random = new(1, "utci");
        float[] air = new float[count], radiant = new float[count], wind = new float[count], vapour = new float[count];
        for (int k = 0; k < count; k++)
        {
            air[k] = (float)random.Between(-49.9, 49.9);
            radiant[k] = air[k] + (float)random.Between(-29.9, 69.9);
            wind[k] = (float)random.Between(0, 20);
            vapour[k] = (float)random.Between(0, Math.Min(5000, Utci.SaturationPressure(new Double(air[k])).V));
        }
        using HostDevice host = new(2);
        using ReferenceDevice reference = new();
        float[] found = On(host), expected = On(reference);
        Assert.InRange(Enumerable.Range(0, count).Max(k => Math.Abs(found[k] - expected[k])), 0, 0.001f);

        float[] On(Device device)
        {
            using Field a = Filled(device, "air", air), r = Filled(device, "radiant", radiant), w = Filled(device, "wind", wind), v = Filled(device, "vapour", vapour), utci = Filled(device, "utci", new float[count]);
            device.Run(people, new RateStress(a.Now, r.Now, w.Now, v.Now, utci.Now));
            return utci.ToArray();
        }

        Field Filled(Device device, string name, float[] values)
        {
            Field field = new(people, device, new(name, "1", "test"));
            field.Write(values);
            return field;
        }
    }

    [Theory]
    [InlineData(51, 51, 1, 1000), InlineData(-51, -51, 1, 5), InlineData(30, -1, 1, 1000), InlineData(30, 101, 1, 1000), InlineData(40, 40, 1, 5001), InlineData(30, 30, 1, -1)]
    [InlineData(double.NaN, 30, 1, 1000), InlineData(30, double.NaN, 1, 1000), InlineData(30, 30, double.NaN, 1000), InlineData(30, 30, 1, double.NaN)]
    public void Beyond_what_it_was_fitted_to_the_index_is_missing(double air, double radiant, double wind, double vapour) => Assert.Equal(double.NaN, Of(air, radiant, wind, vapour));

    [Theory]
    [InlineData(0, 0.5), InlineData(25, 17)]
    public void Wind_beyond_its_range_counts_as_its_end(double wind, double end) => Assert.Equal(Of(30, 40, end, 1500), Of(30, 40, wind, 1500));

    [Fact]
    public void Shade_wind_and_dry_air_relieve_a_hot_day()
    {
        double sunny = Of(34, 65, 1, 1800);
        Assert.True(Of(34, 40, 1, 1800) < sunny - 5);
        Assert.True(Of(34, 65, 4, 1800) < sunny);
        Assert.True(Of(34, 65, 1, 1000) < sunny);
    }

    [Fact]
    public void Water_saturates_as_the_temperature_scale_of_1990_has_it()
    {
        Assert.Equal(611.657, Utci.SaturationPressure(new Double(0.01)).V, tolerance: 0.01);
        Assert.Equal(2339.2, Utci.SaturationPressure(new Double(20)).V, tolerance: 0.5);
    }

    /// <summary>The table's own saturation pressure, which takes log(1 + T) for log T.</summary>
    [Fact]
    public void The_table_of_reference_agrees_with_its_own_saturation_pressure_and_not_with_the_published_one()
    {
        double worst = 0, worstWithin = 0;
        foreach (ReferenceRow row in ReferenceTable.Read("thermal_comfort/utci.csv").Rows)
        {
            double air = row["tdb_C"], t = air + 273.15, saturated = Utci.SaturationPressure(new Double(air)).V, vapour = saturated * row["rh_pct"] / 100;
            double theirs = vapour * Math.Pow((t + 1) / t, 2.7150305);
            Assert.Equal(row["utci_C"], Polynomial(air, row["tmrt_C"], row["v10_ms"], theirs), tolerance: 0.001);
            double off = Math.Abs(Polynomial(air, row["tmrt_C"], row["v10_ms"], vapour) - row["utci_C"]);
            worst = Math.Max(worst, off);
            if (vapour < 4500) worstWithin = Math.Max(worstWithin, off);
        }
        Assert.InRange(worst, 0.6, 0.65);
        Assert.InRange(worstWithin, 0, 0.15);
    }

    [Theory]
    [InlineData(-41, "extreme cold stress"), InlineData(9, "no thermal stress"), InlineData(25.9, "no thermal stress"), InlineData(26, "moderate heat stress"), InlineData(37.9, "strong heat stress")]
    [InlineData(46, "extreme heat stress")]
    public void An_index_has_its_class(double utci, string name) => Assert.Equal(name, HeatStress.Of(utci).Name);

    [Fact]
    public void A_missing_index_has_no_class() => Assert.Throws<ArgumentOutOfRangeException>(() => HeatStress.Of(double.NaN));

    private static double Of(double air, double radiant, double wind, double vapour) => Utci.Of<Double>(new(air), new(radiant), new(wind), new(vapour)).V;

    private static double Polynomial(double air, double radiant, double wind, double vapour) => Utci.Polynomial<Double>(new(air), new(radiant), new(wind), new(vapour)).V;
}
