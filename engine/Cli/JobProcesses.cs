using System.Diagnostics;
using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Studies;
using Process = System.Diagnostics.Process;

namespace TerritoryTwin.Cli;

/// <summary>Runs a study in several processes of this program, each with its share of the processors. They take batches as they come; one that dies takes none with it.</summary>
internal static class JobProcesses
{
    private const int Look = 500;      // ms

    /// <summary>Runs all batches that are not finished.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; the processes were told to stop.</exception>
    public static bool Run(StudyFolder folder, string device, int jobs, Action<string, double> progress, CancellationToken stop)
    {
        Process[] processes = [.. Enumerable.Range(0, jobs).Select(_ => Start(folder, device, jobs))];
        long began = Stopwatch.GetTimestamp();
        int before = folder.Finished.Count;
        try
        {
            while (processes.Any(p => !p.HasExited) && !stop.IsCancellationRequested)
            {
                int finished = folder.Finished.Count;
                double left = finished > before ? Stopwatch.GetElapsedTime(began).TotalMinutes / (finished - before) * (folder.Plan.Batches - finished) : double.NaN;
                progress($"{folder.Plan.Name}: {finished} of {folder.Plan.Batches} batches{(double.IsFinite(left) ? string.Create(CultureInfo.InvariantCulture, $", about {Math.Ceiling(left):0} min left") : "")}", finished / (double)folder.Plan.Batches);
                Thread.Sleep(Look);
            }
            stop.ThrowIfCancellationRequested();
        }
        finally
        {
            foreach (Process process in processes.Where(p => !p.HasExited)) process.Kill(entireProcessTree: true);      // what they have in work is given up, what is finished is kept
            foreach (Process process in processes) process.WaitForExit();
        }
        string[] failed = [.. processes.Where(p => p.ExitCode != 0).Select(p => $"process {p.Id} ended with {p.ExitCode}")];
        if (failed.Length > 0 && folder.Finished.Count < folder.Plan.Batches)
            throw new TerritoryException($"{string.Join(", ", failed)}; what is finished is kept. Run the study again; where memory was short, with fewer `--jobs`.");
        return true;
    }

    private static Process Start(StudyFolder folder, string device, int jobs)
    {
        string program = Environment.ProcessPath ?? throw new TerritoryException("this program does not know where it lies, and cannot start itself; use one job");
        ProcessStartInfo start = new(program) { UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet") start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "twin.dll"));
        foreach (string word in new[] { "study", "run", folder.FullPath, "--index", "0", "--count", $"{folder.Plan.Batches}", "--device", device, "--progress", "none" }) start.ArgumentList.Add(word);
        start.Environment["DOTNET_PROCESSOR_COUNT"] = $"{Math.Max(1, Environment.ProcessorCount / jobs)}";
        return Process.Start(start) ?? throw new TerritoryException($"{program} cannot be started again; use one job");
    }
}
