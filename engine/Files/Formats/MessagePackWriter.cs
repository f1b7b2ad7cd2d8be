using System.Buffers.Binary;
using System.Text;

namespace TerritoryTwin.Files.Formats;

/// <summary>Writes the MessagePack wire format, always in the shortest form, so that equal values give equal bytes.</summary>
internal sealed class MessagePackWriter(Stream output)
{
    public void Boolean(bool value) => output.WriteByte(value ? (byte)0xC3 : (byte)0xC2);

    public void Double(double value) => Number(0xCB, BitConverter.DoubleToUInt64Bits(value), 8);

    public void Map(int count) => Count(count, 15, 0x80, 0, 0xDE, 0xDF);

    public void Array(int count) => Count(count, 15, 0x90, 0, 0xDC, 0xDD);

    public void Text(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        Count(bytes.Length, 31, 0xA0, 0xD9, 0xDA, 0xDB);
        output.Write(bytes);
    }

    public void Binary(ReadOnlySpan<byte> value)
    {
        Count(value.Length, -1, 0, 0xC4, 0xC5, 0xC6);
        output.Write(value);
    }

    public void Integer(long value)
    {
        switch (value)
        {
            case >= -32 and <= 127: output.WriteByte((byte)value); break;
            case >= 0 and <= byte.MaxValue: Number(0xCC, (ulong)value, 1); break;
            case >= 0 and <= ushort.MaxValue: Number(0xCD, (ulong)value, 2); break;
            case >= 0 and <= uint.MaxValue: Number(0xCE, (ulong)value, 4); break;
            case >= 0: Number(0xCF, (ulong)value, 8); break;
            case >= sbyte.MinValue: Number(0xD0, (ulong)value, 1); break;
            case >= short.MinValue: Number(0xD1, (ulong)value, 2); break;
            case >= int.MinValue: Number(0xD2, (ulong)value, 4); break;
            default: Number(0xD3, (ulong)value, 8); break;
        }
    }

    private void Count(int count, int shortest, int fixedCode, int code8, int code16, int code32)
    {
        if (count <= shortest) output.WriteByte((byte)(fixedCode | count));
        else if (count <= byte.MaxValue && code8 != 0) Number((byte)code8, (ulong)count, 1);
        else if (count <= ushort.MaxValue) Number((byte)code16, (ulong)count, 2);
        else Number((byte)code32, (ulong)count, 4);
    }

    private void Number(byte code, ulong bits, int width)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, bits);
        output.WriteByte(code);
        output.Write(bytes[(8 - width)..]);
    }
}
