using System.Globalization;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>An hour of the rooms of one building, term by term, and how its heating, its cooling or its air follow what it is made of.</summary>
/// <remarks>The hour is computed by <see cref="ZoneHour{R}"/>, which steps all zones, in float64 with derivatives: docs/physics/buildings.md, eq. 1 to 9.</remarks>
/// <param name="Description">Of the building.</param>
/// <param name="HeatBelow">Heating set-point now, its own preference included [°C].</param> <param name="CoolAbove">[°C].</param>
/// <param name="Before">Mass at the start of the hour [°C].</param> <param name="Outside">[°C].</param> <param name="StationAir">[°C].</param> <param name="SkyDrop">[K].</param>
/// <param name="Solar">Sun taken in [W].</param> <param name="Present">Share of its people.</param> <param name="Equipment">Of the mean of the year, now.</param> <param name="Cooking">The same.</param>
internal sealed record ZoneExplanation(
    BuildingDescription Description, double HeatBelow, double CoolAbove, double Before, double Outside, double StationAir, double SkyDrop, double Solar, double Present, double Equipment, double Cooking)
{
    private const string Norm = "ISO 13790:2008 annex C";
    private const double Tenth = 0.1;

    // What is moved: each by itself, in relative terms or by one kelvin.
    private enum Moved { Nothing, Opaque, Windows, Air, Mass, Sun, People, Appliances, Sky, SetPoint, CoolingSetPoint, Outdoor }

    /// <summary>All of it.</summary>
    public Explanation Of()
    {
        ZoneHour<Dual> hour = Compute(Moved.Nothing);
        ZoneStep<Dual> step = hour.Step;
        ZoneSituation<Dual> s = hour.Situation;
        Envelope envelope = Description.Envelope!;
        Quantity result = Result(step);
        return new("rooms",
        [
            Fact("outdoor", "degC", "air outside", Outside, StationAir == Outside ? "weather" : "air between the buildings"),
            Fact("air", "degC", "air of the rooms", step.Air.V, Norm), Fact("mass", "degC", "mass of walls and floors, mean of the hour", step.Mass.V, Norm),
            Fact("heat_below", "degC", "heating set-point", HeatBelow, "use, hour and habits"), Fact("cool_above", "degC", "cooling set-point", CoolAbove, "behaviour.cooling_set_point"),
        ],
        [
            Watts("heating", "heating", Math.Max(0, step.Power.V), CodeWords.Of(Description.Heating.ToString())),
            Watts("cooling", "air conditioning", Math.Min(0, step.Power.V), "eq. 9"),
            Watts("sun", "sun through glass, on walls and roof", s.Solar.V, $"eq. 10, 11; windows: g {Known(envelope.WindowG)}, {Known(envelope.WindowShare)} of the walls"),
            Watts("people", "people", s.People.V * s.Present.V, Text($"{Present:0%} of {Description.Zone!.People / Usage.SensibleHeat:0.#} persons, {Usage.SensibleHeat:0} W each")),
            Watts("appliances", "appliances and lighting", s.Equipment.V, Text($"{Equipment:0.##} of the year's mean, {Description.Zone.Equipment:0} W")),
            Watts("cooking", "cooking", s.Cooking.V, Text($"{Cooking:0.##} of the year's mean; {Gains.CookingShare:0%} stays in the rooms")),
            Watts("windows", "windows", -(s.Conductances.Windows * (step.Surface - s.Outside)).V, $"U {Known(envelope.WindowU)} W/(m² K)"),
            Watts("opaque", "walls, roof, floor, thermal bridges", -(s.Conductances.OutdoorToMass * (step.Mass - s.Outside)).V, $"U of walls {Known(envelope.WallU)}, of the roof {Known(envelope.RoofU)}, of the floor {Known(envelope.FloorU)} W/(m² K)"),
            Watts("exchanged_air", "air that is exchanged", -(hour.Around.Ventilation * (step.Air - s.Outside)).V, $"leaks {Known(envelope.Infiltration)} 1/h, ventilation {Known(envelope.AirChange)} 1/h"),
            Watts("through_windows", "radiant gains that leave through windows", -((Number(1) - s.MassShare - s.SurfaceShare) * (Number(0.5) * (s.People * s.Present + s.Equipment + s.Cooking) + s.Solar - hour.Sky)).V, "eq. C.3 of the norm"),
            Watts("sky", "radiation to the sky", -hour.Sky.V, "eq. 11"),
            Watts("stored", "stored in the mass", -(s.Conductances.Capacity * (step.MassEnd - s.Before)).V, Norm),
        ],
        [.. Enum.GetValues<Moved>().Where(m => m != Moved.Nothing).Select(m => Sensitivity(m, result)).Where(x => Math.Abs(x.Change) > 1e-9).OrderByDescending(x => Math.Abs(x.Change)).Take(3)]);
    }

    private static Quantity Result(ZoneStep<Dual> step) => step.Power.V > 0 ? new("heating", "W", "heating", QuantityKind.Burden)
        : step.Power.V < 0 ? new("cooling", "W", "air conditioning", QuantityKind.Burden) : new("air", "degC", "air of the rooms", QuantityKind.Temperature);

    private Sensitivity Sensitivity(Moved moved, Quantity result)
    {
        ZoneStep<Dual> step = Compute(moved).Step;
        double slope = result.Name switch { "heating" => step.Power.D, "cooling" => -step.Power.D, _ => step.Air.D };
        bool kelvin = moved >= Moved.SetPoint;
        double by = kelvin ? 1 : Tenth;
        return new(ParameterOf(moved), by, result, by * slope);
    }

    private static Quantity ParameterOf(Moved moved) => moved switch
    {
        Moved.Opaque => new("opaque", "1", "heat loss of walls, roof and floor"),
        Moved.Windows => new("windows", "1", "heat loss of windows"),
        Moved.Air => new("exchanged_air", "1", "air that is exchanged"),
        Moved.Mass => new("mass", "1", "heat capacity"),
        Moved.Sun => new("sun", "1", "sun taken in"),
        Moved.People => new("people", "1", "people"),
        Moved.Appliances => new("appliances", "1", "appliances and lighting"),
        Moved.Sky => new("sky", "1", "radiation to the sky"),
        Moved.SetPoint => new("heat_below", "K", "heating set-point"),
        Moved.CoolingSetPoint => new("cool_above", "K", "cooling set-point"),
        _ => new("outdoor", "K", "air outside"),
    };

    private ZoneHour<Dual> Compute(Moved moved)
    {
        ThermalZone zone = Description.Zone!;
        Dual windows = Part(zone.Windows, Moved.Windows), opaque = Part(zone.Opaque, Moved.Opaque), toSurface = Number(zone.MassToSurface);
        return ZoneHour<Dual>.Of(new()
        {
            Before = Number(Before), Outside = Kelvin(Outside, Moved.Outdoor), StationAir = Kelvin(StationAir, Moved.Outdoor), SkyDrop = Number(SkyDrop), Solar = Part(Solar, Moved.Sun),
            Conductances = new(Part(zone.HeatCapacity / 3600, Moved.Mass), toSurface, Number(zone.SurfaceToAir), windows,
                zone.Opaque == 0 ? Number(0) : Number(1) / (Number(1) / opaque - Number(1) / toSurface)),
            Present = Number(Present), People = Part(zone.People, Moved.People), Equipment = Part(zone.Equipment * Equipment, Moved.Appliances),
            Cooking = Number(Gains.CookingShare * zone.Cooking * Cooking), SkyLoss = Part(zone.SkyLoss, Moved.Sky),
            MassShare = Number(zone.MassShare), SurfaceShare = Number(1 - zone.MassShare) - windows * Number(1 / (9.1 * zone.SurfaceArea)),
            OpenBegin = Number(BuildingsParameters.OpenWindowsFrom), Infiltration = Part(zone.Infiltration, Moved.Air), Ventilation = Part(zone.Ventilation, Moved.Air), Opening = Part(zone.Opening, Moved.Air),
            Control = new(Kelvin(HeatBelow, Moved.SetPoint), Kelvin(CoolAbove, Moved.CoolingSetPoint), Number(zone.MaxHeating), Number(zone.MaxCooling), Number(BuildingsParameters.RadiantShare)),
        });

        Dual Part(double value, Moved of) => new(value, of == moved ? value : 0);
        Dual Kelvin(double value, Moved of) => new(value, of == moved ? 1 : 0);
    }

    private static Dual Number(double value) => new(value, 0);

    private static Term Fact(string name, string unit, string meaning, double value, string source) => new(new(name, unit, meaning), value, source);

    private static Term Watts(string name, string meaning, double value, string source) => new(new(name, "W", meaning), value, source);

    private static string Known(Known<double> value) => Text($"{value.Value:0.##} ({CodeWords.Of(value.Source.ToString())}, confidence {value.Confidence:0.##})");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
