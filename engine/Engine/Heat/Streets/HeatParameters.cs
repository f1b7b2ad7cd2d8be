using System.ComponentModel;
using TerritoryTwin.Core;

namespace TerritoryTwin.Heat;

/// <summary>What scenarios may set of street heat. Where each default comes from: docs/physics/street-heat.md.</summary>
public sealed record HeatParameters
{
    /// <summary>In scenario files.</summary>
    public static Section Section { get; } = new("heat", "How hot streets get: surfaces and air between buildings. Off, so that who does not ask for it does not wait for it.", typeof(HeatParameters));

    /// <summary>Whether it is simulated.</summary>
    [Description("Whether surfaces and air between the buildings are simulated."), DefaultFrom("a choice", 1)]
    public bool On { get; init; }

    /// <summary>Rain of a year, spread evenly [m].</summary>
    [Description("Rain of a year, which falls evenly: weather files know none."), Unit(Dimension.Length), Between("0 m", "5 m"), DefaultFrom("mean of metropolitan France is 0.9 m, of its south and centre 0.7 m; Météo-France normals, recalled", 0.4)]
    public double Rain { get; init; } = 0.75;

    /// <summary>Of what soil can hold for plants, where the first warm-up begins.</summary>
    [Description("Water in the soil before the first hours, as a share of what it holds for plants."), Unit(Dimension.Share), Between("0 %", "100 %"), DefaultFrom("assumed, a winter's soil", 0.4)]
    public double SoilWater { get; init; } = 0.9;

    /// <summary>Given in a day to ground with plants where soil is half dry [m].</summary>
    [Description("Water given in a day to ground with plants, wherever its soil is half dry."), Unit(Dimension.Length), Between("0 m", "0.02 m"), DefaultFrom("none", 0.3)]
    public double Irrigation { get; init; }

    /// <summary>Of rooms, in winter [°C].</summary>
    [Description("Air behind walls and under roofs; in warm weeks 2 K above the mean of the air outside, up to 27 °C."), Unit(Dimension.Temperature), Between("10 °C", "27 °C"), DefaultFrom("assumed", 0.4)]
    public double Indoor { get; init; } = 20;

    /// <summary>Roughness length of the surroundings of the weather's station [m].</summary>
    [Description("Roughness length around the station of the weather: 0.03 m is grass, 0.1 m farmland, 0.5 m a suburb."), Unit(Dimension.Length), Between("0.001 m", "2 m"), DefaultFrom("WMO guide no. 8: stations stand on open grass", 0.6)]
    public double StationRoughness { get; init; } = 0.03;
}
