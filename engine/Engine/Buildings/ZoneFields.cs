using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>The constants of all zones on a device, written once; of each member where they differ. An unheated building is a zone of no gains and no systems.</summary>
internal sealed class ZoneFields : IDisposable
{
    private readonly List<Field> _fields = [];
    private readonly Device _device;
    private readonly Stock _stock;

    public ZoneFields(IReadOnlyList<ThermalZone?> zones, IReadOnlyList<double> comfort, Device device) : this([[.. zones]], [[.. comfort]], device) { }

    /// <summary>Of the members of an ensemble.</summary>
    /// <param name="zones">Of one member for all, or of each member.</param> <param name="comfort">The same.</param> <param name="device">Where they are kept.</param>
    public ZoneFields(ThermalZone?[][] zones, double[][] comfort, Device device)
    {
        _device = device;
        _stock = new Stock(zones[0].Length);
        ThermalZone idle = ThermalZone.Of(1, MassClass.Medium) with { Windows = 1, Opaque = 1, Infiltration = 1, MaxHeating = 0 };
        ThermalZone[] all = [.. zones.SelectMany(of => of).Select(zone => zone ?? idle)];

        View Of(string name, string unit, string meaning, Func<ThermalZone, double> value) => Constant(new(name, unit, meaning), [.. all.Select(z => (float)value(z))]);
        Views = new(
            Capacity: Of("capacity", "W K-1", "heat capacity of the mass over an hour", z => z.HeatCapacity / 3600),
            MassToSurface: Of("mass_to_surface", "W K-1", "conductance from mass to surfaces", z => z.MassToSurface),
            SurfaceToAir: Of("surface_to_air", "W K-1", "conductance from surfaces to air", z => z.SurfaceToAir),
            Windows: Of("windows", "W K-1", "conductance of windows", z => z.Windows),
            OutdoorToMass: Of("outdoor_to_mass", "W K-1", "conductance from outdoors to mass", z => z.OutdoorToMass),
            MassShare: Of("mass_share", "1", "share of the sun on the mass", z => z.MassShare),
            SurfaceShare: Of("surface_share", "1", "share of the sun on the surfaces", z => z.SurfaceShare),
            Infiltration: Of("infiltration", "W K-1", "air that leaks in", z => z.Infiltration),
            Ventilation: Of("ventilation", "W K-1", "air of the ventilation", z => z.Ventilation),
            Opening: Of("opening", "W K-1", "air through open windows", z => z.Opening),
            SkyLoss: Of("sky_loss", "W K-1", "long-wave exchange with the sky", z => z.SkyLoss),
            People: Of("people", "W", "sensible heat of people", z => z.People),
            Equipment: Of("equipment", "W", "mean power of appliances and lighting", z => z.Equipment),
            Cooking: Of("cooking", "W", "mean power of cooking", z => z.Cooking),
            MaxHeating: Of("max_heating", "W", "largest heating power", z => z.MaxHeating),
            MaxCooling: Of("max_cooling", "W", "largest cooling power", z => z.MaxCooling),
            CoolFrom: Of("cool_from", "degC", "not cooled below", z => z.CoolFrom),
            Comfort: Constant(new("comfort", "K", "set-point beside the common one"), [.. comfort.SelectMany(of => of).Select(c => (float)c)]));
        Glazed = SidesOf("glazed", "window aperture", z => z.Glazed);
        Opaques = SidesOf("opaques", "wall aperture", z => z.Opaques);
        OpaqueRoof = Of("opaque_roof", "m2", "roof aperture", z => z.OpaqueRoof);
        Shutters = Of("shutters", "1", "share of the sun that shutters keep out", z => z.Shutters);
        FacingEast = Of("facing_east", "1", "sine of the azimuth of side 0", z => Math.Sin(z.Azimuth * Math.PI / 180));
        FacingNorth = Of("facing_north", "1", "cosine of the azimuth of side 0", z => Math.Cos(z.Azimuth * Math.PI / 180));

        Sides SidesOf(string name, string meaning, Func<ThermalZone, IReadOnlyList<double>> of) => new(
            Of(name + "_0", "m2", meaning + " of side 0", z => of(z)[0]), Of(name + "_1", "m2", meaning + " of side 1", z => of(z)[1]),
            Of(name + "_2", "m2", meaning + " of side 2", z => of(z)[2]), Of(name + "_3", "m2", meaning + " of side 3", z => of(z)[3]));
    }

    public ZoneViews Views { get; }
    public Sides Glazed { get; }
    public Sides Opaques { get; }
    public View OpaqueRoof { get; }
    public View Shutters { get; }
    public View FacingEast { get; }
    public View FacingNorth { get; }

    public View Constant(Quantity quantity, float[] values)
    {
        Field field = new(_stock, _device, quantity, values.Length == 0 ? 1 : values.Length / _stock.Count);
        field.Write(values);
        _fields.Add(field);
        return field.Now;
    }

    public void Dispose()
    {
        foreach (Field field in _fields) field.Dispose();
    }
}
