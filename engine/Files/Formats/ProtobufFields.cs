namespace TerritoryTwin.Files.Formats;

/// <summary>Goes through the fields of a protobuf message.</summary>
internal ref struct ProtobufFields(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Of the field.</summary>
    public int Number { get; private set; }

    /// <summary>Whether it holds bytes, not a number.</summary>
    public bool IsBytes { get; private set; }

    /// <summary>Its bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Its number.</summary>
    public ulong Value { get; private set; }

    /// <summary>Moves to the next field; false at the end.</summary>
    /// <exception cref="InvalidDataException">What is there is no field.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty) return false;
        ulong tag = Varint();
        (Number, IsBytes) = ((int)Math.Min(tag >> 3, int.MaxValue), (tag & 7) == 2);
        switch (tag & 7)
        {
            case 0: Value = Varint(); break;
            case 1: Take(8); break;
            case 2: Bytes = Take(Varint()); break;
            case 5: Take(4); break;
            default: throw new InvalidDataException("what is no protobuf message");
        }
        return true;
    }

    /// <summary>Adds the numbers of the field, one or packed, to a list.</summary>
    /// <exception cref="InvalidDataException">They are no numbers.</exception>
    public readonly void AddTo(List<ulong> numbers)
    {
        if (!IsBytes)
        {
            numbers.Add(Value);
            return;
        }
        ProtobufFields packed = new(Bytes);
        while (!packed._rest.IsEmpty) numbers.Add(packed.Varint());
    }

    /// <summary>A signed number as the types sint32 and sint64 hold it: the last bit is the sign.</summary>
    public static long Signed(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    private ulong Varint()
    {
        ulong value = 0;
        for (int n = 0; n < 10 && n < _rest.Length; n++)
        {
            value |= (ulong)(_rest[n] & 0x7F) << (7 * n);
            if (_rest[n] >= 0x80) continue;
            _rest = _rest[(n + 1)..];
            return value;
        }
        throw new InvalidDataException("a number that does not end");
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length) throw new InvalidDataException($"{_rest.Length} bytes left where {length} are announced");
        ReadOnlySpan<byte> taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }
}
