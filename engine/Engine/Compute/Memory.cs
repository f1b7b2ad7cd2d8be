using TerritoryTwin.Core;

namespace TerritoryTwin.Compute;

/// <summary>One block of a device's memory that holds the values of a field, or indices; views name it by number.</summary>
internal sealed class Memory(Device device, string name, Support support, int members, Boundary boundary)
{
    public Device Device => device;
    public string Name => name;
    public Support Support => support;
    public int Members => members;
    public Boundary Boundary => boundary;

    /// <summary>Address, or driver's handle, of the values.</summary>
    public nint Data { get; set; }
    /// <summary>The same for the derivatives, where the device keeps them.</summary>
    public nint Derivatives { get; set; }
    /// <summary>Width of the halo that agrees with the values; a write makes it zero.</summary>
    public int HaloFilled { get; set; }
    /// <summary>Of indices.</summary>
    public int Lowest { get; set; }
    /// <summary>Of indices.</summary>
    public int Highest { get; set; }
    /// <summary>That it is a stretch of; null where it stands alone.</summary>
    public Memory? Whole { get; init; }
    /// <summary>First of its elements in the whole.</summary>
    public int Start { get; init; }
    /// <summary>Stretches of it, which end with it.</summary>
    public List<Memory> Parts { get; } = [];
    /// <summary>What views hold.</summary>
    public nint Handle { get; set; }
}

/// <summary>All memories in use, by handle. A handle is never used twice, so a view of a disposed field is found out.</summary>
internal static class Memories
{
    private static readonly Lock Gate = new();
    private static readonly Stack<int> Free = new();
    private static Memory?[] _slots = new Memory?[64];
    private static int _used = 1;
    private static long _generation;

    public static Memory Add(Memory memory)
    {
        lock (Gate)
        {
            if (!Free.TryPop(out int slot)) slot = _used++;
            if (slot >= _slots.Length) Array.Resize(ref _slots, 2 * slot);
            memory.Handle = (nint)(++_generation << 24 | (uint)slot);
            _slots[slot] = memory;
            return memory;
        }
    }

    public static void Remove(Memory memory)
    {
        lock (Gate)
        {
            int slot = (int)(memory.Handle & 0xFFFFFF);
            if (_slots[slot] != memory) return;
            _slots[slot] = null;
            Free.Push(slot);
        }
    }

    /// <summary>Null when the handle names nothing, or something that was disposed.</summary>
    public static Memory? Find(nint handle)
    {
        Memory?[] slots = Volatile.Read(ref _slots);
        int slot = (int)(handle & 0xFFFFFF);
        Memory? memory = slot < slots.Length ? slots[slot] : null;
        return memory?.Handle == handle ? memory : null;
    }
}
