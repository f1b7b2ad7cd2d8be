using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace TerritoryTwin.Compute;

/// <summary>Kinds of compiled rows, by what a launch is like.</summary>
[Flags]
internal enum RowVariant
{
    /// <summary>The ordinary kind.</summary>
    Plain = 0,
    /// <summary>Load in the order of the kernel rather than where a value is used: two views share memory.</summary>
    LoadsFirst = 1,
    /// <summary>All that is read by index lies in one row, and the processor gathers vectors.</summary>
    FlatGathers = 2,
    /// <summary>Beyond the edges of all that is read at computed places the surroundings answer, and the processor gathers vectors.</summary>
    OpenSearches = 4,
}

/// <summary>Compiles a recording to one method that steps rows, a vector of cells at a time.</summary>
/// <remarks>A value used once stays on the evaluation stack; others live in locals. What is the same for all cells is computed before the rows.</remarks>
internal sealed unsafe class RowCompiler
{
    /// <summary>Deeper expressions are cut, for the JIT walks them recursively.</summary>
    private const int DeepestExpression = 24;

    private readonly Recording _recording;
    private readonly VectorWidth _width;
    private readonly RowVariant _variant;
    private readonly DynamicMethod _method;
    private readonly ILGenerator _il;
    private readonly LocalBuilder?[] _locals;
    private readonly int[] _depths;
    private readonly Dictionary<(int Slot, int North), LocalBuilder> _rows = [];
    private readonly Dictionary<int, LocalBuilder> _planes = [];
    private readonly Dictionary<int, Searched> _searched = [];
    private readonly Dictionary<int, Shifts> _shifts = [];
    private readonly Dictionary<(int East, int North, Block Home), (LocalBuilder East, LocalBuilder North)> _offsets = [];
    private readonly LocalBuilder _row, _column;

    /// <summary>What is the same for all reads of a view at computed places.</summary>
    private sealed record Searched(LocalBuilder Plane, LocalBuilder Columns, LocalBuilder Rows, LocalBuilder Pitch, LocalBuilder Outside);

    /// <summary>What is the same for all reads of a view at offsets: the last column is that, in bytes, from which a whole vector lies inside.</summary>
    private sealed record Shifts(LocalBuilder Plane, LocalBuilder Rows, LocalBuilder LastColumn);

    private RowCompiler(Recording recording, VectorWidth width, RowVariant variant)
    {
        (_recording, _width, _variant) = (recording, width, variant);
        _method = new(recording.Kernel, typeof(void),
            [typeof(ViewRows*), typeof(float*), typeof(int), typeof(int), typeof(int), typeof(int), typeof(int)], typeof(RowCompiler).Module, skipVisibility: true);
        _il = _method.GetILGenerator(64 * recording.Nodes.Length + 256);
        _locals = new LocalBuilder?[recording.Nodes.Length];
        _depths = new int[recording.Nodes.Length];
        _row = _il.DeclareLocal(typeof(int));
        _column = _il.DeclareLocal(typeof(long));
    }

    /// <summary>Compiles a kernel.</summary>
    /// <param name="recording">The kernel.</param>
    /// <param name="width">Of its vectors.</param>
    /// <param name="variant">What the launch lets it assume, or asks of it.</param>
    public static RowsMethod Compile(Recording recording, VectorWidth width, RowVariant variant)
    {
        try
        {
            RowCompiler compiler = new(recording, width, variant);
            compiler.EmitMethod();
            RowsMethod rows = compiler._method.CreateDelegate<RowsMethod>();
            RuntimeHelpers.PrepareDelegate(rows);   // so that a fault shows here, and the first launch is not the slow one
            return rows;
        }
        catch (Exception e) when (e is InvalidOperationException or NotSupportedException or InvalidProgramException or MissingMethodException)
        {
            throw new KernelException($"kernel {recording.Kernel} cannot be compiled for {32 * width.Lanes}-bit vectors: {e.Message}");
        }
    }

    private void EmitMethod()
    {
        EmitBlock(_recording.Common);
        DeclareRows();
        Repeat(() => _il.Emit(OpCodes.Ldarg_3), _row, () => _il.Emit(OpCodes.Ldarg_S, (byte)4), 1, EmitRow);
        _il.Emit(OpCodes.Ret);
    }

    private void EmitRow()
    {
        Repeat(() => Bytes(5), _column, () => Bytes(6), _width.Lanes * sizeof(float), () => EmitBlock(_recording.Body));
        foreach (((int slot, _), LocalBuilder row) in _rows)
        {
            _il.Emit(OpCodes.Ldloc, row);
            PushViewField(slot, nameof(ViewRows.Row));
            _il.Emit(OpCodes.Conv_I);
            _il.Emit(OpCodes.Add);
            _il.Emit(OpCodes.Stloc, row);
        }
    }

    private void Bytes(byte argument)
    {
        _il.Emit(OpCodes.Ldarg_S, argument);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Ldc_I4_2);
        _il.Emit(OpCodes.Shl);
    }

    private void Repeat(Action first, LocalBuilder counter, Action end, int step, Action body)
    {
        Label head = _il.DefineLabel(), test = _il.DefineLabel();
        first();
        _il.Emit(OpCodes.Stloc, counter);
        _il.Emit(OpCodes.Br, test);
        _il.MarkLabel(head);
        body();
        _il.Emit(OpCodes.Ldloc, counter);
        _il.Emit(OpCodes.Ldc_I4, step);
        if (counter.LocalType == typeof(long)) _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, counter);
        _il.MarkLabel(test);
        _il.Emit(OpCodes.Ldloc, counter);
        end();
        _il.Emit(OpCodes.Blt, head);
    }

    /// <summary>A pointer to the current row of each view, and to the neighbouring rows that are read.</summary>
    private void DeclareRows()
    {
        for (int k = 0; k < _recording.Nodes.Length; k++)
        {
            Node node = _recording.Nodes[k];
            if (_recording.Uses[k] == 0) continue;
            if (node.Op == Op.Load) DeclareRow(node.A, node.C);
            if (node.Op == Op.Store) DeclareRow(node.A, 0);
            if (node.Op == Op.Gather) DeclareGather(node);
            if (node.Op == Op.Shifted) DeclareShifts(node);
            if (node.Op == Op.Elsewhere && _variant.HasFlag(RowVariant.OpenSearches) && _width.Lanes >= 8 && !_searched.ContainsKey(node.A)) DeclareSearched(node.A);
        }
    }

    private void DeclareShifts(Node node)
    {
        if (IsCommon(node)) Offset(node, _recording.Common);
        int slot = node.A;
        if (_shifts.ContainsKey(slot)) return;
        PushPlane(slot);
        LocalBuilder plane = Kept(typeof(byte*));
        PushViewField(slot, nameof(ViewRows.Rows));
        LocalBuilder rows = Kept(typeof(int));
        PushViewField(slot, nameof(ViewRows.Columns));
        _il.Emit(OpCodes.Ldc_I4, _width.Lanes);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Ldc_I4_2);
        _il.Emit(OpCodes.Shl);
        _shifts[slot] = new(plane, rows, Kept(typeof(long)));
    }

    private void DeclareSearched(int slot)
    {
        LocalBuilder Size(string field)
        {
            PushViewField(slot, field);
            _il.Emit(OpCodes.Call, _width.CreateInteger);
            _il.Emit(OpCodes.Call, _width.AsUnsigned);
            return Kept(_width.Unsigned);
        }
        PushPlane(slot);
        LocalBuilder plane = Kept(typeof(float*)), columns = Size(nameof(ViewRows.Columns)), rows = Size(nameof(ViewRows.Rows));
        PushViewField(slot, nameof(ViewRows.Row));
        _il.Emit(OpCodes.Ldc_I4_2);
        _il.Emit(OpCodes.Shr);
        _il.Emit(OpCodes.Conv_I4);
        _il.Emit(OpCodes.Call, _width.CreateInteger);
        LocalBuilder pitch = Kept(_width.Integers);
        PushViewField(slot, nameof(ViewRows.Outside));
        _il.Emit(OpCodes.Call, _width.Create);
        _searched[slot] = new(plane, columns, rows, pitch, Kept(_width.Type));
    }

    /// <summary>A new local that takes what is on the stack.</summary>
    private LocalBuilder Kept(Type type)
    {
        LocalBuilder local = _il.DeclareLocal(type);
        _il.Emit(OpCodes.Stloc, local);
        return local;
    }

    private void DeclareGather(Node node)
    {
        DeclareRow(node.B, 0);
        if (!_variant.HasFlag(RowVariant.FlatGathers) || _planes.ContainsKey(node.A)) return;
        LocalBuilder plane = _planes[node.A] = _il.DeclareLocal(typeof(float*));
        PushPlane(node.A);
        _il.Emit(OpCodes.Stloc, plane);
    }

    /// <summary>The first element of the view's member.</summary>
    private void PushPlane(int slot)
    {
        PushViewField(slot, nameof(ViewRows.Origin));
        _il.Emit(OpCodes.Ldarg_2);
        _il.Emit(OpCodes.Conv_I8);
        PushViewField(slot, nameof(ViewRows.Member));
        _il.Emit(OpCodes.Mul);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
    }

    private void DeclareRow(int slot, int north)
    {
        if (_rows.ContainsKey((slot, north))) return;
        LocalBuilder row = _rows[(slot, north)] = _il.DeclareLocal(typeof(byte*));
        PushPlane(slot);
        _il.Emit(OpCodes.Ldarg_3);
        _il.Emit(OpCodes.Ldc_I4, north);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Conv_I8);
        PushViewField(slot, nameof(ViewRows.Row));
        _il.Emit(OpCodes.Mul);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, row);
    }

    private void PushView(int slot)
    {
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Ldc_I4, slot * sizeof(ViewRows));
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
    }

    private void PushViewField(int slot, string field)
    {
        PushView(slot);
        _il.Emit(OpCodes.Ldfld, typeof(ViewRows).GetField(field)!);
    }

    private void PushAddress(int slot, int east, int north)
    {
        _il.Emit(OpCodes.Ldloc, _rows[(slot, north)]);
        _il.Emit(OpCodes.Ldloc, _column);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
        if (east == 0) return;
        _il.Emit(OpCodes.Ldc_I4, east * sizeof(float));
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
    }

    private void EmitBlock(Block block)
    {
        foreach (int number in block.Statements)
        {
            if (_recording.Uses[number] == 0) continue;
            Node node = _recording.Nodes[number];
            switch (node.Op)
            {
                case Op.Store: EmitStore(node); break;
                case Op.Loop: EmitLoop(_recording.Loops[node.A]); break;
                case Op.Literal or Op.Turn or Op.Carried or Op.Result: break;
                default: EmitValue(number); break;
            }
        }
    }

    private void EmitStore(Node node)
    {
        Push(node.B, _recording.Body);
        PushAddress(node.A, 0, 0);
        _il.Emit(OpCodes.Call, _width.Store);
    }

    private void EmitValue(int number)
    {
        Node node = _recording.Nodes[number];
        _depths[number] = 1 + Depth(node);
        bool early = node.Op == Op.Load && (_variant.HasFlag(RowVariant.LoadsFirst) || _recording.Usages[node.A].Stored);
        if (_recording.Uses[number] == 1 && !early && !UsedDeeper(number) && _depths[number] < DeepestExpression) return;
        Compute(number);
        Keep(number);
        _depths[number] = 0;
    }

    private void Keep(int number)
    {
        LocalBuilder local = _locals[number] = _il.DeclareLocal(_width.Type);
        _il.Emit(OpCodes.Stloc, local);
    }

    private int Depth(Node node)
    {
        (int a, int b, int c) = node.Operands;
        return Math.Max(a < 0 ? 0 : _depths[a], Math.Max(b < 0 ? 0 : _depths[b], c < 0 ? 0 : _depths[c]));
    }

    /// <summary>Whether the one use may stand in a block that runs more often than the value's own.</summary>
    private bool UsedDeeper(int number)
    {
        Block home = _recording.Homes[number];
        return home.Depth == 0 || _recording.Loops.Length > 0;
    }

    private void Push(int number, Block block)
    {
        Node node = _recording.Nodes[number];
        if (_locals[number] is { } local) _il.Emit(OpCodes.Ldloc, local);
        else if (node.Op == Op.Literal) PushLiteral(node.Value);
        else Compute(number);
    }

    private void PushLiteral(float value)
    {
        _il.Emit(OpCodes.Ldc_R4, value);
        _il.Emit(OpCodes.Call, _width.Create);
    }

    private void PushInteger(int value)
    {
        _il.Emit(OpCodes.Ldc_I4, value);
        _il.Emit(OpCodes.Call, _width.CreateInteger);
    }

    private void Compute(int number)
    {
        Node node = _recording.Nodes[number];
        switch (node.Op)
        {
            case Op.Uniform: PushUniform(node.A); _il.Emit(OpCodes.Call, _width.Create); return;
            case Op.Load: PushAddress(node.A, node.B, node.C); _il.Emit(OpCodes.Call, _width.Load); return;
            case Op.Gather: ComputeGather(node); return;
            case Op.Shifted: ComputeShifted(number); return;
            case Op.Elsewhere: ComputeElsewhere(node); return;
        }
        (int a, int b, int c) = node.Operands;
        Block home = _recording.Homes[number];
        if (a >= 0) Push(a, home);
        if (b >= 0) Push(b, home);
        if (c >= 0) Push(c, home);
        EmitOperation(node.Op);
    }

    private void PushUniform(int slot)
    {
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Ldc_I4, slot * sizeof(float));
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Ldind_R4);
    }

    private void ComputeGather(Node node)
    {
        if (_planes.TryGetValue(node.A, out LocalBuilder? plane) && _width.Lanes >= 8)
        {
            for (int half = 0; half < _width.Lanes / 8; half++)
            {
                _il.Emit(OpCodes.Ldloc, plane);
                PushAddress(node.B, 8 * half, 0);
                _il.Emit(OpCodes.Call, VectorWidth.Of256.LoadIntegers);
                _il.Emit(OpCodes.Ldc_I4_4);
                _il.Emit(OpCodes.Conv_U1);
                _il.Emit(OpCodes.Call, VectorWidth.Gather256);
            }
            if (_width.Lanes == 16) _il.Emit(OpCodes.Call, VectorWidth.Join512);
            return;
        }
        PushView(node.A);
        _il.Emit(OpCodes.Ldarg_2);
        _il.Emit(OpCodes.Conv_I8);
        PushAddress(node.B, 0, 0);
        Call($"Gather{32 * _width.Lanes}");
    }

    /// <summary>A vector that lies inside is loaded where it stands; at the edges the helper asks the boundary.</summary>
    private void ComputeShifted(int number)
    {
        Node node = _recording.Nodes[number];
        Shifts view = _shifts[node.A];
        (LocalBuilder east, LocalBuilder north) = Offset(node, IsCommon(node) ? _recording.Common : _recording.Homes[number]);
        Label edge = _il.DefineLabel(), done = _il.DefineLabel();
        LocalBuilder value = _il.DeclareLocal(_width.Type);
        _il.Emit(OpCodes.Ldloc, _row);
        _il.Emit(OpCodes.Ldloc, north);
        _il.Emit(OpCodes.Add);
        LocalBuilder row = Kept(typeof(int));
        _il.Emit(OpCodes.Ldloc, _column);
        _il.Emit(OpCodes.Ldloc, east);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Ldc_I4_2);
        _il.Emit(OpCodes.Shl);
        _il.Emit(OpCodes.Add);
        LocalBuilder column = Kept(typeof(long));
        _il.Emit(OpCodes.Ldloc, row);
        _il.Emit(OpCodes.Ldloc, view.Rows);
        _il.Emit(OpCodes.Bge_Un, edge);
        _il.Emit(OpCodes.Ldloc, column);
        _il.Emit(OpCodes.Ldc_I8, 0L);
        _il.Emit(OpCodes.Blt, edge);
        _il.Emit(OpCodes.Ldloc, column);
        _il.Emit(OpCodes.Ldloc, view.LastColumn);
        _il.Emit(OpCodes.Bgt, edge);
        _il.Emit(OpCodes.Ldloc, view.Plane);
        _il.Emit(OpCodes.Ldloc, row);
        _il.Emit(OpCodes.Conv_I8);
        PushViewField(node.A, nameof(ViewRows.Row));
        _il.Emit(OpCodes.Mul);
        _il.Emit(OpCodes.Ldloc, column);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Call, _width.Load);
        _il.Emit(OpCodes.Stloc, value);
        _il.Emit(OpCodes.Br, done);
        _il.MarkLabel(edge);
        PushView(node.A);
        _il.Emit(OpCodes.Ldarg_2);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Ldloc, _row);
        _il.Emit(OpCodes.Ldloc, _column);
        _il.Emit(OpCodes.Ldloc, east);
        _il.Emit(OpCodes.Ldloc, north);
        Call($"Shifted{32 * _width.Lanes}");
        _il.Emit(OpCodes.Stloc, value);
        _il.MarkLabel(done);
        _il.Emit(OpCodes.Ldloc, value);
    }

    /// <summary>Whether an offset is the same for all cells.</summary>
    private bool IsCommon(Node node) => _recording.Homes[node.B].Depth == 0 && _recording.Homes[node.C].Depth == 0;

    /// <summary>An offset as two whole numbers, computed once for all views that are read there.</summary>
    private (LocalBuilder East, LocalBuilder North) Offset(Node node, Block home)
    {
        if (_offsets.TryGetValue((node.B, node.C, home), out (LocalBuilder, LocalBuilder) known)) return known;
        LocalBuilder First(int number)
        {
            _il.Emit(OpCodes.Ldloc, Whole(number));
            _il.Emit(OpCodes.Call, _width.FirstInteger);
            return Kept(typeof(int));
        }
        return _offsets[(node.B, node.C, home)] = (First(node.B), First(node.C));
    }

    private void ComputeElsewhere(Node node)
    {
        if (_searched.TryGetValue(node.A, out Searched? view))
        {
            LocalBuilder column = Whole(node.B), row = Whole(node.C);
            PushBelow(column, view.Columns);
            PushBelow(row, view.Rows);
            _il.Emit(OpCodes.Call, _width.AndUnsigned);
            _il.Emit(OpCodes.Call, _width.AsMask);
            LocalBuilder inside = Kept(_width.Type);
            _il.Emit(OpCodes.Ldloc, row);
            _il.Emit(OpCodes.Ldloc, view.Pitch);
            _il.Emit(OpCodes.Call, _width.MultiplyIntegers);
            _il.Emit(OpCodes.Ldloc, column);
            _il.Emit(OpCodes.Call, _width.AddIntegers);
            LocalBuilder index = Kept(_width.Integers);
            for (int half = 0; half < _width.Lanes / 8; half++) GatherInside(view, index, inside, half);
            if (_width.Lanes == 16) _il.Emit(OpCodes.Call, VectorWidth.Join512);
            return;
        }
        PushView(node.A);
        _il.Emit(OpCodes.Ldarg_2);
        _il.Emit(OpCodes.Conv_I8);
        Push(node.B, _recording.Body);
        Push(node.C, _recording.Body);
        Call($"Elsewhere{32 * _width.Lanes}");
    }

    /// <summary>A computed place as whole numbers; the lowest integer, beyond every edge, where it is missing or too large for one.</summary>
    private LocalBuilder Whole(int number)
    {
        Push(number, _recording.Body);
        PushLiteral(0.5f);
        _il.Emit(OpCodes.Call, _width.Of(Op.Add));
        _il.Emit(OpCodes.Call, _width.Of(Op.Floor));
        _il.Emit(OpCodes.Call, _width.Truncate);
        return Kept(_width.Integers);
    }

    private void PushBelow(LocalBuilder place, LocalBuilder count)
    {
        _il.Emit(OpCodes.Ldloc, place);
        _il.Emit(OpCodes.Call, _width.AsUnsigned);
        _il.Emit(OpCodes.Ldloc, count);
        _il.Emit(OpCodes.Call, _width.Below);
    }

    private void GatherInside(Searched view, LocalBuilder index, LocalBuilder inside, int half)
    {
        void Eight(LocalBuilder vector, MethodInfo[] halves)
        {
            _il.Emit(OpCodes.Ldloc, vector);
            if (_width.Lanes == 16) _il.Emit(OpCodes.Call, halves[half]);
        }
        Eight(view.Outside, VectorWidth.HalvesOfFloats);
        _il.Emit(OpCodes.Ldloc, view.Plane);
        Eight(index, VectorWidth.HalvesOfIntegers);
        Eight(inside, VectorWidth.HalvesOfFloats);
        _il.Emit(OpCodes.Ldc_I4_4);
        _il.Emit(OpCodes.Conv_U1);
        _il.Emit(OpCodes.Call, VectorWidth.GatherMask256);
    }

    private void Call(string helper) => _il.Emit(OpCodes.Call, typeof(RowHelpers).GetMethod(helper, BindingFlags.Public | BindingFlags.Static)!);

    private void EmitOperation(Op op)
    {
        switch (op)
        {
            case Op.MultiplyAdd: _il.Emit(OpCodes.Call, _width.MultiplyAdd); break;
            case Op.Select: _il.Emit(OpCodes.Call, _width.Select); break;
            case Op.PowerOfTwo: EmitPowerOfTwo(); break;
            case Op.Exponent: EmitExponent(); break;
            case Op.Mantissa: EmitMantissa(); break;
            default: _il.Emit(OpCodes.Call, _width.Of(op)); break;
        }
    }

    private void EmitPowerOfTwo()
    {
        _il.Emit(OpCodes.Call, _width.Truncate);
        PushInteger(127);
        _il.Emit(OpCodes.Call, _width.AddIntegers);
        _il.Emit(OpCodes.Ldc_I4, 23);
        _il.Emit(OpCodes.Call, _width.ShiftLeft);
        _il.Emit(OpCodes.Call, _width.AsFloats);
    }

    private void EmitExponent()
    {
        _il.Emit(OpCodes.Call, _width.AsIntegers);
        _il.Emit(OpCodes.Ldc_I4, 23);
        _il.Emit(OpCodes.Call, _width.ShiftRight);
        PushInteger(-127);
        _il.Emit(OpCodes.Call, _width.AddIntegers);
        _il.Emit(OpCodes.Call, _width.ToFloat);
    }

    private void EmitMantissa()
    {
        _il.Emit(OpCodes.Call, _width.AsIntegers);
        PushInteger(0x007F_FFFF);
        _il.Emit(OpCodes.Call, _width.AndIntegers);
        PushInteger(0x3F80_0000);
        _il.Emit(OpCodes.Call, _width.OrIntegers);
        _il.Emit(OpCodes.Call, _width.AsFloats);
    }

    private void EmitLoop(Loop loop)
    {
        LocalBuilder counter = _il.DeclareLocal(typeof(int)), turns = _il.DeclareLocal(typeof(int));
        PushUniform(loop.Count);
        Call(nameof(RowHelpers.Turns));
        _il.Emit(OpCodes.Stloc, turns);
        for (int k = 0; k < loop.Carried.Length; k++)
        {
            Push(loop.Initial[k], loop.Body);
            Keep(loop.Carried[k]);
            _locals[loop.Results[k]] = _locals[loop.Carried[k]];
        }
        Repeat(() => _il.Emit(OpCodes.Ldc_I4_0), counter, () => _il.Emit(OpCodes.Ldloc, turns), 1, () => EmitTurn(loop, counter));
    }

    private void EmitTurn(Loop loop, LocalBuilder counter)
    {
        _il.Emit(OpCodes.Ldloc, counter);
        _il.Emit(OpCodes.Conv_R4);
        _il.Emit(OpCodes.Call, _width.Create);
        Keep(loop.Turn);
        EmitBlock(loop.Body);
        foreach (int next in loop.Next) Push(next, loop.Body);
        foreach (int carried in loop.Carried.Reverse()) _il.Emit(OpCodes.Stloc, _locals[carried]!);
    }
}
