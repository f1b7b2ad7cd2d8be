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
    private readonly int _bits, _compression, _predictor;
    private readonly SampleKind _kind;

    private GeoTiffReader(TiffDirectory tags, byte[] bytes)
    {
        (_tags, _bytes) = (tags, bytes);
        long samples = _tags.Integer(TiffTag.SamplesPerPixel, 1), bits = _tags.Integer(TiffTag.Bits, 1), format = _tags.Integer(TiffTag.SampleFormat, 1);
        if (samples != 1) throw _tags.Fault($"{samples} bands", "one", "Take the band that is meant: `gdal_translate -b 1`, and `-mask 2` where the second says which cells are known.");
        _kind = (format, bits) switch
        {
            (1, 1) when IsMask(tags) && _tags.Integer(TiffTag.FillOrder, 1) == 1 => SampleKind.Bit,
            (1, 8) => SampleKind.UInt8, (1, 16) => SampleKind.UInt16, (1, 32) => SampleKind.UInt32,
            (2, 8) => SampleKind.Int8, (2, 16) => SampleKind.Int16, (2, 32) => SampleKind.Int32,
            (3, 32) => SampleKind.Float32, (3, 64) => SampleKind.Float64,
            _ => throw _tags.Fault($"samples of {bits} bits and format {format}", "integers of 8, 16 or 32 bits, or floats of 32 or 64", "Convert it: `gdal_translate -ot Float32`."),
        };
        _bits = (int)bits;
        _compression = (int)_tags.Integer(TiffTag.Compression, TiffDecoding.None);
        if (_compression is not (TiffDecoding.None or TiffDecoding.Lzw or TiffDecoding.Deflate or TiffDecoding.DeflateOld or TiffDecoding.PackBits))
            throw _tags.Fault($"compression {_compression}", "none, LZW, deflate or PackBits", "Write it anew: `gdal_translate -co COMPRESS=DEFLATE`.");
        _predictor = (int)_tags.Integer(TiffTag.Predictor, 1);
        if (_compression is TiffDecoding.None or TiffDecoding.PackBits) _predictor = 1;
        if (_predictor is < 1 or > 3 || _predictor == 3 && format != 3 || _predictor != 1 && bits == 1)
            throw _tags.Fault($"predictor {_predictor}", "1, 2, or 3 with floats", "Write it anew: `gdal_translate -co COMPRESS=DEFLATE`.");
    }

    /// <summary>The numbers as they are stored, NaN where the file or its mask says that nothing is known, and what it says of them.</summary>
    public static (Raster Raster, Crs? Crs, RasterBand Band) Read(string path) => InputFile.Guard(path, Format, () =>
    {
        GeoTiffReader reader = First(path);
        TiffDirectory tags = reader._tags;
        GeoKeys keys = new(tags);
        Raster raster = new(keys.Grid(tags.Integer(TiffTag.Width, 0), tags.Integer(TiffTag.Height, 0)), []);
        raster = raster with { Values = reader.Values(raster.Grid) };
        foreach (TiffDirectory mask in tags.Following().Where(IsMask)) new GeoTiffReader(mask, reader._bytes).Mask(raster);
        RasterBand band = RasterBand.OfTag(path, tags.Text(TiffTag.GdalMetadata)).And(new RasterBand(Unit: keys.VerticalUnit), path);
        return (raster, keys.HasCrs ? keys.Crs() : Shapefile.ReadCrs(path), band);
    });

    /// <summary>Where it lies, and in which system; no value is unpacked.</summary>
    public static (Grid Grid, Crs? Crs) ReadGrid(string path) => InputFile.Guard(path, Format, () =>
    {
        TiffDirectory tags = First(path)._tags;
        GeoKeys keys = new(tags);
        return (keys.Grid(tags.Integer(TiffTag.Width, 0), tags.Integer(TiffTag.Height, 0)), keys.HasCrs ? keys.Crs() : Shapefile.ReadCrs(path));
    });

    /// <summary>Makes NaN of the values where a mask file (GDAL's <c>.msk</c>) is 0.</summary>
    public static void Mask(string path, Raster raster) => InputFile.Guard(path, Format, () =>
    {
        First(path).Mask(raster);
        return raster;
    });

    private static GeoTiffReader First(string path)
    {
        byte[] bytes = InputFile.Bytes(path, Format);
        return new GeoTiffReader(new TiffDirectory(path, bytes), bytes);
    }

    /// <summary>Whether it is the mask of the picture itself, not of a smaller copy.</summary>
    private static bool IsMask(TiffDirectory tags) => (tags.Integer(TiffTag.Subfile, 0) & 5) == 4;

    private void Mask(Raster raster)
    {
        long columns = _tags.Integer(TiffTag.Width, 0), rows = _tags.Integer(TiffTag.Height, 0);
        if (columns != raster.Grid.Columns || rows != raster.Grid.Rows)
            throw _tags.Fault($"a mask of {columns} × {rows} cells", $"the {raster.Grid.Columns} × {raster.Grid.Rows} of the raster that it belongs to");
        float[] mask = Values(raster.Grid);
        for (int n = 0; n < mask.Length; n++)
            if (mask[n] == 0) raster.Values[n] = float.NaN;
    }

    /// <summary>Bytes of a row of that many values.</summary>
    private int Row(int columns) => (columns * _bits + 7) / 8;

    private float[] Values(Grid grid)
    {
        TiffBlocks blocks = new(_tags, _bytes, grid.Columns, grid.Rows);
        long limit = Math.Max(GrowthFloor, GrowthLimit * _bytes.Length), blockBytes = (long)Row(blocks.Columns) * blocks.Rows;
        if (4L * grid.Count > limit || blockBytes > limit)
            throw _tags.Fault($"{_bytes.Length} bytes for {grid.Columns} × {grid.Rows} values in blocks of {blocks.Columns} × {blocks.Rows}", $"at least 1 byte for {GrowthLimit} bytes of values", "Fetch the file again; or cut it with `gdal_translate -projwin`.");

        float? noData = NoData();
        float[] values = new float[grid.Count];
        byte[] block = new byte[blockBytes], scratch = new byte[_predictor == 3 ? Row(blocks.Columns) : 0];
        for (int index = 0; index < blocks.Across * blocks.Down; index++)
        {
            int top = index / blocks.Across * blocks.Rows, left = index % blocks.Across * blocks.Columns;
            int rows = Math.Min(blocks.Rows, grid.Rows - top);
            int used = (blocks.AreTiles ? blocks.Rows : rows) * Row(blocks.Columns);
            bool isThere = blocks.Unpack(index, _compression, block.AsSpan(0, used), rows * Row(blocks.Columns));
            for (int row = 0; row < rows; row++)
            {
                Span<byte> line = block.AsSpan(row * Row(blocks.Columns), Row(blocks.Columns));
                Span<float> target = values.AsSpan((grid.Rows - 1 - top - row) * grid.Columns + left, Math.Min(blocks.Columns, grid.Columns - left));
                if (isThere) Convert(line, scratch, target, noData);
                else target.Fill(noData == null ? 0 : float.NaN);      // a block of length 0 was never written
            }
        }
        return values;
    }

    private void Convert(Span<byte> line, Span<byte> scratch, Span<float> target, float? noData)
    {
        if (_predictor == 2) TiffDecoding.UndoDifferences(line, _bits / 8, _tags.IsBigEndian);
        if (_predictor == 3) TiffDecoding.UndoFloatPredictor(line, scratch, _bits / 8);
        for (int i = 0; i < target.Length; i++)
        {
            float value = _kind == SampleKind.Bit ? line[i / 8] >> 7 - i % 8 & 1 : Sample(line.Slice(i * (_bits / 8), _bits / 8));
            target[i] = value == noData || !float.IsFinite(value) ? float.NaN : value;
        }
    }

    private float Sample(ReadOnlySpan<byte> bytes)
    {
        ulong bits = _bits switch
        {
            8 => bytes[0],
            16 => _tags.IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            32 => _tags.IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
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

    private enum SampleKind { Bit, UInt8, Int8, UInt16, Int16, UInt32, Int32, Float32, Float64 }
}
