using Silk.NET.OpenGL;

namespace TerritoryTwin.Viewer.Gl;

/// <summary>Buffers of vertices and what their bytes mean.</summary>
public sealed unsafe class VertexArray : IDisposable
{
    private readonly GL _gl;
    private readonly List<uint> _buffers = [];
    private readonly uint _id;

    /// <summary>An empty one, which is now bound.</summary>
    public VertexArray(GL gl)
    {
        (_gl, _id) = (gl, gl.GenVertexArray());
        Bind();
    }

    /// <summary>Draws from it from now on.</summary>
    public void Bind() => _gl.BindVertexArray(_id);

    /// <summary>Adds a buffer of vertices; <see cref="Floats"/> and its like describe the buffer added last.</summary>
    /// <returns>Its number, for <see cref="Replace{T}"/>.</returns>
    public int Vertices<T>(ReadOnlySpan<T> data, bool changes = false) where T : unmanaged => Add(BufferTargetARB.ArrayBuffer, data, changes);

    /// <summary>Adds the buffer of indices.</summary>
    public void Indices(ReadOnlySpan<uint> data) => Add(BufferTargetARB.ElementArrayBuffer, data, changes: false);

    /// <summary>Replaces the contents of a buffer of vertices; its length may change.</summary>
    public void Replace<T>(int buffer, ReadOnlySpan<T> data) where T : unmanaged
    {
        _gl.BindBuffer(BufferTargetARB.ArrayBuffer, _buffers[buffer]);
        _gl.BufferData(BufferTargetARB.ArrayBuffer, data, BufferUsageARB.StreamDraw);
    }

    /// <summary>Attribute <paramref name="index"/> is that many floats at an offset [bytes] of each vertex of <paramref name="stride"/> bytes.</summary>
    public void Floats(uint index, int count, int stride, int offset) => Attribute(index, count, VertexAttribPointerType.Float, normalised: false, stride, offset);

    /// <summary>Attribute <paramref name="index"/> is that many bytes, 0 to 255 read as 0 to 1.</summary>
    public void Bytes(uint index, int count, int stride, int offset) => Attribute(index, count, VertexAttribPointerType.UnsignedByte, normalised: true, stride, offset);

    /// <summary>Attribute <paramref name="index"/> is an unsigned integer.</summary>
    public void Integer(uint index, int stride, int offset)
    {
        _gl.EnableVertexAttribArray(index);
        _gl.VertexAttribIPointer(index, 1, VertexAttribIType.UnsignedInt, (uint)stride, (void*)offset);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gl.DeleteVertexArray(_id);
        foreach (uint buffer in _buffers) _gl.DeleteBuffer(buffer);
    }

    private void Attribute(uint index, int count, VertexAttribPointerType type, bool normalised, int stride, int offset)
    {
        _gl.EnableVertexAttribArray(index);
        _gl.VertexAttribPointer(index, count, type, normalised, (uint)stride, (void*)offset);
    }

    private int Add<T>(BufferTargetARB kind, ReadOnlySpan<T> data, bool changes) where T : unmanaged
    {
        Bind();
        uint buffer = _gl.GenBuffer();
        _gl.BindBuffer(kind, buffer);
        _gl.BufferData(kind, data, changes ? BufferUsageARB.StreamDraw : BufferUsageARB.StaticDraw);
        _buffers.Add(buffer);
        return _buffers.Count - 1;
    }
}
