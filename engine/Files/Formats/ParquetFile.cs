using System.IO.Compression;
using Parquet;
using Parquet.Schema;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Tables as Apache Parquet: every column optional, and with its least and greatest value.</summary>
public static class ParquetFile
{
    // The library's own level, the smallest, takes tens of times longer. Zstandard gives two thirds of Snappy's size.
    private static readonly ParquetOptions Options = new() { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Fastest };

    /// <summary>Writes a table: texts as UTF-8, whole numbers as INT64, others as DOUBLE; a missing number or an empty text is null. The same table gives the same bytes.</summary>
    /// <param name="path">Replaced when it exists; written aside, then renamed.</param>
    /// <param name="table">The table.</param>
    /// <param name="metadata">Told of the table, in the file's metadata.</param>
    /// <exception cref="ArgumentException">The columns have different lengths, or one that is declared whole holds a fraction.</exception>
    public static void Write(string path, Table table, IReadOnlyDictionary<string, string> metadata)
    {
        int rows = table.Rows;
        AtomicFile.Write(path, stream => WriteAsync(stream, table, rows, metadata).GetAwaiter().GetResult());
    }

    /// <summary>Reads a table that <see cref="Write"/> wrote, with what the file tells of it; its columns have names, but neither units nor meanings.</summary>
    /// <param name="path">The file.</param> <param name="name">Of the table.</param>
    /// <exception cref="InvalidDataException">A column is of another type. A damaged file throws exceptions of other kinds as well.</exception>
    public static (Table Table, IReadOnlyDictionary<string, string> Metadata) Read(string path, string name) => ReadAsync(path, name).GetAwaiter().GetResult();

    private static async Task<(Table, IReadOnlyDictionary<string, string>)> ReadAsync(string path, string name)
    {
        await using ParquetReader reader = await ParquetReader.CreateAsync(path).ConfigureAwait(false);
        ParquetRowGroupReader[] groups = [.. Enumerable.Range(0, reader.RowGroupCount).Select(reader.OpenRowGroupReader)];
        List<Column> columns = [];
        foreach (DataField field in reader.Schema.DataFields)
        {
            Quantity quantity = new(field.Name, "", "");
            columns.Add(field.ClrType switch
            {
                Type t when t == typeof(ReadOnlyMemory<char>) => new TextColumn(quantity, await TextsAsync(groups, field).ConfigureAwait(false)),
                Type t when t == typeof(long) => new NumberColumn(quantity, await NumbersAsync<long>(groups, field, static v => v).ConfigureAwait(false)) { IsWhole = true },
                Type t when t == typeof(double) => new NumberColumn(quantity, await NumbersAsync<double>(groups, field, static v => v).ConfigureAwait(false)),
                Type t => throw new InvalidDataException($"{path}: the column `{field.Name}` is of the type {t.Name}; expected text, long or double"),
            });
        }
        return (new(name, columns), reader.CustomMetadata);
    }

    private static async Task<string[]> TextsAsync(IReadOnlyList<ParquetRowGroupReader> groups, DataField field)
    {
        string?[] all = new string?[groups.Sum(g => g.RowCount)];
        int from = 0;
        foreach (ParquetRowGroupReader group in groups)
        {
            await group.ReadAsync(field, all.AsMemory(from, (int)group.RowCount)).ConfigureAwait(false);
            from += (int)group.RowCount;
        }
        return Array.ConvertAll(all, text => text ?? "");
    }

    private static async Task<double[]> NumbersAsync<T>(IReadOnlyList<ParquetRowGroupReader> groups, DataField field, Func<T, double> number) where T : struct
    {
        T?[] all = new T?[groups.Sum(g => g.RowCount)];
        int from = 0;
        foreach (ParquetRowGroupReader group in groups)
        {
            await group.ReadAsync<T>(field, all.AsMemory(from, (int)group.RowCount)).ConfigureAwait(false);
            from += (int)group.RowCount;
        }
        return Array.ConvertAll(all, v => v is { } there ? number(there) : double.NaN);
    }

    private static async Task WriteAsync(Stream stream, Table table, int count, IReadOnlyDictionary<string, string> metadata)
    {
        ParquetSchema schema = new([.. table.Columns.Select(Field)]);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, stream, Options).ConfigureAwait(false);
        writer.CustomMetadata = metadata.ToDictionary();
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
