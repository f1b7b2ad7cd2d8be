using System.Globalization;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>
/// Halts of a trip as one text: <c>08:00:00 A; 08:05:00/08:05:30 B; out 25:10:00 C</c>. First <c>in</c> where people may only get on, <c>out</c> where they may only get off, <c>no</c> where they may do neither; then the time, or
/// arrival and departure; then the id of the stop. Times of the day before have a minus. A semicolon or percent sign in an identifier is written as <c>%3B</c> or <c>%25</c>.
/// </summary>
internal static class CallsText
{
    /// <summary>The text.</summary>
    public static string Of(IReadOnlyList<TransitCall> calls, IReadOnlyList<TransitStop> stops) => string.Join("; ", calls.Select(c =>
        $"{(c.Boards, c.Alights) switch { (true, true) => "", (true, false) => "in ", (false, true) => "out ", _ => "no " }}{Clock(c.Arrival)}{(c.Departure == c.Arrival ? "" : "/" + Clock(c.Departure))} {stops[c.Stop].Id.Replace("%", "%25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal)}"));

    /// <summary>Reads it.</summary>
    /// <returns>The halts, and what is wrong with the text; empty when nothing is.</returns>
    public static (IReadOnlyList<TransitCall> Calls, string Fault) Read(string text, IReadOnlyDictionary<string, int> stops)
    {
        List<TransitCall> calls = [];
        foreach (string entry in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            (bool boards, bool alights, string rest) = entry switch
            {
                ['i', 'n', ' ', .. var s] => (true, false, s), ['o', 'u', 't', ' ', .. var s] => (false, true, s), ['n', 'o', ' ', .. var s] => (false, false, s), _ => (true, true, entry),
            };
            if (rest.Split(' ', 2) is not [string times, string id] || times.Split('/') is not { Length: 1 or 2 } told || Seconds(told[0]) is not { } arrival || Seconds(told[^1]) is not { } departure)
                return ([], $"found `{entry}`; expected a time and the id of a stop, such as `08:05:00 {stops.Keys.FirstOrDefault("A")}`, or `08:05:00/08:06:00` for arrival and departure. Correct it.");
            string known = id.Replace("%3B", ";", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
            if (!stops.TryGetValue(known, out int stop)) return ([], $"found the stop `{known}`; expected the id of one of the layer stops. Correct it, or add the stop.");
            calls.Add(new(stop, arrival, departure, boards, alights));
        }
        return (calls, "");
    }

    private static string Clock(int seconds) => string.Create(CultureInfo.InvariantCulture, $"{(seconds < 0 ? "-" : "")}{Math.Abs(seconds) / 3600:00}:{Math.Abs(seconds) / 60 % 60:00}:{Math.Abs(seconds) % 60:00}");

    private static int? Seconds(string clock)
    {
        string[] parts = clock.TrimStart('-').Split(':');
        if (parts.Length != 3 || clock.Length - clock.TrimStart('-').Length > 1) return null;
        int[] numbers = [.. parts.Select(static p => p.Length is 1 or 2 or 3 && int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : -1)];
        if (numbers.Any(static n => n < 0) || numbers[0] > 240 || numbers[1] > 59 || numbers[2] > 59) return null;
        return (clock[0] == '-' ? -1 : 1) * (3600 * numbers[0] + 60 * numbers[1] + numbers[2]);
    }
}
