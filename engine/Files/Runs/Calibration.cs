using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Ensembles;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Files.Runs;

/// <summary>Lays measured consumption beside a year of the homes as they stand, and moves their use. docs/physics/calibration.md.</summary>
/// <param name="stage">Of the scenario that holds the calibration: its territory, its weather.</param> <param name="reference">That scenario.</param> <param name="choice">Which files and years.</param>
/// <param name="stop">Ends it.</param>
internal sealed class Calibration(Stage stage, Scenario reference, CalibrationChoice choice, CancellationToken stop)
{
    /// <summary>Years of the buildings alone that it takes.</summary>
    public const int SimulatedYears = 3;

    private const double MoreAppliances = 1.1, ToMegawattHours = 1e-3, Told = 0.2;
    private const double Threshold = 17;            // °C; SDES corrects energy for climate by degree-days below 17 °C, from October to May, recalled
    private static readonly int FirstOfJune = 24 * 151, FirstOfOctober = 24 * 273;
    private readonly WeatherYear _weather = stage.WeatherOf(choice.Years.Last);

    /// <summary>The territory with factors, what they are, and what a reader must know of it.</summary>
    /// <exception cref="InputException">A file has faults; all of them.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public (Territory Territory, CalibrationRecord Record, IReadOnlyList<string> Notes) Run()
    {
        Territory territory = stage.Territory;
        MeasuredConsumption measured = MeasuredConsumption.Read(choice, territory);
        IReadOnlyList<DistrictUse> before = Year(territory), equipped = Year(With(territory, static _ => new UseFactors(1, MoreAppliances)));
        Dictionary<(string, Carrier, int), MeasuredRow> rows = measured.Rows.ToDictionary(static r => (r.District, r.Carrier, r.Year));
        Dictionary<int, double?> weather = Enumerable.Range(choice.Years.First, choice.Years.Count).ToDictionary(static y => y, WeatherOf);
        Dictionary<string, CalibratedUse> found = before.Zip(equipped).ToDictionary(static d => d.First.District, d => UseCalibration.Of(d.First, d.Second, MoreAppliances,
            [.. measured.Rows.Where(r => r.District == d.First.District && r.Energy is not null).Select(r => new MeasuredUse(r.Carrier, r.Year, r.Energy!.Value / ToMegawattHours, weather[r.Year]))]), StringComparer.Ordinal);
        Territory calibrated = With(territory, d => found[d].Factors);
        IReadOnlyList<DistrictUse> after = Year(calibrated);
        CalibrationRow[] told = [.. before.Zip(after).SelectMany(d => choice.Files.SelectMany(f => weather.Select(w => RowOf(d.First, d.Second, f.Carrier, w.Key, w.Value, rows.GetValueOrDefault((d.First.District, f.Carrier, w.Key)), found[d.First.District]))))];
        CalibrationRow[] last = [.. told.Where(r => r.Year == choice.Years.Last && r.Standing == CalibrationRow.Used)];
        CalibrationRecord record = new(choice.Years.Last, last.Sum(static r => r.Measured), last.Sum(static r => r.Before), last.Sum(static r => r.After), told);
        return (calibrated, record, [.. measured.Notes, .. Notes(record, before, found, weather)]);
    }

    private static CalibrationRow RowOf(DistrictUse before, DistrictUse after, Carrier carrier, int year, double? weather, MeasuredRow? row, CalibratedUse found)
    {
        double heating = weather ?? 1, simulated = before.Of(carrier, heating) * ToMegawattHours;
        string standing = row is null ? CalibrationRow.Absent : row.Energy is null ? CalibrationRow.Secret : simulated == 0 ? CalibrationRow.NotSimulated : CalibrationRow.Used;
        bool used = standing == CalibrationRow.Used;
        double measured = row?.Energy ?? double.NaN;
        return new(before.District, CodeWords<Carrier>.Of(carrier), year, standing, measured,
            used ? ToMegawattHours * UseCalibration.ErrorOf(before, new(carrier, year, measured / ToMegawattHours, weather)) : double.NaN, simulated, after.Of(carrier, heating) * ToMegawattHours,
            weather ?? double.NaN, row?.Sites ?? double.NaN, before.Dwellings, found.Factors.Heating, found.HeatingDeviation, found.Factors.Appliances, found.AppliancesDeviation,
            CalibrationRow.Holds[(found.HeatingIsHeld ? 1 : 0) + (found.AppliancesAreHeld ? 2 : 0)]);
    }

    private IEnumerable<string> Notes(CalibrationRecord record, IReadOnlyList<DistrictUse> homes, Dictionary<string, CalibratedUse> found, Dictionary<int, double?> weather)
    {
        yield return Text($"calibration: homes of {record.Rows.Where(static r => r.Standing == CalibrationRow.Used).Select(static r => r.District).Distinct().Count()} of {homes.Count} districts by consumption of {YearsText.Show(choice.Years)}; in {record.Year}, where it is known, {record.Measured:0} MWh were measured, {record.Before:0} MWh are simulated without factors and {record.After:0} MWh with them, districts being {record.Apart.Before:0} and {record.Apart.After:0} MWh apart from what was measured, under the weather and the habits of {Path.GetFileName(choice.Beside)} and before any measure");
        int[] unknown = [.. weather.Where(static w => w.Value is null).Select(static w => w.Key)];
        if (unknown.Length > 0) yield return Text($"calibration: the weather of {string.Join(", ", unknown)} is not given (`weather.years`), so heating is compared uncorrected, with an error of {UseCalibration.WeatherError:0%} more");
        foreach ((string district, CalibratedUse use) in found.OrderBy(static f => f.Key, StringComparer.Ordinal))
        {
            if (use.HeatingIsHeld) yield return Text($"calibration: heating of {district} is held at {use.Factors.Heating:0.00}; measurements ask for {use.Asked.Heating:0.00}. Look for homes, heating systems or meters that are wrong there");
            if (use.AppliancesAreHeld) yield return Text($"calibration: appliances of {district} are held at {use.Factors.Appliances:0.00}; measurements ask for {use.Asked.Appliances:0.00}. Look for homes or meters that are wrong there");
        }
        foreach (string standing in new[] { CalibrationRow.Secret, CalibrationRow.Absent, CalibrationRow.NotSimulated })
            if (record.Rows.Where(r => r.Standing == standing).ToArray() is { Length: > 0 } idle)
                yield return Text($"calibration: {idle.Length} of {record.Rows.Count} measurements do not count, since they are {standing switch { CalibrationRow.Secret => "secret", CalibrationRow.Absent => "absent from the file", _ => "of a carrier that no home there is simulated to use" }}: {string.Join(", ", idle.Take(5).Select(static r => $"{r.District} {r.Carrier} {r.Year}"))}{(idle.Length > 5 ? "…" : "")}");
        if (record.Rows.Where(r => r.Carrier == "electricity" && r.Year == record.Year && Math.Abs(r.Meters / r.Dwellings - 1) > Told).ToArray() is { Length: > 0 } others)
            yield return Text($"calibration: meters and dwellings differ by more than {Told:0%} in {others.Length} districts, which factors cannot tell from use: {string.Join(", ", others.Take(5).Select(static r => FormattableString.Invariant($"{r.District} {r.Meters:0} meters, {r.Dwellings:0} dwellings")))}{(others.Length > 5 ? "…" : "")}");
        if (homes.Sum(static d => d.Empty) is > 0 and int empty) yield return Text($"calibration: of {homes.Sum(static d => d.Dwellings)} dwellings in districts {empty} are taken to be second homes or to stand empty, as without it");
        yield return Text($"calibration: other buildings than homes, and homes without a district, are left as they are; selections by `need` and `bill` go by what is estimated without factors");
    }

    /// <summary>A year of the buildings alone, in the weather of the last measured year where it is known.</summary>
    private IReadOnlyList<DistrictUse> Year(Territory territory)
    {
        Setup setup = stage.SetupOf(choice.Years.Last, reference).BuildingsAlone;
        using Simulation simulation = new(setup with { Territory = setup.Parameters.Of<PopulationChange>().Of(territory), Weather = [_weather] });
        simulation.WarmUp();
        while (!simulation.Done)
        {
            simulation.Step();
            stop.ThrowIfCancellationRequested();
        }
        return simulation.UseByDistrict();
    }

    // Where nobody ever heats there is nothing to correct.
    private double? WeatherOf(int year) => stage.MeasuredWeather(year) is not { } measured ? null : DegreeHours(_weather) is > 0 and var simulated ? DegreeHours(measured) / simulated : 1;

    private static double DegreeHours(WeatherYear weather) => weather.Hours.Select(static (h, n) => n < FirstOfJune || n >= FirstOfOctober ? Math.Max(0, Threshold - h.DryBulb) : 0).Sum();

    private static Territory With(Territory territory, Func<string, UseFactors> factors)
    {
        Building[] buildings = [.. territory.Buildings];
        foreach (int home in DistrictUse.Homes(territory)) buildings[home] = buildings[home] with { UseFactors = factors(buildings[home].District) };
        return territory with { Buildings = buildings };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
