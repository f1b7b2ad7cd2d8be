using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>A table of trips whose rows and columns sum to given totals.</summary>
/// <param name="Trips">From each origin to each destination, row-major: seed × factor of the row × factor of the column.</param>
/// <param name="RowFactors">A of each origin; 0 where nobody leaves.</param>
/// <param name="ColumnFactors">B of each destination; 0 where nobody arrives.</param>
/// <param name="Rounds">Times that rows and columns were scaled.</param>
/// <param name="Misfit">Largest difference of a row from its total, over that total; columns fit to rounding.</param>
public sealed record BalancedTrips(double[] Trips, double[] RowFactors, double[] ColumnFactors, int Rounds, double Misfit);

/// <summary>Brings a table to given sums of its rows and columns and keeps the ratios of its odds: the method of Furness (1965), iterative proportional fitting.</summary>
/// <remarks>docs/physics/travel-demand.md, eq. 1 to 3.</remarks>
public static class Furness
{
    /// <summary>Balances a table.</summary>
    /// <param name="seed">From each origin to each destination, row-major, ≥ 0; 0 stays 0.</param>
    /// <param name="origins">Trips that leave each origin, ≥ 0.</param>
    /// <param name="destinations">Trips that arrive at each destination, ≥ 0; the sum is that of <paramref name="origins"/>.</param>
    /// <param name="tolerance">Largest misfit of a row, of its total; the columns are then exact.</param>
    /// <param name="rounds">How often rows and columns are scaled at most.</param>
    /// <exception cref="ArgumentException">The table has another size than the totals, or a number is negative or missing.</exception>
    /// <exception cref="TerritoryException">The sums differ, an origin or a destination with trips is joined to none with trips, or no table with these zeros has these totals.</exception>
    public static BalancedTrips Balance(ReadOnlySpan<double> seed, ReadOnlySpan<double> origins, ReadOnlySpan<double> destinations, double tolerance = 1e-10, int rounds = 10_000)
    {
        Require(seed, origins, destinations, tolerance);
        int rows = origins.Length, columns = destinations.Length;
        double[] a = new double[rows], b = new double[columns], trips = seed.ToArray();
        b.AsSpan().Fill(1);
        for (int round = 1; ; round++)
        {
            for (int i = 0; i < rows; i++) a[i] = Factor(origins[i], SumOfRow(seed, b, i));
            for (int j = 0; j < columns; j++) b[j] = Factor(destinations[j], SumOfColumn(seed, a, j));
            (int worst, double misfit) = Misfit(seed, a, b, origins);
            if (misfit <= tolerance)
            {
                for (int k = 0; k < trips.Length; k++) trips[k] *= a[k / columns] * b[k % columns];
                return new(trips, a, b, round, misfit);
            }
            if (round == rounds || !double.IsFinite(misfit))
                throw new TerritoryException(
                    $"balancing: after {round} rounds origin {worst} is off its total of {origins[worst]:g6} by {misfit:g3} of it; expected {tolerance:g3} or less. " +
                    "The zeros of the table leave too little room: open more pairs, lower the total, or raise the tolerance.");
        }
    }

    private static double Factor(double total, double sum) => total == 0 ? 0 : total / sum;

    private static double SumOfRow(ReadOnlySpan<double> seed, double[] b, int i)
    {
        double sum = 0;
        for (int j = 0; j < b.Length; j++) sum += seed[i * b.Length + j] * b[j];
        return sum;
    }

    private static double SumOfColumn(ReadOnlySpan<double> seed, double[] a, int j)
    {
        double sum = 0;
        int columns = seed.Length / a.Length;
        for (int i = 0; i < a.Length; i++) sum += seed[i * columns + j] * a[i];
        return sum;
    }

    private static (int Worst, double Misfit) Misfit(ReadOnlySpan<double> seed, double[] a, double[] b, ReadOnlySpan<double> origins)
    {
        (int Worst, double Misfit) found = (0, 0);
        for (int i = 0; i < a.Length; i++)
        {
            if (origins[i] == 0) continue;
            double misfit = Math.Abs(a[i] * SumOfRow(seed, b, i) - origins[i]) / origins[i];
            if (!(misfit <= found.Misfit)) found = (i, misfit);
        }
        return found;
    }

    private static void Require(ReadOnlySpan<double> seed, ReadOnlySpan<double> origins, ReadOnlySpan<double> destinations, double tolerance)
    {
        if (seed.Length != origins.Length * destinations.Length)
            throw new ArgumentException($"{seed.Length} pairs for {origins.Length} origins and {destinations.Length} destinations; expected {origins.Length * destinations.Length}", nameof(seed));
        if (!(tolerance is >= 1e-13 and < 1)) throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "expected a share from 1e-13, what rounding allows, to 1");
        RequireAmounts(seed, nameof(seed));
        RequireAmounts(origins, nameof(origins));
        RequireAmounts(destinations, nameof(destinations));
        (double leave, double arrive) = (Sum(origins), Sum(destinations));
        if (!(Math.Abs(leave - arrive) <= 0.5 * tolerance * Math.Max(leave, arrive)))
            throw new TerritoryException(
                $"balancing: {leave:g10} trips leave and {arrive:g10} arrive; expected the same number to {0.5 * tolerance:g3} of it. Scale one list of totals to the sum of the other before balancing.");
        for (int i = 0; i < origins.Length; i++)
        {
            bool open = false;
            for (int j = 0; j < destinations.Length; j++) open |= seed[i * destinations.Length + j] > 0 && destinations[j] > 0;
            if (origins[i] > 0 && !open) throw Shut("origin", i, origins[i], "leave", "destination");
        }
        for (int j = 0; j < destinations.Length; j++)
        {
            bool open = false;
            for (int i = 0; i < origins.Length; i++) open |= seed[i * destinations.Length + j] > 0 && origins[i] > 0;
            if (destinations[j] > 0 && !open) throw Shut("destination", j, destinations[j], "arrive at", "origin");
        }
    }

    private static TerritoryException Shut(string end, int place, double trips, string move, string other) => new(
        $"balancing: {trips:g6} trips {move} {end} {place}, whose seed is 0 for every {other} that has trips; expected one pair above 0. Give it a seed (is it reachable?), or a total of 0.");

    private static void RequireAmounts(ReadOnlySpan<double> values, string name)
    {
        for (int k = 0; k < values.Length; k++)
            if (!(values[k] >= 0) || !double.IsFinite(values[k])) throw new ArgumentException($"{name}[{k}] is {values[k]}; expected a number from 0", name);
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum;
    }
}
