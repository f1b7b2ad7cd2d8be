using System.Globalization;
using System.Text;

namespace TerritoryTwin.Compute;

/// <summary>Writes a recorded kernel as C text. What differs between languages stands in a header of macros.</summary>
/// <remarks>
/// Arguments: columns, rows, then for each view in the order of the constructor its buffer, its floats from a member to the next and, where
/// neighbours are read, the value of the surroundings; for each index its buffer; for each uniform its value. Buffers are dense, without halo.
/// </remarks>
internal sealed class CText
{
    /// <summary>For OpenCL C 1.2.</summary>
    public const string OpenClHeader = """
        #pragma OPENCL FP_CONTRACT OFF
        #define KERNEL __kernel
        #define GLOBAL __global
        #define LONG long
        #define COLUMN ((int)get_global_id(0))
        #define ROW ((int)get_global_id(1))
        #define MEMBER ((int)get_global_id(2))
        #define BITS(a) as_int(a)
        #define FLOAT(a) as_float(a)
        #define INTEGER(a) convert_int_sat(a)
        """;

    /// <summary>For CUDA C, as NVRTC takes it with <c>--fmad=false</c>.</summary>
    public const string CudaHeader = """
        #define KERNEL extern "C" __global__
        #define GLOBAL
        #define LONG long long
        #define COLUMN ((int)(blockIdx.x * blockDim.x + threadIdx.x))
        #define ROW ((int)(blockIdx.y * blockDim.y + threadIdx.y))
        #define MEMBER ((int)(blockIdx.z * blockDim.z + threadIdx.z))
        #define BITS(a) __float_as_int(a)
        #define FLOAT(a) __int_as_float(a)
        #define INTEGER(a) __float2int_rz(a)
        """;

    private const string Common = """
        #define LEAST(a, b) ((a) < (b) || (a) != (a) ? (a) : (b))
        #define MOST(a, b) ((a) > (b) || (a) != (a) ? (a) : (b))
        #define EDGE(i, n) ((i) < 0 ? 0 : (i) >= (n) ? (n) - 1 : (i))
        #define AROUND(i, n) ((((i) % (n)) + (n)) % (n))
        #define INSIDE(i, n) ((i) >= 0 && (i) < (n))
        #define WHOLE(a) INTEGER(floor((a) + 0.5f))
        #define TURNS(a) ((a) >= 1.0f ? INTEGER(a) : 0)
        """;

    /// <summary>Gives each receiver the weighted sum of its givers, in float64.</summary>
    public const string TransferInDouble = """
        #pragma OPENCL EXTENSION cl_khr_fp64 : enable
        KERNEL void Transfer_step(const int receivers, const int givers, GLOBAL const int* start, GLOBAL const int* giver,
            GLOBAL const float* weight, GLOBAL const float* from, GLOBAL float* to)
        {
          const int i = COLUMN;
          const LONG member = MEMBER;
          if (i >= receivers) return;
          double sum = 0;
          for (int k = start[i]; k < start[i + 1]; k++) sum += (double)weight[k] * from[member * givers + giver[k]];
          to[member * receivers + i] = (float)sum;
        }
        """;

    /// <summary>The same where there is no float64: products and sums carry their rounding along (Ogita, Rump and Oishi 2005).</summary>
    public const string TransferInPairs = """
        KERNEL void Transfer_step(const int receivers, const int givers, GLOBAL const int* start, GLOBAL const int* giver,
            GLOBAL const float* weight, GLOBAL const float* from, GLOBAL float* to)
        {
          const int i = COLUMN;
          const LONG member = MEMBER;
          if (i >= receivers) return;
          float sum = 0, lost = 0;
          for (int k = start[i]; k < start[i + 1]; k++)
          {
            const float value = from[member * givers + giver[k]], product = weight[k] * value, next = sum + product, back = next - sum;
            lost += fma(weight[k], value, -product) + ((sum - (next - back)) + (product - back));
            sum = next;
          }
          to[member * receivers + i] = sum + lost;
        }
        """;

    private readonly Recording _recording;
    private readonly BoundaryKind[] _edges;
    private readonly StringBuilder _text = new();
    private int _indent = 1;

    private CText(Recording recording, BoundaryKind[] edges) => (_recording, _edges) = (recording, edges);

    /// <summary>The kernel as text.</summary>
    /// <param name="recording">The kernel.</param>
    /// <param name="header">Of the language.</param>
    /// <param name="edges">Boundary of each slot; matters where neighbours are read.</param>
    public static string Of(Recording recording, string header, BoundaryKind[] edges)
    {
        CText c = new(recording, edges);
        c._text.Append(header).Append('\n').Append(Common).Append("\n\n");
        c.Signature();
        c.Statements(recording.Common);
        c.Statements(recording.Body);
        c._text.Append("}\n");
        return c._text.ToString();
    }

    /// <summary>Whether the value of the surroundings is an argument.</summary>
    public static bool HasOutside(Usage usage) => usage.Reach > 0 || usage.Shifted;

    private void Signature()
    {
        StringBuilder views = new();
        _text.Append($"KERNEL void {_recording.Kernel}_step(const int columns, const int rows");
        for (int slot = 0; slot < _recording.Arguments.All.Length; slot++)
        {
            Argument argument = _recording.Arguments.All[slot];
            Usage usage = _recording.Usages[slot];
            if (argument.Kind == ArgumentKind.Uniform) _text.Append($",\n    const float u{slot} /* {argument.Name} */");
            else if (!(usage.Here || usage.Gathered)) continue;
            else if (argument.Kind == ArgumentKind.Index) _text.Append($",\n    GLOBAL const int* i{slot} /* {argument.Name} */");
            else
            {
                _text.Append($",\n    GLOBAL {(usage.Stored ? "" : "const ")}float* f{slot} /* {argument.Name} */, const LONG m{slot}");
                if (HasOutside(usage)) _text.Append($", const float o{slot}");
                views.Append($"  f{slot} += member * m{slot};\n");
            }
        }
        _text.Append(")\n{\n  const int x = COLUMN, y = ROW;\n  const LONG member = MEMBER;\n  if (x >= columns || y >= rows) return;\n");
        _text.Append("  const LONG here = (LONG)y * columns + x;\n").Append(views);
    }

    private void Statements(Block block)
    {
        foreach (int number in block.Statements)
        {
            if (_recording.Uses[number] == 0) continue;
            Node node = _recording.Nodes[number];
            switch (node.Op)
            {
                case Op.Store: Line($"f{node.A}[here] = {Name(node.B)};"); break;
                case Op.Loop: Loop(_recording.Loops[node.A]); break;
                case Op.Literal or Op.Uniform or Op.Turn or Op.Carried or Op.Result: break;
                default: Line($"const {(node.IsMask ? "int" : "float")} v{number} = {Expression(node)};"); break;
            }
        }
    }

    private void Loop(Loop loop)
    {
        for (int k = 0; k < loop.Carried.Length; k++) Line($"float v{loop.Carried[k]} = {Name(loop.Initial[k])};");
        Line($"for (int n{loop.Turn} = 0; n{loop.Turn} < TURNS(u{loop.Count}); n{loop.Turn}++)");
        Line("{");
        _indent++;
        Line($"const float v{loop.Turn} = (float)n{loop.Turn};");
        Statements(loop.Body);
        for (int k = 0; k < loop.Next.Length; k++) Line($"const float next{loop.Carried[k]} = {Name(loop.Next[k])};");
        foreach (int carried in loop.Carried) Line($"v{carried} = next{carried};");
        _indent--;
        Line("}");
    }

    private string Name(int number)
    {
        Node node = _recording.Nodes[number];
        return node.Op switch
        {
            Op.Literal => Literal(node.Value),
            Op.Uniform => $"u{node.A}",
            Op.Result => $"v{_recording.Loops[node.A].Carried[node.B]}",
            _ => $"v{number}",
        };
    }

    private static string Literal(float value)
    {
        if (!float.IsFinite(value)) return $"FLOAT(0x{BitConverter.SingleToInt32Bits(value):x8})";
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        text = (text.AsSpan().IndexOfAny('.', 'E') >= 0 ? text : text + ".0") + "f";
        return value < 0 || BitConverter.SingleToInt32Bits(value) < 0 ? $"({text})" : text;
    }

    private string Expression(Node node)
    {
        switch (node.Op)
        {
            case Op.Load: return node.B == 0 && node.C == 0 ? $"f{node.A}[here]" : Neighbour(node.A, Offset("x", node.B), Offset("y", node.C));
            case Op.Gather: return $"f{node.A}[i{node.B}[here]]";
            case Op.Shifted: return Neighbour(node.A, $"(x + WHOLE({Name(node.B)}))", $"(y + WHOLE({Name(node.C)}))");
        }
        (int first, int second, int third) = node.Operands;
        string a = Name(first), b = second < 0 ? "" : Name(second), c = third < 0 ? "" : Name(third);
        return node.Op switch
        {
            Op.Add => $"{a} + {b}",
            Op.Subtract => $"{a} - {b}",
            Op.Multiply => $"{a} * {b}",
            Op.Divide => $"{a} / {b}",
            Op.Negate => $"-{a}",
            Op.Less => $"{a} < {b}",
            Op.LessOrEqual => $"{a} <= {b}",
            Op.And => $"{a} && {b}",
            Op.Or => $"{a} || {b}",
            Op.Select => $"{a} ? {b} : {c}",
            Op.Min => $"LEAST({a}, {b})",
            Op.Max => $"MOST({a}, {b})",
            Op.Abs => $"fabs({a})",
            Op.Floor => $"floor({a})",
            Op.Sqrt => $"sqrt({a})",
            Op.MultiplyAdd => $"fma({a}, {b}, {c})",
            Op.PowerOfTwo => $"FLOAT((INTEGER({a}) + 127) << 23)",
            Op.Exponent => $"(float)((BITS({a}) >> 23) - 127)",
            Op.Mantissa => $"FLOAT((BITS({a}) & 0x007fffff) | 0x3f800000)",
            _ => throw new NotSupportedException(node.Op.ToString()),
        };
    }

    private static string Offset(string position, int offset) => offset == 0 ? position : $"({position} {(offset < 0 ? '-' : '+')} {Math.Abs(offset)})";

    private string Neighbour(int slot, string x, string y) => _edges[slot] switch
    {
        BoundaryKind.Periodic => $"f{slot}[(LONG)AROUND({y}, rows) * columns + AROUND({x}, columns)]",
        BoundaryKind.Open => $"INSIDE({x}, columns) && INSIDE({y}, rows) ? f{slot}[(LONG){y} * columns + {x}] : o{slot}",
        _ => $"f{slot}[(LONG)EDGE({y}, rows) * columns + EDGE({x}, columns)]",
    };

    private void Line(string line) => _text.Append(' ', 2 * _indent).Append(line).Append('\n');
}
