using TerritoryTwin.Buildings;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Verification;

/// <summary>A heated zone as a case describes it.</summary>
internal static class ZoneInputs
{
    private const double FilmRadiation = 5, FilmResistance = 0.04;      // W/(m² K) at emittance 1, m² K/W
    private static readonly string[] Masses = ["very light", "light", "medium", "heavy", "very heavy"];

    public static (string Name, string Meaning)[] Mass { get; } =
    [
        ("floor_area", "A_f [m²]"),
        ("mass", "very light, light, medium, heavy or very heavy, by table 12 of ISO 13790; optional, medium; the next four set what it stands for"),
        ("heat_capacity", "C_m [J/K]; optional"),
        ("mass_area", "A_m [m²]; optional"),
        ("surface_area", "A_t [m²]; optional, 4.5 A_f"),
        ("surface_to_air", "H_tr,is [W/K]; optional, 3.45 A_t"),
        ("window_conductance", "H_tr,w [W/K], in addition to the list `windows`; optional, 0"),
        ("opaque_conductance", "H_tr,op [W/K], in addition to the list `walls`; optional, 0"),
        ("max_heating", "[W]; optional, without limit"),
        ("max_cooling", "[W]; optional, without limit"),
    ];

    public static (string Name, string Meaning)[] Envelope { get; } =
    [
        ("windows", "list of { area [m²], u [W/(m² K)], g, azimuth [°, from north, clockwise], tilt [°, 90], factor (frames and fixed shade, 1), angular (whether g falls with the angle of incidence as that of clear double glazing does, true), emittance (0) }; optional"),
        ("walls", "list of { area [m²], u [W/(m² K)], azimuth [°], tilt [°; 90 a wall, 0 a roof], absorptance (0: no sun), emittance (0: no exchange with the sky), factor (share of the temperature difference, 1) }; azimuth only where sun is absorbed and the part is not flat; optional"),
    ];

    public static ThermalZone Zone(CaseInputs inputs)
    {
        double floor = inputs.Number("floor_area", 0.1, 1e7);
        string word = inputs.Text("mass") ?? "medium";
        int mass = Array.IndexOf(Masses, word);
        if (mass < 0) mass = inputs.Told("mass", $"is `{word}`; expected one of {string.Join(", ", Masses)}", 2);
        ThermalZone zone = ThermalZone.Of(floor, (MassClass)mass);
        double surface = inputs.Number("surface_area", 0.1, 1e9, zone.SurfaceArea);
        return zone with
        {
            HeatCapacity = inputs.Number("heat_capacity", 1, 1e15, zone.HeatCapacity),
            MassArea = inputs.Number("mass_area", 0.01, 1e9, zone.MassArea),
            SurfaceArea = surface,
            SurfaceToAir = inputs.Number("surface_to_air", 0.001, 1e10, 3.45 * surface),
            Windows = inputs.Number("window_conductance", 0, 1e9, 0),
            Opaque = inputs.Number("opaque_conductance", 0, 1e9, 0),
            MaxHeating = inputs.Number("max_heating", 0, 1e12, double.PositiveInfinity),
            MaxCooling = inputs.Number("max_cooling", 0, 1e12, double.PositiveInfinity),
        };
    }

    /// <summary>Adds windows and walls; the parts that take in sun.</summary>
    public static (ThermalZone Zone, List<SunlitPart> Sunlit) WithEnvelope(CaseInputs inputs, ThermalZone zone, double albedo)
    {
        List<SunlitPart> sunlit = [];
        double windows = zone.Windows, opaque = zone.Opaque, sky = 0;
        foreach (CaseInputs part in inputs.Parts("windows"))
        {
            (double area, double u, double emittance) = (part.Number("area", 0, 1e7), part.Number("u", 0, 20), part.Number("emittance", 0, 1, 0));
            double tilt = part.Number("tilt", 0, 180, 90), aperture = area * part.Number("g", 0, 1) * part.Number("factor", 0, 1, 1);
            windows += area * u;
            sky += SkyLoss(area * u, emittance, tilt);
            sunlit.Add(new(new(tilt, Azimuth(part, tilt), albedo), aperture, part.Flag("angular", true)));
            part.Section.Close();
        }
        foreach (CaseInputs part in inputs.Parts("walls"))
        {
            double conductance = part.Number("area", 0, 1e7) * part.Number("u", 0, 20), absorptance = part.Number("absorptance", 0, 1, 0), tilt = part.Number("tilt", 0, 180, 90);
            opaque += conductance * part.Number("factor", 0, 1, 1);
            sky += SkyLoss(conductance, part.Number("emittance", 0, 1, 0), tilt);
            double azimuth = absorptance > 0 ? Azimuth(part, tilt) : part.Number("azimuth", -360, 360, 0);
            if (absorptance > 0) sunlit.Add(new(new(tilt, azimuth, albedo), absorptance * FilmResistance * conductance, Glass: false));
            part.Section.Close();
        }
        return (zone with { Windows = windows, Opaque = opaque, SkyLoss = sky }, sunlit);
    }

    /// <summary>Tells what makes a zone impossible, once its inputs can be read.</summary>
    public static void Check(CaseInputs inputs, ThermalZone zone)
    {
        inputs.ThrowIfFaulty();
        foreach (string fault in zone.Faults()) inputs.Section.Document.Fault(inputs.Section.Map, fault);
        inputs.ThrowIfFaulty();
    }

    private static double Azimuth(CaseInputs part, double tilt) => part.Number("azimuth", -360, 360, tilt == 0 ? 0 : null);

    private static double SkyLoss(double conductance, double emittance, double tilt) =>
        FilmResistance * conductance * FilmRadiation * emittance * (1 + Math.Cos(tilt * Math.PI / 180)) / 2;
}
