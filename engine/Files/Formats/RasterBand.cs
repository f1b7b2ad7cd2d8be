using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace TerritoryTwin.Files.Formats;

/// <summary>What is said of the numbers of a raster beside the numbers themselves; null is unsaid.</summary>
/// <param name="Scale">A stored number is multiplied by it.</param>
/// <param name="Offset">Then added.</param>
/// <param name="Unit">Of the value that results.</param>
/// <param name="NoData">The stored number that means that nothing is known.</param>
/// <remarks>GDAL raster data model: TIFF tag 42112 and the file <c>.aux.xml</c> beside a raster.</remarks>
internal sealed record RasterBand(double? Scale = null, double? Offset = null, string? Unit = null, double? NoData = null)
{
    private static readonly Dictionary<string, double> Lengths = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = 1, ["m"] = 1, ["metre"] = 1, ["meter"] = 1, ["metres"] = 1, ["meters"] = 1, ["ft"] = 0.3048, ["foot"] = 0.3048, ["feet"] = 0.3048, ["international foot"] = 0.3048,
        ["us survey foot"] = UsFoot, ["us_survey_foot"] = UsFoot, ["us-ft"] = UsFoot, ["ftus"] = UsFoot, ["foot_us"] = UsFoot, ["us foot"] = UsFoot,
        ["dm"] = 0.1, ["decimetre"] = 0.1, ["decimeter"] = 0.1, ["cm"] = 0.01, ["centimetre"] = 0.01, ["centimeter"] = 0.01, ["mm"] = 0.001, ["millimetre"] = 0.001, ["millimeter"] = 0.001,
    };

    private const double UsFoot = 1200.0 / 3937;

    /// <summary>Apart are the two feet, which programs take for one another, by less than this.</summary>
    private const double TwoFeet = 1e-5;

    /// <summary>Of the first band, from the text of TIFF tag 42112; nothing where there is none.</summary>
    public static RasterBand OfTag(string path, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return new RasterBand();
        XElement[] items = [.. Parsed(path, () => XDocument.Parse(text)).Descendants("Item").Where(i => (string?)i.Attribute("sample") == "0")];
        return Of(path, role => items.FirstOrDefault(i => (string?)i.Attribute("role") == role)?.Value, "scale", "offset", "unittype", "none");
    }

    /// <summary>Of the first band, from the file <c>.aux.xml</c> beside a raster; nothing where there is none.</summary>
    public static RasterBand Beside(string path)
    {
        string side = path + ".aux.xml";
        if (!File.Exists(side)) return new RasterBand();
        byte[] bytes = InputFile.Bytes(side, "GDAL metadata file");
        XElement? band = Parsed(side, () => XDocument.Load(new MemoryStream(bytes))).Root?.Elements("PAMRasterBand").FirstOrDefault(b => (string?)b.Attribute("band") is null or "1");
        return Of(side, name => band?.Element(name)?.Value, "Scale", "Offset", "UnitType", "NoDataValue");
    }

    /// <summary>Both together.</summary>
    /// <exception cref="Core.InputException">They contradict each other.</exception>
    public RasterBand And(RasterBand other, string path)
    {
        return new RasterBand(Same("scale", Scale, other.Scale), Same("offset", Offset, other.Offset), SameUnit(), Same("value for no data", NoData, other.NoData));

        string? SameUnit()
        {
            if (Unit != null && other.Unit != null && Math.Abs(Metres(path) / other.Metres(path) - 1) > TwoFeet) throw Contradiction("unit", Unit, other.Unit);
            return Unit ?? other.Unit;
        }

        double? Same(string what, double? mine, double? others) =>
            mine is { } a && others is { } b && a != b && !(double.IsNaN(a) && double.IsNaN(b)) ? throw Contradiction(what, $"{a:R}", $"{b:R}") : mine ?? others;

        Core.InputException Contradiction(string what, string mine, string others) =>
            InputFile.Fault(path, $"the {what} is said twice: {mine} and {others}", "one of them", "Write the raster anew with `gdal_translate`, without its old .aux.xml.");
    }

    /// <summary>Metres in the unit; 1 where none is said.</summary>
    /// <exception cref="Core.InputException">It is no unit of heights.</exception>
    public double Metres(string path) => Lengths.TryGetValue((Unit ?? "").Trim(), out double metres) ? metres
        : throw InputFile.Fault(path, $"heights in `{Unit}`", "metres, decimetres, centimetres, millimetres, feet or US survey feet", "State the right unit with `gdal_edit.py -units metre`, or convert the heights with `gdal_calc.py`.");

    private static RasterBand Of(string path, Func<string, string?> value, string scale, string offset, string unit, string noData)
    {
        double? factor = Number(scale);
        if (factor == 0) throw InputFile.Fault(path, "a scale of 0", "a number other than 0", "Write the raster anew with `gdal_translate -unscale`.");
        return new RasterBand(factor, Number(offset), value(unit), value(noData)?.Trim().Equals("nan", StringComparison.OrdinalIgnoreCase) == true ? double.NaN : Number(noData));

        double? Number(string name) => value(name) is not { } text ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number
            : throw InputFile.Fault(path, $"{name} `{text.Trim()}` of its values", "a number", "Write the raster anew with `gdal_translate`.");
    }

    private static XDocument Parsed(string path, Func<XDocument> parse)
    {
        try
        {
            return parse();
        }
        catch (XmlException e)
        {
            throw InputFile.Fault(path, $"GDAL metadata that are no XML ({e.Message.TrimEnd('.')})", "scale, offset and unit of the values, or no metadata", "Write the raster anew with `gdal_translate`.");
        }
    }
}
