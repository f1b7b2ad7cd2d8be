using System.Globalization;
using NetTopologySuite.Geometries;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads a CSV with coordinates as points.</summary>
internal static class CsvPoints
{
    /// <summary>Which columns hold coordinates, and in which system; the first that a table has count. Case and signs do not matter.</summary>
    private static readonly (string X, string Y, int? Epsg)[] Coordinates =
    [
        ("lon", "lat", 4326), ("longitude", "latitude", 4326),
        ("coordonneecartographiquexban", "coordonneecartographiqueyban", 2154),      // DPE of ADEME
        ("geopoint", "geopoint", 4326),                                              // the same, "lat,lon" in one column
        ("x", "y", null),
    ];

    /// <summary>Where coordinates can be; overseas departments have systems of their own [m].</summary>
    private static readonly Envelope Degrees = new(-180, 180, -90, 90), Lambert93 = new(0, 1_300_000, 6_000_000, 7_200_000);

    public static VectorLayer Read(string path, Func<Crs?, Envelope?>? window)
    {
        TableReader table = TableReader.Open(path);
        Dictionary<string, string> columns = table.Columns.DistinctBy(Plain).ToDictionary(Plain);
        if (Coordinates.Where(c => columns.ContainsKey(c.X) && columns.ContainsKey(c.Y)).Select(c => ((string, string, int?)?)(columns[c.X], columns[c.Y], c.Epsg)).FirstOrDefault() is not var (x, y, epsg))
            throw InputFile.Fault(path, "no columns of coordinates", "`lon` and `lat`, `longitude` and `latitude`, `coordonnee_cartographique_x_ban` and `…_y_ban`, `_geopoint`, or `x` and `y`", "Name them so, or join the table by a key instead.");

        ReadingNotes notes = new();
        Crs? crs = epsg is { } code ? Crs.FromEpsg(code) : null;
        Envelope? wanted = window?.Invoke(crs), possible = epsg switch { 4326 => Degrees, 2154 => Lambert93, _ => null };
        GeometryParts parts = new(notes, epsg ?? 0);
        List<Feature> features = [];
        int total = 0;
        foreach (Feature row in table.Rows())
        {
            total++;
            Point? point = PointOf(row);
            if (wanted == null || VectorReader.Meets(point, wanted)) features.Add(row with { Geometry = point });
        }
        return new VectorLayer(path, crs, table.Columns, features, [.. table.Notes, .. notes.Sentences()], total);

        Point? PointOf(Feature row)
        {
            string east = row.Attributes[x] as string ?? "", north = row.Attributes[y] as string ?? "";
            if (x == y) (north, east) = east.Split(',') is [var latitude, var longitude] ? (latitude, longitude) : ("", east);
            if (string.IsNullOrWhiteSpace(east) && string.IsNullOrWhiteSpace(north)) return null;
            parts.Place = row.Place;
            if (!Number(east, out double pointX) || !Number(north, out double pointY)) notes.Add($"columns {x} and {y} without two numbers were read as no place", row.Place);
            else if (possible is { } box && !box.Contains(pointX, pointY)) notes.Add($"coordinates that cannot be in EPSG:{epsg} were read as no place", row.Place);
            else return parts.CreatePoint(new Coordinate(pointX, pointY));
            return null;
        }
    }

    private static bool Number(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && Math.Abs(number) < 1e30;

    /// <summary>Small letters and digits alone, without the accent of the older columns of the DPE.</summary>
    private static string Plain(string name) => string.Concat(name.ToLowerInvariant().Replace('é', 'e').Where(char.IsAsciiLetterOrDigit));
}
