using System.Reflection;
using System.Reflection.Emit;
using ILGPU;
using ILGPU.Util;

namespace TerritoryTwin.Compute;

/// <summary>Parameter of a compiled kernel: what it carries, for which argument.</summary>
internal enum ParameterKind { Values, MemberStride, Outside, Columns, Rows, Indices, Uniform }

/// <summary>A recorded kernel as a static method of intermediate language, which ILGPU compiles for a card. The method does one element.</summary>
/// <remarks>
/// Its parameters: columns, rows, then for each view in the order of the constructor its buffer, its floats from a member to the next, where
/// neighbours are read the value of the surroundings, and where places are computed its columns and rows; for each index its buffer; for each uniform its value. Buffers are dense, without halo.
/// </remarks>
internal sealed class KernelMethod
{
    private static readonly MethodInfo Select = typeof(Utilities).GetMethod(nameof(Utilities.Select))!.MakeGenericMethod(typeof(float));
    private static int _made;

    private readonly Recording _recording;
    private readonly BoundaryKind[] _edges;
    private readonly List<Type> _types = [typeof(int), typeof(int)];
    private readonly Dictionary<(ParameterKind Kind, int Slot), short> _places = [];
    private readonly Dictionary<int, LocalBuilder> _values = [], _members = [];
    private readonly ILGenerator _il;
    private LocalBuilder _x = null!, _y = null!, _here = null!;

    private KernelMethod(Recording recording, BoundaryKind[] edges)
    {
        (_recording, _edges) = (recording, edges);
        for (int slot = 0; slot < recording.Usages.Length; slot++) Declare(slot, recording.Usages[slot], recording.Arguments.All[slot].Kind);

        // ILGPU reads the body of a method, which a DynamicMethod does not show; a method of a dynamic assembly does.
        AssemblyBuilder assembly = AssemblyBuilder.DefineDynamicAssembly(new($"Kernel{Interlocked.Increment(ref _made)}"), AssemblyBuilderAccess.Run);
        TypeBuilder type = assembly.DefineDynamicModule("kernel").DefineType("Kernels", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        MethodBuilder method = type.DefineMethod($"{recording.Kernel}_step", MethodAttributes.Public | MethodAttributes.Static, typeof(void), [.. _types]);
        _il = method.GetILGenerator();
        EmitMethod();
        Method = type.CreateType().GetMethod(method.Name)!;
    }

    /// <summary>What ILGPU compiles.</summary>
    public MethodInfo Method { get; }

    /// <summary>The parameters after columns and rows, in order.</summary>
    public (ParameterKind Kind, int Slot)[] Parameters => [.. _places.Keys];

    /// <summary>Writes the method of a kernel.</summary>
    /// <param name="recording">The kernel.</param>
    /// <param name="edges">Boundary of each slot; matters where neighbours are read.</param>
    public static KernelMethod Of(Recording recording, BoundaryKind[] edges) => new(recording, edges);

    private void Declare(int slot, Usage usage, ArgumentKind kind)
    {
        void Parameter<T>(ParameterKind what)
        {
            _places.Add((what, slot), (short)_types.Count);
            _types.Add(typeof(T));
        }
        if (kind == ArgumentKind.Uniform) Parameter<float>(ParameterKind.Uniform);
        else if (!usage.Used) return;
        else if (kind == ArgumentKind.Index) Parameter<ArrayView<int>>(ParameterKind.Indices);
        else
        {
            Parameter<ArrayView<float>>(ParameterKind.Values);
            Parameter<int>(ParameterKind.MemberStride);
            if (usage.Surrounded) Parameter<float>(ParameterKind.Outside);
            if (!usage.Searched) return;
            Parameter<int>(ParameterKind.Columns);
            Parameter<int>(ParameterKind.Rows);
        }
    }

    /// <summary>An opcode stands for itself; a local or a parameter is loaded, a number pushed, a method called, an action done.</summary>
    private void Emit(params ReadOnlySpan<object> parts)
    {
        foreach (object part in parts)
        {
            switch (part)
            {
                case OpCode code: _il.Emit(code); break;
                case LocalBuilder local: _il.Emit(OpCodes.Ldloc, local); break;
                case (ParameterKind kind, int slot): _il.Emit(OpCodes.Ldarg, _places[(kind, slot)]); break;
                case int number: _il.Emit(OpCodes.Ldc_I4, number); break;
                case MethodInfo method: _il.Emit(OpCodes.Call, method); break;
                case Action action: action(); break;
            }
        }
    }

    private LocalBuilder Store<T>() => Store(_il.DeclareLocal(typeof(T)));

    private LocalBuilder Store(LocalBuilder local)
    {
        _il.Emit(OpCodes.Stloc, local);
        return local;
    }

    private void EmitMethod()
    {
        Label end = _il.DefineLabel();
        _x = Position('X');
        _y = Position('Y');
        LocalBuilder member = Position('Z');
        Emit(_x, OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Bge, end);
        Emit(_y, OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Bge, end);
        Place(() => Emit(_x), () => Emit(_y));
        _here = Store<long>();
        foreach ((ParameterKind kind, int slot) in _places.Keys.Where(p => p.Kind == ParameterKind.MemberStride))
        {
            Emit(member, OpCodes.Conv_I8, (kind, slot), OpCodes.Conv_I8, OpCodes.Mul);
            _members[slot] = Store<long>();
        }
        Statements(_recording.Common);
        Statements(_recording.Body);
        _il.MarkLabel(end);
        _il.Emit(OpCodes.Ret);
    }

    /// <summary>Of this thread along an axis of the launch.</summary>
    private LocalBuilder Position(char axis)
    {
        static MethodInfo Of(Type type, string name) => type.GetProperty(name)!.GetMethod!;
        Emit(Of(typeof(Grid), $"Idx{axis}"), Of(typeof(Group), $"Dim{axis}"), OpCodes.Mul, Of(typeof(Group), $"Idx{axis}"), OpCodes.Add);
        return Store<int>();
    }

    /// <summary>y × columns + x, in 64 bits.</summary>
    private void Place(Action x, Action y) => Place(x, y, Columns);

    private void Place(Action x, Action y, Action columns) => Emit(y, OpCodes.Conv_I8, columns, OpCodes.Conv_I8, OpCodes.Mul, x, OpCodes.Conv_I8, OpCodes.Add);

    private void Columns() => Emit(OpCodes.Ldarg_0);

    private void Rows() => Emit(OpCodes.Ldarg_1);

    private void Statements(Block block)
    {
        foreach (int number in block.Statements)
        {
            if (_recording.Uses[number] == 0) continue;
            Node node = _recording.Nodes[number];
            switch (node.Op)
            {
                case Op.Store: Emit(() => Element(node.A, () => Emit(_here)), () => Push(node.B), OpCodes.Stind_R4); break;
                case Op.Loop: Loop(_recording.Loops[node.A]); break;
                case Op.Literal or Op.Uniform or Op.Turn or Op.Carried or Op.Result: break;
                default:
                    Compute(node);
                    _values[number] = node.IsMask ? Store<bool>() : Store<float>();
                    break;
            }
        }
    }

    private void Loop(Loop loop)
    {
        Label head = _il.DefineLabel(), test = _il.DefineLabel();
        for (int k = 0; k < loop.Carried.Length; k++)
        {
            Push(loop.Initial[k]);
            _values[loop.Results[k]] = _values[loop.Carried[k]] = Store<float>();
        }
        Emit((ParameterKind.Uniform, loop.Count), Helper(nameof(KernelHelpers.Turns)));
        LocalBuilder turns = Store<int>();
        Emit(0);
        LocalBuilder turn = Store<int>();
        _il.Emit(OpCodes.Br, test);
        _il.MarkLabel(head);
        Emit(turn, OpCodes.Conv_R4);
        _values[loop.Turn] = Store<float>();
        Statements(loop.Body);
        foreach (int next in loop.Next) Push(next);
        foreach (int carried in loop.Carried.Reverse()) Store(_values[carried]);
        Emit(turn, 1, OpCodes.Add);
        Store(turn);
        _il.MarkLabel(test);
        Emit(turn, turns);
        _il.Emit(OpCodes.Blt, head);
    }

    private void Push(int number)
    {
        Node node = _recording.Nodes[number];
        if (node.Op == Op.Literal) Emit(node.A, Intrinsic(nameof(KernelIntrinsics.Literal)));
        else if (node.Op == Op.Uniform) Emit((ParameterKind.Uniform, node.A));
        else Emit(_values[number]);
    }

    /// <summary>Address of an element of a view, in this member.</summary>
    private void Element(int slot, Action place)
    {
        _il.Emit(OpCodes.Ldarga, _places[(ParameterKind.Values, slot)]);
        Emit(place, _members[slot], OpCodes.Add, At<float>());
    }

    private void Compute(Node node)
    {
        (int a, int b, int c) = node.Operands;
        switch (node.Op)
        {
            case Op.Load when node.B == 0 && node.C == 0:
                Element(node.A, () => Emit(_here));
                _il.Emit(OpCodes.Ldind_R4);
                return;
            case Op.Load:
                Neighbour(node.A, () => Emit(_x, node.B, OpCodes.Add), () => Emit(_y, node.C, OpCodes.Add));
                return;
            case Op.Shifted:
                Neighbour(node.A, () => Emit(_x, () => Push(b), Helper(nameof(KernelHelpers.Whole)), OpCodes.Add), () => Emit(_y, () => Push(c), Helper(nameof(KernelHelpers.Whole)), OpCodes.Add));
                return;
            case Op.Elsewhere:
                Push(b);
                Emit(Helper(nameof(KernelHelpers.Nearest)));
                LocalBuilder column = Store<int>();
                Push(c);
                Emit(Helper(nameof(KernelHelpers.Nearest)));
                LocalBuilder row = Store<int>();
                Neighbour(node.A, () => Emit(column), () => Emit(row), () => Emit((ParameterKind.Columns, node.A)), () => Emit((ParameterKind.Rows, node.A)));
                return;
            case Op.Gather:
                Element(node.A, () => Index(node.B));
                _il.Emit(OpCodes.Ldind_R4);
                return;
            case Op.Less or Op.LessOrEqual:
                Compare(a, b, node.Op);
                return;
            case Op.Min or Op.Max:                                             // (a is the one, or NaN) ? a : b
                Compare(node.Op == Op.Min ? a : b, node.Op == Op.Min ? b : a, Op.Less);
                Emit(() => Push(a), Float(typeof(float), nameof(float.IsNaN)), OpCodes.Or, () => Push(a), () => Push(b), Select);
                return;
        }
        foreach (int operand in (ReadOnlySpan<int>)[a, b, c])
            if (operand >= 0) Push(operand);
        Emit(node.Op switch
        {
            Op.Add => OpCodes.Add,
            Op.Subtract => OpCodes.Sub,
            Op.Multiply => OpCodes.Mul,
            Op.Divide => OpCodes.Div,
            Op.Negate => OpCodes.Neg,
            Op.And => OpCodes.And,
            Op.Or => OpCodes.Or,
            Op.Select => Select,
            Op.Abs or Op.Floor or Op.Sqrt => Float(typeof(MathF), node.Op.ToString()),
            Op.MultiplyAdd => Intrinsic(nameof(KernelIntrinsics.MultiplyAdd)),
            Op.PowerOfTwo or Op.Exponent or Op.Mantissa => Helper(node.Op.ToString()),
            _ => throw new NotSupportedException(node.Op.ToString()),
        });
    }

    private void Compare(int a, int b, Op op)
    {
        Push(a);
        Push(b);
        if (op == Op.Less) _il.Emit(OpCodes.Clt);
        else Emit(OpCodes.Cgt_Un, 0, OpCodes.Ceq);
    }

    private void Index(int slot)
    {
        _il.Emit(OpCodes.Ldarga, _places[(ParameterKind.Indices, slot)]);
        Emit(_here, At<int>(), OpCodes.Ldind_I4, OpCodes.Conv_I8);
    }

    private void Neighbour(int slot, Action x, Action y) => Neighbour(slot, x, y, Columns, Rows);

    private void Neighbour(int slot, Action x, Action y, Action columns, Action rows)
    {
        bool open = _edges[slot] == BoundaryKind.Open;
        MethodInfo edge = Helper(_edges[slot] == BoundaryKind.Periodic ? nameof(KernelHelpers.Around) : nameof(KernelHelpers.Edge));
        if (open) Emit(x, columns, Helper(nameof(KernelHelpers.Inside)), y, rows, Helper(nameof(KernelHelpers.Inside)), OpCodes.And);
        Element(slot, () => Place(() => Emit(x, columns, edge), () => Emit(y, rows, edge), columns));
        _il.Emit(OpCodes.Ldind_R4);
        if (open) Emit((ParameterKind.Outside, slot), Select);
    }

    private static MethodInfo Helper(string name) => typeof(KernelHelpers).GetMethod(name)!;
    private static MethodInfo Intrinsic(string name) => typeof(KernelIntrinsics).GetMethod(name)!;
    private static MethodInfo Float(Type type, string name) => type.GetMethod(name, [typeof(float)])!;
    private static MethodInfo At<T>() where T : unmanaged => typeof(ArrayView<T>).GetMethod("get_Item", [typeof(long)])!;
}
