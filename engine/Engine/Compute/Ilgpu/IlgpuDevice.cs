using System.Linq.Expressions;
using System.Reflection;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using TerritoryTwin.Core;
using Floats = ILGPU.Runtime.MemoryBuffer1D<float, ILGPU.Stride1D.Dense>;
using Integers = ILGPU.Runtime.MemoryBuffer1D<int, ILGPU.Stride1D.Dense>;

namespace TerritoryTwin.Compute;

/// <summary>A graphics card by CUDA or OpenCL, or a processor by an OpenCL driver, through ILGPU.</summary>
/// <remarks>
/// The arithmetic is kept as written: nothing is contracted, reordered or approximated. By CUDA, which no card has run yet, and by OpenCL on processors, results
/// are written to have the bits of the host. By OpenCL a graphics card may divide to 2.5 and take roots to 3 units in the last place, by the standard, and may
/// flush subnormal numbers to zero.
/// </remarks>
public sealed unsafe class IlgpuDevice : Device
{
    /// <summary>The least that CUDA and OpenCL cards are sure to take along the second and third axis of a launch.</summary>
    private const int MostRows = 65_535;

    private delegate void Launcher(AcceleratorStream stream, KernelConfig config, ArrayView<float>[] values, ArrayView<int>[] indices, int[] integers, float[] numbers);
    private delegate void TransferLauncher(
        AcceleratorStream stream, KernelConfig config, int receivers, int givers, ArrayView<int> start, ArrayView<int> giver, ArrayView<float> weight, ArrayView<float> from, ArrayView<float> to);
    private delegate void SumLauncher(AcceleratorStream stream, KernelConfig config, int columns, int rows, int first, ArrayView<float> values, ArrayView<double> sums);
    private delegate void PairsLauncher(AcceleratorStream stream, KernelConfig config, int columns, int rows, int first, ArrayView<float> values, ArrayView<float> sums);

    /// <summary>A kernel on this card, with room for the arguments of a launch, each at its parameter's place.</summary>
    private sealed record Built(Launcher Launch, (ParameterKind Kind, int Slot)[] Parameters, ArrayView<float>[] Values, ArrayView<int>[] Indices, int[] Integers, float[] Numbers);

    private readonly Accelerator _accelerator;
    private readonly KernelCompiler _compiler;
    private readonly string _texts;
    private readonly int _group;
    private readonly Dictionary<(Type Kernel, long Edges), Built> _built = [];
    private readonly Dictionary<Memory, MemoryBuffer> _buffers = [];
    private readonly Dictionary<Type, Delegate> _fixed = [];
    private readonly Lock _gate = new();

    /// <summary>Opens a card.</summary>
    /// <param name="card">One that can be used.</param>
    /// <param name="texts">Folder that keeps the text of a kernel that the driver refuses; the temporary folder by default.</param>
    /// <param name="doubles">False: sums are made in pairs of floats, as on cards without float64.</param>
    internal IlgpuDevice(Card card, string? texts = null, bool doubles = true)
    {
        (Name, _texts) = (card.Title, texts ?? Path.GetTempPath());
        _accelerator = Guarded($"opening {card.Name}", () => card.Driver!.CreateAccelerator(Cards.Context));
        Backend own = _accelerator.GetBackend();
        _compiler = new(context => own switch
        {
            PTXBackend ptx => new PTXBackend(context, (CudaCapabilityContext)ptx.Capabilities, ptx.Architecture, ptx.InstructionSet, null),
            CLBackend cl => new CLBackend(context, (CLCapabilityContext)cl.Capabilities, cl.Vendor, cl.CLStdVersion),
            _ => throw new NotSupportedException(own.BackendType.ToString()),
        });
        _group = Math.Min(64, _accelerator.MaxNumThreadsPerGroup);
        Doubles = doubles && (_accelerator.Capabilities is not CLCapabilityContext capabilities || capabilities.Float64);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>Floats copied from the card to the host so far.</summary>
    internal long FloatsRead { get; private set; }

    internal override bool Doubles { get; }

    /// <inheritdoc/>
    public override void Run<K>(Support support, K kernel)
    {
        ArgumentNullException.ThrowIfNull(support);
        Recording recording = Recordings<K>.Of;
        byte* bytes = (byte*)&kernel;
        lock (_gate)
        {
            Memory?[] bound = Launch.Bind(recording, this, support, bytes, out int members, out _);
            if (support.Count == 0) return;
            Built built = Find(typeof(K), recording, bound);
            if (!Launch.Differs(recording, bytes)) LaunchOnce(built, support, recording, bytes, bound, first: 0, members);
            else
                for (int member = 0; member < members; member++) LaunchOnce(built, support, recording, bytes, bound, member, members: 1);
        }
    }

    private void LaunchOnce(Built built, Support support, Recording recording, byte* kernel, Memory?[] bound, int first, int members)
    {
        (built.Integers[0], built.Integers[1]) = (support.Columns, support.Rows);
        for (int place = 2; place < built.Values.Length; place++)
        {
            (ParameterKind kind, int slot) = built.Parameters[place - 2];
            switch (kind)
            {
                case ParameterKind.Values: built.Values[place] = From(bound[slot]!, first); break;
                case ParameterKind.Indices: built.Indices[place] = Indices(bound[slot]!); break;
                case ParameterKind.MemberStride: built.Integers[place] = bound[slot]!.Members == 1 ? 0 : bound[slot]!.Support.Count; break;
                case ParameterKind.Columns: built.Integers[place] = bound[slot]!.Support.Columns; break;
                case ParameterKind.Rows: built.Integers[place] = bound[slot]!.Support.Rows; break;
                case ParameterKind.Outside: built.Numbers[place] = bound[slot]!.Boundary.Outside; break;
                default: built.Numbers[place] = ((Uniform*)(kernel + recording.Arguments.All[slot].Offset))->Of(first); break;
            }
        }
        try
        {
            built.Launch(_accelerator.DefaultStream, Over(support, members), built.Values, built.Indices, built.Integers, built.Numbers);
        }
        catch (AcceleratorException e)
        {
            throw Fault($"launching {recording.Kernel}", e);
        }
    }

    /// <summary>The values of a field from a member on.</summary>
    private ArrayView<float> From(Memory memory, int member)
    {
        ArrayView<float> all = Values(memory);
        long before = memory.Members == 1 ? 0 : (long)member * memory.Support.Count;
        return before == 0 ? all : all.SubView(before, all.Length - before);
    }

    /// <inheritdoc/>
    public override void Finish() => Guarded("waiting", () => _accelerator.DefaultStream.Synchronize());

    internal override void Allocate(Memory memory)
    {
        long count = Math.Max(1, (long)memory.Support.Count * memory.Members);
        Floats buffer = Guarded($"memory for field {memory.Name} ({count * sizeof(float) / 1048576.0:f1} MiB)", () => _accelerator.Allocate1D<float>(count));
        Copied(memory, buffer, () => buffer.MemSetToZero(_accelerator.DefaultStream));
    }

    internal override void AllocateIndices(Memory memory, ReadOnlySpan<int> values)
    {
        Integers buffer = Guarded($"memory for {memory.Name}", () => _accelerator.Allocate1D<int>(Math.Max(1, memory.Support.Count)));
        fixed (int* first = values)
        {
            int* from = first;
            int count = values.Length;
            Copied(memory, buffer, () =>
            {
                if (count > 0) buffer.View.CopyFromCPU(_accelerator.DefaultStream, ref *from, count);
            });
        }
    }

    internal override void Release(Memory memory)
    {
        lock (_gate)
            if (_buffers.Remove(memory, out MemoryBuffer? buffer)) buffer.Dispose();
    }

    // ILGPU does not pin what it is given by reference: without `fixed`, a collection during the copy loses the values.
    internal override void Write(Memory memory, ReadOnlySpan<float> values)
    {
        if (values.IsEmpty) return;
        lock (_gate)
        {
            fixed (float* first = values)
            {
                float* from = first;
                int count = values.Length;
                Guarded($"writing {memory.Name}", () => Values(memory).CopyFromCPU(_accelerator.DefaultStream, ref *from, count));
            }
        }
    }

    internal override void Read(Memory memory, Span<float> values)
    {
        if (values.IsEmpty) return;
        lock (_gate)
        {
            fixed (float* first = values)
            {
                float* to = first;
                int count = values.Length;
                Guarded($"reading {memory.Name}", () => Values(memory).CopyToCPU(_accelerator.DefaultStream, ref *to, count));
            }
            FloatsRead += values.Length;
        }
    }

    internal override void SumBlocks(Memory values, Memory sums, int first)
    {
        KernelConfig config = new(Groups(FieldSums.BlocksOfRow(values.Support), values.Support.Rows, values.Members), new Index3D(FieldSums.Lanes, 1, 1));
        lock (_gate)
            Guarded($"summing {values.Name}", () =>
            {
                if (Doubles)
                    Fixed<SumLauncher>(nameof(SumKernels.Blocks))(_accelerator.DefaultStream, config, values.Support.Columns, values.Support.Rows, first, Values(values), Values(sums).Cast<double>());
                else Fixed<PairsLauncher>(nameof(SumKernels.BlocksInPairs))(_accelerator.DefaultStream, config, values.Support.Columns, values.Support.Rows, first, Values(values), Values(sums));
            });
    }

    internal override void Transfer(Memory starts, Memory givers, Memory weights, Memory from, Memory to)
    {
        lock (_gate)
            Guarded($"transferring {from.Name} to {to.Name}", () => Fixed<TransferLauncher>(Doubles ? nameof(SumKernels.Transfer) : nameof(SumKernels.TransferInPairs))(
                _accelerator.DefaultStream, Over(new Stock(to.Support.Count), to.Members), to.Support.Count, from.Support.Count, Indices(starts), Indices(givers), Values(weights), Values(from), Values(to)));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _accelerator.Dispose();
        _compiler.Dispose();
    }

    /// <summary>Compiles a method for this card.</summary>
    internal CompiledKernel Compile(string name, MethodInfo method) => _compiler.Compile(name, method);

    /// <summary>Gives a compiled kernel to the driver.</summary>
    /// <exception cref="KernelException">The driver refuses its text, which is kept.</exception>
    internal Kernel Load(string name, CompiledKernel compiled)
    {
        try
        {
            return _accelerator.LoadKernel(compiled);
        }
        catch (AcceleratorException e)
        {
            throw Refused(name, compiled, e);
        }
    }

    private ArrayView<float> Values(Memory memory) => memory.Whole == null ? ((Floats)_buffers[memory]).View : Values(memory.Whole).SubView(memory.Start, memory.Support.Count);
    private ArrayView<int> Indices(Memory memory) => ((Integers)_buffers[memory]).View;

    private KernelConfig Over(Support support, int members) => new(Groups((support.Columns + _group - 1) / _group, support.Rows, members), new Index3D(_group, 1, 1));

    /// <summary>Size of a launch.</summary>
    /// <exception cref="KernelException">More rows or members than cards take.</exception>
    private Index3D Groups(int columns, int rows, int members) => Math.Max(rows, members) <= MostRows ? new(columns, rows, members)
        : throw new KernelException($"{Name} takes at most {MostRows} rows and members in a launch; this one has {rows} rows and {members} members. Run it on the host, or in parts.");

    private Built Find(Type type, Recording recording, Memory?[] bound)
    {
        BoundaryKind[] edges = new BoundaryKind[recording.Usages.Length];
        long key = 0;
        for (int slot = 0; slot < edges.Length; slot++)
            if (recording.Usages[slot].Surrounded) key = key * 3 + (long)(edges[slot] = bound[slot]!.Boundary.Kind);
        if (_built.TryGetValue((type, key), out Built? built)) return built;
        KernelMethod method = KernelMethod.Of(recording, edges);
        Type[] types = [.. method.Method.GetParameters().Select(p => p.ParameterType)];
        Type signature = Expression.GetDelegateType([typeof(AcceleratorStream), typeof(KernelConfig), .. types, typeof(void)]);   // Action ends at 16 parameters, this does not
        Kernel loaded = Load(recording.Kernel, Compile(recording.Kernel, method.Method));
        Delegate run = (Delegate)typeof(Kernel).GetMethod(nameof(Kernel.CreateLauncherDelegate))!.MakeGenericMethod(signature).Invoke(loaded, null)!;
        // Arguments differ from kernel to kernel; taken out of arrays, they are neither boxed nor reflected on at a launch.
        ParameterExpression[] given = [.. typeof(Launcher).GetMethod("Invoke")!.GetParameters().Select(p => Expression.Parameter(p.ParameterType))];
        IEnumerable<Expression> arguments = types.Select((t, k) => Expression.ArrayIndex(given.Single(g => g.Type == t.MakeArrayType()), Expression.Constant(k)));
        Launcher launch = Expression.Lambda<Launcher>(Expression.Invoke(Expression.Constant(run, signature), [given[0], given[1], .. arguments]), given).Compile();
        int n = types.Length;
        return _built[(type, key)] = new(launch, method.Parameters, new ArrayView<float>[n], new ArrayView<int>[n], new int[n], new float[n]);
    }

    /// <summary>One of <see cref="SumKernels"/>, compiled at its first use.</summary>
    private D Fixed<D>(string name) where D : Delegate
    {
        if (!_fixed.TryGetValue(typeof(D), out Delegate? launcher))
            _fixed[typeof(D)] = launcher = Load(name, Compile(name, typeof(SumKernels).GetMethod(name)!)).CreateLauncherDelegate<D>();
        return (D)launcher;
    }

    private KernelException Refused(string name, CompiledKernel compiled, AcceleratorException fault)
    {
        string log = fault.Message;
        if (compiled is CLCompiledKernel cl)
        {
            CLKernel.LoadKernel((CLAccelerator)_accelerator, cl.Name, cl.Source, cl.CVersion, out _, out _, out string? said);
            log = said ?? log;
        }
        string path = Path.Combine(_texts, $"{name}.{(compiled is CLCompiledKernel ? "cl" : "ptx")}"), kept;
        try
        {
            File.WriteAllText(path, KernelCompiler.Text(compiled));
            kept = $"Its text is kept in {path}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            kept = $"Its text could not be kept in {path}: {e.Message}";
        }
        return new KernelException($"kernel {name} does not build on {Name}. {kept}. The compiler says:\n{log.Trim('\0').Trim()}");
    }

    private T Guarded<T>(string what, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is AcceleratorException or CapabilityNotSupportedException or EntryPointNotFoundException)       // a loader older than its driver lacks functions
        {
            throw Fault(what, e);
        }
    }

    private void Guarded(string what, Action action) => Guarded(what, () =>
    {
        action();
        return true;
    });

    /// <summary>Fills a new buffer and keeps it, or leaves nothing behind.</summary>
    private void Copied(Memory memory, MemoryBuffer buffer, Action fill)
    {
        try
        {
            lock (_gate)
            {
                Guarded($"filling {memory.Name}", fill);
                _buffers[memory] = buffer;
            }
        }
        catch (KernelException)
        {
            buffer.Dispose();
            throw;
        }
    }

    private KernelException Fault(string what, Exception e) =>
        new($"{Name}: {what} failed: {(e is CLException cl ? cl.Error.ToString() : e is CudaException cuda ? $"{cuda.Error}: {e.Message}" : e.Message)}. Where its memory is full, take a smaller territory or fewer members, or the host.");
}
