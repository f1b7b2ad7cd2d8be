using System.Globalization;
using System.Text.RegularExpressions;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Yaml;

/// <summary>A quantity by year as files write it: <c>0.20 €/kWh in 2026, 0.35 €/kWh by 2050</c>.</summary>
internal static partial class PathText
{
    /// <summary>Whether a text means to be one.</summary>
    public static bool Is(string text) => Year().IsMatch(text);

    /// <summary>The path, or what is wrong with it.</summary>
    public static (object?, string?) Read(YamlKey key, string text)
    {
        List<(int Year, double Value)> levels = [];
        string example = $"a path is `{UnitTable.Of(key.Dimension!.Value).Example} in 2026, … by 2050`, in quotes between braces";
        foreach (string part in Parts().Split(text).Select(p => p.Trim()))
        {
            Match match = Level().Match(part);
            if (!match.Success) return (null, $"`{part}` names no year; {example}");
            (object? read, string? fault) = YamlBinder.Bounded(key, match.Groups["value"].Value);
            if (fault != null) return (null, fault);
            if (read is Amount { IsRange: true }) return (null, $"`{part}` is a range, which a path cannot hold");
            int year = int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
            if (levels.Count > 0 && year <= levels[^1].Year) return (null, $"`{part}` does not come after {levels[^1].Year}");
            levels.Add((year, ((Amount)read!).Value));
        }
        return levels.Count < 2 ? (null, $"`{text}` has one level, and a path leads from one to another; {example}") : (new ValuePath(levels), null);
    }

    /// <summary>As a file would write it.</summary>
    public static string Show(ValuePath path, Dimension dimension) =>
        string.Join(", ", path.Levels.Select((level, k) => string.Create(CultureInfo.InvariantCulture, $"{UnitTable.Of(dimension).Show(level.Value)} {(k == 0 ? "in" : "by")} {level.Year}")));

    [GeneratedRegex(@"\s(in|by)\s+\d", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Year();

    // A comma between digits is a decimal comma, which is refused with the level it stands in.
    [GeneratedRegex(@",(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();

    [GeneratedRegex(@"^(?<value>.+?)\s+(in|by)\s+(?<year>(19|20|21)\d{2})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Level();
}
