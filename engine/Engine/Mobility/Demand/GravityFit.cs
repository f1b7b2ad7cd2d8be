using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>Finds how trips fall with cost from those that were observed: of the forms of <see cref="Deterrence"/>, the parameters that are most likely, which are those by which trips cost in the mean what the observed ones do.</summary>
/// <remarks>docs/physics/travel-demand.md, Fit. Hyman (1969), Environment and Planning A 1; greatest likelihood: Evans (1971), Transportation Research 5.</remarks>
public static class GravityFit
{
    private const double Close = 1e-7, Closer = 1e-9, Balanced = 1e-10;         // of the mean, of a mean within a search for another, of rows
    private const int MostTries = 40;

    /// <summary>β of e^(−β c).</summary>
    /// <param name="costs">From each origin to each destination, row-major, ≥ 0; infinite where no way leads.</param>
    /// <param name="origins">Trips that leave.</param> <param name="destinations">Trips that arrive; the same sum.</param> <param name="mean">Cost of a trip, observed.</param>
    /// <exception cref="TerritoryException">No trips with these totals have this mean for a β from 0.</exception>
    public static double Exponential(ReadOnlySpan<double> costs, ReadOnlySpan<double> origins, ReadOnlySpan<double> destinations, double mean)
    {
        Searched searched = new(costs.ToArray(), origins.ToArray(), destinations.ToArray());
        return searched.Falling(beta => searched.Means(0, beta).Cost, mean, 1 / mean, "cost");
    }

    /// <summary>n of c^(−n).</summary>
    /// <param name="costs">As in <see cref="Exponential"/>, &gt; 0.</param> <param name="origins">Trips that leave.</param> <param name="destinations">Trips that arrive.</param> <param name="meanLog">Natural logarithm of the cost of a trip, observed.</param>
    /// <exception cref="TerritoryException">No trips with these totals have this mean for an n from 0.</exception>
    public static double Power(ReadOnlySpan<double> costs, ReadOnlySpan<double> origins, ReadOnlySpan<double> destinations, double meanLog)
    {
        Searched searched = new(costs.ToArray(), origins.ToArray(), destinations.ToArray());
        return searched.Falling(power => searched.Means(-power, 0).Log, meanLog, 1, "logarithm of cost");
    }

    /// <summary>n and β of cⁿ e^(−β c); β below 0 where the power alone lets trips cost too little.</summary>
    /// <param name="costs">As in <see cref="Exponential"/>, &gt; 0.</param> <param name="origins">Trips that leave.</param> <param name="destinations">Trips that arrive.</param>
    /// <param name="mean">Cost of a trip, observed.</param> <param name="meanLog">Natural logarithm of it.</param>
    /// <exception cref="TerritoryException">No trips with these totals have these means.</exception>
    public static (double Power, double Beta) Tanner(ReadOnlySpan<double> costs, ReadOnlySpan<double> origins, ReadOnlySpan<double> destinations, double mean, double meanLog)
    {
        Searched searched = new(costs.ToArray(), origins.ToArray(), destinations.ToArray());
        double beta = 0;
        // More of the power and less of β: of trips that cost the same in the mean, fewer are very short and very long, so that the mean of logarithms rises.
        double falls = searched.Root(minus =>
        {
            beta = searched.Root(b => searched.Means(-minus, b).Cost, mean, beta, 1 / mean, "cost", Closer);
            return searched.Means(-minus, beta).Log;
        }, meanLog, 0, 0.5, "logarithm of cost");
        return (-falls, beta);
    }

    private sealed class Searched(double[] costs, double[] origins, double[] destinations)
    {
        public (double Cost, double Log) Means(double power, double beta)
        {
            double[] trips = Gravity.Tanner(costs, power, beta, origins, destinations, Balanced).Trips;
            (double all, double cost, double log) = (0, 0, 0);
            for (int k = 0; k < trips.Length; k++)
                if (trips[k] > 0) (all, cost, log) = (all + trips[k], cost + trips[k] * costs[k], log + trips[k] * Math.Log(costs[k]));
            return (cost / all, log / all);
        }

        // From 0 up.
        public double Falling(Func<double, double> means, double wanted, double step, string what)
        {
            double free = means(0);
            if (!(wanted < free * (1 + Close) + Close)) throw Refused(what, wanted, $"cost does not count and it is {free:g6}");
            return wanted > free * (1 - Close) - Close ? 0 : Root(means, wanted, 0, step, what);
        }

        /// <summary>Where a falling function has a value: a step at a time until it is enclosed, then by secants of which none stays at one end (Illinois).</summary>
        public double Root(Func<double, double> means, double wanted, double start, double step, string what, double tolerance = Close)
        {
            double close = tolerance * Math.Max(1, Math.Abs(wanted));
            double a = start, fa = means(a) - wanted;
            if (Math.Abs(fa) <= close) return a;
            double b = a, fb = fa, stride = fa > 0 ? Math.Abs(step) : -Math.Abs(step);
            for (int n = 0; fa * fb > 0; n++)
            {
                if (n == MostTries) throw Refused(what, wanted, $"it comes to {wanted + fb:g6} at {b:g6}");
                double off;
                try { off = means(b + stride) - wanted; }
                catch (TerritoryException)               // too steep for the totals: nearer
                {
                    stride /= 4;
                    continue;
                }
                (a, fa, b, fb) = (b, fb, b + stride, off);
                stride *= 1.7;
            }
            for (int n = 0; n < MostTries && Math.Abs(fb) > close; n++)
            {
                double c = (fa * b - fb * a) / (fa - fb), fc = means(c) - wanted;
                if (fb * fc < 0) (a, fa) = (b, fb);
                else fa /= 2;
                (b, fb) = (c, fc);
            }
            return Math.Abs(fb) <= close ? b : throw Refused(what, wanted, $"it comes to {wanted + fb:g6} at {b:g6}");
        }

        private static TerritoryException Refused(string what, double wanted, string found) => new(
            $"gravity: a mean {what} of {wanted:g6} was observed, and no trips with these totals that fall with cost have it: {found}. Expected a mean between that of the cheapest table and that of people who mind no cost; look at the units of costs and at the cost within a place.");
    }
}
