using TerritoryTwin.Ensembles;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of the design of studies and of what their outputs owe to their parameters.</summary>
internal static class EnsembleKinds
{
    private const int Shown = 12;

    public static CaseKind Sampling { get; } = new(
        "sampling", "A point of a design of experiments, and whether the design fills the range of each parameter evenly.",
        [
            ("design", "sobol or latin-hypercube"), ("points", "of the design"), ("parameters", "of the design"), ("seed", "optional, 0, which leaves the Sobol sequence unscrambled"),
            ("point", "that is asked for, from 0; optional, 0"),
        ],
        [.. Enumerable.Range(1, Shown).Select(j => ($"x{j}", "0 to 1")), ("strata_missed", "greatest number, of a parameter, of as many equal parts as there are points that hold none")],
        inputs =>
        {
            bool sobol = TravelKinds.Named(inputs, "design", ("sobol", true), ("latin-hypercube", false));
            int n = inputs.Whole("points", 1, 1 << 20), d = inputs.Whole("parameters", 1, sobol ? Ensembles.Sampling.MaxDimensions : 1000), point = inputs.Whole("point", 0, n - 1, 0);
            ulong seed = (ulong)inputs.Whole("seed", 0, int.MaxValue, 0);
            inputs.ThrowIfFaulty();
            Design design = sobol ? Ensembles.Sampling.Sobol(n, d, seed) : Ensembles.Sampling.LatinHypercube(n, d, seed);
            Dictionary<string, double> found = new() { ["strata_missed"] = Enumerable.Range(0, d).Max(j => n - Enumerable.Range(0, n).Select(i => (int)(design[i, j] * n)).Distinct().Count()) };
            for (int j = 0; j < Math.Min(d, Shown); j++) found[$"x{j + 1}"] = design[point, j];
            return found;
        });

    public static CaseKind Sensitivity { get; } = new(
        "sensitivity", "What a function owes to one of its parameters: shares of variance by Saltelli and Jansen, or elementary effects by Morris.",
        [
            ("method", "indices or effects"),
            ("function", "ishigami: sin x1 + a sin² x2 + b x3⁴ sin x1, x from −π to π; sobol-g: product of (|4x − 2| + a)/(1 + a), x from 0 to 1; linear: sum of c x, x from 0 to 1"),
            ("coefficients", "a and b; a of each parameter; c of each parameter; such as `7;0.1`"), ("parameter", "that is asked for, from 1"),
            ("points", "base points of indices; trajectories of effects"), ("seed", "optional, 0, which leaves the Sobol sequence unscrambled"), ("levels", "of effects, even; optional, 4"),
            ("centred", "whether the mean is taken from the outputs before; of indices; optional, true"),
        ],
        [
            ("mean", "of the function"), ("variance", "of the function"), ("first", "share of the variance by the parameter alone"), ("total", "with all its interactions"), ("interactions", "total less first"),
            ("mu", "mean effect over the range of the parameter"), ("mu_star", "mean of absolute effects"), ("sigma", "their standard deviation"),
        ],
        inputs =>
        {
            string function = TravelKinds.Named(inputs, "function", ("ishigami", "ishigami"), ("sobol-g", "sobol-g"), ("linear", "linear"));
            double[] coefficients = TravelKinds.List(inputs, "coefficients");
            bool indices = TravelKinds.Named(inputs, "method", ("indices", true), ("effects", false));
            int d = function == "ishigami" ? 3 : coefficients.Length;
            if (function == "ishigami" && coefficients.Length != 2) inputs.Told("coefficients", $"has {coefficients.Length} numbers; expected a and b", 0);
            int parameter = inputs.Whole("parameter", 1, Math.Max(d, 1)) - 1, points = inputs.Whole("points", 2, 1 << 20), levels = inputs.Whole("levels", 2, 1000, 4);
            ulong seed = (ulong)inputs.Whole("seed", 0, int.MaxValue, 0);
            double? centre = inputs.Flag("centred", true) ? null : 0;
            inputs.ThrowIfFaulty();
            Design design = indices ? Ensembles.Sampling.Saltelli(points, d, seed) : Ensembles.Sampling.Morris(points, d, levels, seed);
            double[] outputs = [.. Enumerable.Range(0, design.Count).Select(i => Value(function, coefficients, design.Point(i)))];
            if (!indices)
            {
                ElementaryEffects effects = GlobalSensitivity.Morris(design, outputs, seed);
                return new Dictionary<string, double> { ["mu"] = effects.Mean[parameter].Value, ["mu_star"] = effects.MeanAbsolute[parameter].Value, ["sigma"] = effects.Deviation[parameter].Value };
            }
            SobolIndices shares = GlobalSensitivity.Sobol(outputs, d, seed, centre: centre);
            double first = shares.First[parameter].Value, total = shares.Total[parameter].Value;
            return new Dictionary<string, double> { ["mean"] = shares.Mean, ["variance"] = shares.Variance, ["first"] = first, ["total"] = total, ["interactions"] = total - first };
        });

    // Ishigami and Homma (1990); Saltelli and Sobol (1995).
    private static double Value(string function, double[] c, ReadOnlySpan<double> u)
    {
        if (function == "ishigami")
        {
            double x1 = (2 * u[0] - 1) * Math.PI, x2 = (2 * u[1] - 1) * Math.PI, x3 = (2 * u[2] - 1) * Math.PI;
            return Math.Sin(x1) * (1 + c[1] * Math.Pow(x3, 4)) + c[0] * Math.Pow(Math.Sin(x2), 2);
        }
        double product = 1, sum = 0;
        for (int j = 0; j < u.Length; j++)
        {
            product *= (Math.Abs(4 * u[j] - 2) + c[j]) / (1 + c[j]);
            sum += c[j] * u[j];
        }
        return function == "linear" ? sum : product;
    }
}
