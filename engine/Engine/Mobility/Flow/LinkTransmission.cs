using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>A link as traffic meets it, all its lanes together.</summary>
/// <param name="Length">[m]; 0 for an entry, where vehicles wait without taking room until the next links let them in.</param>
/// <param name="FreeSpeed">[m/s], &gt; 0; of no matter for an entry.</param>
/// <param name="Capacity">[vehicles/s], &gt; 0.</param>
/// <param name="JamDensity">[vehicles/m], above that at capacity; of no matter for an entry.</param>
public readonly record struct TrafficLink(double Length, double FreeSpeed, double Capacity, double JamDensity)
{
    /// <summary>A place where vehicles come into the network.</summary>
    /// <param name="capacity">Most that comes [vehicles/s], and its weight where it meets other links.</param>
    public static TrafficLink Entry(double capacity) => new(0, 1, capacity, 0);

    /// <summary>Whether it is an entry.</summary>
    public bool IsEntry => Length == 0;
    /// <summary>Speed at which gaps travel backwards [m/s].</summary>
    public double WaveSpeed => Capacity / (JamDensity - Capacity / FreeSpeed);
    /// <summary>Seconds along the empty link.</summary>
    public double FreeTime => Length / FreeSpeed;
    /// <summary>Seconds that a gap takes back along it.</summary>
    public double GapTime => Length / WaveSpeed;
}

/// <summary>From one link onto another that begins where it ends.</summary>
/// <param name="From">Link.</param> <param name="To">Link.</param>
public readonly record struct LinkTurn(int From, int To);

/// <summary>What links come to that are driven in less than a step.</summary>
public enum ShortLinks
{
    /// <summary>An error that names the first and the longest step.</summary>
    Refused,
    /// <summary>They take a step, and hold what passes in it, as if they were as long.</summary>
    TakeAStep,
}

/// <summary>Vehicles counted since the start, in parts of <see cref="LinkTransmission.Parts"/> to a vehicle: whole numbers, so sums are exact.</summary>
/// <param name="Came">At the beginning of each link; of an entry, all that came to it.</param> <param name="Left">At its end.</param> <param name="Arrived">Of those, that went no further.</param>
/// <param name="Present">On each link now; of an entry, that wait.</param> <param name="Spent">Vehicle seconds on each link, waiting included; good to float32.</param>
/// <param name="Delayed">Of these, those beyond its free way: of vehicles that stand at its end; none where all that came to it go on.</param>
public sealed record TrafficCounts(long[] Came, long[] Left, long[] Arrived, long[] Present, double[] Spent, double[] Delayed);

/// <summary>
/// Traffic on a network through the day by link transmission (Yperman 2007): a kinematic wave with the triangular diagram of Newell (1993), known at both ends of each link alone. Queues take room and
/// reach back into the links before; where links meet, room goes by capacity and first in is first out.
/// </summary>
/// <remarks>docs/physics/traffic-flow.md, eq. 15 to 22. One element a link, a turn or a remembered step; nine launches a step. Same bits for any number of threads.</remarks>
public sealed class LinkTransmission : IDisposable
{
    /// <summary>Parts of a vehicle that flows are whole numbers of.</summary>
    public const int Parts = 1024;

    private const int Phases = 64;                              // roundings go through their phases in turn, so that they leave no bias
    private const float MostInStep = 1 << 17;                   // parts: up to there, whole numbers and sixty-fourths between them are floats
    private const float MostOnLink = 1 << 23;                   // parts
    private const int Between = (int)(MostOnLink / MostInStep); // steps after which counts are read, before they grow beyond 2²⁴
    private readonly Device _device;
    private readonly List<IDisposable> _held = [];
    private readonly TrafficLink[] _links;
    private readonly LinkTurn[] _turns;
    private readonly int[] _ontoOrder;
    private readonly double _step, _squeeze;
    private readonly Stock _all;
    private readonly LinkStore _store;
    private readonly LinkCounts _counts;
    private readonly FlowRing _came, _left;
    private readonly Field _sendable, _room, _present, _sends, _receives, _demand, _leaving, _entering, _asked, _level, _leaves, _enters, _onward;
    private readonly Field _below, _upto, _shareOnto, _shareFrom, _asks, _weight, _limit, _part;
    private readonly Field _countCame, _countLeft, _countArrived, _countSpent, _countDelayed;
    private readonly Field _cameFlows, _leftFlows, _cameOwn, _leftOwn, _camePlace, _leftPlace;
    private readonly IndexField _cameLink, _leftLink, _comesFrom, _leadsTo;
    private readonly TurnsOf _onto, _from;
    private readonly int _mostOnto, _mostFrom;
    private readonly TrafficCounts _totals;
    private int _sinceRead;

    /// <summary>An empty network; all demands are 0, and each link's leavers arrive where it ends until <see cref="SetShares"/> says where they turn.</summary>
    /// <param name="graph">Nodes and links.</param> <param name="links">As traffic meets them, in the order of the graph.</param> <param name="turns">That are allowed, in the order of the links that they come from; none leads to an entry.</param>
    /// <param name="step">[s].</param> <param name="device">That computes.</param> <param name="shortLinks">What links come to that are driven in less than a step.</param>
    /// <param name="squeeze">Of what can leave a link, what it still takes when it is full, 0 to 1: above 0 nothing stands for ever, and links may hold more than they have room for.</param>
    /// <exception cref="TerritoryException">A link is impossible, too short or too large, or turns do not join; all that was found.</exception>
    public LinkTransmission(LinkGraph graph, IReadOnlyList<TrafficLink> links, IReadOnlyList<LinkTurn> turns, double step, Device device, ShortLinks shortLinks = ShortLinks.Refused, double squeeze = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(links);
        ArgumentNullException.ThrowIfNull(turns);
        ArgumentNullException.ThrowIfNull(device);
        Require(graph, links, turns, step, shortLinks);
        (_device, _links, _turns, _step, _squeeze, _all) = (device, [.. links], [.. turns], step, squeeze, new(links.Count));
        int n = links.Count;

        double[] freeSteps = [.. links.Select(l => Math.Max(1, l.FreeTime / step))], gapSteps = [.. links.Select(l => l.IsEntry ? 1 : Math.Max(1, l.GapTime / step))];
        double[] capacity = [.. links.Select(l => l.Capacity * step * Parts)];
        (_sendable, _room, _present, _sends, _receives) = (Of("sendable"), Of("room"), Of("present"), Of("sends"), Of("receives"));
        (_demand, _leaving, _entering, _asked, _level, _leaves, _enters, _onward) = (Of("demand"), Of("leaving"), Of("entering"), Of("asked"), Of("level"), Of("leaves"), Of("enters"), Of("onward"));
        (_countCame, _countLeft, _countArrived, _countSpent, _countDelayed) = (Of("came"), Of("left"), Of("arrived"), Of("spent"), Of("delayed"));
        _room.Write([.. Enumerable.Range(0, n).Select(l => links[l].IsEntry ? 0 : (float)Math.Round(capacity[l] * (freeSteps[l] + gapSteps[l])))]);
        float[] most = [.. capacity.Select(c => (float)c)];
        _leaving.Write(most);
        _entering.Write(most);
        _store = new(_sendable.Now, _room.Now, _present.Now, _sends.Now, _receives.Now);
        _counts = new(_countCame.Now, _countLeft.Now, _countArrived.Now, _countSpent.Now, _countDelayed.Now);
        (_came, _cameFlows, _cameOwn, _camePlace, _cameLink) = Ring(freeSteps, "free");
        (_left, _leftFlows, _leftOwn, _leftPlace, _leftLink) = Ring(gapSteps, "gap");

        int count = turns.Count;
        int[] fromOrder = [.. Enumerable.Range(0, count).OrderBy(t => turns[t].From).ThenBy(t => t)];
        if (!fromOrder.SequenceEqual(Enumerable.Range(0, count))) throw new ArgumentException("the turns are not in the order of the links that they come from", nameof(turns));
        _ontoOrder = [.. Enumerable.Range(0, count).OrderBy(t => turns[t].To).ThenBy(t => t)];
        Stock turnStock = new(Math.Max(1, count));
        (_below, _upto, _shareOnto, _shareFrom) = (Held("below", turnStock), Held("upto", turnStock), Held("share", turnStock), Held("share", turnStock));
        (_asks, _weight, _limit, _part) = (Held("asks", turnStock), Held("weight", turnStock), Held("limit", turnStock), Held("part", turnStock));
        (_comesFrom, _leadsTo) = (Index(turnStock, "from", [.. _ontoOrder.Select(t => turns[t].From)]), Index(turnStock, "to", [.. turns.Select(t => t.To)]));
        _onto = new(First(turns.Select(t => t.To), "onto"), Count(turns.Select(t => t.To), "onto count", out _mostOnto));
        _from = new(First(turns.Select(t => t.From), "of"), Count(turns.Select(t => t.From), "of count", out _mostFrom));
        _totals = new(new long[n], new long[n], new long[n], new long[n], new double[n], new double[n]);
    }

    /// <summary>Seconds of a step.</summary>
    public double StepSeconds => _step;

    /// <summary>Steps that were made.</summary>
    public long Steps { get; private set; }

    /// <summary>Says which share of a link's leavers takes each turn; what is missing from 1 has arrived where the link ends.</summary>
    /// <param name="shares">Of each turn, 0 to 1; of those from one link not above 1.</param>
    /// <exception cref="TerritoryException">A share is out of range, or those of a link exceed 1.</exception>
    public void SetShares(ReadOnlySpan<double> shares)
    {
        RequireCount(shares.Length, _turns.Length, nameof(shares), "turns");
        float[] below = new float[Math.Max(1, _turns.Length)], upto = new float[below.Length], share = new float[below.Length], onward = new float[_links.Length];
        double sum = 0;
        for (int t = 0; t < _turns.Length; t++)
        {
            if (t == 0 || _turns[t].From != _turns[t - 1].From) sum = 0;
            below[t] = (float)sum;
            sum += shares[t];
            if (!(shares[t] is >= 0 and <= 1) || sum > 1 + 1e-9)
                throw new TerritoryException($"traffic: turn {t}, from link {_turns[t].From} to link {_turns[t].To}, has a share of {shares[t]:g6}, with those before it {sum:g6}; expected 0 to 1 for each, and for all from one link together.");
            if (sum > 1 - 1e-9) sum = 1;                        // rounding of the caller's shares leaves nobody behind
            (upto[t], share[t], onward[_turns[t].From]) = ((float)sum, (float)shares[t], (float)sum);
        }
        _shareFrom.Write(share);
        _shareOnto.Write(Onto(share));
        _below.Write(Onto(below));
        _upto.Write(Onto(upto));
        _onward.Write(onward);

        float[] Onto(float[] values) => _turns.Length == 0 ? values : [.. _ontoOrder.Select(t => values[t])];
    }

    /// <summary>Says how many vehicles come to each entry from now on.</summary>
    /// <param name="demand">Of each link [vehicles/s]; 0 for those that are no entries.</param>
    /// <exception cref="TerritoryException">A demand is negative, missing or too large, or of a link that is no entry.</exception>
    public void SetDemand(ReadOnlySpan<double> demand)
    {
        RequireCount(demand.Length, _links.Length, nameof(demand), "links");
        float[] parts = new float[demand.Length];
        for (int l = 0; l < parts.Length; l++)
        {
            if (!(demand[l] >= 0 && demand[l] * _step * Parts <= MostInStep) || (demand[l] > 0 && !_links[l].IsEntry))
                throw new TerritoryException($"traffic: {demand[l]:g6} vehicles/s come to link {l}{(_links[l].IsEntry ? "" : ", which is no entry")}; expected 0 to {MostInStep / Parts / _step:g6} of an entry and 0 of others.");
            parts[l] = (float)(demand[l] * _step * Parts);
        }
        _demand.Write(parts);
    }

    /// <summary>Says what can leave each link from now on: its capacity, or what a signal or a narrow place at its end lets through.</summary>
    /// <param name="capacity">[vehicles/s], from 0; above that of the link it is that of the link.</param>
    /// <exception cref="TerritoryException">A capacity is negative or missing.</exception>
    public void SetLeaving(ReadOnlySpan<double> capacity)
    {
        RequireCount(capacity.Length, _links.Length, nameof(capacity), "links");
        float[] parts = new float[capacity.Length];
        for (int l = 0; l < parts.Length; l++)
        {
            if (!(capacity[l] >= 0)) throw new TerritoryException($"traffic: {capacity[l]:g6} vehicles/s can leave link {l}; expected a number from 0.");
            parts[l] = (float)(Math.Min(capacity[l], _links[l].Capacity) * _step * Parts);
        }
        _leaving.Write(parts);
    }

    /// <summary>Makes steps.</summary>
    /// <param name="steps">How many.</param>
    /// <exception cref="TerritoryException">More vehicles wait at an entry than can be counted exactly.</exception>
    public void Step(int steps = 1)
    {
        for (int k = 0; k < steps; k++)
        {
            if (_sinceRead == Between) Read();
            Uniform phase = Phase(Steps);
            Support turns = _part.Support;
            _device.Run(_all, new OfferLinks(_store, _came, _left, _demand.Now, _leaving.Now, _entering.Now, _asked.Now, (float)_squeeze, phase));
            _device.Run(turns, new AskTurns(_sends.Now, _leaving.Now, _shareOnto.Now, _comesFrom.View, _asks.Now, _weight.Now));
            _device.Run(_all, new ShareRoom(_asks.Now, _weight.Now, _onto, _receives.Now, _level.Now, times: _mostOnto + 1));
            _device.Run(turns, new LimitTurns(_level.Now, _shareFrom.Now, _leadsTo.View, _limit.Now));
            _device.Run(_all, new LeaveLinks(_sends.Now, _limit.Now, _leaving.Now, _from, _leaves.Now, phase, _mostFrom));
            _device.Run(turns, new DivideTurns(_leaves.Now, _below.Now, _upto.Now, _comesFrom.View, _part.Now, phase));
            _device.Run(_all, new EnterLinks(_leaves.Now, _part.Now, _onto, _onward.Now, _enters.Now, _store, _counts, phase, _mostOnto));
            _device.Run(_cameFlows.Support, new RememberFlows(_cameFlows.Now, _cameOwn.Now, _cameLink.View, _camePlace.Now, _enters.Now));
            _device.Run(_leftFlows.Support, new RememberFlows(_leftFlows.Now, _leftOwn.Now, _leftLink.View, _leftPlace.Now, _leaves.Now));
            (Steps, _sinceRead) = (Steps + 1, _sinceRead + 1);
        }
    }

    /// <summary>All counts of now. Those of all entries that came are those that arrived and those that are present, exactly.</summary>
    public TrafficCounts Counts()
    {
        float[] present = Read();
        return new([.. _totals.Came], [.. _totals.Left], [.. _totals.Arrived], [.. present.Select(p => (long)p)], [.. _totals.Spent], [.. _totals.Delayed]);
    }

    private float[] Read()
    {
        float[] present = _present.ToArray();
        for (int l = 0; l < present.Length; l++)
            if (!(present[l] <= MostOnLink))
                throw new TerritoryException($"traffic: {present[l] / Parts:g6} vehicles wait at entry {l} after {Steps} steps; expected {MostOnLink / Parts:g6} or fewer, which can be counted exactly. Lower the demand, or raise the capacity of what follows.");
        AddTo(_totals.Came, _countCame);
        AddTo(_totals.Came, _asked);
        AddTo(_totals.Left, _countLeft);
        AddTo(_totals.Arrived, _countArrived);
        AddTo(_totals.Spent, _countSpent, _step / Parts);
        AddTo(_totals.Delayed, _countDelayed, _step / Parts);
        _sinceRead = 0;
        return present;
    }

    private static void AddTo(double[] totals, Field counts, double unit)
    {
        float[] values = counts.ToArray();
        for (int l = 0; l < values.Length; l++) totals[l] += values[l] * unit;
        counts.Fill(0);
    }

    private static void AddTo(long[] totals, Field counts)
    {
        float[] values = counts.ToArray();
        for (int l = 0; l < values.Length; l++) totals[l] += (long)values[l];
        counts.Fill(0);
    }

    // Middles of sixty-fourths, the bits of the step reversed, so that few steps in a row hold them evenly; each round begins elsewhere, so that no part that drives in circles meets the same ones for ever.
    private static float Phase(long step)
    {
        int reversed = 0, k = (int)(step % Phases);
        for (int bit = 1; bit < Phases; bit <<= 1, k >>= 1) reversed = reversed << 1 | (k & 1);
        return ((reversed + 39 * (step / Phases)) % Phases + 0.5f) / Phases;
    }

    private static void Require(LinkGraph graph, IReadOnlyList<TrafficLink> links, IReadOnlyList<LinkTurn> turns, double step, ShortLinks shortLinks)
    {
        List<string> faults = [];
        if (links.Count != graph.Links || links.Count == 0) faults.Add($"traffic: {links.Count} links are described, the graph has {graph.Links}; expected one description each, and one link at least");
        if (!(step > 0) || !double.IsFinite(step)) faults.Add($"traffic: the step is {step} s; expected a number above 0");
        for (int l = 0; l < links.Count && faults.Count < 20; l++)
        {
            TrafficLink link = links[l];
            double most = step * link.Capacity * Parts;
            if (!(link is { Length: >= 0, FreeSpeed: > 0, Capacity: > 0 } && double.IsFinite(link.Length + link.FreeSpeed + link.Capacity)))
                faults.Add($"traffic: link {l} has {link.Length:g6} m, {link.FreeSpeed:g6} m/s and {link.Capacity:g6} vehicles/s; expected a length from 0, a speed and a capacity above 0");
            else if (most > MostInStep) faults.Add($"traffic: link {l} passes {most / Parts:g4} vehicles in a step; expected {MostInStep / Parts:g4} or fewer. Shorten the step");
            else if (link.IsEntry) continue;
            else if (!(link.JamDensity > link.Capacity / link.FreeSpeed) || !double.IsFinite(link.JamDensity))
                faults.Add($"traffic: link {l} jams at {link.JamDensity:g6} vehicles/m and holds {link.Capacity / link.FreeSpeed:g6} at its capacity; expected the former to be above the latter");
            else if (link.JamDensity * link.Length * Parts > MostOnLink) faults.Add($"traffic: link {l} holds {link.JamDensity * link.Length:g6} vehicles; expected {MostOnLink / Parts:g6} or fewer. Divide it");
            else if (shortLinks == ShortLinks.Refused && Math.Min(link.FreeTime, link.GapTime) < step * (1 - 1e-9))
                faults.Add($"traffic: link {l} is passed in {Math.Min(link.FreeTime, link.GapTime):g4} s, less than the step of {step:g4} s. Shorten the step, join links, or let such links take a step (ShortLinks.TakeAStep)");
        }
        for (int t = 0; t < turns.Count && faults.Count < 20; t++)
        {
            if ((uint)turns[t].From >= (uint)graph.Links || (uint)turns[t].To >= (uint)graph.Links) faults.Add($"traffic: turn {t} leads from link {turns[t].From} to link {turns[t].To}; there are {graph.Links}");
            else if (graph.Heads[turns[t].From] != graph.Tails[turns[t].To])
                faults.Add($"traffic: turn {t} leads from link {turns[t].From}, which ends at node {graph.Heads[turns[t].From]}, to link {turns[t].To}, which begins at node {graph.Tails[turns[t].To]}; expected the same node");
            else if (turns[t].To < links.Count && links[turns[t].To].IsEntry) faults.Add($"traffic: turn {t} leads from link {turns[t].From} to link {turns[t].To}, which is an entry; expected a link with a length");
        }
        if (turns.Count > 1 << 24) faults.Add($"traffic: {turns.Count} turns; expected {1 << 24} or fewer");
        foreach (IGrouping<int, LinkTurn> onto in turns.GroupBy(t => t.To).Where(g => g.Count() > ShareRoom.Most).Take(20))
            faults.Add($"traffic: {onto.Count()} turns lead to link {onto.Key}; expected {ShareRoom.Most} or fewer. Join entries, or part the junction in two");
        if (faults.Count > 0) throw new TerritoryException(string.Join('\n', faults));
    }

    private static void RequireCount(int found, int expected, string name, string of)
    {
        if (found != expected) throw new ArgumentException($"{found} values for {expected} {of}", name);
    }

    private Field Of(string name) => Held(name, _all);

    private Field Held(string name, Support support)
    {
        Field field = new(support, _device, new(name, "1", "of links"), boundary: Boundary.Open(0));
        _held.Add(field);
        return field;
    }

    private IndexField Index(Stock support, string name, int[] values)
    {
        IndexField index = new(support, _device, values.Length == 0 ? new int[support.Count] : values, name);
        _held.Add(index);
        return index;
    }

    private View Column(Support support, string name, IEnumerable<int> values)
    {
        Field field = Held(name, support);
        float[] all = new float[support.Count];
        int k = 0;
        foreach (int value in values) all[k++] = value;
        field.Write(all);
        return field.Now;
    }

    private View First(IEnumerable<int> link, string name)
    {
        int[] first = new int[_all.Count];
        foreach (int l in link)
            if (l + 1 < first.Length) first[l + 1]++;
        for (int l = 1; l < first.Length; l++) first[l] += first[l - 1];
        return Column(_all, name, first);
    }

    private View Count(IEnumerable<int> link, string name, out int most)
    {
        int[] count = new int[_all.Count];
        foreach (int l in link) count[l]++;
        most = Math.Max(1, count.Max());
        return Column(_all, name, count);
    }

    // A delay of m steps and a part sees the flow of m steps ago and of one before: m + 1 places, the oldest of which is written next.
    private (FlowRing Ring, Field Flows, Field Own, Field Place, IndexField Link) Ring(double[] steps, string name)
    {
        int[] whole = [.. steps.Select(s => (int)Math.Floor(s + 1e-9))], length = [.. whole.Select(m => m + 1)], first = new int[length.Length];
        for (int l = 1; l < first.Length; l++) first[l] = checked(first[l - 1] + length[l - 1]);
        int places = first[^1] + length[^1];
        if (places > 1 << 24) throw new TerritoryException($"traffic: {places} steps of links are to be remembered; expected {1 << 24} or fewer. Lengthen the step or take fewer links.");
        int[] link = new int[places], own = new int[places];
        for (int l = 0; l < length.Length; l++)
            for (int p = 0; p < length[l]; p++) (link[first[l] + p], own[first[l] + p]) = (l, p);
        Stock ring = new(places);
        Field flows = Held($"{name} flows", ring), place = Of($"{name} place"), early = Of($"{name} early"), ownField = Held($"{name} own", ring);
        ownField.Write([.. own.Select(p => (float)p)]);
        early.Write([.. steps.Zip(whole, (s, m) => (float)(1 - Math.Max(0, s - m)))]);
        return (new(flows.Now, Column(_all, $"{name} first", first), Column(_all, $"{name} length", length), place.Now, early.Now), flows, ownField, place, Index(ring, $"{name} link", link));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable held in _held) held.Dispose();
    }
}
