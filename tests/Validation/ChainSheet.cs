using TerritoryTwin.Files.Verification;
using TerritoryTwin.Tests.Verification;

namespace TerritoryTwin.Tests.Validation;

/// <summary>Fifteen climates, from the weather file to a roof and a flat.</summary>
internal static class ChainSheet
{
    public static Sheet Of()
    {
        IReadOnlyList<CaseResult> all = CaseFolders.Of("annual-chain").Results;
        CaseTable table = new(SharedData.Reference("annual_chain/annual_results_by_weather.csv"));
        string[] places = [.. table.Where(null).Select(row => Place(table.Cell(row, "file")!))];
        Sheet sheet = new("From the weather file to the panels and the flat", "Fifteen weather files; reference: pvlib and an implementation of ISO 13790 in another language (`tests/Cases/annual-chain` says what the flat is).");
        sheet.Table("quantity", "values", "mean difference", "greatest difference", "where", "ours", "reference", "allowed", "agrees");
        foreach (IGrouping<string, CaseResult> quantity in all.GroupBy(r => r.Quantity))
        {
            CaseResult[] rows = [.. quantity];
            int worst = Enumerable.Range(0, rows.Length).MaxBy(n => CaseSheets.Misfit(rows[n]));
            double Share(CaseResult r) => r.Expected.Low == 0 ? 0 : r.Difference / r.Expected.Low;
            sheet.Row(rows.All(r => r.Agrees), quantity.Key, $"{rows.Length}", Sheet.Percent(rows.Average(Share)), Sheet.Percent(Share(rows[worst])), places[worst],
                Sheet.Show(rows[worst].Found), Sheet.Show(rows[worst].Expected.Low), Sheet.Show(rows[worst].Allowed));
        }
        sheet.Table("climate", "GHI, kWh/m²", "reference", "yield, kWh/kW", "reference", "old flat, heat kWh", "reference", "cold kWh", "reference", "new flat, heat kWh", "reference", "cold kWh", "reference");
        for (int n = 0; n < places.Length; n++)
        {
            CaseResult Of(string quantity) => all.Where(r => r.Quantity == quantity).ElementAt(n);
            string[] cells = [.. new[] { "global", "yield", "old_heating", "old_cooling", "new_heating", "new_cooling" }.SelectMany(q => new[] { $"{Of(q).Found:0}", $"{Of(q).Expected.Low:0}" })];
            sheet.Plain([places[n], .. cells]);
        }
        return sheet;
    }

    private static string Place(string file) => file.Split(".epw")[0].Replace('_', ' ');
}
