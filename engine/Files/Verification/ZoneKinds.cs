using TerritoryTwin.Buildings;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Weather;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of a heated zone.</summary>
internal static class ZoneKinds
{
    private const double None = 1000;       // °C; a set-point that is never met

    public static CaseKind ZoneStep { get; } = new(
        "zone-step", "One hour of a zone by the hourly method of ISO 13790, annex C, with every value on its way.",
        [
            .. ZoneInputs.Mass,
            ("air_exchange", "H_ve [W/K]"), ("outdoor", "θ_e [°C]"), ("supply", "of the air that comes in, θ_sup [°C]; optional, `outdoor`"),
            ("mass_before", "θ_m,t−1 [°C]"), ("inside", "φ_int [W]; optional, 0"), ("solar", "φ_sol [W]; optional, 0"),
            ("heat_below", "set-point [°C]; optional, no heating"), ("cool_above", "set-point [°C]; optional, no cooling"),
        ],
        [
            ("mass_to_surface", "H_tr,ms [W/K]"), ("outdoor_to_mass", "H_tr,em [W/K]"), ("surface_to_air", "H_tr,is [W/K]"), ("h1", "H_tr,1 [W/K]"), ("h2", "H_tr,2 [W/K]"), ("h3", "H_tr,3 [W/K]"),
            ("gain_air", "φ_ia [W]"), ("gain_surface", "φ_st [W]"), ("gain_mass", "φ_m [W]"), ("free_air", "air without heating or cooling [°C]"),
            ("power_unlimited", "that would hold the set-point, heating positive, cooling negative [W]"), ("power", "within what the system can do [W]"), ("mass_drive", "φ_m,tot [W]"),
            ("mass_end", "θ_m,t [°C]"), ("mass", "θ_m, mean of the hour [°C]"), ("surface", "θ_s [°C]"), ("air", "θ_air [°C]"), ("operative", "θ_op [°C]"), ("imbalance", "remainder of the heat balance [W]"),
        ],
        inputs =>
        {
            ThermalZone zone = ZoneInputs.Zone(inputs);
            double outdoor = inputs.Number("outdoor", -100, 100);
            ZoneHour hour = new(outdoor, inputs.Number("solar", -1e9, 1e9, 0), inputs.Number("inside", -1e9, 1e9, 0),
                inputs.Number("heat_below", -100, 100, -None), inputs.Number("cool_above", -100, 100, None));
            double supply = inputs.Number("supply", -100, 100, outdoor), air = inputs.Number("air_exchange", 0, 1e9), before = inputs.Number("mass_before", -100, 200);
            ZoneInputs.Check(inputs, zone);
            return AnnexCStep.Solve(zone, hour, supply, air, before);
        });

    public static CaseKind ZoneYear { get; } = new(
        "zone-year", "A zone hour by hour by the hourly method of ISO 13790: under a weather file, under given hours, or under waves in closed form.",
        [
            .. ZoneInputs.Mass, .. ZoneInputs.Envelope,
            ("volume", "of the rooms [m³]; with the air changes below"), ("air_capacity", "of the air [J/(m³ K)]; optional, 1200"),
            ("infiltration", "[W/K]; hours; optional, 0"), ("infiltration_rate", "[1/h]; hours; optional, 0"),
            ("ventilation", "in addition [W/K]; hours, so that { 18-7: 300, else: 0 } ventilates by night; optional, 0"), ("ventilation_rate", "in addition [1/h]; hours; optional, 0"),
            ("weather", "EPW file (.epw, .epw.gz); or `outdoor`"),
            ("outdoor", "[°C]; hours; in place of `weather`"),
            ("solar", "sun taken in less the exchange with the sky [W]; hours; in addition to what windows and walls take in; optional, 0"),
            ("inside", "people and appliances [W]; hours; optional, 0"),
            ("heat_below", "set-point [°C]; hours; `none` without heating; optional, none"),
            ("cool_above", "set-point [°C]; hours; `none` without cooling; optional, none"),
            ("control", "which temperature is held: air or operative; optional, air"),
            ("albedo", "of the ground; optional, 0.2"), ("diffuse_transmission", "of glass for diffuse light, against normal incidence; optional, 1"),
            ("sky_drop", "how much colder than the air the sky radiates [K]; hours; optional, from the longwave radiation of the weather, else 11"),
            ("start_mass", "mass temperature at the very start [°C]; optional, 20"), ("runs", "how often the year is run; the last counts; optional, 2"),
            ("hours", "CSV file with a row for each hour, for values given as `column NAME`; optional, else 8,760 hours"),
            ("hour", "from 0: the hour of the quantities `…_then`; optional"),
            ("expected_air", "[°C]; hours: what `air_difference` compares with; optional"), ("expected_power", "[W]; hours: what `power_difference` compares with; optional"),
        ],
        [
            ("heating", "heat needed [kWh]"), ("cooling", "cold needed [kWh]"), ("peak_heating", "largest hourly power [kW]"), ("peak_cooling", "[kW]"),
            ("minimum_air", "coldest hour [°C]"), ("mean_air", "[°C]"), ("maximum_air", "hottest hour [°C]"),
            ("solar_gain", "sun taken in over the year, exchange with the sky not counted [kWh]"), ("hours_above_26", "hours with air above 26 °C"),
            ("imbalance", "largest remainder of an hour's heat balance, over the largest power of that hour"),
            ("power_then", "in `hour`, heating positive, cooling negative [W]"), ("air_then", "in `hour` [°C]"), ("mass_then", "at the end of `hour` [°C]"),
            ("air_difference", "largest difference from `expected_air` in any hour [K]"), ("power_difference", "largest difference from `expected_power` in any hour [W]"),
        ],
        RunYear);

    private static Dictionary<string, double> RunYear(CaseInputs inputs)
    {
        (ThermalZone zone, List<SunlitPart> sunlit) = ZoneInputs.WithEnvelope(inputs, ZoneInputs.Zone(inputs), inputs.Number("albedo", 0, 1, 0.2));
        WeatherYear? weather = inputs.OptionalPath("weather") is { } path ? EpwReader.Read(path) : null;
        HourValues hours = new(inputs, weather?.Hours.Count ?? 8760);
        if (weather is null && sunlit.Count > 0) inputs.Told("weather", "is missing; windows and walls take their sun from a weather file", 0);
        if (weather != null && hours.Count != weather.Hours.Count) inputs.Told("hours", $"has {hours.Count} rows; the weather has {weather.Hours.Count} hours", 0);
        if (weather != null && inputs.Section.Node("outdoor") != null) inputs.Told("outdoor", "cannot stand beside `weather`; remove one", 0);
        double[] outdoor = weather is null ? hours.Read("outdoor", -100, 100, null) : [.. weather.Hours.Select(h => h.DryBulb)];
        double[] drop = inputs.Section.Node("sky_drop") is null && weather != null ? [.. weather.Hours.Select(SkyDrop)] : hours.Read("sky_drop", -50, 100, 11);
        double[] infiltration = AirExchange(inputs, hours, "infiltration"), ventilation = AirExchange(inputs, hours, "ventilation");
        double most = infiltration.Zip(ventilation).Max(a => a.First + a.Second);
        double[] solar = hours.Read("solar", -1e9, 1e9, 0), inside = hours.Read("inside", -1e9, 1e9, 0);
        double[] heat = hours.Read("heat_below", -100, 100, double.NegativeInfinity, double.NegativeInfinity), cool = hours.Read("cool_above", -100, 200, double.PositiveInfinity, double.PositiveInfinity);
        double start = inputs.Number("start_mass", -100, 200, 20), diffuse = inputs.Number("diffuse_transmission", 0, 1, 1);
        int runs = inputs.Whole("runs", 1, 10, 2);
        string control = inputs.Text("control") ?? "air";
        if (control is not ("air" or "operative")) inputs.Told("control", $"is `{control}`; expected air or operative", 0);
        for (int h = 0; h < hours.Count; h++)
        {
            if (heat[h] <= cool[h]) continue;
            inputs.Told("heat_below", $"is {heat[h]:R} in hour {h}, above `cool_above`, {cool[h]:R}", 0);
            break;
        }
        ZoneInputs.Check(inputs, zone);

        double[] taken = weather is null ? new double[hours.Count] : SunlitPart.Taken(sunlit, SkyModel.Of(weather), diffuse);
        ZoneHour[] year = [.. Enumerable.Range(0, hours.Count).Select(h => new ZoneHour(
            outdoor[h], taken[h] + solar[h], inside[h], heat[h], cool[h], most > 0 ? (infiltration[h] + ventilation[h]) / most : 0, drop[h]))];
        ZoneYearResult found = Buildings.ZoneYear.Run(zone with { Ventilation = most }, year, start, runs, control == "operative" ? BuildingsParameters.RadiantShare : 0);
        return Quantities(inputs, hours, found, taken.Zip(solar).Sum(s => s.First + s.Second) / 1000);
    }

    private static double SkyDrop(WeatherHour weather) => weather.SkyLongwave > 0 ? weather.DryBulb - SkyTemperature.Of(weather.SkyLongwave) : 11;

    private static double[] AirExchange(CaseInputs inputs, HourValues hours, string name)
    {
        double[] conductance = hours.Read(name, 0, 1e9, 0), rate = hours.Read(name + "_rate", 0, 1000, 0);
        if (rate.All(r => r == 0)) return conductance;
        double perChange = inputs.Number("air_capacity", 100, 5000, 1200) * inputs.Number("volume", 0.1, 1e8) / 3600;
        return [.. conductance.Zip(rate).Select(a => a.First + a.Second * perChange)];
    }

    private static Dictionary<string, double> Quantities(CaseInputs inputs, HourValues hours, ZoneYearResult found, double solar)
    {
        Dictionary<string, double> quantities = new()
        {
            ["heating"] = found.Heating, ["cooling"] = found.Cooling, ["peak_heating"] = found.PeakHeating, ["peak_cooling"] = found.PeakCooling,
            ["minimum_air"] = found.MinimumAir, ["mean_air"] = found.MeanAir, ["maximum_air"] = found.MaximumAir,
            ["solar_gain"] = solar, ["hours_above_26"] = found.Air.Count(a => a > 26), ["imbalance"] = found.Imbalance,
        };
        if (inputs.Section.Node("hour") != null)
        {
            int hour = inputs.Whole("hour", 0, hours.Count - 1);
            quantities["power_then"] = found.Power[hour];
            quantities["air_then"] = found.Air[hour];
            quantities["mass_then"] = found.MassEnd[hour];
        }
        if (inputs.Section.Node("expected_air") != null) quantities["air_difference"] = Largest(found.Air, hours.Read("expected_air", -1000, 1000, null));
        if (inputs.Section.Node("expected_power") != null) quantities["power_difference"] = Largest(found.Power, hours.Read("expected_power", -1e12, 1e12, null));
        return quantities;
    }

    private static double Largest(double[] found, double[] expected) => found.Zip(expected).Max(pair => Math.Abs(pair.First - pair.Second));
}
