using TerritoryTwin.Compute;
using Double = TerritoryTwin.Compute.Double;

namespace TerritoryTwin.Solar;

/// <summary>From the irradiance of a panel to its power. The functions over <c>R</c> are the ones that kernels call.</summary>
/// <remarks>docs/physics/solar.md, eq. 34–44.</remarks>
public static class Photovoltaics
{
    /// <summary>Faiman's heat loss without wind [W/(m² K)], for open racks.</summary>
    public const float FaimanConstant = 25f;

    /// <summary>Faiman's heat loss with wind [W s/(m³ K)].</summary>
    public const float FaimanWind = 6.84f;

    /// <summary>Irradiance at which a panel gives its rated power [W/m²].</summary>
    public const float RatedIrradiance = 1000f;

    /// <summary>Efficiency of the inverter that PVWatts's curve was measured on [10⁻⁴]; whole numbers stay exact in every kind of number.</summary>
    private const float ReferenceEfficiency = 9637f;

    /// <summary>Cell temperature [°C]; Faiman (2008), Progress in Photovoltaics 16(4).</summary>
    /// <param name="irradiance">In the plane [W/m²].</param> <param name="air">[°C].</param> <param name="wind">At the panel [m/s].</param>
    /// <param name="constant">u0 [W/(m² K)].</param> <param name="perWind">u1 [W s/(m³ K)].</param>
    public static R Faiman<R>(R irradiance, R air, R wind, R constant, R perWind) where R : struct, IReal<R> =>
        air + irradiance / (constant + perWind * wind);

    /// <summary>Power of the panels before the inverter [W]; PVWatts version 5, Dobos (2014), NREL/TP-6A20-62641.</summary>
    /// <param name="irradiance">In the plane, what the cells receive of it [W/m²].</param> <param name="cell">Its temperature [°C].</param>
    /// <param name="rated">At 1,000 W/m² and 25 °C [W].</param> <param name="perKelvin">Change of power, negative [1/K].</param>
    public static R Dc<R>(R irradiance, R cell, R rated, R perKelvin) where R : struct, IReal<R> =>
        R.Max(0f, rated * irradiance / RatedIrradiance * (1f + perKelvin * (cell - 25f)));

    /// <summary>Power after the inverter [W], 0 to efficiency × <paramref name="limit"/>; same source as <see cref="Dc"/>.</summary>
    /// <param name="dc">Before it [W].</param> <param name="limit">Input at which it gives its rated output [W].</param>
    /// <param name="efficiency">At that input.</param>
    public static R Ac<R>(R dc, R limit, R efficiency) where R : struct, IReal<R>
    {
        R curve = dc * (9858f - 162f * dc / limit) - 59f * limit;      // 10⁻⁴ W, of the inverter that was measured
        return R.Min(efficiency * limit, R.Max(0f, efficiency * curve / ReferenceEfficiency));
    }

    /// <inheritdoc cref="Faiman{R}"/>
    public static double Faiman(double irradiance, double air, double wind, double constant = FaimanConstant, double perWind = FaimanWind) =>
        Faiman<Double>(N(irradiance), N(air), N(wind), N(constant), N(perWind)).V;

    /// <inheritdoc cref="Dc{R}"/>
    public static double Dc(double irradiance, double cell, double rated, double perKelvin) =>
        Dc<Double>(N(irradiance), N(cell), N(rated), N(perKelvin)).V;

    /// <inheritdoc cref="Ac{R}"/>
    public static double Ac(double dc, double limit, double efficiency = 0.96) => Ac<Double>(N(dc), N(limit), N(efficiency)).V;

    /// <summary>Cell temperature [°C]; King, Boyson and Kratochvil (2004), SAND2004-3535.</summary>
    /// <param name="irradiance">In the plane [W/m²].</param>
    /// <param name="air">[°C].</param>
    /// <param name="wind">At 10 m [m/s].</param>
    /// <param name="a">−3.56 for glass and polymer on an open rack.</param>
    /// <param name="b">−0.075 for the same [s/m].</param>
    /// <param name="difference">Of the cell and its back at 1,000 W/m²: 3 for the same [K].</param>
    public static double SandiaCell(double irradiance, double air, double wind, double a = -3.56, double b = -0.075, double difference = 3) =>
        air + irradiance * (Math.Exp(a + b * wind) + difference / RatedIrradiance);

    /// <summary>Cell temperature [°C] as PVsyst has it, with an absorption of 0.9 and an efficiency of 0.1.</summary>
    /// <param name="irradiance">In the plane [W/m²].</param>
    /// <param name="air">[°C].</param>
    /// <param name="wind">At the panel [m/s].</param>
    /// <param name="constant">Heat loss without wind [W/(m² K)]; 29 in the open.</param>
    /// <param name="perWind">Heat loss with wind [W s/(m³ K)].</param>
    public static double PvsystCell(double irradiance, double air, double wind, double constant = 29, double perWind = 0) =>
        air + irradiance * 0.9 * (1 - 0.1) / (constant + perWind * wind);

    /// <summary>Cell temperature [°C] after Ross (1980), from the temperature at 800 W/m² and 20 °C.</summary>
    public static double RossCell(double irradiance, double air, double nominal = 45) => air + (nominal - 20) / 800 * irradiance;

    /// <summary>Share of the beam that crosses the glass, beside normal incidence; de Soto, Klein and Beckman (2006).</summary>
    /// <param name="incidence">Angle between the sun and the panel's normal [°].</param>
    /// <param name="index">Of refraction.</param>
    /// <param name="extinction">[1/m].</param>
    /// <param name="thickness">Of the glass [m].</param>
    public static double PhysicalIncidence(double incidence, double index = 1.526, double extinction = 4, double thickness = 0.002)
    {
        double angle = Math.Abs(incidence);
        if (angle >= 90) return 0;
        double atNormal = Math.Exp(-extinction * thickness) * (1 - Math.Pow((index - 1) / (index + 1), 2));
        if (angle < 1e-3) return 1;
        double outside = angle * (Math.PI / 180), inside = Math.Asin(Math.Sin(outside) / index);
        double across = Math.Pow(Math.Sin(inside - outside) / Math.Sin(inside + outside), 2);
        double along = Math.Pow(Math.Tan(inside - outside) / Math.Tan(inside + outside), 2);
        return Math.Exp(-extinction * thickness / Math.Cos(inside)) * (1 - (across + along) / 2) / atNormal;
    }

    /// <summary>The same by ASHRAE's straight line in 1/cos.</summary>
    public static double AshraeIncidence(double incidence, double b = 0.05) =>
        Math.Abs(incidence) >= 90 ? 0 : Math.Max(0, 1 - b * (1 / Math.Cos(incidence * (Math.PI / 180)) - 1));

    /// <summary>The same after Martín and Ruiz (2001), Solar Energy Materials 70(1), with dust in <paramref name="ar"/>.</summary>
    public static double MartinRuizIncidence(double incidence, double ar = 0.16) => Math.Abs(incidence) >= 90
        ? 0
        : (1 - Math.Exp(-Math.Cos(incidence * (Math.PI / 180)) / ar)) / (1 - Math.Exp(-1 / ar));

    /// <summary>Share that is lost when each cause takes its share of what the others leave.</summary>
    /// <param name="shares">0 to 1 each.</param>
    public static double CombinedLosses(params ReadOnlySpan<double> shares)
    {
        double left = 1;
        foreach (double share in shares) left *= 1 - share;
        return 1 - left;
    }

    /// <summary>PVWatts's losses: soiling, shading, mismatch, wiring, connections, first light, nameplate and outages; 14.08 %.</summary>
    public static double UsualLosses { get; } = CombinedLosses(0.02, 0.03, 0.02, 0.02, 0.005, 0.015, 0.01, 0.03);

    private static Double N(double value) => new(value);
}
