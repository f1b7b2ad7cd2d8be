using TerritoryTwin.Buildings;
using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>What is known of a building when measures choose among buildings.</summary>
public sealed record BuildingFacts
{
    /// <summary>Index in the territory.</summary>
    public required int Index { get; init; }
    /// <summary>The building itself.</summary>
    public required Building Building { get; init; }
    /// <summary>Without courtyards [m²].</summary>
    public required double FootprintArea { get; init; }
    /// <summary>Inclined area of its roof [m²].</summary>
    public required double RoofArea { get; init; }
    /// <summary>What panels may cover, on planes that get enough sun [m²].</summary>
    public required double UsableRoofArea { get; init; }
    /// <summary>Number of planes of its roof.</summary>
    public int RoofPlanes { get; init; }
    /// <summary>Which planes of its roof panels may stand on, sunniest first; 0 is the roof's first.</summary>
    public IReadOnlyList<int> Planes { get; init; } = [];
    /// <summary>Usable area of each of <see cref="Planes"/> [m²].</summary>
    public IReadOnlyList<double> PlaneAreas { get; init; } = [];
    /// <summary>Mean disposable income of its households [€/year]; NaN when unknown.</summary>
    public double Income { get; init; } = double.NaN;
    /// <summary>Share of its households that own their dwelling, 0 to 1; NaN when unknown.</summary>
    public double Owners { get; init; } = double.NaN;
    /// <summary>Share that rents from a private owner; NaN when unknown.</summary>
    public double PrivateTenants { get; init; } = double.NaN;
    /// <summary>Share that rents social housing; NaN when unknown.</summary>
    public double SocialTenants { get; init; } = double.NaN;
    /// <summary>As its typology has it; null when it is not heated.</summary>
    public Envelope? EnvelopeAsBuilt { get; init; }
    /// <summary>Before any measure, with what owners did since it was built where a run assumes it (<see cref="Survey.Assuming"/>); null when it is not heated.</summary>
    public Envelope? Envelope { get => field ?? EnvelopeAsBuilt; init; }
    /// <summary>Who lives there; which homes without people are second homes is drawn by the seed of a run (<see cref="Survey.Assuming"/>).</summary>
    public Occupants Occupants { get; init; }
    /// <summary>What is assumed of its people.</summary>
    public BuildingsParameters Assumed { get; init; } = BuildingsParameters.Default;
    /// <summary>What it loses and buys for heat; null when it is not heated.</summary>
    public HeatEstimate? Heat => Envelope is { } envelope ? new HeatEstimate(Building, envelope, Occupants, Assumed, Azimuth, LabelClimate) : null;
    /// <summary>Where its first side faces [°].</summary>
    internal double Azimuth { get; init; }
    /// <summary>Of the French label there; null far from France.</summary>
    internal LabelClimate? LabelClimate { get; init; }
    /// <summary>Street on which it stands; empty when unknown.</summary>
    public string Street => Streets?.Value[Index] ?? "";
    /// <summary>Those of all buildings, found when first asked for.</summary>
    internal Lazy<string[]>? Streets { get; init; }
    /// <summary>Who owns it: as the territory tells; else of homes whose households are known, social where most rent social housing and private where not, and public of schools; null: unknown.</summary>
    public Ownership? Owner => Building.Owner?.Value ?? (SocialTenants > 0.5 ? Ownership.Social : SocialTenants <= 0.5 && Building.Use.Value == BuildingUse.Dwelling ? Ownership.Private : Building.Use.Value == BuildingUse.School ? Ownership.Public : null);
    /// <summary>Mean income of its households by consumption unit [€/year]; NaN when unknown.</summary>
    public double LivingStandard { get; init; } = double.NaN;
    /// <summary>Whether it has air conditioning; what a run assumes: <see cref="Survey.Assuming"/>.</summary>
    public bool Cooled { get; init; }
    /// <summary>Whether people live or work in rooms that are heated: no home where nobody lives all year.</summary>
    internal bool IsLivedIn => Envelope is not null && Usage.IsLivedIn(Building, Occupants);

    /// <summary>Facts of every building of a territory, in its order.</summary>
    public static IReadOnlyList<BuildingFacts> Of(Territory territory, BuildingShapes shapes)
    {
        HouseholdSums[] households = new HouseholdSums[territory.Buildings.Count];
        foreach (Household household in territory.Households) households[household.Building].Add(household);
        BuildingFacts[] facts = new BuildingFacts[territory.Buildings.Count];
        Lazy<string[]> streets = new(() => Core.Streets.Of(territory));
        Occupants[] occupants = Occupants.Of(territory, BuildingsParameters.Default.Seed);
        LabelClimate? climate = LabelClimate.At(territory.Latitude, territory.Longitude);
        for (int n = 0; n < facts.Length; n++) facts[n] = Of(territory.Buildings[n], n, shapes, households[n]) with { Streets = streets, Occupants = occupants[n], Azimuth = shapes.MainAzimuth[n], LabelClimate = climate };
        return facts;
    }

    private static BuildingFacts Of(Building building, int index, BuildingShapes shapes, HouseholdSums households)
    {
        int first = shapes.FirstSegment[index], end = shapes.FirstSegment[index + 1];
        int[] planes = RoofPanels.Ranked(shapes.RoofSegments, first, end);
        double[] areas = [.. planes.Select(s => shapes.RoofSegments[s].UsableArea)];
        return new()
        {
            Index = index, Building = building, FootprintArea = shapes.FootprintArea[index], RoofArea = shapes.RoofArea[index],
            UsableRoofArea = areas.Sum(), RoofPlanes = end - first, Planes = [.. planes.Select(s => s - first)], PlaneAreas = areas, Income = households.Mean(households.Income),
            Owners = households.Mean(households.Owners), PrivateTenants = households.Mean(households.PrivateTenants),
            SocialTenants = households.Mean(households.SocialTenants), LivingStandard = households.Mean(households.LivingStandard), EnvelopeAsBuilt = Archetypes.EnvelopeOf(building, shapes, index),
        };
    }

    private struct HouseholdSums
    {
        private int _count;
        public double Income, LivingStandard;
        public int Owners, PrivateTenants, SocialTenants;

        public void Add(Household household)
        {
            _count++;
            Income += household.Income;
            LivingStandard += household.LivingStandard;
            if (household.Tenure == Tenure.Owner) Owners++;
            else if (household.Tenure == Tenure.PrivateTenant) PrivateTenants++;
            else SocialTenants++;
        }

        public readonly double Mean(double sum) => _count == 0 ? double.NaN : sum / _count;
    }
}
