using System.Runtime.InteropServices;
using TerritoryTwin.Core;

namespace TerritoryTwin.Compute;

/// <summary>How values of a support lie in host memory: rows aligned to 64 bytes, a halo around grids, room for the last vector to overrun.</summary>
internal readonly unsafe struct FieldLayout
{
    /// <summary>The farthest neighbour that a kernel may read.</summary>
    public const int Halo = 8;
    /// <summary>Floats in the widest vector.</summary>
    public const int Alignment = 16;

    private static int _allocations;

    private readonly int _haloRows;

    public FieldLayout(Support support)
    {
        Rows = support.Rows;
        Columns = support.Columns;
        _haloRows = support is Grid ? Halo : 0;
        Pitch = (Columns + Alignment - 1) / Alignment * Alignment + 2 * Alignment;
        if (Pitch % 1024 == 0) Pitch += Alignment;   // rows 4 KiB apart would share cache sets
    }

    public int Rows { get; }
    public int Columns { get; }
    /// <summary>Floats from a row to the next.</summary>
    public int Pitch { get; }
    /// <summary>Floats from a member to the next.</summary>
    public long Plane => (long)(Rows + 2 * _haloRows) * Pitch;
    /// <summary>Floats before the first element.</summary>
    public long Origin => (long)_haloRows * Pitch + Alignment;

    /// <summary>Zeros. Blocks begin at different places of a page: fields at the same place compete for the same cache sets and look alike to the store buffer.</summary>
    public nint Allocate(int members)
    {
        nuint bytes = checked((nuint)(Plane * members) * sizeof(float));
        nuint stagger = 64 * (1 + (uint)Interlocked.Increment(ref _allocations) * 11 % 64);
        byte* whole = (byte*)NativeMemory.AlignedAlloc(bytes + stagger, 64);
        NativeMemory.Clear(whole, bytes + stagger);
        nint block = (nint)(whole + stagger);
        ((nint*)block)[-1] = (nint)whole;
        return block;
    }

    public static void Free(nint block) => NativeMemory.AlignedFree((void*)((nint*)block)[-1]);

    public float* Row(nint block, int member, int row) => (float*)block + member * Plane + Origin + (long)row * Pitch;

    public void Write<T>(nint block, int members, ReadOnlySpan<T> values) where T : unmanaged
    {
        for (int k = 0; k < members * Rows; k++)
            values.Slice(k * Columns, Columns).CopyTo(new Span<T>(Row(block, k / Rows, k % Rows), Columns));
    }

    public void Read(nint block, int members, Span<float> values)
    {
        for (int k = 0; k < members * Rows; k++)
            new ReadOnlySpan<float>(Row(block, k / Rows, k % Rows), Columns).CopyTo(values.Slice(k * Columns, Columns));
    }

    /// <summary>Fills the halo of every member, <paramref name="width"/> cells wide.</summary>
    public void FillHalo(nint block, int members, Boundary boundary, int width)
    {
        for (int member = 0; member < members; member++)
        {
            for (int j = 0; j < Rows; j++)
            {
                float* row = Row(block, member, j);
                for (int i = 1; i <= width; i++)
                {
                    int west = boundary.Inside(-i, Columns), east = boundary.Inside(Columns - 1 + i, Columns);
                    row[-i] = west < 0 ? boundary.Outside : row[west];
                    row[Columns - 1 + i] = east < 0 ? boundary.Outside : row[east];
                }
            }
            for (int j = 1; j <= Math.Min(width, _haloRows); j++)
            {
                FillRow(block, member, -j, boundary, width);
                FillRow(block, member, Rows - 1 + j, boundary, width);
            }
        }
    }

    private void FillRow(nint block, int member, int row, Boundary boundary, int width)
    {
        Span<float> target = new(Row(block, member, row) - width, Columns + 2 * width);
        int inside = boundary.Inside(row, Rows);
        if (inside < 0) target.Fill(boundary.Outside);
        else new Span<float>(Row(block, member, inside) - width, Columns + 2 * width).CopyTo(target);
    }
}
