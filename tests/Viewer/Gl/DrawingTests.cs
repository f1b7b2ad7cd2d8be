using System.Numerics;
using TerritoryTwin.Core;
using TerritoryTwin.Viewer.Gl;

namespace TerritoryTwin.Tests.Viewer.Gl;

[Collection("gl")]
public sealed class DrawingTests
{
    private const string Vertex = "layout(location=0) in vec2 p; void main(){ gl_Position = vec4(p, 0, 1); }";
    private const string Fragment = "uniform vec3 c; out vec4 o; void main(){ o = vec4(c, 1); }";
    private static readonly float[] s_lowerLeft = [-1, -1, 1, -1, -1, 1];

    [Theory, InlineData(1), InlineData(4)]
    public void A_triangle_over_the_lower_left_half_colours_the_lower_left(int samples)
    {
        using IWindowHost host = Headless.Open(64, 32);
        using Target target = new(64, 32, samples);
        DrawTriangle(target);
        byte[] picture = target.Read();
        Assert.Equal((255, 128, 0), At(picture, 64, 4, 28));
        Assert.Equal((0, 0, 255), At(picture, 64, 60, 3));
    }

    [Fact]
    public void A_framebuffer_of_one_pixel_is_a_picture_too()
    {
        using IWindowHost host = Headless.Open(1, 1);
        using Target target = new(0, 0);
        DrawTriangle(target);
        Assert.Equal(3, target.Read().Length);
        Assert.Equal((1, 1), host.Framebuffer);
    }

    [Fact]
    public unsafe void A_picture_larger_than_the_driver_draws_is_refused_with_how_large_it_may_be()
    {
        using IWindowHost host = Headless.Open(8, 8);
        int most;
        GL.GetIntegerv(GL.MAX_TEXTURE_SIZE, &most);
        int width = most + 1;
        TerritoryException e = Assert.Throws<TerritoryException>(() => new Target(width, 8));
        Assert.Contains($"up to {most} × {most}", e.Message);
        using Target small = new(8, 8);
        DrawTriangle(small);
    }

    [Fact]
    public void A_shader_that_does_not_compile_says_which_and_why()
    {
        using IWindowHost host = Headless.Open(8, 8);
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => new GlProgram("roofs", Vertex, "out vec4 o; void main(){ o = gutter; }"));
        Assert.Contains("roofs, fragment", e.Message);
        Assert.Contains("gutter", e.Message);
    }

    [Fact]
    public void A_picture_is_copied_smaller_without_being_moved()
    {
        using IWindowHost host = Headless.Open(64, 64);
        using Target large = new(64, 64), small = new(16, 16);
        DrawTriangle(large);
        large.CopyTo(small);
        byte[] picture = small.Read();
        Assert.Equal((255, 128, 0), At(picture, 16, 1, 14));
        Assert.Equal((0, 0, 255), At(picture, 16, 14, 1));
    }

    [Fact]
    public void A_driver_that_knows_no_function_is_refused_with_what_to_install()
    {
        using IWindowHost host = Headless.Open(1, 1);
        try
        {
            TerritoryException none = Assert.Throws<TerritoryException>(() => GL.Load(_ => 0));
            Assert.Contains("libgl1-mesa-dri", none.Message);
            TerritoryException old = Assert.Throws<TerritoryException>(() => GL.Load(name => name == "glVertexAttribDivisor" ? 0 : host.Address(name)));
            Assert.Contains("glVertexAttribDivisor", old.Message);
            Assert.Contains("3.3 is needed", old.Message);
        }
        finally
        {
            GL.Load(host.Address);
        }
    }

    [Fact]
    public void A_window_without_a_display_says_so()
    {
        if (OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("DISPLAY") is not (null or "") || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is not (null or ""))
            Assert.Skip("this machine has a display");
        TerritoryException e = Assert.Throws<TerritoryException>(() => Hosts.OpenWindow("twin", 100, 100));
        Assert.Contains("twin render", e.Message);
    }

    private static unsafe void DrawTriangle(Target target)
    {
        using GlProgram program = new("triangle", Vertex, Fragment);
        using VertexArray triangle = new();
        triangle.Vertices<float>(s_lowerLeft);
        triangle.Floats(0, 2, 8, 0);
        target.Begin();
        GL.ClearColor(0, 0, 1, 1);
        GL.Clear(GL.COLOR_BUFFER_BIT | GL.DEPTH_BUFFER_BIT);
        program.Use();
        program.Set("c", new Vector3(1, 128 / 255f, 0));
        GL.DrawArrays(GL.TRIANGLES, 0, 3);
        target.Resolve();
        GL.Check("the triangle");
    }

    private static (int, int, int) At(byte[] picture, int width, int x, int y)
    {
        int at = 3 * (y * width + x);
        return (picture[at], picture[at + 1], picture[at + 2]);
    }
}
