using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>
/// The lie of the land. The town is drawn on a plan where the river is a straight line; the warp bends that plan into the valley, so that
/// streets, parcels and river meander together. Heights follow the distance from the river.
/// </summary>
internal sealed class Relief
{
    private readonly record struct Wave(double Amplitude, double Kx, double Ky, double Phase);

    private readonly Wave[] _east, _north, _hills;
    private readonly double _turn, _meander, _meanderK, _meanderPhase, _meanderReach, _floor, _rise;

    public Relief(ulong seed, double townRadius, double riverY, double riverHalfWidth, Vec centre, double elevation)
    {
        RandomStream random = new(seed, "relief");
        (Centre, RiverY, RiverHalfWidth, Elevation) = (centre, riverY, riverHalfWidth, elevation);
        _turn = random.Between(0, 2 * Math.PI);
        _meanderK = 2 * Math.PI / (900 + 0.45 * townRadius + 9 * riverHalfWidth);
        _meander = 0.42 / _meanderK;
        _meanderPhase = random.Between(0, 2 * Math.PI);
        _meanderReach = 3.2 * _meander + 150;
        double[] lengths = [420, 760, 1700, 3900];
        _east = [.. lengths.Select(l => Draw(ref random, l, 0.085 * l / (2 * Math.PI)))];
        _north = [.. lengths.Select(l => Draw(ref random, l, 0.085 * l / (2 * Math.PI)))];
        _floor = 120 + 2 * riverHalfWidth;
        _rise = 28 + 5 * Math.Sqrt(townRadius / 300);
        _hills = [.. new[] { 800.0, 1100, 1500, 2100, 2900, 4100, 5800 }.Select((l, k) => Draw(ref random, l, 0.0042 * l * Math.Min(1, l / 2400), 2.4 * k))];
    }

    /// <summary>Where the plan's origin lies [m].</summary>
    public Vec Centre { get; }
    /// <summary>Of the river's axis on the plan [m].</summary>
    public double RiverY { get; }
    /// <summary>[m].</summary>
    public double RiverHalfWidth { get; }
    /// <summary>Of the river [m above sea level].</summary>
    public double Elevation { get; }

    /// <summary>From the plan to the territory.</summary>
    public Vec Real(Vec plan) => Centre + Bent(plan).Turned(_turn);

    /// <summary>From the territory to the plan; <paramref name="near"/> is a first estimate.</summary>
    public Vec Plan(Vec real, Vec near)
    {
        Vec target = (real - Centre).Turned(-_turn);
        for (int i = 0; i < 12; i++)
        {
            Vec miss = target - Bent(near);
            near += miss;
            if (miss.X * miss.X + miss.Y * miss.Y < 0.01) break;
        }
        return near;
    }

    /// <summary>Ground height at a point of the plan [m].</summary>
    public double Height(Vec plan)
    {
        double away = Math.Max(0, Math.Abs(plan.Y - RiverY) - _floor);
        double valley = 1 - Math.Exp(-away / 1100), hills = 0;
        foreach (Wave w in _hills) hills += w.Amplitude * (1 + Math.Sin(w.Kx * plan.X + w.Ky * plan.Y + w.Phase));
        double shore = Math.Clamp((Math.Abs(plan.Y - RiverY) - RiverHalfWidth) / 45, 0, 1), bank = 3 * shore * shore * (3 - 2 * shore);
        return Elevation + bank + 0.004 * Math.Min(away, 400) + valley * valley * (_rise + hills) - 0.0006 * plan.X;
    }

    /// <summary>Slope of the ground, rise over run.</summary>
    public double Slope(Vec plan)
    {
        const double h = 15;
        double dx = Height(plan + new Vec(h, 0)) - Height(plan - new Vec(h, 0));
        double dy = Height(plan + new Vec(0, h)) - Height(plan - new Vec(0, h));
        return Math.Sqrt(dx * dx + dy * dy) / (2 * h);
    }

    /// <summary>Ground heights over a rectangle of the territory.</summary>
    public Raster Terrain(double west, double south, double east, double north, double cellSize)
    {
        west = Math.Floor(west / cellSize) * cellSize;
        south = Math.Floor(south / cellSize) * cellSize;
        Grid grid = new((int)Math.Ceiling((north - south) / cellSize), (int)Math.Ceiling((east - west) / cellSize), cellSize, west, south);
        float[] values = new float[grid.Count];
        Parallel.For(0, grid.Rows, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, j =>
        {
            Vec near = (new Vec(grid.X(0), grid.Y(j)) - Centre).Turned(-_turn);
            Vec step = new Vec(cellSize, 0).Turned(-_turn);
            for (int i = 0; i < grid.Columns; i++, near += step)
            {
                near = Plan(new(grid.X(i), grid.Y(j)), near);
                values[j * grid.Columns + i] = (float)Height(near);
            }
        });
        return new(grid, values);
    }

    private Vec Bent(Vec p)
    {
        double x = p.X, y = p.Y, off = (p.Y - RiverY) / _meanderReach;
        foreach (Wave w in _east) x += w.Amplitude * Math.Sin(w.Kx * p.X + w.Ky * p.Y + w.Phase);
        foreach (Wave w in _north) y += w.Amplitude * Math.Sin(w.Kx * p.X + w.Ky * p.Y + w.Phase);
        y += _meander * Math.Exp(-off * off) * (Math.Sin(_meanderK * p.X + _meanderPhase) + 0.35 * Math.Sin(1.7 * _meanderK * p.X));
        return new(x, y);
    }

    private static Wave Draw(ref RandomStream random, double length, double amplitude, double turn = 0)
    {
        double direction = turn + random.Between(0, turn > 0 ? 1 : 2 * Math.PI), k = 2 * Math.PI / (length * random.Between(0.85, 1.2));
        return new(amplitude, k * Math.Cos(direction), k * Math.Sin(direction), random.Between(0, 2 * Math.PI));
    }
}
