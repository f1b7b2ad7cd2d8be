using System.Globalization;
using System.IO.Compression;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Weather;

/// <summary>Reads the EnergyPlus weather format: eight header lines, then a row an hour; hour 1 is 00:00 to 01:00 local standard time.</summary>
/// <remarks>What a file lacks is filled by rules that the notes name: docs/physics/weather.md.</remarks>
public static class EpwReader
{
    private const int LongestLine = 1 << 16;
    private const int MostHeaderLines = 20;

    /// <summary>The year of a file, plain or gzipped.</summary>
    /// <exception cref="InputException">With every fault that was found.</exception>
    public static WeatherYear Read(string path) => Read(path, out _);

    /// <summary>The year of a file, plain or gzipped, and what was filled or changed in it.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="notes">One sentence for each rule that was applied.</param>
    /// <exception cref="InputException">With every fault that was found.</exception>
    public static WeatherYear Read(string path, out IReadOnlyList<string> notes)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return Read(file, path, out notes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"{path}: the file cannot be read ({e.Message}); expected an EPW weather file. Check its name and its rights.");
        }
        catch (InvalidDataException e)
        {
            throw new InputException($"{path}: the gzip data are damaged ({e.Message}); expected an EPW weather file. Take the file again from its source.");
        }
    }

    /// <summary>Where the weather of a file was taken, by its first line alone; null where the file cannot be read, or begins otherwise.</summary>
    internal static EpwPlace? PlaceOf(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return EpwPlace.Read(new TextLines(Plain(file), LongestLine).Next() ?? "", Path.GetFileName(path), new EpwFaults(path));
        }
        catch (Exception e) when (e is InputException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The year of an open file.</summary>
    /// <param name="stream">Plain or gzipped; left open.</param>
    /// <param name="name">For messages.</param>
    /// <param name="notes">One sentence for each rule that was applied.</param>
    /// <exception cref="InputException">With every fault that was found.</exception>
    /// <exception cref="InvalidDataException">The gzip data are damaged.</exception>
    internal static WeatherYear Read(Stream stream, string name, out IReadOnlyList<string> notes)
    {
        EpwFaults faults = new(name);
        List<string> filled = [];
        TextLines lines = new(Plain(stream), LongestLine);
        EpwPlace place = EpwPlace.Read(lines.Next() ?? "", Path.GetFileName(name), faults);
        EpwRows rows = new(faults);
        ReadRows(lines, rows, faults);
        if (lines.Trouble != null) faults.Add(lines.Trouble, "lines of text", "Give an EPW file, plain or gzipped.");
        rows.End(filled);
        faults.ThrowIfAny();
        WeatherYear year = new EpwFill(place, rows.Series, faults, filled).Complete();
        notes = filled;
        return year;
    }

    private static void ReadRows(TextLines lines, EpwRows rows, EpwFaults faults)
    {
        bool header = true;
        while (!rows.Full && lines.Next() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            header = header && !IsRow(line);
            if (!header) rows.Add(lines.Number, line);
            else if (line.StartsWith("DATA PERIODS", StringComparison.OrdinalIgnoreCase)) RequireHourly(lines.Number, line, faults);
            else if (lines.Number > MostHeaderLines)
            {
                faults.Add(lines.Number, $"`{EpwText.Shown(line)}`", "hourly rows that begin with a year", "Give an EPW file, plain or gzipped.");
                return;
            }
        }
    }

    private static bool IsRow(string line)
    {
        int comma = line.IndexOf(',', StringComparison.Ordinal);
        return comma > 0 && int.TryParse(line.AsSpan(0, comma).Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out _);
    }

    private static void RequireHourly(int number, string line, EpwFaults faults)
    {
        List<string> fields = EpwText.Fields(line);
        if (fields.Count > 2 && fields[1] == "1" && fields[2] == "1") return;
        faults.Add(number, $"`{EpwText.Shown(line)}`", "`DATA PERIODS,1,1,…`: one period, one row an hour", "Give one year of hourly rows.");
    }

    private static Stream Plain(Stream stream)
    {
        BufferedStream buffered = new(stream);
        Span<byte> magic = stackalloc byte[2];
        int read = buffered.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        buffered.Position = 0;
        return read == 2 && magic[0] == 0x1f && magic[1] == 0x8b ? new GZipStream(buffered, CompressionMode.Decompress) : buffered;
    }
}
