using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;

namespace TerritoryTwin.Compute;

/// <summary>Compiles methods to the text of a card, with the arithmetic kept as written.</summary>
/// <param name="backend">Makes the backend of the card in a context.</param>
internal sealed partial class KernelCompiler(Func<Context, Backend> backend) : IDisposable
{
    // ILGPU writes the bits of negative numbers without a sign, which makes them long.
    private const string OpenClHeader = "#pragma OPENCL FP_CONTRACT OFF\n#define LITERAL(bits) as_float((int)(bits))\n";

    private Context? _context;
    private Backend? _backend;

    /// <summary>Compiles a method.</summary>
    /// <exception cref="KernelException">ILGPU cannot compile it; the next one can be tried all the same.</exception>
    public CompiledKernel Compile(string name, MethodInfo method)
    {
        try
        {
            _context ??= Cards.NewCompiler();
            _backend ??= backend(_context);
            CompiledKernel compiled = _backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(method), default);
            SetText(compiled, KeepArithmetic(compiled));
            return compiled;
        }
        catch (Exception e) when (e is not KernelException)
        {
            Dispose();                                                         // its context compiles nothing any more
            throw new KernelException($"kernel {name} cannot be compiled for a card: {e.GetBaseException().Message}");
        }
    }

    /// <summary>PTX or OpenCL C.</summary>
    public static string Text(CompiledKernel compiled) => compiled is PTXCompiledKernel ptx ? ptx.PTXAssembly : ((CLCompiledKernel)compiled).Source;

    /// <summary>Replaces the text that a driver will be given.</summary>
    public static void SetText(CompiledKernel compiled, string text) =>
        Patch.SetText(compiled, compiled is PTXCompiledKernel ? nameof(PTXCompiledKernel.PTXAssembly) : nameof(CLCompiledKernel.Source), text);

    /// <summary>Forbids the fusing of a product and a sum, which a compiler may do unless it is told: in PTX each instruction, in OpenCL C by the pragma.</summary>
    private static string KeepArithmetic(CompiledKernel compiled) => compiled is PTXCompiledKernel
        ? Fusible().Replace(Text(compiled), "$1.rn.f$2")
        : OpenClHeader + Text(compiled);

    [GeneratedRegex(@"\b(add|sub|mul)\.f(32|64)\b")]
    private static partial Regex Fusible();

    public void Dispose()
    {
        _backend?.Dispose();
        _context?.Dispose();
        (_backend, _context) = (null, null);
    }
}
