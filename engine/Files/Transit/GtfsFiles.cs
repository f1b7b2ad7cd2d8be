using System.Globalization;
using System.IO.Compression;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Transit;

/// <summary>The tables of a GTFS feed, a zip or a folder, and what is wrong in them.</summary>
internal sealed class GtfsFiles
{
    private const long MostBytes = 1 << 30;
    private readonly Dictionary<string, (string Path, byte[] Bytes)> _files = new(StringComparer.Ordinal);
    private readonly FaultLog _faults;

    public GtfsFiles(string path, FaultLog faults)
    {
        (Path, _faults) = (path, faults);
        if (Directory.Exists(path))
        {
            foreach (string file in Directory.EnumerateFiles(path, "*.txt")) _files[System.IO.Path.GetFileName(file)] = (file, InputFile.Bytes(file, "table of GTFS"));
        }
        else Unpack(path, InputFile.Bytes(path, "GTFS feed (zip or folder)"));
        if (_files.Count == 0) throw InputFile.Fault(path, "no table", "stops.txt, routes.txt, trips.txt, stop_times.txt and calendar.txt or calendar_dates.txt", "Is it a GTFS feed?");
    }

    public string Path { get; }

    /// <summary>Names of the tables that are not in UTF-8, and were read as Windows-1252.</summary>
    public SortedSet<string> OtherLetters { get; } = new(StringComparer.Ordinal);

    public bool Has(string name) => _files.ContainsKey(name);

    /// <summary>A table; without rows, and with a fault, where it cannot be read or must be there and is not.</summary>
    public GtfsTable Table(string name, bool isNeeded, params string[] columns)
    {
        CsvTable none = new(Shown(name), [], [], []);
        if (!_files.TryGetValue(name, out (string Path, byte[] Bytes) file))
        {
            if (isNeeded) _faults.Add(InputFile.Fault(Path, $"no {name}", "it in the feed", "Fetch the feed again, whole.").Message);
            return new(none, _faults);
        }
        try
        {
            CsvTable table = new CsvReader(file.Path, file.Bytes).Read();
            if (table.Note != null) OtherLetters.Add(name);
            string[] lacking = [.. columns.Where(c => !table.Columns.Contains(c))];
            if (lacking.Length == 0) return new(table, _faults);
            _faults.Add(InputFile.Fault(file.Path, $"no column {string.Join(", ", lacking.Select(static c => $"`{c}`"))}", "it in the first line", $"There are: {string.Join(", ", table.Columns.Take(50).Select(static c => $"`{c}`"))}.").Message);
        }
        catch (InputException e)
        {
            foreach (string fault in e.Faults) _faults.Add(fault);
        }
        return new(none, _faults);
    }

    private string Shown(string name) => _files.TryGetValue(name, out (string Path, byte[] Bytes) file) ? file.Path : System.IO.Path.Combine(Path, name);

    private void Unpack(string path, byte[] packed) => InputFile.Guard(path, "GTFS feed (zip or folder)", () =>
    {
        using ZipArchive zip = new(new MemoryStream(packed), ZipArchiveMode.Read);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            if (!entry.Name.EndsWith(".txt", StringComparison.Ordinal)) continue;
            if (_files.ContainsKey(entry.Name)) throw InputFile.Fault(path, $"{entry.Name} twice", "each table once", "Give a feed of one operator, or unpack the one you want.");
            using Stream stream = entry.Open();
            using MemoryStream unpacked = new();
            byte[] block = new byte[1 << 16];
            for (int n = stream.Read(block); n > 0; n = stream.Read(block))
            {
                if (unpacked.Length + n > MostBytes) throw InputFile.Fault(path, $"{entry.Name} of more than {MostBytes >> 20} MB", "tables of a territory", "Cut the feed to the territory first.");
                unpacked.Write(block, 0, n);
            }
            _files[entry.Name] = ($"{path}/{entry.Name}", unpacked.ToArray());
        }
        return 0;
    });
}

/// <summary>A table of a feed. Cells are read by row and name of column; a column that is not there gives empty cells.</summary>
internal sealed class GtfsTable(CsvTable table, FaultLog faults)
{
    private readonly Dictionary<string, int> _columns = table.Columns.Select(static (c, n) => (c, n)).DistinctBy(static c => c.c).ToDictionary(static c => c.c, static c => c.n, StringComparer.Ordinal);

    public int Rows => table.Rows.Count;

    public bool Has(string column) => _columns.ContainsKey(column);

    public string Cell(int row, string column) => _columns.TryGetValue(column, out int at) ? table.Rows[row][at].Trim() : "";

    /// <summary>A cell that must hold something; empty, with a fault, when it does not.</summary>
    public string Needed(int row, string column)
    {
        string cell = Cell(row, column);
        if (cell.Length == 0) Fault(row, $"no `{column}`", "it filled", "Fill the cell or remove the row.");
        return cell;
    }

    /// <summary>A whole number; <paramref name="otherwise"/> for an empty cell and, with a fault, for one that holds something else.</summary>
    public int Whole(int row, string column, int least, int most, int otherwise)
    {
        string cell = Cell(row, column);
        if (cell.Length == 0) return otherwise;
        if (int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most) return value;
        Fault(row, $"`{column}` is `{cell}`", $"a whole number from {least} to {most}", "Mend the cell.");
        return otherwise;
    }

    /// <summary>A number; not a number for an empty cell, and, with a fault, for one that holds something else.</summary>
    public double Number(int row, string column, double least, double most)
    {
        string cell = Cell(row, column);
        if (cell.Length == 0) return double.NaN;
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most) return value;
        Fault(row, $"`{column}` is `{cell}`", $"a number from {least:0} to {most:0}", "Mend the cell.");
        return double.NaN;
    }

    /// <summary>A time of day such as 25:10:00 [s]; null for an empty cell and, with a fault, for one that holds something else.</summary>
    public int? Time(int row, string column)
    {
        string cell = Cell(row, column);
        if (cell.Length == 0) return null;
        string[] parts = cell.Split(':');
        if (parts.Length == 3 && Part(parts[0], 1, 3, 240) is { } hours && Part(parts[1], 2, 2, 59) is { } minutes && Part(parts[2], 2, 2, 59) is { } seconds) return 3600 * hours + 60 * minutes + seconds;
        Fault(row, $"`{column}` is `{cell}`", "a time such as 08:05:00, or 25:05:00 for the day after", "Mend the cell.");
        return null;

        static int? Part(string text, int shortest, int longest, int most) =>
            text.Length >= shortest && text.Length <= longest && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value <= most ? value : null;
    }

    /// <summary>A date such as 20261127; null, with a fault, where it is none.</summary>
    public DateOnly? Date(int row, string column)
    {
        if (DateOnly.TryParseExact(Cell(row, column), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)) return date;
        Fault(row, $"`{column}` is `{Cell(row, column)}`", "a date such as 20261127", "Mend the cell.");
        return null;
    }

    /// <summary>Adds a fault of a row.</summary>
    public void Fault(int row, string found, string expected, string remedy) => faults.Add(InputFile.Fault(Place(row), found, expected, remedy).Message);

    public string Place(int row) => string.Create(CultureInfo.InvariantCulture, $"{table.Path}({table.Lines[row]})");

    /// <summary>Line of the file.</summary>
    public int Line(int row) => table.Lines[row];
}
