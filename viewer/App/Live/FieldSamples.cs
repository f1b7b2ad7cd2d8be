using TerritoryTwin.Core;

namespace TerritoryTwin.Viewer.App;

/// <summary>Some hours of a year of a field. Taken every 37th, all hours of the day come round, at a thirty-seventh of the cost.</summary>
internal sealed class FieldSamples(ShownField shown)
{
    private const int MonthsOfYear = 12, ElementsOfSample = 500;
    private const double Rare = 0.005;         // share of the values beyond each end of the range
    private readonly double[][] _months = [.. Enumerable.Range(0, shown.Layer == Layer.Buildings ? MonthsOfYear : 0).Select(_ => new double[shown.Field.Support.Count])];
    private readonly int[] _count = new int[MonthsOfYear];
    private readonly List<float> _samples = [];
    private readonly float[] _values = new float[shown.Field.Support.Count * shown.Field.Members];

    /// <summary>By which it is asked for.</summary>
    public string Key => LiveSource.KeyOf(shown.Layer, shown.Field.Name);
    /// <summary>Whether it has means of months: of buildings alone.</summary>
    public bool HasMonths => _months.Length > 0;

    /// <summary>Adds the field as it is now.</summary>
    /// <param name="month">0 to 11.</param>
    public void Add(int month)
    {
        shown.Field.Read(_values);
        int every = Math.Max(1, shown.Field.Support.Count / ElementsOfSample);
        for (int b = 0; b < shown.Field.Support.Count; b += every)
            if (float.IsFinite(_values[b])) _samples.Add(_values[b]);
        if (!HasMonths) return;
        _count[month]++;
        double[] sum = _months[month];
        for (int b = 0; b < sum.Length; b++) sum[b] += _values[b];
    }

    /// <summary>Means of the months: 12 rows of one value a building.</summary>
    public float[][] Months() => [.. _months.Select((m, month) => (float[])[.. m.Select(v => (float)(v / _count[month]))])];

    /// <summary>Ends that leave out the rarest values.</summary>
    public (double Low, double High) Range()
    {
        _samples.Sort();
        return _samples.Count == 0 ? (0, 1) : (_samples[(int)(Rare * (_samples.Count - 1))], _samples[(int)((1 - Rare) * (_samples.Count - 1))]);
    }
}
