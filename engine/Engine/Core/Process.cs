using TerritoryTwin.Compute;

namespace TerritoryTwin.Core;

/// <summary>What tables, grids and viewers can show something on.</summary>
public enum Layer
{
    /// <summary>Buildings, in the territory's order.</summary>
    Buildings,
    /// <summary>Roads, in the territory's order.</summary>
    Roads,
    /// <summary>Square cells of the ground.</summary>
    Ground,
}

/// <summary>A field that can be shown of an hour.</summary>
/// <param name="Layer">What its elements are.</param> <param name="Field">The values of the last hour.</param>
public readonly record struct ShownField(Layer Layer, Field Field);

/// <summary>
/// A part of what happens in a territory: sun, buildings, street heat, traffic. It declares what it carries, shows and sums; checkpoints, tables, grids, the
/// catalogue of results, comparisons and viewers enumerate these and know no process. docs/new-process.md.
/// </summary>
/// <param name="key">Lower case with underscores; unique.</param> <param name="device">Where it runs.</param> <param name="members">Of the ensemble.</param>
public abstract class Process(string key, Device device, int members = 1) : IDisposable
{
    private readonly List<Field> _state = [];
    private readonly List<ShownField> _shown = [];
    private readonly List<Total> _totals = [];
    private readonly List<IDisposable> _owned = [];

    /// <summary>Its name in files.</summary>
    public string Key => key;
    /// <summary>Where it runs.</summary>
    public Device Device => device;
    /// <summary>Of the ensemble.</summary>
    public int Members => members;

    /// <summary>What it carries from hour to hour: live hours and the year after begin from these.</summary>
    public IReadOnlyList<Field> State => _state;
    /// <summary>What it can show of the last hour.</summary>
    public IReadOnlyList<ShownField> Shown => _shown;
    /// <summary>What it sums over the hours of a year.</summary>
    public IReadOnlyList<Total> Totals => _totals;
    /// <summary>Totals of the territory by the hour.</summary>
    public HourlySeries Series { get; } = new(members);

    /// <summary>What a year came to, element by element: tables named as files are, with their columns. Without elements: the columns that there can be.</summary>
    /// <param name="member">Of the ensemble.</param>
    public virtual IEnumerable<Table> Tables(int member) => [];

    /// <summary>More columns, and tables of their own, made from those of all processes. Without elements: the columns that there can be.</summary>
    /// <param name="year">The tables that processes gave by <see cref="Tables"/>, and the series.</param>
    public virtual IEnumerable<Table> Joined(YearTables year) => [];

    /// <summary>What a year came to, for the whole territory.</summary>
    /// <param name="year">The tables and the series of all processes.</param>
    public virtual IEnumerable<(Quantity Quantity, double Value)> Indicators(YearTables year) => [];

    /// <summary>
    /// Explains the hour that is about to be stepped, for one element: keeps what it must know of the start of the hour, and gives what is asked once the hour is done; null where
    /// there is nothing to explain.
    /// </summary>
    public virtual Func<Explanation>? Explain(Layer layer, int element) => null;

    /// <summary>Budgets of the hours since the year began, which must close. Asking changes nothing.</summary>
    /// <param name="member">Of the ensemble.</param>
    public virtual IEnumerable<Balance> Balances(int member) => [];

    /// <summary>What a reader of the results must know of how it came to its values, one sentence each.</summary>
    public virtual IEnumerable<string> Notes => [];

    /// <summary>
    /// Takes other values of sections that are only accounted (<see cref="Section.IsAccounting"/>) for hours that were simulated; false, and nothing changes, when
    /// they would change these hours.
    /// </summary>
    public virtual bool TryAccount(ParameterSet parameters) => true;

    /// <summary>Forgets the sums and the series, and keeps the state.</summary>
    public void BeginYear()
    {
        foreach (Total total in _totals) total.Clear();
        Series.Clear();
        YearBegins();
    }

    /// <summary>Keeps what a balance must know of the state at the beginning of a year, in fields that are carried.</summary>
    protected virtual void YearBegins() { }

    /// <summary>Takes the sums of the hour that was stepped.</summary>
    /// <param name="hour">Of the year.</param>
    public void EndHour(int hour)
    {
        Series.EndHour();
        if (hour % 24 != 23) return;
        foreach (Total total in _totals) total.EndDay();
    }

    /// <summary>A field that is carried from hour to hour.</summary>
    protected Field Carry(Support on, Quantity quantity, Boundary edge = default)
    {
        Field field = Own(new Field(on, device, quantity, members, edge));
        _state.Add(field);
        return field;
    }

    /// <summary>A field that can be shown of an hour.</summary>
    protected Field Show(Layer layer, Support on, Quantity quantity) => Show(layer, Own(new Field(on, device, quantity, members)));

    /// <summary>Lets a field be shown.</summary>
    protected Field Show(Layer layer, Field field)
    {
        _shown.Add(new(layer, field));
        return field;
    }

    /// <summary>A sum over the year, to which kernels add.</summary>
    protected Total Sum(Support on, Quantity quantity)
    {
        Total total = Own(new Total(on, device, quantity, members));
        _totals.Add(total);
        return total;
    }

    /// <summary>A series of the territory: the sum of a field by the hour.</summary>
    /// <param name="quantity">Of the sum.</param> <param name="of">What is summed; null where it is nothing in any hour.</param>
    /// <param name="unit">Units of the field in one of the sum: 1000 from W to kW.</param>
    protected void SumHourly(Quantity quantity, Field? of, double unit = 1) => Series.Add(quantity, of, unit);

    /// <summary>A series of the territory: what one series is above another.</summary>
    protected void SumHourly(Quantity quantity, string of, string less) => Series.AddDifference(quantity, of, less);

    /// <summary>Disposes something with this process.</summary>
    protected T Own<T>(T part) where T : IDisposable
    {
        _owned.Add(part);
        return part;
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        foreach (IDisposable part in _owned) part.Dispose();
        Series.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>What a simulated year leaves.</summary>
/// <param name="Territory">Whose year it was.</param>
/// <param name="Tables">One row an element: <c>buildings</c>, <c>roads</c>.</param>
/// <param name="Series">One row an hour.</param>
/// <param name="Member">Of the ensemble.</param>
public sealed record YearTables(Territory Territory, IReadOnlyList<Table> Tables, Table Series, int Member = 0)
{
    /// <summary>One row a building.</summary>
    public Table Buildings => Tables.First(t => t.Name == "buildings");

    /// <summary>A table by its name; null when no process writes it.</summary>
    public Table? Find(string name) => Tables.FirstOrDefault(t => t.Name == name);
}
