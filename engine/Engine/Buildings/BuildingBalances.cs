using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>The budgets of the stock. docs/physics/buildings.md derives the tolerances.</summary>
internal static class BuildingBalances
{
    /// <summary>A day's sum in float and the hour's total in double differ by rounding alone: 24 additions of relative error 6e-8.</summary>
    private const double Rounding = 1e-5;

    /// <summary>The mass is kept to 2e-6 K; over a loss of some 10 K that is τ/h × 2e-7, at most 1e-4 for a time constant of 500 h.</summary>
    private const double ZoneRounding = 1e-4;

    public static IReadOnlyList<Balance> Of(BuildingsYear year, HourlySeries series, int member)
    {
        YearSums sums = year.Sums;
        double rooms = sums.Heating.Sum() / 1000, zoneIn = rooms + sums.Cooling.Sum() / 1000 + sums.Appliances.Sum() / 1000;
        double bought = Enum.GetValues<Carrier>().Sum(c => Total(Names.Of(c)));
        double uses = (sums.Rooms.Sum() + sums.Stove.Sum() + sums.Water.Sum() + sums.Appliances.Sum() + sums.Cooking.Sum() + sums.Auxiliaries.Sum() + sums.Conditioning.Sum() + sums.Charging.Sum() + sums.Stored.Sum() - sums.Released.Sum()) / 1000;
        double electricity = Enumerable.Range(0, year.Descriptions.Count).Sum(b => AnnualEnergy.Of(year, b).ByCarrier[(int)Carrier.Electricity]);
        (double boilers, double needs, double losses) = BoilersAndNetworks(year);
        return
        [
            new("heat_of_zones", "kWh", zoneIn, zoneIn - sums.Imbalance.Sum() / 1000, ZoneRounding),
            new("heat_of_rooms", "kWh", Total("heating_need"), rooms, Rounding),
            new("heat_delivered", "kWh", boilers / 1000, (needs + losses) / 1000, Rounding),
            new("energy_bought", "kWh", bought, uses, Rounding),
            new("pv", "kWh", sums.Roof.Sum() / 1000, Total("pv_own_use") + Total("pv_export"), Rounding),
            new("electricity", "kWh", electricity, Total("electricity_bought") + sums.Own.Sum() / 1000, Rounding),
        ];

        double Total(string name) => series.Sum(name, member);
    }

    /// <summary>What batteries held and took, and what they gave, lost and hold: the state is kept in float, 8,760 steps of relative error 6e-8.</summary>
    /// <param name="sums">Of the year.</param> <param name="before">In all batteries at its beginning [Wh].</param> <param name="after">At its end [Wh].</param>
    public static Balance OfBatteries(YearSums sums, double before, double after)
    {
        double stored = sums.Stored.Sum(), released = sums.Released.Sum(), lost = (1 - Battery.OneWay) * (stored + released / Battery.OneWay);
        return new("batteries", "kWh", (before + stored) / 1000, (released + lost + after) / 1000, 1e-4);
    }

    /// <summary>Energy bought to heat rooms by all but heat pumps, the rooms' need beyond what a stove beside gives, and what boilers, networks, emitters and control lose of it [Wh].</summary>
    private static (double Bought, double Needs, double Losses) BoilersAndNetworks(BuildingsYear year)
    {
        (double bought, double needs, double losses) = (0, 0, 0);
        for (int b = 0; b < year.Descriptions.Count; b++)
        {
            BuildingDescription d = year.Descriptions[b];
            if (d.Heating == HeatingSystem.None || HeatingPlant.IsHeatPump(d.Heating)) continue;
            bought += year.Sums.Rooms[b];
            double heat = d.HeatingFactor * year.Sums.Heating[b] - year.Sums.Stove[b] / StoveBeside.WoodPerHeat;
            needs += heat;
            losses += heat * (HeatingPlant.EnergyPerHeat(d.Heating, d.Shared, outdoor: 0, d.Pump) - 1);
        }
        return (bought, needs, losses);
    }
}
