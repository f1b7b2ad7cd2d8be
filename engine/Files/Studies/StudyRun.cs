using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Studies;

/// <summary>How far a study is, and what its runs have cost.</summary>
/// <param name="Runs">How many it has.</param> <param name="Finished">Of these, with a result or a fault.</param> <param name="Failed">Of these, with a fault.</param>
/// <param name="SecondsLeft">Of the runs that are not, at what those of their scenario took; NaN where none of it succeeded [s].</param> <param name="EnergyLeft">The same [Wh].</param> <param name="Bytes">Of their files.</param>
/// <param name="Memory">Greatest resident memory of a process [MB].</param> <param name="Damaged">What is wrong with files that cannot be read.</param>
public sealed record StudyTally(int Runs, int Finished, int Failed, double SecondsLeft, double EnergyLeft, long Bytes, double Memory, IReadOnlyList<string> Damaged)
{
    /// <summary>Runs that are not finished.</summary>
    public int Left => Runs - Finished;
}

/// <summary>Runs the batches of a study that are not finished.</summary>
public static class StudyRun
{
    /// <summary>Runs some batches in their order; those that another process has, or that are finished, are passed over.</summary>
    /// <param name="folder">Of the study.</param> <param name="runner">Runs its variants.</param> <param name="first">The first batch.</param> <param name="count">How many.</param>
    /// <param name="progress">Told what is done and the share of these batches.</param> <param name="stop">When it is cancelled, the batch in work is given up.</param>
    /// <returns>What was wrong with files of earlier runs, which were computed anew.</returns>
    /// <exception cref="OperationCanceledException">It was stopped; what is finished is kept.</exception>
    /// <exception cref="TerritoryException">Results cannot be written.</exception>
    public static IReadOnlyList<string> Run(StudyFolder folder, VariantRunner runner, int first, int count, Action<string, double> progress, CancellationToken stop)
    {
        if (folder.Plan.Device != StudyPlan.NameOf(runner.Device)) throw new InputException($"{folder.FullPath} was planned for {folder.Plan.Device}, and this is {StudyPlan.NameOf(runner.Device)}, which may round otherwise; give `--device`, or plan it anew into another folder");
        List<string> mended = [];
        for (int k = 0; k < count; k++)
        {
            int done = k;
            using IDisposable? taken = folder.Take(first + k, mended.Add);
            if (taken == null) continue;
            StudyVariant[] variants = [.. folder.Plan.VariantsOf(first + k).Select(v => folder.Study[v])];
            string label = $"{folder.Plan.Name}: runs {variants[0].Index + 1} to {variants[^1].Index + 1} of {folder.Plan.Variants}";
            folder.Keep(first + k, runner.Run(variants, share => progress(label, (done + share) / count), stop));
        }
        return mended;
    }

    /// <summary>How far it is.</summary>
    public static StudyTally Tally(StudyFolder folder)
    {
        int finished = 0, failed = 0;
        double memory = 0;
        int each = folder.Plan.Variants / folder.Study.Scenarios.Count;
        (int Finished, int Ran, double Seconds, double Energy)[] by = new (int, int, double, double)[folder.Study.Scenarios.Count];
        long bytes = 0;
        List<string> damaged = [];
        foreach (int batch in folder.Finished)
        {
            try
            {
                IReadOnlyList<VariantResult> results = folder.Read(batch);
                finished += results.Count;
                failed += results.Count(r => r.Fault.Length > 0);
                foreach (VariantResult result in results)
                {
                    ref (int Finished, int Ran, double Seconds, double Energy) of = ref by[result.Index / each];
                    of = (of.Finished + 1, of.Ran + (result.Fault.Length == 0 ? 1 : 0), of.Seconds + result.Seconds, of.Energy + result.Energy);
                }
                memory = Math.Max(memory, results.Max(r => r.Memory));
                bytes += folder.SizeOf(batch);
            }
            catch (InputException e)
            {
                damaged.AddRange(e.Faults);
            }
        }
        return new(folder.Plan.Variants, finished, failed, by.Sum(s => each > s.Finished ? (each - s.Finished) * (s.Seconds / s.Ran) : 0), by.Sum(s => each > s.Finished ? (each - s.Finished) * (s.Energy / s.Ran) : 0), bytes, memory, damaged);
    }
}
