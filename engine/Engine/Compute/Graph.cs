namespace TerritoryTwin.Compute;

/// <summary>What a node of a recorded kernel does.</summary>
internal enum Op : byte
{
    Literal, Uniform, Load, Gather, Shifted, Elsewhere, Turn, Carried, Result,
    Add, Subtract, Multiply, Divide, Min, Max, Less, LessOrEqual, And, Or, PowerOfTwo, Exponent, Mantissa,
    Negate, Abs, Floor, Sqrt, MultiplyAdd, Select, Store, Loop,
}

/// <summary>A node of a recorded kernel. Operands are numbers of nodes; loads and stores name slots of arguments instead.</summary>
/// <param name="Op">What it does.</param>
/// <param name="A">First operand; slot of a load, store or uniform; number of a loop.</param>
/// <param name="B">Second operand; eastward offset of a load; column of a read elsewhere; slot of the index of a gather; value of a store.</param>
/// <param name="C">Third operand; northward offset of a load; row of a read elsewhere.</param>
internal readonly record struct Node(Op Op, int A = 0, int B = 0, int C = 0)
{
    public bool IsMask => Op is Op.Less or Op.LessOrEqual or Op.And or Op.Or;

    /// <summary>The value of a literal, whose bits stand in <see cref="A"/>.</summary>
    public float Value => BitConverter.Int32BitsToSingle(A);

    /// <summary>Numbers of the operands, −1 where there is none.</summary>
    public (int, int, int) Operands => Op switch
    {
        Op.Literal or Op.Uniform or Op.Load or Op.Gather or Op.Turn or Op.Carried or Op.Result or Op.Loop => (-1, -1, -1),
        Op.Shifted or Op.Elsewhere => (-1, B, C),
        Op.Store => (-1, B, -1),
        Op.Negate or Op.Abs or Op.Floor or Op.Sqrt or Op.PowerOfTwo or Op.Exponent or Op.Mantissa => (A, -1, -1),
        Op.MultiplyAdd or Op.Select => (A, B, C),
        _ => (A, B, -1),
    };

    /// <summary>Counts as arithmetic in the roofline.</summary>
    public int Operations => Op switch
    {
        Op.Literal or Op.Uniform or Op.Load or Op.Gather or Op.Shifted or Op.Elsewhere or Op.Turn or Op.Carried or Op.Result or Op.Store or Op.Loop => 0,
        Op.MultiplyAdd => 2,
        _ => 1,
    };
}

/// <summary>The number that records a kernel instead of computing.</summary>
/// <param name="Id">Number of its node.</param>
internal readonly record struct Graph(int Id) : IReal<Graph>
{
    private static Recorder Recorder => Recorder.Current;

    private static Graph Of(Op op, Graph a, Graph b = default, Graph c = default) => Recorder.Number(op, a, b, c);

    public static Graph operator +(Graph a, Graph b) => Of(Op.Add, a, b);
    public static Graph operator -(Graph a, Graph b) => Of(Op.Subtract, a, b);
    public static Graph operator *(Graph a, Graph b) => Of(Op.Multiply, a, b);
    public static Graph operator /(Graph a, Graph b) => Of(Op.Divide, a, b);
    public static Graph operator -(Graph a) => Of(Op.Negate, a);
    public static implicit operator Graph(float value) => Recorder.Literal(value);

    public static Graph operator <(Graph a, Graph b) => Of(Op.Less, a, b);
    public static Graph operator >(Graph a, Graph b) => Of(Op.Less, b, a);
    public static Graph operator <=(Graph a, Graph b) => Of(Op.LessOrEqual, a, b);
    public static Graph operator >=(Graph a, Graph b) => Of(Op.LessOrEqual, b, a);
    public static Graph operator &(Graph a, Graph b) => Recorder.Masks(Op.And, a, b);
    public static Graph operator |(Graph a, Graph b) => Recorder.Masks(Op.Or, a, b);
    public static Graph Select(Graph condition, Graph whenPositive, Graph whenNot) => Recorder.Select(condition, whenPositive, whenNot);

    public static Graph Min(Graph a, Graph b) => Of(Op.Min, a, b);
    public static Graph Max(Graph a, Graph b) => Of(Op.Max, a, b);
    public static Graph Abs(Graph a) => Of(Op.Abs, a);
    public static Graph Floor(Graph a) => Of(Op.Floor, a);
    public static Graph Sqrt(Graph a) => Of(Op.Sqrt, a);
    public static Graph Exp(Graph a) => Functions.Exp(a);
    public static Graph Log(Graph a) => Functions.Log(a);
    public static Graph Pow(Graph a, Graph b) => Functions.Pow(a, b);
    public static Graph Sin(Graph a) => Functions.Sin(a);
    public static Graph Cos(Graph a) => Functions.Cos(a);
    public static Graph Atan2(Graph y, Graph x) => Functions.Atan2(y, x);

    /// <summary>a × b + c with one rounding.</summary>
    internal static Graph MultiplyAdd(Graph a, Graph b, Graph c) => Of(Op.MultiplyAdd, a, b, c);
    /// <summary>2ⁿ of a whole number, −126 to 127.</summary>
    internal static Graph PowerOfTwo(Graph n) => Of(Op.PowerOfTwo, n);
    /// <summary>⌊log₂ a⌋ of a positive normal number.</summary>
    internal static Graph Exponent(Graph a) => Of(Op.Exponent, a);
    /// <summary>a ÷ 2^Exponent(a), in [1, 2).</summary>
    internal static Graph Mantissa(Graph a) => Of(Op.Mantissa, a);
}

/// <summary>The cell that records a kernel.</summary>
internal readonly struct GraphCell : ICell<Graph>
{
    public Graph this[View field, int east, int north]
    {
        get => Recorder.Current.Load(field, east, north);
        set => Recorder.Current.Store(field, value);
    }

    public Graph this[Uniform uniform] => Recorder.Current.Uniform(uniform);

    public Graph At(View field, IndexView index) => Recorder.Current.Gather(field, index);

    public Graph At(View field, Graph east, Graph north) => Recorder.Current.Shifted(field, east, north);

    public Graph Elsewhere(View field, Graph column, Graph row) => Recorder.Current.Elsewhere(field, column, row);

    public void Repeat<B>(Uniform count, Span<Graph> state, B body) where B : struct, ILoopBody
    {
        Recorder recorder = Recorder.Current;
        (Loop loop, Graph turn) = recorder.BeginLoop(count, state);
        GraphCell cell = this;
        body.Turn(ref cell, turn, state);
        recorder.EndLoop(loop, state);
    }
}
