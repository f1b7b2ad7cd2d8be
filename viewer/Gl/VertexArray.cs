namespace TerritoryTwin.Viewer.Gl;

/// <summary>Buffers of vertices and what their bytes mean. The first buffer given has the vertices; later ones may advance once an instance.</summary>
public sealed unsafe class VertexArray : IDisposable
{
    private readonly List<uint> _buffers = [];
    private readonly uint _id;

    /// <summary>An empty one, which is now bound.</summary>
    public VertexArray()
    {
        uint id;
        GL.GenVertexArrays(1, &id);
        _id = id;
        Bind();
    }

    /// <summary>Draws from it from now on.</summary>
    public void Bind() => GL.BindVertexArray(_id);

    /// <summary>Adds a buffer of vertices; <see cref="Floats"/> and its like describe the buffer added last.</summary>
    /// <returns>Its number, for <see cref="Replace{T}"/>.</returns>
    public int Vertices<T>(ReadOnlySpan<T> data, bool changes = false) where T : unmanaged => Add(GL.ARRAY_BUFFER, data, changes);

    /// <summary>Adds the buffer of indices.</summary>
    public void Indices(ReadOnlySpan<uint> data) => Add(GL.ELEMENT_ARRAY_BUFFER, data, changes: false);

    /// <summary>Replaces the contents of a buffer of vertices; its length may change.</summary>
    public void Replace<T>(int buffer, ReadOnlySpan<T> data) where T : unmanaged
    {
        GL.BindBuffer(GL.ARRAY_BUFFER, _buffers[buffer]);
        fixed (T* first = data) GL.BufferData(GL.ARRAY_BUFFER, (nint)data.Length * sizeof(T), first, GL.STREAM_DRAW);
    }

    /// <summary>Attribute <paramref name="index"/> is that many floats at an offset [bytes] of each vertex of <paramref name="stride"/> bytes.</summary>
    public void Floats(uint index, int count, int stride, int offset, bool perInstance = false) => Attribute(index, count, GL.FLOAT, 0, stride, offset, perInstance);

    /// <summary>Attribute <paramref name="index"/> is that many bytes, 0 to 255 read as 0 to 1.</summary>
    public void Bytes(uint index, int count, int stride, int offset, bool perInstance = false) => Attribute(index, count, GL.UNSIGNED_BYTE, 1, stride, offset, perInstance);

    /// <summary>Attribute <paramref name="index"/> is an unsigned integer.</summary>
    public void Integer(uint index, int stride, int offset)
    {
        GL.EnableVertexAttribArray(index);
        GL.VertexAttribIPointer(index, 1, GL.UNSIGNED_INT, stride, offset);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        uint id = _id;
        GL.DeleteVertexArrays(1, &id);
        foreach (uint buffer in _buffers)
        {
            uint b = buffer;
            GL.DeleteBuffers(1, &b);
        }
    }

    private static void Attribute(uint index, int count, uint type, byte normalised, int stride, int offset, bool perInstance)
    {
        GL.EnableVertexAttribArray(index);
        GL.VertexAttribPointer(index, count, type, normalised, stride, offset);
        if (perInstance) GL.VertexAttribDivisor(index, 1);
    }

    private int Add<T>(uint kind, ReadOnlySpan<T> data, bool changes) where T : unmanaged
    {
        Bind();
        uint buffer;
        GL.GenBuffers(1, &buffer);
        GL.BindBuffer(kind, buffer);
        fixed (T* first = data) GL.BufferData(kind, (nint)data.Length * sizeof(T), first, changes ? GL.STREAM_DRAW : GL.STATIC_DRAW);
        _buffers.Add(buffer);
        return _buffers.Count - 1;
    }
}
