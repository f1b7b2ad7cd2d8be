using System.Reflection;
using ILGPU;
using ILGPU.Runtime.OpenCL;

namespace TerritoryTwin.Compute;

/// <summary>What ILGPU 1.5.3 has no setting for, reached by name; a version that lacks the name is an error that says so.</summary>
internal static class Patch
{
    /// <summary>PoCL 3.1 and others lack the generic address space, which ILGPU asks for. All pointers of our kernels are global, so nothing misses it.</summary>
    public static void AllowGlobalPointersAlone(CLDevice device)
    {
        Setter(typeof(CLCapabilityContext), nameof(CLCapabilityContext.GenericAddressSpace)).Invoke(device.Capabilities, [true]);
    }

    /// <summary>Replaces the text of a compiled kernel.</summary>
    public static void SetText(object compiled, string property, string text)
    {
        FieldInfo field = compiled.GetType().GetField($"<{property}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic)
            ?? throw Missing(compiled.GetType(), $"the field behind {property}");
        field.SetValue(compiled, text);
    }

    internal static MethodInfo Setter(Type type, string property) =>
        type.GetProperty(property)?.GetSetMethod(nonPublic: true) ?? throw Missing(type, $"a setter of {property}");

    private static KernelException Missing(Type type, string member) => new(
        $"ILGPU {typeof(Context).Assembly.GetName().Version?.ToString(3)} has no {type.Name} with {member}; the engine is written for ILGPU 1.5.3. Restore that version, or look the member up again in `{nameof(Patch)}`.");
}
