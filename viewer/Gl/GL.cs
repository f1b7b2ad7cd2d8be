using System.Runtime.InteropServices;
using TerritoryTwin.Core;

namespace TerritoryTwin.Viewer.Gl;

/// <summary>OpenGL 3.3 core: the functions and constants that the viewer uses, under their own names. On the thread of the context only.</summary>
internal static unsafe partial class GL
{
    /// <summary>Finds every function, and refuses a driver below 3.3.</summary>
    /// <param name="address">The address of a function in the current context; 0 when it is unknown.</param>
    /// <exception cref="TerritoryException">The driver does not offer OpenGL 3.3.</exception>
    public static void Load(Func<string, nint> address)
    {
        List<string> missing = [];
        LoadAll(address, missing);
        if (GetString == null || GetIntegerv == null || GetError == null)
            throw new TerritoryException("viewer: the driver offers no OpenGL. Install one: on Debian and Ubuntu `apt install libgl1 libegl1 libgl1-mesa-dri`.");
        if (Offered is var (major, minor) && (major < 3 || (major == 3 && minor < 3) || missing.Count > 0)) throw TooOld(major, minor, missing);
        PixelStorei(PACK_ALIGNMENT, 1);
        PixelStorei(UNPACK_ALIGNMENT, 1);
    }

    /// <summary>What draws: <c>llvmpipe (LLVM 15.0.6, 256 bits)</c>.</summary>
    public static string Renderer => Marshal.PtrToStringUTF8((nint)GetString(RENDERER)) ?? "unknown";

    /// <summary>Whether the processor draws, for want of a graphics card.</summary>
    public static bool IsSoftware => Renderer.Contains("llvmpipe", StringComparison.OrdinalIgnoreCase)
        || Renderer.Contains("softpipe", StringComparison.OrdinalIgnoreCase) || Renderer.Contains("swrast", StringComparison.OrdinalIgnoreCase);

    /// <summary>Throws when a call before this one was refused.</summary>
    /// <exception cref="InvalidOperationException">A mistake of ours, or the memory of the card is full.</exception>
    public static void Check(string during)
    {
        uint error = GetError();
        if (error != 0) throw new InvalidOperationException($"OpenGL refused a call during {during}: error 0x{error:X} on {Renderer}");
    }

    private static (int Major, int Minor) Offered
    {
        get
        {
            int major = 0, minor = 0;
            GetIntegerv(MAJOR_VERSION, &major);
            GetIntegerv(MINOR_VERSION, &minor);
            while (GetError() != 0) { }                                // the queries are unknown to drivers below 3.0
            return (major, minor);
        }
    }

    private static TerritoryException TooOld(int major, int minor, List<string> missing) => new(
        $"viewer: the driver ({Renderer}) offers OpenGL {(major == 0 ? "2 or less" : $"{major}.{minor}")}"
        + (missing.Count > 0 ? $" and lacks {missing[0]}" : "") + "; 3.3 is needed. Update the driver, or draw on the processor: "
        + "with Mesa, set LIBGL_ALWAYS_SOFTWARE=1; `twin render` then needs no window.");

    private static nint At(Func<string, nint> address, string name, List<string> missing)
    {
        nint found = address(name);
        if (found == 0) missing.Add(name);
        return found;
    }
}
