namespace TerritoryTwin.Core;

/// <summary>Energy that the homes of a district used over the hours since the year began [kWh].</summary>
/// <param name="District">Its name.</param> <param name="Dwellings">In its buildings of dwellings.</param> <param name="Empty">Of these, in buildings in which nobody lives all year.</param>
/// <param name="Heating">For rooms, pumps and fans included, by <see cref="Carrier"/>.</param> <param name="Appliances">Electricity of appliances and lighting.</param>
/// <param name="Other">Hot water, cooking and cooling, by <see cref="Carrier"/>.</param>
public sealed record DistrictUse(string District, int Dwellings, int Empty, IReadOnlyList<double> Heating, double Appliances, IReadOnlyList<double> Other)
{
    /// <summary>All of a carrier, with heating times a number [kWh].</summary>
    public double Of(Carrier carrier, double heating = 1) => heating * Heating[(int)carrier] + AppliancesBy(carrier) + Other[(int)carrier];

    /// <summary>Appliances and lighting by a carrier [kWh].</summary>
    public double AppliancesBy(Carrier carrier) => carrier == Carrier.Electricity ? Appliances : 0;

    /// <summary>The buildings of dwellings whose district is known.</summary>
    public static IEnumerable<int> Homes(Territory territory)
    {
        ArgumentNullException.ThrowIfNull(territory);
        return Enumerable.Range(0, territory.Buildings.Count).Where(b => territory.Buildings[b] is { Use.Value: BuildingUse.Dwelling, District.Length: > 0 });
    }
}
