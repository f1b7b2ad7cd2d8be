using TerritoryTwin.Compute;

namespace TerritoryTwin.Mobility;

/// <summary>What a link remembers of itself from step to step, and offers to its neighbours. All in parts of a vehicle, whole numbers.</summary>
/// <param name="Sendable">At its end, able to leave; those that wait, of an entry.</param> <param name="Room">At its beginning; below 0 by less than a part for each link that leads to it.</param>
/// <param name="Present">On the link.</param> <param name="Sends">That would leave in the step.</param> <param name="Receives">That could come in it.</param>
internal readonly record struct LinkStore(
    [Plausible(0, 4000)] View Sendable, [Plausible(0, 4000)] View Room, [Plausible(0, 4000)] View Present, [Plausible(0, 4000)] View Sends, [Plausible(0, 4000)] View Receives);

/// <summary>Flows of the last steps of every link, a ring of places for each: the oldest is the one that is written next.</summary>
/// <param name="Flows">In a step.</param> <param name="First">Place of the ring of a link.</param> <param name="Length">Places of it, 2 at least.</param> <param name="Place">Of the step within it.</param>
/// <param name="Early">Share of a step's flow that is seen after one step less.</param>
internal readonly record struct FlowRing(
    [Plausible(0, 4000)] View Flows, [Plausible(0, 4000)] View First, [Plausible(2, 9)] View Length, [Plausible(0, 9)] View Place, [Plausible(0, 1)] View Early)
{
    /// <summary>Goes on to the place of this step, and gives the flow that is seen in it, a delay after it passed.</summary>
    public R Seen<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R now = Following(cell[Place], cell[Length]);
        cell[Place] = now;
        R older = cell.Elsewhere(Flows, cell[First] + now, 0f), newer = cell.Elsewhere(Flows, cell[First] + Following(now, cell[Length]), 0f), early = cell[Early];
        return R.Floor(newer * early + 0.5f) + (older - R.Floor(older * early + 0.5f));
    }

    private static R Following<R>(R place, R length) where R : struct, IReal<R> => R.Select(place + 1.5f < length, place + 1f, 0f);
}

/// <summary>What each link could send and receive in a step, from what passed its ends a way ago.</summary>
/// <remarks>docs/physics/traffic-flow.md, eq. 15 to 18.</remarks>
/// <param name="store">Of the links.</param> <param name="came">Flows at their beginning.</param> <param name="left">Flows at their end.</param>
/// <param name="demand">That comes to an entry in a step.</param> <param name="leaving">Most that leaves in a step.</param> <param name="entering">Most that comes.</param>
/// <param name="asked">All that came to an entry.</param> <param name="squeeze">Of the most that leaves, what a full link still takes.</param> <param name="phase">By which amounts are rounded to whole parts, above 0 and below 1.</param>
internal readonly struct OfferLinks(
    LinkStore store, FlowRing came, FlowRing left, [Plausible(0, 4000)] View demand, [Plausible(0, 4000)] View leaving, [Plausible(0, 4000)] View entering,
    [Plausible(0, 4000)] View asked, [Plausible(0, 0.5f)] Uniform squeeze, [Plausible(0.1f, 0.9f)] Uniform phase) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R round = cell[phase], waits = R.Floor(cell[demand] + round);
        R sendable = cell[store.Sendable] + came.Seen<R, C>(ref cell) + waits, room = cell[store.Room] + left.Seen<R, C>(ref cell);
        cell[store.Sendable] = sendable;
        cell[store.Room] = room;
        cell[store.Present] = cell[store.Present] + waits;
        cell[asked] = cell[asked] + waits;
        cell[store.Sends] = R.Min(sendable, R.Floor(cell[leaving] + round));
        cell[store.Receives] = R.Max(R.Min(room, R.Floor(cell[entering] + round)), R.Floor(cell[squeeze] * cell[leaving] + round));
    }
}

/// <summary>Turns that lie together in a list: those onto a link, or those from it.</summary>
/// <param name="First">Of those of a link.</param> <param name="Count">Of them.</param>
internal readonly record struct TurnsOf([Plausible(0, 4000)] View First, [Plausible(1, 3)] View Count);

/// <summary>What each turn asks of the link that it leads to.</summary>
/// <param name="sends">Of each link.</param> <param name="leaving">Capacity at the end of each link, in a step.</param> <param name="share">Of the leavers that take the turn.</param> <param name="from">Link that it comes from.</param>
/// <param name="asks">Is written: parts in the step.</param> <param name="weight">Is written: capacity that counts for it.</param>
internal readonly struct AskTurns(
    [Plausible(0, 4000)] View sends, [Plausible(1000, 4000)] View leaving, [Plausible(0.1f, 1)] View share, IndexView from, View asks, View weight) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R taken = cell[share];
        cell[asks] = taken * cell.At(sends, from);
        cell[weight] = taken * cell.At(leaving, from);
    }
}

/// <summary>
/// How the room of a link is shared among the turns that want it: each gets in proportion to its weight, and what it does not use goes to the others. The level is what one part of weight gets; beyond all
/// demand where there is room for all.
/// </summary>
/// <remarks>docs/physics/traffic-flow.md, eq. 19. Goes over the turns as often as there are, and once more: each time one more of them at least is served in full.</remarks>
/// <param name="asks">Of each turn.</param> <param name="weight">Of each turn.</param> <param name="turns">Onto this link.</param> <param name="receives">Of this link.</param> <param name="level">Is written.</param>
/// <param name="times">One more than the turns onto the link with most of them.</param>
internal readonly struct ShareRoom(
    [Plausible(0, 4000)] View asks, [Plausible(1000, 4000)] View weight, TurnsOf turns, [Plausible(0, 4000)] View receives, View level, [Plausible(4, 4)] Uniform times) : ICellKernel
{
    /// <summary>Above every flow over every capacity.</summary>
    public const float Unlimited = 1e30f;

    /// <summary>Turns onto a link at most.</summary>
    public const int Most = 8;

    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        Span<R> state = [0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f];         // what each asks, its weight, the level
        for (int k = 0; k < Most; k++)
        {
            R at = cell[turns.First] + (float)k, here = (float)k < cell[turns.Count];
            state[k] = R.Select(here, cell.Elsewhere(asks, at, 0f), 0f);
            state[Most + k] = R.Select(here, cell.Elsewhere(weight, at, 0f), 0f);
        }
        cell.Repeat(times, state, new Body(receives));
        cell[level] = state[2 * Most];
    }

    private readonly struct Body(View receives) : ILoopBody
    {
        public void Turn<R, C>(ref C cell, R turn, Span<R> state) where R : struct, IReal<R> where C : struct, ICell<R>
        {
            R left = cell[receives], weights = 0f;
            for (int k = 0; k < Most; k++)
            {
                R served = state[k] <= state[Most + k] * state[2 * Most];
                left = left - R.Select(served, state[k], 0f);
                weights = weights + R.Select(served, 0f, state[Most + k]);
            }
            R some = weights > 0f;
            state[2 * Most] = R.Select(some, R.Select(left > 0f, left, 0f) / R.Select(some, weights, 1f), Unlimited);
        }
    }
}

/// <summary>What each turn lets through: the level of the link that it leads to, or anything where nobody takes it.</summary>
/// <param name="level">Of each link, by <see cref="ShareRoom"/>.</param> <param name="share">Of the leavers that take the turn.</param> <param name="to">Link that it leads to.</param> <param name="limit">Is written.</param>
internal readonly struct LimitTurns([Plausible(0, 2)] View level, [Plausible(0.1f, 1)] View share, IndexView to, View limit) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> =>
        cell[limit] = R.Select(cell[share] > 0f, cell.At(level, to), ShareRoom.Unlimited);
}

/// <summary>What leaves each link: first in, first out, so the fullest of the links that its vehicles want holds all of them.</summary>
/// <remarks>docs/physics/traffic-flow.md, eq. 20.</remarks>
/// <param name="sends">That would leave.</param> <param name="limit">Of each turn.</param> <param name="leaving">Capacity at the end.</param> <param name="turns">From the link.</param> <param name="leaves">Is written.</param>
/// <param name="phase">As of <see cref="OfferLinks"/>.</param> <param name="most">Turns from the link with most of them.</param>
internal readonly struct LeaveLinks(
    [Plausible(0, 4000)] View sends, [Plausible(0, 2)] View limit, [Plausible(1000, 4000)] View leaving, TurnsOf turns, View leaves,
    [Plausible(0.1f, 0.9f)] Uniform phase, [Plausible(3, 3)] Uniform most) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        Span<R> state = [ShareRoom.Unlimited];
        cell.Repeat(most, state, new Body(limit, turns));
        R allowed = R.Floor(cell[leaving] * state[0] + cell[phase]);
        cell[leaves] = R.Select(cell[sends] <= allowed, cell[sends], allowed);
    }

    private readonly struct Body(View limit, TurnsOf turns) : ILoopBody
    {
        public void Turn<R, C>(ref C cell, R turn, Span<R> state) where R : struct, IReal<R> where C : struct, ICell<R> =>
            state[0] = R.Select(turn < cell[turns.Count], R.Min(state[0], cell.Elsewhere(limit, cell[turns.First] + turn, 0f)), state[0]);
    }
}

/// <summary>The part of a link's leavers that takes each turn: a difference of rounded sums, so that all turns together take all.</summary>
/// <remarks>docs/physics/traffic-flow.md, eq. 21.</remarks>
/// <param name="leaves">Of each link.</param> <param name="below">Share of the leavers that take turns before it.</param> <param name="upto">With it.</param> <param name="from">Link that it comes from.</param>
/// <param name="part">Is written.</param> <param name="phase">As of <see cref="OfferLinks"/>.</param>
internal readonly struct DivideTurns(
    [Plausible(0, 4000)] View leaves, [Plausible(0, 0.4f)] View below, [Plausible(0.6f, 1)] View upto, IndexView from, View part, [Plausible(0.1f, 0.9f)] Uniform phase) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        R all = cell.At(leaves, from);
        cell[part] = R.Floor(all * cell[upto] + cell[phase]) - R.Floor(all * cell[below] + cell[phase]);
    }
}

/// <summary>What has passed the ends of links since it was last read, in parts of a vehicle.</summary>
/// <param name="Came">At the beginning.</param> <param name="Left">At the end.</param> <param name="Arrived">At the end, and stayed there.</param> <param name="Spent">On the link, in parts × steps.</param> <param name="Delayed">At the end and held there, in parts × steps.</param>
internal readonly record struct LinkCounts([Plausible(0, 4000)] View Came, [Plausible(0, 4000)] View Left, [Plausible(0, 4000)] View Arrived, [Plausible(0, 4000)] View Spent, [Plausible(0, 4000)] View Delayed);

/// <summary>What comes to each link, and what is then on it.</summary>
/// <remarks>docs/physics/traffic-flow.md, eq. 21 and 22.</remarks>
/// <param name="leaves">Of each link.</param> <param name="part">Of each turn.</param> <param name="turns">Onto this link.</param> <param name="onward">Share of this link's leavers that turn anywhere; the others have arrived.</param>
/// <param name="enters">Is written.</param> <param name="store">Of the links.</param> <param name="counts">Of the links.</param> <param name="phase">As of <see cref="OfferLinks"/>.</param> <param name="most">Turns onto the link with most of them.</param>
internal readonly struct EnterLinks(
    [Plausible(0, 4000)] View leaves, [Plausible(0, 4000)] View part, TurnsOf turns, [Plausible(0, 1)] View onward, View enters, LinkStore store, LinkCounts counts,
    [Plausible(0.1f, 0.9f)] Uniform phase, [Plausible(3, 3)] Uniform most) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        Span<R> state = [0f];
        cell.Repeat(most, state, new Body(part, turns));
        R come = state[0], leave = cell[leaves], present = cell[store.Present] + come - leave, held = cell[store.Sendable] - leave;
        cell[enters] = come;
        cell[store.Sendable] = held;
        cell[store.Room] = cell[store.Room] - come;
        cell[store.Present] = present;
        cell[counts.Came] = cell[counts.Came] + come;
        cell[counts.Left] = cell[counts.Left] + leave;
        cell[counts.Arrived] = cell[counts.Arrived] + (leave - R.Floor(leave * cell[onward] + cell[phase]));
        cell[counts.Spent] = cell[counts.Spent] + present;
        cell[counts.Delayed] = cell[counts.Delayed] + held;
    }

    private readonly struct Body(View part, TurnsOf turns) : ILoopBody
    {
        public void Turn<R, C>(ref C cell, R turn, Span<R> state) where R : struct, IReal<R> where C : struct, ICell<R> =>
            state[0] = state[0] + R.Select(turn < cell[turns.Count], cell.Elsewhere(part, cell[turns.First] + turn, 0f), 0f);
    }
}

/// <summary>Writes the flow of the step into the rings: each place asks its link whether it is its turn.</summary>
/// <param name="flows">The places.</param> <param name="own">Place of each within its ring.</param> <param name="link">That it belongs to.</param> <param name="place">Of the step, of each link.</param> <param name="flow">Of the step, of each link.</param>
internal readonly struct RememberFlows([Plausible(0, 4000)] View flows, [Plausible(0, 9)] View own, IndexView link, [Plausible(0, 9)] View place, [Plausible(0, 4000)] View flow) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> =>
        cell[flows] = R.Select(R.Abs(cell.At(place, link) - cell[own]) < 0.5f, cell.At(flow, link), cell[flows]);
}
