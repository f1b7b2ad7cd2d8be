using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Results;

/// <summary>A table of results in its two files: CSV, which everything reads, and Parquet, which knows its types and is read in about a third of the time.</summary>
public static class TableFiles
{
    private const string ColumnsKey = "columns", CsvKey = "csv_sha256", ValuesKey = "values_sha256";

    // On one line, since line ends differ between systems.
    private static readonly JsonSerializerOptions OneLine = new(RunRecord.Options) { WriteIndented = false };

    /// <summary>As <see cref="Write(string, Table)"/>, the CSV file as French spreadsheets open it: only for tables that no run is made of.</summary>
    public static void WriteFrench(string folder, Table table) => Write(folder, table, Csv.WriteFrench);

    /// <summary>Writes <c>NAME.csv</c> and <c>NAME.parquet</c>, which carries in its metadata the entries of <c>columns</c> in <see cref="RunRecord.FileName"/>, and by which both are known to belong together.</summary>
    /// <param name="folder">Older files of these names there are replaced.</param>
    /// <param name="table">The table.</param>
    /// <exception cref="ArgumentException">The columns have different lengths, or one that is declared whole holds a fraction.</exception>
    public static void Write(string folder, Table table) => Write(folder, table, Csv.Write);

    private static void Write(string folder, Table table, Action<string, Table> write)
    {
        string csv = Path.Combine(folder, table.Name + ".csv");
        write(csv, table);
        ParquetFile.Write(Path.Combine(folder, table.Name + ".parquet"), table, new Dictionary<string, string>
        {
            [ColumnsKey] = JsonSerializer.Serialize(ResultCatalogue.Records(table), OneLine), [CsvKey] = HashOf(csv), [ValuesKey] = HashOf(table),
        });
    }

    /// <summary>
    /// The table as the Parquet file has it, where that is surely what the CSV file says; its columns have names, but neither units nor meanings. Null in
    /// any doubt: the Parquet file is absent, damaged or of an earlier program, or either file was changed since both were written. Then the CSV file counts.
    /// </summary>
    public static Table? Read(string folder, string table)
    {
        string parquet = Path.Combine(folder, table + ".parquet");
        if (!File.Exists(parquet)) return null;
        try
        {
            (Table read, IReadOnlyDictionary<string, string> told) = ParquetFile.Read(parquet, table);
            return told.GetValueOrDefault(CsvKey) == HashOf(Path.Combine(folder, table + ".csv")) && told.GetValueOrDefault(ValuesKey) == HashOf(read) ? read : null;
        }
        catch (Exception)        // whatever a damaged file brings about, the CSV file is there
        {
            return null;
        }
    }

    private static string HashOf(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    // Of the values as readers get them: one NaN, no minus before zero.
    private static string HashOf(Table table)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Column column in table.Columns)
        {
            Append(hash, column.Name);
            if (column is TextColumn text)
                foreach (string value in text.Values) Append(hash, value);
            else hash.AppendData(MemoryMarshal.AsBytes(Array.ConvertAll(((NumberColumn)column).Values, v => double.IsNaN(v) ? double.NaN : v + 0.0).AsSpan()));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string text)
    {
        hash.AppendData(BitConverter.GetBytes(text.Length));
        hash.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
    }
}
