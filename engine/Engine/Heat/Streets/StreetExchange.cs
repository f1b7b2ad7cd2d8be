using TerritoryTwin.Compute;

namespace TerritoryTwin.Heat;

/// <summary>Exchange between surfaces and air. docs/physics/street-heat.md, eq. 9 to 11.</summary>
internal static class StreetExchange
{
    /// <summary>Stefan–Boltzmann constant [W/(m² K⁴)].</summary>
    public const float StefanBoltzmann = 5.670374e-8f;
    /// <summary>0 °C [K].</summary>
    public const float Kelvin = 273.15f;
    /// <summary>[m/s²].</summary>
    public const float Gravity = 9.81f;

    /// <summary>How much more or less than in neutral air is exchanged.</summary>
    /// <param name="richardson">Bulk Richardson number, positive when the air above is warmer.</param>
    /// <param name="c">Of the unstable side: 5.3 · 9.4 · neutral coefficient · √(z/z₀).</param>
    /// <remarks>
    /// Unstable: Louis (1979), Boundary-Layer Meteorology 17, eq. 14 to 20, for heat. Stable: with the long tail 1/(1 + 10 Ri) of forecast models (King et al. 2001, Quarterly Journal of the
    /// Royal Meteorological Society 127), for the square of Louis lets calm nights run away. Beyond −10 and 5 the number is taken as these.
    /// </remarks>
    public static R Stability<R>(R richardson, R c) where R : struct, IReal<R>
    {
        R ri = R.Min(R.Max(richardson, -10f), 5f), lively = R.Max(-ri, 0f);
        return R.Select(ri > 0f, Stable(R.Max(ri, 0f)), Unstable(lively, c));
    }

    /// <summary>As <see cref="Stability{R}"/>, of the heat that went up in the step before: what the sun brings changes less from step to step than the difference of temperatures that carries it off.</summary>
    /// <param name="flux">Flux Richardson number, positive where heat goes up: the bulk number, unstable, times the stability.</param> <param name="stable">The bulk number, for heat that goes down.</param> <param name="c">As there.</param>
    public static R StabilityOfFlux<R>(R flux, R stable, R c) where R : struct, IReal<R>
    {
        R rises = R.Min(R.Max(flux, 0f), 1000f), lively = R.Sqrt(rises);
        for (int turn = 0; turn < 4; turn++) lively = R.Sqrt(lively * rises / Unstable(lively, c));
        return R.Select(flux > 0f, Unstable(lively, c), Stable(R.Min(R.Max(stable, 0f), 5f)));
    }

    // Of a number of 0 or more.
    private static R Stable<R>(R richardson) where R : struct, IReal<R> => 1f / (1f + 10f * richardson);

    // Of the number without its sign.
    private static R Unstable<R>(R lively, R c) where R : struct, IReal<R> => 1f + 9.4f * lively / (1f + c * R.Sqrt(lively));

    /// <summary>Exchange of black surfaces for each kelvin between them [W/(m² K)]: σ (a² + b²)(a + b), with a and b in K.</summary>
    public static R Radiation<R>(R a, R b) where R : struct, IReal<R>
    {
        R x = a + Kelvin, y = b + Kelvin;
        return StefanBoltzmann * (x * x + y * y) * (x + y);
    }

    /// <summary>Water that air can hold [g/kg], and how that changes with temperature [g/(kg K)].</summary>
    /// <param name="temperature">[°C].</param> <param name="pressure">[Pa].</param>
    public static (R Holds, R Slope) Saturation<R>(R temperature, R pressure) where R : struct, IReal<R>
    {
        R shifted = temperature + 237.3f, vapour = 610.78f * R.Exp(17.27f * temperature / shifted), rest = pressure - 0.378f * vapour;
        R holds = 622f * vapour / rest;
        return (holds, holds * (17.27f * 237.3f) * pressure / (shifted * shifted * rest));
    }
}
