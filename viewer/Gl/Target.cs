using TerritoryTwin.Core;

namespace TerritoryTwin.Viewer.Gl;

/// <summary>Our own framebuffer, 8-bit colours and 24-bit depth: everything is drawn here, a window only gets a copy. So windows and files show the same pixels.</summary>
public sealed unsafe class Target : IDisposable
{
    private readonly uint _framebuffer, _multisampled, _depth, _samplesColor;

    /// <summary>Makes a framebuffer.</summary>
    /// <param name="width">[pixels], ≥ 1.</param>
    /// <param name="height">[pixels], ≥ 1.</param>
    /// <param name="samples">Per pixel; fewer when the driver cannot, 1: no smoothing.</param>
    /// <exception cref="TerritoryException">Larger than the driver can.</exception>
    public Target(int width, int height, int samples = 1)
    {
        int most;
        GL.GetIntegerv(GL.MAX_SAMPLES, &most);
        (Width, Height, Samples) = (Math.Max(1, width), Math.Max(1, height), Math.Clamp(samples, 1, Math.Max(1, most)));
        Color = new Texture(Width, Height, TexelFormat.Rgba8, smooth: true);
        _framebuffer = Framebuffer();
        GL.FramebufferTexture2D(GL.FRAMEBUFFER, GL.COLOR_ATTACHMENT0, GL.TEXTURE_2D, Color.Id, 0);
        if (Samples > 1)
        {
            _multisampled = Framebuffer();
            _samplesColor = Attach(GL.COLOR_ATTACHMENT0, GL.RGBA8);
        }
        _depth = Attach(GL.DEPTH_ATTACHMENT, GL.DEPTH_COMPONENT24);
        uint status = GL.CheckFramebufferStatus(GL.FRAMEBUFFER);
        if (status == GL.FRAMEBUFFER_COMPLETE) return;
        Dispose();
        throw new TerritoryException($"viewer: a picture of {Width} × {Height} pixels with {Samples} samples is refused by {GL.Renderer} (0x{status:X}). Ask for a smaller one.");
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
        GL.BindFramebuffer(GL.FRAMEBUFFER, Samples > 1 ? _multisampled : _framebuffer);
        GL.Viewport(0, 0, Width, Height);
    }

    /// <summary>Draws here without smoothing from now on: for the interface, over a scene that is resolved.</summary>
    public void BeginResolved()
    {
        GL.BindFramebuffer(GL.FRAMEBUFFER, _framebuffer);
        GL.Viewport(0, 0, Width, Height);
    }

    /// <summary>Averages the samples into <see cref="Color"/>.</summary>
    public void Resolve()
    {
        if (Samples == 1) return;
        GL.Disable(GL.SCISSOR_TEST);                                   // it would cut the copy too
        GL.BindFramebuffer(GL.READ_FRAMEBUFFER, _multisampled);
        GL.BindFramebuffer(GL.DRAW_FRAMEBUFFER, _framebuffer);
        GL.BlitFramebuffer(0, 0, Width, Height, 0, 0, Width, Height, GL.COLOR_BUFFER_BIT, GL.NEAREST);
        GL.BindFramebuffer(GL.FRAMEBUFFER, _framebuffer);
    }

    /// <summary>Copies the picture onto another target, stretched to its size.</summary>
    public void CopyTo(Target other) => Copy(other._framebuffer, other.Width, other.Height);

    /// <summary>Copies the picture to the window and shows it; does nothing without one.</summary>
    public void Show(IWindowHost host)
    {
        if (!host.HasScreen) return;
        (int width, int height) = host.Framebuffer;
        Copy(0, width, height);
        host.Swap();
    }

    /// <summary>Three bytes a pixel, row by row from the top.</summary>
    public byte[] Read()
    {
        byte[] picture = new byte[3L * Width * Height];
        byte[] rows = new byte[4L * Width * Height];
        GL.BindFramebuffer(GL.READ_FRAMEBUFFER, _framebuffer);
        fixed (byte* first = rows) GL.ReadPixels(0, 0, Width, Height, GL.RGBA, GL.UNSIGNED_BYTE, first);
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

    private void Copy(uint framebuffer, int width, int height)
    {
        GL.BindFramebuffer(GL.READ_FRAMEBUFFER, _framebuffer);
        GL.BindFramebuffer(GL.DRAW_FRAMEBUFFER, framebuffer);
        GL.Disable(GL.SCISSOR_TEST);
        uint filter = width == Width && height == Height ? GL.NEAREST : GL.LINEAR;
        GL.BlitFramebuffer(0, 0, Width, Height, 0, 0, width, height, GL.COLOR_BUFFER_BIT, filter);
    }

    private static uint Framebuffer()
    {
        uint id;
        GL.GenFramebuffers(1, &id);
        GL.BindFramebuffer(GL.FRAMEBUFFER, id);
        return id;
    }

    private uint Attach(uint attachment, uint format)
    {
        uint id;
        GL.GenRenderbuffers(1, &id);
        GL.BindRenderbuffer(GL.RENDERBUFFER, id);
        if (Samples > 1) GL.RenderbufferStorageMultisample(GL.RENDERBUFFER, Samples, format, Width, Height);
        else GL.RenderbufferStorage(GL.RENDERBUFFER, format, Width, Height);
        GL.FramebufferRenderbuffer(GL.FRAMEBUFFER, attachment, GL.RENDERBUFFER, id);
        return id;
    }

    private static void Delete(uint framebuffer, uint renderbuffer)
    {
        GL.DeleteFramebuffers(1, &framebuffer);
        GL.DeleteRenderbuffers(1, &renderbuffer);
    }
}
