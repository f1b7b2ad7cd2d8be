using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;

namespace TerritoryTwin.Files.Studies;

/// <summary>The runs of one batch in a file, in the MessagePack format of snapshots: figures as JSON, values of elements as arrays, all under check sums.</summary>
internal static class BatchFile
{
    private static readonly JsonSerializerOptions OneLine = new(RunRecord.Options) { WriteIndented = false };

    /// <summary>Writes it aside, then renames it.</summary>
    /// <param name="path">The file.</param> <param name="plan">Of the study.</param> <param name="columns">Names of the kept columns, in the order of the values.</param> <param name="results">Of the runs of the batch, in their order.</param>
    public static void Write(string path, StudyPlan plan, IReadOnlyList<string> columns, IReadOnlyList<VariantResult> results)
    {
        string rows = JsonSerializer.Serialize(results.Select(r => new Row(r.Index, r.Fault, r.Indicators, r.Seconds, r.Energy, r.Memory)), OneLine);
        Snapshot.Write(path, new(
            new Dictionary<string, object> { ["engine"] = plan.Engine, ["identity"] = plan.Identity, ["rows"] = rows, ["rows_sha256"] = HashOf(rows) },
            [.. results.Where(r => r.Fault.Length == 0).SelectMany(r => columns.Zip(r.Values, (name, values) => new SnapshotArray($"{r.Index}/{name}", "", values)))]));
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="InputException">It is damaged, of another study or version, or has not the runs that it should.</exception>
    public static IReadOnlyList<VariantResult> Read(string path, StudyPlan plan, IReadOnlyList<string> columns, IReadOnlyList<int> variants)
    {
        const string remedy = "delete it and run the study again: only its runs are computed anew";
        Snapshot snapshot = Snapshot.Read(path);
        if (Text("identity") != plan.Identity)
            throw new InputException($"{path}: is of another study or version (engine {Text("engine")}; this folder was planned with {plan.Engine}); {remedy}");
        if (Text("rows_sha256") != HashOf(Text("rows"))) throw new InputException($"{path}: its figures do not have the check sum they were written with; {remedy}");
        Dictionary<string, float[]> arrays = snapshot.Arrays.Where(a => a.Values is float[]).ToDictionary(a => a.Name, a => (float[])a.Values, StringComparer.Ordinal);
        Row[] rows = JsonSerializer.Deserialize<Row[]>(Text("rows"), OneLine)!;
        if (!rows.Select(r => r.Index).SequenceEqual(variants)) throw new InputException($"{path}: has the runs {string.Join(", ", rows.Select(r => r.Index + 1))}, expected {variants[0] + 1} to {variants[^1] + 1}; {remedy}");
        return [.. rows.Select(r => new VariantResult(r.Index, r.Fault, r.Indicators, r.Fault.Length > 0 ? [] : [.. columns.Select(c => ValuesOf(r, c))], r.Seconds, r.Energy, r.Memory))];

        string Text(string fact) => snapshot.Facts.TryGetValue(fact, out object? value) && value is string text ? text : throw new InputException($"{path}: is no result of a study: it lacks `{fact}`; {remedy}");

        float[] ValuesOf(Row row, string column) => arrays.GetValueOrDefault($"{row.Index}/{column}") ?? throw new InputException($"{path}: lacks `{column}` of the run {row.Index + 1}; {remedy}");
    }

    private static string HashOf(string rows) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rows)));

    private sealed record Row(int Index, string Fault, IReadOnlyList<Indicator> Indicators, double Seconds, double Energy, double Memory);
}
