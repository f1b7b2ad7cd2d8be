namespace TerritoryTwin.Buildings;

/// <summary>Heat of a home over a usual French year by the temperature it is kept at: a steady balance against a spread of outdoor temperatures.</summary>
/// <remarks>
/// docs/physics/buildings.md, eq. 13. Only ratios of its needs are used, to turn shares of heat into kelvin; the hours of a run find the heat itself.
/// </remarks>
/// <param name="Loss">Heat lost per kelvin between rooms and outdoors [W/K], &gt; 0.</param>
/// <param name="Gains">Mean of people, appliances and sun in the cold half of the year, less what goes to the sky [W].</param>
internal readonly record struct HeatingSeason(double Loss, double Gains)
{
    private const double MeanOutdoor = 11.5, SpreadOutdoor = 6.3;                       // of the days of a year in France [°C, K]
    private const double OnSides = 40, OnRoof = 90, DiffuseLoss = 0.85, SkyDrop = 11;    // W/m² from October to April, in towns; of glass; K
    private const double MeanPresence = 0.7;
    private const double ToKilowattHours = 8.76;

    /// <summary>The season of a zone; its people and appliances are used.</summary>
    public static HeatingSeason Of(ThermalZone zone) => new(zone.LossCoefficient,
        MeanPresence * zone.People + zone.Equipment + Buildings.Gains.CookingShare * zone.Cooking
        + OnSides * (DiffuseLoss * zone.Glazed.Sum() + zone.Opaques.Sum()) + OnRoof * zone.OpaqueRoof - SkyDrop * zone.SkyLoss);

    /// <summary>Heat needed in a year at a mean temperature of the rooms [kWh].</summary>
    public double Need(double indoor) => Loss * ToKilowattHours * MeanDeficit(indoor - Gains / Loss);

    /// <summary>How far the mean temperature must fall for the need to fall to a share of what it was [K].</summary>
    /// <param name="indoor">Mean temperature of the rooms [°C].</param> <param name="share">Of the need that is left, 0 to 1.</param>
    /// <param name="limit">The answer is at most that much [K].</param>
    public double Lowering(double indoor, double share, double limit)
    {
        double wanted = share * Need(indoor);
        HeatingSeason season = this;
        return Bisection.Greatest(limit, fall => season.Need(indoor - fall) >= wanted);
    }

    /// <summary>How far the mean temperature may rise for the need to grow by some heat [K].</summary>
    /// <param name="indoor">Mean temperature of the rooms [°C].</param> <param name="heat">Taken back in a year [kWh].</param>
    /// <param name="limit">The answer is at most that much [K].</param>
    public double Rise(double indoor, double heat, double limit)
    {
        double wanted = Need(indoor) + heat;
        HeatingSeason season = this;
        return Bisection.Greatest(limit, rise => season.Need(indoor + rise) <= wanted);
    }

    // Mean of max(0, base − θ) over normal days θ.
    private static double MeanDeficit(double balance)
    {
        double z = (balance - MeanOutdoor) / SpreadOutdoor;
        return SpreadOutdoor * (z * Below(z) + Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI));
    }

    // Standard normal distribution, to 1e-7: Abramowitz and Stegun 26.2.17.
    private static double Below(double z)
    {
        double t = 1 / (1 + 0.2316419 * Math.Abs(z));
        double tail = Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI)
            * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z >= 0 ? 1 - tail : tail;
    }

    private static class Bisection
    {
        private const int Halvings = 30;

        // Where a condition that holds from 0 on ends, at most the limit.
        public static double Greatest(double limit, Func<double, bool> holds)
        {
            if (limit <= 0) return 0;
            if (holds(limit)) return limit;
            double low = 0, high = limit;
            for (int i = 0; i < Halvings; i++)
            {
                double middle = 0.5 * (low + high);
                if (holds(middle)) low = middle;
                else high = middle;
            }
            return low;
        }
    }
}
