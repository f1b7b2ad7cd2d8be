using TerritoryTwin.Core;
using static TerritoryTwin.Core.HeatingSystem;

namespace TerritoryTwin.Files.Territories;

/// <summary>Draws heating and hot water where they are not known, from usual shares by period and size.</summary>
/// <remarks>
/// Shares have the orders of magnitude of SDES and CEREN figures on French main homes (about 40 % gas, 37 % electricity, 10 % oil, 10 % wood
/// and growing heat pumps), spread over periods. District heat is not drawn: only data can say that there is a network.
/// </remarks>
internal static class SystemRepairs
{
    private static readonly HeatingSystem[] Drawn = [GasBoiler, OilBoiler, WoodStove, WoodBoiler, DirectElectric, AirHeatPump, GroundHeatPump];

    /// <summary>First year after the period, then the share of each system drawn, in houses.</summary>
    private static readonly (int Until, double[] Shares)[] Houses =
    [
        (1949, [0.30, 0.20, 0.19, 0.04, 0.18, 0.085, 0.005]),
        (1975, [0.40, 0.20, 0.10, 0.03, 0.15, 0.11, 0.01]),
        (1990, [0.25, 0.12, 0.09, 0.03, 0.39, 0.11, 0.01]),
        (2006, [0.34, 0.06, 0.06, 0.02, 0.37, 0.13, 0.02]),
        (2013, [0.28, 0.01, 0.10, 0.02, 0.27, 0.28, 0.04]),
        (9999, [0.26, 0.00, 0.08, 0.01, 0.10, 0.52, 0.03]),
    ];

    private static readonly (int Until, double[] Shares)[] Flats =
    [
        (1949, [0.54, 0.04, 0.01, 0.00, 0.39, 0.02, 0.00]),
        (1975, [0.68, 0.07, 0.00, 0.01, 0.22, 0.02, 0.00]),
        (1990, [0.38, 0.02, 0.00, 0.01, 0.57, 0.02, 0.00]),
        (2006, [0.43, 0.00, 0.00, 0.01, 0.53, 0.03, 0.00]),
        (2013, [0.50, 0.00, 0.00, 0.02, 0.40, 0.08, 0.00]),
        (9999, [0.60, 0.00, 0.00, 0.02, 0.14, 0.24, 0.00]),
    ];

    /// <summary>Fills both for every building; heated areas and dates are known by now.</summary>
    public static void Fill(IReadOnlyList<BuildingDraft> buildings, ulong seed, ImportReport report)
    {
        foreach (BuildingDraft b in buildings)
        {
            if (b.Heating == null && b.HeatedArea!.Value > 0) report.Note("no-heating", "buildings", "drawn from the usual shares of its period and size", b.Id);
            b.Heating ??= b.HeatedArea!.Value > 0 ? Known<HeatingSystem>.Typical(Draw(Shares(b), seed, "heating", b.Id), 0.3f) : Known<HeatingSystem>.Derived(None);
            b.HotWater ??= b.Heating.Value.Value == None ? Known<HeatingSystem>.Derived(None) : Known<HeatingSystem>.Typical(HotWaterBeside(b.Heating.Value, seed, b.Id), 0.3f);
        }
    }

    private static double[] Shares(BuildingDraft b)
    {
        if (!(b.Dwellings!.Value > 0) && b.Use!.Value.Value != BuildingUse.Dwelling) return Systems.AtWork;
        return (b.Dwellings.Value <= 2 ? Houses : Flats).First(p => b.Built!.Value < p.Until).Shares;
    }

    private static HeatingSystem Draw(double[] shares, ulong seed, string purpose, string id)
    {
        double at = new RandomStream(seed, $"{purpose} {id}").NextDouble() * shares.Sum();
        for (int n = 0; n < shares.Length; n++)
            if ((at -= shares[n]) < 0) return Drawn[n];
        return Drawn[Array.FindLastIndex(shares, s => s > 0)];
    }

    /// <summary>A boiler or heat pump often makes hot water too; else an electric tank does.</summary>
    private static HeatingSystem HotWaterBeside(HeatingSystem heating, ulong seed, string id)
    {
        double same = heating switch { GasBoiler => 0.8, OilBoiler => 0.6, WoodBoiler => 0.6, AirHeatPump or GroundHeatPump => 0.4, DistrictHeat => 0.9, _ => 0 };
        return new RandomStream(seed, $"hot water {id}").NextDouble() < same ? heating : DirectElectric;
    }
}
