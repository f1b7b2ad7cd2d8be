using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>Whole years, both ends included.</summary>
/// <param name="First">First year.</param>
/// <param name="Last">Last year, not before the first.</param>
public readonly record struct Years(int First, int Last)
{
    /// <summary>Number of years.</summary>
    public int Count => Last - First + 1;

    /// <summary>Whether a year is one of them.</summary>
    public bool Contains(int year) => year >= First && year <= Last;
}

/// <summary>Which of the selected buildings come first.</summary>
public enum WorkOrder
{
    /// <summary>Drawn by lot; the lot of a building depends on the seed and on the building alone.</summary>
    Seeded,
    /// <summary>Those that lose most heat per floor area, then by lot.</summary>
    WorstFirst,
}

/// <summary>Something that is done to buildings over some years, in equal steps.</summary>
/// <param name="Name">Shown to people.</param>
/// <param name="Where">Which buildings it may touch.</param>
/// <param name="Years">When; the works of a year count from that year on.</param>
public abstract record Measure(string Name, Func<BuildingFacts, bool> Where, Years Years)
{
    /// <summary>What it may spend of the scenario's budget [€]; positive infinity when there is no limit of its own.</summary>
    public double Budget { get; init; } = double.PositiveInfinity;
}

/// <summary>Renovates envelopes.</summary>
/// <param name="Name">Shown to people.</param>
/// <param name="Where">Which buildings it may touch; those without heated area are left out.</param>
/// <param name="Years">When.</param>
/// <param name="To">What is done to each.</param>
/// <param name="Share">Of the selected buildings, by number, 0 to 1.</param>
/// <param name="Order">Which come first.</param>
public sealed record Renovate(string Name, Func<BuildingFacts, bool> Where, Years Years, RenovationPackage To, double Share, WorkOrder Order)
    : Measure(Name, Where, Years);

/// <summary>Puts panels on roofs, the sunniest planes of each building first.</summary>
/// <param name="Name">Shown to people.</param>
/// <param name="Where">Which buildings it may touch; those without a usable roof are left out.</param>
/// <param name="Years">When.</param>
/// <param name="Fill">Share of the usable area of each roof that panels cover, 0 to 1.</param>
public sealed record EquipRoofs(string Name, Func<BuildingFacts, bool> Where, Years Years, double Fill) : Measure(Name, Where, Years);
