using System.Globalization;
using System.Text;
using TerritoryTwin.Core;

namespace TerritoryTwin.Compute;

/// <summary>Any device with an OpenCL driver, of version 1.2 or later: graphics cards, and processors through PoCL.</summary>
/// <remarks>
/// The arithmetic is kept as written: contraction is off, no option loosens it, division and roots are asked to be exact where the device can
/// (others round them to 2.5 and 3 units in the last place, by the standard). Subnormal numbers may be flushed to zero.
/// </remarks>
public sealed unsafe class OpenClDevice : Device
{
    private const ulong ReadWrite = 1;

    private readonly OpenClDescription _description;
    private readonly string _texts;
    private readonly nint _context, _queue;
    private readonly Dictionary<(Type Kernel, long Edges), nint> _kernels = [];
    private readonly List<nint> _programs = [];
    private readonly Lock _gate = new();
    private nint _staging;
    private Memory? _staged;

    /// <summary>The first device that can be used, or the one at a place in the driver's list.</summary>
    /// <param name="number">Place in the list, from 0; null: the first that can be used.</param>
    /// <param name="texts">Folder that keeps the text of a kernel that fails to build; the temporary folder by default.</param>
    /// <exception cref="KernelException">No such device; the message says why.</exception>
    public OpenClDevice(int? number = null, string? texts = null) : this(Choose(number), texts) { }

    internal OpenClDevice(OpenClDescription description, string? texts = null)
    {
        (_description, _texts) = (description, texts ?? Path.GetTempPath());
        int status;
        nint device = description.Device;
        nint* properties = stackalloc nint[3] { 0x1084, description.Platform, 0 };
        _context = ((delegate* unmanaged<nint*, uint, nint*, void*, void*, int*, nint>)Function("clCreateContext"))(properties, 1, &device, null, null, &status);
        Check(status, "clCreateContext");
        _queue = ((delegate* unmanaged<nint, nint, ulong, int*, nint>)Function("clCreateCommandQueue"))(_context, device, 0, &status);
        Check(status, "clCreateCommandQueue");
    }

    /// <inheritdoc/>
    public override string Name => $"OpenCL: {_description.Name}";

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
            nint built = Kernel(typeof(K), recording, bound);
            SetArguments(built, recording, bound, support, bytes);
            Enqueue(built, support, members);
            for (int slot = 0; slot < recording.Usages.Length; slot++)
                if (recording.Usages[slot].Stored && bound[slot] == _staged) _staged = null;
        }
    }

    /// <inheritdoc/>
    public override void Finish() => Check(((delegate* unmanaged<nint, int>)Function("clFinish"))(_queue), "clFinish");

    internal override void Allocate(Memory memory)
    {
        int status;
        nuint size = checked((nuint)memory.Support.Count * (nuint)memory.Members * sizeof(float));
        memory.Data = ((delegate* unmanaged<nint, ulong, nuint, void*, int*, nint>)Function("clCreateBuffer"))(_context, ReadWrite, Math.Max(size, sizeof(float)), null, &status);
        Check(status, $"memory for field {memory.Name} ({size / 1048576.0:f1} MiB)");
        int zero = 0;
        Check(((delegate* unmanaged<nint, nint, void*, nuint, nuint, nuint, uint, nint*, nint*, int>)Function("clEnqueueFillBuffer"))(
            _queue, memory.Data, &zero, sizeof(int), 0, Math.Max(size, sizeof(float)), 0, null, null), "clEnqueueFillBuffer");
    }

    internal override void AllocateIndices(Memory memory, ReadOnlySpan<int> values)
    {
        Allocate(memory);
        fixed (int* first = values) Transfer("clEnqueueWriteBuffer", memory, first, values.Length);
    }

    internal override void Release(Memory memory)
    {
        if (memory == _staged) _staged = null;
        _ = ((delegate* unmanaged<nint, int>)Function("clReleaseMemObject"))(memory.Data);
    }

    internal override void Write(Memory memory, ReadOnlySpan<float> values)
    {
        if (memory == _staged) _staged = null;
        fixed (float* first = values) Transfer("clEnqueueWriteBuffer", memory, first, values.Length);
    }

    internal override void Read(Memory memory, Span<float> values)
    {
        fixed (float* first = values) Transfer("clEnqueueReadBuffer", memory, first, values.Length);
    }

    internal override nint OnHost(Memory memory)
    {
        if (memory == _staged) return _staging;
        Layout layout = new(memory.Support);
        float[] values = new float[memory.Support.Count * memory.Members];
        Read(memory, values);
        if (_staging != 0) Layout.Free(_staging);
        _staging = layout.Allocate(memory.Members);
        layout.Write<float>(_staging, memory.Members, values);
        _staged = memory;
        return _staging;
    }

    internal override void Transfer(Memory starts, Memory givers, Memory weights, Memory from, Memory to)
    {
        lock (_gate)
        {
            if (!_kernels.TryGetValue((typeof(Transfer), 0), out nint kernel))
                kernel = _kernels[(typeof(Transfer), 0)] = Build(nameof(Transfer), CText.OpenClHeader + '\n' + (_description.Doubles ? CText.TransferInDouble : CText.TransferInPairs));
            delegate* unmanaged<nint, uint, nuint, void*, int> set = (delegate* unmanaged<nint, uint, nuint, void*, int>)Function("clSetKernelArg");
            uint place = 0;
            void Set<T>(T value) where T : unmanaged => Check(set(kernel, place++, (nuint)sizeof(T), &value), "clSetKernelArg");
            Set(to.Support.Count);
            Set(from.Support.Count);
            foreach (Memory memory in (ReadOnlySpan<Memory>)[starts, givers, weights, from, to]) Set(memory.Data);
            Enqueue(kernel, new Stock(to.Support.Count), to.Members);
            if (to == _staged) _staged = null;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_staging != 0) Layout.Free(_staging);
        foreach (nint kernel in _kernels.Values) _ = ((delegate* unmanaged<nint, int>)Function("clReleaseKernel"))(kernel);
        foreach (nint program in _programs) _ = ((delegate* unmanaged<nint, int>)Function("clReleaseProgram"))(program);
        _ = ((delegate* unmanaged<nint, int>)Function("clReleaseCommandQueue"))(_queue);
        _ = ((delegate* unmanaged<nint, int>)Function("clReleaseContext"))(_context);
    }

    private static OpenClDescription Choose(int? number)
    {
        if (OpenClLibrary.Absence is { } absence) throw new KernelException(absence);
        IReadOnlyList<OpenClDescription> all = OpenClLibrary.Devices();
        string known = all.Count == 0 ? "its drivers offer no device" : string.Join("; ", all.Select((d, k) => $"opencl:{k} = {d.Name}{(d.Refusal == null ? "" : $", refused: {d.Refusal}")}"));
        OpenClDescription? chosen = number is { } k ? all.ElementAtOrDefault(k) : all.FirstOrDefault(d => d.Refusal == null);
        return chosen is { Refusal: null } ? chosen : throw new KernelException($"OpenCL device {(number is null ? "any" : $"{number}")} cannot be used: {known}.");
    }

    private nint Kernel(Type type, Recording recording, Memory?[] bound)
    {
        BoundaryKind[] edges = new BoundaryKind[recording.Usages.Length];
        long key = 0;
        for (int slot = 0; slot < edges.Length; slot++)
        {
            if (!CText.HasOutside(recording.Usages[slot])) continue;
            edges[slot] = bound[slot]!.Boundary.Kind;
            key = key * 3 + (long)edges[slot];
        }
        if (_kernels.TryGetValue((type, key), out nint kernel)) return kernel;
        return _kernels[(type, key)] = Build(recording.Kernel, CText.Of(recording, CText.OpenClHeader, edges));
    }

    /// <summary>Builds a kernel from its text.</summary>
    internal nint Build(string name, string text)
    {
        int status;
        byte[] utf8 = Encoding.UTF8.GetBytes(text + '\0');
        nint program, device = _description.Device;
        fixed (byte* first = utf8)
        {
            byte* source = first;
            program = ((delegate* unmanaged<nint, uint, byte**, nuint*, int*, nint>)Function("clCreateProgramWithSource"))(_context, 1, &source, null, &status);
        }
        Check(status, "clCreateProgramWithSource");
        _programs.Add(program);
        byte[] options = Encoding.ASCII.GetBytes("-cl-std=CL1.2" + (_description.ExactDivision ? " -cl-fp32-correctly-rounded-divide-sqrt" : "") + '\0');
        fixed (byte* first = options)
            status = ((delegate* unmanaged<nint, uint, nint*, byte*, void*, void*, int>)Function("clBuildProgram"))(program, 1, &device, first, null, null);
        if (status != 0) throw Refused(name, text, program);
        fixed (byte* first = Encoding.ASCII.GetBytes($"{name}_step\0"))
        {
            nint kernel = ((delegate* unmanaged<nint, byte*, int*, nint>)Function("clCreateKernel"))(program, first, &status);
            Check(status, $"clCreateKernel of {name}");
            return kernel;
        }
    }

    private KernelException Refused(string name, string text, nint program)
    {
        delegate* unmanaged<nint, nint, uint, nuint, void*, nuint*, int> info =
            (delegate* unmanaged<nint, nint, uint, nuint, void*, nuint*, int>)Function("clGetProgramBuildInfo");
        nuint length = 0;
        _ = info(program, _description.Device, 0x1183, 0, null, &length);
        byte[] log = new byte[length];
        fixed (byte* first = log) _ = info(program, _description.Device, 0x1183, length, first, null);
        string path = Path.Combine(_texts, $"{name}.cl");
        string kept;
        try
        {
            File.WriteAllText(path, text);
            kept = $"Its text is kept in {path}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            kept = $"Its text could not be kept in {path}: {e.Message}";
        }
        return new KernelException($"kernel {name} does not build on {Name}. {kept}. The compiler says:\n{Encoding.UTF8.GetString(log).TrimEnd('\0').Trim()}");
    }

    private static void SetArguments(nint kernel, Recording recording, Memory?[] bound, Support support, byte* bytes)
    {
        delegate* unmanaged<nint, uint, nuint, void*, int> set = (delegate* unmanaged<nint, uint, nuint, void*, int>)Function("clSetKernelArg");
        uint place = 0;
        void Set<T>(T value) where T : unmanaged => Check(set(kernel, place++, (nuint)sizeof(T), &value), "clSetKernelArg");
        Set(support.Columns);
        Set(support.Rows);
        Argument[] arguments = recording.Arguments.All;
        for (int slot = 0; slot < arguments.Length; slot++)
        {
            if (arguments[slot].Kind == ArgumentKind.Uniform) Set(*(float*)(bytes + arguments[slot].Offset));
            if (bound[slot] is not { } memory) continue;
            Set(memory.Data);
            if (arguments[slot].Kind == ArgumentKind.Index) continue;
            Set(memory.Members == 1 ? 0L : memory.Support.Count);
            if (CText.HasOutside(recording.Usages[slot])) Set(memory.Boundary.Outside);
        }
    }

    private void Enqueue(nint kernel, Support support, int members)
    {
        int group = _description.Group;
        nuint* size = stackalloc nuint[3] { (nuint)((support.Columns + group - 1) / group * group), (nuint)support.Rows, (nuint)members };
        nuint* local = stackalloc nuint[3] { (nuint)group, 1, 1 };
        Check(((delegate* unmanaged<nint, nint, uint, nuint*, nuint*, nuint*, uint, nint*, nint*, int>)Function("clEnqueueNDRangeKernel"))(
            _queue, kernel, 3, null, size, local, 0, null, null), "clEnqueueNDRangeKernel");
    }

    private void Transfer(string function, Memory memory, void* values, int count)
    {
        if (count == 0) return;
        Check(((delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int>)Function(function))(
            _queue, memory.Data, 1, 0, (nuint)count * sizeof(float), values, 0, null, null), $"{function} of field {memory.Name}");
    }

    private static nint Function(string name) => Functions.GetOrAdd(name, OpenClLibrary.Function);

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, nint> Functions = new(StringComparer.Ordinal);

    private static void Check(int status, string call)
    {
        if (status == 0) return;
        string meaning = status switch
        {
            -1 => "no device", -2 => "the device is not available", -3 => "the compiler is not available", -4 => "the device's memory is full",
            -5 => "the driver is out of resources", -6 => "the host's memory is full", -46 => "no such kernel", -52 => "arguments are missing",
            -54 => "the group is too large", -61 => "the buffer is larger than the device allows", _ => "see the OpenCL standard",
        };
        throw new KernelException($"OpenCL: {call} failed with {status.ToString(CultureInfo.InvariantCulture)} ({meaning}).");
    }
}
