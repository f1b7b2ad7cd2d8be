using TerritoryTwin.Solar;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of radiation split, of clear skies and of panels.</summary>
internal static class SkyKinds
{
    public static CaseKind Decomposition { get; } = new(
        "decomposition", "Global radiation split into direct and diffuse.",
        [("global", "GHI [W/m²]"), ("zenith", "of the sun [°]"), ("day", "of the year, 1 to 366"), ("pressure", "for DISC [Pa]; optional, 101325")],
        [
            ("clearness", "global over extraterrestrial, horizontal"), ("erbs_direct", "DNI, Erbs 1982 [W/m²]"), ("erbs_diffuse", "DHI [W/m²]"),
            ("boland_direct", "DNI, Boland 2008 [W/m²]"), ("boland_diffuse", "DHI [W/m²]"), ("disc_direct", "DNI, Maxwell 1987 [W/m²]"),
        ],
        inputs =>
        {
            double global = inputs.Number("global", 0, 2000), zenith = inputs.Number("zenith", 0, 180);
            int day = inputs.Whole("day", 1, 366);
            double above = Extraterrestrial.Normal(day);
            (double erbsDirect, double erbsDiffuse) = Solar.Decomposition.Erbs(global, zenith, above);
            (double bolandDirect, double bolandDiffuse) = Solar.Decomposition.Boland(global, zenith, above);
            return new Dictionary<string, double>
            {
                ["clearness"] = Solar.Decomposition.Clearness(global, zenith, above), ["erbs_direct"] = erbsDirect, ["erbs_diffuse"] = erbsDiffuse,
                ["boland_direct"] = bolandDirect, ["boland_diffuse"] = bolandDiffuse,
                ["disc_direct"] = Solar.Decomposition.Disc(global, zenith, day, inputs.Number("pressure", 10_000, 120_000, 101325)),
            };
        });

    public static CaseKind ClearSky { get; } = new(
        "clear-sky", "Radiation under a sky without clouds.",
        [
            ("zenith", "of the sun, with refraction [°]"), ("altitude", "of the place [m]"), ("pressure", "[Pa]; optional, of the altitude"), ("linke_turbidity", "for Ineichen and Perez; optional, 3"),
            ("extraterrestrial", "normal to the rays [W/m²]"), ("air_mass", "relative; optional, of the zenith"), ("absolute_air_mass", "optional, relative × pressure"),
            ("optical_depth_380", "of aerosols at 380 nm, for Bird; optional, 0.15"), ("optical_depth_500", "at 500 nm, for Bird; optional, 0.1"), ("water", "precipitable, for Bird [cm]; optional, 1.5"),
            ("optical_depth_700", "for Solis; optional, 0.1"), ("water_solis", "[cm]; optional, 1"),
        ],
        [.. new[] { "ineichen", "bird", "solis" }.SelectMany(m => new[] { ($"{m}_global", "GHI [W/m²]"), ($"{m}_direct", "DNI [W/m²]"), ($"{m}_diffuse", "DHI [W/m²]") }), ("haurwitz_global", "GHI [W/m²]")],
        inputs =>
        {
            double zenith = inputs.Number("zenith", 0, 180), altitude = inputs.Number("altitude", -500, 9000), above = inputs.Number("extraterrestrial", 1000, 2000);
            double pressure = inputs.Number("pressure", 10_000, 120_000, 101325 * Math.Pow(1 - 0.0065 * altitude / 288.15, 5.25588));
            double mass = inputs.Number("air_mass", 0, 1000, Extraterrestrial.RelativeAirMass(90 - zenith)), absolute = inputs.Number("absolute_air_mass", 0, 1000, mass * pressure / 101325);
            ClearAir air = new(inputs.Number("optical_depth_380", 0, 5, 0.15), inputs.Number("optical_depth_500", 0, 5, 0.1), inputs.Number("water", 0, 20, 1.5));
            Dictionary<string, double> found = new() { ["haurwitz_global"] = Solar.ClearSky.Haurwitz(zenith) };
            Add("ineichen", Solar.ClearSky.IneichenPerez(zenith, absolute, inputs.Number("linke_turbidity", 0.5, 20, 3), altitude, above));
            Add("bird", Solar.ClearSky.Bird(zenith, mass, pressure, above, air));
            Add("solis", Solar.ClearSky.Solis(90 - zenith, pressure, above, inputs.Number("optical_depth_700", 0, 0.45, 0.1), inputs.Number("water_solis", 0, 20, 1)));
            return found;

            void Add(string model, Irradiance sky) => (found[model + "_global"], found[model + "_direct"], found[model + "_diffuse"]) = (sky.Global, sky.DirectNormal, sky.Diffuse);
        });

    public static CaseKind Photovoltaic { get; } = new(
        "photovoltaic", "Cell temperature and power of panels and their inverter.",
        [
            ("irradiance", "of the panels [W/m²]"), ("air", "[°C]"), ("wind", "[m/s]"), ("incidence", "angle of incidence [°]; optional, 0"),
            ("rated", "power of the panels [W]; optional, 1000"), ("per_kelvin", "change of power with cell temperature [1/K]; optional, -0.0035"), ("losses", "before the inverter; optional, 0"),
            ("inverter_limit", "DC power at which the inverter is full [W]; optional, rated / efficiency"), ("inverter", "efficiency; optional, 0.96"),
            ("cell", "which cell temperature the power takes: faiman or sandia; optional, faiman"),
        ],
        [
            ("cell_faiman", "[°C]"), ("cell_sandia", "open rack, glass and polymer [°C]"), ("cell_pvsyst", "[°C]"), ("cell_ross", "nominal 45 °C [°C]"), ("dc", "[W]"), ("ac", "[W]"),
            ("glass_physical", "share of direct light that the glass lets through at that incidence"), ("glass_ashrae", "share"), ("glass_martin_ruiz", "share"),
        ],
        inputs =>
        {
            double irradiance = inputs.Number("irradiance", 0, 3000), air = inputs.Number("air", -100, 100), wind = inputs.Number("wind", 0, 100), incidence = inputs.Number("incidence", 0, 180, 0);
            double rated = inputs.Number("rated", 0, 1e9, 1000), efficiency = inputs.Number("inverter", 0.01, 1, 0.96), faiman = Photovoltaics.Faiman(irradiance, air, wind), sandia = Photovoltaics.SandiaCell(irradiance, air, wind);
            string cell = inputs.Text("cell") ?? "faiman";
            if (cell is not ("faiman" or "sandia")) inputs.Told("cell", $"is `{cell}`; expected faiman or sandia", 0);
            double dc = Photovoltaics.Dc(irradiance, cell == "sandia" ? sandia : faiman, rated, inputs.Number("per_kelvin", -0.1, 0.1, -0.0035)) * (1 - inputs.Number("losses", 0, 1, 0));
            return new Dictionary<string, double>
            {
                ["cell_faiman"] = faiman, ["cell_sandia"] = sandia, ["cell_pvsyst"] = Photovoltaics.PvsystCell(irradiance, air, wind), ["cell_ross"] = Photovoltaics.RossCell(irradiance, air),
                ["dc"] = dc, ["ac"] = Photovoltaics.Ac(dc, inputs.Number("inverter_limit", 0.001, 1e9, Math.Max(0.001, rated / efficiency)), efficiency),
                ["glass_physical"] = Photovoltaics.PhysicalIncidence(incidence), ["glass_ashrae"] = Photovoltaics.AshraeIncidence(incidence), ["glass_martin_ruiz"] = Photovoltaics.MartinRuizIncidence(incidence),
            };
        });
}
