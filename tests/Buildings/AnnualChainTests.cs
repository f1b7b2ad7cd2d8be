using TerritoryTwin.Buildings;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Weather;

namespace TerritoryTwin.Tests.Buildings;

public class AnnualChainTests
{
    public static TheoryData<string> Files()
    {
        TheoryData<string> files = [];
        string table = Path.Combine(Environment.GetEnvironmentVariable("TWIN_REFERENCE") ?? Path.Combine(SharedData.Repository, "..", "shared", "reference"), "annual_chain/annual_results_by_weather.csv");
        if (!File.Exists(table)) files.Add("none");
        else foreach (Dictionary<string, string> row in Csv.Texts(table)) files.Add(row["file"]);
        return files;
    }

    [Theory, MemberData(nameof(Files))]
    public void A_flat_needs_the_reference_heat_and_cold_in_every_climate(string file)
    {
        Dictionary<string, string> row = Csv.Texts(SharedData.Reference("annual_chain/annual_results_by_weather.csv")).Single(r => r["file"] == file);
        WeatherYear weather = EpwReader.Read(SharedData.Data("weather/epw/" + file));
        Check("old", Flat(wallU: 2.0, windowU: 4.2, g: 0.75, airChange: 0.8));
        Check("new", Flat(wallU: 0.22, windowU: 1.4, g: 0.5, airChange: 0.35));

        void Check(string state, ThermalZone flat)
        {
            ZoneYearResult year = ZoneYear.Run(flat, weather, Operation, diffuseTransmission: 1, skyDrop: 0);
            double heat = double.Parse(row[$"flat_{state}_heat_kWh"]), cool = double.Parse(row[$"flat_{state}_cool_kWh"]), peak = double.Parse(row[$"flat_{state}_peak_kW"]);
            Assert.Equal(heat, year.Heating, Math.Max(15, 0.02 * heat));
            Assert.Equal(cool, year.Cooling, Math.Max(15, 0.04 * cool));
            Assert.Equal(peak, year.PeakHeating, 0.05 * peak);
        }
    }

    private static ZoneOperation Operation(int h)
    {
        int hour = h % 24;
        return new(68 * (hour is 7 or 8 or >= 18 and <= 22 ? 4.2 : 2.6), hour is >= 6 and < 22 ? 19 : 16.5, 26);
    }

    private static ThermalZone Flat(double wallU, double windowU, double g, double airChange) => ThermalZone.Of(68, MassClass.Medium) with
    {
        Windows = 10 * windowU, Opaque = 30 * wallU, Infiltration = 1200 * airChange * 170 / 3600, MaxCooling = double.PositiveInfinity,
        Azimuth = 180, Opaques = [.. new double[] { 6, 0, 4, 0 }.Select(a => 0.9 * 0.7 * 0.75 * g * a)],
    };
}
