using System.Reflection;

namespace TerritoryTwin.Compute;

/// <summary>What a field of a kernel is.</summary>
internal enum ArgumentKind { View, Index, Uniform }

/// <summary>An argument of a kernel.</summary>
/// <param name="Name">As the constructor names it; <c>outer.Inner</c> inside a struct.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Of its bytes in the struct.</param>
/// <param name="Low">Plausible lowest value.</param>
/// <param name="High">Plausible highest value.</param>
internal sealed record Argument(string Name, ArgumentKind Kind, int Offset, float Low, float High);

/// <summary>The arguments of a kernel, found in its fields: views, indices and uniforms, also inside structs of them. A slot is a place in the list.</summary>
internal sealed unsafe class Arguments
{
    private const int UniformMark = 0x7FD0_0000;

    private Arguments(string kernel, Argument[] all) => (Kernel, All) = (kernel, all);

    /// <summary>Name of the kernel.</summary>
    public string Kernel { get; }
    public Argument[] All { get; }

    public static bool IsUniformSlot(float value) => (BitConverter.SingleToInt32Bits(value) & 0xFFFF_0000) == UniformMark;
    public static int UniformSlot(float value) => BitConverter.SingleToInt32Bits(value) & 0xFFFF;

    public static Arguments Of<K>() where K : unmanaged, ICellKernel
    {
        List<Argument> all = [];
        Find<K>(typeof(K), [], "", new(0.1f, 2), all);
        return new(typeof(K).Name, [.. all]);
    }

    /// <summary>A kernel whose views and uniforms hold their slots: the one that is recorded.</summary>
    public K Slots<K>() where K : unmanaged
    {
        K kernel = default;
        for (int slot = 0; slot < All.Length; slot++)
        {
            byte* at = (byte*)&kernel + All[slot].Offset;
            if (All[slot].Kind == ArgumentKind.Uniform) *(float*)at = BitConverter.Int32BitsToSingle(UniformMark | slot);
            else *(nint*)at = slot + 1;
        }
        return kernel;
    }

    private static void Find<K>(Type type, FieldInfo[] path, string prefix, PlausibleAttribute range, List<Argument> all) where K : unmanaged
    {
        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            string name = field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>')] : field.Name.TrimStart('_');
            PlausibleAttribute plausible = field.GetCustomAttribute<PlausibleAttribute>() ?? OfParameter(type, name) ?? range;
            FieldInfo[] full = [.. path, field];
            ArgumentKind? kind = field.FieldType == typeof(View) ? ArgumentKind.View
                : field.FieldType == typeof(IndexView) ? ArgumentKind.Index
                : field.FieldType == typeof(Uniform) ? ArgumentKind.Uniform : null;
            if (kind is { } known) all.Add(new(prefix + name, known, Offset<K>(full), plausible.Low, plausible.High));
            else if (field.FieldType is { IsValueType: true, IsPrimitive: false, IsEnum: false }) Find<K>(field.FieldType, full, $"{prefix}{name}.", plausible, all);
            else throw new KernelException($"kernel {typeof(K).Name}: `{name}` is a {field.FieldType.Name}; a kernel holds views, index views and uniforms only.");
        }
    }

    private static PlausibleAttribute? OfParameter(Type type, string name) =>
        type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .SelectMany(c => c.GetParameters()).FirstOrDefault(p => p.Name == name)?.GetCustomAttribute<PlausibleAttribute>();

    /// <summary>Where the field's bytes stand, found by setting it: the layout is the runtime's affair.</summary>
    private static int Offset<K>(FieldInfo[] path) where K : unmanaged
    {
        object value = path[^1].FieldType == typeof(Uniform) ? new Uniform(BitConverter.Int32BitsToSingle(-1))
            : path[^1].FieldType == typeof(View) ? new View(-1) : new IndexView(-1);
        for (int depth = path.Length - 1; depth >= 0; depth--)
        {
            object holder = depth == 0 ? default(K) : Activator.CreateInstance(path[depth - 1].FieldType)!;
            path[depth].SetValue(holder, value);
            value = holder;
        }
        K kernel = (K)value;
        ReadOnlySpan<byte> bytes = new(&kernel, sizeof(K));
        return bytes.IndexOfAnyExcept((byte)0);
    }
}
