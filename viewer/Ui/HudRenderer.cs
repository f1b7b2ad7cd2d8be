using System.Numerics;
using System.Runtime.CompilerServices;
using Silk.NET.OpenGL;
using TerritoryTwin.Viewer.Gl;
using TerritoryTwin.Viewer.Text;
using Texture = TerritoryTwin.Viewer.Gl.Texture;
using VertexArray = TerritoryTwin.Viewer.Gl.VertexArray;

namespace TerritoryTwin.Viewer.Ui;

/// <summary>Draws the draw lists of a canvas: one shader, one draw call for each clip rectangle.</summary>
public sealed class HudRenderer : IDisposable
{
    private const string VertexShader = """
        layout(location=0) in vec2 position;
        layout(location=1) in vec4 place;
        layout(location=2) in vec4 shape;
        layout(location=3) in vec4 tint;
        uniform vec2 picture;
        out vec2 local;
        flat out vec2 halfSize;
        flat out vec4 form;
        out vec4 colour;
        void main()
        {
            gl_Position = vec4(position.x / picture.x * 2.0 - 1.0, 1.0 - position.y / picture.y * 2.0, 0.0, 1.0);
            local = place.xy;
            halfSize = place.zw;
            form = shape;
            colour = tint;
        }
        """;

    private const string FragmentShader = """
        in vec2 local;
        flat in vec2 halfSize;
        flat in vec4 form;      // radius, stroke, feather, kind
        in vec4 colour;
        uniform sampler2D glyphs;
        out vec4 pixel;
        float rounded()
        {
            vec2 corner = abs(local) - halfSize + form.x;
            float distance = length(max(corner, 0.0)) + min(max(corner.x, corner.y), 0.0) - form.x;
            if (form.y > 0.0) distance = abs(distance + form.y * 0.5) - form.y * 0.5;
            if (form.z <= 1.01) return clamp(0.5 - distance, 0.0, 1.0);
            float soft = 1.0 - smoothstep(-form.z, form.z, distance);
            return soft * soft;
        }
        void main()
        {
            float cover = form.w < 0.5 ? rounded() : form.w < 1.5 ? texture(glyphs, local).r : 1.0;
            pixel = vec4(colour.rgb, colour.a * cover);
            if (pixel.a < 0.002) discard;
        }
        """;

    private readonly GL _gl;
    private readonly GlProgram _program;
    private readonly Texture _glyphs;
    private readonly VertexArray _array;
    private readonly int _buffer;
    private GlyphAtlas? _shown;
    private int _shownVersion;

    /// <summary>Draws in a context.</summary>
    public HudRenderer(GL gl)
    {
        _gl = gl;
        _program = new GlProgram(gl, "interface", VertexShader, FragmentShader);
        _glyphs = new Texture(gl, GlyphAtlas.Size, GlyphAtlas.Size, TexelFormat.R8, smooth: false);
        _array = new VertexArray(gl);
        int stride = Unsafe.SizeOf<HudVertex>();
        const int floatSize = sizeof(float);
        _buffer = _array.Vertices(ReadOnlySpan<HudVertex>.Empty, changes: true);
        _array.Floats(0, 2, stride, 0);
        _array.Floats(1, 4, stride, 2 * floatSize);
        _array.Floats(2, 4, stride, 6 * floatSize);
        _array.Bytes(3, 4, stride, 10 * floatSize);
    }

    /// <summary>Draw calls of the last <see cref="Draw"/>.</summary>
    public int DrawCalls { get; private set; }

    /// <summary>Draws over what is in the framebuffer; sets the viewport to the canvas.</summary>
    public void Draw(Canvas canvas)
    {
        UpdateGlyphs(canvas.Atlas);
        DrawCalls = 0;
        _gl.Viewport(0, 0, (uint)canvas.PixelWidth, (uint)canvas.PixelHeight);
        _gl.Disable(EnableCap.DepthTest);
        _gl.Disable(EnableCap.CullFace);
        _gl.Enable(EnableCap.Blend);
        _gl.BlendFuncSeparate(BlendingFactor.SrcAlpha, BlendingFactor.OneMinusSrcAlpha, BlendingFactor.One, BlendingFactor.OneMinusSrcAlpha);
        _program.Use();
        _program.Set("picture", new Vector2(canvas.PixelWidth, canvas.PixelHeight));
        _program.Set("glyphs", 0);
        _glyphs.Bind(0);
        _array.Bind();
        foreach (DrawList list in canvas.Layers) DrawList(list, canvas.PixelHeight);
        _gl.Disable(EnableCap.ScissorTest);
        _gl.Disable(EnableCap.Blend);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _program.Dispose();
        _glyphs.Dispose();
        _array.Dispose();
    }

    private void DrawList(DrawList list, int height)
    {
        if (list.Calls.Count == 0) return;
        _array.Replace(_buffer, list.Vertices);
        foreach (DrawCall call in list.Calls)
        {
            if (call.Clip is { } clip)
            {
                _gl.Enable(EnableCap.ScissorTest);
                _gl.Scissor((int)clip.X, height - (int)clip.Bottom, (uint)clip.Width, (uint)clip.Height);
            }
            else
            {
                _gl.Disable(EnableCap.ScissorTest);
            }
            _gl.DrawArrays(PrimitiveType.Triangles, call.First, (uint)call.Count);
            DrawCalls++;
        }
    }

    private void UpdateGlyphs(GlyphAtlas atlas)
    {
        Range changed = atlas == _shown ? atlas.ChangedSince(_shownVersion) : 0..GlyphAtlas.Size;
        (_shown, _shownVersion) = (atlas, atlas.Version);
        (int first, int count) = changed.GetOffsetAndLength(GlyphAtlas.Size);
        if (count > 0) _glyphs.Update<byte>(0, first, GlyphAtlas.Size, count, atlas.Pixels.AsSpan(first * GlyphAtlas.Size, count * GlyphAtlas.Size));
    }
}
