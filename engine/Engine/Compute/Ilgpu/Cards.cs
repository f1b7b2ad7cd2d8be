using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Backends.OpenCL;
using ILGPU.IR;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace TerritoryTwin.Compute;

/// <summary>A card, or a processor with an OpenCL driver, that ILGPU found.</summary>
/// <param name="Name">As <see cref="Devices.Named"/> takes it.</param>
/// <param name="Title">Shown to people.</param>
/// <param name="Driver">As ILGPU sees it; null where no driver offers one.</param>
/// <param name="Refusal">Why it cannot be used; null when it can.</param>
internal sealed record Card(string Name, string Title, ILGPU.Runtime.Device? Driver, string? Refusal);

/// <summary>The cards of this machine, found once, before anything else speaks to their drivers, which do not like to be asked by two threads at once.</summary>
internal static class Cards
{
    private static readonly string[] OpenClNames = ["libOpenCL.so.1", "libOpenCL.so", "OpenCL.dll", "/System/Library/Frameworks/OpenCL.framework/OpenCL"];
    private static readonly string[] CudaNames = ["libcuda.so.1", "libcuda.so", "nvcuda.dll"];
    private static readonly Lazy<(Context Context, IReadOnlyList<Card> All)> Found = new(Find);

    /// <summary>CUDA cards, then OpenCL devices, in their drivers' order; where there is none, one entry that says why.</summary>
    public static IReadOnlyList<Card> All => Found.Value.All;

    /// <summary>Holds the accelerators of all cards; nothing is compiled in it.</summary>
    public static Context Context => Found.Value.Context;

    /// <summary>A context to compile in. One that has met a kernel that ILGPU cannot compile compiles nothing any more.</summary>
    public static Context NewCompiler() => ILGPU.Context.Create(Compiling);

    private static void Compiling(Context.Builder builder)
    {
        builder.Optimize(OptimizationLevel.O2);
        KernelIntrinsics.Register(builder.GetIntrinsicManager());
    }

    private static (Context, IReadOnlyList<Card>) Find()
    {
        // ILGPU asks for libOpenCL.so and libcuda.so, which only development packages bring.
        NativeLibrary.SetDllImportResolver(typeof(Context).Assembly, (name, _, _) =>
            Loaded(name switch { "OpenCL" or "opencl" => OpenClNames, "cuda" or "nvcuda" => CudaNames, _ => [] }));
        List<CLDevice> openCl = [];
        Context context = ILGPU.Context.Create(builder =>
        {
            builder.Cuda();
            builder.OpenCL(device =>
            {
                openCl.Add(device);
                return Refusal(device) == null;
            });
        });
        foreach (CLDevice device in openCl.Where(d => Refusal(d) == null)) Patch.AllowGlobalPointersAlone(device);    // not above: ILGPU swallows what a predicate throws
        CudaDevice[] cuda = [.. context.GetCudaDevices()];
        List<Card> all = [];
        if (cuda.Length == 0) all.Add(new("cuda", "CUDA", null, Loaded(CudaNames) == 0 ? Absence("NVIDIA driver", CudaNames) : "a driver is installed, but it offers no card"));
        for (int k = 0; k < cuda.Length; k++) all.Add(new($"cuda:{k}", $"CUDA: {cuda[k].Name}", cuda[k], null));
        if (openCl.Count == 0)
        {
            string absence = Loaded(OpenClNames) == 0 ? Absence("OpenCL loader", OpenClNames) + "; install the driver of your graphics card, or PoCL" : "a loader is installed, but no driver offers a device";
            all.Add(new("opencl", "OpenCL", null, absence));
        }
        for (int k = 0; k < openCl.Count; k++) all.Add(new($"opencl:{k}", $"OpenCL: {openCl[k].Name.Trim()} ({openCl[k].PlatformName.Trim()})", openCl[k], Refusal(openCl[k])));
        return (context, all);
    }

    private static string? Refusal(CLDevice device) =>
        device.CLStdVersion < CLBackend.MinimumVersion ? $"its driver speaks OpenCL C {device.CLStdVersion}, and {CLBackend.MinimumVersion} is the least that ILGPU writes; update the driver" : null;

    private static string Absence(string what, string[] names) => $"no {what} is installed (looked for {string.Join(", ", names)})";

    private static nint Loaded(string[] names)
    {
        foreach (string name in names)
            if (NativeLibrary.TryLoad(name, out nint library)) return library;
        return 0;
    }
}
