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

/// <summary>Writes NetCDF "64-bit offset" (CDF-2) files: dimensions, attributes and variables first, then their values.</summary>
public sealed class NetCdfWriter(string path) : IDisposable
{
    /// <summary>Adds a dimension; length 0 makes the record dimension, along which the file grows.</summary>
    public int Dimension(string name, int length) => throw new InputException($"{path} {name} {length}");

    /// <summary>Adds an attribute of the file: text, <c>double[]</c>, <c>float[]</c> or <c>int[]</c>.</summary>
    public void Attribute(string name, object value) => throw new InputException($"{name} {value}");

    /// <summary>Adds a variable over dimensions (outermost first) with its attributes.</summary>
    public int Variable(string name, NetCdfType type, IReadOnlyList<int> dimensions, params IReadOnlyList<(string Name, object Value)> attributes) =>
        throw new InputException($"{name} {type} {dimensions} {attributes}");

    /// <summary>Adds y and x dimensions, their coordinates at cell centres (north first) and the grid mapping of a grid.</summary>
    public NetCdfGrid Grid(Grid grid, Crs crs) => throw new InputException($"{grid} {crs.Epsg}");

    /// <summary>Writes the values of a variable of the grid, southernmost row first as fields have them; NaN becomes the fill value.</summary>
    public void PutField(int variable, int record, Grid grid, ReadOnlySpan<float> values) => throw new InputException($"{variable} {record} {grid} {values.Length}");

    /// <summary>Writes all values of a fixed variable, or one record of a record variable.</summary>
    public void Put<T>(int variable, int record, ReadOnlySpan<T> values) where T : unmanaged => throw new InputException($"{variable} {record} {values.Length}");

    /// <summary>Gives the file its name: until then it stands aside.</summary>
    public void Complete() => throw new InputException(path);

    /// <summary>Removes what was not completed.</summary>
    public void Dispose() { }
}

/// <summary>Dimensions of a grid in a NetCDF file.</summary>
/// <param name="Y">Dimension of rows, north first.</param>
/// <param name="X">Dimension of columns.</param>
public readonly record struct NetCdfGrid(int Y, int X);
