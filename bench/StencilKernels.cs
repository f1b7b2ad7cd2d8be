using TerritoryTwin.Compute;

namespace TerritoryTwin.Bench;

/// <summary>Copies a field: what memory allows.</summary>
internal readonly struct Copy(View from, View to) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> => cell[to] = cell[from];
}

/// <summary>∂f/∂t = K ∇²f.</summary>
internal readonly struct Diffuse(View now, View next, Uniform mixing, Uniform cellSize, Uniform dt) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R dx = cell[cellSize];
        R laplacian = (cell[now, -1] + cell[now, +1] + cell[now, 0, -1] + cell[now, 0, +1] - 4f * cell[now]) / (dx * dx);
        cell[next] = cell[now] + cell[dt] * cell[mixing] * laplacian;
    }
}

/// <summary>Canopy air: heat from the ground, an upwind wind, mixing.</summary>
internal readonly struct StepAir(
    View air, View surface, View wind, View next, Uniform transfer, Uniform mixing, Uniform cellSize, Uniform dt) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R t = cell[air], u = cell[wind], dx = cell[cellSize];
        R heating = cell[transfer] * (cell[surface] - t) / (1200f * 20f);                                    // K/s
        R carried = u * R.Select(u, t - cell[air, -1], cell[air, +1] - t) / dx;                              // K/s, upwind
        R mixed = cell[mixing] * (cell[air, -1] + cell[air, +1] + cell[air, 0, -1] + cell[air, 0, +1] - 4f * t) / (dx * dx);
        cell[next] = t + cell[dt] * (heating - carried + mixed);
    }
}

/// <summary>Chains of multiply and subtract, four at a time so that none waits for another: what arithmetic allows.</summary>
internal readonly struct Arithmetic(View a, View b, View next) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R y = cell[b], p = cell[a], q = p + y, r = p - y, s = p * y;
        for (int k = 0; k < 75; k++)
        {
            p = p - 0.01f * (p * p - y);
            q = q - 0.01f * (q * q - y);
            r = r - 0.01f * (r * r - y);
            s = s - 0.01f * (s * s - y);
        }
        cell[next] = p + q + r + s;
    }
}

/// <summary>The physics of <see cref="StepAir"/> as a plain loop over arrays without halo, one float at a time: what the compiled kernel is held against.</summary>
internal static class ScalarAir
{
    public static void Step(float[] air, float[] surface, float[] wind, float[] next, int columns, int rows, float transfer, float mixing, float dx, float dt)
    {
        for (int j = 0; j < rows; j++)
        {
            int south = Math.Max(j - 1, 0) * columns, here = j * columns, north = Math.Min(j + 1, rows - 1) * columns;
            for (int i = 0; i < columns; i++)
            {
                float t = air[here + i], u = wind[here + i], west = air[here + Math.Max(i - 1, 0)], east = air[here + Math.Min(i + 1, columns - 1)];
                float heating = transfer * (surface[here + i] - t) / (1200f * 20f);
                float carried = u * (u > 0 ? t - west : east - t) / dx;
                float mixed = mixing * (west + east + air[south + i] + air[north + i] - 4f * t) / (dx * dx);
                next[here + i] = t + dt * (heating - carried + mixed);
            }
        }
    }
}
