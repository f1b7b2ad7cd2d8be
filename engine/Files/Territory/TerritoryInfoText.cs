using System.Globalization;
using System.Text;
using System.Text.Json;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Says what is known of a territory, as a page of text or as JSON.</summary>
public static class TerritoryInfoText
{
    private const int LinesTold = 20;
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One JSON object; keys are lower case with underscores, units those of <see cref="TerritoryInfo"/>.</summary>
    public static string Json(TerritoryInfo info) => JsonSerializer.Serialize(info, Options);

    /// <summary>A page of text.</summary>
    public static string Of(TerritoryInfo info)
    {
        StringBuilder text = new();
        Line(text, $"{info.Name}  (EPSG:{info.Epsg}, {info.Latitude:0.0000}° N, {info.Longitude:0.0000}° E{(info.Area is { } area ? $", {area / 1e4:N0} ha" : "")})");
        Line(text, $"{Method(info.Origin)}\n");
        Line(text, $"{string.Join(", ", info.Layers.Where(l => l.Count > 0).Select(l => $"{l.Count:N0} {(l.Layer switch { "population" => "census squares", "context" => "buildings around the limit, in no total", "context_roads" => "roads there", var other => other })}"))}");
        Line(text, $"{info.Inhabitants:N0} inhabitants, {info.Dwellings:N0} dwellings, {info.Jobs:N0} jobs");
        Line(text, $"{info.Footprint:N0} m² of footprint, {info.Volume / 1e6:0.00} Mm³, {info.HeatedArea:N0} m² heated, {info.RoadLength / 1000:N1} km of roads\n");
        Classes(text, "by use", info.ByUse);
        Classes(text, "with dwellings, by period", info.ByPeriod);
        Classes(text, "heated, by system", info.ByHeating);
        Figures(text, info.Figures);
        Quality(text, info.Attributes);
        if (info.Network is { } network) Network(text, network);
        if (info.Timetable is { } timetable) Timetable(text, timetable, info.Network != null);
        List(text, $"on what results hang; correct what you know better in {TerritoryFolder.CorrectionsFile}", info.Dominating.Select(static d => d.Estimated()));
        List(text, "missing or weak", info.Missing);
        List(text, "found in the source", info.Origin.Issues.Select(i => $"{i.Count:N0} × {i.Layer}, {i.Rule}: {i.Done}"));
        List(text, "sources", info.Attributions);
        return text.ToString();
    }

    private static string Method(TerritoryOrigin origin) => origin.Method switch
    {
        "" => "origin unknown",
        "imported" => $"imported with the mapping {origin.Recipe}, seed {origin.Seed}",
        _ => $"{origin.Method}: {origin.Recipe}, seed {origin.Seed}",
    };

    private static void Classes(StringBuilder text, string title, IReadOnlyList<ClassOfBuildings> classes)
    {
        Line(text, $"{title,-28}{"buildings",11}{"dwellings",11}{"heated m²",13}");
        foreach (ClassOfBuildings c in classes) Line(text, $"  {c.Label,-26}{c.Buildings,11:N0}{c.Dwellings,11:N0}{c.HeatedArea,13:N0}");
        text.Append('\n');
    }

    private static void Figures(StringBuilder text, IReadOnlyList<UsualFigure> figures)
    {
        Line(text, $"{"homes and people",-44}{"here",11}{"France",11}{"usual bounds",22}");
        foreach (UsualFigure f in figures)
            Line(text, $"  {f.Name + (f.Unit == "1" ? "" : ", " + f.Unit),-42}{(f.Value is { } value ? Short(value) : "unknown"),11}{Short(f.France),11}{Short(f.Low) + " to " + Short(f.High),22}{(f.IsAssumed ? "  taken from France" : f.IsOdd ? "  odd" : "")}");
        text.Append('\n');
    }

    private static string Short(double value) => value.ToString(Math.Abs(value) >= 100 ? "N0" : Math.Abs(value) >= 10 ? "0.#" : "0.##", CultureInfo.InvariantCulture);

    private static void Quality(StringBuilder text, IReadOnlyList<AttributeQuality> attributes)
    {
        Line(text, $"{"how it is known",-28}{"measured",11}{"derived",11}{"typical",11}{"guessed",11}{"confidence",12}");
        foreach (AttributeQuality a in attributes)
            Line(text, $"  {a.Layer + "." + a.Name,-26}{a.Measured,11:P0}{a.Derived,11:P0}{a.Typical,11:P0}{a.Guessed,11:P0}{a.MeanConfidence,12:0.00}");
        text.Append('\n');
    }

    private static void Network(StringBuilder text, NetworkInfo network)
    {
        Line(text, $"network of roads: {network.Nodes:N0} nodes, {network.NodesJoined:N0} in the greatest part; {network.Stretches:N0} stretches; links: {network.CarLinks:N0} for cars, {network.CycleLinks:N0} for cycles, {network.WalkLinks:N0} on foot; {network.Turns:N0} rules of turning\n");
        Line(text, $"{"roads by class",-28}{"roads",11}{"km",11}{"speed said",12}{"lanes said",12}{"one-way",11}");
        foreach (ClassOfRoads c in network.ByClass) Line(text, $"  {c.Label,-26}{c.Roads,11:N0}{c.Length / 1000,11:N1}{c.SpeedSaid,12:P0}{c.LanesSaid,12:P0}{c.OneWay,11:P0}");
        text.Append('\n');
        List(text, "done to be a network", network.Repairs.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Count:N0} × {r.Rule}: {r.Done} ({Some(r.Roads, r.Count)})")));
        List(text, "islands", Some(network.Islands, i => string.Create(CultureInfo.InvariantCulture, $"{i.Length / 1000:0.00} km, {i.Nodes} nodes: {string.Join(", ", i.Roads)}")));
        List(text, "gateways", Some(network.Gateways, g => string.Create(CultureInfo.InvariantCulture,
            $"{g.Class} {(g.Name.Length > 0 ? g.Name + ", " : "")}{g.Road}, at {g.X:0}, {g.Y:0}{(g.Enters && g.Leaves ? "" : g.Enters ? ", in alone" : ", out alone")}")));
    }

    private static void Timetable(StringBuilder text, TimetableInfo timetable, bool hasRoads)
    {
        Line(text, $"public transport by timetable: {timetable.Stops:N0} stops, {timetable.StopsHere:N0} of them within {PublicTransport.Near:0} m of a building; {timetable.Lines:N0} lines");
        Line(text, $"  {timetable.Feed}");
        foreach (TimetableDay day in timetable.Days) Line(text, $"  {day}");
        text.Append('\n');
        if (hasRoads) List(text, $"stops farther than {TimetableInfo.Far} m from every road that people may walk on", Some(timetable.OffNetwork, static id => id));
    }

    private static string Some(IReadOnlyList<string> ids, int count) => string.Join(", ", ids) + (count > ids.Count ? "…" : "");

    private static IEnumerable<string> Some<T>(IReadOnlyList<T> all, Func<T, string> line) =>
        all.Count <= LinesTold ? all.Select(line) : all.Take(LinesTold).Select(line).Append($"and {all.Count - LinesTold} more; all stand in --json");

    private static void List(StringBuilder text, string title, IEnumerable<string> lines)
    {
        Line(text, $"{title}");
        foreach (string line in lines.DefaultIfEmpty("nothing")) text.Append("  ").Append(line).Append('\n');
        text.Append('\n');
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
