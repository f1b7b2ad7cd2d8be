using System.Numerics;
using System.Runtime.InteropServices;
using Silk.NET.OpenGL;
using TerritoryTwin.Core;
using TerritoryTwin.Viewer.Gl;
using TerritoryTwin.Viewer.Windowing;
using VertexArray = TerritoryTwin.Viewer.Gl.VertexArray;

namespace TerritoryTwin.Tests.Viewer.Gl;

[Collection("gl")]
public sealed class DrawingTests
{
    private const string Vertex = "layout(location=0) in vec2 p; void main(){ gl_Position = vec4(p, 0, 1); }";
    private const string Fragment = "uniform vec3 c; out vec4 o; void main(){ o = vec4(c, 1); }";
    private static readonly float[] s_lowerLeft = [-1, -1, 1, -1, -1, 1];
    private static (int Major, int Minor) s_version;

    [Theory, InlineData(1), InlineData(4)]
    public void A_triangle_over_the_lower_left_half_colours_the_lower_left(int samples)
    {
        using IGraphicsContext context = Headless.Open();
        using Target target = new(context.Gl, 64, 32, samples);
        DrawTriangle(context.Gl, target);
        byte[] picture = target.Read();
        Assert.Equal((255, 128, 0), At(picture, 64, 4, 28));
        Assert.Equal((0, 0, 255), At(picture, 64, 60, 3));
    }

    [Fact]
    public void A_framebuffer_of_one_pixel_is_a_picture_too()
    {
        using IGraphicsContext context = Headless.Open();
        using Target target = new(context.Gl, 0, 0);
        DrawTriangle(context.Gl, target);
        Assert.Equal(3, target.Read().Length);
    }

    [Fact]
    public void A_picture_larger_than_the_driver_draws_is_refused_with_how_large_it_may_be()
    {
        using IGraphicsContext context = Headless.Open();
        int most = context.Gl.GetInteger(GetPName.MaxTextureSize);
        int width = most + 1;
        TerritoryException e = Assert.Throws<TerritoryException>(() => new Target(context.Gl, width, 8));
        Assert.Contains($"up to {most} × {most}", e.Message);
        using Target small = new(context.Gl, 8, 8);
        DrawTriangle(context.Gl, small);
    }

    [Fact]
    public void A_shader_that_does_not_compile_says_which_and_why()
    {
        using IGraphicsContext context = Headless.Open();
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => new GlProgram(context.Gl, "roofs", Vertex, "out vec4 o; void main(){ o = gutter; }"));
        Assert.Contains("roofs, fragment", e.Message);
        Assert.Contains("gutter", e.Message);
    }

    [Fact]
    public void A_picture_is_copied_smaller_without_being_moved()
    {
        using IGraphicsContext context = Headless.Open();
        using Target large = new(context.Gl, 64, 64), small = new(context.Gl, 16, 16);
        DrawTriangle(context.Gl, large);
        large.CopyTo(small);
        byte[] picture = small.Read();
        Assert.Equal((255, 128, 0), At(picture, 16, 1, 14));
        Assert.Equal((0, 0, 255), At(picture, 16, 14, 1));
    }

    [Fact]
    public void A_driver_that_knows_no_function_is_refused_with_what_to_install()
    {
        using GL none = GL.GetApi(_ => 0);
        TerritoryException e = Assert.Throws<TerritoryException>(none.Prepare);
        Assert.Contains("libgl1-mesa-dri", e.Message);
    }

    // As under GLVND: every name has an address, and only the version is old.
    [Theory, InlineData(3, 2, "offers OpenGL 3.2;"), InlineData(2, 1, "offers OpenGL 2.1;"), InlineData(0, 0, "offers OpenGL 2 or less;")]
    public unsafe void A_driver_below_3_3_is_refused_with_what_it_offers(int major, int minor, string offered)
    {
        using IGraphicsContext context = Headless.Open();
        s_version = (major, minor);
        using GL old = GL.GetApi(name => name == "glGetIntegerv" ? (nint)(delegate* unmanaged<uint, int*, void>)&OldVersion : context.Gl.Context.GetProcAddress(name));
        TerritoryException e = Assert.Throws<TerritoryException>(old.Prepare);
        Assert.Contains(offered, e.Message);
        Assert.Contains(context.Gl.Renderer(), e.Message);
        Assert.Contains("3.3 is needed. Update the driver", e.Message);
    }

    [Fact]
    public void A_window_without_a_display_says_so()
    {
        if (OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("DISPLAY") is not (null or "") || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is not (null or ""))
            Assert.Skip("this machine has a display");
        TerritoryException e = Assert.Throws<TerritoryException>(() => GraphicsContext.OpenWindow("twin", 100, 100));
        Assert.Contains("twin render", e.Message);
    }

    [UnmanagedCallersOnly]
    private static unsafe void OldVersion(uint name, int* value)
    {
        if (s_version.Major == 0) return;                              // queries unknown to the driver
        if (name == (uint)GetPName.MajorVersion) *value = s_version.Major;
        if (name == (uint)GetPName.MinorVersion) *value = s_version.Minor;
    }

    private static void DrawTriangle(GL gl, Target target)
    {
        using GlProgram program = new(gl, "triangle", Vertex, Fragment);
        using VertexArray triangle = new(gl);
        triangle.Vertices<float>(s_lowerLeft);
        triangle.Floats(0, 2, 8, 0);
        target.Begin();
        gl.ClearColor(0, 0, 1, 1);
        gl.Clear(ClearBufferMask.ColorBufferBit | ClearBufferMask.DepthBufferBit);
        program.Use();
        program.Set("c", new Vector3(1, 128 / 255f, 0));
        gl.DrawArrays(PrimitiveType.Triangles, 0, 3);
        target.Resolve();
        gl.Check("the triangle");
    }

    private static (int, int, int) At(byte[] picture, int width, int x, int y)
    {
        int at = 3 * (y * width + x);
        return (picture[at], picture[at + 1], picture[at + 2]);
    }
}
