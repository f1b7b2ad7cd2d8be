namespace TerritoryTwin.Compute;

/// <summary>A kernel as recorded, once per kernel type: what compilers and the roofline work from.</summary>
internal sealed class Recording
{
    public Recording(Arguments arguments, Recorder recorder, Block common, Block body)
    {
        (Arguments, Nodes, Homes, Loops, Usages) = (arguments, [.. recorder.Nodes], [.. recorder.Homes], [.. recorder.Loops], recorder.Usages);
        (Gathers, LoadsAfterStores, Common, Body) = (recorder.Gathers, recorder.LoadsAfterStores, common, body);
        Uses = CountUses();
    }

    public string Kernel => Arguments.Kernel;
    public Arguments Arguments { get; }
    public Node[] Nodes { get; }
    public Block[] Homes { get; }
    public Loop[] Loops { get; }
    public Usage[] Usages { get; }
    public HashSet<(int Index, int View)> Gathers { get; }
    public HashSet<(int Loaded, int Stored)> LoadsAfterStores { get; }
    /// <summary>What is the same for all cells: literals, uniforms, what is computed of them.</summary>
    public Block Common { get; }
    /// <summary>What each cell does.</summary>
    public Block Body { get; }
    /// <summary>How many live nodes use a node; 0 when nothing that is stored depends on it.</summary>
    public int[] Uses { get; }

    /// <summary>Arithmetic operations per cell, loops counted as one turn.</summary>
    public int Operations => Enumerable.Range(0, Nodes.Length).Where(n => Uses[n] > 0 && Homes[n].Depth > 0).Sum(n => Nodes[n].Operations);

    /// <summary>Bytes that each cell moves at least: every view read once, every view stored once.</summary>
    public int Bytes => 4 * (Usages.Count(u => u.Read || u.Gathered || u.Shifted || u.Searched) + Usages.Count(u => u.Stored));

    private int[] CountUses()
    {
        int[] uses = new int[Nodes.Length];
        void Use(int node)
        {
            if (uses[node]++ == 0) UseOperands(node);
        }
        void UseOperands(int node)
        {
            (int a, int b, int c) = Nodes[node].Operands;
            if (a >= 0) Use(a);
            if (b >= 0) Use(b);
            if (c >= 0) Use(c);
            if (Nodes[node].Op == Op.Result) UseLoop(Nodes[node].A);
        }
        void UseLoop(int number)
        {
            Loop loop = Loops[number];
            int statement = Array.FindIndex(Nodes, n => n.Op == Op.Loop && n.A == number);
            if (uses[statement]++ > 0) return;
            for (int k = 0; k < loop.Initial.Length; k++)
            {
                Use(loop.Initial[k]);
                Use(loop.Next[k]);
            }
        }
        for (int node = 0; node < Nodes.Length; node++)
            if (Nodes[node].Op == Op.Store) Use(node);
        return uses;
    }
}

/// <summary>The recording of a kernel type, made at its first use.</summary>
internal static class Recordings<K> where K : unmanaged, ICellKernel
{
    private static readonly Lazy<Recording> Made = new(Recorder.Record<K>);

    public static Recording Of => Made.Value;
}
