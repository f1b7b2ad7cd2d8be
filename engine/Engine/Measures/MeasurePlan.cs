using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>What is done to one building.</summary>
/// <param name="Year">When; it counts from that year on.</param>
/// <param name="Measure">Index of the measure.</param>
/// <param name="Building">Index of the building.</param>
/// <param name="Cost">Investment [€].</param>
/// <param name="Amount">How much, in the measure's unit.</param>
public readonly record struct Work(int Year, int Measure, int Building, double Cost, double Amount);

/// <summary>
/// Who gets what, when: the works of a scenario, chosen once. A measure goes through its buildings in a fixed order, in equal steps over its
/// years. Money is spent year by year and, in a year, measure by measure; what no longer fits in the budget is passed over.
/// </summary>
/// <remarks>
/// The order of a building comes from its own random stream, so scenarios with the same seed renovate the same buildings first, whatever
/// else they do (common random numbers). docs/scenario.md.
/// </remarks>
public sealed class MeasurePlan
{
    private readonly IReadOnlyList<Building> _buildings;
    private readonly IReadOnlyList<BuildingFacts> _facts;
    private readonly int _segments;

    private MeasurePlan(IReadOnlyList<Measure> measures, IReadOnlyList<BuildingFacts> facts, int segments, IReadOnlyList<Work> works)
    {
        (Measures, Works, _facts, _segments) = (measures, works, facts, segments);
        _buildings = [.. facts.Select(f => f.Building)];
    }

    /// <summary>In the order of the scenario.</summary>
    public IReadOnlyList<Measure> Measures { get; }

    /// <summary>By year, then by measure, then in the measure's order.</summary>
    public IReadOnlyList<Work> Works { get; }

    /// <summary>Chooses the works.</summary>
    /// <param name="measures">In the order in which they are paid.</param>
    /// <param name="facts">One a building, in the order of the territory.</param>
    /// <param name="segments">Number of roof segments of the territory.</param>
    /// <param name="budget">For all measures and years together [€]; positive infinity when there is no limit.</param>
    /// <param name="seed">Of the run.</param>
    public static MeasurePlan Make(IReadOnlyList<Measure> measures, IReadOnlyList<BuildingFacts> facts, int segments, double budget, ulong seed)
    {
        Draft draft = new(measures, facts, segments, budget);
        Queue[] queues = [.. measures.Select(m => Queue.Of(m, facts, seed))];
        if (measures.Count == 0) return new(measures, facts, segments, []);
        for (int year = measures.Min(m => m.Years.First); year <= measures.Max(m => m.Years.Last); year++)
            for (int n = 0; n < measures.Count; n++)
                if (measures[n].Years.Contains(year)) draft.Spend(year, n, measures[n], queues[n]);
        return new(measures, facts, segments, draft.Works);
    }

    /// <summary>The stock in a year: all works up to and with that year are done.</summary>
    public StockState At(int year)
    {
        StockState state = new(_buildings, _segments);
        foreach (Work work in Works)
        {
            if (work.Year > year) break;
            Measures[work.Measure].Apply(_facts[work.Building], work.Amount, state);
        }
        return state;
    }

    /// <summary>What a measure has cost up to and with a year [€].</summary>
    public double Invested(int measure, int year) => Works.Where(w => w.Measure == measure && w.Year <= year).Sum(w => w.Cost);

    /// <summary>What all measures have cost up to and with a year [€].</summary>
    public double Invested(int year) => Works.Where(w => w.Year <= year).Sum(w => w.Cost);

    /// <summary>The buildings of a measure in their order, how many it wants, and how far it is.</summary>
    private sealed class Queue(int[] buildings, double share)
    {
        private int _next;
        private int _done;

        public static Queue Of(Measure measure, IReadOnlyList<BuildingFacts> facts, ulong seed)
        {
            IEnumerable<(int Building, double Rank, double Lot)> chosen = facts.Where(f => measure.Suits(f) && measure.Where(f))
                .Select(f => (f.Index, measure.Rank(f), new RandomStream(seed, measure.Lots, f.Index).NextDouble()));
            return new([.. chosen.OrderBy(c => c.Rank).ThenBy(c => c.Lot).ThenBy(c => c.Building).Select(c => c.Building)], measure.ShareOfBuildings);
        }

        /// <summary>The buildings to try until the step of this year is done; <paramref name="tried"/> says whether one was taken.</summary>
        public void Step(Years years, int year, Func<int, bool> tried)
        {
            double steps = (double)(year - years.First + 1) / years.Count;
            int wanted = (int)Math.Round(share * buildings.Length * steps, MidpointRounding.AwayFromZero);
            while (_done < wanted && _next < buildings.Length)
                if (tried(buildings[_next++])) _done++;
        }
    }

    private sealed class Draft(IReadOnlyList<Measure> measures, IReadOnlyList<BuildingFacts> facts, int segments, double budget)
    {
        private readonly StockState _now = new([.. facts.Select(f => f.Building)], segments);
        private readonly double[] _spentBy = new double[measures.Count];
        private double _spent;

        public List<Work> Works { get; } = [];

        public void Spend(int year, int index, Measure measure, Queue queue) => queue.Step(measure.Years, year, building =>
        {
            if (measure.OfferTo(facts[building], _now) is not { } offer || !Pays(index, offer.Cost)) return false;
            measure.Apply(facts[building], offer.Amount, _now);
            Works.Add(new(year, index, building, offer.Cost, offer.Amount));
            return true;
        });

        private bool Pays(int index, double cost)
        {
            if (_spent + cost > budget || _spentBy[index] + cost > measures[index].Budget) return false;
            _spentBy[index] += cost;
            _spent += cost;
            return true;
        }
    }
}
