namespace TerritoryTwin.Compute;

/// <summary>Statements that run together: what is the same for all cells (depth 0), the cell (1), the body of a loop (2…).</summary>
internal sealed class Block(int depth)
{
    public int Depth => depth;
    /// <summary>Numbers of nodes, in the order of the kernel.</summary>
    public List<int> Statements { get; } = [];
}

/// <summary>A loop whose count is a uniform.</summary>
/// <param name="Count">Slot of the uniform.</param>
/// <param name="Turn">Node of the counter.</param>
/// <param name="Initial">Nodes of the state before the loop.</param>
/// <param name="Carried">Nodes of the state at the start of a turn.</param>
/// <param name="Body">What is done at each turn.</param>
internal sealed record Loop(int Count, int Turn, int[] Initial, int[] Carried, Block Body)
{
    /// <summary>Nodes of the state at the end of a turn.</summary>
    public int[] Next { get; set; } = [];
    /// <summary>Nodes of the state after the loop.</summary>
    public int[] Results { get; set; } = [];
}

/// <summary>What a kernel does with one of its views.</summary>
internal sealed class Usage
{
    public bool Read { get; set; }
    public bool Stored { get; set; }
    /// <summary>Farthest neighbour read; 0 when the element itself only.</summary>
    public int Reach { get; set; }
    /// <summary>Read at a place other than the element by index.</summary>
    public bool Gathered { get; set; }
    /// <summary>Read at an offset that uniforms decide.</summary>
    public bool Shifted { get; set; }
    /// <summary>Read at places that the elements compute.</summary>
    public bool Searched { get; set; }
    /// <summary>Read or stored on the support of the launch.</summary>
    public bool Here => Stored || Read || Shifted;
    /// <summary>Read or stored at all.</summary>
    public bool Used => Here || Gathered || Searched;
    /// <summary>Read at another element than one's own.</summary>
    public bool ReadAround => Reach > 0 || Gathered || Shifted || Searched;
    /// <summary>Read beyond the edge, where the surroundings may answer.</summary>
    public bool Surrounded => Reach > 0 || Shifted || Searched;
}

/// <summary>Records a kernel while it runs over <see cref="Graph"/> numbers: nodes with shared subexpressions, in blocks.</summary>
internal sealed class Recorder
{
    [ThreadStatic] private static Recorder? _current;

    private readonly Arguments _arguments;
    private readonly Dictionary<Node, int> _known = [];
    private readonly List<Block> _blocks = [new(0), new(1)];   // the innermost last

    private Recorder(Arguments arguments)
    {
        _arguments = arguments;
        Usages = [.. arguments.All.Select(_ => new Usage())];
    }

    public static Recorder Current => _current ?? throw new InvalidOperationException("no kernel is being recorded");

    public List<Node> Nodes { get; } = [];
    /// <summary>Of each node, the block whose turns it changes with.</summary>
    public List<Block> Homes { get; } = [];
    public List<Loop> Loops { get; } = [];
    public Usage[] Usages { get; }
    /// <summary>Index slot and the slot it looks into.</summary>
    public HashSet<(int Index, int View)> Gathers { get; } = [];
    /// <summary>A view loaded after another was stored: they must not be the same memory.</summary>
    public HashSet<(int Loaded, int Stored)> LoadsAfterStores { get; } = [];

    public static Recording Record<K>() where K : unmanaged, ICellKernel
    {
        Arguments arguments = Arguments.Of<K>();
        Recorder recorder = new(arguments), outer = _current!;
        _current = recorder;
        try
        {
            K kernel = arguments.Slots<K>();
            GraphCell cell = default;
            kernel.Run<Graph, GraphCell>(ref cell);
        }
        finally
        {
            _current = outer;
        }
        if (!Array.Exists(recorder.Usages, u => u.Stored)) throw recorder.Fault("it writes no view, so it does nothing");
        return new Recording(arguments, recorder, recorder._blocks[0], recorder._blocks[1]);
    }

    public Graph Literal(float value)
    {
        if (Arguments.IsUniformSlot(value)) throw Fault("it uses `Value` of a uniform, which would be frozen in the compiled kernel; read it as `cell[uniform]`");
        return Add(new(Op.Literal, BitConverter.SingleToInt32Bits(value)), _blocks[0]);
    }

    public Graph Uniform(Uniform uniform) => Add(new(Op.Uniform, UniformSlot(uniform)), _blocks[0]);

    public Graph Load(View view, int east, int north)
    {
        int slot = Slot(view.Handle);
        int reach = Math.Max(Math.Abs(east), Math.Abs(north));
        if (reach > FieldLayout.Halo)
            throw Fault($"it reads `{Name(slot)}` {reach} cells away; {FieldLayout.Halo} is the farthest. Use `cell.At(field, east, north)` beyond");
        Usage usage = Usages[slot];
        if (usage.Stored && reach > 0) throw Neighbours(slot);
        usage.Read = true;
        usage.Reach = Math.Max(usage.Reach, reach);
        if (!usage.Stored) RememberOrder(slot);
        return Add(new(Op.Load, slot, east, north), _blocks[1]);
    }

    public void Store(View view, Graph value)
    {
        int slot = Slot(view.Handle);
        if (_blocks.Count > 2) throw Fault($"it writes `{Name(slot)}` inside a loop; carry the value in the state and write it after");
        if (Usages[slot].ReadAround) throw Neighbours(slot);
        int stored = Value(value).Id;
        Usages[slot].Stored = true;
        Nodes.Add(new(Op.Store, slot, stored));
        Homes.Add(_blocks[1]);
        _blocks[1].Statements.Add(Nodes.Count - 1);
        _known[new(Op.Load, slot)] = stored;   // reading it again gives what was written
    }

    public Graph Gather(View view, IndexView index)
    {
        int slot = Slot(view.Handle), by = Slot(index.Handle);
        if (Usages[slot].Stored) throw Neighbours(slot);
        Usages[slot].Gathered = true;
        Usages[by].Read = true;
        Gathers.Add((by, slot));
        RememberOrder(slot);
        return Add(new(Op.Gather, slot, by), _blocks[1]);
    }

    public Graph Shifted(View view, Graph east, Graph north)
    {
        int slot = Slot(view.Handle);
        if (Usages[slot].Stored) throw Neighbours(slot);
        (east, north) = (Value(east), Value(north));
        if (DependsOnCell(east.Id) || DependsOnCell(north.Id))
            throw Fault($"it reads `{Name(slot)}` at an offset that differs from cell to cell; an offset is made of uniforms, literals and the turn of a loop");
        Usages[slot].Shifted = true;
        RememberOrder(slot);
        return Add(new(Op.Shifted, slot, east.Id, north.Id), Deepest(_blocks[1], Homes[east.Id], Homes[north.Id]));
    }

    public Graph Elsewhere(View view, Graph column, Graph row)
    {
        int slot = Slot(view.Handle);
        if (Usages[slot].Stored) throw Neighbours(slot);
        (column, row) = (Value(column), Value(row));
        Usages[slot].Searched = true;
        RememberOrder(slot);
        return Add(new(Op.Elsewhere, slot, column.Id, row.Id), Deepest(_blocks[1], Homes[column.Id], Homes[row.Id]));
    }

    public Graph Number(Op op, Graph a, Graph b, Graph c)
    {
        Node shape = new(op, 0, 0, 0);
        (int x, int y, int z) = shape.Operands;
        int first = Value(a).Id, second = y < 0 ? 0 : Value(b).Id, third = z < 0 ? 0 : Value(c).Id;
        Block home = Homes[first];
        if (y >= 0) home = Deepest(home, Homes[second]);
        if (z >= 0) home = Deepest(home, Homes[third]);
        return Add(new(op, first, second, third), home);
    }

    public Graph Masks(Op op, Graph a, Graph b)
    {
        (a, b) = (Mask(a), Mask(b));
        return Add(new(op, a.Id, b.Id), Deepest(Homes[a.Id], Homes[b.Id]));
    }

    public Graph Select(Graph condition, Graph whenPositive, Graph whenNot)
    {
        (condition, whenPositive, whenNot) = (Mask(condition), Value(whenPositive), Value(whenNot));
        if (whenPositive == whenNot) return whenPositive;
        return Add(new(Op.Select, condition.Id, whenPositive.Id, whenNot.Id), Deepest(Homes[condition.Id], Homes[whenPositive.Id], Homes[whenNot.Id]));
    }

    public (Loop Loop, Graph Turn) BeginLoop(Uniform count, Span<Graph> state)
    {
        Block body = new(_blocks.Count);
        int[] initial = new int[state.Length], carried = new int[state.Length];
        for (int k = 0; k < state.Length; k++) initial[k] = Value(state[k]).Id;
        _blocks.Add(body);
        int number = Loops.Count;
        for (int k = 0; k < state.Length; k++) state[k] = new(carried[k] = Fresh(new(Op.Carried, number, k), body));
        Loop loop = new(UniformSlot(count), Fresh(new(Op.Turn, number), body), initial, carried, body);
        Loops.Add(loop);
        return (loop, new(loop.Turn));
    }

    public void EndLoop(Loop loop, Span<Graph> state)
    {
        loop.Next = new int[state.Length];
        for (int k = 0; k < state.Length; k++) loop.Next[k] = Value(state[k]).Id;
        _blocks.RemoveAt(_blocks.Count - 1);
        foreach (Node gone in _known.Where(k => Homes[k.Value] == loop.Body).Select(k => k.Key).ToList()) _known.Remove(gone);
        Block around = _blocks[^1];
        int number = Loops.IndexOf(loop);
        Nodes.Add(new(Op.Loop, number));
        Homes.Add(around);
        around.Statements.Add(Nodes.Count - 1);
        loop.Results = new int[state.Length];
        for (int k = 0; k < state.Length; k++) state[k] = new(loop.Results[k] = Fresh(new(Op.Result, number, k), around));
    }

    private KernelException Fault(string what) => new($"kernel {_arguments.Kernel}: {what}.");

    private KernelException Neighbours(int slot) =>
        Fault($"it writes `{Name(slot)}` and reads its neighbours; write another field, such as `Next`");

    private string Name(int slot) => _arguments.All[slot].Name;

    private int Slot(nint handle)
    {
        int slot = (int)handle - 1;
        return handle >= 1 && slot < _arguments.All.Length ? slot
            : throw Fault("it reads a view that is not an argument of its constructor");
    }

    private int UniformSlot(Uniform uniform) => Arguments.IsUniformSlot(uniform.Value)
        ? Arguments.UniformSlot(uniform.Value)
        : throw Fault($"it makes a uniform of its own ({uniform.Value:g6}); pass it to the constructor, or write the number itself");

    private void RememberOrder(int slot)
    {
        for (int other = 0; other < Usages.Length; other++)
            if (Usages[other].Stored) LoadsAfterStores.Add((slot, other));
    }

    private Graph Value(Graph a) => Nodes[a.Id].IsMask ? Add(new(Op.Select, a.Id, Literal(1).Id, Literal(0).Id), Homes[a.Id]) : a;

    private Graph Mask(Graph a) => Nodes[a.Id].IsMask ? a : Add(new(Op.Less, Literal(0).Id, a.Id), Homes[a.Id]);

    private bool DependsOnCell(int id)
    {
        Node node = Nodes[id];
        if (node.Op is Op.Load or Op.Gather or Op.Shifted or Op.Elsewhere or Op.Carried or Op.Result) return true;
        (int a, int b, int c) = node.Operands;
        return (a >= 0 && DependsOnCell(a)) || (b >= 0 && DependsOnCell(b)) || (c >= 0 && DependsOnCell(c));
    }

    private Graph Add(Node node, Block home) => _known.TryGetValue(node, out int known) ? new(known) : new(_known[node] = Fresh(node, home));

    private int Fresh(Node node, Block home)
    {
        Nodes.Add(node);
        Homes.Add(home);
        home.Statements.Add(Nodes.Count - 1);
        return Nodes.Count - 1;
    }

    private static Block Deepest(Block a, Block b) => a.Depth >= b.Depth ? a : b;
    private static Block Deepest(Block a, Block b, Block c) => Deepest(Deepest(a, b), c);
}
