using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>A variable over a grid, whose values stay in its NetCDF file until they are asked for.</summary>
/// <param name="Quantity">What it holds; the unit is <c>1</c> and the meaning its name when not said.</param>
/// <param name="Grid">Where it lives.</param>
/// <param name="Times">Of each of its fields, rising; empty where it does not change.</param>
/// <param name="Read">Its values at one of <paramref name="Times"/>, 0 where there are none: southernmost row first, missing values NaN. Throws an <see cref="InputException"/> when the file is gone or was replaced.</param>
public sealed record NetCdfField(Quantity Quantity, Grid Grid, IReadOnlyList<DateTime> Times, Func<int, Raster> Read);

/// <summary>Reads the fields over a grid, with and without time, from NetCDF classic and "64-bit offset" files: those that <see cref="NetCdfWriter"/> writes.</summary>
/// <remarks>NetCDF Classic Format Specification (OGC 10-092r3); CF conventions 1.10.</remarks>
public sealed class NetCdfReader
{
    private const int MostNames = 4096, LongestText = 1 << 20, Char = 2, Short = 3;
    private static readonly (string Unit, double Seconds)[] Units = [("seconds", 1), ("minutes", 60), ("hours", 3600), ("days", 86400)];
    private readonly string _path;
    private readonly Stream _stream;
    private readonly List<(string Name, int Length)> _dimensions = [];
    private readonly List<Variable> _variables = [];
    private int _records;
    private long _at, _recordSize;

    private sealed record Variable(string Name, int[] Dimensions, Dictionary<string, object> Attributes, int Type, long Begin)
    {
        public string Said(string attribute, string otherwise) => Attributes.GetValueOrDefault(attribute) as string ?? otherwise;
    }

    private NetCdfReader(string path, Stream stream) => (_path, _stream) = (path, stream);

    /// <summary>All fields of floats over the dimensions <c>y</c> and <c>x</c>, or <c>time</c>, <c>y</c> and <c>x</c>. Reads what the header says, and no field.</summary>
    /// <exception cref="InputException">The file is absent, cut short, or not of this form.</exception>
    public static IReadOnlyList<NetCdfField> Read(string path)
    {
        return InputFile.Guard(path, "NetCDF file", () =>
        {
            using FileStream stream = Open(path);
            NetCdfReader reader = new(path, stream);
            try
            {
                reader.ReadHeader();
                return reader.Fields((stream.Length, File.GetLastWriteTimeUtc(path)));
            }
            catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
            {
                throw reader.Fault("it ends before what its header promises", "a whole file");
            }
        });
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private void ReadHeader()
    {
        byte[] sign = _stream.Length < 8 ? new byte[4] : Data(0, 4);
        if (sign[0] != 'C' || sign[1] != 'D' || sign[2] != 'F' || sign[3] is not (1 or 2)) throw Fault("it is not a NetCDF classic file", "one that begins with `CDF`");
        bool wide = sign[3] == 2;
        _at = 4;
        _records = Bounded(Int(), int.MaxValue);
        for (int n = Count(); n > 0; n--) _dimensions.Add((Text(), Bounded(Int(), int.MaxValue)));
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
        Variable[] growing = [.. _variables.Where(IsRecord)];
        _recordSize = growing.Sum(v => growing.Length == 1 ? SizeOf(v) : (SizeOf(v) + 3) / 4 * 4);
    }

    private bool IsRecord(Variable v) => v.Dimensions.Length > 0 && _dimensions[v.Dimensions[0]].Length == 0;

    // Of one record, or of all of a fixed variable [bytes].
    private long SizeOf(Variable v) =>
        v.Dimensions.Skip(IsRecord(v) ? 1 : 0).Aggregate((long)SizeOf(v.Type), (size, d) => checked(size * _dimensions[d].Length));

    private static int SizeOf(int type) => type switch { 1 or Char => 1, Short => 2, (int)NetCdfType.Double => 8, _ => 4 };

    private List<NetCdfField> Fields((long Length, DateTime Written) file)
    {
        int x = _dimensions.FindIndex(d => d.Name == "x"), y = _dimensions.FindIndex(d => d.Name == "y"), time = _dimensions.FindIndex(d => d.Name == "time");
        List<NetCdfField> fields = [];
        if (x < 0 || y < 0) return fields;
        double[] across = Coordinates("x", x), up = Coordinates("y", y);
        if (across.Length < 2 || up.Length < 2) return fields;
        double cell = across[1] - across[0];
        if (!(cell > 0) || Math.Abs(Math.Abs(up[1] - up[0]) - cell) > 1e-6 * cell) throw Fault("its cells are not square", "coordinates `x` and `y` at equal steps");
        if ((long)across.Length * up.Length > Array.MaxLength / 4) throw Fault($"it has {across.Length} × {up.Length} cells", "a grid that fits in memory");
        bool northFirst = up[0] > up[1];
        Grid grid = new(up.Length, across.Length, cell, across[0] - cell / 2, Math.Min(up[0], up[^1]) - cell / 2);
        Variable[] floats = [.. _variables.Where(v => v.Type == (int)NetCdfType.Float)];
        foreach (Variable v in floats.Where(v => v.Dimensions.SequenceEqual([y, x]))) Add(v, []);
        Variable[] changing = [.. floats.Where(v => time >= 0 && v.Dimensions.SequenceEqual([time, y, x]))];
        IReadOnlyList<DateTime> times = changing.Length > 0 ? Times(time) : [];
        foreach (Variable v in changing.Where(_ => times.Count > 0)) Add(v, times);
        return fields;

        void Add(Variable v, IReadOnlyList<DateTime> at)
        {
            long step = IsRecord(v) ? _recordSize : 4L * grid.Count;
            RequireRoom(v.Begin, checked(step * Math.Max(0, at.Count - 1) + 4L * grid.Count));
            fields.Add(new(new(v.Name, v.Said("units", "1"), v.Said("long_name", v.Name), KindOf(v)), grid, at, field => Values(v, grid, northFirst, v.Begin + field * step, file)));
        }
    }

    // CF: `hours since 2050-01-01T00:00:00Z`.
    private List<DateTime> Times(int dimension)
    {
        Variable v = _variables.Find(v => v.Name == "time" && v.Type == (int)NetCdfType.Double && v.Dimensions.SequenceEqual([dimension]))
            ?? throw Fault("the dimension `time` has no coordinates", "a variable of that name");
        string said = v.Said("units", "");
        string[] words = said.Split(" since ");
        double seconds = Units.FirstOrDefault(u => u.Unit == words[0]).Seconds;
        if (words.Length != 2 || seconds == 0 || !DateTimeOffset.TryParse(words[1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset since))
            throw Fault($"its time is in `{said}`", "such as `hours since 2050-01-01T00:00:00Z`");
        bool grows = IsRecord(v);
        List<DateTime> times = [];
        for (int k = 0; k < (grows ? _records : _dimensions[dimension].Length); k++)
        {
            double at = BinaryPrimitives.ReadDoubleBigEndian(Data(v.Begin + (grows ? k * _recordSize : 8L * k), 8));
            if (!(Math.Abs(at * seconds) < 1e11)) throw Fault($"its time {k + 1} is {at}", "a number");
            times.Add(since.DateTime.AddSeconds(Math.Round(at * seconds)));
            if (k > 0 && times[k] <= times[k - 1]) throw Fault("its times do not rise", "each later than the one before");
        }
        return times;
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

    private Raster Values(Variable v, Grid grid, bool northFirst, long begin, (long Length, DateTime Written) file)
    {
        byte[] bytes = InputFile.Guard(_path, "NetCDF file", () =>
        {
            using FileStream stream = Open(_path);
            if ((stream.Length, File.GetLastWriteTimeUtc(_path)) != file) throw new InputException($"{_path} was replaced while it was shown: a run has written there. Open the results again.");
            return new NetCdfReader(_path, stream).Data(begin, 4L * grid.Count);
        });
        float missing = v.Attributes.GetValueOrDefault("_FillValue") is float fill ? fill : NetCdfWriter.FillValue;
        float[] values = new float[grid.Count];
        for (int j = 0; j < grid.Rows; j++)
            for (int i = 0; i < grid.Columns; i++)
            {
                float value = BinaryPrimitives.ReadSingleBigEndian(bytes.AsSpan(4 * (j * grid.Columns + i)));
                values[(northFirst ? grid.Rows - 1 - j : j) * grid.Columns + i] = value == missing || value == NetCdfWriter.FillValue ? float.NaN : value;
            }
        return new Raster(grid, values);
    }

    // A file that does not say it may still have a unit that does.
    private static QuantityKind KindOf(Variable v) => Enum.TryParse(v.Said("kind", ""), ignoreCase: true, out QuantityKind kind) ? kind
        : v.Said("units", "1") == "degC" ? QuantityKind.Temperature : QuantityKind.Fact;

    private void RequireRoom(long begin, long length)
    {
        if (begin < 0 || length < 0 || begin > _stream.Length - length) throw Fault("it ends before what its header promises", "a whole file");
    }

    private byte[] Data(long begin, long length)
    {
        RequireRoom(begin, length);
        byte[] bytes = new byte[length];
        _stream.Position = begin;
        _stream.ReadExactly(bytes);
        return bytes;
    }

    private Dictionary<string, object> Attributes()
    {
        Dictionary<string, object> all = new(StringComparer.Ordinal);
        for (int n = Count(); n > 0; n--)
        {
            string name = Text();
            int type = Int(), length = Bounded(Int(), LongestText);
            int size = SizeOf(type);
            byte[] bytes = Data(_at, (long)size * length);
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
