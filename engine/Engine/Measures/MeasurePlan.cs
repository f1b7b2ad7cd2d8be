using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>What is done to one element.</summary>
/// <param name="Year">When; it counts from that year on.</param>
/// <param name="Measure">Index of the measure.</param>
/// <param name="Element">Index of the element: of a building, a street, a cell.</param>
/// <param name="Cost">Investment [€].</param>
/// <param name="Amount">How much, in the measure's unit.</param>
public readonly record struct Work(int Year, int Measure, int Element, double Cost, double Amount);

/// <summary>
/// Who gets what, when: the works of a scenario, chosen once. A measure goes through its elements in a fixed order, in equal steps over its
/// years. Money is spent year by year and, in a year, measure by measure; what no longer fits in the budget is passed over.
/// </summary>
/// <remarks>
/// The order of an element comes from its own random stream, so scenarios with the same seed renovate the same buildings first, whatever
/// else they do (common random numbers). docs/scenario.md.
/// </remarks>
public sealed class MeasurePlan
{
    private readonly Territory _untouched;
    private readonly List<(int Year, Territory After)> _years = [];
    private readonly List<Work> _works = [];
    private readonly List<IReadOnlyList<PartOfWork>> _parts = [];
    private readonly List<AidGiven> _aid = [];

    private MeasurePlan(IReadOnlyList<Measure> measures, Territory untouched) => (Measures, _untouched) = (measures, untouched);

    /// <summary>In the order of the scenario.</summary>
    public IReadOnlyList<Measure> Measures { get; }

    /// <summary>By year, then by measure, then in the measure's order.</summary>
    public IReadOnlyList<Work> Works => _works;

    /// <summary>What each of <see cref="Works"/> is made of, in the same order; empty where nothing is known of it.</summary>
    public IReadOnlyList<IReadOnlyList<PartOfWork>> Parts => _parts;

    /// <summary>Aid for these works, year by year; empty where none is counted.</summary>
    public IReadOnlyList<AidGiven> Aid => _aid;

    /// <summary>Chooses the works.</summary>
    /// <param name="measures">In the order in which they are paid; each says its years.</param>
    /// <param name="survey">Of the territory before any of them.</param>
    /// <param name="budget">For all measures and years together [€]; positive infinity when there is no limit.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="aid">That homes get for them; null: none is counted. It changes no choice: budgets are before aid.</param>
    /// <exception cref="ArgumentException">A measure has no years.</exception>
    /// <exception cref="InputException">Aid cannot be told there.</exception>
    /// <exception cref="InvalidOperationException">A measure takes buildings away or adds some.</exception>
    public static MeasurePlan Make(IReadOnlyList<Measure> measures, Survey survey, double budget, ulong seed, AidScheme? aid = null)
    {
        AidClaims? claims = aid is null ? null : new(aid, survey);
        if (claims is not null) survey = survey with { Now = survey.Now with { CountsAid = true } };
        MeasurePlan plan = new(measures, survey.Now);
        if (measures.Count == 0) return plan;
        Years[] years = [.. measures.Select(m => m.Years ?? throw new ArgumentException($"{m.Name} has no years", nameof(measures)))];
        Queue[] queues = [.. measures.Select(m => Queue.Of(m, survey, seed))];
        Purse purse = new(measures, budget);
        Survey now = survey.ForWorks();
        for (int year = years.Min(y => y.First); year <= years.Max(y => y.Last); year++)
        {
            for (int n = 0; n < measures.Count; n++)
                if (years[n].Contains(year)) now = plan.Spend(year, n, queues[n], years[n], now with { Year = year }, purse);
            if (claims is not null) plan.Claim(claims, year, now.Now);
            if (!ReferenceEquals(now.Now, plan.After(year))) plan._years.Add((year, now.Now));
        }
        return plan;
    }

    /// <summary>The territory in a year: all works up to and with that year are done.</summary>
    public Territory After(int year)
    {
        int last = _years.FindLastIndex(y => y.Year <= year);
        return last < 0 ? _untouched : _years[last].After;
    }

    /// <summary>What a measure has cost up to and with a year [€].</summary>
    public double Invested(int measure, int year) => Works.Where(w => w.Measure == measure && w.Year <= year).Sum(w => w.Cost);

    /// <summary>Whether aid is counted.</summary>
    public bool CountsAid => _untouched.CountsAid;

    /// <summary>What homes got for works up to and with a year [€].</summary>
    public double AidUntil(int year) => _aid.Where(a => a.Year <= year).Sum(static a => a.Amount);

    /// <summary>What works cost up to and with a year, by the years that they last, rising [€].</summary>
    /// <param name="year">The last.</param>
    public IReadOnlyList<(double Years, double Cost)> InvestedByLifetime(int year)
    {
        SortedDictionary<double, double> sums = [];
        for (int n = 0; n < _works.Count; n++)
        {
            if (_works[n].Year > year) continue;
            foreach (PartOfWork part in _parts[n]) Add(part.Lifetime, part.Cost);
            if (_parts[n].Count == 0 && _works[n].Cost > 0) Add(Measures[_works[n].Measure].Lifetime, _works[n].Cost);
        }
        return [.. sums.Select(static s => (s.Key, s.Value))];

        void Add(double years, double cost) => sums[years] = sums.GetValueOrDefault(years) + cost;
    }

    /// <summary>What all measures have cost up to and with a year [€].</summary>
    public double Invested(int year) => Works.Where(w => w.Year <= year).Sum(w => w.Cost);

    // All works of a year on a building together. Its buildings are of this year alone: nobody else has them yet.
    private void Claim(AidClaims claims, int year, Territory now)
    {
        Territory before = After(year - 1);
        foreach (IGrouping<int, int> building in Enumerable.Range(0, _works.Count).Where(n => _works[n].Year == year && _parts[n].Count > 0).GroupBy(n => _works[n].Element).OrderBy(static g => g.Key))
        {
            if (claims.For(building.Key, before.Buildings[building.Key], now.Buildings[building.Key], [.. building.SelectMany(n => _parts[n])], year) is not { } given) continue;
            now.Buildings[building.Key].Aid += given.Amount;
            _aid.Add(given);
        }
    }

    // In a year a measure tries an element once. Its works are done together; but what one puts on the ground is taken before the next is offered.
    private Survey Spend(int year, int index, Queue queue, Years years, Survey now, Purse purse)
    {
        Measure measure = Measures[index];
        List<Offer> taken = queue.Step(years, year, element => measure.IsReady(element, now), element =>
        {
            if (measure.OfferTo(element, now) is not { } offer || !purse.Pays(index, offer.Cost)) return null;
            measure.Take(offer, now.FreeGround);
            return offer;
        });
        if (taken.Count == 0) return now;
        _works.AddRange(taken.Select(o => new Work(year, index, o.Element, o.Cost, o.Amount)));
        _parts.AddRange(taken.Select(o => measure.PartsOf(o, now)));
        Territory after = measure.After(now, taken);
        if (after.Buildings.Count != now.Now.Buildings.Count)
            throw new InvalidOperationException($"{measure.Name} leaves {after.Buildings.Count} buildings of {now.Now.Buildings.Count}; measures keep their number and order, by which results tell them apart");
        return now with { Now = after };
    }

    /// <summary>The elements of a measure in their order, how many it wants, and how far it is.</summary>
    private sealed class Queue(int[] elements, double share)
    {
        private readonly List<(int Element, int Place)> _left = [.. elements.Select(static (e, n) => (e, n + 1))];
        private int _done;

        public static Queue Of(Measure measure, Survey survey, ulong seed)
        {
            IEnumerable<(double Rank, double Lot, int Element)> chosen = measure.Selected(survey).Where(e => measure.Suits(e, survey))
                .Select(e => (measure.Rank(e, survey), new RandomStream(seed, measure.Lots, measure.LotOf(e, survey)).NextDouble(), e));
            return new([.. chosen.Order().Select(c => c.Element)], measure.ShareOfElements);
        }

        /// <summary>The elements to take until the step of this year is done: those whose offer can be had. What is not ready keeps its place.</summary>
        public List<Offer> Step(Years years, int year, Func<int, bool> ready, Func<int, Offer?> take)
        {
            double steps = (double)(year - years.First + 1) / years.Count;
            int wanted = (int)Math.Round(share * elements.Length * steps, MidpointRounding.AwayFromZero);
            List<Offer> taken = [];
            List<(int Element, int Place)> waiting = [];
            int next = 0;
            for (; next < _left.Count && _done + taken.Count < wanted; next++)
            {
                if (!ready(_left[next].Element)) waiting.Add(_left[next]);
                else if (take(_left[next].Element) is { } offer) taken.Add(offer with { Place = _left[next].Place });
            }
            _left.RemoveRange(0, next);
            _left.InsertRange(0, waiting);
            _done += taken.Count;
            return taken;
        }
    }

    private sealed class Purse(IReadOnlyList<Measure> measures, double budget)
    {
        private readonly double[] _spentBy = new double[measures.Count];
        private double _spent;

        public bool Pays(int measure, double cost)
        {
            if (_spent + cost > budget || _spentBy[measure] + cost > (measures[measure].Budget ?? double.PositiveInfinity)) return false;
            _spentBy[measure] += cost;
            _spent += cost;
            return true;
        }
    }
}
