using TerritoryTwin.Compute;

namespace TerritoryTwin.Buildings;

/// <summary>The constant part of a zone's network of five conductances and one capacity (ISO 13790:2008, figure 5).</summary>
/// <param name="Capacity">Heat capacity over the length of the step, C_m/Δt [W/K].</param>
/// <param name="MassToSurface">H_tr,ms [W/K], &gt; 0.</param>
/// <param name="SurfaceToAir">H_tr,is [W/K], &gt; 0.</param>
/// <param name="Windows">H_tr,w [W/K].</param>
/// <param name="OutdoorToMass">H_tr,em [W/K].</param>
internal readonly record struct ZoneConductances<R>(R Capacity, R MassToSurface, R SurfaceToAir, R Windows, R OutdoorToMass) where R : struct, IReal<R>;

/// <summary>Heat that the sun, people and appliances put on the three nodes.</summary>
/// <param name="ToAir">φ_ia [W].</param>
/// <param name="ToSurface">φ_st [W].</param>
/// <param name="ToMass">φ_m [W].</param>
internal readonly record struct ZoneGains<R>(R ToAir, R ToSurface, R ToMass) where R : struct, IReal<R>
{
    /// <summary>Half of the internal gains go to the air; the rest and the sun to mass and surface by their areas (ISO 13790, C.1 to C.3).</summary>
    /// <param name="inside">Internal gains, φ_int [W].</param>
    /// <param name="solar">Solar gains less the loss to the sky, φ_sol [W].</param>
    /// <param name="massShare">A_m/A_t.</param>
    /// <param name="surfaceShare">1 − A_m/A_t − H_tr,w/(9.1 A_t).</param>
    public static ZoneGains<R> Of(R inside, R solar, R massShare, R surfaceShare)
    {
        R radiant = 0.5f * inside + solar;
        return new(0.5f * inside, surfaceShare * radiant, massShare * radiant);
    }
}

/// <summary>What surrounds the zone during the step.</summary>
/// <param name="Outdoor">θ_e [°C].</param>
/// <param name="Supply">Of the air that comes in, θ_sup [°C].</param>
/// <param name="Ventilation">H_ve, infiltration and ventilation [W/K], ≥ 0.</param>
internal readonly record struct ZoneSurroundings<R>(R Outdoor, R Supply, R Ventilation) where R : struct, IReal<R>;

/// <summary>What heating and cooling try to keep, and what they can do.</summary>
/// <param name="HeatBelow">Heating set-point [°C].</param>
/// <param name="CoolAbove">Cooling set-point [°C], above the heating set-point.</param>
/// <param name="MaxHeating">[W], ≥ 0; 0 when there is none.</param>
/// <param name="MaxCooling">[W], ≥ 0; 0 when there is none.</param>
/// <param name="RadiantShare">Of the surfaces in the temperature that is controlled: 0 the air (annex C), 0.7 the operative temperature.</param>
internal readonly record struct ZoneControl<R>(R HeatBelow, R CoolAbove, R MaxHeating, R MaxCooling, R RadiantShare) where R : struct, IReal<R>;

/// <summary>One step of a zone: ISO 13790:2008 annex C, the simple hourly method.</summary>
/// <remarks>
/// The node balances are linear in the heating or cooling power φ, so the norm's second run with 10 W/m² is replaced by the exact slope
/// of the air temperature with φ; H_ve may be 0. docs/physics/buildings.md, eq. 1 to 9.
/// </remarks>
/// <param name="FreeAir">Air temperature without heating or cooling [°C].</param>
/// <param name="Unrestricted">Power that would just hold the set-point [W]; heating positive, cooling negative.</param>
/// <param name="Power">Power within what the system can do [W].</param>
/// <param name="MassFlow">φ_m,tot, all that drives the mass [W].</param>
/// <param name="MassEnd">Mass at the end of the step [°C].</param>
/// <param name="Mass">Mean of the mass over the step [°C].</param>
/// <param name="Surface">θ_s [°C].</param>
/// <param name="Air">θ_air [°C].</param>
internal readonly record struct ZoneStep<R>(R FreeAir, R Unrestricted, R Power, R MassFlow, R MassEnd, R Mass, R Surface, R Air) where R : struct, IReal<R>
{
    /// <summary>θ_op [°C].</summary>
    public R Operative => 0.3f * Air + 0.7f * Surface;

    /// <summary>Solves the network over one step, by Crank and Nicolson.</summary>
    /// <param name="zone">Conductances and capacity.</param> <param name="gains">Heat on the nodes.</param>
    /// <param name="around">Temperatures and air around.</param> <param name="control">Set-points and powers.</param>
    /// <param name="massBefore">Mass at the start of the step, θ_m,t−1 [°C].</param>
    public static ZoneStep<R> Solve(ZoneConductances<R> zone, ZoneGains<R> gains, ZoneSurroundings<R> around, ZoneControl<R> control, R massBefore)
    {
        R airInverse = 1f / (zone.SurfaceToAir + around.Ventilation);                        // K/W
        R toSurface = zone.SurfaceToAir * airInverse;                                        // share of what reaches the air that the surface gets
        R h1 = toSurface * around.Ventilation;                                               // W/K
        R h2 = h1 + zone.Windows;
        R surfaceInverse = 1f / (h2 + zone.MassToSurface);                                   // K/W
        R toMass = zone.MassToSurface * surfaceInverse;
        R loss = toMass * h2 + zone.OutdoorToMass;                                           // H3 + H_em, W/K
        R response = 1f / (zone.Capacity + 0.5f * loss);                                     // K/W

        R surfaceDrive = gains.ToSurface + zone.Windows * around.Outdoor + h1 * around.Supply + toSurface * gains.ToAir;  // W
        R massDrive = gains.ToMass + zone.OutdoorToMass * around.Outdoor + toMass * surfaceDrive;                         // W
        R change = response * (massDrive - loss * massBefore);                               // K
        R surface = surfaceInverse * (zone.MassToSurface * (massBefore + 0.5f * change) + surfaceDrive);
        R air = toSurface * surface + airInverse * (around.Ventilation * around.Supply + gains.ToAir);

        R massSlope = toMass * toSurface * response;                                         // K/W at the end of the step
        R surfaceSlope = surfaceInverse * (0.5f * zone.MassToSurface * massSlope + toSurface);
        R airSlope = toSurface * surfaceSlope + airInverse;
        R felt = air + control.RadiantShare * (surface - air);
        R powerSlope = 1f / (airSlope + control.RadiantShare * (surfaceSlope - airSlope));    // W/K
        R heat = R.Max((control.HeatBelow - felt) * powerSlope, 0f);
        R cool = R.Max((felt - control.CoolAbove) * powerSlope, 0f);
        R power = R.Min(heat, control.MaxHeating) - R.Min(cool, control.MaxCooling);

        R changed = change + massSlope * power;
        return new(air, heat - cool, power, massDrive + toMass * toSurface * power, massBefore + changed, massBefore + 0.5f * changed,
            surface + surfaceSlope * power, air + airSlope * power);
    }

    /// <summary>What the step's heat balance leaves over [W]: gains + power − losses − stored; 0 but for rounding.</summary>
    public R Imbalance(ZoneConductances<R> zone, ZoneGains<R> gains, ZoneSurroundings<R> around, R massBefore) =>
        gains.ToAir + gains.ToSurface + gains.ToMass + Power
        - around.Ventilation * (Air - around.Supply) - zone.Windows * (Surface - around.Outdoor) - zone.OutdoorToMass * (Mass - around.Outdoor)
        - zone.Capacity * (MassEnd - massBefore);
}
