namespace TerritoryTwin.Heat;

/// <summary>Storage of heat in a surface from its net radiation alone.</summary>
/// <param name="Share">a₁, of the net radiation.</param>
/// <param name="Lag">a₂, of its rise by the hour [h].</param>
/// <param name="Constant">a₃ [W/m²].</param>
/// <remarks>Grimmond, Cleugh and Oke (1991), Atmospheric Environment 25B; docs/physics/heat-formulas.md, eq. 15.</remarks>
public readonly record struct Hysteresis(double Share, double Lag, double Constant)
{
    /// <summary>Heat that goes into the surface [W/m²].</summary>
    /// <param name="netRadiation">[W/m²].</param>
    /// <param name="risePerHour">Of the net radiation [W/(m² h)].</param>
    public double Storage(double netRadiation, double risePerHour) => Share * netRadiation + Lag * risePerHour + Constant;
}

/// <summary>Sensible and latent heat of a town from its net radiation, storage and vegetation.</summary>
/// <param name="Alpha">α: wetness; of the heat that equilibrium evaporation takes.</param>
/// <param name="Beta">β: latent heat that does not depend on radiation [W/m²].</param>
/// <param name="Sensible">QH [W/m²].</param>
/// <param name="Latent">QE [W/m²].</param>
/// <remarks>LUMPS: Grimmond and Oke (2002), Journal of Applied Meteorology 41; docs/physics/heat-formulas.md, eq. 16 to 19.</remarks>
public readonly record struct TownFluxes(double Alpha, double Beta, double Sensible, double Latent)
{
    /// <summary>Splits the available heat; the two parts make it up.</summary>
    /// <param name="available">Net radiation less storage [W/m²].</param>
    /// <param name="vegetation">Share of the plan, 0 to 1.</param>
    /// <param name="slope">Of the vapour pressure at saturation [Pa/K].</param>
    /// <param name="psychrometric">Constant [Pa/K].</param>
    public static TownFluxes Of(double available, double vegetation, double slope, double psychrometric)
    {
        bool green = vegetation > 0.9;
        double alpha = green ? 0.8 * vegetation + 0.2 : vegetation > 0.3 ? 0.686 * vegetation + 0.189 : 0.61 * vegetation + 0.222, beta = green ? 17 * vegetation + 3 : 3;
        double ratio = psychrometric / slope;
        return new(alpha, beta, (1 - alpha + ratio) / (1 + ratio) * available - beta, alpha / (1 + ratio) * available + beta);
    }
}
