using System.Reflection;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TerritoryTwin.Compute;

/// <summary>The vector instructions of one width, as methods that compiled rows call; the JIT turns each into one instruction or few.</summary>
internal sealed unsafe class VectorWidth
{
    private readonly Type _class;

    private VectorWidth(Type vectors, Type ofT, int lanes)
    {
        _class = vectors;
        (Lanes, Type, Integers) = (lanes, ofT.MakeGenericType(typeof(float)), ofT.MakeGenericType(typeof(int)));
        Load = Find<float>("Load", typeof(float*));
        Store = Find<float>("Store", Type, typeof(float*));
        Create = Find<float>("Create", typeof(float));
        Select = Find<float>("ConditionalSelect", Type, Type, Type);
        MultiplyAdd = Find<float>("FusedMultiplyAdd", Type, Type, Type);
        LoadIntegers = Find<int>("Load", typeof(int*));
        FirstInteger = Find<int>("ToScalar", Integers);
        Truncate = Find<float>("ConvertToInt32Native", Type);
        ToFloat = Find<int>("ConvertToSingle", Integers);
        AsIntegers = Find<float>("AsInt32", Type);
        AsFloats = Find<int>("AsSingle", Integers);
        CreateInteger = Find<int>("Create", typeof(int));
        AddIntegers = Operator(Integers, "op_Addition", Integers, Integers);
        AndIntegers = Operator(Integers, "op_BitwiseAnd", Integers, Integers);
        OrIntegers = Operator(Integers, "op_BitwiseOr", Integers, Integers);
        ShiftLeft = Operator(Integers, "op_LeftShift", Integers, typeof(int));
        ShiftRight = Operator(Integers, "op_RightShift", Integers, typeof(int));
        MultiplyIntegers = Operator(Integers, "op_Multiply", Integers, Integers);
        Unsigned = ofT.MakeGenericType(typeof(uint));
        AsUnsigned = Find<int>("AsUInt32", Integers);
        Below = Find<uint>("LessThan", Unsigned, Unsigned);
        AndUnsigned = Operator(Unsigned, "op_BitwiseAnd", Unsigned, Unsigned);
        AsMask = Find<uint>("AsSingle", Unsigned);
    }

    public static VectorWidth Of128 { get; } = new(typeof(Vector128), typeof(Vector128<>), 4);
    public static VectorWidth Of256 { get; } = new(typeof(Vector256), typeof(Vector256<>), 8);
    public static VectorWidth Of512 { get; } = new(typeof(Vector512), typeof(Vector512<>), 16);

    /// <summary>The widest that the machine has.</summary>
    public static VectorWidth Widest { get; } =
        Vector512.IsHardwareAccelerated ? Of512 : Vector256.IsHardwareAccelerated ? Of256 : Of128;

    /// <summary>Eight floats by index.</summary>
    public static MethodInfo Gather256 { get; } = typeof(Avx2).GetMethod(nameof(Avx2.GatherVector256), [typeof(float*), typeof(Vector256<int>), typeof(byte)])!;
    /// <summary>Eight floats by index where a mask is set, others elsewhere.</summary>
    public static MethodInfo GatherMask256 { get; } =
        typeof(Avx2).GetMethod(nameof(Avx2.GatherMaskVector256), [typeof(Vector256<float>), typeof(float*), typeof(Vector256<int>), typeof(Vector256<float>), typeof(byte)])!;
    /// <summary>The first and the last eight of sixteen floats.</summary>
    public static MethodInfo[] HalvesOfFloats { get; } = [Of512.Find<float>("GetLower", Of512.Type), Of512.Find<float>("GetUpper", Of512.Type)];
    /// <summary>The first and the last eight of sixteen integers.</summary>
    public static MethodInfo[] HalvesOfIntegers { get; } = [Of512.Find<int>("GetLower", Of512.Integers), Of512.Find<int>("GetUpper", Of512.Integers)];
    /// <summary>Sixteen floats of two eights.</summary>
    public static MethodInfo Join512 { get; } = Of512.Find<float>("Create", typeof(Vector256<float>), typeof(Vector256<float>));

    public int Lanes { get; }
    public Type Type { get; }
    public Type Integers { get; }
    public MethodInfo Load { get; }
    public MethodInfo LoadIntegers { get; }
    /// <summary>The integer of the first lane.</summary>
    public MethodInfo FirstInteger { get; }
    public MethodInfo Store { get; }
    public MethodInfo Create { get; }
    public MethodInfo Select { get; }
    public MethodInfo MultiplyAdd { get; }
    public MethodInfo Truncate { get; }
    public MethodInfo ToFloat { get; }
    public MethodInfo AsIntegers { get; }
    public MethodInfo AsFloats { get; }
    public MethodInfo CreateInteger { get; }
    public MethodInfo AddIntegers { get; }
    public MethodInfo AndIntegers { get; }
    public MethodInfo OrIntegers { get; }
    public MethodInfo ShiftLeft { get; }
    public MethodInfo ShiftRight { get; }
    public MethodInfo MultiplyIntegers { get; }
    public Type Unsigned { get; }
    public MethodInfo AsUnsigned { get; }
    /// <summary>Less, of unsigned integers: a mask.</summary>
    public MethodInfo Below { get; }
    public MethodInfo AndUnsigned { get; }
    /// <summary>A mask of integers as one of floats.</summary>
    public MethodInfo AsMask { get; }

    /// <summary>The method of an operation. Operators are taken, not their named forms: those are inlined, for which the JIT has a budget that long kernels exceed.</summary>
    public MethodInfo Of(Op op) => op switch
    {
        Op.Add => Operator(Type, "op_Addition", Type, Type),
        Op.Subtract => Operator(Type, "op_Subtraction", Type, Type),
        Op.Multiply => Operator(Type, "op_Multiply", Type, Type),
        Op.Divide => Operator(Type, "op_Division", Type, Type),
        Op.And => Operator(Type, "op_BitwiseAnd", Type, Type),
        Op.Or => Operator(Type, "op_BitwiseOr", Type, Type),
        Op.Negate => Operator(Type, "op_UnaryNegation", Type),
        Op.Less => Find<float>("LessThan", Type, Type),
        Op.LessOrEqual => Find<float>("LessThanOrEqual", Type, Type),
        Op.Min or Op.Max => Find<float>(op.ToString(), Type, Type),
        Op.Abs or Op.Floor or Op.Sqrt => Find<float>(op.ToString(), Type),
        _ => throw new NotSupportedException($"no vector operation for {op}"),
    };

    private static MethodInfo Operator(Type type, string name, params Type[] parameters) =>
        type.GetMethod(name, parameters) ?? throw new MissingMethodException(type.Name, name);

    private MethodInfo Find<T>(string name, params Type[] parameters)
    {
        foreach (MethodInfo method in _class.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.Name == name))
        {
            MethodInfo candidate = method;
            if (method.IsGenericMethodDefinition)
            {
                if (method.GetGenericArguments().Length != 1) continue;
                candidate = method.MakeGenericMethod(typeof(T));
            }
            if (candidate.GetParameters().Select(p => p.ParameterType).SequenceEqual(parameters)) return candidate;
        }
        throw new MissingMethodException(_class.Name, name);
    }
}
