using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>A coordinate reference system that territories may come in.</summary>
public sealed class Crs
{
    private Crs(int epsg, string name) => (Epsg, Name) = (epsg, name);

    /// <summary>Code in the EPSG register.</summary>
    public int Epsg { get; }

    /// <summary>Name for people.</summary>
    public string Name { get; }

    /// <summary>Whether x and y are longitude and latitude [°] rather than metres.</summary>
    public bool IsGeographic => throw new InputException(Name);

    /// <summary>OGC WKT 1.</summary>
    public string Wkt => throw new InputException(Name);

    /// <summary>All that are known.</summary>
    public static IReadOnlyList<Crs> Known => throw new InputException("");

    /// <summary>By its code.</summary>
    /// <exception cref="InputException">It is not among <see cref="Known"/>.</exception>
    public static Crs FromEpsg(int epsg) => throw new InputException($"{epsg}");

    /// <summary>From the text of an ESRI .prj file or OGC WKT 1.</summary>
    /// <exception cref="InputException">It is not among <see cref="Known"/>.</exception>
    public static Crs FromWkt(string wkt) => throw new InputException(wkt);

    /// <summary>From longitude and latitude [°] to x and y [m, or ° when <see cref="IsGeographic"/>].</summary>
    public (double X, double Y) Forward(double longitude, double latitude) => throw new InputException(Name);

    /// <summary>From x and y [m, or ° when <see cref="IsGeographic"/>] to longitude and latitude [°].</summary>
    public (double Longitude, double Latitude) Inverse(double x, double y) => throw new InputException(Name);
}
