namespace TerritoryTwin.Files.Formats;

/// <summary>The strips or tiles of a picture of a TIFF file.</summary>
internal sealed class TiffBlocks
{
    private readonly TiffDirectory _tags;
    private readonly byte[] _file;
    private readonly long[] _offsets, _lengths;

    /// <summary>Of a picture of that many columns and rows.</summary>
    public TiffBlocks(TiffDirectory tags, byte[] file, int columns, int rows)
    {
        (_tags, _file, AreTiles) = (tags, file, tags.Has(TiffTag.TileWidth));
        long wide = AreTiles ? tags.Integer(TiffTag.TileWidth, 0) : columns, tall = AreTiles ? tags.Integer(TiffTag.TileHeight, 0) : Math.Min(tags.Integer(TiffTag.RowsPerStrip, rows), rows);
        if (wide < 1 || tall < 1 || wide > int.MaxValue / 8 / tall) throw tags.Fault($"strips or tiles of {wide} × {tall}", "at least 1 × 1, and less than 2 GB");
        (Columns, Rows) = ((int)wide, (int)tall);
        (Across, Down) = ((columns - 1) / Columns + 1, (rows - 1) / Rows + 1);
        (_offsets, _lengths) = (tags.Integers(AreTiles ? TiffTag.TileOffsets : TiffTag.StripOffsets), tags.Integers(AreTiles ? TiffTag.TileLengths : TiffTag.StripLengths));
        if (_offsets.Length < (long)Across * Down || _lengths.Length < (long)Across * Down)
            throw tags.Fault($"{Math.Min(_offsets.Length, _lengths.Length)} strips or tiles", $"{(long)Across * Down} for {columns} × {rows} values");
        if (_lengths.Sum(static l => (decimal)l) > file.Length) throw tags.Fault("strips or tiles that are together longer than the file", $"at most {file.Length} bytes");
    }

    /// <summary>Whether they are tiles, which are whole at the edges too.</summary>
    public bool AreTiles { get; }
    /// <summary>Of one.</summary>
    public int Columns { get; }
    /// <summary>Of one.</summary>
    public int Rows { get; }
    /// <summary>How many stand side by side.</summary>
    public int Across { get; }
    /// <summary>How many stand below each other.</summary>
    public int Down { get; }

    /// <summary>Where the bytes of one lie in the file; of length 0 where it was never written.</summary>
    public (int Offset, int Length) Packed(int index)
    {
        long offset = _offsets[index], length = _lengths[index];
        if (length > 0 && (offset > _file.Length || length > _file.Length - offset))
            throw _tags.Fault($"{_file.Length} bytes", $"strip or tile {index + 1} of {length} bytes at byte {offset}");
        return ((int)Math.Min(offset, _file.Length), (int)length);
    }

    /// <summary>Unpacks one.</summary>
    /// <param name="index">Which.</param> <param name="compression">Of the picture.</param> <param name="block">Filled.</param> <param name="needed">Bytes that it must hold.</param>
    /// <returns>False where it was never written.</returns>
    public bool Unpack(int index, int compression, Span<byte> block, int needed)
    {
        (int offset, int length) = Packed(index);
        if (length == 0) return false;
        int filled = TiffDecoding.Unpack(compression, _file, offset, length, block);
        return filled >= needed ? true : throw _tags.Fault($"{filled} bytes in strip or tile {index + 1}", $"{needed}");
    }
}
