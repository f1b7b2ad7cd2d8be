using TerritoryTwin.Core;

namespace TerritoryTwin.Compute;

/// <summary>Finds and checks the memories that a launch works on.</summary>
internal static unsafe class Launch
{
    /// <summary>Whole numbers up to this are exact in float32.</summary>
    private const int MostPlaces = 1 << 24;

    [ThreadStatic] private static Memory?[]? _bound;

    /// <summary>The memory of each slot, null for uniforms; valid until this thread's next launch.</summary>
    /// <param name="recording">The kernel.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="support">What it runs over.</param>
    /// <param name="kernel">Its struct.</param>
    /// <param name="members">Members of the launch.</param>
    /// <param name="shared">Whether a memory that is stored is read through another view as well.</param>
    /// <exception cref="ArgumentException">A view does not fit.</exception>
    public static Memory?[] Bind(Recording recording, Device device, Support support, byte* kernel, out int members, out bool shared)
    {
        Argument[] arguments = recording.Arguments.All;
        Memory?[] bound = _bound ??= new Memory?[64];
        if (bound.Length < arguments.Length) bound = _bound = new Memory?[arguments.Length];
        members = 1;
        for (int slot = 0; slot < arguments.Length; slot++)
        {
            bound[slot] = null;
            Usage usage = recording.Usages[slot];
            if (arguments[slot].Kind == ArgumentKind.Uniform)
            {
                members = Math.Max(members, ((Uniform*)(kernel + arguments[slot].Offset))->Members);
                continue;
            }
            if (!usage.Used) continue;
            Memory memory = Memories.Find(*(nint*)(kernel + arguments[slot].Offset)) ?? throw Fault(recording, slot, "its field was disposed, or never given");
            bound[slot] = memory;
            if (memory.Device != device) throw Fault(recording, slot, $"field {memory.Name} is on {memory.Device.Name}, the launch on {device.Name}");
            if (usage.Here && (memory.Support.Rows != support.Rows || memory.Support.Columns != support.Columns))
                throw Fault(recording, slot, $"field {memory.Name} has {Size(memory.Support)}, the launch {Size(support)}");
            if (usage.Searched && Math.Max(memory.Support.Rows, memory.Support.Columns) > MostPlaces)
                throw Fault(recording, slot, $"field {memory.Name} has {Size(memory.Support)}; places are computed in float32, which counts to {MostPlaces}");
            if (usage.Reach > 0 && memory.Support is not Grid) throw Fault(recording, slot, $"field {memory.Name} is on no grid, so its elements have no neighbours");
            members = Math.Max(members, memory.Members);
        }
        CheckUniforms(recording, kernel, members);
        shared = CheckShares(recording, bound, members);
        CheckGathers(recording, bound);
        return bound;
    }

    /// <summary>Whether a uniform differs from member to member.</summary>
    public static bool Differs(Recording recording, byte* kernel)
    {
        foreach (Argument argument in recording.Arguments.All)
            if (argument.Kind == ArgumentKind.Uniform && ((Uniform*)(kernel + argument.Offset))->Members > 1) return true;
        return false;
    }

    private static void CheckUniforms(Recording recording, byte* kernel, int members)
    {
        for (int slot = 0; slot < recording.Arguments.All.Length; slot++)
        {
            Argument argument = recording.Arguments.All[slot];
            if (argument.Kind != ArgumentKind.Uniform) continue;
            int of = ((Uniform*)(kernel + argument.Offset))->Members;
            if (of != 1 && of != members) throw Fault(recording, slot, $"it has numbers for {of} members, the launch {members}");
        }
    }

    private static bool CheckShares(Recording recording, Memory?[] bound, int members)
    {
        bool shared = false;
        Usage[] usages = recording.Usages;
        for (int slot = 0; slot < usages.Length; slot++)
        {
            if (bound[slot] is not { } memory) continue;
            if (memory.Members != members && (memory.Members != 1 || usages[slot].Stored))
                throw Fault(recording, slot, $"field {memory.Name} has {memory.Members} members, the launch {members}" + (usages[slot].Stored ? ", and it is written" : ""));
            if (!usages[slot].Stored) continue;
            for (int other = 0; other < usages.Length; other++)
            {
                if (other == slot || bound[other] is not { } read || (read.Whole ?? read) != (memory.Whole ?? memory)) continue;
                if (read != memory)
                {
                    if (read == memory.Whole && usages[other] is { Here: false, Gathered: false }) continue;
                    throw Fault(recording, slot, $"a stretch of field {memory.Name} is written here while `{recording.Arguments.All[other].Name}` uses another; only the whole may be read beside it, at places that are computed and lie outside the stretch");
                }
                string name = recording.Arguments.All[other].Name;
                if (usages[other].ReadAround)
                    throw Fault(recording, slot, $"field {memory.Name} is written here while `{name}` reads its neighbours; give `Next` to be written");
                if (recording.LoadsAfterStores.Contains((other, slot)))
                    throw Fault(recording, slot, $"field {memory.Name} is written here and then read as `{name}`; give it under one name");
                shared = true;
            }
        }
        return shared;
    }

    private static void CheckGathers(Recording recording, Memory?[] bound)
    {
        foreach ((int index, int view) in recording.Gathers)
        {
            Memory indices = bound[index]!, looked = bound[view]!;
            if (indices.Lowest < 0 || indices.Highest >= looked.Support.Count)
                throw Fault(recording, index, $"it holds {indices.Lowest} to {indices.Highest}, but field {looked.Name} has {looked.Support.Count} elements, from 0");
        }
    }

    private static string Size(Support support) => support.Rows == 1 ? $"{support.Columns} elements" : $"{support.Rows} × {support.Columns} cells";

    private static ArgumentException Fault(Recording recording, int slot, string what) =>
        new($"kernel {recording.Kernel}, `{recording.Arguments.All[slot].Name}`: {what}");
}
