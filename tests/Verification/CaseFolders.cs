using System.Collections.Concurrent;
using TerritoryTwin.Files.Verification;

namespace TerritoryTwin.Tests.Verification;

/// <summary>The folders of <c>tests/Cases</c> and what the engine finds in them, computed once.</summary>
internal static class CaseFolders
{
    private static readonly ConcurrentDictionary<string, Lazy<(CaseFile File, IReadOnlyList<CaseResult> Results)>> Found = new(StringComparer.Ordinal);

    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateDirectories(Path.Combine(SharedData.Repository, "tests", "Cases")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    /// <summary>A case and its results; skips the test when the machine lacks its data.</summary>
    public static (CaseFile File, IReadOnlyList<CaseResult> Results) Of(string name)
    {
        try
        {
            return Found.GetOrAdd(name, n => new(() =>
            {
                CaseFile file = new(Path.Combine(SharedData.Repository, "tests", "Cases", n));
                return (file, CaseRunner.Run(file));
            })).Value;
        }
        catch (SharedDataException e)
        {
            SharedData.Lacks("data", e.Message);
            throw;
        }
    }
}
