using System.Runtime.InteropServices;
using System.Text;

namespace TerritoryTwin.Compute;

/// <summary>The OpenCL loader of the machine, found by name when it is first wanted.</summary>
internal static unsafe class OpenClLibrary
{
    private const uint DeviceTypeAll = 0xFFFFFFFF;
    private const uint PlatformName = 0x0902, DeviceAvailable = 0x1027, CompilerAvailable = 0x1028, LittleEndian = 0x1026;
    private const uint DeviceName = 0x102B, SingleConfiguration = 0x101B, DoubleConfiguration = 0x1032, WorkGroupSize = 0x1004;

    private static readonly string[] Names = ["libOpenCL.so.1", "libOpenCL.so", "OpenCL.dll", "/System/Library/Frameworks/OpenCL.framework/OpenCL"];
    private static readonly Lazy<nint> Library = new(Load);

    /// <summary>Null when OpenCL is here; otherwise why not.</summary>
    public static string? Absence => Library.Value != 0 ? null
        : $"no OpenCL loader is installed (looked for {string.Join(", ", Names)}); install the driver of your graphics card, or PoCL";

    /// <summary>Address of a function.</summary>
    public static nint Function(string name) => Library.Value == 0 ? throw new KernelException(Absence!)
        : NativeLibrary.TryGetExport(Library.Value, name, out nint address) ? address
        : throw new KernelException($"the OpenCL loader of this machine lacks {name}; update the driver");

    /// <summary>All devices of all platforms, in the driver's order.</summary>
    public static IReadOnlyList<OpenClDescription> Devices()
    {
        List<OpenClDescription> found = [];
        if (Absence != null) return found;
        foreach (nint platform in Ids((count, ids, number) =>
            ((delegate* unmanaged<uint, nint*, uint*, int>)Function("clGetPlatformIDs"))(count, ids, number)))
        {
            string platformName = Text("clGetPlatformInfo", platform, PlatformName);
            foreach (nint device in Ids((count, ids, number) =>
                ((delegate* unmanaged<nint, ulong, uint, nint*, uint*, int>)Function("clGetDeviceIDs"))(platform, DeviceTypeAll, count, ids, number)))
                found.Add(Describe(platform, platformName, device));
        }
        return found;
    }

    private static OpenClDescription Describe(nint platform, string platformName, nint device)
    {
        string? refusal = Number(device, DeviceAvailable) == 0 ? "the driver says that it is not available"
            : Number(device, CompilerAvailable) == 0 ? "its driver has no compiler"
            : Number(device, LittleEndian) == 0 ? "it is big-endian"
            : null;
        bool exactDivision = (Number(device, SingleConfiguration) & 0x80) != 0;
        return new(platform, device, $"{Text("clGetDeviceInfo", device, DeviceName)} ({platformName})", refusal, exactDivision, Number(device, DoubleConfiguration) != 0,
            (int)Math.Min(64, Number(device, WorkGroupSize)));
    }

    private delegate int Lister(uint count, nint* ids, uint* number);

    private static nint[] Ids(Lister list)
    {
        uint number = 0;
        if (list(0, null, &number) != 0 || number == 0) return [];
        nint[] ids = new nint[number];
        fixed (nint* first = ids) return list(number, first, null) == 0 ? ids : [];
    }

    private static string Text(string function, nint of, uint what)
    {
        delegate* unmanaged<nint, uint, nuint, void*, nuint*, int> info = (delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)Function(function);
        nuint length = 0;
        if (info(of, what, 0, null, &length) != 0) return "?";
        byte[] text = new byte[length];
        fixed (byte* first = text) _ = info(of, what, length, first, null);
        return Encoding.UTF8.GetString(text).TrimEnd('\0').Trim();
    }

    private static ulong Number(nint device, uint what)
    {
        ulong value = 0;
        _ = ((delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)Function("clGetDeviceInfo"))(device, what, sizeof(ulong), &value, null);
        return value;
    }

    private static nint Load()
    {
        foreach (string name in Names)
            if (NativeLibrary.TryLoad(name, out nint library)) return library;
        return 0;
    }
}

/// <summary>A device that an OpenCL driver offers.</summary>
/// <param name="Platform">Handle.</param>
/// <param name="Device">Handle.</param>
/// <param name="Name">Shown to people.</param>
/// <param name="Refusal">Why it cannot be used; null when it can.</param>
/// <param name="ExactDivision">Whether it divides and takes roots to the last bit when asked.</param>
/// <param name="Doubles">Whether it computes in float64.</param>
/// <param name="Group">Work items of a group.</param>
internal sealed record OpenClDescription(nint Platform, nint Device, string Name, string? Refusal, bool ExactDivision, bool Doubles, int Group);
