using TerritoryTwin.Compute;

namespace TerritoryTwin.Tests.Compute;

/// <summary>Steps a mixed scalar: ∂f/∂t = K ∇²f. Explicit Euler, second order in space.</summary>
internal readonly struct Diffuse(View now, View next, Uniform mixing, Uniform cellSize, Uniform dt) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R dx = cell[cellSize];
        R laplacian = (cell[now, -1] + cell[now, +1] + cell[now, 0, -1] + cell[now, 0, +1] - 4f * cell[now]) / (dx * dx);
        cell[next] = cell[now] + cell[dt] * cell[mixing] * laplacian;
    }
}

/// <summary>Steps canopy air: heat from the ground, an upwind wind, mixing.</summary>
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

/// <summary>Long: as many Newton-like iterations as make 1,200 operations, unrolled while recording.</summary>
internal readonly struct LongKernel(View a, View b, View next) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R x = cell[a], y = cell[b];
        for (int k = 0; k < 300; k++) x = x - 0.01f * (x * x - y);
        cell[next] = x;
    }
}

/// <summary>In place: what a view was is needed after it is written.</summary>
internal readonly struct Swap(View a, View b) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R first = cell[a], second = cell[b];
        cell[a] = second;
        cell[b] = first + cell[a];
    }
}

/// <summary>Two views that may be the same memory.</summary>
internal readonly struct AddAndKeep(View read, View sum, View kept) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R old = cell[read];
        cell[sum] = old + 1f;
        cell[kept] = old;
    }
}

/// <summary>A loop: the highest obstacle's slope along one direction.</summary>
internal readonly struct HorizonSlope(View heights, View slope, Uniform steps, [Plausible(-1, 1)] Uniform east, [Plausible(-1, 1)] Uniform north) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        Span<R> state = [cell[heights], 0f];
        cell.Repeat(steps, state, new March(heights, east, north));
        cell[slope] = state[1];
    }

    private readonly struct March(View heights, Uniform east, Uniform north) : ILoopBody
    {
        public void Turn<R, C>(ref C cell, R turn, Span<R> state) where R : struct, IReal<R> where C : struct, ICell<R>
        {
            R distance = turn + 1f;
            R rise = cell.At(heights, distance * cell[east], distance * cell[north]) - state[0];
            state[1] = R.Max(state[1], rise / distance);
        }
    }
}

/// <summary>Buildings read their cell; masks combine.</summary>
internal readonly struct ReadCell(View field, IndexView cellOf, View own, View result, [Plausible(0, 1)] Uniform threshold) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R there = cell.At(field, cellOf), here = cell[own];
        R both = (there > cell[threshold]) & (here >= there) | (here < 0.2f);
        cell[result] = R.Select(both, there, here - there) + both;
    }
}

/// <summary>Reads other cells, here and beyond the edge, at places that each cell computes.</summary>
internal readonly struct ReadElsewhere(
    View edged, View around, View open, [Plausible(-40, 200)] View column, [Plausible(-40, 200)] View row, View first, View second, View third) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R x = cell[column], y = cell[row];
        cell[first] = cell.Elsewhere(edged, x, 0.5f * y);
        cell[second] = cell.Elsewhere(around, y, x);
        cell[third] = cell.Elsewhere(open, 0.8f * x + 0.1f * y, 0.4f * y);
    }
}

/// <summary>Literals in a row, which a compiler might gather into one.</summary>
internal readonly struct LiteralsInARow([Plausible(-50, 50)] View a, View product, View sum, View difference, View fromLiteral, View negative, View inverse, View least) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R x = cell[a];
        cell[product] = 162f * (0.8592f * x);
        cell[sum] = x + 0.1f + 0.2f;
        cell[difference] = x - 0.1f - 0.2f;
        cell[fromLiteral] = 0.7f - (0.1f - x) + 0f;
        cell[negative] = 0f - x * 0f;
        cell[inverse] = 1f / (x + 60f);
        cell[least] = R.Select(0.3f < x, 1f - x, R.Min(R.Min(x, 0.2f), 0.1f));
    }
}

/// <summary>Adds what stands at a place.</summary>
internal readonly struct AddElsewhere([Plausible(0, 4000)] View here, [Plausible(0, 4000)] View values, [Plausible(0, 150)] View place) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> => cell[here] = cell[here] + cell.Elsewhere(values, cell[place], 0f);
}
