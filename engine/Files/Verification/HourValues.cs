using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Verification;

/// <summary>Values of the hours of a case, in the forms that cases write them.</summary>
internal sealed class HourValues
{
    public const string Forms =
        "a number; `none`; `column NAME` of the file of hours; 24 values for the hours of the day; hours of the day such as { 0-7: 10, 7: 15, 8-23: 20, else: 10 }, "
        + "where 8-23 is from 8:00 to 23:00";

    private const int MostHours = 100_000;
    private readonly CaseInputs _inputs;
    private readonly CaseTable? _table;
    private readonly int[] _rows = [];

    /// <summary>Of a case; <paramref name="hours"/> of them unless the case has a file of hours.</summary>
    /// <param name="inputs">Of the case.</param>
    /// <param name="hours">How many, when the case has no file of hours.</param>
    public HourValues(CaseInputs inputs, int hours)
    {
        _inputs = inputs;
        Count = hours;
        if (inputs.OptionalPath("hours") is not { } path) return;
        _table = new(path);
        _rows = _table.Where(null);
        Count = _rows.Length;
        if (Count > MostHours) Count = inputs.Told("hours", $"has {Count} rows; {MostHours} are possible", 1);
    }

    /// <summary>How many hours.</summary>
    public int Count { get; }

    /// <summary>The values of a key.</summary>
    /// <param name="key">Of the inputs.</param> <param name="low">Least.</param> <param name="high">Most.</param>
    /// <param name="otherwise">When the key is absent; null when it must be there.</param>
    /// <param name="none">What <c>none</c> means; null when it means nothing.</param>
    public double[] Read(string key, double low, double high, double? otherwise, double? none = null)
    {
        double[] values = new double[Count];
        switch (_inputs.Section.Node(key))
        {
            case null when otherwise is { } fill:
                Array.Fill(values, fill);
                break;
            case null:
                _inputs.Told(key, $"is missing; expected {Forms}", 0);
                break;
            case YamlMap map when map.Find("mean") != null:
                Waves(_inputs.Part(key)!, values);
                break;
            case YamlMap map:
                FillDays(values, OfRanges(key, map, low, high, none));
                break;
            case YamlList { Items.Count: 24 } list:
                FillDays(values, [.. list.Items.Select(item => One(key, item, low, high, none))]);
                break;
            case YamlText { Value: var text } when text.StartsWith("column ", StringComparison.Ordinal):
                FillColumn(key, text["column ".Length..].Trim(), values, low, high);
                break;
            case YamlText node:
                Array.Fill(values, One(key, node, low, high, none));
                break;
            default:
                _inputs.Told(key, $"is none of these: {Forms}", 0);
                break;
        }
        return values;
    }

    private static void FillDays(double[] values, double[] day)
    {
        for (int h = 0; h < values.Length; h++) values[h] = day[h % 24];
    }

    private void FillColumn(string key, string column, double[] values, double low, double high)
    {
        if (_table is null)
        {
            _inputs.Told(key, $"asks for the column `{column}`, but the case names no file `hours`", 0);
            return;
        }
        for (int h = 0; h < values.Length; h++)
        {
            string? cell = _table.Cell(_rows[h], column);
            double? value = cell is null ? null : CaseInputs.Parse(cell);
            if (value is { } number && number >= low && number <= high)
            {
                values[h] = number;
                continue;
            }
            _inputs.Told(key, cell is null
                ? $"asks for the column `{column}`, which {_table.Path} lacks. {Spelling.Suggest(column, _table.Columns)}"
                : $"is `{cell}` in line {_table.Line(_rows[h])} of {_table.Path}; expected a number from {low:R} to {high:R}", 0);
            return;
        }
    }

    private double One(string key, YamlNode node, double low, double high, double? none)
    {
        if (node is YamlText { Value: "none" or "off" } && none is { } nothing) return nothing;
        if (node is YamlText { Value: var text } && _inputs.Resolve(key, text) is { } resolved && CaseInputs.Parse(resolved) is { } value && value >= low && value <= high) return value;
        return _inputs.Told(key, $"has {(node as YamlText)?.Value ?? "a list or a map"} where a number from {low:R} to {high:R} is expected{(none is null ? "" : ", or `none`")}", low);
    }

    private double[] OfRanges(string key, YamlMap map, double low, double high, double? none)
    {
        double?[] day = new double?[24];
        double? other = null;
        foreach (YamlEntry entry in map.Entries)
        {
            double value = One(key, entry.Value, low, high, none);
            if (entry.Key.Value == "else")
            {
                other = value;
                continue;
            }
            string[] ends = entry.Key.Value.Split('-');
            bool single = ends.Length == 1;
            if (ends.Length > 2 || !int.TryParse(ends[0], out int from) || !int.TryParse(ends[^1], out int to) || from is < 0 or > 23 || to is < 0 or > 24)
            {
                _inputs.Told(key, $"has the hours `{entry.Key.Value}`; expected `8-23` (from 8:00 to 23:00), `7` (from 7:00 to 8:00) or `else`", 0);
                continue;
            }
            int length = single ? 1 : (to - from + 24) % 24 is 0 ? 24 : (to - from + 24) % 24;
            for (int n = 0; n < length; n++)
            {
                int hour = (from + n) % 24;
                if (day[hour] != null) _inputs.Told(key, $"gives hour {hour} twice", 0);
                day[hour] = value;
            }
        }
        int missing = Array.IndexOf(day, null);
        if (missing >= 0 && other is null) _inputs.Told(key, $"says nothing of hour {missing}; give it, or `else`", 0);
        return [.. day.Select(v => v ?? other ?? low)];
    }

    // mean − yearly cos(2π (d − coldest_day)/365) − daily cos(2π (h − coldest_hour)/24), d in days with parts; by day only where from and to are given, as half a sine.
    private static void Waves(CaseInputs wave, double[] values)
    {
        double mean = wave.Number("mean", -1e6, 1e6), yearly = wave.Number("yearly", -1e6, 1e6, 0), day = wave.Number("lowest_day", -366, 366, 0);
        double daily = wave.Number("daily", -1e6, 1e6, 0), hour = wave.Number("lowest_hour", -24, 24, 0);
        bool lit = wave.Section.Map.Find("from") != null;
        double from = lit ? wave.Number("from", 0, 24) : 0, to = lit ? wave.Number("to", 0, 24) : 24;
        if (lit && !(from < to)) wave.Told("to", $"is {to:R}; expected an hour after `from`", 0);
        wave.Section.Close();
        for (int h = 0; h < values.Length; h++)
        {
            int hr = h % 24;
            double value = mean - yearly * Math.Cos(2 * Math.PI * (h / 24.0 - day) / 365) - daily * Math.Cos(2 * Math.PI * (hr - hour) / 24);
            values[h] = !lit ? value : hr >= from && hr < to ? value * Math.Max(0, Math.Sin(Math.PI * (hr - from) / (to - from))) : 0;
        }
    }
}
