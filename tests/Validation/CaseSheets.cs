using TerritoryTwin.Files.Verification;
using TerritoryTwin.Tests.Verification;

namespace TerritoryTwin.Tests.Validation;

/// <summary>The case folders, for each quantity the row that fits worst and the mean over all rows.</summary>
internal static class CaseSheets
{
    private static readonly (string Title, string About, string[] Kinds)[] Domains =
    [
        ("Sun and sky", "Position of the sun, split and transposition of radiation, clear skies, panels. References: NREL's solar position algorithm, pvlib, PVLIB for Matlab.",
            ["sun-position", "sun-times", "transposition", "plane-year", "decomposition", "clear-sky", "photovoltaic"]),
        ("Sky view, horizons and shadows", "Closed forms of streets, courts, basins and walls, and the 1 m raster of central Gothenburg against UMEP.", ["sky-view", "horizon", "shadow"]),
        ("Crowns", "Sky and crowns seen from under and between them, and the sun under their lower edge, in closed form.", ["crown-view", "crown-shadow"]),
        ("Rooms", "The hourly method of ISO 13790 against annex C, against years of another program of the same method, and against heat balances by hand; networks of heat in closed form, and the room of two masses against VDI 6007-1.", ["zone-step", "zone-year", "heat-chain", "two-mass-room", "room-year"]),
        ("Comfort", "Indices of thermal comfort against pythermalcomfort, UMEP, ISO 7730 and Höppe.", ["utci", "wet-bulb-globe", "room-comfort", "physiological-temperature"]),
        ("Street heat in closed form", "Radiation in streets, ground, air that the wind carries, evaporation, heat islands: closed forms and worked examples.",
            [
                "canyon-shortwave", "longwave-down", "ground-wave", "ground-step", "carried-mode", "mixed-mode", "cloud", "rotation", "steady-square", "steady-fin", "steady-layer", "grass-day", "grass-hour",
                "town-fluxes", "heat-island",
            ]),
        ("Demand, emissions, noise and traffic in closed form", "Balancing, gravity and choice; exhaust by EMEP and HBEFA, noise by CNOSSOS-EU; kinematic waves, queues and signals.", ["demand", "emissions", "noise", "traffic-dynamics"]),
        ("Traffic assignment", "Flows, objective and cost of all on road networks: Braess by hand, Sioux Falls and Anaheim against the published and an independent solver's figures.", ["assignment"]),
        ("Shortest paths", "A street corner by hand, and times on Sioux Falls and Anaheim by an independent program that relaxes all links until nothing changes.", ["shortest-paths"]),
        ("Public transport", "Arrivals and means over an hour by hand, and how a ride in a full bus feels.", ["public-transport", "crowding"]),
        ("Maps", "Projections against PROJ 9.1.", ["projection"]),
    ];

    public static IEnumerable<Sheet> All()
    {
        (CaseFile File, IReadOnlyList<CaseResult> Results)[] cases = [.. CaseFolders.Names.Where(n => !n.StartsWith("bestest", StringComparison.Ordinal)).Select(CaseFolders.Of)];
        foreach ((string title, string about, string[] kinds) in Domains)
        {
            Sheet sheet = new(title, about);
            sheet.Table("case", "quantity", "values", "mean difference", "ours, where it fits worst", "reference", "difference", "allowed", "agrees");
            foreach ((CaseFile file, IReadOnlyList<CaseResult> results) in cases.Where(c => kinds.Contains(c.File.Kind)))
            {
                foreach (IGrouping<string, CaseResult> quantity in results.GroupBy(r => r.Quantity))
                {
                    CaseResult worst = quantity.MaxBy(Misfit)!;
                    sheet.Row(quantity.All(r => r.Agrees), Path.GetFileName(file.Folder), quantity.Key, $"{quantity.Count()}", Rounded(quantity.Average(r => r.Difference), worst.Allowed),
                        Sheet.Show(worst.Found), worst.Expected.IsRange ? $"{Sheet.Show(worst.Expected.Low)} to {Sheet.Show(worst.Expected.High)}" : Sheet.Show(worst.Expected.Low),
                        Rounded(worst.Difference, worst.Allowed), Sheet.Show(worst.Allowed));
                }
            }
            yield return sheet;
        }
    }

    /// <summary>Difference over what is allowed, in hundredths: below that it is rounding, which another machine may do otherwise.</summary>
    public static double Misfit(CaseResult r) => r.Allowed == 0 ? Math.Abs(r.Difference) : Math.Round(Math.Abs(r.Difference) / r.Allowed, 2);

    private static string Rounded(double difference, double allowed) =>
        allowed == 0 ? Sheet.Show(difference) : Math.Abs(difference) < 0.01 * allowed ? $"< {Sheet.Digits(0.01 * allowed)}" : Sheet.Show(Math.Round(difference / allowed, 2) * allowed);
}
