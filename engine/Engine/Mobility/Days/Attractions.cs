using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>What draws people to buildings, and to the zones that these are in. docs/physics/mobility.md.</summary>
/// <remarks>Weights are assumed: shops draw errands by their jobs, care and offices less; leisure goes to its own places, to shops and to other people; people are accompanied to schools and to other people.</remarks>
public sealed class Attractions
{
    private Attractions(double[] jobs, double[] school, double[] errand, double[] leisure) => (Jobs, School, Errand, Leisure) = (jobs, school, errand, leisure);

    /// <summary>Jobs of each zone.</summary>
    public double[] Jobs { get; }
    /// <summary>Floors of schools [m²].</summary>
    public double[] School { get; }
    /// <summary>Draw of errands, by jobs in shops.</summary>
    public double[] Errand { get; }
    /// <summary>Draw of leisure.</summary>
    public double[] Leisure { get; }

    /// <summary>Accompanying: to schools, and a little to wherever people live.</summary>
    public double[] Escort => [.. School.Zip(Leisure, static (s, l) => 0.02 * s + 0.2 * l)];

    /// <summary>What counts where zones are made: people and what draws them.</summary>
    public static double[] Weights(Territory territory) => [.. territory.Buildings.Select(static b => b.Inhabitants.Value + b.Jobs.Value + (b.Use.Value is BuildingUse.School or BuildingUse.Leisure ? 0.01 * Floors(b) : 0))];

    /// <summary>What draws people who come from elsewhere to a building: jobs, errands, leisure.</summary>
    public static double Draws(Building building) => building.Jobs.Value + ErrandsTo(building) + LeisureAt(building);

    /// <summary>By zone.</summary>
    public static Attractions Of(Territory territory, TravelZones zones)
    {
        ArgumentNullException.ThrowIfNull(territory);
        ArgumentNullException.ThrowIfNull(zones);
        return new(Sum(static b => b.Jobs.Value), Sum(static b => b.Use.Value == BuildingUse.School ? Floors(b) : 0), Sum(ErrandsTo), Sum(LeisureAt));

        double[] Sum(Func<Building, double> of)
        {
            double[] sums = new double[zones.Zones];
            for (int b = 0; b < territory.Buildings.Count; b++)
                if (zones.ZoneOfBuilding[b] >= 0) sums[zones.ZoneOfBuilding[b]] += of(territory.Buildings[b]);
            return sums;
        }
    }

    private static double ErrandsTo(Building b) => 0.01 * b.Inhabitants.Value + b.Jobs.Value * b.Use.Value switch { BuildingUse.Retail => 1, BuildingUse.Health => 0.5, BuildingUse.Office or BuildingUse.Other => 0.15, _ => 0.03 };

    private static double LeisureAt(Building b) => 0.1 * b.Inhabitants.Value + b.Jobs.Value * b.Use.Value switch { BuildingUse.Leisure => 3, BuildingUse.Worship => 2, BuildingUse.Retail => 0.4, _ => 0 }
        + (b.Use.Value == BuildingUse.Leisure ? 0.005 * Floors(b) : 0);

    private static double Floors(Building b) => b.Footprint.Area * b.Floors.Value;
}
