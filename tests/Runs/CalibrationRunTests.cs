using System.Globalization;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Weather;

namespace TerritoryTwin.Tests.Runs;

/// <summary>Runs of a town whose consumption was measured.</summary>
public sealed class CalibrationRunTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-calibration-").FullName;

    private string At(string name) => Path.Combine(_folder, name);

    private void Write(string name, string text) => File.WriteAllText(At(name), text);

    private RunRecord Run(string name, int threads = 2)
    {
        using HostDevice device = new(threads);
        using ScenarioRunner runner = new(device);
        return runner.Run(runner.Read(At($"{name}.yaml")), At(name), TinyTown.Silent, CancellationToken.None);
    }

    // Every other district heats less, every third has more appliances.
    private static UseFactors Truth(int district) => new(district % 2 == 0 ? 0.8 : 1.2, district % 3 == 0 ? 1.15 : 0.9);

    // What a town with these factors uses, as meters would tell it.
    private string[] MeasureTown(string scenario)
    {
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        Scenario read = runner.Read(At(scenario));
        using Stage stage = Stage.Set(read, new LastTerritory(), device, cache: null, new Stopwatches());
        Building[] buildings = [.. stage.Territory.Buildings];
        string[] districts = [.. DistrictUse.Homes(stage.Territory).Select(b => buildings[b].District).Distinct().Order(StringComparer.Ordinal)];
        foreach (int b in DistrictUse.Homes(stage.Territory)) buildings[b] = buildings[b] with { UseFactors = Truth(Array.IndexOf(districts, buildings[b].District)) };
        Territory truth = stage.Territory with { Buildings = buildings };
        using Simulation simulation = new(stage.SetupOf(2023, read) with { Territory = truth });
        simulation.WarmUp();
        while (!simulation.Done) simulation.Step();
        foreach (Balance balance in simulation.Balances()) Assert.True(balance.Closes, $"{balance}");
        foreach ((string name, Carrier carrier) in new[] { ("electricity", Carrier.Electricity), ("gas", Carrier.Gas) })
            Write($"{name}.csv", "annee;code_iris;code_grand_secteur;conso_totale_mwh\n" + string.Concat(simulation.UseByDistrict().Select(d => string.Create(CultureInfo.InvariantCulture, $"2023;{d.District};RESIDENTIEL;{d.Of(carrier) / 1000:R}\n"))));
        return districts;
    }

    [Fact]
    public void A_town_that_lives_otherwise_is_found_by_its_meters_within_the_stated_uncertainty()
    {
        Write("base.yaml", TinyTown.Baseline.Replace("simulate: [2028, 2030]", "simulate: [2030]") + "outputs: [{ table: buildings }]\n");
        string[] districts = MeasureTown("base.yaml");
        Write("calibrated.yaml", "name: Calibrated\nextends: base.yaml\ncalibration: { electricity: electricity.csv, gas: gas.csv, years: 2023 }\n");
        Write("cooler.yaml", "name: Cooler\nextends: calibrated.yaml\nbehaviour: { heating_set_point: 18 °C }\n");
        RunRecord bare = Run("base"), run = Run("calibrated"), cooler = Run("cooler");
        CalibrationRow[] rows = [.. run.Calibration!.Rows.Where(static r => r.Standing == "used")];
        Assert.Equal(districts, run.Calibration.Rows.Select(static r => r.District).Distinct());
        CalibrationRow[] each = [.. rows.DistinctBy(static r => r.District)];
        double Away(CalibrationRow r) => (r.Heating - Truth(Array.IndexOf(districts, r.District)).Heating) / r.HeatingDeviation;
        double AppliancesAway(CalibrationRow r) => (r.Appliances - Truth(Array.IndexOf(districts, r.District)).Appliances) / r.AppliancesDeviation;
        output.WriteLine($"heating {each.Max(r => Math.Abs(Away(r))):f2}, appliances {each.Max(r => Math.Abs(AppliancesAway(r))):f2} deviations at most; {run.Calibration.Measured:f0} measured, {run.Calibration.Before:f0} before, {run.Calibration.After:f0} after");
        Assert.All(each, r => Assert.InRange(Away(r), -2, 2));
        Assert.All(each, r => Assert.InRange(AppliancesAway(r), -2, 2));
        Assert.All(rows, r => Assert.InRange(r.After, r.Measured - 2 * r.Error, r.Measured + 2 * r.Error));
        Assert.True(rows.Sum(static r => Math.Abs(r.After - r.Measured)) < 0.5 * rows.Sum(static r => Math.Abs(r.Before - r.Measured)));

        // Beside the figure without factors, which a run without them gives but for the heat of appliances.
        Assert.Equal(bare.Value("energy_bought"), run.Value("energy_bought_uncalibrated"), tolerance: 0.005 * bare.Value("energy_bought"));
        Assert.NotEqual(bare.Value("energy_bought"), run.Value("energy_bought"));
        Assert.False(double.IsFinite(bare.Value("energy_bought_uncalibrated")));
        Assert.Null(bare.Calibration);
        Assert.True(File.Exists(At("calibrated/calibration.csv")) && !File.Exists(At("base/calibration.csv")));
        Assert.Equal(run.Calibration.Rows, RunRecord.Read(At("calibrated")).Calibration!.Rows);

        // Factors are those of the town, not of what a scenario asks.
        Assert.Equal(run.Calibration.Rows, cooler.Calibration!.Rows);
        Assert.True(cooler.Value("energy_bought") < 0.95 * run.Value("energy_bought"));

        Run("calibrated", threads: 1);
        Assert.Equal(run.Files, RunRecord.Read(At("calibrated")).Files);
    }

    [Fact]
    public void A_measured_year_is_corrected_by_its_degree_hours_and_what_does_not_count_is_told()
    {
        string[] skies = [SharedData.Data("weather/epw/FRA_Nancy_RT2012-H1b_derived.epw.gz"), SharedData.Data("weather/epw/FRA_AR_Lyon-Bron.AP.074800_TMYx.2004-2018.epw")];
        for (int k = 0; k < skies.Length; k++) File.Copy(skies[k], At($"{k}{(k == 0 ? ".epw.gz" : ".epw")}"));
        Write("base.yaml", $"name: As it is\nterritory: {{ generate: {{ inhabitants: 2000, seed: 12 }} }}\nweather: {{ epw: 0.epw.gz, elevation: none, years: [{{ year: 2021, epw: 0.epw.gz }}, {{ year: 2023, epw: 1.epw }}] }}\nyears: 2026-2030\noutputs: [{{ table: uses }}]\n"
            + "calibration: { electricity: electricity.csv, years: 2021-2023 }\n");
        Write("electricity.csv", "annee;code_iris;code_grand_secteur;conso_totale_mwh\n2021;Centre ancien;RESIDENTIEL;2400\n2022;Centre ancien;RESIDENTIEL;2500\n2023;Centre ancien;RESIDENTIEL;2500\n2023;Les Lilas;RESIDENTIEL;s\n");
        RunRecord run = Run("base");
        CalibrationRow[] centre = [.. run.Calibration!.Rows.Where(static r => r.District == "Centre ancien")];
        double[] hours = [.. skies.Select(static s => EpwReader.Read(s, out _).Hours.Where(static (_, h) => new DateTime(2001, 1, 1).AddHours(h).Month is < 6 or > 9).Sum(static h => Math.Max(0, 17 - h.DryBulb)))];
        Assert.Equal([hours[0] / hours[1], double.NaN, 1], centre.Select(static r => r.Weather));
        Assert.Equal(["used", "used", "used"], centre.Select(static r => r.Standing));
        Assert.Equal((1.5, "both"), (centre[0].Heating, centre[0].Held));
        Assert.True(centre[0].Before > centre[2].Before);                            // Nancy is colder than Lyon
        Assert.Contains(run.Calibration.Rows, static r => r is { District: "Les Lilas", Year: 2023, Standing: "secret", Heating: 1, HeatingDeviation: 0.25, Held: "none" });
        Assert.Contains(run.Calibration.Rows, static r => r is { District: "Les Lilas", Year: 2021, Standing: "absent" });
        foreach (string told in new[] { "calibration: homes of 1 of 38 districts", "calibration: the weather of 2022 is not given", "calibration: heating of Centre ancien is held at 1.50; measurements ask for ", "1 of 114 measurements do not count, since they are secret: Les Lilas electricity 2023", "110 of 114 measurements do not count, since they are absent from the file" })
            Assert.Contains(run.Notes, n => n.Contains(told, StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
