using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Viewer.App;

/// <summary>What is simulated in the background, and what came of it: the year, the hour or the fault of each run.</summary>
internal sealed class Background(RunSource source, News news, Action wake, string device) : IDisposable
{
    private readonly Dictionary<int, LiveYear> _years = [];
    private readonly Dictionary<int, LiveHour> _hours = [];
    private readonly Dictionary<int, string> _faults = [];
    private LiveSource? _live;
    private (int Hour, int A, int B, int Road)? _asked;

    /// <summary>Keeps what simulations compute, from one process to the next; null: nothing is kept.</summary>
    public DerivedCache? Cache { get; set; }
    /// <summary>Whether anything was ever asked for.</summary>
    public bool HasBegun => _live != null;
    /// <summary>How far the simulation in work is, 0 to 1; 1 when none is.</summary>
    public double Progress => _live?.Progress ?? 1;
    /// <summary>Whether something is being simulated.</summary>
    public bool Busy => _live?.Busy == true;
    /// <summary>Whether something was simulated that was not taken in yet.</summary>
    public bool HasNews => _live?.HasNews == true;

    /// <summary>The year of a run; null before it is simulated.</summary>
    public LiveYear? Year(int run) => _years.GetValueOrDefault(run);

    /// <summary>The last hour of a run that was simulated; null before the first.</summary>
    public LiveHour? Hour(int run) => _hours.GetValueOrDefault(run);

    /// <summary>Why a run cannot be simulated; null while it can.</summary>
    public string? Fault(int run) => _faults.GetValueOrDefault(run);

    /// <summary>Asks for a year with some changes.</summary>
    public void AskYear(int index, Run origin, ScenarioChanges changes)
    {
        _asked = null;
        _faults.Remove(index);
        Live().AskYear(index, origin, changes);
    }

    /// <summary>Asks for an hour of A and B, with a road explained unless it is −1, unless that was asked for last; a variant that waits for its year has no hours yet.</summary>
    public void AskHours(int hour, int a, int b, IReadOnlyList<Variant> variants, int road)
    {
        if (_asked == (hour, a, b, road)) return;
        _asked = (hour, a, b, road);
        Live().AskHour(hour, road, [.. new[] { a, b }.Distinct().Select(k => (Run: k, Variant: variants.FirstOrDefault(v => v.Index == k))).Where(static r => r.Variant?.Awaited != true)
            .Select(r => (r.Run, source.Runs[r.Run], r.Variant?.Shown ?? ScenarioChanges.None))]);
    }

    /// <summary>The next request for hours is made even where it is that of before.</summary>
    public void AskAnew() => _asked = null;

    /// <summary>What was done since the last call, in order.</summary>
    public IEnumerable<object> Take() => _live?.Take() ?? [];

    /// <summary>Keeps a year.</summary>
    public void Keep(LiveYear year)
    {
        _years[year.Run] = year;
        _faults.Remove(year.Run);
    }

    /// <summary>Keeps an hour.</summary>
    public void Keep(LiveHour hour)
    {
        _hours[hour.Run] = hour;
        _faults.Remove(hour.Run);
    }

    /// <summary>Keeps a fault, and tells it where it is not known and somebody waits.</summary>
    public void Keep(LiveFault fault, bool told)
    {
        if (told && Fault(fault.Run) != fault.Message) news.Tell(fault.Message);
        _faults[fault.Run] = fault.Message;
        _asked = null;
    }

    /// <summary>Forgets the year and the hour of a run that became another.</summary>
    public void Forget(int run)
    {
        _years.Remove(run);
        _hours.Remove(run);
    }

    private LiveSource Live()
    {
        if (_live is { } known) return known;
        TerritoryRecord from = source.Runs[0].Record.TerritorySource;
        return _live = new LiveSource(wake, new LastTerritory(new TerritoryChoice(from.Folder, from.Inhabitants, from.Seed), source.Territory), device) { Cache = Cache };
    }

    /// <inheritdoc/>
    public void Dispose() => _live?.Dispose();
}
