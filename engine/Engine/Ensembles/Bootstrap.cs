using TerritoryTwin.Core;

namespace TerritoryTwin.Ensembles;

/// <summary>Percentile intervals of statistics, by drawing as many rows as there are, with replacement, again and again (Efron 1979, Annals of Statistics 7(1)).</summary>
internal static class Bootstrap
{
    public const int Resamples = 1000;

    /// <summary>A statistic of some rows: fills one number for each of its outputs; NaN where undefined.</summary>
    public delegate void Statistic(ReadOnlySpan<int> rows, Span<double> outputs);

    /// <summary>Statistics of all rows with their intervals. One that a resample leaves undefined has no interval.</summary>
    public static Estimate[] Of(int rows, int outputs, ulong seed, double confidence, Statistic statistic)
    {
        if (!(confidence > 0 && confidence < 1)) throw new ArgumentException($"intervals of confidence {confidence:R} were asked for; expected a number between 0 and 1");
        int[] drawn = [.. Enumerable.Range(0, rows)];
        double[] whole = new double[outputs], found = new double[outputs];
        statistic(drawn, whole);
        double[][] all = [.. Enumerable.Range(0, outputs).Select(_ => new double[Resamples])];
        for (int r = 0; r < Resamples; r++)
        {
            RandomStream stream = new(seed, "bootstrap", r);
            for (int i = 0; i < rows; i++) drawn[i] = stream.Below(rows);
            statistic(drawn, found);
            for (int k = 0; k < outputs; k++) all[k][r] = found[k];
        }
        return [.. all.Select((values, k) => Interval(whole[k], values, confidence))];
    }

    private static Estimate Interval(double whole, double[] values, double confidence)
    {
        if (values.Any(double.IsNaN)) return new(whole, double.NaN, double.NaN);
        Array.Sort(values);
        return new(whole, Between((1 - confidence) / 2), Between((1 + confidence) / 2));

        double Between(double share)
        {
            double place = share * (values.Length - 1);
            int below = (int)place;
            return values[below] + (place - below) * (values[Math.Min(below + 1, values.Length - 1)] - values[below]);
        }
    }
}
