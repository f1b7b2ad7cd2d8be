using System.Globalization;
using SkiaSharp;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Results;

/// <summary>A picture of a territory before anything is simulated: what stands where, by use.</summary>
public static class PlaceSheet
{
    private static readonly (string Name, BuildingUse[] Uses)[] Groups =
    [
        ("homes", [BuildingUse.Dwelling]), ("shops, offices", [BuildingUse.Retail, BuildingUse.Office]), ("schools", [BuildingUse.School]), ("health", [BuildingUse.Health]),
        ("industry, farms", [BuildingUse.Industry, BuildingUse.Agriculture]), ("leisure, worship", [BuildingUse.Leisure, BuildingUse.Worship]),
    ];

    private static ReadOnlySpan<byte> Ours => "Software\0TerritoryTwin, after an import"u8;

    /// <summary>Draws it into a PNG file that says that it is ours to replace.</summary>
    public static void Write(Territory territory, string path)
    {
        using Picture sheet = Draw(territory);
        using SKBitmap pixels = sheet.ToBitmap();
        byte[] file = Png.WithNote(Png.Encode(pixels), Ours);
        AtomicFile.Write(path, stream => stream.Write(file));
    }

    /// <summary>Refuses a path at which something lies that is not such a picture.</summary>
    /// <exception cref="InputException">There is.</exception>
    public static void RequireFree(string path)
    {
        if (Directory.Exists(path) || File.Exists(path) && !Png.HasNote(path, Ours))
            throw InputFile.Fault(path, "a file that does not say that an import wrote it, as those of earlier versions do not", "none, or the picture of an earlier import, since a picture of the place is written there", "Move it away, or choose another `--out`.");
    }

    /// <summary>Draws it.</summary>
    public static Picture Draw(Territory territory)
    {
        ArgumentNullException.ThrowIfNull(territory);
        ValueScale scale = ValueScale.OfClasses(0, ColorMap.Qualitative(Groups.Length, none: false)) with { Unit = "" };
        double[] values = [.. territory.Buildings.Select(static b => Array.FindIndex(Groups, g => g.Uses.Contains(b.Use.Value)) is >= 0 and var group ? group : double.NaN)];
        string[] figures = [string.Create(CultureInfo.InvariantCulture, $"{territory.Buildings.Count:N0} buildings"), string.Create(CultureInfo.InvariantCulture, $"{territory.Buildings.Sum(static b => b.Inhabitants.Value):N0} inhabitants")];
        SheetWords words = new(static (value, decimals) => value.ToString($"N{decimals}", CultureInfo.InvariantCulture), "annexes, others, around", [.. territory.Attributions, "TerritoryTwin"]) { Classes = [.. Groups.Select((g, k) => (g.Name, scale.ColorOf(k)))] };
        return MapSheet.Draw(territory, $"{territory.Name}: {string.Join(", ", figures)}", "use of buildings", scale, [new("", [], values)], words: words);
    }
}
