using System.Buffers.Binary;
using System.Runtime.InteropServices;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>What a variable of a NetCDF file holds.</summary>
public enum NetCdfType
{
    /// <summary>32-bit integer.</summary>
    Int = 4,
    /// <summary>32-bit float.</summary>
    Float = 5,
    /// <summary>64-bit float.</summary>
    Double = 6,
}

/// <summary>Dimensions of a grid in a NetCDF file.</summary>
/// <param name="Y">Dimension of rows, north first.</param>
/// <param name="X">Dimension of columns.</param>
/// <param name="Mapping">Name of the variable that says in which coordinate reference system they are.</param>
public readonly record struct NetCdfGrid(int Y, int X, string Mapping);

/// <summary>
/// Writes NetCDF "64-bit offset" (CDF-2) files, which ncdump, GDAL, QGIS and xarray open: first dimensions, attributes and variables, then values, one record at a time.
/// The file is written aside and gets its name in <see cref="Complete"/>.
/// </summary>
/// <remarks>NetCDF Classic Format Specification (OGC 10-092r3); CF conventions 1.10. One record of one variable stays below 4 GiB.</remarks>
public sealed class NetCdfWriter : IDisposable
{
    /// <summary>Stands for missing values; the format's own default, far outside every physical range.</summary>
    public const float FillValue = 9.9692099683868690e36f;

    private const int RecordCountAt = 4;
    private readonly string _path, _aside;
    private readonly int _whole;
    private readonly bool _stays;
    private readonly FileStream _file;
    private readonly NetCdfHeader _header = new();
    private readonly List<(int Variable, double[] Values)> _coordinates = [];
    private bool _isDefined;
    private byte[] _swapped = [];

    /// <summary>Begins a file.</summary>
    /// <param name="path">Replaced when it exists, once the new one is complete.</param>
    public NetCdfWriter(string path)
    {
        (_path, _aside) = (path, AtomicFile.Aside(path));
        _file = new FileStream(_aside, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
        Attribute("Conventions", "CF-1.10");
    }

    /// <summary>Begins a file that grows while a run goes on, or goes on with it.</summary>
    /// <param name="path">Replaced when it exists, once the new one is complete.</param>
    /// <param name="aside">Where it is written meanwhile; it stays there when this is disposed.</param>
    /// <param name="whole">Records of that file that are kept; 0 begins it anew. What was defined must be defined again.</param>
    public NetCdfWriter(string path, string aside, int whole)
    {
        (_path, _aside, _whole, _stays) = (path, aside, whole, true);
        _file = new FileStream(aside, whole > 0 ? FileMode.Open : FileMode.Create, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
        Attribute("Conventions", "CF-1.10");
    }

    /// <summary>Sends what was written to disk, so that a killed process finds its records again.</summary>
    public void Flush()
    {
        Define();
        WriteRecordCount();
        _file.Flush(flushToDisk: true);
    }

    /// <summary>Adds a dimension; length 0 makes the record dimension, along which the file grows.</summary>
    public int Dimension(string name, int length)
    {
        RequireDefining();
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == 0 && _header.Dimensions.Exists(d => d.Length == 0)) throw new ArgumentException("a file has one record dimension", nameof(length));
        _header.Dimensions.Add((name, length));
        return _header.Dimensions.Count - 1;
    }

    /// <summary>Adds an attribute of the file: text, <c>double[]</c>, <c>float[]</c> or <c>int[]</c>.</summary>
    public void Attribute(string name, object value)
    {
        RequireDefining();
        _header.Attributes.Add((name, value));
    }

    /// <summary>Adds a variable over dimensions (outermost first; the record dimension only there) with its attributes.</summary>
    public int Variable(string name, NetCdfType type, IReadOnlyList<int> dimensions, params IReadOnlyList<(string Name, object Value)> attributes)
    {
        RequireDefining();
        if (_header.Variables.Exists(v => v.Name == name)) throw new ArgumentException($"two variables called {name}", nameof(name));
        _header.Variables.Add(new NetCdfVariable(name, type, dimensions, attributes, dimensions.Count > 0 && _header.Dimensions[dimensions[0]].Length == 0));
        return _header.Variables.Count - 1;
    }

    /// <summary>Adds the record dimension <c>time</c> with its coordinate.</summary>
    /// <param name="units">As in CF: <c>seconds since 2026-01-01T00:00:00Z</c>.</param>
    /// <returns>The dimension, and the variable to which the time of each record is to be put.</returns>
    public (int Dimension, int Variable) Time(string units)
    {
        int dimension = Dimension("time", 0);
        return (dimension, Variable("time", NetCdfType.Double, [dimension],
            ("standard_name", "time"), ("long_name", "time"), ("units", units), ("calendar", "proleptic_gregorian"), ("axis", "T")));
    }

    /// <summary>Adds the dimensions of a grid, their coordinates at cell centres (north first) and the grid mapping.</summary>
    public NetCdfGrid Grid(Grid grid, Crs crs)
    {
        int y = Dimension("y", grid.Rows), x = Dimension("x", grid.Columns);
        string unit = crs.IsGeographic ? "degrees_" : "m";
        int rows = Variable("y", NetCdfType.Double, [y], ("standard_name", crs.IsGeographic ? "latitude" : "projection_y_coordinate"), ("long_name", "y of cell centres"), ("units", crs.IsGeographic ? unit + "north" : unit), ("axis", "Y"));
        int columns = Variable("x", NetCdfType.Double, [x], ("standard_name", crs.IsGeographic ? "longitude" : "projection_x_coordinate"), ("long_name", "x of cell centres"), ("units", crs.IsGeographic ? unit + "east" : unit), ("axis", "X"));
        Variable("crs", NetCdfType.Int, [], CrsText.GridMapping(crs.Definition));
        _coordinates.Add((rows, [.. Enumerable.Range(0, grid.Rows).Select(j => grid.Y(grid.Rows - 1 - j))]));
        _coordinates.Add((columns, [.. Enumerable.Range(0, grid.Columns).Select(grid.X)]));
        return new NetCdfGrid(y, x, "crs");
    }

    /// <summary>Adds a variable of floats over a grid.</summary>
    /// <param name="quantity">What it holds.</param>
    /// <param name="grid">From <see cref="Grid"/>.</param>
    /// <param name="time">The record dimension of <see cref="Time"/>, or null where it does not change.</param>
    public int Field(Quantity quantity, NetCdfGrid grid, int? time) => Variable(quantity.Name, NetCdfType.Float,
        time is { } record ? [record, grid.Y, grid.X] : [grid.Y, grid.X],
        ("units", quantity.Unit), ("long_name", quantity.Meaning), ("grid_mapping", grid.Mapping), ("kind", CodeWords<QuantityKind>.Of(quantity.Kind)), ("_FillValue", new[] { FillValue }));

    /// <summary>Writes the values of a variable of <see cref="Field"/>, southernmost row first as fields have them; NaN becomes <see cref="FillValue"/>.</summary>
    public void PutField(int variable, int record, Grid grid, ReadOnlySpan<float> values)
    {
        if (values.Length != grid.Count) throw new ArgumentException($"{values.Length} values for {grid.Columns} × {grid.Rows} cells", nameof(values));
        float[] northFirst = new float[values.Length];
        for (int j = 0; j < grid.Rows; j++)
        {
            Span<float> row = northFirst.AsSpan((grid.Rows - 1 - j) * grid.Columns, grid.Columns);
            values.Slice(j * grid.Columns, grid.Columns).CopyTo(row);
            foreach (ref float value in row)
                if (float.IsNaN(value)) value = FillValue;
        }
        Put<float>(variable, record, northFirst);
    }

    /// <summary>Writes all values of a fixed variable (record 0), or one record of a record variable. Records come in order; those of one number may come in any.</summary>
    /// <exception cref="ArgumentException">The values are of another type or number than the variable's.</exception>
    public void Put<T>(int variable, int record, params ReadOnlySpan<T> values) where T : unmanaged
    {
        Define();
        NetCdfVariable v = _header.Variables[variable];
        NetCdfType? type = typeof(T) == typeof(int) ? NetCdfType.Int : typeof(T) == typeof(float) ? NetCdfType.Float : typeof(T) == typeof(double) ? NetCdfType.Double : null;
        ReadOnlySpan<byte> source = MemoryMarshal.AsBytes(values);
        if (type != v.Type || source.Length != v.Size) throw new ArgumentException($"{v.Name}: {values.Length} values of {typeof(T).Name} for {v.Size} bytes of {v.Type}", nameof(values));
        if (record < 0 || record > (v.IsRecord ? _header.Records : 0)) throw new ArgumentOutOfRangeException(nameof(record), $"{v.Name}: record {record} after {_header.Records}");
        if (v.IsRecord && record == _header.Records) BeginRecord();
        _file.Position = v.Begin + (v.IsRecord ? record * _header.RecordSize : 0);
        WriteSwapped(source, v.Type);
    }

    /// <summary>Flushes the file to disk and gives it its name.</summary>
    public void Complete()
    {
        Close();
        AtomicFile.Rename(_aside, _path);
    }

    /// <summary>Ends the file where it was written.</summary>
    public void Close()
    {
        Define();
        _file.SetLength(_header.FixedEnd + _header.Records * _header.RecordSize);
        WriteRecordCount();
        _file.Flush(flushToDisk: true);
        _file.Dispose();
    }

    /// <summary>Removes what was not completed, but for a file that grows while a run goes on.</summary>
    public void Dispose()
    {
        _file.Dispose();
        if (!_stays) File.Delete(_aside);
    }

    private void RequireDefining()
    {
        if (_isDefined) throw new InvalidOperationException("dimensions, attributes and variables come before values");
    }

    private void Define()
    {
        if (_isDefined) return;
        _isDefined = true;
        _header.Place();
        _header.Records = _whole;
        if (_file.Length < (_whole > 0 ? _header.FixedEnd + _whole * _header.RecordSize : 0))
            throw new TerritoryException($"{_aside} holds fewer than the {_whole} records that were written there; nothing goes on from it. Run the scenario again.");
        _file.Write(_header.Bytes());
        foreach ((int variable, double[] values) in _coordinates) Put<double>(variable, 0, values);
    }

    /// <summary>Counts the records before this one, which are whole now: a file cut short keeps them.</summary>
    private void BeginRecord()
    {
        WriteRecordCount();
        _header.Records++;
    }

    private void WriteRecordCount()
    {
        Span<byte> count = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(count, _header.Records);
        _file.Position = RecordCountAt;
        _file.Write(count);
    }

    private void WriteSwapped(ReadOnlySpan<byte> source, NetCdfType type)
    {
        if (_swapped.Length == 0) _swapped = new byte[1 << 16];
        for (int offset = 0; offset < source.Length; offset += _swapped.Length)
        {
            int n = Math.Min(_swapped.Length, source.Length - offset);
            if (type == NetCdfType.Double) BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, long>(source.Slice(offset, n)), MemoryMarshal.Cast<byte, long>(_swapped.AsSpan(0, n)));
            else BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, int>(source.Slice(offset, n)), MemoryMarshal.Cast<byte, int>(_swapped.AsSpan(0, n)));
            _file.Write(_swapped, 0, n);
        }
    }
}
