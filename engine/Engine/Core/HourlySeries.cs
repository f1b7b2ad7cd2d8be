using TerritoryTwin.Compute;

namespace TerritoryTwin.Core;

/// <summary>Totals of a territory, hour by hour: sums of fields, made on their device and read once a day.</summary>
/// <param name="members">Of the ensemble.</param>
public sealed class HourlySeries(int members = 1) : IDisposable
{
    private const int HoursBetweenReads = 24;

    private readonly List<Entry> _entries = [];
    private readonly List<Sums> _sums = [];
    private int _waiting;

    /// <summary>Hours so far.</summary>
    public int Hours { get; private set; }

    /// <summary>Declares the sum of a field.</summary>
    /// <param name="quantity">Of the sum.</param> <param name="of">What is summed; null where it is nothing in any hour.</param>
    /// <param name="unit">Units of the field in one of the sum: 1000 from W to kW.</param>
    internal void Add(Quantity quantity, Field? of, double unit)
    {
        int group = -1;
        if (of != null)
        {
            group = _sums.FindIndex(s => s.Support == of.Support && s.Device == of.Device && s.Members == of.Members);
            if (group < 0)
            {
                group = _sums.Count;
                _sums.Add(new(of.Support, of.Device, of.Members));
            }
        }
        int place = group < 0 ? 0 : _sums[group].Add(of!);
        _entries.Add(new(quantity, group, place, unit, -1, -1, Empty()));
    }

    /// <summary>Declares what one series is above another; both were declared before.</summary>
    internal void AddDifference(Quantity quantity, string of, string less) => _entries.Add(new(quantity, -1, 0, 1, IndexOf(of), IndexOf(less), Empty()));

    /// <summary>The values of a series, one an hour.</summary>
    /// <exception cref="ArgumentException">There is no such series.</exception>
    public IReadOnlyList<double> Values(string name, int member = 0)
    {
        Read();
        return _entries[IndexOf(name)].Values[member];
    }

    /// <summary>Sum of a series over all hours.</summary>
    /// <exception cref="ArgumentException">There is no such series.</exception>
    public double Sum(string name, int member = 0) => Values(name, member).Sum();

    /// <summary>One column a series, one row an hour.</summary>
    public IEnumerable<NumberColumn> Columns(int member = 0)
    {
        Read();
        return _entries.Select(e => new NumberColumn(e.Quantity, [.. e.Values[member]]));
    }

    /// <summary>Takes the sums of an hour.</summary>
    internal void EndHour()
    {
        Hours++;
        foreach (Sums sums in _sums) sums.Take();
        if (++_waiting == HoursBetweenReads) Read();
    }

    /// <summary>All values, for a checkpoint: the members of a series one after the other.</summary>
    internal double[][] Snapshot()
    {
        Read();
        return [.. _entries.SelectMany(e => e.Values).Select(v => v.ToArray())];
    }

    /// <summary>How many arrays <see cref="Snapshot"/> gives.</summary>
    internal int Arrays => _entries.Count * members;

    /// <summary>Puts back what <see cref="Snapshot"/> gave.</summary>
    internal void Restore(double[][] values)
    {
        Clear();
        Hours = values.Length == 0 ? 0 : values[0].Length;
        for (int k = 0; k < values.Length; k++) _entries[k / members].Values[k % members].AddRange(values[k]);
    }

    /// <summary>Begins again without an hour.</summary>
    internal void Clear()
    {
        Read();
        Hours = 0;
        foreach (List<double> values in _entries.SelectMany(e => e.Values)) values.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Sums sums in _sums) sums.Dispose();
    }

    private int IndexOf(string name) => _entries.FindIndex(e => e.Quantity.Name == name) is var k and >= 0 ? k : throw new ArgumentException($"no series is called `{name}`", nameof(name));

    private List<double>[] Empty() => [.. Enumerable.Range(0, members).Select(_ => new List<double>())];

    // Fetches the sums that are still on the device.
    private void Read()
    {
        if (_waiting == 0) return;
        double[][] read = [.. _sums.Select(s => s.Read())];
        for (int hour = 0; hour < _waiting; hour++)
            foreach (Entry e in _entries)
                for (int member = 0; member < members; member++)
                    e.Values[member].Add(
                        e.Of >= 0 ? _entries[e.Of].Values[member][^1] - _entries[e.Less].Values[member][^1]
                        : e.Group < 0 ? 0
                        : _sums[e.Group].At(read[e.Group], hour, e.Place, member) / e.Unit);
        _waiting = 0;
    }

    private sealed record Entry(Quantity Quantity, int Group, int Place, double Unit, int Of, int Less, List<double>[] Values);

    /// <summary>The fields on one support whose sums are taken together.</summary>
    private sealed class Sums(Support support, Device device, int members) : IDisposable
    {
        private readonly List<Field> _fields = [];
        private FieldSums? _waiting;

        public Support Support => support;
        public Device Device => device;
        public int Members => members;

        public int Add(Field field)
        {
            if (!_fields.Contains(field)) _fields.Add(field);
            return _fields.IndexOf(field);
        }

        public void Take()
        {
            _waiting ??= new(support, device, HoursBetweenReads * _fields.Count, members);
            foreach (Field field in _fields) _waiting.Add(field);
        }

        public double[] Read() => _waiting!.Take();

        public double At(double[] read, int hour, int place, int member) => read[(hour * _fields.Count + place) * members + (members == 1 ? 0 : member)];

        public void Dispose() => _waiting?.Dispose();
    }
}
