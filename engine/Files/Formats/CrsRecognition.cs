using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Finds out which system of the register a well-known text means: by its code, else by its method and parameters.</summary>
internal static class CrsRecognition
{
    public static Crs FromWkt(string wkt)
    {
        WktNode root = WktNode.Parse(wkt) ?? throw new InputException(
            $"coordinate reference system: `{Start(wkt)}` is not well-known text; expected `PROJCS[…]` or `GEOGCS[…]`. Write the .prj file again, e.g. with `gdalsrsinfo -o wkt1 EPSG:2154`.");
        WktNode? horizontal = Horizontal(root);
        WktNode? geographic = horizontal == null ? null : IsGeographic(horizontal) ? horizontal : horizontal.Child("GEOGCS", "BASEGEOGCRS", "BASEGEODCRS");
        if (horizontal == null || geographic == null) throw Unknown(root);

        RefuseOtherDatum(horizontal, geographic);
        RefuseOtherUnit(root, horizontal);
        if (horizontal.Authority() is { } code && Crs.Find(code) is { } known)
        {
            RefuseOtherParameters(horizontal, known);
            return known;
        }
        return ByParameters(horizontal, geographic) ?? throw Unknown(horizontal);
    }

    /// <summary>Refuses a definition that stands beside the code of a known system and says another unit or place.</summary>
    /// <exception cref="InputException">It does.</exception>
    public static void RequireSame(string wkt, Crs known)
    {
        if (WktNode.Parse(wkt) is not { } root || Horizontal(root) is not { } horizontal) return;
        RefuseOtherUnit(root, horizontal);
        RefuseOtherParameters(horizontal, known);
    }

    private static WktNode? Horizontal(WktNode node) => node.Keyword switch
    {
        "PROJCS" or "GEOGCS" or "PROJCRS" or "GEOGCRS" or "GEODCRS" or "PROJECTEDCRS" or "GEOGRAPHICCRS" => node,
        "COMPD_CS" or "COMPOUNDCRS" => node.Children.Select(Horizontal).FirstOrDefault(n => n != null),
        "BOUNDCRS" => node.Child("SOURCECRS")?.Children.Select(Horizontal).FirstOrDefault(n => n != null),
        _ => null,
    };

    private static bool IsGeographic(WktNode node) => node.Keyword.StartsWith("GEO", StringComparison.Ordinal);

    private static void RefuseOtherDatum(WktNode crs, WktNode geographic)
    {
        WktNode? datum = geographic.Child("DATUM", "ENSEMBLE"), ellipsoid = datum?.Child("SPHEROID", "ELLIPSOID");
        string name = Plain(datum?.Text + " " + geographic.Text);
        bool isNtf = name.Contains("ntf", StringComparison.Ordinal) || name.Contains("nouvelletriangulation", StringComparison.Ordinal);
        bool otherMeridian = geographic.Child("PRIMEM")?.Number(1) is { } meridian && Math.Abs(meridian) > 1e-9;
        if (isNtf || otherMeridian)
            throw new InputException(
                $"coordinate reference system: `{crs.Text}` is on the {(isNtf ? "NTF datum, up to 300 m from today's, which takes a grid of differences to convert" : "meridian of another place than Greenwich")}; {CrsText.KnownOnes}");
        if (ellipsoid?.Number(1) is { } a && ellipsoid.Number(2) is { } f && !Datum.All.Any(d => Math.Abs(d.Ellipsoid.A - a) < 0.01 && Math.Abs(d.Ellipsoid.InverseFlattening - f) < 1e-4))
            throw new InputException(
                $"coordinate reference system: `{crs.Text}` stands on the ellipsoid `{ellipsoid.Text}`, so on another datum than RGF93, ETRS89 and WGS 84; {CrsText.KnownOnes}");
    }

    /// <summary>All systems of the register are in metres or degrees, and heights are in metres.</summary>
    private static void RefuseOtherUnit(WktNode root, WktNode crs)
    {
        IEnumerable<WktNode> units = Units(crs);
        if (units.FirstOrDefault(u => u.Number(1) is { } size && Math.Abs(size / (IsGeographic(crs) ? Math.PI / 180 : 1) - 1) > 1e-7) is { } other)
            throw new InputException($"coordinate reference system: `{crs.Text}` in the unit `{other.Text}`; expected {(IsGeographic(crs) ? "degrees" : "metres")}. Convert the file with `ogr2ogr -t_srs EPSG:2154` or `gdalwarp -t_srs EPSG:2154`, or correct the unit if it is wrong.");
        if (root.Children.FirstOrDefault(c => c.Keyword is "VERT_CS" or "VERTCRS" or "VERTICALCRS") is { } vertical && Units(vertical).FirstOrDefault(u => u.Number(1) is { } size && Math.Abs(size - 1) > 1e-7) is { } foot)
            throw new InputException($"coordinate reference system: heights `{vertical.Text}` in the unit `{foot.Text}`; expected metres. Convert the heights, and name the system without theirs.");
    }

    private static IEnumerable<WktNode> Units(WktNode crs) =>
        crs.Children.Concat(crs.Children.Where(static c => c.Keyword == "AXIS").SelectMany(static c => c.Children)).Where(static c => c.Keyword is "UNIT" or "LENGTHUNIT" or "ANGLEUNIT");

    /// <summary>A code and parameters that say another place: one of the two is wrong, and which one cannot be seen.</summary>
    private static void RefuseOtherParameters(WktNode crs, Crs known)
    {
        if (Read(Plain(crs.Child("PROJECTION")?.Text ?? ""), Parameters(crs)) is { } said && !Same(said, known.Definition, angle: 1e-4, length: 1))
            throw new InputException($"coordinate reference system: `{crs.Text}` has the code EPSG:{known.Epsg}, but other parameters than {known.Name}; expected both to say the same. Write the right one, e.g. with `gdalsrsinfo -o wkt1 EPSG:{known.Epsg}`.");
    }

    private static Dictionary<string, double> Parameters(WktNode crs)
    {
        Dictionary<string, double> parameters = [];
        foreach (WktNode parameter in crs.Children.Where(c => c.Keyword == "PARAMETER"))
            if (parameter.Number(1) is { } value) parameters[Plain(parameter.Text)] = value;
        return parameters;
    }

    private static Crs? ByParameters(WktNode crs, WktNode geographic)
    {
        Datum? datum = DatumOf(geographic);
        if (datum == null) return null;
        if (IsGeographic(crs)) return Crs.Find(datum.Epsg);
        if (crs.Child("UNIT")?.Number(1) is not { } metres || Math.Abs(metres - 1) > 1e-9) return null;

        if (Read(Plain(crs.Child("PROJECTION")?.Text ?? ""), Parameters(crs)) is not { } found) return null;
        Crs[] same = [.. Crs.Known.Where(k => Same(k.Definition, found, angle: 1e-9, length: 1e-3))];
        return same.FirstOrDefault(k => k.Definition.Datum == datum) ?? same.FirstOrDefault();
    }

    private static CrsDefinition? Read(string method, Dictionary<string, double> parameters)
    {
        CrsMethod? kind = method switch
        {
            "lambertconformalconic2sp" or "lambertconformalconic" or "lambertconicconformal2sp" => CrsMethod.LambertConic,
            "transversemercator" or "gausskruger" => CrsMethod.TransverseMercator,
            "mercatorauxiliarysphere" or "popularvisualisationpseudomercator" => CrsMethod.WebMercator,
            "lambertazimuthalequalarea" => CrsMethod.LambertAzimuthal,
            _ => null,
        };
        if (kind is not { } known) return null;
        return new(0, "", Datum.Wgs84, known)
        {
            Latitude0 = Value("latitudeoforigin", "latitudeofcenter"), Longitude0 = Value("centralmeridian", "longitudeofcenter", "longitudeoforigin"),
            Parallel1 = known == CrsMethod.LambertConic ? Value("standardparallel1") : 0, Parallel2 = known == CrsMethod.LambertConic ? Value("standardparallel2") : 0,
            Scale = parameters.GetValueOrDefault("scalefactor", 1), X0 = Value("falseeasting"), Y0 = Value("falsenorthing"),
        };

        double Value(params ReadOnlySpan<string> names)
        {
            foreach (string name in names)
                if (parameters.TryGetValue(name, out double value)) return value;
            return 0;
        }
    }

    private static bool Same(CrsDefinition a, CrsDefinition b, double angle, double length)
    {
        return a.Method == b.Method && Near(a.Latitude0, b.Latitude0, angle) && Near(a.Longitude0, b.Longitude0, angle) && Near(a.Scale, b.Scale, angle)
            && Near(Math.Min(a.Parallel1, a.Parallel2), Math.Min(b.Parallel1, b.Parallel2), angle)
            && Near(Math.Max(a.Parallel1, a.Parallel2), Math.Max(b.Parallel1, b.Parallel2), angle)
            && Near(a.X0, b.X0, length) && Near(a.Y0, b.Y0, length);

        static bool Near(double p, double q, double tolerance) => Math.Abs(p - q) <= tolerance;
    }

    /// <summary>The datum that the names speak of. Others on the same ellipsoid (NAD83, GDA94…) are metres away, so a name is needed.</summary>
    private static Datum? DatumOf(WktNode geographic)
    {
        if (geographic.Authority() is { } code && Datum.All.FirstOrDefault(d => d.Epsg == code) is { } known) return known;
        string name = Plain(geographic.Child("DATUM", "ENSEMBLE")?.Text + " " + geographic.Text);
        foreach ((string part, Datum datum) in (ReadOnlySpan<(string, Datum)>)
        [
            ("rgf93v2b", Datum.Rgf93V2B), ("1993v2b", Datum.Rgf93V2B), ("rgf93v2", Datum.Rgf93V2), ("1993v2", Datum.Rgf93V2),
            ("rgf93", Datum.Rgf93), ("rgf1993", Datum.Rgf93), ("francais1993", Datum.Rgf93),
            ("etrs", Datum.Etrs89), ("europeanterrestrial", Datum.Etrs89), ("wgs1984", Datum.Wgs84), ("wgs84", Datum.Wgs84), ("worldgeodeticsystem1984", Datum.Wgs84),
            ("sweref99", Datum.Sweref99), ("rgaf09", Datum.Rgaf09), ("antillesfrancaises2009", Datum.Rgaf09), ("rgfg", Datum.Rgfg95), ("guyane1995", Datum.Rgfg95),
            ("rgr92", Datum.Rgr92), ("rgr1992", Datum.Rgr92), ("reunion1992", Datum.Rgr92), ("rgm04", Datum.Rgm04), ("mayotte2004", Datum.Rgm04),
        ])
            if (name.Contains(part, StringComparison.Ordinal)) return datum;
        return null;
    }

    private static InputException Unknown(WktNode crs) => new($"coordinate reference system: `{Start(crs.Text)}` is not known; {CrsText.KnownOnes}");

    private static string Plain(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant));

    private static string Start(string text) => text.Length <= 60 ? text.Trim() : text[..60].Trim() + "…";
}
