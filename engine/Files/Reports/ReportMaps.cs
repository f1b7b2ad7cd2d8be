using System.Globalization;
using System.Text;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Texts;

namespace TerritoryTwin.Files.Reports;

/// <summary>Maps of one variable of buildings or roads: the base, and what each other run changes. The shapes stand in the page once, in groups of those that have one class in every map.</summary>
internal sealed class ReportMaps
{
    private const double Little = 1e-9;
    private readonly Page _page;
    private readonly Territory _territory;
    private readonly bool _ofRoads;
    private readonly double[][] _values;
    private readonly MapScale[] _scales;
    private readonly int[][] _classes;
    private readonly int _decimals;

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
        _values = [before, .. columns.Skip(1).Select(c => c.Values.Select((v, k) => v - before[k]).ToArray())];
        MapScale changes = MapScale.OfChanges(_values.Skip(1).SelectMany(static v => v));
        _scales = [MapScale.Of(before, column.Kind, column.Unit), .. page.Variants.Select(_ => changes)];
        _classes = [.. _values.Select((v, map) => v.Select(_scales[map].ClassOf).ToArray())];
        _decimals = Numbers.Decimals(changes.Limits[^1] / 10);

        (double[], string, NumberColumn) Shown(Table table) => _ofRoads && table.Columns.OfType<NumberColumn>().First(c => c.Name == Name) is { } roads ? (roads.Values, "", roads) : ResultWriter.ForMap(table, Name);
    }

    /// <summary>The column shown.</summary>
    public string Name { get; }
    /// <summary>For people.</summary>
    public string Unit { get; }
    /// <summary>What is shown, for people.</summary>
    public string Meaning { get; }

    /// <summary>All maps with their legends, and the tables behind them.</summary>
    public Markup Draw()
    {
        (double west, double south, double east, double north) = TerritoryMap.Extent(_territory);
        int width = (int)Math.Ceiling((east - west) * MapPath.PerMetre), height = (int)Math.Ceiling((north - south) * MapPath.PerMetre);
        MapPath Shape() => new(west, north);
        int count = _values[0].Length;
        int[][] groups = [.. Enumerable.Range(0, count).GroupBy(k => string.Join(' ', _classes.Select(c => c[k])), StringComparer.Ordinal).Select(static g => g.ToArray())];

        StringBuilder shapes = new();
        for (int g = 0; g < groups.Length; g++)
        {
            MapPath outline = Shape();
            foreach (int k in groups[g])
            {
                if (_ofRoads) outline.Add(_territory.Roads[k].X, _territory.Roads[k].Y);
                else outline.Add(_territory.Buildings[k].Footprint);
            }
            shapes.Append(CultureInfo.InvariantCulture, $"<path id=\"g{g}\" data-of=\"{string.Join(' ', groups[g].Select((k, n) => n == 0 ? k : k - groups[g][n - 1]))}\" d=\"{outline}\"/>\n");
        }
        return Markup.Of($"""
            <svg class="shapes" width="0" height="0" aria-hidden="true"><defs>
            <g id="ground">{Ground(Shape)}</g>
            {new Markup(shapes.ToString())}</defs></svg>
            <style>{Colors()}</style>
            <div class="maps">{Markup.Each(Enumerable.Range(0, _values.Length), map => Map(map, groups, width, height))}</div>
            {Markup.Each(Enumerable.Range(0, _values.Length), map => Page.Details(_page.Format("map.table", Title(map)), Counts(map)))}

            """);
    }

    /// <summary>What the script tells of a place: values of all maps as whole numbers, uses and years.</summary>
    public string Data()
    {
        double scale = Math.Pow(10, _decimals);
        StringBuilder data = new();
        data.Append(CultureInfo.InvariantCulture, $"{{\"unit\":\"{Unit}\",\"decimals\":{_decimals},\"roads\":{(_ofRoads ? "true" : "false")},\"values\":[");
        data.AppendJoin(',', _values.Select(v => "[" + string.Join(',', v.Select(x => double.IsNaN(x) ? "null" : Math.Round(x * scale + 0.0).ToString("0", CultureInfo.InvariantCulture))) + "]"));
        string[] uses = [.. CodeWords<BuildingUse>.All];
        data.Append("],\"uses\":[").AppendJoin(',', uses.Select(u => $"\"{_page.Words.OfClass(u)}\"")).Append("],\"use\":\"").AppendJoin("", _ofRoads ? [] : _territory.Buildings.Select(static b => (char)('a' + (int)b.Use.Value)));
        data.Append("\",\"built\":[").AppendJoin(',', _ofRoads ? [] : _territory.Buildings.Select(static b => b.Built.Value.ToString(CultureInfo.InvariantCulture))).Append("]}");
        return data.ToString();
    }

    private string Title(int map) => map == 0 ? _page.Format("map.base", _page.NameOf(0)) : _page.Format("map.change", _page.NameOf(map));

    private Markup Map(int map, int[][] groups, int width, int height)
    {
        int[] classes = _classes[map];
        ILookup<int, int> byClass = Enumerable.Range(0, groups.Length).ToLookup(g => classes[groups[g][0]]);
        string kind = map == 0 ? "b" : "d";
        return Markup.Of($"""
            <figure class="map"><figcaption><h3>{Title(map)}</h3><p>{Meaning}{(Unit.Length > 0 ? $" ({Unit})" : "")}</p></figcaption>
            <div class="pane" data-map="{map}" role="group" aria-label="{_page.Format("map.pane", Title(map))}"><svg viewBox="0 0 {width} {height}" role="img" aria-label="{Told(map)}">
            <use href="#ground"/>
            {Markup.Each(byClass.OrderBy(static c => c.Key).Select(static c => c), c => Markup.Of($"<g class=\"{(_ofRoads ? "r " : "")}{(c.Key < 0 ? "no" : $"{kind}{c.Key.ToString(CultureInfo.InvariantCulture)}")}\">{Markup.Each(c, static g => Markup.Of($"<use href=\"#g{g}\"/>"))}</g>\n"))}</svg></div>
            {Legend(map)}</figure>

            """);
    }

    // One sentence for who does not see the map.
    private string Told(int map)
    {
        int[] classes = _classes[map];
        int middle = _scales[map].Colors.Length / 2;
        if (map > 0) return _page.Format("map.told", Title(map), Count(classes.Count(c => c >= 0 && c < middle)), Count(classes.Count(c => c > middle)), Count(classes.Count(c => c == middle)));
        double[] known = [.. _values[0].Where(double.IsFinite).Order()];
        return known.Length == 0 ? Title(map) : _page.Format("map.told_base", Title(map), _page.Numbers.Value(known[known.Length / 2], Unit), Count(known.Length));
    }

    private string Count(int number) => _page.Numbers.Number(number);

    private Markup Legend(int map)
    {
        MapScale scale = _scales[map];
        IEnumerable<int> shown = _classes.Where((_, other) => other == 0 == (map == 0)).SelectMany(static c => c).Distinct().OrderBy(static c => c < 0 ? int.MaxValue : c);          // the same beside all maps of a kind
        return Markup.Of($"<ul class=\"legend\">{Markup.Each(shown, c => Markup.Of($"<li><span class=\"swatch {(c < 0 ? "no" : (map == 0 ? "b" : "d") + c.ToString(CultureInfo.InvariantCulture))}\">{(map == 0 || c < 0 ? "" : Sign(c - scale.Colors.Length / 2))}</span> {ClassName(scale, c)}</li>"))}</ul>");
    }

    private Markup Counts(int map)
    {
        int[] classes = _classes[map];
        MapScale scale = _scales[map];
        return Page.Table(_page.Format("map.counts", Title(map), Unit), [_page[map == 0 ? "map.class" : "map.change_class"], _page[_ofRoads ? "map.roads" : "map.buildings"]],
            [.. Enumerable.Range(0, scale.Colors.Length).Append(-1).Where(c => classes.Contains(c)).Select(c => new[] { Page.Escaped(ClassName(scale, c)), Page.Datum(classes.Count(k => k == c), Count(classes.Count(k => k == c))) })]);
    }

    private static string Sign(int step) => step < 0 ? new string('−', -step) : step > 0 ? new string('+', step) : "=";

    private string ClassName(MapScale scale, int c)
    {
        if (c < 0) return _page.Words["legend.missing"];
        string Limit(int k) => scale.OfDifferences ? _page.Numbers.Signed(scale.Limits[k], "", Digits(scale.Limits[k])) : _page.Numbers.Number(scale.Limits[k], Digits(scale.Limits[k]));
        if (scale.OfDifferences && c == scale.Colors.Length / 2) return _page["map.unchanged"];
        return c == 0 ? _page.Format("map.below", Limit(0)) : c == scale.Colors.Length - 1 ? _page.Format("map.above", Limit(c - 1)) : _page.Format("map.between", Limit(c - 1), Limit(c));
    }

    // After the decimal sign of a round number.
    private static int Digits(double limit) => Enumerable.Range(0, 7).First(d => d == 6 || Math.Abs(limit * Math.Pow(10, d) - Math.Round(limit * Math.Pow(10, d))) < Little);

    private Markup Colors()
    {
        StringBuilder css = new();
        for (int map = 0; map < 2; map++)
        {
            MapScale scale = _scales[map];
            for (int c = 0; c < scale.Colors.Length; c++)
            {
                Color color = scale.Colors[c];
                string hex = string.Create(CultureInfo.InvariantCulture, $"#{color.R:x2}{color.G:x2}{color.B:x2}");
                double share = map == 0 ? c / (scale.Colors.Length - 1.0) : Math.Abs(c - scale.Colors.Length / 2) / 3.0;
                css.Append(CultureInfo.InvariantCulture, $".{(map == 0 ? "b" : "d")}{c}{{fill:{hex};background:{hex};color:{(Luminance(color) > 0.3 ? "#111" : "#fff")}}}.r.{(map == 0 ? "b" : "d")}{c}{{fill:none;stroke:{hex};stroke-width:{1.6 + 5 * share:0.#}px}}");
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
}
