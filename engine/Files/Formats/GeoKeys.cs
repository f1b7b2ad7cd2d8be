using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Where the pixels of a GeoTIFF lie. OGC GeoTIFF 1.1 (19-008r4).</summary>
internal sealed class GeoKeys
{
    public const int ModelType = 1024, RasterType = 1025, GeographicType = 2048, ProjectedType = 3072, AngularUnit = 2054, LinearUnit = 3076, VerticalType = 4096, VerticalUnitKey = 4099;
    private const int Metre = 9001, Foot = 9002, UsSurveyFoot = 9003, Degree = 9102, DegreeToo = 9122;
    private const int Projected = 1, Geographic = 2, PixelIsPoint = 2, UserDefined = 32767;
    private readonly TiffDirectory _tags;
    private readonly Dictionary<long, long> _keys = [];

    public GeoKeys(TiffDirectory tags)
    {
        _tags = tags;
        long[] list = tags.Integers(TiffTag.GeoKeys);
        for (int at = 4; at + 4 <= list.Length; at += 4)
            if (list[at + 1] == 0) _keys[list[at]] = list[at + 3];     // 0: the value itself stands here
    }

    public bool HasCrs => _keys.ContainsKey(ProjectedType) || _keys.ContainsKey(GeographicType);

    /// <summary>Of the heights; null where none is said.</summary>
    public string? VerticalUnit => _keys.TryGetValue(VerticalUnitKey, out long unit)
        ? unit switch { Metre => "metre", Foot => "foot", UsSurveyFoot => "US survey foot", _ => $"EPSG:{unit}" } : UnitOf(_keys.GetValueOrDefault(VerticalType));

    /// <summary>Of the vertical systems of the EPSG register (v10) that are not heights in metres; null: metres.</summary>
    private static string? UnitOf(long system) => system switch
    {
        6130 or 6131 or 6132 or 8050 or 8228 => "foot",
        5702 or 6360 or 8052 => "US survey foot",
        5754 => $"EPSG:{system}, feet of 1936",
        5336 or 5612 or 5614 or 5706 or 5715 or 5734 or 5739 or 5789 or 5831 or (>= 5861 and <= 5867) or 5873 or (>= 6357 and <= 6359) or 7976 or 8051 or 8053 or 8358 or 9287 or 9288 or 9672 => $"EPSG:{system}, depths",
        _ => null,
    };

    public Crs Crs()
    {
        bool isProjected = _keys.GetValueOrDefault(ModelType, Projected) != Geographic && _keys.ContainsKey(ProjectedType);
        long code = isProjected ? _keys[ProjectedType] : _keys.GetValueOrDefault(GeographicType);
        if (code == UserDefined)
            return Shapefile.ReadCrs(_tags.Path) ?? throw _tags.Fault("a coordinate reference system spelled out by its parameters", "its EPSG code, or a .prj file beside it", "Name it: `gdal_translate -a_srs EPSG:2154`.");
        long unit = isProjected ? _keys.GetValueOrDefault(LinearUnit, Metre) : _keys.GetValueOrDefault(AngularUnit, Degree);
        if (isProjected ? unit != Metre : unit is not (Degree or DegreeToo))
            throw _tags.Fault($"coordinates in the unit EPSG:{unit} under the system EPSG:{code}", isProjected ? "metres (EPSG:9001)" : "degrees (EPSG:9102)", $"Convert it with `gdalwarp -t_srs EPSG:{code}`, or state the right system with `gdal_edit.py -a_srs`.");
        return Formats.Crs.Find((int)code) ?? throw new InputException($"{_tags.Path}: its coordinate reference system is EPSG:{code}, which is not known; {CrsText.KnownOnes}");
    }

    public Grid Grid(long columns, long rows)
    {
        (double west, double north, double width, double height) = Corner();
        if (_keys.GetValueOrDefault(RasterType) == PixelIsPoint) (west, north) = (west - width / 2, north + height / 2);
        return RasterReader.GridOf(_tags.Path, columns, rows, width, height, west, north - rows * height);
    }

    private (double West, double North, double Width, double Height) Corner()
    {
        double[] scale = _tags.Doubles(TiffTag.PixelScale), tie = _tags.Doubles(TiffTag.TiePoint), matrix = _tags.Doubles(TiffTag.Transformation);
        if (scale.Length >= 2 && tie.Length >= 6) return (tie[3] - tie[0] * scale[0], tie[4] + tie[1] * scale[1], scale[0], scale[1]);
        if (matrix.Length < 8) throw _tags.Fault("a picture without place", "a GeoTIFF with pixel scale and tie point, or a transformation", "Say where it lies: `gdal_translate -a_ullr WEST NORTH EAST SOUTH -a_srs EPSG:2154`.");
        if (matrix[1] != 0 || matrix[4] != 0) throw _tags.Fault("a turned picture", "rows from west to east", "Turn it north up: `gdalwarp`.");
        return (matrix[3], matrix[7], matrix[0], -matrix[5]);
    }
}
