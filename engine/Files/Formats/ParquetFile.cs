using System.IO.Compression;
using Parquet;
using Parquet.Schema;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Writes tables as Apache Parquet: every column optional, and with its least and greatest value.</summary>
public static class ParquetFile
{
    // The library's own level, the smallest, takes tens of times longer. Zstandard gives two thirds of Snappy's size.
    private static readonly ParquetOptions Options = new() { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Fastest };

    /// <summary>Writes a table: texts as UTF-8, whole numbers as INT64, others as DOUBLE; a missing number or an empty text is null. The same table gives the same bytes.</summary>
    /// <param name="path">Replaced when it exists; written aside, then renamed.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">What is told of the columns: a text under the key <c>columns</c> of the file's metadata.</param>
    /// <exception cref="ArgumentException">The columns have different lengths, or one that is declared whole holds a fraction.</exception>
    public static void Write(string path, Table table, string columns)
    {
        int rows = table.Rows;
        AtomicFile.Write(path, stream => WriteAsync(stream, table, rows, columns).GetAwaiter().GetResult());
    }

    private static async Task WriteAsync(Stream stream, Table table, int count, string columns)
    {
        ParquetSchema schema = new([.. table.Columns.Select(Field)]);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, stream, Options).ConfigureAwait(false);
        writer.CustomMetadata = new Dictionary<string, string> { ["columns"] = columns };
        foreach (Range rows in Groups(table, count))
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            foreach ((DataField field, Column column) in schema.DataFields.Zip(table.Columns))
                await (column switch
                {
                    TextColumn text => group.WriteAsync(field, [.. text.Values[rows].Select(v => v.Length == 0 ? null! : v)]),
                    NumberColumn { IsWhole: true } whole => group.WriteAsync<long>(field, whole.Values[rows].Select(v => Whole(table, column, v)).ToArray()),
                    _ => group.WriteAsync<double>(field, ((NumberColumn)column).Values[rows].Select(v => double.IsNaN(v) ? (double?)null : v + 0.0).ToArray()),      // + 0: no minus before zero
                }).ConfigureAwait(false);
        }
    }

    // All rows at once. Only where characters beyond 16 bits and the last ones within stand in the texts are they kept in groups apart: the library finds
    // the least and greatest text by UTF-16, readers look for it by UTF-8, and the two orders differ in just these.
    private static IEnumerable<Range> Groups(Table table, int count)
    {
        const int beyond = 1, last = 2;
        TextColumn[] texts = [.. table.Columns.OfType<TextColumn>()];
        int from = 0, found = 0;
        for (int row = 0; row < count; row++)
        {
            int here = 0;
            foreach (TextColumn text in texts)
                here |= (text.Values[row].AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? beyond : 0) | (text.Values[row].AsSpan().ContainsAnyInRange('\uE000', '\uFFFF') ? last : 0);
            if (row > from && (found | here) == (beyond | last))
            {
                yield return from..row;
                (from, found) = (row, 0);
            }
            found |= here;
        }
        yield return from..count;
    }

    private static DataField Field(Column column) => column switch
    {
        TextColumn => new DataField<string>(column.Name),
        NumberColumn { IsWhole: true } => new DataField<long?>(column.Name),
        _ => new DataField<double?>(column.Name),
    };

    private static long? Whole(Table table, Column column, double value) =>
        double.IsNaN(value) ? null
        : Math.Abs(value) <= 1L << 53 && value == Math.Truncate(value) ? (long)value
        : throw new ArgumentException($"table {table.Name}: the column `{column.Name}` is declared whole and holds {value}");
}
