using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Fills years of construction and doubts those that are hard to believe.</summary>
internal static class DateRepairs
{
    private const int OldestBelievable = 1500, Fallback = 1970;
    private const string Layer = "buildings";

    /// <summary>Doubts old dates, then fills the missing ones from the neighbours.</summary>
    public static void Fill(IReadOnlyList<BuildingDraft> buildings, Neighbours neighbours, ImportReport report)
    {
        foreach (BuildingDraft b in buildings)
        {
            if (b.Built is not { } built || built >= OldestBelievable || b.Use!.Value.Value == BuildingUse.Worship) continue;
            report.Note("old-date", Layer, $"before {OldestBelievable} and not a church: kept, with little confidence", $"{b.Id}: {built.Value}");
            b.Built = built with { Confidence = Math.Min(built.Confidence, 0.3f) };
        }
        int[] dated = buildings.Where(b => b.Built != null).Select(b => b.Built!.Value.Value).Order().ToArray();
        Known<int> usual = dated.Length > 0 ? Known<int>.Typical(dated[dated.Length / 2], 0.2f) : Known<int>.Guessed(Fallback, 0.1f);
        BuildingDraft[] unknown = buildings.Where(b => b.Built == null).ToArray();
        Known<int>[] filled = unknown.Select(b => FromNeighbours(b, neighbours, report) ?? FromTerritory(b, usual, report)).ToArray();
        for (int n = 0; n < unknown.Length; n++) unknown[n].Built = filled[n];
    }

    private static Known<int>? FromNeighbours(BuildingDraft b, Neighbours neighbours, ImportReport report)
    {
        IReadOnlyList<BuildingDraft> near = neighbours.Around(b.Centre.X, b.Centre.Y, 150, 5, o => o.Built != null);
        if (near.Count == 0) return null;
        report.Note("date-from-neighbours", Layer, "median of up to five dated buildings within 150 m", b.Id);
        int[] years = near.Select(o => o.Built!.Value.Value).Order().ToArray();
        bool annex = b.Use!.Value.Value == BuildingUse.Annex && near[0].IsDwelling;
        return Known<int>.Typical(annex ? near[0].Built!.Value.Value : years[years.Length / 2], 0.35f);
    }

    private static Known<int> FromTerritory(BuildingDraft b, Known<int> usual, ImportReport report)
    {
        report.Note("date-of-territory", Layer, $"median of the dated buildings, or {Fallback} where none is dated", b.Id);
        return usual;
    }
}
