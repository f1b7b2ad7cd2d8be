using System.Reflection;
using System.Runtime.Intrinsics;

namespace TerritoryTwin.Compute;

/// <summary>The vector instructions of one width, as methods that compiled rows call; the JIT turns each into one instruction or few.</summary>
internal sealed class VectorWidth
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
        Truncate = Find<float>("ConvertToInt32Native", Type);
        ToFloat = Find<int>("ConvertToSingle", Integers);
        AsIntegers = Find<float>("AsInt32", Type);
        AsFloats = Find<int>("AsSingle", Integers);
        CreateInteger = Find<int>("Create", typeof(int));
        AddIntegers = Find<int>("Add", Integers, Integers);
        AndIntegers = Find<int>("BitwiseAnd", Integers, Integers);
        OrIntegers = Find<int>("BitwiseOr", Integers, Integers);
        ShiftLeft = Find<int>("ShiftLeft", Integers, typeof(int));
        ShiftRight = Find<int>("ShiftRightArithmetic", Integers, typeof(int));
    }

    public static VectorWidth Of128 { get; } = new(typeof(Vector128), typeof(Vector128<>), 4);
    public static VectorWidth Of256 { get; } = new(typeof(Vector256), typeof(Vector256<>), 8);
    public static VectorWidth Of512 { get; } = new(typeof(Vector512), typeof(Vector512<>), 16);

    /// <summary>The widest that the machine has.</summary>
    public static VectorWidth Widest { get; } =
        Vector512.IsHardwareAccelerated ? Of512 : Vector256.IsHardwareAccelerated ? Of256 : Of128;

    public int Lanes { get; }
    public Type Type { get; }
    public Type Integers { get; }
    public MethodInfo Load { get; }
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

    /// <summary>The method of an operation on one vector.</summary>
    public MethodInfo Unary(string name) => Find<float>(name, Type);

    /// <summary>The method of an operation on two vectors.</summary>
    public MethodInfo Binary(string name) => Find<float>(name, Type, Type);

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
