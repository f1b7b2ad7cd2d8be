using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>The budgets of the stock over whole days.</summary>
internal static class BuildingBalances
{
    /// <summary>A day's sum in float and the hour's total in double differ by rounding alone: 24 additions of relative error 6e-8.</summary>
    private const double Rounding = 1e-5;

    /// <summary>The mass is kept to 2e-6 K; over a loss of some 10 K that is τ/h × 2e-7, at most 1e-4 for a time constant of 500 h.</summary>
    private const double ZoneRounding = 1e-4;

    public static IReadOnlyList<Balance> Of(BuildingsModel model)
    {
        YearSums year = model.Year;
        ProfileHours hours = model.ProfileHours();
        double rooms = year.Heating.Sum() / 1000, zoneIn = rooms + year.Cooling.Sum() / 1000 + InnerGains(model, hours);
        double fuels = 0;
        foreach (Carrier carrier in Enum.GetValues<Carrier>()) fuels += model.Series.Sum(Names.Of(carrier));
        double uses = (year.Rooms.Sum() + year.Water.Sum()) / 1000 + OtherUses(model, hours);
        (double boilers, double needs, double losses) = BoilersAndNetworks(model);
        return
        [
            new("heat_of_zones", "kWh", zoneIn, zoneIn - year.Imbalance.Sum() / 1000, ZoneRounding),
            new("heat_of_rooms", "kWh", model.Series.Sum("heating_need"), rooms, Rounding),
            new("heat_delivered", "kWh", boilers / 1000, (needs + losses) / 1000, Rounding),
            new("energy_bought", "kWh", fuels, uses, Rounding),
            new("pv", "kWh", year.Roof.Sum() / 1000, model.Series.Sum("pv_own_use") + model.Series.Sum("pv_export"), Rounding),
            new("electricity", "kWh", year.Electricity.Sum() / 1000, model.Series.Sum("import") + year.Own.Sum() / 1000, Rounding),
        ];
    }

    /// <summary>Energy bought to heat rooms by all but heat pumps, the rooms' need, and what boilers, networks, emitters and control lose of it [Wh].</summary>
    private static (double Bought, double Needs, double Losses) BoilersAndNetworks(BuildingsModel model)
    {
        (double bought, double needs, double losses) = (0, 0, 0);
        for (int b = 0; b < model.Descriptions.Count; b++)
        {
            BuildingDescription d = model.Descriptions[b];
            if (d.Heating is HeatingSystem.None or HeatingSystem.AirHeatPump or HeatingSystem.GroundHeatPump) continue;
            bought += model.Year.Rooms[b];
            needs += model.Year.Heating[b];
            losses += model.Year.Heating[b] * (HeatingPlant.EnergyPerHeat(d.Heating, d.Shared, outdoor: 0) - 1);
        }
        return (bought, needs, losses);
    }

    /// <summary>Heat that appliances gave off in the hours of the series [kWh], from the profiles alone.</summary>
    private static double InnerGains(BuildingsModel model, ProfileHours hours) =>
        model.Descriptions.Sum(d => d.Zone is null ? 0 : d.Zone.Equipment * hours.Equipment[d.Usage.Profile]) / 1000;

    /// <summary>Energy of all uses but rooms and water [kWh]: from profiles for appliances and cooking, from needs for auxiliaries and cooling.</summary>
    private static double OtherUses(BuildingsModel model, ProfileHours hours)
    {
        double sum = 0;
        for (int b = 0; b < model.Descriptions.Count; b++)
        {
            BuildingDescription d = model.Descriptions[b];
            if (d.Zone is null) continue;
            sum += d.Zone.Equipment * hours.Equipment[d.Usage.Profile] + d.Zone.Cooking * hours.Cooking
                + model.Year.Heating[b] * HeatingPlant.AuxiliariesPerHeat(d.Heating) + model.Year.Cooling[b] / HeatingPlant.CoolingEfficiency;
        }
        return sum / 1000;
    }
}
