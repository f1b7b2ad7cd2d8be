using TerritoryTwin.Buildings;

namespace TerritoryTwin.Tests.Buildings;

public class TypologyTests(ITestOutputHelper output)
{
    /// <summary>
    /// The monthly method of TABULA uses a share of the gains (its η, 0.87 to 0.95); the hourly method finds its own. With gains of 15 to 45 kWh/m²
    /// that is 1 to 6 kWh/m². It controls the operative temperature, 30 % of which is air that must be warmer than cold walls.
    /// </summary>
    [Fact]
    public void The_forty_reference_buildings_of_France_need_what_their_typology_says()
    {
        List<double> biases = [];
        foreach (Dictionary<string, double> row in Reference())
        {
            double area = row["A_C_Ref"], days = row["HeatingDays"], kelvinHours = 24 * days * (20 - row["Theta_e"]) / 1000;
            double reduction = row["q_ht_tr"] / (row["h_Transmission"] * kelvinHours);
            ThermalZone zone = ThermalZone.Of(area, MassClass.Medium) with
            {
                HeatCapacity = row["c_m"] * 3600 * area, Opaque = reduction * row["h_Transmission"] * area, Infiltration = reduction * row["h_Ventilation"] * area,
            };
            zone = zone with { MassArea = Math.Max(zone.MassArea, 1.2 * zone.Opaque / 9.1), SurfaceArea = Math.Max(zone.SurfaceArea, 1.5 * zone.Opaque / 9.1) };
            int hours = (int)Math.Round(24 * days);
            double sun = row["q_sol"] * area * 1000 / days;                                                    // Wh a day
            ZoneHour[] season = [.. Enumerable.Range(0, hours).Select(h => new ZoneHour(
                row["Theta_e"] - 4 * Math.Cos(2 * Math.PI * (h % 24 - 4) / 24), sun * Math.PI / 16 * Math.Max(0, Math.Sin(Math.PI * (h % 24 + 0.5 - 8) / 8)) * (h % 24 is >= 8 and < 16 ? 1 : 0),
                row["phi_int"] * area, 20, 100))];
            double need = ZoneYear.Run(zone, season, radiantShare: BuildingsParameters.RadiantShare).Heating / area;
            biases.Add(need / row["q_h_nd"] - 1);
            output.WriteLine($"{row["row"]}: {need:f1} kWh/m², TABULA {row["q_h_nd"]:f1}, {biases[^1]:p1}");
        }
        Assert.Equal(40, biases.Count);
        Assert.All(biases, b => Assert.InRange(b, -0.08, 0));
        Assert.InRange(biases.Average(), -0.045, -0.035);
    }

    [Fact]
    public void Each_archetype_gives_back_the_heat_transfer_of_its_reference_building()
    {
        List<Dictionary<string, string>> rows = Core();
        foreach (TypicalEnvelope typical in Typology.Rows)
        {
            string code = typical.Size switch { DwellingSize.Detached => "SFH", DwellingSize.Terraced => "TH", DwellingSize.SmallBlock => "MFH", _ => "AB" };
            Dictionary<string, string> row = rows.Single(r => r["Code_BuildingSizeClass"] == code && int.Parse(r["Year2_Building"]) == Math.Min(9999, typical.Until));
            double Area(string part) => row.Where(p => p.Key.StartsWith($"A_Calc_{part}_", StringComparison.Ordinal) && char.IsDigit(p.Key[^1])).Sum(p => Number(p.Value));
            double walls = Area("Wall") + Area("Door"), roof = Area("Roof"), floor = Area("Floor"), windows = Area("Window");
            double loss = walls * typical.WallU + roof * typical.RoofU + floor * typical.FloorU * typical.FloorFactor + windows * typical.WindowU
                + (walls + roof + floor + windows) * typical.Bridges;
            double expected = Number(row["h_Transmission"]) * Number(row["A_C_Ref"]);
            Assert.InRange(loss / expected, 0.99, 1.01);
        }
    }

    private static IEnumerable<Dictionary<string, double>> Reference()
    {
        int n = 0;
        foreach (Dictionary<string, string> row in Core())
        {
            Dictionary<string, double> numbers = new(StringComparer.Ordinal) { ["row"] = ++n };
            foreach (string column in new[] { "A_C_Ref", "HeatingDays", "Theta_e", "h_Transmission", "h_Ventilation", "q_ht_tr", "q_sol", "phi_int", "c_m", "q_h_nd" })
                numbers[column] = Number(row[column]);
            yield return numbers;
        }
    }

    private static List<Dictionary<string, string>> Core() =>
        [.. Csv.Texts(SharedData.Data("buildings-fr/tabula/tabula_fr_core.csv")).Where(r => r["Code_BuildingVariant"].StartsWith("FR.N", StringComparison.Ordinal))];

    private static double Number(string text) => text.Length == 0 ? 0 : double.Parse(text);
}
