using TerritoryTwin.Compute;

namespace TerritoryTwin.Solar;

/// <summary>The rays from all places towards one azimuth, in cells of a grid: along the axis that the direction is nearer to, and across it.</summary>
/// <param name="Along">Place along that axis [cells].</param> <param name="Across">Place across it [cells].</param>
/// <param name="Eastward">1 where the axis is the eastward one, 0 where it is the northward one.</param>
/// <param name="Forward">1 or −1: the way the rays take along it.</param> <param name="Drift">Cells across for each cell along.</param>
/// <param name="Step">Length of a ray for each cell along [m].</param>
internal readonly record struct Rays(
    [Plausible(20, 40)] View Along, [Plausible(20, 40)] View Across,
    Uniform Eastward, [Plausible(1, 1)] Uniform Forward, [Plausible(-1, 1)] Uniform Drift, [Plausible(1, 3)] Uniform Step)
{
    /// <summary>The cell of the place along the axis.</summary>
    public R Cell<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> => R.Floor(cell[Along] + 0.5f);

    /// <summary>Reads a cell.</summary>
    public R Read<R, C>(ref C cell, View field, R along, R across) where R : struct, IReal<R> where C : struct, ICell<R> =>
        cell.Elsewhere(field, R.Select(cell[Eastward], along, across), R.Select(cell[Eastward], across, along));
}

/// <summary>The cells near a place, one by one.</summary>
/// <remarks>
/// Between two cells whose heights differ by less than their size the ground is a slope, and is interpolated where the ray passes; a cell much
/// higher than the one before it is a wall, and stands at its near edge.
/// </remarks>
/// <param name="Rays">From the places.</param> <param name="Heights">Of the surface [m]; far below where there is none.</param>
/// <param name="First">First cell that is met, counted from that of the place.</param> <param name="Cells">How many are met.</param> <param name="CellSize">[m].</param>
internal readonly record struct NearCells(
    Rays Rays, [Plausible(0, 5)] View Heights, [Plausible(1, 1)] Uniform First, [Plausible(6, 6)] Uniform Cells, [Plausible(1, 2)] Uniform CellSize)
{
    /// <summary>Height where the ray passes the cell of a turn, and how many cells along that is.</summary>
    public (R Height, R Along) At<R, C>(ref C cell, R turn) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R forward = cell[Rays.Forward], start = Rays.Cell<R, C>(ref cell) + cell[First] * forward;
        R cells = turn + (start - cell[Rays.Along]) * forward, across = cell[Rays.Across] + cells * cell[Rays.Drift];
        R along = start + turn * forward, nearest = R.Floor(across + 0.5f), aside = across - nearest;
        R here = Rays.Read(ref cell, Heights, along, nearest);
        R rise = Rays.Read(ref cell, Heights, along, nearest + R.Select(aside < 0f, -1f, 1f)) - here;
        return (R.Select(R.Abs(rise) <= cell[CellSize], here + R.Abs(aside) * rise, here), cells);
    }

    /// <summary>Height and distance of what is met at a turn.</summary>
    /// <param name="cell">The place.</param> <param name="turn">The turn.</param> <param name="before">Height one cell nearer [m]; becomes that of this cell.</param>
    public (R Height, R Distance) Meet<R, C>(ref C cell, R turn, ref R before) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        (R height, R cells) = At<R, C>(ref cell, turn);
        R edge = R.Select(height - before > cell[CellSize], 0.5f, 0f), distance = (cells - edge) * cell[Rays.Step], nearest = 0.25f * cell[CellSize];
        before = height;
        return (height, R.Select(distance > nearest, distance, nearest));
    }
}

/// <summary>Blocks of cells far from a place, each as its highest cell in the middle of the block.</summary>
/// <param name="Rays">From the places, in cells.</param> <param name="Tops">The highest cell of each block [m]; far below where there is none.</param>
/// <param name="Size">Of a block [cells].</param> <param name="First">First cell that must be met, counted from that of the place.</param> <param name="Blocks">How many are met.</param>
internal readonly record struct FarBlocks(Rays Rays, [Plausible(0, 5)] View Tops, [Plausible(2, 2)] Uniform Size, [Plausible(9, 9)] Uniform First, [Plausible(5, 5)] Uniform Blocks)
{
    /// <summary>Height and distance of what is met at a turn.</summary>
    public (R Height, R Distance) Meet<R, C>(ref C cell, R turn) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R size = cell[Size], per = 1f / size, forward = cell[Rays.Forward];
        R block = R.Floor((Rays.Cell<R, C>(ref cell) + cell[First] * forward) * per);
        R cells = ((block + 0.5f) * size - (cell[Rays.Along] + 0.5f)) * forward + turn * size;
        R across = ((cell[Rays.Across] + 0.5f) * per - 0.5f) + cells * (cell[Rays.Drift] * per);
        return (Rays.Read(ref cell, Tops, block + turn * forward, across), cells * cell[Rays.Step]);
    }
}

/// <summary>The horizon as it is known so far at places with two heights.</summary>
/// <param name="LowerHeight">The heights that look [m].</param> <param name="UpperHeight">[m].</param>
/// <param name="Lower">Slope seen from the lower height; −∞ where nothing was met.</param> <param name="Distance">Of what makes it [m].</param>
/// <param name="Upper">Slope seen from the upper height.</param> <param name="UpperDistance">Of what makes it [m].</param>
internal readonly record struct TwoSights(
    [Plausible(0, 1)] View LowerHeight, [Plausible(1, 2)] View UpperHeight,
    [Plausible(-1, 1)] View Lower, [Plausible(1, 500)] View Distance, [Plausible(-1, 1)] View Upper, [Plausible(1, 500)] View UpperDistance)
{
    public void Load<R, C>(ref C cell, Span<R> sight) where R : struct, IReal<R> where C : struct, ICell<R> =>
        (sight[0], sight[1], sight[2], sight[3]) = (cell[Lower], cell[Distance], cell[Upper], cell[UpperDistance]);

    public void Store<R, C>(ref C cell, Span<R> sight) where R : struct, IReal<R> where C : struct, ICell<R> =>
        (cell[Lower], cell[Distance], cell[Upper], cell[UpperDistance]) = (sight[0], sight[1], sight[2], sight[3]);

    /// <summary>Keeps what is met where it stands higher than all before.</summary>
    public void Keep<R, C>(ref C cell, R height, R distance, Span<R> sight) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R per = 1f / distance;
        Higher(sight, 0, (height - cell[LowerHeight]) * per, distance);
        Higher(sight, 2, (height - cell[UpperHeight]) * per, distance);
    }

    private static void Higher<R>(Span<R> sight, int from, R slope, R distance) where R : struct, IReal<R>
    {
        R higher = slope > sight[from];
        sight[from + 1] = R.Select(higher, distance, sight[from + 1]);
        sight[from] = R.Select(higher, slope, sight[from]);
    }
}

/// <summary>Sees what stands near. docs/physics/city-sun.md, “Horizons”.</summary>
/// <param name="near">What is met.</param> <param name="sights">The horizon; written.</param> <param name="afresh">1: what was seen before is forgotten.</param>
internal readonly struct SeeNear(NearCells near, TwoSights sights, Uniform afresh) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        Span<R> state = [0f, 0f, 0f, 0f, near.At<R, C>(ref cell, -1f).Height];
        sights.Load(ref cell, state);
        for (int k = 0; k < 4; k++) state[k] = R.Select(cell[afresh], k % 2 == 0 ? float.NegativeInfinity : float.PositiveInfinity, state[k]);
        cell.Repeat(near.Cells, state, new Body(near, sights));
        sights.Store(ref cell, state);
    }

    private readonly struct Body(NearCells near, TwoSights sights) : ILoopBody
    {
        public void Turn<R, C>(ref C cell, R turn, Span<R> state) where R : struct, IReal<R> where C : struct, ICell<R>
        {
            (R height, R distance) = near.Meet<R, C>(ref cell, turn, ref state[4]);
            sights.Keep(ref cell, height, distance, state);
        }
    }
}

/// <summary>Sees what stands far.</summary>
/// <param name="far">What is met.</param> <param name="sights">The horizon; written.</param>
internal readonly struct SeeFar(FarBlocks far, TwoSights sights) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        Span<R> state = [0f, 0f, 0f, 0f];
        sights.Load(ref cell, state);
        cell.Repeat(far.Blocks, state, new Body(far, sights));
        sights.Store(ref cell, state);
    }

    private readonly struct Body(FarBlocks far, TwoSights sights) : ILoopBody
    {
        public void Turn<R, C>(ref C cell, R turn, Span<R> state) where R : struct, IReal<R> where C : struct, ICell<R>
        {
            (R height, R distance) = far.Meet<R, C>(ref cell, turn);
            sights.Keep(ref cell, height, distance, state);
        }
    }
}

/// <summary>As <see cref="SeeNear"/> for level places of one height, which ask for the slope alone.</summary>
/// <param name="near">What is met.</param> <param name="height">That looks [m].</param> <param name="slope">Of the horizon, 0 at least; written.</param>
internal readonly struct RiseNear(NearCells near, [Plausible(0, 1)] View height, View slope) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        Span<R> state = [0f, near.At<R, C>(ref cell, -1f).Height];
        cell.Repeat(near.Cells, state, new Body(near, height));
        cell[slope] = state[0];
    }

    private readonly struct Body(NearCells near, View height) : ILoopBody
    {
        public void Turn<R, C>(ref C cell, R turn, Span<R> state) where R : struct, IReal<R> where C : struct, ICell<R>
        {
            (R top, R distance) = near.Meet<R, C>(ref cell, turn, ref state[1]);
            R slope = (top - cell[height]) / distance;
            state[0] = R.Select(slope > state[0], slope, state[0]);
        }
    }
}

/// <summary>As <see cref="SeeFar"/> for level places of one height.</summary>
/// <param name="far">What is met.</param> <param name="height">That looks [m].</param> <param name="slope">Of the horizon; written.</param>
internal readonly struct RiseFar(FarBlocks far, [Plausible(0, 1)] View height, [Plausible(0, 1)] View slope) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        Span<R> state = [cell[slope]];
        cell.Repeat(far.Blocks, state, new Body(far, height));
        cell[slope] = state[0];
    }

    private readonly struct Body(FarBlocks far, View height) : ILoopBody
    {
        public void Turn<R, C>(ref C cell, R turn, Span<R> state) where R : struct, IReal<R> where C : struct, ICell<R>
        {
            (R top, R distance) = far.Meet<R, C>(ref cell, turn);
            R slope = (top - cell[height]) / distance;
            state[0] = R.Select(slope > state[0], slope, state[0]);
        }
    }
}

/// <summary>Adds what a level place sees of the sky in one direction, cos² of the horizon's angle. docs/physics/city-sun.md, eq. 3.</summary>
/// <param name="slope">Of the horizon, ≥ 0.</param> <param name="sky">The sum; written.</param>
internal readonly struct AddSky([Plausible(0, 1)] View slope, View sky) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> =>
        cell[sky] = cell[sky] + 1f / (1f + cell[slope] * cell[slope]);
}
