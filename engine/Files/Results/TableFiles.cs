using System.Text.Json;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Results;

/// <summary>A table of results in its two files: CSV, which everything reads, and Parquet, which knows its types.</summary>
public static class TableFiles
{
    // On one line, since line ends differ between systems.
    private static readonly JsonSerializerOptions OneLine = new(RunRecord.Options) { WriteIndented = false };

    /// <summary>Writes <c>NAME.csv</c> and <c>NAME.parquet</c>, which carries the entries of <c>columns</c> in <see cref="RunRecord.FileName"/> in its metadata.</summary>
    /// <param name="folder">Older files of these names there are replaced.</param>
    /// <param name="table">The table.</param>
    /// <exception cref="ArgumentException">The columns have different lengths, or one that is declared whole holds a fraction.</exception>
    public static void Write(string folder, Table table)
    {
        Csv.Write(Path.Combine(folder, table.Name + ".csv"), table);
        ParquetFile.Write(Path.Combine(folder, table.Name + ".parquet"), table, JsonSerializer.Serialize(ResultCatalogue.Records(table), OneLine));
    }
}
