using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>Sums of the homes of each district.</summary>
internal static class DistrictSums
{
    /// <summary>Of every district with homes, by name in order.</summary>
    /// <param name="buildings">After some hours.</param> <param name="territory">The same buildings.</param>
    public static IReadOnlyList<DistrictUse> Of(BuildingsModel buildings, Territory territory)
    {
        YearSums sums = buildings.Year();
        return [.. DistrictUse.Homes(territory).GroupBy(b => territory.Buildings[b].District, StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal).Select(Sum)];

        DistrictUse Sum(IGrouping<string, int> homes)
        {
            double[] heating = new double[Enum.GetValues<Carrier>().Length], other = new double[heating.Length];
            double appliances = 0;
            int dwellings = 0, empty = 0;
            foreach (int b in homes)
            {
                BuildingDescription d = buildings.Descriptions[b];
                heating[(int)HeatingPlant.CarrierOf(d.Heating)] += sums.Rooms[b] / 1000;
                heating[(int)Carrier.Wood] += sums.Stove[b] / 1000;
                heating[(int)Carrier.Electricity] += sums.Auxiliaries[b] / 1000;
                appliances += sums.Appliances[b] / 1000;
                other[(int)HeatingPlant.CarrierOf(d.HotWater)] += sums.Water[b] / 1000;
                other[(int)d.CookingCarrier] += sums.Cooking[b] / 1000;
                other[(int)Carrier.Electricity] += sums.Conditioning[b] / 1000;
                dwellings += territory.Buildings[b].Dwellings;
                if (d.Usage.Occupancy != Occupancy.Lived) empty += territory.Buildings[b].Dwellings;
            }
            return new(homes.Key, dwellings, empty, heating, appliances, other);
        }
    }
}
