namespace TerritoryTwin.Solar;

/// <summary>Brightness of the sky around the sun and along the horizon, from the split of the radiation.</summary>
/// <remarks>Perez, Ineichen, Seals, Michalsky and Stewart (1990), Solar Energy 44(5), table 6; docs/physics/solar.md, eq. 15–18.</remarks>
public static class Perez
{
    // Upper bounds of the sky's clearness ε, and F11 F12 F13 F21 F22 F23 of each class, all sites together.
    private static readonly double[] Bounds = [1.065, 1.23, 1.5, 1.95, 2.8, 4.5, 6.2];
    private static readonly double[][] Classes =
    [
        [-0.008, 0.588, -0.062, -0.060, 0.072, -0.022],
        [0.130, 0.683, -0.151, -0.019, 0.066, -0.029],
        [0.330, 0.487, -0.221, 0.055, -0.064, -0.026],
        [0.568, 0.187, -0.295, 0.109, -0.152, -0.014],
        [0.873, -0.392, -0.362, 0.226, -0.462, 0.001],
        [1.132, -1.237, -0.412, 0.288, -0.823, 0.056],
        [1.060, -1.600, -0.359, 0.264, -1.127, 0.131],
        [0.678, -0.327, -0.250, 0.156, -1.377, 0.251],
    ];

    // Quadratic splines over the clearness 1 − 1/ε, in the order of the classes.
    private static readonly double[] Knots = [0, 0, 0, 0.061, 0.187, 0.333, 0.487, 0.643, 0.778, 0.839, 1, 1, 1];
    private static readonly double[][] Weights =
    [
        [-0.053, 0.529, -0.028, -0.071, 0.061, -0.019],
        [-0.008, 0.588, -0.062, -0.060, 0.072, -0.022],
        [0.131, 0.770, -0.167, -0.026, 0.106, -0.032],
        [0.328, 0.471, -0.216, 0.069, -0.105, -0.028],
        [0.557, 0.241, -0.300, 0.086, -0.085, -0.012],
        [0.861, -0.323, -0.355, 0.240, -0.467, -0.008],
        [1.212, -1.239, -0.444, 0.305, -0.797, 0.047],
        [1.099, -1.847, -0.365, 0.275, -1.132, 0.124],
        [0.544, 0.157, -0.213, 0.118, -1.455, 0.292],
        [0.544, 0.157, -0.213, 0.118, -1.455, 0.292],
    ];

    /// <summary>F1 (around the sun, ≥ 0) and F2 (along the horizon); both 0 where no diffuse radiation falls.</summary>
    /// <param name="directNormal">DNI [W/m²].</param>
    /// <param name="diffuseHorizontal">DHI [W/m²].</param>
    /// <param name="extraterrestrial">Normal to the rays [W/m²].</param>
    /// <param name="zenith">Of the sun [°].</param>
    /// <param name="airMass">Relative.</param>
    public static (double Circumsolar, double HorizonBrightness) Brightness(
        double directNormal, double diffuseHorizontal, double extraterrestrial, double zenith, double airMass)
    {
        if (diffuseHorizontal <= 0) return (0, 0);
        double z = zenith * (Math.PI / 180);
        double brightness = diffuseHorizontal * airMass / extraterrestrial;
        double[] f = Classes[ClassOf(Clearness(directNormal, diffuseHorizontal, z))];
        return (Math.Max(0, f[0] + f[1] * brightness + f[2] * z), f[3] + f[4] * brightness + f[5] * z);
    }

    /// <summary>F1 and F2 that change without jumps with the sky's clearness.</summary>
    /// <remarks>Driesse, Jensen and Perez (2024), Solar Energy 267, table 2.</remarks>
    /// <inheritdoc cref="Brightness" path="/param"/>
    public static (double Circumsolar, double HorizonBrightness) SmoothBrightness(
        double directNormal, double diffuseHorizontal, double extraterrestrial, double zenith, double airMass)
    {
        if (diffuseHorizontal <= 0) return (0, 0);
        double z = zenith * (Math.PI / 180);
        double brightness = diffuseHorizontal * airMass / extraterrestrial;
        double share = directNormal / (diffuseHorizontal + directNormal);
        Span<double> f = stackalloc double[6];
        Spline(share / (1 - 1.041 * z * z * z * (share - 1)), f);
        return (Math.Clamp(f[0] + f[1] * brightness + f[2] * z, 0, 0.9), f[3] + f[4] * brightness + f[5] * z);
    }

    /// <summary>The six coefficients at a clearness of 0 to 1, by the recurrence of de Boor.</summary>
    private static void Spline(double clearness, Span<double> f)
    {
        double x = Math.Clamp(clearness, 0, 1);
        int k = 2;
        while (k < Weights.Length - 1 && x >= Knots[k + 1]) k++;
        for (int i = 0; i < 6; i++)
        {
            double first = Between(x, Knots[k - 1], Knots[k + 1], Weights[k - 2][i], Weights[k - 1][i]);
            double second = Between(x, Knots[k], Knots[k + 2], Weights[k - 1][i], Weights[k][i]);
            f[i] = Between(x, Knots[k], Knots[k + 1], first, second);
        }
    }

    private static double Between(double x, double low, double high, double atLow, double atHigh) =>
        atLow + (atHigh - atLow) * (x - low) / (high - low);

    private static double Clearness(double directNormal, double diffuseHorizontal, double z)
    {
        double kappa = 1.041 * z * z * z;
        return ((diffuseHorizontal + directNormal) / diffuseHorizontal + kappa) / (1 + kappa);
    }

    private static int ClassOf(double clearness)
    {
        int i = 0;
        while (i < Bounds.Length && clearness >= Bounds[i]) i++;
        return i;
    }
}
