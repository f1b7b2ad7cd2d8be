using System.Buffers.Binary;
using System.Text;

namespace TerritoryTwin.Files.Formats;

/// <summary>A variable with its place in the file.</summary>
internal sealed class NetCdfVariable(string name, NetCdfType type, IReadOnlyList<int> dimensions, IReadOnlyList<(string, object)> attributes, bool isRecord)
{
    public string Name { get; } = name;
    public NetCdfType Type { get; } = type;
    public IReadOnlyList<int> Dimensions { get; } = dimensions;
    public IReadOnlyList<(string Name, object Value)> Attributes { get; } = attributes;
    public bool IsRecord { get; } = isRecord;
    public long Begin { get; set; }
    public long Size { get; set; }
}

/// <summary>The big-endian header of a CDF-2 file, after which come the fixed variables, then the records, all of one size.</summary>
internal sealed class NetCdfHeader
{
    private const int DimensionList = 10, VariableList = 11, AttributeList = 12, Char = 2;

    public List<(string Name, int Length)> Dimensions { get; } = [];
    public List<(string Name, object Value)> Attributes { get; } = [];
    public List<NetCdfVariable> Variables { get; } = [];
    public int Records { get; set; }
    public long RecordSize { get; private set; }
    public long FixedEnd { get; private set; }

    /// <summary>Gives each variable its offset; the header's length does not depend on them.</summary>
    public void Place()
    {
        long position = Bytes().Length;
        foreach (NetCdfVariable v in Variables)
        {
            v.Size = v.Type == NetCdfType.Double ? 8 : 4;              // so no padding is needed
            foreach (int d in v.Dimensions.Skip(v.IsRecord ? 1 : 0)) v.Size = checked(v.Size * Dimensions[d].Length);
            if (v.Size > uint.MaxValue - 4) throw new ArgumentException($"{v.Name}: a record of {v.Size} bytes does not fit in the 4 GiB of the format");
        }
        foreach (NetCdfVariable v in Variables.Where(v => !v.IsRecord)) (v.Begin, position) = (position, position + v.Size);
        FixedEnd = position;
        foreach (NetCdfVariable v in Variables.Where(v => v.IsRecord)) (v.Begin, position) = (position, position + v.Size);
        RecordSize = position - FixedEnd;
    }

    public byte[] Bytes()
    {
        MemoryStream m = new();
        m.Write("CDF\x02"u8);
        Int(m, Records);
        Begin(m, DimensionList, Dimensions.Count);
        foreach ((string name, int length) in Dimensions)
        {
            Text(m, name);
            Int(m, length);
        }
        WriteAttributes(m, Attributes);
        Begin(m, VariableList, Variables.Count);
        foreach (NetCdfVariable v in Variables)
        {
            Text(m, v.Name);
            Int(m, v.Dimensions.Count);
            foreach (int d in v.Dimensions) Int(m, d);
            WriteAttributes(m, v.Attributes);
            Int(m, (int)v.Type);
            Int(m, unchecked((int)(uint)v.Size));
            Long(m, v.Begin);
        }
        return m.ToArray();
    }

    private static void WriteAttributes(MemoryStream m, IReadOnlyCollection<(string, object)> attributes)
    {
        Begin(m, AttributeList, attributes.Count);
        foreach ((string name, object value) in attributes)
        {
            Text(m, name);
            switch (value)
            {
                case string text:
                    Int(m, Char);
                    Text(m, text);
                    break;
                case int[] numbers:
                    Begin(m, (int)NetCdfType.Int, numbers.Length);
                    foreach (int n in numbers) Int(m, n);
                    break;
                case float[] numbers:
                    Begin(m, (int)NetCdfType.Float, numbers.Length);
                    foreach (float n in numbers) Int(m, BitConverter.SingleToInt32Bits(n));
                    break;
                case double[] numbers:
                    Begin(m, (int)NetCdfType.Double, numbers.Length);
                    foreach (double n in numbers) Long(m, BitConverter.DoubleToInt64Bits(n));
                    break;
                default: throw new ArgumentException($"attribute {name} of type {value.GetType().Name}; text, int[], float[] and double[] are written");
            }
        }
    }

    /// <summary>A list's kind and length; an empty list of dimensions, variables or attributes is two zeros.</summary>
    private static void Begin(MemoryStream m, int kind, int count)
    {
        Int(m, count == 0 && kind >= DimensionList ? 0 : kind);
        Int(m, count);
    }

    private static void Text(MemoryStream m, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Int(m, bytes.Length);
        m.Write(bytes);
        while (m.Length % 4 != 0) m.WriteByte(0);
    }

    private static void Int(MemoryStream m, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        m.Write(bytes);
    }

    private static void Long(MemoryStream m, long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        m.Write(bytes);
    }
}
