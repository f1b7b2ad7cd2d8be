using System.CommandLine;
using TerritoryTwin.Files.Runs;

namespace TerritoryTwin.Cli;

/// <summary>`twin cache`: what was kept of earlier runs, to be faster in the next; `--empty` removes it.</summary>
internal static class CacheVerb
{
    public static Command Create()
    {
        Option<bool> empty = new("--empty") { Description = "removes everything; the next run of each territory computes its horizons again" };
        Command verb = new("cache", $"Lists what is kept of territories between runs (horizons, sky views): up to {DerivedCache.Limit >> 30} GiB in the user's folder for caches, or in the folder that {DerivedCache.Variable} names.") { empty };
        verb.SetAction(parsed => Show(DerivedCache.OfUser(), parsed.GetValue(empty)));
        return verb;
    }

    private static int Show(DerivedCache cache, bool empty)
    {
        IReadOnlyList<CacheEntry> entries = cache.Entries();
        foreach (CacheEntry entry in entries) Console.Out.WriteLine($"{entry.Bytes / 1048576.0,9:f1} MiB  last used {entry.Used.ToLocalTime():yyyy-MM-dd HH:mm}  {entry.Name}");
        Console.Out.WriteLine($"{entries.Sum(e => e.Bytes) / 1048576.0,9:f1} MiB  in {cache.Folder}");
        if (!empty) return ExitCode.Done;
        cache.Empty();
        int left = cache.Entries().Count;
        Console.Out.WriteLine(left == 0 ? "removed" : $"{left} files could not be removed; another program may be reading them");
        return left == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
