using System.Globalization;
using System.Text.RegularExpressions;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;
using TerritoryTwin.Measures;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>Whether weather is corrected for height.</summary>
public enum ElevationCorrection
{
    /// <summary>From the station's height to the territory's.</summary>
    Auto,
    /// <summary>Not at all.</summary>
    None,
}

/// <summary>How often something is written.</summary>
public enum OutputStep
{
    /// <summary>Every hour.</summary>
    Hour,
}

/// <summary>A table of results.</summary>
/// <param name="Name">Of its file, without the ending.</param>
public readonly record struct TableName(string Name) : IScalar<TableName>
{
    /// <summary>One row a building.</summary>
    public const string Buildings = "buildings";
    /// <summary>One row a road.</summary>
    public const string Roads = "roads";
    /// <summary>One row an hour.</summary>
    public const string Series = "series";

    /// <summary>One row a month.</summary>
    public const string Months = "months";

    /// <summary>Those that a scenario can ask for.</summary>
    internal static IReadOnlyList<string> All => [.. Simulation.Declared.Year.Tables.Select(t => t.Name), Series, Months];

    static string IScalar<TableName>.Wants => $"one of {string.Join(", ", All)}";
    static string IScalar<TableName>.Pattern => $"^({string.Join('|', All)})$";

    static string? IScalar<TableName>.Read(YamlText scalar, out TableName value)
    {
        string written = CodeWords.Spelt(scalar.Value.Trim());
        value = new(written);
        return All.Contains(written) ? null : $"found {scalar.Kind}{(Spelling.Nearest(written, All) is { } near ? $"; did you mean `{near}`?" : "")}";
    }

    string IScalar<TableName>.Written => Name;
}

/// <summary>Days of a year as files write them: <c>07-01 .. 07-31</c>, both ends included, or a single one.</summary>
/// <param name="First">Month and day; the year does not count.</param> <param name="Last">Not before the first.</param>
public readonly partial record struct DaysText(DateOnly First, DateOnly Last) : IScalar<DaysText>
{
    private const int AnyYear = 2001;

    /// <summary>The first hour of the days in a year of 365, and the one after their last, in standard time.</summary>
    public (int From, int To) Hours => (24 * (First.DayOfYear - 1), 24 * Last.DayOfYear);

    static string IScalar<DaysText>.Wants => "days such as `07-01 .. 07-31` (month-day), or one such as `01-15`";
    static string IScalar<DaysText>.Pattern => @"^\d\d-\d\d( ?\.\. ?\d\d-\d\d)?$";

    static string? IScalar<DaysText>.Read(YamlText scalar, out DaysText value)
    {
        value = default;
        Match match = Form().Match(scalar.Value.Trim());
        if (!match.Success) return $"found {scalar.Kind}";
        if (!TryDay(match.Groups["first"].Value, out DateOnly first)) return $"`{match.Groups["first"].Value}` is no day of a year of 365 days";
        DateOnly last = first;
        if (match.Groups["last"].Success && !TryDay(match.Groups["last"].Value, out last)) return $"`{match.Groups["last"].Value}` is no day of a year of 365 days";
        if (last < first) return $"`{scalar.Value}` ends before it begins";
        value = new(first, last);
        return null;
    }

    string IScalar<DaysText>.Written => First == Last ? $"{First:MM-dd}" : $"{First:MM-dd} .. {Last:MM-dd}";

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact($"{AnyYear}-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    [GeneratedRegex(@"^(?<first>\d\d-\d\d)( ?\.\. ?(?<last>\d\d-\d\d))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}

/// <summary>An hour of a year as files write it: <c>08-11T15</c> in standard time, or <c>hottest</c>.</summary>
/// <param name="Hour">0 to 8,759; null: the hottest of the weather.</param>
public readonly record struct HourText(int? Hour) : IScalar<HourText>
{
    private const string Hottest = "hottest";

    static string IScalar<HourText>.Wants => "an hour such as `08-11T15` (month-day, standard time), or `hottest`";
    static string IScalar<HourText>.Pattern => @"^(hottest|\d\d-\d\dT\d\d)$";

    static string? IScalar<HourText>.Read(YamlText scalar, out HourText value)
    {
        value = default;
        string written = scalar.Value.Trim();
        if (written == Hottest) return null;
        if (!TryHour(written, out int hour)) return $"found {scalar.Kind}";
        value = new(hour);
        return null;
    }

    /// <summary>The hour of the year that <c>08-11T15</c> is.</summary>
    public static bool TryHour(string text, out int hour)
    {
        bool dated = DateTime.TryParseExact($"2001-{text}", "yyyy-MM-dd'T'HH", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime at);
        hour = 24 * (at.DayOfYear - 1) + at.Hour;
        return dated;
    }

    string IScalar<HourText>.Written => Hour is { } hour ? new DateTime(2001, 1, 1).AddHours(hour).ToString("MM-dd'T'HH", CultureInfo.InvariantCulture) : Hottest;
}

/// <summary>A path, relative to the file that holds it.</summary>
/// <param name="Written">As in the file.</param>
/// <param name="Path">From the current folder, or absolute where the file was named so.</param>
internal readonly record struct RelativePath(string Written, string Path) : IScalar<RelativePath>
{
    public static string Wants => "a relative path such as `towns/olemps`";
    public static string Pattern => "";

    public static string? Read(YamlText scalar, out RelativePath value)
    {
        value = default;
        string written = scalar.Value.Trim();
        if (written.Length is 0 or > 1000 || written.AsSpan().IndexOfAny("\0\n\r") >= 0) return $"found {written.Length} characters";
        string folder = System.IO.Path.GetDirectoryName(scalar.Place.Source.Path) ?? "";
        value = new(written, Tidy(System.IO.Path.Combine(folder, written.Replace('\\', '/'))));
        return null;
    }

    string IScalar<RelativePath>.Written => Written;

    private static string Tidy(string path)
    {
        List<string> parts = [];
        foreach (string part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] is not (".." or "")) parts.RemoveAt(parts.Count - 1);
            else if (part != "." && (part.Length > 0 || parts.Count == 0)) parts.Add(part);
        }
        return parts.Count == 0 ? "." : string.Join('/', parts);
    }
}

/// <summary>Years as files write them: <c>2026-2035</c>, or a single one.</summary>
internal readonly partial record struct YearsText(Years Span) : IScalar<YearsText>
{
    public static string Wants => "years such as `2026-2035`, or one such as `2030`";
    public static string Pattern => @"^\d{4}( ?- ?\d{4})?$";

    public static string? Read(YamlText scalar, out YearsText value)
    {
        value = default;
        Match match = Form().Match(scalar.Value.Trim());
        if (!match.Success) return $"found {scalar.Kind}";
        int first = int.Parse(match.Groups["first"].ValueSpan, CultureInfo.InvariantCulture);
        int last = match.Groups["last"].Success ? int.Parse(match.Groups["last"].ValueSpan, CultureInfo.InvariantCulture) : first;
        if (last < first) return $"`{scalar.Value}` ends before it begins";
        if (first < 1900 || last > 2200) return $"`{scalar.Value}` leaves the years 1900 to 2200";
        value = new(new Years(first, last));
        return null;
    }

    string IScalar<YearsText>.Written => Show(Span);

    /// <summary>As a file would write it.</summary>
    public static string Show(Years span) => span.Count == 1 ? $"{span.First}" : $"{span.First}-{span.Last}";

    [GeneratedRegex("^(?<first>[0-9]{4})( ?[-–] ?(?<last>[0-9]{4}))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}

/// <summary>A climate path as files write it: <c>+2.7 K by 2050, +4 K by 2100</c>.</summary>
internal readonly partial record struct ClimateText(ClimatePath Path) : IScalar<ClimateText>
{
    private const double Warmest = 8;       // K

    public static string Wants => "warming since 1900–1930 by year such as `+2.7 K by 2050`, or several such as `+2 K by 2030, +2.7 K by 2050`";
    public static string Pattern => @"^[+\-−]?\d+(\.\d+)? ?(K|°C) by \d{4}( ?, ?[+\-−]?\d+(\.\d+)? ?(K|°C) by \d{4})*$";

    public static string? Read(YamlText scalar, out ClimateText value)
    {
        value = default;
        List<(int Year, double Warming)> levels = [];
        foreach (string part in scalar.Value.Split(','))
        {
            Match match = Form().Match(part.Trim());
            if (!match.Success) return $"found {scalar.Kind}";
            int year = int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
            if (!AmountText.Number(match.Groups["level"].Value, out double level) || Math.Abs(level) > Warmest) return $"`{part.Trim()}` is beyond {Warmest} K";
            if (year <= (levels.Count > 0 ? levels[^1].Year : ClimatePath.Begins)) return $"`{part.Trim()}` does not come after {(levels.Count > 0 ? levels[^1].Year : ClimatePath.Begins)}";
            levels.Add((year, level));
        }
        value = new(new ClimatePath(levels));
        return null;
    }

    string IScalar<ClimateText>.Written => Show(Path);

    /// <summary>As a file would write it.</summary>
    public static string Show(ClimatePath path) => string.Join(", ", path.Levels.Select(l => string.Create(CultureInfo.InvariantCulture, $"+{l.Warming} K by {l.Year}"))).Replace("+-", "-");

    [GeneratedRegex(@"^(?<level>[+\-−]?\d+(\.\d+)?) ?(K|°C) by (?<year>[12]\d{3})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}

/// <summary>A climate zone of the French building code.</summary>
/// <param name="Name">H1a to H3.</param>
internal readonly record struct ClimateZone(string Name) : IScalar<ClimateZone>
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All => TerritoryTwin.Weather.MonthlyNormals.Zones;

    public static string Wants => $"one of {string.Join(", ", All)}";
    public static string Pattern => $"^({string.Join('|', All)})$";

    public static string? Read(YamlText scalar, out ClimateZone value)
    {
        value = default;
        foreach (string zone in All)
            if (zone.Equals(scalar.Value.Trim(), StringComparison.OrdinalIgnoreCase)) value = new(zone);
        return value.Name == null ? $"found {scalar.Kind}{(Spelling.Nearest(scalar.Value, All) is { } near ? $"; did you mean `{near}`?" : "")}" : null;
    }

    string IScalar<ClimateZone>.Written => Name;
}
