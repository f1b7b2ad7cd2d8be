using System.Collections.Frozen;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>A coordinate reference system that territories may come in; see <see cref="Known"/>.</summary>
/// <remarks>
/// RGF93, ETRS89, WGS 84 and the other systems of the register count as one datum: they differ by less than the metre that maps are good to.
/// Projections agree with PROJ to 1e-6 m within their zone; docs/formats.md.
/// </remarks>
public sealed class Crs
{
    private static readonly Crs[] Register = [.. CrsDefinition.Register().Select(d => new Crs(d))];
    private static readonly FrozenDictionary<int, Crs> ByEpsg = Register.ToFrozenDictionary(crs => crs.Epsg);
    private readonly Lazy<IProjection> _projection;

    private Crs(CrsDefinition definition) => (Definition, _projection) = (definition, new(definition.Projection));

    /// <summary>Code in the EPSG register.</summary>
    public int Epsg => Definition.Epsg;

    /// <summary>Name for people.</summary>
    public string Name => Definition.Name;

    /// <summary>Whether x and y are longitude and latitude [°] rather than metres.</summary>
    public bool IsGeographic => Definition.Method == CrsMethod.Geographic;

    /// <summary>OGC WKT 1, with authority codes.</summary>
    public string Wkt => CrsText.Wkt1(Definition);

    /// <summary>WKT 2 (ISO 19162), as CF conventions want it in <c>crs_wkt</c>.</summary>
    public string Wkt2 => CrsText.Wkt2(Definition);

    /// <summary>All that are known.</summary>
    public static IReadOnlyList<Crs> Known => Register;

    internal CrsDefinition Definition { get; }

    /// <summary>By its code.</summary>
    /// <exception cref="InputException">It is not among <see cref="Known"/>.</exception>
    public static Crs FromEpsg(int epsg) => Find(epsg) ?? throw new InputException(
        $"coordinate reference system: EPSG:{epsg} is not known; {CrsText.KnownOnes}");

    /// <summary>From the text of an ESRI .prj file, OGC WKT 1, or WKT 2 with its code.</summary>
    /// <exception cref="InputException">It is not among <see cref="Known"/>.</exception>
    public static Crs FromWkt(string wkt) => CrsRecognition.FromWkt(wkt);

    /// <summary>By its code, or null.</summary>
    internal static Crs? Find(int epsg) => ByEpsg.GetValueOrDefault(epsg switch
    {
        900913 or 102100 or 102113 or 3785 => 3857,                  // older codes of the web maps
        102110 or 5698 => 2154,                              // ESRI's code; with heights above the sea
        _ => epsg,
    });

    /// <summary>From longitude and latitude [°] to x and y [m, or ° when <see cref="IsGeographic"/>].</summary>
    public (double X, double Y) Forward(double longitude, double latitude) => _projection.Value.Forward(longitude, latitude);

    /// <summary>From x and y [m, or ° when <see cref="IsGeographic"/>] to longitude and latitude [°].</summary>
    public (double Longitude, double Latitude) Inverse(double x, double y) => _projection.Value.Inverse(x, y);

    /// <summary>From the coordinates of another system to this one's.</summary>
    public (double X, double Y) From(Crs other, double x, double y)
    {
        if (ReferenceEquals(this, other)) return (x, y);
        (double longitude, double latitude) = other.Inverse(x, y);
        return Forward(longitude, latitude);
    }

    /// <summary>Code and name.</summary>
    public override string ToString() => $"EPSG:{Epsg} ({Name})";
}
