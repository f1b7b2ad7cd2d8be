using Double = TerritoryTwin.Compute.Double;

namespace TerritoryTwin.Buildings;

/// <summary>One hour of the hourly method with every value on its way, in float64: ISO 13790:2008, annex C.</summary>
public static class AnnexCStep
{
    /// <summary>Solves an hour.</summary>
    /// <param name="zone">Mass, surfaces, conductances and powers; its air exchange is not used.</param>
    /// <param name="hour">Outdoor temperature, gains and set-points.</param>
    /// <param name="supply">Of the air that comes in [°C].</param>
    /// <param name="airExchange">H_ve [W/K], ≥ 0.</param>
    /// <param name="massBefore">Mass at the start of the hour [°C].</param>
    /// <returns>By the name of the quantity, with the names of `twin verify`.</returns>
    /// <exception cref="ArgumentException">The zone has <see cref="ThermalZone.Faults"/>.</exception>
    public static IReadOnlyDictionary<string, double> Solve(ThermalZone zone, ZoneHour hour, double supply, double airExchange, double massBefore)
    {
        string[] faults = [.. zone.Faults()];
        if (faults.Length > 0) throw new ArgumentException(string.Join('\n', faults), nameof(zone));
        ZoneConductances<Double> conductances = new(
            new(zone.HeatCapacity / 3600), new(zone.MassToSurface), new(zone.SurfaceToAir), new(zone.Windows), new(zone.OutdoorToMass));
        ZoneGains<Double> gains = ZoneGains<Double>.Of(new(hour.Inside), new(hour.Solar), new(zone.MassShare), new(zone.SurfaceShare));
        ZoneSurroundings<Double> around = new(new(hour.Outdoor), new(supply), new(airExchange));
        ZoneControl<Double> control = new(new(hour.HeatBelow), new(hour.CoolAbove), new(zone.MaxHeating), new(zone.MaxCooling), 0);
        ZoneStep<Double> step = ZoneStep<Double>.Solve(conductances, gains, around, control, new(massBefore));
        double h1 = airExchange * zone.SurfaceToAir / (airExchange + zone.SurfaceToAir), h2 = h1 + zone.Windows;
        return new Dictionary<string, double>
        {
            ["mass_to_surface"] = zone.MassToSurface,
            ["outdoor_to_mass"] = zone.OutdoorToMass,
            ["surface_to_air"] = zone.SurfaceToAir,
            ["h1"] = h1,
            ["h2"] = h2,
            ["h3"] = h2 * zone.MassToSurface / (h2 + zone.MassToSurface),
            ["gain_air"] = gains.ToAir.V,
            ["gain_surface"] = gains.ToSurface.V,
            ["gain_mass"] = gains.ToMass.V,
            ["free_air"] = step.FreeAir.V,
            ["power_unlimited"] = step.Unrestricted.V,
            ["power"] = step.Power.V,
            ["mass_drive"] = step.MassFlow.V,
            ["mass_end"] = step.MassEnd.V,
            ["mass"] = step.Mass.V,
            ["surface"] = step.Surface.V,
            ["air"] = step.Air.V,
            ["operative"] = step.Operative.V,
            ["imbalance"] = Math.Abs(step.Imbalance(conductances, gains, around, new(massBefore)).V),
        };
    }
}
