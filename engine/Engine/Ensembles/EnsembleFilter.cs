using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using TerritoryTwin.Core;

namespace TerritoryTwin.Ensembles;

/// <summary>What is known of a few numbers as an ensemble of equally likely members: by perturbed observations (EnKF), or by a square root, which keeps mean and covariance exactly (ESRF).</summary>
/// <remarks>Burgers, van Leeuwen and Evensen (1998) and Whitaker and Hamill (2002), Monthly Weather Review 126 and 130. Held to <see cref="GaussianFilter"/> by cases of <c>twin verify</c>.</remarks>
public sealed class EnsembleFilter
{
    private readonly bool _perturbed;
    private RandomStream _lots;
    private Matrix<double> _members;                // by number and member

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
        Matrix<double> wanted = Matrix<double>.Build.DenseOfArray(covariance);
        _members = Drawn(mean.Count, members);
        _members = About(Vector<double>.Build.DenseOfEnumerable(mean), perturbed ? Root(wanted) * _members : Spread(Deviations, wanted));
    }

    /// <summary>How many.</summary>
    public int Members => _members.ColumnCount;

    private Vector<double> Means => _members.RowSums() / Members;

    private Matrix<double> Deviations => About(-Means, _members);

    /// <summary>Of a number.</summary>
    public double Mean(int number) => Means[number];

    /// <summary>Of two of them, over the members less one.</summary>
    public double Covariance(int one, int other) => CovarianceOf(Deviations)[one, other];

    /// <summary>A step of the model: every member by F; then noise of covariance Q is drawn for each, or the ensemble is spread to F P Fᵀ + Q.</summary>
    /// <param name="transition">F.</param> <param name="noise">Q, symmetric.</param>
    public void Predict(double[,] transition, double[,] noise)
    {
        Matrix<double> more = Matrix<double>.Build.DenseOfArray(noise);
        _members = Matrix<double>.Build.DenseOfArray(transition) * _members;
        _members = _perturbed ? _members + Root(more) * Drawn(_members.RowCount, Members) : About(Means, Spread(Deviations, CovarianceOf(Deviations) + more));
    }

    /// <summary>Takes a measurement z = h x + v.</summary>
    /// <param name="observes">h, one a number.</param> <param name="measured">z.</param> <param name="error">Variance of v, above 0.</param>
    public void Update(IReadOnlyList<double> observes, double measured, double error)
    {
        Vector<double> seen = Vector<double>.Build.DenseOfEnumerable(observes), shared = CovarianceOf(Deviations) * seen, each = _members.LeftMultiply(seen);
        double variance = seen * shared + error, mean = each.Sum() / Members;
        double own = _perturbed ? 1 : 1 / (1 + Math.Sqrt(error / variance));            // of the gain, for what a member is away from the mean
        double[] told = [.. each.Select(x => (_perturbed ? measured + Math.Sqrt(error) * _lots.NextNormal() : measured) - mean - own * (x - mean))];          // one after the other: lots are drawn
        _members += (shared / variance).OuterProduct(Vector<double>.Build.Dense(told));
    }

    private Matrix<double> Drawn(int numbers, int members) => Matrix<double>.Build.Dense(numbers, members, [.. Enumerable.Range(0, numbers * members).Select(_ => _lots.NextNormal())]);

    private static Matrix<double> About(Vector<double> means, Matrix<double> deviations) => deviations + means.OuterProduct(Vector<double>.Build.Dense(deviations.ColumnCount, 1));

    private static Matrix<double> CovarianceOf(Matrix<double> deviations) => deviations.TransposeAndMultiply(deviations) / (deviations.ColumnCount - 1);

    // What members are away from the mean becomes L' L⁻¹ of it, so that the covariance L Lᵀ becomes L' L'ᵀ.
    private static Matrix<double> Spread(Matrix<double> deviations, Matrix<double> wanted) => Root(wanted) * Root(CovarianceOf(deviations)).Solve(deviations);

    // L of L Lᵀ; a direction without variance stays without.
    private static Matrix<double> Root(Matrix<double> covariance)
    {
        Evd<double> modes = covariance.Evd(Symmetricity.Symmetric);
        return modes.EigenVectors * Matrix<double>.Build.DenseOfDiagonalVector(modes.EigenValues.Map(static v => Math.Sqrt(Math.Max(0, v.Real))));
    }
}
