using System.Diagnostics;

namespace TerritoryTwin.Mobility;

/// <summary>Ways of trips on roads that grow slower with traffic, by Algorithm B (Dial 2006): a bush for each class and origin, balanced by steps of Newton. In float64; the same bytes for any number of threads.</summary>
/// <remarks>docs/physics/assignment.md. Flows are shifted origin after origin, each seeing what the last one did; what only reads costs (cheapest ways, which links join a bush) runs on all threads.</remarks>
public static class Assignment
{
    private const int Together = 16, FirstSweeps = 4, Sweeps = 12;
    private const double Unbalanced = 0.05, Near = 1e-4;

    /// <summary>Assigns.</summary>
    /// <param name="traffic">Network and trips.</param> <param name="options">When it ends.</param>
    /// <param name="earlier">A solution to begin with: of the same graph and the same number of classes, whatever its trips, costs and bans.</param>
    /// <returns>The flows; <see cref="Equilibrium.Converged"/> says whether the gap was met.</returns>
    /// <exception cref="ArgumentException"><paramref name="earlier"/> is of another graph or has other classes, or the options are out of bounds.</exception>
    public static Equilibrium Solve(RoadTraffic traffic, AssignmentOptions options, Equilibrium? earlier = null)
    {
        ArgumentNullException.ThrowIfNull(traffic);
        ArgumentNullException.ThrowIfNull(options);
        if (!(options.Gap >= 0) || options.Iterations < 1 || options.Threads < 0) throw new ArgumentException($"a gap of {options.Gap:R}, {options.Iterations} iterations, {options.Threads} threads; expected 0 or more, 1 or more, 0 or more", nameof(options));
        if (earlier != null && (!ReferenceEquals(earlier.Traffic.Graph, traffic.Graph) || earlier.Traffic.Classes.Count != traffic.Classes.Count))
            throw new ArgumentException("the earlier solution is of another graph or has other classes; a warm start needs the same", nameof(earlier));
        return new Run(traffic, options).Solve(earlier);
    }

    private sealed class Run
    {
        private readonly RoadTraffic _traffic;
        private readonly AssignmentOptions _options;
        private readonly LinkState _state;
        private readonly Bush[] _bushes;
        private readonly BushDesk _desk;
        private readonly ParallelOptions _parallel;
        private double _excess, _shortest;

        public Run(RoadTraffic traffic, AssignmentOptions options)
        {
            (_traffic, _options) = (traffic, options);
            _state = new(traffic, options.Principle);
            _bushes = [.. traffic.Classes.SelectMany((c, number) => Enumerable.Range(0, c.Trips.Origins.Length).Select(row => new Bush(number, row)))];
            _desk = NewDesk();
            _parallel = new() { MaxDegreeOfParallelism = options.Threads == 0 ? Environment.ProcessorCount : options.Threads };
        }

        public Equilibrium Solve(Equilibrium? earlier)
        {
            long begin = Stopwatch.GetTimestamp();
            Start(earlier);
            int iterations = 0;
            while (true)
            {
                Sum();
                Join();
                double gap = _excess / (_excess + _shortest);
                if (!(gap > _options.Gap) || iterations == _options.Iterations) break;
                iterations++;
                int sweeps = gap > Near ? FirstSweeps : Sweeps;
                for (int sweep = 0; sweep < sweeps; sweep++)
                    foreach (Bush bush in _bushes) bush.Balance(_state, _desk, Unbalanced * gap);
            }
            double[][] flows = [.. _traffic.Classes.Select(_ => new double[_traffic.Graph.Links])];
            foreach (Bush bush in _bushes) bush.AddTo(flows[bush.Class]);
            for (int c = 0; c < flows.Length; c++)
                for (int link = 0; link < flows[c].Length; link++) flows[c][link] /= _traffic.Classes[c].CarUnits;
            return new(_traffic, _options, flows, _bushes, _excess, _shortest, iterations, Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }

        /// <summary>First ways: those of an earlier solution, else the cheapest, some origins at a time, so that later ones see the traffic of earlier ones.</summary>
        private void Start(Equilibrium? earlier)
        {
            Dictionary<(int, int), Bush> old = earlier?.Bushes.ToDictionary(b => (b.Class, earlier.Traffic.Classes[b.Class].Trips.Origins[b.Row])) ?? [];
            int[][] by = [.. Enumerable.Range(0, Together).Select(_ => new int[_traffic.Graph.Nodes])];
            for (int from = 0; from < _bushes.Length; from += Together)
            {
                int first = from, count = Math.Min(Together, _bushes.Length - from);
                Parallel.For(0, count, _parallel, () => (Desk: NewDesk(), Ways: new Dijkstra(_traffic.Graph)), (n, _, tools) =>
                {
                    Bush bush = _bushes[first + n];
                    int origin = _traffic.Classes[bush.Class].Trips.Origins[bush.Row];
                    double[] costs = _state.Costs[bush.Class];
                    if (old.TryGetValue((bush.Class, origin), out Bush? earlierBush) && bush.Follow(_traffic, tools.Desk, earlierBush, costs)) return tools;
                    tools.Ways.Run(origin, costs, tools.Desk.Far, by[n]);
                    bush.Start(_traffic, tools.Desk, by[n]);
                    return tools;
                }, _ => { });
                for (int n = 0; n < count; n++) _bushes[first + n].AddTo(_state.Volumes);
                _state.Refresh();
            }
        }

        /// <summary>Volumes anew from the flows of all bushes, in their order: what rounding left does not gather.</summary>
        private void Sum()
        {
            Array.Clear(_state.Volumes);
            foreach (Bush bush in _bushes) bush.AddTo(_state.Volumes);
            _state.Refresh();
        }

        private void Join()
        {
            Parallel.For(0, _bushes.Length, _parallel, NewDesk, (n, _, desk) =>
            {
                _bushes[n].Join(_traffic, _state.Costs[_bushes[n].Class], desk);
                return desk;
            }, _ => { });
            (_excess, _shortest) = (_bushes.Sum(b => b.Excess), _bushes.Sum(b => b.Shortest));
        }

        private BushDesk NewDesk() => new(_traffic.Graph.Nodes, _traffic.Graph.Links);
    }
}
