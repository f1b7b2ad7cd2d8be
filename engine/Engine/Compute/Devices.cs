using System.Diagnostics;
using TerritoryTwin.Core;

namespace TerritoryTwin.Compute;

/// <summary>A device of this machine.</summary>
/// <param name="Name">As <see cref="Devices.Named"/> takes it.</param>
/// <param name="Description">Shown to people.</param>
/// <param name="Refusal">Why it cannot be used; null when it can.</param>
public sealed record DeviceDescription(string Name, string Description, string? Refusal);

/// <summary>The devices of this machine.</summary>
public static class Devices
{
    private static readonly Grid Measured = Grid.Square(2048, 1);

    /// <summary>All of them: host, CUDA cards and OpenCL devices in their drivers' order, reference. What cannot be used says why.</summary>
    public static IReadOnlyList<DeviceDescription> List()
    {
        using HostDevice host = new();
        List<DeviceDescription> all = [new("host", host.Name, null)];
        all.AddRange(Cards.All.Select(c => new DeviceDescription(c.Name, c.Title, c.Refusal)));
        all.Add(new("reference", "float64, a cell at a time, to compare with", null));
        return all;
    }

    /// <summary>Opens a device.</summary>
    /// <param name="name"><c>auto</c> (the host), <c>host</c>, <c>cuda</c> or <c>opencl</c> (the first that can be used), <c>cuda:0</c>, <c>opencl:1</c>, <c>reference</c>.</param>
    /// <exception cref="InputException">No device has that name.</exception>
    /// <exception cref="KernelException">The device cannot be used; the message says why.</exception>
    public static Device Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name switch
        {
            "auto" or "host" => new HostDevice(),
            "reference" => new ReferenceDevice(),
            _ => new IlgpuDevice(Chosen(name)),
        };
    }

    private static Card Chosen(string name)
    {
        Card[] named = [.. Cards.All.Where(c => c.Name == name || c.Name.StartsWith(name + ':', StringComparison.Ordinal))];
        if (named.FirstOrDefault(c => c.Refusal == null) is { } chosen) return chosen;
        if (named.Length > 0) throw new KernelException($"device `{name}` cannot be used: {string.Join("; ", named.Select(c => $"{c.Title}: {c.Refusal}"))}.");
        throw new InputException($"device `{name}` is not known here; known are auto, {string.Join(", ", List().Select(d => d.Name))}");
    }

    /// <summary>What a device copies from one field to another: bytes read and written per second, the best of some runs on 16 MiB fields [B/s].</summary>
    public static double CopyBandwidth(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        using Field from = new(Measured, device, new("from", "1", "bandwidth")), to = new(Measured, device, new("to", "1", "bandwidth"));
        double best = double.PositiveInfinity;
        for (int run = 0; run < 8; run++)
        {
            long start = Stopwatch.GetTimestamp();
            device.Run(Measured, new CopyField(from.Now, to.Now));
            device.Finish();
            if (run > 0) best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return 2.0 * sizeof(float) * Measured.Count / best;
    }
}

/// <summary>Copies a field.</summary>
/// <param name="from">Any unit.</param>
/// <param name="to">The same.</param>
internal readonly struct CopyField(View from, View to) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> => cell[to] = cell[from];
}
