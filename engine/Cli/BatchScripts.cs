using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Studies;
using Process = System.Diagnostics.Process;

namespace TerritoryTwin.Cli;

/// <summary>The files by which batch engines run a study: each task is `twin study run FOLDER --index N --count K`. docs/studies.md has the contract.</summary>
internal static partial class BatchScripts
{
    private const int UsualArray = 1001, Retries = 3;

    /// <summary>Those that are known.</summary>
    public static string[] Engines { get; } = ["slurm", "parallel", "kubernetes"];

    /// <summary>Writes the file of an engine into the folder of a study, and submits it where the engine takes it from the command line.</summary>
    /// <returns>What was done, and what is left to do.</returns>
    public static string Submit(StudyFolder folder, string engine, (int Parts, int Count) tasks) => engine switch
    {
        "slurm" => Slurm(Plain(folder), tasks),
        "parallel" => Told(Write(folder, "parallel.sh", Parallel(Plain(folder), tasks)), path => $"sh {Quoted(path)}    # HOSTS=file of hosts for several computers"),
        _ => Told(Write(folder, "kubernetes.yaml", Kubernetes(Plain(folder), tasks)), path => $"kubectl apply -f {Quoted(path)}    # after naming your image and volume in it"),
    };

    // Exit codes worth another try: a signal (memory, node), or 75.
    private static string Slurm(StudyFolder folder, (int Parts, int Count) tasks)
    {
        int limit = MaxArraySize();
        List<string> arrays = [];
        string script = Write(folder, "slurm.sh", $"""
            #!/bin/sh
            #SBATCH --job-name=twin-study
            #SBATCH --requeue
            #SBATCH --open-mode=append
            #SBATCH --signal=TERM@60
            export DOTNET_PROCESSOR_COUNT=$SLURM_CPUS_PER_TASK
            [ -n "$DOTNET_PROCESSOR_COUNT" ] || unset DOTNET_PROCESSOR_COUNT
            srun --export=ALL {Twin()} study run {Quoted(folder.FullPath)} --index $((SLURM_ARRAY_TASK_ID + $1)) --count {tasks.Count} --progress plain
            code=$?
            if [ $code -eq 75 ] || [ $code -ge 128 ]; then
                if [ "$SLURM_RESTART_COUNT" = "" ] || [ "$SLURM_RESTART_COUNT" -lt {Retries} ]; then scontrol requeue "$SLURM_JOB_ID"; fi
            fi
            exit $code

            """);
        string gather = Write(folder, "slurm-gather.sh", $"""
            #!/bin/sh
            #SBATCH --job-name=twin-gather
            #SBATCH --open-mode=append
            {Twin()} study gather {Quoted(folder.FullPath)} --progress plain

            """);
        for (int first = 0; first < tasks.Parts; first += limit)
            arrays.Add(Sbatch(["--parsable", $"--array=0-{Math.Min(limit, tasks.Parts - first) - 1}", $"--output={Path.Combine(folder.FullPath, "slurm-%a.log")}", script, $"{first}"]));
        string last = Sbatch(["--parsable", $"--dependency=afterany:{string.Join(':', arrays)}", $"--output={Path.Combine(folder.FullPath, "slurm-gather.log")}", gather]);
        return $"{tasks.Parts} tasks of {tasks.Count} {(tasks.Count == 1 ? "batch" : "batches")} as {(arrays.Count == 1 ? "job" : "jobs")} {string.Join(", ", arrays)}, gathered by job {last}; `twin study status {folder.FullPath}` says how far it is";
    }

    private static string Parallel(StudyFolder folder, (int Parts, int Count) tasks) => $"""
        #!/bin/sh
        # GNU parallel on this computer, or on those that the file $HOSTS names (they share this folder, and have twin at the same place).
        seq 0 {tasks.Parts - 1} | parallel -q --joblog {Quoted(Path.Combine(folder.FullPath, "parallel.log"))} --resume-failed --retries {Retries} --memfree 1G $(test -n "$HOSTS" && echo --sshloginfile "$HOSTS") \
            {Twin()} study run {Quoted(folder.FullPath)} --index {"{}"} --count {tasks.Count} --progress none
        {Twin()} study gather {Quoted(folder.FullPath)}

        """;

    private static string Kubernetes(StudyFolder folder, (int Parts, int Count) tasks) => $"""
        # An indexed job: name your image (with twin in it) and the volume on which the folder of the study lies. Gather at its end by
        # `twin study gather {folder.FullPath}`.
        apiVersion: batch/v1
        kind: Job
        metadata: {"{"} name: twin-study {"}"}
        spec:
          completions: {tasks.Parts}
          parallelism: 4
          completionMode: Indexed
          backoffLimitPerIndex: {Retries}
          podFailurePolicy:
            rules:
              - action: Ignore
                onPodConditions: [{"{"} type: DisruptionTarget, status: "True" {"}"}]
              - action: FailIndex
                onExitCodes: {"{"} operator: In, values: [1, 2] {"}"}
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: twin
                  image: YOUR-IMAGE
                  command: [sh, -c, "twin study run '{folder.FullPath}' --index $JOB_COMPLETION_INDEX --count {tasks.Count} --progress plain"]
                  resources: {"{"} requests: {"{"} cpu: 2, memory: 2Gi {"}"} {"}"}
                  volumeMounts: [{"{"} name: study, mountPath: '{folder.FullPath}' {"}"}]
              volumes:
                - name: study
                  persistentVolumeClaim: {"{"} claimName: YOUR-VOLUME {"}"}

        """;

    // A quote in a path would end the texts that engines read.
    private static StudyFolder Plain(StudyFolder folder) => folder.FullPath.Contains('\'', StringComparison.Ordinal)
        ? throw new InputException($"{folder.FullPath} holds a quote, which the files of batch engines cannot; plan the study into another folder") : folder;

    private static string Told(string path, Func<string, string> command) => $"{path} is written; start it by\n  {command(path)}";

    private static string Write(StudyFolder folder, string name, string text)
    {
        string path = Path.Combine(folder.FullPath, name);
        AtomicFile.WriteText(path, text.ReplaceLineEndings("\n"));
        return path;
    }

    private static string Twin()
    {
        string program = Environment.ProcessPath ?? "twin";
        return Path.GetFileNameWithoutExtension(program) == "dotnet" ? $"{Quoted(program)} {Quoted(Path.Combine(AppContext.BaseDirectory, "twin.dll"))}" : Quoted(program);
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static int MaxArraySize() =>
        ArraySize().Match(Output("scontrol", ["show", "config"])) is { Success: true } found && int.Parse(found.Groups["size"].ValueSpan, CultureInfo.InvariantCulture) is > 0 and var size ? size : UsualArray;

    private static string Sbatch(string[] words) => Output("sbatch", words).Trim().Split(';')[0];

    private static string Output(string program, string[] words)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, UseShellExecute = false })!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : throw new TerritoryException($"`{program} {string.Join(' ', words)}` ended with {process.ExitCode}; see what it said above. The scripts are in the folder of the study, and can be submitted by hand.");
        }
        catch (Win32Exception e)
        {
            throw new TerritoryException($"`{program}` is not on this computer: `twin study submit` of Slurm is given on a node that can submit. The scripts are in the folder of the study.", e);
        }
    }

    [GeneratedRegex(@"MaxArraySize\s*=\s*(?<size>\d+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ArraySize();
}
