using System.Buffers.Binary;
using System.Text;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>A variable over a grid, as a NetCDF file holds it.</summary>
/// <param name="Name">Lower case with underscores.</param>
/// <param name="Unit">As in CF conventions; <c>1</c> when not said.</param>
/// <param name="Meaning">One line for people; the name when not said.</param>
/// <param name="Values">Southernmost row first; missing values are NaN.</param>
public sealed record NetCdfField(string Name, string Unit, string Meaning, Raster Values)
{
    /// <summary>What more of it means.</summary>
    public QuantityKind Kind { get; init; }
}

/// <summary>Reads the fields over a grid from NetCDF classic and "64-bit offset" files: those that <see cref="NetCdfWriter"/> writes, without time.</summary>
/// <remarks>NetCDF Classic Format Specification (OGC 10-092r3).</remarks>
public sealed class NetCdfReader
{
    private const int MostNames = 4096, Char = 2, Short = 3;
    private readonly string _path;
    private readonly byte[] _bytes;
    private readonly List<(string Name, int Length)> _dimensions = [];
    private readonly List<Variable> _variables = [];
    private int _at;

    private sealed record Variable(string Name, int[] Dimensions, Dictionary<string, object> Attributes, int Type, long Begin);

    private NetCdfReader(string path, byte[] bytes) => (_path, _bytes) = (path, bytes);

    /// <summary>All fields of floats over the dimensions <c>y</c> and <c>x</c>.</summary>
    /// <exception cref="InputException">The file is absent, cut short, or not of this form.</exception>
    public static IReadOnlyList<NetCdfField> Read(string path)
    {
        NetCdfReader reader = new(path, InputFile.Bytes(path, "NetCDF file"));
        try
        {
            reader.ReadHeader();
            return reader.Fields();
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            throw reader.Fault("it ends before what its header promises", "a whole file");
        }
    }

    private void ReadHeader()
    {
        if (_bytes.Length < 8 || _bytes[0] != 'C' || _bytes[1] != 'D' || _bytes[2] != 'F' || _bytes[3] is not (1 or 2))
            throw Fault("it is not a NetCDF classic file", "one that begins with `CDF`");
        bool wide = _bytes[3] == 2;
        _at = 8;
        for (int n = Count(); n > 0; n--) _dimensions.Add((Text(), Int()));
        Attributes();
        for (int n = Count(); n > 0; n--)
        {
            string name = Text();
            int[] dimensions = new int[Bounded(Int())];
            for (int d = 0; d < dimensions.Length; d++) dimensions[d] = Int();
            if (dimensions.Any(d => d < 0 || d >= _dimensions.Count)) throw Fault($"`{name}` has a dimension that is not declared", "one of its dimensions");
            Dictionary<string, object> attributes = Attributes();
            int type = Int();
            Int();                                  // its size, which follows from the dimensions
            _variables.Add(new(name, dimensions, attributes, type, wide ? Long() : (uint)Int()));
        }
    }

    private List<NetCdfField> Fields()
    {
        int x = _dimensions.FindIndex(d => d.Name == "x"), y = _dimensions.FindIndex(d => d.Name == "y");
        List<NetCdfField> fields = [];
        if (x < 0 || y < 0) return fields;
        double[] across = Coordinates("x", x), up = Coordinates("y", y);
        if (across.Length < 2 || up.Length < 2) return fields;
        double cell = across[1] - across[0];
        if (!(cell > 0) || Math.Abs(Math.Abs(up[1] - up[0]) - cell) > 1e-6 * cell) throw Fault("its cells are not square", "coordinates `x` and `y` at equal steps");
        bool northFirst = up[0] > up[1];
        Grid grid = new(up.Length, across.Length, cell, across[0] - cell / 2, Math.Min(up[0], up[^1]) - cell / 2);
        foreach (Variable v in _variables.Where(v => v.Type == (int)NetCdfType.Float && v.Dimensions.SequenceEqual([y, x])))
            fields.Add(new(v.Name, Said(v, "units", "1"), Said(v, "long_name", v.Name), new Raster(grid, Floats(v, grid, northFirst))) { Kind = KindOf(v) });
        return fields;
    }

    private double[] Coordinates(string name, int dimension)
    {
        Variable v = _variables.Find(v => v.Name == name && v.Type == (int)NetCdfType.Double && v.Dimensions.SequenceEqual([dimension]))
            ?? throw Fault($"the dimension `{name}` has no coordinates", "a variable of that name");
        ReadOnlySpan<byte> bytes = Data(v.Begin, checked(8L * _dimensions[dimension].Length));
        double[] values = new double[_dimensions[dimension].Length];
        for (int k = 0; k < values.Length; k++) values[k] = BinaryPrimitives.ReadDoubleBigEndian(bytes[(8 * k)..]);
        return values;
    }

    private float[] Floats(Variable v, Grid grid, bool northFirst)
    {
        ReadOnlySpan<byte> bytes = Data(v.Begin, checked(4L * grid.Rows * grid.Columns));
        float missing = v.Attributes.GetValueOrDefault("_FillValue") is float fill ? fill : NetCdfWriter.FillValue;
        float[] values = new float[grid.Count];
        for (int j = 0; j < grid.Rows; j++)
            for (int i = 0; i < grid.Columns; i++)
            {
                float value = BinaryPrimitives.ReadSingleBigEndian(bytes[(4 * (j * grid.Columns + i))..]);
                values[(northFirst ? grid.Rows - 1 - j : j) * grid.Columns + i] = value == missing || value == NetCdfWriter.FillValue ? float.NaN : value;
            }
        return values;
    }

    // A file that does not say it may still have a unit that does.
    private static QuantityKind KindOf(Variable v) => Enum.TryParse(Said(v, "kind", ""), ignoreCase: true, out QuantityKind kind) ? kind
        : Said(v, "units", "1") == "degC" ? QuantityKind.Temperature : QuantityKind.Fact;

    private static string Said(Variable v, string attribute, string otherwise) => v.Attributes.GetValueOrDefault(attribute) as string ?? otherwise;

    private ReadOnlySpan<byte> Data(long begin, long length)
    {
        if (begin < 0 || length < 0 || begin > _bytes.Length - length) throw Fault("it ends before what its header promises", "a whole file");
        return _bytes.AsSpan((int)begin, (int)length);
    }

    private Dictionary<string, object> Attributes()
    {
        Dictionary<string, object> all = new(StringComparer.Ordinal);
        for (int n = Count(); n > 0; n--)
        {
            string name = Text();
            int type = Int(), length = Bounded(Int(), _bytes.Length);
            int size = type switch { 1 or Char => 1, Short => 2, (int)NetCdfType.Double => 8, _ => 4 };
            ReadOnlySpan<byte> bytes = Data(_at, checked((long)size * length));
            if (type == Char) all[name] = Encoding.UTF8.GetString(bytes);
            else if (type == (int)NetCdfType.Float && length == 1) all[name] = BinaryPrimitives.ReadSingleBigEndian(bytes);
            _at += (bytes.Length + 3) / 4 * 4;
        }
        return all;
    }

    // A list begins with its kind and its length; an absent one with two zeros.
    private int Count()
    {
        Int();
        return Bounded(Int());
    }

    private int Bounded(int count, int most = MostNames) => count >= 0 && count <= most ? count : throw Fault($"its header promises {count} entries", $"at most {most}");

    private string Text()
    {
        int length = Bounded(Int());
        string text = Encoding.UTF8.GetString(Data(_at, length));
        _at += (length + 3) / 4 * 4;
        return text;
    }

    private int Int()
    {
        int value = BinaryPrimitives.ReadInt32BigEndian(Data(_at, 4));
        _at += 4;
        return value;
    }

    private long Long()
    {
        long value = BinaryPrimitives.ReadInt64BigEndian(Data(_at, 8));
        _at += 8;
        return value;
    }

    private InputException Fault(string found, string expected) => InputFile.Fault(_path, found, expected, "Run the scenario again.");
}
