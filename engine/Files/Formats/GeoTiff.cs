using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Writes GeoTIFF; <see cref="RasterReader"/> reads it.</summary>
public static class GeoTiff
{
    private const int SampleWidth = sizeof(float), StripBytes = 1 << 18, HeaderLength = 8, EntryLength = 12;
    private const int Short = 3, Long = 4, Double = 12, Ascii = 2;

    /// <summary>Writes 32-bit floats in deflated strips, north first, NaN as nodata. The same raster gives the same bytes.</summary>
    /// <param name="path">Replaced when it exists; written aside, then renamed.</param>
    /// <param name="raster">The values.</param>
    /// <param name="crs">Of the raster.</param>
    /// <exception cref="ArgumentException">The values do not fill the grid, or do not fit in the 4 GB of a TIFF file.</exception>
    public static void Write(string path, Raster raster, Crs crs)
    {
        Grid grid = raster.Grid;
        if (raster.Values.Length != grid.Count || (long)grid.Count * SampleWidth > uint.MaxValue - (1 << 24))
            throw new ArgumentException($"{raster.Values.Length} values for {grid.Columns} × {grid.Rows} cells", nameof(raster));
        AtomicFile.Write(path, stream =>
        {
            int rowsPerStrip = Math.Clamp(StripBytes / (grid.Columns * SampleWidth), 1, grid.Rows), strips = (grid.Rows + rowsPerStrip - 1) / rowsPerStrip;
            uint[] offsets = new uint[strips], lengths = new uint[strips];
            stream.Write(new byte[HeaderLength]);
            for (int strip = 0; strip < strips; strip++)
            {
                offsets[strip] = (uint)stream.Position;
                WriteStrip(stream, raster, strip * rowsPerStrip, Math.Min(rowsPerStrip, grid.Rows - strip * rowsPerStrip));
                lengths[strip] = (uint)(stream.Position - offsets[strip]);
            }
            if (stream.Position % 2 != 0) stream.WriteByte(0);        // lists of tags begin on a word
            uint directory = (uint)stream.Position;
            WriteDirectory(stream, Tags(grid, crs, (uint)rowsPerStrip, offsets, lengths));
            stream.Position = 0;
            stream.Write("II\u002a\0"u8);                              // little-endian, 42
            WriteUInt(stream, directory);
        });
    }

    private static void WriteStrip(Stream stream, Raster raster, int top, int rows)
    {
        int columns = raster.Grid.Columns;
        byte[] line = new byte[columns * SampleWidth];
        using ZLibStream zlib = new(stream, CompressionLevel.Optimal, leaveOpen: true);
        for (int row = top; row < top + rows; row++)
        {
            ReadOnlySpan<float> values = raster.Values.AsSpan((raster.Grid.Rows - 1 - row) * columns, columns);
            for (int i = 0; i < columns; i++)
            {
                uint bits = float.IsNaN(values[i]) ? 0x7FC00000 : BitConverter.SingleToUInt32Bits(values[i]);
                for (int b = 0; b < SampleWidth; b++) line[b * columns + i] = (byte)(bits >> 8 * (SampleWidth - 1 - b));
            }
            for (int i = line.Length - 1; i > 0; i--) line[i] -= line[i - 1];      // predictor 3: bytes by significance, as differences
            zlib.Write(line);
        }
    }

    private static SortedList<int, (int Type, int Count, byte[] Bytes)> Tags(Grid grid, Crs crs, uint rowsPerStrip, uint[] offsets, uint[] lengths)
    {
        ushort[] keys = crs.IsGeographic
            ? [1, 1, 0, 3, GeoKeys.ModelType, 0, 1, 2, GeoKeys.RasterType, 0, 1, 1, GeoKeys.GeographicType, 0, 1, (ushort)crs.Epsg]
            : [1, 1, 0, 3, GeoKeys.ModelType, 0, 1, 1, GeoKeys.RasterType, 0, 1, 1, GeoKeys.ProjectedType, 0, 1, (ushort)crs.Epsg];
        return new()
        {
            [TiffTag.Width] = Longs((uint)grid.Columns),
            [TiffTag.Height] = Longs((uint)grid.Rows),
            [TiffTag.Bits] = Shorts(8 * SampleWidth),
            [TiffTag.Compression] = Shorts(TiffDecoding.Deflate),
            [TiffTag.Photometric] = Shorts(1),                        // larger is lighter
            [TiffTag.StripOffsets] = Longs(offsets),
            [TiffTag.SamplesPerPixel] = Shorts(1),
            [TiffTag.RowsPerStrip] = Longs(rowsPerStrip),
            [TiffTag.StripLengths] = Longs(lengths),
            [TiffTag.PlanarConfiguration] = Shorts(1),
            [TiffTag.Predictor] = Shorts(3),
            [TiffTag.SampleFormat] = Shorts(3),                       // floats
            [TiffTag.PixelScale] = Doubles(grid.CellSize, grid.CellSize, 0),
            [TiffTag.TiePoint] = Doubles(0, 0, 0, grid.West, grid.South + grid.Rows * grid.CellSize, 0),
            [TiffTag.GeoKeys] = Shorts(keys),
            [TiffTag.NoData] = (Ascii, 4, Encoding.ASCII.GetBytes("nan\0")),
        };
    }

    private static void WriteDirectory(Stream stream, SortedList<int, (int Type, int Count, byte[] Bytes)> tags)
    {
        uint outside = (uint)(stream.Position + 2 + tags.Count * EntryLength + 4);
        WriteUShort(stream, (ushort)tags.Count);
        foreach ((int tag, (int type, int count, byte[] bytes)) in tags)
        {
            WriteUShort(stream, (ushort)tag);
            WriteUShort(stream, (ushort)type);
            WriteUInt(stream, (uint)count);
            if (bytes.Length <= 4)
            {
                stream.Write(bytes);
                stream.Write(new byte[4 - bytes.Length]);
                continue;
            }
            WriteUInt(stream, outside);
            outside += (uint)(bytes.Length + bytes.Length % 2);
        }
        WriteUInt(stream, 0);                                          // no further picture
        foreach ((int _, int _, byte[] bytes) in tags.Values)
        {
            if (bytes.Length <= 4) continue;
            stream.Write(bytes);
            if (bytes.Length % 2 != 0) stream.WriteByte(0);
        }
    }

    private static (int, int, byte[]) Shorts(params ushort[] values)
    {
        byte[] bytes = new byte[2 * values.Length];
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * i), values[i]);
        return (Short, values.Length, bytes);
    }

    private static (int, int, byte[]) Longs(params uint[] values)
    {
        byte[] bytes = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), values[i]);
        return (Long, values.Length, bytes);
    }

    private static (int, int, byte[]) Doubles(params double[] values)
    {
        byte[] bytes = new byte[8 * values.Length];
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8 * i), values[i]);
        return (Double, values.Length, bytes);
    }

    private static void WriteUShort(Stream stream, ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        stream.Write(bytes);
    }

    private static void WriteUInt(Stream stream, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        stream.Write(bytes);
    }
}
