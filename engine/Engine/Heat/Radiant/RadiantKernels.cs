using TerritoryTwin.Compute;

namespace TerritoryTwin.Heat;

/// <summary>What the kernels of a person's radiation share.</summary>
internal static class RadiantKernels
{
    /// <summary>Sectors whose walls one launch lights.</summary>
    public const int SectorsAtOnce = 8;
    /// <summary>Of the middle of a standing person above the ground [m].</summary>
    public const float Eye = 1.1f;
    /// <summary>Cells that are met one by one.</summary>
    public const int NearCells = 16;
    /// <summary>Cells of a farther piece of a ray, which is met as one; such pieces again are met as one where they are farther still.</summary>
    public const int PieceCells = 4;
    /// <summary>Pieces that are met before those that are four times as long.</summary>
    public const int NearPieces = 12;
    /// <summary>Slope that stands for the zenith.</summary>
    public const float Zenith = 10_000;

    private const float Codes = 4096, PerRadian = (float)(4095 / (Math.PI / 2)), PerCell = 8;

    /// <summary>What a level plane receives from below a slope, of what its sector gives: sin² of the angle.</summary>
    public static R OnLevel<R>(R slope) where R : struct, IReal<R> => slope * slope / (1f + slope * slope);

    /// <summary>What a wall receives from between the horizontal and a slope, of what its sector gives above the horizontal: (2e + sin 2e)/π.</summary>
    public static R OnUpright<R>(R slope) where R : struct, IReal<R> => (R.Atan2(slope, 1f) + slope / (1f + slope * slope)) * (float)(2 / Math.PI);

    /// <summary>A wall's angle above the horizontal and its distance [cells along the ray] in one float of 24 bits.</summary>
    public static R Pack<R>(R slope, R distance) where R : struct, IReal<R> =>
        R.Min(R.Floor(R.Atan2(slope, 1f) * PerRadian + 0.5f), Codes - 2) * Codes + R.Min(R.Floor(distance * PerCell + 0.5f), Codes - 1);

    /// <summary>Both again, the angle [rad] to 0.01°, the distance to an eighth of a cell.</summary>
    public static (R Angle, R Distance) Unpack<R>(R packed) where R : struct, IReal<R>
    {
        R code = R.Floor(packed * (1 / Codes));
        return (code * (1 / PerRadian), (packed - code * Codes) * (1 / PerCell));
    }

    /// <summary>A black body's radiation [W/m²].</summary>
    /// <param name="celsius">Its temperature [°C].</param>
    public static R Black<R>(R celsius) where R : struct, IReal<R>
    {
        R kelvin = celsius + StreetExchange.Kelvin, squared = kelvin * kelvin;
        return StreetExchange.StefanBoltzmann * (squared * squared);
    }
}

/// <summary>A value for each of the five faces that see something above the ground: up, north, east, south, west.</summary>
internal readonly record struct Faces([Plausible(0, 0.5f)] View Up, [Plausible(0, 0.25f)] View North, [Plausible(0, 0.25f)] View East, [Plausible(0, 0.25f)] View South, [Plausible(0, 0.25f)] View West)
{
    public View Side(int side) => side switch { 0 => North, 1 => East, 2 => South, _ => West };
}

/// <summary>What a sector of azimuth counts on each of the five faces: shares of what a face receives from a uniform half space.</summary>
internal readonly record struct FaceShares(
    [Plausible(0.03f, 0.03f)] Uniform Up, [Plausible(0, 0.05f)] Uniform North, [Plausible(0, 0.05f)] Uniform East, [Plausible(0, 0.05f)] Uniform South, [Plausible(0, 0.05f)] Uniform West)
{
    /// <summary>Adds a level share on the upper face, an upright one on the sides.</summary>
    public void Add<R, C>(ref C cell, Faces to, R level, R upright) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        cell[to.Up] = cell[to.Up] + cell[Up] * level;
        cell[to.North] = cell[to.North] + cell[North] * upright;
        cell[to.East] = cell[to.East] + cell[East] * upright;
        cell[to.South] = cell[to.South] + cell[South] * upright;
        cell[to.West] = cell[to.West] + cell[West] * upright;
    }
}

/// <summary>Heights of what stands in cells, or the extremes over the cells of a piece of ray.</summary>
/// <param name="Solid">Of ground and roofs [m].</param> <param name="Top">Of crowns [m], far below where there is none.</param> <param name="Bottom">Of crowns [m], far above where there is none.</param>
internal readonly record struct Standing([Plausible(0, 5)] View Solid, [Plausible(4, 9)] View Top, [Plausible(1, 4)] View Bottom);

/// <summary>The extremes over four cells, or four pieces, of a ray that begins here.</summary>
/// <param name="cells">What stands in each.</param> <param name="pieces">Highest solid and crown, lowest edge of crowns; written.</param>
/// <param name="east">From one to the next [cells].</param> <param name="north">[cells].</param>
internal readonly struct GatherPieces(Standing cells, Standing pieces, [Plausible(-1, -1)] Uniform east, [Plausible(-0.3f, -0.3f)] Uniform north) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R solid = cell[cells.Solid], top = cell[cells.Top], bottom = cell[cells.Bottom];
        for (int n = 1; n < RadiantKernels.PieceCells; n++)
        {
            R x = cell[east] * (float)n, y = cell[north] * (float)n;
            solid = R.Max(solid, cell.At(cells.Solid, x, y));
            top = R.Max(top, cell.At(cells.Top, x, y));
            bottom = R.Min(bottom, cell.At(cells.Bottom, x, y));
        }
        cell[pieces.Solid] = solid;
        cell[pieces.Top] = top;
        cell[pieces.Bottom] = bottom;
    }
}

/// <summary>Pieces of a ray that are met after what is nearer.</summary>
/// <param name="Extremes">Over each piece, where it begins.</param> <param name="First">Cell that the first begins with, counted from the place.</param>
/// <param name="Length">Of a piece [cells].</param> <param name="Count">How many are met.</param>
internal readonly record struct Pieces(Standing Extremes, [Plausible(9, 9)] Uniform First, [Plausible(4, 4)] Uniform Length, [Plausible(4, 4)] Uniform Count);

/// <summary>Looks from eye height along one azimuth: walls below a slope, crowns in a band above it, sky in the rest. docs/physics/comfort.md, eq. R1 to R3.</summary>
/// <param name="cells">What stands in each.</param> <param name="pieces">Pieces of four cells.</param> <param name="far">Pieces of sixteen.</param> <param name="eye">Height that looks [m].</param>
/// <param name="sight">Slope and distance of the walls, packed; written.</param>
/// <param name="sky">Sky seen by each face; added to.</param> <param name="crown">Crowns seen by each face; added to.</param> <param name="shares">Of the sector.</param>
/// <param name="east">From cell to cell of the ray [cells].</param> <param name="north">[cells].</param> <param name="step">Length of that [m].</param> <param name="cellSize">[m].</param>
internal readonly struct SeeSector(
    Standing cells, Pieces pieces, Pieces far, [Plausible(1, 2)] View eye, View sight, Faces sky, Faces crown, FaceShares shares,
    [Plausible(1, 1)] Uniform east, [Plausible(0.4f, 0.4f)] Uniform north, [Plausible(1, 1.4f)] Uniform step, [Plausible(1, 1)] Uniform cellSize) : ICellKernel
{
    private const int Wall = 0, Distance = 1, Top = 2, Bottom = 3;
    private const float Beyond = 511;                            // cells, where nothing stands

    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R height = cell[eye], under = cell[cells.Top] > height, free = cell[cells.Bottom] > height, before = cell[cells.Solid];
        Span<R> state = [0f, Beyond, R.Select(under, RadiantKernels.Zenith, 0f), R.Select(under, R.Select(free, RadiantKernels.Zenith, 0f), RadiantKernels.Zenith)];
        for (int ahead = 1; ahead <= RadiantKernels.NearCells; ahead++)
        {
            R x = cell[east] * (float)ahead, y = cell[north] * (float)ahead, solid = cell.At(cells.Solid, x, y);
            R toNear = 1f / (cell[step] * (ahead - 0.5f)), toMiddle = 1f / (cell[step] * (float)ahead), toFar = 1f / (cell[step] * (ahead + 0.5f));
            R edge = solid - before > cell[cellSize];                                              // a wall stands at the near edge of its cell, a crown fills its own
            before = solid;
            Meet(
                state, (solid - height) * R.Select(edge, toNear, toMiddle), R.Select(edge, ahead - 0.5f, (float)ahead),
                (cell.At(cells.Top, x, y) - height) * toNear, (cell.At(cells.Bottom, x, y) - height) * toFar);
        }
        cell.Repeat(pieces.Count, state, new MeetPieces(pieces, eye, east, north, step));
        cell.Repeat(far.Count, state, new MeetPieces(far, eye, east, north, step));

        R wall = state[Wall], low = R.Max(wall, state[Bottom]), high = R.Max(low, state[Top]);
        R crownOnLevel = RadiantKernels.OnLevel(high) - RadiantKernels.OnLevel(low), crownOnUpright = RadiantKernels.OnUpright(high) - RadiantKernels.OnUpright(low);
        shares.Add(ref cell, crown, crownOnLevel, crownOnUpright);
        shares.Add(ref cell, sky, 1f - RadiantKernels.OnLevel(wall) - crownOnLevel, 1f - RadiantKernels.OnUpright(wall) - crownOnUpright);
        cell[sight] = RadiantKernels.Pack(wall, state[Distance]);
    }

    /// <summary>Keeps the highest wall with its distance, the highest top and the lowest edge of crowns.</summary>
    private static void Meet<R>(Span<R> state, R wall, R distance, R top, R bottom) where R : struct, IReal<R>
    {
        R higher = wall > state[Wall];
        state[Distance] = R.Select(higher, distance, state[Distance]);
        state[Wall] = R.Select(higher, wall, state[Wall]);
        state[Top] = R.Select(top > state[Top], top, state[Top]);
        state[Bottom] = R.Select(bottom < state[Bottom], bottom, state[Bottom]);
    }

    private readonly struct MeetPieces(Pieces pieces, View eye, Uniform east, Uniform north, Uniform step) : ILoopBody
    {
        public void Turn<R, C>(ref C cell, R turn, Span<R> state) where R : struct, IReal<R> where C : struct, ICell<R>
        {
            R length = cell[pieces.Length], first = turn * length + cell[pieces.First], x = first * cell[east], y = first * cell[north], height = cell[eye];
            R per = 1f / ((first + (length - 1f) * 0.5f) * cell[step]);                              // all of a piece stands in its middle
            Meet(
                state, (cell.At(pieces.Extremes.Solid, x, y) - height) * per, first - 0.5f,
                (cell.At(pieces.Extremes.Top, x, y) - height) * per, (cell.At(pieces.Extremes.Bottom, x, y) - height) * per);
        }
    }
}

/// <summary>Where the shadows of an hour lie. docs/physics/comfort.md, eq. R4.</summary>
/// <param name="cells">What stands in each.</param> <param name="eye">Height that looks [m].</param>
/// <param name="shade">Height up to which walls and relief shade the cell [m]; written.</param> <param name="light">Share of the sun's beam at eye height; written.</param>
/// <param name="east">From cell to cell towards the sun [cells].</param> <param name="north">[cells].</param> <param name="rise">Of the ray from cell to cell [m].</param>
/// <param name="steps">Cells that are met.</param> <param name="transmissivity">Of crowns.</param>
internal readonly struct CastShadows(
    Standing cells, [Plausible(1, 2)] View eye, View shade, View light,
    [Plausible(0.3f, 0.3f)] Uniform east, [Plausible(-1, -1)] Uniform north, [Plausible(0.5f, 1)] Uniform rise, [Plausible(8, 8)] Uniform steps, [Plausible(0, 1)] Uniform transmissivity) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        Span<R> state = [-RadiantPlace.Nowhere, 0f];
        cell.Repeat(steps, state, new Body(cells, eye, east, north, rise));
        R through = R.Select(state[1], cell[transmissivity], 1f);
        cell[shade] = state[0];
        cell[light] = R.Select(state[0] <= cell[eye], through, 0f);
    }

    private readonly struct Body(Standing cells, View eye, Uniform east, Uniform north, Uniform rise) : ILoopBody
    {
        public void Turn<R, C>(ref C cell, R turn, Span<R> state) where R : struct, IReal<R> where C : struct, ICell<R>
        {
            R x = turn * cell[east], y = turn * cell[north], risen = turn * cell[rise];
            R shaded = cell.At(cells.Solid, x, y) - risen;
            state[0] = R.Select(shaded > state[0], shaded, state[0]);
            R ray = cell[eye] + risen, half = cell[rise] * 0.5f;                                   // within the cell the ray climbs by as much again
            R crown = (cell.At(cells.Top, x, y) > ray - half) & (cell.At(cells.Bottom, x, y) < ray + half);
            state[1] = R.Select(crown, 1f, state[1]);
        }
    }
}

/// <summary>Night: no beam anywhere, and all walls in the shade.</summary>
/// <param name="light">Becomes 0.</param> <param name="beam">Becomes 0.</param> <param name="warm">Becomes 0.</param>
internal readonly struct CoverSun(View light, Faces beam, Faces warm) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        cell[light] = 0f;
        Clear<R, C>(ref cell, beam);
        Clear<R, C>(ref cell, warm);
    }

    /// <summary>All faces become 0.</summary>
    public static void Clear<R, C>(ref C cell, Faces faces) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        cell[faces.Up] = 0f;
        for (int side = 0; side < 4; side++) cell[faces.Side(side)] = 0f;
    }
}

/// <summary>A sector in an hour of sun.</summary>
/// <param name="Sight">Slope and distance of its walls, packed.</param> <param name="Shares">On the faces.</param>
/// <param name="East">From cell to cell of the ray [cells].</param> <param name="North">[cells].</param> <param name="Step">Length of that [m].</param>
/// <param name="Facing">Cosine between the sun's azimuth and the normal of walls that face the person; 0 where they turn their back to the sun.</param>
internal readonly record struct SunnySector(
    [Plausible(0, 16777215)] View Sight, FaceShares Shares, [Plausible(-1, 1)] Uniform East, [Plausible(-1, 1)] Uniform North, [Plausible(1, 1.4f)] Uniform Step, [Plausible(0, 1)] Uniform Facing)
{
    /// <summary>Adds the sunlit part of the walls in sight, above the shadow at their foot.</summary>
    public void Add<R, C>(ref C cell, View shade, View eye, View column, View row, Span<R> beam, Span<R> warm) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        (R angle, R distance) = RadiantKernels.Unpack(cell[Sight]);
        R twice = 2f * angle, sine = R.Sin(twice), cosine = R.Cos(twice), wide = 1f + cosine;           // tan e = sin 2e / (1 + cos 2e)
        R foot = R.Floor(distance - 0.25f);                                                             // the cell before the wall
        R shadow = cell.Elsewhere(shade, cell[column] + foot * cell[East], cell[row] + foot * cell[North]);
        R shaded = (shadow - cell[eye] + RadiantKernels.Eye) * wide / (sine * (distance * cell[Step]) + RadiantKernels.Eye * wide);        // of the wall's height
        R lit = R.Min(R.Max(1f - shaded, 0f), 1f);
        R level = lit * (0.5f - 0.5f * cosine), upright = lit * ((twice + sine) * (float)(1 / Math.PI)), facing = cell[Facing], turned = R.Select(facing, 1f, 0f);
        AddTo(ref cell, warm, level * turned, upright * turned);
        AddTo(ref cell, beam, level * facing, upright * facing);
    }

    private void AddTo<R, C>(ref C cell, Span<R> sum, R level, R upright) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        sum[0] += cell[Shares.Up] * level;
        sum[1] += cell[Shares.North] * upright;
        sum[2] += cell[Shares.East] * upright;
        sum[3] += cell[Shares.South] * upright;
        sum[4] += cell[Shares.West] * upright;
    }
}

/// <summary>Lights the walls of eight sectors. docs/physics/comfort.md, eq. R5.</summary>
/// <param name="a">A sector.</param> <param name="b">A sector.</param> <param name="c">A sector.</param> <param name="d">A sector.</param>
/// <param name="e">A sector.</param> <param name="f">A sector.</param> <param name="g">A sector.</param> <param name="h">A sector.</param>
/// <param name="shade">Height up to which each cell is shaded [m].</param> <param name="eye">Height that looks [m].</param>
/// <param name="column">Of the cell.</param> <param name="row">Of the cell.</param>
/// <param name="beam">View of sunlit walls times the cosine of incidence, by face; added to.</param> <param name="warm">View of sunlit walls, by face; added to.</param>
/// <param name="afresh">1: what was added before is forgotten.</param>
internal readonly struct LightWalls(
    SunnySector a, SunnySector b, SunnySector c, SunnySector d, SunnySector e, SunnySector f, SunnySector g, SunnySector h,
    [Plausible(0, 5)] View shade, [Plausible(1, 2)] View eye, [Plausible(20, 40)] View column, [Plausible(20, 40)] View row, Faces beam, Faces warm, Uniform afresh) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        Span<R> beams = [0f, 0f, 0f, 0f, 0f], warms = [0f, 0f, 0f, 0f, 0f];
        Load(ref cell, beam, beams);
        Load(ref cell, warm, warms);
        a.Add(ref cell, shade, eye, column, row, beams, warms);
        b.Add(ref cell, shade, eye, column, row, beams, warms);
        c.Add(ref cell, shade, eye, column, row, beams, warms);
        d.Add(ref cell, shade, eye, column, row, beams, warms);
        e.Add(ref cell, shade, eye, column, row, beams, warms);
        f.Add(ref cell, shade, eye, column, row, beams, warms);
        g.Add(ref cell, shade, eye, column, row, beams, warms);
        h.Add(ref cell, shade, eye, column, row, beams, warms);
        Store(ref cell, beam, beams);
        Store(ref cell, warm, warms);
    }

    private void Load<R, C>(ref C cell, Faces faces, Span<R> sums) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        sums[0] = R.Select(cell[afresh], 0f, cell[faces.Up]);
        for (int side = 0; side < 4; side++) sums[1 + side] = R.Select(cell[afresh], 0f, cell[faces.Side(side)]);
    }

    private static void Store<R, C>(ref C cell, Faces faces, Span<R> sums) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        cell[faces.Up] = sums[0];
        for (int side = 0; side < 4; side++) cell[faces.Side(side)] = sums[1 + side];
    }
}
