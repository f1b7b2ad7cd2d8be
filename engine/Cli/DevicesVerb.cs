using System.CommandLine;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Cli;

/// <summary>`twin devices`: where this machine can compute, how fast it copies, and why something cannot be used.</summary>
internal static class DevicesVerb
{
    public static Command Create()
    {
        Command verb = new("devices", "Lists where this machine can compute, with the measured copy bandwidth; auto takes the first.");
        verb.SetAction(_ => List());
        return verb;
    }

    private static int List()
    {
        string chosen = "auto → ";
        foreach (DeviceDescription device in Devices.List())
        {
            string speed = device.Refusal is { } why ? $"refused: {why}" : SpeedOf(device.Name);
            Console.Out.WriteLine($"{chosen,-7}{device.Name,-12}{speed}  {device.Description}");
            chosen = "";
        }
        return ExitCode.Done;
    }

    // One that is offered and does not work leaves the others be.
    private static string SpeedOf(string name)
    {
        try
        {
            using Device device = Devices.Named(name);
            return $"{Devices.CopyBandwidth(device) / 1e9,7:0.0} GB/s";
        }
        catch (TerritoryException e)
        {
            return $"refused: {e.Message}";
        }
    }
}
