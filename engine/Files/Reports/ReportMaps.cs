using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Texts;

namespace TerritoryTwin.Files.Reports;

/// <summary>
/// Maps of one variable of buildings or roads: the base, what each other run changes and, where a study comes with the runs, how sure that is. The shapes stand in the page once, in groups
/// of those that have one class in every map.
/// </summary>
internal sealed class ReportMaps
{
    private const double Little = 1e-9;
    private const string Base = "b", Change = "d", Spread = "s", Sure = "p";          // styles, each with its classes
    private readonly Page _page;
    private readonly Territory _territory;
    private readonly bool _ofRoads;
    private readonly List<View> _views = [];
    private readonly int[][] _groups;
    private readonly (string Name, int[] Groups)[][] _shared;          // of each run; none of the base, and without a study
    private readonly int _width, _height, _ofRuns;

    /// <summary>Chooses what tells most: bills where those of buildings change, heat stress where streets are simulated, else vehicles.</summary>
    public ReportMaps(Page page)
    {
        (_page, _territory) = (page, page.Runs.Territory);
        Comparison comparison = page.Runs.Comparison;
        bool billsChange = page.Variants.Any(run => Math.Abs(comparison.Of("bill").Share(run)) > Page.Noticed);
        bool haveHeat = page.Runs.Buildings.All(static t => t.Columns.Any(static c => c.Name == "hours_above_utci_32")) && page.Variants.Any(run => Page.Better(comparison.Of("strong_heat_stress"), run) != 0);
        _ofRoads = !billsChange && !haveHeat && page.Runs.Roads != null;
        Name = _ofRoads ? "vehicles_of_weekday" : haveHeat ? "hours_above_utci_32" : "bill";
        (double[] Values, string Unit, NumberColumn Column)[] columns = [.. (_ofRoads ? page.Runs.Roads! : page.Runs.Buildings).Select(Shown)];
        NumberColumn column = columns[0].Column;
        Unit = _ofRoads ? "" : column.Unit == "EUR" ? $"€/m²{page["per_year"]}" : Units.ForPeople(column.Unit, page.Words.Language);
        Meaning = page.Words.NameOf(column.Name, column.Meaning);
        double[] before = columns[0].Values;
        double[][] changes = [.. columns.Skip(1).Select(c => c.Values.Select((v, k) => v - before[k]).ToArray())];
        IReadOnlyList<ElementDifferences> sure = page.Study?.Of(_ofRoads ? TableName.Roads : TableName.Buildings, Name, column.Unit == "EUR" ? page.Runs.Buildings[0].Numbers("heated_area") : null) ?? [];
        MapScale ofChanges = MapScale.OfChanges(changes.Concat(sure.Select(static d => d.Mean)).SelectMany(static v => v));
        int decimals = Numbers.Decimals(ofChanges.Limits[^1] / 10);
        Add(page.Format("map.base", page.NameOf(0)), 0, Base, before, MapScale.Of(before, column.Kind, column.Unit), decimals);
        foreach (int run in page.Variants) Add(page.Format("map.change", page.NameOf(run)), run, Change, changes[run - 1], ofChanges, decimals);
        _ofRuns = _views.Count;
        if (sure.Count > 0)
        {
            MapScale ofSpread = MapScale.Of(sure.SelectMany(static d => d.Width), QuantityKind.Fact, column.Unit);
            foreach (int run in page.Variants)
            {
                ElementDifferences of = sure[run - 1];
                Add(page.Format("map.mean", page.NameOf(run)), run, Change, of.Mean, ofChanges, decimals);
                Add(page.Format("map.spread", page.NameOf(run)), run, Spread, of.Width, ofSpread, decimals);
                Add(page.Format("map.sure", page.NameOf(run)), run, Sure, of.Direction, MapScale.OfSteps(2), 0);
            }
        }
        int count = before.Length;
        _groups = [.. Enumerable.Range(0, count).GroupBy(k => string.Join(' ', _views.Select(v => v.Classes[k])), StringComparer.Ordinal).Select(static g => g.ToArray())];
        _shared = [.. Enumerable.Range(0, page.Records.Count).Select(run => _ofRuns < _views.Count && run > 0 ? Shared(run) : [])];
        (double west, double south, double east, double north) = TerritoryMap.Extent(_territory);
        (_width, _height) = ((int)Math.Ceiling((east - west) * MapPath.PerMetre), (int)Math.Ceiling((north - south) * MapPath.PerMetre));

        (double[], string, NumberColumn) Shown(Table table) => _ofRoads && table.Columns.OfType<NumberColumn>().First(c => c.Name == Name) is { } roads ? (roads.Values, "", roads) : ResultWriter.ForMap(table, Name);

        void Add(string title, int run, string style, double[] values, MapScale scale, int digits) => _views.Add(new(title, run, style, values, scale, [.. values.Select(scale.ClassOf)], digits));
    }

    /// <summary>The column shown.</summary>
    public string Name { get; }
    /// <summary>For people.</summary>
    public string Unit { get; }
    /// <summary>What is shown, for people.</summary>
    public string Meaning { get; }

    /// <summary>The maps of the runs with their legends, the tables behind them, and the shapes of all maps.</summary>
    public Markup Draw()
    {
        (double west, _, _, double north) = TerritoryMap.Extent(_territory);
        MapPath Shape() => new(west, north);
        StringBuilder shapes = new();
        for (int g = 0; g < _groups.Length; g++)
        {
            MapPath outline = Shape();
            foreach (int k in _groups[g])
            {
                if (_ofRoads) outline.Add(_territory.Roads[k].X, _territory.Roads[k].Y);
                else outline.Add(_territory.Buildings[k].Footprint);
            }
            shapes.Append(CultureInfo.InvariantCulture, $"<path id=\"g{g}\" data-of=\"{string.Join(' ', _groups[g].Select((k, n) => n == 0 ? k : k - _groups[g][n - 1]))}\" d=\"{outline}\"/>\n");
        }
        foreach ((string name, int[] groups) in _shared.SelectMany(static s => s)) shapes.Append(CultureInfo.InvariantCulture, $"<g id=\"{name}\">{string.Concat(groups.Select(static g => string.Create(CultureInfo.InvariantCulture, $"<use href=\"#g{g}\"/>")))}</g>\n");
        return Markup.Of($"""
            <svg class="shapes" width="0" height="0" aria-hidden="true"><defs>
            <g id="ground">{Ground(Shape)}</g>
            {new Markup(shapes.ToString())}</defs></svg>
            <style>{Colors()}</style>
            {Maps(0, _ofRuns, "maps")}

            """);
    }

    /// <summary>How sure the changes are, place by place; what is missing to say that; nothing where no study comes with the runs.</summary>
    public Markup HowSure() => _page.Study == null ? Markup.Empty : _ofRuns == _views.Count ? Markup.Of($"<p>{_page.Format("map.not_kept", Meaning)}</p>") : Markup.Of($"""
        <h3>{_page.Format("map.where_sure", Meaning)}</h3>
        <p>{_page["map.sure_explained"]}</p>
        {Maps(_ofRuns, _views.Count - _ofRuns, "maps three")}

        """);

    private Markup Maps(int first, int count, string style) => Markup.Of($"""
        <div class="{style}">{Markup.Each(Enumerable.Range(first, count), Map)}</div>
        {Markup.Each(Enumerable.Range(first, count), map => Page.Details(_page.Format("map.table", _views[map].Title), Counts(_views[map])))}
        """);

    // With a study several maps are about one run: groups that have one class in all of these are gathered once, so that each shape is named once a run.
    private (string Name, int[] Groups)[] Shared(int run) => [.. Enumerable.Range(0, _groups.Length)
        .GroupBy(g => string.Join(' ', _views.Where(v => v.Run == run).Select(v => v.Classes[_groups[g][0]])), StringComparer.Ordinal)
        .Select((of, n) => (string.Create(CultureInfo.InvariantCulture, $"v{run}-{n}"), of.ToArray()))];

    /// <summary>What the script tells of a place: values of all maps as whole numbers, uses and years.</summary>
    public string Data()
    {
        StringBuilder data = new();
        data.Append(CultureInfo.InvariantCulture, $"{{\"roads\":{(_ofRoads ? "true" : "false")},\"maps\":[");
        data.AppendJoin(',', _views.Select(v => JsonSerializer.Serialize(new { name = NameOf(v), unit = v.Style == Sure ? "" : Unit, decimals = v.Decimals, signed = v.Style == Change, classes = v.Style == Sure ? Enumerable.Range(0, v.Scale.Colors.Length).Select(c => ClassName(v, c)) : [] }, Readable)));
        data.Append("],\"values\":[").AppendJoin(',', _views.Select(Told));
        string[] uses = [.. CodeWords<BuildingUse>.All];
        data.Append("],\"uses\":[").AppendJoin(',', uses.Select(u => $"\"{_page.Words.OfClass(u)}\"")).Append("],\"use\":\"").AppendJoin("", _ofRoads ? [] : _territory.Buildings.Select(static b => (char)('a' + (int)b.Use.Value)));
        data.Append("\",\"built\":[").AppendJoin(',', _ofRoads ? [] : _territory.Buildings.Select(static b => b.Built.Value.ToString(CultureInfo.InvariantCulture))).Append("]}");
        return data.ToString();

        static string Told(View view)
        {
            double scale = Math.Pow(10, view.Decimals);
            return "[" + string.Join(',', view.Values.Select((x, k) => double.IsNaN(x) ? "null" : view.Style == Sure ? view.Classes[k].ToString(CultureInfo.InvariantCulture) : Math.Round(x * scale + 0.0).ToString("0", CultureInfo.InvariantCulture))) + "]";
        }

        string NameOf(View view) => view.Style switch { Base => _page["map.before"], Spread => _page["map.spread_short"], Sure => _page["map.sure_short"], _ => _page["map.difference"] };
    }

    private Markup Map(int map)
    {
        View view = _views[map];
        ILookup<int, string> byClass = _shared[view.Run].Length > 0
            ? _shared[view.Run].ToLookup(s => view.Classes[_groups[s.Groups[0]][0]], static s => s.Name)
            : Enumerable.Range(0, _groups.Length).ToLookup(g => view.Classes[_groups[g][0]], static g => string.Create(CultureInfo.InvariantCulture, $"g{g}"));
        return Markup.Of($"""
            <figure class="map"><figcaption><h3>{view.Title}</h3><p>{Meaning}{(UnitOf(view) is { Length: > 0 } unit ? $" ({unit})" : "")}</p></figcaption>
            <div class="pane" data-map="{map}" role="group" aria-label="{_page.Format("map.pane", view.Title)}"><svg viewBox="0 0 {_width} {_height}" role="img" aria-label="{Told(view)}">
            <use href="#ground"/>
            {Markup.Each(byClass.OrderBy(static c => c.Key).Select(static c => c), c => Markup.Of($"<g class=\"{(_ofRoads ? "r " : "")}{ClassOf(view, c.Key)}\">{Markup.Each(c, static name => Markup.Of($"<use href=\"#{name}\"/>"))}</g>\n"))}</svg></div>
            {Legend(view)}</figure>

            """);
    }

    private string UnitOf(View view) => view.Style == Sure ? "" : Unit;

    private static string ClassOf(View view, int c) => c < 0 ? "no" : view.Style + c.ToString(CultureInfo.InvariantCulture);

    // One sentence for who does not see the map.
    private string Told(View view)
    {
        int middle = view.Scale.Colors.Length / 2;
        if (view.Scale.OfDifferences) return _page.Format("map.told", view.Title, Count(view.Classes.Count(c => c >= 0 && c < middle)), Count(view.Classes.Count(c => c > middle)), Count(view.Classes.Count(c => c == middle)));
        double[] known = [.. view.Values.Where(double.IsFinite).Order()];
        return known.Length == 0 ? view.Title : _page.Format("map.told_base", view.Title, _page.Numbers.Value(known[known.Length / 2], Unit), Count(known.Length));
    }

    private string Count(int number) => _page.Numbers.Number(number);

    // The same beside all maps of a style.
    private Markup Legend(View view)
    {
        IEnumerable<int> shown = _views.Where(v => v.Style == view.Style).SelectMany(static v => v.Classes).Distinct().OrderBy(static c => c < 0 ? int.MaxValue : c);
        return Markup.Of($"<ul class=\"legend\">{Markup.Each(shown, c => Markup.Of($"<li><span class=\"swatch {ClassOf(view, c)}\">{(!view.Scale.OfDifferences || c < 0 ? "" : Sign(c - view.Scale.Colors.Length / 2))}</span> {ClassName(view, c)}</li>"))}</ul>");
    }

    private Markup Counts(View view) =>
        Page.Table(UnitOf(view) is { Length: > 0 } unit ? _page.Format("map.counts", view.Title, unit) : _page.Format("map.counts_plain", view.Title), [_page[view.Scale.OfDifferences ? "map.change_class" : "map.class"], _page[_ofRoads ? "map.roads" : "map.buildings"]],
            [.. Enumerable.Range(0, view.Scale.Colors.Length).Append(-1).Where(c => view.Classes.Contains(c)).Select(c => new[] { Page.Escaped(ClassName(view, c)), Page.Datum(view.Classes.Count(k => k == c), Count(view.Classes.Count(k => k == c))) })]);

    private static string Sign(int step) => step < 0 ? new string('−', -step) : step > 0 ? new string('+', step) : "=";

    private string ClassName(View view, int c)
    {
        MapScale scale = view.Scale;
        if (c < 0) return _page.Words["legend.missing"];
        if (view.Style == Sure) return _page[string.Create(CultureInfo.InvariantCulture, $"map.sure.{c}")];
        string Limit(int k) => scale.OfDifferences ? _page.Numbers.Signed(scale.Limits[k], "", Digits(scale.Limits[k])) : _page.Numbers.Number(scale.Limits[k], Digits(scale.Limits[k]));
        if (scale.OfDifferences && c == scale.Colors.Length / 2) return _page["map.unchanged"];
        return c == 0 ? _page.Format("map.below", Limit(0)) : c == scale.Colors.Length - 1 ? _page.Format("map.above", Limit(c - 1)) : _page.Format("map.between", Limit(c - 1), Limit(c));
    }

    // After the decimal sign of a round number.
    private static int Digits(double limit) => Enumerable.Range(0, 7).First(d => d == 6 || Math.Abs(limit * Math.Pow(10, d) - Math.Round(limit * Math.Pow(10, d))) < Little);

    private Markup Colors()
    {
        StringBuilder css = new();
        foreach (View view in _views.DistinctBy(static v => v.Style))
        {
            int classes = view.Scale.Colors.Length;
            for (int c = 0; c < classes; c++)
            {
                Color color = view.Scale.Colors[c];
                string hex = string.Create(CultureInfo.InvariantCulture, $"#{color.R:x2}{color.G:x2}{color.B:x2}"), name = ClassOf(view, c);
                double share = view.Scale.OfDifferences ? Math.Abs(c - classes / 2) / (classes / 2.0) : c / (classes - 1.0);
                css.Append(CultureInfo.InvariantCulture, $".{name}{{fill:{hex};background:{hex};color:{(Luminance(color) > 0.3 ? "#111" : "#fff")}}}.r.{name}{{fill:none;stroke:{hex};stroke-width:{1.6 + 5 * share:0.#}px}}");
            }
        }
        return new Markup(css.ToString());
    }

    private static double Luminance(Color color)
    {
        return 0.2126 * Linear(color.R) + 0.7152 * Linear(color.G) + 0.0722 * Linear(color.B);

        static double Linear(byte part) => part <= 10 ? part / 255.0 / 12.92 : Math.Pow((part / 255.0 + 0.055) / 1.055, 2.4);
    }

    // Woods, waters, roads and the limit, under all maps.
    private Markup Ground(Func<MapPath> shape)
    {
        MapPath woods = shape(), waters = shape(), limit = shape();
        foreach (Zone zone in _territory.Vegetation) woods.Add(zone.Area);
        foreach (Zone zone in _territory.Water) waters.Add(zone.Area);
        if (_territory.Boundary is { } boundary) limit.Add(boundary);
        (string Class, MapPath Lines)[] roads = [.. new[] { "minor", "major" }.Select((c, wide) =>
        {
            MapPath lines = shape();
            foreach (Road road in _territory.Roads.Where(r => r.Class.Value < RoadClass.Track && (r.Class.Value < RoadClass.Residential) == (wide == 1))) lines.Add(road.X, road.Y);
            return (c, lines);
        })];
        return Markup.Of($"<path class=\"woods\" d=\"{woods.ToString()}\"/><path class=\"waters\" d=\"{waters.ToString()}\"/>{Markup.Each(roads, static r => Markup.Of($"<path class=\"{r.Class}\" d=\"{r.Lines.ToString()}\"/>"))}<path class=\"limit\" d=\"{limit.ToString()}\"/>");
    }

    // Escapes what could end the script that holds the data.
    private static JsonSerializerOptions Readable { get; } = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>One map.</summary>
    private sealed record View(string Title, int Run, string Style, double[] Values, MapScale Scale, int[] Classes, int Decimals);
}
