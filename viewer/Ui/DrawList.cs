using System.Runtime.InteropServices;

namespace TerritoryTwin.Viewer.Ui;

/// <summary>One corner of a triangle of the interface. What the other fields mean depends on <see cref="Kind"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct HudVertex
{
    /// <summary>A rounded box (fill, ring, shadow, capsule): local position, half size, radius, stroke, feather [px].</summary>
    public const float RoundedBox = 0;

    /// <summary>A glyph: the local position is that in the atlas, 0 to 1.</summary>
    public const float GlyphQuad = 1;

    /// <summary>A plain triangle.</summary>
    public const float Plain = 2;

    /// <summary>Position on the picture [px], y downward.</summary>
    public float X, Y;
    /// <summary>Position from the box's middle [px], or in the atlas.</summary>
    public float LocalX, LocalY;
    /// <summary>Half the box's size [px].</summary>
    public float HalfX, HalfY;
    /// <summary>Of the corners [px].</summary>
    public float Radius;
    /// <summary>Width of a ring [px]; 0 for a filled box.</summary>
    public float Stroke;
    /// <summary>Softness of the edge [px]; 1 is a crisp one.</summary>
    public float Feather;
    /// <summary>One of the constants above.</summary>
    public float Kind;
    /// <summary>RGBA, red first in memory.</summary>
    public uint Colour;
}

/// <summary>Consecutive vertices that share a clip rectangle.</summary>
/// <param name="Clip">Nothing is drawn outside it; null: the whole picture.</param>
/// <param name="First">First vertex.</param>
/// <param name="Count">How many.</param>
public readonly record struct DrawCall(Box? Clip, int First, int Count);

/// <summary>What one layer of the interface draws, in order: plain data, made and tested without any graphics library.</summary>
public sealed class DrawList
{
    private readonly List<HudVertex> _vertices = new(1 << 14);
    private readonly List<DrawCall> _calls = [];
    private Box? _clip;
    private int _first;

    /// <summary>All corners; three make a triangle.</summary>
    public ReadOnlySpan<HudVertex> Vertices => CollectionsMarshal.AsSpan(_vertices);

    /// <summary>How many corners there are.</summary>
    public int Count => _vertices.Count;

    /// <summary>The draw calls, one for each change of the clip rectangle.</summary>
    public IReadOnlyList<DrawCall> Calls
    {
        get
        {
            Close();
            return _calls;
        }
    }

    internal Box? Clip
    {
        get => _clip;
        set
        {
            if (_clip == value) return;
            Close();
            _clip = value;
        }
    }

    internal void Clear()
    {
        _vertices.Clear();
        _calls.Clear();
        (_clip, _first) = (null, 0);
    }

    internal void Add(HudVertex a, HudVertex b, HudVertex c)
    {
        _vertices.Add(a);
        _vertices.Add(b);
        _vertices.Add(c);
    }

    internal void Add(HudVertex a, HudVertex b, HudVertex c, HudVertex d)
    {
        Add(a, b, c);
        Add(a, c, d);
    }

    /// <summary>Keeps room for vertices that are known only later.</summary>
    internal int Reserve(int count)
    {
        int at = _vertices.Count;
        for (int k = 0; k < count; k++) _vertices.Add(default);
        return at;
    }

    /// <summary>Moves all vertices from <paramref name="from"/> on to the room kept at <paramref name="at"/>.</summary>
    internal void MoveInto(int at, int from)
    {
        for (int k = from; k < _vertices.Count; k++) _vertices[at + k - from] = _vertices[k];
        _vertices.RemoveRange(from, _vertices.Count - from);
    }

    private void Close()
    {
        if (_vertices.Count > _first) _calls.Add(new(_clip, _first, _vertices.Count - _first));
        _first = _vertices.Count;
    }
}
