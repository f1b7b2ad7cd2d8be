using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Solar;

/// <summary>How much of the sky a surface sees, weighted as it receives light: 1 for a level field.</summary>
/// <remarks>docs/physics/city-sun.md, “Sky view”.</remarks>
public static class SkyView
{
    /// <summary>Directions of a raster when none are asked for.</summary>
    public const int RasterDirections = 72;

    /// <summary>Between samples of the open ground, about [m].</summary>
    private const double BetweenSamples = 10;
    /// <summary>What stands lower is open ground [m].</summary>
    private const float Open = 0.5f;

    /// <summary>Sky view factor of every cell of a surface taken as horizontal: mean over azimuths of cos² of the horizon's angle; NaN where a height is missing.</summary>
    /// <param name="surface">Heights [m].</param>
    /// <param name="directions">Number of azimuths, evenly spaced from north, ≥ 4.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than four directions.</exception>
    public static Raster Of(Raster surface, int directions = RasterDirections)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(directions, 4);
        Grid grid = surface.Grid;
        HorizonScan scan = new(surface);
        float[] byRow = new float[grid.Count], byColumn = new float[grid.Count];
        for (int d = 0; d < directions; d++) scan.Sweep(360.0 * d / directions, new SumOfCosSquared(byRow, byColumn));

        float[] sum = HorizonScan.Transpose(byColumn, grid.Columns, grid.Rows);
        for (int n = 0; n < sum.Length; n++) sum[n] = (sum[n] + byRow[n]) / directions;
        return HorizonScan.Masked(surface, sum);
    }

    /// <summary>Sky view factor of the open ground, as the mean of samples in each cell of a coarser grid; NaN where a cell has none.</summary>
    /// <param name="surface">Of the territory; trees hide nothing.</param>
    /// <param name="coarse">Receives the means; covers the surface.</param>
    /// <param name="directions">Number of azimuths, evenly spaced from north, ≥ 4.</param>
    /// <param name="device">Where it is computed.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than four directions.</exception>
    public static float[] OfOpenGround(SurfaceModel surface, Grid coarse, int directions, Device device)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(directions, 4);
        Place[] samples = [.. Samples(surface)];
        samples = [.. Lookouts.Order(surface.Grid, samples).Select(n => samples[n])];
        using Lookouts lookouts = new(samples, device);
        using Vista vista = new(surface.Solid, lookouts);
        using Field sky = new(lookouts.Support, device, new("sky", "1", "sum over directions of the sky that is seen"));
        for (int d = 0; d < directions; d++)
        {
            vista.LookUp(360.0 * d / directions);
            device.Run(lookouts.Support, new AddSky(lookouts.Slope, sky.Now));
        }
        float[] seen = sky.ToArray();
        double[] sum = new double[coarse.Count];
        int[] number = new int[coarse.Count];
        for (int n = 0; n < samples.Length; n++)
        {
            (int i, int j) = coarse.CellOf(samples[n].X, samples[n].Y);
            sum[j * coarse.Columns + i] += (double)seen[n] / directions;
            number[j * coarse.Columns + i]++;
        }
        return [.. sum.Select((s, cell) => number[cell] == 0 ? float.NaN : (float)(s / number[cell]))];
    }

    // A Fibonacci lattice: whatever way the streets run, samples fall evenly across them.
    private static IEnumerable<Place> Samples(SurfaceModel surface)
    {
        Grid grid = surface.Grid;
        (int turn, int one) = (1, 1);
        while (turn + one <= BetweenSamples * BetweenSamples / (grid.CellSize * grid.CellSize)) (turn, one) = (one, turn + one);      // one of so many cells
        for (int j = 0; j < grid.Rows; j++)
            for (int i = (int)((long)j * turn % one); i < grid.Columns; i += one)
            {
                float ground = surface.Ground[i, j];
                if (surface.Solid[i, j] - ground < Open) yield return new Place(grid.X(i), grid.Y(j), ground, ground);
            }
    }

    /// <summary>Sky view factor of a plane under a horizon.</summary>
    /// <param name="horizonSlope">Tangent of the horizon's angle in each direction, evenly spaced from north.</param>
    /// <param name="tilt">Of the plane from the horizontal [°].</param>
    /// <param name="azimuth">Where it faces [°].</param>
    /// <returns>(1 + cos tilt)/2 under an open sky.</returns>
    /// <exception cref="ArgumentException">Fewer than four directions.</exception>
    public static double OfPlane(ReadOnlySpan<double> horizonSlope, double tilt, double azimuth)
    {
        if (horizonSlope.Length < 4) throw new ArgumentException("at least four directions", nameof(horizonSlope));
        PlaneView view = new(tilt, azimuth, horizonSlope.Length);
        double seen = 0;
        for (int d = 0; d < horizonSlope.Length; d++)
        {
            (double east, double north) = HorizonScan.Direction(360.0 * d / horizonSlope.Length);
            seen += view.Seen(view.Towards(east, north), horizonSlope[d]);
        }
        return seen * view.Scale;
    }

    private readonly struct SumOfCosSquared(float[] byRow, float[] byColumn) : HorizonScan.IVisitor
    {
        public void Visit(int cell, bool columnMajor, double u, float z, Hull hull)
        {
            double slope = Math.Max(0, hull.Tangent(u, z));
            (columnMajor ? byColumn : byRow)[cell] += (float)(1 / (1 + slope * slope));
        }
    }
}

/// <summary>The light of a uniform sky on a plane, by sectors of azimuth.</summary>
/// <remarks>
/// With e₀ the elevation from which the sky is seen, a sector of width Δ at δ from the plane's azimuth gives
/// [½ cos β cos² e₀ · Δ + ½ sin β (π/2 − e₀ − sin e₀ cos e₀) ∫cos δ]/π; e₀ is the higher of the horizon and of the plane's own edge.
/// The sum is scaled to (1 + cos β)/2 for the open sky, so that the sectors' width costs nothing where nothing stands.
/// </remarks>
internal readonly struct PlaneView
{
    private readonly double _cosTilt, _sinTilt, _east, _north, _width;

    public PlaneView(double tilt, double azimuth, int directions)
    {
        (_sinTilt, _cosTilt) = Math.SinCos(tilt * Math.PI / 180);
        if (Math.Abs(_cosTilt) < 1e-12) _cosTilt = 0;
        (_east, _north) = Math.SinCos(azimuth * Math.PI / 180);
        _width = 2 * Math.PI / directions;
        Scale = 1;
        if (_cosTilt == 0) return;                                              // the sectors of a wall are exact
        double open = 0;
        for (int d = 0; d < directions; d++)
        {
            (double east, double north) = Math.SinCos(d * _width);
            open += Seen(Towards(east, north), 0);
        }
        Scale = (1 + _cosTilt) / 2 / open;
    }

    /// <summary>What the sum of the sectors is multiplied by.</summary>
    public double Scale { get; }

    /// <summary>Slope of the plane where it rises fastest.</summary>
    public double Rise => _sinTilt / _cosTilt;

    /// <summary>Cosine between a direction and the plane's azimuth, cos δ.</summary>
    public double Towards(double east, double north) => east * _east + north * _north;

    /// <summary>Light from the sector about cos δ whose horizon has the given slope.</summary>
    public double Seen(double towards, double slope)
    {
        double facing = _cosTilt > 0 ? towards : Facing(towards);
        if (_cosTilt == 0 && facing <= 0) return 0;
        double edge = _cosTilt == 0 ? 0 : -Rise * towards;
        double t = Math.Max(Math.Max(0, slope), edge);
        double cos2 = 1 / (1 + t * t), beyond = Math.PI / 2 - Math.Atan(t) - t * cos2;
        return Math.Max(0, _cosTilt * cos2 + _sinTilt * facing * beyond) * _width / (2 * Math.PI);
    }

    /// <summary>Mean of cos δ over the part of a sector that sees the front of a wall.</summary>
    private double Facing(double towards)
    {
        double half = _width / 2, sine = Math.Sin(half);
        if (towards <= -sine) return 0;
        if (towards >= sine) return towards * sine / half;
        double delta = Math.Acos(towards);
        return (1 - Math.Sin(delta - half)) / _width;
    }
}
