using TerritoryTwin.Core;

namespace TerritoryTwin.Ensembles;

/// <summary>What the homes of a district were measured to use of a carrier in a year.</summary>
/// <param name="Carrier">Which.</param> <param name="Year">In which.</param> <param name="Energy">[kWh].</param>
/// <param name="Weather">Degree-hours of that year over those of the simulated one; null where its weather is not known.</param>
public readonly record struct MeasuredUse(Carrier Carrier, int Year, double Energy, double? Weather);

/// <summary>What measurements make of the use of a district.</summary>
/// <param name="Factors">Within their bounds.</param> <param name="Asked">What measurements alone ask for.</param>
/// <param name="HeatingDeviation">Standard deviation of the factor of heating.</param> <param name="AppliancesDeviation">Of that of appliances.</param>
public sealed record CalibratedUse(UseFactors Factors, UseFactors Asked, double HeatingDeviation, double AppliancesDeviation)
{
    private const double Little = 1e-9;

    /// <summary>Whether the factor of heating stands at its bound.</summary>
    public bool HeatingIsHeld => Math.Abs(Factors.Heating - 1) > UseCalibration.Bound * UseCalibration.HeatingPrior - Little;
    /// <summary>Whether that of appliances does.</summary>
    public bool AppliancesAreHeld => Math.Abs(Factors.Appliances - 1) > UseCalibration.Bound * UseCalibration.AppliancesPrior - Little;
}

/// <summary>Moves heating and appliances of a district to what its homes were measured to use, as far as both are unsure: a Kalman filter.</summary>
/// <remarks>docs/physics/calibration.md gives the equations, and the reason of every number here.</remarks>
public static class UseCalibration
{
    /// <summary>Before any measurement, standard deviation of the factor of heating.</summary>
    public const double HeatingPrior = 0.25;
    /// <summary>Of the factor of appliances and lighting.</summary>
    public const double AppliancesPrior = 0.2;
    /// <summary>Of hot water, cooking and cooling, which are not moved.</summary>
    public const double OtherPrior = 0.15;
    /// <summary>By how much of these deviations a factor is moved at most.</summary>
    public const double Bound = 2;
    /// <summary>Of a measurement, as a share of what is measured or simulated, whichever is more: which meters are homes of the district.</summary>
    public const double MeasurementError = 0.05;
    /// <summary>Of heating, as a share of it, in a year whose weather is not known.</summary>
    public const double WeatherError = 0.1;
    /// <summary>By which both factors may go away from those of the year before.</summary>
    public const double Drift = 0.03;

    /// <summary>The factors of a district.</summary>
    /// <param name="simulated">Its homes without any factor.</param>
    /// <param name="equipped">The same with the factor <paramref name="appliances"/> on appliances, whose heat spares heating.</param> <param name="appliances">Other than 1.</param>
    /// <param name="measured">At most one a carrier and year.</param>
    public static CalibratedUse Of(DistrictUse simulated, DistrictUse equipped, double appliances, IReadOnlyList<MeasuredUse> measured)
    {
        ArgumentNullException.ThrowIfNull(simulated);
        ArgumentNullException.ThrowIfNull(equipped);
        GaussianFilter filter = new([1, 1, 1], Diagonal(HeatingPrior, AppliancesPrior, OtherPrior));
        int? before = null;
        foreach (MeasuredUse use in measured.OrderBy(static m => m.Year).ThenBy(static m => m.Carrier))
        {
            if (before is { } year && use.Year > year) filter.Predict(Diagonal(1, 1, 1), Diagonal(Drift * Math.Sqrt(use.Year - year), Drift * Math.Sqrt(use.Year - year), 0));
            before = use.Year;
            int c = (int)use.Carrier;
            double weather = use.Weather ?? 1, heating = weather * simulated.Heating[c], spared = weather * (equipped.Heating[c] - simulated.Heating[c]) / (appliances - 1);
            double[] observes = [heating, simulated.AppliancesBy(use.Carrier) + spared, simulated.Other[c]];
            if (!observes.Any(static o => o != 0)) continue;                             // nobody is simulated to use it
            filter.Update(observes, use.Energy + spared, Square(ErrorOf(simulated, use)));
        }
        (double heatingDeviation, double appliancesDeviation) = (filter.Deviation(0), filter.Deviation(1));
        UseFactors asked = new(filter.Mean[0], filter.Mean[1]);
        Hold(filter, 0, HeatingPrior);
        Hold(filter, 1, AppliancesPrior);
        Hold(filter, 0, HeatingPrior);
        return new(new(Within(filter.Mean[0], HeatingPrior), Within(filter.Mean[1], AppliancesPrior)), asked, heatingDeviation, appliancesDeviation);
    }

    /// <summary>Standard deviation with which a measurement counts [kWh].</summary>
    public static double ErrorOf(DistrictUse simulated, MeasuredUse use)
    {
        ArgumentNullException.ThrowIfNull(simulated);
        double told = MeasurementError * Math.Max(use.Energy, simulated.Of(use.Carrier, use.Weather ?? 1));
        return Math.Sqrt(Square(told) + (use.Weather is null ? Square(WeatherError * simulated.Heating[(int)use.Carrier]) : 0));
    }

    // A factor beyond its bound is taken to stand there for certain; the other is the likeliest beside it.
    private static void Hold(GaussianFilter filter, int factor, double deviation)
    {
        double bound = Within(filter.Mean[factor], deviation);
        if (Math.Abs(filter.Mean[factor] - bound) > 1e-9) filter.Update([factor == 0 ? 1 : 0, factor == 1 ? 1 : 0, 0], bound, 0);
    }

    private static double Within(double factor, double deviation) => Math.Clamp(factor, 1 - Bound * deviation, 1 + Bound * deviation);

    private static double Square(double x) => x * x;

    // Of squares: a covariance of deviations.
    private static double[,] Diagonal(double a, double b, double c) => new[,] { { a * a, 0, 0 }, { 0, b * b, 0 }, { 0, 0, c * c } };
}
