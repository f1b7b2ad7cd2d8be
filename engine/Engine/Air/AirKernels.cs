using TerritoryTwin.Compute;
using TerritoryTwin.Heat;

namespace TerritoryTwin.Air;

/// <summary>What the layer above holds over each cell of the streets, between the four nearest cells of the layer.</summary>
/// <remarks>docs/physics/air.md, eq. 1.</remarks>
/// <param name="load">Of the layer, over its whole depth [µg/m²].</param> <param name="column">Of the cell, in cells of the layer.</param> <param name="row">The same.</param> <param name="above">Is written [µg/m³], not below 0.</param>
/// <param name="lastColumn">Of the layer.</param> <param name="lastRow">Of the layer.</param> <param name="perDepth">What stays in the layer of what it held, over its depth [1/m].</param>
internal readonly struct SpreadLayer(
    [Plausible(0, 2000)] View load, [Plausible(0, 4)] View column, [Plausible(0, 4)] View row, View above, [Plausible(4, 4)] Uniform lastColumn, [Plausible(4, 4)] Uniform lastRow, [Plausible(0.0005f, 0.01f)] Uniform perDepth) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R x = R.Min(R.Max(cell[column], 0f), cell[lastColumn]), y = R.Min(R.Max(cell[row], 0f), cell[lastRow]);
        cell[above] = R.Max(cell[perDepth] * Between.Four<R, C>(ref cell, load, x, y), 0f);
    }
}

/// <summary>What the air of a street would hold at the end of the step without other cells, and how much air holds it there: implicit in what it holds.</summary>
/// <remarks>docs/physics/air.md, eq. 2 and 3.</remarks>
/// <param name="before">In the air of the street [µg/m³].</param> <param name="given">In the step [g].</param> <param name="above">In the layer above [µg/m³].</param> <param name="exchange">With it, per plan area [m/s].</param> <param name="depth">Volume of the air per plan area [m].</param>
/// <param name="alone">Is written [µg/m³].</param> <param name="stiff">Is written [m/s].</param> <param name="perSecond">1 over the step [1/s].</param> <param name="unit">µg/(m² s) in a gram of the step.</param>
internal readonly struct MeetExhaust(
    [Plausible(0, 50)] View before, [Plausible(0, 10)] View given, [Plausible(0, 5)] View above, [Plausible(0.005f, 0.1f)] View exchange, [Plausible(2, 8)] View depth, View alone, View stiff,
    [Plausible(0.00028f, 0.00028f)] Uniform perSecond, [Plausible(0.1f, 1)] Uniform unit) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R keeps = cell[depth] * cell[perSecond], passes = cell[exchange], holds = keeps + passes;
        cell[alone] = (keeps * cell[before] + cell[unit] * cell[given] + passes * cell[above]) / holds;
        cell[stiff] = holds;
    }
}

/// <summary>
/// What is in the air of a street after <see cref="CarryAlong"/>. What was given and came in through the faces, less what went out and what the street holds more than before, goes to the layer above: nothing is lost,
/// whatever the turns have left.
/// </summary>
/// <remarks>docs/physics/air.md, eq. 4 and 5.</remarks>
/// <param name="carried">In the air of the street [µg/m³]; nothing beyond the edge.</param> <param name="street">Before the step; is written [µg/m³].</param> <param name="given">In the step [g].</param> <param name="depth">[m].</param> <param name="along">[m].</param>
/// <param name="inside">1 in every cell, 0 beyond the edge.</param> <param name="up">To the layer above; is written [µg/(m² s)].</param>
/// <param name="day">Is added to [µg h/m³].</param> <param name="givenToday">Is added to [g].</param> <param name="leftToday">Through the edge; is added to [g].</param>
/// <param name="perSecond">1 over the step [1/s].</param> <param name="unit">µg/(m² s) in a gram of the step.</param> <param name="east">Wind at the reference height over the side of a cell [1/s].</param> <param name="north">Northward.</param>
internal readonly struct SettleExhaust(
    [Plausible(0, 50)] View carried, [Plausible(0, 50)] View street, [Plausible(0, 10)] View given, [Plausible(2, 8)] View depth, [Plausible(0.5f, 4)] View along, [Plausible(0, 1)] View inside, View up,
    [Plausible(0, 500)] View day, [Plausible(0, 100)] View givenToday, [Plausible(0, 100)] View leftToday,
    [Plausible(0.00028f, 0.00028f)] Uniform perSecond, [Plausible(0.1f, 1)] Uniform unit, [Plausible(-0.2f, 0.2f)] Uniform east, [Plausible(-0.2f, 0.2f)] Uniform north) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        Faces<R> faces = Faces<R>.Of(ref cell, along, east, north);
        R here = cell[carried], came = faces.West * cell[carried, -1, 0] + faces.East * cell[carried, 1, 0] + faces.South * cell[carried, 0, -1] + faces.North * cell[carried, 0, 1];
        R eastward = R.Max(cell[east], 0f), westward = R.Max(-cell[east], 0f), northward = R.Max(cell[north], 0f), southward = R.Max(-cell[north], 0f);
        R beyond = eastward * (1f - cell[inside, 1, 0]) + westward * (1f - cell[inside, -1, 0]) + northward * (1f - cell[inside, 0, 1]) + southward * (1f - cell[inside, 0, -1]);
        cell[up] = cell[unit] * cell[given] + cell[depth] * cell[perSecond] * (cell[street] - here) + came - faces.Out * here;
        cell[street] = here;
        cell[day] = cell[day] + here;
        cell[givenToday] = cell[givenToday] + cell[given];
        cell[leftToday] = cell[leftToday] + cell[along] * beyond * here / cell[unit];
    }
}

/// <summary>What goes up from the streets of a cell of the layer in the step.</summary>
/// <param name="up">From each cell of the streets [µg/(m² s)]; nothing beyond the edge.</param> <param name="column">Of the cell of the layer.</param> <param name="row">The same.</param> <param name="source">Is written [µg/m²].</param>
/// <param name="factor">Cells of the streets along its side.</param> <param name="all">Over its area.</param> <param name="share">Seconds of the step over them [s].</param>
internal readonly struct GatherExhaust(
    [Plausible(0, 2)] View up, [Plausible(0, 4)] View column, [Plausible(0, 4)] View row, View source, [Plausible(2, 2)] Uniform factor, [Plausible(4, 4)] Uniform all, [Plausible(900, 900)] Uniform share) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        Span<R> sum = [0f];
        cell.Repeat(all, sum, new Body(up, column, row, factor));
        cell[source] = cell[share] * sum[0];
    }

    private readonly struct Body(View up, View column, View row, Uniform factor) : ILoopBody
    {
        public void Turn<R, C>(ref C cell, R turn, Span<R> state) where R : struct, IReal<R> where C : struct, ICell<R>
        {
            R side = cell[factor], above = R.Floor((turn + 0.5f) / side);
            state[0] = state[0] + cell.Elsewhere(up, cell[column] * side + (turn - above * side), cell[row] * side + above);
        }
    }
}

/// <summary>What leaves the layer in the step: left above it where it shrinks, and over the edge with the wind. Counted where it comes from, apart from <see cref="Drift"/>.</summary>
/// <remarks>docs/physics/air.md, eq. 7.</remarks>
/// <param name="load">At the start of the step [µg/m²].</param> <param name="source">Given off in it, evenly [µg/m²].</param> <param name="left">Is added to [g].</param> <param name="column">Of the cell.</param> <param name="row">Of the cell.</param>
/// <param name="east">How far the air goes in the step [cells].</param> <param name="north">The same.</param> <param name="held">Of what there was.</param> <param name="turns">Pieces of the path.</param> <param name="perTurn">1 over them.</param>
/// <param name="lastColumn">Of the layer.</param> <param name="lastRow">Of the layer.</param> <param name="grams">In a cell for each µg/m².</param>
internal readonly struct LeaveLayer(
    [Plausible(0, 2000)] View load, [Plausible(0, 200)] View source, [Plausible(0, 1000)] View left, [Plausible(0, 4)] View column, [Plausible(0, 4)] View row,
    [Plausible(-3, 3)] Uniform east, [Plausible(-3, 3)] Uniform north, [Plausible(0.5f, 1)] Uniform held, [Plausible(3, 3)] Uniform turns, [Plausible(0.33f, 0.33f)] Uniform perTurn,
    [Plausible(4, 4)] Uniform lastColumn, [Plausible(4, 4)] Uniform lastRow, [Plausible(0.0625f, 0.0625f)] Uniform grams) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        Span<R> gone = [0f];
        cell.Repeat(turns, gone, new Body(column, row, east, north, perTurn, lastColumn, lastRow));
        R stays = Stays(cell[column] + cell[east], cell[lastColumn]) * Stays(cell[row] + cell[north], cell[lastRow]);
        cell[left] = cell[left] + cell[grams] * (cell[load] * (1f - cell[held] * stays) + cell[perTurn] * cell[source] * gone[0]);
    }

    // Of a cell that has come to a place between two cells, the part in those that there are.
    private static R Stays<R>(R place, R last) where R : struct, IReal<R> => R.Max(R.Min(R.Min(place + 1f, last + 1f - place), 1f), 0f);

    private readonly struct Body(View column, View row, Uniform east, Uniform north, Uniform perTurn, Uniform lastColumn, Uniform lastRow) : ILoopBody
    {
        public void Turn<R, C>(ref C cell, R turn, Span<R> state) where R : struct, IReal<R> where C : struct, ICell<R>
        {
            R way = (turn + 0.5f) * cell[perTurn];
            state[0] = state[0] + 1f - Stays(cell[column] + way * cell[east], cell[lastColumn]) * Stays(cell[row] + way * cell[north], cell[lastRow]);
        }
    }
}

/// <summary>What the air of a street holds.</summary>
/// <param name="street">[µg/m³].</param> <param name="depth">Volume of the air per plan area [m].</param> <param name="held">Is written [g].</param> <param name="grams">In a cell for each µg/m².</param>
internal readonly struct HoldExhaust([Plausible(0, 50)] View street, [Plausible(2, 8)] View depth, View held, [Plausible(0.000625f, 0.000625f)] Uniform grams) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> => cell[held] = cell[grams] * cell[depth] * cell[street];
}
