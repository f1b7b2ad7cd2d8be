using Silk.NET.OpenGL;
using TerritoryTwin.Core;

namespace TerritoryTwin.Viewer.Gl;

/// <summary>Our own framebuffer, 8-bit colours and 24-bit depth: everything is drawn here, a window only gets a copy. So windows and files show the same pixels.</summary>
public sealed class Target : IDisposable
{
    private readonly GL _gl;
    private readonly uint _framebuffer, _multisampled, _depth, _samplesColor;

    /// <summary>Makes a framebuffer.</summary>
    /// <param name="gl">Of the context it is drawn in.</param>
    /// <param name="width">[pixels], ≥ 1.</param>
    /// <param name="height">[pixels], ≥ 1.</param>
    /// <param name="samples">Per pixel; fewer when the driver cannot, 1: no smoothing.</param>
    /// <exception cref="TerritoryException">Larger than the driver can.</exception>
    public Target(GL gl, int width, int height, int samples = 1)
    {
        (_gl, Width, Height, Samples) = (gl, Math.Max(1, width), Math.Max(1, height), Math.Clamp(samples, 1, Math.Max(1, gl.GetInteger(GLEnum.MaxSamples))));
        Color = new Texture(gl, Width, Height, TexelFormat.Rgba8, smooth: true);
        _framebuffer = Framebuffer();
        gl.FramebufferTexture2D(FramebufferTarget.Framebuffer, FramebufferAttachment.ColorAttachment0, TextureTarget.Texture2D, Color.Id, 0);
        if (Samples > 1)
        {
            _multisampled = Framebuffer();
            _samplesColor = Attach(FramebufferAttachment.ColorAttachment0, InternalFormat.Rgba8);
        }
        _depth = Attach(FramebufferAttachment.DepthAttachment, InternalFormat.DepthComponent24);
        GLEnum status = gl.CheckFramebufferStatus(FramebufferTarget.Framebuffer);
        if (status == GLEnum.FramebufferComplete) return;
        Dispose();
        throw new TerritoryException($"viewer: a picture of {Width} × {Height} pixels with {Samples} samples is refused by {gl.Renderer()} ({status}). Ask for a smaller one.");
    }

    /// <summary>[pixels]</summary>
    public int Width { get; }
    /// <summary>[pixels]</summary>
    public int Height { get; }
    /// <summary>Per pixel.</summary>
    public int Samples { get; }
    /// <summary>The picture, after <see cref="Resolve"/>.</summary>
    public Texture Color { get; }

    /// <summary>Draws here from now on, over the whole of it.</summary>
    public void Begin()
    {
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, Samples > 1 ? _multisampled : _framebuffer);
        _gl.Viewport(0, 0, (uint)Width, (uint)Height);
    }

    /// <summary>Draws here without smoothing from now on: for the interface, over a scene that is resolved.</summary>
    public void BeginResolved()
    {
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);
        _gl.Viewport(0, 0, (uint)Width, (uint)Height);
    }

    /// <summary>Averages the samples into <see cref="Color"/>.</summary>
    public void Resolve()
    {
        if (Samples == 1) return;
        Copy(_multisampled, _framebuffer, Width, Height);
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);
    }

    /// <summary>Copies the picture onto another target, stretched to its size.</summary>
    public void CopyTo(Target other) => Copy(_framebuffer, other._framebuffer, other.Width, other.Height);

    /// <summary>Copies the picture to the window of the context, stretched to its size [pixels].</summary>
    public void CopyToWindow(int width, int height) => Copy(_framebuffer, 0, width, height);

    /// <summary>Three bytes a pixel, row by row from the top.</summary>
    public byte[] Read()
    {
        byte[] picture = new byte[3L * Width * Height];
        byte[] rows = new byte[4L * Width * Height];
        _gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, _framebuffer);
        _gl.ReadPixels<byte>(0, 0, (uint)Width, (uint)Height, PixelFormat.Rgba, PixelType.UnsignedByte, rows);
        for (int y = 0; y < Height; y++)
            for (int x = 0, from = 4 * Width * (Height - 1 - y), to = 3 * Width * y; x < Width; x++, from += 4, to += 3)
                (picture[to], picture[to + 1], picture[to + 2]) = (rows[from], rows[from + 1], rows[from + 2]);
        return picture;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Delete(_framebuffer, _depth);
        if (Samples > 1) Delete(_multisampled, _samplesColor);
        Color.Dispose();
    }

    private void Copy(uint from, uint to, int width, int height)
    {
        _gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, from);
        _gl.BindFramebuffer(FramebufferTarget.DrawFramebuffer, to);
        _gl.Disable(EnableCap.ScissorTest);                            // it would cut the copy too
        BlitFramebufferFilter filter = width == Width && height == Height ? BlitFramebufferFilter.Nearest : BlitFramebufferFilter.Linear;
        _gl.BlitFramebuffer(0, 0, Width, Height, 0, 0, width, height, ClearBufferMask.ColorBufferBit, filter);
    }

    private uint Framebuffer()
    {
        uint id = _gl.GenFramebuffer();
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, id);
        return id;
    }

    private uint Attach(FramebufferAttachment attachment, InternalFormat format)
    {
        uint id = _gl.GenRenderbuffer();
        _gl.BindRenderbuffer(RenderbufferTarget.Renderbuffer, id);
        if (Samples > 1) _gl.RenderbufferStorageMultisample(RenderbufferTarget.Renderbuffer, (uint)Samples, format, (uint)Width, (uint)Height);
        else _gl.RenderbufferStorage(RenderbufferTarget.Renderbuffer, format, (uint)Width, (uint)Height);
        _gl.FramebufferRenderbuffer(FramebufferTarget.Framebuffer, attachment, RenderbufferTarget.Renderbuffer, id);
        return id;
    }

    private void Delete(uint framebuffer, uint renderbuffer)
    {
        _gl.DeleteFramebuffer(framebuffer);
        _gl.DeleteRenderbuffer(renderbuffer);
    }
}
