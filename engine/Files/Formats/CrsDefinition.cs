using System.Globalization;

namespace TerritoryTwin.Files.Formats;

/// <summary>How x and y follow from longitude and latitude.</summary>
internal enum CrsMethod
{
    Geographic,
    LambertConic,
    TransverseMercator,
    WebMercator,
    LambertAzimuthal,
}

/// <summary>A geodetic datum with the geographic system that carries its name.</summary>
internal sealed record Datum(string Name, int Epsg, string WktName, int DatumEpsg, string EllipsoidName, int EllipsoidEpsg, Ellipsoid Ellipsoid)
{
    private static readonly Ellipsoid Grs80 = new(6_378_137, 298.257222101);

    public static readonly Datum Wgs84 = new("WGS 84", 4326, "WGS_1984", 6326, "WGS 84", 7030, new(6_378_137, 298.257223563));
    public static readonly Datum Etrs89 = OnGrs80("ETRS89", 4258, "European_Terrestrial_Reference_System_1989", 6258);
    public static readonly Datum Rgf93 = OnGrs80("RGF93 v1", 4171, "Reseau_Geodesique_Francais_1993_v1", 6171);
    public static readonly Datum Rgf93V2 = OnGrs80("RGF93 v2", 9777, "Reseau_Geodesique_Francais_1993_v2", 1312);
    public static readonly Datum Rgf93V2B = OnGrs80("RGF93 v2b", 9782, "Reseau_Geodesique_Francais_1993_v2b", 1313);
    public static readonly Datum Rgaf09 = OnGrs80("RGAF09", 5489, "Reseau_Geodesique_des_Antilles_Francaises_2009", 1073);
    public static readonly Datum Rgfg95 = OnGrs80("RGFG95", 4624, "Reseau_Geodesique_Francais_Guyane_1995", 6624);
    public static readonly Datum Rgr92 = OnGrs80("RGR92", 4627, "Reseau_Geodesique_de_la_Reunion_1992", 6627);
    public static readonly Datum Rgm04 = OnGrs80("RGM04", 4470, "Reseau_Geodesique_de_Mayotte_2004", 1036);
    public static readonly Datum Sweref99 = OnGrs80("SWEREF99", 4619, "SWEREF99", 6619);

    public static readonly Datum[] All = [Wgs84, Etrs89, Rgf93, Rgf93V2, Rgf93V2B, Rgaf09, Rgfg95, Rgr92, Rgm04, Sweref99];

    private static Datum OnGrs80(string name, int epsg, string wktName, int datumEpsg) => new(name, epsg, wktName, datumEpsg, "GRS 1980", 7019, Grs80);
}

/// <summary>One line of the register: a method with its parameters (angles in °, lengths in m).</summary>
internal sealed record CrsDefinition(int Epsg, string Name, Datum Datum, CrsMethod Method)
{
    public double Latitude0 { get; init; }
    public double Longitude0 { get; init; }
    public double Parallel1 { get; init; }
    public double Parallel2 { get; init; }
    public double Scale { get; init; } = 1;
    public double X0 { get; init; }
    public double Y0 { get; init; }

    public IProjection Projection() => Method switch
    {
        CrsMethod.LambertConic => new LambertConic(Datum.Ellipsoid, Latitude0, Longitude0, Parallel1, Parallel2, X0, Y0),
        CrsMethod.TransverseMercator => new TransverseMercator(Datum.Ellipsoid, Longitude0, Scale, X0, Y0),
        CrsMethod.WebMercator => new WebMercator(),
        CrsMethod.LambertAzimuthal => new LambertAzimuthal(Datum.Ellipsoid, Latitude0, Longitude0, X0, Y0),
        _ => new Unprojected(),
    };

    /// <summary>The register: what is used in France and its neighbourhood, and UTM everywhere. Values from the EPSG dataset.</summary>
    public static IEnumerable<CrsDefinition> Register()
    {
        yield return Lambert93(2154, Datum.Rgf93);
        yield return Lambert93(9793, Datum.Rgf93V2);
        yield return Lambert93(9794, Datum.Rgf93V2B);
        foreach ((int first, Datum datum) in new[] { (3942, Datum.Rgf93), (9822, Datum.Rgf93V2), (9842, Datum.Rgf93V2B) })
            for (int zone = 0; zone < 9; zone++) yield return ConicOfFrance(first + zone, datum, 42 + zone);

        foreach (Datum datum in Datum.All) yield return new(datum.Epsg, datum.Name, datum, CrsMethod.Geographic);
        yield return new(3857, "WGS 84 / Pseudo-Mercator", Datum.Wgs84, CrsMethod.WebMercator);
        yield return new(3035, "ETRS89-extended / LAEA Europe", Datum.Etrs89, CrsMethod.LambertAzimuthal)
        {
            Latitude0 = 52, Longitude0 = 10, X0 = 4_321_000, Y0 = 3_210_000,
        };

        for (int zone = 1; zone <= 60; zone++) yield return Utm(32600 + zone, Datum.Wgs84, zone, north: true);
        for (int zone = 1; zone <= 60; zone++) yield return Utm(32700 + zone, Datum.Wgs84, zone, north: false);
        for (int zone = 28; zone <= 38; zone++) yield return Utm(25800 + zone, Datum.Etrs89, zone, north: true);
        yield return Utm(5490, Datum.Rgaf09, 20, north: true);
        yield return Utm(2972, Datum.Rgfg95, 22, north: true);
        yield return Utm(2975, Datum.Rgr92, 40, north: false);
        yield return Utm(4471, Datum.Rgm04, 38, north: false);
        yield return Utm(3006, Datum.Sweref99, 33, north: true) with { Name = "SWEREF99 TM" };
        yield return new(3007, "SWEREF99 12 00", Datum.Sweref99, CrsMethod.TransverseMercator) { Longitude0 = 12, X0 = 150_000 };
    }

    private static CrsDefinition Lambert93(int epsg, Datum datum) => new(epsg, $"{datum.Name} / Lambert-93", datum, CrsMethod.LambertConic)
    {
        Latitude0 = 46.5, Longitude0 = 3, Parallel1 = 49, Parallel2 = 44, X0 = 700_000, Y0 = 6_600_000,
    };

    private static CrsDefinition ConicOfFrance(int epsg, Datum datum, int latitude) => new(epsg, $"{datum.Name} / CC{latitude}", datum, CrsMethod.LambertConic)
    {
        Latitude0 = latitude, Longitude0 = 3, Parallel1 = latitude - 0.75, Parallel2 = latitude + 0.75,
        X0 = 1_700_000, Y0 = 1_200_000 + (latitude - 42) * 1_000_000.0,
    };

    private static CrsDefinition Utm(int epsg, Datum datum, int zone, bool north) =>
        new(epsg, string.Create(CultureInfo.InvariantCulture, $"{datum.Name} / UTM zone {zone}{(north ? 'N' : 'S')}"), datum, CrsMethod.TransverseMercator)
        {
            Longitude0 = 6 * zone - 183, Scale = 0.9996, X0 = 500_000, Y0 = north ? 0 : 10_000_000,
        };
}
