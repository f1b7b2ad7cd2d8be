using TerritoryTwin.Buildings;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Weather;
using TerritoryTwin.Solar;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Validation;

/// <summary>Generated years beside the files from whose monthly normals they are made.</summary>
internal static class GeneratedWeatherSheet
{
    private static readonly string[] Files =
        ["FRA_AR_Lyon-Bron.AP.074800_TMYx.2004-2018.epw", "FRA_Nancy_RT2012-H1b_derived.epw.gz", "FRA_La.Rochelle_RT2012-H2b_derived.epw.gz", "FRA_Carpentras_RT2012-H2d_derived.epw.gz"];

    public static Sheet Of()
    {
        Sheet sheet = new("Generated weather", "A year made from the monthly normals of a file, mean of seeds 1 and 2, beside the file itself. No tolerance is published; the bands are ours: what a scenario needs to lead to the same conclusion.");
        sheet.Table("place", "quantity", "generated", "file", "difference", "band", "agrees");
        foreach (string file in Files)
        {
            WeatherYear measured = EpwReader.Read(SharedData.Data("weather/epw/" + file));
            double[][] generated = [.. new ulong[] { 1, 2 }.Select(seed => Quantities(WeatherGenerator.Generate(MonthlyNormals.Of(measured), seed)))];
            double[] found = [.. generated[0].Zip(generated[1], (a, b) => (a + b) / 2)], expected = Quantities(measured);
            (string Name, double Band)[] rows = [("global, kWh/m²", 0.01), ("direct normal, kWh/m²", 0.10), ("south wall, kWh/m²", 0.05), ("yield, kWh/kW", 0.03), ("degree days, K d", 0.03), ("heat of an old flat, kWh", 0.05)];
            string place = file.Split('_')[file.Contains("RT2012", StringComparison.Ordinal) ? 1 : 2].Split(".AP")[0];
            for (int n = 0; n < rows.Length; n++)
            {
                double difference = found[n] / expected[n] - 1;
                sheet.Row(Math.Abs(difference) <= rows[n].Band, place, rows[n].Name, $"{found[n]:0}", $"{expected[n]:0}", Sheet.Percent(difference), $"± {100 * rows[n].Band:0} %");
            }
        }
        return sheet;
    }

    private static double[] Quantities(WeatherYear year)
    {
        WeatherTotals totals = WeatherTotals.Of(year);
        Sky[] skies = SkyModel.Of(year);
        TiltedPlane roof = TiltedPlane.TowardsEquator(year.Latitude, 30);
        ThermalZone flat = ThermalZone.Of(68, MassClass.Medium) with { Windows = 42, Opaque = 60, Infiltration = 45, Azimuth = 180, Opaques = [2, 0, 1.4, 0] };
        double heat = ZoneYear.Run(flat, year, _ => new(200, 19, double.PositiveInfinity), diffuseTransmission: 1, skyDrop: 0).Heating;
        return [totals.Global, totals.DirectNormal, new TiltedPlane(90, 180).Under(skies).Sum(h => h.Total) / 1000, new PhotovoltaicYear(roof).Yield(year), totals.HeatingDegreeDays, heat];
    }
}
