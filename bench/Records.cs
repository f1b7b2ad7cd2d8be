using System.Reflection;
using System.Runtime.InteropServices;
using TerritoryTwin.Compute;

namespace TerritoryTwin.Bench;

/// <summary>The files under <c>bench/records</c>: one a kind, the latest.</summary>
internal static class Records
{
    public static string Repository { get; } = Find();

    /// <summary>What was measured, by what, with what.</summary>
    public static string Heading(string title, Device device) => Heading(title, device.Name);

    /// <summary>What was measured, by what, with what.</summary>
    public static string Heading(string title, string device) =>
        $"# {title} on {device}\n\n"
        + $"Version {Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}, "
        + $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors.\n";

    /// <summary>Measures on the device that is named, or on the best, and keeps the record.</summary>
    /// <param name="kind">Of the record, and its word on the command line.</param> <param name="args">At most the name of a device.</param> <param name="measure">Writes the record.</param>
    public static int Run(string kind, string[] args, Func<Device, string> measure)
    {
        if (args.Length > 1)
        {
            Console.Error.WriteLine($"usage: bench {kind} [DEVICE]");
            return 2;
        }
        using Device device = Devices.Named(args is [var name] ? name : "auto");
        Write(kind, measure(device));
        return 0;
    }

    /// <summary>Prints a record and keeps it with the others.</summary>
    public static void Write(string kind, string record) => Write(Path.Combine(Repository, "bench", "records"), kind, record);

    /// <summary>Prints a record and keeps it in a folder.</summary>
    public static void Write(string folder, string kind, string record)
    {
        Console.Write(record);
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, $"{kind}.md");
        File.WriteAllText(file, record);
        Console.Error.WriteLine($"written: {file}");
    }

    private static string Find()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder != null && !File.Exists(Path.Combine(folder, "TerritoryTwin.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? Environment.CurrentDirectory;
    }
}
