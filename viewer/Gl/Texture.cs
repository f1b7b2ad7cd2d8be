using Silk.NET.OpenGL;
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
    private readonly GL _gl;
    private readonly TexelFormat _format;

    /// <summary>Makes room for it; contents are undefined until they are replaced.</summary>
    /// <exception cref="TerritoryException">Larger than the driver can.</exception>
    public Texture(GL gl, int width, int height, TexelFormat format, bool smooth)
    {
        int most = gl.GetInteger(GetPName.MaxTextureSize);
        if (width > most || height > most)
            throw new TerritoryException($"viewer: {width} × {height} is too large for {gl.Renderer()}, which draws up to {most} × {most}. Ask for a smaller picture, or write a coarser field.");
        (_gl, Width, Height, _format) = (gl, width, height, format);
        Id = gl.GenTexture();
        gl.BindTexture(TextureTarget.Texture2D, Id);
        (InternalFormat stored, PixelFormat layout, PixelType type) = Layout(format);
        gl.TexImage2D(TextureTarget.Texture2D, 0, stored, (uint)width, (uint)height, 0, layout, type, null);
        Set(TextureParameterName.TextureMinFilter, (int)(smooth ? TextureMinFilter.Linear : TextureMinFilter.Nearest));
        Set(TextureParameterName.TextureMagFilter, (int)(smooth ? TextureMagFilter.Linear : TextureMagFilter.Nearest));
        Set(TextureParameterName.TextureWrapS, (int)TextureWrapMode.ClampToEdge);
        Set(TextureParameterName.TextureWrapT, (int)TextureWrapMode.ClampToEdge);
        if (format != TexelFormat.Depth24) return;
        Set(TextureParameterName.TextureCompareMode, (int)TextureCompareMode.CompareRefToTexture);
        Set(TextureParameterName.TextureCompareFunc, (int)DepthFunction.Lequal);
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
        (_, PixelFormat layout, PixelType type) = Layout(_format);
        long needed = (long)width * height * (_format == TexelFormat.R8 ? 1 : 4);
        if ((long)texels.Length * sizeof(T) < needed) throw new ArgumentException($"{texels.Length * sizeof(T)} bytes for {needed}", nameof(texels));
        _gl.BindTexture(TextureTarget.Texture2D, Id);
        _gl.TexSubImage2D(TextureTarget.Texture2D, 0, x, y, (uint)width, (uint)height, layout, type, texels);
    }

    /// <summary>From afar the means of its texels are seen: to be called after they were replaced.</summary>
    public void Shrink()
    {
        _gl.BindTexture(TextureTarget.Texture2D, Id);
        _gl.GenerateMipmap(TextureTarget.Texture2D);
        Set(TextureParameterName.TextureMinFilter, (int)TextureMinFilter.LinearMipmapLinear);
    }

    /// <summary>Makes it the texture of a unit.</summary>
    public void Bind(int unit)
    {
        _gl.ActiveTexture(TextureUnit.Texture0 + unit);
        _gl.BindTexture(TextureTarget.Texture2D, Id);
    }

    /// <inheritdoc/>
    public void Dispose() => _gl.DeleteTexture(Id);

    private void Set(TextureParameterName name, int value) => _gl.TexParameter(TextureTarget.Texture2D, name, value);

    private static (InternalFormat Stored, PixelFormat Layout, PixelType Type) Layout(TexelFormat format) => format switch
    {
        TexelFormat.R8 => (InternalFormat.R8, PixelFormat.Red, PixelType.UnsignedByte),
        TexelFormat.R32F => (InternalFormat.R32f, PixelFormat.Red, PixelType.Float),
        TexelFormat.Rgba8 => (InternalFormat.Rgba8, PixelFormat.Rgba, PixelType.UnsignedByte),
        _ => (InternalFormat.DepthComponent24, PixelFormat.DepthComponent, PixelType.UnsignedInt),
    };
}
