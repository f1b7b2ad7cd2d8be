using TerritoryTwin.Buildings;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Weather;
using TerritoryTwin.Solar;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases from a weather file to the yield of a roof and the need of a dwelling.</summary>
internal static class ChainKinds
{
    private static readonly (string Name, double WallU, double WindowU, double G, double AirChange)[] States = [("old", 2.0, 4.2, 0.75, 0.8), ("new", 0.22, 1.4, 0.5, 0.35)];

    public static CaseKind AnnualChain { get; } = new(
        "annual-chain", "From a weather file to irradiation, the yield of panels, and the heat and cold of a flat before and after renovation.",
        [
            ("weather", "EPW file (.epw, .epw.gz)"), ("albedo", "of the ground; optional, 0.2"),
            ("tilt", "of the panels [°]; optional, 30"), ("azimuth", "of the panels, from north, clockwise [°]; optional, towards the equator"),
            ("losses", "share of the panels' power lost before the inverter; optional, 0.1408"), ("per_kelvin", "change of power with cell temperature [1/K]; optional, -0.0035"),
            ("inverter", "efficiency at rated power; optional, 0.96"),
            ("floor_area", "of the flat [m²]; optional, 68"), ("volume", "[m³]; optional, 170"), ("wall_area", "[m²]; optional, 30"),
            ("south_window", "[m²]; optional, 6"), ("north_window", "[m²]; optional, 4"),
            ("solar_factor", "frames, shade and dirt, times g; optional, 0.4725 = 0.9 × 0.7 × 0.75"),
            ("gains", "people and appliances at 7 to 9 and 18 to 23 h [W/m²]; optional, 4.2"), ("gains_else", "in the other hours [W/m²]; optional, 2.6"),
            ("heat_below", "from 6 to 22 h [°C]; optional, 19"), ("heat_below_night", "[°C]; optional, 16.5"), ("cool_above", "[°C]; optional, 26"),
            ("old", "the flat as it was: { wall_u [W/(m² K)] (2.0), window_u (4.2), g (0.75), air_change [1/h] (0.8) }; optional"),
            ("new", "the flat after works: { wall_u (0.22), window_u (1.4), g (0.5), air_change (0.35) }; optional"),
        ],
        [
            ("global", "GHI of the year [kWh/m²]"), ("direct_normal", "DNI [kWh/m²]"), ("diffuse", "DHI [kWh/m²]"),
            ("mean_temperature", "[°C]"), ("heating_degree_days", "below 18 °C, from daily means [K d]"),
            ("tilted", "on the plane of the panels [kWh/m²]"), ("south", "on an upright plane that faces south [kWh/m²]"), ("west", "[kWh/m²]"), ("north", "[kWh/m²]"), ("east", "[kWh/m²]"),
            ("yield", "of the panels after the inverter [kWh/kW]"),
            .. States.SelectMany(s => new[] { ($"{s.Name}_heating", "[kWh]"), ($"{s.Name}_cooling", "[kWh]"), ($"{s.Name}_peak", "largest hourly heating power [kW]") }),
        ],
        Compute);

    private static Dictionary<string, double> Compute(CaseInputs inputs)
    {
        string path = inputs.RequiredPath("weather");
        double albedo = inputs.Number("albedo", 0, 1, 0.2), tilt = inputs.Number("tilt", 0, 180, 30), azimuth = inputs.Number("azimuth", -360, 360, double.NaN);
        double losses = inputs.Number("losses", 0, 1, 0.1408), perKelvin = inputs.Number("per_kelvin", -0.1, 0.1, -0.0035), inverter = inputs.Number("inverter", 0.01, 1, 0.96);
        double floor = inputs.Number("floor_area", 1, 1e6, 68), gains = inputs.Number("gains", 0, 1000, 4.2), gainsElse = inputs.Number("gains_else", 0, 1000, 2.6);
        double day = inputs.Number("heat_below", -50, 50, 19), night = inputs.Number("heat_below_night", -50, 50, 16.5), cool = inputs.Number("cool_above", -50, 100, 26);
        if (Math.Max(day, night) > cool) inputs.Told("cool_above", $"is {cool:R}, below the heating set-point", 0);
        ThermalZone[] flats = [.. States.Select(s => Flat(inputs, floor, s))];
        foreach (ThermalZone flat in flats) ZoneInputs.Check(inputs, flat);

        WeatherYear year = EpwReader.Read(path);
        WeatherTotals totals = WeatherTotals.Of(year);
        Sky[] skies = SkyModel.Of(year);
        TiltedPlane panels = double.IsNaN(azimuth) ? TiltedPlane.TowardsEquator(year.Latitude, tilt, albedo) : new(tilt, azimuth, albedo);
        double Sum(TiltedPlane plane) => plane.Under(skies).Sum(h => h.Total) / 1000;
        Dictionary<string, double> found = new()
        {
            ["global"] = totals.Global, ["direct_normal"] = totals.DirectNormal, ["diffuse"] = totals.Diffuse,
            ["mean_temperature"] = totals.MeanTemperature, ["heating_degree_days"] = totals.HeatingDegreeDays, ["tilted"] = Sum(panels),
            ["south"] = Sum(new(90, 180, albedo)), ["west"] = Sum(new(90, 270, albedo)), ["north"] = Sum(new(90, 0, albedo)), ["east"] = Sum(new(90, 90, albedo)),
            ["yield"] = new PhotovoltaicYear(panels, losses, perKelvin, inverter).Yield(year),
        };
        for (int n = 0; n < flats.Length; n++)
        {
            ZoneYearResult run = ZoneYear.Run(flats[n], year, Operation, albedo, diffuseTransmission: 1, skyDrop: 0);
            found[States[n].Name + "_heating"] = run.Heating;
            found[States[n].Name + "_cooling"] = run.Cooling;
            found[States[n].Name + "_peak"] = run.PeakHeating;
        }
        return found;

        ZoneOperation Operation(int h) => (h % 24) switch
        {
            7 or 8 or >= 18 and <= 21 => new(floor * gains, day, cool),
            >= 6 and < 22 => new(floor * gainsElse, day, cool),
            22 => new(floor * gains, night, cool),
            _ => new(floor * gainsElse, night, cool),
        };
    }

    private static ThermalZone Flat(CaseInputs inputs, double floor, (string Name, double WallU, double WindowU, double G, double AirChange) state)
    {
        double walls = inputs.Number("wall_area", 0, 1e6, 30), south = inputs.Number("south_window", 0, 1e6, 6), north = inputs.Number("north_window", 0, 1e6, 4);
        double volume = inputs.Number("volume", 1, 1e8, 170), shade = inputs.Number("solar_factor", 0, 1, 0.9 * 0.7 * 0.75);
        double wallU = state.WallU, windowU = state.WindowU, g = state.G, change = state.AirChange;
        if (inputs.Part(state.Name) is { } own)
        {
            (wallU, windowU, g, change) = (own.Number("wall_u", 0, 20, wallU), own.Number("window_u", 0, 20, windowU), own.Number("g", 0, 1, g), own.Number("air_change", 0, 100, change));
            own.Section.Close();
        }
        return ThermalZone.Of(floor, MassClass.Medium) with
        {
            Windows = (south + north) * windowU, Opaque = walls * wallU, Infiltration = 1200 * change * volume / 3600, MaxCooling = double.PositiveInfinity,
            Azimuth = 180, Opaques = [shade * g * south, 0, shade * g * north, 0],
        };
    }
}
