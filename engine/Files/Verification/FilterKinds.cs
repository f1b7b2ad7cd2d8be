using TerritoryTwin.Ensembles;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of what measurements teach of a few numbers that a linear model moves.</summary>
internal static class FilterKinds
{
    private const int MostNumbers = 4, MostMembers = 1_000_000;

    public static CaseKind Filter { get; } = new(
        "filter", "What is known of some numbers after measurements: Kalman filter, or ensembles held to it.",
        [
            ("method", "exact; perturbed: an ensemble whose members see each its own measurement; square-root: an ensemble that keeps mean and covariance"),
            ("mean", "before the first step, such as `0;1`"), ("covariance", "before the first step, row by row, such as `1;0;0;1`"),
            ("transition", "F, row by row; optional, the numbers stay"), ("noise", "Q of a step, row by row; optional, none"), ("observes", "h, what is measured of the numbers, such as `1;0`"),
            ("error", "variance of a measurement"), ("measured", "list of numbers, one a step; or observations"), ("observations", "CSV file with a column z0, one row a step"),
            ("step", "after which is asked, from 1; optional, the last"), ("predicts_first", "whether the model moves before the first measurement; optional, false"),
            ("members", "of an ensemble"), ("seed", "of an ensemble; optional, 1"),
        ],
        [
            ("predicted_1", "before the measurement of the step"), ("predicted_2", "the same of the second number"), ("prior_variance", "of the first number before the measurement"), ("mean_1", "after it"), ("mean_2", ""),
            ("covariance_11", "after it"), ("covariance_12", ""), ("covariance_21", ""), ("covariance_22", ""), ("gain_1", "exact alone"), ("gain_2", ""), ("log_likelihood", "of the measurement; exact alone"),
            ("mean_apart", "greatest difference of a mean to the exact one, over 4 √(P/N); of ensembles"), ("variance_apart", "greatest relative difference of a variance to the exact one, over 4 √(2/N)"),
        ],
        inputs =>
        {
            string method = TravelKinds.Named(inputs, "method", ("exact", "exact"), ("perturbed", "perturbed"), ("square-root", "square-root"));
            double[] mean = TravelKinds.List(inputs, "mean"), observes = TravelKinds.List(inputs, "observes");
            int n = mean.Length;
            if (n is 0 or > MostNumbers || observes.Length != n) inputs.Told("observes", $"has {observes.Length} numbers, `mean` {n}; expected as many, 1 to {MostNumbers}", 0);
            double[,] covariance = Matrix("covariance", null), transition = Matrix("transition", 1), noise = Matrix("noise", 0);
            double error = inputs.Number("error", 0, 1e12);
            double[] measured = inputs.OptionalPath("observations") is { } path ? Column(path) : TravelKinds.List(inputs, "measured");
            if (measured.Length == 0) inputs.Told("observations", "holds no measurement; expected one or more", 0);
            int step = inputs.Whole("step", 1, Math.Max(1, measured.Length), Math.Max(1, measured.Length)), members = method == "exact" ? 0 : inputs.Whole("members", n + 1, MostMembers);
            ulong seed = (ulong)inputs.Whole("seed", 0, int.MaxValue, 1);
            bool first = inputs.Flag("predicts_first", false);
            inputs.ThrowIfFaulty();
            GaussianFilter filter = new(mean, covariance);
            EnsembleFilter? ensemble = method == "exact" ? null : new(mean, covariance, members, perturbed: method == "perturbed", seed);
            Dictionary<string, double> found = [];
            for (int k = 0; k < step; k++)
            {
                if (k > 0 || first)
                {
                    filter.Predict(transition, noise);
                    ensemble?.Predict(transition, noise);
                }
                for (int i = 0; i < Math.Min(n, 2); i++) found[$"predicted_{i + 1}"] = ensemble?.Mean(i) ?? filter.Mean[i];
                found["prior_variance"] = ensemble?.Covariance(0, 0) ?? filter.Covariance(0, 0);
                (double[] gain, double likelihood) = filter.Update(observes, measured[k], error);
                ensemble?.Update(observes, measured[k], error);
                if (ensemble is not null) continue;
                for (int i = 0; i < Math.Min(n, 2); i++) found[$"gain_{i + 1}"] = gain[i];
                found["log_likelihood"] = likelihood;
            }
            for (int i = 0; i < Math.Min(n, 2); i++)
            {
                found[$"mean_{i + 1}"] = ensemble?.Mean(i) ?? filter.Mean[i];
                for (int j = 0; j < Math.Min(n, 2); j++) found[$"covariance_{i + 1}{j + 1}"] = ensemble?.Covariance(i, j) ?? filter.Covariance(i, j);
            }
            if (ensemble is null) return found;
            found["mean_apart"] = Enumerable.Range(0, n).Max(i => Math.Abs(ensemble.Mean(i) - filter.Mean[i]) / (4 * Math.Sqrt(filter.Covariance(i, i) / members)));
            found["variance_apart"] = Enumerable.Range(0, n).Max(i => Math.Abs(ensemble.Covariance(i, i) / filter.Covariance(i, i) - 1) / (4 * Math.Sqrt(2.0 / members)));
            return found;

            // Without a value of its own, that number on the diagonal.
            double[,] Matrix(string key, double? diagonal)
            {
                double[,] matrix = new double[n, n];
                double[] values = diagonal is not null && inputs.Section.Node(key) is null ? [.. Enumerable.Range(0, n * n).Select(k => k / n == k % n ? diagonal.Value : 0)] : TravelKinds.List(inputs, key);
                if (values.Length != n * n) return inputs.Told(key, $"has {values.Length} numbers; expected {n * n}, row by row", matrix);
                Buffer.BlockCopy(values, 0, matrix, 0, values.Length * sizeof(double));
                return matrix;
            }

            double[] Column(string file)
            {
                CsvTable table = Csv.Read(file);
                int column = table.Column("z0");
                double?[] values = [.. table.Rows.Select(r => CaseInputs.Parse(r[column]))];
                return values.All(v => v is not null) ? [.. values.Select(v => v!.Value)] : inputs.Told<double[]>("observations", "has cells in `z0` that are no numbers", []);
            }
        });
}
