using TerritoryTwin.Compute;

namespace TerritoryTwin.Heat;

/// <summary>Carries a quantity along a row for the first half of a step, with the wind through the eastern and western faces.</summary>
/// <remarks>docs/physics/heat-formulas.md, eq. 23 to 25.</remarks>
/// <param name="now">Quantity at the start of the step.</param>
/// <param name="east">Wind through the eastern face of every cell [m/s], eastward positive; that of the western face is the neighbour's.</param>
/// <param name="next">Quantity after the half, per mass of air in the cell then.</param>
/// <param name="rate">Δt/Δx [s/m].</param>
internal readonly struct CarryEast(
    View now, [Plausible(-1.5f, 1.5f)] View east, View next, [Plausible(0.1f, 0.3f)] Uniform rate) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> =>
        cell[next] = Carrying.First<R, C>(ref cell, now, east, cell[rate], 1, 0, Scheme.Limited);
}

/// <summary>The second half of a step begun by <see cref="CarryEast"/>: along the column.</summary>
/// <remarks>docs/physics/heat-formulas.md, eq. 23 to 26.</remarks>
/// <param name="now">Quantity after the first half.</param>
/// <param name="east">Wind through the eastern faces [m/s].</param> <param name="north">Through the northern faces, northward positive [m/s].</param>
/// <param name="next">Quantity at the end of the step.</param>
/// <param name="rate">Δt/Δx [s/m].</param>
/// <param name="kept">1 where amounts are conserved whatever the wind; 0 where air that the wind piles up leaves upwards as it is, and air like the cell's own comes from there.</param>
internal readonly struct FinishNorth(
    View now, [Plausible(-1.5f, 1.5f)] View east, [Plausible(-1.5f, 1.5f)] View north, View next,
    [Plausible(0.1f, 0.2f)] Uniform rate, [Plausible(0, 1)] Uniform kept) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> =>
        cell[next] = Carrying.Second<R, C>(ref cell, now, east, north, cell[rate], cell[kept], 0, 1);
}

/// <summary>As <see cref="CarryEast"/>, along the column: every other step begins so.</summary>
/// <param name="now">Quantity at the start of the step.</param> <param name="north">Wind through the northern faces [m/s].</param> <param name="next">Quantity after the half.</param>
/// <param name="rate">Δt/Δx [s/m].</param>
internal readonly struct CarryNorth(
    View now, [Plausible(-1.5f, 1.5f)] View north, View next, [Plausible(0.1f, 0.3f)] Uniform rate) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> =>
        cell[next] = Carrying.First<R, C>(ref cell, now, north, cell[rate], 0, 1, Scheme.Limited);
}

/// <summary>The second half of a step begun by <see cref="CarryNorth"/>: along the row.</summary>
/// <param name="now">Quantity after the first half.</param> <param name="north">Wind through the northern faces [m/s].</param> <param name="east">Through the eastern faces [m/s].</param>
/// <param name="next">Quantity at the end of the step.</param>
/// <param name="rate">Δt/Δx [s/m].</param> <param name="kept">As in <see cref="FinishNorth"/>.</param>
internal readonly struct FinishEast(
    View now, [Plausible(-1.5f, 1.5f)] View north, [Plausible(-1.5f, 1.5f)] View east, View next,
    [Plausible(0.1f, 0.2f)] Uniform rate, [Plausible(0, 1)] Uniform kept) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> =>
        cell[next] = Carrying.Second<R, C>(ref cell, now, north, east, cell[rate], cell[kept], 1, 0);
}

/// <summary>Mixes with the four neighbours; explicit, all at once.</summary>
/// <remarks>docs/physics/heat-formulas.md, eq. 27.</remarks>
/// <param name="now">Quantity at the start of the step.</param> <param name="next">At its end.</param> <param name="mixing">K Δt/Δx², up to 1/4.</param>
internal readonly struct MixAir(View now, View next, [Plausible(0, 0.2f)] Uniform mixing) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> => cell[next] = Carrying.Mixed<R, C>(ref cell, now, cell[mixing]);
}

/// <summary>Mixes with the four neighbours, takes in what is given off in the cell and exchanges with surroundings of its own, such as the air above.</summary>
/// <remarks>docs/physics/heat-formulas.md, eq. 28. Implicit in the exchange, so any rate is stable.</remarks>
/// <param name="now">Quantity at the start of the step.</param> <param name="next">At its end.</param>
/// <param name="source">What is given off [unit of the quantity per s].</param> <param name="exchange">Rate at which the cell's air is exchanged with its surroundings [1/s], ≥ 0.</param>
/// <param name="outside">Quantity of the surroundings.</param>
/// <param name="mixing">K Δt/Δx², up to 1/4.</param> <param name="dt">Δt [s].</param>
internal readonly struct FeedAir(View now, View next, View source, View exchange, View outside, [Plausible(0, 0.2f)] Uniform mixing, Uniform dt) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R step = cell[dt], rate = cell[exchange], mixed = Carrying.Mixed<R, C>(ref cell, now, cell[mixing]);
        cell[next] = mixed + step * (cell[source] + rate * (cell[outside] - mixed)) / (1f + step * rate);
    }
}

/// <summary>First-order upwind transport along a row: what others are compared with.</summary>
/// <param name="now">Quantity at the start of the step.</param> <param name="east">Wind through the eastern faces [m/s].</param> <param name="next">At its end.</param> <param name="rate">Δt/Δx [s/m].</param>
internal readonly struct CarryEastUpwind(View now, [Plausible(-1.5f, 1.5f)] View east, View next, [Plausible(0.1f, 0.3f)] Uniform rate) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> =>
        cell[next] = Carrying.First<R, C>(ref cell, now, east, cell[rate], 1, 0, Scheme.Upwind);
}

/// <summary>Transport along a row by Lax and Wendroff: second order and without limit, so it makes new extremes.</summary>
/// <param name="now">Quantity at the start of the step.</param> <param name="east">Wind through the eastern faces [m/s].</param> <param name="next">At its end.</param> <param name="rate">Δt/Δx [s/m].</param>
internal readonly struct CarryEastLaxWendroff(View now, [Plausible(-1.5f, 1.5f)] View east, View next, [Plausible(0.1f, 0.3f)] Uniform rate) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> =>
        cell[next] = Carrying.First<R, C>(ref cell, now, east, cell[rate], 1, 0, Scheme.LaxWendroff);
}

/// <summary>How the slope within a cell is taken.</summary>
public enum Scheme
{
    /// <summary>None: first order.</summary>
    Upwind,
    /// <summary>From the face's own two cells: second order, with new extremes.</summary>
    LaxWendroff,
    /// <summary>Harmonic mean of the slopes on both sides, none at an extreme: second order where the field is smooth, and no new extremes.</summary>
    Limited,
}

/// <summary>Transport along one direction in flux form.</summary>
/// <remarks>van Leer (1977), Journal of Computational Physics 23; the mass of air that goes with it: Easter (1993), Monthly Weather Review 121.</remarks>
internal static class Carrying
{
    /// <summary>The quantity after the first direction: what a cell holds over the air it holds then.</summary>
    public static R First<R, C>(ref C cell, View now, View wind, R rate, int east, int north, Scheme scheme) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R ahead = cell[wind] * rate, behind = cell[wind, -east, -north] * rate;
        return (cell[now] - Lost<R, C>(ref cell, now, ahead, behind, east, north, scheme)) / (1f - (ahead - behind));
    }

    /// <summary>The quantity after the second direction.</summary>
    public static R Second<R, C>(ref C cell, View now, View first, View wind, R rate, R kept, int east, int north) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R ahead = cell[wind] * rate, behind = cell[wind, -east, -north] * rate;
        R air = 1f - (cell[first] * rate - cell[first, -north, -east] * rate);                 // after the first direction, of 1
        R amount = air * cell[now] - Lost<R, C>(ref cell, now, ahead, behind, east, north, Scheme.Limited);
        return amount / (1f - (1f - kept) * (1f - (air - (ahead - behind))));
    }

    /// <summary>The quantity after mixing with the four neighbours.</summary>
    public static R Mixed<R, C>(ref C cell, View now, R mixing) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R here = cell[now];
        return here + mixing * ((cell[now, -1] - here) + (cell[now, +1] - here) + (cell[now, 0, -1] - here) + (cell[now, 0, +1] - here));
    }

    // Through the face ahead less through the face behind, of a cell's volume.
    private static R Lost<R, C>(ref C cell, View now, R ahead, R behind, int east, int north, Scheme scheme) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R here = cell[now], back = cell[now, -east, -north], front = cell[now, east, north];
        R backDifference = here - back, frontDifference = front - here;
        R beforeBack = back - cell[now, -2 * east, -2 * north], afterFront = cell[now, 2 * east, 2 * north] - front;
        return Through(ahead, here, front, backDifference, frontDifference, afterFront, scheme) - Through(behind, back, here, beforeBack, backDifference, frontDifference, scheme);
    }

    private static R Through<R>(R courant, R near, R far, R before, R across, R after, Scheme scheme) where R : struct, IReal<R>
    {
        R carried = courant * R.Select(courant, near, far);
        if (scheme == Scheme.Upwind) return carried;
        R slope = across;
        if (scheme == Scheme.Limited)
        {
            R upwind = R.Select(courant, before, after), product = upwind * across;
            slope = R.Select(product, 2f * product / (upwind + across), 0f);
        }
        R size = R.Abs(courant);
        return carried + 0.5f * (size * (1f - size)) * slope;
    }
}
