using TerritoryTwin.Core;

namespace TerritoryTwin.Viewer.Gl;

/// <summary>What a texel holds.</summary>
public enum TexelFormat
{
    /// <summary>One byte: coverage of glyphs.</summary>
    R8,
    /// <summary>One float: values and fields.</summary>
    R32F,
    /// <summary>Four bytes: colours.</summary>
    Rgba8,
    /// <summary>24-bit depth, compared when sampled: shadow maps.</summary>
    Depth24,
}

/// <summary>A two-dimensional texture on the graphics card.</summary>
public sealed unsafe class Texture : IDisposable
{
    private readonly TexelFormat _format;

    /// <summary>Makes room for it; contents are undefined until they are replaced.</summary>
    /// <exception cref="TerritoryException">Larger than the driver can.</exception>
    public Texture(int width, int height, TexelFormat format, bool smooth)
    {
        int most;
        GL.GetIntegerv(GL.MAX_TEXTURE_SIZE, &most);
        if (width > most || height > most)
            throw new TerritoryException($"viewer: {width} × {height} is too large for {GL.Renderer}, which draws up to {most} × {most}. Ask for a smaller picture, or write a coarser field.");
        (Width, Height, _format) = (width, height, format);
        uint id;
        GL.GenTextures(1, &id);
        Id = id;
        GL.BindTexture(GL.TEXTURE_2D, id);
        (uint stored, uint layout, uint type) = Layout(format);
        GL.TexImage2D(GL.TEXTURE_2D, 0, (int)stored, width, height, 0, layout, type, null);
        int filter = (int)(smooth ? GL.LINEAR : GL.NEAREST);
        GL.TexParameteri(GL.TEXTURE_2D, GL.TEXTURE_MIN_FILTER, filter);
        GL.TexParameteri(GL.TEXTURE_2D, GL.TEXTURE_MAG_FILTER, filter);
        GL.TexParameteri(GL.TEXTURE_2D, GL.TEXTURE_WRAP_S, (int)GL.CLAMP_TO_EDGE);
        GL.TexParameteri(GL.TEXTURE_2D, GL.TEXTURE_WRAP_T, (int)GL.CLAMP_TO_EDGE);
        if (format != TexelFormat.Depth24) return;
        GL.TexParameteri(GL.TEXTURE_2D, GL.TEXTURE_COMPARE_MODE, (int)GL.COMPARE_REF_TO_TEXTURE);
        GL.TexParameteri(GL.TEXTURE_2D, GL.TEXTURE_COMPARE_FUNC, (int)GL.LEQUAL);
    }

    /// <summary>OpenGL's name of it.</summary>
    internal uint Id { get; }
    /// <summary>[texels]</summary>
    public int Width { get; }
    /// <summary>[texels]</summary>
    public int Height { get; }

    /// <summary>Replaces all texels, row by row from the first.</summary>
    public void Update<T>(ReadOnlySpan<T> texels) where T : unmanaged => Update(0, 0, Width, Height, texels);

    /// <summary>Replaces a rectangle of texels.</summary>
    /// <exception cref="ArgumentException">Fewer bytes than the rectangle holds.</exception>
    public void Update<T>(int x, int y, int width, int height, ReadOnlySpan<T> texels) where T : unmanaged
    {
        (_, uint layout, uint type) = Layout(_format);
        long needed = (long)width * height * (_format == TexelFormat.R8 ? 1 : 4);
        if ((long)texels.Length * sizeof(T) < needed) throw new ArgumentException($"{texels.Length * sizeof(T)} bytes for {needed}", nameof(texels));
        GL.BindTexture(GL.TEXTURE_2D, Id);
        fixed (T* first = texels) GL.TexSubImage2D(GL.TEXTURE_2D, 0, x, y, width, height, layout, type, first);
    }

    /// <summary>Makes it the texture of a unit.</summary>
    public void Bind(int unit)
    {
        GL.ActiveTexture(GL.TEXTURE0 + (uint)unit);
        GL.BindTexture(GL.TEXTURE_2D, Id);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        uint id = Id;
        GL.DeleteTextures(1, &id);
    }

    private static (uint Stored, uint Layout, uint Type) Layout(TexelFormat format) => format switch
    {
        TexelFormat.R8 => (GL.R8, GL.RED, GL.UNSIGNED_BYTE),
        TexelFormat.R32F => (GL.R32F, GL.RED, GL.FLOAT),
        TexelFormat.Rgba8 => (GL.RGBA8, GL.RGBA, GL.UNSIGNED_BYTE),
        _ => (GL.DEPTH_COMPONENT24, GL.DEPTH_COMPONENT, GL.UNSIGNED_INT),
    };
}
