using System.Globalization;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Files.Weather;

/// <summary>The hourly rows of an EPW file: their order, their number, and each value that is read.</summary>
internal sealed class EpwRows(EpwFaults faults)
{
    private const int HoursOfLeapYear = 8784;
    private int _count;
    private int _expected;      // hour of a year with 28 days in February
    private int _leap;          // rows of 29 February

    public EpwSeries Series { get; } = new();

    /// <summary>True once so many rows were read that nothing more can belong to the year.</summary>
    public bool Full => _count > HoursOfLeapYear;

    /// <summary>Takes the row that stands on a line.</summary>
    public void Add(int line, string text)
    {
        List<string> fields = EpwText.Fields(text);
        _count++;
        if (fields.Count < EpwColumn.Fewest)
        {
            faults.Add(line, $"a row of {fields.Count} fields", $"{EpwColumn.Fewest} at least (35 in full)", "The row is cut short: take the file again from its source.");
            _expected++;
            return;
        }
        if (!Stamp(line, fields, out int month, out int day, out int hour)) return;
        if (month == 2 && day == 29)
        {
            _leap++;
            return;
        }
        int index = 24 * (Months.FirstDay(month - 1) + day - 1) + hour - 1;
        if (index != _expected)
        {
            faults.Add(line, $"{When(index)} in month, day and hour", When(_expected),
                "Rows follow one another from 1 January, hour 1, to 31 December, hour 24: put them in order, or fill the gap.");
        }
        _expected = index + 1;
        foreach (EpwColumn column in EpwColumn.All) Series[column][index] = Value(line, fields, column);
    }

    /// <summary>Checks the number of rows once all were read.</summary>
    public void End(List<string> notes)
    {
        if (Full)
            faults.Add($"more than {HoursOfLeapYear} rows", $"{Months.Hours}", "Give one year of hourly rows.");
        else if (_count - _leap != Months.Hours)
            faults.Add($"{_count} rows, {_leap} of them on 29 February", $"{Months.Hours} besides 29 February", "The file is incomplete: take it again from its source.");
        if (_leap > 0) notes.Add($"29 February was dropped ({_leap} rows): a year has {Months.Hours} hours here.");
    }

    private bool Stamp(int line, List<string> fields, out int month, out int day, out int hour)
    {
        bool whole = Whole(fields[1], out month) & Whole(fields[2], out day) & Whole(fields[3], out hour);
        bool real = whole && month is >= 1 and <= 12 && day >= 1 && hour is >= 1 and <= 24
            && (day <= Months.Days(month - 1) || (month == 2 && day == 29));
        if (real) return true;
        faults.Add(line, $"month, day, hour `{EpwText.Shown($"{fields[1]},{fields[2]},{fields[3]}")}`", "a day of the year and an hour from 1 to 24",
            "Hour 1 is 00:00 to 01:00, in local standard time.");
        _expected++;
        return false;
    }

    private double Value(int line, List<string> fields, EpwColumn column)
    {
        if (column.Index >= fields.Count) return double.NaN;
        string text = fields[column.Index];
        if (text.Length == 0) return double.NaN;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
        {
            Report(line, column, text);
            return double.NaN;
        }
        if (value == column.Missing || (column.Missing >= 999 && value > column.Missing)) return double.NaN;
        if (value >= column.Lowest && value <= column.Highest) return value;
        Report(line, column, text);
        return double.NaN;
    }

    private void Report(int line, EpwColumn column, string text) =>
        faults.Add(line, $"column {column.Index + 1} ({column.Name}) is `{EpwText.Shown(text)}`",
            $"{column.Lowest} to {column.Highest} {column.Unit}, or {column.Missing} where nothing was measured",
            "Look whether columns were swapped or units changed.");

    private static bool Whole(string text, out int value)
    {
        bool number = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real);
        value = number && Math.Abs(real) < 10000 && real == Math.Floor(real) ? (int)real : -1;
        return value >= 0;
    }

    private static string When(int index)
    {
        if (index >= Months.Hours) return "the end of the year";
        int day = index / 24, month = Months.OfDay(day);
        return $"{month + 1}/{day - Months.FirstDay(month) + 1} hour {index % 24 + 1}";
    }
}
