using System.Globalization;

namespace TerritoryTwin.Tests.Territories;

/// <summary>GeoJSON by hand, in Lambert-93 metres from (650 000, 6 600 000).</summary>
internal static class Drawn
{
    public static string Box(double x, double y, double width, double depth) => Ring((x, y), (x + width, y), (x + width, y + depth), (x, y + depth), (x, y));

    public static string Ring(params (double X, double Y)[] points) => $"{{\"type\":\"Polygon\",\"coordinates\":[[{Points(points)}]]}}";

    public static string Line(params (double X, double Y)[] points) => $"{{\"type\":\"LineString\",\"coordinates\":[{Points(points)}]}}";

    public static string Feature(string geometry, string properties) => $"{{\"type\":\"Feature\",\"properties\":{{{properties}}},\"geometry\":{geometry}}}";

    /// <summary>A file; without a system, of which mappings then speak.</summary>
    public static string Collection(IEnumerable<string> features, string members = "") => $"{{\"type\":\"FeatureCollection\",{members}\"features\":[{string.Join(',', features)}]}}";

    private static string Points((double X, double Y)[] points) => string.Join(',', points.Select(static p => string.Create(CultureInfo.InvariantCulture, $"[{650000 + p.X},{6600000 + p.Y}]")));
}
