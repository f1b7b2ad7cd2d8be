using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Finds the use of buildings that the source leaves open.</summary>
/// <param name="buildings">All of them.</param>
/// <param name="neighbours">Of the same buildings.</param>
/// <param name="activities">Zones, whose nature hints at the use of the buildings inside.</param>
/// <param name="report">Counts what was done.</param>
internal sealed class UseRepairs(IReadOnlyList<BuildingDraft> buildings, Neighbours neighbours, IReadOnlyList<Zone> activities, ImportReport report)
{
    private const double AnnexArea = 35, BesideArea = 60, BesideHeight = 4, Beside = 20, LargeArea = 600, ByTheHouse = 40, RegisterShare = 0.6;

    private static readonly (string Word, BuildingUse Use)[] Natures =
    [
        ("enseignement", BuildingUse.School), ("école", BuildingUse.School), ("collège", BuildingUse.School), ("lycée", BuildingUse.School), ("université", BuildingUse.School),
        ("school", BuildingUse.School), ("college", BuildingUse.School), ("hôpital", BuildingUse.Health), ("hospital", BuildingUse.Health), ("clinique", BuildingUse.Health),
        ("maison de retraite", BuildingUse.Health), ("santé", BuildingUse.Health), ("sport", BuildingUse.Leisure), ("culture", BuildingUse.Leisure),
        ("commercial", BuildingUse.Retail), ("retail", BuildingUse.Retail), ("industriel", BuildingUse.Industry), ("industrial", BuildingUse.Industry), ("zone d'activité", BuildingUse.Industry),
        ("mairie", BuildingUse.Office), ("administratif", BuildingUse.Office), ("culte", BuildingUse.Worship), ("agricole", BuildingUse.Agriculture), ("farmyard", BuildingUse.Agriculture),
    ];

    /// <summary>Fills every use.</summary>
    public void Fill()
    {
        BuildingDraft[] dwellings = buildings.Where(b => b.Use?.Value == BuildingUse.Dwelling).ToArray();
        bool register = dwellings.Length > 0 && dwellings.Count(b => b.Dwellings != null) >= RegisterShare * dwellings.Length;
        STRtree<Zone> zones = ZoneTree();
        BuildingDraft[] unknown = buildings.Where(b => b.Use == null).ToArray();
        Known<BuildingUse>[] found = unknown.Select(b => Infer(b, register, zones)).ToArray();
        for (int n = 0; n < unknown.Length; n++) unknown[n].Use = found[n];
    }

    private Known<BuildingUse> Infer(BuildingDraft b, bool register, STRtree<Zone> zones)
    {
        if (b.Dwellings?.Value > 0) return Say(b, Known<BuildingUse>.Derived(BuildingUse.Dwelling, 0.8f), "use-from-dwellings", "a dwelling, since dwellings are counted there");
        if (b.Light) return Say(b, Known<BuildingUse>.Typical(BuildingUse.Annex, 0.7f), "use-of-light-building", "an annex, since the building is light");
        if (b.Area < AnnexArea) return Say(b, Known<BuildingUse>.Typical(BuildingUse.Annex, 0.65f), "use-of-small-building", $"an annex, since it is smaller than {AnnexArea} m²");
        if (UseOfZone(b, zones) is { } use) return Say(b, Known<BuildingUse>.Typical(use, 0.5f), "use-from-zone", "that of the activity zone around it");
        bool nearHouse = neighbours.Around(b.Centre.X, b.Centre.Y, ByTheHouse, 1, o => o != b && o.Use?.Value == BuildingUse.Dwelling).Count > 0;
        if (register)
        {
            if (b.Area < 120 && nearHouse) return Say(b, Known<BuildingUse>.Typical(BuildingUse.Annex), "use-annex-of-house", "an annex, since it stands by a house and the register counts no dwelling in it");
            if (b.Area >= 120 && !nearHouse) return Say(b, Known<BuildingUse>.Typical(BuildingUse.Agriculture, 0.4f), "use-apart", "a farm building, since it is large, apart from houses, and the register counts no dwelling in it");
            return Say(b, Known<BuildingUse>.Guessed(b.Area < 120 ? BuildingUse.Annex : BuildingUse.Other, 0.3f), "use-unclear", "an annex below 120 m², else another use");
        }
        if (IsBesideLarger(b)) return Say(b, Known<BuildingUse>.Typical(BuildingUse.Annex, 0.45f), "use-beside-larger", $"an annex, since it is below {BesideArea} m², lower than {BesideHeight} m as far as is known, and beside a building at least half as large again");
        if (b.Area <= LargeArea) return Say(b, Known<BuildingUse>.Typical(BuildingUse.Dwelling, 0.45f), "use-of-house-size", $"a dwelling, since it has the size of a house or block ({AnnexArea} to {LargeArea} m²)");
        return Say(b, Known<BuildingUse>.Guessed(BuildingUse.Other, 0.25f), "use-unclear", "another use, since it is large");
    }

    private bool IsBesideLarger(BuildingDraft b) =>
        b.Area < BesideArea && (b.Height == null || b.Height.Value < BesideHeight) && (b.Floors == null || b.Floors.Value == 1)
        && neighbours.Around(b.Centre.X, b.Centre.Y, Beside, 1, o => o.Area >= 1.5 * b.Area).Count > 0;

    private static BuildingUse? UseOfZone(BuildingDraft b, STRtree<Zone> zones)
    {
        foreach (Zone zone in zones.Query(new Envelope(b.Centre)).OrderBy(z => z.Area.Area).ThenBy(z => z.Id, StringComparer.Ordinal))
        {
            if (!Shapes.ToShape(zone.Area).Contains(b.Shape.Factory.CreatePoint(b.Centre))) continue;
            foreach ((string word, BuildingUse use) in Natures)
                if (zone.Nature.Contains(word, StringComparison.OrdinalIgnoreCase)) return use;
        }
        return null;
    }

    private STRtree<Zone> ZoneTree()
    {
        STRtree<Zone> tree = new();
        foreach (Zone zone in activities) tree.Insert(Shapes.ToShape(zone.Area).EnvelopeInternal, zone);
        tree.Build();
        return tree;
    }

    private Known<BuildingUse> Say(BuildingDraft b, Known<BuildingUse> use, string rule, string done)
    {
        report.Note(rule, "buildings", done, b.Id);
        return use;
    }
}
