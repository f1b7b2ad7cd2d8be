using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;
using TerritoryTwin.Compute;

namespace TerritoryTwin.Tests.Compute;

/// <summary>The text that a CUDA card would be given, without a card: that of every kernel for Hopper cards.</summary>
public sealed partial class PtxTests
{
    public static TheoryData<string> Kernels => EveryKernelTests.Kernels;

    [Theory, MemberData(nameof(Kernels))]
    public void A_kernel_keeps_its_arithmetic(string kernel)
    {
        Type type = EveryKernelTests.AllKernels().Single(k => k.FullName == kernel);
        Recording recording = (Recording)typeof(Recordings<>).MakeGenericType(type).GetProperty(nameof(Recordings<>.Of))!.GetValue(null)!;
        foreach (BoundaryKind edge in Enum.GetValues<BoundaryKind>())
        {
            BoundaryKind[] edges = new BoundaryKind[recording.Usages.Length];
            Array.Fill(edges, edge);
            AssertKept(recording.Kernel, KernelMethod.Of(recording, edges).Method);
            if (!recording.Usages.Any(u => u.Surrounded)) break;
        }
    }

    [Fact]
    public void Sums_and_transfers_keep_their_arithmetic()
    {
        foreach (MethodInfo method in typeof(SumKernels).GetMethods(BindingFlags.Public | BindingFlags.Static)) AssertKept(method.Name, method);
    }

    [Theory]
    [InlineData("add.f32 %f1, %f2, %f3;")]
    [InlineData("mul.f64 %f1, %f2, %f3;")]
    [InlineData("mul.rn.ftz.f32 %f1, %f2, %f3;")]
    [InlineData("mad.rn.f32 %f1, %f2, %f3, %f4;")]
    [InlineData("div.approx.f32 %f1, %f2, %f3;")]
    [InlineData("div.full.f32 %f1, %f2, %f3;")]
    [InlineData("setp.ltu.f32 %p1, %f2, %f3;")]
    [InlineData("call.uni (%f1), sinf, (%f2);")]
    public void Text_that_loosens_arithmetic_is_found_out(string line) => Assert.Matches(Loose(), line);

    [Theory]
    [InlineData("add.rn.f32 %f1, %f2, %f3;")]
    [InlineData("setp.lt.f32 %p1, %f2, %f3;")]
    [InlineData("setp.neu.f32 %p1, %f2, %f2;")]
    [InlineData("sub.s32 %r1, %r2, %r3;")]
    [InlineData("mad.lo.s64 %rd1, %rd2, %rd3, %rd4;")]
    public void Text_that_keeps_arithmetic_is_not(string line) => Assert.DoesNotMatch(Loose(), line);

    private static void AssertKept(string kernel, MethodInfo method)
    {
        using KernelCompiler compiler = new(context => new PTXBackend(context, CudaArchitecture.SM_90, CudaInstructionSet.ISA_80, null!));
        string text = KernelCompiler.Text(compiler.Compile(kernel, method));
        Assert.Contains(".target sm_80", text, StringComparison.Ordinal);      // the latest that ILGPU 1.5.3 writes, whatever the card; Hopper's driver takes it
        Assert.Contains(".entry", text, StringComparison.Ordinal);
        Match loose = Loose().Match(text);
        Assert.False(loose.Success, $"PTX of {kernel} has `{loose.Value}`: a product and a sum may be fused, subnormal numbers flushed, a result approximated, or NaN let through");
    }

    // A product or sum without its rounding may be fused; ftz flushes; approx and full approximate; an unordered comparison other than ≠ (how NaN is asked for) holds for NaN.
    [GeneratedRegex(@"\b(add|sub|mul)\.f(32|64)\b|\bmad\.[\w.]*f(32|64)\b|\.ftz\b|\.approx\b|\.full\b|\bsetp\.(lt|le|gt|ge|eq)u\.f\w+|\bcall\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Loose();
}
