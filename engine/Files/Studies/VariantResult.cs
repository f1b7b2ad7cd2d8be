using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Studies;

/// <summary>What a run of a study came to.</summary>
/// <param name="Index">Of the variant.</param>
/// <param name="Fault">Why it has no figures; empty when it ran.</param>
/// <param name="Indicators">Of all simulated years; empty when it failed.</param>
/// <param name="Values">Of each column that the study keeps, in the order of its tables: one an element; empty when it failed.</param>
/// <param name="Seconds">Elapsed, its share of what ran beside it [s].</param>
/// <param name="Energy">Of the computer, estimated [Wh].</param>
/// <param name="Memory">Resident memory of its process at its end [MB].</param>
public sealed record VariantResult(int Index, string Fault, IReadOnlyList<Indicator> Indicators, IReadOnlyList<float[]> Values, double Seconds, double Energy, double Memory)
{
    /// <summary>One that failed.</summary>
    public static VariantResult Failed(int index, string fault) => new(index, fault, [], [], 0, 0, 0);
}
