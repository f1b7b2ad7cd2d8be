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
    public static double[] Weights(Territory territory) => [.. territory.Buildings.Select(Weight)];

    /// <summary>What counts of a building where zones are made; services that measures put into it do not, so that zones stay the same.</summary>
    public static double Weight(Building building) => building.Inhabitants.Value + building.Jobs.Value + (building.Use.Value is BuildingUse.School or BuildingUse.Leisure ? 0.01 * Floors(building) : 0);

    /// <summary>What draws people who come from elsewhere to a building: jobs, errands, leisure.</summary>
    public static double Draws(Building building) => JobsIn(building) + ErrandsTo(building) + LeisureAt(building);

    /// <summary>By zone.</summary>
    public static Attractions Of(Territory territory, TravelZones zones)
    {
        ArgumentNullException.ThrowIfNull(territory);
        ArgumentNullException.ThrowIfNull(zones);
        return new(Sum(JobsIn), Sum(static b => PartsOf(b).Sum(static p => p.Use == BuildingUse.School ? p.Floors : 0)), Sum(ErrandsTo), Sum(LeisureAt));

        double[] Sum(Func<Building, double> of)
        {
            double[] sums = new double[zones.Zones];
            for (int b = 0; b < territory.Buildings.Count; b++)
                if (zones.ZoneOfBuilding[b] >= 0) sums[zones.ZoneOfBuilding[b]] += of(territory.Buildings[b]);
            return sums;
        }
    }

    /// <summary>Jobs in a building, those of services that measures put there included.</summary>
    public static double JobsIn(Building b) => PartsOf(b).Sum(static p => p.Jobs);

    private static double ErrandsTo(Building b)
    {
        double sum = 0.01 * b.Inhabitants.Value;
        foreach (Part p in PartsOf(b)) sum += p.Jobs * p.Use switch { BuildingUse.Retail => 1, BuildingUse.Health => 0.5, BuildingUse.Office or BuildingUse.Other => 0.15, _ => 0.03 };
        return sum;
    }

    private static double LeisureAt(Building b)
    {
        double sum = 0.1 * b.Inhabitants.Value;
        foreach (Part p in PartsOf(b))
        {
            sum += p.Jobs * p.Use switch { BuildingUse.Leisure => 3, BuildingUse.Worship => 2, BuildingUse.Retail => 0.4, _ => 0 };
            if (p.Use == BuildingUse.Leisure) sum += 0.005 * p.Floors;
        }
        return sum;
    }

    // Its own use first, then the services that measures put into it.
    private static IEnumerable<Part> PartsOf(Building b)
    {
        yield return new(b.Use.Value, b.Jobs.Value, Floors(b));
        if (b.Services == default) yield break;
        foreach (Service service in EverydayServices.All)
            if (b.Services.Of(service) is > 0 and var floors) yield return new(EverydayServices.UseOf(service), floors / EverydayServices.AreaPerJob(service), floors);
    }

    private readonly record struct Part(BuildingUse Use, double Jobs, double Floors);

    private static double Floors(Building b) => b.Footprint.Area * b.Floors.Value;
}
