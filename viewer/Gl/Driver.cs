using Silk.NET.OpenGL;
using TerritoryTwin.Core;

namespace TerritoryTwin.Viewer.Gl;

/// <summary>The graphics driver behind a context. The viewer uses OpenGL 3.3 core and nothing beyond.</summary>
internal static class Driver
{
    private static readonly string[] s_first = ["glGetString", "glGetIntegerv", "glGetError"];

    /// <summary>Refuses a driver below 3.3, and sets what the viewer takes for granted. Under GLVND every name has an address: the version alone tells what a driver lacks.</summary>
    /// <exception cref="TerritoryException">The driver does not offer OpenGL 3.3.</exception>
    public static void Prepare(this GL gl)
    {
        if (s_first.Any(name => !gl.Context.TryGetProcAddress(name, out nint address) || address == 0))
            throw new TerritoryException("viewer: the driver offers no OpenGL. Install one: on Debian and Ubuntu `apt install libgl1 libegl1 libgl1-mesa-dri`.");
        (int major, int minor) = (gl.GetInteger(GetPName.MajorVersion), gl.GetInteger(GetPName.MinorVersion));
        while (gl.GetError() != GLEnum.NoError) { }                    // the queries are unknown to drivers below 3.0
        if (major < 3 || (major == 3 && minor < 3))
            throw new TerritoryException(
                $"viewer: the driver ({gl.Renderer()}) offers OpenGL {(major == 0 ? "2 or less" : $"{major}.{minor}")}; 3.3 is needed. Update the driver, or draw on the processor: "
                + "with Mesa, set LIBGL_ALWAYS_SOFTWARE=1; `twin render` then needs no window.");
        gl.PixelStore(PixelStoreParameter.PackAlignment, 1);
        gl.PixelStore(PixelStoreParameter.UnpackAlignment, 1);
    }

    /// <summary>What draws: <c>llvmpipe (LLVM 15.0.6, 256 bits)</c>.</summary>
    public static string Renderer(this GL gl) => gl.GetStringS(StringName.Renderer) ?? "unknown";

    /// <summary>Whether the processor draws, for want of a graphics card.</summary>
    public static bool IsSoftware(this GL gl)
    {
        string renderer = gl.Renderer();
        return renderer.Contains("llvmpipe", StringComparison.OrdinalIgnoreCase)
            || renderer.Contains("softpipe", StringComparison.OrdinalIgnoreCase) || renderer.Contains("swrast", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Throws when a call before this one was refused.</summary>
    /// <exception cref="InvalidOperationException">A mistake of ours, or the memory of the card is full.</exception>
    public static void Check(this GL gl, string during)
    {
        GLEnum error = gl.GetError();
        if (error != GLEnum.NoError) throw new InvalidOperationException($"OpenGL refused a call during {during}: {error} (0x{(uint)error:X}) on {gl.Renderer()}");
    }
}
