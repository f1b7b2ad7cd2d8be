using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>A virtual raster of GDAL that lays tiles beside one another, as <c>gdalbuildvrt</c> writes it.</summary>
/// <param name="Tiles">The files of its tiles, and the stored numbers that mean that nothing is known in each.</param>
/// <param name="Crs">As it states; null where it does not.</param>
internal sealed record VrtMosaic(IReadOnlyList<(string Path, double? NoData)> Tiles, Crs? Crs)
{
    private const string Remedy = "Make one raster of it: `gdal_translate FILE.vrt terrain.tif`.";

    /// <summary>Reads which tiles there are; none is opened.</summary>
    /// <exception cref="InputException">It is damaged, or does more than lay tiles of one band beside one another.</exception>
    public static VrtMosaic Read(string path)
    {
        byte[] bytes = InputFile.Bytes(path, "virtual raster");
        XElement root = Parsed(path, bytes);
        XElement[] bands = [.. root.Elements("VRTRasterBand")];
        if (root.Name != "VRTDataset" || root.Attribute("subClass") != null || bands.Length != 1 || bands[0].Attribute("subClass") != null)
            throw Fault(path, root.Name != "VRTDataset" ? $"`{root.Name.LocalName}`" : bands.Length == 1 ? "a virtual raster that is computed" : $"{bands.Length} bands", "a virtual raster of one band that lists tiles, as `gdalbuildvrt` writes it");
        if (Number(path, bands[0], "Scale", 1) != 1 || Number(path, bands[0], "Offset", 0) != 0) throw Fault(path, "values with a scale", "those of the tiles");
        string folder = Path.GetDirectoryName(path) ?? "";
        List<(string, double?)> tiles = [.. bands[0].Elements().Where(e => e.Name.LocalName.EndsWith("Source", StringComparison.Ordinal)).Select(e => Tile(path, folder, e)).Distinct()];
        if (tiles.Count == 0) throw Fault(path, "no tiles", "`SimpleSource` or `ComplexSource`");
        return new VrtMosaic(tiles, CrsOf(path, root.Element("SRS")?.Value));
    }

    private static (string Path, double? NoData) Tile(string path, string folder, XElement source)
    {
        if (source.Name.LocalName is not ("SimpleSource" or "ComplexSource")) throw Fault(path, $"a {source.Name.LocalName}", "`SimpleSource` or `ComplexSource`");
        if (source.Elements().FirstOrDefault(e => e.Name.LocalName is not ("SourceFilename" or "SourceBand" or "SourceProperties" or "SrcRect" or "DstRect" or "NODATA")) is { } change)
            throw Fault(path, $"tiles changed by {change.Name.LocalName}", "their values as they are");
        XElement? name = source.Element("SourceFilename");
        string file = name?.Value.Trim() ?? "";
        if (file.Length == 0 || file.StartsWith("/vsi", StringComparison.Ordinal) || file.EndsWith(".vrt", StringComparison.OrdinalIgnoreCase) || file.AsSpan().ContainsAny('\0', '\n')) throw Fault(path, $"a tile `{(file.Length > 80 ? file[..80] : file)}`", "a file");
        if (source.Element("SourceBand")?.Value.Trim() is { } band and not "1") throw Fault(path, $"band `{band}` of {file}", "the first");
        if (source.Element("SrcRect") is { } from && source.Element("DstRect") is { } to && (Side(from, "xSize") != Side(to, "xSize") || Side(from, "ySize") != Side(to, "ySize"))) throw Fault(path, $"{file} in another size than its own", "cells as they are in the tile");
        return (name!.Attribute("relativeToVRT")?.Value == "1" ? Path.Combine(folder, file) : file, source.Element("NODATA") == null ? null : Number(path, source, "NODATA", 0));

        double Side(XElement box, string side) => double.TryParse(box.Attribute(side)?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double size) ? Math.Round(size, 3) : throw Fault(path, $"`{side}` of {file} that is no number", "its size");
    }

    private static double Number(string path, XElement holder, string name, double otherwise) => holder.Element(name) is not { } element ? otherwise
        : double.TryParse(element.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : throw Fault(path, $"`{name}` that is no number", "a number");

    private static Crs? CrsOf(string path, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        try
        {
            return text.StartsWith("EPSG:", StringComparison.OrdinalIgnoreCase) && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out int code) ? Crs.FromEpsg(code) : Crs.FromWkt(text);
        }
        catch (InputException e)
        {
            throw new InputException($"{path}: {e.Message}");
        }
    }

    private static XElement Parsed(string path, byte[] bytes)
    {
        try
        {
            using XmlReader reader = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XDocument.Load(reader).Root!;
        }
        catch (XmlException e)
        {
            throw Fault(path, $"no XML ({e.Message.TrimEnd('.')})", "a virtual raster of GDAL");
        }
    }

    private static InputException Fault(string path, string found, string expected) => InputFile.Fault(path, found, expected, Remedy);
}
