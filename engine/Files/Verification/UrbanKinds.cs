using TerritoryTwin.Heat;
using TerritoryTwin.Solar;
using Double = TerritoryTwin.Compute.Double;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of the formulas of urban climate.</summary>
internal static class UrbanKinds
{
    public static CaseKind CanyonShortwave { get; } = new(
        "canyon-shortwave", "Sunlight in a street without end, all reflections included; of a unit of light on open ground.",
        [("height_to_width", "of the street"), ("road_albedo", "0 to 1"), ("wall_albedo", "0 to 1"), ("zenith", "of the sun [°]")],
        [
            ("road_sky_view", "share of sky that the road sees"), ("wall_sky_view", "share that a wall sees"),
            ("road_diffuse", "taken in by a square metre of road under an even sky"), ("wall_diffuse", "by a square metre of wall"), ("albedo_diffuse", "of the street under an even sky"),
            ("closure_diffuse", "taken in and sent back, of what came in"),
            ("road_beam", "direct sun that arrives on the road, mean over directions of the street"), ("wall_beam", "on the walls"), ("closure_beam", "both, of what came in"),
            ("road_direct", "direct sun taken in by a square metre of road with reflections"), ("wall_direct", "of wall"), ("albedo_direct", "of the street under the sun alone"),
        ],
        inputs =>
        {
            double ratio = inputs.Number("height_to_width", 0, 100), road = inputs.Number("road_albedo", 0, 0.99), wall = inputs.Number("wall_albedo", 0, 0.99), zenith = inputs.Number("zenith", 0, 89.9) * Math.PI / 180;
            CanyonViews<Double> views = CanyonViews<Double>.Of(new(ratio));
            CanyonFluxes<Double> albedo = new(new(road), new(wall));
            CanyonFluxes<Double> beam = CanyonRadiation.Beam<Double>(new(1 / Math.Cos(zenith)), new(Math.Cos(zenith)), new(Math.Sin(zenith)), new(ratio));
            (double RoadIn, double WallIn, double Back) diffuse = Kept(CanyonRadiation.Sky(views, 1f)), direct = Kept(beam);
            return new Dictionary<string, double>
            {
                ["road_sky_view"] = views.RoadToSky.V, ["wall_sky_view"] = views.WallToSky.V,
                ["road_diffuse"] = diffuse.RoadIn, ["wall_diffuse"] = diffuse.WallIn, ["albedo_diffuse"] = diffuse.Back, ["closure_diffuse"] = diffuse.RoadIn + 2 * ratio * diffuse.WallIn + diffuse.Back,
                ["road_beam"] = beam.Road.V, ["wall_beam"] = beam.Wall.V, ["closure_beam"] = beam.Road.V + 2 * ratio * beam.Wall.V,
                ["road_direct"] = direct.RoadIn, ["wall_direct"] = direct.WallIn, ["albedo_direct"] = direct.Back,
            };

            (double RoadIn, double WallIn, double Back) Kept(CanyonFluxes<Double> first)
            {
                CanyonExchange<Double> all = CanyonRadiation.Exchange(views, first, default, albedo);
                return ((1 - road) * all.Incident.Road.V, (1 - wall) * all.Incident.Wall.V, all.ToSky(views).V);
            }
        });

    public static CaseKind LongwaveDown { get; } = new(
        "longwave-down", "Long-wave radiation of the sky from the air at the ground.",
        [("air", "[°C]"), ("humidity", "relative [%]"), ("cloud", "fraction, 0 to 1")],
        [
            ("vapour_pressure", "[Pa]"), ("prata", "emissivity of a clear sky, Prata 1996"), ("brutsaert", "Brutsaert 1975"), ("swinbank", "Swinbank 1963"),
            ("prata_clear", "[W/m²]"), ("brutsaert_clear", "[W/m²]"), ("prata_cloud", "with clouds [W/m²]"),
        ],
        inputs =>
        {
            double air = inputs.Number("air", -100, 60), vapour = TerritoryTwin.Weather.MoistAir.SaturationPressure(air) * inputs.Number("humidity", 0, 100) / 100, cloud = inputs.Number("cloud", 0, 1);
            double prata = SkyTemperature.Prata(air, vapour), brutsaert = SkyTemperature.Brutsaert(air, vapour);
            return new Dictionary<string, double>
            {
                ["vapour_pressure"] = vapour, ["prata"] = prata, ["brutsaert"] = brutsaert, ["swinbank"] = SkyTemperature.Swinbank(air), ["prata_clear"] = SkyTemperature.Longwave(prata, air),
                ["brutsaert_clear"] = SkyTemperature.Longwave(brutsaert, air), ["prata_cloud"] = SkyTemperature.Longwave(air, vapour, cloud),
            };
        });

    public static CaseKind GrassDay { get; } = new(
        "grass-day", "Reference evapotranspiration of a day by FAO-56, and each step to it.",
        [
            ("warmest", "of the day [°C]"), ("coldest", "[°C]"), ("vapour_pressure", "[kPa]; or `most_humid` and `least_humid`"), ("most_humid", "relative humidity [%]"), ("least_humid", "[%]"),
            ("wind", "at 2 m [m/s]"), ("sunshine", "[h]"), ("ground_heat", "into the ground [MJ/(m² d)]; optional, 0"), ("day", "of the year, 1 to 366"),
            ("latitude", "[°], within the polar circles"), ("altitude", "[m]"),
        ],
        [
            ("pressure", "[kPa]"), ("psychrometric", "[kPa/K]"), ("slope", "of the vapour pressure at saturation [kPa/K]"), ("saturation", "[kPa]"), ("vapour_pressure", "[kPa]"), ("extraterrestrial", "[MJ/(m² d)]"),
            ("daylight", "[h]"), ("solar", "[MJ/(m² d)]"), ("clear_sky", "[MJ/(m² d)]"), ("net_shortwave", "[MJ/(m² d)]"), ("net_longwave", "lost [MJ/(m² d)]"), ("net_radiation", "[MJ/(m² d)]"),
            ("water", "evapotranspiration [mm/d]"),
        ],
        inputs =>
        {
            double warmest = inputs.Number("warmest", -50, 60), coldest = inputs.Number("coldest", -50, 60);
            double vapour = inputs.Section.Node("vapour_pressure") != null ? inputs.Number("vapour_pressure", 0, 20)
                : (Saturation(coldest) * inputs.Number("most_humid", 0, 100) + Saturation(warmest) * inputs.Number("least_humid", 0, 100)) / 200;
            Heat.GrassDay day = new(warmest, coldest, vapour, inputs.Number("wind", 0, 100), inputs.Number("sunshine", 0, 24), inputs.Number("ground_heat", -50, 50, 0));
            GrassEvaporation found = ReferenceEvapotranspiration.Of(day, inputs.Whole("day", 1, 366), inputs.Number("latitude", -66, 66), inputs.Number("altitude", -500, 9000));
            return new Dictionary<string, double>
            {
                ["pressure"] = found.Pressure, ["psychrometric"] = found.Psychrometric, ["slope"] = found.Slope, ["saturation"] = found.Saturation, ["vapour_pressure"] = vapour,
                ["extraterrestrial"] = found.Extraterrestrial, ["daylight"] = found.Daylight, ["solar"] = found.Solar, ["clear_sky"] = found.ClearSky, ["net_shortwave"] = found.NetShortwave,
                ["net_longwave"] = found.NetLongwave, ["net_radiation"] = found.NetRadiation, ["water"] = found.Water,
            };

            static double Saturation(double air) => PenmanMonteith.Saturation(new Double(air)).V / 1000;
        });

    public static CaseKind GrassHour { get; } = new(
        "grass-hour", "Reference evapotranspiration of an hour by FAO-56.",
        [
            ("air", "[°C]"), ("humidity", "relative [%]"), ("wind", "at 2 m [m/s]"), ("solar", "[MJ/(m² h)]"), ("share_of_clear", "solar over that of a clear sky, for the night; optional, of the hour"),
            ("day", "of the year, 1 to 366"), ("solar_time", "middle of the hour by the sun [h]"), ("latitude", "[°]"), ("altitude", "[m]"),
        ],
        [("water", "evapotranspiration [mm/h]"), ("extraterrestrial", "[MJ/(m² h)]")],
        inputs =>
        {
            double altitude = inputs.Number("altitude", -500, 9000), solar = inputs.Number("solar", 0, 6);
            double above = ReferenceEvapotranspiration.ExtraterrestrialOfHour(inputs.Whole("day", 1, 366), inputs.Number("latitude", -66, 66), inputs.Number("solar_time", 0, 24));
            double? ofHour = above > 0 ? solar / ((0.75 + 2e-5 * altitude) * above) : null;
            return new Dictionary<string, double>
            {
                ["water"] = ReferenceEvapotranspiration.OfHour(
                    inputs.Number("air", -50, 60), inputs.Number("humidity", 0, 100) / 100, inputs.Number("wind", 0, 100), solar, inputs.Number("share_of_clear", 0.25, 1.5, ofHour), altitude),
                ["extraterrestrial"] = above,
            };
        });

    public static CaseKind TownFluxes { get; } = new(
        "town-fluxes", "Storage by the hysteresis of net radiation (OHM), and sensible and latent heat of a town (LUMPS).",
        [
            ("air", "[°C]"), ("pressure", "[Pa]"), ("net_radiation", "[W/m²]"), ("rise", "of the net radiation [W/(m² h)]"), ("a1", "share"), ("a2", "lag [h]"), ("a3", "constant [W/m²]"),
            ("vegetation", "share of the plan"),
        ],
        [
            ("storage", "[W/m²]"), ("slope", "of the vapour pressure at saturation [Pa/K]"), ("psychrometric", "[Pa/K]"), ("alpha", "wetness"), ("beta", "[W/m²]"), ("sensible", "[W/m²]"), ("latent", "[W/m²]"),
        ],
        inputs =>
        {
            double net = inputs.Number("net_radiation", -1000, 2000);
            double storage = new Hysteresis(inputs.Number("a1", -5, 5), inputs.Number("a2", -5, 5), inputs.Number("a3", -500, 500)).Storage(net, inputs.Number("rise", -2000, 2000));
            double slope = PenmanMonteith.SaturationSlope(new Double(inputs.Number("air", -50, 60))).V, psychrometric = PenmanMonteith.Psychrometric(new Double(inputs.Number("pressure", 10_000, 120_000))).V;
            Heat.TownFluxes found = Heat.TownFluxes.Of(net - storage, inputs.Number("vegetation", 0, 1), slope, psychrometric);
            return new Dictionary<string, double>
            {
                ["storage"] = storage, ["slope"] = slope, ["psychrometric"] = psychrometric, ["alpha"] = found.Alpha, ["beta"] = found.Beta, ["sensible"] = found.Sensible, ["latent"] = found.Latent,
            };
        });

    public static CaseKind HeatIsland { get; } = new(
        "heat-island", "The strongest heat island of a calm, clear night by observation.",
        [("height_to_width", "of streets in the middle; or `population`"), ("population", "inhabitants")],
        [("streets", "[K]"), ("sky_view", "from the sky that the middle of such a street sees [K]"), ("europe", "[K]"), ("north_america", "[K]")],
        inputs =>
        {
            if (inputs.Section.Node("height_to_width") is null)
            {
                double population = inputs.Number("population", 1000, 1e8);
                return new Dictionary<string, double> { ["europe"] = Heat.HeatIsland.OfEuropeanTown(population), ["north_america"] = Heat.HeatIsland.OfAmericanTown(population) };
            }
            double ratio = inputs.Number("height_to_width", 0.1, 10), angle = Math.Atan(2 * ratio);
            return new Dictionary<string, double> { ["streets"] = Heat.HeatIsland.OfStreets(ratio), ["sky_view"] = Heat.HeatIsland.OfSkyView(Math.Cos(angle)) };
        });
}
