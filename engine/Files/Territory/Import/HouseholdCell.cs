using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Dwellings whose households are drawn together, and what is counted of them.</summary>
/// <param name="Homes">With dwellings.</param>
/// <param name="Persons">Who live in them.</param>
/// <param name="Households">They form, at most one a dwelling.</param>
/// <param name="Around">What is counted in the neighbourhood, for shares.</param>
/// <param name="Standard">Mean living standard of the persons [€/year].</param>
/// <param name="Confidence">In the people of each building.</param>
/// <param name="Name">Of the draws of this cell.</param>
internal sealed record HouseholdCell(
    IReadOnlyList<BuildingDraft> Homes, int Persons, int Households, CensusCounts Around, double Standard, float Confidence, string Name);

/// <summary>A household with the dwelling it lives in.</summary>
internal sealed class HouseholdDraft
{
    public required BuildingDraft Home { get; init; }
    public required int Dwellings { get; init; }

    /// <summary>Living area [m²].</summary>
    public required double Area { get; init; }

    public int Persons { get; set; } = 1;
    public Tenure Tenure { get; set; } = Tenure.PrivateTenant;
    public bool IsPoor { get; set; }

    /// <summary>Income by consumption unit [€/year].</summary>
    public double Standard { get; set; }
    public int Workers { get; set; }
}

/// <summary>Rounds amounts one by one so that their sum stays right: what is cut from one is added to the next.</summary>
internal sealed class Carry
{
    private double _left;

    /// <summary>A whole number near the amount, at most as given; the rest is kept for the next.</summary>
    public int Next(double amount, int most)
    {
        _left += amount;
        int whole = (int)Math.Clamp(Math.Round(_left, MidpointRounding.AwayFromZero), 0, most);
        _left = Math.Clamp(_left - whole, -1, 1);
        return whole;
    }
}
