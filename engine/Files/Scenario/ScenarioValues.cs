using System.Globalization;
using System.Text.RegularExpressions;
using TerritoryTwin.Files.Yaml;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>Whether weather is corrected for height.</summary>
public enum ElevationCorrection
{
    /// <summary>From the station's height to the territory's.</summary>
    Auto,
    /// <summary>Not at all.</summary>
    None,
}

/// <summary>A table of results.</summary>
public enum TableName
{
    /// <summary>One row a building.</summary>
    Buildings,
    /// <summary>One row an hour.</summary>
    Series,
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
        return value.Name == null ? $"found {scalar.Kind}{(Words.Nearest(scalar.Value, All) is { } near ? $"; did you mean `{near}`?" : "")}" : null;
    }

    string IScalar<ClimateZone>.Written => Name;
}
