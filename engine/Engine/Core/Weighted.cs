namespace TerritoryTwin.Core;

/// <summary>Figures of values that stand for people. Values that are NaN and values of nobody are left out.</summary>
internal static class Weighted
{
    /// <summary>NaN where nobody is left.</summary>
    public static double Mean(double[] values, double[] people)
    {
        double from = double.NaN, above = 0, all = 0;       // from the first value, so that the mean of one value is that value
        for (int n = 0; n < values.Length; n++)
        {
            if (!IsCounted(values, people, n)) continue;
            if (all == 0) from = values[n];
            above += people[n] * (values[n] - from);
            all += people[n];
        }
        return from + above / all;
    }

    /// <summary>The least value that at least a share of the people do not exceed; NaN where nobody is left.</summary>
    public static double Quantile(double[] values, double[] people, double share)
    {
        int[] order = Order(values, people);
        double all = order.Sum(n => people[n]), sum = 0;
        foreach (int n in order)
        {
            sum += people[n];
            if (sum >= share * all * (1 - 1e-12)) return values[n];
        }
        return double.NaN;
    }

    /// <summary>Which share of the people have a lower value, with half of those who have the same: 0 to 1, its mean over people is one half. NaN for who is left out.</summary>
    public static double[] Rank(double[] values, double[] people)
    {
        int[] order = Order(values, people);
        double[] ranks = new double[values.Length];
        Array.Fill(ranks, double.NaN);
        double all = order.Sum(n => people[n]), below = 0;
        for (int first = 0, next; first < order.Length; first = next)
        {
            double same = 0;
            for (next = first; next < order.Length && values[order[next]].Equals(values[order[first]]); next++) same += people[order[next]];
            for (int k = first; k < next; k++) ranks[order[k]] = (below + same / 2) / all;
            below += same;
        }
        return ranks;
    }

    private static int[] Order(double[] values, double[] people) => [.. Enumerable.Range(0, values.Length).Where(n => IsCounted(values, people, n)).OrderBy(n => values[n])];

    private static bool IsCounted(double[] values, double[] people, int n) => people[n] > 0 && !double.IsNaN(values[n]);
}
