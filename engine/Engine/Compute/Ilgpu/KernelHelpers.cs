using ILGPU;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using MethodCall = ILGPU.IR.Values.MethodCall;

namespace TerritoryTwin.Compute;

/// <summary>What kernels call that has no opcode of its own; ILGPU inlines it. Public because methods of other assemblies call it.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public static class KernelHelpers
{
    private const int BeyondBits = 0x4E80_0000;           // 2³⁰

    /// <summary>2ⁿ of a whole number, −126 to 127.</summary>
    public static float PowerOfTwo(float n) => Interop.IntAsFloat((uint)(((int)n + 127) << 23));

    /// <summary>⌊log₂ a⌋ of a positive normal number.</summary>
    public static float Exponent(float a) => ((int)Interop.FloatAsInt(a) >> 23) - 127;

    /// <summary>a ÷ 2^Exponent(a), in [1, 2).</summary>
    public static float Mantissa(float a) => Interop.IntAsFloat((Interop.FloatAsInt(a) & 0x007fffff) | 0x3f800000);

    /// <summary>Offset of a shifted read [cells].</summary>
    public static int Whole(float a) => (int)MathF.Floor(a + 0.5f);

    /// <summary>The whole number next to a computed place; far beyond any edge where that is missing or huge.</summary>
    public static int Nearest(float place)
    {
        float whole = MathF.Floor(place + 0.5f), beyond = KernelIntrinsics.Literal(BeyondBits);
        return whole >= -beyond ? (int)MathF.Min(whole, beyond) : -Place.Beyond;
    }

    /// <summary>Turns of a loop.</summary>
    public static int Turns(float count) => count >= 1 ? (int)count : 0;

    /// <summary>The nearest position inside.</summary>
    public static int Edge(int i, int n) => Math.Min(Math.Max(i, 0), n - 1);

    /// <summary>The position of a territory that repeats itself.</summary>
    public static int Around(int i, int n) => (i % n + n) % n;

    /// <summary>Whether a position is inside.</summary>
    public static bool Inside(int i, int n) => i >= 0 & i < n;
}

/// <summary>
/// What ILGPU must not see through, or has no C# method for: each of its backends is told the words. A literal that ILGPU knows is folded into the literals around
/// it ((x × 0.86) × 162 became x × 139.2) and comparisons with it let NaN pass; so it is given its bits.
/// </summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public static class KernelIntrinsics
{
    /// <summary>a × b + c with one rounding.</summary>
    [IntrinsicImplementation]
    public static float MultiplyAdd(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);

    /// <summary>The number of these bits.</summary>
    [IntrinsicImplementation]
    public static float Literal(int bits) => BitConverter.Int32BitsToSingle(bits);

    /// <summary>Writes <see cref="MultiplyAdd"/> in OpenCL C.</summary>
    public static void MultiplyAddInOpenCl(CLBackend _, CLCodeGenerator generator, Value value) => WriteOpenCl(generator, value, "fma");

    /// <summary>Writes <see cref="MultiplyAdd"/> in PTX.</summary>
    public static void MultiplyAddInPtx(PTXBackend _, PTXCodeGenerator generator, Value value) => WritePtx(generator, value, "fma.rn.f32");

    /// <summary>Writes <see cref="Literal"/> in OpenCL C.</summary>
    public static void LiteralInOpenCl(CLBackend _, CLCodeGenerator generator, Value value) => WriteOpenCl(generator, value, "LITERAL");

    /// <summary>Writes <see cref="Literal"/> in PTX.</summary>
    public static void LiteralInPtx(PTXBackend _, PTXCodeGenerator generator, Value value) => WritePtx(generator, value, "mov.b32");

    internal static void Register(IntrinsicImplementationManager intrinsics)
    {
        foreach (string name in (string[])[nameof(MultiplyAdd), nameof(Literal)])
        {
            System.Reflection.MethodInfo method = typeof(KernelIntrinsics).GetMethod(name)!;
            intrinsics.RegisterMethod(method, new CLIntrinsic(typeof(KernelIntrinsics), $"{name}InOpenCl", IntrinsicImplementationMode.GenerateCode));
            intrinsics.RegisterMethod(method, new PTXIntrinsic(typeof(KernelIntrinsics), $"{name}InPtx", IntrinsicImplementationMode.GenerateCode));
        }
    }

    private static void WriteOpenCl(CLCodeGenerator generator, Value value, string function)
    {
        MethodCall call = (MethodCall)value;
        using CLCodeGenerator.StatementEmitter statement = generator.BeginStatement(generator.Allocate(value), function);
        statement.BeginArguments();
        for (int k = 0; k < call.Nodes.Length; k++) statement.AppendArgument(generator.Load(call.Nodes[k]));
        statement.EndArguments();
    }

    private static void WritePtx(PTXCodeGenerator generator, Value value, string instruction)
    {
        MethodCall call = (MethodCall)value;
        using PTXCodeGenerator.CommandEmitter command = generator.BeginCommand(instruction);
        command.AppendArgument(generator.AllocateHardware(value));
        for (int k = 0; k < call.Nodes.Length; k++) command.AppendArgument(generator.LoadPrimitive(call.Nodes[k]));
    }
}
