using MathNet.Numerics.LinearAlgebra;

namespace TerritoryTwin.Ensembles;

/// <summary>What is known of a few numbers: their mean and covariance, moved by a linear model and by measurements (Kalman filter).</summary>
/// <remarks>Kalman (1960), Journal of Basic Engineering 82(1). Measurements come one by one, which for independent errors is the same as all at once and inverts no matrix. docs/physics/calibration.md, eq. 3 to 5.</remarks>
public sealed class GaussianFilter
{
    private Vector<double> _mean;
    private Matrix<double> _covariance;

    /// <summary>What is known before any measurement.</summary>
    /// <param name="mean">One a number.</param> <param name="covariance">Symmetric.</param>
    /// <exception cref="ArgumentException">The covariance has another size than the mean.</exception>
    public GaussianFilter(IReadOnlyList<double> mean, double[,] covariance)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        if (covariance.GetLength(0) != mean.Count || covariance.GetLength(1) != mean.Count) throw new ArgumentException($"a covariance of {covariance.GetLength(0)} by {covariance.GetLength(1)} for {mean.Count} numbers", nameof(covariance));
        (_mean, _covariance) = (Vector<double>.Build.DenseOfEnumerable(mean), Matrix<double>.Build.DenseOfArray(covariance));
    }

    /// <summary>Of the numbers.</summary>
    public IReadOnlyList<double> Mean => [.. _mean];

    /// <summary>Of two of them.</summary>
    public double Covariance(int one, int other) => _covariance[one, other];

    /// <summary>Standard deviation of one of them.</summary>
    public double Deviation(int one) => Math.Sqrt(_covariance[one, one]);

    /// <summary>A step of the model: x ← F x, P ← F P Fᵀ + Q.</summary>
    /// <param name="transition">F.</param> <param name="noise">Q, symmetric.</param>
    public void Predict(double[,] transition, double[,] noise)
    {
        Matrix<double> model = Matrix<double>.Build.DenseOfArray(transition);
        (_mean, _covariance) = (model * _mean, model * _covariance * model.Transpose() + Matrix<double>.Build.DenseOfArray(noise));
    }

    /// <summary>Takes a measurement z = h x + v.</summary>
    /// <param name="observes">h, one a number.</param> <param name="measured">z.</param> <param name="error">Variance of v, ≥ 0; 0 is a number known for certain.</param>
    /// <returns>The gain, and the natural logarithm of how likely the measurement was.</returns>
    /// <exception cref="ArgumentException">The measurement is certain already, and so can teach nothing.</exception>
    public (double[] Gain, double LogLikelihood) Update(IReadOnlyList<double> observes, double measured, double error)
    {
        Vector<double> seen = Vector<double>.Build.DenseOfEnumerable(observes), shared = _covariance * seen;          // h, P hᵀ
        double variance = seen * shared + error, innovation = measured - seen * _mean;
        if (!(variance > 0)) throw new ArgumentException("what is measured is certain already", nameof(error));
        Vector<double> gain = shared / variance;
        (_mean, _covariance) = (_mean + gain * innovation, _covariance - shared.OuterProduct(gain));
        return (gain.ToArray(), -0.5 * (Math.Log(2 * Math.PI * variance) + innovation * innovation / variance));
    }
}
