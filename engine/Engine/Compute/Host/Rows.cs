using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TerritoryTwin.Compute;

/// <summary>A view as compiled rows see it.</summary>
internal unsafe struct ViewRows
{
    /// <summary>The first element of the first member.</summary>
    public float* Origin;
    /// <summary>Bytes from a member to the next; 0 when all share one.</summary>
    public long Member;
    /// <summary>Bytes from a row to the next.</summary>
    public long Row;
    public int Columns;
    public int Rows;
    /// <summary>Of the division of an index by the columns: ⌈2^(31 + <see cref="Shift"/>) ÷ columns⌉.</summary>
    public ulong Magic;
    public int Shift;
    public Boundary Boundary;
    /// <summary>The value of the surroundings.</summary>
    public float Outside;

    public ViewRows(Memory memory)
    {
        FieldLayout layout = new(memory.Support);
        Origin = layout.Row(memory.Data, 0, 0);
        Member = memory.Members == 1 ? 0 : layout.Plane * sizeof(float);
        Row = layout.Pitch * sizeof(float);
        (Columns, Rows, Boundary, Outside) = (layout.Columns, layout.Rows, memory.Boundary, memory.Boundary.Outside);
        Shift = Columns <= 1 ? 0 : 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)Columns - 1);
        Magic = (ulong)(((UInt128)1 << (31 + Shift)) / (uint)Columns + 1);
    }
}

/// <summary>A compiled kernel: steps some rows, from a column to another, of one member.</summary>
internal unsafe delegate void RowsMethod(ViewRows* views, float* uniforms, int member, int firstRow, int endRow, int firstColumn, int endColumn);

/// <summary>What compiled rows call instead of spelling it out.</summary>
internal static unsafe class RowHelpers
{
    public static int Turns(float count) => Place.Turns(count);

    public static Vector128<float> Gather128(ViewRows* view, long member, int* index)
    {
        float* lanes = stackalloc float[4];
        Gather(view, member, index, lanes, 4);
        return Vector128.Load(lanes);
    }

    public static Vector256<float> Gather256(ViewRows* view, long member, int* index)
    {
        if (view->Rows == 1 && Avx2.IsSupported) return Gather(Plane(view, member), index);
        float* lanes = stackalloc float[8];
        Gather(view, member, index, lanes, 8);
        return Vector256.Load(lanes);
    }

    public static Vector512<float> Gather512(ViewRows* view, long member, int* index)
    {
        if (view->Rows == 1 && Avx2.IsSupported) return Vector512.Create(Gather(Plane(view, member), index), Gather(Plane(view, member), index + 8));
        float* lanes = stackalloc float[16];
        Gather(view, member, index, lanes, 16);
        return Vector512.Load(lanes);
    }

    public static Vector128<float> Shifted128(ViewRows* view, long member, int row, long column, int east, int north)
    {
        float* lanes = stackalloc float[4];
        return Vector128.Load(Shifted(view, member, row, column, east, north, lanes, 4));
    }

    public static Vector256<float> Shifted256(ViewRows* view, long member, int row, long column, int east, int north)
    {
        float* lanes = stackalloc float[8];
        return Vector256.Load(Shifted(view, member, row, column, east, north, lanes, 8));
    }

    public static Vector512<float> Shifted512(ViewRows* view, long member, int row, long column, int east, int north)
    {
        float* lanes = stackalloc float[16];
        return Vector512.Load(Shifted(view, member, row, column, east, north, lanes, 16));
    }

    public static Vector128<float> Elsewhere128(ViewRows* view, long member, Vector128<float> column, Vector128<float> row)
    {
        float* lanes = stackalloc float[12];
        column.Store(lanes + 4);
        row.Store(lanes + 8);
        Elsewhere(view, member, lanes + 4, lanes + 8, lanes, 4);
        return Vector128.Load(lanes);
    }

    public static Vector256<float> Elsewhere256(ViewRows* view, long member, Vector256<float> column, Vector256<float> row)
    {
        float* lanes = stackalloc float[24];
        column.Store(lanes + 8);
        row.Store(lanes + 16);
        Elsewhere(view, member, lanes + 8, lanes + 16, lanes, 8);
        return Vector256.Load(lanes);
    }

    public static Vector512<float> Elsewhere512(ViewRows* view, long member, Vector512<float> column, Vector512<float> row)
    {
        float* lanes = stackalloc float[48];
        column.Store(lanes + 16);
        row.Store(lanes + 32);
        Elsewhere(view, member, lanes + 16, lanes + 32, lanes, 16);
        return Vector512.Load(lanes);
    }

    private static void Elsewhere(ViewRows* view, long member, float* column, float* row, float* lanes, int count)
    {
        for (int k = 0; k < count; k++)
        {
            int i = view->Boundary.Inside(Place.Nearest(MathF.Floor(column[k] + 0.5f)), view->Columns), j = view->Boundary.Inside(Place.Nearest(MathF.Floor(row[k] + 0.5f)), view->Rows);
            lanes[k] = i < 0 || j < 0 ? view->Boundary.Outside : ((float*)((byte*)Plane(view, member) + j * view->Row))[i];
        }
    }

    private static float* Plane(ViewRows* view, long member) => (float*)((byte*)view->Origin + member * view->Member);

    private static Vector256<float> Gather(float* values, int* index) => Avx2.GatherVector256(values, Vector256.Load(index), sizeof(float));

    private static void Gather(ViewRows* view, long member, int* index, float* lanes, int count)
    {
        byte* plane = (byte*)view->Origin + member * view->Member;
        if (view->Rows == 1)
        {
            for (int k = 0; k < count; k++) lanes[k] = ((float*)plane)[index[k]];
            return;
        }
        for (int k = 0; k < count; k++)
        {
            long row = (long)((uint)index[k] * view->Magic >> (31 + view->Shift));
            lanes[k] = ((float*)(plane + row * view->Row))[index[k] - row * view->Columns];
        }
    }

    /// <summary>The values of some cells, each read at the same offset from itself.</summary>
    /// <param name="view">The view.</param> <param name="member">Of the launch.</param> <param name="row">Of the cell.</param>
    /// <param name="column">Of the first cell, in bytes.</param> <param name="east">[cells].</param> <param name="north">[cells].</param>
    /// <param name="lanes">Room for the values.</param> <param name="count">Of cells.</param>
    private static float* Shifted(ViewRows* view, long member, int row, long column, int east, int north, float* lanes, int count)
    {
        byte* plane = (byte*)view->Origin + member * view->Member;
        long i = column / sizeof(float) + east;
        int j = view->Boundary.Inside(row + north, view->Rows);
        float* values = (float*)(plane + j * view->Row);
        if (j >= 0 && i >= 0 && i + count <= view->Columns) return values + i;
        for (int k = 0; k < count; k++)
        {
            int inside = view->Boundary.Inside((int)i + k, view->Columns);
            lanes[k] = j < 0 || inside < 0 ? view->Boundary.Outside : values[inside];
        }
        return lanes;
    }
}
