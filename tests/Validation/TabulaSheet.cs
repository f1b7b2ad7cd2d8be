using TerritoryTwin.Buildings;
using TerritoryTwin.Files.Verification;

namespace TerritoryTwin.Tests.Validation;

/// <summary>The forty reference buildings of France: heat need by the hourly method beside that of their typology.</summary>
internal static class TabulaSheet
{
    public static Sheet Of()
    {
        CaseTable table = new(SharedData.Data("buildings-fr/tabula/tabula_fr_core.csv"));
        int[] rows = [.. table.Where(null).Where(row => table.Cell(row, "Code_BuildingVariant")!.StartsWith("FR.N", StringComparison.Ordinal))];
        Sheet sheet = new("Forty buildings of TABULA", "Useful heat of the existing state over the typology's season, 208.7 days at 7.1 °C, 20 °C indoors (operative). The typology's monthly method uses a fixed share of\n"
            + "the gains and no dynamics; −8 % to 0 is what that difference explains (1 to 6 kWh/m² of gains, and the air of leaky houses that must be warmer than their walls).");
        sheet.Table("building", "ours, kWh/m²", "TABULA, kWh/m²", "difference", "agrees");
        List<double> biases = [];
        foreach (int row in rows)
        {
            double Number(string column) => CaseInputs.Parse(table.Cell(row, column)!) ?? 0;
            double need = Need(Number), reference = Number("q_h_nd"), bias = need / reference - 1;
            biases.Add(bias);
            sheet.Row(bias is >= -0.08 and <= 0, table.Cell(row, "Code_BuildingVariant")!.Replace(".Gen.ReEx.001.001", "", StringComparison.Ordinal), $"{need:0}", $"{reference:0}", Sheet.Percent(bias));
        }
        sheet.Note($"Mean difference {Sheet.Percent(biases.Average())}, from {Sheet.Percent(biases.Min())} to {Sheet.Percent(biases.Max())}.");
        return sheet;
    }

    private static double Need(Func<string, double> number)
    {
        double area = number("A_C_Ref"), days = number("HeatingDays"), outdoor = number("Theta_e");
        double reduction = number("q_ht_tr") / (number("h_Transmission") * 24 * days * (20 - outdoor) / 1000);      // the typology's share of unheated times and rooms
        ThermalZone zone = ThermalZone.Of(area, MassClass.Medium) with
        {
            HeatCapacity = number("c_m") * 3600 * area, Opaque = reduction * number("h_Transmission") * area, Infiltration = reduction * number("h_Ventilation") * area,
        };
        zone = zone with { MassArea = Math.Max(zone.MassArea, 1.2 * zone.Opaque / 9.1), SurfaceArea = Math.Max(zone.SurfaceArea, 1.5 * zone.Opaque / 9.1) };
        double noon = number("q_sol") * area * 1000 / days * Math.PI / 16;                                          // W, of eight hours of sun
        ZoneHour[] season = [.. Enumerable.Range(0, (int)Math.Round(24 * days)).Select(h => h % 24).Select(hour => new ZoneHour(
            outdoor - 4 * Math.Cos(2 * Math.PI * (hour - 4) / 24), hour is >= 8 and < 16 ? noon * Math.Sin(Math.PI * (hour + 0.5 - 8) / 8) : 0, number("phi_int") * area, 20, 100))];
        return ZoneYear.Run(zone, season, radiantShare: BuildingsParameters.RadiantShare).Heating / area;
    }
}
