using System.Buffers.Binary;
using System.Globalization;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads the one band of a GeoTIFF: strips or tiles; not packed, deflate, LZW or PackBits; 8, 16 or 32-bit integers, 32 or 64-bit floats. OGC 19-008r4.</summary>
internal sealed class GeoTiffReader
{
    private const string Format = "GeoTIFF";
    private const long GrowthLimit = 300, GrowthFloor = 64 << 20;     // bytes of values for a byte of the file
    private readonly TiffDirectory _tags;
    private readonly byte[] _bytes;
    private readonly int _width, _compression, _predictor;
    private readonly SampleKind _kind;

    private GeoTiffReader(string path)
    {
        _bytes = InputFile.Bytes(path, Format);
        _tags = new TiffDirectory(path, _bytes);
        long samples = _tags.Integer(TiffTag.SamplesPerPixel, 1), bits = _tags.Integer(TiffTag.Bits, 1), format = _tags.Integer(TiffTag.SampleFormat, 1);
        if (samples != 1) throw _tags.Fault($"{samples} bands", "one", "Take the band that is meant: `gdal_translate -b 1`.");
        _kind = (format, bits) switch
        {
            (1, 8) => SampleKind.UInt8, (1, 16) => SampleKind.UInt16, (1, 32) => SampleKind.UInt32,
            (2, 8) => SampleKind.Int8, (2, 16) => SampleKind.Int16, (2, 32) => SampleKind.Int32,
            (3, 32) => SampleKind.Float32, (3, 64) => SampleKind.Float64,
            _ => throw _tags.Fault($"samples of {bits} bits and format {format}", "integers of 8, 16 or 32 bits, or floats of 32 or 64", "Convert it: `gdal_translate -ot Float32`."),
        };
        _width = (int)bits / 8;
        _compression = (int)_tags.Integer(TiffTag.Compression, TiffDecoding.None);
        if (_compression is not (TiffDecoding.None or TiffDecoding.Lzw or TiffDecoding.Deflate or TiffDecoding.DeflateOld or TiffDecoding.PackBits))
            throw _tags.Fault($"compression {_compression}", "none, LZW, deflate or PackBits", "Write it anew: `gdal_translate -co COMPRESS=DEFLATE`.");
        _predictor = (int)_tags.Integer(TiffTag.Predictor, 1);
        if (_compression is TiffDecoding.None or TiffDecoding.PackBits) _predictor = 1;
        if (_predictor is < 1 or > 3 || _predictor == 3 && format != 3)
            throw _tags.Fault($"predictor {_predictor}", "1, 2, or 3 with floats", "Write it anew: `gdal_translate -co COMPRESS=DEFLATE`.");
    }

    public static (Raster Raster, Crs? Crs) Read(string path) => InputFile.Guard(path, Format, () =>
    {
        GeoTiffReader reader = new(path);
        GeoKeys keys = new(reader._tags);
        Grid grid = keys.Grid(reader._tags.Integer(TiffTag.Width, 0), reader._tags.Integer(TiffTag.Height, 0));
        return (new Raster(grid, reader.Values(grid)), keys.HasCrs ? keys.Crs() : Shapefile.ReadCrs(path));
    });

    private float[] Values(Grid grid)
    {
        Blocks blocks = BlocksOf(grid);
        long limit = Math.Max(GrowthFloor, GrowthLimit * _bytes.Length), blockBytes = (long)blocks.Columns * blocks.Rows * _width;
        if (4L * grid.Count > limit || blockBytes > limit)
            throw _tags.Fault($"{_bytes.Length} bytes for {grid.Columns} × {grid.Rows} values in blocks of {blocks.Columns} × {blocks.Rows}", $"at least 1 byte for {GrowthLimit} bytes of values", "Fetch the file again; or cut it with `gdal_translate -projwin`.");

        float? noData = NoData();
        float[] values = new float[grid.Count];
        byte[] block = new byte[blockBytes], scratch = new byte[_predictor == 3 ? blocks.Columns * _width : 0];
        int across = (grid.Columns + blocks.Columns - 1) / blocks.Columns, down = (grid.Rows + blocks.Rows - 1) / blocks.Rows;
        if (blocks.Offsets.Length < (long)across * down || blocks.Lengths.Length < (long)across * down)
            throw _tags.Fault($"{Math.Min(blocks.Offsets.Length, blocks.Lengths.Length)} strips or tiles", $"{(long)across * down} for {grid.Columns} × {grid.Rows} values");
        if (blocks.Lengths.Sum(l => (decimal)l) > _bytes.Length) throw _tags.Fault("strips or tiles that are together longer than the file", $"at most {_bytes.Length} bytes");
        for (int index = 0; index < across * down; index++)
        {
            int top = index / across * blocks.Rows, left = index % across * blocks.Columns;
            int rows = Math.Min(blocks.Rows, grid.Rows - top);
            int used = (blocks.AreTiles ? blocks.Rows : rows) * blocks.Columns * _width;
            bool isThere = Unpack(blocks, index, block.AsSpan(0, used), rows * blocks.Columns * _width);
            for (int row = 0; row < rows; row++)
            {
                Span<byte> line = block.AsSpan(row * blocks.Columns * _width, blocks.Columns * _width);
                Span<float> target = values.AsSpan((grid.Rows - 1 - top - row) * grid.Columns + left, Math.Min(blocks.Columns, grid.Columns - left));
                if (isThere) Convert(line, scratch, target, noData);
                else target.Fill(noData == null ? 0 : float.NaN);      // a block of length 0 was never written
            }
        }
        return values;
    }

    private Blocks BlocksOf(Grid grid)
    {
        bool areTiles = _tags.Has(TiffTag.TileWidth);
        long columns = areTiles ? _tags.Integer(TiffTag.TileWidth, 0) : grid.Columns;
        long rows = areTiles ? _tags.Integer(TiffTag.TileHeight, 0) : Math.Min(_tags.Integer(TiffTag.RowsPerStrip, grid.Rows), grid.Rows);
        if (columns < 1 || rows < 1 || columns > int.MaxValue / 8 / rows) throw _tags.Fault($"strips or tiles of {columns} × {rows}", "at least 1 × 1, and less than 2 GB");
        return new Blocks(areTiles, (int)columns, (int)rows,
            _tags.Integers(areTiles ? TiffTag.TileOffsets : TiffTag.StripOffsets), _tags.Integers(areTiles ? TiffTag.TileLengths : TiffTag.StripLengths));
    }

    private bool Unpack(Blocks blocks, int index, Span<byte> block, int needed)
    {
        long offset = blocks.Offsets[index], length = blocks.Lengths[index];
        if (length == 0) return false;
        if (offset > _bytes.Length || length > _bytes.Length - offset)
            throw _tags.Fault($"{_bytes.Length} bytes", $"strip or tile {index + 1} of {length} bytes at byte {offset}");
        int filled = TiffDecoding.Unpack(_compression, _bytes, (int)offset, (int)length, block);
        if (filled < needed) throw _tags.Fault($"{filled} bytes in strip or tile {index + 1}", $"{needed}");
        return true;
    }

    private void Convert(Span<byte> line, Span<byte> scratch, Span<float> target, float? noData)
    {
        if (_predictor == 2) TiffDecoding.UndoDifferences(line, _width, _tags.IsBigEndian);
        if (_predictor == 3) TiffDecoding.UndoFloatPredictor(line, scratch, _width);
        for (int i = 0; i < target.Length; i++)
        {
            float value = Sample(line.Slice(i * _width, _width));
            target[i] = value == noData || !float.IsFinite(value) ? float.NaN : value;
        }
    }

    private float Sample(ReadOnlySpan<byte> bytes)
    {
        ulong bits = _width switch
        {
            1 => bytes[0],
            2 => _tags.IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            4 => _tags.IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => _tags.IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        };
        return _kind switch
        {
            SampleKind.Int8 => (sbyte)bits,
            SampleKind.Int16 => (short)bits,
            SampleKind.Int32 => (int)bits,
            SampleKind.Float32 => BitConverter.UInt32BitsToSingle((uint)bits),
            SampleKind.Float64 => (float)BitConverter.UInt64BitsToDouble(bits),
            _ => bits,
        };
    }

    /// <summary>GDAL's tag: the value that means "none", as text.</summary>
    private float? NoData() => double.TryParse(_tags.Text(TiffTag.NoData), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? (float)value : null;

    private enum SampleKind { UInt8, Int8, UInt16, Int16, UInt32, Int32, Float32, Float64 }

    private sealed record Blocks(bool AreTiles, int Columns, int Rows, long[] Offsets, long[] Lengths);
}
