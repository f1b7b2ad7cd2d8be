using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Weather;

namespace TerritoryTwin.Tests.Buildings;

public class DeviceTests
{
    /// <summary>
    /// In float32 the mass is kept to 1e-6 K and an hour's power to some 1e-6 of the exchanged heat; these errors decay with the time constant and
    /// do not add up, so the sum of a year stays within the 0.01 % of the reference.
    /// </summary>
    [Fact]
    public void The_compiled_zone_needs_the_heat_of_the_closed_form_year()
    {
        using HostDevice device = new(1);
        Stock one = new(1);
        ThermalZone zone = ZoneYearTests.SyntheticFlat() with { Equipment = 1 };
        using ZoneFields zones = new([zone], [0], device);
        using IndexField profile = new(one, device, [0]);
        Field Field(string name, float value)
        {
            Field field = new(one, device, new(name, "1", "test"));
            field.Fill(value);
            return field;
        }
        Field heatBelow = Field("heat_below", 19), presence = Field("presence", 1), equipment = Field("equipment", 0), none = Field("none", 0), solar = Field("solar", 0);
        Field mass = Field("mass", 18), air = Field("air", 0), heating = Field("heating", 0), cooling = Field("cooling", 0);
        Field[] day = [.. Enumerable.Range(0, 5).Select(k => Field($"day_{k}", 0))];
        using Lookup outdoor = new(one, device, new("outdoor", "degC", "test"), members: 1);
        double heat = 0;
        for (int h = 0; h < 2 * 8760; h++)
        {
            ZoneHour hour = ZoneYearTests.SyntheticHour(h % 8760);
            equipment.Fill((float)hour.Inside);
            solar.Fill((float)hour.Solar);
            outdoor.Set([(float)hour.Outdoor]);
            device.Run(one, new StepZones(zones.Views, profile.View, profile.View, new(heatBelow.Now, presence.Now, equipment.Now, none.Now, none.Now), solar.Now, mass.Now, mass.Next, air.Now,
                heating.Now, cooling.Now, new(day[0].Now, day[1].Now, day[2].Now, day[3].Now, day[4].Now), outdoor.Values, outdoor.Where, (float)hour.Outdoor, 100, 0, 23, 0));
            mass.Advance();
            if (h >= 8760) heat += device.Sum(heating) / 1000;
        }
        Assert.Equal(4581.92, heat, 0.0001 * 4581.92);
    }

    /// <summary>Both keep fields in float32 and differ by the arithmetic of an hour: 1e-5 on what a building needs in a winter.</summary>
    [Fact]
    public void The_compiled_stock_agrees_with_the_reference_and_with_itself_on_any_number_of_threads()
    {
        WeatherYear weather = EpwReader.Read(SharedData.Data("weather/epw/FRA_Nancy_RT2012-H1b_derived.epw.gz"));
        double[][] reference = Run(new ReferenceDevice()), one = Run(new HostDevice(1)), three = Run(new HostDevice(3));
        for (int column = 0; column < reference.Length; column++)
        {
            Assert.Equal(one[column], three[column]);
            for (int b = 0; b < reference[column].Length; b++)
                Assert.Equal(reference[column][b], one[column][b], 1e-5 * Math.Abs(reference[column][b]) + 1e-3);
        }

        double[][] Run(Device device)
        {
            using (device)
            {
                using Hamlet hamlet = BuildingsModelTests.Mixed(device);
                hamlet.PutPanels((0, 3));
                using BuildingsModel model = hamlet.Year(weather, BuildingsParameters.Default, days: 90);
                IReadOnlyList<Column> columns = model.Tables(0).Single().Columns;
                return [.. new[] { "heating_need", "cooling_need", "electricity", "gas", "electricity_bought", "pv" }.Select(n => ((NumberColumn)columns.Single(c => c.Name == n)).Values)];
            }
        }
    }
}
