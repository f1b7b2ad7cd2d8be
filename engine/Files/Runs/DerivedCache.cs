using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Files.Runs;

/// <summary>Something that is kept.</summary>
/// <param name="Name">What it is, and the hash of what it was computed from.</param>
/// <param name="Bytes">Size of its file.</param>
/// <param name="Used">When it was written or read last.</param>
public sealed record CacheEntry(string Name, long Bytes, DateTime Used);

/// <summary>
/// What is dear to compute from a territory, kept on disk by the hash of what it was computed from and of the engine's code. Losing it costs time and nothing
/// else: what is missing, damaged or cannot be written is computed again. Any number of processes use one folder at once.
/// </summary>
/// <param name="folder">Made when something is kept.</param>
/// <param name="limit">Of all files [bytes]; what was not used for longest goes first.</param>
public sealed partial class DerivedCache(string folder, long limit = DerivedCache.Limit)
{
    /// <summary>Names the folder of <see cref="OfUser"/>.</summary>
    public const string Variable = "TWIN_CACHE";
    /// <summary>What is kept at most [bytes].</summary>
    public const long Limit = 2L << 30;

    private const string Ending = ".msgpack";

    // Deterministic builds: the same code has the same identifier, other code another.
    private static readonly string Code = $"{typeof(HorizonTables).Module.ModuleVersionId} {typeof(DerivedCache).Module.ModuleVersionId}";

    /// <summary>Where it is.</summary>
    public string Folder => folder;

    /// <summary>The folder that <see cref="Variable"/> names, else one in the user's folder for caches.</summary>
    public static DerivedCache OfUser() => new(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Path.Combine(UserFolder(), "territorytwin"));

    /// <summary>The horizons of a territory, from its file or scanned and kept.</summary>
    /// <param name="shape"><see cref="TerritoryHash.OfShape"/> of what casts the shadows.</param>
    /// <param name="scan">Computes them.</param>
    public HorizonTables Horizons(string shape, Func<HorizonTables> scan)
    {
        string name = NameOf("horizons", shape);
        if (Find(name, HorizonsOf) is { } kept) return kept;
        HorizonTables tables = scan();
        List<SnapshotArray> arrays = [new("solid_view", "1", tables.SolidView), .. tables.Solid.Select((row, d) => new SnapshotArray($"solid_{d}", "1", row))];
        if (tables.HasTrees) arrays.AddRange([new("trees_view", "1", tables.TreesView), .. tables.Trees.Select((row, d) => new SnapshotArray($"trees_{d}", "1", row))]);
        Keep(name, arrays);
        return tables;
    }

    /// <summary>One array of values, from its file or computed and kept.</summary>
    /// <param name="kind">What it is: lower case with underscores.</param>
    /// <param name="shape">Everything that it depends on, as text.</param>
    /// <param name="count">How many values.</param>
    /// <param name="compute">Computes it.</param>
    public float[] Values(string kind, string shape, int count, Func<float[]> compute)
    {
        string name = NameOf(kind, shape);
        if (Find(name, state => state.Array<float>("values")) is { } kept && kept.Length == count) return kept;
        float[] values = compute();
        Keep(name, [new("values", "1", values)]);
        return values;
    }

    /// <summary>What is kept, last used first.</summary>
    public IReadOnlyList<CacheEntry> Entries()
    {
        if (!Directory.Exists(folder)) return [];
        List<CacheEntry> entries = [];
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles().Where(f => OwnName().IsMatch(f.Name)))
        {
            try
            {
                entries.Add(new(file.Name, file.Length, file.LastWriteTimeUtc));
            }
            catch (FileNotFoundException)
            {
                // Another process has removed it.
            }
        }
        return [.. entries.OrderByDescending(e => e.Used).ThenBy(e => e.Name, StringComparer.Ordinal)];
    }

    /// <summary>Removes everything that is ours; what could not be removed is still listed.</summary>
    public void Empty() => Remove(Entries());

    // Other files may lie in the folder: only names that are made here are listed, counted and removed.
    [GeneratedRegex(@"^([a-z_]+-[0-9a-f]{64}|\.[0-9]+-[0-9a-f]{32})\.msgpack(\.part)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex OwnName();

    private static HorizonTables HorizonsOf(Snapshot state)
    {
        float[][] Rows(string name) => [.. Enumerable.Range(0, HorizonTables.Directions).Select(d => state.Array<float>($"{name}_{d}"))];
        float[][] solid = Rows("solid");
        float[] view = state.Array<float>("solid_view");
        return state.Arrays.Any(a => a.Name == "trees_view") ? new(solid, view, Rows("trees"), state.Array<float>("trees_view")) : new(solid, view, solid, view);
    }

    private static string NameOf(string kind, string content) => $"{kind}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Code} {content}")))}";

    private static string UserFolder() =>
        OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
        : OperatingSystem.IsMacOS() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "Library", "Caches")
        : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg ? xdg
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");

    private string PathOf(string name) => Path.Combine(folder, name + Ending);

    private T? Find<T>(string name, Func<Snapshot, T> read) where T : class
    {
        try
        {
            if (!File.Exists(PathOf(name))) return null;
            T found = read(Snapshot.Read(PathOf(name)));
            Try(() => File.SetLastWriteTimeUtc(PathOf(name), DateTime.UtcNow));
            return found;
        }
        catch (Exception e) when (e is InputException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Keep(string name, IReadOnlyList<SnapshotArray> arrays)
    {
        string aside = PathOf($".{Environment.ProcessId}-{Guid.NewGuid():n}");             // of this process alone: another may write the same
        try
        {
            Directory.CreateDirectory(folder);
            Snapshot.Write(aside, new(new Dictionary<string, object>(), arrays));
            File.Move(aside, PathOf(name), overwrite: true);
            long before = 0;
            Remove([.. Entries().Where(e => (before += e.Bytes) > limit)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Try(() => File.Delete(aside));
        }
    }

    private void Remove(IReadOnlyList<CacheEntry> entries)
    {
        foreach (CacheEntry entry in entries) Try(() => File.Delete(Path.Combine(folder, entry.Name)));
    }

    /// <summary>Does what may fail without harm: a shared folder that cannot be written, a file that another process reads.</summary>
    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is tried again the next time.
        }
    }
}
