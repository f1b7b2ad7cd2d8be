using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Fills years of construction and doubts those that are hard to believe.</summary>
internal static class DateRepairs
{
    private const int OldestBelievable = 1500;
    /// <summary>Dated buildings from which others of the territory may be drawn.</summary>
    private const int EnoughDated = 30;
    /// <summary>From an annex to its house [m].</summary>
    private const double ByTheHouse = 40;
    private const string Layer = "buildings";

    /// <summary>First year of each period of the census; the last year drawn.</summary>
    private static readonly int[] OfCensus = [1880, 1945, 1970, 1990, 2016];

    /// <summary>Doubts old dates, then fills the missing ones: of dwellings as the census counts periods, of the others from the neighbours.</summary>
    public static void Fill(IReadOnlyList<BuildingDraft> buildings, CensusMap census, Neighbours neighbours, ulong seed, ImportReport report)
    {
        foreach (BuildingDraft b in buildings)
        {
            if (b.Built is not { } built || built >= OldestBelievable || b.Use!.Value.Value == BuildingUse.Worship) continue;
            report.Note("old-date", Layer, $"before {OldestBelievable} and not a church: kept, with little confidence", $"{b.Id}: {built.Value}");
            b.Built = built with { Confidence = Math.Min(built.Confidence, 0.3f) };
        }
        foreach (CensusPlace place in census.Places) FromCensus(place, census, seed, report);
        BuildingDraft[] unknown = buildings.Where(b => b.Built == null).ToArray();
        Known<int>?[] near = unknown.Select(b => FromNeighbours(b, neighbours, report)).ToArray();
        int[] dated = buildings.Where(b => b.Built != null).Select(b => b.Built!.Value.Value).Order().ToArray();
        for (int n = 0; n < unknown.Length; n++) unknown[n].Built = near[n];
        foreach (BuildingDraft b in unknown.Where(b => b.Built == null && b.Use!.Value.Value != BuildingUse.Annex)) b.Built = OfPlace(b, dated, seed, report);
        foreach (BuildingDraft b in unknown.Where(b => b.Built == null))
            b.Built = neighbours.Around(b.Centre.X, b.Centre.Y, ByTheHouse, 1, o => o.IsDwelling && o.Built != null).FirstOrDefault()?.Built is { } house ? house with { Source = (Source)Math.Max((int)house.Source, (int)Source.Typical), Confidence = Math.Min(house.Confidence, 0.35f) } : OfPlace(b, dated, seed, report);
    }

    /// <summary>Drawn from the dated buildings of the territory, else from those of France: one year for all would put a whole town on one side of every bound.</summary>
    private static Known<int> OfPlace(BuildingDraft b, int[] dated, ulong seed, ImportReport report)
    {
        RandomStream random = new(seed, $"built {b.Id}");
        if (dated.Length >= EnoughDated)
        {
            report.Note("date-of-territory", Layer, "drawn from the dated buildings of the territory", b.Id);
            return Known<int>.Typical(dated[random.Below(dated.Length)], 0.15f);
        }
        (int from, int to) = Periods.Years((Era)Draw(Periods.SharesOf(house: !(b.Dwellings?.Value > 2)), random.NextDouble()));
        report.Note("date-of-france", Layer, "drawn from the periods in which the homes of France were built; no source says any", b.Id);
        return Known<int>.Guessed(from + random.Below(to - from + 1), 0.1f);
    }

    /// <summary>Draws the period of each undated dwelling among those that lack dwellings in its square.</summary>
    private static void FromCensus(CensusPlace place, CensusMap census, ulong seed, ImportReport report)
    {
        if (place.Homes.All(b => b.Built != null)) return;
        double[] counted = CensusCounts.Sum(census.Neighbourhood(place).Select(p => p.Square.Counts).ToArray()).Periods;
        if (!(counted.Sum() > 0)) return;
        double[] lacking = counted.Select((c, k) => c / counted.Sum() * place.Dwellings - place.Homes.Where(b => b.Built is { } built && PeriodOf(built) == k).Sum(b => b.Dwellings!.Value.Value)).ToArray();
        foreach (BuildingDraft b in place.Homes.Where(b => b.Built == null))
        {
            RandomStream random = new(seed, $"built {b.Id}");
            int period = Draw(lacking.Any(l => l > 0) ? lacking : counted, random.NextDouble());
            lacking[period] -= b.Dwellings!.Value;
            b.Built = Known<int>.Typical(OfCensus[period] + random.Below(OfCensus[period + 1] - OfCensus[period]), place.Square.IsBlurred ? 0.35f : 0.4f);
            report.Note("date-from-census", Layer, "drawn so that the periods counted in its square come out", $"{b.Id}: {b.Built.Value.Value}");
        }
    }

    private static int PeriodOf(int year) => Math.Clamp(Array.FindLastIndex(OfCensus, p => year >= p), 0, OfCensus.Length - 2);

    private static int Draw(double[] weights, double u)
    {
        double at = u * weights.Sum(w => Math.Max(0, w));
        int last = Array.FindLastIndex(weights, w => w > 0);
        for (int k = 0; k < last; k++)
            if ((at -= Math.Max(0, weights[k])) < 0) return k;
        return last;
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
}
