namespace TerritoryTwin.Heat;

/// <summary>Where a function of one number is zero.</summary>
internal static class Root
{
    /// <summary>By halving; missing (NaN) when the function has one sign at both ends, or is missing there.</summary>
    public static double Of(Func<double, double> f, double low, double high)
    {
        double atLow = f(low), atHigh = f(high);
        if (!(atLow * atHigh <= 0)) return double.NaN;
        for (int n = 0; n < 60; n++)
        {
            double middle = (low + high) / 2, at = f(middle);
            if (at > 0 == atLow > 0) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }
}
