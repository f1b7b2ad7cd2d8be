using System.Globalization;
using System.Text;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Territories;

/// <summary>What <c>territory.yaml</c> says of a timetable, whose trips are layers.</summary>
internal sealed record TimetableManifest(string Feed, DateOnly Weekday, DateOnly? Saturday, DateOnly? Sunday);

/// <summary>What <c>territory.yaml</c> says.</summary>
internal sealed record TerritoryManifest(
    string Name, int Epsg, double Latitude, double Longitude, string Layers, string Terrain, IReadOnlyList<string> Attributions, TerritoryOrigin Origin, double? Ring, TimetableManifest? Timetable)
{
    /// <summary>Name of the file in the folder.</summary>
    public const string FileName = "territory.yaml";

    private const string Format = "territorytwin/territory";
    private const string DateFormat = "yyyy-MM-dd";
    private const int Version = 1;

    /// <summary>Reads the file.</summary>
    /// <exception cref="InputException">With every fault found.</exception>
    public static TerritoryManifest Read(string path)
    {
        YamlDocument document = YamlDocument.Read(path);
        YamlSection root = YamlSection.Root(document);
        if (root.RequiredText("format") is var format && format is not (Format or "")) root.Fault("format", $"is `{format}`; expected `{Format}`.");
        if (root.RequiredNumber("version", 1) > Version) root.Fault("version", $"is later than {Version}, the one this program reads. Take a newer program.");
        TerritoryManifest manifest = new(
            root.RequiredText("name"), (int)root.RequiredNumber("epsg", 1, 999_999), root.RequiredNumber("latitude", -90, 90), root.RequiredNumber("longitude", -180, 180),
            FileIn(root, "layers"), FileIn(root, "terrain"), root.Texts("attributions"), ReadOrigin(root.Section("origin")), root.Number("ring", 1, 5000), ReadTimetable(root.Section("timetable")));
        root.Close();
        document.ThrowIfFaulty();
        RequireCrs(root, manifest.Epsg);
        document.ThrowIfFaulty();
        return manifest;
    }

    /// <summary>The text of the file.</summary>
    public string Write()
    {
        StringBuilder text = new();
        text.Append("# A territory; docs/territory.md describes this folder.\n");
        Line(text, 0, "format", Format);
        Line(text, 0, "version", Version);
        Line(text, 0, "name", Name);
        Line(text, 0, "epsg", Epsg);
        Line(text, 0, "latitude", Latitude);
        Line(text, 0, "longitude", Longitude);
        Line(text, 0, "layers", Layers);
        Line(text, 0, "terrain", Terrain);
        if (Ring is { } ring) Line(text, 0, "ring", ring);
        List(text, 0, "attributions", Attributions);
        if (Timetable is { } timetable)
        {
            text.Append("timetable:\n");
            Line(text, 1, "feed", timetable.Feed);
            foreach ((string day, DateOnly? date) in new[] { ("weekday", timetable.Weekday), ("saturday", timetable.Saturday), ("sunday", timetable.Sunday) })
                if (date is { } there) Line(text, 1, day, there.ToString(DateFormat, CultureInfo.InvariantCulture));
        }
        text.Append("origin:\n");
        Line(text, 1, "method", Origin.Method);
        Line(text, 1, "recipe", Origin.Recipe);
        Line(text, 1, "seed", Origin.Seed);
        if (Origin.Issues.Count > 0) text.Append("  issues:\n");
        foreach (TerritoryIssue issue in Origin.Issues)
        {
            text.Append(CultureInfo.InvariantCulture, $"    - rule: {Quoted(issue.Rule)}\n");
            Line(text, 3, "layer", issue.Layer);
            Line(text, 3, "count", issue.Count);
            Line(text, 3, "done", issue.Done);
            List(text, 3, "examples", issue.Examples);
        }
        return text.ToString();
    }

    private static TerritoryOrigin ReadOrigin(YamlSection? origin)
    {
        if (origin == null) return TerritoryOrigin.Unknown;
        string seed = origin.Text("seed") ?? "0";
        if (!ulong.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)) origin.Fault("seed", $"wants a whole number from 0; found `{seed}`.");
        TerritoryOrigin read = new(origin.Text("method") ?? "", origin.Text("recipe") ?? "", number, origin.Sections("issues").Select(ReadIssue).ToArray());
        origin.Close();
        return read;
    }

    private static TimetableManifest? ReadTimetable(YamlSection? timetable)
    {
        if (timetable == null) return null;
        DateOnly? weekday = Day("weekday", static d => d is not (DayOfWeek.Saturday or DayOfWeek.Sunday), "from Monday to Friday"), saturday = Day("saturday", static d => d == DayOfWeek.Saturday, "that is a Saturday"), sunday = Day("sunday", static d => d == DayOfWeek.Sunday, "that is a Sunday");
        if (timetable.Text("weekday") == null) timetable.Missing("weekday", "the date of its weekday, such as 2025-11-04");
        TimetableManifest read = new(timetable.Text("feed") ?? "", weekday ?? default, saturday, sunday);
        timetable.Close();
        return read;

        DateOnly? Day(string key, Func<DayOfWeek, bool> suits, string which)
        {
            if (timetable.Text(key) is not { } written) return null;
            if (DateOnly.TryParseExact(written, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) && suits(date.DayOfWeek)) return date;
            timetable.Fault(key, $"is `{written}`; expected a date {which}, such as 2025-11-04.");
            return null;
        }
    }

    private static TerritoryIssue ReadIssue(YamlSection issue)
    {
        TerritoryIssue read = new(
            issue.RequiredText("rule"), issue.Text("layer") ?? "", (int)(issue.Integer("count", 0, int.MaxValue) ?? 0), issue.Text("done") ?? "", issue.Texts("examples"));
        issue.Close();
        return read;
    }

    /// <summary>The name of a file that lies in the folder itself.</summary>
    private static string FileIn(YamlSection root, string key)
    {
        string name = root.RequiredText(key);
        if (name.AsSpan().IndexOfAny("/\\:\0") >= 0 || name is "." or "..") root.Fault(key, $"is `{name}`; expected the name of a file in this folder, without a path.");
        return name;
    }

    private static void RequireCrs(YamlSection root, int epsg)
    {
        try
        {
            if (Crs.FromEpsg(epsg).IsGeographic) root.Fault("epsg", $"is {epsg}, in degrees; expected a projected system in metres, such as 2154 (Lambert-93).");
        }
        catch (InputException e)
        {
            root.Fault("epsg", $"cannot be used: {e.Message}");
        }
    }

    private static void List(StringBuilder text, int depth, string key, IReadOnlyList<string> items)
    {
        if (items.Count == 0) return;
        text.Append(' ', 2 * depth).Append(key).Append(":\n");
        foreach (string item in items) text.Append(' ', 2 * depth + 2).Append("- ").Append(Quoted(item)).Append('\n');
    }

    private static void Line(StringBuilder text, int depth, string key, string value) =>
        text.Append(' ', 2 * depth).Append(key).Append(": ").Append(Quoted(value)).Append('\n');

    private static void Line(StringBuilder text, int depth, string key, IFormattable value) =>
        text.Append(' ', 2 * depth).Append(key).Append(": ").Append(value.ToString(null, CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>A text that reads back as it is: bare when it is a plain word, else in double quotes.</summary>
    internal static string Quoted(string value)
    {
        bool plain = value.Length > 0 && char.IsLetter(value[0]) && value[^1] != ' ' && value is not ("null" or "true" or "false")
            && value.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '.' or '/' or '(' or ')' or '\'' or ';' || (c == ',' && value.Contains(' ')));
        if (plain) return value;
        StringBuilder quoted = new("\"");
        foreach (char c in value)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (c < ' ' || c is '\u007F' or '\u0085' or '\u2028' or '\u2029' or '\uFEFF') quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else quoted.Append(c);
        }
        return quoted.Append('"').ToString();
    }
}
