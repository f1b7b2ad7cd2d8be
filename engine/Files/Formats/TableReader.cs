using System.Globalization;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads tables without shapes, row by row: <c>.csv</c>, <c>.tsv</c>, <c>.txt</c> (also <c>.gz</c>) and <c>.dbf</c>.</summary>
/// <remarks>Of texts, encoding and separator are found in the file; an empty cell is missing, and where cells are parted by semicolons a comma in a number is a point.</remarks>
internal sealed class TableReader
{
    private const string Format = "table";
    private readonly Func<TableReader, IEnumerable<Feature>> _rows;

    private ReadingNotes _notes = new();

    private TableReader(string path, IReadOnlyList<string> columns, Func<TableReader, IEnumerable<Feature>> rows) => (Path, Columns, _rows) = (path, columns, rows);

    public string Path { get; }

    /// <summary>Names, in the order of the file; one that stands twice has a number behind it.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Opens a table; the extension says in which format it is.</summary>
    /// <exception cref="InputException">It is missing, damaged, or of a kind that is not read.</exception>
    public static TableReader Open(string path)
    {
        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return System.IO.Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".csv" or ".tsv" or ".txt" => Text(path),
            ".dbf" when name == path => Dbase(path),
            ".xlsx" or ".xls" or ".ods" => throw InputFile.Fault(path, "a workbook", "a table in .csv, .tsv, .txt (also .gz) or .dbf", "Save the sheet as `CSV UTF-8`."),
            var extension => throw InputFile.Fault(path, $"the extension `{extension}`", "a table in .csv, .tsv, .txt (also .gz) or .dbf", "Save it as `CSV UTF-8`."),
        };
    }

    /// <summary>The rows, one at a time; none is kept, and each call reads the file anew. They have no shape.</summary>
    /// <exception cref="InputException">With every fault found, once the rows before the first are read.</exception>
    public IEnumerable<Feature> Rows() => _rows(this);

    /// <summary>What was found odd in the rows that were read, and how it was read, one sentence each.</summary>
    public IReadOnlyList<string> Notes => _notes.Sentences();

    private static TableReader Text(string path)
    {
        CsvReader csv = new(path, () => InputFile.Unpacked(path, Format));
        AttributeColumns columns = new();
        foreach (string name in csv.Names) columns.AddUnique(name);
        string file = System.IO.Path.GetFileName(path);
        TableReader table = new(path, columns.Names, _ => csv.Rows().Select(r => new Feature(null, new AttributeRow(columns, null, Values(r.Cells, csv.Separator)), string.Create(CultureInfo.InvariantCulture, $"{file} line {r.Line}"))));
        if (csv.Note is { } note) table._notes.Add(note, file);
        return table;
    }

    private static object?[] Values(string[] cells, char separator)
    {
        object?[] values = new object?[cells.Length];
        for (int i = 0; i < cells.Length; i++) values[i] = cells[i].Length == 0 ? null : separator == ';' && IsNumberWithComma(cells[i]) ? cells[i].Replace(',', '.') : cells[i];
        return values;
    }

    /// <summary>Digits, a comma, digits; perhaps a sign before them. One comma alone makes a number, not a list.</summary>
    private static bool IsNumberWithComma(string cell)
    {
        ReadOnlySpan<char> digits = cell.AsSpan().Trim();
        if (digits.Length > 0 && digits[0] is '-' or '+') digits = digits[1..];
        int comma = digits.IndexOf(',');
        return comma > 0 && comma < digits.Length - 1 && !digits[..comma].ContainsAnyExceptInRange('0', '9') && !digits[(comma + 1)..].ContainsAnyExceptInRange('0', '9');
    }

    private static TableReader Dbase(string path)
    {
        using Dbf table = Opened(path, new ReadingNotes());
        return new TableReader(path, table.Columns.Names, Rows);

        static Dbf Opened(string path, ReadingNotes notes) => Dbf.Open(path, Shapefile.Companion(path, ".cpg"), notes);

        static IEnumerable<Feature> Rows(TableReader of)
        {
            string path = of.Path;
            using Dbf table = Opened(path, of._notes = new ReadingNotes());
            string file = System.IO.Path.GetFileName(path);
            for (int record = 0; record < table.Records; record++)
                if (table.Row(record) is { } row) yield return new Feature(null, row, string.Create(CultureInfo.InvariantCulture, $"{file} record {record + 1}"));
        }
    }
}
