using System.Globalization;

namespace TerritoryTwin.Files.Formats;

/// <summary>Coordinate reference systems in words: WKT 1, WKT 2, CF attributes.</summary>
internal static class CrsText
{
    /// <summary>The end of a message that refuses a system.</summary>
    public const string KnownOnes =
        "known are EPSG:2154, 9793 and 9794 (Lambert-93), 3942 to 3950, 9822 to 9830 and 9842 to 9850 (CC42 to CC50), 32601 to 32660 and 32701 to 32760 " +
        "(UTM on WGS 84), 25828 to 25838 (UTM on ETRS89), 5490, 2972, 2975 and 4471 (French territories overseas), 3035 (LAEA Europe), 3006 and 3007 (Sweden), " +
        "3857 (web maps), 4326, 4258, 4171 and the like (longitude and latitude). Convert the file first, e.g. with `ogr2ogr -t_srs EPSG:2154` or `gdalwarp -t_srs EPSG:2154`.";

    private const string Degree = "UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]]";
    private const string Degree2 = "ANGLEUNIT[\"degree\",0.0174532925199433]";
    private const string Metre2 = "LENGTHUNIT[\"metre\",1]";

    public static string Wkt1(CrsDefinition d)
    {
        Datum datum = d.Datum;
        string axes = d.Method == CrsMethod.Geographic ? ",AXIS[\"Latitude\",NORTH],AXIS[\"Longitude\",EAST]" : "";
        string geographic =
            $"GEOGCS[\"{datum.Name}\",DATUM[\"{datum.WktName}\",SPHEROID[\"{datum.EllipsoidName}\",{N(datum.Ellipsoid.A)},{N(datum.Ellipsoid.InverseFlattening)}," +
            $"AUTHORITY[\"EPSG\",\"{datum.EllipsoidEpsg}\"]],AUTHORITY[\"EPSG\",\"{datum.DatumEpsg}\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]]," +
            $"{Degree}{axes},AUTHORITY[\"EPSG\",\"{datum.Epsg}\"]]";
        if (d.Method == CrsMethod.Geographic) return geographic;

        (string method, (string Name, double Value)[] parameters) = Parameters1(d);
        string listed = string.Concat(parameters.Select(p => $",PARAMETER[\"{p.Name}\",{N(p.Value)}]"));
        string extension = d.Method == CrsMethod.WebMercator
            ? ",EXTENSION[\"PROJ4\",\"+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs\"]" : "";
        return $"PROJCS[\"{d.Name}\",{geographic},PROJECTION[\"{method}\"]{listed},UNIT[\"metre\",1,AUTHORITY[\"EPSG\",\"9001\"]]," +
            $"AXIS[\"Easting\",EAST],AXIS[\"Northing\",NORTH]{extension},AUTHORITY[\"EPSG\",\"{d.Epsg}\"]]";
    }

    public static string Wkt2(CrsDefinition d)
    {
        Datum datum = d.Datum;
        string body =
            $"DATUM[\"{datum.WktName.Replace('_', ' ')}\",ELLIPSOID[\"{datum.EllipsoidName}\",{N(datum.Ellipsoid.A)},{N(datum.Ellipsoid.InverseFlattening)},{Metre2}]]," +
            $"PRIMEM[\"Greenwich\",0,{Degree2}]";
        if (d.Method == CrsMethod.Geographic)
            return $"GEOGCRS[\"{d.Name}\",{body},CS[ellipsoidal,2],AXIS[\"geodetic latitude (Lat)\",north,ORDER[1],{Degree2}]," +
                $"AXIS[\"geodetic longitude (Lon)\",east,ORDER[2],{Degree2}],ID[\"EPSG\",{d.Epsg}]]";

        (string method, int code, (string Name, double Value)[] parameters) = Parameters2(d);
        string listed = string.Concat(parameters.Select(p => $",PARAMETER[\"{p.Name}\",{N(p.Value)},{Unit2(p.Name)}]"));
        return $"PROJCRS[\"{d.Name}\",BASEGEOGCRS[\"{datum.Name}\",{body},ID[\"EPSG\",{datum.Epsg}]],CONVERSION[\"{d.Name}\",METHOD[\"{method}\",ID[\"EPSG\",{code}]]{listed}]," +
            $"CS[Cartesian,2],AXIS[\"easting (X)\",east,ORDER[1],{Metre2}],AXIS[\"northing (Y)\",north,ORDER[2],{Metre2}],ID[\"EPSG\",{d.Epsg}]]";
    }

    /// <summary>The attributes of a CF grid mapping (CF conventions 1.10, appendix F).</summary>
    public static (string Name, object Value)[] GridMapping(CrsDefinition d)
    {
        (string Name, object Value)[] own = d.Method switch
        {
            CrsMethod.LambertConic =>
            [
                ("grid_mapping_name", "lambert_conformal_conic"), ("standard_parallel", new[] { d.Parallel1, d.Parallel2 }),
                ("latitude_of_projection_origin", new[] { d.Latitude0 }), ("longitude_of_central_meridian", new[] { d.Longitude0 }),
            ],
            CrsMethod.TransverseMercator =>
            [
                ("grid_mapping_name", "transverse_mercator"), ("scale_factor_at_central_meridian", new[] { d.Scale }),
                ("latitude_of_projection_origin", new[] { d.Latitude0 }), ("longitude_of_central_meridian", new[] { d.Longitude0 }),
            ],
            CrsMethod.LambertAzimuthal =>
            [
                ("grid_mapping_name", "lambert_azimuthal_equal_area"),
                ("latitude_of_projection_origin", new[] { d.Latitude0 }), ("longitude_of_projection_origin", new[] { d.Longitude0 }),
            ],
            CrsMethod.WebMercator =>
            [
                ("grid_mapping_name", "mercator"), ("standard_parallel", new[] { 0.0 }), ("longitude_of_projection_origin", new[] { 0.0 }),
            ],
            _ => [("grid_mapping_name", "latitude_longitude")],
        };
        (string, object)[] origin = d.Method == CrsMethod.Geographic ? [] : [("false_easting", new[] { d.X0 }), ("false_northing", new[] { d.Y0 })];
        return
        [
            .. own, .. origin,
            ("semi_major_axis", new[] { d.Datum.Ellipsoid.A }), ("inverse_flattening", new[] { d.Datum.Ellipsoid.InverseFlattening }),
            ("longitude_of_prime_meridian", new[] { 0.0 }), ("crs_wkt", Wkt2(d)),
        ];
    }

    private static (string Method, (string, double)[]) Parameters1(CrsDefinition d) => d.Method switch
    {
        CrsMethod.LambertConic => ("Lambert_Conformal_Conic_2SP",
        [
            ("latitude_of_origin", d.Latitude0), ("central_meridian", d.Longitude0), ("standard_parallel_1", d.Parallel1), ("standard_parallel_2", d.Parallel2),
            ("false_easting", d.X0), ("false_northing", d.Y0),
        ]),
        CrsMethod.LambertAzimuthal => ("Lambert_Azimuthal_Equal_Area",
        [
            ("latitude_of_center", d.Latitude0), ("longitude_of_center", d.Longitude0), ("false_easting", d.X0), ("false_northing", d.Y0),
        ]),
        CrsMethod.WebMercator => ("Mercator_1SP", [("central_meridian", 0), ("scale_factor", 1), ("false_easting", 0), ("false_northing", 0)]),
        _ => ("Transverse_Mercator",
        [
            ("latitude_of_origin", d.Latitude0), ("central_meridian", d.Longitude0), ("scale_factor", d.Scale), ("false_easting", d.X0), ("false_northing", d.Y0),
        ]),
    };

    private static (string Method, int Code, (string, double)[]) Parameters2(CrsDefinition d)
    {
        (string, double)[] origin =
            [("Latitude of natural origin", d.Latitude0), ("Longitude of natural origin", d.Longitude0)], shift = [("False easting", d.X0), ("False northing", d.Y0)];
        return d.Method switch
        {
            CrsMethod.LambertConic => ("Lambert Conic Conformal (2SP)", 9802,
            [
                ("Latitude of false origin", d.Latitude0), ("Longitude of false origin", d.Longitude0),
                ("Latitude of 1st standard parallel", d.Parallel1), ("Latitude of 2nd standard parallel", d.Parallel2),
                ("Easting at false origin", d.X0), ("Northing at false origin", d.Y0),
            ]),
            CrsMethod.LambertAzimuthal => ("Lambert Azimuthal Equal Area", 9820, [.. origin, .. shift]),
            CrsMethod.WebMercator => ("Popular Visualisation Pseudo Mercator", 1024, [.. origin, .. shift]),
            _ => ("Transverse Mercator", 9807, [.. origin, ("Scale factor at natural origin", d.Scale), .. shift]),
        };
    }

    private static string Unit2(string parameter) =>
        parameter.Contains("asting", StringComparison.Ordinal) || parameter.Contains("orthing", StringComparison.Ordinal) ? Metre2
        : parameter.StartsWith("Scale", StringComparison.Ordinal) ? "SCALEUNIT[\"unity\",1]" : Degree2;

    private static string N(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
