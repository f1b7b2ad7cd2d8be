using TerritoryTwin.Core;

namespace TerritoryTwin.Ensembles;

/// <summary>What is known of a few numbers as an ensemble of equally likely members: by perturbed observations (EnKF), or by a square root, which keeps mean and covariance exactly (ESRF).</summary>
/// <remarks>Burgers, van Leeuwen and Evensen (1998) and Whitaker and Hamill (2002), Monthly Weather Review 126 and 130. Held to <see cref="GaussianFilter"/> by cases of <c>twin verify</c>.</remarks>
public sealed class EnsembleFilter
{
    private readonly bool _perturbed;
    private RandomStream _lots;
    private double[,] _members;                     // by number and member

    /// <summary>An ensemble of a mean and covariance.</summary>
    /// <param name="mean">One a number.</param> <param name="covariance">Symmetric, positive definite.</param>
    /// <param name="members">More than there are numbers.</param> <param name="perturbed">Whether members are drawn and see each its own measurement; else they have exactly that mean and covariance.</param>
    /// <param name="seed">Of what is drawn.</param>
    /// <exception cref="ArgumentException">There are too few members.</exception>
    public EnsembleFilter(IReadOnlyList<double> mean, double[,] covariance, int members, bool perturbed, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(mean);
        if (members <= mean.Count) throw new ArgumentException($"{members} members for {mean.Count} numbers; there must be more", nameof(members));
        (_perturbed, _lots) = (perturbed, new(seed, "ensemble filter"));
        _members = new double[mean.Count, members];
        for (int i = 0; i < mean.Count; i++)
            for (int m = 0; m < members; m++) _members[i, m] = _lots.NextNormal();
        if (perturbed) _members = SmallMatrix.Product(SmallMatrix.Root(covariance), _members);
        else Spread(covariance);
        for (int i = 0; i < mean.Count; i++) Add(i, mean[i] - (perturbed ? 0 : Mean(i)));
    }

    /// <summary>How many.</summary>
    public int Members => _members.GetLength(1);

    private int Numbers => _members.GetLength(0);

    /// <summary>Of a number.</summary>
    public double Mean(int number)
    {
        double sum = 0;
        for (int m = 0; m < Members; m++) sum += _members[number, m];
        return sum / Members;
    }

    /// <summary>Of two of them, over the members less one.</summary>
    public double Covariance(int one, int other)
    {
        double mean = Mean(one), otherMean = Mean(other), sum = 0;
        for (int m = 0; m < Members; m++) sum += (_members[one, m] - mean) * (_members[other, m] - otherMean);
        return sum / (Members - 1);
    }

    /// <summary>A step of the model: every member by F; then noise of covariance Q is drawn for each, or the ensemble is spread to F P Fᵀ + Q.</summary>
    /// <param name="transition">F.</param> <param name="noise">Q, symmetric.</param>
    public void Predict(double[,] transition, double[,] noise)
    {
        _members = SmallMatrix.Product(transition, _members);
        if (_perturbed)
        {
            double[,] drawn = new double[Numbers, Members];
            for (int m = 0; m < Members; m++)
                for (int i = 0; i < Numbers; i++) drawn[i, m] = _lots.NextNormal();
            drawn = SmallMatrix.Product(SmallMatrix.Root(noise), drawn);
            for (int i = 0; i < Numbers; i++)
                for (int m = 0; m < Members; m++) _members[i, m] += drawn[i, m];
            return;
        }
        double[,] wanted = Covariances();
        for (int i = 0; i < Numbers; i++)
            for (int j = 0; j < Numbers; j++) wanted[i, j] += noise[i, j];
        Spread(wanted);
    }

    /// <summary>Takes a measurement z = h x + v.</summary>
    /// <param name="observes">h, one a number.</param> <param name="measured">z.</param> <param name="error">Variance of v, above 0.</param>
    public void Update(IReadOnlyList<double> observes, double measured, double error)
    {
        ArgumentNullException.ThrowIfNull(observes);
        double[,] covariance = Covariances();
        double[] shared = new double[Numbers], seen = new double[Members];
        for (int i = 0; i < Numbers; i++)
        {
            for (int j = 0; j < Numbers; j++) shared[i] += covariance[i, j] * observes[j];
            for (int m = 0; m < Members; m++) seen[m] += observes[i] * _members[i, m];
        }
        double spread = shared.Zip(observes, static (s, h) => s * h).Sum(), mean = seen.Average(), variance = spread + error;
        double own = _perturbed ? 1 : 1 / (1 + Math.Sqrt(error / variance));            // of the gain, for what a member is away from the mean
        for (int m = 0; m < Members; m++)
        {
            double told = _perturbed ? measured + Math.Sqrt(error) * _lots.NextNormal() : measured;
            for (int i = 0; i < Numbers; i++) _members[i, m] += shared[i] / variance * (told - mean - own * (seen[m] - mean));
        }
    }

    private double[,] Covariances()
    {
        double[,] all = new double[Numbers, Numbers];
        for (int i = 0; i < Numbers; i++)
            for (int j = 0; j < Numbers; j++) all[i, j] = Covariance(i, j);
        return all;
    }

    // What members are away from the mean becomes L' L⁻¹ of it, so that the covariance L Lᵀ becomes L' L'ᵀ.
    private void Spread(double[,] wanted)
    {
        double[] means = [.. Enumerable.Range(0, Numbers).Select(Mean)];
        double[,] root = SmallMatrix.Root(Covariances());
        for (int i = 0; i < Numbers; i++) Add(i, -means[i]);
        _members = SmallMatrix.Product(SmallMatrix.Root(wanted), SmallMatrix.Solved(root, _members));
        for (int i = 0; i < Numbers; i++) Add(i, means[i]);
    }

    private void Add(int number, double amount)
    {
        for (int m = 0; m < Members; m++) _members[number, m] += amount;
    }
}
