using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace TerritoryTwin.Buildings;

/// <summary>Nodes joined by conductances; some hold heat, the others balance at once. Temperatures outside enter as conductance times temperature in the heat put on a node.</summary>
/// <remarks>C dT/dt = −G T + q with G symmetric: nodes without capacity are eliminated, the rest is solved by its modes. docs/physics/buildings.md, eq. 25 and 26.</remarks>
/// <param name="capacities">Of the nodes [J/K]; 0 of those that hold none.</param>
public sealed class HeatNetwork(params double[] capacities)
{
    private readonly DenseMatrix _conductance = DenseMatrix.Create(capacities.Length, capacities.Length, 0);
    private readonly int[] _masses = [.. Enumerable.Range(0, capacities.Length).Where(n => capacities[n] > 0)], _light = [.. Enumerable.Range(0, capacities.Length).Where(n => !(capacities[n] > 0))];

    /// <summary>Joins two nodes.</summary>
    /// <param name="a">One.</param> <param name="b">The other.</param> <param name="conductance">[W/K], ≥ 0.</param>
    public void Join(int a, int b, double conductance)
    {
        JoinOutside(a, conductance);
        JoinOutside(b, conductance);
        _conductance[a, b] -= conductance;
        _conductance[b, a] -= conductance;
    }

    /// <summary>Joins a node to a temperature that is given.</summary>
    /// <param name="node">Which.</param> <param name="conductance">[W/K], ≥ 0.</param>
    public void JoinOutside(int node, double conductance) => _conductance[node, node] += conductance;

    /// <summary>The exact step over a time in which the heat on the nodes is constant.</summary>
    /// <param name="seconds">&gt; 0.</param>
    public HeatStep Over(double seconds)
    {
        int m = _masses.Length, light = _light.Length;
        Matrix<double> inverse = light > 0 ? Part(_light, _light).Inverse() : DenseMatrix.Create(1, 1, 0);
        Matrix<double> toLight = light > 0 ? -inverse * Part(_light, _masses) : DenseMatrix.Create(1, m, 0);      // T_a = toLight T_s + inverse q_a
        Matrix<double> reduced = Part(_masses, _masses);
        if (light > 0) reduced += Part(_masses, _light) * toLight;
        double[] root = [.. _masses.Select(n => Math.Sqrt(capacities[n]))];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < m; j++) reduced[i, j] /= root[i] * root[j];
        }
        var modes = reduced.Evd(Symmetricity.Symmetric);
        double[,] keep = new double[m, m], answer = new double[m, m], meanKeep = new double[m, m], meanAnswer = new double[m, m];
        for (int k = 0; k < m; k++)
        {
            double rate = Math.Max(0, modes.EigenValues[k].Real), x = rate * seconds;
            double left = Math.Exp(-x), mean = x < 1e-4 ? 1 - x / 2 * (1 - x / 3 * (1 - x / 4)) : (1 - left) / x;
            double end = mean * seconds, between = x < 1e-4 ? seconds * (0.5 - x / 6 * (1 - x / 4)) : (1 - mean) / rate;
            for (int i = 0; i < m; i++)
            {
                for (int j = 0; j < m; j++)
                {
                    double shape = modes.EigenVectors[i, k] * modes.EigenVectors[j, k], swap = shape * root[j] / root[i], charge = shape / (root[i] * root[j]);
                    keep[i, j] += left * swap;
                    meanKeep[i, j] += mean * swap;
                    answer[i, j] += end * charge;
                    meanAnswer[i, j] += between * charge;
                }
            }
        }
        return new(_masses, _light, keep, answer, meanKeep, meanAnswer, toLight.ToArray(), inverse.ToArray());
    }

    private DenseMatrix Part(int[] rows, int[] columns) => DenseMatrix.Create(rows.Length, columns.Length, (i, j) => _conductance[rows[i], columns[j]]);
}

/// <summary>A step of a network over one length of time.</summary>
public sealed class HeatStep
{
    private readonly int[] _masses, _light;
    private readonly double[,] _keep, _answer, _meanKeep, _meanAnswer, _toLight, _inverse;

    internal HeatStep(int[] masses, int[] light, double[,] keep, double[,] answer, double[,] meanKeep, double[,] meanAnswer, double[,] toLight, double[,] inverse) =>
        (_masses, _light, _keep, _answer, _meanKeep, _meanAnswer, _toLight, _inverse) = (masses, light, keep, answer, meanKeep, meanAnswer, toLight, inverse);

    /// <summary>Takes the step.</summary>
    /// <param name="before">Of each node at its start [°C]; only that of nodes which hold heat counts.</param> <param name="heat">On each node [W].</param>
    /// <returns>Each node at the end, and its mean over the step [°C].</returns>
    public (double[] End, double[] Mean) Take(ReadOnlySpan<double> before, ReadOnlySpan<double> heat)
    {
        int m = _masses.Length, light = _light.Length;
        double[] end = new double[m + light], mean = new double[m + light];
        Span<double> drive = stackalloc double[m];
        for (int i = 0; i < m; i++)
        {
            drive[i] = heat[_masses[i]];
            for (int a = 0; a < light; a++) drive[i] += _toLight[a, i] * heat[_light[a]];                     // G is symmetric
        }
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < m; j++)
            {
                end[_masses[i]] += _keep[i, j] * before[_masses[j]] + _answer[i, j] * drive[j];
                mean[_masses[i]] += _meanKeep[i, j] * before[_masses[j]] + _meanAnswer[i, j] * drive[j];
            }
        }
        for (int a = 0; a < light; a++)
        {
            double at = 0;
            for (int b = 0; b < light; b++) at += _inverse[a, b] * heat[_light[b]];
            (end[_light[a]], mean[_light[a]]) = (at, at);
            for (int j = 0; j < m; j++)
            {
                end[_light[a]] += _toLight[a, j] * end[_masses[j]];
                mean[_light[a]] += _toLight[a, j] * mean[_masses[j]];
            }
        }
        return (end, mean);
    }
}
