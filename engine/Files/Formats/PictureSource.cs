using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SkiaSharp;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Colours of a picture that says where it lies, a block at a time.</summary>
internal abstract class PictureSource
{
    protected const int Channels = 4;
    private const long MostKept = 256L << 20;           // bytes of blocks
    private readonly Dictionary<(int, int), byte[]?> _blocks = [];
    private readonly Queue<(int, int)> _order = new();
    private long _kept;
    private (int, int) _lastAt = (-1, -1);
    private byte[]? _last;

    /// <summary>Its system.</summary>
    public abstract Crs Crs { get; }
    /// <summary>Whose it is.</summary>
    public abstract string Credit { get; }
    /// <summary>Of a block [px].</summary>
    protected abstract (int Columns, int Rows) BlockSize { get; }
    /// <summary>Of the picture at the size chosen [px].</summary>
    protected abstract (long Columns, long Rows) Size { get; }

    /// <summary>The pixel of a place of its system at the size chosen, from the north-west.</summary>
    public abstract (double X, double Y) Pixel((double X, double Y) place);

    /// <summary>Chooses among the sizes in which the file holds the picture: the smallest that has still a pixel for each that is wanted, else the largest.</summary>
    /// <param name="pixels">Of the largest across one that is wanted.</param>
    public abstract void Choose(double pixels);

    /// <summary>The colour of a pixel, four bytes; none beyond the picture and where nothing is known.</summary>
    public ReadOnlySpan<byte> At(double x, double y)
    {
        if (!(x >= 0 && y >= 0 && x < Size.Columns && y < Size.Rows)) return default;
        ((int columns, int rows), long column, long row) = (BlockSize, (long)x, (long)y);
        (int, int) at = ((int)(column / columns), (int)(row / rows));
        if (at != _lastAt) (_lastAt, _last) = (at, Block(at));
        return _last is null ? default : _last.AsSpan((int)(Channels * (row % rows * columns + column % columns)), Channels);
    }

    /// <summary>A block of four bytes a pixel; null where it was never written.</summary>
    protected abstract byte[]? Read(int column, int row);

    /// <summary>Unpacks a PNG, JPEG or WebP picture; null where it cannot be, or has another size than a block.</summary>
    protected byte[]? Unpacked(ReadOnlySpan<byte> packed, int columns, int rows)
    {
        using SKData data = SKData.CreateCopy(packed);
        using SKCodec? codec = SKCodec.Create(data);
        if (codec is null || codec.Info.Width != columns || codec.Info.Height != rows) return null;
        using SKBitmap? picture = SKBitmap.Decode(codec, new SKImageInfo(columns, rows, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        return picture?.GetPixelSpan().ToArray();
    }

    private byte[]? Block((int Column, int Row) at)
    {
        if (_blocks.TryGetValue(at, out byte[]? known)) return known;
        byte[]? block = _blocks[at] = Read(at.Column, at.Row);
        _order.Enqueue(at);
        _kept += block?.Length ?? 0;
        while (_kept > MostKept && _order.Count > 1)
        {
            (int, int) oldest = _order.Dequeue();
            _kept -= _blocks[oldest]?.Length ?? 0;
            _blocks.Remove(oldest);
        }
        return block;
    }
}

/// <summary>The picture of a GeoTIFF: grey, palette, RGB or RGBA of 8 bits, in strips or tiles, with smaller copies; not packed, deflate, LZW, PackBits or JPEG.</summary>
internal sealed class TiffPicture : PictureSource
{
    private const int Jpeg = 7, Grey = 1, InvertedGrey = 0, Rgb = 2, Palette = 3, YCbCr = 6;
    private const long GrowthLimit = 300, GrowthFloor = 64 << 20;     // bytes of a block for a byte of the file
    private readonly byte[] _file;
    private readonly Grid _whole;
    private readonly TiffDirectory _first;
    private TiffDirectory _tags;
    private TiffBlocks _blocks;
    private int _columns, _rows, _samples, _photometric, _compression, _predictor;
    private byte? _noData;
    private byte[] _palette = [];

    public TiffPicture(string path)
    {
        _file = InputFile.Bytes(path, "GeoTIFF");
        _tags = _first = new TiffDirectory(path, _file);
        GeoKeys keys = new(_first);
        _whole = keys.Grid(_first.Integer(TiffTag.Width, 0), _first.Integer(TiffTag.Height, 0));
        Crs = (keys.HasCrs ? keys.Crs() : Shapefile.ReadCrs(path)) ?? throw _first.Fault("no coordinate reference system", "its EPSG code, or a .prj file beside it", "Name it: `gdal_translate -a_srs EPSG:2154`.");
        Credit = _first.Text(TiffTag.Copyright) is { Length: > 0 } told ? told : Path.GetFileName(path);
        _blocks = Use(_first);
    }

    public override Crs Crs { get; }
    public override string Credit { get; }
    protected override (int Columns, int Rows) BlockSize => (_blocks.Columns, _blocks.Rows);
    protected override (long Columns, long Rows) Size => (_columns, _rows);

    public override (double X, double Y) Pixel((double X, double Y) place) =>
        ((place.X - _whole.West) / (_whole.Columns * _whole.CellSize) * _columns, (_whole.South + _whole.Rows * _whole.CellSize - place.Y) / (_whole.Rows * _whole.CellSize) * _rows);

    public override void Choose(double pixels)
    {
        foreach (TiffDirectory copy in _first.Following().Where(static t => (t.Integer(TiffTag.Subfile, 0) & 5) == 1).OrderBy(static t => t.Integer(TiffTag.Width, 0)))
        {
            if (pixels * copy.Integer(TiffTag.Width, 0) < _whole.Columns) continue;
            _blocks = Use(copy);
            return;
        }
    }

    private TiffBlocks Use(TiffDirectory tags)
    {
        _tags = tags;
        (long columns, long rows) = (tags.Integer(TiffTag.Width, 0), tags.Integer(TiffTag.Height, 0));
        if (columns < 1 || rows < 1 || columns > _whole.Columns || rows > _whole.Rows) throw tags.Fault($"{columns} × {rows} pixels", $"1 × 1 to the {_whole.Columns} × {_whole.Rows} of the picture");
        (_columns, _rows) = ((int)columns, (int)rows);
        long[] bits = tags.Integers(TiffTag.Bits);
        if (bits.Length == 0 || bits.Any(static b => b != 8)) throw tags.Fault($"samples of {(bits.Length == 0 ? 1 : bits.First(static b => b != 8))} bits", "8", "Convert it: `gdal_translate -ot Byte -scale`.");
        (_samples, _photometric) = ((int)tags.Integer(TiffTag.SamplesPerPixel, 1), (int)tags.Integer(TiffTag.Photometric, Grey));
        _compression = (int)tags.Integer(TiffTag.Compression, TiffDecoding.None);
        bool jpeg = _compression == Jpeg;
        if (!jpeg && _compression is not (TiffDecoding.None or TiffDecoding.Lzw or TiffDecoding.Deflate or TiffDecoding.DeflateOld or TiffDecoding.PackBits))
            throw tags.Fault($"compression {_compression}", "none, LZW, deflate, PackBits or JPEG", "Write it anew: `gdal_translate -co COMPRESS=DEFLATE`.");
        bool known = _photometric switch { Grey => _samples is 1 or 2, InvertedGrey => _samples is 1 or 2 && !jpeg, Palette => _samples == 1 && !jpeg, Rgb => _samples is 3 or 4 && !jpeg, YCbCr => _samples == 3 && jpeg, _ => false };
        if (!known) throw tags.Fault($"{_samples} bands of colour kind {_photometric}{(jpeg ? " packed as JPEG" : "")}", "grey, a palette, or red, green and blue, with or without transparency", "Convert it: `gdal_translate -b 1 -b 2 -b 3 -co COMPRESS=DEFLATE`, or `-expand rgb`.");
        if (tags.Integer(TiffTag.PlanarConfiguration, 1) != 1 && _samples > 1) throw tags.Fault("bands one after the other", "the bands of a pixel together", "Write it anew: `gdal_translate -co INTERLEAVE=PIXEL`.");
        _predictor = _compression is TiffDecoding.None or TiffDecoding.PackBits or Jpeg ? 1 : (int)tags.Integer(TiffTag.Predictor, 1);
        if (_predictor is not (1 or 2)) throw tags.Fault($"predictor {_predictor}", "1 or 2", "Write it anew: `gdal_translate -co COMPRESS=DEFLATE`.");
        _noData = byte.TryParse(_first.Text(TiffTag.NoData), out byte none) ? none : null;
        if (_photometric == Palette) _palette = PaletteOf(tags);
        TiffBlocks blocks = new(tags, _file, _columns, _rows);
        if ((long)Channels * blocks.Columns * blocks.Rows > Math.Max(GrowthFloor, GrowthLimit * _file.Length))
            throw tags.Fault($"{_file.Length} bytes for blocks of {blocks.Columns} × {blocks.Rows} pixels", $"at least 1 byte for {GrowthLimit} bytes of colours", "Write it anew in tiles: `gdal_translate -co TILED=YES`.");
        return blocks;
    }

    // Reds, then greens, then blues, of 16 bits.
    private static byte[] PaletteOf(TiffDirectory tags)
    {
        const int colours = 256;
        long[] map = tags.Integers(TiffTag.ColorMap);
        if (map.Length != 3 * colours) throw tags.Fault($"a palette of {map.Length} values", $"{3 * colours}");
        return [.. Enumerable.Range(0, colours).SelectMany(k => new[] { (byte)(map[k] >> 8), (byte)(map[colours + k] >> 8), (byte)(map[2 * colours + k] >> 8) })];
    }

    protected override byte[]? Read(int column, int row)
    {
        int index = row * _blocks.Across + column, rows = Math.Min(_blocks.Rows, _rows - row * _blocks.Rows), used = _blocks.AreTiles ? _blocks.Rows : rows;
        if (_compression == Jpeg) return ReadJpeg(index, used);
        byte[] packed = new byte[_blocks.Columns * used * _samples];
        if (!_blocks.Unpack(index, _compression, packed, _blocks.Columns * rows * _samples)) return null;
        byte[] pixels = new byte[Channels * _blocks.Columns * _blocks.Rows];
        bool alpha = _samples is 2 or 4 && _tags.Integer(TiffTag.ExtraSamples, 0) is 1 or 2;
        for (int j = 0; j < rows; j++)
        {
            Span<byte> line = packed.AsSpan(j * _blocks.Columns * _samples, _blocks.Columns * _samples);
            if (_predictor == 2)
                for (int k = _samples; k < line.Length; k++) line[k] += line[k - _samples];
            for (int i = 0; i < _blocks.Columns; i++) Colour(line.Slice(i * _samples, _samples), pixels.AsSpan(Channels * (j * _blocks.Columns + i), Channels), alpha);
        }
        return pixels;
    }

    private void Colour(ReadOnlySpan<byte> samples, Span<byte> pixel, bool alpha)
    {
        int colours = _samples >= 3 ? 3 : 1;
        for (int c = 0; c < 3; c++) pixel[c] = _photometric switch { Palette => _palette[3 * samples[0] + c], InvertedGrey => (byte)(255 - samples[0]), _ => samples[Math.Min(c, colours - 1)] };
        bool none = _noData is { } value && !samples[..colours].ContainsAnyExcept(value);
        pixel[3] = none ? (byte)0 : alpha ? samples[^1] : (byte)255;
    }

    // Tables that all blocks share come before the block's own; TIFF Technical Note 2, 1995.
    private byte[]? ReadJpeg(int index, int rows)
    {
        const int marker = 2;
        (int offset, int length) = _blocks.Packed(index);
        if (length == 0) return null;
        ReadOnlySpan<byte> tables = _tags.Bytes(TiffTag.JpegTables), own = _file.AsSpan(offset, length);
        byte[] whole = tables.Length > 2 * marker && length > marker ? [.. tables[..^marker], .. own[marker..]] : own.ToArray();
        byte[] pixels = Unpacked(whole, _blocks.Columns, rows) ?? throw _tags.Fault($"strip or tile {index + 1}, which is no JPEG picture of {_blocks.Columns} × {rows}", "one", "Write it anew: `gdal_translate -co COMPRESS=DEFLATE`.");
        if (rows < _blocks.Rows) Array.Resize(ref pixels, Channels * _blocks.Columns * _blocks.Rows);
        return pixels;
    }
}

/// <summary>The picture of MBTiles 1.3: tiles of PNG, JPEG or WebP in spherical Mercator.</summary>
internal sealed partial class TilePicture : PictureSource
{
    private const int Deepest = 22, LargestTile = 16 << 20, SmallestSide = 64, LargestSide = 1024;
    private const double Equator = 2 * Math.PI * 6_378_137;            // [m]
    private readonly string _path;
    private readonly SqliteConnection _db;
    private readonly int[] _zooms;                                     // rising
    private readonly int _side;                                        // of a tile [px]
    private int _zoom;

    public TilePicture(string path, SqliteConnection db)
    {
        (_path, _db) = (path, db);
        string kind = Told("format");
        if (kind is "pbf" or "mvt") throw InputFile.Fault(path, "tiles of vectors (`pbf`)", "tiles of pictures: PNG, JPEG or WebP", "Draw them first, for example with QGIS (Generate XYZ tiles, MBTiles).");
        using SqliteCommand zooms = db.CreateCommand();
        zooms.CommandText = "SELECT DISTINCT zoom_level FROM tiles ORDER BY zoom_level";
        using (SqliteDataReader rows = zooms.ExecuteReader())
        {
            List<int> found = [];
            while (rows.Read()) found.Add(rows.GetInt32(0));
            _zooms = [.. found];
        }
        if (_zooms.Length == 0 || _zooms[0] < 0 || _zooms[^1] > Deepest) throw InputFile.Fault(path, _zooms.Length == 0 ? "no tile" : $"tiles of the levels {_zooms[0]} to {_zooms[^1]}", $"tiles of the levels 0 to {Deepest}", "Fetch the file again.");
        _zoom = _zooms[^1];
        using SqliteCommand any = db.CreateCommand();
        any.CommandText = "SELECT tile_data FROM tiles LIMIT 1";
        using SKCodec? first = any.ExecuteScalar() is byte[] { Length: <= LargestTile } data ? SKCodec.Create(SKData.CreateCopy(data)) : null;
        if (first is null || first.Info.Width != first.Info.Height || first.Info.Width is < SmallestSide or > LargestSide)
            throw InputFile.Fault(path, first is null ? "tiles that are no pictures" : $"tiles of {first.Info.Width} × {first.Info.Height} pixels", $"square ones of PNG, JPEG or WebP, {SmallestSide} to {LargestSide} pixels wide", "Write them anew: `gdal_translate -of MBTILES`.");
        _side = first.Info.Width;
        string credit = Markup().Replace(Told("attribution"), "").Trim();
        Credit = credit.Length > 0 ? System.Net.WebUtility.HtmlDecode(credit) : Path.GetFileName(path);
    }

    public override Crs Crs { get; } = Crs.FromEpsg(3857);
    public override string Credit { get; }
    protected override (int Columns, int Rows) BlockSize => (_side, _side);
    protected override (long Columns, long Rows) Size => ((long)_side << _zoom, (long)_side << _zoom);

    public override (double X, double Y) Pixel((double X, double Y) place) => ((place.X / Equator + 0.5) * Size.Columns, (0.5 - place.Y / Equator) * Size.Rows);

    public override void Choose(double pixels)
    {
        foreach (int zoom in _zooms)
        {
            _zoom = zoom;
            if (pixels >= 1 << (_zooms[^1] - zoom)) return;
        }
    }

    // Rows of tiles are counted from the south.
    protected override byte[]? Read(int column, int row)
    {
        using SqliteCommand command = _db.CreateCommand();
        command.CommandText = "SELECT CASE WHEN length(tile_data) <= $most THEN tile_data END, length(tile_data) FROM tiles WHERE zoom_level = $z AND tile_column = $x AND tile_row = $y";
        command.Parameters.AddWithValue("$most", LargestTile);
        command.Parameters.AddWithValue("$z", _zoom);
        command.Parameters.AddWithValue("$x", column);
        command.Parameters.AddWithValue("$y", (1 << _zoom) - 1 - row);
        using SqliteDataReader found = command.ExecuteReader();
        if (!found.Read() || found.IsDBNull(1) || found.GetInt64(1) == 0) return null;
        return (found.GetValue(0) is byte[] packed ? Unpacked(packed, _side, _side) : null)
            ?? throw InputFile.Fault(_path, $"the tile {_zoom}/{column}/{row}, which is no picture of {_side} × {_side} pixels", "one as the others", "Fetch the file again, or write it anew: `gdal_translate -of MBTILES`.");
    }

    private string Told(string name)
    {
        using SqliteCommand command = _db.CreateCommand();
        command.CommandText = "SELECT value FROM metadata WHERE name = $name";
        command.Parameters.AddWithValue("$name", name);
        return command.ExecuteScalar() as string ?? "";
    }

    [GeneratedRegex("<[^<>]*>")]
    private static partial Regex Markup();
}
