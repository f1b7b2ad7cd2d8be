using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>Names of the carriers in result files.</summary>
internal static class Names
{
    public static string Of(Carrier carrier) => carrier switch
    {
        Carrier.Electricity => "electricity",
        Carrier.Gas => "gas",
        Carrier.Oil => "oil",
        Carrier.Wood => "wood",
        _ => "district_heat",
    };

    public static string MeaningOf(Carrier carrier) => carrier switch
    {
        Carrier.Electricity => "electricity used, that of the roof included",
        Carrier.Gas => "natural gas bought",
        Carrier.Oil => "heating oil bought",
        Carrier.Wood => "wood bought",
        _ => "heat bought from a network",
    };
}
