using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace TerritoryTwin.Files.Territories;

/// <summary>
/// A temporary folder that is gone in the end, also when a signal ends the program. A program that is killed leaves it, and the next one removes it: beside each folder lies a lock that its program holds as long as it runs, with the number of its process.
/// </summary>
internal sealed class UnpackedFolder : IDisposable
{
    private const string Prefix = "twin-source-", LockEnding = ".lock";
    private readonly FileStream _lock;
    private readonly PosixSignalRegistration[] _signals;

    /// <summary>Makes one, and removes those of programs that run no more.</summary>
    public UnpackedFolder()
    {
        foreach (string left in Directory.EnumerateFiles(System.IO.Path.GetTempPath(), Prefix + "*" + LockEnding)) RemoveIfLeft(left);
        Path = Directory.CreateTempSubdirectory(Prefix).FullName;
        _lock = new FileStream(Path + LockEnding, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        _lock.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        _lock.Flush();
        _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }.Select(s => PosixSignalRegistration.Create(s, _ => Remove(Path + LockEnding)))];
    }

    public string Path { get; }

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals) signal.Dispose();
        _lock.Dispose();
        Remove(Path + LockEnding);
    }

    // A lock without a number is just being made.
    private static void RemoveIfLeft(string path)
    {
        try
        {
            using FileStream held = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            using StreamReader text = new(held);
            if (int.TryParse(text.ReadToEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out int process) && !Runs(process)) Remove(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }          // held, or of somebody else
    }

    private static bool Runs(int process)
    {
        try
        {
            using Process running = Process.GetProcessById(process);
            return !running.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // A folder with its lock. While files are still written into it, the next program removes the rest.
    private static void Remove(string held)
    {
        string folder = held[..^LockEnding.Length];
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            File.Delete(held);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }
}
