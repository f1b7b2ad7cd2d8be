using TerritoryTwin.Buildings;

namespace TerritoryTwin.Tests.Buildings;

public class ZoneYearTests
{
    [Theory]
    [InlineData("600", 2_024_016.0, 2.95)]
    [InlineData("900", 307_750.0 * 48, 2.43)]
    public void The_box_of_the_hourly_method_keeps_to_its_reference_hour_by_hour(string name, double capacity, double massAreaPerFloor)
    {
        List<Dictionary<string, double>> rows = Csv.Numbers(SharedData.Reference($"iso13790_5r1c/bestest_{name}_5r1c_hourly.csv"));
        ThermalZone zone = Box(capacity, massAreaPerFloor);
        ZoneYearResult year = ZoneYear.Run(zone, [.. rows.Select(r => new ZoneHour(r["theta_e"], r["phi_sol_W"], 200, 20, 27))]);

        double heat = rows.Sum(r => Math.Max(r["phi_hc_W"], 0)) / 1000, cool = rows.Sum(r => Math.Max(-r["phi_hc_W"], 0)) / 1000;
        Assert.Equal(heat, year.Heating, 0.0005 * heat);
        Assert.Equal(cool, year.Cooling, 0.0005 * cool);
        Assert.True(year.Air.Zip(rows).Max(pair => Math.Abs(pair.First - pair.Second["theta_air"])) <= 0.01);
        Assert.InRange(year.Imbalance, 0, 1e-6);
    }

    [Fact]
    public void A_flat_in_closed_form_weather_needs_its_4581_92_kWh()
    {
        ThermalZone zone = SyntheticFlat();
        ZoneHour[] hours = [.. Enumerable.Range(0, 8760).Select(SyntheticHour)];
        ZoneYearResult year = ZoneYear.Run(zone, hours, firstMass: 18);
        Assert.Equal(4581.92, year.Heating, 0.0001 * 4581.92);

        List<Dictionary<string, double>> months = Csv.Numbers(SharedData.Reference("iso13790_5r1c/synthetic_year_monthly.csv"));
        int first = 0;
        foreach (Dictionary<string, double> month in months)
        {
            int last = first + 24 * DateTime.DaysInMonth(2001, (int)month["month"]);
            double heat = year.Power[first..last].Sum(p => Math.Max(p, 0)) / 1000;
            Assert.Equal(month["heat_kWh"], heat, Math.Max(0.0001 * month["heat_kWh"], 1e-3));
            Assert.Equal(month["Tair_mean"], year.Air[first..last].Average(), 1e-3);
            first = last;
        }
        foreach (Dictionary<string, double> row in Csv.Numbers(SharedData.Reference("iso13790_5r1c/synthetic_year_hours.csv")))
        {
            int h = (int)row["hour_index0"];
            Assert.Equal(row["theta_e"], hours[h].Outdoor, 1e-5);
            Assert.Equal(row["phi_sol"], hours[h].Solar, 1e-4);
            Assert.Equal(row["phi_hc"], year.Power[h], 1e-3);
            Assert.Equal(row["theta_air"], year.Air[h], 1e-4);
            Assert.Equal(row["theta_m_end"], year.MassEnd[h], 1e-4);
        }
    }

    [Fact]
    public void An_impossible_zone_is_refused_with_all_its_faults()
    {
        ThermalZone zone = ThermalZone.Of(50, MassClass.Light) with { Windows = -1, Opaque = 1e6, HeatCapacity = double.NaN };
        Assert.Equal(3, zone.Faults().Count());
        string message = Assert.Throws<ArgumentException>(() => ZoneYear.Run(zone, [new ZoneHour(5, 0, 0, 20, 26)])).Message;
        Assert.Contains("windows", message, StringComparison.Ordinal);
        Assert.Contains("heat capacity", message, StringComparison.Ordinal);
        Assert.Contains("enlarge the mass area", message, StringComparison.Ordinal);
        Assert.Empty(SyntheticFlat().Faults());
    }

    internal static ThermalZone SyntheticFlat() =>
        ThermalZone.Of(68, MassClass.Medium) with { Windows = 18.4, Opaque = 62, Ventilation = 28.3333, MaxHeating = 6000 };

    internal static ZoneHour SyntheticHour(int h)
    {
        double d = h / 24.0;
        int hr = h % 24;
        double outdoor = 11 - 8.5 * Math.Cos(2 * Math.PI * (d - 20) / 365) - 4 * Math.Cos(2 * Math.PI * (hr - 3) / 24);
        double solar = hr is >= 6 and < 18 ? Math.Max(0, Math.Sin(Math.PI * (hr - 6) / 12)) * (900 - 500 * Math.Cos(2 * Math.PI * (d - 10) / 365)) : 0;
        return new(outdoor, solar, hr is >= 7 and < 9 or >= 18 and < 23 ? 350 : 180, HeatBelow: 19, CoolAbove: 100);
    }

    /// <summary>The low- or high-mass box of ASHRAE 140 as the hourly method's reference describes it.</summary>
    internal static ThermalZone Box(double capacity, double massAreaPerFloor) => new()
    {
        FloorArea = 48, HeatCapacity = capacity, MassArea = massAreaPerFloor * 48, SurfaceArea = 171.6, SurfaceToAir = 2.1 * 171.6,
        Windows = 37.2, Opaque = 51.468, Infiltration = 17.9742, MaxCooling = double.PositiveInfinity,
    };
}
