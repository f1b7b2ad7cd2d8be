using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>How the number of trips falls with what they cost.</summary>
/// <remarks>docs/physics/travel-demand.md, eq. 4 to 6.</remarks>
public static class Deterrence
{
    /// <summary>e^(−β c).</summary>
    /// <param name="cost">Generalised cost c, such as minutes.</param> <param name="beta">β ≥ 0, of one unit of it.</param>
    public static R Exponential<R>(R cost, R beta) where R : struct, IReal<R> => R.Exp(-beta * cost);

    /// <summary>c^(−n); without end where nothing is paid.</summary>
    /// <param name="cost">c &gt; 0.</param> <param name="power">n ≥ 0.</param>
    public static R Power<R>(R cost, R power) where R : struct, IReal<R> => R.Pow(cost, -power);

    /// <summary>cⁿ e^(−β c): few very short trips, few very long ones.</summary>
    /// <param name="cost">c &gt; 0.</param> <param name="power">n.</param> <param name="beta">β ≥ 0.</param>
    /// <remarks>Tanner (1961).</remarks>
    public static R Tanner<R>(R cost, R power, R beta) where R : struct, IReal<R> => R.Pow(cost, power) * R.Exp(-beta * cost);
}

/// <summary>Where trips go, from what there is at both ends and the cost between: gravity models.</summary>
/// <remarks>docs/physics/travel-demand.md, eq. 7 and 8. Ortúzar and Willumsen, Modelling Transport, chapter 5.</remarks>
public static class Gravity
{
    /// <summary>Trips that keep the totals of origins and destinations: T = A O B D e^(−β c).</summary>
    /// <param name="costs">From each origin to each destination, row-major; infinite where no way leads.</param>
    /// <param name="beta">β ≥ 0, of one unit of cost.</param>
    /// <param name="origins">Trips that leave.</param> <param name="destinations">Trips that arrive; the same sum.</param> <param name="tolerance">Of a row's total.</param>
    /// <exception cref="ArgumentException">The sizes differ, or a number is negative or missing.</exception>
    /// <exception cref="TerritoryException">As of <see cref="Furness.Balance"/>.</exception>
    public static BalancedTrips DoublyConstrained(ReadOnlySpan<double> costs, double beta, ReadOnlySpan<double> origins, ReadOnlySpan<double> destinations, double tolerance = 1e-10)
    {
        Require(costs, beta, origins.Length, destinations.Length);
        double[] seed = costs.ToArray();
        for (int i = 0; i < origins.Length; i++) Fall(seed.AsSpan(i * destinations.Length, destinations.Length), destinations, beta);
        return Furness.Balance(seed, origins, destinations, tolerance);
    }

    /// <summary>Trips that keep the totals of origins and destinations: T = A O B D cⁿ e^(−β c). A power alone is β of 0 and n below 0.</summary>
    /// <param name="costs">As in <see cref="DoublyConstrained"/>; &gt; 0 where n is not 0.</param> <param name="power">n.</param> <param name="beta">β, of one unit of cost.</param>
    /// <param name="origins">Trips that leave.</param> <param name="destinations">Trips that arrive; the same sum.</param> <param name="tolerance">Of a row's total.</param>
    /// <exception cref="ArgumentException">The sizes differ, or a number is negative or missing.</exception>
    /// <exception cref="TerritoryException">As of <see cref="Furness.Balance"/>.</exception>
    public static BalancedTrips Tanner(ReadOnlySpan<double> costs, double power, double beta, ReadOnlySpan<double> origins, ReadOnlySpan<double> destinations, double tolerance = 1e-10)
    {
        Require(costs, 0, origins.Length, destinations.Length);
        if (!double.IsFinite(power) || !double.IsFinite(beta)) throw new ArgumentException($"the power is {power} and β {beta}; expected numbers");
        double[] seed = costs.ToArray();
        for (int k = 0; k < seed.Length; k++)
        {
            if (power != 0 && seed[k] == 0) throw new ArgumentException($"the cost from origin {k / destinations.Length} to destination {k % destinations.Length} is 0; expected more, for a power of it is taken", nameof(costs));
            if (double.IsFinite(seed[k])) seed[k] = beta * seed[k] - (power == 0 ? 0 : power * Math.Log(seed[k]));
        }
        for (int i = 0; i < origins.Length; i++) Fall(seed.AsSpan(i * destinations.Length, destinations.Length), destinations, 1);
        return Furness.Balance(seed, origins, destinations, tolerance);
    }

    /// <summary>Trips that keep the totals of origins alone, each shared among destinations by D e^(−β c).</summary>
    /// <param name="costs">As in <see cref="DoublyConstrained"/>.</param> <param name="beta">β ≥ 0.</param> <param name="origins">Trips that leave, ≥ 0.</param>
    /// <param name="attractions">What draws them to each destination, ≥ 0, in any unit.</param>
    /// <returns>Trips, row-major.</returns>
    /// <exception cref="ArgumentException">The sizes differ, or a number is negative or missing.</exception>
    /// <exception cref="TerritoryException">From an origin with trips no way leads to a destination that draws any.</exception>
    public static double[] OriginConstrained(ReadOnlySpan<double> costs, double beta, ReadOnlySpan<double> origins, ReadOnlySpan<double> attractions)
    {
        Require(costs, beta, origins.Length, attractions.Length);
        foreach (double amount in (double[])[.. origins, .. attractions])
            if (!(amount >= 0) || !double.IsFinite(amount)) throw new ArgumentException($"a total is {amount}; expected a number from 0");
        double[] trips = costs.ToArray();
        for (int i = 0; i < origins.Length; i++)
        {
            Span<double> row = trips.AsSpan(i * attractions.Length, attractions.Length);
            Fall(row, attractions, beta);
            double sum = 0;
            for (int j = 0; j < row.Length; j++) sum += row[j] *= attractions[j];
            if (origins[i] > 0 && sum == 0)
                throw new TerritoryException($"distribution: {origins[i]:g6} trips leave origin {i}, from where no way leads to a destination that draws any; expected one. Join it to the network, or give it no trips.");
            for (int j = 0; j < row.Length; j++) row[j] *= origins[i] == 0 ? 0 : origins[i] / sum;
        }
        return trips;
    }

    // e^(−β (c − the least c of those that draw any)): the factor of the row takes it up, and far places do not all fall to 0.
    private static void Fall(Span<double> row, ReadOnlySpan<double> draws, double beta)
    {
        double least = double.PositiveInfinity;
        for (int j = 0; j < row.Length; j++)
            if (draws[j] > 0) least = Math.Min(least, row[j]);
        for (int j = 0; j < row.Length; j++) row[j] = draws[j] > 0 && double.IsFinite(row[j]) ? Math.Exp(-beta * (row[j] - least)) : 0;
    }

    private static void Require(ReadOnlySpan<double> costs, double beta, int origins, int destinations)
    {
        if (costs.Length != origins * destinations) throw new ArgumentException($"{costs.Length} costs for {origins} origins and {destinations} destinations; expected {origins * destinations}", nameof(costs));
        if (!(beta >= 0) || !double.IsFinite(beta)) throw new ArgumentOutOfRangeException(nameof(beta), beta, "expected a number from 0");
        for (int k = 0; k < costs.Length; k++)
            if (!(costs[k] >= 0)) throw new ArgumentException($"the cost from origin {k / destinations} to destination {k % destinations} is {costs[k]}; expected a number from 0, infinite where no way leads", nameof(costs));
    }
}
