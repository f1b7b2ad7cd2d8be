namespace TerritoryTwin.Ensembles;

/// <summary>How an output changes when one parameter goes from its least to its greatest value, by steps from random places.</summary>
/// <param name="Mean">μ of each parameter: mean change.</param>
/// <param name="MeanAbsolute">μ*: mean of absolute changes, which do not cancel.</param>
/// <param name="Deviation">σ: standard deviation of changes; above 0 where the parameter interacts or acts in a curve.</param>
/// <param name="Used">Trajectories.</param>
/// <param name="Dropped">Trajectories left out, as an output of a variant was not finite.</param>
public sealed record ElementaryEffects(IReadOnlyList<Estimate> Mean, IReadOnlyList<Estimate> MeanAbsolute, IReadOnlyList<Estimate> Deviation, int Used, int Dropped);

public static partial class GlobalSensitivity
{
    /// <summary>Elementary effects of a design of <see cref="Sampling.Morris"/>, in the unit of the output for the whole range of a parameter (u from 0 to 1), with bootstrap intervals over trajectories.</summary>
    /// <param name="design">Trajectories of d + 1 variants.</param>
    /// <param name="outputs">Of each variant; one that is not finite drops its trajectory.</param>
    /// <param name="seed">Of the bootstrap.</param>
    /// <param name="confidence">Of the intervals, 0 to 1.</param>
    /// <exception cref="ArgumentException">The design is none of trajectories, the outputs are not its own, or fewer than two trajectories are left.</exception>
    /// <remarks>Morris (1991), Technometrics 33(2); μ* by Campolongo, Cariboni and Saltelli (2007), Environmental Modelling and Software 22.</remarks>
    public static ElementaryEffects Morris(Design design, ReadOnlySpan<double> outputs, ulong seed, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(design);
        int d = design.Dimensions, size = d + 1;
        if (outputs.Length != design.Count || design.Count % size != 0)
            throw new ArgumentException($"elementary effects of {d} parameters from {design.Count} variants and {outputs.Length} outputs; expected d + 1 variants for each trajectory, and an output for each");
        List<int> kept = Finite(outputs, size, out int dropped);
        double[] effects = new double[kept.Count * d];
        Array.Fill(effects, double.NaN);
        for (int t = 0; t < kept.Count; t++)
        {
            for (int k = 0; k < d; k++)
            {
                int variant = kept[t] * size + k, changed = Changed(design, variant);
                effects[t * d + changed] = (outputs[variant + 1] - outputs[variant]) / (design[variant + 1, changed] - design[variant, changed]);
            }
            if (effects[(t * d)..((t + 1) * d)].Any(double.IsNaN)) throw new ArgumentException($"trajectory {kept[t]} changes a parameter twice; expected every one once");
        }
        Estimate[] found = Bootstrap.Of(kept.Count, 3 * d, seed, confidence, (rows, statistics) =>
        {
            for (int j = 0; j < d; j++)
            {
                double sum = 0, absolute = 0, squares = 0;
                foreach (int row in rows)
                {
                    sum += effects[row * d + j];
                    absolute += Math.Abs(effects[row * d + j]);
                }
                double mean = sum / rows.Length;
                foreach (int row in rows) squares += (effects[row * d + j] - mean) * (effects[row * d + j] - mean);
                (statistics[j], statistics[d + j], statistics[2 * d + j]) = (mean, absolute / rows.Length, Math.Sqrt(squares / (rows.Length - 1)));
            }
        });
        return new(found[..d], found[d..(2 * d)], found[(2 * d)..], kept.Count, dropped);
    }

    private static int Changed(Design design, int variant)
    {
        int changed = -1;
        for (int j = 0; j < design.Dimensions; j++)
        {
            if (design[variant, j] == design[variant + 1, j]) continue;
            if (changed >= 0) throw new ArgumentException($"variants {variant} and {variant + 1} differ in more than one parameter; expected a design of trajectories");
            changed = j;
        }
        return changed >= 0 ? changed : throw new ArgumentException($"variants {variant} and {variant + 1} are the same; expected a design of trajectories");
    }
}
