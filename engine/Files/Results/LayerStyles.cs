using System.Globalization;
using System.Text;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Results;

/// <summary>How QGIS draws a layer of results as soon as it is opened: the table <c>layer_styles</c> that it looks for in a GeoPackage.</summary>
internal static class LayerStyles
{
    private const int Classes = 7;
    private const double Narrowest = 0.2, Widest = 3;          // of roads [mm]
    private static readonly string[] Telling = ["heating_need", "bill", "co2", "vehicles_of_weekday"];

    /// <summary>The style of a table of buildings or roads: coloured by the first of its columns that tells most, sums per heated area where that is known; roads as wide as their value.</summary>
    public static GeoPackageLayer Of(Table table) => new("layer_styles", "Styles of QGIS", null, "",
        [
            .. new[] { "f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName", "styleQML", "styleSLD" }.Select(static n => new GeoPackageColumn(n, GeoPackageType.Text)),
            new("useAsDefault", GeoPackageType.Boolean), .. new[] { "description", "owner", "ui" }.Select(static n => new GeoPackageColumn(n, GeoPackageType.Text)), new("update_time", GeoPackageType.Date),
        ],
        [new(null, ["", "", table.Name, "geom", table.Name, Qml(table), "", true, "", "", null, new DateOnly(2000, 1, 1)])]);          // the same results, the same bytes

    private static string Qml(Table table)
    {
        NumberColumn? told = Telling.Select(name => table.Columns.OfType<NumberColumn>().FirstOrDefault(c => c.Name == name)).FirstOrDefault(static c => c != null);
        bool lines = table.Name == Scenarios.TableName.Roads;
        double[]? areas = table.Columns.OfType<NumberColumn>().FirstOrDefault(static c => c.Name == "heated_area")?.Values;
        if (told is null) return Document($"<renderer-v2 type=\"singleSymbol\"><symbols>{Symbol(0, lines, new Color(0xCF, 0xCB, 0xC3), Narrowest)}</symbols></renderer-v2>");
        bool perArea = areas != null && !lines;
        double[] values = perArea ? [.. told.Values.Select((v, n) => areas![n] > 0 ? v / areas[n] : double.NaN)] : told.Values;
        ValueScale scale = ValueScale.Of(values, ColorMap.For(told.Kind, told.Unit), told.Unit);
        double[] finite = [.. values.Where(double.IsFinite).DefaultIfEmpty(0)];
        StringBuilder ranges = new(), symbols = new();
        for (int k = 0; k < Classes; k++)
        {
            double low = At(k), high = At(k + 1), share = k / (Classes - 1.0);
            double from = k == 0 ? Math.Min(low, finite.Min()) : low, to = k == Classes - 1 ? Math.Max(high, finite.Max()) : high;
            ranges.Append(CultureInfo.InvariantCulture, $"<range symbol=\"{k}\" render=\"true\" lower=\"{from:R}\" upper=\"{to:R}\" label=\"{low:0.##} – {high:0.##}\"/>");
            symbols.Append(Symbol(k, lines, scale.Map.At(share), Narrowest + share * (Widest - Narrowest)));
        }
        string attribute = perArea ? $"CASE WHEN &quot;heated_area&quot; > 0 THEN &quot;{told.Name}&quot; / &quot;heated_area&quot; END" : told.Name;
        return Document($"<renderer-v2 type=\"graduatedSymbol\" attr=\"{attribute.Replace(">", "&gt;", StringComparison.Ordinal)}\" graduatedMethod=\"GraduatedColor\" symbollevels=\"0\" enableorderby=\"{(lines ? 1 : 0)}\"><ranges>{ranges}</ranges><symbols>{symbols}</symbols>{(lines ? $"<orderby><orderByClause asc=\"1\" nullsFirst=\"1\">{told.Name}</orderByClause></orderby>" : "")}</renderer-v2>");

        double At(int k) => scale.Low + (scale.High - scale.Low) * k / Classes;
    }

    private static string Symbol(int name, bool line, Color color, double width) => FormattableString.Invariant(line
        ? (FormattableString)$"<symbol type=\"line\" name=\"{name}\" alpha=\"1\"><layer class=\"SimpleLine\" enabled=\"1\" locked=\"0\" pass=\"0\"><prop k=\"line_color\" v=\"{color.R},{color.G},{color.B},255\"/><prop k=\"line_width\" v=\"{width:0.##}\"/><prop k=\"line_width_unit\" v=\"MM\"/><prop k=\"capstyle\" v=\"round\"/><prop k=\"joinstyle\" v=\"round\"/></layer></symbol>"
        : $"<symbol type=\"fill\" name=\"{name}\" alpha=\"1\"><layer class=\"SimpleFill\" enabled=\"1\" locked=\"0\" pass=\"0\"><prop k=\"color\" v=\"{color.R},{color.G},{color.B},255\"/><prop k=\"style\" v=\"solid\"/><prop k=\"outline_color\" v=\"74,70,65,153\"/><prop k=\"outline_style\" v=\"solid\"/><prop k=\"outline_width\" v=\"0.1\"/><prop k=\"outline_width_unit\" v=\"MM\"/></layer></symbol>");

    private static string Document(string renderer) => $"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'><qgis version=\"3.22\" styleCategories=\"Symbology\">{renderer}</qgis>";
}
