namespace TerritoryTwin.Weather;

/// <summary>A smooth course of the year whose monthly means are given.</summary>
internal static class MonthlyCurve
{
    private const double Close = 1e-9;

    /// <summary>One value an hour: straight lines between mid-months, bent until every monthly mean is met; December joins January.</summary>
    public static double[] Through(IReadOnlyList<double> monthlyMeans)
    {
        double[] nodes = [.. monthlyMeans];
        while (true)
        {
            double[] curve = Join(nodes);
            double[] means = Months.Means(curve);
            double worst = 0;
            for (int month = 0; month < 12; month++)
            {
                double lack = monthlyMeans[month] - means[month];
                nodes[month] += lack;       // a node weighs half its month at least, so the lack halves each time
                worst = Math.Max(worst, Math.Abs(lack));
            }
            if (!(worst > Close * (1 + Math.Abs(monthlyMeans[0])))) return curve;
        }
    }

    private static double[] Join(double[] nodes)
    {
        double[] curve = new double[Months.Hours];
        for (int month = 0; month < 12; month++)
        {
            double from = Middle(month), to = Middle(month + 1);
            double start = nodes[month], end = nodes[(month + 1) % 12];
            for (int hour = (int)Math.Ceiling(from - 0.5); hour + 0.5 < to; hour++)
                curve[hour % Months.Hours] = start + (end - start) * (hour + 0.5 - from) / (to - from);
        }
        return curve;
    }

    private static double Middle(int month) =>
        month == 12 ? Months.Hours + Middle(0) : 12.0 * (Months.FirstDay(month) + Months.FirstDay(month + 1));
}
