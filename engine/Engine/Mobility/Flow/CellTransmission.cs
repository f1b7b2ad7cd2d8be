using TerritoryTwin.Core;
using Double = TerritoryTwin.Compute.Double;

namespace TerritoryTwin.Mobility;

/// <summary>A road in cells, stepped in float64 (Daganzo 1994): the plain scheme that link transmission is compared with. All flows are of the densities before the step; the far end is free.</summary>
/// <remarks>docs/physics/traffic-flow.md, eq. 7.</remarks>
public sealed class CellTransmission
{
    private readonly double[] _density, _flow;
    private readonly double _cell, _dt, _free, _wave, _jam;

    /// <summary>An empty road.</summary>
    /// <param name="cells">How many.</param> <param name="cell">Length of each [m].</param> <param name="dt">Step [s]; u Δt and w Δt are not above the length of a cell.</param>
    /// <param name="free">u [m/s].</param> <param name="wave">w [m/s].</param> <param name="jam">kj [vehicles/m].</param>
    /// <exception cref="TerritoryException">The step is too long.</exception>
    public CellTransmission(int cells, double cell, double dt, double free, double wave, double jam)
    {
        if (!(Math.Max(free, wave) * dt <= cell * (1 + 1e-9)))
            throw new TerritoryException($"cells of a road: a step of {dt:g4} s is too long for cells of {cell:g4} m; expected {cell / Math.Max(free, wave):g4} s or less. Shorten the step or lengthen the cells.");
        (_cell, _dt, _free, _wave, _jam) = (cell, dt, free, wave, jam);
        (_density, _flow) = (new double[cells], new double[cells + 1]);
    }

    /// <summary>Density of each cell [vehicles/m].</summary>
    public ReadOnlySpan<double> Density => _density;
    /// <summary>Vehicles that came in.</summary>
    public double Entered { get; private set; }
    /// <summary>Vehicles that left at the far end.</summary>
    public double Left { get; private set; }

    /// <summary>Gives the road densities to start from.</summary>
    public void Fill(Func<int, double> density)
    {
        ArgumentNullException.ThrowIfNull(density);
        for (int c = 0; c < _density.Length; c++) _density[c] = density(c);
    }

    /// <summary>One step.</summary>
    /// <param name="inflow">That comes; what the first cell does not take is lost [vehicles/s].</param> <param name="narrow">The cell whose near end is a bottleneck; none without it.</param> <param name="capacity">Of the bottleneck [vehicles/s].</param>
    public void Step(double inflow, int narrow = -1, double capacity = double.PositiveInfinity)
    {
        Double u = new(_free), w = new(_wave), jam = new(_jam);
        int cells = _density.Length;
        if (!(narrow >= -1 && narrow < cells)) throw new ArgumentOutOfRangeException(nameof(narrow), narrow, $"expected a cell from 0 to {cells - 1}, or -1 for none");
        _flow[0] = Math.Min(Math.Min(inflow, narrow == 0 ? capacity : double.PositiveInfinity), TriangularDiagram.Receiving<Double>(new(_density[0]), u, w, jam).V);
        for (int c = 1; c < cells; c++) _flow[c] = Math.Min(c == narrow ? capacity : double.PositiveInfinity, TriangularDiagram.Flux<Double>(new(_density[c - 1]), new(_density[c]), u, w, jam).V);
        _flow[cells] = TriangularDiagram.Sending<Double>(new(_density[cells - 1]), u, w, jam).V;
        for (int c = 0; c < cells; c++) _density[c] += _dt / _cell * (_flow[c] - _flow[c + 1]);
        (Entered, Left) = (Entered + _dt * _flow[0], Left + _dt * _flow[cells]);
    }
}
