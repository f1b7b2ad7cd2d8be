using TerritoryTwin.Core;
using TerritoryTwin.Indicators;
using static TerritoryTwin.Core.QuantityKind;

namespace TerritoryTwin.Buildings;

/// <summary>From the table of the buildings and the hours of a year to the figures of the territory.</summary>
internal static class BuildingIndicators
{
    private const double EffortLimit = 0.08;      // share of income spent on energy at home: French observatory of fuel poverty
    private const double ThirdDecile = 18_360;    // of income by consumption unit in France, 2021: INSEE, Les revenus et le patrimoine des ménages, 2024 [€/year]

    /// <summary>All indicators of one simulated year.</summary>
    /// <param name="year">One row a building, one row an hour; a full year.</param>
    /// <param name="factors">Of the network and of panels: what is exported replaces the network's mean, elsewhere.</param>
    public static IReadOnlyList<(Quantity, double)> Of(YearTables year, CarbonFactors factors)
    {
        Table buildings = year.Buildings, series = year.Series;
        double[] Values(string column) => buildings.Numbers(column);
        double Sum(string column) => Values(column).Where(v => !double.IsNaN(v)).Sum();
        double used = Sum("electricity"), solar = Sum("pv"), imported = Sum("electricity_bought");
        double fuels = Sum("gas") + Sum("oil") + Sum("wood") + Sum("district_heat");
        double[] dwellings = Values("dwellings"), bill = Values("bill");

        List<(Quantity, double)> all = [];
        Add("heating_need", "MWh", "heat that rooms need", Sum("heating_need") / 1000);
        Add("heating_need_per_area", "kWh m-2", "heat that rooms need, per heated area", Sum("heating_need") / Sum("heated_area"));
        Add("cooling_need", "MWh", "heat to be taken out of rooms", Sum("cooling_need") / 1000);
        Add("energy_bought", "MWh", "energy bought, all carriers", (imported + fuels) / 1000);
        Add("electricity_bought", "MWh", "electricity taken from the network", imported / 1000);
        Add("gas", "MWh", "natural gas bought", Sum("gas") / 1000);
        Add("oil", "MWh", "heating oil bought", Sum("oil") / 1000);
        Add("wood", "MWh", "wood bought", Sum("wood") / 1000, Fact);
        Add("district_heat", "MWh", "heat bought from a network", Sum("district_heat") / 1000, Fact);
        Add("pv_peak", "kW", "rated power of the panels", Sum("pv_peak"), Fact);
        Add("pv", "MWh", "electricity made on roofs", solar / 1000, Benefit);
        Add("pv_own_use_share", "1", "share of it used behind its own meter", solar > 0 ? Sum("pv_own_use") / solar : double.NaN, Benefit);
        Add("pv_export", "MWh", "electricity fed to the network", Sum("pv_export") / 1000, Benefit);
        Add("solar_cover", "1", "electricity made on roofs over electricity used", solar / used, Benefit);
        Add("greatest_import", "kW", "greatest hourly import of electricity", Greatest("electricity_bought"));
        Add("greatest_export", "kW", "greatest hourly export of electricity", Greatest("pv_export"), Fact);
        Add("co2", "tCO2e", "greenhouse gas of the energy used", Sum("co2") / 1000);
        Add("co2_spared_by_exports", "tCO2e", "greenhouse gas that exports spare elsewhere", Sum("pv_export") * (factors.MeanGrid - factors.Panels) / 1000, Benefit);
        Add("bill", "EUR year-1", "energy bills of all buildings, less sales", Sum("bill"));
        Add("bill_per_dwelling", "EUR year-1", "energy bill of a home, mean", MeanByDwelling(buildings, dwellings, bill));
        Add("high_effort", "1", "households below the third decile of French incomes (18,360 € by consumption unit, 2021) that spend over 8 % of income on energy, of all households", HighEffort(year.Territory, dwellings, bill));
        Add("homes_in_f_or_g", "1", "homes of class F or G under label conditions", (Sum("homes_f") + Sum("homes_g")) / "abcdefg".Sum(l => Sum($"homes_{l}")));
        Add("hours_above_28", "h", "hours above 28 °C in a home, mean", MeanOfDwellings(dwellings, Values("hours_above_28")));
        return all;

        double Greatest(string column) => series.Rows == 0 ? double.NaN : series.Numbers(column).Max();
        void Add(string name, string unit, string meaning, double value, QuantityKind kind = Burden) => all.Add((new(name, unit, meaning, kind), value));
    }

    // The bill of a building shared by its dwellings, over the buildings of homes that are lived in: those have a class.
    private static double MeanByDwelling(Table buildings, double[] dwellings, double[] bill)
    {
        string[] homes = buildings.Texts("class_by_use");
        double sum = 0, count = 0;
        for (int b = 0; b < bill.Length; b++)
        {
            if (homes[b].Length == 0 || !(dwellings[b] > 0) || double.IsNaN(bill[b])) continue;
            sum += bill[b];
            count += dwellings[b];
        }
        return count > 0 ? sum / count : double.NaN;
    }

    private static double MeanOfDwellings(double[] dwellings, double[] values)
    {
        double sum = 0, count = 0;
        for (int b = 0; b < values.Length; b++)
        {
            if (!(dwellings[b] > 0) || double.IsNaN(values[b])) continue;
            sum += dwellings[b] * values[b];
            count += dwellings[b];
        }
        return count > 0 ? sum / count : double.NaN;
    }

    /// <summary>Of all households, those below the country's third decile of income by consumption unit whose share of their building's bill passes 8 % of their income: TEE_3D of the observatory, as a share of all households as there.</summary>
    /// <param name="territory">Its households.</param> <param name="dwellings">Of each building.</param> <param name="bill">Of each building [€/year].</param>
    /// <returns>0 to 1; NaN where no households are known.</returns>
    internal static double HighEffort(Territory territory, double[] dwellings, double[] bill)
    {
        IReadOnlyList<Household> households = territory.Households;
        if (households.Count == 0) return double.NaN;
        int high = households.Count(h => h.LivingStandard <= ThirdDecile && bill[h.Building] / Math.Max(1, dwellings[h.Building]) > EffortLimit * h.Income);
        return (double)high / households.Count;
    }
}
